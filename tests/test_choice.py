"""The best use of some minutes, against every choice there is."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from netsite.practice.candidates import SCALE, Candidate, Together
from netsite.practice.choice import Choice, choose


def someone(name: str, urgency: float, minutes: int, warmth: float = 1.0) -> Candidate:
    """Make somebody with a reason."""
    return Candidate(name, round(urgency * SCALE), "call", minutes, ("late",), warmth)


def table(name: str, minutes: int, *people: str, warmth: float = 1.0) -> Together:
    """Make a get-together."""
    return Together(name, "team", "lunch", minutes, people, (), warmth)


def worth(choice: Choice, people: Sequence[Candidate]) -> int:
    """Sum the urgency of everybody a choice serves, each counted once, as warm as they are met."""
    found = 0
    for each in people:
        tables = [round(each.urgency * group.warmth) for group in choice.together
                  if each.id in group.people]
        found += max(tables) if tables else each.worth if each in choice.alone else 0
    return found


def minutes_of(choice: Choice) -> int:
    """Sum the minutes of a choice."""
    return (sum(group.minutes for group in choice.together)
            + sum(each.minutes for each in choice.alone))


def subsets(items: Sequence[Together | Candidate]) -> Iterator[tuple[Together | Candidate, ...]]:
    """Give every subset."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def best(people: Sequence[Candidate], together: Sequence[Together], minutes: int) -> int:
    """Find what the best choice is worth by trying all."""
    found = 0
    for chosen in subsets([*people, *together]):
        choice = Choice(tuple(each for each in chosen if isinstance(each, Together)),
                        tuple(each for each in chosen if isinstance(each, Candidate)))
        if minutes_of(choice) <= minutes:
            found = max(found, worth(choice, people))
    return found


def names(choice: Choice) -> list[str]:
    """Name what was chosen."""
    return [each.name for each in choice.together] + sorted(each.id for each in choice.alone)


NAMES = "abcdefg"
lengths = st.sampled_from([5, 15, 30, 60])
warmths = st.sampled_from([1.0, 1.0, 0.5, 1.5, 2.0])
crowds = st.lists(st.tuples(st.floats(0.125, 9, width=16), lengths, warmths), min_size=1,
                  max_size=7).map(
    lambda found: [someone(name, *each) for name, each in zip(NAMES, found, strict=False)])
tables = st.lists(
    st.tuples(st.sampled_from([30, 60, 90]), warmths,
              st.sets(st.sampled_from(NAMES), min_size=2, max_size=5)), max_size=4).map(
    lambda found: [table(f"t{number}", minutes, *sorted(people), warmth=warmth)
                   for number, (minutes, warmth, people) in enumerate(found)])
budgets = st.integers(1, 100)


def known(people: Sequence[Candidate], together: Sequence[Together]) -> list[Together]:
    """Leave out of get-togethers whoever is not there."""
    ids = {each.id for each in people}
    kept = [group._replace(people=tuple(each for each in group.people if each in ids))
            for group in together]
    return [group for group in kept if group.people]


@given(crowds, tables, budgets)
def test_the_choice_is_the_best_there_is(
    people: list[Candidate], together: list[Together], minutes: int,
) -> None:
    """With at most two get-togethers in the minutes, no choice of all is worth more."""
    together = known(people, together)
    assume(sum(sorted(group.minutes for group in together)[:3]) > minutes or len(together) < 3)
    choice = choose(people, together, minutes)

    assert (worth(choice, people), minutes_of(choice) <= minutes) == (
        best(people, together, minutes), True)


@given(crowds, tables, st.integers(1, 400))
def test_what_may_be_given_away_has_a_bound(
    people: list[Candidate], together: list[Together], minutes: int,
) -> None:
    """However many get-togethers fit, the choice is worth 31 % of the best, and never too long."""
    together = known(people, together)
    choice = choose(people, together, minutes)

    assert minutes_of(choice) <= minutes
    assert worth(choice, people) >= 0.316 * best(people, together, minutes)


@given(crowds, tables, st.integers(1, 400), st.integers(1, 60))
def test_more_minutes_never_serve_less(
    people: list[Candidate], together: list[Together], minutes: int, more: int,
) -> None:
    """A longer hour is worth at least as much as a shorter one."""
    together = known(people, together)

    assert worth(choose(people, together, minutes + more), people) >= worth(
        choose(people, together, minutes), people)


@given(crowds, tables, budgets)
def test_no_exchange_makes_it_better(
    people: list[Candidate], together: list[Together], minutes: int,
) -> None:
    """Nobody chosen can be exchanged for somebody who is not, and serve more."""
    together = known(people, together)
    assume(sum(sorted(group.minutes for group in together)[:3]) > minutes or len(together) < 3)
    choice = choose(people, together, minutes)
    chosen: list[Together | Candidate] = [*choice.together, *choice.alone]
    others = [each for each in (*people, *together) if each not in chosen]
    for out in (None, *chosen):
        for new in others:
            kept = [each for each in chosen if each is not out] + [new]
            changed = Choice(tuple(each for each in kept if isinstance(each, Together)),
                             tuple(each for each in kept if isinstance(each, Candidate)))
            assert (minutes_of(changed) > minutes
                    or worth(changed, people) <= worth(choice, people))


@given(crowds, tables, budgets, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(
    people: list[Candidate], together: list[Together], minutes: int, random: Random,
) -> None:
    """The same people and get-togethers in another order give the same choice."""
    together = known(people, together)
    mixed, tables_mixed = list(people), list(together)
    random.shuffle(mixed)
    random.shuffle(tables_mixed)

    assert choose(people, together, minutes) == choose(mixed, tables_mixed, minutes)


def test_one_table_beats_single_calls() -> None:
    """A get-together counts everybody in it, for its minutes once."""
    people = [someone(name, 2, 15) for name in "abcd"]

    assert names(choose(people, [table("lunch", 30, "a", "b", "c", "d")], 30)) == ["lunch"]


def test_whoever_is_at_two_tables_counts_once() -> None:
    """Of two get-togethers with the same people one is enough."""
    people = [someone(name, 2, 15) for name in "abcd"]
    both = [table("one", 30, "a", "b", "c"), table("two", 30, "a", "b", "c")]

    assert names(choose(people, both, 60)) == ["one", "d"]


def test_among_equals_a_call_comes_before_a_note() -> None:
    """Where both fit and serve the same urgency, the one that takes its time is chosen."""
    people = [someone("note", 1, 5), someone("call", 1, 15)]

    assert names(choose(people, [], 15)) == ["call"]


def test_nothing_fits_into_no_time() -> None:
    """Where the least takes longer than there is, nothing is chosen."""
    assert names(choose([someone("a", 2, 15)], [table("t", 30, "a")], 10)) == []
