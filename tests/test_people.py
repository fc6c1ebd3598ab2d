"""The views of People and of one person."""

from datetime import date, timedelta

import pytest

from netsite.network.due import State
from netsite.pages.lines import Ref
from netsite.pages.people import (
    MOST_ON_A_PAGE,
    Fact,
    PeopleView,
    PersonView,
    everybody_view,
    last_words,
    letter,
    letter_url,
    letter_view,
    letters_view,
    person_row,
    person_view,
    present_teams,
)
from netsite.pages.pieces import month_cells, spark
from netsite.pages.shared import EVERYBODY
from netsite.practice.actions import mail_link, phone_link
from tests.drawing import ana, picture, said, shared_of
from tests.reading import contact, person

CIRCLE: dict[str, str | bytes] = {
    "contacts/ana.md": person(
        "aliases: [anita, Ana S.]", "pronouns: she/her", "company: Globex",
        "role: Staff engineer", "location: Porto, Portugal", "tags: [climbing, vip]",
        "email: [ana@example.com, {work: a.silva@globex.example}]",
        'phone: ["+351 900 000 001", {home: "02 123"}]',
        "links: {github: ana, site: https://example.com/ana, old: example.com/ana}",
        "birthday: --04-12", "dates: {anniversary: 2010-06-01}", "met: 2015-03-02",
        "timezone: Europe/Lisbon", "uid: abc-1", "kids: [Clara, Vasco]", "empty:",
        "shop: https://shop.example.com/", "introduced_by: carl",
        "teams: [harbour, {team: acme, joined: 2019-03, left: 2022-06}, "
        "{team: old crew, left: 2020}, {team: choir, joined: 2024-01-01}]",
        notes="Says what she thinks.\n\n- [ ] send her the talk\n- [x] the letter",
        history=(
            "- 2027-02-10 plan: lunch in Lisbon",
            "- 2026-12 call: before Christmas",
            "- 2026-08-14 coffee with [[bo]]: **in Foz**",
            "- 2026-05-22 gave: remarks on her talk",
            "- 2026-05-03 note: moved house",
            "- 2025-01-30 got: two hours of her time",
            "- 2023-06 email")),
    "contacts/bo.md": person(
        "introduced_by: ana", name="Bo Chen", notes="Knows [[ana]] from school.",
        history=("- 2026-02-01 call: said [[ana]] is well", "- 2026-12-24 plan with [[ana]]")),
    "contacts/carl.md": person(name="Carl Ito", history=("- 2026-11-01 call: [[ana]] again",)),
}
BO, CARL = Ref("Bo Chen", "people/bo.html"), Ref("Carl Ito", "people/carl.html")
ANA_REF = Ref("Ana Silva", "people/ana.html")


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


def words(view: PersonView) -> str:
    """Give the subtitle as one reads it."""
    return "".join(piece.name for piece in view.subtitle)


AT_HEAD = 'overdue since <time datetime="2026-11-14">14 November 2026</time>'


def test_a_person_has_a_head() -> None:
    """A person's page begins with work, place, state, teams, tags and what to do."""
    view = person_view(picture(CIRCLE, edit="x:/{path}:{line}"), "ana")

    assert (view.name, words(view), view.words, view.cadence, view.last, view.tags, view.mail,
            view.phone, view.map, view.edit, view.source) == (
        "Ana Silva", "Staff engineer at Globex, Porto, Portugal", AT_HEAD,
        "quarterly", "last coffee 14 August 2026", (Ref("climbing", ""), Ref("vip", "")),
        "mailto:ana@example.com",
        "tel:+351900000001", "https://www.openstreetmap.org/search?query=Porto%2C%20Portugal",
        "x:/contacts/ana.md:1", "contacts/ana.md")


@pytest.mark.parametrize(("keys", "subtitle"), [
    ([], ""),
    (["company: Globex"], "Globex"),
    (["role: Cook"], "Cook"),
    (["role: Cook", "location: Porto"], "Cook, Porto"),
    (["role: Cook", "company: Globex"], "Cook at Globex"),
    (["location: Porto"], "Porto"),
])
def test_a_subtitle_has_what_is_known(keys: list[str], subtitle: str) -> None:
    """Role, company and place are joined as far as they are known."""
    assert words(person_view(picture(ana(*keys)), "ana")) == subtitle


def test_company_town_and_tags_lead_to_their_pages() -> None:
    """They do where somebody else shares them; a place is its town, and shown as it is written."""
    view = person_view(picture({
        **ana("role: Cook", "company: Globex", "location: Porto, Portugal", "tags: [vip, tea]"),
        "contacts/bo.md": person("company: GLOBEX", "location: porto", "tags: [VIP]",
                                 name="Bo")}), "ana")

    assert (view.subtitle, view.tags) == (
        (Ref("Cook at ", ""), Ref("Globex", "companies/globex.html"), Ref(", ", ""),
         Ref("Porto, Portugal", "places/porto.html")),
        (Ref("vip", "tags/vip.html"), Ref("tea", "")))


def test_teams_say_how_long() -> None:
    """A team shows the years in it, as far as they are known."""
    chips = person_view(picture(CIRCLE), "ana").chips

    assert chips == (
        (Ref("acme", "teams/acme.html"), "2019–2022"),
        (Ref("choir", "teams/choir.html"), "since 2024"),
        (Ref("harbour", "teams/harbour.html"), ""),
        (Ref("old crew", "teams/old-crew.html"), "until 2020"))


def test_facts_come_in_the_order_in_which_one_looks_for_them() -> None:
    """Facts have a name, a text and a link where it leads somewhere; own keys come last."""
    assert person_view(picture(CIRCLE), "ana").facts == (
        Fact("also", "anita, Ana S."),
        Fact("pronouns", "she/her"),
        Fact("phone", "+351 900 000 001", "tel:+351900000001"),
        Fact("phone, home", "02 123", "tel:02123"),
        Fact("e-mail", "ana@example.com", "mailto:ana@example.com"),
        Fact("e-mail, work", "a.silva@globex.example", "mailto:a.silva@globex.example"),
        Fact("github", "ana", "https://github.com/ana"),
        Fact("site", "example.com/ana", "https://example.com/ana"),
        Fact("old", "example.com/ana"),
        Fact("birthday", "12 April"),
        Fact("anniversary", "1 June 2010"),
        Fact("met", "2 March 2015"),
        Fact("time zone", "Europe/Lisbon"),
        Fact("uid", "abc-1"),
        Fact("kids", "Clara, Vasco"),
        Fact("shop", "https://shop.example.com/", "https://shop.example.com/"))


@pytest.mark.parametrize(("key", "text", "url"), [
    ("github: ana", "ana", "https://github.com/ana"),
    ('twitter: "@ana"', "@ana", "https://twitter.com/ana"),
    ("LinkedIn: ana-1", "ana-1", "https://www.linkedin.com/in/ana-1"),
    ("github: 'a b\"c'", 'a b"c', "https://github.com/a%20b%22c"),
    ("github: a/b", "a/b", ""),
    ('github: "@"', "@", ""),
    ("mastodon: '@ana@example.org'", "@ana@example.org", ""),
    ("links: {site: 'javascript:alert(1)'}", "javascript:alert(1)", ""),
    ("links: {site: 'JAVA\\tSCRIPT:alert(1)'}", "JAVA\\tSCRIPT:alert(1)", ""),
    ("links: {site: //evil.example}", "//evil.example", ""),
    ("links: {site: 'data:text/html,x'}", "data:text/html,x", ""),
    ("phone: 'javascript:alert(1)'", "javascript:alert(1)", "tel:javascript:alert(1)"),
    ("shop: 'javascript:alert(1)'", "javascript:alert(1)", ""),
])
def test_a_fact_leads_only_to_what_is_safe(key: str, text: str, url: str) -> None:
    """A link leads to the web, a mailbox or a telephone, or nowhere; an account to its site."""
    fact = person_view(picture(ana(key)), "ana").facts[0]

    assert (fact.text, fact.url) == (text, url)


def test_history_is_grouped_by_year_and_the_future_apart() -> None:
    """Past lines stand by year, the newest first; what is to come stands apart, soonest first."""
    view = person_view(picture(CIRCLE), "ana")

    assert [(year, said(rows)) for year, rows in view.years] == [
        ("2026", [("2026-08-14", "<p>**in Foz**</p>"),
                  ("2026-05-22", "<p>remarks on her talk</p>"),
                  ("2026-05-03", "<p>moved house</p>")]),
        ("2025", [("2025-01-30", "<p>two hours of her time</p>")]),
        ("2023", [("2023-06", "")])]
    assert said(view.planned) == [
        ("2026-12", "<p>before Christmas</p>"), ("2026-12-24", ""),
        ("2027-02-10", "<p>lunch in Lisbon</p>")]


def test_mentions_are_lines_that_only_speak_of_somebody() -> None:
    """What others' lines and notes say about a person stands on their page, apart from history."""
    view = person_view(picture(CIRCLE), "ana")

    assert ([(row.iso, row.who, row.source) for row in view.mentions], view.noted) == (
        [("2026-11-01", (CARL,), "contacts/carl.md:6"), ("2026-02-01", (BO,), "contacts/bo.md:7")],
        (BO,))


def test_introductions_go_both_ways() -> None:
    """A page names who introduced somebody, and whom they introduced."""
    drawn = picture(CIRCLE)
    found = [(person_view(drawn, each).introducers, person_view(drawn, each).introduced)
             for each in ("ana", "bo", "carl")]

    assert found == [((CARL,), (BO,)), ((ANA_REF,), ()), ((), (ANA_REF,))]


def test_giving_and_asking_are_told_apart() -> None:
    """Lines of the kinds gave and got stand in the ledger too, with how it stands in words."""
    view = person_view(picture(CIRCLE), "ana")

    assert (said(view.gave), said(view.got), view.balance) == (
        [("2026-05-22", "<p>remarks on her talk</p>")],
        [("2025-01-30", "<p>two hours of her time</p>")], "you gave last")


def test_the_settings_say_what_is_giving() -> None:
    """Kinds of the settings fill the ledger, whatever their case and emphasis."""
    drawn = picture({
        "netsite.toml": '[ledger]\ngave = ["Helped with"]\ngot = []\n',
        **ana(history=("- 2026-05-01 **helped with**: the move", "- 2026-04-01 gave: x",
                       "- 2026-03-01 got: y"))})
    view = person_view(drawn, "ana")

    assert (said(view.gave), said(view.got)) == ([("2026-05-01", "<p>the move</p>")], [])


def test_what_is_yet_to_be_given_is_not_given() -> None:
    """A line of the future is planned, and not in the ledger until its day has come."""
    view = person_view(picture(ana(history=("- 2027-01-01 gave: a book",))), "ana")

    assert (said(view.planned), said(view.gave)) == ([("2027-01-01", "<p>a book</p>")], [])


def test_open_promises_are_shown_and_kept_ones_are_not() -> None:
    """A promise stands on top of a page until it is ticked."""
    assert person_view(picture(CIRCLE), "ana").promises == ("<p>send her the talk</p>",)


def test_the_table_of_months_has_every_year_between() -> None:
    """Each year from the first contact to the last has a row, the newest first."""
    months = person_view(picture(CIRCLE), "ana").months
    rows = {2026: {5: 1, 8: 1}, 2025: {1: 1}, 2024: {}, 2023: {6: 1}}

    assert (months.total, months.years) == (4, tuple(
        (year, month_cells(tuple(counts.get(month, 0) for month in range(1, 13))))
        for year, counts in rows.items()))


def test_one_year_is_one_row() -> None:
    """Contact in one year alone is a table of one row."""
    months = person_view(picture(ana(history=("- 2024-05-01 call",))), "ana").months

    assert months.years == ((2024, month_cells((0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0))),)


def test_without_contact_there_is_no_table() -> None:
    """The table of months is empty until somebody was met."""
    months = person_view(picture(ana(history=("- 2027-01-01 call",))), "ana").months

    assert (months.years, months.total) == ((), 0)


def test_a_persons_page_says_why_they_are_due() -> None:
    """The page gives the rule, the line and the arithmetic, without words that age."""
    files = ana(history=("- 2026-08-14 coffee",))
    tomorrow = date(2026, 11, 23) + timedelta(1)

    assert (person_view(picture(files), "ana").why
            == person_view(picture(files, tomorrow), "ana").why
            == ("The cadence is “quarterly”, the default.",
                "The last contact was on 2026-08-14 (coffee): contacts/ana.md, line 6.",
                "2026-08-14 + quarterly is 2026-11-14.",
                "So it is due on 2026-11-14."))


def test_notes_are_formatted_with_the_way_to_the_root() -> None:
    """Notes are made HTML for a page one folder down; without notes there is nothing."""
    assert (person_view(picture(ana(notes="Likes *tea*.")), "ana").notes,
            person_view(picture(ana()), "ana").notes) == ("<p>Likes *tea*.</p>", "")
