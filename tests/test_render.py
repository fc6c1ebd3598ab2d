"""Pages to HTML: the user's templates over the shipped ones, and values that stay values."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from markupsafe import Markup

from netsite.build import build
from netsite.pages.history import HistoryView
from netsite.pages.render import Renderer, shipped_templates
from netsite.pages.site import Frame, Page
from netsite.problems import Level, Problem
from netsite.report import Report
from tests.conftest import MakeVault
from tests.drawing import TODAY
from tests.reading import person

FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person("teams: [acme]", history=("- 2026-10-02 call: hello",)),
    "contacts/bo.md": person(name="Bo Chen"),
}
STANDS_IN = "the shipped template stands in"


def built(root: Path) -> tuple[Report, dict[str, str]]:
    """Build a vault; give the report and every page by its address."""
    report = build(root, TODAY)
    pages = {path.relative_to(report.folder).as_posix(): path.read_text(encoding="utf-8")
             for path in sorted(report.folder.rglob("*.html"))}
    return report, pages


def with_template(vault: MakeVault, templates: Mapping[str, str | bytes]) -> Path:
    """Make a vault with templates of the user's own."""
    return vault(FILES | {f"templates/{name}": text for name, text in templates.items()})


def plain(vault: MakeVault) -> dict[str, str]:
    """Give the pages as the shipped templates draw them."""
    return built(vault(FILES))[1]


def test_the_shipped_templates_are_there() -> None:
    """The shipped templates are found beside the package or in it, with the style sheet."""
    names = {path.name for path in shipped_templates().iterdir()}

    assert {"base.html", "person.html", "today.html", "static"} <= names


def test_a_users_template_lies_over_the_shipped_one(vault: MakeVault) -> None:
    """A template of the user's own draws its pages, and the others stay as they are."""
    shipped = plain(vault)
    report, pages = built(with_template(
        vault, {"person.html": "<p>{{ view.name }} is {{ view.words }}</p>\n"}))

    assert report.problems == ()
    assert pages == shipped | {
        "people/ana.html": '<p>Ana Silva is in touch; due <time datetime="2027-01-02">'
                           "2 January 2027</time></p>\n",
        "people/bo.html": "<p>Bo Chen is no contact yet</p>\n"}


def test_a_users_template_may_build_on_the_shipped_ones(vault: MakeVault) -> None:
    """A template can extend the shipped base, use its macros, and draw links and dated lines."""
    _, pages = built(with_template(vault, {"person.html": (
        '{% extends "base.html" %}{% import "macros.html" as show %}'
        "{% block title %}{{ view.name }}{% endblock %}"
        "{% block main %}<h1>{{ link(view.chips[0][0], frame.root) if view.chips }}</h1>"
        "{{ show.pages_of_people(frame.root, 'Everybody') }}"
        "{% for year, rows in view.years %}{{ lines(rows, frame.root) }}{% endfor %}"
        "{% endblock %}")}))

    html = pages["people/ana.html"]
    assert ('<h1><a href="../teams/acme.html">acme</a></h1><nav class="pages"' in html,
            '</nav><ul class="lines">' in html) == (True, True)


def test_a_users_template_may_draw_rows_of_its_own(vault: MakeVault) -> None:
    """The rows of a list can be looped over, and their fields shown."""
    _, pages = built(with_template(vault, {"people.html": (
        "{% for row in view.rows %}{{ row.ref.name }} {{ row.words }} {{ row.last }} "
        "{{ row.teams | length }};{% endfor %}")}))

    assert pages["people/index.html"] == (
        "Ana Silva in touch 2026-10-02 1;Bo Chen no contact yet  0;")


def test_a_users_base_is_under_every_page(vault: MakeVault) -> None:
    """The user's base.html is what the shipped pages extend."""
    _, pages = built(with_template(
        vault, {"base.html": "ours: {% block main %}{% endblock %}"}))

    assert {page[:6] for page in pages.values()} == {"ours: "}


def test_a_users_style_sheet_lies_over_the_shipped_one(vault: MakeVault) -> None:
    """Files of the user's templates/static are in the site, before the shipped of that name."""
    root = with_template(vault, {"static/style.css": "p {}\n", "static/mine.css": "q {}\n"})
    build(root, TODAY)

    found = {path.name: path.read_text() for path in (root / "site/static").glob("*.css")}
    assert found == {"style.css": "p {}\n", "mine.css": "q {}\n"}


@pytest.mark.parametrize(("text", "shown"), [
    ("\x08", "\ufffd"), ("\t", "\t"), ("\n", "\n"), ("\x0b", "\ufffd"), ("\x0c", "\ufffd"),
    ("\x0e", "\ufffd"), ("\x1f", "\ufffd"), (" ", " "), ("~", "~"), ("\x7f", "\ufffd"),
    ("\x80", "\ufffd"), ("\x9f", "\ufffd"), ("\xa0", "\xa0"), ("\xff", "\xff"),
    ("\ufdcf", "\ufdcf"), ("\ufdd0", "\ufffd"), ("\ufdef", "\ufffd"), ("\ufdf0", "\ufdf0"),
    ("\ufffd", "\ufffd"), ("\ufffe", "\ufffd"), ("\uffff", "\ufffd"), ("\U0001f600", "\U0001f600"),
], ids=ascii)
def test_a_page_has_no_character_that_html_forbids(tmp_path: Path, text: str, shown: str) -> None:
    """Control characters and non-characters are replaced, and no others."""
    (tmp_path / "history.html").write_text("a{{ view.title }}b", encoding="utf-8")
    page = Page("history/index.html", "history.html", Frame("", "en", Markup(), "../"),
                HistoryView(text, 0, ()))
    renderer = Renderer(tmp_path)

    assert renderer.data(page) == f"a{shown}b".encode()


@pytest.mark.parametrize(("text", "place", "message"), [
    ("{{ view.name }\n", 1, "“}” cannot stand here"),
    ("one\ntwo\n{% if view.name %}\nthree\n", 4, "the tag “if” is never closed"),
    ("one\n{{ view.nmae }}\n", 2, "a PersonView has no “nmae”; “name” is near"),
    ("one\n\n{{ nothing }}\n", 3, "there is nothing called “nothing”"),
    ("{{ 1 // 0 }}", 1, "it divides by zero"),
    ("a\n{{ view.facts[99].name }}", 2, "no element 99"),
    ("a\n{{ view.name + 1 }}", 2, "str"),
    ("a\n{{ view.name | nonesuch }}", 2, "there is no filter “nonesuch”"),
    ('a\n{% include "gone.html" %}', 2, "gone.html"),
    ('a\n{% include "../../contacts/ana.md" %}', 2, "ana.md"),
    ('a\n{% include "/etc/hostname" %}', 2, "hostname"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "it calls itself without end"),
    ("{% for n in range(10 ** 9) %}{% endfor %}", 1, "range"),
    ("a\n{{ 'x' * 10 ** 15 }}", 2, "too large"),
])
def test_a_fault_in_a_users_template_is_a_problem(
    vault: MakeVault, text: str, place: int, message: str,
) -> None:
    """The problem has the template's file and line; the shipped one draws the page."""
    shipped = plain(vault)
    report, pages = built(with_template(vault, {"person.html": text}))
    found, = report.problems

    assert (found.path, found.line, found.level, found.hint) == (
        "templates/person.html", place, Level.ERROR, STANDS_IN)
    assert found.message.startswith("the template failed: ")
    assert message in found.message
    assert {url for url in pages if pages[url] != shipped[url]} == {"index.html", "problems.html"}
    assert "templates/person.html" in pages["problems.html"]


def test_a_fault_in_a_part_is_told_where_it_is(vault: MakeVault) -> None:
    """A fault in a template that others import is told with that one's file and line."""
    report, _ = built(with_template(vault, {
        "person.html": '{% extends "base.html" %}{% block main %}{% include "part.html" %}'
                       "{% endblock %}",
        "part.html": "\n\n{{ nothing }}"}))

    assert [str(problem) for problem in report.problems] == [
        "templates/part.html:3:1: error: the template failed: there is nothing called “nothing”"]


def test_a_template_that_is_not_utf_8_is_a_problem(vault: MakeVault) -> None:
    """A template in another encoding is told, and the shipped one draws the page."""
    shipped = plain(vault)
    report, pages = built(with_template(vault, {"person.html": "caf\xe9".encode("latin-1")}))

    assert ([(problem.path, problem.level) for problem in report.problems],
            pages["people/bo.html"]) == (
        [("templates/person.html", Level.ERROR)], shipped["people/bo.html"])


@pytest.mark.parametrize("text", [
    "{{ ''.__class__.__mro__ }}",
    "{{ view.__class__.__init__.__globals__ }}",
    "{{ lines.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.format.__self__.__class__ }}",
    "{{ '{0.__class__.__mro__}'.format(view) }}",
    "{% set x = [] %}{{ x.append(1) }}",
    "{% set x = {} %}{{ x.update(a=1) }}",
    "{{ view.years[0][1].clear() }}",
])
def test_a_users_template_runs_in_a_sandbox(vault: MakeVault, text: str) -> None:
    """A template of somebody else gets at nothing but what it is shown, and changes none of it."""
    report, _ = built(with_template(vault, {"person.html": f"<p>{text}</p>"}))

    assert {(problem.path, problem.hint) for problem in report.problems} == {
        ("templates/person.html", STANDS_IN)}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links here")
def test_a_template_that_leads_outside_is_not_followed(vault: MakeVault, tmp_path: Path) -> None:
    """A link in templates/ cannot bring what lies outside the vault into the site."""
    secret = tmp_path / "secret.html"
    secret.write_text("a secret")
    root = with_template(vault, {"static/own.css": "p {}\n"})
    (root / "templates/person.html").symlink_to(secret)
    (root / "templates/static/secret.css").symlink_to(secret)
    _, pages = built(root)

    assert ({url for url, page in pages.items() if "a secret" in page},
            (root / "site/static/secret.css").exists()) == (set(), False)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links here")
def test_a_folder_of_templates_that_leads_outside_is_not_followed(
    vault: MakeVault, tmp_path: Path,
) -> None:
    """Where templates/ itself is a link out of the vault, the shipped templates draw the pages."""
    shipped = plain(vault)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "person.html").write_text("from outside")
    root = vault(FILES)
    (root / "templates").symlink_to(outside)

    assert built(root)[1] == shipped


NAMES = ["{{ 7*7 }}", "{% raise %}", "{# gone #}", "{{ view }}", "<script>alert(1)</script>",
         "'\"><b>x</b>", "&amp; & &lt;", "{{ ''.__class__ }}", "%7B%7B7*7%7D%7D"]


@pytest.mark.parametrize("name", NAMES)
def test_values_are_never_compiled(vault: MakeVault, name: str) -> None:
    """Whatever a name says, the pages show it as it is written."""
    quoted = "'" + name.replace("'", "''") + "'"
    shown = (name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
             .replace("'", "&#39;").replace('"', "&#34;"))
    _, pages = built(vault({"contacts/ana.md": (
        f"---\nname: {quoted}\ncompany: {quoted}\nrole: {quoted}\ntags: [{quoted}]\n"
        f"own: {quoted}\nteams: [{quoted}]\n---\n")}))
    page = pages["people/ana.html"]

    assert (f"<h1>{shown}</h1>" in page, f"<title>{shown} – My network</title>" in page,
            "<script>alert" in page, "49" in page) == (True, True, False, False)


@pytest.mark.parametrize("name", NAMES)
def test_values_are_not_compiled_by_a_users_template(vault: MakeVault, name: str) -> None:
    """A user's template shows values as they are written too."""
    quoted = "'" + name.replace("'", "''") + "'"
    root = vault({"contacts/ana.md": f"---\nname: {quoted}\n---\n",
                  "templates/person.html": "{{ view.name }}|{{ view.name | upper }}"})
    shown = (name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
             .replace("'", "&#39;").replace('"', "&#34;"))

    assert built(root)[1]["people/ana.html"].startswith(f"{shown}|")


def test_without_templates_of_their_own_a_user_has_the_shipped_files(tmp_path: Path) -> None:
    """An empty folder of templates changes nothing."""
    renderer = Renderer(tmp_path)

    assert (renderer.problems, [name for name, _ in renderer.static_files()]) == (
        [], ["static/copy.js", "static/days.js", "static/filter.js", "static/netsite.js",
             "static/search.js", "static/style.css", "static/texts.js"])


def test_many_pages_of_one_faulty_template_are_one_problem(vault: MakeVault) -> None:
    """Two people drawn by one faulty template give one problem."""
    report, _ = built(with_template(vault, {"person.html": "{{ nothing }}"}))

    assert report.problems == (Problem(
        "templates/person.html", 1, 1, Level.ERROR,
        "the template failed: there is nothing called “nothing”", STANDS_IN),)


def test_a_faulty_last_page_is_told(vault: MakeVault) -> None:
    """A fault in the template of Problems is in the report, though its page is already drawn."""
    report, pages = built(with_template(vault, {"problems.html": "{{ nothing }}"}))

    assert ([problem.path for problem in report.problems], "<h1>Problems</h1>" in
            pages["problems.html"]) == (["templates/problems.html"], True)


# What a user's own templates may do


def test_a_users_template_may_change_one_block_of_the_shipped_one(vault: MakeVault) -> None:
    """`netsite/` before a name is the shipped template, whose blocks can be replaced."""
    shipped = plain(vault)
    report, pages = built(with_template(vault, {"person.html": (
        '{% extends "netsite/person.html" %}{% block main %}{{ super() }}<p>more</p>'
        "{% endblock %}")}))

    assert report.problems == ()
    assert pages["people/ana.html"] == shipped["people/ana.html"].replace(
        "</main>", "<p>more</p></main>")
    assert pages["overdue.html"] == shipped["overdue.html"]


def test_a_users_base_may_build_on_the_shipped_one(vault: MakeVault) -> None:
    """A base of one's own under the shipped pages can replace a block of the shipped base."""
    report, pages = built(with_template(vault, {"base.html": (
        '{% extends "netsite/base.html" %}{% block head %}<meta name="x" content="y">'
        "{% endblock %}")}))

    assert report.problems == ()
    assert {page.count('<meta name="x" content="y">') for page in pages.values()} == {1}


def test_a_style_of_ones_own_is_loaded_after_the_shipped_one(vault: MakeVault) -> None:
    """Pages load static/user.css of the user's templates, if it is there."""
    _, pages = built(with_template(vault, {"static/user.css": ":root { --accent: #a33; }\n"}))

    assert ('static/style.css">\n<link rel="stylesheet" href="../static/user.css">'
            in pages["people/ana.html"], "user.css" in plain(vault)["index.html"]) == (True, True)


def test_pages_that_no_template_of_the_users_touches_are_drawn_without_a_sandbox(
    vault: MakeVault,
) -> None:
    """The sandbox draws the pages that need a template of the user's, and no others."""
    root = with_template(vault, {"macros.html": '{% extends "netsite/macros.html" %}'})
    renderer = Renderer(root / "templates")

    assert {name: renderer._is_theirs(name) for name in ("person.html", "overdue.html")} == {  # noqa: SLF001
        "person.html": False, "overdue.html": True}


@pytest.mark.parametrize(("text", "words"), [
    ('{% extends "person.html" %}', "this extends itself; the shipped one is called"),
    ("x" * (1 << 20) + "x", "longer than 1 MB"),
])
def test_a_template_that_cannot_be_used_is_a_problem(
    vault: MakeVault, text: str, words: str,
) -> None:
    """What is no template is told at its first line."""
    report, pages = built(with_template(vault, {"person.html": text}))
    found, = report.problems

    assert (found.path, found.line, words in found.message) == ("templates/person.html", 1, True)
    assert "<h1>Bo Chen</h1>" in pages["people/bo.html"]


def test_a_folder_in_place_of_a_template_is_a_problem(vault: MakeVault) -> None:
    """A folder that is called as a template is told, and the shipped one draws the page."""
    report, _ = built(with_template(vault, {"person.html/x": ""}))

    assert [str(problem) for problem in report.problems] == [
        "templates/person.html:1:1: error: the template failed: this is a folder, not a file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_place_of_a_template_is_not_waited_for(vault: MakeVault) -> None:
    """A pipe is told, and nobody waits for its writer; so is one among static files."""
    root = with_template(vault, {"static/a.css": ""})
    os.mkfifo(root / "templates/person.html")
    os.mkfifo(root / "templates/static/pipe.css")
    report, _ = built(root)

    assert [problem.path for problem in report.problems] == [
        "templates/person.html", "templates/static/pipe.css"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links here")
def test_a_template_that_is_led_elsewhere_is_noticed(vault: MakeVault) -> None:
    """Where a link among templates leads to another one, its pages are drawn anew."""
    root = with_template(vault, {"a.html": "one", "b.html": "two"})
    link = root / "templates/person.html"
    link.symlink_to("a.html")
    before = Renderer(root / "templates").fingerprint()
    link.unlink()
    link.symlink_to("b.html")

    assert (built(root)[1]["people/ana.html"], before ==
            Renderer(root / "templates").fingerprint()) == ("two", False)


def test_a_fault_in_a_shipped_template_for_want_of_a_users_is_told_of_theirs(
    vault: MakeVault,
) -> None:
    """Where a user's macros lack what shipped pages need, the macros are to blame."""
    report, _ = built(with_template(vault, {"macros.html": "{# nothing #}"}))

    assert {problem.path for problem in report.problems} == {"templates/macros.html"}
