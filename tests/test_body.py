"""The text below the front matter: notes, promises and dated lines."""

import time
from datetime import date

import pytest

from netsite.model import Entry, Link, Promise
from netsite.text.body import read_body
from tests.reading import NOT_CONTACT, body, lines_told, told

NO_DAY = ("this line has no day, so it does not count", "begin it with YYYY-MM-DD and a space")
OUTSIDE = ("a dated line outside a History section does not count",
           "put it under a heading ## History (a year's heading there is ###)")
CONFLICT = ("a merge conflict was left in this file",
            "keep one of the two versions, and take out the lines with the marks")


def entries(*lines: str, journal: bool = False) -> list[tuple[int, str, str]]:
    """Read lines as a body; give line, day and kind of each dated line."""
    found = body("\n".join(lines), journal=journal).entries
    return [(entry.line, str(entry.day), entry.kind) for entry in found]


def below(*lines: str) -> tuple[Entry, ...]:
    """Read lines below a History heading, which is line 1."""
    return body("\n".join(["## History", *lines])).entries


def test_a_dated_line_is_an_entry() -> None:
    """A bullet with a date in a History section says when, how, with whom and what."""
    entry, = below("- 2026-10-02 coffee with [[bo]] except [[cy]]: said [[dee]] moved")

    assert entry == Entry(
        path="contacts/ana.md", line=2, day=date(2026, 10, 2), whole_month=False, kind="coffee",
        contact=True, people=(Link("bo", "", 2, 26),), without=(Link("cy", "", 2, 40),),
        mentions=(Link("dee", "", 2, 53),), text="said [[dee]] moved", heading=False)


@pytest.mark.parametrize("bullet", ["-", "*", "+", "-  ", "-\t", "-   \t "])
def test_a_bullet_is_any_of_three_signs(bullet: str) -> None:
    """A dated line begins with `-`, `*` or `+` and white space."""
    assert entries("## History", f"{bullet} 2026-10-02 call") == [(2, "2026-10-02", "call")]


@pytest.mark.parametrize(("text", "kind"), [
    ("**coffee**: fine", "coffee"), ("_long call_", "long call"), ("coffee, with [[bo]]", "coffee"),
    ("*group call;* with [[bo]]", "group call"), ("c++: fine", "c++"),
])
def test_a_kind_is_kept_without_emphasis_and_commas(text: str, kind: str) -> None:
    """However a kind is set off, it is the same kind."""
    assert below(f"- 2026-10-02 {text}")[0].kind == kind


@pytest.mark.parametrize("line", [
    "-2026-10-02 call", " - 2026-10-02 call", "1. 2026-10-02 call", "> - 2026-10-02 call",
    "2026-10-02 call", "\t- 2026-10-02 call", "- on 2026-10-02 a call", "- [x] 2026-10-02 call",
    "- - 2026-10-02 call", "| - 2026-10-02 call", "• 2026-10-02 call",
])
def test_only_a_bullet_at_the_very_start_is_a_dated_line(line: str) -> None:
    """Indented, quoted, numbered or unmarked lines are none."""
    assert entries("## History", line) == []


def test_a_month_counts_from_its_first_day() -> None:
    """A line may give a month alone, and says so."""
    entry, = below("- 2026-03 call")

    assert (entry.day, entry.whole_month) == (date(2026, 3, 1), True)


@pytest.mark.parametrize("heading", [
    "## History", "## history", "## HISTORY", "# History", "###### History", "## Log",
    "### Timeline", "## Interactions", "## interactions:", "## History :", "## History ##",
    "##\tHistory", "   ## History", "## History: ##", "##   History  ",
])
def test_a_history_section_has_one_of_four_names(heading: str) -> None:
    """The section is History, Log, Timeline or Interactions, in any case, level and trim."""
    assert entries(heading, "- 2026-10-02 call") == [(2, "2026-10-02", "call")]


@pytest.mark.parametrize("heading", [
    "History", "**History**", "##History", "####### History", "    ## History", "## Our history",
    "## History of the house", "## Notes", "> ## History", "- ## History", "## Histories",
])
def test_other_headings_are_no_history(heading: str) -> None:
    """Dated lines below another heading, or what is no heading at all, do not count."""
    assert entries(heading, "- 2026-10-02 call") == []


@pytest.mark.parametrize(("heading", "inside"), [
    ("# Notes", False), ("## Notes", False), ("## 2025", False), ("### Notes", True),
    ("### 2025", True), ("### 2025-03", True), ("#### Work", True), ("##", False),
    ("## 2026-01-05 call", False),
])
def test_the_section_ends_at_the_next_heading_of_its_level_or_above(
    heading: str, *, inside: bool,
) -> None:
    """Headings below the section's own divide it; its own level or above end it."""
    found = entries("## History", heading, "- 2026-10-02 lunch")

    assert ((3, "2026-10-02", "lunch") in found) == inside


def test_sections_may_stand_several_times() -> None:
    """A second section counts too, and a section within a section ends only itself."""
    assert entries(
        "## History", "- 2026-01-01 a", "## Notes", "- 2026-01-02 b", "## Log", "- 2026-01-03 c",
        "### Timeline", "- 2026-01-04 d", "### Rest", "- 2026-01-05 e",
    ) == [(2, "2026-01-01", "a"), (6, "2026-01-03", "c"), (8, "2026-01-04", "d"),
          (10, "2026-01-05", "e")]


def test_a_dated_line_outside_of_a_section_is_hinted_once() -> None:
    """The first dated line that does not count is pointed out, and stays in the notes."""
    found = body("- 2026-10-02 call\n- 2026-10-03 call\n\n## Notes\n- 2026-10-04 call")

    assert told(found.problems) == [(f"contacts/ana.md:1:1: hint: {OUTSIDE[0]}", OUTSIDE[1])]
    assert "- 2026-10-03 call" in found.notes


def test_a_years_heading_at_the_sections_level_is_hinted() -> None:
    """`## 2025` ends a `## History`; the lines below it are pointed out."""
    found = body("## History\n## 2025\n- 2025-10-02 call")

    assert lines_told(found.problems) == [f"contacts/ana.md:3:1: hint: {OUTSIDE[0]}"]


def test_a_journal_holds_dated_lines_anywhere() -> None:
    """In a journal no section is needed, and a heading of any name changes nothing."""
    assert entries("- 2026-10-02 a", "# Work", "- 2026-10-03 b", "## History", "- 2026-10-04 c",
                   "# Rest", "- 2026-10-05 d", journal=True) == [
        (1, "2026-10-02", "a"), (3, "2026-10-03", "b"), (5, "2026-10-04", "c"),
        (7, "2026-10-05", "d")]


def test_years_and_months_only_group_lines() -> None:
    """`## 2026` and `## 2026-03` are no dated lines, and give bullets below them no day."""
    found = body("## 2026\n- 2026-01-02 a\n### 2026-03:\n- 2026-03-04 b\n- no day", journal=True)

    assert [(entry.line, str(entry.day)) for entry in found.entries] == [
        (2, "2026-01-02"), (4, "2026-03-04")]
    assert told(found.problems) == [(f"contacts/ana.md:5:1: hint: {NO_DAY[0]}", NO_DAY[1])]


def test_the_order_of_lines_does_not_matter() -> None:
    """Lines are read as they stand, new ones first or last."""
    assert entries("## History", "- 2026-01-02 a", "- 2026-10-02 b", "- 2026-03 c") == [
        (2, "2026-01-02", "a"), (3, "2026-10-02", "b"), (4, "2026-03-01", "c")]


@pytest.mark.parametrize(("lines", "text"), [
    (["  more of it"], "more of it"),
    (["more of it"], "more of it"),
    (["  - sent her the talk", "  - and the book"], "- sent her the talk\n- and the book"),
    (["    - deep", "      - deeper"], "- deep\n  - deeper"),
    (["", "  a paragraph of its own"], "\na paragraph of its own"),
    (["  ```", "  - 2026-01-01 code", "  ```"], "```\n- 2026-01-01 code\n```"),
    (["  - 2026-01-01 is only said here"], "- 2026-01-01 is only said here"),
    (["\t- a tab"], "- a tab"),
    (["  - 1", "", "", ""], "- 1"),
])
def test_what_follows_a_line_belongs_to_it(lines: list[str], text: str) -> None:
    """Continuation lines and nested bullets are the entry's text, dedented."""
    entry, other = below("- 2026-10-02 coffee: fine", *lines, "- 2026-10-01 call")

    assert (entry.text, other.text) == (f"fine\n{text}", "")


def test_links_below_a_line_are_mentions() -> None:
    """A link in a continuation line or nested bullet is no contact."""
    entry, = below("- 2026-10-02 coffee with [[bo]]", "  - sent [[cy]] the talk",
                   "and with [[dee]]: fine")

    assert [link.name for link in entry.people] == ["bo"]
    assert [(link.name, link.line, link.column) for link in entry.mentions] == [
        ("cy", 3, 10), ("dee", 4, 10)]


def test_a_paragraph_after_a_blank_line_is_no_part_of_the_line() -> None:
    """Text at the margin, after a blank line, goes to the notes."""
    found = body("## History\n- 2026-10-02 call\n\nAnother thing about [[bo]].")

    assert [entry.text for entry in found.entries] == [""]
    assert found.notes == "Another thing about [[bo]]."
    assert [link.name for link in found.mentions] == ["bo"]


@pytest.mark.parametrize("lines", [
    ["```", "- 2026-01-01 code", "```"],
    ["~~~ text", "- 2026-01-01 code", "```", "~~~~"],
    ["````md", "```", "- 2026-01-01 code", "```", "````"],
    ["```", "<!--", "```", "<!-- -->"],
    ["   ```", "- 2026-01-01 code", "   ```"],
    ["<!--", "- 2026-01-01 hidden", "-->"],
    ["<!-- from here", "- 2026-01-01 hidden", "## Notes", "to here -->"],
    ["<!-- - 2026-01-01 hidden -->"],
    ["text <!-- a comment begins", "- 2026-01-01 hidden", "-->"],
    ["```", "## Notes", "```"],
    ["```", "# 2026-01-01 lunch", "```"],
    ["<!--", "```", "-->"],
])
def test_code_fences_and_comments_hold_no_lines(lines: list[str]) -> None:
    """Bullets and headings in code or in a comment count for nothing."""
    found = body("\n".join(["## History", *lines, "", "- 2026-10-02 call"]))

    assert [(str(entry.day), entry.kind) for entry in found.entries] == [("2026-10-02", "call")]
    assert found.problems == ()


@pytest.mark.parametrize("line", [
    "- 2026-10-02 call <!-- sure? -->", "- 2026-10-02 call `<!--`", "- 2026-10-02 call ```x```",
])
def test_code_and_comments_of_one_line_end_with_it(line: str) -> None:
    """A comment that is closed, and code within a line, hide no line below."""
    assert [day for _, day, _ in entries("## History", line, "- 2026-10-03 call")] == [
        "2026-10-02", "2026-10-03"]


@pytest.mark.parametrize(("opening", "problem"), [
    ("```", ("contacts/ana.md:3:1: warning: this code block is never closed", "close it with ```")),
    ("~~~~ text", ("contacts/ana.md:3:1: warning: this code block is never closed",
                   "close it with ~~~~")),
    ("<!-- note", ("contacts/ana.md:3:1: warning: this comment is never closed",
                   "close it with -->")),
])
def test_what_is_never_closed_is_told(opening: str, problem: tuple[str, str]) -> None:
    """A fence or comment that swallows the rest of the file is a warning at its start."""
    found = body(f"## History\n- 2026-10-02 call\n{opening}\n- 2026-10-01 call\n")

    assert told(found.problems) == [problem]


def test_a_heading_with_a_day_is_a_dated_line() -> None:
    """`### 2026-10-02 coffee with …` is an entry, and the text below it is its text."""
    entry, = below("### 2026-10-02 coffee with [[bo]]: fine", "", "It went on.", "",
                   "Said [[cy]] moved.")

    assert (entry.line, entry.kind, entry.heading) == (2, "coffee", True)
    assert [(link.name, link.line, link.column) for link in entry.people] == [("bo", 2, 28)]
    assert [(link.name, link.line, link.column) for link in entry.mentions] == [("cy", 6, 6)]
    assert [line for line in entry.text.split("\n") if line] == [
        "fine", "It went on.", "Said [[cy]] moved."]


@pytest.mark.parametrize("heading", ["### 2026-10-02", "### 2026-10-02: coffee",
                                     "### 2026-10-02 coffee ###", "#### 2026-10-02 coffee"])
def test_a_day_heading_gives_its_day_to_bullets_below(heading: str) -> None:
    """Bullets without a date below a day's heading are lines of that day; others have their own."""
    found = below(heading, "- call with [[bo]]: fine", "  - nested", "* lunch", "- 2026-01-02 tea")

    assert [(entry.line, str(entry.day), entry.kind, entry.heading) for entry in found[1:]] == [
        (3, "2026-10-02", "call", False), (5, "2026-10-02", "lunch", False),
        (6, "2026-01-02", "tea", False)]
    assert [(link.name, link.line, link.column) for link in found[1].people] == [("bo", 3, 13)]
    assert found[1].text == "fine\n- nested"


def test_text_below_a_day_keeps_its_indent() -> None:
    """What is indented below a day's heading may be code, and stays as it is."""
    entry, = below("### 2026-10-02 coffee", "", "    code", "      more")

    assert entry.text == "    code\n      more"


def test_a_day_ends_at_the_next_heading_of_its_level_or_above() -> None:
    """A bullet below the next such heading has no day; one below a lower heading has."""
    found = body("## History\n### 2026-10-02 a\n#### Later\n- b\n### Other\n- c")

    assert [(entry.line, entry.kind) for entry in found.entries] == [(2, "a"), (4, "b")]
    assert lines_told(found.problems) == [f"contacts/ana.md:6:1: hint: {NO_DAY[0]}"]


def test_a_day_heading_is_closed_by_the_next_day() -> None:
    """Each day's heading gives its own day."""
    found = below("### 2026-10-02", "- a", "### 2026-10-03", "- b")

    assert [(str(entry.day), entry.kind) for entry in found] == [
        ("2026-10-02", ""), ("2026-10-02", "a"), ("2026-10-03", ""), ("2026-10-03", "b")]


def test_a_day_heading_outside_of_a_section_is_a_heading() -> None:
    """A heading with a day counts only where dated lines count."""
    assert entries("# 2026-10-02 coffee", "- call") == []


def test_a_task_below_a_day_is_a_promise_and_no_line() -> None:
    """`- [ ]` below a day's heading is no contact of that day."""
    found = body("## History\n### 2026-10-02 coffee\n- [ ] send the talk")

    assert [entry.line for entry in found.entries] == [2]
    assert found.promises == (Promise("send the talk", False, 3),)


@pytest.mark.parametrize(("line", "problem"), [
    ("- 2026-3-5 call",
     ("3: warning: “2026-3-5” is nearly a date, and not read as one",
      "begin the line with 2026-03-05 and a space")),
    ("*  2026/10/02 call",
     ("4: warning: “2026/10/02” is nearly a date, and not read as one",
      "begin the line with 2026-10-02 and a space")),
    ("- 2026-02-30 call", ("3: warning: there is no 2026-02-30 in the calendar", "mend the date")),
    ("### 2026-3-5 call",
     ("5: warning: “2026-3-5” is nearly a date, and not read as one",
      "begin the line with 2026-03-05 and a space")),
    ("### 2026-02-30 call",
     ("5: warning: there is no 2026-02-30 in the calendar", "mend the date")),
    ("- thought of her", (f"1: hint: {NO_DAY[0]}", NO_DAY[1])),
    ("- 2026 call", (f"1: hint: {NO_DAY[0]}", NO_DAY[1])),
    ("-2026-10-02 call", ("2: warning: a space is missing after the bullet",
                          "write - and a space before the date")),
    ("+2026-3-5 call", ("2: warning: a space is missing after the bullet",
                        "write + and a space before the date")),
])
def test_a_line_that_is_nearly_dated_is_told(line: str, problem: tuple[str, str]) -> None:
    """A near date, an impossible one and a bullet without a day are told with their mend."""
    found = body(f"## History\n{line}")

    assert told(found.problems) == [(f"contacts/ana.md:2:{problem[0]}", problem[1])]
    assert found.entries == ()
    assert found.notes.endswith(line)


def test_a_near_date_below_a_day_is_told() -> None:
    """A mistaken date below a day's heading is told, too."""
    found = body("## History\n### 2026-10-02\n- 2026-3-5 call")

    assert lines_told(found.problems) == [
        "contacts/ana.md:3:3: warning: “2026-3-5” is nearly a date, and not read as one"]


def test_a_task_in_a_section_needs_no_day() -> None:
    """A promise among the dated lines is one, and not told as a line without a day."""
    found = body("## History\n- [ ] send the talk\n- 2026-10-02 call")

    assert (found.problems, found.promises) == ((), (Promise("send the talk", False, 2),))


@pytest.mark.parametrize(("line", "promises"), [
    ("- [ ] send her the talk", [("send her the talk", False)]),
    ("* [x] sent", [("sent", True)]),
    ("+ [X] sent", [("sent", True)]),
    ("  - [ ] nested", [("nested", False)]),
    ("- [ ]", []),
    ("- [] no", []),
    ("- [-] no", []),
    ("[ ] no", []),
    ("text - [ ] no", []),
    ("`- [ ] no`", []),
])
def test_a_promise_is_kept_until_it_is_ticked(line: str, promises: list[tuple[str, bool]]) -> None:
    """A `- [ ]` item of the notes is a promise, `- [x]` one that was kept."""
    assert [(each.text, each.done) for each in body(line).promises] == promises


def test_code_holds_no_promises_mentions_or_conflicts() -> None:
    """What stands in a code fence of the notes is only shown."""
    found = body("```\n- [ ] no\n[[bo]]\n<<<<<<< HEAD\n>>>>>>> x\n# Heading\n```")

    assert (found.promises, found.mentions, found.problems, found.heading) == ((), (), (), "")


def test_notes_are_what_is_not_history() -> None:
    """Notes are kept as Markdown, from before, between and after the sections."""
    found = body("# Ana\n\nLikes [[climbing]].\n\n- a list\n\n## History\n- 2026-10-02 call\n\n"
                 "## Gifts\n\nA book.\n")

    assert found.notes == "# Ana\n\nLikes [[climbing]].\n\n- a list\n\n## Gifts\n\nA book."
    assert found.heading == "Ana"
    assert [(link.name, link.line, link.column) for link in found.mentions] == [("climbing", 3, 7)]


def test_what_belongs_to_no_line_of_a_section_goes_below_the_notes() -> None:
    """A paragraph or bullet of a section that is no dated line's is not lost."""
    found = body("before\n## History\ninside\n- 2026-10-02 call\n## Gifts\nafter")

    assert found.notes == "before\n## Gifts\nafter\n\ninside"


@pytest.mark.parametrize(("text", "heading"), [
    ("# Ana Silva", "Ana Silva"), ("text\n\n### Ana ###\n# Bo", "Ana"), ("# C#", "C#"),
    ("## History\n\n# Ana", "Ana"), ("#\n# Ana", "Ana"), ("    # code", ""), ("#tag", ""),
    ("```\n# code\n```\n# Ana", "Ana"), ("", ""),
])
def test_the_first_heading_is_known(text: str, heading: str) -> None:
    """The first heading that is no section's is remembered, for a file without a name."""
    assert body(text).heading == heading


def test_merge_conflict_marks_are_named_as_what_they_are() -> None:
    """A merge conflict is an error at each of its outer marks, and both versions are read."""
    found = body("## History\n<<<<<<< HEAD\n- 2026-10-02 call\n=======\n- 2026-10-03 tea\n"
                 ">>>>>>> theirs\n- 2026-10-01 lunch")

    assert told(found.problems) == [
        (f"contacts/ana.md:2:1: error: {CONFLICT[0]}", CONFLICT[1]),
        (f"contacts/ana.md:6:1: error: {CONFLICT[0]}", CONFLICT[1])]
    assert [entry.kind for entry in found.entries] == ["call", "tea", "lunch"]


@pytest.mark.parametrize("line", ["<<<<<< x", "=======", "<<<<<<<", "a <<<<<<< b", ">>>> quoted"])
def test_what_is_no_conflict_mark_is_not_told(line: str) -> None:
    """Quotes, rules and arrows are no merge conflict."""
    assert body(f"text\n{line}\n").problems == ()


def test_words_after_with_that_are_no_link_are_kept_for_the_checks() -> None:
    """`with Bo` is noticed with its place; whether it is a person, the whole vault tells."""
    assert body("## History\n- 2026-10-02 coffee with Bo").unlinked == (("Bo", 2, 26),)


def test_line_numbers_are_the_files() -> None:
    """Lines count from where the body starts in its file."""
    found = read_body("a.md", "## History\n- 2026-10-02 call\n- 2026-3-5 x", 12, journal=False,
                      not_contact=NOT_CONTACT)

    assert ([entry.line for entry in found.entries], found.problems[0].line) == ([13], 14)


@pytest.mark.parametrize("text", [
    "## History\n- 2026-10-02 " + "x " * 500_000,
    "## History\n- 2026-10-02 with " + "[[a]], " * 150_000 + ": x",
    "## History\n- 2026-10-02 " + " " * 1_000_000 + ":",
    "## History\n- 2026-10-02 with" + " " * 1_000_000 + "Bo",
    "- " * 500_000,
    "> " * 500_000,
    "## History\n" + "- 2026-10-02 call\n" * 50_000,
    "## History\n- 2026-10-02 call\n" + "  more\n" * 100_000,
    "<!-- " * 200_000,
    "#" * 1_000_000,
    "## " + "x #" * 300_000,
    "`" * 1_000_000,
    "- [ ] " * 150_000,
    "\n" * 1_000_000,
], ids=range(14))
def test_a_long_file_takes_no_time(text: str) -> None:
    """However a file of a megabyte is made, it is read in time that grows with its length."""
    start = time.perf_counter()
    body(text)

    assert time.perf_counter() - start < 20
