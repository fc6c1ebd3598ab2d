"""A forest as nested lists and as a picture, drawn without the template engine.

Both come from the same rows: people from the top down, each with how deep they stand. Nesting is
capped, since a browser gives up on lists in lists in lists; who stands deeper is shown at the cap.
"""

import unicodedata
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from netsite.network.due import State
from netsite.pages.lines import Ref
from netsite.tongue import ENGLISH, Tongue

DEEPEST = 12

_ROW, _GAP = 26, 14  # pixels: between people, and between trees
_LETTER, _BETWEEN = 6.8, 40  # pixels: a letter of the picture's size, from a name to the next mark
_LONGEST = 20  # letters of a name


class Branch(NamedTuple):
    """Somebody in a forest: how deep, their page, how they stand, and what is said of them.

    `through` is their introducer, shown where they stand deeper than can be drawn.
    """

    depth: int
    ref: Ref
    state: State
    said: str
    through: str = ""


def nested(branches: Sequence[Branch], root: str, tongue: Tongue = ENGLISH) -> Markup:
    """The forest as lists in lists."""
    out: list[str] = []
    level = -1
    for branch in branches:
        depth = min(branch.depth, DEEPEST)
        if depth > level:
            out.append('<ul class="tree">\n' if depth == 0 else "\n<ul>\n")
        else:
            out.append("</li>\n" + "</ul></li>\n" * (level - depth))
        level = depth
        out.append(f"<li>{_item(branch, root, tongue)}")
    out.append("</li>\n</ul>" + "</li>\n</ul>" * level if branches else "")
    return Markup("".join(out))  # noqa: S704  # escaped below


def _item(branch: Branch, root: str, tongue: Tongue) -> str:
    name = escape(branch.ref.name)
    if branch.ref.url:
        name = f'<a href="{escape(root + branch.ref.url)}">{name}</a>'
    said = escape(tongue.listed(list(filter(None, (
        tongue.say("through {name}", name=branch.through) if branch.depth > DEEPEST else "",
        branch.said)))))
    return f'<span class="state {branch.state}"></span>{name}' + (
        f' <span class="soft">{said}</span>' if said else "")


def picture(branches: Sequence[Branch], words: str) -> Markup:
    """The forest from left to right, a column for each step; `words` tell what it shows.

    It is laid out here, in whole pixels. Shapes tell the states, colours only underline them.
    """
    if not branches:
        return Markup("")
    columns = _columns(branches)
    heights = _heights(branches)
    parents: dict[int, int] = {}  # the row in which the last one of each depth stands
    parts: list[str] = []
    for index, branch in enumerate(branches):
        depth = min(branch.depth, DEEPEST)
        x, y = columns[depth], heights[index]
        parents[depth] = index
        if depth:
            above = parents[depth - 1]
            start = columns[depth - 1] + 16 + round(_cells(_short(branches[above])) * _LETTER)
            parts.append(_curve(start, heights[above], x, y))
        parts.append(_mark(branch.state, x, y))
        parts.append(f'<text x="{x + 12}" y="{y + 4}">{escape(_short(branch))}</text>')
    width, height = columns[-1], max(heights) + _ROW // 2
    return Markup(  # noqa: S704  # escaped above
        f'<svg class="forest" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(words)}">\n' + "\n".join(parts) + "\n</svg>")


def _short(branch: Branch) -> str:
    name = branch.ref.name
    return name if len(name) <= _LONGEST else name[:_LONGEST - 1].rstrip() + "…"


def _cells(text: str) -> int:
    """How wide a text is, in letters; those of East Asia are two, marks on letters none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF"
               else 1 for c in text)


def _columns(branches: Sequence[Branch]) -> list[int]:
    """Where each column begins, and at the end where the picture does."""
    widest: dict[int, int] = {}
    for branch in branches:
        depth = min(branch.depth, DEEPEST)
        widest[depth] = max(widest.get(depth, 0), _cells(_short(branch)))
    found = [8]
    for depth in range(len(widest)):
        found.append(found[-1] + round(widest[depth] * _LETTER) + _BETWEEN)
    return found


def _heights(branches: Sequence[Branch]) -> list[int]:
    """Each one's height: a leaf has a row of its own, others stand midway between their own."""
    heights = [0] * len(branches)
    below: dict[int, list[int]] = {}  # by depth, the heights that wait for their parent
    row = _leaves(branches)
    for index in range(len(branches) - 1, -1, -1):
        depth = min(branches[index].depth, DEEPEST)
        own = below.pop(depth + 1, [])
        if own:
            heights[index] = (own[0] + own[-1]) // 2
        else:
            row -= _ROW
            heights[index] = row
        below.setdefault(depth, []).append(heights[index])
        if depth == 0:
            row -= _GAP
    return heights


def _leaves(branches: Sequence[Branch]) -> int:
    """The height below the last row."""
    depths = [min(branch.depth, DEEPEST) for branch in branches]
    leaves = sum(after <= depth for depth, after in zip(depths, [*depths[1:], 0], strict=True))
    return leaves * _ROW + (depths.count(0) - 1) * _GAP + _ROW // 2


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    """A line from behind a name to the next mark, that leaves and arrives level."""
    start, end = x + 4, to_x - 7
    bend = max(end - 24, start)
    middle = (bend + end) // 2
    return (f'<path class="branch" d="M{start} {y}H{bend}C{middle} {y} {middle} {to_y} '
            f'{end} {to_y}"/>')


def _mark(state: State, x: int, y: int) -> str:
    if state == State.OFF:
        return f'<path class="mark off" d="M{x - 5} {y}H{x + 5}"/>'
    circle = f'<circle class="mark {state}" cx="{x}" cy="{y}" r="4.5"/>'
    if state == State.SOON:
        circle += f'<path class="half" d="M{x} {y - 4}A4 4 0 0 0 {x} {y + 4}Z"/>'
    return circle
