"""A vault read with what is remembered of it: only files that changed are opened."""

import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from netsite.model import Settings, Words
from netsite.network.load import Vault, assemble, settings_of
from netsite.network.packed import (
    packed_part,
    packed_words,
    unpacked_parts,
    unpacked_words,
)
from netsite.network.parts import Part, read_contact_part, read_journal_part
from netsite.problems import Problem
from netsite.store.cache import NO_CACHE, Cache
from netsite.store.scan import Signature, scan, trusted
from netsite.store.vault import CONTACTS, JOURNAL, SETTINGS, paths_in, read_file
from netsite.text.entries import Phrases, read_phrases

_PARTS, _WORDS, _SEEN = "parts", "words", "seen"  # kinds in the cache
_ALL = b""


class Read(NamedTuple):
    """A vault as it was read: what it says, and every file's part.

    `seen` is what its files looked like when they were looked at, `began` when that was (in
    nanoseconds).
    """

    vault: Vault
    parts: tuple[Part, ...]
    seen: dict[str, Signature]
    began: int

    @property
    def blobs(self) -> dict[str, str]:
        """The ids of the contacts' texts, by path."""
        return {part.path: part.blob for part in self.parts if part.contact}


class _Known(NamedTuple):
    """What an earlier reading left: which files it can vouch for, and what was wrong with any."""

    signatures: Mapping[str, Signature]
    names: frozenset[str]
    clean: bool


def read(root: Path, cache: Cache = NO_CACHE) -> Read:
    """Read a vault. What the cache has of files that did not change is not read again.

    Bad files are problems. Never raises.
    """
    began = time.time_ns()
    seen = scan(root)
    problems: list[Problem] = []
    settings, wrong = settings_of(read_file(root, SETTINGS, problems))
    with cache.as_it_is():
        known = _known(cache, settings)
        rows = cache.all(_PARTS) if known.signatures else {}
    paths = _paths(root, seen, known, problems)
    same = {path for path in paths if path in known.signatures
            and seen.get(path) == known.signatures[path] and os.fsencode(path) in rows}
    new = dict(_read(root, [path for path in paths if path not in same],
                     read_phrases(settings.not_contact), problems))
    kept = iter(unpacked_parts([rows[os.fsencode(path)] for path in paths if path in same]))
    parts = tuple([next(kept) if path in same else new[path][0] for path in paths
                   if path in same or path in new])
    signatures = trusted(seen, began)
    if new or signatures != known.signatures:
        _remember(cache, settings, signatures, new, rows, paths, clean=not problems)
    words = _words(root, cache, {part.path: words for part, words in new.values()}, settings)
    vault = assemble(settings, parts, words, (*problems, *wrong))
    return Read(vault, parts, seen, began)


def _known(cache: Cache, settings: Settings) -> _Known:
    """What is remembered; nothing of another way to tell contact from notes."""
    found = cache.get(_SEEN, _ALL)
    if found is None:
        return _Known({}, frozenset(), clean=False)
    not_contact, names, signatures, clean = json.loads(found)
    if not_contact != list(settings.not_contact):
        return _Known({}, frozenset(), clean=False)
    return _Known({path: tuple(signature) for path, signature in signatures.items()},
                  frozenset(names), clean)


def _paths(
    root: Path, seen: Mapping[str, Signature], known: _Known, problems: list[Problem],
) -> list[str]:
    """The files to read, in their order.

    Where nothing came or went since a reading without a fault, they are those it knew.
    """
    if known.clean and known.signatures.keys() == seen.keys() and all(
            stat.S_ISREG(signature[0]) or stat.S_ISDIR(signature[0])
            for signature in seen.values()):
        return sorted(known.names)
    return [*paths_in(root, CONTACTS, problems), *paths_in(root, JOURNAL, problems)]


def _read(
    root: Path, paths: Iterable[str], not_contact: Phrases, problems: list[Problem],
) -> Iterator[tuple[str, tuple[Part, Words]]]:
    """The files at some paths, read; those that cannot be are problems."""
    for path in paths:
        source = read_file(root, path, problems)
        if source:
            of = read_journal_part if path.startswith(f"{JOURNAL}/") else read_contact_part
            yield path, of(source, not_contact)


def _words(
    root: Path, cache: Cache, new: Mapping[str, Words], settings: Settings,
) -> Callable[[str], Words]:
    """What gives a file's words: those just read, else those remembered, else the file's."""
    def words(path: str) -> Words:
        if path in new:
            return new[path]
        data = cache.get(_WORDS, path.encode())
        if data is not None:
            return unpacked_words(data)
        read_now = dict(_read(root, [path], read_phrases(settings.not_contact), []))
        return read_now[path][1] if path in read_now else Words("", 1, (), ())
    return words


def _remember(
    cache: Cache, settings: Settings, signatures: Mapping[str, Signature],
    new: Mapping[str, tuple[Part, Words]], rows: Mapping[bytes, bytes], paths: Iterable[str], *,
    clean: bool,
) -> None:
    """Keep what was read, all or nothing."""
    names = list(paths)
    seen = json.dumps([settings.not_contact, names, signatures, clean]).encode()
    gone = rows.keys() - {os.fsencode(name) for name in names}
    cache.change(
        {_SEEN: {_ALL: seen},
         _PARTS: {os.fsencode(path): packed_part(part) for path, (part, _) in new.items()},
         _WORDS: {part.path.encode(): packed_words(words) for part, words in new.values()}},
        {_PARTS: gone, _WORDS: gone})
