"""What the scripts of a site load when they need it, packed into the document that holds all pages.

A pack holds files by the same beginning of a name, up to a `-`: `search/texts` has
`search/texts-0` and its like. It is JSON by name, compressed (zlib, RFC 1950), in base64.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from zlib import compress

from netsite.pages import days, search
from netsite.pages.turned import Places, turned

_VALUES = {days.FOLDER: days.value_of, search.FOLDER: search.value_of}
_BEST = 9  # of compression


def packs(files: Mapping[str, bytes], places: Places, first: str) -> dict[str, str]:
    """The packs by name, of those of a site's files that its scripts would load.

    What lines and rows are in them are those of `first`, the page at the site's root: their links
    are turned as its links are.
    """
    found: dict[str, dict[str, object]] = {}
    for url, data in sorted(files.items()):
        folder, _, _ = url.partition("/")
        if folder in _VALUES:
            name, value = url.removesuffix(".js"), _VALUES[folder](data)
            found.setdefault(name.partition("-")[0], {})[name] = (
                _turned(value, places, first) if folder == days.FOLDER else value)
    return {name: _packed(values) for name, values in found.items()}


def _turned(value: object, places: Places, first: str) -> object:
    """A value with its HTML turned; of what days bring, each text with a tag in it is HTML."""
    if isinstance(value, str):
        return turned(value, first, places) if "<" in value else value
    if isinstance(value, list):
        return [_turned(each, places, first) for each in value]
    if isinstance(value, dict):
        return {name: _turned(each, places, first) for name, each in value.items()}
    return value


def _packed(values: Mapping[str, object]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return b64encode(compress(text.encode(), _BEST)).decode()
