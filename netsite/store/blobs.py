"""What git keeps of files: blobs read by their id, all in one go, for their front matter."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from netsite.store.git import run, stream
from netsite.store.vault import MAX_FILE
from netsite.text.frontmatter import inside_fences
from netsite.text.source import decode

_PIECE = 1 << 20
_SHA1 = 40  # hexadecimal digits
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def is_partial(vault: Path) -> bool:
    """Whether blobs may be missing, to be fetched when needed (which netsite never does)."""
    answer = run(vault, "config", "--get-regexp",
                 r"^(extensions\.partialclone|remote\..*\.promisor)$")
    return bool(answer.out)


def front_matters(
    vault: Path, blobs: Iterable[str], *, partial: bool,
) -> Iterator[tuple[str, str]]:
    """Blobs, by their id, and the front matter of each; what is missing, or no text, is left out.

    Raises GitError.
    """
    wanted = list(blobs)
    if partial and wanted:
        here = set(run(vault, "cat-file", "--batch-all-objects",
                       "--batch-check=%(objectname)").out.decode().split())
        wanted = [blob for blob in wanted if blob in here]
    if not wanted:
        return
    same: dict[str, str] = {}  # most versions of a file have the same: keep it once
    with stream(vault, "cat-file", "--batch", "--buffer",
                stdin="\n".join([*wanted, ""]).encode()) as out:
        for blob, data in _blobs(out):
            head = front_matter(data)
            if head is not None:
                yield blob, same.setdefault(head, head)


def _blobs(out: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """Id and contents, as `git cat-file --batch` gives them; nothing of what is missing or huge."""
    while line := out.readline():
        words = line.split()
        if len(words) != 3:  # `ID missing`
            continue
        size = int(words[2])
        if size <= MAX_FILE:
            yield words[0].decode(), out.read(size + 1)[:-1]
            continue
        while size >= 0:
            read = len(out.read(min(size + 1, _PIECE)))
            size -= read or size + 1


def front_matter(data: bytes) -> str | None:
    """The front matter in a file's bytes, or "" without one; None for what is no text."""
    if data.startswith(b"---\n") and b"\r" not in data:
        end = data.find(b"\n---\n", 3)
        head = data[4:end + 1]
        if end >= 0 and b"\n---" not in head and b"\n..." not in head and not head.startswith(
                (b"---", b"...")) and b"\0" not in head:
            try:
                return head.decode()
            except UnicodeDecodeError:
                pass
    if b"\0" in data and not data.startswith(_BOMS):  # encrypted, as by git-crypt
        return None
    return inside_fences(decode("", data).text)


def algorithm(like: str) -> str:
    """The name of what a repository with ids like one makes them with."""
    return "sha1" if len(like) == _SHA1 else "sha256"
