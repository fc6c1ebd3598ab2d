"""Vaults given as texts, drawn without a disk."""

from collections.abc import Iterator, Mapping
from datetime import date
from html import escape

from netsite.network.due import due_of_all
from netsite.pages.addresses import Addresses, assign
from netsite.pages.clock import Clock
from netsite.pages.lines import LineRow, Picture, refs_of, team_refs
from netsite.pages.people import person_row
from netsite.pages.shared import Shared, shared
from netsite.pages.site import Draft, Page
from netsite.pages.slices import Slices
from netsite.pages.tallies import Tallies
from netsite.practice.groups import KINDS, groups
from netsite.practice.hour import Hour, plan_hour
from netsite.problems import Problem
from tests.reading import person, read

TODAY = date(2026, 11, 23)


def as_paragraph(text: str, _root: str, _path: str, _line: int) -> str:
    """Stand in for Markdown: the text as it is, in a paragraph."""
    return f"<p>{escape(text)}</p>" if text else ""


def picture(
    texts: Mapping[str, str | bytes], today: date = TODAY, edit: str = "",
) -> Picture:
    """Read a vault, given as texts by path, and make what pages are drawn from."""
    vault = read(texts)
    addresses, _ = assign(vault.network)
    return Picture(
        network=vault.network, settings=vault.settings,
        dues=due_of_all(vault.network, vault.settings, today), clock=Clock(today),
        teams=team_refs(vault.network, addresses),
        refs=refs_of(vault.network, addresses), addresses=addresses, html=as_paragraph, edit=edit)


def hour_of(drawn: Picture) -> Hour:
    """Plan the week's hour of a picture."""
    return plan_hour(drawn.network, drawn.settings, drawn.dues, drawn.clock.today())


def shared_of(drawn: Picture) -> Shared:
    """Make what several pages of a picture show."""
    of_kind = {kind: groups(drawn.network, kind) for kind in KINDS}
    return shared(drawn.network, drawn.settings, drawn.dues, drawn.clock.today(), of_kind,
                  lambda each: person_row(drawn, each))


def tallies_of(drawn: Picture) -> Tallies:
    """Make what the figures of a picture are taken from."""
    return Tallies(drawn, shared_of(drawn), Slices())


def drafted(*drafts: Draft) -> Iterator[Page]:
    """Draw drafts, but for files, which have no view."""
    return (page for draft in drafts for page in draft.pages() if isinstance(page, Page))


def addresses(texts: Mapping[str, str | bytes]) -> tuple[Addresses, list[Problem]]:
    """Read a vault, given as texts by path, and give everybody's page."""
    return assign(read(texts).network)


def ana(*keys: str, history: tuple[str, ...] = (), notes: str = "") -> dict[str, str | bytes]:
    """Write a vault of one person, Ana Silva."""
    return {"contacts/ana.md": person(*keys, history=history, notes=notes)}


def said(rows: tuple[LineRow, ...] | list[LineRow]) -> list[tuple[str, str]]:
    """Give lines by their day and HTML."""
    return [(row.iso, row.html) for row in rows]
