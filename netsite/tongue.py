"""How a language says things: texts, counts, days, numbers, lists. Without a catalogue, English.

A `Tongue` is handed to whoever makes words; there is no current language. Its catalogue comes from
`netsite/languages`. What this module asks of a catalogue for itself is named in `OWN`.
"""

from collections.abc import Sequence
from datetime import date
from gettext import NullTranslations, c2py
from typing import Any, Protocol

from netsite.texts import Text, Values, checked, fill, names_in

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December")
ENGLISH_WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})

# Names of months and days, by the sense in which they are looked up (a gettext context).
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a month, as in 2 March", ENGLISH_MONTHS),
    ("a month by itself", ENGLISH_MONTHS),
    ("a month, short", tuple(name[:3] for name in ENGLISH_MONTHS)),
    ("a month, one letter", tuple(f"{name[0]} ({name})" for name in ENGLISH_MONTHS)),
    ("a weekday", ENGLISH_WEEKDAYS),
    ("a weekday, short", tuple(name[:3] for name in ENGLISH_WEEKDAYS)),
    ("a weekday, shortest", tuple(name[:2] for name in ENGLISH_WEEKDAYS)),
)
_FORMS: tuple[tuple[str, str], ...] = (
    ("a day", "{day} {month} {year}"), ("a day, short", "{day} {month}"),
    ("a day of a year, short", "{day} {month} {year}"),
    ("a day without a year", "{day} {month}"), ("a month and a year", "{month} {year}"),
    ("the first day of a month", "1"), ("between thousands", ","), ("the decimal sign", "."),
    ("between items", ", "),
    ("before the last item", " and "))
# The senses and messages that every language has besides those the code names where they stand.
OWN = (*((sense, name) for sense, names in _NAMES for name in names), *_FORMS)


class Day(Protocol):
    """A day, of which the year, or the month and day, may be unknown."""

    @property
    def year(self) -> int | None:
        """The year."""

    @property
    def month(self) -> int | None:
        """The month, from 1 on."""

    @property
    def day(self) -> int | None:
        """The day of the month."""


class Tongue:
    """A language: its code, its catalogue, and the way it writes (`ltr` or `rtl`)."""

    def __init__(self, language: str = "en", catalogue: NullTranslations | None = None) -> None:
        self.language = language
        self.direction = "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
        self._catalogue = catalogue
        (months, self.months, self.short_months, letters, self.weekdays,
         self.abbreviated_weekdays, self.short_weekdays) = (
            tuple(self.say_as(sense, name) for name in names) for sense, names in _NAMES)
        self._months = months
        self.month_letters = tuple(letter.partition(" ")[0] for letter in letters)
        (self._long, self._short, self._short_of_year, self._yearless, self._month_form, first,
         self._thousands, self._point, self._comma, self._and) = (
            self.say_as(sense, form) for sense, form in _FORMS)
        self._day_numbers = ("", first, *map(str, range(2, 32)))
        self._long_days: dict[date, str] = {}

    def say(self, message: str, /, **values: Any) -> str:
        """A text; each value stands where its name stands in braces in the message."""
        said = self._catalogue.gettext(message) if self._catalogue else message
        return self.filled(said, values) if values else said

    def say_as(self, sense: str, message: str, /, **values: Any) -> str:
        """The same for a text that means several things in English: `sense` says which."""
        said = self._catalogue.pgettext(sense, message) if self._catalogue else message
        return self.filled(said, values) if values else said

    def counted(self, one: str, many: str, number: int, /, **values: Any) -> str:
        """A text that depends on a number, which is `n` in both messages: `{n:,} person`."""
        return self.filled(self.form(one, many, number), {"n": number, **values})

    def form(self, one: str, many: str, number: int) -> str:
        """Which message a number asks for, its values not filled in yet."""
        if self._catalogue:
            return self._catalogue.ngettext(one, many, number)
        return one if number == 1 else many

    def told(self, text: str) -> str:
        """A text made earlier, in this language; one that no catalogue knows stays as it is."""
        if not self._catalogue:
            return str(text)
        if not isinstance(text, Text):
            return self._catalogue.gettext(text) if text else ""
        values = {name: self.told(value) if isinstance(value, Text) else value
                  for name, value in text.values.items()}
        said = (self.form(text.message, text.many, text.number) if text.many
                else self._catalogue.gettext(text.message))
        return self.filled(said, values) if values else said

    def filled(self, said: str, values: Values) -> str:
        """A text of this language with its values; numbers are written as it does."""
        if self._thousands == "," or ":," not in said:
            return fill(said, values)
        grouped = {name for name, form in names_in(checked(said)) if form}
        return said.replace(":,}", "}").format(**{
            name: self.number(value) if name in grouped else value
            for name, value in values.items()})

    def number(self, number: int) -> str:
        """`1,234`."""
        return f"{number:,}".replace(",", self._thousands)

    def decimal(self, number: float, places: int) -> str:
        """`1.5`."""
        return f"{number:.{places}f}".replace(".", self._point)

    def joined(self, items: Sequence[str]) -> str:
        """`Ana, Bo and Carl`."""
        if len(items) < 2:
            return items[0] if items else ""
        return self._comma.join(items[:-1]) + self._and + items[-1]

    def listed(self, items: Sequence[str]) -> str:
        """`Ana, Bo, Carl`."""
        return self._comma.join(items)

    def long_day(self, day: date) -> str:
        """`1 July 2026`."""
        known = self._long_days.get(day)
        if known is None:
            known = self._long_days[day] = self._long.format(
                day=self._day_numbers[day.day], month=self._months[day.month - 1], year=day.year)
        return known

    def short_day(self, day: date) -> str:
        """`1 Jul`."""
        return self._short.format(
            day=self._day_numbers[day.day], month=self.short_months[day.month - 1])

    def short_day_of_year(self, day: date) -> str:
        """`1 Jul 2026`."""
        return self._short_of_year.format(
            day=self._day_numbers[day.day], month=self.short_months[day.month - 1], year=day.year)

    def month_of(self, year: int, month: int) -> str:
        """`July 2026`."""
        return self._month_form.format(month=self.months[month - 1], year=year)

    def partial_day(self, day: Day) -> str:
        """`12 April`, `March 2015`, `2015`, `2 March 2015`."""
        if not day.month:
            return str(day.year)
        if not day.day:
            return (self.month_of(day.year, day.month) if day.year
                    else self.months[day.month - 1])
        if not day.year:
            return self._yearless.format(
                day=self._day_numbers[day.day], month=self._months[day.month - 1])
        return self._long.format(
            day=self._day_numbers[day.day], month=self._months[day.month - 1], year=day.year)

    def forms_of(self, one: str, many: str) -> list[str]:
        """All forms of a text that depends on a number, in the order of `plural_rule`."""
        found: dict[int, str] = {}
        rule = c2py(self.plural_rule)
        for number in range(200):
            found.setdefault(int(rule(number)), self.form(one, many, number))
        return [found[index] for index in sorted(found)]

    @property
    def plural_rule(self) -> str:
        """Which form a number takes, as a formula in C of `n` (gettext, "Plural forms")."""
        head = self._catalogue.info().get("plural-forms", "") if self._catalogue else ""
        return head.partition("plural=")[2].rstrip("; ") or "n != 1 ? 1 : 0"

    def forms(self) -> dict[str, Any]:
        """What a script needs to write days and numbers as this language does."""
        return {"months": self._months, "monthNames": self.months, "shortMonths": self.short_months,
                "day": self._long, "shortDay": self._short, "first": self._day_numbers[1],
                "thousands": self._thousands, "comma": self._comma, "and": self._and}


ENGLISH = Tongue()
