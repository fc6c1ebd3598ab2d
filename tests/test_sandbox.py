"""The sandbox of users' templates: what a hostile one asks for, it does not get, nor for long."""

import time
from pathlib import Path

import pytest
from markupsafe import Markup

from netsite.pages import sandbox
from netsite.pages.history import HistoryView
from netsite.pages.render import Renderer
from netsite.pages.site import Frame, Page

# The signal that ends a template may come while Hypothesis, where it is loaded, measures how
# garbage is collected, and be lost there; it comes again.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PAGE = Page("history/index.html", "history.html", Frame("", "en", Markup(), "../"),
            HistoryView("Everything", 0, ()))


def drawn(folder: Path, text: str) -> tuple[bytes, list[str]]:
    """Draw a page by a user's template; give it and what is told of it."""
    (folder / "history.html").write_text(text, encoding="utf-8")
    renderer = Renderer(folder)
    return renderer.data(PAGE), [problem.message for problem in renderer.problems]


def test_what_pages_need_is_allowed(tmp_path: Path) -> None:
    """Sums, formats, loops, filters and methods do what they do elsewhere."""
    assert drawn(tmp_path, (
        "{{ 6 * 7 }} {{ 2 ** 10 }} {{ '-' * 3 }} {{ 7 % 4 }} {{ 'a%s' % 1 }} "
        "{{ '{:,}'.format(12345) }} {{ '{:>5}'.format('x') }} {{ '%05d' | format(7) }} "
        "{{ view.title | replace('E', 'e') }} {{ [1, 2] | join(', ') }} {{ 'x' | center(3) }}| "
        "{{ view.title.upper() }} {{ ', '.join(['a', 'b']) }} {{ 'a'.ljust(3) }}| "
        "{% for n in range(1000) %}{{ n if loop.last }}{% endfor %} {{ range(3) | list }}"))== (
        (b"42 1024 --- 3 a1 12,345     x 00007 everything 1, 2  x | EVERYTHING a, b a  | 999 "
        b"[0, 1, 2]"), [])


@pytest.mark.parametrize("text", [
    "{{ 'a' * 10 ** 9 }}", "{{ [0] * 10 ** 9 }}", "{{ 10 ** 9 * 'a' }}", "{{ 10 ** (10 ** 10) }}",
    ("{% set ns = namespace(n=2 ** 1000) %}{% for i in range(99) %}{% set ns.n = ns.n * ns.n %}"
    "{% endfor %}"),
    "{{ 'a' | center(10 ** 9) }}", "{{ 'a\n' | indent(10 ** 9) }}",
    "{{ [1] | batch(10 ** 9, 0) | list }}",
    "{{ [1] | slice(10 ** 9) | list }}", "{{ [1] | tojson(indent=10 ** 9) }}",
    "{{ 'aa' | wordwrap(1, wrapstring='b' * 9999999) }}",
    "{{ ('a' * 9999) | replace('a', 'b' * 9999) }}", "{{ range(9999) | join('a' * 9999) }}",
    "{{ 'a'.center(10 ** 9) }}", "{{ 'a'.ljust(10 ** 9) }}", "{{ 'a'.rjust(10 ** 9) }}",
    "{{ 'a'.zfill(10 ** 9) }}", "{{ 'a\t'.expandtabs(10 ** 9) }}",
    "{{ ('a' * 9999).replace('a', 'b' * 9999) }}", "{{ ('a' * 9999).join(['b'] * 9999) }}",
    "{{ view.title.replace('', 'b' * 9999999) }}", "{{ ('a' | safe).center(10 ** 9) }}",
    "{{ 'a' | attr('center') }}", "{{ ('a' | attr('center'))(10 ** 9) }}",
    "{{ ['a'] | map('center', 10 ** 9) | list }}",
    "{{ '%1000000000d' % 1 }}", "{{ '%*d' % (10 ** 9, 1) }}", "{{ '%.1000000000f' % 1 }}",
    "{{ '%1000000000d' | format(1) }}", "{{ '{:1000000000}'.format(1) }}",
    "{{ '{:{}}'.format(1, 10 ** 9) }}", "{{ '{:{w}}'.format_map({'w': 10 ** 9}) }}",
    "{{ ('{:1000000000}' | safe).format(1) }}",
    "{{ 'a'.translate({97: 'b'}) }}", "{{ 'a'.encode() }}", "{{ (5).to_bytes(10 ** 9, 'big') }}",
    "{{ range(10 ** 9) }}", "{{ lipsum(10 ** 9) }}", "{{ [1, 2] | random }}",
], ids=ascii)
def test_no_step_makes_much_of_little(tmp_path: Path, text: str) -> None:
    """A step that would make gigabytes is refused before it is made; the shipped page is drawn."""
    began = time.process_time()
    page, told = drawn(tmp_path, text)

    assert (b"<h1>Everything</h1>" in page, len(told), time.process_time() - began < 5) == (
        True, 1, True)


@pytest.mark.parametrize("text", [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}\n{{ range(99999) | sum }}{% endfor %}",
    ("{% macro m(n) %}{% for i in range(9) %}{{ m(n - 1) if n }}{% endfor %}{% endmacro %}"
    "{{ m(30) }}"),
    ("{{ range(99999) | map('string') | map('upper') | map('lower') | list | length"
    " }}{% for a in range(9999) %}{{ range(9999) | sort | length }}{% endfor %}"),
], ids=ascii)
def test_a_template_that_goes_on_and_on_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str,
) -> None:
    """Loops in loops end by the clock; that template is not tried again in this build."""
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)
    (tmp_path / "history.html").write_text(text, encoding="utf-8")
    renderer = Renderer(tmp_path)
    page = renderer.data(PAGE)
    told = list(renderer.problems)
    renderer.problems.clear()

    assert b"<h1>Everything</h1>" in page
    assert "seconds" in told[0].message
    assert (renderer.data(PAGE), renderer.problems) == (page, told)


@pytest.mark.parametrize("text", [
    ("{% set ns = namespace(s='a') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}"
    "{% endfor %}"),
    ("{% set ns = namespace(s='a') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}"
    "{% endfor %}"),
    ("{% set ns = namespace(s=[0]) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}"
    "{% endfor %}"),
    "{% for i in range(9999) %}{{ 'a' * 999999 }}{% endfor %}",
    "{% set s %}{% for i in range(9999) %}{{ 'a' * 999999 }}{% endfor %}{% endset %}",
], ids=ascii)
def test_a_template_that_takes_all_memory_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str,
) -> None:
    """What doubles and doubles ends before the machine is out of memory."""
    monkeypatch.setattr(sandbox, "GROWTH", 64 << 20)
    page, told = drawn(tmp_path, text)

    assert (b"<h1>Everything</h1>" in page, len(told)) == (True, 1)
    assert "memory" in told[0] or "seconds" in told[0]


@pytest.mark.parametrize("text", [
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "{{ " + "1+" * 5000 + "1 }}",
    "{{ view" + ".title" * 5000 + " }}", "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "{% for a in [1] %}" * 30 + "{% endfor %}" * 30, "{{ '" + "a" * 99 + "'", "{% raise %}",
    "{% extends 'history.html' %}", "{% include 'history.html' %}", "{% import 5 as x %}",
    "{{ caller() }}", "{{ super() }}", "{{ self.main() }}", "{{ loop.index }}", "{{ lines }}",
    "{{ view.title.upper }}", "{{ [1] | map('string') }}", "{{ dict(a=1).b }}", "{{ 'a'[5] }}",
    "{{ day(view.title, 2) }}", "{{ names(7, '') }}", "{{ 1 / 0 }}", "{{ -'a' }}",
    "{% set x = namespace() %}{% set view.title = 1 %}", "{{ {}[[]] }}",
    "{% block a %}{% block a %}",
    "{% extends 'netsite/gone.html' %}", "{% include 'netsite/../../secret.html' %}",
    "{% include 'a\\\\b.html' %}", "{% include '' %}", "{% include '.' %}", "{% include '..' %}",
], ids=lambda text: ascii(text[:40]))
def test_no_fault_gets_out(tmp_path: Path, text: str) -> None:
    """Whatever is wrong with a template, it is told, and the shipped one stands in."""
    page, told = drawn(tmp_path, text)

    assert (b"<h1>Everything</h1>" in page, len(told)) == (True, 1)
    assert told[0].startswith("the template failed: ")


@pytest.mark.parametrize("text", [
    "{{ ''.__class__ }}", "{{ ''['__class__'] }}", "{{ '' | attr('__class__') }}",
    "{{ view._replace(title='x') }}", "{{ view | attr('_fields') }}",
    "{{ ['x'] | map(attribute='__class__') | first | upper }}", "{{ '{0.__class__}'.format('') }}",
    "{{ ('{0.__class__}' | safe).format('') }}", "{{ ('' | attr('format'))() }}{{ x }}",
    "{{ '{0.__init__.__globals__}'.format(cycler) }}", "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__ }}", "{{ link.__wrapped__ }}", "{{ paragraphs.__code__ }}",
    "{{ day.__globals__ }}", "{{ (view.years | map(attribute='x')).gi_frame }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "{{ [[]] | sort(attribute='__class__') }}{{ x }}", "{{ config }}", "{{ request }}",
    "{{ self.__init__ }}", "{{ self._TemplateReference__context }}", "{{ loader }}",
    "{{ frame.sections.__html__.__globals__ }}", "{{ '%s' | format(x) }}",
])
def test_no_way_leads_out(tmp_path: Path, text: str) -> None:
    """No attribute, filter or format gets at what a template is not given."""
    page, told = drawn(tmp_path, text)

    assert (b"<h1>Everything</h1>" in page, len(told)) == (True, 1)
