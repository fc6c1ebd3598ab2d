"""How templates and scripts say things in the language of the site.

In a template `{{ "Notes" | say }}` is a text, and so is `{{ "As of {day}." | say(day=…) }}`. Jinja
says those without values once, when it compiles the template; so they cost no page anything. Like
the rest of a template, such a message is HTML; its values are escaped unless they are HTML.

A script has the same as `netsite.say("Notes")`, and finds its texts in `static/texts.js`.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from netsite.tongue import ENGLISH, Tongue

TEXTS = "texts.js"  # in static/

# The calls by which a script says something, with their messages: "…" without line breaks.
_QUOTED = r'"((?:[^"\\\n]|\\.)*)"'
_SAY = re.compile(rf"\bsay\(\s*{_QUOTED}")
_COUNTED = re.compile(rf"\bcounted\(\s*{_QUOTED},\s*{_QUOTED}")

_SCRIPT = """\
"use strict";
// The texts of the scripts, in the language of the pages; written by the build.
const netsite = (() => {
  const form = %(form)s;
  const texts = %(texts)s;
  const plural = (n) => Number(%(plural)s);
  const number = (n) => String(n).replace(/\\B(?=(\\d{3})+$)/g, form.thousands);
  const fill = (text, values) => text.replace(/\\{([a-z_]+)(:,)?\\}/g,
    (_, name, grouped) => (grouped ? number(values[name]) : String(values[name])));
  const day = (pattern, months, year, month, date) => fill(
    pattern, { year, month: months[month - 1], day: date === 1 ? form.first : date });
  return {
    language: "%(language)s",
    months: form.monthNames,
    number,
    say: (text, values) => {
      const said = texts[text] ?? text;
      return values ? fill(said, values) : said;
    },
    counted: (one, many, n, values) => fill(
      texts[one]?.[plural(n)] ?? (n === 1 ? one : many), { n, ...values }),
    longDay: (year, month, date) => day(form.day, form.months, year, month, date),
    shortDay: (month, date) => day(form.shortDay, form.shortMonths, 0, month, date),
    joined: (items) => items.slice(0, -1).join(form.comma)
      + (items.length > 1 ? form.and : "") + (items.at(-1) ?? ""),
  };
})();
"""


def saying(tongue: Tongue) -> dict[str, Callable[..., Any]]:
    """The filters by which templates speak: `say`, `say_as` and `counted`."""
    def say(message: str, **values: Any) -> Markup:
        return _filled(tongue, tongue.say(message), values)

    def say_as(message: str, sense: str, **values: Any) -> Markup:
        return _filled(tongue, tongue.say_as(sense, message), values)

    def counted(number: int, one: str, many: str, **values: Any) -> Markup:
        return _filled(tongue, tongue.form(one, many, number), {"n": number, **values})

    def number(number: int) -> str:
        return tongue.number(number)
    return {"say": say, "say_as": say_as, "counted": counted, "number": number}


def _filled(tongue: Tongue, said: str, values: dict[str, Any]) -> Markup:
    return Markup(tongue.filled(said, {  # noqa: S704  # a message is as safe as its template
        name: value if isinstance(value, int) else escape(value)
        for name, value in values.items()}) if values else said)


def messages_in(script: str) -> tuple[list[str], list[tuple[str, str]]]:
    """What a script says: its messages, and those that depend on a number, with their plurals."""
    def read(text: str) -> str:
        return str(json.loads(f'"{text}"'))
    return ([read(found[1]) for found in _SAY.finditer(script)],
            [(read(found[1]), read(found[2])) for found in _COUNTED.finditer(script)])


def texts_script(tongue: Tongue, scripts: Iterable[str]) -> bytes:
    """The script that gives others their texts: a function for each way to say something."""
    texts: dict[str, Any] = {}
    for script in scripts if tongue is not ENGLISH else ():
        said, counted = messages_in(script)
        texts |= {message: tongue.say(message) for message in said}
        texts |= {one: tongue.forms_of(one, many) for one, many in counted}
    return (_SCRIPT % {
        "form": _json(tongue.forms()), "texts": _json(dict(sorted(texts.items()))),
        "plural": tongue.plural_rule, "language": tongue.language}).encode()


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")  # it may stand inside a page
