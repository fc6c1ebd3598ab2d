"""Why the system refused something: its own words for the common reasons, to be said in a language.

The system's words come in English from wherever it stands; those that nobody translated stay so.
"""

from netsite.texts import Text

_KNOWN = {str(each): each for each in (
    Text.of("permission denied"),
    Text.of("operation not permitted"),
    Text.of("no such file or directory"),
    Text.of("file exists"),
    Text.of("is a directory"),
    Text.of("not a directory"),
    Text.of("directory not empty"),
    Text.of("too many levels of symbolic links"),
    Text.of("file name too long"),
    Text.of("no space left on device"),
    Text.of("disk quota exceeded"),
    Text.of("read-only file system"),
    Text.of("file too large"),
    Text.of("input/output error"),
    Text.of("too many open files"),
    Text.of("cannot allocate memory"),
    Text.of("exec format error"),
    Text.of("cannot assign requested address"),
    Text.of("inotify watch limit reached"),
    Text.of("inotify instance limit reached"),
)}


def reason_of(error: OSError) -> str:
    """Why the system refused, in a few words."""
    words = error.strerror or str(error)
    return _KNOWN.get(words.lower(), words)
