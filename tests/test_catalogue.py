"""The catalogues: complete, compiled, and as the code speaks now."""

import re
from datetime import date
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel import Locale
from babel.dates import format_date, get_day_names, get_month_names
from babel.messages.catalog import Message as Entry

from netsite.languages import FOLDER, tongue_of
from netsite.text.settings import LANGUAGES
from netsite.tongue import ENGLISH, Tongue
from tests.catalogue import (
    TRANSLATED,
    Message,
    as_mo,
    as_po,
    in_python,
    in_template,
    po_file,
    template,
    translations,
    up_to_date,
)

_VALUE = re.compile(r"\{[a-z_]+(?::,)?\}")
_TAG = re.compile(r"</?\w+[^>]*>")
AGAIN = "run `python3 tasks.py texts`"


def test_the_messages_are_those_of_the_code() -> None:
    """The list for translators has what the code says now, and so has each language's."""
    now = {FOLDER / "netsite.pot": as_po(template())} | {
        po_file(language): as_po(up_to_date(language)) for language in TRANSLATED}

    assert [str(path) for path, data in now.items() if path.read_bytes() != data] == [], AGAIN


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    """The file that gettext reads comes from the one that translators write."""
    assert po_file(language).with_suffix(".mo").read_bytes() == as_mo(
        translations(language)), AGAIN


def said(entry: Entry) -> list[tuple[str, str]]:
    """Each message with its translation; of one with a plural both, each with the form for it."""
    if isinstance(entry.id, tuple):
        return list(zip(entry.id, entry.string or (), strict=True))
    return [(str(entry.id), str(entry.string))]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_is_complete(language: str) -> None:
    """Nothing is missing, nothing is doubtful, and each text has the values and tags it should."""
    entries = [entry for entry in translations(language) if entry.id]
    pairs = [pair for entry in entries for pair in said(entry)]

    assert ([entry.id for entry in entries if entry.fuzzy],
            [one for one, other in pairs if not other],
            [one for one, other in pairs
             if sorted(_VALUE.findall(one)) != sorted(_VALUE.findall(other))],
            [one for one, other in pairs
             if sorted(_TAG.findall(one)) != sorted(_TAG.findall(other))],
            [one for one, other in pairs if (one[:1] == " ", one[-1:] == " ")
             != (other[:1] == " ", other[-1:] == " ")]) == ([], [], [], [], [])


# What a language does not write: signs after a space that may end a line, or another's quotes.
WRONG = {"fr": re.compile(r" [;:?!»]|« |[“”„]"), "de": re.compile(r"“[^„]*”|”|«|»|\.\.\.(?!$)")}
# Help, where it is as Click has it.
_LITERAL = re.compile(r"`[^`]*`|<code>.*?</code>|\[?[A-Z]+\]?\.\.\.")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_its_own_signs(language: str) -> None:
    """Quotes are those of the language, and French signs stand behind a space that joins."""
    texts = [other for entry in translations(language) if entry.id for _, other in said(entry)]

    assert [text for text in texts if WRONG[language].search(_LITERAL.sub("", text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_writes_days_and_numbers_as_cldr_says(language: str) -> None:
    """Names of months and days, their order, and the sign between thousands are those of CLDR."""
    tongue, locale = tongue_of(language), Locale(language)
    long = list(get_month_names("wide", "stand-alone", locale).values())
    short = ([name[:3] for name in long] if language == "en"
             else list(get_month_names("abbreviated", "format", locale).values()))
    letters = list(get_month_names("narrow", "stand-alone", locale).values())
    days, day = get_day_names("wide", "format", locale), date(2026, 11, 2)

    assert (list(tongue.months), list(tongue.short_months), list(tongue.month_letters),
            list(tongue.weekdays), tongue.number(1234567), tongue.decimal(1.25, 1)) == (
        long, short, letters, [days[number] for number in range(7)],
        "1,234,567".replace(",", locale.number_symbols["latn"]["group"]),
        "1.2".replace(".", locale.number_symbols["latn"]["decimal"]))
    if language != "en":  # which writes 2 November here, as in Britain
        assert tongue.long_day(day) == format_date(day, "long", locale)


def test_where_a_language_is_found() -> None:
    """A language has a tongue of its own; one that nobody has translated speaks English."""
    assert ([tongue_of(each).language for each in LANGUAGES], tongue_of("xx") is ENGLISH) == (
        list(LANGUAGES), True)


def test_messages_in_python() -> None:
    """Constant arguments of the functions that say are found, and those of methods of that name."""
    source = ('tongue.say("a" "b"); say_as("sense", "c"); texts("d", "e", n); x.text("no")\n'
              'say(f"{no}"); say(no); tongue.counted("f", "g", 1, k=2)')

    assert sorted(in_python(source)) == sorted([
        Message("ab"), Message("c", "", "sense"), Message("d", "e"), Message("f", "g")])


def test_messages_in_templates() -> None:
    """Constants that go through the filters that say are found."""
    source = ('{{ "a" | say }}{{ x or "b" | say(c=1) }}{{ n | counted("d", "e") }}'
              '{{ "f" | say_as("g") }}{{ h | say }}')

    assert sorted(in_template(source)) == sorted([
        Message("a"), Message("b"), Message("d", "e"), Message("f", "", "g")])


def test_a_compiled_catalogue_can_be_read() -> None:
    """A catalogue goes through a file and still says what it said."""
    read = GNUTranslations(BytesIO(as_mo(translations("de"))))

    assert Tongue("de", read).say("Notes") == "Notizen"
