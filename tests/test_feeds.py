"""The files for other programs, read by libraries that nobody here wrote."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from netsite.pages.site import File, feed_drafts, list_drafts
from netsite.pages.slices import Slices
from tests.drawing import TODAY, picture, shared_of, tallies_of
from tests.missing import need
from tests.reading import person

ROOT = Path(__file__).resolve().parent.parent
FILES: dict[str, str | bytes] = {
    "netsite.toml": 'owner = "Kim Example"\n',
    "contacts/ana.md": person(
        "aliases: [anita, 'A, S']", "teams: [crew]", "company: Globex; Sons", "role: Cook",
        "email: [ana@example.com, {work: a@globex.example}]", 'phone: [{mobile: "+351 900"}, '
        '{boat: "+351 901"}]', "links: {github: ana, bad: 'javascript:alert(1)'}", "tags: [tea]",
        "location: Porto, Portugal", "birthday: 1984-02-29",
        "dates: {anniversary: 2010-06-01, moved: 2011}", "kids: secret",
        notes="A private note.", history=("- 2026-10-02 coffee: **soup** <i>",
                                          "- 2026-12-24 plan: lunch with [[bo]] in `Lisbon`")),
    "contacts/bo.md": person("birthday: --02-29", "teams: [crew]", name="Bo 山田 👩‍👧",
                             history=("- 2026-03-01 call",)),
    "contacts/cy.md": person("snooze: 2027-01-15", "birthday: 1990", name="Cy de Sousa"),
    "contacts/dee.md": person("archived: yes", "birthday: 1980-01-01", name="Dee",
                              history=("- 2026-10-02 call",)),
    "contacts/eve.md": person(name='"Eve\\r\\nATTENDEE:mailto:x@example.com\\r\\nX:"',
                              history=("- 2026-11-20 call",)),
    "journal/2026.md": "- 2027-01-10 dinner with [[ana]], [[bo]]: soup\n",
}


def drawn(files: Mapping[str, str | bytes], today: date = TODAY) -> dict[str, bytes]:
    """Draw every file for other programs."""
    made = picture(files, today)
    shared = shared_of(made)
    drafts = (*list_drafts(made, shared, tallies_of(made), Slices()),
              *feed_drafts(made, shared, Slices()))
    return {page.url: page.data for draft in drafts for page in draft.pages()
            if isinstance(page, File)}


def events(data: bytes) -> dict[str, Any]:
    """Read a calendar with icalendar; give its events by their summary."""
    need("icalendar")
    import icalendar

    read = icalendar.Calendar.from_ical(data)
    return {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}


def cards(data: bytes) -> dict[str, Any]:
    """Read cards with vobject; give them by name."""
    need("vobject")
    import vobject

    return {card.fn.value: card for card in vobject.readComponents(data.decode())}


def test_who_is_due_stands_on_their_day() -> None:
    """One event for each who is due, on the due day, past or not; one for each line ahead."""
    found = {name: event["DTSTART"].dt for name, event in events(drawn(FILES)["due.ics"]).items()}

    assert found == {
        "Ana Silva: get in touch": date(2027, 1, 2),
        "Ana Silva: lunch with Bo 山田 👩‍👧 in Lisbon": date(2026, 12, 24),
        "Ana Silva, Bo 山田 👩‍👧: dinner: soup": date(2027, 1, 10),
        "Bo 山田 👩‍👧: get in touch": date(2026, 6, 1),
        "Cy de Sousa: get in touch": date(2027, 1, 15),
        "Eve ATTENDEE:mailto:x@example.com X:: get in touch": date(2027, 2, 20)}


@pytest.mark.parametrize("name", ["due.ics", "birthdays.ics", "teams/crew.ics"])
def test_a_calendar_is_quiet_and_stays_the_same(name: str) -> None:
    """It has no method, alarm or attendee, whole days only, and is the same tomorrow."""
    data = drawn(FILES)[name]
    found = events(data)

    assert found
    assert {"METHOD", "VALARM", "ATTENDEE"}.isdisjoint(
        line.partition(":")[0] for line in data.decode().split("\r\n"))
    assert {type(event["DTSTART"].dt) for event in found.values()} == {date}
    assert drawn(FILES, TODAY + timedelta(1))[name] == data
    assert len({str(event["UID"]) for event in found.values()}) == len(found)


def test_a_name_adds_no_property() -> None:
    """A name with an end of line in it is text: in no file a line begins with what follows it."""
    for url, data in drawn(FILES).items():
        assert [line for line in data.decode().splitlines()
                if line.startswith(("ATTENDEE", "X:"))] == [], url


def test_a_birthday_of_29_february_comes_every_year() -> None:
    """It is the month's last day, from the year of birth on, or from 2000 where that is unknown."""
    found = events(drawn(FILES)["birthdays.ics"])
    days = {name: (event["DTSTART"].dt, event["RRULE"].to_ical().decode())
            for name, event in found.items()}
    last = "FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"

    assert days == {
        "Ana Silva: birthday (1984)": (date(1984, 2, 29), last),
        "Ana Silva: anniversary (2010)": (date(2010, 6, 1), "FREQ=YEARLY"),
        "Bo 山田 👩‍👧: birthday": (date(2000, 2, 29), last)}


def test_the_rule_of_29_february_meets_each_year() -> None:
    """By dateutil it falls on 28 February, and on the 29th in leap years."""
    need("dateutil")
    from datetime import datetime

    from dateutil.rrule import rrulestr  # type: ignore[import-untyped,unused-ignore]

    rule = rrulestr("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
                    dtstart=datetime(2024, 2, 29))  # noqa: DTZ001  # a day has no zone

    assert [str(rule[number].date()) for number in range(5)] == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_the_next_contact_moves_the_same_event() -> None:
    """After a contact, somebody's event has its id, a later day and a later stamp."""
    after = {**FILES, "contacts/bo.md": person(name="Bo", history=("- 2026-11-01 call",))}
    old = events(drawn(FILES)["due.ics"])["Bo 山田 👩‍👧: get in touch"]
    new = events(drawn(after)["due.ics"])["Bo: get in touch"]

    assert (old["UID"], old["DTSTART"].dt < new["DTSTART"].dt,
            old["DTSTAMP"].dt < new["DTSTAMP"].dt) == (new["UID"], True, True)


def test_a_team_has_a_calendar_of_its_members() -> None:
    """A team's has what the others have of those who are in it, under the same ids."""
    files = drawn(FILES)
    everything = {str(event["UID"]) for name in ("due.ics", "birthdays.ics")
                  for event in events(files[name]).values()}
    team = {str(event["UID"]) for event in events(files["teams/crew.ics"]).values()}

    assert (len(team), team <= everything) == (7, True)


def test_an_empty_calendar_is_one() -> None:
    """Without anybody the files are there, and a calendar has a component, as it must."""
    files = drawn({})

    assert b"BEGIN:VTIMEZONE" in files["due.ics"]
    assert (events(files["due.ics"]), cards(files["all.vcf"])) == ({}, {})


def test_a_card_has_the_facts() -> None:
    """Vobject reads name, other names, work, place, addresses and days; no note, no own key."""
    data = drawn(FILES)["all.vcf"]
    ana = cards(data)["Ana Silva"]

    assert (ana.version.value, ana.n.value.family, ana.n.value.given) == ("3.0", "Silva", "Ana")
    assert ([each.value for each in ana.nickname_list], ana.org.value, ana.title.value) == (
        ["anita", "A, S"], ["Globex; Sons"], "Cook")
    assert (ana.adr.value.city, ana.bday.value, ana.x_anniversary.value) == (
        "Porto, Portugal", "1984-02-29", "2010-06-01")
    assert [(each.value, each.params.get("TYPE")) for each in ana.email_list] == [
        ("ana@example.com", None), ("a@globex.example", ["WORK"])]
    assert [(each.value, each.params.get("TYPE")) for each in ana.tel_list] == [
        ("+351 900", ["CELL"]), ("+351 901", None)]
    assert [each.value for each in ana.url_list] == ["https://github.com/ana"]
    assert b"private" not in data
    assert b"secret" not in data


def test_cards_of_all_names() -> None:
    """Everybody has a card, with the year of birth, without it, or with nothing else."""
    found = cards(drawn(FILES)["all.vcf"])
    birthdays = {name: card.bday.value for name, card in found.items() if "bday" in card.contents}

    assert len(found) == 5
    assert (found["Cy de Sousa"].n.value.family, found["Dee"].n.value.given) == ("de Sousa", "Dee")
    assert (birthdays["Bo 山田 👩‍👧"], birthdays["Cy de Sousa"]) == ("--02-29", "1990")


def test_news_are_a_feed() -> None:
    """Feedparser finds weeks and lines, each with an id of its own, and the day of its data."""
    need("feedparser")
    import feedparser  # type: ignore[import-untyped,unused-ignore]

    read = feedparser.parse(drawn(FILES)["feed.xml"])

    assert (read.bozo, read.version, read.feed.title, read.feed.updated) == (
        False, "atom10", "Kim’s network", "2026-11-20T00:00:00Z")
    assert [entry.title for entry in read.entries] == [
        "Eve ATTENDEE:mailto:x@example.com X:: call", "Ana Silva: coffee", "Dee: call",
        "Bo 山田 👩‍👧: call"]
    assert "<i>" not in read.entries[1].content[0].value.replace("&lt;i&gt;", "")
    assert len({entry.id for entry in read.entries}) == 4


def test_news_name_who_is_due_in_the_week() -> None:
    """From its Monday on a week's entry names who is due in it, and says so on every day of it."""
    need("feedparser")
    import feedparser

    days = (date(2026, 12, 28), date(2027, 1, 3))
    first, last = (drawn(FILES, day)["feed.xml"] for day in days)
    entry = feedparser.parse(first).entries[0]

    assert (entry.title, entry.updated) == (
        "1 person due in the week of 28 December 2026", "2026-12-28T00:00:00Z")
    assert first == last


@pytest.mark.parametrize("files", [FILES, {}], ids=["some", "nobody"])
def test_data_is_as_its_schema_says(files: dict[str, str | bytes]) -> None:
    """data.json and each month's lines are valid by docs/*.schema.json."""
    need("jsonschema")
    import jsonschema

    made = drawn(files)
    data = json.loads(made["data.json"])
    schemas = {name: json.loads((ROOT / f"docs/{name}.schema.json").read_text())
               for name in ("data", "lines")}
    jsonschema.Draft202012Validator.check_schema(schemas["data"])
    jsonschema.validate(data, schemas["data"])
    for month in data["months"]:
        lines = json.loads(made[month["file"]])
        jsonschema.validate(lines, schemas["lines"])
        assert len(lines["lines"]) == month["lines"]

    assert [contact["id"] for contact in data["contacts"]] == sorted(
        path[9:-3] for path in files if path.startswith("contacts/"))


def test_data_has_the_clock_but_not_today() -> None:
    """It gives the last contact and the due day, and is the same tomorrow."""
    data = drawn(FILES)["data.json"]
    ana = json.loads(data)["contacts"][0]

    assert (ana["last"], ana["due"], ana["cadence"]) == ("2026-10-02", "2027-01-02", "quarterly")
    assert drawn(FILES, TODAY + timedelta(1))["data.json"] == data
