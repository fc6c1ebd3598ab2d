"""The two engines: the same page for what people write, and the short cut that agrees with both."""

import html as html_module
import shutil
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netsite.build import build
from netsite.pages.engines import engine_called
from netsite.pages.markup import Markdowner
from netsite.text.settings import COMMONMARK, PYTHON_MARKDOWN
from tests.pages import site
from tests.test_markup import folded, resolve, whole

ROOT = Path(__file__).resolve().parent.parent
needs_fast = pytest.mark.skipif(
    find_spec("pyromark") is None, reason="the extra is not there: pip install 'netsite[fast]'")

WRITTEN = {
    "loose lists": (
        "- a\n- b\n\n- c", "- a\n\n- b\n- c", "- a\n  - b\n\n- c", "1. a\n\n2. b\n3. c",
        "- a\n\n  more\n- b\n- c", "- a\n\n1. b",
    ),
    "nested and numbered lists": (
        "1. a\n  - b\n  - c\n2. d", "1. a\n   1. b\n   2. c\n2. d", "10. a\n11. b",
        "5. a\n6. b\n   more", "- a\n    more lines\n- b", "- a\nlazy\n- b",
    ),
    "lists and code right under text": (
        "text:\n- a\n- b\nlazy\n\nend", "text\n1. a\n2. b", "text\n* a\n* b",
        "- a\n  ```\n  code\n  ```\n- b", "- a\n\n  ```\n  code\n  ```\n- b",
        "1. a\n\n   ```sh\n   x\n     y\n   ```\n2. b",
    ),
    "code": (
        "text\n```\ncode\n```\nmore", '```python title="x"\ncode\n```', "````\n```\nx\n```\n````",
        "```\nunclosed", "  ```\n  x\n  ```", "~~~ py\nx\n~~~",
        "    code\n      more\n\n    again", "para\n    not code",
    ),
    "quotes": (
        "> a\n> b\n\n> c", "> a\nlazy", "> # h\n> text", "> - a\n>   - b", "> a\n>\n> b",
        "> > nested\n> back", "> ```\n> x\n> ```", "- a\n  > quote\n- b", "- > quote",
    ),
    "breaks and escapes": (
        "a\\\nb", "a  \nb  \nc", "\\# no\n\\- no\n1\\. no", '\\~\\| \\< \\& \\$ \\" \\\'',
        "C:\\Users\\x", "a\\\\b",
    ),
    "headings and rules": (
        "# h\ntext\n## k", "#\n\n##", "# a # b #", "Title\n===\n\nSub\n---\ntext",
        "text\n***\nmore", "* * *", "- - -", "_____",
    ),
    "emphasis": (
        "snake_case and __init__ and _em_ and a__b__c", "*a*b and 2*3*4", "**bold:** text",
        "*(paren)*", "***both***", "**a *b* c**", "_a **b** c_", "*a **b***", "**Note**: x",
        '"**q**"', "*a*, *b*.", "__a__ _b_", "* not\n*em*", "5 * 3 * 2", "~~a b~~ ~c~",
        "~5 min and ~10", "a ~~b c", "==mark== x^2^",
    ),
    "code in a line": (
        "`a`b`", "`` `a` ``", "`a\nb`", "` a `", "``", "`<b>` `&amp;` `**x**`",
        "`http://x.example` x",
    ),
    "tables": (
        "|a|b|\n|---|---:|\n|1|2|", "a|b\n-|-\n1|2",
        "| a | b |\n|:--|:-:|\n| `x` | **y** |\n| [[ana]] | ~~z~~ |", "|a|b|\n|-|-|\n|1|\n|1|2|3|",
        "text\n|a|b|\n|-|-|\n|1|2|", "| a |\n|---|\n| b |", "|a|b|\n|---|---|\n|1|2|\n\ntext",
        "| [[ana|she]] | x |\n|---|---|\n| y | [[bo chen\\|he]] |",
        "- a\n\n  | x | y |\n  |---|---|\n  | 1 | 2 |",
    ),
    "tasks": (
        "- [ ] a\n- [x] b\n  - [X] c", "1. [ ] a\n2. [x] b", "- [ ] a\n\n- [x] b", "- [ ]\n- [ ]a",
        "* [ ] a",
    ),
    "addresses": (
        "https://a.example/x.", "(https://a.example/x)", "see https://a.example/x_(y), or",
        "www.a.example/x?y=1&z=2, www.b.example.", "https://a.example/~u/__init__.py",
        "**https://a.example**", "https://a.example/a*b*c", "<https://a.example/x>",
        "<ana@example.com>", "ana@example.com", '"https://a.example"',
        "https://a.example/?a=1&b=2#c", "[https://a.example](https://a.example)",
        "[www.a.example](https://www.a.example/)", "- https://a.example\n- www.b.example",
        "| https://a.example | x |\n|---|---|\n| y | www.a.example |", "`https://a.example`",
        "https://müller.example/ä", "http://", "https://a.example/x;", "'https://a.example'",
        "https://a.example…", "https://a.example/x!", "ftp://a.example", "mailto:ana@example.com",
    ),
    "links and pictures": (
        '[a](https://a.example/x "t")', "[a](https://a.example/(x))",
        '[a][b]\n\n[b]: https://a.example "t"', "[b]\n\n[b]: https://a.example",
        "[b][]\n\n[b]: <https://a.example>", "[a](b.md)", "[a]()", "[a] (x)", "[a][b]",
        "[*a* `b`](https://a.example)", "[a\nb](https://a.example)", "[1]: https://a.example",
        "![a](b.png)", "![a](https://a.example/b.png)", "[![a](b.png)](https://a.example)",
        "![a][b]\n\n[b]: https://a.example/x.png",
    ),
    "names": (
        "[[ana]]", "[[ana|she]]", "*[[ana]]* **[[ana|x]]**", "~~[[ana]]~~", "`[[ana]]`",
        "    [[ana]]", "```\n[[ana|x]]\n```", "[[nobody]]", "[x [[ana]] y](https://a.example)",
        "# [[ana]]", "> [[ana]]", "![[a.png]]", "[[ana]](x)", "[[ana]]: x", "[[ana]][1]",
        "\\[[ana]]", "[[]]", "[[[ana]]]", "<b>[[ana]]</b>", "<div>[[ana]]</div>",
        "<!-- [[ana]] -->",
    ),
    "signs and HTML": (
        "&copy; &amp; &#169; &nope; &", "a < b > c", "a<b", "1 <2", "<3", "-> => <-", "<b>x</b>",
        "<div>\n*x*\n</div>", 'a <span title="x">b</span>', "<script>x</script>", "a<!-- b -->c",
        "<!-- a\nb -->\nc", "<!-- a -->\n\n- b", "<kbd>a</kbd>", "<u>x</u> <mark>y</mark>",
        "<unknown>x</unknown>",
    ),
    "what is not CommonMark, and small print": (
        "a[^1]\n\n[^1]: note", "Term\n: def", "*[HTML]: x", "$x^2$ and $$y$$", "{: .x}",
        "# h {#id}", "[toc]", ":smile: 😀", "“q” ‘q’ – — …", "שלום *עולם* 山田 **太郎**です",
        "a\xa0b",
        "a\tb", "-\ta\n-\tb", "\ta", "a \n b", "   indented\n  text", "- a\n- b\n---", "text\n---",
        "+ a\n+ b", "1) a\n2) b", "1. a\n2) b", "0. a", "1.a", "-a", "- \n- a", "-\n- a",
        "- a\n\n\n- b", "- a\n\n\n\ntext\n\n- b", "- a\n  b\n  c", "- a:\n  1. x\n  2. y\n- b",
        "- a\n\t- b\n\t\t- c", "- a\n   - b\n     - c", "* a\n    * b\n        * c\n    * d",
        "- a\n  - b\n    - c\n      - d\n- e", "- # h\n- b", "- a\n\n  > q\n\n- b",
        "2019. was\ngood", "In\n2019. It", "- 2019. x", "1986\\. x", "a\n\n\n\nb", "a\n \nb",
        "# h\n- a\n- b\n\ntext\n# k\n1. x",
    ),
}


@needs_fast
@pytest.mark.parametrize("text", [text for texts in WRITTEN.values() for text in texts])
def test_both_engines_give_the_same_page(text: str) -> None:
    """What people write in notes becomes the same HTML, but for white space nobody sees."""
    assert folded(whole(PYTHON_MARKDOWN).html(text, "../")) == folded(
        whole(COMMONMARK).html(text, "../"))


@needs_fast
def test_each_engine_is_asked_by_its_name() -> None:
    """The engine of the settings is the one that draws; raw HTML stays for the sanitiser."""
    text = "**bold:**text <b>x</b>"  # a known difference: CommonMark 6.2 wants a space there

    assert [str(engine_called(name)(text)).strip() for name in (PYTHON_MARKDOWN, COMMONMARK)] == [
        "<p><strong>bold:</strong>text <b>x</b></p>", "<p>**bold:**text <b>x</b></p>"]


FRAGMENTS = (
    "a", "b c", "*", "**", "`", "[[ana]]", "[[ana|she]]", "[[ana#x]]", "[[nobody]]", "[x](",
    "https://example.com/x", ")", "- ", "1. ", "\n", "\n\n", "\n- ", "\n  - ", "\n# ", "## ",
    "  \n", " ", ": ", "'", '"', "(", "{", "#", "+", "-", "_", "é", "花", ".", ",", "**bo**",
    "*it*", "`co de`", "[ ] ", "\n> ", "<", "&", "&amp;", "~~del~~", "\\", "|", "@", "http",
    "\n---\n", "\n\n---\n\n", "1. a", "\n2. ", "\n1. ", "> ", "\n>\n", "```\n", "\n```",
    "```py\nx", "| a | b |", "\n|---|---|\n", "| c |", "\n| x | y |", " & ", " < ", " -> ",
    "https://example.com/b_c", "www.a.example", "_em_", "snake_case", "[x] ", "- [ ] ",
    "\n  - [x] ", "\n    - ", "\n   ", "\n\n  ", "**bo:** ", "x", "y z",
    "[t](https://example.com/q)", "<https://example.com/p>", "[[bo chen|B & C]]", "[[ana#w|*x*]]",
    "# h", "\n## k\n", "\n\n- ", "\n* ", "\n+ ", "`a*b`", "`[[ana]]`", "`http://x`", "~", "'s",
    "–", "…", "1", "2.", "\\*", "(https://example.com/x_(y))", ", ", "!", "![[p.png]]", "===")


@pytest.mark.parametrize("engine", [
    PYTHON_MARKDOWN, pytest.param(COMMONMARK, marks=needs_fast)])
@given(text=st.lists(st.sampled_from(FRAGMENTS), max_size=9).map("".join))
@example(text="```py\nx  \n\n```")
@example(text="- a\n\n- [ ] b\n  more\n\n- c")
@example(text="# h\ntext\n1. a\n   - b\n\n| a | b |\n|---|:-:|\n| *x* | |\n\n> q\n>\n> r")
def test_the_short_cut_gives_what_the_engines_give(engine: str, text: str) -> None:
    """Most texts never see an engine; what they become is the same as if they did."""
    short, slow = Markdowner(resolve, engine=engine), whole(engine)
    short.engine = _nothing

    def shown(html: str | None) -> str:
        return html_module.unescape(folded(html) or "")
    drawn = short.html(text, "../")

    assert drawn is None or shown(drawn) == shown(slow.html(text, "../"))


def _nothing(_: str) -> None:
    """Stand in for an engine: what comes out did not come from one."""


@pytest.mark.parametrize("text", [
    "plain words", "two\nlines\n\nand more", "**bold** and *soft*, [[ana]]", "- a\n- b",
    "- [ ] a\n  - [x] b\n- c", "1. a\n2. b", "so:\n- a\n\nand", "# Title\ntext", "> said\n> so",
    "| a | b |\n|---|---|\n| 1 | 2 |", "text\n\n```sh\nx\n\ny\n```\n\ntext", "- a\n\n- b",
    "see https://example.com/x, and <https://example.com/y>", "snake_case and _soft_", "`a*b`",
    "[shown](https://example.com) & [[ana|her]]", "---", "A -> B",
])
def test_no_engine_is_asked_for_what_is_simple(text: str) -> None:
    """What most notes hold is drawn without an engine."""
    markdowner = Markdowner(resolve)
    markdowner.engine = _nothing

    assert markdowner.html(text, "../") is not None


@needs_fast
@pytest.mark.parametrize("vault", ["tests/vaults/friends", "."])
def test_both_engines_give_the_same_site(vault: str, tmp_path: Path) -> None:
    """A whole vault becomes the same pages with either engine, but for white space.

    About names the engine.
    """
    built: list[dict[str, str | None]] = []
    for engine in (PYTHON_MARKDOWN, COMMONMARK):
        root = tmp_path / engine
        for name in ("contacts", "journal"):
            if (ROOT / vault / name).is_dir():
                shutil.copytree(ROOT / vault / name, root / name)
        (root / "netsite.toml").write_text(f"markdown.engine = '{engine}'\n", encoding="utf-8")
        report = build(root, date(2026, 11, 23))
        built.append({url: folded(html) for url, html in site(report.folder).items()
                      if url != "about.html"})

    assert built[0] == built[1]
