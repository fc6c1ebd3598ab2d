"""The sandbox of a user's templates: they show what they are given, reach nothing, end soon.

Jinja's immutable sandbox keeps them from what they are not given. It sets no bounds to what they
take: one expression can ask for gigabytes, two loops for a week. What a single step can make is
bounded here by looking at it beforehand; what many steps make, by a timer that looks at the clock
and the memory. (Jinja leaves both to whoever runs it: see the project's pull request 2149.)
"""

import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from difflib import get_close_matches
from functools import update_wrapper
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from netsite.pages.faults import KINDS
from netsite.text.names import printable
from netsite.texts import Text

SECONDS = 5.0  # of processor time, for a page
GROWTH = 512 << 20  # bytes of memory, for a page
LARGEST = 10_000_000  # characters or items that one step may make
_STATM = Path("/proc/self/statm")
_INTERVAL = 0.05  # seconds of processor time between two looks

# What can make much of little; the estimate is the product of all that is handed over.
_GROWING_FILTERS = ("batch", "center", "indent", "join", "replace", "slice", "tojson", "wordwrap")
_GROWING_METHODS = frozenset({"center", "expandtabs", "join", "ljust", "replace", "rjust", "zfill"})
_NO_METHODS = frozenset({"encode", "to_bytes", "translate"})  # no page needs them
_NOT_THE_SAME_TWICE = ("random",), ("lipsum",)  # filters, globals
_BITS = 100_000  # of a number
# A width of five digits, or one that comes from a value.
_WIDE = re.compile(r"\{[^{}]*:[^{}]*(?:\d{5}|\{)|%[^a-zA-Z%]*(?:\d{5}|\*)")


class TooMuchError(TemplateRuntimeError):
    """A step of a template would make more than a page can need."""


class OverrunError(TooMuchError):
    """A template takes more time or memory than a page can need."""


def _short(words: object) -> str:
    """What a template says, fit for a message."""
    return printable(str(words))[:60]


class Missing(StrictUndefined):
    """What a template names and is not there; says so in plain words."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        hint, of, name = self._undefined_hint, self._undefined_obj, self._undefined_name
        if hint:  # of the sandbox, or of an import
            return hint
        if of is missing:
            return Text.of("there is nothing called “{name}”", name=_short(name))
        kind = KINDS.get(type(of).__name__) or Text.of("a {kind}", kind=type(of).__name__)
        if not isinstance(name, str):
            return Text.of("{kind} has no element {name}", kind=kind, name=_short(name))
        near = get_close_matches(name, getattr(of, "_fields", ()), 1)
        if near:
            return Text.of("{kind} has no “{name}”; “{near}” is near", kind=kind,
                           name=_short(name), near=near[0])
        return Text.of("{kind} has no “{name}”", kind=kind, name=_short(name))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, with bounds to what one step can make.

    It also lacks what is another thing each time: the same vault gives the same bytes.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(finalize=_shown, **options)
        filters, others = _NOT_THE_SAME_TWICE
        for name in filters:
            del self.filters[name]
        for name in others:
            del self.globals[name]
        for name in _GROWING_FILTERS:
            self.filters[name] = _bounded(self.filters[name])
        self.filters["format"] = _narrow(self.filters["format"])

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Do a sum, unless what comes out were too large."""
        if operator == "%":
            if isinstance(left, str):
                _check_format(left)
        elif isinstance(left, int) and isinstance(right, int):
            times = abs(right) if operator == "**" else 1
            _check((left.bit_length() + 1) * times + right.bit_length(), _BITS)
        elif operator == "*":
            _check(_product((left, right)))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, unless what comes out were too large."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, (str, int, bytes)):
            name = getattr(obj, "__name__", "")
            if name in _NO_METHODS:
                raise TooMuchError(Text.of("“{name}” is not for templates", name=name))
            if name in _GROWING_METHODS:
                _check(_product((owner, *args, *kwargs.values())))
        return super().call(context, obj, *args, **kwargs)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Give a text's `format` as the sandbox allows it, but without huge widths."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            _check_format(value.__self__)
        return wrapped


@pass_context  # so that Jinja does not work values out when it compiles, and shows it their text
def _shown(_context: object, value: Any) -> Any:
    """What stands in `{{ }}`: no function and no generator, whose looks are never the same."""
    if (callable(value) and not isinstance(value, Undefined)) or isinstance(value, Iterator):
        raise TemplateRuntimeError(
            Text.of("a {kind} cannot be shown; is “()” or a filter missing?",
                    kind=type(value).__name__))
    return value


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    def bounded(*args: Any, **kwargs: Any) -> Any:
        _check(_product((*args, *kwargs.values())))
        return function(*args, **kwargs)
    return update_wrapper(bounded, function)  # also what Jinja noted on it


def _narrow(function: Callable[..., Any]) -> Callable[..., Any]:
    def narrow(value: Any, *args: Any, **kwargs: Any) -> Any:
        _check_format(str(value))
        return function(value, *args, **kwargs)
    return update_wrapper(narrow, function)


def _product(values: tuple[Any, ...]) -> int:
    """The most that a step can make of values: a text 10 long, 80 wide, is at most 800."""
    size = 1
    for value in values:
        if isinstance(value, int):
            size *= abs(value) + 1
        elif isinstance(value, Sized) and not isinstance(value, Undefined):
            size *= len(value) + 1
    return size


def _check(size: int, most: int = LARGEST) -> None:
    if size > most:
        raise TooMuchError(Text.of("this would be too large"))


def _check_format(pattern: str) -> None:
    if _WIDE.search(pattern):
        raise TooMuchError(
            Text.of("a width in a format is four digits at most, and no value"))


@contextmanager
def bounds() -> Iterator[None]:
    """Within, OverrunError ends a template that takes more than SECONDS or GROWTH.

    Only in the main thread, and where the system has the timer (not on Windows).
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not (
            threading.main_thread()):
        yield
        return
    began, before, on = time.process_time(), _memory(), True

    def look(_signal: int, _frame: object) -> None:
        if on and time.process_time() - began > SECONDS:
            raise OverrunError(Text.of("it takes more than {n} seconds", n=round(SECONDS)))
        if on and _memory() - before > GROWTH:
            raise OverrunError(
                Text.of("it takes more than {n} MB of memory", n=GROWTH >> 20))
    old = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)
    try:
        yield
    finally:
        on = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)


def _memory() -> int:
    """How much memory the process has; where that is not told, the most it has had. In bytes."""
    import resource  # noqa: PLC0415  # there is none on Windows

    try:
        return int(_STATM.read_bytes().split()[1]) * resource.getpagesize()  # proc_pid_statm(5)
    except (OSError, LookupError, ValueError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024  # getrusage(2)
