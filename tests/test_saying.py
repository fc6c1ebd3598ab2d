"""How templates and scripts say things."""

from jinja2 import Environment

from netsite.pages.findings import ProblemsView
from netsite.pages.render import Renderer
from netsite.pages.saying import messages_in, saying, texts_script
from netsite.pages.site import Page, _frame
from netsite.tongue import ENGLISH, Tongue
from tests.test_tongue import SHOUTING

SCRIPT = """
const { say, counted } = netsite;
title.textContent = say("Overdue") + counted("{n} day", "{n} days", 3);
netsite.say("say \\"yes\\"", { a: 1 });
"""


def rendered(template: str, **values: object) -> str:
    """Render a template with the filters."""
    environment = Environment(autoescape=True)
    environment.filters |= saying(SHOUTING)
    return environment.from_string(template).render(**values)


def test_a_templates_message_is_html_and_its_values_are_not() -> None:
    """Tags of the message stay, those of a value are escaped; numbers are the language's."""
    assert (rendered('{{ "a &amp; {b}" | say(b=b) }}', b="<i>"),
            rendered('{{ n | counted("{n:,} row", "{n:,} rows") }} {{ n | number }}', n=1234),
            rendered('{{ "x" | say_as("y") }}')) == ("A &AMP; &lt;i&gt;", "1.234 ROWS 1.234", "X")


def test_constant_texts_are_said_when_a_template_is_compiled() -> None:
    """What has no values is a part of the template's own text."""
    environment = Environment(autoescape=True)
    environment.filters |= saying(SHOUTING)
    source = str(environment.compile('<h2>{{ "Notes" | say }}</h2>', raw=True))

    assert "<h2>NOTES</h2>" in source


def test_what_a_script_says() -> None:
    """Messages are found in calls, however the function is reached."""
    assert messages_in(SCRIPT) == (["Overdue", 'say "yes"'], [("{n} day", "{n} days")])


def test_the_script_of_texts() -> None:
    """It has the texts of other scripts, with all their forms; in English it needs none."""
    english, other = (texts_script(tongue, [SCRIPT]).decode() for tongue in (ENGLISH, SHOUTING))

    assert ('"Overdue":"OVERDUE"' in other, '"{n} day":["{n} DAY","{n} DAYS"]' in other,
            "const texts = {};" in english) == (True, True, True)


def test_a_language_from_right_to_left_turns_the_page() -> None:
    """The frame says the direction of its language, and the page its own where it is not usual."""
    frames = [_frame("Net", Tongue(code), "Today", "", changes=False, problem=False)
              for code in ("en", "he")]
    html = [Renderer(None).data(Page("x.html", "problems.html", frame, ProblemsView((), 0, 0)))
            for frame in frames]

    assert ([b'<html lang="en">' in html[0], b'<html lang="he" dir="rtl">' in html[1]],
            [frame.direction for frame in frames]) == (
        [True, True], ["ltr", "rtl"])
