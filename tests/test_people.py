"""The views of People."""

import pytest

from netsite.network.due import State
from netsite.pages.lines import Ref
from netsite.pages.people import (
    MOST_ON_A_PAGE,
    PeopleView,
    everybody_view,
    last_words,
    letter,
    letter_url,
    letter_view,
    letters_view,
    person_row,
    present_teams,
)
from netsite.pages.pieces import spark
from netsite.pages.shared import EVERYBODY
from netsite.practice.actions import mail_link, phone_link
from tests.circle import ANA_REF, CIRCLE
from tests.drawing import ana, picture, shared_of
from tests.reading import contact, person


def test_a_row_says_how_a_person_stands() -> None:
    """A row has the state, the last contact, and what the next step needs."""
    row = person_row(picture(CIRCLE), "ana")

    assert row._asdict() == {
        "ref": ANA_REF, "state": State.OVERDUE, "words": "overdue",
        "late": "", "clock": "", "cadence": "quarterly", "last": "2026-08-14",
        "last_words": "14 August 2026", "kind": "coffee", "due": "2026-11-14",
        "teams": (Ref("choir", "teams/choir.html"), Ref("harbour", "teams/harbour.html")),
        "company": "Globex", "role": "Staff engineer", "mail": "mailto:ana@example.com",
        "phone": "tel:+351900000001", "spark": ""}


def test_a_row_of_somebody_unknown_has_nothing_but_the_name() -> None:
    """Where nothing is known, a row has empty texts, and no bar in its months."""
    row = person_row(picture(ana()), "ana")

    assert (row.state, row.words, row.late, row.last, row.kind, row.due, row.teams,
            row.mail, row.phone, row.spark) == (
        State.NONE, "no contact yet", "", "", "", "", (), "", "", "")


@pytest.mark.parametrize(("line", "last", "words"), [
    ("- 2026-03 call", "2026-03", "March 2026"),
    ("- 2026-03-01 call", "2026-03-01", "1 March 2026"),
])
def test_a_month_stays_a_month(line: str, last: str, words: str) -> None:
    """A last contact of which only the month is known is shown so."""
    row = person_row(picture(ana(history=(line,))), "ana")

    assert (row.last, row.last_words) == (last, words)


@pytest.mark.parametrize(("text", "shown"), [
    ("coffee: hiring again", "hiring again"),
    ("coffee", ""),
    ("coffee: **bold** and *soft* and `code`", "bold and soft and code"),
    ("coffee: said [[carl]] and [[carl|he]] moved", "said Carl Ito and he moved"),
    ("coffee: [[nobody-here]] came", "nobody-here came"),
    ("coffee: about [[people/carl.md#work]]", "about Carl Ito"),
    ("coffee: 2 < 3 & more", "2 < 3 & more"),
    ("coffee: talked\n  - a detail below", "talked"),
    ("coffee: " + "word " * 40, "word " * 27 + "word …"),
    ("coffee: " + "x" * 70 + " " + "y" * 69, "x" * 70 + " " + "y" * 69),
    ("coffee: " + "x" * 70 + " " + "y" * 70, "x" * 70 + " …"),
    ("coffee: " + "山" * 150, "山" * 140 + " …"),
    ("coffee: one\n\n  two", "one"),
    ("coffee: one text\n  over two lines", "one text over two lines"),
])
def test_what_was_said_is_the_beginning_of_a_text(text: str, shown: str) -> None:
    """The hour repeats the last line's first paragraph: links as names, no marks, not too long."""
    files = {**ana(history=(f"- 2026-10-02 {text}",)), "contacts/carl.md": person(name="Carl Ito")}

    assert last_words(picture(files), "ana") == shown


@pytest.mark.parametrize(("history", "months"), [
    ((), (0,) * 12),
    (("- 2026-11-23 a", "- 2026-11-01 b", "- 2026-10-31 c"), (*(0,) * 10, 1, 2)),
    (("- 2025-12-01 a", "- 2025-11-30 b"), (1, *(0,) * 11)),
    (("- 2026-11-24 a", "- 2026-12-01 b", "- 2026-11-02 note: c"), (0,) * 12),
    (("- 2026-03 a",), (*(0,) * 3, 1, *(0,) * 8)),
    (("- 2026-11-02 lunch with [[carl]] except [[ana]]",), (0,) * 12),
])
def test_twelve_months_end_with_this_one(history: tuple[str, ...], months: tuple[int, ...]) -> None:
    """The bars count contact of this month and the eleven before, and nothing of the future."""
    [(_, view)] = views(ana(history=history) | {"contacts/carl.md": person(
        "archived: yes", name="Carl Ito")})

    assert view.rows[0].spark == spark(months)


def test_present_teams_are_those_of_today() -> None:
    """A team somebody left, or has yet to join, is no present one; twice in one is once."""
    drawn = picture(ana(
        "teams: [a, {team: b, left: 2026-11-22}, {team: c, joined: 2026-11-24}, "
        "{team: d, joined: 2026-11-23}, {team: e, left: 2026-11-23}, {team: a, joined: 2020}]"))

    assert present_teams(drawn, "ana") == ["a", "d", "e"]


@pytest.mark.parametrize(("keys", "mail", "phone"), [
    ([], "", ""),
    (["email: ana@example.com", "phone: 0351 900"], "mailto:ana@example.com", "tel:0351900"),
    (["email: [none, a+b@example.com]", 'phone: [none, "+1 (555) 010-0"]'],
     "mailto:a+b@example.com", "tel:+15550100"),
    (["email: 'a b?subject=x&cc=y@example.com'"],
     "mailto:a%20b%3Fsubject%3Dx%26cc%3Dy@example.com", ""),
    (["email: {work: w@example.com, home: h@example.com}"], "mailto:w@example.com", ""),
])
def test_the_first_address_is_the_one_to_use(keys: list[str], mail: str, phone: str) -> None:
    """Mail and call go to the first address and number that are some, quoted."""
    found = contact(person(*keys))

    assert (mail_link(found), phone_link(found)) == (mail, phone)


def test_people_are_ordered_by_name() -> None:
    """Accents and case do not count in the order; the id tells namesakes apart."""
    names = {"0": "Ana", "1": "eve", "2": "Élodie", "3": "Zoë", "4": "adam", "5": "Adam",
             "6": "Ana"}
    files = {f"contacts/{key}.md": person(name=name) for key, name in names.items()}

    assert [*shared_of(picture(files)).letters[EVERYBODY]] == ["5", "4", "0", "6", "2", "1", "3"]


@pytest.mark.parametrize(("name", "found"), [
    ("Ana", "A"), ("zoë", "Z"), ("Élodie", "E"), ("Ångström", "A"), ("ﬁnn", "F"),
    ("山田", "Han"), ("Олена", "Cyrillic"), ("Νίκος", "Greek"), ("נועם", "Hebrew"),
    ("김", "Hangul"), ("ليلى", "Arabic"), ("Ørsted", "Latin"), ("4th floor", "Other"),
    ("😀", "Other"), ("(Bo)", "Other"), ("_x", "Other"),
])
def test_a_name_stands_under_its_letter(name: str, found: str) -> None:
    """A Latin name stands under its letter without accents, any other under its script."""
    assert letter(name) == found


def crowd(number: int) -> dict[str, str | bytes]:
    """Write a vault of so many people, two thirds of them with names in A, the rest elsewhere."""
    names = ("Ana", "Adam", "Олена", "Zoë", "4")
    return {f"contacts/p{index:03}.md": person(name=f"{names[index % 5]} {index:03}")
            for index in range(number)}


def views(files: dict[str, str | bytes]) -> list[tuple[str, PeopleView]]:
    """Draw the pages of people."""
    drawn = picture(files)
    shared = shared_of(drawn)
    if EVERYBODY in shared.letters:
        return [("people/index.html", everybody_view(drawn, shared.rows, shared.letters))]
    return [("people/index.html", letters_view(drawn, shared.letters)), *(
        (letter_url(name), letter_view(drawn, shared.rows, shared.letters, name))
        for name in shared.letters)]


def test_a_list_that_fits_is_one_page() -> None:
    """Up to the limit everybody stands on one page."""
    found = views(crowd(MOST_ON_A_PAGE))

    assert [(url, view.title, view.total, len(view.rows), view.letters) for url, view in found] == [
        ("people/index.html", "People", 250, 250, ())]


def test_a_long_list_is_split_by_letter() -> None:
    """Above the limit there is a page a letter, and the first leads to them all."""
    found = views(crowd(MOST_ON_A_PAGE + 5))
    letters = ((Ref("A", "people/letters/a.html"), 102), (Ref("Z", "people/letters/z.html"), 51),
               (Ref("Cyrillic", "people/letters/cyrillic.html"), 51),
               (Ref("Other", "people/letters/other.html"), 51))

    assert {(url, view.title, view.total, len(view.rows)) for url, view in found} == {
        ("people/index.html", "People", 255, 0),
        ("people/letters/a.html", "People: A", 102, 102),
        ("people/letters/z.html", "People: Z", 51, 51),
        ("people/letters/cyrillic.html", "People: Cyrillic", 51, 51),
        ("people/letters/other.html", "People: Other", 51, 51)}
    assert {view.letters for _, view in found} == {letters}


def test_nobody_is_an_empty_list() -> None:
    """A vault without people has a list of people all the same."""
    assert views({}) == [("people/index.html", PeopleView("People", 0, (), ()))]
