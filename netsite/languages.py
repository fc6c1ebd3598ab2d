"""Languages from the disk: the catalogues in `locale/`, each made a `Tongue`.

A catalogue's texts (`netsite.po`) are compiled beside it (`netsite.mo`) by `tasks.py texts`, and
both are kept in git, so that nothing has to be compiled where netsite is installed.
"""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from netsite.tongue import ENGLISH, Tongue

FOLDER = Path(__file__).resolve().parent / "locale"


@cache
def tongue_of(language: str) -> Tongue:
    """The tongue of a language by its code (`de`); English for one without a catalogue."""
    catalogue = FOLDER / language / "LC_MESSAGES" / "netsite.mo"
    if language == ENGLISH.language or not catalogue.is_file():
        return ENGLISH
    with catalogue.open("rb") as file:
        return Tongue(language, GNUTranslations(file))
