"""Calendars and cards, read by ical.js, with which Thunderbird's calendar reads them."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from netsite.build import build
from tests.browser.conftest import MODULES, ROOT
from tests.drawing import TODAY
from tests.missing import missing, need
from tests.test_feeds import FILES

FEEDS = ("due.ics", "birthdays.ics", "teams/*.ics", "all.vcf")
READER = Path(__file__).with_name("read_ical.mjs")

Found = list[dict[str, Any]]


@pytest.fixture(scope="module", params=["demo", "nasty"])
def feeds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The calendars and cards of the demo, and of a vault of names that try to break out."""
    vault = ROOT
    if request.param == "nasty":
        vault = tmp_path_factory.mktemp("nasty")
        for path, content in FILES.items():
            file = vault / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    site = build(vault, TODAY, str(tmp_path_factory.mktemp("feeds") / "site")).folder
    return [path for name in FEEDS for path in sorted(site.glob(name))]


@pytest.fixture(scope="module")
def by_ical_js(feeds: list[Path]) -> dict[Path, Found]:
    """What ical.js finds in each."""
    node = shutil.which("node")
    if not node or not (MODULES / "ical.js").is_dir():
        missing("ical.js is not installed here: npm ci --prefix tests/browser")
    done = subprocess.run([node, READER, *feeds], check=True, capture_output=True, text=True,
                          encoding="utf-8")
    return dict(zip(feeds, json.loads(done.stdout), strict=True))


def test_it_reads_what_icalendar_reads(by_ical_js: dict[Path, Found]) -> None:
    """Every event has the same id, days, stamp, rule and words by both, and none is lost."""
    need("icalendar")
    import icalendar

    for path, found in by_ical_js.items():
        if path.suffix == ".ics":
            read = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
            assert [by_name(each) for each in found] == [
                dict(said(event)) for event in read], path.name


def by_name(event: dict[str, Any]) -> dict[str, str]:
    """An event by ical.js, the parts of its rule in their alphabet's order."""
    return {name: in_order(value) if name == "rrule" else value
            for name, value in event["properties"]}


def in_order(rule: str) -> str:
    """A rule with its parts in order, which means nothing in it."""
    return ";".join(sorted(rule.split(";")))


def said(event: Any) -> Iterator[tuple[str, str]]:
    """An event by icalendar, as ical.js writes values."""
    for name, value in event.property_items(recursive=False):
        if name in {"BEGIN", "END"}:
            continue
        when = getattr(value, "dt", None)
        if isinstance(when, datetime):
            yield name.lower(), when.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif isinstance(when, date):
            yield name.lower(), when.isoformat()
        elif name == "RRULE":
            yield name.lower(), in_order(value.to_ical().decode())
        else:
            yield name.lower(), str(value)


def test_it_reads_what_vobject_reads(by_ical_js: dict[Path, Found]) -> None:
    """Every card has the same properties with the same values by both, and no card is lost."""
    need("vobject")
    import vobject

    for path, found in by_ical_js.items():
        if path.suffix == ".vcf":
            cards = list(vobject.readComponents(path.read_bytes().decode()))
            values = [{name: value for name, value, *_ in each["properties"]} for each in found]
            names = [sorted(name.rpartition(".")[2] for name, *_ in each["properties"])
                     for each in found]
            assert [(each["uid"], each["fn"]) for each in values] == [
                (card.uid.value, card.fn.value) for card in cards]
            assert names == [sorted(line.name.lower() for line in card.lines()) for card in cards]


def test_a_birthday_comes_on_the_days_it_should(by_ical_js: dict[Path, Found]) -> None:
    """Its days are those of dateutil: one of 29 February is on the 28th in other years."""
    need("dateutil")
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped,unused-ignore]

    leaping = 0
    for path, found in by_ical_js.items():
        for each in found if path.suffix == ".ics" else ():
            properties = dict(each["properties"])
            start = datetime.fromisoformat(properties["dtstart"])
            days = [start] if "rrule" not in properties else rrulestr(
                properties["rrule"], dtstart=start)[:5]
            assert each["days"] == [day.date().isoformat() for day in days]
            leaping += properties["dtstart"].endswith("02-29")
    assert leaping
