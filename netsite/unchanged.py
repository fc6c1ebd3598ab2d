"""The build that has nothing to do, known by a look at both folders: no file is opened.

It is apart from `build`, as what draws pages takes longer to import than this takes to run.
"""

import json
import marshal
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from netsite.beside import Beside, cores
from netsite.pages.output import FileSignature, Output
from netsite.problems import packed_problem, unpacked_problem
from netsite.report import Report
from netsite.store.cache import Cache
from netsite.store.head import head
from netsite.store.scan import Scan, Signature, look

_KIND = "done"
_MANY = 2000  # pages; to look at fewer takes less time than to begin another process


def unchanged(
    vault: Path, scan: Callable[[], Scan], today: date, output: str | None, kept: Cache,
) -> Report | None:
    """What the last build would tell again, if neither its files nor the site's have changed.

    `scan` is called to see what the vault's files look like. None says that there is something to
    do, or that it is not known.
    """
    known = kept.get(_KIND, _key(output))
    if known is None:
        return None
    try:
        return _same(vault, scan, today, json.loads(known))
    except (ValueError, TypeError):  # of no known form
        return None


def _same(
    vault: Path, scan: Callable[[], Scan], today: date, known: Iterable[Any],
) -> Report | None:
    """What a build told, if that is what it would tell again."""
    named, folder, inputs, outputs, people, pages, problems, images = known
    if Path(named).resolve() != Path(folder):  # a link on the way leads elsewhere now
        return None

    def site() -> str:
        return _look(Path(folder))

    helper = Beside(site) if pages > _MANY and cores() > 1 else None
    try:
        now = with_images(inputs_of(vault, today, scan().seen), look(vault, images))
        if now != inputs or (helper.result() if helper else site()) != outputs:
            return None
    finally:
        if helper:
            helper.stop()
    return Report(people=people, written=0, unchanged=pages, removed=0, folder=Path(folder),
                  problems=tuple(map(unpacked_problem, problems)))


def done(
    output: str | None, named: Path, inputs: str, images: Mapping[str, Signature],
    files: Mapping[str, FileSignature], report: Report, kept: Cache,
) -> None:
    """Keep what a build did, for the next one.

    `named` is the site's folder as somebody named it, with links in it and all. `inputs` are as
    they were when it began, `images` as it saw them, `files` as the site's are now.
    """
    seen = {path: signature for path, signature in images.items() if signature}
    value = json.dumps([str(named), str(report.folder), with_images(inputs, seen),
                        _hash(sorted(files.items())), report.people,
                        report.written + report.unchanged,
                        list(map(packed_problem, report.problems)), sorted(images)])
    kept.change({_KIND: [(_key(output), value.encode())]}, {})


def undone(output: str | None, kept: Cache) -> None:
    """Let go of what is kept: a build begins that changes the site."""
    kept.change({}, {_KIND: [_key(output)]})


def _key(output: str | None) -> bytes:
    return b"" if output is None else f"to {Path(output).absolute()}".encode("utf-8", "replace")


def inputs_of(vault: Path, today: date, seen: Mapping[str, Signature]) -> str:
    """All that a site is made from, as one sum; `seen` is what the vault's files look like."""
    return _hash([today.isoformat(), state_of(vault, seen)])


def state_of(vault: Path, seen: Mapping[str, Signature]) -> str:
    """The same but for the day."""
    return _hash([head(vault.resolve()), sorted(seen.items())])


def with_images(inputs: str, seen: Mapping[str, Signature]) -> str:
    """The same with the images that pages show; those that are not there are not among them."""
    return _hash([inputs, sorted(seen.items())]) if seen else inputs


def _look(folder: Path) -> str:
    return _hash(sorted(Output(folder).look().items()))


def _hash(value: Any) -> str:
    """A sum of texts and numbers in lists and pairs; marshal's second form has them as they are."""
    return blake2b(marshal.dumps(value, 2), digest_size=16).hexdigest()
