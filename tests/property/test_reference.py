"""The product agrees with a second reader of the format, on many random vaults."""

import os
import random
from pathlib import Path

import pytest

from netsite.network.due import Due, due_of_all
from netsite.network.load import Vault, load
from netsite.store.vault import read_vault
from netsite.text.names import fold
from tests.conftest import MakeVault
from tests.reference import generate, reader

SEEDS = int(os.environ.get("NETSITE_REFERENCE_SEEDS", "300"))
AT_ONCE = 25

Record = dict[str, str | int | None]


def due_list(vault: Vault) -> list[Record]:
    """Give everybody's clock in the form of the second reader."""
    dues = due_of_all(vault.network, vault.settings, generate.TODAY)
    return [record(vault, dues[person]) for person in sorted(dues)]


def record(vault: Vault, due: Due) -> Record:
    """Give one clock in the form of the second reader."""
    return {
        "id": due.id, "name": vault.network.people[due.id].name, "state": due.state.value,
        "cadence": due.cadence, "last": due.last.day.isoformat() if due.last else None,
        "due": due.due.isoformat() if due.due else None, "days": due.days_late(generate.TODAY)}


def participants(vault: Vault) -> dict[str, list[str]]:
    """Give who was contacted in the form of the second reader."""
    return {f"{line.entry.path}:{line.entry.line}": sorted(line.people)
            for line in vault.network.lines if line.entry.contact}


def members(vault: Vault) -> dict[str, list[str]]:
    """Give who is in which team today in the form of the second reader."""
    return {fold(team.name): sorted(team.on(generate.TODAY))
            for team in vault.network.teams.values()}


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_the_two_readers_agree(vault: MakeVault, tmp_path: Path, first: int) -> None:
    """Who is due when, took part in each line and is in a team, is the same for both readers."""
    for seed in range(first, min(first + AT_ONCE, SEEDS)):
        root = vault(generate.vault(random.Random(seed)))  # noqa: S311
        read = load(read_vault(root))
        expected_due = reader.due(root, generate.TODAY)
        expected = reader.participants(root)
        expected_members = reader.members(root, generate.TODAY)
        root.rename(tmp_path / f"seed-{seed}")  # to look at where the two differ

        assert (seed, due_list(read)) == (seed, expected_due)
        assert (seed, participants(read)) == (seed, expected)
        assert (seed, members(read)) == (seed, expected_members)


def test_one_seed_is_one_vault() -> None:
    """A seed that failed can be looked at again."""
    vaults = [generate.vault(random.Random(7)) for _ in range(2)]  # noqa: S311

    assert vaults[0] == vaults[1]
