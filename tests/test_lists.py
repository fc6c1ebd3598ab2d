"""Lists as people write them, to lists as Python-Markdown reads them."""

import re
import time

import pytest
from markdown import markdown

from netsite.text.lists import normalise_lists


@pytest.mark.parametrize(("text", "normal"), [
    ("- a\n  - b\n    - c\n- d", "- a\n    - b\n        - c\n- d"),
    ("- a\n    - b\n        - c\n- d", "- a\n    - b\n        - c\n- d"),
    ("* a\n\t* b\n\t\t* c", "* a\n    * b\n        * c"),
    ("1. a\n   - b\n2. c", "1. a\n    - b\n2. c"),
    ("10. a\n    - b", "10. a\n    - b"),
    ("1) a\n2) b", "1. a\n2. b"),
    ("   - a\n   - b", "- a\n- b"),
    ("- a\n - b", "- a\n- b"),
    ("text\n- a", "text\n\n- a"),
    ("text\n1. a", "text\n\n1. a"),
    ("text\n2026. a", "text\n2026. a"),  # a year that ended a sentence
    ("# Title\n- a", "# Title\n\n- a"),
    ("---\n- a", "---\n\n- a"),
    ("- a\n  more\n  - b", "- a\nmore\n    - b"),
    ("- a\n\n  a paragraph\n\n- b", "- a\n\n    a paragraph\n\n- b"),
    ("- a\n\n      code", "- a\n\n        code"),
    ("- a\n\n     no code", "- a\n\n    no code"),
    ("- a\nmore\n  - b", "- a\nmore\n    - b"),
    ("- a\n\nout\n  - b", "- a\n\nout\n\n- b"),
    ("```\nx\n```\n- a", "```\nx\n```\n\n- a"),
    ("- a\n\n\n- b", "- a\n\n\n- b"),
    ("- a\n\ntext\n\n- b\n  - c", "- a\n\ntext\n\n- b\n    - c"),
    ("- [ ] a\n  - [x] b", "- [ ] a\n    - [x] b"),
])
def test_lists_are_indented_by_four_and_set_off(text: str, normal: str) -> None:
    """Every level is indented by four spaces, and a list is set off from its paragraph."""
    assert normalise_lists(text) == normal


@pytest.mark.parametrize("text", [
    "", "no list", "text - with a dash", "a\n\nb\n", "-no item", "* * *", "- - -", "text\n---",
    "    - code", "text\n\n    - code", "```\n- a\n  - b\n```", "~~~\ntext\n- a\n```\n- b\n~~~",
    "```\n- a\n``` x\n  - b\n```", "~~~\n- a\n~~~~~\ntext", "2026-10-02 call", "1.5 miles",
    "*emphasis* at the start",
])
def test_what_is_no_list_stays_as_it_is(text: str) -> None:
    """Code, rules and dashes are no lists."""
    assert normalise_lists(text) == text


def test_code_in_an_item_keeps_its_own_indent() -> None:
    """A fence moves with its item, and the lines in it keep their indent to each other."""
    text = "- a\n  ```\n  def f():\n      return 1\n  ```\n- b"

    lines = normalise_lists(text).split("\n")
    assert lines[1:5] == ["    ```", "    def f():", "        return 1", "    ```"]


@pytest.mark.parametrize(("text", "html"), [
    ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("text\n- a\n- b", "<p>text</p><ul><li>a</li><li>b</li></ul>"),
    ("- a\n  1. b\n  2. c\n- d",
     "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>"),
    ("- a\n  - b\n    more\n  - c\n\n  text",
     "<ul><li><p>a</p><ul><li>b\nmore</li><li>c</li></ul><p>text</p></li></ul>"),
    ("- a\n- - b", "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>"),
])
def test_lists_come_out_as_they_were_meant(text: str, html: str) -> None:
    """The engine makes of a normal list what its writer saw in the editor."""
    assert re.sub(r"(?<=>)\n|\n(?=<)", "", markdown(normalise_lists(text))) == html


@pytest.mark.parametrize("text", [
    "- " * 500_000, "\n".join(" " * n + "- a" for n in range(1000)), "- a\n" * 50_000,
    "*" * 1_000_000, "1" * 1_000_000, "- a\n" + "\n" * 500_000, "`" * 1_000_000 + "\n- a",
    "- " + " " * 1_000_000 + "a",
], ids=range(8))
def test_a_long_text_takes_no_time(text: str) -> None:
    """However a text of a megabyte is made, it is rewritten in time that grows with its length."""
    start = time.perf_counter()
    normalise_lists(text)

    assert time.perf_counter() - start < 20
