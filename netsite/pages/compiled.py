"""Shipped templates, compiled once: as Python keeps modules, in `__pycache__` beside them.

Nowhere else: code is only run from where whoever can write could change netsite itself. In a folder
that must not be written, templates are compiled at each start. A user's own always are.
"""

import sys
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

_FOLDER = "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """The compiled templates of a folder, in a language: a template holds what it says as HTML."""

    def __init__(self, templates: Path, language: str) -> None:
        super().__init__(str(templates / _FOLDER), f"%s.{language}.{sys.implementation.cache_tag}")
        self._maker = _maker(language)

    def get_source_checksum(self, source: str) -> str:
        """Give a sum of a template and of all that makes code of it."""
        return super().get_source_checksum(self._maker + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept; what cannot be read, or is torn, is not there."""
        with suppress(OSError, EOFError, UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code, where Python is to keep any, and may."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def _maker(language: str) -> str:
    """What tells those who compile apart: Jinja, and the looks of whoever says texts."""
    package = Path(__file__).resolve().parent.parent
    looks = [jinja2.__version__]
    for path in (package / "pages" / "saying.py", package / "pages" / "render.py",
                 package / "tongue.py",
                 package / "locale" / language / "LC_MESSAGES" / "netsite.mo"):
        with suppress(OSError):
            status = path.stat()
            looks.append(f"{status.st_mtime_ns} {status.st_size}")
    return " ".join(looks)
