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
