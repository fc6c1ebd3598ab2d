"""What a test needs and may not be here."""

import importlib.util
import os
import shutil
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Skip a test and say why; in CI nothing may be skipped, so there it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI has to run this test")
    pytest.skip(reason)


def needs_git() -> None:
    """Skip a test, or fail it in CI, where there is no git."""
    if shutil.which("git") is None:
        missing("git is not installed here")


def need(*modules: str) -> None:
    """Skip a test, or fail it in CI, where one of these modules is not installed."""
    for name in modules:
        if importlib.util.find_spec(name) is None:
            missing(f"{name} is not installed here")
