"""Pages to HTML: the one place that knows the template engine.

Contents only ever reach templates as values, never the compiler, and are escaped there. A user's
templates lie over the shipped ones; since a vault may come from someone else, they run in Jinja's
immutable sandbox.
"""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from netsite.pages import pieces, tables
from netsite.pages.compiled import Compiled
from netsite.pages.sandbox import Missing, OverrunError, Sandbox, bounds
from netsite.pages.saying import TEXTS, saying, texts_script
from netsite.pages.site import File, Page
from netsite.pages.themes import STATIC, Loader, Theme, problem_of
from netsite.problems import Problem
from netsite.tongue import ENGLISH, Tongue

# Control characters and non-characters (HTML, 13.2.3.5), which no reader could see anyway; and the
# same in UTF-8, where it is far cheaper to see that there are none.
_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS = bytes([*range(0x09), 0x0b, 0x0c, *range(0x0e, 0x20), 0x7f])
_OTHERS = (re.compile(b"\xc2[\x80-\x9f]"), re.compile(b"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"))

OWN_STYLE = "user.css"  # in the user's templates/static/; every page loads it after the shipped one

# What templates get besides `frame` and `view`: docs/site.md lists them.
HELPERS: Mapping[str, Callable[..., Markup]] = {
    "link": pieces.link, "facts": pieces.facts, "chips": pieces.chips, "figures": pieces.figures,
    "dates": pieces.dates, "paragraphs": pieces.paragraphs, "month_rows": pieces.month_rows}
# Those that say something, in the language of the site.
HELPERS_THAT_SAY: Mapping[str, Callable[..., Markup]] = {
    "names": pieces.names, "some": pieces.some, "lines": pieces.lines, "years": pieces.years,
    "day": pieces.day,
    "people_rows": tables.people_rows, "letter_rows": tables.letter_rows,
    "member_rows": tables.member_rows}


def shipped_templates() -> Path:
    """The folder of the shipped templates: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


class Renderer:
    """Renders pages; `users` is the folder of the user's own templates, if there is one.

    `tongue` is the language of what templates and scripts say. `problems` are what went wrong with
    pages since somebody emptied it, `amiss` what is wrong with the user's other files.
    """

    def __init__(self, users: Path | None, tongue: Tongue = ENGLISH) -> None:
        self.tongue = tongue
        self._folder = shipped_templates()
        self._theme = Theme(users)
        self._shipped = _environment(_Flat, Loader(self._folder, None), tongue)
        self._shipped.bytecode_cache = Compiled(self._folder, tongue.language)
        self._own = _environment(_Sandbox, Loader(self._folder, self._theme), tongue)
        self._theirs: dict[str, bool] = {}
        self._given_up: dict[str, Problem] = {}
        self._static = dict(self._theme.static_files())
        own_style = isinstance(self._static.get(OWN_STYLE), bytes)
        for environment in (self._shipped, self._own):
            environment.globals["own_style"] = own_style
        self.problems: list[Problem] = []
        self.amiss = tuple(what for what in self._static.values() if isinstance(what, Problem))

    def data(self, page: Page | File) -> bytes:
        """A page in UTF-8; for a fault in a user's template the shipped one stands in."""
        if isinstance(page, File):
            return page.data
        if self._is_theirs(page.template):
            if page.template not in self._given_up:
                try:
                    with bounds():
                        return _render(self._own, page)
                except Exception as error:  # noqa: BLE001  # a template is somebody else's program
                    self._note(error, page)
            else:
                self._told(self._given_up[page.template])
        return _render(self._shipped, page)

    def _note(self, error: Exception, page: Page) -> None:
        problem = problem_of(error, page.template, self._theme)
        if isinstance(error, OverrunError):  # not once more for each of ten thousand pages
            self._given_up[page.template] = problem
        self._told(problem)

    def _told(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _is_theirs(self, name: str) -> bool:
        """Whether a template of the user's is needed to draw a page by this one."""
        if not self._theme.names:
            return False
        if name not in self._theirs:
            self._theirs[name] = name in self._theme.names
            shipped = self._folder / name
            if not self._theirs[name] and shipped.is_file():
                tree = self._shipped.parse(shipped.read_text(encoding="utf-8"))
                self._theirs[name] = any(self._is_theirs(other) for other in
                                         find_referenced_templates(tree) if other)
        return self._theirs[name]

    def fingerprint(self) -> str:
        """What tells the user's templates from others; "" without any.

        Those that are shipped are netsite's own, as its version is.
        """
        return self._theme.fingerprint()

    def static_files(self) -> Iterator[tuple[str, bytes]]:
        """The addresses and bytes of style sheets and the like, the user's before the shipped.

        The last is that of the scripts' texts, unless the user has put another in its place.
        """
        files = {path.name: path.read_bytes()
                 for path in (self._folder / STATIC).iterdir() if path.is_file()}
        files |= {name: data for name, data in self._static.items() if isinstance(data, bytes)}
        scripts = [data.decode(errors="replace") for name, data in sorted(files.items())
                   if name.endswith(".js")]
        yield from ((f"{STATIC}/{name}", data) for name, data in sorted(files.items()))
        if TEXTS not in files:
            yield f"{STATIC}/{TEXTS}", texts_script(self.tongue, scripts)


class _Flat(Environment):
    """An environment whose templates have their globals in one dict.

    Jinja layers them, and each page would walk the layers name by name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the globals of a template: the environment's, and its own."""
        return {**self.globals, **(d or {})}


class _Sandbox(_Flat, Sandbox):
    """The sandbox of the user's templates."""


def _environment(kind: type[Environment], loader: Loader, tongue: Tongue) -> Environment:
    environment = kind(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, auto_reload=False, cache_size=-1,
        undefined=Missing if issubclass(kind, Sandbox) else StrictUndefined)
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
