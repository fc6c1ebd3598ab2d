"""`netsite`, and `python -m netsite`: the command as a process, from its start to its end."""

import os
import sys

from netsite.memory import collect_seldom


def run() -> None:
    """Run the command line, and end the process with its status."""
    collect_seldom()
    from netsite.cli import main  # noqa: PLC0415  # what is imported is looked through seldom, too

    try:
        main(prog_name="netsite")
    except SystemExit as leaving:
        _leave(leaving.code or 0)
        raise


def _leave(status: object) -> None:
    """End the process at once, its output written.

    To give the memory of ten thousand contacts back bit by bit takes Python a tenth of a build. It
    ends as usual where it has words to print, and where somebody traces or measures it.
    """
    if not isinstance(status, int) or sys.gettrace() or sys.getprofile():
        return
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # there are none without a console
            stream.flush()
    except (OSError, ValueError):  # nobody reads it any more: Python knows what to say of that
        return
    os._exit(status)


if __name__ == "__main__":
    run()
