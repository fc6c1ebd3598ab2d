"""A vault's texts to its network, with every problem."""

import itertools
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from netsite.model import Settings
from netsite.network.load import load
from netsite.problems import Level, Problem
from tests.reading import files, lines_told, person, read, told


def test_an_empty_vault_is_a_network_of_nobody() -> None:
    """A vault without files is no mistake."""
    vault = read({})

    assert (vault.settings, vault.network.people, vault.network.lines, vault.problems) == (
        Settings(), {}, (), ())


def test_settings_are_read_and_used() -> None:
    """The words that are no contact are the settings' own."""
    vault = read({
        "netsite.toml": 'not_contact = ["memo"]',
        "contacts/ana.md": person(history=["- 2026-10-02 memo: x", "- 2026-10-01 note: y"])})

    assert [(str(line.entry.day), line.entry.contact) for line in vault.network.lines] == [
        ("2026-10-02", False), ("2026-10-01", True)]


def test_all_problems_are_told_in_the_order_of_their_places() -> None:
    """Settings, contacts, journal, links and checks: each problem is told, sorted by place."""
    vault = read({
        "netsite.toml": "soon = -1",
        "journal/a.md": "- 2026-10-02 lunch\n- 2026-3-5 x\n",
        "contacts/b.md": person("met: soon", name="Bo", history=["- 2026-10-02 with [[nobody]]"]),
        "contacts/a.md": person(notes="[[nobody]]", name="")})

    assert lines_told(vault.problems) == [
        "contacts/a.md:1:1: warning: there is no name; the file's name stands in",
        "contacts/a.md:3:1: warning: “nobody” names nobody",
        "contacts/b.md:3:6: error: met is “soon”, which is no day",
        "contacts/b.md:7:19: warning: “nobody” names nobody",
        "journal/a.md:1:1: warning: this line of the journal names nobody as met",
        "journal/a.md:2:3: warning: “2026-3-5” is nearly a date, and not read as one",
        "netsite.toml:1:1: error: soon cannot be used as it is"]


def test_what_could_not_be_read_is_told_too() -> None:
    """Problems that came with the files are among the vault's."""
    problem = Problem("contacts/x.md", 1, 1, Level.ERROR, "cannot be read: permission denied")

    assert load(replace(files({}), problems=(problem,))).problems == (problem,)


@pytest.mark.parametrize(("first", "second"), [
    ("contacts/ana.md", "contacts/friends/ana.md"),
    ("contacts/Ana.md", "contacts/work/ana.md"),
    ("contacts/ana.markdown", "contacts/ana.md"),
    ("contacts/a/zoë.md", unicodedata.normalize("NFD", "contacts/b/zoë.md")),
    ("contacts/a/Groß.md", "contacts/b/gross.md"),
])
def test_two_files_of_one_id_are_an_error_on_both(first: str, second: str) -> None:
    """Ids compare case-folded and normalised; both files are told, and the first is shown."""
    vault = read({first: person(name="First", history=["- 2026-10-02 call"]),
                  second: person(name="Second", history=["- 2026-10-03 call"])})

    assert [contact.name for contact in vault.network.people.values()] == ["First"]
    assert [str(line.entry.day) for line in vault.network.lines] == ["2026-10-02"]
    assert {(problem.path, problem.level) for problem in vault.problems} == {
        (first, "error"), (second, "error")}
    assert len({problem.message for problem in vault.problems}) == 1
    message, hint = vault.problems[0].message, vault.problems[0].hint
    assert message.startswith("two files have the id ")
    assert message.endswith(f": {first} and {second}")
    assert hint == "rename one; until then only the first is shown"


def test_what_else_is_wrong_with_the_second_of_two_files_is_told() -> None:
    """A file that is not shown is still checked by itself."""
    vault = read({"contacts/a/ana.md": person(), "contacts/b/ana.md": person("met: soon")})

    assert "contacts/b/ana.md:3:6: error: met is “soon”, which is no day" in lines_told(
        vault.problems)


def test_a_person_and_a_group_cannot_share_an_id() -> None:
    """Ids are one space for people and groups."""
    vault = read({"contacts/a/x.md": person(), "contacts/b/x.md": person("kind: group")})

    assert [problem.level for problem in vault.problems] == ["error", "error"]


def test_front_matter_of_a_journal_is_no_part_of_it() -> None:
    """A journal file may have front matter; its lines keep their numbers."""
    vault = read({"contacts/ana.md": person(),
                  "journal/a.md": "---\ntitle: 2026\n---\n- 2026-10-02 call with [[ana]]\n"})

    assert [(line.entry.path, line.entry.line) for line in vault.network.lines] == [
        ("journal/a.md", 4)]


@pytest.mark.parametrize(("journal", "problem", "hint"), [
    (b"- 2026-10-02 caf\xe9 with [[ana]]\n", "1:17: error: byte 0xe9 is not UTF-8",
     "save the file as UTF-8; until then the byte is shown as �"),
    (b"<<<<<<< HEAD\n- 2026-10-02 call with [[ana]]\n",
     "1:1: error: a merge conflict was left in this file",
     "keep one of the two versions, and take out the lines with the marks"),
    (b"---\n- 2026-10-02 call with [[ana]]\n", "1:1: error: the front matter is never closed",
     "put a line of --- after its last key"),
])
def test_a_journals_mistakes_are_told(journal: bytes, problem: str, hint: str) -> None:
    """What is wrong with a journal file is told, and its lines are read."""
    vault = read({"contacts/ana.md": person(), "journal/a.md": journal})

    assert told(vault.problems) == [(f"journal/a.md:{problem}", hint)]
    assert [line.people for line in vault.network.lines] == [("ana",)]


def test_settings_whose_bytes_are_broken_are_told() -> None:
    """A Latin-1 byte in the settings is an error at its place."""
    vault = read({"netsite.toml": b'owner = "Jos\xe9"'})

    assert lines_told(vault.problems) == [
        "netsite.toml:1:13: error: byte 0xe9 is not UTF-8"]


def test_the_order_of_the_files_does_not_matter() -> None:
    """The same files in another order are the same network and the same problems."""
    texts = {
        "contacts/ana.md": person("teams: [Atlas]", history=["- 2026-10-02 with [[bo]]"]),
        "contacts/bo.md": person("teams: [atlas]", name="Bo", notes="[[ana]] [[nobody]]"),
        "contacts/cy.md": person("kind: group", "members: [ana]", name="Cy"),
        "journal/a.md": "- 2026-10-02 dinner with [[atlas]]\n"}
    vaults = [read(dict(order)) for order in itertools.permutations(texts.items())]

    assert {repr(vault.problems) for vault in vaults} == {repr(vaults[0].problems)}
    assert all(vault.network.lines == vaults[0].network.lines for vault in vaults)
    assert [name for vault in vaults for name in (vault.network.teams["atlas"].name,)] == (
        ["Atlas"] * len(vaults))


def test_everything_in_a_network_is_in_a_fixed_order() -> None:
    """People, groups and teams are ordered by id and key."""
    vault = read({f"contacts/{name}.md": person(f"teams: [t-{name}]") for name in "cba"})

    assert list(vault.network.people) == ["a", "b", "c"]
    assert list(vault.network.teams) == ["t-a", "t-b", "t-c"]


@pytest.mark.parametrize("text", [
    "", "---", "---\n---", "\ufeff", "- [[", "## History\n- 2026-10-02 with [[ana]] except [[ana]]",
    "---\nteams: [ana]\nmembers: [ana]\nintroduced_by: ana\n---\n[[ana]]",
    "---\nkind: group\nteams: [ana]\nmembers: [ana]\n---\n## History\n- 2026-10-02 x with [[ana]]",
    "---\naliases: ['', ' ', '\u200b']\n---\n[[\u200b]]",
])
def test_a_strange_file_does_no_harm(text: str) -> None:
    """A file that speaks of itself, or says nothing, is read."""
    vault = read({"contacts/ana.md": text, "contacts/bo.md": text, "journal/a.md": text})

    assert len({*vault.network.people, *vault.network.groups}) == 2


def test_a_vault_of_many_is_read_in_little_time() -> None:
    """A thousand contacts with a line each take seconds at most."""
    texts = {f"contacts/p{n}.md": person(
        "teams: [atlas]", name=f"Person {n}", history=[f"- 2026-10-02 call with [[p{n // 2}]]"])
        for n in range(1000)}
    texts["journal/a.md"] = "- 2026-10-02 dinner with [[atlas]]\n" * 10

    vault = read(texts)
    assert (len(vault.network.people), len(vault.network.lines)) == (1000, 1010)
    assert len(vault.network.teams["atlas"].on(date(2026, 10, 2))) == 1000
