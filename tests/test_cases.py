"""Real files from public repositories, each folder of them as a vault, where they lie beside us."""

from datetime import date
from pathlib import Path

import pytest

from netsite.build import build
from netsite.pages.addresses import slugify
from netsite.text.source import stem

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


def write_vault(root: Path, folder: Path, *, crlf: bool, renamed: bool) -> list[str]:
    """Copy a folder's files into contacts/, as they are called or all as contacts; their paths."""
    paths = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        if renamed:
            name = f"x{name.replace('/', '__')}.md"
        data = file.read_bytes().replace(b"\r\n", b"\n")
        target = root / "contacts" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.replace(b"\n", b"\r\n") if crlf else data)
        paths.append(f"contacts/{name}")
    return paths


@pytest.mark.parametrize("renamed", [False, True], ids=["as they are", "all as contacts"])
@pytest.mark.parametrize("crlf", [False, True], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", ["people", "frontmatter", "yaml", "teams", "security"])
def test_every_real_file_is_a_page_or_a_problem(
    tmp_path: Path, name: str, *, crlf: bool, renamed: bool,
) -> None:
    """No file of real vaults and attacks stops a build, and none is passed over in silence."""
    if not CASES.is_dir():
        pytest.skip("the collection of real files is not on this machine")
    paths = write_vault(tmp_path, CASES / name, crlf=crlf, renamed=renamed)
    report = build(tmp_path, date(2026, 11, 23))
    pages = {page.stem for folder in ("people", "teams")
             for page in (report.folder / folder).glob("*.html")}
    named = {problem.path for problem in report.problems}

    assert [path for path in paths
            if path not in named and slugify(stem(path)) not in pages] == []
