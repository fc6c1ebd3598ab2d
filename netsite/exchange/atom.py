"""News as a feed that readers follow (Atom, RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import NamedTuple

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2
_START = date(2000, 1, 1)  # of a feed that has no news yet


class News(NamedTuple):
    """An entry: its id, the day it is of, a title, the page it leads to, and what it says as HTML.

    `html` must be safe, and its links lead from the site's root.
    """

    uid: str
    day: date
    title: str
    url: str
    html: str


def feed(uid: str, title: str, author: str, url: str, news: Sequence[News]) -> str:
    """A feed, the newest first; it was updated on the day of its last news, not of its build.

    `url` is the feed's own, from the site's root. All addresses are relative, for nobody knows
    where the site lies (RFC 4287, 2).
    """
    latest = max((each.day for each in news), default=_START)
    return "\n".join([
        '<?xml version="1.0" encoding="utf-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>urn:uuid:{uid}</id>", f"<title>{_text(title)}</title>",
        f"<updated>{_time(latest)}</updated>", f"<author><name>{_text(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_text(url)}"/>',
        '<link rel="alternate" type="text/html" href="index.html"/>',
        *map(_entry, news), "</feed>", ""])


def _entry(news: News) -> str:
    return "\n".join([
        "<entry>", f"<id>urn:uuid:{news.uid}</id>", f"<title>{_text(news.title)}</title>",
        f"<updated>{_time(news.day)}</updated>",
        f'<link rel="alternate" type="text/html" href="{_text(news.url)}"/>',
        f'<content type="html">{_text(news.html)}</content>', "</entry>"])


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(value: str) -> str:
    """A text in XML; what no XML may hold is left out."""
    return escape(_NOT_IN_XML.sub("", value))
