"""A Chromium to open pages in, from the system; without one these tests skip, and fail in CI."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netsite.build import build
from netsite.single import single
from tests.browser.looking import FLAGS, Windows, chromium
from tests.drawing import TODAY
from tests.missing import missing
from tests.odd import VAULTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
MODULES = Path(__file__).with_name("node_modules")  # what `npm ci` puts beside the tests


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, without a window."""
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and CI has to open the pages in it")
        pytest.skip("needs Chromium: apt install chromium-headless-shell")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def windows(browser: "Browser") -> Iterator[Windows]:
    """A function that gives a window, one for each width, to open page after page in."""
    pages: dict[int, Page] = {}
    with ExitStack() as stack:
        def window(width: int) -> "Page":
            if width not in pages:
                context = stack.enter_context(browser.new_context(
                    viewport={"width": width, "height": 800}))
                pages[width] = context.new_page()
            return pages[width]
        yield window


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo vault's site as of the demo's day, built once."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    build(ROOT, TODAY, str(folder))
    return folder


@pytest.fixture(scope="session")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo, the vaults of tests and the odd ones, by their names."""
    found = {"demo": ROOT} | {vault.name: vault for vault in sorted(
        (ROOT / "tests/vaults").iterdir())}
    for name, files in VAULTS.items():
        found[name] = tmp_path_factory.mktemp("odd")
        for path, content in files.items():
            file = found[name] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return found


@pytest.fixture(scope="session")
def sites(
    demo: Path, vaults: dict[str, Path], tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """The demo's site, and those of the other vaults, by their names."""
    folder = tmp_path_factory.mktemp("sites")
    return {name: demo if name == "demo" else build(vault, TODAY, str(folder / name)).folder
            for name, vault in vaults.items()}


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo vault in one file."""
    return single(ROOT, TODAY, str(tmp_path_factory.mktemp("demo") / "net.html")).file


@pytest.fixture(scope="session")
def one_files(
    demo_file: Path, vaults: dict[str, Path], tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """Each vault in one file, by its name."""
    folder = tmp_path_factory.mktemp("one")
    return {name: demo_file if name == "demo"
            else single(vault, TODAY, str(folder / f"{name}.html")).file
            for name, vault in vaults.items()}


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which `npm ci --prefix tests/browser` brings."""
    script = MODULES / "axe-core/axe.min.js"
    if not script.is_file():
        missing("axe-core is not installed here: npm ci --prefix tests/browser")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def html_validate() -> tuple[str, str]:
    """The command of html-validate, which `npm ci --prefix tests/browser` brings."""
    script, node = MODULES / "html-validate/bin/html-validate.mjs", shutil.which("node")
    if not node or not script.is_file():
        missing("html-validate is not installed here: npm ci --prefix tests/browser")
    return node, str(script)
