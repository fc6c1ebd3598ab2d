"""Rows of people in tables, drawn without the template engine.

Somebody stands in a dozen tables: of their letter, teams, company, place, tags, and of who is due.
"""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from netsite.network.due import State
from netsite.pages.people import PersonRow, PersonView
from netsite.pages.pieces import escaped, known_link, names_in_line
from netsite.pages.teams import Membership


def people_rows(
    rows: Iterable[PersonRow], root: str, kind: str = "person", *, late: bool = False,
    under: str = "company",
) -> Markup:
    """People as rows of the table in `macros.html`; `root` leads from the page to the site's root.

    `kind` is each row's class beside the state. `late` says how late they are instead of how they
    stand, and `under` names the field that stands below the name.
    """
    return Markup("".join(  # noqa: S704  # escaped below
        f"{_begin(row, root, kind, getattr(row, under), _late(row) if late else standing(row))}"
        f"<td>{escaped(row.cadence)}</td><td>{_day(row.due)}</td>{_teams(row, root)}"
        for row in rows))


def letter_rows(rows: Iterable[PersonRow], root: str) -> Markup:
    """People as rows of the list of all, which shows their last twelve months."""
    return Markup("".join(  # noqa: S704  # escaped below
        f'{_begin(row, root, "person", row.company, standing(row))}'
        f"<td>{escaped(row.cadence)}</td><td>{row.spark}</td>{_teams(row, root)}"
        for row in rows))


def member_rows(rows: Iterable[Membership], root: str, kind: str = "member") -> Markup:
    """People as rows of a team's page, with the days on which they came and went."""
    return Markup("".join(  # noqa: S704  # escaped below
        f"{_begin(row.person, root, kind, row.person.company, standing(row.person))}"
        f"<td>{escaped(row.joined)}</td><td>{escaped(row.left)}</td></tr>" for row in rows))


def standing(row: PersonRow | PersonView) -> Markup:
    """How somebody stands, and out of sight, for the script, how they will by clocks ahead."""
    now = _state(row.state, row.words)
    if not row.ahead:
        return now
    return Markup("").join([now, *(
        Markup('<span class="state {}" data-from="{}" hidden>{}</span>').format(
            state, iso, words) for iso, state, words in row.ahead)])


@lru_cache(maxsize=4096)
def _state(state: State, words: str) -> Markup:
    return Markup(f'<span class="state {state}">{escape(words)}</span>')  # noqa: S704  # escaped


def _late(row: PersonRow) -> Markup:
    return _state(row.state, row.late)


def _begin(row: PersonRow, root: str, kind: str, under: str, state: Markup) -> str:
    """What all rows begin with: the name, the state in words, and the last contact."""
    below = f' <span class="soft">{escaped(under)}</span>' if under else ""
    kind_of_last = f" {escaped(row.kind)}" if row.kind else ""
    last = f"{_day(row.last)}{kind_of_last}" if row.last else '<span class="soft">none yet</span>'
    clock = f' data-clock="{row.clock}"' if row.clock else ""
    return (f'<tr class="{kind} {row.state}"{clock}>'
            f'<th scope="row">{known_link(row.ref, root)}{below}</th>'
            f"<td>{state}</td><td>{last}</td>")


def _teams(row: PersonRow, root: str) -> str:
    return f"<td>{names_in_line(row.teams, root)}</td></tr>"


def _day(iso: str) -> str:
    return f"<time>{iso}</time>" if iso else ""
