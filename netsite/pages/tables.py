"""Rows of people in tables, drawn without the template engine.

Somebody stands in a dozen tables: of their letter, teams, company, place, tags, and of who is due.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from netsite.pages.drawnrows import DrawnRows
from netsite.pages.people import PersonRow
from netsite.pages.pieces import escaped, figures_of, known_link, names_in_line
from netsite.pages.teams import Membership
from netsite.tongue import ENGLISH, Tongue


def people_rows(
    rows: Iterable[PersonRow], root: str, kind: str = "person", *, late: bool = False,
    under: str = "company", tongue: Tongue = ENGLISH,
) -> Markup:
    """People as rows of the table in `macros.html`; `root` leads from the page to the site's root.

    `kind` is each row's class beside the state. `late` says how late they are instead of how they
    stand, and `under` names the field that stands below the name.
    """
    if isinstance(rows, DrawnRows) and rows.way == (root, kind, late, under):
        return rows.html
    return Markup("".join(  # noqa: S704  # escaped below
        f"{_begin(row, root, kind, getattr(row, under), row.late if late else row.words, tongue)}"
        f"<td>{escaped(row.cadence)}</td>{_teams(row, root, tongue)}"
        for row in rows))


def letter_rows(rows: Iterable[PersonRow], root: str, tongue: Tongue = ENGLISH) -> Markup:
    """People as rows of the list of all, which shows their last twelve months."""
    return Markup("".join(  # noqa: S704  # escaped below
        f'{_begin(row, root, "person", row.company, row.words, tongue)}'
        f"<td>{escaped(row.cadence)}</td><td>{row.spark}</td>{_teams(row, root, tongue)}"
        for row in rows))


def member_rows(
    rows: Iterable[Membership], root: str, kind: str = "member", *, tongue: Tongue = ENGLISH,
) -> Markup:
    """People as rows of a team's page, with the days on which they came and went."""
    return Markup("".join(  # noqa: S704  # escaped below
        f"{_begin(row.person, root, kind, row.person.company, row.person.words, tongue)}"
        f"<td>{escaped(row.joined)}</td><td>{escaped(row.left)}</td></tr>" for row in rows))


def _begin(
    row: PersonRow, root: str, kind: str, under: str, words: str, tongue: Tongue,
) -> str:
    """What all rows begin with: the name, the state in words with its day, and the last contact."""
    below = f' <span class="soft">{escaped(under)}</span>' if under else ""
    if kind == "overdue" and row.phone:  # a call sheet, when printed
        below += f' <span class="tel">{escape(row.phone.removeprefix("tel:"))}</span>'
    kind_of_last = f"{escaped(row.kind)} " if row.kind else ""
    due = f" {figures_of(row.due)}" if row.due else ""
    last = (f"{kind_of_last}{figures_of(row.last)}" if row.last else
            f'<span class="soft">{tongue.say_as("contact", "none yet")}</span>')
    clock = f' data-clock="{row.clock}"' if row.clock else ""
    return (f'<tr class="{kind} {row.state}"{clock}>'
            f'<th scope="row">{known_link(row.ref, root)}{below}</th>'
            f'<td><span class="state {row.state}">{escaped(words)}</span>{due}</td><td>{last}</td>')


def _teams(row: PersonRow, root: str, tongue: Tongue) -> str:
    return f"<td>{names_in_line(row.teams, root, tongue)}</td></tr>"
