"""Shipped templates, compiled once."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from netsite.pages.compiled import Compiled

TEMPLATE = "Hello {{ name }}"


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Python keep what it compiles, however the tests are run."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a template."""
    (tmp_path / "hello.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def greeting(folder: Path, language: str = "en") -> tuple[str, int]:
    """What the template says, and how often one was compiled for it."""
    compiled = []

    class Counting(Environment):
        def _generate(self, *parts: object, **named: object) -> str:
            compiled.append(parts)
            return super()._generate(*parts, **named)  # type: ignore[arg-type]

    environment = Counting(loader=FileSystemLoader(folder), autoescape=True,
                           bytecode_cache=Compiled(folder, language))
    return environment.get_template("hello.html").render(name="Ana"), len(compiled)


def test_a_template_is_compiled_once(folder: Path) -> None:
    """The next start finds its code beside it, where Python keeps that of modules."""
    assert (greeting(folder), greeting(folder)) == (("Hello Ana", 1), ("Hello Ana", 0))
    assert {path.parent.name for path in folder.rglob("*") if path.suffix != ".html"
            and path.is_file()} == {"__pycache__"}


def test_another_text_is_compiled_anew(folder: Path) -> None:
    """What was compiled of an older text is not taken for the new one's."""
    greeting(folder)
    (folder / "hello.html").write_text("Bye {{ name }}", encoding="utf-8")

    assert (greeting(folder), greeting(folder)) == (("Bye Ana", 1), ("Bye Ana", 0))


def test_each_language_has_its_own(folder: Path) -> None:
    """A compiled template holds what it says in one language."""
    greeting(folder)

    assert [greeting(folder, "de")[1], greeting(folder, "en")[1]] == [1, 0]


@pytest.mark.parametrize("garbage", [b"", b"\0\0", b"j2", 40, 400])
def test_garbage_is_compiled_anew(folder: Path, garbage: bytes | int) -> None:
    """A file that is empty, of something else or torn is no code."""
    greeting(folder)
    file = next((folder / "__pycache__").iterdir())
    file.write_bytes(garbage if isinstance(garbage, bytes) else file.read_bytes()[:garbage])

    assert (greeting(folder), greeting(folder)) == (("Hello Ana", 1), ("Hello Ana", 0))


def test_who_wants_no_such_files_gets_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python is told to keep no compiled code, no template's is kept either."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert (greeting(folder), list(folder.iterdir())) == (
        ("Hello Ana", 1), [folder / "hello.html"])


def test_where_nothing_can_be_kept_templates_work(folder: Path) -> None:
    """A folder that cannot be made is no fault: templates are compiled at each start."""
    (folder / "__pycache__").write_text("in the way", encoding="utf-8")

    assert (greeting(folder), greeting(folder)) == (("Hello Ana", 1), ("Hello Ana", 1))
