"""Who introduced whom, as a forest, and the chains that lead to a company."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from netsite.model import Contact, Id, Member, Network, TeamKey
from netsite.network.due import Due, State
from netsite.network.lines import first_met
from netsite.practice.candidates import company_of
from netsite.practice.ledger import within_reach
from netsite.text.names import fold, sort_key
from netsite.texts import Text, text

LARGEST = 50  # members of a team in which everybody is taken to know everybody
LONGEST = 3  # ties of a chain; beyond, nobody would ask


class Step(NamedTuple):
    """Somebody in the forest of introductions.

    `depth` is 0 for somebody nobody introduced. `also` are their other introducers, `elsewhere`
    those they introduced who stand below another. `below` is how many people came of it further
    down.
    """

    id: Id
    depth: int
    also: tuple[Id, ...]
    elsewhere: tuple[Id, ...]
    below: int


class Known(NamedTuple):
    """When one met somebody, or the first contact if that was before, and the last contact."""

    since: date | None
    last: date | None


class Tie(NamedTuple):
    """Why one person knows the next: introduced, was introduced by, or a team at the same time."""

    kind: str  # "introduced", "introduced by", "team"
    team: TeamKey = ""
    until: date = date.max  # of the time in the team


class Chain(NamedTuple):
    """People from one whom one could ask to one who works there; `ties` stand between them."""

    people: tuple[Id, ...]
    ties: tuple[Tie, ...]
    warm: bool


_Way = tuple[Tie, Chain]  # by which somebody knows the first of a chain


class Reach(NamedTuple):
    """A company: who works there, those warm first, and the chains that lead to it."""

    name: str
    there: tuple[Id, ...]
    chains: tuple[Chain, ...]


def forest(network: Network) -> list[list[Step]]:
    """The trees of introductions, the largest first; everybody concerned stands in them once.

    A tree is its people from the top down, each followed by those they introduced, by name.
    Somebody with several introducers stands below the first they name; `also` has the others. So
    who is only ever named second is a tree by themselves. Of people who introduced each other in a
    circle, the one whose id comes first stands on top.
    """
    parents = _parents(network)
    children: dict[Id, list[Id]] = {}
    for person, parent in parents.items():
        children.setdefault(parent, []).append(person)
    for some in children.values():
        some.sort(key=lambda person: _order(network, person))
    concerned = {each for person, others in network.introducers.items() for other in others
                 if other != person for each in (person, other)}
    tops = [person for person in concerned if person not in parents]
    trees = [_tree(network, parents, children, top) for top in tops]
    return sorted(trees, key=lambda tree: (-len(tree), _order(network, tree[0].id)))


def _order(network: Network, contact: Id) -> tuple[tuple[str, str], Id]:
    return sort_key(_contact(network, contact).name), contact


def _contact(network: Network, contact: Id) -> Contact:
    return network.people.get(contact) or network.groups[contact]


def _parents(network: Network) -> dict[Id, Id]:
    """The one introducer below whom each person stands, so chosen that nothing goes round.

    Who comes last by id chooses first, so that a circle is cut above the first. An introducer
    would close a circle if the top of their tree is the person; tops are remembered.
    """
    parents: dict[Id, Id] = {}
    tops: dict[Id, Id] = {}

    def top(person: Id) -> Id:
        path = []
        while person in tops:
            path.append(person)
            person = tops[person]
        tops.update(dict.fromkeys(path, person))
        return person
    for person in sorted(network.introducers, reverse=True):
        for other in network.introducers[person]:
            if top(other) != person:
                parents[person] = tops[person] = other
                break
    return parents


def _tree(
    network: Network, parents: Mapping[Id, Id], children: Mapping[Id, list[Id]], top: Id,
) -> list[Step]:
    order: list[tuple[Id, int]] = []
    open_ = [(top, 0)]
    while open_:
        person, depth = open_.pop()
        order.append((person, depth))
        open_ += [(child, depth + 1) for child in reversed(children.get(person, ()))]
    below = {person: 0 for person, _ in order}
    for person, _ in reversed(order):
        if person != top:
            below[parents[person]] += below[person] + 1
    return [_step(network, parents, person, depth, below[person]) for person, depth in order]


def _step(
    network: Network, parents: Mapping[Id, Id], person: Id, depth: int, below: int,
) -> Step:
    others = dict.fromkeys(network.introducers.get(person, ()))
    also = tuple(other for other in others if other not in (person, parents.get(person)))
    elsewhere = tuple(other for other in network.introduced.get(person, ())
                      if other != person and parents.get(other) != person)
    return Step(person, depth, also, tuple(dict.fromkeys(elsewhere)), below)


def known_since(network: Network, dues: Mapping[Id, Due], contact: Id) -> Known:
    """Since when one knows somebody in the forest, and when one was last in touch."""
    due, met = dues.get(contact), _contact(network, contact).met
    last = due.last.day if due and due.last else None
    days = (met.first() if met else None, first_met(network, contact, last) if last else None)
    return Known(min(filter(None, days), default=None), last)


def reach(network: Network, dues: Mapping[Id, Due], today: date, company: str) -> Reach:
    """Who works at a company (its name compares folded), and all chains that lead there."""
    people = (person for person, contact in network.people.items()
              if fold(company_of(contact)) == fold(company))
    there = [person for person in people if within_reach(network.people[person], today)]
    there.sort(key=lambda person: (not _warm(dues[person]), _order(network, person)))
    return Reach(company, tuple(there), tuple(chains_to(network, dues, today, there)))


def chains_to(
    network: Network, dues: Mapping[Id, Due], today: date, people: Iterable[Id],
) -> Iterator[Chain]:
    """The chains that lead to some people, those first that one would ask first.

    A chain starts with somebody outside. Ties are introductions, either way, and a time in the same
    team, unless it is a large one. Whoever knows somebody there starts a chain of one tie. Longer
    ones, over people who are not warm, are looked for only while nobody who is leads there. Each
    starts one chain. Those who are warm come first, then the shortest, then by name.

    Whether somebody is warm is looked at when their turn comes: who asks for the first few chains
    does not depend on how all others stand.
    """
    others: list[tuple[Id, _Way]] = []
    seen = {person for person in people if within_reach(network.people[person], today)}
    edge = [Chain((person,), (), warm=False) for person in sorted(seen)]
    for length in range(LONGEST):
        level, cold = _level(network, edge, today, seen), []
        for person in sorted(level, key=partial(_order, network)):
            if _warm(dues[person]):
                yield _led_on(person, *level[person], warm=True)
            else:
                cold.append((person, level[person]))
        others = others if length else cold
        if len(cold) < len(level):
            break
        seen.update(level)
        edge = [_led_on(person, *level[person], warm=False) for person in sorted(level)]
    yield from (_led_on(person, *way, warm=False) for person, way in others)


def _led_on(person: Id, tie: Tie, rest: Chain, *, warm: bool) -> Chain:
    """A chain with somebody before its first."""
    return Chain((person, *rest.people), (tie, *rest.ties), warm)


def _warm(due: Due) -> bool:
    """Whether somebody is warm, or one sees them anyway (the cadence `never`)."""
    return due.warm or (due.state == State.OFF and due.interval.never)


def _level(
    network: Network, edge: Iterable[Chain], today: date, seen: Container[Id],
) -> dict[Id, _Way]:
    """Those not yet seen who know the first of some chains and are within reach.

    Each by the strongest tie; nobody is gone through twice.
    """
    best: dict[Id, _Way] = {}
    for each in edge:
        for person, tie in _ties(network, each.people[0], today, seen, best):
            known = best.get(person)
            if known is None or _RANKS[tie.kind] < _RANKS[known[0].kind]:
                best[person] = tie, each
    return {person: way for person, way in best.items()
            if within_reach(network.people[person], today)}


# Of several ties between two levels the strongest counts; of equal ones the one found first.
_RANKS = {"introduced": 0, "introduced by": 1, "team": 2}


def _ties(
    network: Network, person: Id, today: date, seen: Container[Id], found: Container[Id],
) -> Iterator[tuple[Id, Tie]]:
    """Those not yet seen who know somebody, each with why, told from them: they introduced them.

    A team, of which there may be fifty people, is no tie to whom another was found already.
    """
    for kind, others in (("introduced", network.introducers), ("introduced by",
                                                               network.introduced)):
        for other in others.get(person, ()):
            if other not in seen and other in network.people:
                yield other, Tie(kind)
    for key, mine in network.teams_of.get(person, ()):
        members = network.teams[key].members
        if len(members) > LARGEST:
            continue
        for theirs in members:
            if theirs.id not in seen and theirs.id not in found and (
                    until := _together_until(mine, theirs, today)):
                yield theirs.id, Tie("team", key, until)


def _together_until(mine: Member, theirs: Member, today: date) -> date | None:
    """Until when two were in a team at the same time; None if they never were yet."""
    since = max(mine.joined or date.min, theirs.joined or date.min)
    until = min(mine.left or date.max, theirs.left or date.max)
    return until if since <= until and since <= today else None


def chain_words(network: Network, chain: Chain, today: date) -> str:
    """How a chain leads on from its first: `introduced Ana, who was in Atlas with Bo`."""
    *before, last = [_tie_words(network, tie, network.people[person].name, today)
                     for tie, person in zip(chain.ties, chain.people[1:], strict=True)]
    for words in reversed(before):
        last = text("{this}, who {further}", this=words, further=last)
    return last


def _tie_words(network: Network, tie: Tie, name: str, today: date) -> Text:
    if tie.kind != "team":
        return (text("was introduced by {name}", name=name) if tie.kind == "introduced by"
                else text("introduced {name}", name=name))
    team = network.teams[tie.team].name
    return (text("was in {team} with {name}", team=team, name=name) if tie.until < today
            else text("is in {team} with {name}", team=team, name=name))
