"""The commands for what stands below the front matter: `note`, `done`, `edit`."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from netsite.capture.body import add_note, tick
from netsite.capture.keys import problems_of
from netsite.capture.plan import Change, Edit, Gone, Plan, Swap
from netsite.commands.asking import can_ask, choose, confirmed
from netsite.commands.capture import Manner, print_commit
from netsite.commands.change import Way, finish
from netsite.commands.reading import find_contact, read
from netsite.commands.speaking import say
from netsite.commands.terminal import print_problems
from netsite.model import Contact, Promise
from netsite.network.proof import only_notes, only_promises, unwanted
from netsite.problems import BusyError, Level, UsageError
from netsite.reasons import reason_of
from netsite.store.commits import TRAILER, Commit, commit
from netsite.store.writing import read_bytes, writing
from netsite.text.body import read_body
from netsite.text.frontmatter import read_front_matter
from netsite.text.names import fold
from netsite.text.source import decode
from netsite.text.splices import Splice
from netsite.texts import Text


def note(way: Way, person: str, text: str) -> None:
    """Put a text behind somebody's notes."""
    known = read(way.vault, way.today)
    contact = find_contact(known.network, person)
    if not text.strip():
        raise UsageError(Text.of("there is nothing to note"))
    step = Edit(contact.path, partial(add_note, contact.path, text),
                partial(unwanted, contact.path, wanted=only_notes, journal=False, not_contact={}))
    manner = Manner(command="note", dry_run=way.dry_run, as_json=way.as_json,
                    commit=known.vault.settings.git_commit)
    finish(way.vault, Plan(f"note: {contact.name}", (step,)), manner, contact.name)


def done(way: Way, person: str, words: Sequence[str]) -> None:
    """Tick an open promise: the only one, or the one that the words are in."""
    known = read(way.vault, way.today)
    contact = find_contact(known.network, person)
    promise = _promise(contact, " ".join(words))
    step = Edit(contact.path, partial(tick, contact.path, promise),
                partial(unwanted, contact.path, wanted=only_promises, journal=False,
                        not_contact={}))
    manner = Manner(command="done", dry_run=way.dry_run, as_json=way.as_json,
                    commit=known.vault.settings.git_commit)
    said = known.readable(promise.text)
    finish(way.vault, Plan(f"done: {contact.name}, {said}", (step,)), manner, Text.of(
        "done: {what}", what=said))


def _promise(contact: Contact, words: str) -> Promise:
    """The open promise meant; asked for on a terminal if it may be several."""
    promises = [promise for promise in contact.promises if not promise.done]
    found = [promise for promise in promises
             if all(word in fold(promise.text) for word in fold(words).split())]
    if not promises:
        raise UsageError(Text.of("nothing is promised to {name}", name=contact.name))
    if len(found) == 1:
        return found[0]
    shown = found or promises
    if can_ask():
        line = choose(say("Which one?"), [(str(each.line), each.text) for each in shown])
        return next(each for each in shown if str(each.line) == line)
    listed = "".join(f"\n  {each.text}" for each in shown)
    raise UsageError(Text.of("which of these? Give words of it:{listed}", listed=listed) if found
                     else Text.of("no open promise has these words:{listed}", listed=listed))


def edit(way: Way, person: str) -> int:
    """Open somebody's file in the editor, at the place for a new line, and check it afterwards."""
    known = read(way.vault, way.today)
    contact = find_contact(known.network, person)
    before = read_bytes(way.vault, contact.path)
    if before is None:
        raise UsageError(Text.of("{path} is not there any more", path=contact.path))
    text = decode(contact.path, before).text
    line = _line_for_new(contact.path, text)
    known_already = {problem.message for problem in problems_of(contact.path, text)}
    while True:
        _open_editor(way.vault / contact.path, line)
        after = read_bytes(way.vault, contact.path)
        problems = [] if after is None else problems_of(
            contact.path, decode(contact.path, after).text)
        errors = [problem for problem in problems if problem.level != Level.HINT
                  and problem.message not in known_already]
        print_problems(errors)
        if not errors or not can_ask() or not confirmed(say("Go back in?"), default=True):
            break
        line = errors[0].line
    if after != before and known.vault.settings.git_commit == "always":
        _commit(way.vault, contact, before, after)
    return 1 if any(problem.level == Level.ERROR for problem in errors) else 0


def _commit(vault: Path, contact: Contact, before: bytes, after: bytes | None) -> None:
    """Commit what was edited, if git had what the file was before."""
    def refuse(_text: str) -> list[Splice]:
        raise UsageError(Text.of("it had changes that are not committed"))

    path = contact.path
    step = Gone(path) if after is None else Swap(path, before, after,
                                                 Edit(path, refuse, lambda *_: ""))
    plan = Plan(f"edit: {contact.name}", (step,))
    try:
        with writing(vault, "netsite edit"):
            done = commit(vault, plan, [Change(path, before, after)], [f"{TRAILER}edit"])
    except BusyError as error:  # the file is edited all the same
        done = Commit("", error.args[0])
    except OSError as error:
        done = Commit("", reason_of(error))
    print_commit(done)


def _line_for_new(path: str, text: str) -> int:
    """The line where a new dated line would go: the first one, else behind the History heading."""
    head = read_front_matter(path, text)
    body = read_body(path, text[head.body_start:], head.body_line, journal=False, not_contact={})
    first = min((entry.line for entry in body.entries), default=0)
    return first or body.layout.begins or head.body_line


def _open_editor(path: Path, line: int) -> None:
    """Run `$VISUAL`, `$EDITOR` or what there is, on a file, and wait. Raises UsageError."""
    wish = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(wish)
    except ValueError:
        raise UsageError(Text.of(
            "the editor “{wish}” cannot be read; a quote is missing in it",
            wish=wish)) from None
    if not words:
        words = [next((name for name in ("nano", "vim", "vi") if shutil.which(name)), "")]
    if not words[0]:
        raise UsageError(Text.of("which editor? Set EDITOR, as in `export EDITOR=nano`"))
    try:
        status = subprocess.run(  # noqa: S603  # the user's own choice
            [*words, *_arguments(Path(words[0]).name, path, line)], check=False).returncode
    except OSError as error:
        raise UsageError(Text.of(
            "the editor {words} does not start: {strerror}",
            words=words[0], strerror=reason_of(error))) from None
    if status:
        raise UsageError(Text.of(
            "the editor {words} ended with status {status}",
            words=words[0], status=status))


def _arguments(editor: str, path: Path, line: int) -> list[str]:
    """How an editor is told the line; one that is not known gets the file alone."""
    name = editor.removesuffix(".exe").removesuffix(".cmd")
    if name in ("vi", "vim", "nvim", "gvim", "mvim", "nano", "emacs", "emacsclient", "kak", "micro",
                "joe", "jed", "mg", "ne", "gedit", "kate"):
        return [f"+{line}", str(path)]
    if name in ("code", "codium", "cursor", "windsurf"):
        return ["--wait", "--goto", f"{path}:{line}"]
    if name in ("subl", "hx", "helix", "zed"):
        return [*(["--wait"] if name in ("subl", "zed") else []), f"{path}:{line}"]
    return [str(path)]
