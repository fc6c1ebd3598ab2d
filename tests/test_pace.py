"""When to look and when to build, with the time handed in."""

import pytest

from netsite.live.pace import GIVING, LONGEST, NET, NET_SHARE, RETRY, SETTLE, Pace

TOOK = 0.01  # seconds of a look


def looked(pace: Pace[str], now: float, seen: str, took: float = TOOK) -> bool:
    """Look for a moment."""
    return pace.looked(now, now + took, seen)


@pytest.fixture
def pace() -> Pace[str]:
    """A pace after a first build, at 0 s, and a look that shows what was built."""
    pace = Pace[str]()
    pace.built(0.0, "a", well=True)
    looked(pace, 0.0, "a")
    return pace


def test_the_first_look_is_at_once() -> None:
    """Nothing is built at first: what is seen is built once it has settled."""
    pace = Pace[str]()

    assert (pace.wait(7.0), looked(pace, 7.0, "a"), looked(pace, 7.0 + SETTLE, "a")) == (
        0.0, False, True)


def test_what_was_built_is_not_built_again(pace: Pace[str]) -> None:
    """However often one looks, and whatever wakes."""
    found = []
    for now in range(1, 100):
        pace.woken(now)
        found.append(looked(pace, now, "a"))

    assert not any(found)


@pytest.mark.parametrize(("took", "wait"), [
    (TOOK, NET), (0.5, 0.5 * NET_SHARE), (0.0, NET)])
def test_the_net_is_as_long_as_looks_are_dear(pace: Pace[str], took: float, wait: float) -> None:
    """Between two looks that find nothing there are two seconds, or 100 times what they take."""
    looked(pace, 10.0, "a", took)

    assert pace.wait(10.0 + took) == pytest.approx(wait)


def test_what_wakes_has_it_look_at_once(pace: Pace[str]) -> None:
    """A wake does not wait for the net."""
    pace.woken(1.0)

    assert pace.wait(1.0) == 0.0


def test_a_storm_of_wakes_is_looked_at_now_and_then(pace: Pace[str]) -> None:
    """After a look there is a rest, twice as long as it took, or as long as changes settle."""
    looked(pace, 10.0, "a", took=0.5)
    pace.woken(10.5)
    long = pace.wait(10.5)
    looked(pace, 20.0, "a", took=0.0)
    pace.woken(20.0)

    assert [long, pace.wait(20.0)] == pytest.approx([0.5, SETTLE])


def test_a_change_is_built_when_it_has_settled(pace: Pace[str]) -> None:
    """Two looks that agree, so far apart, are wanted; one more change begins anew."""
    found = [looked(pace, now, seen) for now, seen in (
        (1.0, "b"), (1.0 + SETTLE / 2, "b"), (1.0 + SETTLE, "c"), (1.0 + SETTLE * 1.5, "c"),
        (1.0 + SETTLE * 2, "c"))]

    assert found == [False, False, False, False, True]


def test_while_it_settles_the_next_look_is_near(pace: Pace[str]) -> None:
    """The second look comes when the change may have settled."""
    looked(pace, 1.0, "b")

    assert pace.wait(1.0) == pytest.approx(SETTLE)


def test_changes_without_an_end_are_built_all_the_same(pace: Pace[str]) -> None:
    """After a minute nobody waits any more."""
    found = [looked(pace, 1.0 + number, f"{number}") for number in range(int(LONGEST) + 1)]

    assert found == [False] * int(LONGEST) + [True]


def test_what_came_and_went_is_not_built(pace: Pace[str]) -> None:
    """A change that was taken back before it settled was none; and the next may take its time."""
    early = [looked(pace, 1.0, "b"), looked(pace, 1.03, "a"), looked(pace, 60.5, "c")]

    assert (early, looked(pace, 60.5 + SETTLE, "c")) == ([False] * 3, True)


def test_after_a_build_it_looks_again(pace: Pace[str]) -> None:
    """What changed during the build is not what was built, and is built next."""
    looked(pace, 1.0, "b")
    pace.built(3.0, "b", well=True)

    assert (pace.wait(3.0), looked(pace, 3.0, "c"), looked(pace, 3.0 + SETTLE, "c")) == (
        0.0, False, True)


def test_a_build_that_failed_is_tried_again(pace: Pace[str]) -> None:
    """Nothing changed, but the disk may have room again: after 5 s, 10 s, 20 s … up to a minute."""
    now, waits = 1.0, []
    for _ in range(6):
        pace.built(now, "b", well=False)
        began = now
        while not looked(pace, now, "b"):
            now += max(pace.wait(now), 0.01)
        waits.append(round(now - began))

    assert waits == [RETRY[0], 10, 20, 40, RETRY[1], RETRY[1]]


def test_after_a_build_that_went_well_nothing_is_tried_again(pace: Pace[str]) -> None:
    """A failure is forgotten, and the next one is tried as soon as the first."""
    pace.built(1.0, "b", well=False)
    pace.built(2.0, "c", well=True)
    later = looked(pace, 100.0, "c")
    pace.built(200.0, "d", well=False)

    assert (later, looked(pace, 200.0 + RETRY[0], "d")) == (False, True)


def test_a_build_gives_way_for_a_while(pace: Pace[str]) -> None:
    """Not before anything has changed, and not for ever; what it left is looked at at once."""
    before = pace.can_give_way(5.0)
    looked(pace, 10.0, "b")
    pace.gave_way(10.5)

    assert (before, pace.can_give_way(10.5), pace.wait(10.5), pace.can_give_way(10.0 + GIVING)) == (
        False, True, 0.0, False)
    assert not looked(pace, 10.6, "c")
    assert looked(pace, 10.6 + SETTLE, "c")
