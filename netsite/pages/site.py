"""The whole site as data: every page's address, template and view."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from netsite.model import Id, Settings
from netsite.pages.changes import ChangesView, changes_views
from netsite.pages.coverage import CoverageView, coverage_view
from netsite.pages.findings import ProblemsView, problems_view
from netsite.pages.groups import GroupsView, GroupView, group_views
from netsite.pages.history import HistoryView, MonthView, history_views
from netsite.pages.introductions import IntroductionsView, introductions_view
from netsite.pages.ledger import LedgerView, ledger_view
from netsite.pages.lines import Picture
from netsite.pages.overview import OverdueView, TodayView, overdue_view, today_view
from netsite.pages.people import PeopleView, PersonView, Rows, people_views, person_view
from netsite.pages.teams import TeamsView, TeamView, team_view, teams_view
from netsite.practice.groups import proposal, teams_together
from netsite.practice.hour import Hour
from netsite.problems import Level, Problem

SECTIONS = (("Today", "index.html"), ("Overdue", "overdue.html"), ("People", "people/index.html"),
            ("Teams", "teams/index.html"), ("History", "history/index.html"),
            ("Coverage", "coverage.html"))
CHANGES = ("Changes", "changes.html")


View = (PersonView | PeopleView | TeamsView | TeamView | HistoryView | MonthView | TodayView
        | OverdueView | CoverageView | ProblemsView | ChangesView | GroupsView | GroupView
        | IntroductionsView | LedgerView)


class Frame(NamedTuple):
    """What stands around a page: the vault's name, links to the sections, the way to the root."""

    site: str
    language: str
    sections: Markup
    root: str


class Page(NamedTuple):
    """A page to be: its address below the site's root, its template, and what that shows."""

    url: str
    template: str
    frame: Frame
    view: View


def site_name(settings: Settings) -> str:
    """`Kim’s network`, or what it is called without an owner."""
    first = settings.owner.split()[0] if settings.owner.split() else ""
    return f"{first}’s network" if first else "My network"


def person_pages(picture: Picture, people: Iterable[Id]) -> Iterator[Page]:
    """The pages of some people, drawn one after the other."""
    for person in people:
        view = person_view(picture, person)
        yield _page(picture, picture.addresses.people[person], "person.html", view, "People")


def list_pages(picture: Picture, rows: Rows, hour: Hour) -> Iterator[Page]:
    """The pages of people, teams and other groups, what is between people, lines and coverage.

    `hour` is the week's hour from the picture's day on.
    """
    together, proposals = teams_together(picture.network, picture.today), hour.proposals
    for url, people in people_views(picture, rows):
        yield _page(picture, url, "people.html", people, "People")
    yield _page(picture, "teams/index.html", "teams.html", teams_view(picture, together), "Teams")
    for key, team in picture.network.teams.items():
        here = proposal(proposals, "team", team.name, team.on(picture.today))
        view = team_view(picture, rows, team, together.get(key), here)
        yield _page(picture, picture.addresses.teams[key], "team.html", view, "Teams")
    for url, group in group_views(picture, rows, proposals):
        template = "groups.html" if isinstance(group, GroupsView) else "group.html"
        yield _page(picture, url, template, group, "Teams")
    yield _page(picture, "introductions.html", "introductions.html", introductions_view(picture),
                "People")
    yield _page(picture, "ledger.html", "ledger.html", ledger_view(picture), "People")
    for url, lines in history_views(picture):
        template = "history.html" if isinstance(lines, HistoryView) else "month.html"
        yield _page(picture, url, template, lines, "History")
    for url, changes in changes_views(picture):
        yield _page(picture, url, "changes.html", changes, "Changes")
    yield _page(picture, "overdue.html", "overdue.html", overdue_view(picture, rows), "Overdue")
    yield _page(picture, "coverage.html", "coverage.html", coverage_view(picture, hour), "Coverage")


def last_pages(
    picture: Picture, rows: Rows, hour: Hour, problems: Sequence[Problem],
    text_of: Callable[[str], str],
) -> Iterator[Page]:
    """Today and Problems, which know every problem, also those met while drawing the others.

    Only they lead to Problems: if every page did, the first problem would write every page anew.
    `text_of` gives a file's text by its path.
    """
    levels = [problem.level for problem in problems]
    counts = levels.count(Level.ERROR), levels.count(Level.WARNING)
    yield _page(picture, "index.html", "today.html", today_view(picture, rows, hour, counts),
                "Today", problem=any(counts))
    yield _page(picture, "problems.html", "problems.html",
                problems_view(picture, problems, text_of), "Problems", problem=True)


def _page(
    picture: Picture, url: str, template: str, view: View, section: str, *, problem: bool = False,
) -> Page:
    frame = _frame(site_name(picture.settings), picture.settings.language, section,
                   url.count("/"), changes=picture.changes is not None, problem=problem)
    return Page(url, template, frame, view)


@cache
def _frame(
    site: str, language: str, section: str, depth: int, *, changes: bool, problem: bool,
) -> Frame:
    """The frame of the pages of one section and depth, made once for them all."""
    root = "../" * depth
    sections = [*SECTIONS, *([CHANGES] if changes else []),
                *([("Problems", "problems.html")] if problem else [])]
    links = Markup("\n").join(
        Markup('<a href="{}"{}>{}</a>').format(
            root + address, Markup(' aria-current="page"') if name == section else "", name)
        for name, address in sections)
    return Frame(site, language, links, root)
