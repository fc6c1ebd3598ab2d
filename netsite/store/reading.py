"""A vault read with what is remembered of it: only files that changed are opened."""

import json
import stat
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cache as cached
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from netsite.model import Settings, Words
from netsite.network.load import Vault, assemble, settings_of
from netsite.network.packed import packed_part, unpacked_parts
from netsite.network.parts import Part, read_contact_part, read_journal_part
from netsite.problems import Problem
from netsite.store.cache import NO_CACHE, Cache
from netsite.store.scan import Scan, Signature, scanned, trusted
from netsite.store.shelves import rearranged, shelf, together, touched
from netsite.store.vault import CONTACTS, JOURNAL, SETTINGS, paths_in, read_file
from netsite.text.entries import Phrases, read_phrases

_PARTS, _WORDS, _SEEN = "parts", "words", "seen"  # kinds in the cache
_ALL = b""
_AT_HAND = 1 << 14  # files whose words are kept at hand: a page asks line by line
_PLAIN = frozenset((stat.S_IFREG, stat.S_IFDIR))  # kinds that may be read without a question
_NUMBERS, _LARGEST = 5, (1 << 63) - 1  # of the signature of a plain file


class Read(NamedTuple):
    """A vault as it was read: what it says, and every file's part.

    `seen` is what its files looked like when they were looked at, `began` when that was (in
    nanoseconds). `unread` are those that could not be read.
    """

    vault: Vault
    parts: tuple[Part, ...]
    seen: dict[str, Signature]
    began: int
    unread: frozenset[str] = frozenset()

    @property
    def steady(self) -> bool:
        """Whether it will be the same as long as its files look the same."""
        return not self.unread and trusted(self.seen, self.began) == self.seen

    @property
    def blobs(self) -> dict[str, str]:
        """The ids of the contacts' texts, by path."""
        return {part.path: part.blob for part in self.parts if part.contact}


class _Known(NamedTuple):
    """What an earlier reading left: which files it can vouch for, and what was wrong with any.

    `kinds` are those of all that was there (`stat.S_IFMT`), also of what had changed too lately to
    be vouched for.
    """

    signatures: Mapping[str, Signature]
    kinds: Mapping[str, int]
    names: frozenset[str]
    clean: bool


_NOTHING = _Known({}, {}, frozenset(), clean=False)


class _Some(NamedTuple):
    """Some files as they were read: parts and words by path, packed, and what was wrong."""

    parts: dict[str, bytes]
    words: dict[str, bytes]
    problems: list[Problem]


_Work = Callable[[Sequence[str]], _Some]
Halves = Callable[[_Work, Sequence[str]], list[_Some]]  # does a work on paths, perhaps in shares


def _at_once(work: _Work, paths: Sequence[str]) -> list[_Some]:
    return [work(paths)]


def read(
    root: Path, cache: Cache = NO_CACHE, halves: Halves = _at_once, scan: Scan | None = None,
) -> Read:
    """Read a vault. What the cache has of files that did not change is not read again.

    `halves` may share the reading of many files out; `scan` is one that was made already. Bad files
    are problems. Never raises.
    """
    scan = scan or scanned(root)
    try:
        return _read(root, cache, halves, scan)
    except (ValueError, TypeError, LookupError, AttributeError):  # of no known form
        if cache is NO_CACHE:
            raise
        cache.reset()
        return _read(root, NO_CACHE, halves, scan)


def _read(root: Path, cache: Cache, halves: Halves, scan: Scan) -> Read:
    seen, began = scan
    problems: list[Problem] = []
    source = read_file(root, SETTINGS, problems)
    settings, wrong = settings_of(source)
    with cache.as_it_is():
        known = _known(cache, settings)
        rows = together(cache.all(_PARTS).values()) if known.signatures else {}
    paths = _paths(root, seen, known, problems)
    kept = {path: row for path in paths if path in known.signatures
            and seen.get(path) == known.signatures[path]
            and (row := rows.get(_key(path)))}
    work = partial(_read_some, root, read_phrases(settings.not_contact))
    new = _joined(halves(work, [path for path in paths if path not in kept]))
    problems += new.problems
    found = kept | new.parts
    wanted = (*paths, SETTINGS) if SETTINGS in seen and not source else paths
    unread = frozenset(wanted) - found.keys()  # nothing that was known of them is so any more
    signatures = {path: signature for path, signature in trusted(seen, began).items()
                  if path not in unread}
    if new.parts or signatures != known.signatures:
        kinds = _kinds({path: seen[path] for path in seen.keys() - signatures.keys()})
        _remember(cache, settings, signatures, kinds, new, rows, list(found),
                  clean=not problems)
    parts = unpacked_parts([found[path] for path in paths if path in found])
    vault = assemble(settings, parts, _words(root, cache, new.words, settings),
                     (*problems, *wrong))
    return Read(vault, tuple(parts), seen, began, unread)


def _read_some(root: Path, not_contact: Phrases, paths: Sequence[str]) -> _Some:
    """The files at some paths, read; those that cannot be are problems."""
    some = _Some({}, {}, [])
    for path in paths:
        source = read_file(root, path, some.problems)
        if source:
            of = read_journal_part if path.startswith(f"{JOURNAL}/") else read_contact_part
            part, words = of(source, not_contact)
            some.parts[path], some.words[part.path] = packed_part(part), words.said
    return some


def _joined(shares: Iterable[_Some]) -> _Some:
    joined = _Some({}, {}, [])
    for some in shares:
        joined.parts.update(some.parts)
        joined.words.update(some.words)
        joined.problems.extend(some.problems)
    return joined


def _known(cache: Cache, settings: Settings) -> _Known:
    """What is remembered; nothing of another way to tell contact from notes."""
    found = cache.get(_SEEN, _ALL)
    if found is None:
        return _NOTHING
    end = found.index(b"\n")
    not_contact, names, files, others, kinds, clean = json.loads(found[:end])
    if not_contact != list(settings.not_contact):
        return _NOTHING
    each = iter(array("q", found[end + 1:]))
    signatures = dict(zip(files, zip(*[each] * _NUMBERS, strict=True), strict=True))
    signatures |= {path: tuple(signature) for path, signature in others.items()}
    return _Known(signatures, kinds | _kinds(signatures), frozenset(names), clean)


def _kinds(signatures: Mapping[str, Signature]) -> dict[str, int]:
    """What each is: a file, a folder, or something else."""
    return {path: stat.S_IFMT(signature[0]) for path, signature in signatures.items()}


def _paths(
    root: Path, seen: Mapping[str, Signature], known: _Known, problems: list[Problem],
) -> list[str]:
    """The files to read, in their order.

    Where nothing came or went since a reading without a fault, they are those it knew.
    """
    if known.clean and known.kinds == (kinds := _kinds(seen)) and _PLAIN.issuperset(
            kinds.values()):
        return sorted(known.names)
    return [*paths_in(root, CONTACTS, problems), *paths_in(root, JOURNAL, problems)]


def _words(
    root: Path, cache: Cache, new: Mapping[str, bytes], settings: Settings,
) -> Callable[[str], Words]:
    """What gives a file's words: those just read, else those remembered, else the file's."""
    @cached  # a month's lines are of files on all of them
    def on_shelf(name: bytes) -> Mapping[bytes, bytes]:
        return together(cache.get_many(_WORDS, [name]).values())

    @lru_cache(maxsize=_AT_HAND)
    def words(path: str) -> Words:
        key = _key(path)
        data = new.get(path) or on_shelf(shelf(key)).get(key)
        with suppress(ValueError, TypeError):  # of no known form
            if data:
                return Words.stored(data)
        data = _read_some(root, read_phrases(settings.not_contact), [path]).words.get(path)
        return Words.stored(data) if data else Words.of("", 1, {})
    return words


def _remember(
    cache: Cache, settings: Settings, signatures: Mapping[str, Signature], kinds: Mapping[str, int],
    new: _Some, rows: Mapping[bytes, bytes], paths: Iterable[str], *, clean: bool,
) -> None:
    """Keep what was read, all or nothing."""
    names = list(paths)
    files = {path: signature for path, signature in signatures.items()
             if len(signature) == _NUMBERS and max(signature) <= _LARGEST}
    others = {path: signature for path, signature in signatures.items() if path not in files}
    seen = json.dumps([settings.not_contact, names, list(files), others, kinds,
                       clean]).encode() + b"\n" + array("q", chain.from_iterable(
                           files.values())).tobytes()
    gone = rows.keys() - set(map(_key, names))
    parts = {_key(path): part for path, part in new.parts.items()}
    said = {_key(path): words for path, words in new.words.items()}
    shelves = touched([*parts, *said, *gone])
    known = together(cache.get_many(_WORDS, shelves).values()) if rows else {}
    cache.change(
        {_SEEN: [(_ALL, seen)],
         _PARTS: rearranged(_without(rows, gone) | parts, shelves),
         _WORDS: rearranged(_without(known, gone) | said, shelves)}, {})


def _without(rows: Mapping[bytes, bytes], gone: AbstractSet[bytes]) -> dict[bytes, bytes]:
    return {key: row for key, row in rows.items() if key not in gone} if gone else dict(rows)


def _key(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
