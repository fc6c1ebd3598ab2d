"""All pages in one file: whole, valid, and every link in it leads somewhere in it."""

import json
import re
from base64 import b64decode
from pathlib import Path
from zlib import decompress

import pytest
from click.testing import CliRunner

from netsite.cli import main
from netsite.pages.onefile import MARK, one_file
from netsite.pages.turned import page_id
from netsite.single import single
from tests.conftest import MakeVault
from tests.drawing import TODAY
from tests.pages import Reader, parse_errors
from tests.reading import person

ROOT = Path(__file__).resolve().parent.parent
FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person("teams: [acme]", notes='see href="x" & id="y"',
                              history=("- 2026-08-02 call: hello",)),
    "contacts/山田.md": person("introduced_by: ana", name="山田 太郎"),
}


def page(main_: str, title: str = "T", head: str = "") -> str:
    """Write a page as the templates would."""
    return (f"<!doctype html>\n<html><head><title>{title}</title>{head}</head><body>"
            f'<main id="main" class="x">{main_}</main></body></html>')


def built(vault: MakeVault, files: dict[str, str | bytes]) -> str:
    """Build a vault into one file."""
    root = vault(files)
    single(root, TODAY, str(root / "phone.html"))
    return (root / "phone.html").read_text(encoding="utf-8")


def dead(html: str) -> list[str]:
    """Links in a document that lead nowhere in it, and what it would load."""
    reader = Reader(html)
    return [lead for lead in reader.leads
            if lead.startswith("#") and lead[1:] not in reader.ids] + [
        lead for lead in reader.leads
        if not re.match(r"#|https?:|mailto:|tel:|sms:|geo:|data:|vscode:", lead)] + [
        load for load in reader.loads if not load.startswith("data:")]


def test_the_demo_becomes_one_whole_file(tmp_path: Path) -> None:
    """It is valid, all its links lead somewhere in it, no id stands twice, nothing is loaded."""
    made = single(ROOT, TODAY, str(tmp_path / "net.html"))
    html = made.file.read_text(encoding="utf-8")
    ids = Reader(html).ids

    assert (parse_errors({"net.html": html}), dead(html)) == ([], [])
    assert (len(ids), made.problems) == (len({*ids}), ())
    assert html.count("<article id=") == made.pages
    assert (html.count("<main"), html.count("<h1")) == (1, made.pages)


def test_the_same_vault_gives_the_same_file(vault: MakeVault) -> None:
    """A second time nothing differs, and the file is left alone."""
    first = built(vault, FILES)
    file = vault({}) / "phone.html"
    before = file.stat().st_mtime_ns

    assert (built(vault, FILES), file.stat().st_mtime_ns) == (first, before)


def test_texts_stay_as_they_are(vault: MakeVault) -> None:
    """What looks like an attribute in a note is none, and names of all scripts have pages."""
    html = built(vault, FILES)

    assert 'see href="x" &amp; id="y"' in html
    assert ('href="#people_山田"' in html, 'id="people_山田"' in html) == (True, True)


def test_a_style_of_ones_own_is_in_it_with_its_pictures(vault: MakeVault) -> None:
    """Style sheets are taken in, and what they load becomes data: addresses."""
    html = built(vault, FILES | {
        "templates/static/user.css": "h1 { background: url('dot.svg') } p { top: url(https://x) }",
        "templates/static/dot.svg": "<svg/>"})

    assert 'h1 { background: url("data:image/svg+xml;base64,PHN2Zy8+") } p { top: none }' in html


def test_what_a_template_leaves_open_ends_with_its_page(vault: MakeVault) -> None:
    """No page breaks into the next, whatever its template leaves open or closes too often."""
    html = built(vault, FILES | {"templates/person.html": (
        "<html><body><main><h1>{{ view.name }}</h1></div></section><div><p>open<b>"
        "<script>alert(1)</script><a href='../index.html#nowhere'>x</a></main></article>")})

    assert ('<p>open<b><a href="#s1-nowhere">x</a></b></p></div>\n</article>' in html,
            "alert(1)" in html) == (True, False)


@pytest.mark.parametrize(("link", "turned"), [
    ('<a href="people/ana.html">a</a>', '<a href="#people_ana">a</a>'),
    ('<a href="people/ana.html#history">a</a>', '<a href="#s2-history">a</a>'),
    ('<a href="#soon">a</a>', '<a href="#s1-soon">a</a>'),
    ('<a href="people/%61na.html">a</a>', '<a href="#people_ana">a</a>'),
    ('<a href="https://example.com/?a=1&amp;b">a</a>',
     '<a href="https://example.com/?a=1&amp;b">a</a>'),
    ('<a href="gone.html">a</a>', "<a>a</a>"),
    ('<a href="../../etc/passwd">a</a>', "<a>a</a>"),
    ('<img src="p/x.png" alt="">', '<img src="data:image/png;base64,AAE=" alt="">'),
    ('<img src="p/gone.png" alt="">', '<img alt="">'),
    ('<p aria-labelledby="a b"></p>', '<p aria-labelledby="s1-a s1-b"></p>'),
    ("<table><tr><td>1<td>2</tr></table>", "<table><tr><td>1<td>2</tr></table>"),
    ("<ul><li>1<ul><li>2</li></ul></li><li>3</li></ul>", "<ul><li>1<ul><li>2</ul><li>3</ul>"),
    ('<section data-only="site"><p>x</p></section><p>y</p>', "<p>y</p>"),
    ('<svg viewBox="0 0 1 1"><path fill="url(#g)"/></svg>',
     '<svg viewBox="0 0 1 1"><path fill="url(#s1-g)"/></svg>'),
    ("<p title='&quot;&lt;'>&amp;&#38;&lt;</p>", '<p title="&quot;&lt;">&amp;&#38;&lt;</p>'),
])
def test_links_and_ids_are_those_of_the_document(link: str, turned: str) -> None:
    """Links to pages become #ids, files data, ids their page's; the rest stays as it is."""
    html = one_file({"index.html": page(link), "people/ana.html": page("b")},
                    {"p/x.png": b"\0\1"})

    assert f'data-section="">\n{turned}\n</article>' in html


def test_scripts_are_taken_in_once_and_allowed_by_their_hashes() -> None:
    """What pages load from the site is in it, in their order, with what it is told, each once."""
    own = '<script src="../static/a.js" defer data-soon="9"></script>'
    html = one_file({
        "index.html": page("a", head='<script src="https://example.com/x.js"></script>'),
        "people/ana.html": page("b", head=own + '<script src="../static/b.js"></script>'),
        "people/bo.html": page("c", head=own + "<script>alert(1)</script>")},
        {"static/a.js": b'"</script><!--"', "static/b.js": b"1;"})

    assert ('<script data-soon="9">"\\x3c/script>\\x3c!--"</script>\n<script>1;</script>\n</body>'
            in html)
    assert (html.count("<script"), "alert(1)" in html) == (3, False)


def test_what_scripts_load_is_packed(vault: MakeVault) -> None:
    """What is searched and what later days bring is in it by name, with links of the document."""
    html = built(vault, FILES)
    packs = {name: json.loads(decompress(b64decode(data))) for name, data in re.findall(
        r'<script type="application/zlib" data-pack="([^"]+)">([^<]+)</script>', html)}

    assert {*packs} == {"search/index", "search/people", "search/texts", "days/today"}
    assert [row[:2] for row in packs["search/people"]["search/people-0"]["people"]] == [
        ["people/ana", "Ana Silva"], ["people/山田", "山田 太郎"]]
    assert "people/" not in json.dumps(packs["days/today"])


def test_ids_of_pages_differ() -> None:
    """Pages whose addresses look alike have ids of their own."""
    urls = ["people-a.html", "people/a.html", "people/letters/a.html", "people/letters_a.html",
            "people/letters-a.html", "people/s1-a.html"]

    assert len({page_id(url) for url in urls}) == len(urls)


@pytest.mark.parametrize("name", [
    "contacts/x.html", "templates/x.html", "site/x.html", "x.txt", "gone/x.html", "mine.html",
    "folder.html"])
def test_nothing_of_the_users_is_written_over(vault: MakeVault, name: str) -> None:
    """A file among one's own, among the site's, or made by somebody else is refused."""
    root = vault(FILES | {"mine.html": "mine", "folder.html/x": "", "templates/base.css": ""})
    result = CliRunner().invoke(main, ["-C", str(root), "build", "--no-cache", "--single-file",
                                       str(root / name)])

    assert (result.exit_code, (root / "mine.html").read_text()) == (2, "mine")


def test_a_file_of_its_own_is_written_anew(vault: MakeVault) -> None:
    """The usual file is beside the site's folder; the site itself is not touched."""
    root = vault(FILES)
    for _ in range(2):
        result = CliRunner().invoke(main, ["-C", str(root), "build", "--no-cache",
                                           "--single-file", "--today", "2026-11-23"])
        assert result.exit_code == 0
    assert MARK in (root / "site.html").read_text(encoding="utf-8")
    assert (result.output.startswith("2 people, "), result.output.endswith(
        f"open {root / 'site.html'}\n"), (root / "site").exists()) == (True, True, False)


@pytest.mark.parametrize("option", [["--output", "x"], ["--watch"]])
def test_one_file_is_not_a_site(vault: MakeVault, option: list[str]) -> None:
    """Options that are about a folder or a watch are refused with it."""
    result = CliRunner().invoke(main, ["-C", str(vault(FILES)), "build", *option, "--single-file"])

    assert (result.exit_code, "--single-file writes one file" in result.output) == (2, True)
