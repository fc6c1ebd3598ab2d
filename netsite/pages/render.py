"""Pages to HTML: the one place that knows the template engine.

Contents only ever reach templates as values, never the compiler, and are escaped there. A user's
templates lie over the shipped ones; since a vault may come from someone else, they run in Jinja's
immutable sandbox.
"""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from netsite.pages import pieces, tables
from netsite.pages.saying import TEXTS, saying, texts_script
from netsite.pages.site import File, Page
from netsite.problems import Level, Problem
from netsite.text.names import printable
from netsite.tongue import ENGLISH, Tongue

STATIC = "static"
# Control characters and non-characters (HTML, 13.2.3.5), which no reader could see anyway; and the
# same in UTF-8, where it is far cheaper to see that there are none.
_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS = bytes([*range(0x09), 0x0b, 0x0c, *range(0x0e, 0x20), 0x7f])
_OTHERS = (re.compile(b"\xc2[\x80-\x9f]"), re.compile(b"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"))

# What templates get besides `frame` and `view`: docs/site.md lists them.
HELPERS: Mapping[str, Callable[..., Markup]] = {
    "link": pieces.link, "day": pieces.day, "facts": pieces.facts, "chips": pieces.chips,
    "figures": pieces.figures, "dates": pieces.dates, "paragraphs": pieces.paragraphs,
    "month_rows": pieces.month_rows}
# Those that say something, in the language of the site.
HELPERS_THAT_SAY: Mapping[str, Callable[..., Markup]] = {
    "names": pieces.names, "some": pieces.some, "lines": pieces.lines, "years": pieces.years,
    "people_rows": tables.people_rows, "letter_rows": tables.letter_rows,
    "member_rows": tables.member_rows}


def shipped_templates() -> Path:
    """The folder of the shipped templates: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


class Renderer:
    """Renders pages; `users` is the folder of the user's own templates, if there is one.

    `tongue` is the language of what templates and scripts say.
    """

    def __init__(self, users: Path | None, tongue: Tongue = ENGLISH) -> None:
        shipped = shipped_templates()
        self.users, self.tongue = users, tongue
        self.folders = (users, shipped) if users else (shipped,)
        self.shipped = _environment(_Flat, shipped, tongue=tongue)
        self.own = _environment(_Sandbox, *self.folders, tongue=tongue) if users else None
        self.problems: list[Problem] = []

    def data(self, page: Page | File) -> bytes:
        """A page in UTF-8; for a fault in a user's template the shipped one stands in."""
        if isinstance(page, File):
            return page.data
        if self.own:
            try:
                return _render(self.own, page)
            except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError,
                    ValueError, MemoryError, RecursionError) as error:
                self._note(error, page)
        return _render(self.shipped, page)

    def _note(self, error: Exception, page: Page) -> None:
        name, line = _place(error, self.users)
        problem = Problem(f"templates/{name or page.template}", line, 1, Level.ERROR,
                          f"the template failed: {printable(str(error))[:200]}",
                          "the shipped template stands in")
        if problem not in self.problems:
            self.problems.append(problem)

    def fingerprint(self) -> str:
        """What tells the user's templates from others; "" without any.

        Those that are shipped are netsite's own, as its version is.
        """
        if self.users is None:
            return ""
        sums = blake2b(digest_size=8)
        for path in sorted(self.users.rglob("*")):
            if path.is_file() and not path.is_symlink():
                sums.update(f"{path.relative_to(self.users)}\n".encode("utf-8", "surrogateescape"))
                sums.update(path.read_bytes())
        return sums.hexdigest()

    def static_files(self) -> Iterator[tuple[str, bytes]]:
        """The addresses and bytes of style sheets and the like, the user's before the shipped.

        The last is that of the scripts' texts, unless the user has put another in its place.
        """
        seen: set[str] = set()
        scripts: list[str] = []
        for folder in self.folders:
            static = folder / STATIC
            for path in sorted(static.glob("*")) if not static.is_symlink() else ():
                if path.is_file() and not path.is_symlink() and path.name not in seen:
                    seen.add(path.name)
                    data = path.read_bytes()
                    scripts += [data.decode(errors="replace")] if path.suffix == ".js" else []
                    yield f"{STATIC}/{path.name}", data
        if TEXTS not in seen:
            yield f"{STATIC}/{TEXTS}", texts_script(self.tongue, scripts)


class _Loader(FileSystemLoader):
    """Loads templates from some folders, and nothing that a link there leads to elsewhere."""

    def get_source(
        self, environment: Environment, template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The source of a template; raises TemplateNotFound where its file lies elsewhere."""
        found = super().get_source(environment, template)
        real = Path(found[1]).resolve()
        if not any(real.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return found


class _Flat(Environment):
    """An environment whose templates have their globals in one dict.

    Jinja layers them, and each page would walk the layers name by name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the globals of a template: the environment's, and its own."""
        return {**self.globals, **(d or {})}


class _Sandbox(_Flat, ImmutableSandboxedEnvironment):
    """The sandbox of the user's templates."""


def _environment(
    kind: type[Environment], *folders: Path, tongue: Tongue = ENGLISH,
) -> Environment:
    environment = kind(
        loader=_Loader(folders), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, auto_reload=False,
        cache_size=-1)
    environment.globals |= HELPERS
    environment.globals |= HELPERS_THAT_SAY if tongue is ENGLISH else {
        name: partial(helper, tongue=tongue) for name, helper in HELPERS_THAT_SAY.items()}
    environment.globals |= {"month_heads": pieces.month_heads(tongue),
                            "quarter_heads": pieces.quarter_heads(tongue),
                            "weekday_heads": pieces.weekday_heads(tongue)}
    environment.filters |= saying(tongue)
    return environment


def _render(environment: Environment, page: Page) -> bytes:
    html = environment.get_template(page.template).render(frame=page.frame, view=page.view)
    data = html.encode()
    if len(data.translate(None, _CONTROLS)) == len(data) and not any(
            other.search(data) for other in _OTHERS):
        return data
    return _NOT_IN_HTML.sub("\N{REPLACEMENT CHARACTER}", html).encode()


def _place(error: Exception, users: Path | None) -> tuple[str, int]:
    """The user's template and the line in which an error was raised."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or "", error.lineno
    found, trace = ("", 1), error.__traceback__
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if users and path.is_relative_to(users):
            found = path.relative_to(users).as_posix(), trace.tb_lineno
        trace = trace.tb_next
    return found
