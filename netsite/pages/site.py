"""The whole site as data: every page's address, template and view."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from netsite.model import Settings
from netsite.pages.findings import problems_view
from netsite.pages.history import HistoryView, history_views
from netsite.pages.lines import Picture
from netsite.pages.overview import overdue_view, today_view
from netsite.pages.people import people_views, person_row, person_view
from netsite.pages.teams import last_together, team_view, teams_view
from netsite.problems import Level, Problem

SECTIONS = (("Today", "index.html"), ("Overdue", "overdue.html"), ("People", "people/index.html"),
            ("Teams", "teams/index.html"), ("History", "history/index.html"))


class Frame(NamedTuple):
    """What stands around a page: the vault's name, links to the sections, the way to the root."""

    site: str
    language: str
    sections: Markup
    root: str


class Page(NamedTuple):
    """A page to be: its address below the site's root, its template, and what the template shows."""

    url: str
    template: str
    frame: Frame
    view: Any


def site_name(settings: Settings) -> str:
    """`Kim’s network`, or what it is called without an owner."""
    first = settings.owner.split()[0] if settings.owner.split() else ""
    return f"{first}’s network" if first else "My network"


def site(
    picture: Picture, problems: Iterable[Problem], text_of: Callable[[str], str],
) -> Iterator[Page]:
    """Every page, drawn one after the other. `text_of` gives a file's text by its path.

    The views may find problems of their own in what they show (a text that is too costly), so the
    page of problems comes last, when `problems` has them all; so does Today, which counts them.
    """
    def page(url: str, template: str, view: Any, section: str, *, problem: bool = False) -> Page:
        frame = _frame(site_name(picture.settings), picture.settings.language, section,
                       url.count("/"), problem)
        return Page(url, template, frame, view)

    together = last_together(picture)
    rows = {person: person_row(picture, person) for person in picture.network.people}
    for person in picture.network.people:
        url = picture.addresses.people[person]
        yield page(url, "person.html", person_view(picture, person), "People")
    for url, people in people_views(picture, rows):
        yield page(url, "people.html", people, "People")
    yield page("teams/index.html", "teams.html", teams_view(picture, together), "Teams")
    for key, team in picture.network.teams.items():
        view = team_view(picture, rows, team, together.get(key))
        yield page(picture.addresses.teams[key], "team.html", view, "Teams")
    for url, lines in history_views(picture):
        template = "history.html" if isinstance(lines, HistoryView) else "month.html"
        yield page(url, template, lines, "History")
    yield page("overdue.html", "overdue.html", overdue_view(picture, rows), "Overdue")
    found = list(problems)
    levels = [problem.level for problem in found]
    counts = levels.count(Level.ERROR), levels.count(Level.WARNING)
    yield page("index.html", "today.html", today_view(picture, rows, counts), "Today", problem=any(counts))
    yield page("problems.html", "problems.html", problems_view(picture, found, text_of), "Problems",
               problem=True)


@cache
def _frame(site: str, language: str, section: str, depth: int, problem: bool) -> Frame:  # noqa: FBT001
    """The frame of the pages of one section and depth, made once for them all."""
    root = "../" * depth
    sections = [*SECTIONS, ("Problems", "problems.html")] if problem else SECTIONS
    links = Markup("\n").join(
        Markup('<a href="{}"{}>{}</a>').format(
            root + address, Markup(' aria-current="page"') if name == section else "", name)
        for name, address in sections)
    return Frame(site, language, links, root)
