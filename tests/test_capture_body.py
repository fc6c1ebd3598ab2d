"""A note more, and a promise kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.capture.body import add_note, tick
from netsite.model import Promise
from netsite.network.proof import only_notes, reading
from netsite.problems import UsageError
from netsite.text.splices import spliced
from tests.reading import contact

HEAD = "---\nname: Ana\n---\n"
LINES = "## History\n\n- 2026-10-02 call\n"


def noted(text: str, note: str = "New.") -> str:
    """Add a note to a file."""
    return spliced(text, add_note("x.md", note, text))


@pytest.mark.parametrize(("before", "after"), [
    ("", "New.\n"),
    (HEAD, f"{HEAD}New.\n"),
    (HEAD.rstrip(), f"{HEAD}New."),
    (f"{HEAD}Old.\n", f"{HEAD}Old.\n\nNew.\n"),
    (f"{HEAD}Old.", f"{HEAD}Old.\n\nNew."),
    (f"{HEAD}Old.\n\n\n", f"{HEAD}Old.\n\nNew.\n\n\n"),
    (f"{HEAD}Old.\n\n{LINES}", f"{HEAD}Old.\n\nNew.\n\n{LINES}"),
    (f"{HEAD}Old.\n{LINES}", f"{HEAD}Old.\n\nNew.\n{LINES}"),
    (f"{HEAD}{LINES}", f"{HEAD}New.\n\n{LINES}"),
    (f"{HEAD}\n{LINES}", f"{HEAD}\nNew.\n\n{LINES}"),
    (LINES, f"New.\n\n{LINES}"),
    (f"{HEAD}- one\n", f"{HEAD}- one\n\nNew.\n"),
    (f"{HEAD}{LINES}\n## More\n\nOld.\n", f"{HEAD}New.\n\n{LINES}\n## More\n\nOld.\n"),
])
def test_a_note_goes_behind_the_notes(before: str, after: str) -> None:
    """A note is a paragraph of its own behind what is there, before the History."""
    assert noted(before) == after


@pytest.mark.parametrize(("before", "note", "after"), [
    ("Old.\n", "[ ] send it", "Old.\n\n- [ ] send it\n"),
    ("- one\n", "[ ] send it", "- one\n- [ ] send it\n"),
    ("- one\n", "- two", "- one\n- two\n"),
    ("* one\n\n", "* two", "* one\n* two\n\n"),
    ("- one\n  - deep\n", "- two", "- one\n  - deep\n- two\n"),
    ("- one\n", "- two\n- three", "- one\n- two\n- three\n"),
    ("Old.\n", "one\n\ntwo\n\n", "Old.\n\none\n\ntwo\n"),
    ("Old.\n", "  code", "Old.\n\n  code\n"),
    ("Old.\n", "[x] sent it", "Old.\n\n- [x] sent it\n"),
    ("Old.\n", "[X] sent it", "Old.\n\n- [X] sent it\n"),
])
def test_a_promise_and_a_bullet_continue_a_list(before: str, note: str, after: str) -> None:
    """`[ ]` becomes a promise, and a bullet behind a bullet continues its list."""
    assert noted(before, note) == after


@given(st.sampled_from(["", HEAD, "---\n---\n"]),
       st.sampled_from(["", "Old.\n", "Old.\n\n", "\n", "- one\n", "- [ ] one\n\n", "# Ana\n",
                        "```\n## History\n```\n", "text\n- 2026-01-02 outside\n"]),
       st.sampled_from(["", LINES, "## Log\n", "# History\n- 2026-10-02 x\n\n# More\n\ntext\n"]),
       st.sampled_from(["New.", "- new", "[ ] new", "two\n\nlines", "a [[link]]"]), st.booleans())
def test_a_note_changes_nothing_but_the_notes(
    head: str, notes: str, history: str, note: str, ends: bool,  # noqa: FBT001
) -> None:
    """In every file the note is among the notes afterwards, and no dated line is otherwise."""
    text = head + notes + history
    text = text if ends else text.rstrip("\n")
    after = noted(text, note)
    old, new = (reading("contacts/x.md", version, journal=False, not_contact={})
                for version in (text, after))

    assert only_notes(old, new) == ""
    assert note.removeprefix("[ ] ") in new.notes
    assert len(after.replace(note, "", 1)) - len(text) in range(6)
    assert [each.text for each in new.promises if each not in old.promises] == (
        ["new"] if note.startswith("[") else [])


def ticked(text: str, promise: Promise) -> str:
    """Tick a promise in a file."""
    return spliced(text, tick("x.md", promise, text))


TASKS = """\
- [ ] send the talk
  * [ ] and the other
- [x] call
+  [ ] send the talk

```
- [ ] send the talk
```

## History

- 2026-10-02 call
  - [ ] bring the book
"""


@pytest.mark.parametrize(("line", "words", "now"), [
    (1, "send the talk", "- [x] send the talk"),
    (2, "and the other", "  * [x] and the other"),
    (4, "send the talk", "+  [x] send the talk"),
    (13, "bring the book", "  - [x] bring the book"),
])
def test_a_promise_is_ticked(line: int, words: str, now: str) -> None:
    """The one character in the brackets is changed, of the promise in that line."""
    lines = TASKS.split("\n")
    lines[line - 1] = now

    assert ticked(TASKS, Promise(words, False, line)) == "\n".join(lines)


def test_a_promise_that_has_moved_is_found_by_its_words() -> None:
    """Of several with the same words the nearest is meant."""
    assert ticked(f"new\n\n{TASKS}", Promise("send the talk", False, 5)) == (
        f"new\n\n{TASKS}".replace("+  [ ]", "+  [x]"))


def test_front_matter_does_not_count_as_lines_of_the_text() -> None:
    """Lines count from the file's start."""
    text = f"{HEAD}- [ ] one\n- [ ] two\n"
    promise = contact(text).promises[1]

    assert ticked(text, promise) == f"{HEAD}- [ ] one\n- [x] two\n"


@pytest.mark.parametrize("promise", [
    Promise("nothing such", False, 1), Promise("call", False, 3),
])
def test_a_promise_that_is_gone_or_kept_is_refused(promise: Promise) -> None:
    """Where nobody promises this any more nothing is ticked."""
    with pytest.raises(UsageError, match="is not there any more"):
        ticked(TASKS, promise)
