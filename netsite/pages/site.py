"""The whole site as data: every page's address, template and view."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from markupsafe import Markup

from netsite.exchange.data import lines_data, lines_file
from netsite.model import Id, Mark, Settings
from netsite.pages import feeds
from netsite.pages.about import (
    NO_HISTORY,
    AboutView,
    HelpView,
    History,
    MissingView,
    about_view,
    help_view,
)
from netsite.pages.addresses import FOLDERS
from netsite.pages.cards import calendar_url
from netsite.pages.changes import ChangesView, changes_views
from netsite.pages.coverage import CoverageView, coverage_view
from netsite.pages.days import TODAY, today_file, week_file, week_url
from netsite.pages.findings import ProblemsView, problems_view
from netsite.pages.groups import GroupsView, GroupView, group_view, groups_view
from netsite.pages.history import HistoryView, MonthView, all_years, month_views, one_year
from netsite.pages.introductions import IntroductionsView, introductions_view
from netsite.pages.ledger import LedgerView, ledger_view
from netsite.pages.lines import Picture
from netsite.pages.monthlines import MonthLines, latest, latest_lines, month_lines
from netsite.pages.overview import OverdueView, TodayView, overdue_view, today_view
from netsite.pages.people import (
    PeopleView,
    everybody_view,
    letter_url,
    letter_view,
    letters_view,
)
from netsite.pages.person import PersonView, person_view
from netsite.pages.review import ReviewView, review_view
from netsite.pages.search import (
    FOLDER,
    INDEX,
    index_script,
    journal_script,
    people_script,
    texts_script,
)
from netsite.pages.shared import EVERYBODY, PEOPLE, Shared
from netsite.pages.slices import Slices
from netsite.pages.tallies import Tallies
from netsite.pages.teams import TeamsView, TeamView, team_view, teams_view
from netsite.practice.groups import KINDS
from netsite.problems import Level, Problem
from netsite.texts import text
from netsite.tongue import ENGLISH, Tongue

SECTIONS = (
    (text("Today"), "index.html"), (text("Overdue"), "overdue.html"),
    (text("People"), "people/index.html"), (text("Teams"), "teams/index.html"),
    (text("History"), "history/index.html"), (text("Coverage"), "coverage.html"))
CHANGES = (text("Changes"), "changes.html")
PROBLEMS = (text("Problems"), "problems.html")


View = (PersonView | PeopleView | TeamsView | TeamView | HistoryView | MonthView | TodayView
        | OverdueView | CoverageView | ProblemsView | ChangesView | GroupsView | GroupView
        | IntroductionsView | LedgerView | ReviewView | HelpView | AboutView | MissingView)


class Frame(NamedTuple):
    """What stands around a page: the vault's name, links to the sections, the way to the root.

    `direction` is that of the language, for `<html dir>`: `ltr` or `rtl`; `soon` are the days
    that count as due soon, for the script.
    """

    site: str
    language: str
    sections: Markup
    root: str
    direction: str = "ltr"
    soon: int = 14


class Page(NamedTuple):
    """A page to be: its address below the site's root, its template, and what that shows."""

    url: str
    template: str
    frame: Frame
    view: View


class File(NamedTuple):
    """A file of the site that no template draws, such as a feed: its address and its bytes."""

    url: str
    data: bytes


def site_name(settings: Settings, tongue: Tongue = ENGLISH) -> str:
    """`Kim’s network`, or what it is called without an owner."""
    first = settings.owner.split()[0] if settings.owner.split() else ""
    return tongue.say("{name}’s network", name=first) if first else tongue.say("My network")


_FIGURES = "figures"  # the kin of pages that are sums over everybody


class Draft(NamedTuple):
    """Pages or files that are drawn together, most often one: a name, and what draws them.

    For drafts of one `kin` ("": none) much is made once, so they are best drawn by one process.
    """

    name: str
    pages: Callable[[], Iterator[Page | File]]
    kin: str = ""


def person_drafts(picture: Picture, people: Iterable[Id]) -> Iterator[Draft]:
    """The pages of some people."""
    for person in people:
        url = picture.addresses.people[person]
        yield _draft(picture, url, "person.html", "People", partial(person_view, picture, person))


def list_drafts(
    picture: Picture, shared: Shared, tallies: Tallies, slices: Slices,
) -> Iterator[Draft]:
    """The pages of people, teams and other groups, what is between people, lines and coverage."""
    draft = partial(_draft, picture)
    yield from _letter_drafts(picture, shared)
    yield draft("teams/index.html", "teams.html", "Teams", partial(teams_view, picture, shared))
    for key in picture.network.teams:
        yield draft(picture.addresses.teams[key], "team.html", "Teams",
                    partial(team_view, picture, shared, key))
    for kind in KINDS:
        yield draft(f"{FOLDERS[kind]}/index.html", "groups.html", "Teams",
                    partial(groups_view, picture, kind, shared))
    for key, group in shared.groups.items():
        yield draft(picture.addresses.groups[group.kind][group.key], "group.html", "Teams",
                    partial(group_view, picture, shared, key))
    yield draft("introductions.html", "introductions.html", "People",
                partial(introductions_view, picture))
    yield draft("ledger.html", "ledger.html", "People", partial(ledger_view, picture))
    yield from _history_drafts(picture, shared, tallies, slices)
    if picture.changes is not None:
        yield Draft("changes", partial(_pages, picture, "changes.html", "Changes",
                                       partial(changes_views, picture)))
    yield draft("review.html", "review.html", "", partial(review_view, picture, shared))
    yield draft("help.html", "help.html", "", partial(help_view, picture.settings, picture.tongue))
    yield Draft(MISSING, partial(_missing, picture))
    yield draft("overdue.html", "overdue.html", "Overdue",
                partial(overdue_view, picture, shared.rows, shared.coming, slices))
    yield draft("coverage.html", "coverage.html", "Coverage",
                partial(coverage_view, picture, shared.hour, tallies), kin=_FIGURES)
    yield from _day_drafts(picture, shared)
    yield from _search_drafts(picture, shared)


def _day_drafts(picture: Picture, shared: Shared) -> Iterator[Draft]:
    """Files for the days after the build."""
    yield _file(TODAY, partial(today_file, picture, shared))
    for week in shared.coming:
        yield _file(week_url(week), partial(week_file, picture, shared, week))


def _search_drafts(picture: Picture, shared: Shared) -> Iterator[Draft]:
    """What the search looks through."""
    yield _file(INDEX, lambda: index_script(picture, shared))
    for name in shared.found:
        draw = people_script if name.startswith(PEOPLE) else texts_script
        yield _file(f"{FOLDER}/{name}.js", partial(_of_found, draw, picture, shared, name))
    for name in shared.journals:
        yield _file(f"{FOLDER}/{name}.js", partial(_of_journal, picture, shared, name))


def _of_found(
    draw: Callable[[Picture, Iterable[Id]], bytes], picture: Picture, shared: Shared, name: str,
) -> bytes:
    return draw(picture, shared.found[name])


def _of_journal(picture: Picture, shared: Shared, name: str) -> bytes:
    return journal_script(picture, shared.journals[name])


MISSING = "404.html"


def _missing(picture: Picture) -> Iterator[Page]:
    """The page for an address that is none.

    Whoever serves the site shows it at whatever address was asked for, so its links start at the
    top of the server, where the site must lie for that.
    """
    page = _page(picture, MISSING, "404.html", MissingView(), "")
    frame = _frame(page.frame.site, picture.tongue, "", "/",
                   changes=picture.changes is not None, problem=False)
    yield page._replace(frame=frame)


def _letter_drafts(picture: Picture, shared: Shared) -> Iterator[Draft]:
    rows, letters = shared.rows, shared.letters
    draft = partial(_draft, picture)
    if EVERYBODY in letters:
        yield draft("people/index.html", "people.html", "People",
                    partial(everybody_view, picture, rows, letters))
        return
    yield draft("people/index.html", "people.html", "People",
                partial(letters_view, picture, letters))
    for name in letters:
        yield draft(letter_url(name), "people.html", "People",
                    partial(letter_view, picture, rows, letters, name))


def _history_drafts(
    picture: Picture, shared: Shared, tallies: Tallies, slices: Slices,
) -> Iterator[Draft]:
    """The lines of each month are drawn together, on however many pages."""
    draft, counts = partial(_draft, picture), shared.counts
    yield draft("history/index.html", "history.html", "History",
                partial(all_years, counts, picture.tongue))
    for year in sorted({month[:4] for month in counts}):
        yield draft(f"history/{year}.html", "history.html", "History",
                    partial(_one_year, picture, counts, year, tallies), kin=_FIGURES)
    kept = latest(picture.clock.today())
    for month in counts:
        lines = partial(latest_lines, month=month) if month in kept else month_lines
        yield Draft(month, partial(_month_pages, picture, shared, slices, month, lines), "month")


def _one_year(
    picture: Picture, counts: Mapping[str, int], year: str, tallies: Tallies,
) -> HistoryView:
    return one_year(picture.tongue, counts, year, tallies.of_year(year))


def _month_pages(
    picture: Picture, shared: Shared, slices: Slices, month: str,
    lines_of: Callable[[Picture, Sequence[Mark], Slices], MonthLines],
) -> Iterator[Page | File]:
    lines = lines_of(picture, shared.months[month], slices)
    yield from _pages(picture, "month.html", "History",
                      partial(month_views, picture.tongue, month, lines.rows))
    yield File(lines_file(month), lines_data(month, lines.texts))


def feed_drafts(picture: Picture, shared: Shared, slices: Slices) -> Iterator[Draft]:
    """The files for other programs, and a calendar for each team."""
    name = site_name(picture.settings, picture.tongue)
    yield _file(feeds.DUE, partial(feeds.due_file, picture, name, slices))
    yield _file(feeds.BIRTHDAYS, partial(feeds.birthdays_file, picture, name, slices))
    yield _file(feeds.CARDS, partial(feeds.cards_file, picture, slices))
    yield _file(feeds.NEWS, partial(feeds.news_file, picture, name))
    yield _file(feeds.DATA, partial(feeds.data_file, picture, name, shared.counts, slices))
    for key in picture.network.teams:
        yield _file(calendar_url(picture.addresses.teams[key]),
                    partial(feeds.team_file, picture, name, key))


def _file(url: str, data: Callable[[], bytes]) -> Draft:
    def files() -> Iterator[File]:
        yield File(url, data())
    return Draft(url, files)


def last_drafts(
    picture: Picture, shared: Shared, tallies: Tallies, problems: Sequence[Problem],
    text_of: Callable[[str], str], history: History = NO_HISTORY,
) -> Iterator[Draft]:
    """Today and Problems, which know every problem, also those met while drawing the others.

    With them About, as each of its figures is of the whole.

    Only they lead to Problems: if every page did, the first problem would write every page anew.
    `text_of` gives a file's text by its path.
    """
    levels = [problem.level for problem in problems]
    counts = levels.count(Level.ERROR), levels.count(Level.WARNING)
    yield _draft(picture, "index.html", "today.html", "Today",
                 partial(today_view, picture, shared.rows, shared.hour, tallies, counts),
                 problem=any(counts))
    yield _draft(picture, "about.html", "about.html", "",
                 partial(about_view, picture, shared.counts, history))
    yield _draft(picture, "problems.html", "problems.html", "Problems",
                 partial(problems_view, picture, problems, text_of), problem=True)


def _draft(
    picture: Picture, url: str, template: str, section: str, view: Callable[[], View], *,
    problem: bool = False, kin: str = "",
) -> Draft:
    return Draft(url, partial(_one_page, picture, url, template, view, section, problem), kin)


def _one_page(
    picture: Picture, url: str, template: str, view: Callable[[], View], section: str,
    problem: bool,  # noqa: FBT001  # of thousands of drafts: a partial is a third of a closure
) -> Iterator[Page]:
    yield _page(picture, url, template, view(), section, problem=problem)


def _pages(
    picture: Picture, template: str, section: str,
    views: Callable[[], Iterable[tuple[str, View]]],
) -> Iterator[Page]:
    for url, view in views():
        yield _page(picture, url, template, view, section)


def _page(
    picture: Picture, url: str, template: str, view: View, section: str, *, problem: bool = False,
) -> Page:
    frame = _frame(site_name(picture.settings, picture.tongue), picture.tongue, section,
                   "../" * url.count("/"), picture.settings.soon,
                   changes=picture.changes is not None, problem=problem)
    return Page(url, template, frame, view)


@cache
def _frame(
    site: str, tongue: Tongue, section: str, root: str, soon: int = 14, *, changes: bool,
    problem: bool,
) -> Frame:
    """The frame of the pages of one section and depth, made once for them all."""
    sections = [*SECTIONS, *([CHANGES] if changes else []),
                *([PROBLEMS] if problem else [])]
    links = Markup("\n").join(
        Markup('<a href="{}"{}>{}</a>').format(
            root + address, Markup(' aria-current="page"') if name == section else "",
            tongue.told(name))
        for name, address in sections)
    return Frame(site, tongue.language, links, root, tongue.direction, soon)
