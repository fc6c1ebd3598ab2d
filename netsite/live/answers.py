"""What is sent: status, headers and body; and pages with the script that reloads them. Pure."""

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from netsite.tongue import ENGLISH, Tongue

OWN = "-"  # the folder of addresses that are the server's own, as /-/live.js
SCRIPT = f"/{OWN}/live.js"
MISSING = "404.html"  # the site's page for an address that is none
EVENTS = f"/{OWN}/events"

HTML = "text/html; charset=utf-8"
TYPES = {
    "html": HTML, "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "txt": "text/plain; charset=utf-8",
    "xml": "application/xml", "ics": "text/calendar; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon",
    "woff": "font/woff", "woff2": "font/woff2", "pdf": "application/pdf",
    "webmanifest": "application/manifest+json",
}
OTHER_TYPE = "application/octet-stream"

_REASONS = {
    200: "OK", 301: "Moved Permanently", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 408: "Request Timeout", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 503: "Service Unavailable"}
# A page elsewhere can neither frame an answer, nor embed it, nor read it; nothing is kept.
_ALWAYS = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_UNFRAMED = "frame-ancestors 'none'"
_ALONE = f"default-src 'none'; style-src 'unsafe-inline'; sandbox; {_UNFRAMED}"
_PLAIN = ("default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
          "form-action 'none'")
_META = re.compile(
    rb"""(<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=")([^">]*)(")""",
    re.IGNORECASE)
_PLACES = (re.compile(rb"</head\s*>", re.IGNORECASE), re.compile(rb"</body\s*>", re.IGNORECASE))


class Answer(NamedTuple):
    """What is sent for a request. Headers that all answers have are left out."""

    status: int
    body: bytes
    kind: str = HTML
    headers: Mapping[str, str] = {}


def encoded(answer: Answer, *, head_only: bool = False) -> bytes:
    """An answer as it is sent; without its body, as HEAD wants it."""
    head = _head(answer, {"Content-Length": str(len(answer.body))})
    return head if head_only else head + answer.body


def stream_head() -> bytes:
    """The beginning of the answer that goes on for ever: of events."""
    return _head(Answer(200, b"", "text/event-stream"), {})


def _head(answer: Answer, more: Mapping[str, str]) -> bytes:
    headers = {**_ALWAYS, "Content-Security-Policy": _ALONE, "Content-Type": answer.kind,
               **more, **answer.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {answer.status} {_REASONS[answer.status]}\r\n{lines}\r\n".encode("latin-1")


def file_answer(name: str, body: bytes, version: str) -> Answer:
    """A file of the site; a page of it with the script that loads it again."""
    kind = TYPES.get(name.rpartition(".")[2].lower(), OTHER_TYPE)
    return page_answer(200, body, version) if kind == HTML else Answer(200, body, kind)


def page_answer(status: int, html: bytes, version: str, **headers: str) -> Answer:
    """A page made live: the script is named in it, and its policy lets that ask for events.

    `version` is of the site, and stands for a build. The policy is sent as a header too, for only a
    header can forbid frames.
    """
    top, rest = _split_head(html)
    found = _META.search(top)
    policies = [_UNFRAMED]
    if found:
        policy = _extended(found[2].decode("latin-1"))
        policies.append(policy)
        top = top[:found.start(2)] + policy.encode("latin-1") + top[found.end(2):]
    script = f'<script src="{SCRIPT}" data-version="{version}" defer></script>\n'.encode()
    body = top + script + rest
    # Two policies of which each holds; a line end in the page's would begin another header.
    sent = ", ".join(re.sub(r"[\r\n,]+", " ", policy) for policy in policies)
    return Answer(status, body, HTML, {"Content-Security-Policy": sent, **headers})


def _split_head(html: bytes) -> tuple[bytes, bytes]:
    """A page up to where its head ends, and the rest of it."""
    for place in _PLACES:
        if found := place.search(html):
            return html[:found.start()], html[found.start():]
    return html, b""


def _extended(policy: str) -> str:
    """A page's policy that also allows the script, and that it asks this server for events."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, _, sources = part.strip().partition(" ")
        if name:
            directives.setdefault(name.lower(), sources.split())
    for name in ("script-src", "connect-src"):
        held = directives.get(name, directives.get("default-src"))
        if held is not None and "'self'" not in held:
            directives[name] = [source for source in held if source != "'none'"] + ["'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def message_page(
    status: int, title: str, text: str, version: str, tongue: Tongue = ENGLISH, **headers: str,
) -> Answer:
    """A plain and short page of the server's own, in a language; lines of the text stay lines."""
    title, text = escape(tongue.told(title)), tongue.told(text)
    turned = f' dir="{tongue.direction}"' if tongue.direction != "ltr" else ""
    html = (
        f'<!doctype html>\n<html lang="{tongue.language}"{turned}>\n<head>\n'
        f'<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_PLAIN}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{'<br>'.join(map(escape, text.split(chr(10))))}</p>\n</body>\n</html>\n")
    return page_answer(status, html.encode(errors="replace"), version, **headers)


def refusal(status: int, why: str) -> Answer:
    """A request that is not granted: one line of text, and no script."""
    more = {"Allow": "GET, HEAD"} if status == 405 else {}
    return Answer(status, f"{why}\n".encode(), "text/plain; charset=utf-8", more)


def redirect(path: str) -> Answer:
    """What was asked for is a folder: its address ends in a slash."""
    return Answer(301, b"", headers={"Location": path})
