"""Pieces of HTML drawn without the template engine."""

import re

import pytest
from markupsafe import Markup

from netsite.languages import tongue_of
from netsite.pages.lines import LineRow, Ref
from netsite.pages.pieces import (
    chips,
    day,
    figures,
    lines,
    link,
    month_cells,
    month_heads,
    month_rows,
    name_in_line,
    names,
    paragraphs,
    shown_day,
    some,
    spark,
    years,
)
from netsite.tongue import ENGLISH

ANA, BO = Ref("Ana Silva", "people/ana.html"), Ref("Bo & Chen", "people/bo.html")
CARL, NOBODY = Ref("Carl Ito", "people/carl.html"), Ref("no <body>", "")
HOSTILE = '"><script>alert(1)</script>'


def line(
    iso: str = "2026-10-02", kind: str = "", who: tuple[Ref, ...] = (),
    without: tuple[Ref, ...] = (), html: str = "", source: str = "", edit: str = "",
    *, quiet: bool = False,
) -> LineRow:
    """Make a row."""
    return LineRow(iso, kind, who, without, html, source, edit, planned=False, quiet=quiet)


def drawn(row: LineRow, root: str = "") -> str:
    """Draw one row, less the list around it and its day."""
    html = lines([row], root)
    match = re.fullmatch(
        r'<ul class="lines">\n<li><time>2026-10-02</time>(.*)</li>\n</ul>', html, re.DOTALL)
    assert match, html
    return match[1]


@pytest.mark.parametrize(("row", "html"), [
    (line(), "<div></div>"),
    (line(kind="coffee"), "<div><b>coffee</b></div>"),
    (line(html="<p>text</p>"), "<div>text</div>"),
    (line(kind="coffee", html="<p>text</p>"),
     "<div><b>coffee</b>: text</div>"),
    (line(kind="walk", who=(ANA,), html="<p>text</p>"),
     ('<div><b>walk</b> with '
      '<a href="people/ana.html">Ana Silva</a>: text</div>')),
    (line(who=(ANA, BO), html="<p>text</p>"),
     ('<div>with <a href="people/ana.html">Ana Silva</a> and '
      '<a href="people/bo.html">Bo &amp; Chen</a>: text</div>')),
    (line(who=(ANA, BO, CARL)),
     ('<div>with <a href="people/ana.html">Ana Silva</a>, '
      '<a href="people/bo.html">Bo &amp; Chen</a> and '
      '<a href="people/carl.html">Carl Ito</a></div>')),
    (line(who=(NOBODY,), without=(BO,)),
     ('<div>with no &lt;body&gt; except '
      '<a href="people/bo.html">Bo &amp; Chen</a></div>')),
    (line(without=(BO,), html="<p>x</p>"),
     '<div>except <a href="people/bo.html">Bo &amp; Chen</a>: x</div>'),
    (line(html="<p>a</p>\n<p>b</p>"),
     '<div><div class="text"><p>a</p>\n<p>b</p></div></div>'),
    (line(kind="call", html="<p>a</p>\n<ul>\n<li>b</li>\n</ul>"),
     ('<div><b>call</b>: '
      '<div class="text"><p>a</p>\n<ul>\n<li>b</li>\n</ul></div></div>')),
    (line(html="<pre>a</pre>"), '<div><div class="text"><pre>a</pre></div></div>'),
    (line(source="journal/2026.md:7"),
     "<div></div><small>journal/2026.md:7</small>"),
    (line(source="line 7", edit="vscode://file/v/a.md:7&x"),
     ('<div></div><small><a href="vscode://file/v/a.md:7&amp;x">line 7</a></small>')),
])
def test_a_line_is_kind_people_text_and_place(row: LineRow, html: str) -> None:
    """A dated line is drawn with what it has; one paragraph stands in the line, more below it."""
    assert drawn(row) == html


def test_links_lead_from_the_page_to_the_root() -> None:
    """A person's link begins with what leads to the site's root."""
    assert drawn(line(who=(ANA,)), "../../") == (
        '<div>with <a href="../../people/ana.html">Ana Silva</a></div>')


def test_a_line_that_is_no_contact_is_quiet() -> None:
    """A note or a plan is marked as such, by more than its colour in the words before it."""
    assert lines([line("2026-03", "note", quiet=True)], "") == (
        '<ul class="lines">\n<li class="quiet"><time>2026-03</time>'
        '<div><b>note</b></div></li>\n</ul>')


def test_lines_come_as_one_list() -> None:
    """Several lines are the items of one list, in their order, and safe to show as they are."""
    html = lines([line("2026-10-02"), line("2026-03")], "")

    assert (isinstance(html, Markup), re.findall(r"<li><time.*?>(.*?)</time>", html),
            html.count("<ul")) == (True, ["2026-10-02", "2026-03"], 1)


def test_a_few_lines_may_have_their_days_in_words() -> None:
    """Where a list is short its days read as one says them, and are figures for machines."""
    html = lines([line("2026-10-02"), line("2026-03")], "", words=True)

    assert re.findall(r'<time datetime="(.*?)">(.*?)</time>', html) == [
        ("2026-10-02", "2 Oct 2026"), ("2026-03", "March 2026")]


@pytest.mark.parametrize("row", [
    line(kind=HOSTILE), line(who=(Ref(HOSTILE, HOSTILE),)), line(who=(Ref(HOSTILE, ""),)),
    line(without=(Ref(HOSTILE, ""),)), line(source=HOSTILE), line(source="x", edit=HOSTILE),
], ids=["kind", "who", "nobody", "without", "source", "edit"])
def test_nothing_of_a_line_can_end_its_element(row: LineRow) -> None:
    """Whatever stands in a line's kind, names or place is shown as text."""
    html = lines([row], "")

    assert ("<script" in html, "&lt;script&gt;" in html) == (False, True)


def test_a_sparkline_says_the_same_in_words() -> None:
    """Twelve bars, old first and not higher than the picture, and a sentence instead of them."""
    html = spark((0, 1, 2, 3, 9, 0, 0, 0, 0, 0, 0, 0))
    bars = re.findall(r"M(\d+) 14v-(\d+)", html)

    assert bars[:5] == [("2", "1"), ("7", "6"), ("12", "10"), ("17", "14"), ("22", "14")]
    assert (len(bars), 'role="img" aria-label="in touch in 4 of the last 12 months"' in html) == (
        12, True)


def test_a_year_has_twelve_cells() -> None:
    """A month with contact has its number, one without is empty."""
    assert month_cells((0, 2) + (0,) * 10) == "<td><td>2" + "<td>" * 10


def test_a_years_months_have_names() -> None:
    """The head cells give each month's letter, and its name."""
    heads = re.findall(r'<th scope="col"><abbr title="(\w+)">(\w)</abbr></th>', month_heads())

    assert (heads[0], heads[11], len(heads)) == (("January", "J"), ("December", "D"), 12)


def test_a_table_of_months_has_a_row_a_year() -> None:
    """Each year stands before its cells."""
    assert month_rows([(2026, Markup("<td>1")), (2025, Markup("<td>2"))]) == (
        '<tr><th scope="row">2026</th><td>1</tr><tr><th scope="row">2025</th><td>2</tr>')


def test_lines_of_years_stand_below_their_year() -> None:
    """Each year has its heading, then its lines."""
    html = years([("2026", [line("2026-10-02")]), ("2025", [line("2025-03-01")])], "")

    assert re.findall(r'<h3 class="year">(\d+)</h3>\n<ul class="lines">\n(.*)\n</ul>', html) == [
        ("2026", lines([line("2026-10-02")], "").split("\n")[1]),
        ("2025", lines([line("2025-03-01")], "").split("\n")[1])]


@pytest.mark.parametrize(("refs", "text"), [
    ((), ""), ((ANA,), "Ana Silva"), ((ANA, CARL), "Ana Silva and Carl Ito"),
    ((ANA, NOBODY, CARL), "Ana Silva, no &lt;body&gt; and Carl Ito"),
])
def test_names_come_in_a_row(refs: tuple[Ref, ...], text: str) -> None:
    """Names are joined as one says them, and lead to their pages."""
    html = names(refs, "../")

    assert (isinstance(html, Markup), re.sub("<.*?>", "", html)) == (True, text)
    assert html.count('href="../people/') == sum(bool(ref.url) for ref in refs)


@pytest.mark.parametrize(("total", "text"), [
    (2, "Ana Silva and Carl Ito"), (3, "Ana Silva, Carl Ito, and 1 more"),
    (1002, "Ana Silva, Carl Ito, and 1,000 more"),
])
def test_some_names_say_how_many_more(total: int, text: str) -> None:
    """The first names of a crowd end in the number of the others."""
    assert re.sub("<.*?>", "", some((ANA, CARL), total, "")) == text


def test_a_day_that_is_not_known_is_nothing() -> None:
    """A day is marked as one, for machines too, in a table in figures; without one is nothing."""
    assert (day("2026-10"), day(""), day("2026-10", words=False)) == (
        '<time datetime="2026-10">October 2026</time>', "", "<time>2026-10</time>")


def test_a_day_is_written_as_the_language_does() -> None:
    """Months have their names, and the first of a month is said as each language has it."""
    french = tongue_of("fr")

    assert [shown_day(iso, tongue).partition(">")[2].removesuffix("</time>")
            for iso in ("2026-03-01", "2026-03") for tongue in (ENGLISH, french)] == [
        "1 Mar 2026", "1er mars 2026", "March 2026", "mars 2026"]


def test_chips_are_teams_and_tags() -> None:
    """A team has the time somebody was in it, a tag its sign; without a page it leads nowhere."""
    assert chips([(Ref("acme", "teams/acme.html"), "since 2019")],
                 [Ref("a&b", "tags/a-b.html"), Ref("rare", "")], "../") == (
        '<a class="chip" href="../teams/acme.html">acme since 2019</a>'
        '<a class="chip tag" href="../tags/a-b.html">#a&amp;b</a>'
        '<span class="chip tag">#rare</span>')


def test_figures_lead_where_they_can() -> None:
    """A fact is its name and its text, as a link if it is one."""
    assert figures([("phone", "02 123", "tel:02123"), ("kids", "Clara & Vasco", "")]) == (
        '<div><dt>phone</dt><dd><a href="tel:02123">02 123</a></dd></div>'
        "<div><dt>kids</dt><dd>Clara &amp; Vasco</dd></div>")


@pytest.mark.parametrize("html", [
    link(Ref(HOSTILE, HOSTILE), ""), link(Ref(HOSTILE, ""), ""), paragraphs([HOSTILE]),
    figures([(HOSTILE, HOSTILE, HOSTILE)]), chips([(Ref(HOSTILE, HOSTILE), HOSTILE)], [], ""),
    chips([], [Ref(HOSTILE, HOSTILE), Ref(HOSTILE, "")], ""),
], ids=["link", "name", "paragraph", "figure", "team", "tag"])
def test_nothing_of_a_piece_can_end_its_element(html: Markup) -> None:
    """Whatever stands in a name, an address or a fact is shown as text."""
    assert ("<script" in html, "&lt;script&gt;" in html, isinstance(html, Markup)) == (
        False, True, True)


@pytest.mark.parametrize(("name", "html"), [
    ("Ana", "Ana"), ("Łukasz & Co", "Łukasz &amp; Co"), ("山田", "山田"),
    ("דנה לוי", "<bdi>דנה לוי</bdi>"),
    ("فاطمة <b>", "<bdi>فاطمة &lt;b&gt;</bdi>"),
])
def test_a_name_from_right_to_left_is_kept_together(name: str, html: str) -> None:
    """In a line of text, such a name is isolated, and draws nothing into it."""
    assert name_in_line(name) == html
