"""Why something outside refused."""

import errno
import os

import pytest

from netsite.languages import tongue_of
from netsite.reasons import meaning_of, reason_of
from netsite.texts import Text


@pytest.mark.parametrize(("error", "reason", "known"), [
    (OSError(28, "No space left on device"), "no space left on device", True),
    (OSError(28, "inotify watch limit reached"), "inotify watch limit reached", True),
    (OSError(5, "Quite another thing"), "the system says “Quite another thing”", True),
    (OSError("no number"), "the system says “no number”", True),
    (FileNotFoundError(Text.of("git is not installed")), "git is not installed", True),
    (OSError(), "", False)])
def test_why_the_system_refused(error: OSError, reason: str, *, known: bool) -> None:
    """The common reasons are texts; what nobody knows is quoted, and a text of ours stays."""
    assert (reason_of(error), isinstance(reason_of(error), Text)) == (reason, known)


@pytest.mark.parametrize("number", [
    errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EISDIR, errno.EBUSY, errno.EINVAL, errno.ENXIO,
    errno.EXDEV, errno.EROFS, errno.EDQUOT, errno.EADDRINUSE, errno.EMFILE, errno.ENFILE,
    errno.ETXTBSY, errno.ESTALE, errno.EOPNOTSUPP, errno.EAGAIN, errno.EMLINK, errno.ETIMEDOUT])
def test_the_systems_own_words_are_known(number: int) -> None:
    """This system says the reasons as they are known here, so they can be said in German."""
    reason = reason_of(OSError(number, os.strerror(number)))

    assert tongue_of("de").told(reason) != reason


def test_what_a_programs_words_mean() -> None:
    """The first meaning that fits is filled with what the words name; no meaning is none."""
    meanings = ((r"no (?P<what>\w+)$", Text.of("there is no {what}")), ("no", Text.of("no")))
    found = [meaning_of(words, meanings) for words in ("oh no bread", "no bread left", "bread")]

    assert found == ["there is no bread", "no", None]
    assert found[0] is not None
    assert (found[0].message, found[0].values) == ("there is no {what}", {"what": "bread"})
