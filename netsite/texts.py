"""Texts that can be said in another language later: an English text that knows how it was made.

What is found wrong deep inside, or reasoned, is a text before anybody knows in which language it
will be read. A `Text` is that text in English, and keeps the message and the values it was made of.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from string import Formatter
from typing import Any, Self

Values = Mapping[str, Any]

_NAME = re.compile(r"[a-z_]+")


class Text(str):
    """A text in English with its message (`{n} days late`), the message for many, and its values.

    It is compared, sorted and shown as the English text that it is.
    """

    __slots__ = ("many", "message", "number", "values")

    message: str
    many: str
    number: int
    values: Values

    def __new__(cls, message: str, values: Values, many: str = "", number: int = 1) -> Self:
        """Fill the message in English, or `many`, if there is one and the number is not 1."""
        made = super().__new__(cls, fill(message if number == 1 or not many else many, values))
        made.message, made.many, made.number, made.values = message, many, number, values
        return made

    @classmethod
    def of(cls, message: str, /, **values: Any) -> Self:
        """The same as `text`, for where that is the name of something else."""
        return cls(message, values)

    def __reduce__(self) -> tuple[type["Text"], tuple[str, Values, str, int]]:
        """What to make it of again, in another process."""
        return Text, (self.message, self.values, self.many, self.number)


def packed(text: str) -> str | list[Any]:
    """A text as JSON has it: with what it was made of, where it has values."""
    return _row(text) if isinstance(text, Text) and text.values else str(text)


def _row(text: Text) -> list[Any]:
    """A text with what it was made of; as a value of another it must be told from a plain one."""
    values = {name: _row(value) if isinstance(value, Text) else value
              if isinstance(value, int) else str(value) for name, value in text.values.items()}
    return [text.message, values, text.many, text.number]


def unpacked(row: str | list[Any]) -> str:
    """The text that was packed. Raises ValueError or TypeError for what is of no known form."""
    if isinstance(row, str):
        return row
    message, values, many, number = row
    return Text(message, {name: unpacked(value) if isinstance(value, list) else value
                          for name, value in values.items()}, many, number)


def text(message: str, /, **values: Any) -> Text:
    """A text with its values put where the message has their names in braces."""
    return Text(message, values)


def texts(one: str, many: str, number: int, /, **values: Any) -> Text:
    """A text that depends on a number, which is `n` in both messages."""
    return Text(one, {"n": number, **values}, many, number)


def fill(message: str, values: Values) -> str:
    """A message with its values; without any it stays as it is, braces and all.

    Raises ValueError for a message that asks for more than a value by its name, or `{n:,}`.
    """
    return checked(message).format(**values) if values else message


@lru_cache(maxsize=4096)
def checked(message: str) -> str:
    """The message, if it names values and nothing else: a template's may come from anyone."""
    names_in(message)
    return message


@lru_cache(maxsize=4096)
def names_in(message: str) -> tuple[tuple[str, str], ...]:
    """The names of a message's values, each with its form ("" or ","); ValueError for others."""
    found = [(name, form or "", conversion) for _, name, form, conversion
             in Formatter().parse(message) if name is not None]
    if any(not _NAME.fullmatch(name) or form not in ("", ",") or conversion
           for name, form, conversion in found):
        raise ValueError(f"a text names its values as {{name}} or {{name:,}}: {message[:80]}")
    return tuple((name, form) for name, form, _ in found)
