"""A commit taken back in the files as they are now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.capture.plan import Change, changes_of
from netsite.capture.undo import plan_undo
from netsite.problems import UsageError
from netsite.store.commits import merged


def merge(current: str, base: str, other: str) -> str | None:
    """Merge as git does."""
    found = merged(current.encode(), base.encode(), other.encode())
    return None if found is None else found.decode()


def undone(change: Change, now: bytes | None, *, never: bool = False) -> list[Change]:
    """Take a change of one file back, where the file is something else now."""
    plan = plan_undo("log: call with Ana", [change], (lambda *_: None) if never else merge)
    assert plan.subject == "undo: log: call with Ana"
    return changes_of(plan, {change.path: now}.get)


LINES = b"one\ntwo\nthree\nfour\nfive\nsix\n"
MORE = LINES.replace(b"two\n", b"two\n- 2026-10-02 call\n")


@pytest.mark.parametrize(("before", "after", "now", "then"), [
    (LINES, MORE, MORE, LINES),
    (LINES, MORE, MORE + b"seven\n", LINES + b"seven\n"),
    (LINES, MORE, MORE.replace(b"six", b"SIX"), LINES.replace(b"six", b"SIX")),
    (LINES, MORE, b"zero\n" + MORE, b"zero\n" + LINES),
    (None, b"new\n", b"new\n", None),
    (b"old\n", None, None, b"old\n"),
    (LINES.replace(b"\n", b"\r\n"), MORE.replace(b"\n", b"\r\n"), MORE.replace(b"\n", b"\r\n"),
     LINES.replace(b"\n", b"\r\n")),
    (b"\xef\xbb\xbf" + LINES, b"\xef\xbb\xbf" + MORE, b"\xef\xbb\xbf" + MORE + b"x\n",
     b"\xef\xbb\xbf" + LINES + b"x\n"),
    (b"one", b"one\n\n## History\n\n- x", b"one\n\n## History\n\n- x", b"one"),
    (b"\xff\n", b"\xff\nx\n", b"\xff\nx\n", b"\xff\n"),
    (b"", b"x\n", b"x\n", b""),
])
def test_a_change_is_taken_back(
    before: bytes | None, after: bytes | None, now: bytes | None, then: bytes | None,
) -> None:
    """What the commit did goes, and what was written since stays, to the byte."""
    assert undone(Change("a.md", before, after), now) == [Change("a.md", now, then)]


def test_a_change_that_somebody_took_back_is_none() -> None:
    """Where the file is again what it was nothing is to do."""
    assert undone(Change("a.md", LINES, MORE), LINES) == []


def test_a_file_as_the_commit_left_it_needs_no_merge() -> None:
    """Only where something was written since, two changes are brought together."""
    assert undone(Change("a.md", LINES, MORE), MORE, never=True) == [Change("a.md", MORE, LINES)]


@pytest.mark.parametrize(("before", "after", "now", "message"), [
    (LINES, MORE, MORE.replace(b"call", b"lunch"), "a.md: the same lines were changed since"),
    (LINES, MORE, b"", "a.md: the same lines were changed since"),
    (LINES, MORE, None, "a.md is not there any more"),
    (None, b"new\n", b"new\nmore\n", "a.md: it was changed since, so it is not taken away"),
    (None, b"new\n", None, "a.md is not there any more"),
    (b"old\n", None, b"other\n", "a.md is there already"),
])
def test_what_collides_is_refused(
    before: bytes | None, after: bytes | None, now: bytes | None, message: str,
) -> None:
    """Where the user wrote in the same lines, nothing is taken back, and the file is named."""
    with pytest.raises(UsageError, match=message):
        undone(Change("a.md", before, after), now)


texts = st.lists(st.sampled_from([b"one\n", b"two\r\n", b"three", b"\n", b"\xff", "é".encode()]),
                 max_size=8).map(b"".join)


@given(texts, texts)
def test_undoing_at_once_gives_the_old_file(before: bytes, after: bytes) -> None:
    """Whatever a commit did to a file, undoing it at once gives every byte back."""
    expected = [Change("a.md", after, before)] if before != after else []

    assert undone(Change("a.md", before, after), after, never=True) == expected
