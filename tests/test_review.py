"""The review: what is missing or stale, and who may be here twice."""

from datetime import date

import pytest

from netsite.model import Change, Changes
from netsite.pages.review import review_view
from netsite.practice.review import (
    APART,
    DOUBLES,
    MOST,
    PLANS,
    PROMISES,
    STALE,
    UNMET,
    UNREACHABLE,
    Item,
    review,
)
from tests.drawing import TODAY, picture, shared_of
from tests.reading import person

Files = dict[str, str | bytes]
MET = ("- 2026-11-20 call",)


def found(files: Files, changes: Changes | None = None) -> dict[str, tuple[Item, ...]]:
    """Review a vault; the sections in which there is anything."""
    drawn = picture(files)
    some = review(drawn.network, drawn.dues, TODAY, changes)
    return {key: each.items for key, each in some.items() if each.total}


def two(one: tuple[str, ...], other: tuple[str, ...], name: str = "Bo Chen",
        notes: str = "") -> Files:
    """Write two people who lack nothing else."""
    keys = ("tags: [x]", "links: https://example.com")
    return {"contacts/ana.md": person(*keys, *one, history=MET, notes=notes),
            "contacts/bo.md": person(*keys, *other, name=name, history=MET)}


def test_who_lacks_nothing_is_not_in_it() -> None:
    """Somebody in touch, in a team, with a number, gives nothing to look at."""
    assert found({"contacts/ana.md": person("teams: [x]", "phone: 1", history=MET)}) == {}


@pytest.mark.parametrize(("one", "other", "name", "why"), [
    ("email: A@example.com", "email: a@EXAMPLE.com", "Bo Chen", ("email",)),
    ("phone: +351 900 000 001", "phone: 00351900000001", "Bo Chen", ("phone",)),
    ("role: x", "role: y", "Silva, Ána", ("name",)),
    ("aliases: [Bo Chen]", "role: y", "Bo Chen", ("alias",)),
    ("email: a@example.com", "email: a@example.com", "ana silva", ("email", "name"))])
def test_two_that_may_be_one(one: str, other: str, name: str, why: tuple[str, ...]) -> None:
    """The same address, number or name, or an alias that is another's name."""
    item, = found(two((one,), (other,), name))[DOUBLES]

    assert (item.people, item.why) == (("ana", "bo"), why)


@pytest.mark.parametrize(("one", "other", "notes"), [
    ("email: a@example.com", "email: a@example.com", "Not [[bo]]."),
    ("phone: 112", "phone: 112", ""), ("email: none", "email: none", "")])
def test_two_that_are_two(one: str, other: str, notes: str) -> None:
    """Who is told apart by a link, or shares what is no address, is not suspected."""
    assert found(two((one,), (other,), notes=notes)) == {}


def test_what_an_office_shares_tells_nobody() -> None:
    """An address of five people is nobody's own."""
    files: Files = {f"contacts/p{n}.md": person("tags: [x]", "email: office@example.com",
                                                name=f"P {n}", history=MET) for n in range(5)}
    assert found(files) == {}


def test_promises_long_open() -> None:
    """One below a dated line has its day; one in the notes counts from the last contact."""
    assert found({"contacts/ana.md": person(
        "tags: [x]", "phone: 1", notes="- [ ] a book\n- [x] done", history=(
            "- 2026-11-20 call: soon", "  - [ ] young", "- 2026-02-01 call: x",
            "  - [ ] the talk"))}) == {PROMISES: (
                Item(("ana",), "contacts/ana.md", 12, date(2026, 2, 1), text="the talk"),)}


def test_plans_that_have_passed() -> None:
    """A plan of the past counts until somebody was in touch after it."""
    keys = ("tags: [x]", "phone: 1")
    assert found({"contacts/ana.md": person(
        *keys, history=("- 2026-11-01 plan: lunch", "- 2026-10-01 call"))}) == {
        PLANS: (Item(("ana",), "contacts/ana.md", 8, date(2026, 11, 1)),)}
    assert found({"contacts/ana.md": person(
        *keys, history=("- 2026-11-01 plan: lunch", "- 2026-11-02 call"))}) == {}


def test_what_is_missing() -> None:
    """No contact, no way to reach, no team and no tag; not of those who are archived."""
    bare = (Item(("ana",), "contacts/ana.md"),)
    assert found({"contacts/ana.md": person(), "contacts/bo.md": person(
        "archived: yes", name="Bo")}) == {UNMET: bare, UNREACHABLE: bare, APART: bare}


def test_facts_of_years_ago() -> None:
    """As far as git knows when they changed."""
    def known(day: str) -> Changes:
        row = Change("contacts/ana.md", day, "c0", "Kim", "x", "role", "", "Cook")
        return Changes(rows=(row,), of={"contacts/ana.md": (row,)}, several_authors=False)
    files: Files = {"contacts/ana.md": person("tags: [x]", "phone: 1", history=MET)}

    assert found(files, known("2020-01-02")) == {
        STALE: (Item(("ana",), "contacts/ana.md", 1, date(2020, 1, 2)),)}
    assert (found(files, known("2025-01-02")), found(files, known(""))) == ({}, {})


def test_long_lists_are_cut() -> None:
    """The view has the first rows, and tells how many more there are."""
    drawn = picture({f"contacts/p{n:02}.md": person("tags: [x]", "phone: 1", name=f"P{n:02}")
                     for n in range(MOST + 5)})
    section, = review_view(drawn, shared_of(drawn)).sections

    assert (section.key, len(section.rows), section.total, section.more) == (
        UNMET, MOST, MOST + 5, 5)
