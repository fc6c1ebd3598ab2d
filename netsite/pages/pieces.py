"""Pieces of HTML that a site has by the hundred thousand, drawn without the template engine.

A template spends ten times as long on a dated line or a cell; everything else is a template.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial

from markupsafe import Markup, escape

from netsite.pages.changes import FactRow
from netsite.pages.lines import DateRow, LineRow, Ref
from netsite.tongue import ENGLISH, Tongue

# Hebrew, Arabic and their neighbours, as blocks of Unicode.
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
_TITLE = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_WIDTH, _HEIGHT, _STEP = 60, 14, 5


@lru_cache(maxsize=4096)
def spark(counts: tuple[int, ...], tongue: Tongue = ENGLISH) -> Markup:
    """Twelve months of contact, old first, as bars; the words say the same."""
    heights = [min(2 + count * 4, _HEIGHT) if count else 1 for count in counts]
    bars = "".join(f"M{_STEP * index + 2} {_HEIGHT}v-{height}"
                   for index, height in enumerate(heights))
    words = escape(tongue.say("in touch in {n} of the last {months} months",
                              n=sum(map(bool, counts)), months=len(counts)))
    return Markup(  # noqa: S704  # numbers, and escaped words
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{words}"><path d="{bars}"/></svg>')


@lru_cache(maxsize=4096)
def month_cells(counts: tuple[int, ...]) -> Markup:
    """A year's cells of the table of months; most are empty, and end where the next begins."""
    return Markup("".join(f"<td>{count or ''}" for count in counts))  # noqa: S704  # numbers only


def month_heads(tongue: Tongue = ENGLISH) -> Markup:
    """The head cells of the table of months."""
    return _heads(tongue.months, tongue.month_letters)


def _heads(names: Iterable[str], short: Iterable[str]) -> Markup:
    return Markup("").join(
        Markup('<th scope="col"><abbr title="{}">{}</abbr></th>').format(*each)
        for each in zip(names, short, strict=True))


def quarter_heads(tongue: Tongue = ENGLISH) -> Markup:
    """The head cells of a table of quarters, each named by its last month."""
    return _heads(tongue.months[2::3], tongue.short_months[2::3])


@lru_cache(maxsize=4096)
def day_cells(counts: tuple[int, ...], most: int) -> Markup:
    """A week's cells of the table of days; days still to come are left empty.

    `most` is the busiest day's count: the shade, of four, says how near a day comes to it.
    """
    cells = [f'<td class="heat-{(4 * count - 1) // most + 1}">{count}</td>' if count else
             "<td></td>" for count in counts]
    return Markup("".join(cells) + '<td class="ahead"></td>' * (7 - len(counts)))  # noqa: S704  # numbers only


def weekday_heads(tongue: Tongue = ENGLISH) -> Markup:
    """The head cells of the table of days."""
    return _heads(tongue.weekdays, tongue.short_weekdays)


_CURVE_WIDTH, _CURVE_HEIGHT = 1000, 200


def curve(points: tuple[tuple[float, float], ...], words: str) -> Markup:
    """A curve through points whose x and y go from 0 to 1; the words say the same.

    It is stretched to the width it gets, so it has no text in it.
    """
    path = "L".join(f"{x * _CURVE_WIDTH:.0f} {(1 - y) * _CURVE_HEIGHT:.0f}" for x, y in points)
    return Markup(
        '<svg class="curve" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><path d="M{}"/></svg>').format(_CURVE_WIDTH, _CURVE_HEIGHT, words, path)


def lines(
    rows: Iterable[LineRow], root: str, tongue: Tongue = ENGLISH, *, words: bool = False,
) -> Markup:
    """Dated lines as a list; `root` leads from the page to the site's root.

    Their days are as the files have them, below one another; a few may be told in words.
    """
    shown = partial(shown_day, tongue=tongue) if words else figures_of
    items = "\n".join([line_item(row, root, tongue, shown) for row in rows])
    return Markup(f'<ul class="lines">\n{items}\n</ul>')  # noqa: S704  # escaped below


def line_item(row: LineRow, root: str, tongue: Tongue, shown: Callable[[str], str]) -> str:
    """A line as an item of a list, with as few tags as say it: a month's page has 400 of them.

    `shown` gives the HTML of its day.
    """
    iso, kind, who, without, html, source, edit, _, quiet = row
    head = f"<b>{escaped(kind)}</b>" if kind else ""
    if who:
        names = names_in_line(who, root, tongue)
        head += (" " if head else "") + tongue.say("with {names}", names=names)
    if without:
        names = names_in_line(without, root, tongue)
        head += (" " if head else "") + tongue.say("except {names}", names=names)
    text = _in_line(html) if html else ""
    begin = '<li class="quiet">' if quiet else "<li>"
    place = f"<small>{_leading(escaped(source), edit)}</small>" if source else ""
    return (f"{begin}{shown(iso)}"
            f"<div>{head}{': ' if head and text else ''}{text}</div>{place}</li>")


def _in_line(html: str) -> str:
    """A text within a line: what is one paragraph goes on in the line."""
    if html.startswith("<p>") and html.find("</p>") == len(html) - 4:
        return html[3:-4]
    if "<h" in html:  # a title within a line is none of the page's outline
        html = _TITLE.sub(r"<p><strong>\2</strong></p>", html)
    return f'<div class="text">{html}</div>'


def date_item(row: DateRow) -> str:
    """A birthday or another date, as an item of a list of figures."""
    return (f'<div><dt><time datetime="{row.iso}">{escape(row.day)}</time></dt>'
            f"<dd>{link(row.ref, '')}, {escape(row.what)}</dd></div>")


def dates(rows: Iterable[DateRow]) -> Markup:
    """The inside of a list of birthdays and other dates."""
    return Markup("\n".join(map(date_item, rows)))  # noqa: S704  # escaped above


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


def years(
    years: Iterable[tuple[str, Iterable[LineRow]]], root: str, tongue: Tongue = ENGLISH,
) -> Markup:
    """Dated lines by year, each year below its heading."""
    return Markup("".join(  # noqa: S704  # escaped below
        f'<h3 class="year">{year}</h3>\n{lines(rows, root, tongue)}' for year, rows in years))


def chips(teams: Iterable[tuple[Ref, str]], tags: Iterable[Ref], root: str) -> Markup:
    """Teams, with when somebody was in them, and tags, each leading to its page."""
    return Markup("".join([  # noqa: S704  # escaped below
        *(_chip(ref, "chip", f"{ref.name} {words}" if words else ref.name, root)
          for ref, words in teams),
        *(_chip(tag, "chip tag", f"#{tag.name}", root) for tag in tags)]))


@lru_cache(maxsize=4096)
def _chip(ref: Ref, kind: str, shown: str, root: str) -> str:
    if not ref.url:
        return f'<span class="{kind}">{escape(shown)}</span>'
    return f'<a class="{kind}" href="{escape(root + ref.url)}">{escape(shown)}</a>'


def figures(facts: Iterable[tuple[str, str, str]]) -> Markup:
    """The inside of a list of facts, each a name, a text and where that leads, if anywhere."""
    return Markup("".join(  # noqa: S704  # escaped here
        f"<div><dt>{escaped(name)}</dt><dd>{_leading(escape(text), url)}</dd></div>"
        for name, text, url in facts))


def _leading(html: str, url: str) -> str:
    return f'<a href="{escape(url)}">{html}</a>' if url else html


def paragraphs(texts: Iterable[str]) -> Markup:
    """Texts, a paragraph each."""
    return Markup("".join(f"<p>{escape(text)}</p>" for text in texts))  # noqa: S704  # escaped


def month_rows(years: Iterable[tuple[int, Markup]]) -> Markup:
    """The rows of a table of months, from years and their cells."""
    return Markup("".join(  # noqa: S704  # numbers only
        f'<tr><th scope="row">{year}</th>{cells}</tr>' for year, cells in years))


def names(refs: Sequence[Ref], root: str, tongue: Tongue = ENGLISH) -> Markup:
    """Names in a row, each leading to its page: `Ana, Bo and Carl`."""
    return Markup(names_in_line(refs, root, tongue))  # noqa: S704  # escaped below


def names_in_line(refs: Sequence[Ref], root: str, tongue: Tongue = ENGLISH) -> str:
    """The same, for what is drawn in plain Python."""
    if len(refs) < 2:
        return known_link(refs[0], root) if refs else ""
    return tongue.joined([known_link(ref, root) for ref in refs])


def some(refs: Sequence[Ref], total: int, root: str, tongue: Tongue = ENGLISH) -> Markup:
    """The first names of so many: `Ana, Bo, and 3 more`."""
    more = total - len(refs)
    if more <= 0:
        return names(refs, root, tongue)
    shown = tongue.listed([known_link(ref, root) for ref in refs])
    return Markup(tongue.counted(  # noqa: S704  # escaped below
        "{names}, and {n:,} more", "{names}, and {n:,} more", more, names=shown))


def link(ref: Ref, root: str) -> Markup:
    """A name that leads to its page, if it has one."""
    return Markup(_leading(name_in_line(ref.name), root + ref.url if ref.url else ""))  # noqa: S704


def name_in_line(name: str) -> str:
    """A name as HTML within a text; one written from right to left is kept together.

    Without that, what follows it would be drawn into it (Unicode Bidirectional Algorithm, UAX 9).
    """
    html = str(escape(name))
    return f"<bdi>{html}</bdi>" if not name.isascii() and _FROM_THE_RIGHT.search(name) else html


@lru_cache(maxsize=32768)
def known_link(ref: Ref, root: str) -> str:
    """The link to somebody, kept: people stand in many lines and tables."""
    return str(link(ref, root))


def day(iso: str, tongue: Tongue = ENGLISH, *, words: bool = True) -> Markup:
    """A day or a month, for people and machines; in a table better in figures than in words."""
    shown = (shown_day(iso, tongue) if words else figures_of(iso)) if iso else ""
    return Markup(shown)  # noqa: S704  # digits and names of months


def figures_of(iso: str) -> str:
    """A day or a month in figures, as the files have it: for tables and long lists."""
    return f"<time>{iso}</time>"


@lru_cache(maxsize=32768)
def shown_day(iso: str, tongue: Tongue) -> str:
    """A day (`2026-07-01`) or a month in words as HTML: `1 Jul 2026`, `July 2026`."""
    if len(iso) < len("2026-07-01"):
        words = tongue.month_of(*map(int, iso.split("-")))
    else:
        words = tongue.short_day_of_year(date.fromisoformat(iso))
    return f'<time datetime="{iso}">{escape(words)}</time>'


@lru_cache(maxsize=4096)
def escaped(words: str) -> str:
    """Words that come again and again, as HTML."""
    return str(escape(words))
