"""Addresses of pages: the same id has the same page for ever."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.pages.addresses import slugify
from tests.drawing import addresses
from tests.reading import person, told


@pytest.mark.parametrize(("text", "slug"), [
    ("ana-silva", "ana-silva"),
    ("Ana_Silva", "ana_silva"),
    ("ANA", "ana"),
    ("Ana Silva", "ana-silva"),
    ("ana  silva", "ana--silva"),
    ("ana.silva", "ana-silva"),
    ("o'brien", "o-brien"),
    ("r&d", "r-d"),
    ("a/b\\c", "a-b-c"),
    ("..", "--"),
    ("../../etc/passwd", "------etc-passwd"),
    ("", "-"),
    ("élodie", "élodie"),
    ("e\u0301lodie", "élodie"),
    ("ÉLODIE", "élodie"),
    ("山田太郎", "山田太郎"),
    ("Ленка", "ленка"),
    ("نعم", "نعم"),
    ("straße", "straße"),
    ("ﬁnn", "ﬁnn"),
    ("agent 007", "agent-007"),
    ("a\u202eb", "a-b"),
    ("😀", "-"),
    ("x" * 300, "x" * 200),
    ("é" * 150, "é" * 100),
    ("a" + "é" * 150, "a" + "é" * 99),
])
def test_a_slug_keeps_letters_digits_hyphens_and_underscores(text: str, slug: str) -> None:
    """A page's name is the id's letters and digits of any script, in lower case, NFC."""
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_a_safe_name_for_a_file(text: str) -> None:
    """Whatever the id, its slug is a name that any folder can hold, and its own slug."""
    slug = slugify(text)

    assert (all(c.isalnum() or c in "-_" for c in slug), 0 < len(slug.encode()) <= 200,
            unicodedata.is_normalized("NFC", slug), slugify(slug)) == (True, True, True, slug)


def people(*ids: str) -> dict[str, str | bytes]:
    """Write a vault of people with these ids."""
    return {f"contacts/{each}.md": person(name=f"Somebody {number}")
            for number, each in enumerate(ids)}


def test_everybody_has_a_page() -> None:
    """A person's page is named by their id, a team's by its file or its name."""
    found, problems = addresses({
        "contacts/ana.md": person("teams: [Acme Site, crew]"),
        "contacts/deep/down/bo.md": person(name="Bo Chen"),
        "contacts/crew.md": person("kind: group", name="The Whole Crew"),
    })

    assert (found.people, found.teams, problems) == (
        {"ana": "people/ana.html", "bo": "people/bo.html"},
        {"acme site": "teams/acme-site.html", "crew": "teams/crew.html"}, [])


@pytest.mark.parametrize(("ids", "pages"), [
    (["a-b", "a.b"], {"a-b": "a-b", "a.b": "a-b-2"}),
    (["a.b", "a b"], {"a b": "a-b", "a.b": "a-b-2"}),
    (["a.b", "a b", "a+b"], {"a b": "a-b", "a+b": "a-b-2", "a.b": "a-b-3"}),
    (["a-b", "a.b", "a-b-2"], {"a-b": "a-b", "a-b-2": "a-b-2", "a.b": "a-b-3"}),
    (["index"], {"index": "index-2"}),
    (["Index", "index-2"], {"Index": "index-3", "index-2": "index-2"}),
    (["x" * 210 + "1", "x" * 210 + "2"],
     {"x" * 210 + "1": "x" * 200, "x" * 210 + "2": "x" * 200 + "-2"}),
    (["😀", "🎉"], {"🎉": "-", "😀": "--2"}),
])
def test_who_comes_later_gets_a_number(ids: list[str], pages: dict[str, str]) -> None:
    """Of two that want one page the later path gets a number, one that nobody else wants."""
    found, problems = addresses(people(*ids))

    wanted = {key: f"people/{page}.html" for key, page in pages.items()}
    moved = [key for key, page in pages.items() if page != slugify(key)]
    assert (found.people, len(problems)) == (wanted, len(moved))


def test_a_page_that_is_taken_is_a_problem() -> None:
    """Whose page is not named by their id is told, and how to mend it."""
    _, problems = addresses(people("ana-silva", "ana.silva"))

    assert told(problems) == [
        (("contacts/ana.silva.md:1:1: warning: the page people/ana-silva.html is taken; "
         "this one is people/ana-silva-2.html"), "rename the file")]


def test_a_team_with_a_file_comes_before_one_without() -> None:
    """A group's file keeps its address when somebody names a team alike."""
    found, _ = addresses({
        "contacts/ana.md": person("teams: [Acme Site]"),
        "contacts/acme-site.md": person("kind: group", name="Acme"),
    })

    assert found.teams == {
        "acme site": "teams/acme-site-2.html", "acme-site": "teams/acme-site.html"}


def test_an_address_does_not_depend_on_the_order_of_files() -> None:
    """The same files have the same pages, in whatever order they were found."""
    ids = ["a.b", "a b", "a-b-2", "index", "é", "c"]

    assert addresses(people(*ids))[0] == addresses(people(*reversed(ids)))[0]


def test_a_person_and_a_team_may_have_the_same_name() -> None:
    """People's pages and teams' pages never collide."""
    found, problems = addresses({"contacts/ana.md": person("teams: [ana x]", name="Ana X"),
                                 "contacts/ana-x.md": person(name="Another")})

    assert (found.people, found.teams, problems) == (
        {"ana": "people/ana.html", "ana-x": "people/ana-x.html"},
        {"ana x": "teams/ana-x.html"}, [])
