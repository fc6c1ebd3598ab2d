"""Plans: edits to the changes they make, proved."""

from collections.abc import Sequence

import pytest

from netsite.capture.plan import (
    Change,
    Edit,
    Gone,
    New,
    Plan,
    Step,
    Swap,
    changes_of,
    names_in_words,
)
from netsite.problems import UsageError
from netsite.text.splices import Splice

FILES = {"a.md": b"one\r\ntwo\r\n", "b.md": b"\xef\xbb\xbfb", "w.md": "x".encode("utf-16")}


def good(_before: str, _after: str) -> str:
    """Find nothing wrong."""
    return ""


def at_end(path: str, text: str) -> Edit:
    """Make an edit that adds to a file's end."""
    return Edit(path, lambda old: [Splice(len(old), len(old), text)], good)


def changes(*steps: Step) -> list[Change]:
    """Make the changes of steps."""
    return changes_of(Plan("x", steps), FILES.get)


def refused(*steps: Step) -> str:
    """Give why steps cannot be made."""
    with pytest.raises(UsageError) as error:
        changes(*steps)
    return str(error.value)


def test_an_edit_keeps_all_else() -> None:
    """What is spliced in gets the file's line ends, and its mark at the start stays."""
    assert changes(at_end("a.md", "three\n"), at_end("b.md", "c")) == [
        Change("a.md", b"one\r\ntwo\r\n", b"one\r\ntwo\r\nthree\r\n"),
        Change("b.md", b"\xef\xbb\xbfb", b"\xef\xbb\xbfbc")]


def test_edits_of_one_file_follow_each_other() -> None:
    """The second edit sees what the first made, and both are one change."""
    assert changes(at_end("b.md", "c"), at_end("b.md", "d")) == [
        Change("b.md", b"\xef\xbb\xbfb", b"\xef\xbb\xbfbcd")]


def test_a_file_that_is_not_there_is_edited_as_an_empty_one() -> None:
    """The first line of a journal makes the journal; other files must be there."""
    assert changes(at_end("new.md", "x\n")._replace(makes=True)) == [
        Change("new.md", None, b"x\n")]
    with pytest.raises(UsageError, match="not there any more"):
        changes(at_end("new.md", "x\n"))


def test_a_new_file_is_made_and_edited() -> None:
    """A contact that is made can get its first line in the same plan."""
    assert changes(New("new.md", "x\n"), at_end("new.md", "y\n")) == [
        Change("new.md", None, b"x\ny\n")]


def test_a_file_goes() -> None:
    """What goes has no bytes afterwards."""
    assert changes(Gone("a.md")) == [Change("a.md", FILES["a.md"], None)]


def test_a_file_moves_and_is_edited() -> None:
    """A file at a new place is one that goes and one that comes."""
    assert changes(at_end("b.md", "c")._replace(to="c.md")) == [
        Change("b.md", FILES["b.md"], None), Change("c.md", None, b"\xef\xbb\xbfbc", "b.md")]


def test_bytes_are_swapped_where_they_are_what_they_were() -> None:
    """A file as expected gets exactly the new bytes, another one the edit."""
    mixed = b"one\n\xfftwo\r\n"
    assert changes(Swap("a.md", FILES["a.md"], mixed, at_end("a.md", "x")),
                   Swap("b.md", b"", mixed, at_end("b.md", "x"))) == [
        Change("a.md", FILES["a.md"], mixed), Change("b.md", FILES["b.md"], b"\xef\xbb\xbfbx")]


def test_what_changes_nothing_is_left_out() -> None:
    """An edit without splices, and edits that undo each other, are no change; nothing is proved."""
    def take_out(text: str) -> Sequence[Splice]:
        return [Splice(len(text) - 1, len(text), "")]

    assert changes(Edit("a.md", lambda _: [], lambda *_: "wrong"), at_end("b.md", "c"),
                   Edit("b.md", take_out, good), New("n.md", "x"), Gone("n.md")) == []


@pytest.mark.parametrize(("step", "message"), [
    (New("a.md", "x"), "a.md is there already"),
    (Gone("new.md"), "new.md is not there any more"),
    (at_end("a.md", "x")._replace(to="b.md"), "b.md is there already"),
    (at_end("w.md", "x"), "w.md is not UTF-8, so nothing is written to it; save it as UTF-8"),
    (Edit("a.md", lambda _: [Splice(0, 0, "x")], lambda *_: "a line would be lost"),
     "a.md: a line would be lost, so nothing is written; make this change by hand"),
])
def test_what_cannot_be_made_is_refused(step: Step, message: str) -> None:
    """The message names the file and says that nothing is written."""
    assert refused(at_end("b.md", "x"), step) == message


def test_a_refusal_of_an_edit_names_the_file() -> None:
    """What an edit says of its reason comes with the file's name."""
    def refuse(_text: str) -> Sequence[Splice]:
        raise UsageError("cadence holds 2 values")

    assert refused(Edit("a.md", refuse, good)) == (
        "a.md: cadence holds 2 values; nothing is written")


def test_the_proof_sees_the_text_before_and_after() -> None:
    """A proof gets both texts as reading the file gives them."""
    seen = []

    def proof(before: str, after: str) -> str:
        seen.append((before, after))
        return ""

    changes(Edit("a.md", lambda _: [Splice(3, 3, "!")], proof))

    assert seen == [("one\ntwo\n", "one!\ntwo\n")]


@pytest.mark.parametrize(("names", "said"), [
    ([], ""), (["a"], "a"), (list("abcdefg"), "a, b, c, d, e, f, g"),
    (list("abcdefgh"), "a, b, c, d, e, f and 2 more"),
])
def test_names_in_a_line_of_history(names: list[str], said: str) -> None:
    """Very many names are the first and how many more, never one more."""
    assert names_in_words(names) == said
