"""Links: `[[name]]` and what may stand in it."""

import time

import pytest

from netsite.model import Link
from netsite.text.links import bare_link, link_name, links_in, without_code


@pytest.mark.parametrize(("text", "name", "shown"), [
    ("[[ana-silva]]", "ana-silva", ""),
    ("[[Ana Silva]]", "Ana Silva", ""),
    ("[[ ana ]]", "ana", ""),
    ("[[people/ana.md]]", "ana", ""),
    ("[[contacts/work/ana]]", "ana", ""),
    ("[[ana.MD]]", "ana", ""),
    ("[[bjorn.gross]]", "bjorn.gross", ""),
    ("[[ana#History]]", "ana", ""),
    ("[[ana#a: b#c]]", "ana", ""),
    ("[[ana|her]]", "ana", "her"),
    ("[[ana| my friend: the tall one ]]", "ana", "my friend: the tall one"),
    ("[[people/ana.md#History|her]]", "ana", "her"),
    (r"[[ana\|her]]", "ana", "her"),  # in a table
    ("[[ana|]]", "ana", ""),
    ("[[小林花子]]", "小林花子", ""),
    ("[[d'arcy]]", "d'arcy", ""),
])
def test_a_link_names_somebody(text: str, name: str, shown: str) -> None:
    """A folder, `.md` and `#heading` are dropped from a link's name; `|` sets the shown text."""
    assert list(links_in(text, 3, 1)) == [Link(name, shown, 3, 1)]


@pytest.mark.parametrize("text", [
    "", "no link", "[ana](ana.md)", "[[]]", "[[ ]]", "[[#History]]", "[[|her]]", "[[ana]",
    "[ana]]", "[[a[b]]", "[[ana\n]]", "![[photo.jpg]]",
])
def test_what_is_no_link_is_none(text: str) -> None:
    """Without a name in two pairs of brackets there is no link; an embedded picture is none."""
    assert list(links_in(text, 1, 1)) == []


@pytest.mark.parametrize(("text", "names"), [
    ("`[[a]]` [[b]]", ["b"]),
    ("`` ` [[a]] `` [[b]]", ["b"]),
    ("`[[a]] [[b]]", ["a", "b"]),
    ("``[[a]]` [[b]]", ["a", "b"]),
    ("<!-- [[a]] --> [[b]]", ["b"]),
    ("[[a]] <!-- [[b]]", ["a"]),
    ("[[a]][[b]]", ["a", "b"]),
    ("[[a]] and `<!--` [[b]]", ["a", "b"]),
])
def test_code_and_comments_hold_no_links(text: str, names: list[str]) -> None:
    """What stands in a code span or a comment of the line links to nobody."""
    assert [link.name for link in links_in(text, 1, 1)] == names


def test_links_know_their_columns() -> None:
    """A link's column counts characters from the text's own column, code before it included."""
    links = links_in("花😀 [[a]] `x` [[b]]", 7, 11)

    assert list(links) == [Link("a", "", 7, 14), Link("b", "", 7, 24)]


@pytest.mark.parametrize(("text", "blanked"), [
    ("no code", "no code"),
    ("a `b` c", "a     c"),
    ("a ``b ` c`` d", "a           d"),
    ("a `b", "a `b"),
    ("a ``b` c", "a ``b` c"),
    ("`a` b `c`", "    b    "),
    ("`a``b`", "      "),
    ("``a`b`", "``a   "),
])
def test_code_spans_are_blanked(text: str, blanked: str) -> None:
    """A run of backticks opens code where as many close it, and all columns stay."""
    assert without_code(text) == blanked


@pytest.mark.parametrize("text", [
    "`" * 1_000_000,
    "` `` " * 200_000,
    "".join("`" * n + " " for n in range(1400)),
    "[[" * 500_000,
    "[[a|" * 250_000,
    "[[a]] " * 160_000 + "<!--" * 10_000,
])
def test_a_line_of_a_megabyte_takes_no_time(text: str) -> None:
    """However a long line is made, its links are found in time that grows with its length."""
    start = time.perf_counter()
    list(links_in(text + "[[ana]]", 1, 1))

    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(("text", "link"), [
    ("carl-ito", Link("carl-ito", "", 2, 3)),
    (" Carl Ito ", Link("Carl Ito", "", 2, 3)),
    ("[[carl-ito]]", Link("carl-ito", "", 2, 3)),
    ("[[people/carl.md|Carl]]", Link("carl", "Carl", 2, 3)),
    ("Research/Development", Link("Research/Development", "", 2, 3)),
])
def test_a_front_matter_value_is_a_link_with_or_without_brackets(text: str, link: Link) -> None:
    """In front matter the brackets may be left off; then the whole text is the name."""
    assert bare_link(text, 2, 3) == link


def test_a_folder_and_the_ending_are_no_part_of_a_name() -> None:
    """Only the last `.md` of a name is its file's ending."""
    assert [link_name("a/b/c.md"), link_name("c.md.md"), link_name("md")] == ["c", "c.md", "md"]
