"""A forest as lists and as a picture."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from netsite.network.due import State
from netsite.pages.lines import Ref
from netsite.pages.trees import DEEPEST, Branch, nested, picture
from tests.pages import Reader, parse_errors

HOSTILE = '"><script>alert(1)</script>'


def branches(*depths: int) -> list[Branch]:
    """Make a forest of these depths; everybody is called by their number."""
    return [Branch(depth, Ref(f"p{number}", f"people/p{number}.html"), State.LATER, "said")
            for number, depth in enumerate(depths)]


def forests() -> st.SearchStrategy[list[int]]:
    """Draw depths in which nobody stands deeper than one below the one before."""
    steps = st.lists(st.integers(0, 20), max_size=40)

    def depths(raw: list[int]) -> list[int]:
        found: list[int] = []
        for each in raw:
            found.append(min(each, found[-1] + 1) if found else 0)
        return found
    return steps.map(depths)


def test_nothing_is_no_list_and_no_picture() -> None:
    """Without anybody there is nothing to draw."""
    assert (nested([], ""), picture([], "")) == ("", "")


def test_lists_lie_in_lists() -> None:
    """Each stands in the list of the one who introduced them."""
    plain = re.sub(r"<span.*?</span>|<a[^>]*>|</a>|\s", "", nested(branches(0, 1, 2, 1, 0), "../"))

    assert plain == ('<ulclass="tree"><li>p0<ul><li>p1<ul><li>p2</li></ul></li><li>p3</li></ul>'
                     "</li><li>p4</li></ul>")


@given(forests())
def test_any_forest_is_drawn_whole(depths: list[int]) -> None:
    """Lists are valid, nobody is left out, and no two stand in one place."""
    found = branches(*depths)
    html = (f"<!doctype html><html lang=en><head><title>x</title></head><body>{nested(found, '')}"
            f"{picture(found, 'x')}</body></html>")

    assert (parse_errors({"x": html}), Reader(html).faults) == ([], [])
    assert html.count("<li>") == html.count("</li>") == html.count("<text ") == len(depths)
    assert html.count("<ul") == html.count("</ul>")
    places = re.findall(r'<text x="(\d+)" y="(-?\d+)"', html)
    assert len({*places}) == len(places)
    assert html.count('class="branch"') == sum(depth > 0 for depth in depths)


@given(forests().filter(bool))
def test_a_picture_holds_all_that_is_in_it(depths: list[int]) -> None:
    """Every mark and name lies inside the picture, children to the right of who introduced them."""
    svg = ET.fromstring(picture(branches(*depths), "x"))  # noqa: S314  # our own
    width, height = int(svg.attrib["width"]), int(svg.attrib["height"])
    marks = [(float(mark.attrib["cx"]), float(mark.attrib["cy"])) for mark in svg.iter("circle")]

    assert all(5 <= x <= width and 5 <= y <= height - 5 for x, y in marks)
    for (x, _), (other, _), depth, after in zip(marks, marks[1:], depths, depths[1:], strict=False):
        assert (other > x) == (min(after, DEEPEST) > min(depth, DEEPEST))


def test_who_stands_too_deep_says_through_whom() -> None:
    """Beyond the deepest list, the introducer is named instead."""
    chain = [branch._replace(through=f"t{branch.depth}")
             for branch in branches(*range(DEEPEST + 3))]

    assert re.findall(r"through t\d+", nested(chain, "")) == [
        f"through t{DEEPEST + 1}", f"through t{DEEPEST + 2}"]


def test_each_state_has_a_shape_of_its_own() -> None:
    """Full, half, ring, dashes and a line: no two states look the same without colour."""
    svg = picture([Branch(0, Ref("x", ""), state, "") for state in State], "x")

    assert [svg.count(piece) for piece in ('class="half"', 'class="mark off"', "<circle")] == [
        1, 1, len(State) - 1]


def test_names_are_text() -> None:
    """Whatever somebody is called, it is shown and not run; a long name is cut in the picture."""
    found = [Branch(0, Ref(HOSTILE, f"people/{HOSTILE}"), State.NONE, HOSTILE, HOSTILE),
             Branch(1, Ref("山" * 50, ""), State.NONE, "")]
    html = nested(found, "") + picture(found, HOSTILE)

    assert ("<script" in html, "&lt;script&gt;" in html, f">{'山' * 19}…<" in html) == (
        False, True, True)
