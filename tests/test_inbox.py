"""Lines collected elsewhere: read as items, and taken out when they are filed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.capture.inbox import only_items, read_inbox, rest_of
from netsite.problems import UsageError
from netsite.text.splices import spliced

TEXT = """\
# Inbox

2026-10-02 coffee with ana: hiring
- 2026-10-03 call bo
  more of it
\tand more

* [ ] 2026-10-04 lunch with carl
<!-- netsite reads this file -->
---
yesterday something
"""


def words(text: str) -> list[str]:
    """Give what the items of an inbox say."""
    return [item.words for item in read_inbox(text)]


def rest(text: str, outcome: dict[str, str], now: str | None = None) -> str:
    """Take what was filed out of an inbox; `outcome` is by an item's first words."""
    items = read_inbox(text)
    found = {item.raw: next((why for start, why in outcome.items()
                             if item.words.startswith(start)), "?") for item in items}
    now = text if now is None else now
    after = spliced(now, rest_of(found, Counter(item.raw for item in items), now))
    assert only_items(now, after) == ""
    return after


def test_items_are_lines_with_what_is_indented_below() -> None:
    """Bullets and boxes are dropped; headings, rules, comments and blank lines are no items."""
    assert words(TEXT) == [
        "2026-10-02 coffee with ana: hiring", "2026-10-03 call bo\nmore of it\nand more",
        "2026-10-04 lunch with carl", "yesterday something"]


@pytest.mark.parametrize(("text", "found"), [
    ("", []),
    ("\n\n", []),
    ("one", ["one"]),
    ("one\ntwo\n", ["one", "two"]),
    ("  indented without an item", []),
    ("- one\n\n  apart", ["one"]),
    ("# heading\n  below", []),
    ("#hashtag is one", ["#hashtag is one"]),
    ("-no bullet", ["-no bullet"]),
    ("+acme call", ["+acme call"]),
    ("- [x] one", ["one"]),
    ("----", ["----"]),
    ("one <!-- netsite: nobody is called x -->", ["one"]),
    ("one <!-- netsite: a -->\n  two", ["one\ntwo"]),
    ("one <!-- mine -->", ["one <!-- mine -->"]),
    ("花子", ["花子"]),
])
def test_what_is_an_item(text: str, found: list[str]) -> None:
    """An item starts in the first column, and an old reason behind it is not of its words."""
    assert words(text) == found


def test_what_is_filed_goes_and_what_stays_says_why() -> None:
    """Whole items go with their lines; a reason is written behind the first line of the others."""
    assert rest(TEXT, {"2026-10-02": "", "2026-10-03": "no name\nis --> known", "2026-10-04": "",
                       "yesterday": "it has no day"}) == """\
# Inbox

- 2026-10-03 call bo <!-- netsite: no name is → known -->
  more of it
\tand more

<!-- netsite reads this file -->
---
yesterday something <!-- netsite: it has no day -->
"""


@pytest.mark.parametrize(("text", "outcome", "after"), [
    ("one", {"one": ""}, ""),
    ("one\ntwo", {"one": "", "two": "why"}, "two <!-- netsite: why -->"),
    ("two\none", {"one": "", "two": "why"}, "two <!-- netsite: why -->\n"),
    ("one  \n", {"one": "why"}, "one <!-- netsite: why -->\n"),
    ("one <!-- netsite: old -->\n", {"one": "new"}, "one <!-- netsite: new -->\n"),
    ("one <!-- netsite: old -->\n", {"one": "old"}, "one <!-- netsite: old -->\n"),
    ("one <!-- netsite: old -->\n", {"one": ""}, ""),
    ("one\none\n", {"one": ""}, ""),
])
def test_reasons_are_renewed(text: str, outcome: dict[str, str], after: str) -> None:
    """An old reason gives way to the new one, and the same item twice is filed twice."""
    assert rest(text, outcome) == after


def test_what_was_added_meanwhile_stays() -> None:
    """A line that the phone synced while the others were filed is left for the next time."""
    assert rest("one\ntwo\n", {"one": "", "two": "why"}, "zero\none\ntwo\nthree\n") == (
        "zero\ntwo <!-- netsite: why -->\nthree\n")
    assert rest("one\n", {"one": ""}, "one\none\n") == "one\n"


def test_an_item_that_was_changed_meanwhile_stops_the_rest() -> None:
    """What is filed would else stay in the inbox in another form; what stays may change."""
    with pytest.raises(UsageError, match="changed meanwhile"):
        rest("one\n", {"one": ""}, "one more\n")
    assert rest("one\n", {"one": "why"}, "one more\n") == "one more\n"


@pytest.mark.parametrize(("before", "after", "found"), [
    ("one\ntwo\n", "two\n", ""),
    ("one\n", "one <!-- netsite: why -->\n", ""),
    ("one\n", "once\n", "a line of the inbox would change"),
    ("one\n", "one\none\n", "a line of the inbox would change"),
])
def test_the_proof_of_the_rest(before: str, after: str, found: str) -> None:
    """Lines may only go, or get a reason."""
    assert only_items(before, after) == found


fragments = st.sampled_from([
    "one\n", "- two\n", "  more\n", "\n", "# head\n", "one", "<!-- x -->\n", "---\n",
    "three <!-- netsite: old -->\n", "\tmore <!-- netsite: x -->\n", "-->\n", "* [ ] four\n",
    "<!-- netsite: lone -->\n"])


@given(st.lists(fragments, max_size=10).map("".join), st.data())
def test_no_line_of_an_inbox_is_lost(text: str, data: st.DataObject) -> None:
    """Whatever is filed, the others' words stay, and filing what stays again is the same."""
    items = read_inbox(text)
    outcome = {item.raw: data.draw(st.sampled_from(["", "why", "a --> b"])) for item in items}
    after = spliced(text, rest_of(outcome, Counter(item.raw for item in items), text))
    stay = [item for item in items if outcome[item.raw]]

    assert only_items(text, after) == ""
    assert words(after) == [item.words for item in stay]
    again = read_inbox(after)
    reasons = {new.raw: outcome[old.raw] for new, old in zip(again, stay, strict=True)}
    assert spliced(after, rest_of(reasons, Counter(item.raw for item in again), after)) == after
