"""Whose template is drawn: the user's before the shipped one, and what is wrong with theirs."""

import os
import re
import stat
from collections.abc import Callable, Iterator, MutableMapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from netsite.pages.faults import fault_of, safe, slip_of
from netsite.problems import Level, Problem
from netsite.reasons import reason_of
from netsite.text.names import printable
from netsite.texts import Text

SHIPPED = "netsite"  # `netsite/person.html` is the shipped one, also where the user has their own
STATIC = "static"
MAX_TEMPLATE = 1 << 20  # bytes
STANDS_IN = Text.of("the shipped template stands in")
_LEFT_OUT = Text.of("it is left out of the site")

_EXTENDS_ITSELF = re.compile(r'\{%-?\s*extends\s+["\']([^"\']+)["\']')


class FaultError(TemplateError):
    """A user's template that cannot be read."""

    def __init__(self, name: str, message: str, line: int = 1) -> None:
        """Take the template's name, what is wrong with it, and the line."""
        super().__init__(message)
        self.name = name
        self.line = line


class Theme:
    """A user's folder of templates, by its looks; nothing of it is compiled here.

    `names` are the paths in it of what may be templates.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.paths = tuple(sorted(_paths(folder))) if folder else ()
        self.names = frozenset(path for path in self.paths if not path.startswith(f"{STATIC}/"))

    def read(self, name: str) -> tuple[str, Path]:
        """The text of a template and where it lies; raises FaultError where it cannot be read."""
        try:
            data, path = self._bytes(name)
        except OSError as error:
            raise FaultError(name, _unreadable(error)) from None
        try:
            return data.decode("utf-8-sig"), path
        except UnicodeDecodeError as error:
            raise FaultError(name, Text.of("this is not UTF-8"), data[:error.start].count(b"\n") + 1
                             ) from None

    def static_files(self) -> Iterator[tuple[str, bytes | Problem]]:
        """The files of static/ by name, each with its bytes or why there are none."""
        for path in self.paths:
            folder, _, name = path.partition("/")
            if folder == STATIC and name and "/" not in name:
                try:
                    yield name, self._bytes(path, most=None)[0]
                except FaultError as fault:
                    yield name, _problem(path, 1, fault.args[0], _LEFT_OUT)
                except OSError as error:
                    yield name, _problem(path, 1, _unreadable(error), _LEFT_OUT)

    def fingerprint(self) -> str:
        """What tells the user's templates from others; "" without any.

        A link is known by where it leads, too; that may be a file with a dot, which is in no list.
        """
        if self.folder is None:
            return ""
        sums = blake2b(digest_size=8)
        for name in self.paths:
            path = self.folder / name
            try:
                what = self._bytes(name, most=None)[0]
                if path.is_symlink():
                    what += b"\0" + os.fsencode(path.readlink())
            except (FaultError, OSError) as error:
                what = str(error).encode("utf-8", "replace")
            head = f"{name}\0{path.is_symlink():d}{len(what)}\0"
            sums.update(head.encode("utf-8", "surrogateescape") + what)
        return sums.hexdigest()

    def _bytes(self, name: str, most: int | None = MAX_TEMPLATE) -> tuple[bytes, Path]:
        """A file's bytes; raises FaultError for one that is none, OSError as the disk does."""
        if self.folder is None:
            raise FaultError(name, Text.of("there is none"))
        path = self.folder / name
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError):  # a link to itself is a RuntimeError
            raise FaultError(name, Text.of("a link that leads nowhere")) from None
        if not real.is_relative_to(self.folder.resolve()):
            raise FaultError(
                name, Text.of("a link that leads outside of templates/ is not followed"))
        if real.is_dir():
            raise FaultError(name, Text.of("this is a folder, not a file"))
        with open(real, "rb", opener=_at_once) as file:  # with its opener
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FaultError(name, Text.of("this is a pipe or a device, not a file"))
            if most is not None and status.st_size > most:
                raise FaultError(name, Text.of("longer than {n} MB", n=most >> 20))
            return file.read(), path


def _unreadable(error: OSError) -> str:
    return Text.of("cannot be read: {reason}", reason=reason_of(error))


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe would wait for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _paths(folder: Path, below: str = "") -> Iterator[str]:
    """The paths of all files below a folder, and of folders whose names are a template's."""
    try:
        entries = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{below}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _paths(folder, f"{path}/")
            if not entry.name.endswith(".html"):
                continue
        yield path


class Loader(BaseLoader):
    """Loads templates: the user's before the shipped ones, `netsite/…` always the shipped."""

    def __init__(self, shipped: Path, theme: Theme | None) -> None:
        self._shipped = shipped
        self._theme = theme
        self._faults: dict[str, Exception] = {}  # so that not every page compiles in vain

    def load(
        self, environment: Environment, name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  # Jinja calls it so
    ) -> Template:
        """A template, compiled; what is wrong with it is found once, and raised each time."""
        if name in self._faults:
            raise self._faults[name].with_traceback(None)
        try:
            return super().load(environment, name, globals)
        except (FaultError, TemplateSyntaxError, SyntaxError, RecursionError) as fault:
            self._faults[name] = fault
            raise

    def get_source(
        self, environment: Environment, template: str,  # noqa: ARG002  # Jinja hands it over
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template's text and file; raises TemplateNotFound, or FaultError for a bad file."""
        if any(part in ("", ".", "..") or "\\" in part or "\0" in part or ":" in part
               for part in template.split("/")):
            raise TemplateNotFound(template)
        folder, _, rest = template.partition("/")
        if self._theme and folder != SHIPPED and template in self._theme.names:
            text, path = self._theme.read(template)
            if template in _EXTENDS_ITSELF.findall(text):
                raise FaultError(template, Text.of(
                    "this extends itself; the shipped one is called “{name}”",
                    name=f"{SHIPPED}/{template}"))
            return text, str(path), lambda: True
        path = self._shipped / (rest if folder == SHIPPED else template)
        try:
            return path.read_text(encoding="utf-8"), str(path), lambda: True
        except OSError:
            raise TemplateNotFound(template) from None


def problem_of(error: Exception, page: str, theme: Theme) -> Problem:
    """What a user has to know of an error in drawing a page by templates of theirs."""
    name, line = _place(error, theme.folder)
    if not name:  # in a shipped template, since one of theirs is not what that needs
        name = page if page in theme.names else min(theme.names, default=page)
    return _problem(name, line, Text.of("the template failed: {why}", why=_words(error)), STANDS_IN)


def _words(error: Exception) -> str:
    """What went wrong, in words."""
    if isinstance(error, FaultError):
        return safe(error.message or "")
    if isinstance(error, TemplateNotFound):
        return Text.of("there is no template “{name}”", name=safe(str(error.message)))
    if isinstance(error, RecursionError):
        return Text.of("it calls itself without end")
    if isinstance(error, TemplateError):
        return slip_of(error.message or "")
    if isinstance(error, SyntaxError):
        return Text.of("Python cannot make sense of it: {words}", words=safe(error.msg))
    return fault_of(error)


def _place(error: Exception, users: Path | None) -> tuple[str, int]:
    """The user's template and the line in which an error was raised; "" if it was in none."""
    if isinstance(error, FaultError):
        return error.name, error.line
    if isinstance(error, TemplateSyntaxError):
        return error.name or "", error.lineno
    found, trace = ("", 1), error.__traceback__
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if users and path.is_relative_to(users):
            found = path.relative_to(users).as_posix(), trace.tb_lineno
        trace = trace.tb_next
    return found


def _problem(name: str, line: int, message: str, hint: str) -> Problem:
    shown = f"templates/{name}".encode("utf-8", "replace").decode()
    return Problem(printable(shown), line, 1, Level.ERROR, message, hint)
