"""The view of one person's page."""

from datetime import date, timedelta

import pytest

from netsite.pages.lines import Ref
from netsite.pages.person import Fact, PersonView, person_view
from netsite.pages.pieces import month_cells
from tests.circle import ANA_REF, BO, CARL, CIRCLE
from tests.drawing import ana, picture, said
from tests.reading import person


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
                "The last contact was on 14 Aug 2026 (coffee): contacts/ana.md, line 6.",
                "14 Aug 2026 + quarterly is 14 Nov 2026.",
                "So it is due on 14 Nov 2026."))


def test_notes_are_formatted_with_the_way_to_the_root() -> None:
    """Notes are made HTML for a page one folder down; without notes there is nothing."""
    assert (person_view(picture(ana(notes="Likes *tea*.")), "ana").notes,
            person_view(picture(ana()), "ana").notes) == ("<p>Likes *tea*.</p>", "")
