"""What a command printed, kept for whoever asks the same again before anything has changed.

To look at a vault's files takes a quarter of the time in which what is remembered of them is read.
An answer is made from what a site is made from: the files, git's head and the day. Beside the
question it hangs on the language and on how wide the terminal is, and on nothing else.
"""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import click

from netsite.commands.speaking import tongue
from netsite.commands.terminal import width
from netsite.store.cache import Cache, cache_file, opened
from netsite.store.scan import Scan, scanned, trusted
from netsite.unchanged import inputs_of

if TYPE_CHECKING:
    from netsite.commands.reading import Read

_KIND, _OF = "answers", b"of"  # the kind in the cache; which vault and day all are of
_SLOTS = 64  # answers that are kept; a new one takes the place of another
_LONGEST = 1 << 20  # bytes of one


def answer(
    ctx: click.Context, vault: Path, today: date, speak: Callable[["Read"], None],
) -> None:
    """Print what `speak` prints of a vault, or has printed when it was asked the same.

    Raises what `speak` does; then nothing is printed, nor kept.
    """
    with opened(cache_file(vault, None)) as kept:
        scan = scanned(vault)
        inputs = inputs_of(vault, today, scan.seen).encode()
        question = _question(ctx, inputs)
        said = _kept(kept, question)
        if said is None:
            said = _spoken(ctx, vault, today, speak, kept, scan)
            if trusted(*scan) == scan.seen:
                _keep(kept, inputs, question, said)
    click.echo(said, nl=False)


def _question(ctx: click.Context, inputs: bytes) -> bytes:
    """All that an answer hangs on, as a sum; `inputs` are the vault and the day."""
    options = {name: value for name, value in ctx.params.items()
               if name not in ("directory", "today")}
    asked = json.dumps([ctx.info_name, options, tongue(ctx).language, width()], default=str)
    return blake2b(inputs + asked.encode(), digest_size=16).digest()


def _spoken(
    ctx: click.Context, vault: Path, today: date, speak: Callable[["Read"], None], kept: Cache,
    scan: Scan,
) -> str:
    """What is printed, with its colours; whether they are wanted is seen when it is shown."""
    from netsite.commands.reading import (  # noqa: PLC0415  # dear, and a kept answer needs none
        Read,
        read_scanned,
    )

    said, colour = io.StringIO(), ctx.color
    ctx.color = True
    try:
        with redirect_stdout(said):
            speak(Read(vault=read_scanned(vault, kept, scan), today=today))
    finally:
        ctx.color = colour
    return said.getvalue()


def _kept(kept: Cache, question: bytes) -> str | None:
    found = kept.get(_KIND, _slot(question)) or b""
    return found[len(question):].decode("utf-8", "surrogatepass") if found.startswith(
        question) else None


def _keep(kept: Cache, inputs: bytes, question: bytes, said: str) -> None:
    """Keep an answer, and none of the vault as it was: who is forgotten must not be in them."""
    data = said.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST:
        kept.put(_KIND, [(_OF, inputs), (_slot(question), question + data)],
                 instead=kept.get(_KIND, _OF) != inputs)


def _slot(question: bytes) -> bytes:
    return b"%d" % (crc32(question) % _SLOTS)
