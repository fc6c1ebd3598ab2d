"""The views of Help, of About this build, and of the page for an address that is none."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from netsite import __version__
from netsite.model import Settings
from netsite.pages.lines import Picture
from netsite.text.cadence import cadence_words
from netsite.text.settings import KEYS
from netsite.tongue import Tongue


class HelpView(NamedTuple):
    """What the help says that settings decide."""

    soon_days: int
    cadence: str
    not_contact: tuple[str, ...]
    gave: str
    got: str


class SettingRow(NamedTuple):
    """A setting: its key, its value as netsite.toml would have it, and whether that is its own."""

    key: str
    value: str
    given: bool


class History(NamedTuple):
    """What git tells of the vault itself: the last commit, or why there is none."""

    commit: str = ""
    reason: str = ""


NO_HISTORY = History()


class AboutView(NamedTuple):
    """About a build: of which vault, on which day, with which settings; never when."""

    version: str
    today: str
    today_words: str
    commit: str
    reason: str
    changed: int
    people: int
    groups: int
    teams: int
    lines: int
    years: str
    settings: tuple[SettingRow, ...]


class MissingView(NamedTuple):
    """The page for an address at which there is nothing."""


def help_view(settings: Settings, tongue: Tongue) -> HelpView:
    """The help, with the words of this vault."""
    gave, got = (kinds[0] if kinds else "" for kinds in (settings.gave, settings.got))
    cadence = tongue.told(cadence_words(settings.cadence))
    return HelpView(settings.soon, cadence, settings.not_contact, gave, got)


def about_view(picture: Picture, counts: Mapping[str, int], history: History) -> AboutView:
    """About a build; `counts` are the lines by month, `history` is what git tells."""
    network, today = picture.network, picture.clock.today()
    rows = picture.changes.rows if picture.changes else ()
    return AboutView(
        __version__, today.isoformat(), picture.tongue.long_day(today),
        history.commit, picture.tongue.told(history.reason),
        len({row.path for row in rows if not row.commit}), len(network.people),
        len(network.groups), len(network.teams), len(network.lines), _years(counts),
        tuple(_settings(picture.settings)))


def _years(counts: Mapping[str, int]) -> str:
    """`2011–2026`, the years of dated lines."""
    years = sorted({month[:4] for month in counts})
    return "" if not years else years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _settings(settings: Settings) -> list[SettingRow]:
    """Every setting that has a value, in the order of the documents."""
    shipped = Settings()
    return [SettingRow(key, json.dumps(_plain(getattr(settings, field)), ensure_ascii=False),
                       getattr(settings, field) != getattr(shipped, field))
            for key, field, _ in KEYS if field]


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
