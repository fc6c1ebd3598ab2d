"""Builds after an edit that shows on others' pages: what random scripts have found, one by one."""

from pathlib import Path

import pytest

from netsite.build import Onlooker, build
from tests.reading import person
from tests.worlds import World

FILES = {
    "contacts/ana.md": person(notes="Knows [[bo]] and [[The Crew]].",
                              history=("- 2026-10-02 call: said [[Bo Berg]] and [[bo]] moved",)),
    "contacts/bo.md": person(name="Bo Berg"),
    "contacts/cy.md": person("teams: [crew]", name="Cy Ito", notes="See [him](bo.md)."),
    "contacts/crew.md": person("kind: group", "aliases: [The Crew]", name="crew"),
    "journal/2026.md": "- 2026-10-02 walk with [[ana]], [[The Crew]]: woods\n",
}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Make a small vault, and build it once."""
    world = World(tmp_path, FILES)
    world.check()
    return world


def test_a_new_name_shows_where_it_is_spoken_of(world: World) -> None:
    """Notes and lines that name somebody are drawn anew when that person is called otherwise."""
    world.write("contacts/bo.md", person(name="Bo Chen"))

    assert world.check().problems != ()


def test_a_new_name_shows_where_an_address_leads(world: World) -> None:
    """So is a text that leads to somebody's file, when the file is no more."""
    world.write("contacts/bo.md", None)

    assert len(world.check().problems) == 3


def test_a_line_to_come_with_nobody_is_told_ahead(world: World) -> None:
    """A later day shows a line of the journal that is nobody's, so it is drawn when it comes."""
    world.write("journal/2027.md", "- 2027-11-23 got except [[ana]]\n")

    assert world.check().written > 0


def test_a_journal_by_another_name_is_named_so(world: World) -> None:
    """A person's page tells in which file a line stands, also when that is all that changed."""
    world.rename("journal/2026.md", "journal/walks.md")

    assert world.check().written > 0


def test_a_contact_in_another_folder_is_found_there(world: World) -> None:
    """Where somebody's file lies shows on their page, though the person is the same."""
    world.rename("contacts/ana.md", "contacts/old/ana.md")

    assert world.check().written > 0


def test_a_group_that_is_a_person_now_is_no_team(world: World) -> None:
    """A link by an alias leads to the person's page when the group's file is one of a person."""
    world.write("contacts/crew.md", person("aliases: [The Crew]", name="crew"))

    assert world.check().written > 0

def test_lines_of_a_day_that_change_places_do_so_on_their_page(world: World) -> None:
    """Two lines of one day stand on the page of their month as they stand in the file."""
    lines = "- 2026-05-01 walk: a\n", "- 2026-05-01 talk: b\n"
    for path in ("journal/2026.md", "contacts/ana.md"):
        world.write(path, FILES[path] + "".join(lines))
        world.check()
        world.write(path, FILES[path] + "".join(reversed(lines)))
        world.check()


@pytest.mark.parametrize(("line", "other"), [
    ("2026-05-01 call: a", "2026-05-02 call: a"),
    ("2026-05-01 call: a", "2026-05-01 note: a"),
    ("2026-05-01 call: a", "2026-05 call: a"),
    ("2026-05-01 walk with [[bo]], [[cy]]: a", "2026-05-01 walk with [[bo]] except [[cy]]: a"),
    ("2026-05-01 walk with [[bo]]: a", "2026-05-01 walk with [[cy]]: a"),
])
@pytest.mark.parametrize("path", ["journal/2026.md", "contacts/ana.md"])
def test_whatever_changes_in_a_line_shows(
    world: World, path: str, line: str, other: str,
) -> None:
    """Day, kind, people and who was not there are of a line as much as its text is."""
    world.write(path, f"{FILES[path]}- {line}\n")
    world.check()
    world.write(path, f"{FILES[path]}- {other}\n")

    assert world.check().written > 0


def test_an_address_may_hide_that_it_leads_to_a_file(world: World) -> None:
    """Whom a text speaks of is noted however that is written."""
    world.write("contacts/cy.md", person(name="Cy", notes="[he](bo%2Emd), [he](bo&#46;md)"))
    world.check()
    world.write("contacts/bo.md", None)

    world.check()


# Two builds at once


def build_within(world: World, at: int, path: str, text: str | None) -> None:
    """Build; while that is at a page, edit, and build again to the end with the same cache."""
    done = 0

    def another(_: int) -> None:
        nonlocal done
        done += 1
        if done == at:
            world.write(path, text)
            world.build()

    build(world.vault, world.day, onlooker=Onlooker(progress=another), cache=world.cache)


EDITS = {
    "a note": ("contacts/ana.md", person(notes="Knows nobody.")),
    "one more": ("contacts/dee.md", person("teams: [crew]", "company: Globex", name="Dee")),
    "one less": ("contacts/cy.md", None),
}


@pytest.mark.parametrize("at", [1, 2, 5, 9, 15])
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("back", [False, True])
def test_a_build_within_another_is_made_good(
    world: World, at: int, edit: str, back: bool,  # noqa: FBT001  # a parameter of a test
) -> None:
    """Two builds at once, of a vault that is edited in between, leave nothing that stays wrong."""
    path, text = EDITS[edit]
    before = world.read(path)
    world.write("contacts/ana.md", person(notes="Was here.", name="Ana"))
    build_within(world, at, path, text)
    if back:
        world.write(path, before)

    world.check()


# Lines of a month, in the order and with the problems of a first build


def test_an_own_line_moves_round_a_line_with_somebody(world: World) -> None:
    """Which of a file's lines of a day comes first is told by all of them."""
    own, linked = "- 2024-01-05 call: own", "- 2024-01-05 coffee with [[bo]]: linked"
    world.write("contacts/ana.md", person(history=(own, linked)))
    world.check()
    world.write("contacts/ana.md", person(history=("", linked, own)))

    world.check()


@pytest.mark.parametrize(("one", "other"), [("lunch", "tennis"), ("summer", "bread"), ("a", "b")])
def test_two_lines_in_each_others_place_show(world: World, one: str, other: str) -> None:
    """Words that change places between two files are other lines, whatever their sums are."""
    for names in (("ana", "tom"), ("bo", "alma"), ("ana", "bo")):
        for words in ((one, other), (other, one)):
            for name, word in zip(names, words, strict=True):
                world.write(f"contacts/{name}.md", person(
                    name=name, history=(f"- 2024-01-05 call: {word}",)))
            world.check()


@pytest.mark.parametrize("month", ["2024-01", "2026-11"])
def test_a_problem_moves_with_its_line(world: World, month: str) -> None:
    """What is wrong in a line is told of where it is now, and once."""
    line = f"- {month}-05 call: ![x](img/none.png)"
    world.write("contacts/ana.md", person(history=(line,)))
    world.check()
    world.write("contacts/ana.md", person(history=("", line)))
    report = world.check()

    assert len([each for each in report.problems if "image" in each.message]) == 1


def test_a_problem_stays_while_others_write_in_the_same_month(world: World) -> None:
    """A line that nobody's page shows, and of which something is wrong, is told of each time."""
    world.write("journal/a.md", "\n".join((
        "- 2026-11-05 party: ![x](img/none.png)",
        *(f"- 2026-11-05 party: word {number}" for number in range(300)))))
    world.check()
    world.write("journal/z.md", "- 2026-11-05 call with [[ana]]: new\n")
    report = world.check()

    assert len([each for each in report.problems if "image" in each.message]) == 1
