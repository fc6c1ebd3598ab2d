"""`netsite init`."""

from datetime import date, timedelta
from pathlib import Path

import click

from netsite.problems import UsageError
from netsite.text.settings import SHIPPED_SETTINGS

_ANA = """\
---
name: Ana Example
teams: [old-project]           # the people one worked with: a project, a client site, a class
company: Globex
email: ana@example.com
met: {met}
cadence: quarterly             # how often you want to be in touch; this is the default
---
Free notes in Markdown: what she cares about, what was promised.

- [ ] send her the article

## History

- {recent} coffee with [[bo-example]]: the new job, and who else to ask
"""
_BO = """\
---
name: Bo Example
teams: [old-project]
phone: "+1 555 0100"
birthday: --05-17              # the year is optional, like everything but the name
introduced_by: "[[ana-example]]"
cadence: 6 weeks
---
## History

- {older} call: asked for advice on the offer
"""
_FIRST_YEAR = 1900
_IGNORE = """\
# The site is built from the rest: netsite build
/site/
/.netsite/
"""


def init(base: str, directory: str | None, today: date) -> None:
    """Make a vault; what is already there is left as it is."""
    folder = Path(base) / (directory or ".")
    if today.year < _FIRST_YEAR:
        raise UsageError(f"{today} is too early for the example lines; leave --today out")
    days = {"met": today - timedelta(400), "recent": today - timedelta(3),
            "older": today - timedelta(60)}
    files = {"netsite.toml": SHIPPED_SETTINGS, ".gitignore": _IGNORE}
    if not (folder / "contacts").exists():
        files |= {"contacts/ana-example.md": _ANA.format(**days),
                  "contacts/bo-example.md": _BO.format(**days)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            click.echo(f"made {path}")
        except FileExistsError:
            click.echo(f"kept {path}, which was there")
    where = "" if folder.resolve() == Path.cwd() else f" -C {folder}"
    click.echo(f"Now: netsite{where} build")
