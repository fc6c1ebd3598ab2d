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
from netsite.store.scan import Scan, scanned
from netsite.unchanged import state_of

if TYPE_CHECKING:
    from netsite.commands.reading import Read

_KIND, _OF = "answers", b"of"  # the kind in the cache; which state of the vault all are of
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
        state = state_of(vault, scan.seen).encode()
        _let_go(kept, state)
        question = _question(ctx, state, today)
        said = _kept(kept, question)
        if said is None:
            said, steady = _spoken(ctx, vault, today, speak, kept, scan)
            if steady:
                _keep(kept, state, question, said)
    click.echo(said, nl=False)


def _let_go(kept: Cache, state: bytes) -> None:
    """Keep no answer of the vault as it was: who is forgotten must not be in one."""
    before = kept.get(_KIND, _OF)
    if before != state:
        kept.put(_KIND, [(_OF, state)], instead=True, unless=(_OF, before))


def _question(ctx: click.Context, state: bytes, today: date) -> bytes:
    """All that an answer hangs on, as a sum; `state` is the vault's."""
    options = {name: value for name, value in ctx.params.items()
               if name not in ("directory", "today")}
    asked = json.dumps([ctx.info_name, options, today, tongue(ctx).language, width()], default=str)
    return blake2b(state + asked.encode(), digest_size=16).digest()


def _spoken(
    ctx: click.Context, vault: Path, today: date, speak: Callable[["Read"], None], kept: Cache,
    scan: Scan,
) -> tuple[str, bool]:
    """What is printed, and whether it would be the next time.

    It has its colours; whether they are wanted is seen when it is shown.
    """
    from netsite.commands.reading import (  # noqa: PLC0415  # dear, and a kept answer needs none
        Read,
        read_scanned,
    )

    said, colour = io.StringIO(), ctx.color
    ctx.color = True
    try:
        found = read_scanned(vault, kept, scan)
        with redirect_stdout(said):
            speak(Read(vault=found.vault, today=today))
    finally:
        ctx.color = colour
    return said.getvalue(), found.steady


def _kept(kept: Cache, question: bytes) -> str | None:
    found = kept.get(_KIND, _slot(question)) or b""
    return found[len(question):].decode("utf-8", "surrogatepass") if found.startswith(
        question) else None


def _keep(kept: Cache, state: bytes, question: bytes, said: str) -> None:
    """Keep an answer, unless somebody has found the vault to be another meanwhile."""
    data = said.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST:
        kept.put(_KIND, [(_slot(question), question + data)], unless=(_OF, state))


def _slot(question: bytes) -> bytes:
    return b"%d" % (crc32(question) % _SLOTS)
