"""Rows with many values each."""

from hypothesis import given
from hypothesis import strategies as st

from netsite.store.shelves import rearranged, shelf, together, touched

without_zero = st.binary(max_size=6).map(lambda data: data.replace(b"\0", b"-"))


@given(st.dictionaries(without_zero, without_zero))
def test_what_is_put_on_shelves_is_there(values: dict[bytes, bytes]) -> None:
    """All shelves together have every value, each under its key."""
    assert together(row for _, row in rearranged(values, touched(values))) == values


@given(st.dictionaries(without_zero, without_zero), st.sets(without_zero))
def test_only_some_shelves_are_arranged(values: dict[bytes, bytes], keys: set[bytes]) -> None:
    """What does not stand on the shelves of some keys is left out, whatever else is there."""
    some = touched(keys)

    assert together(row for _, row in rearranged(values, some)) == {
        key: value for key, value in values.items() if shelf(key) in some}


def test_an_empty_shelf_has_nothing() -> None:
    """A shelf from which everything was taken is an empty row."""
    assert (list(rearranged({}, [b"7"])), together([b""])) == ([(b"7", b"")], {})
