"""Images of the vault that pages show: where one lies, and the address of its copy in the site."""

import posixpath
import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from html import escape
from urllib.parse import unquote

from netsite.model import ImageFile, Unfit
from netsite.pages.addresses import slugify
from netsite.problems import Level, Problem
from netsite.texts import text

FOLDER = "images"
# What is written, the path and line of the file in which it stands, to the address of the copy from
# the site's root; "" if there is nothing to show.
ToImage = Callable[[str, str, int], str]
Place = Callable[[str, int, str], tuple[int, int]]  # of a text in a file, from a line on

_LONGEST = 60  # bytes of a name; the sum behind it tells files apart
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SAYS: dict[Unfit, tuple[Callable[[str], str], str]] = {
    Unfit.MISSING: (
        lambda path: text("there is no such image in the vault: {path}", path=path),
        text("check the path, which begins at this file's folder or the vault's")),
    Unfit.OUTSIDE: (
        lambda path: text("this image is a link that leads outside the vault: {path}", path=path),
        text("put the file itself into the vault")),
    Unfit.UNREADABLE: (
        lambda path: text("this image cannot be read: {path}", path=path),
        text("check the file and its permissions")),
    Unfit.DRAWING: (
        lambda path: text("an SVG can carry scripts, and is not shown: {path}", path=path),
        text("save it as PNG or WebP")),
    Unfit.KIND: (
        lambda path: text("this is no image that a browser knows: {path}", path=path),
        text("save it as JPEG, PNG, WebP, AVIF or GIF")),
    Unfit.SIZE: (
        lambda path: text("this image is larger than 12 MB, and is not shown: {path}", path=path),
        text("save it smaller"))}


def no_image(_written: str, _path: str, _line: int) -> str:
    """Stand in where there are no images."""
    return ""


def is_remote(written: str) -> bool:
    """Whether what is written leads to the web, or anywhere but to a file."""
    return bool(_SCHEME.match(written))


def address(path: str, kind: str) -> str:
    """The address of an image's copy: its name, and a sum of its path, as names come twice."""
    name = slugify(path.rpartition("/")[2].rpartition(".")[0] or "image")
    while len(name.encode()) > _LONGEST:
        name = slugify(name[:-1])
    said = blake2b(path.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{FOLDER}/{name}-{said}.{kind}"


def places(path: str, written: str) -> list[str]:
    """Where in the vault a file can lie that is named in another: beside that, or from the top.

    Nothing outside of the vault, and nothing hidden.
    """
    folder = "" if written.startswith("/") else posixpath.dirname(path)
    found = [posixpath.normpath(posixpath.join(start, written.lstrip("/")))
             for start in dict.fromkeys((folder, ""))]
    return [] if not written.strip("/") or "\0" in written else [
        each for each in found if not any(part.startswith(".") for part in each.split("/"))]


def image_finder(
    images: Mapping[str, ImageFile], tell: Callable[[Problem], None], place: Place,
) -> ToImage:
    """What finds images; one that cannot be shown is told as a problem where it stands."""
    def find(written: str, path: str, line: int) -> str:
        unfit = str(Unfit.MISSING)
        for found in places(path, written):
            file = images[found]
            if file.kind:
                return address(found, file.kind)
            unfit = file.unfit if unfit == Unfit.MISSING else unfit
        message, hint = _SAYS[Unfit(unfit)]
        tell(Problem(path, *place(path, line, written), Level.WARNING,
                     message(written[:100]), hint))
        return ""
    return find


def from_markdown(source: str) -> str:
    """The path that an image's address in Markdown means: `%20` is a space, `#…` no part of it."""
    return unquote(re.split("[?#]", source, maxsplit=1)[0])


def drawn(url: str, description: str, source: str) -> str:
    """An image in a text; `description` and `source` are as written, the address as it is here."""
    words = description or source.rpartition("/")[2].rpartition(".")[0]
    return f'<img class="picture" src="{escape(url)}" alt="{escape(words)}" loading="lazy">'
