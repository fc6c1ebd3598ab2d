"""Requests: read strictly, and who may ask."""

import pytest

from netsite.live.requests import (
    LOOPBACK,
    Refusal,
    Request,
    check,
    host_name,
    names_of,
    path_of,
    read_request,
)

PORT = 8000


def request(method: str = "GET", **headers: str) -> Request:
    """A request for the first page; `_` in a header's name stands for a dash."""
    return Request(method, "/", {name.replace("_", "-").lower(): value
                                 for name, value in headers.items()})


def refused(asked: Request, *hosts: str) -> int:
    """The status with which a request is refused, 0 if it is granted."""
    try:
        check(asked, LOOPBACK | {*hosts}, PORT)
    except Refusal as refusal:
        return refusal.status
    return 0


def test_a_request_is_read() -> None:
    """Its method, target and headers, with names in small letters and values without space."""
    head = b"GET /people/ana.html?x HTTP/1.1\r\nHost: localhost:8000\r\nX-A:  b c \r\nE:\r\n\r\n"

    assert read_request(head) == Request(
        "GET", "/people/ana.html?x", {"host": "localhost:8000", "x-a": "b c", "e": ""})


@pytest.mark.parametrize("head", [
    b"\r\n\r\n", b"GET\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/2\r\n\r\n",
    b"GET / HTTP/1.2\r\n\r\n", b"get / HTTP/1.1\r\n\r\n", b"GET  / HTTP/1.1\r\n\r\n",
    b"GET /a b HTTP/1.1\r\n\r\n", b"GET /\xe9 HTTP/1.1\r\n\r\n", b"GET /\x00 HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    b"GET / HTTP/1.1\r\n Host: a\r\n\r\n", b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nX: a\x00b\r\n\r\n", b"GET / HTTP/1.1\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost:8000\r\nHost: evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nOrigin: a\r\nORIGIN: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nSec-Fetch-Site: none\r\nsec-fetch-site: cross-site\r\n\r\n",
])
def test_what_is_no_request_is_refused(head: bytes) -> None:
    """Anything but a request as the standard has it, and one that says two things."""
    with pytest.raises(Refusal) as refusal:
        read_request(head)

    assert refusal.value.status == 400


@pytest.mark.parametrize("asked", [
    request(Host="localhost:8000"),
    request(Host="LocalHost:8000"),
    request(Host="localhost.:8000"),
    request(Host="127.0.0.1:8000"),
    request(Host="[::1]:8000"),
    request("HEAD", Host="localhost:8000"),
    request(Host="localhost:8000", Origin="http://localhost:8000"),
    request(Host="127.0.0.1:8000", Origin="http://127.0.0.1:8000"),
    request(Host="localhost:8000", Sec_Fetch_Site="none"),
    request(Host="localhost:8000", Sec_Fetch_Site="same-origin", Origin="http://localhost:8000"),
], ids=str)
def test_this_machine_is_answered(asked: Request) -> None:
    """The address bar and pages of this very server, by any name of this machine."""
    assert refused(asked) == 0


@pytest.mark.parametrize("host", [
    "", "evil.example", "evil.example:8000", "localhost", "localhost:", "localhost:80",
    "localhost:8001", "localhost:08000x", "localhost:8000:8000", "localhost:99999",
    "localhost.evil.example:8000", "evil.example.localhost:8000", "xlocalhost:8000",
    "127.0.0.1", "127.0.0.1.evil.example:8000", "127.0.0.1.nip.io:8000", "127.0.0.2:8000",
    "127.1:8000", "2130706433:8000", "0x7f000001:8000", "0.0.0.0:8000", "[::]:8000",
    "[::ffff:127.0.0.1]:8000", "::1:8000", "[::1]", "[::1:8000", "user@localhost:8000",
    "localhost:8000@evil.example", "localhost:8000/evil.example", "localhost:8000, evil.example",
    "localhost:8000 evil.example", "http://localhost:8000", "localhost#:8000", "localhost\\:8000",
    "192.168.1.5:8000", "my-laptop:8000", "my-laptop.local:8000", "löcalhost:8000", ":8000",
    "localhost..:8000",
])
def test_another_name_is_refused(host: str) -> None:
    """A page elsewhere may have its name lead here; by that name, nobody is answered."""
    assert refused(request(Host=host)) == 403


def test_a_request_without_a_name_is_refused() -> None:
    """Every browser sends a Host."""
    assert refused(request()) == 403


@pytest.mark.parametrize("origin", [
    "", "null", "http://evil.example", "https://localhost:8000", "http://localhost",
    "http://localhost:8001", "http://localhost:80", "http://127.0.0.1:8000", "http://[::1]:8000",
    "http://localhost:8000.evil.example", "http://localhost.evil.example:8000",
    "http://localhost:8000/", "http://localhost:8000/x", "http://evil.example@localhost:8000",
    "http://localhost:8000, http://evil.example", "http://localhost:8000 http://evil.example",
    "file://", "chrome-extension://abcdefgh", "ftp://localhost:8000", "localhost:8000",
    "//localhost:8000", "http:localhost:8000", "data:", "about:blank", "http://localhost.:8000",
])
def test_another_origin_is_refused(origin: str) -> None:
    """A page of any other origin, also one on another port of this machine, gets no answer."""
    assert refused(request(Host="localhost:8000", Origin=origin)) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "CROSS-SITE", "unknown", "none, x"])
def test_another_site_is_refused(site: str) -> None:
    """What the browser says of the page that asks: only this server's own pages may."""
    assert refused(request(Host="localhost:8000", Sec_Fetch_Site=site)) == 403


@pytest.mark.parametrize("method", [
    "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW"])
def test_only_reading_is_allowed(method: str) -> None:
    """Every method that is not GET or HEAD is refused."""
    assert refused(request(method, Host="localhost:8000")) == 405


def test_a_host_that_is_named_is_answered() -> None:
    """With its port and by no other name."""
    found = [refused(request(Host=host), host_name("My-Laptop.local."))
             for host in ("my-laptop.local:8000", "my-laptop.local", "my-laptop:8000")]

    assert found == [0, 403, 403]


@pytest.mark.parametrize(("given", "name"), [
    ("My-Laptop", "my-laptop"), ("192.168.1.5", "192.168.1.5"), ("fd00::1", "[fd00::1]"),
    ("[fd00::1]", "[fd00::1]"), ("box.example.", "box.example")])
def test_a_host_is_written_as_browsers_do(given: str, name: str) -> None:
    """Small letters, no dot at the end, IPv6 in brackets."""
    assert host_name(given) == name


@pytest.mark.parametrize(("target", "names"), [
    ("/", [""]), ("/index.html", ["index.html"]), ("/people/", ["people", ""]),
    ("/people/ana.html?a=/../b#c", ["people", "ana.html"]),
    ("/people/%C3%A9l.html", ["people", "él.html"]),
    ("/people/%E9%85%8D.html", ["people", "配.html"]), ("/a%20b", ["a b"]), ("/a%zz", ["a%zz"]),
    ("/a..b/c", ["a..b", "c"])])
def test_a_target_names_folders_and_a_file(target: str, names: list[str]) -> None:
    """Decoded once, each by itself; a query is no part of it."""
    assert names_of(target) == names


TRAVERSALS = (
    "/..", "/../", "/../netsite.toml", "/people/../../netsite.toml", "/./index.html", "/.",
    "/%2e%2e/netsite.toml", "/%2E%2E/netsite.toml", "/.%2e/netsite.toml", "/%2e./netsite.toml",
    "/..%2fnetsite.toml", "/..%2Fnetsite.toml", "/%2e%2e%2fnetsite.toml", "/people%2f..%2f..%2fx",
    "/..%5cnetsite.toml", "/..\\netsite.toml", "/%2e%2e%5c%2e%2e%5cx", "//etc/passwd",
    "/%2fetc/passwd", "/%2fetc%2fpasswd", "/people//../x", "/C:/Windows/win.ini", "/C%3a/x",
    "/%c0%ae%c0%ae/netsite.toml", "/%c0%af..%c0%afx", "/%e0%80%ae%e0%80%ae/x", "/%ff",
    "/index.html%00", "/%00", "/index.html%00.css", "/..%00/netsite.toml", "/index.html%0a",
    "/index.html%0d%0aX-Evil:%201", "/.netsite-manifest", "/%2enetsite-manifest", "/.git/config",
    "/people/.hidden.html", "/index.html.", "/index.html%20", "/.../x", "/index.html::$DATA",
    "/people/..;/x.", "/%2e%2e;/..")


@pytest.mark.parametrize("target", TRAVERSALS)
def test_what_climbs_or_hides_is_no_file(target: str) -> None:
    """However it is written."""
    with pytest.raises(Refusal) as refusal:
        names_of(target)

    assert refusal.value.status == 404


@pytest.mark.parametrize("target", ["*", "http://localhost:8000/", "index.html", "?", "#"])
def test_a_target_is_a_path(target: str) -> None:
    """What a proxy would be asked is nothing for this server."""
    with pytest.raises(Refusal) as refusal:
        names_of(target)

    assert refusal.value.status == 400


def test_a_path_is_written_as_it_is_read() -> None:
    """Names become a path that names them again."""
    names = ["people", "é %/?#", ""]

    assert path_of(names) == "/people/%C3%A9%20%25%2F%3F%23/"
