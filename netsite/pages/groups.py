"""The views of companies, places and tags: all of a kind, and one."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from netsite.model import Mark
from netsite.network.due import State
from netsite.pages.lines import LineRow, Picture, Ref
from netsite.pages.people import PersonRow
from netsite.pages.shared import Shared
from netsite.pages.teams import ProposalRow, proposal_row, together_row
from netsite.practice.groups import (
    Group,
    by_name,
    standing,
)
from netsite.practice.introductions import Chain, chain_words, chains_to
from netsite.practice.ledger import day_of
from netsite.texts import text

MOST = 1000  # groups in a list; beyond, those of the most people
MOST_CHAINS = 8  # on a company's page; the command has them all
MOST_PEOPLE = 500  # of one group
MOST_NAMED = 8  # overdue people in a sentence

TITLES = {"company": text("Companies"), "place": text("Places"), "tag": text("Tags")}


class GroupRow(NamedTuple):
    """A group in a list: how many are in it, tracked, warm, overdue; when last together."""

    ref: Ref
    people: int
    tracked: int
    warm: int
    cold: int
    together: str


class GroupsView(NamedTuple):
    """All companies, places or tags, by name."""

    kind: str
    title: str
    rows: tuple[GroupRow, ...]
    left_out: int


class ChainRow(NamedTuple):
    """Somebody who could lead to a company, and how."""

    ref: Ref
    words: str
    warm: bool


class GroupView(NamedTuple):
    """All that the page of a company, a place or a tag shows; of `overdue` the first are `cold`."""

    kind: str
    title: str
    name: str
    total: int
    tracked: int
    warm: int
    members: tuple[PersonRow, ...]
    cold: tuple[Ref, ...]
    overdue: int
    together: tuple[LineRow, ...]
    proposal: tuple[ProposalRow, ...]
    chains: tuple[ChainRow, ...]


def groups_view(picture: Picture, kind: str, shared: Shared) -> GroupsView:
    """All companies, places or tags; of very many those of the most people."""
    some = [group for group in shared.groups.values() if group.kind == kind]
    largest = sorted(some, key=lambda group: -len(group.people))[:MOST]
    shown = {group.key for group in largest}
    return GroupsView(
        kind, picture.tongue.told(TITLES[kind]),
        tuple(_row(picture, group, shared.together.get(f"{kind}/{group.key}")) for group in some
              if group.key in shown), len(some) - len(largest))


def _row(picture: Picture, group: Group, together: Mark | None) -> GroupRow:
    stands = standing(picture.stands, group.people)
    return GroupRow(
        picture.group(group.kind, group.name), len(group.people), stands.tracked, stands.warm,
        stands.cold, day_of(together) if together else "")


def group_view(picture: Picture, shared: Shared, key: str) -> GroupView:
    """A company, a place or a tag, by its key among those that are shared (`company/globex`)."""
    group, together, proposed = (shared.groups[key], shared.together.get(key),
                                 shared.proposals.get(key))
    stands = standing(picture.stands, group.people)
    people = by_name(picture.network, group.people)
    cold = [person for person in people if picture.stands[person].state == State.OVERDUE]
    return GroupView(
        kind=group.kind, title=picture.tongue.told(TITLES[group.kind]), name=group.name,
        total=len(people),
        tracked=stands.tracked, warm=stands.warm,
        members=tuple(shared.rows[person] for person in people[:MOST_PEOPLE]),
        cold=tuple(picture.refs[person] for person in cold[:MOST_NAMED]), overdue=len(cold),
        together=together_row(picture, together),
        proposal=proposal_row(picture, proposed),
        chains=tuple(_chains(picture, group)) if group.kind == "company" else ())


def _chains(picture: Picture, group: Group) -> Iterator[ChainRow]:
    today = picture.clock.today_in_teams()
    for chain in islice(chains_to(*picture.known, today, group.people), MOST_CHAINS):
        yield _chain(picture, chain)


def _chain(picture: Picture, chain: Chain) -> ChainRow:
    words = picture.tongue.told(
        chain_words(picture.known.network, chain, picture.clock.today_in_teams()))
    return ChainRow(picture.refs[chain.people[0]], words, chain.warm)
