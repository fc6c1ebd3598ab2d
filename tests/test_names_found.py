"""Names to people: ids first, then aliases, full names and teams; never a guess."""

import time
import unicodedata

import pytest

from netsite.model import Contact, Link, Names
from netsite.network.links import Unresolved, find, find_team, index_names, with_names
from tests.reading import told


def someone(contact_id: str, name: str, *aliases: str, is_group: bool = False) -> Contact:
    """Make a contact that has names."""
    return Contact(id=contact_id, path=f"contacts/{contact_id}.md", name=name, aliases=aliases,
                   is_group=is_group)


@pytest.fixture
def names() -> Names:
    """Index a few people, a group with a file and a team without."""
    return index_names([
        someone("ana-silva", "Ana Silva", "anita", "Bo Chen"),
        someone("bo-chen", "Bo Chen", "Bo", "coach"),
        someone("carl", "Carl Ito", "Coach", "ana-silva"),
        someone("zoë", "Zoë Lind"),
        someone("sam-1", "Sam Okafor"),
        someone("sam-2", "Sam Okafor"),
        someone("atlas", "Project Atlas", "the atlas people", is_group=True),
        someone("Orion", "Orion Team"),
    ], {"acme site": "acme site", "orion": "orion"}, {"atlas": "atlas"})


@pytest.mark.parametrize(("name", "ids"), [
    ("ana-silva", ("ana-silva",)),  # an id goes before an alias
    ("Ana Silva", ("ana-silva",)),
    ("ANITA", ("ana-silva",)),
    ("Bo Chen", ("ana-silva",)),  # an alias goes before a full name
    ("bo", ("bo-chen",)),
    ("BO-CHEN", ("bo-chen",)),
    (" ana   silva ", ("ana-silva",)),
    (unicodedata.normalize("NFD", "Zoë"), ("zoë",)),
    ("ZOË LIND", ("zoë",)),
    ("coach", ("bo-chen", "carl")),
    ("Sam Okafor", ("sam-1", "sam-2")),
    ("The Atlas People", ("atlas",)),
    ("Acme site", ()),  # a team without a file has no id
    ("orion", ("Orion",)),
    ("Ana", ()),
    ("Zoe", ()),
    ("", ()),
])
def test_a_name_is_found(names: Names, name: str, ids: tuple[str, ...]) -> None:
    """Ids, aliases and full names compare folded and in this order; two at once are both given."""
    assert find(names, name) == ids


@pytest.mark.parametrize(("name", "team"), [
    ("atlas", "atlas"), ("Project Atlas", "atlas"), ("the atlas people", "atlas"),
    ("ACME  Site", "acme site"), ("orion", None), ("ana-silva", None), ("coach", None),
    ("nobody", None),
])
def test_a_team_is_found(names: Names, name: str, team: str | None) -> None:
    """A team is found by its name, or by the names of its group's file, after all contacts."""
    assert find_team(names, name) == team


def test_an_alias_that_is_also_the_name_is_one_person() -> None:
    """Somebody who writes their name again as an alias is not two."""
    names = index_names([someone("ana", "Ana", "Ana", "ANA", "ana")], {}, {})

    assert find(names, "Ana") == ("ana",)


@pytest.mark.parametrize(("name", "meant"), [
    ("ana-silwa", "ana-silva"),
    ("Ana-Silva", "ana-silva"),
    ("anna silva", "ana silva"),
    ("anasilva", "ana silva"),
    ("bo_chen", "bo chen"),
    ("Acme-Site", "acme site"),
    ("carlo", "carl"),
    ("nobody here", ""),
    ("arlc", ""),  # two edits away from carl
    ("x", ""),
    ("", ""),
])
def test_the_name_that_was_meant_is_found(names: Names, name: str, meant: str) -> None:
    """A known name one edit away, or the same but for spaces and signs, may have been meant."""
    found = Unresolved(names).did_you_mean(name)

    assert found.replace("-", " ") == meant.replace("-", " ")


def test_a_link_that_names_nobody_is_a_warning(names: Names) -> None:
    """A link to nobody is told at its place, with the name that was meant."""
    unresolved = Unresolved(names)
    unresolved.add("contacts/x.md", Link("carll", "", 3, 9), ())
    unresolved.add("contacts/x.md", Link("Somebody Else", "", 4, 1), ())

    assert told(unresolved.problems) == [
        ("contacts/x.md:3:9: warning: “carll” names nobody", "did you mean [[carl]]?"),
        ("contacts/x.md:4:1: warning: “Somebody Else” names nobody",
         "make the contact, or take the brackets off")]


def test_a_link_that_names_two_is_an_error(names: Names) -> None:
    """A link to two at once is told at its place with both, and never guessed."""
    unresolved = Unresolved(names)
    unresolved.add("contacts/x.md", Link("Coach", "", 3, 9), find(names, "Coach"))

    assert told(unresolved.problems) == [
        ("contacts/x.md:3:9: error: “Coach” may be bo-chen or carl", "write the id: [[bo-chen]]")]


@pytest.mark.parametrize(("text", "shown"), [
    ("no link", "no link"),
    ("[[ana-silva]] and [[Bo]]", "Name of ana-silva and Name of bo-chen"),
    ("[[ana-silva|her]]", "her"),
    ("[[people/ana-silva.md#x]]", "Name of ana-silva"),
    ("[[nobody here]]", "nobody here"),
    ("[[coach]]", "coach"),
    ("![[photo]]", "![[photo]]"),
])
def test_links_are_shown_as_names(names: Names, text: str, shown: str) -> None:
    """Where a text is shown without links, the names they stand for are in it."""
    assert with_names(names, lambda contact_id: f"Name of {contact_id}", text) == shown


def test_many_misspelled_names_take_no_time() -> None:
    """The search for what was meant does not go through all names again for each link."""
    people = [someone(f"person-{n}", f"Person Number {n}") for n in range(5_000)]
    names = index_names(people, {}, {})
    unresolved = Unresolved(names)
    start = time.perf_counter()
    for number in range(2_000):
        unresolved.add("x.md", Link(f"persn-{number}", "", 1, 1), ())
    unresolved.add("x.md", Link("x" * 1_000_000, "", 1, 1), ())

    assert time.perf_counter() - start < 20
    assert unresolved.problems[7].hint == "did you mean [[person-7]]?"
