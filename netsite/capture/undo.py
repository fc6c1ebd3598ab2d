"""A commit taken back in the files as they are now, with what was written since kept."""

from collections.abc import Callable, Iterable
from functools import partial

from netsite.capture.plan import Change, Edit, Gone, New, Plan, Step, Swap
from netsite.problems import UsageError
from netsite.text.source import decode
from netsite.text.splices import Splice
from netsite.texts import Text

# The text now, the text after the commit, the text before it: the text without the commit, or None.
Merge = Callable[[str, str, str], str | None]


def plan_undo(subject: str, files: Iterable[Change], merge: Merge) -> Plan:
    """The plan that takes a commit back, file by file.

    Where the file was changed since, only what the commit did goes; where the two collide, making
    the plan's changes raises UsageError.
    """
    steps: list[Step] = []
    for path, before, after, _ in files:
        if after is None and before is not None:
            steps.append(New(path, before.decode("utf-8", "surrogateescape")))
        elif after is not None and before is None:
            steps += [Edit(path, partial(_same, decode(path, after).text), _no_proof), Gone(path)]
        elif after is not None and before is not None:
            steps.append(Swap(path, after, before, Edit(path, partial(
                _without, decode(path, before).text, decode(path, after).text, merge), _no_proof)))
    return Plan(f"undo: {subject}", tuple(steps))


def _same(expected: str, text: str) -> list[Splice]:
    """No splice: only the proof that a file to be taken away has nothing more in it."""
    if text != expected:
        raise UsageError(Text.of("it was changed since, so it is not taken away"))
    return []


def _without(before: str, after: str, merge: Merge, text: str) -> list[Splice]:
    """The splice that takes the change from `before` to `after` out of a text."""
    wanted = before if text == after else merge(text, after, before)
    if wanted is None:
        raise UsageError(Text.of("the same lines were changed since; take it back by hand"))
    start = 0
    while start < min(len(text), len(wanted)) and text[start] == wanted[start]:
        start += 1
    end = 0
    while end < min(len(text), len(wanted)) - start and text[-1 - end] == wanted[-1 - end]:
        end += 1
    if text == wanted:
        return []
    return [Splice(start, len(text) - end, wanted[start:len(wanted) - end])]


def _no_proof(_before: str, _after: str) -> str:
    """What is taken back was there before, so nothing needs proof."""
    return ""
