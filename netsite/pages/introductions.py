"""The view of Introductions: who introduced whom, and what came of it."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import NamedTuple

from markupsafe import Markup

from netsite.network.due import State
from netsite.pages.lines import Picture
from netsite.pages.trees import Branch, nested
from netsite.pages.trees import picture as drawn
from netsite.pages.words import STATES
from netsite.practice.introductions import Step, forest, known_since

MOST_DRAWN = 150  # people in the picture
MOST_LISTED = 800  # people in the list


class IntroductionsView(NamedTuple):
    """The forest as a picture and as lists; how many people are in each, and in all."""

    total: int
    trees: int
    svg: Markup
    list: Markup
    drawn: int
    listed: int


def introductions_view(picture: Picture) -> IntroductionsView:
    """All introductions, the largest trees first; a large forest is cut, from the top down."""
    trees = forest(picture.network)
    total = sum(map(len, trees))
    some = _branches(picture, islice(chain.from_iterable(trees), MOST_LISTED))
    words = picture.tongue.counted(
        "{n:,} person, each beside whom they introduced; the list below says the same",
        "{n:,} people, each beside whom they introduced; the list below says the same",
        min(total, MOST_DRAWN))
    return IntroductionsView(
        total, len(trees), drawn(some[:MOST_DRAWN], words), nested(some, "", picture.tongue),
        min(total, MOST_DRAWN), min(total, MOST_LISTED))


def _branches(picture: Picture, steps: Iterable[Step]) -> list[Branch]:
    found: list[Branch] = []
    above: dict[int, str] = {}
    for step in steps:
        ref, due = picture.refs[step.id], picture.dues.get(step.id)
        found.append(Branch(step.depth, ref, due.state if due else State.OFF, _said(picture, step),
                            above.get(step.depth - 1, "")))
        above[step.depth] = ref.name
    return found


def _said(picture: Picture, step: Step) -> str:
    """`in touch, since 2014, last contact 9 Oct 2026, 13 people through them`."""
    due, tongue = picture.dues.get(step.id), picture.tongue
    since, last = known_since(picture.network, picture.dues, step.id)
    say = tongue.say
    also, elsewhere = (tongue.listed([picture.refs[other].name for other in some])
                       for some in (step.also, step.elsewhere))
    return tongue.listed(list(filter(None, (
        tongue.told(STATES[due.state]) if due else say("a group"),
        say("also introduced by {names}", names=also) if also else "",
        say("also introduced {names}", names=elsewhere) if elsewhere else "",
        say("since {year}", year=since.year) if since else "",
        say("last contact {day}", day=tongue.short_day_of_year(last)) if last else "",
        tongue.counted("{n:,} person through them", "{n:,} people through them", step.below)
        if step.below else ""))))
