"""Every page of every vault is valid HTML, and every link leads somewhere."""

from datetime import date
from pathlib import Path

import pytest

from netsite.build import build
from tests.conftest import MakeVault
from tests.pages import Reader, dead_links, faults, parse_errors, site
from tests.reading import person

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)
VAULTS = {"demo": ROOT, **{path.name: path for path in (ROOT / "tests/vaults").iterdir()}}


@pytest.fixture(scope="module", params=sorted(VAULTS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a vault into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    build(VAULTS[request.param], TODAY, str(folder))
    return folder


def files(folder: Path) -> set[str]:
    """Give every file of a site."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_page_is_valid(built: Path) -> None:
    """A strict HTML parser has nothing to guess in any page."""
    assert parse_errors(site(built)) == []


def test_every_page_is_well_made(built: Path) -> None:
    """Every page has one heading and its policy, no id twice, nothing empty, nothing inline."""
    assert faults(site(built)) == []


def test_every_link_leads_somewhere(built: Path) -> None:
    """Every relative link and #id is in the site, and nothing is loaded from elsewhere."""
    assert dead_links(site(built), files(built)) == []


def test_every_page_can_be_reached(built: Path) -> None:
    """From Today every page is found by following links."""
    pages = site(built)
    seen, open_ = {"index.html"}, ["index.html"]
    while open_:
        url = open_.pop()
        folder = Path(url).parent
        for lead in Reader(pages[url]).leads:
            target = (ROOT / folder / lead.partition("#")[0]).resolve()
            name = target.relative_to(ROOT).as_posix() if target.is_relative_to(ROOT) else ""
            if name in pages and name not in seen:
                seen.add(name)
                open_.append(name)

    assert {*pages} - seen == {"404.html"}


def test_the_demo_has_no_problem(tmp_path: Path) -> None:
    """The vault at the top of the checkout has 46 people and nothing to mend."""
    report = build(ROOT, TODAY, str(tmp_path / "site"))

    assert (report.people, report.problems) == (46, ())


SOON = person(name="Due Soon", history=("- 2026-08-24 call",))
HOSTILE = '"><script>alert(1)</script><b a=\''
ODD = ["plain", HOSTILE, "</title></script></style>", "&amp; &lt;", "]]>", "<!--", "--> x",
       "\u202e", "😀", "x" * 300, "a\u0301\u0302\u0303", "\ufffd", "\x07bell",
       "\x0bvertical", "\x1b[31mred", "\x7f", "\x85", "\u2028", "\ufdd0", "\uffff"]


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_pages_are_valid_whatever_the_files_say(vault: MakeVault, text: str) -> None:
    """Any text in any place of the files leaves the pages valid and their links alive."""
    quoted = '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'
    keys = [f"{key}: {quoted}" for key in (
        "company", "role", "location", "pronouns", "timezone", "uid", "own", "aliases", "phone",
        "cadence")]
    root = vault({
        "netsite.toml": f"owner = {quoted}\nedit_url = 'vscode://file/{{path}}:{{line}}'\n",
        "contacts/ana.md": person(
            *keys, f"tags: [{quoted}]", f"teams: [{quoted}]", f"email: {quoted}",
            f"links: {{{quoted}: {quoted}}}", f"{quoted}: {quoted}", f"dates: {{{quoted}: 2020}}",
            name=quoted, notes=f"{text}\n\n# {text}\n\n- [ ] {text}\n\n[[{text}]] [{text}]({text})",
            history=(f"- 2026-10-02 {text}: said {text}", f"- 2026-10-01 with [[{text}]]: x",
                     "- 2027-01-01 plan: y")),
        "contacts/bo.md": person("introduced_by: ana", name="Bo"),
        "contacts/soon.md": SOON,
        "journal/x.md": f"# {text}\n\n- 2026-09-01 with [[ana]], [[bo]]: {text}\n",
    })
    folder = build(root, TODAY).folder
    pages = site(folder)

    assert (parse_errors(pages), dead_links(pages, files(folder))) == ([], [])


@pytest.mark.parametrize("name", [
    "a b", "a'b", "a&b", "a#b", "a?b", "a%20b", "a:b", "ünï", "山田", "a.b.c", "😀", "-", "index",
    "javascript:alert(1)", "a;b", "=a", "A"])
def test_links_live_whatever_a_file_is_called(vault: MakeVault, name: str) -> None:
    """A person, a group and a journal with an odd name have pages that links reach."""
    root = vault({
        f"contacts/{name}.md": person(f"teams: ['{name.replace(chr(39), chr(39) * 2)} x']"),
        "contacts/bo.md": person(name="Bo", history=(f"- 2026-10-02 with [[{name}]]: x",)),
        "contacts/soon.md": SOON,
        f"contacts/x/{name}-group.md": person("kind: group", "members: [bo]", name="Group"),
        f"journal/{name}.md": "- 2026-10-02 with [[bo]]: x\n",
    })
    folder = build(root, TODAY).folder
    pages = site(folder)

    assert (parse_errors(pages), faults(pages), dead_links(pages, files(folder))) == ([], [], [])


def test_a_large_vault_is_valid(vault: MakeVault) -> None:
    """Lists split by letter and months split by number lead to each other."""
    crowd: dict[str, str | bytes] = {
        f"contacts/p{number:03}.md": person(
            "teams: [everyone]", name=f"{'AÉЖ山4Ø'[number % 6]}n {number}")
        for number in range(300)}
    root = vault(crowd | {"contacts/soon.md": SOON,
                          "journal/2026.md": "- 2026-10-02 with [[p001]]: x\n" * 1400})
    folder = build(root, TODAY).folder
    pages = site(folder)

    assert {"people/letters/a.html", "people/letters/cyrillic.html", "people/letters/han.html",
            "people/letters/latin.html", "people/letters/other.html",
            "history/2026-10-page-3.html"} <= {*pages}
    assert (parse_errors(pages), faults(pages), dead_links(pages, files(folder))) == ([], [], [])


# The checks check


@pytest.mark.parametrize(("html", "found"), [
    ("<p>a</p>", []),
    ("<p>a<div>b</div></p>", ["<div> inside <p>"]),
    ("<ul><p>a</p></ul>", ["<p> in <ul>"]),
    ("<p></p>", ["nothing in <p>"]),
    ("<section>\n</section>", ["nothing in <section>"]),
    ("<p onclick='x'>a</p>", ["onclick on <p>"]),
    ("<p style='x'>a</p>", ["style on <p>"]),
    ("<script>alert(1)</script>", ["an inline script"]),
    ("<time datetime='x'>a</time>", ["the day x"]),
    ("<time>2026-10-02</time> <time datetime='2026-10'>October</time> x", []),
    ("<time>2 October</time>", ["the day 2 October"]),
    ("</p>", ["</p> closes nothing"]),
])
def test_a_reader_finds_what_is_wrong(html: str, found: list[str]) -> None:
    """The reader of pages finds what it is there to find."""
    assert Reader(html).faults == found


@pytest.mark.parametrize(("html", "found"), [
    ('<a href="a.html#x">a</a>', []),
    ('<a href="https://example.com">a</a>', []),
    ('<a href="b.html">a</a>', ["p/a.html: leads to b.html"]),
    ('<a href="a.html#y">a</a>', ["p/a.html: leads to a.html#y"]),
    ('<a href="../p/a.html">a</a>', []),
    ('<a href="//example.com">a</a>', ["p/a.html: leads to //example.com"]),
    ('<a href="javascript:x">a</a>', ["p/a.html: leads to javascript:x"]),
    ('<img src="https://example.com/x.png">', ["p/a.html: loads https://example.com/x.png"]),
    ('<script src="//example.com/x.js"></script>', ["p/a.html: loads //example.com/x.js"]),
    ('<link rel="x" href="c.css">', ["p/a.html: loads c.css"]),
])
def test_a_checker_finds_dead_links(html: str, found: list[str]) -> None:
    """The checker of links finds what it is there to find."""
    assert dead_links({"p/a.html": f'<p id="x">{html}</p>'}, {"p/a.html"}) == found
