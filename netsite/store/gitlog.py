"""Facts over time, from git alone: one pass of its log, one of its blobs, continued next time.

Every change stands by itself in the log, with its path and the blobs before and after. What two
blobs differ in never changes and is remembered by their ids; which commits there are is remembered
up to the last one seen.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from netsite.model import Changes
from netsite.network.facts import Commit, Fact, Step, changed_facts, changes_of
from netsite.problems import Level, Problem
from netsite.store.blobs import front_matters, is_partial
from netsite.store.cache import NO_CACHE, Cache
from netsite.store.complaints import reason
from netsite.store.git import (
    GitError,
    NoRepository,
    Repository,
    find_repository,
    run,
    stream,
)
from netsite.store.uncommitted import FILES, uncommitted
from netsite.store.vault import CONTACTS, contact_path
from netsite.texts import Text

_CONFIG = ("-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "diff.orderFile=")
_LOG = (
    "log", "--raw", "-z", "--no-abbrev", "--root", "--full-history", "--encoding=UTF-8",
    "--format=%H %P%n%as%n%an%n%s", "--no-show-signature", "--no-ext-diff", "--no-textconv",
    "--no-color", "--no-notes", "--no-decorate", "--no-mailmap", "--no-relative",
    f"-O{os.devnull}", "-l1000")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_DAY = "1970-01-01"  # as git shows a day it cannot read
_PIECE = 1 << 16
_MOST_OF_A_SUBJECT = 500  # characters
_FEW = 500  # pairs of blobs
_SEEN = b"seen"
_COMMITS, _FACTS = "git commits", "git facts"  # kinds in the cache

_Pair = tuple[str, str]  # blobs, before and after


class Past(NamedTuple):
    """What git tells of a vault: the changes (None: no history, and why), and what went wrong.

    `head` is the last commit's id, "" where there is none.
    """

    changes: Changes | None
    problems: tuple[Problem, ...]
    reason: str = ""
    head: str = ""

    @property
    def troubled(self) -> bool:
        """Whether there is a history that could not be read, for want of git or of trust."""
        return self.changes is None and bool(self.problems)


class _Touch(NamedTuple):
    """A contact's file in a commit: its path and blob before and after ("" is none)."""

    before: str
    after: str
    blobs: _Pair

    def path(self) -> str:
        """The path it has, or had."""
        return self.after or self.before


def read_past(vault: Path, blobs: Mapping[str, str], cache: Cache = NO_CACHE) -> Past:
    """Every fact that changed in a vault. Never raises.

    `blobs` are the ids of the contacts' texts by path (`Part.blob`), as they were just read.

    A vault without a repository, or without a commit, has no history, and that is no problem.
    """
    repository = find_repository(vault)
    if isinstance(repository, NoRepository):
        return _without(repository.reason, repository.level)
    if not repository.head:
        return _without(Text.of("nothing is committed yet"), None)
    log = _Log(vault.resolve(), repository, cache)
    try:
        committed = log.commits()
        if not committed:
            return _without(Text.of("no contact is committed yet"), None)
        changes = changes_of([
            *uncommitted(log.vault, repository, blobs, partial=log.partial), *committed])
    except GitError as error:
        return _without(error.args[0], Level.WARNING)
    return Past(changes, (_SHALLOW,) if repository.shallow else (), head=repository.head)


_SHALLOW = Problem(".git", 1, 1, Level.HINT,
                   Text.of("only the newest part of the history is here; what was before is not "
                           "shown"),
                   Text.of("`git fetch --unshallow` fetches the rest"))


def _without(why: str, level: Level | None) -> Past:
    problem = Problem(".git", 1, 1, level or Level.HINT, Text.of("the history cannot be read: "
                                                                 "{why}", why=why),
                      Text.of("until it can, the site shows no changes"))
    return Past(None, (problem,) if level else (), why)


class _Log:
    """The log of one repository, and what is remembered of it. Its methods raise GitError.

    Remembered are chunks of commits under their numbers, the newest last; and under _SEEN, up to
    which commit they go, and how many they are.
    """

    def __init__(self, vault: Path, repository: Repository, cache: Cache) -> None:
        self.vault, self.repository, self.cache = vault, repository, cache
        self.partial = is_partial(vault)

    def commits(self) -> list[Commit]:
        """Every commit that changed a fact, the newest first."""
        if self.repository.shallow:  # it may grow at its old end
            return self._read(self.repository.head)
        chunks = self.cache.all(_COMMITS)
        seen = chunks.pop(_SEEN, None)
        last = self._last(seen, len(chunks))
        if last is None:
            return self._remembered(self._read(self.repository.head), seen)
        known = _unpacked(chunks.values())
        if last == self.repository.head:
            return known
        return self._continued(known, last, seen, len(chunks))

    def _last(self, seen: bytes | None, chunks: int) -> str | None:
        """The last commit seen, if it is still there to go on from, and so are all chunks."""
        last, *rest = json.loads(seen) if seen else ("",)
        if not last or rest != [list(self.repository.prefix), chunks]:
            return None
        found = run(self.vault, "cat-file", "-e", f"{last}^{{commit}}").status == 0
        return last if found else None

    def _continued(
        self, known: list[Commit], last: str, seen: bytes | None, chunks: int,
    ) -> list[Commit]:
        """What is known and what came since; where history was rewritten, without what is gone."""
        head = self.repository.head
        new = self._read(f"{last}..{head}")
        gone = self._ids("rev-list", f"{head}..{last}")
        if gone or self._ids("rev-list", "--merges", "-n1", f"{last}..{head}"):
            places = {commit: place for place, commit in enumerate(self._ids("rev-list", head))}
            both = [commit for commit in (*new, *known) if commit.id in places]
            return self._remembered(sorted(both, key=lambda commit: places[commit.id]), seen)
        chunk = [(b"%09d" % chunks, _packed(new))] if new else []
        self.cache.put(_COMMITS, [(_SEEN, self._mark(chunks + len(chunk))), *chunk],
                       unless=(_SEEN, seen))
        return [*new, *known]

    def _remembered(self, commits: list[Commit], seen: bytes | None) -> list[Commit]:
        """All commits, kept as the only chunk."""
        self.cache.put(_COMMITS, [(_SEEN, self._mark(1)), (b"%09d" % 0, _packed(commits))],
                       instead=True, unless=(_SEEN, seen))
        return commits

    def _mark(self, chunks: int) -> bytes:
        return json.dumps([self.repository.head, list(self.repository.prefix), chunks]).encode()

    def _ids(self, *arguments: str) -> list[str]:
        answer = run(self.vault, *arguments)
        if answer.status:
            raise GitError(reason(answer.error))
        return answer.out.decode().split()

    def _read(self, commits: str) -> list[Commit]:
        """The commits of a range that changed a fact, as git tells them."""
        # To find a file that was renamed and changed takes its contents.
        renames = "-M100%" if self.partial else "-M"
        # Where the vault is all there is, git walks the trees once less if it need not select.
        only = ("--", CONTACTS) if self.repository.prefix else ()
        with stream(self.vault, *_CONFIG, *_LOG, renames, commits, *only) as out:
            logged = list(_logged(out, self.repository))
        # File by file: versions of one are kept as differences from another, close by.
        both = [touch for _, touches in logged for touch in touches if all(touch.blobs)]
        both.sort(key=_Touch.path)
        facts = self._facts(dict.fromkeys(touch.blobs for touch in both))
        return [commit._replace(steps=steps) for commit, touches in logged
                if (steps := tuple(_steps(touches, facts)))]

    def _facts(self, pairs: Iterable[_Pair]) -> dict[_Pair, tuple[Fact, ...]]:
        """What blobs differ in, as it is remembered or as they say; no entry where in nothing."""
        unknown = list(pairs)
        if len(unknown) < _FEW:  # quicker to read than to remember
            return dict(self._differences(unknown))
        chunks = self.cache.all(_FACTS)
        facts = _unpacked_facts(chunks.values())
        unknown = [pair for pair in unknown if pair not in facts]
        found = dict(self._differences(unknown))
        facts |= dict.fromkeys(unknown, ()) | found
        if unknown:
            self.cache.put(_FACTS, [(b"%09d" % len(chunks), _packed_facts(
                {pair: facts[pair] for pair in unknown}))])
        return facts

    def _differences(self, pairs: Sequence[_Pair]) -> Iterator[tuple[_Pair, tuple[Fact, ...]]]:
        """Pairs of blobs whose facts differ, and how. What cannot be read differs in nothing."""
        heads: dict[str, str] = {}
        waiting: dict[str, list[_Pair]] = {}
        for pair in pairs:
            for blob in pair:
                waiting.setdefault(blob, []).append(pair)
        # Compared as they come in: git reads the next ones meanwhile.
        for blob, head in front_matters(self.vault, waiting, partial=self.partial):
            heads[blob] = head
            for old, new in waiting[blob]:
                if old in heads and new in heads and heads[old] != heads[new]:
                    facts = changed_facts(heads[old], heads[new])
                    if facts:
                        yield (old, new), facts


def _steps(
    touches: Iterable[_Touch], facts: dict[_Pair, tuple[Fact, ...]],
) -> Iterator[Step]:
    for touch in touches:
        found = facts.get(touch.blobs, ())
        if found or touch.before != touch.after:
            yield Step(touch.before, touch.after, found)


def _logged(
    out: IO[bytes], repository: Repository,
) -> Iterator[tuple[Commit, list[_Touch]]]:
    """The commits of a log that touch contacts, and how."""
    tokens = _tokens(out)
    commit, touches, skipped = Commit("", "", "", "", ()), [], False
    for token in tokens:
        raw = token.lstrip(b"\n")
        if raw.startswith(b":"):
            first = next(tokens, b"")
            second = next(tokens, b"") if raw[raw.rfind(b" ") + 1:][:1] in b"RC" else first
            if touch := None if skipped else _touch(raw, first, second, repository.prefix):
                touches.append(touch)
            continue
        if touches:
            yield commit, touches
        commit, touches = _commit(raw), []
        # Where a shallow clone ends, everything looks new.
        skipped = repository.shallow and b" " not in raw.partition(b"\n")[0].rstrip()
    if touches:
        yield commit, touches


def _tokens(out: IO[bytes]) -> Iterator[bytes]:
    """What NUL bytes divide, as it comes in."""
    rest = b""
    for piece in iter(partial(out.read, _PIECE), b""):
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _commit(token: bytes) -> Commit:
    lines = token.decode("utf-8", "replace").split("\n", 3)
    ids, day, author, subject = (*lines, "", "", "")[:4]
    return Commit(ids.partition(" ")[0], day if _DAY.fullmatch(day) else _NO_DAY, author,
                  subject.strip()[:_MOST_OF_A_SUBJECT], ())


def _touch(raw: bytes, first: bytes, second: bytes, prefix: bytes) -> _Touch | None:
    """What a line of the log says, if it is about a contact."""
    old_mode, new_mode, old, new, _ = raw[1:].decode("ascii", "replace").split(" ")
    before = contact_path(prefix, first) if old_mode in FILES else ""
    after = contact_path(prefix, second) if new_mode in FILES else ""
    if not before and not after:
        return None
    return _Touch(before, after, (old if before else "", new if after else ""))


def _packed(commits: Iterable[Commit]) -> bytes:
    return json.dumps(list(commits), separators=(",", ":")).encode()


def _unpacked(chunks: Iterable[bytes]) -> list[Commit]:
    """The commits of chunks, the newest first."""
    return [Commit(name, day, author, subject, tuple([  # a list first, which is quicker
                Step(before, after, tuple(map(Fact._make, facts)))
                for before, after, facts in steps]))
            for chunk in reversed([*chunks])
            for name, day, author, subject, steps in json.loads(chunk)]


def _packed_facts(facts: Mapping[_Pair, tuple[Fact, ...]]) -> bytes:
    """Pairs that differ in nothing side by side, for they are many; the others with their facts."""
    same = " ".join(f"{old} {new}" for (old, new), found in facts.items() if not found)
    return json.dumps([same, [[*pair, found] for pair, found in facts.items() if found]]).encode()


def _unpacked_facts(chunks: Iterable[bytes]) -> dict[_Pair, tuple[Fact, ...]]:
    """What was kept of pairs of blobs."""
    facts: dict[_Pair, tuple[Fact, ...]] = {}
    for chunk in chunks:
        same, differing = json.loads(chunk)
        blobs = iter(same.split())
        facts |= dict.fromkeys(zip(blobs, blobs, strict=False), ())
        facts |= {(old, new): tuple(map(Fact._make, found)) for old, new, found in differing}
    return facts
