"""The views of History: years, months, and the lines of a month."""

from netsite.pages.history import (
    LEAST_ON_THE_FIRST,
    ON_A_PAGE,
    HistoryView,
    MonthView,
    YearRow,
    all_years,
    month_views,
    one_year,
)
from netsite.pages.lines import Ref
from netsite.pages.monthlines import month_lines
from netsite.pages.slices import Slices
from netsite.tongue import ENGLISH_MONTHS
from tests.drawing import ana, picture, said, shared_of, tallies_of


def drawn(*history: str) -> dict[str, HistoryView | MonthView]:
    """Draw the history of one person, by address."""
    return views(ana(history=history))


def views(files: dict[str, str | bytes]) -> dict[str, HistoryView | MonthView]:
    """Draw the history of a vault, by address."""
    seen = picture(files)
    shared, tallies = shared_of(seen), tallies_of(seen)
    years = sorted({month[:4] for month in shared.counts}, reverse=True)
    pages = {f"history/{year}.html": one_year(
        seen.tongue, shared.counts, year, tallies.of_year(year)) for year in years}
    return {"history/index.html": all_years(shared.counts), **pages,
            **dict(page for month in shared.counts
                   for page in month_views(seen.tongue, month, month_lines(
                       seen, shared.months[month], Slices()).rows))}


def year_row(year: str, counts: dict[int, int]) -> YearRow:
    """Make the row of a year with so many lines in its months."""
    months = tuple(
        (Ref(name, f"history/{year}-{month:02}.html" if month in counts else ""),
         counts.get(month, 0)) for month, name in enumerate(ENGLISH_MONTHS, 1))
    return YearRow(Ref(year, f"history/{year}.html"), sum(counts.values()), months)


def test_years_lead_to_months_and_months_to_lines() -> None:
    """There is a page of all years, one a year and one a month, each with its number of lines."""
    pages = drawn(
        "- 2026-10-02 call: a", "- 2026-10-01 call: b", "- 2026-03 call: c", "- 2019-01-05 call: d")
    years = (year_row("2026", {3: 1, 10: 2}), year_row("2019", {1: 1}))

    assert pages["history/index.html"] == HistoryView("History", 4, years)
    assert [pages[f"history/{year}.html"][:4] for year in (2026, 2019)] == [
        ("2026", 3, years[:1], "2026"), ("2019", 1, years[1:], "2019")]
    assert {url: (view.title, view.total, said(view.rows)) for url, view in pages.items()
            if isinstance(view, MonthView)} == {
        "history/2026-10.html": ("October 2026", 2, [
            ("2026-10-02", "<p>a</p>"), ("2026-10-01", "<p>b</p>")]),
        "history/2026-03.html": ("March 2026", 1, [("2026-03", "<p>c</p>")]),
        "history/2019-01.html": ("January 2019", 1, [("2019-01-05", "<p>d</p>")])}


def test_what_is_still_to_come_is_in() -> None:
    """Planned lines and notes stand in their month like all others."""
    pages = drawn("- 2027-02-10 plan: lunch", "- 2026-01-01 note: x")
    planned = pages["history/2027-02.html"]

    assert (list(pages), isinstance(planned, MonthView) and planned.rows[0].planned) == (
        ["history/index.html", "history/2027.html", "history/2026.html",
         "history/2027-02.html", "history/2026-01.html"], True)


def test_no_line_is_an_empty_history() -> None:
    """Without a dated line there is the page of all years, and it is empty."""
    assert drawn() == {"history/index.html": HistoryView("History", 0, ())}


def test_years_have_four_digits() -> None:
    """The addresses of an early year sort as all others do."""
    assert list(drawn("- 0987-01-02 a")) == [
        "history/index.html", "history/0987.html", "history/0987-01.html"]


def months(*history: str) -> dict[str, MonthView]:
    """Draw the pages of months, by address."""
    return {url: view for url, view in drawn(*history).items() if isinstance(view, MonthView)}


def many(number: int) -> list[str]:
    """Write so many lines of October, the newest first."""
    return [f"- 2026-10-{2 + at * 28 // number:02} call: {at}" for at in reversed(range(number))]


MOST = ON_A_PAGE + LEAST_ON_THE_FIRST - 1  # on one page


def test_a_month_that_fits_is_one_page() -> None:
    """Up to the limit a month has one page, and nothing that leads to others."""
    page, = months(*many(MOST)).values()

    assert (len(page.rows), page.total, page.pages, page.here) == (MOST, MOST, (), "newest")


def test_a_long_month_goes_on_on_further_pages() -> None:
    """The first page has the newest lines, the others are full, and each leads to all of them."""
    number = MOST + 1 + ON_A_PAGE
    pages = months(*many(number))
    refs = tuple(Ref(name, f"history/2026-10{end}.html") for name, end in (
        ("newest", ""), ("page 2", "-page-2"), ("page 1", "-page-1")))

    assert [(url, view.total, len(view.rows), view.pages, view.here)
            for url, view in pages.items()] == [
        (refs[0].url, number, LEAST_ON_THE_FIRST, refs, "newest"),
        (refs[1].url, ON_A_PAGE, ON_A_PAGE, refs, "page 2"),
        (refs[2].url, ON_A_PAGE, ON_A_PAGE, refs, "page 1")]
    assert [row.html for view in pages.values() for row in view.rows] == [
        f"<p>{at}</p>" for at in reversed(range(number))]


def test_a_new_line_changes_the_first_page_of_its_month_alone() -> None:
    """What is further down in a long month stays as it is when the month grows."""
    lines = many(MOST + 2)
    before, after = months(*lines[1:]), months(*lines)

    assert [url for url in after if after[url] != before[url]] == ["history/2026-10.html"]
    assert len(after["history/2026-10-page-1.html"].rows) == ON_A_PAGE


def test_a_line_of_several_people_stands_once() -> None:
    """A month lists each dated line once, however many were there."""
    files = {**ana(), "contacts/bo.md": "---\nname: Bo Chen\n---\n",
             "journal/2026.md": "- 2026-10-02 walk with [[ana]], [[bo]]: woods\n"}
    page = views(files)["history/2026-10.html"]

    assert isinstance(page, MonthView)
    assert [(row.who, row.source) for row in page.rows] == [
        ((Ref("Ana Silva", "people/ana.html"), Ref("Bo Chen", "people/bo.html")),
         "journal/2026.md:1")]


def test_a_year_has_its_channels_and_days() -> None:
    """Lines of contact by month and kind, and day by day; notes and what is to come are not."""
    year = drawn("- 2026-10-02 call: a", "- 2026-10-02 Call: b", "- 2026-03-01 coffee",
                 "- 2026-03 call: c", "- 2026-03-02 note: d", "- 2026-12-24 plan: e")[
        "history/2026.html"]
    assert isinstance(year, HistoryView)
    cells = "".join(week.cells for block in year.weeks for week in block.rows)

    assert (year.channels, [(row.month.name, row.lines, row.channels) for row in year.months]) == (
        ("call", "coffee"), [("October", 2, (2, 0, 0)), ("March", 2, (1, 1, 0))])
    assert (cells.count(">2<"), cells.count(">1<")) == (1, 1)
