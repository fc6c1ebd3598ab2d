"""The whole site as data."""

import pytest

from netsite.model import Settings
from netsite.pages.site import Page, last_drafts, list_drafts, person_drafts, site_name
from netsite.pages.slices import Slices
from netsite.problems import Level, Problem
from tests.drawing import drafted, picture, shared_of, tallies_of
from tests.reading import person

FILES: dict[str, str | bytes] = {
    "netsite.toml": 'owner = "Kim <Example>"\n',
    "contacts/ana.md": person("teams: [acme]", "company: Globex", history=("- 2026-10-02 call",)),
    "contacts/deep/bo.md": person("company: globex", name="Bo Chen"),
    "contacts/crew.md": person("kind: group", name="The Crew"),
}
WARNING = Problem("contacts/ana.md", 1, 1, Level.WARNING, "it is odd", "mend it")


def pages(files: dict[str, str | bytes], *problems: Problem) -> list[Page]:
    """Draw every page."""
    drawn = picture(files)
    shared, tallies = shared_of(drawn), tallies_of(drawn)
    return [*drafted(*person_drafts(drawn, drawn.network.people),
                     *list_drafts(drawn, shared, tallies, Slices()),
                     *last_drafts(drawn, shared, tallies, problems, lambda _: ""))]


def test_the_site_has_a_page_for_everything() -> None:
    """Addresses are promises: these pages are there, each once, with its template."""
    assert {page.url: page.template for page in pages(FILES)} == {
        "people/ana.html": "person.html",
        "people/bo.html": "person.html",
        "people/index.html": "people.html",
        "teams/index.html": "teams.html",
        "teams/acme.html": "team.html",
        "teams/crew.html": "team.html",
        "companies/index.html": "groups.html",
        "companies/globex.html": "group.html",
        "places/index.html": "groups.html",
        "tags/index.html": "groups.html",
        "introductions.html": "introductions.html",
        "ledger.html": "ledger.html",
        "history/index.html": "history.html",
        "history/2026.html": "history.html",
        "history/2026-10.html": "month.html",
        "review.html": "review.html",
        "help.html": "help.html",
        "404.html": "404.html",
        "about.html": "about.html",
        "overdue.html": "overdue.html",
        "coverage.html": "coverage.html",
        "index.html": "today.html",
        "problems.html": "problems.html",
    }
    assert len(pages(FILES)) == 23


def test_an_empty_vault_has_its_sections() -> None:
    """Without people every section is there all the same."""
    assert [page.url for page in pages({})] == [
        "people/index.html", "teams/index.html", "companies/index.html", "places/index.html",
        "tags/index.html", "introductions.html", "ledger.html", "history/index.html",
        "review.html", "help.html", "404.html", "overdue.html", "coverage.html", "index.html",
        "about.html", "problems.html"]


def test_problems_come_last() -> None:
    """Today, About and Problems are drawn when all others are, for they know every problem."""
    assert [page.url for page in pages(FILES)][-3:] == [
        "index.html", "about.html", "problems.html"]


def test_the_page_of_no_page_leads_on_from_anywhere() -> None:
    """404 is shown at any address, so its links start at the top of the server."""
    page = next(page for page in pages(FILES) if page.url == "404.html")

    assert page.frame.root == "/"


@pytest.mark.parametrize("url", ["index.html", "overdue.html", "coverage.html", "people/ana.html",
                                 "people/index.html", "teams/acme.html", "history/2026-10.html",
                                 "ledger.html", "introductions.html", "companies/globex.html"])
def test_every_page_leads_to_every_section(url: str) -> None:
    """The frame has the way to the root, and links to the sections, the page's own marked."""
    page = next(page for page in pages(FILES) if page.url == url)
    current = {"index.html": "Today", "overdue.html": "Overdue", "people": "People",
               "coverage.html": "Coverage", "teams": "Teams", "history": "History",
               "ledger.html": "People", "introductions.html": "People",
               "companies": "Teams"}[url.partition("/")[0]]
    root = "../" if "/" in url else ""
    links = [f'<a href="{root}{address}"{" aria-current=" if name == current else ""}'
             + ('"page"' if name == current else "") + f">{name}</a>"
             for name, address in (
                 ("Today", "index.html"), ("Overdue", "overdue.html"),
                 ("People", "people/index.html"), ("Teams", "teams/index.html"),
                 ("History", "history/index.html"), ("Coverage", "coverage.html"))]

    assert (page.frame.root, page.frame.sections, page.frame.language, page.frame.site) == (
        root, "\n".join(links), "en", "Kim’s network")


@pytest.mark.parametrize(("problems", "linked"), [
    ([], ["problems.html"]),
    ([WARNING], ["index.html", "problems.html"]),
    ([WARNING._replace(level=Level.ERROR)], ["index.html", "problems.html"]),
    ([WARNING._replace(level=Level.HINT)], ["problems.html"]),
])
def test_the_way_to_problems_is_on_today(problems: list[Problem], linked: list[str]) -> None:
    """Only Today leads to Problems, and only if there are some; other pages stay the same."""
    found = [page.url for page in pages(FILES, *problems) if "Problems" in page.frame.sections]

    assert found == linked


@pytest.mark.parametrize(("owner", "name"), [
    ("", "My network"),
    ("   ", "My network"),
    ("Kim Example", "Kim’s network"),
    ("山田 太郎", "山田’s network"),
    ("<b>", "<b>’s network"),
])
def test_a_site_is_named_after_its_owner(owner: str, name: str) -> None:
    """The site's name is the owner's first, or anybody's."""
    assert site_name(Settings(owner=owner)) == name
