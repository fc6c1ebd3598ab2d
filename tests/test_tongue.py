"""How a language says things."""

from datetime import date
from gettext import NullTranslations

import pytest

from netsite.model import PartialDay
from netsite.texts import Text, fill, packed, text, texts, unpacked
from netsite.tongue import ENGLISH, ENGLISH_MONTHS, Tongue


class Shouting(NullTranslations):
    """A catalogue of which every text is in capitals, and which has its own forms for days."""

    def gettext(self, message: str) -> str:
        """Shout, but leave the names of values alone."""
        return "".join(part if part.startswith("{") else part.upper()
                       for part in message.replace("{", "\0{").replace("}", "}\0").split("\0"))

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Shout the form for the number."""
        return self.gettext(one if n == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        """Give a few senses of their own, and shout the others."""
        known = {("between thousands", ","): ".", ("a day", "{day} {month} {year}"):
                 "{day}. {month} {year}", ("the first day of a month", "1"): "1er"}
        return known.get((context, message)) or self.gettext(message)


SHOUTING = Tongue("xx", Shouting())


@pytest.mark.parametrize(("tongue", "said"), [
    (ENGLISH, ["Notes", "due {day}", "due 1 May", "{x}", "1 person", "1,234 people", "0 people"]),
    (SHOUTING, ["NOTES", "DUE {day}", "DUE 1 May", "{x}", "1 PERSON", "1.234 PEOPLE", "0 PEOPLE"]),
], ids=["English", "another"])
def test_texts_and_counts(tongue: Tongue, said: list[str]) -> None:
    """Messages are looked up, then filled; braces of a value stay, and without values all do."""
    assert [
        tongue.say("Notes"), tongue.say("due {day}"), tongue.say("due {day}", day="1 May"),
        tongue.say("{value}", value="{x}"),
        *(tongue.counted("{n:,} person", "{n:,} people", number) for number in (1, 1234, 0)),
    ] == said


def test_days_in_english() -> None:
    """Days, months and partial days, as English writes them."""
    day = date(2026, 7, 1)
    partial = (PartialDay(None, 4, 12), PartialDay(2015, 3), PartialDay(2015),
               PartialDay(2015, 3, 2))

    assert (ENGLISH.long_day(day), ENGLISH.short_day(day), ENGLISH.short_day_of_year(day),
            ENGLISH.month_of(2026, 7), list(map(ENGLISH.partial_day, partial))) == (
        "1 July 2026", "1 Jul", "1 Jul 2026", "July 2026",
        ["12 April", "March 2015", "2015", "2 March 2015"])


def test_days_in_another_language() -> None:
    """Names and the order of a day's parts come from the catalogue; a first may be special."""
    assert (SHOUTING.long_day(date(2026, 7, 1)), SHOUTING.long_day(date(2026, 7, 2)),
            SHOUTING.month_letters[0], SHOUTING.short_weekdays[0]) == (
        "1er. JULY 2026", "2. JULY 2026", "J", "MO")


@pytest.mark.parametrize(("items", "joined"), [
    ([], ""), (["Ana"], "Ana"), (["Ana", "Bo"], "Ana and Bo"),
    (["Ana", "Bo", "C"], "Ana, Bo and C"),
])
def test_lists(items: list[str], joined: str) -> None:
    """The last of several has a word before it."""
    assert ENGLISH.joined(items) == joined


def test_a_text_is_its_english() -> None:
    """A deferred text compares, sorts and shows as English, and remembers what it is made of."""
    late = texts("{n} day late", "{n} days late", 3)

    assert (late, late == "3 days late", sorted([late, "1"]), hash(late) == hash("3 days late"),
            SHOUTING.told(late), ENGLISH.told(late), type(ENGLISH.told(late))) == (
        "3 days late", True, ["1", "3 days late"], True, "3 DAYS LATE", "3 days late", str)


def test_texts_in_texts() -> None:
    """A value that is a text is said too; one that is a name is not."""
    inner = text("no contact yet")

    assert SHOUTING.told(text("{who}: {what}", who="Ana", what=inner)) == "Ana: NO CONTACT YET"


def test_what_comes_from_a_memory() -> None:
    """A text without values may have become a plain one; it is found all the same."""
    assert (SHOUTING.told("rename the file"), SHOUTING.told("")) == ("RENAME THE FILE", "")


@pytest.mark.parametrize("message", ["{x.__class__}", "{x[0]}", "{}", "{0}", "{x!r}", "{x:>9}"])
def test_a_message_asks_for_values_by_name_alone(message: str) -> None:
    """A template's message may come from anyone, and reaches into no value."""
    with pytest.raises(ValueError, match="names its values"):
        fill(message, {"x": 1})


def test_directions() -> None:
    """Some languages are written from right to left."""
    assert [Tongue(code).direction for code in ("en", "de", "he", "ar", "ar-EG")] == [
        "ltr", "ltr", "rtl", "rtl", "rtl"]


def test_the_months_are_those_of_english() -> None:
    """Without a catalogue all names are English, and a Text is a str."""
    assert (ENGLISH.months, isinstance(text("a"), Text)) == (ENGLISH_MONTHS, True)


@pytest.mark.parametrize("made", [
    text("is {what}", what=text("a list")), texts("{n} day", "{n} days", 2),
    text("{error}", error=text("{n} of {what}", n=2, what="x")),
    text("plain"), "plain"])
def test_a_text_that_was_packed_is_said_as_before(made: str) -> None:
    """Also a text without values that is a value of another can be said in a language again."""
    again = unpacked(packed(made))

    assert (again, SHOUTING.told(again)) == (made, SHOUTING.told(made))


def test_a_number_with_a_fraction() -> None:
    """It has as many places as are asked for, and the language's sign before them."""
    assert (ENGLISH.decimal(1.25, 1), ENGLISH.decimal(3, 2)) == ("1.2", "3.00")
