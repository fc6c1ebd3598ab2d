"""The pages of what changed in the facts."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from netsite.build import build
from netsite.network.facts import Commit, Fact, Step, changes_of
from netsite.pages.changes import (
    ChangesView,
    CommitRow,
    FactRow,
    changes_of_person,
    changes_views,
)
from netsite.pages.lines import Picture, Ref
from netsite.pages.pieces import facts
from netsite.pages.site import list_drafts, person_drafts
from netsite.pages.slices import Slices
from tests.drawing import TODAY, drafted, picture, shared_of, tallies_of
from tests.pages import dead_links, faults, parse_errors, site
from tests.reading import person
from tests.repos import commit, repository, with_ana, write

FILES = {"contacts/ana.md": person(), "contacts/bo.md": person(name="Bo Chen"),
         "contacts/crew.md": person("kind: group", name="The Crew")}
ANA, BO = Ref("Ana Silva", "people/ana.html"), Ref("Bo Chen", "people/bo.html")


def drawn(*commits: Commit) -> Picture:
    """Make what pages are drawn from, with a history."""
    return replace(picture(FILES), changes=changes_of(commits))


def step(name: str, *facts: tuple[str, str, str], before: str | None = None) -> Step:
    """Make what a commit did to somebody's file; facts as key, before, after."""
    path = f"contacts/{name}.md"
    return Step(path if before is None else before, path, tuple(Fact(*fact) for fact in facts))


def made(day: str, *steps: Step, author: str = "Kim", subject: str = "why") -> Commit:
    """Make a commit of a day, or one to come."""
    return Commit(f"{day}0123456789" if day else "", day, author, subject, steps)


def only_view(*commits: Commit) -> ChangesView:
    """Give the one page of changes."""
    ((url, view),) = changes_views(drawn(*commits))
    assert url == "changes.html"
    return view


def of_ana(*commits: Commit) -> tuple[tuple[CommitRow, ...], int]:
    """Give what changed in Ana's file."""
    return changes_of_person(drawn(*commits), "ana")


def test_a_person_has_their_own_changes() -> None:
    """Day, commit, subject and facts of each commit that changed their file, the newest first."""
    rows, left_out = of_ana(
        made("2026-10-02", step("ana", ("role", "a", "b"), ("company", "", "Globex")),
             step("bo", ("role", "x", "y"))),
        made("2026-10-01", step("ana", before="")))

    assert left_out == 0
    assert rows == (
        CommitRow("2026-10-02", "2026-10", "why", "", (
            (ANA, (FactRow("role", "a", "b", ""), FactRow("company", "", "Globex", "new"))),),
                  (), 0),
        CommitRow("2026-10-01", "2026-10", "why", "", ((ANA, (FactRow("added", "", "", ""),)),),
                  (), 0))


@pytest.mark.parametrize(("fact", "row"), [
    (("role", "a", ""), FactRow("role", "a", "", "removed")),
    (("role", "x" * 200, "b"), FactRow("role", "x" * 158 + " …", "b", "")),
])
def test_a_fact_in_words(fact: tuple[str, str, str], row: FactRow) -> None:
    """What is gone is said to be; a long value is cut."""
    rows, _ = of_ana(made("2026-10-02", step("ana", fact)))

    assert rows[0].people[0][1] == (row,)


def test_a_file_in_words() -> None:
    """A file that was renamed shows both its names; one that is gone shows as removed."""
    view = only_view(made("2026-10-03", Step("contacts/old.md", "", ())),
                     made("2026-10-02", step("ana", before="contacts/a.md")))

    assert [commit.people for day in view.days for commit in day.commits] == [
        ((Ref("old", ""), (FactRow("removed", "", "", ""),)),),
        ((ANA, (FactRow("renamed", "a.md", "ana.md", ""),)),)]


def test_who_did_it_is_said_where_there_are_several() -> None:
    """With one author the name would say nothing."""
    one = of_ana(made("2026-10-02", step("ana", ("role", "a", "b"))))
    two = of_ana(made("2026-10-02", step("ana", ("role", "a", "b"))),
                 made("2026-10-01", step("bo", before=""), author="Bo"))

    assert ([row.author for row in one[0]], [row.author for row in two[0]]) == ([""], ["Kim"])


def test_changes_are_told_by_day() -> None:
    """What is not committed stands first, then the days, each with its commits and people."""
    view = only_view(
        made("", step("ana", ("role", "b", "c"))),
        made("2026-10-02", step("ana", ("role", "a", "b")), step("crew", ("name", "x", "y"))),
        made("2026-10-01", step("bo", before="")))

    assert [(day.iso, day.words, [[ref.name for ref, _ in commit.people] for commit in day.commits])
            for day in view.days] == [
        ("", "Not committed yet", [["Ana Silva"]]),
        ("2026-10-02", "2 October 2026", [["Ana Silva", "The Crew"]]),
        ("2026-10-01", "1 October 2026", [["Bo Chen"]])]
    assert (view.title, view.total, view.years, view.pages, view.left_out) == (
        "Changes", 4, (), (), 0)


def test_many_files_that_were_added_at_once_are_one_row() -> None:
    """The first commit of a vault is not a page of its own."""
    view = only_view(made("2026-10-01", *(step(f"p{number:02}", before="") for number in range(40)),
                          step("ana", before="")))
    (row,) = view.days[0].commits

    assert (len(row.added), row.more, row.people, view.total) == (12, 29, (), 41)


def many(number: int, year: int) -> Iterable[Commit]:
    """Make as many commits in a year, with values that take room."""
    return (Commit(f"{index:040}", f"{year}-{12 - index % 12:02}-01", "Kim", "why",
                   (step("ana", ("role", "<" * 160, "&" * 160)),)) for index in range(number))


def test_a_long_history_is_told_by_year() -> None:
    """What does not fit on one page stands on one or more pages a year, each commit once."""
    pages = dict(changes_views(drawn(*many(5, 2026), *many(400, 2025))))

    assert [*pages] == ["changes.html", "changes/2026.html", "changes/2025.html",
                        *(f"changes/2025-page-{number}.html" for number in range(2, 7))]
    assert [(view.title, view.total, view.here) for view in [*pages.values()][1:4]] == [
        ("Changes in 2026", 5, "page 1"), ("Changes in 2025", 400, "page 1"),
        ("Changes in 2025", 400, "page 2")]
    assert sum(1 for url, view in pages.items() if "2025" in url for day in view.days
               for commit in day.commits for _ in commit.people) == 400


def test_a_person_with_a_long_history_shows_the_newest() -> None:
    """The page stays small, and says how many commits it leaves out."""
    rows, left_out = of_ana(*many(400, 2025))

    assert (0 < len(rows) < 100, left_out > 0) == (True, True)


def test_no_page_grows_over_its_limit() -> None:
    """Whatever is in a history, its pages and those of people stay below 300 kB."""
    from netsite.pages.render import Renderer

    view = drawn(*many(900, 2025), made("2024-01-01", *(
        step(f"p{number}", ("k" * 500, "<" * 999, "é" * 999)) for number in range(1000))),
        made("", *(step(f"q{number}", ("role", "", "&" * 999)) for number in range(1000))))
    renderer = Renderer(None)
    drafts = (*person_drafts(view, ["ana"]),
              *list_drafts(view, shared_of(view), tallies_of(view), Slices()))
    sizes = {page.url: len(renderer.data(page)) for page in drafted(*drafts)}

    assert {url: size for url, size in sizes.items() if size > 300_000} == {}
    assert len([url for url in sizes if url.startswith("changes")]) > 5


def test_without_a_history_there_is_no_page() -> None:
    """A vault without git has no page of changes, no section and no link to it."""
    without = picture(FILES)

    assert ([*changes_views(without)], changes_of_person(without, "ana")) == (
        [], ((), 0))
    drafts = list_drafts(without, shared_of(without), tallies_of(without), Slices())
    assert [page.url for page in drafted(*drafts)
            if "changes" in page.url or "Changes" in page.frame.sections] == []


def test_a_fact_is_drawn_escaped() -> None:
    """Before and after with an arrow; what is new or gone with a word; the file's fate alone."""
    assert facts([FactRow("a<", "b<", "c<", ""), FactRow("role", "", "<i>", "new"),
                  FactRow("role", "<i>", "", "removed"), FactRow("added", "", "", "")]).split(
        "\n") == [
        f'<span class="fact"><span class="kind">{html}</span>' for html in (
            'a&lt;</span> <span class="was">b&lt;</span> → c&lt;',
            'role</span> &lt;i&gt; <span class="soft">new</span>',
            'role</span> <del>&lt;i&gt;</del> <span class="soft">removed</span>', "added</span>")]


# The site


def test_the_site_of_a_repository(tmp_path: Path) -> None:
    """Each page leads to Changes; a person's page tells theirs, what is not committed too."""
    root = with_ana(tmp_path / "vault")
    write(root, {"contacts/ana.md": person("role: Boss")})
    build(root, TODAY)
    pages = site(root / "site")

    assert [url for url, html in pages.items() if 'changes.html"' not in html] == []
    assert ("Director</span> → Boss" in pages["people/ana.html"],
            "not committed yet" in pages["people/ana.html"],
            "Engineer</span> → Director" in pages["changes.html"],
            "Not committed yet" in pages["changes.html"]) == (True,) * 4


def test_a_history_is_data(tmp_path: Path) -> None:
    """Subjects, authors, names and old values can write no HTML, and no page is broken by them."""
    bad = "<script>alert(1)</script>\"'&<b>\x1b]0;\u202e"
    root = repository(tmp_path / "vault")
    quoted = bad.replace('"', "").replace("'", "").replace("\x1b", "").replace("\u202e", "")
    commit(root, {f"contacts/{name}.md": person(f'role: "{quoted}"', name=name)
                  for name in ("ana", "bo <i>")}, bad)
    commit(root, {"contacts/ana.md": person(f'company: "{quoted}"', f'"{quoted}": x'),
                  "contacts/bo <i>.md": None}, bad, author="u>Kim")
    commit(root, {"contacts/ana.md": person("teams: ['<s>']")}, bad, author="Bo & Co")
    build(root, TODAY)
    pages = site(root / "site")
    files = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*")}

    assert [url for url, html in pages.items() if "<script>" in html or "<u>" in html] == []
    assert (parse_errors(pages), faults(pages), dead_links(pages, files)) == ([], [], [])


def test_a_build_over_another_keeps_pages_that_stay(tmp_path: Path) -> None:
    """A change of one person writes their page, Changes and About, and no other person's."""
    root = with_ana(tmp_path / "vault")
    commit(root, {"contacts/bo.md": person(name="Bo Chen")}, "Bo")
    build(root, TODAY)
    write(root, {"contacts/bo.md": person("pronouns: he", name="Bo Chen")})

    assert build(root, TODAY).written == 3
