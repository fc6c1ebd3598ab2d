"""All pages together are valid HTML, by a checker that nobody here wrote."""

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
CONFIG = Path(__file__).with_name(".htmlvalidate.json")


def test_html_validate_finds_nothing(
    sites: dict[str, Path], html_validate: tuple[str, str],
) -> None:
    """The rules of the HTML standard hold on every page of every site."""
    done = subprocess.run([*html_validate, "--config", CONFIG, *sites.values()], check=False,
                          capture_output=True, text=True)

    assert (done.returncode, done.stdout[-3000:]) == (0, "")


def test_html_validate_finds_nothing_in_one_file(
    one_files: dict[str, Path], html_validate: tuple[str, str],
) -> None:
    """All pages of a vault in one document are valid together."""
    done = subprocess.run([*html_validate, "--config", CONFIG, *one_files.values()], check=False,
                          capture_output=True, text=True)

    assert (done.returncode, done.stdout[-3000:]) == (0, "")


def test_html_validate_finds_what_is_wrong(tmp_path: Path, html_validate: tuple[str, str]) -> None:
    """The checker reads the pages it is given."""
    (tmp_path / "bad.html").write_text("<!doctype html><html><p><div></div></p></html>",
                                       encoding="utf-8")
    done = subprocess.run([*html_validate, "--config", CONFIG, tmp_path], check=False,
                          capture_output=True, text=True)

    assert "close-order" in done.stdout
