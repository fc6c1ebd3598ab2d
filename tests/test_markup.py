"""Markdown as people write it, to HTML that is safe to show."""

import re
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.pages.markup import (
    MAX_DEPTH,
    MAX_SIZE,
    Markdowner,
    Memory,
    Target,
    safe_url,
    too_costly,
    too_deep,
    verbatim,
)
from netsite.pages.simple import MOST_LISTS
from netsite.text.settings import COMMONMARK, PYTHON_MARKDOWN

PAGES: dict[str, Target] = {
    "ana": ("people/ana.html", "Ana Silva"),
    "bo chen": ("people/bo.html", "Bo & <Chen>"),
    "atlas": ("teams/atlas.html", "Atlas"),
}
ANA = '<a class="person" href="../people/ana.html">Ana Silva</a>'
BO = '<a class="person" href="../people/bo.html">Bo &amp; &lt;Chen&gt;</a>'
ATLAS = '<a class="person" href="../teams/atlas.html">Atlas</a>'
EXAMPLE = "https://example.com/a"


def resolve(name: str) -> Target | None:
    """Find the page of a name."""
    return PAGES.get(name.lower())


FAST = pytest.param(COMMONMARK, marks=pytest.mark.skipif(
    find_spec("pyromark") is None, reason="the extra is not there: pip install 'netsite[fast]'"))
ENGINES = pytest.mark.parametrize("engine", [PYTHON_MARKDOWN, FAST])


def whole(engine: str) -> Markdowner:
    """Make one that gives every text to its engine."""
    markdowner = Markdowner(resolve, engine=engine)
    markdowner.short_cut = False
    return markdowner


@pytest.fixture(scope="module")
def markdowner() -> Markdowner:
    """Make one for all texts, as a build does."""
    return Markdowner(resolve)


@pytest.fixture(scope="module", params=["short", PYTHON_MARKDOWN, FAST])
def way(request: pytest.FixtureRequest) -> Markdowner:
    """Make one that takes the short cut where it can, and one for each engine that never does."""
    return Markdowner(resolve) if request.param == "short" else whole(request.param)


def folded(html: str | None) -> str | None:
    """Give HTML without the white space that a browser does not show."""
    if html is None:
        return None
    html = re.sub(r"\s+(?=<pre>)|(?<=</pre>)\s+", "", html)
    parts = re.split(r"(<pre>.*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre>") else
                   re.sub(r" ?(</?(?:p|ul|ol|li|h\d|blockquote|table|thead|tbody|tr|th|td|hr|br)"
                          r"[^>]*>) ?", r"\1", re.sub(r"\s+", " ", part)) for part in parts).strip()


INLINE = [
    ("plain words", "plain words"),
    ("two\nlines", "two lines"),
    ("hard  \nbreak", "hard<br>break"),
    ("*soft* and **strong** and ***both***",
     "<em>soft</em> and <strong>strong</strong> and <em><strong>both</strong></em>"),
    ("_soft_ and __strong__", "<em>soft</em> and <strong>strong</strong>"),
    ("snake_case_name stays", "snake_case_name stays"),
    ("2 * 3 * 4 and 5*6", "2 * 3 * 4 and 5*6"),
    ("`code` and `*no* marks`", "<code>code</code> and <code>*no* marks</code>"),
    ("``a ` b``", "<code>a ` b</code>"),
    ("~~gone~~ but a~b~c", "<del>gone</del> but a~b~c"),
    (r"\*not soft\* and a\_b", "*not soft* and a_b"),
    (r"\~ \| \< \$ \' and C:\dir", "~ | &lt; $ ' and C:\\dir"),
    ("~gone~ and ~5 or ~10", "<del>gone</del> and ~5 or ~10"),
    ("hard\\\nbreak", "hard<br>break"),
    ("A -> B, R & D, 1 < 2", "A -&gt; B, R &amp; D, 1 &lt; 2"),
    ("AT&T, 1 < 2 > 0 & &copy;", "AT&amp;T, 1 &lt; 2 &gt; 0 &amp; ©"),
    ("\"quotes\" and 'those'", "\"quotes\" and 'those'"),
    ("😀 :smile: 花 é", "😀 :smile: 花 é"),
    ("at 10:30 -- or so ... (maybe)", "at 10:30 -- or so ... (maybe)"),
    ("[ ] no item, no task", "[ ] no item, no task"),
    ("#tag and #other at the start of a line", "#tag and #other at the start of a line"),
    ("a price of $5 and 20% off", "a price of $5 and 20% off"),
    # addresses
    (f"see {EXAMPLE}, and {EXAMPLE}.",
     f'see <a href="{EXAMPLE}">{EXAMPLE}</a>, and <a href="{EXAMPLE}">{EXAMPLE}</a>.'),
    (f"({EXAMPLE})", f'(<a href="{EXAMPLE}">{EXAMPLE}</a>)'),
    (f"<{EXAMPLE}>", f'<a href="{EXAMPLE}">{EXAMPLE}</a>'),
    ("https://example.com/some_long_name",
     '<a href="https://example.com/some_long_name">https://example.com/some_long_name</a>'),
    ("https://example.com/Porto_(city)",
     '<a href="https://example.com/Porto_(city)">https://example.com/Porto_(city)</a>'),
    (f"[her *talk*]({EXAMPLE}?b=1&c=2)", f'<a href="{EXAMPLE}?b=1&amp;c=2">her <em>talk</em></a>'),
    (f'[talk]({EXAMPLE} "The talk")', f'<a href="{EXAMPLE}" title="The talk">talk</a>'),
    (f"[talk][1]\n\n[1]: {EXAMPLE}", f'<a href="{EXAMPLE}">talk</a>'),
    ("<ana@example.com>", '<a href="mailto:ana@example.com">ana@example.com</a>'),
    ("[write](mailto:ana@example.com) or [call](tel:+15550100)",
     '<a href="mailto:ana@example.com">write</a> or <a href="tel:+15550100">call</a>'),
    (f"{EXAMPLE}[[ana]] and {EXAMPLE}`b`",
     f'<a href="{EXAMPLE}">{EXAMPLE}</a>{ANA} and <a href="{EXAMPLE}">{EXAMPLE}</a><code>b</code>'),
    ("www.example.com/a?b=1, and ana@example.com",
     '<a href="http://www.example.com/a?b=1">www.example.com/a?b=1</a>, and ana@example.com'),
    ("[www.example.com](https://www.example.com/)",
     '<a href="https://www.example.com/">www.example.com</a>'),
    (f"[{EXAMPLE}]({EXAMPLE})", f'<a href="{EXAMPLE}">{EXAMPLE}</a>'),
    (f"**{EXAMPLE}** and {EXAMPLE}/~u/__init__.py",
     (f'<strong><a href="{EXAMPLE}">{EXAMPLE}</a></strong> and '
      f'<a href="{EXAMPLE}/~u/__init__.py">{EXAMPLE}/~u/__init__.py</a>')),
    (f'`{EXAMPLE}` and "{EXAMPLE}"', f'<code>{EXAMPLE}</code> and "{EXAMPLE}"'),
    # people
    ("[[ana]] and [[Bo Chen]]", f"{ANA} and {BO}"),
    ("with [[atlas]]: all of them", f"with {ATLAS}: all of them"),
    ("[[ana|she]] said", '<a class="person" href="../people/ana.html">she</a> said'),
    ("[[people/ana.md]] and [[ana#work]]", f"{ANA} and {ANA}"),
    ("[[people/ana.md#work|her]] work",
     '<a class="person" href="../people/ana.html">her</a> work'),
    ("[[nobody]] and [[nobody|that man]]",
     '<span class="nobody">nobody</span> and <span class="nobody">that man</span>'),
    ("about [[ana#work]] again", f"about {ANA} again"),
    ("[[ana]](x), [[ana]]: x, [[ana]][1]", f"{ANA}(x), {ANA}: x, {ANA}[1]"),
    (f"[see [[ana]] there]({EXAMPLE})", f'<a href="{EXAMPLE}">see ana there</a>'),
    ("[[nobody#x]]", '<span class="nobody">nobody</span>'),
    ("[[ana]]'s kids, ([[ana]])", f"{ANA}'s kids, ({ANA})"),
    ("**[[ana]]** and *[[ana]]*", f"<strong>{ANA}</strong> and <em>{ANA}</em>"),
    ("`[[ana]]` and \\[[ana]]", "<code>[[ana]]</code> and [[ana]]"),
    (f"[[ana]] {EXAMPLE} **now**",
     f'{ANA} <a href="{EXAMPLE}">{EXAMPLE}</a> <strong>now</strong>'),
    ("[her](ana.md) and [her](../contacts/ana.md#x)",
     '<a href="../people/ana.html">her</a> and <a href="../people/ana.html">her</a>'),
    ("[him](Bo%20Chen.md)", '<a href="../people/bo.html">him</a>'),
    ("[a page](nobody.md) and [a file](files/cv.pdf)", "<a>a page</a> and <a>a file</a>"),
    ("netsite0x [[ana]] netsite9x", f"netsite0x {ANA} netsite9x"),
    (f"<abbr title='{EXAMPLE} &#110;etsite7x'>x</abbr>",
     f'<abbr title="{EXAMPLE} netsite7x">x</abbr>'),
    # pictures
    ("![at the lake](lake.jpg)", '<span class="picture">at the lake</span>'),
    ("![](lake.jpg)", '<span class="picture">lake.jpg</span>'),
    (f"![the lake]({EXAMPLE}.jpg) today", f'<a href="{EXAMPLE}.jpg">the lake</a> today'),
    (f"[![lake](lake.jpg)]({EXAMPLE})",
     f'<a href="{EXAMPLE}"><span class="picture">lake</span></a>'),
    ("![[lake.jpg]] here", '<span class="picture">lake.jpg</span> here'),
    # HTML by hand
    ("H<sub>2</sub>O, <kbd>Ctrl</kbd>, a<br>b", "H<sub>2</sub>O, <kbd>Ctrl</kbd>, a<br>b"),
    ("seen <!-- hidden --> too", "seen too"),
]


@pytest.mark.parametrize(("text", "inside"), INLINE)
def test_a_paragraph_is_read_as_people_write_it(
    way: Markdowner, text: str, inside: str,
) -> None:
    """Words, marks, addresses and names of a paragraph become what their writer meant."""
    assert folded(way.html(text, "../")) == f"<p>{inside}</p>"


BLOCKS = [
    ("", ""),
    ("\n \n", ""),
    ("one\n\ntwo", "<p>one</p><p>two</p>"),
    ("# One\n## Two\n### Three", "<h3>One</h3><h4>Two</h4><h5>Three</h5>"),
    ("## Work ##\ntext", "<h4>Work</h4><p>text</p>"),
    ("##### Five\n###### Six", "<h6>Five</h6><h6>Six</h6>"),
    ("Title\n=====\nSub\n---", "<h3>Title</h3><h4>Sub</h4>"),
    ("# [[ana]] & *co*", f"<h3>{ANA} &amp; <em>co</em></h3>"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("* a\n* b", "<ul><li>a</li><li>b</li></ul>"),
    ("+ a", "<ul><li>a</li></ul>"),
    ("right under:\n- a\n- b", "<p>right under:</p><ul><li>a</li><li>b</li></ul>"),
    ("- a\n  - b\n    - c\n- d",
     "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
    ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("- a\n\t- b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("- [[ana]]: one\n- **bold** `code`",
     f"<ul><li>{ANA}: one</li><li><strong>bold</strong> <code>code</code></li></ul>"),
    ("- a\n  goes on\n- b", "<ul><li>a goes on</li><li>b</li></ul>"),
    ("- a\n\n  more of a\n- b", "<ul><li><p>a</p><p>more of a</p></li><li><p>b</p></li></ul>"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    ("3) a\n4) b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    ("In\n2019. It was", "<p>In 2019. It was</p>"),
    ("- [ ] open\n- [x] done\n- [X] too\n- [y] no",
     "<ul><li>☐ open</li><li>☑ done</li><li>☑ too</li><li>[y] no</li></ul>"),
    ("- [ ] ask [[ana]]\n  - [x] wrote",
     f"<ul><li>☐ ask {ANA}<ul><li>☑ wrote</li></ul></li></ul>"),
    ("-not a list\n+1 for that", "<p>-not a list +1 for that</p>"),
    ("> said so\n> twice", "<blockquote><p>said so twice</p></blockquote>"),
    ("> - a\n> - b", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>"),
    ("```\na <b>\n\n  c\n```", "<pre><code>a &lt;b&gt;\n\n  c\n</code></pre>"),
    ("```python\nx = [[ana]]\n```", "<pre><code>x = [[ana]]\n</code></pre>"),
    ("~~~\n# no heading\n~~~", "<pre><code># no heading\n</code></pre>"),
    ("text\n\n    indented *code*", "<p>text</p><pre><code>indented *code*\n</code></pre>"),
    ("above\n\n---\n\nbelow", "<p>above</p><hr><p>below</p>"),
    ("***", "<hr>"),
    ("name | what\n---|---\n[[ana]] | *x*",
     ("<table><thead><tr><th>name</th><th>what</th></tr></thead><tbody>"
      f"<tr><td>{ANA}</td><td><em>x</em></td></tr></tbody></table>")),
    ("| a | b |\n|---|:-:|\n| [[ana\\|she]] | 2 |",
     ("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>"
      '<tr><td><a class="person" href="../people/ana.html">she</a></td><td>2</td></tr>'
      "</tbody></table>")),
    ("Left:\n\n- a\n\nRight:\n\n- b",
     "<p>Left:</p><ul><li>a</li></ul><p>Right:</p><ul><li>b</li></ul>"),
    ("- a\n- b\n\n- c", "<ul><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ul>"),
    ("1. a\n  - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    ("- a\n  ```\n  x\n    y\n  ```\n- b",
     "<ul><li>a<pre><code>x\n  y\n</code></pre></li><li>b</li></ul>"),
    ("1. a\n\n   ```sh\n   x\n   ```\n2. b",
     "<ol><li><p>a</p><pre><code>x\n</code></pre></li><li><p>b</p></li></ol>"),
    ("- a\n  > b\n- c", "<ul><li>a<blockquote><p>b</p></blockquote></li><li>c</li></ul>"),
    ("> - a\n>   - b",
     "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
    ("> ```\n> x\n> ```", "<blockquote><pre><code>x\n</code></pre></blockquote>"),
    ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
    ('text\n```py title="x"\nx\n```\nmore',
     "<p>text</p><pre><code>x\n</code></pre><p>more</p>"),
    ("```\nnever closed", "<pre><code>never closed\n</code></pre>"),
    ("```\n\nx  \n\n```", "<pre><code>\nx  \n\n</code></pre>"),
    ("text\n| a | b |\n|---|---|\n| 1 | 2 |",
     ("<p>text</p><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>"
      "<tr><td>1</td><td>2</td></tr></tbody></table>")),
    ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    ("<!-- a\n\nb -->\n\nc", "<p>c</p>"),
]


@pytest.mark.parametrize(("text", "html"), BLOCKS)
def test_blocks_are_read_as_people_write_them(
    way: Markdowner, text: str, html: str,
) -> None:
    """Headings, lists, quotes, code and tables become what their writer meant, also unindented."""
    assert folded(way.html(text, "../")) == html


@pytest.mark.parametrize("root", ["", "../", "../../"])
def test_links_lead_from_the_page_to_the_root(way: Markdowner, root: str) -> None:
    """A name's link begins with what leads from the page to the site's root, on every page."""
    html = f'<p><a class="person" href="{root}people/ana.html">Ana Silva</a></p>'

    assert [way.html(text, root) for text in ("[[ana]]", "[[ana]] <br>")] == [
        html, html.replace("</p>", " <br></p>")]


@pytest.mark.parametrize(("extension", "text", "html"), [
    ("nl2br", "a\nb", "<p>a<br>b</p>"),
    ("footnotes", "plain", "<p>plain</p>"),
    ("abbr", "The HTML\n\n*[HTML]: markup", '<p>The <abbr title="markup">HTML</abbr></p>'),
    ("def_list", "Apple\n:   a fruit", "<dl><dt>Apple</dt><dd>a fruit</dd></dl>"),
    ("smarty", '"so" -- yes', "<p>“so” – yes</p>"),
])
def test_settings_add_extensions(extension: str, text: str, html: str) -> None:
    """What the settings switch on holds for every text, also the plainest."""
    found = folded(Markdowner(resolve, [extension]).html(text, ""))

    assert found is not None
    assert re.sub(r" ?(</?d[ldt]>) ?", r"\1", found) == html


@pytest.mark.parametrize(("url", "safe"), [
    ("https://example.com/a b", "https://example.com/ab"),
    ("HTTP://example.com", "HTTP://example.com"),
    ("mailto:ana@example.com", "mailto:ana@example.com"),
    ("tel:+15550100", "tel:+15550100"),
    ("sms:+15550100", "sms:+15550100"),
    ("geo:41.1,-8.6", "geo:41.1,-8.6"),
    ("  https://example.com\n", "https://example.com"),
    ("", ""),
    ("example.com", ""),
    ("/contacts", ""),
    ("//example.com", ""),
    ("#main", ""),
    ("?a=1", ""),
    ("http", ""),
    (":http", ""),
    ("javascript:alert(1)", ""),
    ("JavaScript:alert(1)", ""),
    ("java\tscript:alert(1)", ""),
    ("java\nscript:alert(1)", ""),
    ("\x01javascript:alert(1)", ""),
    ("\u2028javascript:alert(1)", ""),
    ("javascript\x00:alert(1)", ""),
    ("javascript&colon;alert(1)", ""),
    ("data:text/html,<script>alert(1)</script>", ""),
    ("vbscript:x", ""),
    ("file:///etc/passwd", ""),
    ("blob:https://example.com/x", ""),
    ("view-source:https://example.com", ""),
    ("ftp://example.com", ""),
    ("ht\ttps://example.com", "https://example.com"),
])
def test_an_address_is_safe_or_it_is_none(url: str, safe: str) -> None:
    """Only the web, a mailbox or a telephone may be linked; control characters hide no other."""
    assert safe_url(url) == safe


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://example.com" onclick="alert(1)" style="x" target="_top">x</a>',
    '<iframe src="https://evil.example"></iframe>',
    "<style>*{display:none}</style>",
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<form action="https://evil.example"><input name="x"></form>',
    '<object data="x"></object><embed src="x">',
    '<p id="main" class="skip" style="position:fixed">x</p>',
    "</main></body></html><h1>x</h1>",
    "</p></div></section><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/)",
    "[x](vbscript:x)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
    '![x" onerror="alert(1)](https://example.com/x.png)',
    '[x](https://example.com/"onmouseover="alert(1))',
    "[x](https://example.com \"t' onmouseover='alert(1)\")",
    "[[ana|<img src=x onerror=alert(1)>]]",
    '[["><script>alert(1)</script>]]',
    "[[<script>alert(1)</script>|x]]",
    '![["><script>alert(1)</script>]]',
    'https://example.com/"onmouseover="alert(1)',
    "https://example.com/<script>alert(1)</script>",
    '```"><script>alert(1)</script>\nx\n```',
    "``` {onclick=alert(1) .x #main}\nx\n```",
    "`<script>alert(1)</script>`",
    "~~<script>alert(1)</script>~~",
    "# <script>alert(1)</script>",
    "a | <script>alert(1)</script>\n--|--\n<img src=x onerror=alert(1)> | b",
    "- [ ] <img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<svg><style><a id="</style><img src=x onerror=alert(1)>">',
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)</script>",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0000 <b>",
    "<a href='people/ana.html'>ours</a> <a href='../people/ana.html'>ours</a>",
]
_ALLOWED = re.compile(
    r"</?(?:p|br|hr|em|strong|del|ins|sub|sup|mark|small|abbr|kbd|code|pre|blockquote|ul|ol|li|dl"
    r"|dt|dd|a|span|h[3-6]|table|thead|tbody|tr|th|td)"
    r"(?: (?:href=\"(?:https?:|mailto:|tel:|\.\./people/)[^\"<>]*\"|title=\"[^\"]*\""
    r"|class=\"(?:nobody|task|picture|person)?\"|start=\"\d+\"))*>")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_nothing_but_text(way: Markdowner, text: str) -> None:
    """Whatever a note says, its HTML has only tags, attributes and addresses that are allowed."""
    html = way.html(text, "../")

    assert html is not None
    assert [tag for tag in re.findall(r"<[^>]*>", html) if not _ALLOWED.fullmatch(tag)] == []


@pytest.mark.parametrize("extension", ["attr_list", "footnotes", "admonition", "legacy_em"])
@pytest.mark.parametrize("text", [
    "[x](https://example.com){: onclick=alert(1) style=x id=main class=skip }",
    "# title {: onmouseover=alert(1) #main }", "x[^1]\n\n[^1]: <script>alert(1)</script>",
    '!!! note "<script>alert(1)</script>"\n    <img src=x onerror=alert(1)>',
])
def test_an_extension_opens_no_way_around(extension: str, text: str) -> None:
    """With an extension too the HTML has only what is allowed."""
    html = Markdowner(resolve, [extension]).html(text, "../")

    assert html is not None
    assert [tag for tag in re.findall(r"<[^>]*>", html) if not _ALLOWED.fullmatch(tag)] == []


@ENGINES
@given(text=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=5).map("\n".join))
def test_hostile_texts_together_become_nothing_but_text(engine: str, text: str) -> None:
    """Hostile texts that stand side by side are no more than each of them."""
    html = Markdowner(resolve, engine=engine).html(text, "../") or ""

    assert [tag for tag in re.findall(r"<[^>]*>", html) if not _ALLOWED.fullmatch(tag)] == []


NESTED = "\n".join("  " * level + "- x" for level in range(500))


@ENGINES
@pytest.mark.parametrize("text", [
    "![" * 5000, "[" * 5000, "[[" * 3000, "[[ana|" * 3000, "[a](" * 3000, "<" * 5000,
    "<div>" * 2000, "<!--" * 5000, NESTED, "1. " * 1000, "_x_ y\n" * (MAX_SIZE // 6 + 1),
], ids=["pictures", "brackets", "names", "shown names", "links", "angles", "tags", "comments",
        "lists", "numbers", "size"])
def test_what_would_take_too_long_is_not_formatted(engine: str, text: str) -> None:
    """A text that would keep the engine busy, or nest too deep, is refused instead."""
    assert Markdowner(resolve, engine=engine).html(text, "../") is None


@ENGINES
def test_a_text_that_was_refused_leaves_no_trace(engine: str) -> None:
    """The texts after one that nests too deep are formatted as they always are."""
    markdowner = Markdowner(resolve, engine=engine)
    markdowner.html("1. " * 1000, "")

    assert markdowner.html("a __strong__ word", "") == "<p>a <strong>strong</strong> word</p>"


@ENGINES
@pytest.mark.parametrize("text", [
    "*a " * 5000, "_a " * 5000, "`" * 5000, "&" * 50_000, "\\" * 50_000, "#" * 5000, ">" * 300,
    "- " * 60, "~~a" * 5000, "http://" * 5000, "a\n" * 20_000, "- a\n" * 20_000, " " * 50_000,
    "```\n" * 2000, "|a" * 2000 + "\n" + "|-" * 2000 + "\n" + "|b" * 2000, "\t" * 5000 + "x",
    "www." * 5000, "h" * 100_000, "http" * 20_000, "_a" * 20_000, "(" * 50_000, "netsite" * 10_000,
    "https://a(" * 5000, "1. a\n\n" * 5000, "> a\n\n" * 3000, "~~~\n" + "`" * 50_000,
    "# a\n" * 3000, "- a\n\n  - b\n" * 1000,
], ids=["stars", "underscores", "backticks", "ampersands", "backslashes", "hashes", "quotes",
        "bullets", "deletions", "addresses", "lines", "items", "spaces", "fences", "cells", "tabs",
        "www", "h", "http", "words", "parentheses", "stand-ins", "pairs", "loose items",
        "many quotes", "fence", "headings", "loose lists"])
def test_much_of_what_is_cheap_is_formatted(engine: str, text: str) -> None:
    """What only looks hostile costs little, and is formatted."""
    assert Markdowner(resolve, engine=engine).html(text, "../") is not None


@pytest.mark.parametrize(("html", "deep"), [
    ("", False),
    ("<b>" * MAX_DEPTH + "x" * MAX_SIZE, False),
    ("<b>" * (MAX_DEPTH + 1) + "x" * MAX_SIZE, True),
    ("<b>" * (MAX_DEPTH + 1), False),
    ("<b></b><br>" * 10_000, False),
    ("<hr>" * 10_000, False),
])
def test_deep_and_long_is_too_deep(html: str, *, deep: bool) -> None:
    """Long HTML with too many elements in each other is refused; short HTML costs nothing."""
    assert too_deep(html) is deep


def test_the_short_cut_leaves_deep_lists_to_the_engine() -> None:
    """A list in a list in a list is simple only down to a depth."""
    simple = Markdowner(resolve).simple
    lists = ["\n".join("  " * level + "- x" for level in range(depth + 1))
             for depth in (MOST_LISTS, MOST_LISTS + 1)]

    assert [simple.html(text) is None for text in lists] == [False, True]


def test_what_was_drawn_is_remembered_by_text_and_root() -> None:
    """The same text on the same kind of page is drawn once; elsewhere its links differ.

    Its names are asked for each time, so that it can be told whom a page speaks of.
    """
    asked: list[str] = []

    def noted(name: str) -> Target | None:
        asked.append(name)
        return resolve(name)
    markdowner = Markdowner(noted)
    drawn = [markdowner.html("[[ana]] *x*", root) for root in ("", "../", "", "../")]

    assert (asked, drawn[:2]) == (["ana"] * 4, drawn[2:])
    assert drawn[0] is drawn[2]


def test_what_nobody_asks_for_is_forgotten() -> None:
    """The memory holds no more than it may, and keeps what was asked for last."""
    memory = Memory(100)
    for number in range(50):
        memory.put(("", str(number)), "x" * 10)
        memory.get(("", "0"))

    kept = {*memory.young, *memory.old}
    assert ("", "0") in kept
    assert sum(len(text) + 10 for _, text in kept) <= 100
    assert memory.get(("", "1")) is None


@pytest.mark.parametrize(("text", "costly"), [
    ("", False),
    ("[" * 2449, False),
    ("[" * 2450, True),
    ("x" * MAX_SIZE, False),
    ("x" * (MAX_SIZE + 1), True),
    (("[" * 200 + "\n\n") * 100, False),
    ("|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|b\n" * 150, False),
    ("|a" * 4000 + "\n" + "|-" * 4000 + "\n" + "|b\n" * 100, True),
    ("- a\n---\n" * 1000, False),
    ("- a\n---\n" * 4000, True),
    ("- a\n---\n\n" * 10_000, False),
    ("# a *\n" * 10_000, True),
    ("| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 9000, False),
    ("- [[somebody-else]]: likes tea, and a walk by the sea\n" * 300, False),
])
def test_brackets_and_cells_cost_by_paragraph(text: str, *, costly: bool) -> None:
    """The cost is brackets times length, and cells, by paragraph: long notes are no attack."""
    assert too_costly(text) is costly


def test_verbatim_is_the_text_as_it_is() -> None:
    """A text that is not formatted is shown whole, as written, and can end nothing."""
    assert verbatim('<b> & "x"\n  - [[ana]]') == (
        "<pre>&lt;b&gt; &amp; &quot;x&quot;\n  - [[ana]]</pre>")


@pytest.mark.parametrize(("text", "html"), [
    ("## <p>", "<h4></h4>"), ("## <ul><li>one</li></ul> two", "<h4>one two</h4>"),
    ("## <em>a</em>", "<h4><em>a</em></h4>"),
])
def test_a_heading_has_no_block_in_it(way: Markdowner, text: str, html: str) -> None:
    """Raw HTML that would put a paragraph or a list into a heading loses its tags."""
    assert folded(way.html(text, "../")) == html
