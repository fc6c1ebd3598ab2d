"""Answers: their headers, and pages made live."""

import pytest

from netsite.languages import tongue_of
from netsite.live.answers import (
    HTML,
    Answer,
    encoded,
    file_answer,
    message_page,
    page_answer,
    redirect,
    refusal,
    stream_head,
)
from netsite.texts import Text
from netsite.tongue import Tongue
from tests.pages import POLICY

SCRIPT = b'<script src="/-/live.js" data-version="v1" defer></script>\n'


def page(policy: str = POLICY) -> bytes:
    """A page as the shipped templates make it."""
    return (f'<!doctype html>\n<html>\n<head>\n<meta http-equiv="Content-Security-Policy" '
            f'content="{policy}">\n<title>é</title>\n</head>\n<body>\n</body>\n</html>\n').encode()


def policy_of(answer: Answer) -> str:
    """The policy that a page is sent with, without what is said of frames."""
    first, _, rest = answer.headers["Content-Security-Policy"].partition(", ")
    assert first == "frame-ancestors 'none'"
    return rest


def test_an_answer_is_sent_whole() -> None:
    """A status line, headers, an empty line, the body; for HEAD the same without the body."""
    answer = Answer(200, b"a{}", "text/css; charset=utf-8")
    head, _, body = encoded(answer).partition(b"\r\n\r\n")

    assert (head.split(b"\r\n")[0], body) == (b"HTTP/1.1 200 OK", b"a{}")
    assert b"\r\nContent-Length: 3" in head
    assert encoded(answer, head_only=True) == head + b"\r\n\r\n"


@pytest.mark.parametrize("sent", [
    encoded(file_answer("index.html", page(), "v1")), encoded(file_answer("a.css", b"", "v1")),
    encoded(refusal(403, "no")), encoded(message_page(500, "a", "b", "v1")),
    encoded(redirect("/a/")), stream_head()], ids=range(6))
def test_every_answer_keeps_others_out(sent: bytes) -> None:
    """It cannot be framed, embedded or read by another origin, nor guessed at, nor kept."""
    lines = sent.partition(b"\r\n\r\n")[0].decode().split("\r\n")

    assert {"Cache-Control: no-store", "X-Frame-Options: DENY", "X-Content-Type-Options: nosniff",
            "Cross-Origin-Resource-Policy: same-origin"} <= {*lines}
    assert [line for line in lines if "access-control" in line.lower()] == []
    assert [line for line in lines if line.startswith("Content-Security-Policy:")
            and "frame-ancestors 'none'" in line] != []


def test_a_page_gets_the_script_and_may_ask_for_events() -> None:
    """In its head, once; the policy in the page and the one that is sent allow it."""
    answer = file_answer("people/ana.html", page(), "v1")
    wanted = f"{POLICY}; connect-src 'self'"

    assert answer == Answer(200, page(wanted).replace(b"</head>", SCRIPT + b"</head>"), HTML, {
        "Content-Security-Policy": f"frame-ancestors 'none', {wanted}"})


@pytest.mark.parametrize(("policy", "wanted"), [
    ("script-src 'self'; connect-src https://a.example",
     "script-src 'self'; connect-src https://a.example 'self'"),
    ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
    ("default-src 'self'", "default-src 'self'"),
    ("connect-src 'none'", "connect-src 'self'"),
    ("img-src *", "img-src *"),
    ("", ""),
    ("default-src 'none',\r\nX-Evil: 1", "default-src X-Evil: 1; script-src X-Evil: 1 'self'"),
])
def test_other_policies_are_extended_by_no_more_than_that(policy: str, wanted: str) -> None:
    """A user's template may have its own, and none of it can become a header."""
    sent = policy_of(page_answer(200, page(policy), "v1"))

    assert "\r" not in sent
    assert "\n" not in sent
    if "Evil" not in policy:
        assert sent == wanted


@pytest.mark.parametrize("html", [
    b"<p>x", b"<html><body>x</body></html>", b"<HTML><HEAD></HEAD ><body></body>", b"",
    b"\xff\xfe"])
def test_any_page_gets_the_script(html: bytes) -> None:
    """Also one of a template that has no head; nothing else of it changes."""
    answer = page_answer(200, html, "v1")

    assert (answer.body.replace(SCRIPT, b""), answer.body.count(SCRIPT)) == (html, 1)
    assert answer.headers == {"Content-Security-Policy": "frame-ancestors 'none'"}


@pytest.mark.parametrize(("name", "kind"), [
    ("index.html", "text/html; charset=utf-8"), ("static/style.css", "text/css; charset=utf-8"),
    ("static/a.JS", "text/javascript; charset=utf-8"), ("static/a.svg", "image/svg+xml"),
    ("feed.xml", "application/xml"), ("a.ics", "text/calendar; charset=utf-8"),
    ("a.woff2", "font/woff2"), ("a", "application/octet-stream"),
    ("a.exe", "application/octet-stream"), ("a.html.bin", "application/octet-stream")])
def test_a_file_is_sent_as_what_it_is(name: str, kind: str) -> None:
    """By its suffix, and with its charset; what is not known is not guessed."""
    assert file_answer(name, b"x", "v1").kind == kind


def test_what_is_no_page_is_sent_as_it_is() -> None:
    """And opened by itself, it runs nothing."""
    sent = encoded(file_answer("a.svg", b"<svg></head></svg>", "v1"))

    assert sent.endswith(b"\r\n\r\n<svg></head></svg>")
    assert b"Content-Security-Policy: default-src 'none'; " in sent


def test_a_message_is_text() -> None:
    """Nothing in it is markup; its lines stay lines; it is live like all pages."""
    answer = message_page(500, "<b>", "one <script>\ntwo & \ud800", "v1")

    assert (answer.status, b"<b>" in answer.body, SCRIPT in answer.body,
            b"one &lt;script&gt;<br>two &amp; ?" in answer.body) == (500, False, True, True)


def test_a_method_that_is_refused_is_told_the_others() -> None:
    """As the standard has it."""
    assert (refusal(405, "no").headers, refusal(403, "no").headers) == (
        {"Allow": "GET, HEAD"}, {})


def test_a_page_of_the_servers_own_is_in_a_language() -> None:
    """Title and text are said, and the page says in which language, and from where to where."""
    page = message_page(404, Text.of("There is no such page"), "x", "v1", tongue_of("de")).body
    turned = message_page(404, "a", "b", "v1", Tongue("he")).body

    assert ('<html lang="de">' in page.decode(), "<h1>Diese Seite gibt es nicht</h1>"
            in page.decode(), b'<html lang="he" dir="rtl">' in turned) == (True, True, True)
