"""Addresses of pages. They are promises: the same id has the same page for ever."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, NewType

from netsite.model import Id, Network, TeamKey
from netsite.practice.groups import KINDS, Group, groups
from netsite.problems import Level, Problem
from netsite.texts import Text

Slug = NewType("Slug", str)

FOLDERS = {"company": "companies", "place": "places", "tag": "tags"}

_MOST_BYTES = 200  # of a file's name, so that ".html" and a number still fit into 255
_PLAIN = re.compile(r"[a-z0-9_-]{1,200}")
_RESERVED = frozenset({"index"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The page of every person and team, from the site's root.

    Companies, places and tags (`groups`, by kind and folded name) have one if they have people.
    """

    people: Mapping[Id, str]
    teams: Mapping[TeamKey, str]
    groups: Mapping[str, Mapping[str, str]]


class _Claim(NamedTuple):
    """Somebody who wants a page named after them."""

    key: str
    text: str
    path: str


def slugify(text: str) -> Slug:
    """A file's name for an id: NFC, lower case; all but letters, digits, - and _ become -."""
    if _PLAIN.fullmatch(text):  # most are
        return Slug(text)
    normal = unicodedata.normalize("NFC", text).lower()
    slug = "".join(c if c.isalnum() or c in "-_" else "-" for c in normal)
    slug = unicodedata.normalize("NFC", slug)
    while len(slug.encode()) > _MOST_BYTES:
        slug = slug[:-1]
    return Slug(slug or "-")


def assign(
    network: Network, of_kind: Mapping[str, Iterable[Group]] | None = None,
) -> tuple[Addresses, list[Problem]]:
    """A page for everybody and every group; those with a file that want the same are problems.

    `of_kind` are the groups of each kind, where they are known already.
    """
    of_kind = of_kind or {kind: groups(network, kind) for kind in KINDS}
    problems: list[Problem] = []
    people = [_Claim(person, person, contact.path) for person, contact in network.people.items()]
    teams = [_Claim(key, team.group.id if team.group else team.name,
                    team.group.path if team.group else "")
             for key, team in network.teams.items()]
    return Addresses(
        people=_pages("people", people, problems), teams=_pages("teams", teams, problems),
        groups={kind: _pages(FOLDERS[kind], [_Claim(group.key, group.key, "") for group in some],
                             problems)
                for kind, some in of_kind.items()}), problems


def _pages(folder: str, claims: Iterable[_Claim], problems: list[Problem]) -> dict[str, str]:
    claims = sorted(claims, key=lambda claim: (not claim.path, claim.path, claim.key))
    wanted = {slugify(claim.text) for claim in claims}
    taken: set[str] = set(_RESERVED)
    pages = {}
    for claim in claims:
        slug = wish = slugify(claim.text)
        number = 2
        while slug in taken or (slug != wish and slug in wanted):
            slug = Slug(f"{wish}-{number}")
            number += 1
        if slug != wish and claim.path:
            problems.append(Problem(
                claim.path, 1, 1, Level.WARNING,
                Text.of("the page {folder}/{wish}.html is taken; this one is "
                        "{folder}/{slug}.html", folder=folder, wish=wish, slug=slug),
                Text.of("rename the file")))
        taken.add(slug)
        pages[claim.key] = f"{folder}/{slug}.html"
    return pages
