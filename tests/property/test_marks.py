"""The law of lines on demand: columns, marks and lines say the same as all lines, one by one."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.model import Line, Mark, Network
from netsite.network.lines import between, first_met, met_on, newest_first, own_marks
from netsite.network.load import load
from netsite.pages.months import by_month
from tests.property.test_network import vaults
from tests.reading import files, read

some_days = st.dates(date(2019, 12, 1), date(2028, 2, 1))


def mark_of(line: Line) -> Mark:
    """Give the mark that stands for a line."""
    entry = line.entry
    return Mark(entry.path, entry.line, entry.day, entry.whole_month, entry.kind, entry.contact,
                line.home, line.people, line.mentions)


def marks(lines: Sequence[Line]) -> list[Mark]:
    """Give the marks of lines."""
    return [mark_of(line) for line in lines]


def network_of(texts: dict[str, str]) -> Network:
    """Read a vault."""
    return read({**texts}).network


@given(vaults)
@settings(max_examples=200)
def test_marks_are_those_of_the_lines(texts: dict[str, str]) -> None:
    """Every line has its mark, and every mark its line; both are the newest first."""
    network = network_of(texts)
    own = (mark for home, some in network.own.items() for mark in own_marks(home, some))
    found = sorted((*network.linked, *own), key=newest_first)

    assert found == marks(network.lines)
    assert [network.line(mark) for mark in found] == [*network.lines]
    assert len(network.lines) == len(found)


@given(vaults)
@settings(max_examples=100)
def test_months_are_all_lines_by_month(texts: dict[str, str]) -> None:
    """Whether few months are asked for or all, each has its lines, the newest first."""
    network = network_of(texts)
    months = dict.fromkeys(line.entry.day.isoformat()[:7] for line in network.lines)
    of = by_month(network)

    for _ in range(2):
        assert [mark for month in months for mark in of(month)] == marks(network.lines)


@given(vaults)
@settings(max_examples=200)
def test_everybody_has_the_lines_that_concern_them(texts: dict[str, str]) -> None:
    """Somebody's history are the lines in their file or with them, and mentions the lines of."""
    network = network_of(texts)
    for each in (*network.people, *network.groups):
        history = [line for line in network.lines if each == line.home or each in line.people]
        mentioned = [line for line in network.lines if each in line.mentions]

        assert [*network.history.get(each, ())] == history
        assert [*network.marks.get(each, ())] == marks(history)
        assert [*network.mentioned.get(each, ())] == mentioned


@given(vaults, some_days, some_days)
@settings(max_examples=200)
def test_between_two_days_are_the_lines_of_those(
    texts: dict[str, str], first: date, last: date,
) -> None:
    """Both days are in, and the newest comes first."""
    network = network_of(texts)

    assert between(network, first, last) == [
        mark for mark in marks(network.lines) if first <= mark.day <= last]


@given(vaults, some_days)
@settings(max_examples=200)
def test_the_first_contact_is_the_oldest_of_all(texts: dict[str, str], today: date) -> None:
    """Whoever asks for one day has that which stands last in the list of all."""
    network = network_of(texts)

    assert [first_met(network, person, today) for person in network.people] == [
        next(iter(met_on(network, person, today)[-1:]), None) for person in network.people]


@given(vaults)
@settings(max_examples=100)
def test_the_words_of_a_line_are_those_of_its_file(texts: dict[str, str]) -> None:
    """A line's text is what its file's words have for it."""
    network = load(files({**texts})).network

    assert [network.words(line.entry.path).text(line.entry.line) for line in network.lines] == [
        line.entry.text for line in network.lines]
