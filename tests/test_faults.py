"""What is wrong with a template, as Jinja and Python say it here, in words of ours."""

import pytest
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from netsite.pages.faults import fault_of, slip_of
from netsite.texts import Text

ENVIRONMENT = ImmutableSandboxedEnvironment()
BOTH = "{% block a %}{% endblock %}{% block a %}{% endblock %}"


def said(template: str) -> Text:
    """Draw a template that fails; give why."""
    try:
        ENVIRONMENT.from_string(template).render()
    except TemplateError as error:
        found = slip_of(error.message or "")
    except Exception as error:  # noqa: BLE001  # whatever a template brings Python to raise
        found = fault_of(error)
    else:
        raise AssertionError(template)
    assert isinstance(found, Text)
    return found


@pytest.mark.parametrize(("template", "told"), [
    ("{% if x %}", "the tag “if” is never closed"),
    ("{% for x in y %}{% else %}", "the tag “for” is never closed"),
    ("{% foo %}", "there is no tag “foo”"),
    ("{% endif %}", "“endif” cannot stand here, as no tag of its kind is open"),
    ("{% if x %}{% endblock %}", "“endblock” cannot stand here, as the tag “if” is still open"),
    ("{{ x", "“}}” is missing at the end"), ("{{ }}", "“}}” cannot stand here"),
    ("{{ x y }}", "“y” stands where “}}” is needed"),
    ("{% if x = 1 %}{% endif %}", "“=” stands where “%}” is needed"),
    ("{% block %}", "“%}” stands where a name is needed"),
    ("{% for x %}{% endfor %}", "“%}” stands where “in” is needed"),
    ("{{ (x }}", "“}” stands where “)” is needed"), ("{{ x) }}", "“)” cannot stand here"),
    ("{{ 1 + }}", "“}}” cannot stand here"), ("{{ $x }}", "“$” cannot stand here"),
    ("{{ 'x }}", "a quote is never closed"), ("{# x", "a comment is never closed"),
    ("{{ x|nope }}", "there is no filter “nope”"),
    ("{% if x is nope %}{% endif %}", "there is no test “nope”"),
    (BOTH, "the block “a” stands twice"), ("{% %}", "the name of a tag is missing"),
    ("{% set 1 = 2 %}", "only a name can be given a value"),
    ("{% block a-b %}{% endblock %}", "a block’s name has letters, digits and _ only"),
    ("{{ x..y }}", "behind a dot a name or a number is missing"),
    ("{{ f(a=1, 2) }}", "values by name stand behind all others in a call"),
    ("{% from 'x' import _a %}", "a name that begins with _ is not imported"),
    ("{% call x %}{% endcall %}", "Jinja says “expected call”")])
def test_slips_of_a_template(template: str, told: str) -> None:
    """What Jinja cannot read is told without its words, where they are known."""
    assert said(template) == told


@pytest.mark.parametrize(("template", "told"), [
    ("{{ 1 / 0 }}", "it divides by zero"), ("{{ 1 % 0 }}", "it divides by zero"),
    ("{{ 1 + 'a' }}", "a number and a text do not go together by +"),
    ("{{ 1 < 'a' }}", "a number and a text do not go together by <"),
    ("{{ none + [] }}", "an empty value and a list do not go together by +"),
    ("{{ 'a' + 1 }}",
     "a text and a number cannot be put together; a filter “string” or “int” is missing"),
    ("{{ 1() }}", "a number cannot be called"),
    ("{% for x in 1 %}{% endfor %}", "a number has no parts to go through"),
    ("{{ 5 | length }}", "a number has no length"),
    ("{{ 'x' | batch }}", "the filter “batch” needs another value"),
    ("{{ 'x' | upper(1) }}", "the filter “upper” does not take these values"),
    ("{{ range(1, 2, 0) | list }}", "Python says “range() arg 3 must not be zero” (ValueError)")])
def test_faults_while_a_template_is_drawn(template: str, told: str) -> None:
    """What Python cannot do is told without its words, where they are known."""
    assert said(template) == told


def test_words_of_a_template_rule_no_terminal() -> None:
    """What is quoted is cut short, and control characters are spelled out."""
    found = said("{% \x1b[31mfoo %}")

    assert ("\x1b" in found, "\\x1b" in found, len(slip_of("x" * 1000)) < 250) == (
        False, True, True)
