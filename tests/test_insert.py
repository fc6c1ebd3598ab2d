"""Where a new dated line goes, and how it looks."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.text.body import Body, read_body
from netsite.text.frontmatter import read_front_matter
from netsite.text.insert import add_dated_line
from netsite.text.splices import spliced

DAY = date(2026, 10, 2)


def body_of(text: str, *, journal: bool) -> Body:
    """Read a file's body."""
    head = read_front_matter("x.md", text)
    return read_body("x.md", text[head.body_start:], head.body_line, journal=journal,
                     not_contact={})


def added(text: str, *, journal: bool = False, day: date = DAY, words: str = "call") -> str:
    """Add a line to a file's text."""
    splice = add_dated_line(text, body_of(text, journal=journal), day, words, journal=journal)
    return spliced(text, [splice])


def marked(text: str) -> tuple[str, str]:
    """Read a text in which » stands before each line to be added: without those lines, and with."""
    lines = text.split("\n")
    return ("\n".join(line for line in lines if line[:1] != "»"),
            "\n".join(line.removeprefix("»") for line in lines))


HISTORIES = {
    "newest first, at its place": """\
---
name: Ana
---
Notes.

## History

- 2026-11-01 coffee
»- 2026-10-02 call
- 2026-09-01 coffee
- 2026-08-01 coffee
""",
    "newest first, the newest": """\
## History

»- 2026-10-02 call
- 2026-09-01 coffee
- 2026-08-01 coffee
""",
    "newest first, the oldest": """\
## History

- 2026-12-01 coffee
- 2026-11-01 coffee
»- 2026-10-02 call

## More
""",
    "oldest first, at its place": """\
## History

- 2026-08-01 coffee
- 2026-09-01 coffee
»- 2026-10-02 call
- 2026-11-01 coffee
""",
    "oldest first, the newest": """\
## History
- 2026-08-01 coffee
- 2026-09-01 coffee
»- 2026-10-02 call
""",
    "oldest first, the oldest": """\
## History
»- 2026-10-02 call
- 2026-11-01 coffee
- 2026-12-01 coffee
""",
    "one line there, which is older": """\
## History

»- 2026-10-02 call
- 2026-09-01 coffee
""",
    "one line there, which is newer": """\
## History

- 2026-11-01 coffee
»- 2026-10-02 call
""",
    "newest first, of one day the later written stands above": """\
## History

- 2026-11-01 coffee
»- 2026-10-02 call
- 2026-10-02 coffee
- 2026-09-01 coffee
""",
    "oldest first, of one day the later written stands below": """\
## History

- 2026-09-01 coffee
- 2026-10-02 coffee
»- 2026-10-02 call
- 2026-11-01 coffee
""",
    "what belongs to a line stays with it": """\
## History

- 2026-09-01 coffee
  - [ ] send her the talk

  Still the same line.
»- 2026-10-02 call
- 2026-11-01 coffee
""",
    "lines with blank lines between": """\
## History

- 2026-11-01 coffee

»- 2026-10-02 call
»
- 2026-09-01 coffee

- 2026-08-01 coffee
""",
    "loose lines, the last": """\
## History

- 2026-12-01 coffee

- 2026-11-01 coffee
»
»- 2026-10-02 call
""",
    "another bullet": """\
## History

* 2026-11-01 coffee
»* 2026-10-02 call
* 2026-09-01 coffee
""",
    "a wide bullet": """\
## History

-   2026-11-01 coffee
»-   2026-10-02 call
-   2026-09-01 coffee
""",
    "an empty section at the end": """\
Notes.

## History
»
»- 2026-10-02 call
""",
    "an empty section with a blank line": """\
## History

»- 2026-10-02 call
»
## More
Text.
""",
    "an empty section, and a heading at once": """\
## History
»
»- 2026-10-02 call
»
## More
Text.
""",
    "text in the section that is no line": """\
## History

»- 2026-10-02 call
»
Nothing yet.
""",
    "years, newest first": """\
## History

### 2026

- 2026-11-01 coffee
»- 2026-10-02 call
- 2026-09-01 coffee

### 2025

- 2025-10-02 coffee
""",
    "years, the year has no line": """\
## History

### 2027

- 2027-10-02 coffee

### 2026

»- 2026-10-02 call
»
### 2025

- 2025-10-02 coffee
""",
    "years, a new one between": """\
## History

### 2027

- 2027-10-02 coffee

»### 2026
»
»- 2026-10-02 call
»
### 2025

- 2025-10-02 coffee
""",
    "years, a new one above": """\
## History

»### 2026
»
»- 2026-10-02 call
»
### 2025

- 2025-10-02 coffee

### 2024

- 2024-10-02 coffee
""",
    "years, a new one below": """\
## History

### 2028

- 2028-10-02 coffee

### 2027

- 2027-10-02 coffee
»
»### 2026
»
»- 2026-10-02 call

## More
""",
    "years, oldest first, a new one below": """\
## History

### 2024

- 2024-10-02 coffee

### 2025

- 2025-10-02 coffee
»
»### 2026
»
»- 2026-10-02 call
""",
    "months in years": """\
## History

### 2026

#### 2026-11

- 2026-11-01 coffee

#### 2026-10

- 2026-10-05 coffee
»- 2026-10-02 call

### 2025
- 2025-10-02 coffee
""",
    "a month new in its year": """\
## History

### 2026

#### 2026-11

- 2026-11-01 coffee

»#### 2026-10
»
»- 2026-10-02 call
»
#### 2026-09

- 2026-09-05 coffee
""",
    "days as headings": """\
## History

### 2026-11-01 coffee

In Foz.

»### 2026-10-02 call
»
### 2026-09-01 coffee

By the sea.
""",
    "days as headings, the last": """\
## History

### 2026-12-01 coffee
In Foz.

### 2026-11-01 coffee
By the sea.
»
»### 2026-10-02 call
""",
    "bullets below a day stay below it": """\
## History

### 2026-11-01 fair

- met her boss
- and his boss
»
»### 2026-10-02 call
""",
    "the section is called Log and stands first": """\
# Log:

- 2026-11-01 coffee
»- 2026-10-02 call

# Notes

More of it.
""",
    "two sections, and it stands in the first": """\
## History

- 2026-11-01 coffee
»- 2026-10-02 call

## Notes

## Log

- 2026-10-05 coffee
- 2026-10-01 coffee
""",
    "a heading inside a code block is none": """\
```
## History
- 2026-09-01 coffee
```

## History

»- 2026-10-02 call
- 2026-09-01 coffee
""",
    "a comment above stays where it is": """\
## History

<!-- newest first -->
»- 2026-10-02 call
- 2026-09-01 coffee
""",
    "no section yet": """\
---
name: Ana
---
Notes.
»
»## History
»
»- 2026-10-02 call
""",
    "no section yet, and a blank line at the end": """\
Notes.

»## History
»
»- 2026-10-02 call
""",
    "nothing but front matter": """\
---
name: Ana
---
»
»## History
»
»- 2026-10-02 call
""",
    "dated lines outside a section are not its lines": """\
- 2026-11-01 coffee
»
»## History
»
»- 2026-10-02 call
""",
}


@pytest.mark.parametrize("text", HISTORIES.values(), ids=HISTORIES)
def test_a_line_in_a_history(text: str) -> None:
    """The line goes where its day puts it, in the order and the dress of the lines there."""
    before, after = marked(text)

    assert added(before) == after


JOURNALS = {
    "an empty file": "»- 2026-10-02 call\n",
    "only a title": """\
# 2026
»
»- 2026-10-02 call
""",
    "newest first": """\
# 2026

- 2026-11-01 coffee
»- 2026-10-02 call
- 2026-09-01 coffee
""",
    "oldest first": """\
# 2026

- 2026-09-01 coffee
»- 2026-10-02 call
- 2026-11-01 coffee
""",
    "months as headings": """\
# 2026

## 2026-11

- 2026-11-01 coffee

## 2026-10

»- 2026-10-02 call
- 2026-10-01 coffee
""",
    "lines without any heading": """\
- 2026-11-01 coffee
»- 2026-10-02 call
""",
    "front matter": """\
---
tags: [journal]
---
- 2026-11-01 coffee
»- 2026-10-02 call
""",
    "only front matter": """\
---
tags: [journal]
---
»
»- 2026-10-02 call
""",
    "an introduction": """\
Lines about several people.
»
»- 2026-10-02 call
""",
    "headings that netsite does not know": """\
# November

- 2026-11-01 coffee

# October

»- 2026-10-02 call
- 2026-10-01 rehearsal
""",
}


@pytest.mark.parametrize("text", JOURNALS.values(), ids=JOURNALS)
def test_a_line_in_the_journal(text: str) -> None:
    """In the journal lines stand anywhere, and a new one goes where its day puts it."""
    before, after = marked(text)

    assert added(before, journal=True) == after


@pytest.mark.parametrize(("before", "after"), [
    ("Notes.", "Notes.\n\n## History\n\n- 2026-10-02 call"),
    ("## History", "## History\n\n- 2026-10-02 call"),
    ("## History\n- 2026-11-01 x", "## History\n- 2026-11-01 x\n- 2026-10-02 call"),
    ("## History\n- 2026-09-01 x", "## History\n- 2026-10-02 call\n- 2026-09-01 x"),
    ("", "## History\n\n- 2026-10-02 call\n"),
])
def test_a_missing_line_end_stays_missing(before: str, after: str) -> None:
    """A file without a line end at its end has none afterwards, unless it was empty."""
    assert added(before) == after


@pytest.mark.parametrize(("words", "lines"), [
    ("coffee: one\ntwo\n\nthree", "- 2026-10-02 coffee: one\n  two\n\n  three\n"),
    ("", "- 2026-10-02\n"),
    ("coffee: one\n- two", "- 2026-10-02 coffee: one\n  - two\n"),
])
def test_further_lines_of_the_words_are_indented(words: str, lines: str) -> None:
    """Lines below the first belong to it, a blank one too; without words the day stands alone."""
    assert added("## History\n\n", words=words) == f"## History\n\n{lines}"


def test_further_lines_below_a_heading_stand_as_text() -> None:
    """Where days are headings, further lines are the text below."""
    text = "## History\n\n### 2026-09-01 coffee\n\nIn Foz.\n"

    assert added(text, words="call: one\ntwo") == (
        "## History\n\n### 2026-10-02 call: one\n\ntwo\n\n### 2026-09-01 coffee\n\nIn Foz.\n")


# The law

days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
bullets = st.sampled_from(["- ", "* ", "+ ", "-  ", "-\t"])
tails = st.sampled_from(["", " call", " coffee with [[bo]]: x", ": x", " note x"])
belongings = st.sampled_from(["", "\n  more", "\n  - [ ] a promise", "\n\n  after a gap",
                              "\nlazy text", "\n  ```\n  - 2020-01-01 code\n  ```"])
ORDERS = ("newest first", "oldest first", "none")


@st.composite
def groups(draw: st.DrawFn, order: str) -> str:
    """Draw dated lines in an order, with one way to write them."""
    found = draw(st.lists(days, max_size=5))
    if order != "none":
        found.sort(reverse=order == "newest first")
    bullet, gap = draw(bullets), draw(st.sampled_from(["\n", "\n\n"]))
    return gap.join(f"{bullet}{day}{draw(tails)}{draw(belongings)}" for day in found)


@st.composite
def grouped(draw: st.DrawFn, level: int, order: str) -> str:
    """Draw years as headings with lines below them."""
    years = draw(st.lists(st.integers(2023, 2027), unique=True, max_size=3))
    if order != "none":
        years.sort(reverse=order == "newest first")
    parts = []
    for year in years:
        found = draw(st.lists(st.dates(date(year, 1, 1), date(year, 12, 31)), max_size=3))
        if order != "none":
            found.sort(reverse=order == "newest first")
        lines = "".join(f"- {day}{draw(tails)}\n" for day in found)
        parts.append(f"{'#' * level} {year}\n{draw(st.sampled_from(['', chr(10)]))}{lines}")
    return draw(st.sampled_from(["", "\n"])).join(parts)


@st.composite
def histories(draw: st.DrawFn, *, journal: bool) -> tuple[str, str]:
    """Draw a file's text and the order in which its lines stand."""
    order = draw(st.sampled_from(ORDERS))
    head = draw(st.sampled_from(["", "---\nname: Ana\n---\n", "---\n---\n"]))
    notes = draw(st.sampled_from(["", "Notes.\n", "Notes.\n\n", "- a list\n\n", "\n\n",
                                  "```\n## History\n```\n\n"]))
    title = "" if journal else draw(st.sampled_from(
        ["## History\n", "## History\n\n", "# Log:\n\n", "### timeline\n"]))
    level = 4 if title.startswith("###") else 3
    lines = draw(groups(order) | grouped(level, order))
    rest = "" if journal else draw(st.sampled_from(["", "\n", "\n\n## More\n\ntext\n",
                                                    "\n\n# More\n"]))
    if not journal and draw(st.integers(0, 9)) == 0:
        title = lines = ""
    return f"{head}{notes}{title}{lines}{rest}", order


def check(text: str, order: str, day: date, words: str, *, journal: bool) -> None:
    """Check the law for one file and one line."""
    after = added(text, journal=journal, day=day, words=words)
    old, new = (body_of(version, journal=journal).entries for version in (text, after))
    found = [entry._replace(line=0, people=(), mentions=()) for entry in new]
    for entry in old:
        found.remove(entry._replace(line=0, people=(), mentions=()))
    one, = found
    steps = [(a.day, b.day) for a, b in pairwise(new)]

    assert (one.day, one.whole_month) == (day, False)
    assert not Counter(filter(str.strip, text.split("\n"))) - Counter(after.split("\n"))
    assert "".join(after.split("\n"))  # nothing is empty afterwards
    assert after.endswith("\n") == (text.endswith("\n") or not text.strip())
    if order == "newest first" and len(old) > 1:
        assert all(a >= b for a, b in steps)
    if order == "oldest first" and len({entry.day for entry in old}) > 1:
        assert all(a <= b for a, b in steps)


@given(histories(journal=False), days, st.sampled_from(["call", "coffee: x\n- y", ""]))
def test_a_line_more_in_any_history(made: tuple[str, str], day: date, words: str) -> None:
    """Exactly one dated line comes in, none is changed or lost, and an order there is stays."""
    check(*made, day, words, journal=False)


@given(histories(journal=True), days, st.sampled_from(["call", "coffee: x\n- y", ""]))
def test_a_line_more_in_any_journal(made: tuple[str, str], day: date, words: str) -> None:
    """What holds for a history holds for a journal."""
    check(*made, day, words, journal=True)
