"""Pieces of HTML that a site has by the hundred thousand, drawn without the template engine.

A template spends ten times as long on a dated line or a cell; everything else is a template.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from markupsafe import Markup

from netsite.pages.changes import FactRow
from netsite.pages.lines import LineRow, Ref
from netsite.pages.words import MONTHS, WEEKDAYS

_WIDTH, _HEIGHT, _STEP = 60, 14, 5


@lru_cache(maxsize=4096)
def spark(counts: tuple[int, ...]) -> Markup:
    """Twelve months of contact, old first, as bars; the words say the same."""
    bars = []
    for index, count in enumerate(counts):
        height = min(2 + count * 4, _HEIGHT) if count else 1
        bars.append(f'<rect x="{index * _STEP}" y="{_HEIGHT - height}" width="4" '
                    f'height="{height}"/>')
    words = f"in touch in {sum(map(bool, counts))} of the last {len(counts)} months"
    return Markup(  # noqa: S704  # numbers only
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{words}">{"".join(bars)}</svg>')


@lru_cache(maxsize=4096)
def month_cells(counts: tuple[int, ...]) -> Markup:
    """A year's cells of the table of months."""
    return Markup("".join(  # noqa: S704  # numbers only
        f'<td class="met">{count}</td>' if count else "<td></td>" for count in counts))


def month_heads() -> Markup:
    """The head cells of the table of months."""
    return Markup("").join(
        Markup('<th scope="col"><abbr title="{}">{}</abbr></th>').format(name, name[0])
        for name in MONTHS)


@lru_cache(maxsize=4096)
def day_cells(counts: tuple[int, ...], most: int) -> Markup:
    """A week's cells of the table of days; days still to come are left empty.

    `most` is the busiest day's count: the shade, of four, says how near a day comes to it.
    """
    cells = [f'<td class="heat-{(4 * count - 1) // most + 1}">{count}</td>' if count else
             "<td></td>" for count in counts]
    return Markup("".join(cells) + '<td class="ahead"></td>' * (7 - len(counts)))  # noqa: S704  # numbers only


def weekday_heads() -> Markup:
    """The head cells of the table of days."""
    return Markup("").join(
        Markup('<th scope="col"><abbr title="{}">{}</abbr></th>').format(name, name[:2])
        for name in WEEKDAYS)


_CURVE_WIDTH, _CURVE_HEIGHT = 1000, 200


def curve(points: tuple[tuple[float, float], ...], words: str) -> Markup:
    """A curve through points whose x and y go from 0 to 1; the words say the same.

    It is stretched to the width it gets, so it has no text in it.
    """
    path = "L".join(f"{x * _CURVE_WIDTH:.0f} {(1 - y) * _CURVE_HEIGHT:.0f}" for x, y in points)
    return Markup(
        '<svg class="curve" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><path d="M{}"/></svg>').format(_CURVE_WIDTH, _CURVE_HEIGHT, words, path)


def lines(rows: Iterable[LineRow], root: str) -> Markup:
    """Dated lines as a list; `root` leads from the page to the site's root."""
    items = "\n".join(_line(row, root) for row in rows)
    return Markup(f'<ul class="lines">\n{items}\n</ul>')  # noqa: S704  # escaped below


def _line(row: LineRow, root: str) -> str:
    head = f'<span class="kind">{_escaped(row.kind)}</span>' if row.kind else ""
    if row.who:
        head += f"{' ' if head else ''}with {_names(row.who, root)}"
    if row.without:
        head += f"{' ' if head else ''}except {_names(row.without, root)}"
    html = row.html
    text = _inline(html) or (f'<div class="text">{html}</div>' if html else "")
    return (f'<li class="line{" quiet" if row.quiet else ""}">'
            f'<time datetime="{row.iso}">{row.iso}</time> '
            f'<div class="said">{head}{": " if head and text else ""}{text}</div>'
            f"{_source(row) if row.source else ''}</li>")


def facts(rows: Iterable[FactRow]) -> Markup:
    """Facts that changed, one below the other."""
    return Markup("\n".join(map(_fact, rows)))  # noqa: S704  # escaped below


def _fact(row: FactRow) -> str:
    head = f'<span class="fact"><span class="kind">{escape(row.kind)}</span>'
    before, after = escape(row.before), escape(row.after)
    if before and after:
        return f'{head} <span class="was">{before}</span> → {after}</span>'
    if before or after:
        value = after or f"<del>{before}</del>"
        return f'{head} {value} <span class="soft">{row.note}</span></span>'
    return f"{head}</span>"


def _source(row: LineRow) -> str:
    source = escape(row.source)
    if row.edit:
        source = f'<a href="{escape(row.edit)}">{source}</a>'
    return f' <span class="source">{source}</span>'


def _inline(html: str) -> str:
    """The inside of a text that is one paragraph, or ""."""
    single = html.startswith("<p>") and html.find("</p>") == len(html) - 4
    return html[3:-4] if single else ""


def _names(refs: tuple[Ref, ...], root: str) -> str:
    if len(refs) == 1:
        return _link(refs[0], root)
    names = [_link(ref, root) for ref in refs]
    return f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=32768)
def _link(ref: Ref, root: str) -> str:
    name = escape(ref.name)
    return f'<a href="{escape(root + ref.url)}">{name}</a>' if ref.url else name


_escaped = lru_cache(maxsize=1024)(escape)  # kinds of lines are few
