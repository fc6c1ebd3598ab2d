"""A plan: the edits of a command's files, each with the proof that it changed nothing else."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from netsite.problems import UsageError
from netsite.text.source import decode
from netsite.text.splices import Document, Splice
from netsite.texts import Text

MakeSplices = Callable[[str], Sequence[Splice]]  # of a file's text as it is read
Proof = Callable[[str, str], str]  # the text before and after: "", or what is wrong with the edit


class Change(NamedTuple):
    """What becomes of a file: its path in the vault, its bytes now, and its bytes to be.

    None as `before` is a file that must not be there yet, as `after` one that goes. A new file
    may be read by whom the file `like` may.
    """

    path: str
    before: bytes | None
    after: bytes | None
    like: str = ""


class Edit(NamedTuple):
    """Splices to make in a file, and what must be true of it then.

    `to` is a new place for it; `makes` says that the file is made if it is not there.
    """

    path: str
    splices: MakeSplices
    proof: Proof
    to: str = ""
    makes: bool = False


class New(NamedTuple):
    """A file to make."""

    path: str
    text: str


class Gone(NamedTuple):
    """A file to take away."""

    path: str


class Swap(NamedTuple):
    """Bytes to put in place of others; in a file that is something else, `otherwise` is made."""

    path: str
    before: bytes
    after: bytes
    otherwise: Edit


Step = Edit | New | Gone | Swap


class Plan(NamedTuple):
    """What a command does to the files, in order, and how the history of the vault tells it.

    `aside` are files that need not be in git: an inbox that a phone syncs.
    """

    subject: str
    steps: tuple[Step, ...]
    aside: tuple[str, ...] = ()


def changes_of(plan: Plan, read: Callable[[str], bytes | None]) -> list[Change]:
    """The changes that a plan makes to files as they are now; those that change nothing left out.

    `read` gives a file's bytes, None where there is none. Several edits of a file follow each
    other. Raises UsageError, naming the file, where an edit cannot be made or fails its proof.
    """
    before: dict[str, bytes | None] = {}
    now: dict[str, bytes | None] = {}
    moved: dict[str, str] = {}
    for step in plan.steps:
        if step.path not in now:
            before[step.path] = now[step.path] = read(step.path)
        data = now[step.path]
        if isinstance(step, New):
            if data is not None:
                raise UsageError(Text.of("{path} is there already", path=step.path))
            now[step.path] = step.text.encode("utf-8", "surrogateescape")
        elif isinstance(step, Gone):
            if data is None:
                raise UsageError(Text.of("{path} is not there any more", path=step.path))
            now[step.path] = None
        elif isinstance(step, Swap):
            now[step.path] = step.after if data == step.before else _edited(step.otherwise, data)
        elif step.to:
            before[step.to] = read(step.to)
            if before[step.to] is not None:
                raise UsageError(Text.of("{to} is there already", to=step.to))
            now[step.path], now[step.to] = None, _edited(step, data)
            moved[step.to] = step.path
        else:
            now[step.path] = _edited(step, data)
    return [Change(path, before[path], data, moved.get(path, ""))
            for path, data in now.items() if data != before[path]]


def _edited(step: Edit, data: bytes | None) -> bytes:
    """A file's bytes with the splices made, read again and proved."""
    if data is None and not step.makes:
        raise UsageError(Text.of(
            "{path} is not there any more; nothing is written", path=step.path))
    document = Document(step.path, data or b"")
    try:
        splices = list(step.splices(document.text))
    except UsageError as error:
        raise UsageError(Text.of(
            "{path}: {error}; nothing is written",
            path=step.path, error=error.args[0])) from None
    after = document.spliced(splices)
    # Both as they are read: a broken byte may be shown otherwise in the document.
    read = (decode(step.path, version).text for version in (data or b"", after))
    wrong = step.proof(*read) if splices else ""
    if wrong:
        raise UsageError(Text.of(
            "{path}: {wrong}, so nothing is written; make this change by hand",
            path=step.path, wrong=wrong))
    return after


def names_in_words(names: Iterable[str], most: int = 6) -> str:
    """Names for a line of history: all of them, or the first and how many more."""
    names = list(names)
    more = len(names) - most
    if more < 2:
        return ", ".join(names)
    return Text.of("{names} and {n} more", names=", ".join(names[:most]), n=more)
