"""`netsite init`."""

import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import click

from netsite.capture.plan import Change, New, Plan
from netsite.commands.capture import print_commit
from netsite.commands.speaking import say, tongue
from netsite.commands.terminal import wrap
from netsite.problems import UsageError
from netsite.store.commits import commit
from netsite.store.complaints import reason
from netsite.store.git import Repository, find_repository, run
from netsite.store.writing import writing
from netsite.text.settings import SHIPPED_SETTINGS
from netsite.texts import Text
from netsite.tongue import ENGLISH

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
_ENGLISH, _OTHER = '# language = "en"  ', 'language = "{language}"    '
_NEVER, _ALWAYS = '# commit = "never"             #', 'commit = "always"              #'
_IGNORE = """\
# The site is built from the rest: netsite build
/site/
/site.html
/.netsite/
"""


def init(base: str, directory: str | None, today: date, *, git: bool | None) -> None:
    """Make a vault; what is already there is left as it is.

    With `git` it becomes a repository, in which every writing command commits what it wrote. None
    is: a new vault does, unless there is no git here or the folder lies in a repository already.
    Its settings name the language in which this command speaks, so that all others go on in it.
    """
    folder = Path(base) / (directory or ".")
    if today.year < _FIRST_YEAR:
        raise UsageError(Text.of(
            "{today} is too early for the example lines; leave --today out",
            today=today))
    folder.mkdir(parents=True, exist_ok=True)
    new = not os.path.lexists(folder / "netsite.toml")
    with_git = (new or bool(git)) and _with_git(folder, git)
    days = {"met": today - timedelta(400), "recent": today - timedelta(3),
            "older": today - timedelta(60)}
    files = {"netsite.toml": _settings(tongue().language, with_git=with_git),
             ".gitignore": _IGNORE}
    if not (folder / "contacts").exists():
        files |= {"contacts/ana-example.md": _ANA.format(**days),
                  "contacts/bo-example.md": _BO.format(**days)}
    made = [name for name, text in files.items() if _make(folder / name, text)]
    if with_git:
        _commit(folder, {name: files[name] for name in made})
    where = "" if folder.resolve() == Path.cwd() else f" -C {folder}"
    click.echo(say("Now: {command}", command=f"netsite{where} build"))


def _settings(language: str, *, with_git: bool) -> str:
    """The settings as shipped, with what is to be otherwise in this vault."""
    settings = SHIPPED_SETTINGS
    if language != ENGLISH.language:
        settings = settings.replace(_ENGLISH, _OTHER.format(language=language))
    return settings.replace(_NEVER, _ALWAYS) if with_git else settings


def _make(path: Path, text: str) -> bool:
    """Write a file that is not there yet, and say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        click.echo(say("kept {path}, which was there", path=path))
        return False
    click.echo(say("made {path}", path=path))
    return True


def _with_git(folder: Path, wish: bool | None) -> bool:  # noqa: FBT001  # a wish may be open
    """Whether the vault is to have a history of its own; makes the repository."""
    if wish is False:
        return False
    found = find_repository(folder)
    if isinstance(found, Repository):
        return bool(wish) or found.root.samefile(folder)
    answer = run(folder, "init", "-q")
    if answer.status and wish:
        raise UsageError(reason(answer.error))
    return not answer.status


def _commit(folder: Path, files: Mapping[str, str]) -> None:
    """The first commit: what was made."""
    steps = tuple(New(name, text) for name, text in files.items())
    written = [Change(name, None, text.encode()) for name, text in files.items()]
    if not written:
        return
    with writing(folder, "netsite init"):
        done = commit(folder, Plan("init: a new vault", steps), written, ())
    if done.reason:
        print_commit(done)
    else:
        for line in wrap(say("From here on, what the commands write is committed; netsite.toml can "
                             "say no."), "", "  "):
            click.echo(line)
