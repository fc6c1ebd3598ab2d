"""`netsite open`."""

import webbrowser
from pathlib import Path

import click

from netsite.commands.reading import find_person, load_vault
from netsite.pages.addresses import assign
from netsite.pages.output import output_folder
from netsite.problems import UsageError
from netsite.texts import Text


def open_page(vault: Path, person: str | None, output: str | None) -> None:
    """Open Today or a person's page; raises UsageError where the site was not built."""
    loaded = load_vault(vault)
    page = "index.html"
    if person is not None:
        addresses, _ = assign(loaded.network)
        page = addresses.people[find_person(loaded.network, person)]
    path = output_folder(vault, output, loaded.settings.output) / page
    if not path.is_file():
        raise UsageError(Text.of("{path} is not there yet; `netsite build` makes it", path=path))
    click.echo(path)
    webbrowser.open(path.as_uri())
