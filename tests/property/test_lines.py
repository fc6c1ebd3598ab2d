"""Lines put together by the grammar are read to what they were put together from."""

from datetime import date
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import body

words = st.text("abcdefghijklmnopqrstuvwxyzäöüßéñ花子ж0123456789'’-.!?", min_size=1, max_size=8)
words = words.filter(lambda word: word not in {"with", "and", "except"})
names = st.text("abcdefghijklmnopqrstuvwxyzäöü ABC花.-'", min_size=1, max_size=10).map(
    lambda name: " ".join(name.split())).filter(
    lambda name: name and not name.lower().endswith(".md"))
shown = st.text("abc :,&|x", max_size=6)
separators = st.sampled_from([" ", ", ", " and ", ", and ", " & ", ", & ", ",", " AND ", ",and "])
spaces = st.sampled_from([" ", "  ", "\t", " \t "])


class Made(NamedTuple):
    """A line, and what it was put together from."""

    text: str
    day: date
    whole_month: bool
    kind: str
    people: list[str]
    without: list[str]
    free: str


@st.composite
def links(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a link and the name in it."""
    name = draw(names)
    inside = draw(st.sampled_from(["", "people/", "contacts/work/"])) + name
    inside += draw(st.sampled_from(["", "", ".md"]))
    inside += draw(st.sampled_from(["", "", "#x", "#a: b"]))
    if draw(st.booleans()):
        inside += "|" + draw(shown)
    return f"[[{inside}]]", name


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a list of links and the names in it."""
    found = draw(st.lists(links(), min_size=1, max_size=4))
    text = found[0][0] + "".join(draw(separators) + link for link, _ in found[1:])
    return text, [name for _, name in found]


@st.composite
def made_lines(draw: st.DrawFn) -> Made:
    """Draw a line that follows the grammar."""
    day = draw(st.dates())
    whole_month = draw(st.booleans())
    text = day.isoformat()[:7] if whole_month else day.isoformat()
    text += draw(st.sampled_from(["", ":"]))
    kind: list[str] = draw(st.lists(words, max_size=3))
    people: list[str] = []
    without: list[str] = []
    needs_end = bool(kind)
    text += "".join(draw(spaces) + word for word in kind)
    if draw(st.booleans()):
        said_with = draw(st.booleans())
        listed, people = draw(lists())
        text += draw(spaces) + ("with" + draw(spaces) if said_with else "") + listed
        needs_end = not said_with
    if draw(st.booleans()):
        listed, without = draw(lists())
        comma = draw(st.sampled_from(["", ",", " ,"])) if people else ""
        text += comma + draw(spaces) + "except" + draw(spaces) + listed
        needs_end = not people
    free = " ".join(draw(st.lists(words, max_size=6)))
    if free and people and not needs_end and draw(st.booleans()):
        text += draw(spaces) + free
    elif free:  # which the colon keeps from being people, or a kind
        text += draw(st.sampled_from([":", " :"] if kind or people or without else [" :"]))
        text += draw(spaces) + free
    return Made(text, day.replace(day=1) if whole_month else day, whole_month, " ".join(kind),
                people, without, free)


@given(made_lines())
@settings(max_examples=500)
def test_a_line_is_read_to_what_it_was_made_from(made: Made) -> None:
    """Date, kind, people, exceptions and text come back from a line of the grammar."""
    entry, = body(f"- {made.text}", journal=True).entries

    assert (entry.day, entry.whole_month) == (made.day, made.whole_month)
    assert entry.kind == made.kind
    assert [link.name for link in entry.people] == made.people
    assert [link.name for link in entry.without] == made.without
    assert entry.text.split() == made.free.split()


@given(made_lines())
def test_every_link_of_a_line_is_found_once(made: Made) -> None:
    """Each link of a line is of its people, its exceptions or its mentions, where it stands."""
    line = f"- {made.text}"
    entry, = body(line, journal=True).entries
    found = [*entry.people, *entry.without, *entry.mentions]

    assert len(found) == len(made.people) + len(made.without)
    assert all(line[link.column - 1:].startswith("[[") for link in found)
    assert len({link.column for link in found}) == len(found)


@given(made_lines(), st.sampled_from(["-", "*", "+"]), spaces)
def test_a_line_is_the_same_in_a_history(made: Made, bullet: str, space: str) -> None:
    """In a journal or in a History section, and with whatever bullet, a line is the same."""
    line = f"{bullet}{space}{made.text}"
    in_journal, = body(line, journal=True).entries
    in_history, = body(f"## History\n{line}").entries

    def without_places(entry: object) -> str:
        return str(entry).replace("line=2", "line=1")

    assert without_places(in_history) == without_places(in_journal)
