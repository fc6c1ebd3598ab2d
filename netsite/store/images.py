"""The image files that pages show: looked at, told by their first bytes, and read to be copied.

Only files that a page asks for are looked at, wherever in the vault they lie. What an earlier build
found out of a file holds as long as its stat signature does, so that it is not opened again.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from netsite.model import ImageFile, Unfit
from netsite.store.scan import Signature, look, trusted

MAX_IMAGE = 12 * 1024 * 1024  # bytes; a photo of a good camera is smaller
_HEAD = 512  # bytes that are read to tell a kind
_BRANDS = (b"avif", b"avis")  # AV1 Image File Format, 6


class Seen(NamedTuple):
    """A file as it was seen: its stat signature (empty: nothing is there), and what it is."""

    signature: Signature
    file: ImageFile


class Album(Mapping[str, ImageFile]):
    """What the files are that a vault's pages name as images, by path in it; any may be asked for.

    `seen` are the signatures that are known already, `known` is what an earlier build found out.
    Nothing that is asked of it raises.
    """

    def __init__(self, root: Path, seen: Mapping[str, Signature] | None = None,
                 known: Mapping[str, Seen] | None = None) -> None:
        self._root, self._known, self._signatures = root, known or {}, seen or {}
        self.seen: dict[str, Seen] = {}

    def __getitem__(self, path: str) -> ImageFile:
        """Tell what a file is; looks at it once."""
        found = self.seen.get(path)
        if found is None:
            found = self.seen[path] = self._look(path)
        return found.file

    def __iter__(self) -> Iterator[str]:
        """Give those that were asked for."""
        return iter(self.seen)

    def __len__(self) -> int:
        """Count those that were asked for."""
        return len(self.seen)

    def _look(self, path: str) -> Seen:
        signature = self._signatures.get(path) or look(self._root, [path]).get(path, ())
        known = self._known.get(path)
        if known and signature and known.signature == signature:
            return known
        return Seen(signature, _told(self._root, path) if signature else ImageFile(
            "", Unfit.MISSING))

    def is_as_before(self, path: str) -> bool:
        """Whether a file looks as it did when an earlier build copied it."""
        known, now = self._known.get(path), self.seen.get(path)
        return bool(known and now and known.signature and known.signature == now.signature)

    def looks(self, paths: Iterable[str]) -> dict[str, Signature]:
        """The signatures of some that were asked for."""
        return {path: self.seen[path].signature for path in paths}

    def to_keep(self, paths: Iterable[str], began: int) -> dict[str, Seen]:
        """What is to be known of some the next time, after a build that `began` then.

        A file that changed just before may change again without a sign of it (`store.scan`).
        """
        found = {path: self.seen[path] for path in paths}
        steady = trusted({path: seen.signature for path, seen in found.items()}, began)
        return {path: seen if path in steady else Seen((), seen.file)
                for path, seen in found.items()}


def read_image(root: Path, path: str) -> bytes | None:
    """The bytes of an image, or None if it is none any more."""
    try:
        with _opened(root, path) as file:
            data = file.read(MAX_IMAGE + 1)
    except (OSError, ValueError):
        return None
    return data if kind_of(data[:_HEAD]) and len(data) <= MAX_IMAGE else None


def _told(root: Path, path: str) -> ImageFile:
    """What a file is, from its first bytes."""
    try:
        with _opened(root, path) as file:
            status = os.fstat(file.fileno())
            head = file.read(_HEAD)
    except _OutsideError:
        return ImageFile("", Unfit.OUTSIDE)
    except (OSError, ValueError):
        return ImageFile("", Unfit.UNREADABLE)
    kind = kind_of(head)
    if not kind:
        return ImageFile("", Unfit.DRAWING if b"<svg" in head.lower() else Unfit.KIND)
    return ImageFile("", Unfit.SIZE) if status.st_size > MAX_IMAGE else ImageFile(kind)


class _OutsideError(ValueError):
    """Raised within this module alone: a link leads out of the vault."""


def _opened(root: Path, path: str) -> BinaryIO:
    """A plain file of the vault, opened; a link is followed only inside the vault."""
    real = (root / path).resolve(strict=True)
    if not real.is_relative_to(root.resolve()):
        raise _OutsideError
    file = open(real, "rb", opener=_at_once)  # noqa: SIM115  # closed by who asked
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise ValueError(path)
    return file


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe would wait for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def kind_of(head: bytes) -> str:
    """The kind of an image by its first bytes, as the ending of its name; "" of any other file."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    brands = head[8:min(len(head), int.from_bytes(head[:4]))] if head[4:8] == b"ftyp" else b""
    return "avif" if any(brand in brands for brand in _BRANDS) else ""
