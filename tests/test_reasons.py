"""Why the system refused something."""

import errno
import os

import pytest

from netsite.languages import tongue_of
from netsite.reasons import reason_of
from netsite.texts import Text


@pytest.mark.parametrize(("error", "reason", "known"), [
    (OSError(28, "No space left on device"), "no space left on device", True),
    (OSError(28, "inotify watch limit reached"), "inotify watch limit reached", True),
    (OSError(5, "Quite another thing"), "Quite another thing", False),
    (OSError("no number"), "no number", False),
    (OSError(), "", False)])
def test_why_the_system_refused(error: OSError, reason: str, *, known: bool) -> None:
    """The common reasons are texts; what nobody knows stays as the system says it."""
    assert (reason_of(error), isinstance(reason_of(error), Text)) == (reason, known)


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EISDIR])
def test_the_systems_own_words_are_known(number: int) -> None:
    """This system says the reasons as they are known here, so they can be said in German."""
    reason = reason_of(OSError(number, os.strerror(number)))

    assert tongue_of("de").told(reason) != reason
