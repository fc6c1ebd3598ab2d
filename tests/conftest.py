"""What all tests share: a vault in a temporary folder, and how hard hypothesis searches."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

MakeVault = Callable[[Mapping[str, str | bytes]], Path]

# Whom git takes tests for, also on a machine where nobody told it.
os.environ |= {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "Kim Example"), ("EMAIL", "kim@example.com"))}

# In which language whoever runs them is spoken to: here in that of tests, where no vault says one.
for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

settings.register_profile("default", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(autouse=True, scope="session")
def _cache_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test write into the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(folder))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--golden`, which takes what is built now for what should be built; review its diff."""
    parser.addoption("--golden", action="store_true",
                     help="rewrite tests/golden/ with the pages as they are built now")


@pytest.fixture
def vault(tmp_path: Path) -> MakeVault:
    """Return a function that writes files, by their path in the vault, and returns the vault."""
    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "vault"
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root
    return make


@pytest.fixture
def anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def speak(folder: Path, language: str) -> None:
    """Make a vault of that language."""
    folder.mkdir(exist_ok=True)
    (folder / "netsite.toml").write_text(f'soon = 14\nlanguage = "{language}"\n', "utf-8")
