"""The contract of templates: docs/templates.md names all that a template gets, and nothing else."""

import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from netsite.pages import render
from netsite.pages.sandbox import Sandbox
from netsite.pages.saying import saying
from netsite.pages.site import Frame, View
from netsite.pages.themes import Loader
from netsite.tongue import ENGLISH
from tests.conftest import MakeVault
from tests.drawing import TODAY
from tests.reading import person

DOCUMENT = Path(__file__).resolve().parent.parent / "docs/templates.md"
BEGINS, ENDS = "<!-- every field: rewritten by pytest --golden -->\n", "<!-- so far -->\n"
_WORDS = {str: "text", int: "number", float: "number", bool: "yes or no", type(None): "nothing"}


def fields_of(shape: type) -> dict[str, Any]:
    """Give the fields of a named tuple, with their types."""
    hints = get_type_hints(shape)
    return {name: hints[name] for name in shape._fields}  # type: ignore[attr-defined]


def words(kind: Any) -> str:
    """Say a type in words."""
    if hasattr(kind, "_fields"):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    if getattr(kind, "__name__", "") == "Markup":
        return "HTML"
    origin, inside = get_origin(kind), get_args(kind)
    if origin is types.UnionType:
        return " or ".join(map(words, inside))
    if origin is tuple and inside[-1] is not Ellipsis:
        return f"({', '.join(map(words, inside))})"
    if origin is not None:
        return f"list of {words(inside[0])}"
    return _WORDS.get(kind, getattr(kind, "__name__", str(kind)))


def shapes(kinds: list[Any], seen: set[Any]) -> Iterator[type]:
    """Give all named tuples that some types have in them."""
    for kind in kinds:
        if hasattr(kind, "_fields"):
            if kind not in seen:
                seen.add(kind)
                yield kind
                yield from shapes([*fields_of(kind).values()], seen)
        else:
            yield from shapes([*get_args(kind)], seen)


def contract() -> str:
    """Write every field of everything that a template gets."""
    found = sorted(shapes([Frame, *get_args(View)], set()), key=lambda shape: shape.__name__)
    return "\n".join(
        f"### {shape.__name__}\n\n| field | |\n|---|---|\n" + "".join(
            f"| `{name}` | {words(kind)} |\n" for name, kind in fields_of(shape).items())
        for shape in found)


def test_every_field_is_in_the_document(request: pytest.FixtureRequest) -> None:
    """Each field of each shape stands there with its type; `--golden` rewrites them."""
    text = DOCUMENT.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGINS)
    now, _, tail = rest.partition(ENDS)
    wanted = f"\n{contract()}\n"
    if request.config.getoption("--golden"):
        DOCUMENT.write_text(f"{head}{BEGINS}{wanted}{ENDS}{tail}", encoding="utf-8")
        return

    assert now == wanted


def test_every_template_is_in_the_document() -> None:
    """Each shipped template is named, and none that is not there."""
    named = set(re.findall(r"`(\w+\.html)`", DOCUMENT.read_text(encoding="utf-8")))
    shipped = {path.name for path in render.shipped_templates().glob("*.html")}

    assert named == shipped


def test_every_helper_is_in_the_document() -> None:
    """Each helper and filter that netsite adds to Jinja's own is named."""
    text = DOCUMENT.read_text(encoding="utf-8")
    loader = Loader(render.shipped_templates(), None)
    ours = render._environment(render._Sandbox, loader, ENGLISH).globals.keys()  # noqa: SLF001
    names = (ours - Sandbox().globals.keys()) | saying(ENGLISH).keys()

    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b[^`\n]*`", text)] == []


def test_what_the_document_shows_works(vault: MakeVault) -> None:
    """The examples of the document, put into a vault, change what they say and give no problem."""
    from netsite.build import build

    text = DOCUMENT.read_text(encoding="utf-8")
    template, = re.findall(r"```jinja\n(.*?)```", text, re.DOTALL)
    style, = re.findall(r"```css\n(.*?)```", text, re.DOTALL)
    report = build(vault({
        "contacts/ana.md": person("timezone: Europe/Lisbon", "location: Lisbon"),
        "templates/person.html": template, "templates/static/user.css": style}), TODAY)
    page = (report.folder / "people/ana.html").read_text(encoding="utf-8")

    assert (report.problems, "<p>There it is Europe/Lisbon.</p>" in page,
            (report.folder / "static/user.css").read_text(), "static/user.css" in page) == (
        (), True, style, True)
