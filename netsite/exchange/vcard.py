"""People as vCards, version 3.0 (RFC 2426): the version that phones, webmail and khard all read.

A card is passed on to others. So it has what a person would put on one, in facts: no notes, no
history, and nothing of how often to be in touch.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from netsite.exchange.contentlines import joined, text
from netsite.model import Contact, Labelled, PartialDay
from netsite.text.accounts import account_url
from netsite.text.names import fold

# What the labels that people give are called in a card (RFC 2426, 3.3.1 and 3.3.2).
_TYPES = {
    "home": "HOME", "private": "HOME", "personal": "HOME", "work": "WORK", "office": "WORK",
    "business": "WORK", "mobile": "CELL", "cell": "CELL", "fax": "FAX", "pager": "PAGER"}
_ANNIVERSARY = "_$!<Anniversary>!$_"
# Letters of scripts in which the family's name stands first, as the first and last of each range.
_FAMILY_FIRST = (("\u1100", "\u11ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"),
                 ("\uac00", "\ud7af"))
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "geo"})
_OF_URLS = "!#$%&'()*+,/:;=?@[]~-._"  # all that stands for itself in an address (RFC 3986, 2)


def card(contact: Contact, uid: str) -> str:
    """A contact's card, under an id."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//netsite//netsite//EN", f"UID:{text(uid)}",
             f"FN:{text(contact.name)}", _name(contact.name)]
    lines += _about(contact)
    if contact.email or contact.phone or contact.links or contact.dates:
        lines += _labelled(contact)
    lines.append("END:VCARD")
    return joined(lines)


def _name(name: str) -> str:
    """The parts of a name, which the standard insists on, as well as they can be told.

    The last word is the family's, with the small ones before it (`de Sousa`); in Chinese, Japanese
    and Korean the first.
    """
    words = name.split()
    if len(words) < 2:
        return f"N:;{text(name)};;;"
    if any(first <= name[:1] <= last for first, last in _FAMILY_FIRST):
        return f"N:{text(words[0])};{text(' '.join(words[1:]))};;;"
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return f"N:{text(' '.join(words[start:]))};{text(' '.join(words[:start]))};;;"


def _about(contact: Contact) -> Iterator[str]:
    """What stands once: other names, work, place, birthday, tags."""
    for alias in contact.aliases:  # of a list in one line, many read the first alone
        yield f"NICKNAME:{text(alias)}"
    if contact.company:
        yield f"ORG:{text(contact.company)}"
    if contact.role:
        yield f"TITLE:{text(contact.role)}"
    if contact.location:  # as it is: what of it is a street, and what a country, is not known
        yield f"ADR:;;;{text(contact.location)};;;"
    if contact.timezone:
        yield f"TZ;VALUE=TEXT:{text(contact.timezone)}"
    if contact.birthday:
        yield f"BDAY{_day(contact.birthday)}"
    if contact.pronouns:
        yield f"X-PRONOUNS:{text(contact.pronouns)}"
    if contact.tags:
        yield "CATEGORIES:" + ",".join(map(text, contact.tags))


def _day(day: PartialDay) -> str:
    """A day as a value; without a year as version 4.0 has it and most read it (`--04-12`)."""
    return f":{day}" if day.day else f";VALUE=text:{day}"


def _labelled(contact: Contact) -> Iterator[str]:
    """Addresses, numbers and days, with their labels.

    A label that is of no known type goes beside its value in a group of the two, as address
    books on phones write it.
    """
    group = 0
    for head, value, label, types in _values(contact):
        if not label or types:
            yield f"{head}{types}{value}"
            continue
        group += 1
        yield f"item{group}.{head}{value}"
        yield f"item{group}.X-ABLabel:{text(label)}"


def _values(contact: Contact) -> Iterator[tuple[str, str, str, str]]:
    """Properties with labels: name, the value with its colon, label, and the types it comes to."""
    for head, items in (("EMAIL", contact.email), ("TEL", contact.phone)):
        for label, value in items:
            yield head, f":{text(value)}", label, _types(label) if label else ""
    for item in contact.links:
        if url := _url(item):
            yield "URL", f":{url}", item.label, ""
    for what, day in contact.dates:
        known = fold(what) == "anniversary"
        if known and day.day:  # as computers call it; below, as phones do
            yield "X-ANNIVERSARY", f":{day}", "", ""
        yield "X-ABDATE", _day(day), _ANNIVERSARY if known else what, ""


def _types(label: str) -> str:
    """`;TYPE=WORK,FAX` for `work fax`; "" if a word of a label is of no known type."""
    found = [_TYPES.get(word) for word in fold(label).replace(",", " ").split()]
    known = [each for each in found if each]
    return ";TYPE=" + ",".join(known) if known and len(known) == len(found) else ""


def _url(item: Labelled) -> str:
    """An address that may be followed, or "" (RFC 3986)."""
    scheme = _SCHEME.match(item.text)
    if scheme and scheme[1].lower() not in _SCHEMES:
        return ""
    url = account_url(*item) if not scheme else ""
    return url or quote(item.text, safe=_OF_URLS, errors="replace")
