"""What is wrong with a user's template: the words of Jinja and Python, in ours.

They have in them what a template says, which may come from anyone, so they are made safe to print.
What nobody knows is quoted.
"""

import re

from netsite.reasons import meaning_of
from netsite.text.names import printable
from netsite.texts import Text

_MOST = 200  # characters of a message
KINDS = {"str": Text.of("a text"), "Markup": Text.of("a text"), "int": Text.of("a number"),
         "float": Text.of("a number"), "tuple": Text.of("a list"), "list": Text.of("a list"),
         "dict": Text.of("a mapping"), "NoneType": Text.of("an empty value")}
# The signs that Jinja describes rather than writes.
_SIGNS = {
    "end of print statement": "}}", "end of statement block": "%}", "begin of comment": "{#",
    "begin of print statement": "{{", "begin of statement block": "{%", "end of comment": "#}",
    "name": Text.of("a name"), "string": Text.of("a text"), "integer": Text.of("a number"),
    "template data / text": Text.of("a text"), "end of template": Text.of("the end")}
_SLIPS = (
    (r"(?s)Unexpected end of template\..*innermost block that needs to be closed is '(?P<tag>\w+)'",
     Text.of("the tag “{tag}” is never closed")),
    (r"(?s)unknown tag '(?P<found>\w+)'.*block that needs to be closed is '(?P<tag>\w+)'", Text.of(
        "“{found}” cannot stand here, as the tag “{tag}” is still open")),
    (r"unknown tag '(?P<found>end\w*|el\w+)'", Text.of(
        "“{found}” cannot stand here, as no tag of its kind is open")),
    (r"unknown tag '(?P<tag>\w+)'", Text.of("there is no tag “{tag}”")),
    ("^Missing end of comment tag", Text.of("a comment is never closed")),
    ("^Missing end of raw directive", Text.of("a raw part is never closed")),
    (r"(?s)^No filter named '(?P<name>.+)'", Text.of("there is no filter “{name}”")),
    (r"(?s)^No test named '(?P<name>.+)'", Text.of("there is no test “{name}”")),
    (r"(?s)^block '(?P<name>.+)' defined twice", Text.of("the block “{name}” stands twice")),
    ("^tag name expected", Text.of("the name of a tag is missing")),
    ("^Block names in Jinja have to be", Text.of("a block’s name has letters, digits and _ only")),
    ("^[cC]an't assign to", Text.of("only a name can be given a value")),
    ("^extended multiple times", Text.of("it extends two templates")),
    ("^expected name or number", Text.of("behind a dot a name or a number is missing")),
    ("^Required blocks can only", Text.of("a required block has to be empty")),
    ("^names starting with an underline", Text.of("a name that begins with _ is not imported")),
    ("^invalid syntax for function call", Text.of(
        "values by name stand behind all others in a call")))
# What stands where something else should.
_FOUND = (r"(?s)^(?:expected token '(?P<wanted>.+)', got '(?P<found>.+)'"
                    r"|[uU]nexpected '?(?P<found2>.+?)'?, expected '(?P<wanted2>.+?)'\.?"
                    r"|Expected an expression, got '(?P<found3>.+)'"
                    r"|unexpected char ['\"](?P<char>.+)['\"] at \d+"
                    r"|unexpected '(?P<found4>.+)')$")
_FAULTS = (
    ("division by zero|modulo", Text.of("it divides by zero")),
    (r"'(?P<kind>\w+)' object is not callable", Text.of("{kind} cannot be called")),
    (r"'(?P<kind>\w+)' object is not iterable", Text.of("{kind} has no parts to go through")),
    (r"object of type '(?P<kind>\w+)' has no len\(\)", Text.of("{kind} has no length")),
    (r"for (?P<sign>\S+): '(?P<kind>\w+)' and '(?P<other>\w+)'$", Text.of(
        "{kind} and {other} do not go together by {sign}")),
    (r"'(?P<sign>\S+)' not supported between instances of '(?P<kind>\w+)' and '(?P<other>\w+)'",
     Text.of("{kind} and {other} do not go together by {sign}")),
    (r"can only concatenate (?P<kind>\w+) \(not \"(?P<other>\w+)\"\) to", Text.of(
        "{kind} and {other} cannot be put together; a filter “string” or “int” is missing")),
    (r"^do_(?P<name>\w+)\(\) missing", Text.of("the filter “{name}” needs another value")),
    (r"^do_(?P<name>\w+)\(\) (?:takes|got)", Text.of(
        "the filter “{name}” does not take these values")))


def safe(words: str) -> str:
    """Words of Jinja's or Python's, which may have in them what a template says, cut short."""
    return words if isinstance(words, Text) else printable(words)[:_MOST]


def slip_of(words: str) -> str:
    """What Jinja's words mean; a text of ours, as the sandbox raises them, stays as it is."""
    if isinstance(words, Text):
        return words
    shown = safe(words)
    if found := re.search(_FOUND, shown):
        return _misplaced(*(next(filter(None, map(found.group, names)), "") for names in (
            ("found", "found2", "found3", "found4", "char"), ("wanted", "wanted2"))))
    return meaning_of(shown, _SLIPS) or Text.of("Jinja says “{words}”", words=shown)


def _misplaced(found: str, wanted: str) -> Text:
    """That a sign stands where it cannot, or another is needed."""
    if found in ("'", '"'):
        return Text.of("a quote is never closed")
    if not wanted:
        return Text.of("{sign} cannot stand here", sign=_sign(found))
    if found == "end of template":
        return Text.of("{sign} is missing at the end", sign=_sign(wanted))
    return Text.of("{sign} stands where {needed} is needed", sign=_sign(found),
                   needed=_sign(wanted))


def _sign(described: str) -> Text:
    """A sign in quotes, or what it would be."""
    sign = _SIGNS.get(described, described)
    return sign if isinstance(sign, Text) else Text.of("“{words}”", words=sign)


def fault_of(error: Exception) -> Text:
    """What Python found wrong while a template was drawn."""
    words = safe(str(error))
    known = meaning_of(words, _FAULTS)
    if known is None:
        return Text.of("Python says “{words}” ({kind})", words=words, kind=type(error).__name__)
    return Text(known.message, {
        name: _kind(value) if name in ("kind", "other") else value
        for name, value in known.values.items()})


def _kind(name: str) -> Text:
    return KINDS.get(name) or Text.of("a {kind}", kind=name)
