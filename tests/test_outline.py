"""The levels of headings in notes."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.pages.outline import outlined


@pytest.mark.parametrize(("written", "placed"), [
    ("456", "345"), ("464", "343"), ("3", "3"), ("65", "33"), ("3656", "3445"), ("", "")])
def test_headings_stand_below_the_page_and_in_steps(written: str, placed: str) -> None:
    """The first stands one below the page's, a deeper one one deeper, and equals stay equal."""
    html = "".join(f"<h{level}>x</h{level}>" for level in written)

    assert outlined(html, 2) == "".join(f"<h{level}>x</h{level}>" for level in placed)


@given(st.lists(st.integers(1, 6)), st.integers(1, 2))
def test_no_level_is_left_out(levels: list[int], above: int) -> None:
    """Whatever the levels were, no heading stands more than one below the one before."""
    html = outlined("".join(f"<h{level}>x</h{level}><hr>" for level in levels), above)
    placed = [above, *map(int, re.findall(r"<h([1-6])>", html))]

    assert all(after <= before + 1 for before, after in pairwise(placed))
    assert html.count("<hr>") == len(levels)
