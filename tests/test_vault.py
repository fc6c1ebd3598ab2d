"""The folder a user writes in: found, and its files read, and nothing outside of it."""

import codecs
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from netsite.network.load import load
from netsite.problems import UsageError
from netsite.store.vault import MAX_FILE, contact_ids, find_vault, read_vault, text_of
from netsite.text.source import Files
from tests.conftest import MakeVault
from tests.reading import lines_told, person, told

ANA = {"contacts/ana.md": person()}
OUTSIDE = ("a link that leads outside the vault, or nowhere, is not followed",
           "put the file itself here")
NO_FILE = ("this is a pipe, a device or a folder, not a file", "move it out of the vault")
NOT_READ = ("not read, as README.md and names that start with _ are not",
            "rename it if it should be a contact")
ONLY_MD = ("only .md files are read", "rename it to .md if it should be")
COPY = ("a copy that a sync tool left; it is not read",
        "take over what is new in it, then delete it")


def paths(read: Files) -> list[str]:
    """Give the paths of the contacts and journal files that were read."""
    return [source.path for source in (*read.contacts, *read.journal)]


def ignores_case(folder: Path) -> bool:
    """Whether a file system takes names that differ only by case for one."""
    (folder / "case").touch()
    return (folder / "CASE").exists()


def symlink(path: Path, target: Path | str) -> None:
    """Make a symlink, where the system lets people make them."""
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no symlinks")


# --- finding the vault ---------------------------------------------------------------------------


def test_the_vault_is_the_folder_that_is_given(vault: MakeVault) -> None:
    """`-C DIR` names the vault, whatever is in it."""
    assert find_vault(str(vault({}))) == vault({}).resolve()


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_what_is_given_must_be_a_folder(tmp_path: Path, name: str) -> None:
    """Another path is refused by its name."""
    (tmp_path / "file.txt").touch()

    with pytest.raises(UsageError, match=f"{name} is not a folder"):
        find_vault(str(tmp_path / name))


@pytest.mark.parametrize("file", ["netsite.toml", "contacts/ana.md"])
def test_the_vault_is_the_current_folder(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, file: str,
) -> None:
    """A folder with settings or contacts is a vault."""
    monkeypatch.chdir(vault({file: ""}))

    assert find_vault(None) == vault({}).resolve()


@pytest.mark.parametrize("below", ["contacts", "contacts/work/old", "site/people"])
def test_the_vault_may_lie_above(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, below: str,
) -> None:
    """From a folder inside, the nearest above with settings is the vault."""
    root = vault({"netsite.toml": "", f"{below}/x.md": ""})
    monkeypatch.chdir(root / below)

    assert find_vault(None) == root.resolve()


def test_a_vault_above_needs_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A folder above that only has `contacts/` may be anything, and is not taken."""
    (tmp_path / "contacts" / "a").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "contacts" / "a")

    with pytest.raises(UsageError, match="there is no vault here"):
        find_vault(None)


# --- reading files -------------------------------------------------------------------------------


def test_contacts_journal_and_settings_are_read(vault: MakeVault) -> None:
    """Markdown files of both folders and of folders in them are read, in the order of paths."""
    read = read_vault(vault({
        "netsite.toml": "soon = 3", "contacts/b.md": "b", "contacts/a/c.md": "c",
        "contacts/A.MD": "a", "contacts/d.markdown": "d", "journal/2026.md": "j",
        "journal/old/2025.md": "k", "templates/person.md": "no", "site/index.md": "no",
        "notes.md": "no"}))

    assert paths(read) == ["contacts/A.MD", "contacts/a/c.md", "contacts/b.md",
                           "contacts/d.markdown", "journal/2026.md", "journal/old/2025.md"]
    assert read.settings
    assert (read.settings.path, read.settings.text, read.problems) == (
        "netsite.toml", "soon = 3", ())


def test_an_empty_folder_is_an_empty_vault(vault: MakeVault) -> None:
    """Settings, contacts and journal are all optional."""
    assert read_vault(vault({})) == Files(settings=None, contacts=(), journal=(), problems=())


@pytest.mark.parametrize(("content", "text"), [
    (b"\xef\xbb\xbf---\r\nname: Ana\r\n---\r\n", "---\nname: Ana\n---\n"),
    (b"---\rname: Ana\r---\r", "---\nname: Ana\n---\n"),
    (codecs.BOM_UTF16_LE + "name: Zoë".encode("utf-16-le"), "name: Zoë"),
    (b"name: Jos\xe9", "name: Jos�"),
    (b"a\0b", "a�b"),
    (b"", ""),
])
def test_a_file_is_read_whatever_its_bytes(vault: MakeVault, content: bytes, text: str) -> None:
    """Marks, line ends, encodings and broken bytes leave a text that can be read."""
    read = read_vault(vault({"contacts/ana.md": content}))

    assert [source.text for source in read.contacts] == [text]


@pytest.mark.parametrize("text", [
    "---\nname: Ana\n", "---\nname: Ana\nnote: " + "x" * 300_000 + "\n---\n", "x" * 1_000_000,
    "---\na: &a [x]\nb: *a\nc: !!python/none x\nd: " + "- " * 30_000 + "\n---\n",
    "---\nd: " + "[" * 30_000 + "\n---\n", "- " * 30_000, "## History\n" + "- " * 30_000,
    "> " * 30_000, "[[" * 30_000, "`" * 30_000, "*" * 30_000, "\0" * 1000, "\r" * 1000,
], ids=range(13))
def test_a_nasty_file_costs_nothing_but_itself(vault: MakeVault, text: str) -> None:
    """However a contact's file is made, the vault is read and the others are there."""
    root = vault(ANA | {"contacts/nasty.md": text, "journal/nasty.md": text})

    assert list(load(read_vault(root)).network.people) == ["ana", "nasty"]


def test_a_file_that_is_too_long_is_told(vault: MakeVault) -> None:
    """A file that no contact has is not read into memory."""
    root = vault(ANA)
    with (root / "contacts" / "huge.md").open("wb") as file:
        file.truncate(MAX_FILE + 1)
    read = read_vault(root)

    assert paths(read) == ["contacts/ana.md"]
    assert told(read.problems) == [
        ("contacts/huge.md:1:1: error: longer than 8 MB; it is not read",
         "a contact is a text; move the rest elsewhere")]


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [
    "contacts/.hidden.md", "contacts/.trash/x.md", "contacts/work/.obsidian/_x.md",
    "contacts/.git/x.md", "contacts/.DS_Store", "journal/.x.md", "contacts/photo.jpg",
    "contacts/work/PHOTO.PNG", "journal/a.svg",
])
def test_hidden_files_and_pictures_are_passed_over(vault: MakeVault, path: str) -> None:
    """Files and folders that start with `.`, and pictures, are left out in silence."""
    read = read_vault(vault(ANA | {path: person()}))

    assert (paths(read), read.problems) == (["contacts/ana.md"], ())


@pytest.mark.parametrize("path", [
    "contacts/_x.md", "contacts/work/_x.md", "contacts/_drafts/x.md", "contacts/_drafts/a/x.md",
    "contacts/README.md", "contacts/work/readme.md", "journal/_x.md", "journal/README.md",
])
def test_drafts_and_readmes_are_hinted(vault: MakeVault, path: str) -> None:
    """README.md and what starts with `_` are no contacts, and somebody may have to know."""
    read = read_vault(vault(ANA | {path: "Just a text."}))

    assert (paths(read), told(read.problems)) == (
        ["contacts/ana.md"], [(f"{path}:1:1: hint: {NOT_READ[0]}", NOT_READ[1])])


@pytest.mark.parametrize("path", ["contacts/x.txt", "contacts/x", "contacts/ana.md~",
                                  "contacts/x.vcf", "journal/2026.org"])
def test_other_files_are_hinted(vault: MakeVault, path: str) -> None:
    """A file that is no Markdown is pointed out, in case somebody thinks it is read."""
    read = read_vault(vault(ANA | {path: "x"}))

    assert (paths(read), told(read.problems)) == (
        ["contacts/ana.md"], [(f"{path}:1:1: hint: {ONLY_MD[0]}", ONLY_MD[1])])


@pytest.mark.parametrize("name", [
    "ana.sync-conflict-20261002-101112-ABCDEFG.md",
    "ana (conflicted copy 2026-10-02 101112).md",
    "ana (Kim's conflicted copy 2026-10-02).md",
    "ana (Kim Example's conflicted copy 2026-10-02 (1)).md",
    "ana (Case Conflict).md",
    "ana_conflict-20261002-101112.md",
    "ana[Conflict].md",
])
@pytest.mark.parametrize("folder", ["contacts", "contacts/work", "journal"])
def test_a_copy_of_a_sync_tool_is_named_as_what_it_is(
    vault: MakeVault, folder: str, name: str,
) -> None:
    """A copy that a sync tool left is an error, and no second person."""
    read = read_vault(vault(ANA | {f"{folder}/{name}": person()}))

    assert (paths(read), told(read.problems)) == (
        ["contacts/ana.md"], [(f"{folder}/{name}:1:1: error: {COPY[0]}", COPY[1])])


def test_merge_conflict_marks_are_named_as_what_they_are(vault: MakeVault) -> None:
    """A merge that git left half done is an error at its marks."""
    root = vault({"contacts/ana.md": person(history=[
        "<<<<<<< HEAD", "- 2026-10-02 call", "=======", "- 2026-10-03 call", ">>>>>>> theirs"])})

    assert lines_told(load(read_vault(root)).problems) == [
        "contacts/ana.md:6:1: error: a merge conflict was left in this file",
        "contacts/ana.md:10:1: error: a merge conflict was left in this file"]


@pytest.mark.parametrize("path", ["contacts/x.md", "contacts/work/x.MD", "journal/2026.md"])
def test_a_folder_with_the_name_of_a_contact_is_told(vault: MakeVault, path: str) -> None:
    """A folder called x.md is an error, and is not looked into."""
    read = read_vault(vault(ANA | {f"{path}/inside.md": "x"}))

    assert (paths(read), told(read.problems)) == (["contacts/ana.md"], [
        (f"{path}:1:1: error: this is a folder, though its name is a contact's",
         "rename it without .md")])


def test_ids_that_differ_only_by_case_are_told(vault: MakeVault, tmp_path: Path) -> None:
    """Two files that would be one on another system are an error on both."""
    if ignores_case(tmp_path):
        pytest.skip("this file system takes the two names for one")
    root = vault({"contacts/ana.md": person(), "contacts/ANA.md": person()})

    said = "error: two files have the id ana: contacts/ANA.md and contacts/ana.md"
    assert lines_told(load(read_vault(root)).problems) == [
        f"contacts/ANA.md:1:1: {said}", f"contacts/ana.md:1:1: {said}"]


@pytest.mark.parametrize(("name", "shown"), [
    (b"jos\xe9.md", r"contacts/jos\udce9.md"),
    ("花😀".encode() + b"\xff.md", r"contacts/花😀\udcff.md"),
    ("\uff21".encode() + b"\x80.md", "contacts/\uff21\\udc80.md"),
])
def test_a_file_name_that_is_not_utf_8_is_told(
    vault: MakeVault, name: bytes, shown: str,
) -> None:
    """A name in another encoding is an error that can be printed, whatever else is in it."""
    root = vault(ANA)
    try:
        Path(os.fsdecode(os.fsencode(root / "contacts") + b"/" + name)).write_text(person())
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    read = read_vault(root)

    assert (paths(read), told(read.problems)) == (["contacts/ana.md"], [
        (f"{shown}:1:1: error: the file's name is not UTF-8", "rename it")])
    assert "".join(lines_told(read.problems)).isprintable()


@pytest.mark.parametrize("name", [
    "a\nb.md", "a\x1b[31mb.md", "a\tb.md", "a\x7fb.md", "a\u202eb.md", "a\u2028b.md",
])
@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_control_characters_in_a_file_name_rule_no_terminal(vault: MakeVault, name: str) -> None:
    """A name with a newline or an escape is shown with it spelled out."""
    read = read_vault(vault({f"contacts/{name}": "---\nname: Ana\nmet: x\n---\n",
                             f"contacts/x{name}.txt": ""}))
    told_lines = lines_told(load(read).problems)

    assert len(told_lines) == 2
    assert all(line.isprintable() for line in told_lines)


@pytest.mark.parametrize("name", ["<script>.md", "a:b.md", "a b.md", "a'b\"c.md", "%2e%2e.md",
                                  "-rf.md", "~.md", "a#b.md", "a|b.md", "[a].md"])
@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_other_names_are_ids_as_they_are(vault: MakeVault, name: str) -> None:
    """Any other name is an id."""
    network = load(read_vault(vault({f"contacts/{name}": person()}))).network

    assert list(network.people) == [name.removesuffix(".md")]


# --- what is no file, and what lies elsewhere ----------------------------------------------------


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Make a folder beside the vault, with a file that nobody should see."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(person(name="Secret"))
    return folder


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("path", ["contacts/x.md", "journal/x.md", "netsite.toml"])
def test_a_pipe_does_not_hang_the_reader(vault: MakeVault, path: str) -> None:
    """A pipe in the place of a file is an error, and is not waited for."""
    root = vault(ANA | {"journal/a.md": ""})
    os.mkfifo(root / path)
    read = read_vault(root)

    assert paths(read) == ["contacts/ana.md", "journal/a.md"]
    assert told(read.problems) == [(f"{path}:1:1: error: {NO_FILE[0]}", NO_FILE[1])]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("name", ["_x.md", "README.md", "x.txt"])
def test_a_pipe_that_is_not_read_does_not_hang_the_reader(vault: MakeVault, name: str) -> None:
    """A pipe whose name is passed over is not opened either."""
    root = vault(ANA)
    os.mkfifo(root / "contacts" / name)

    assert paths(read_vault(root)) == ["contacts/ana.md"]


@pytest.mark.parametrize("name", ["secret.md", "nowhere.md", "."])
@pytest.mark.parametrize("path", ["contacts/x.md", "journal/x.md", "netsite.toml"])
def test_a_link_that_leads_outside_is_not_followed(
    vault: MakeVault, outside: Path, path: str, name: str,
) -> None:
    """A symlink out of the vault, or to nowhere, is an error, and nothing of its end is shown."""
    root = vault(ANA | {"journal/a.md": ""})
    symlink(root / path, outside / name)
    read = read_vault(root)

    assert paths(read) == ["contacts/ana.md", "journal/a.md"]
    assert read.settings is None
    assert told(read.problems) == [(f"{path}:1:1: error: {OUTSIDE[0]}", OUTSIDE[1])]


@pytest.mark.parametrize("name", ["_x.md", "README.md"])
def test_a_link_that_is_passed_over_is_not_followed(
    vault: MakeVault, outside: Path, name: str,
) -> None:
    """A name that is passed over is so whatever it leads to."""
    root = vault(ANA)
    symlink(root / "contacts" / name, outside / "secret.md")

    assert told(read_vault(root).problems) == [
        (f"contacts/{name}:1:1: hint: {NOT_READ[0]}", NOT_READ[1])]


def test_a_link_inside_of_the_vault_is_followed(vault: MakeVault) -> None:
    """A symlink to another file of the vault is that file's text under its own name."""
    root = vault({"people/ana.md": person()})
    (root / "contacts").mkdir()
    symlink(root / "contacts" / "x.md", "../people/ana.md")
    read = read_vault(root)

    assert (paths(read), read.problems) == (["contacts/x.md"], ())


def test_a_link_to_itself_is_told(vault: MakeVault) -> None:
    """A loop of symlinks is an error, and is not followed round."""
    root = vault(ANA)
    symlink(root / "contacts" / "a.md", "b.md")
    symlink(root / "contacts" / "b.md", "a.md")
    read = read_vault(root)

    assert paths(read) == ["contacts/ana.md"]
    assert lines_told(read.problems) == [
        f"contacts/{name}.md:1:1: error: {OUTSIDE[0]}" for name in "ab"]


def test_a_folder_that_is_linked_into_itself_is_not_walked_round(vault: MakeVault) -> None:
    """A symlink to a folder above makes no person twice."""
    root = vault(ANA)
    symlink(root / "contacts" / "again", ".")

    assert paths(read_vault(root)) == ["contacts/ana.md"]


def test_a_folder_of_contacts_that_is_a_link_to_itself_is_told(vault: MakeVault) -> None:
    """A loop in the place of `contacts/` is an error."""
    root = vault({})
    symlink(root / "contacts", "contacts")

    assert [(problem.path, problem.level) for problem in read_vault(root).problems] == [
        ("contacts", "error")]


def test_a_vault_may_be_reached_by_a_link(vault: MakeVault, tmp_path: Path) -> None:
    """The vault itself may be a symlink; its files are inside of it all the same."""
    vault(ANA)
    symlink(tmp_path / "link", "vault")

    assert paths(read_vault(tmp_path / "link")) == ["contacts/ana.md"]


@pytest.mark.parametrize("name", ["contacts", "journal"])
def test_a_folder_that_lies_outside_is_not_followed(
    vault: MakeVault, outside: Path, name: str,
) -> None:
    """`contacts` or `journal` as a symlink out of the vault is an error."""
    root = vault({})
    symlink(root / name, outside)
    read = read_vault(root)

    assert paths(read) == []
    assert told(read.problems) == [
        (f"{name}:1:1: error: a link that leads outside the vault is not followed",
         "put the files themselves here")]


def test_a_folder_that_lies_elsewhere_in_the_vault_is_read(vault: MakeVault) -> None:
    """`contacts` may be a symlink to another folder of the vault."""
    root = vault({"people/ana.md": person()})
    symlink(root / "contacts", "people")

    assert paths(read_vault(root)) == ["contacts/ana.md"]


@pytest.mark.parametrize(("name", "problem"), [
    ("friends", ("a link to a folder is not followed", "put the files themselves here")),
    ("friends.md", OUTSIDE),
])
@pytest.mark.parametrize("folder", ["contacts", "contacts/work", "journal"])
def test_a_linked_folder_is_told_and_not_followed(
    vault: MakeVault, outside: Path, folder: str, name: str, problem: tuple[str, str],
) -> None:
    """A symlink to a folder is an error, and is not walked into."""
    root = vault(ANA | {f"{folder}/bo.md": person(name="Bo")})
    symlink(root / folder / name, outside)
    read = read_vault(root)

    assert set(paths(read)) == {"contacts/ana.md", f"{folder}/bo.md"}
    assert told(read.problems) == [(f"{folder}/{name}:1:1: error: {problem[0]}", problem[1])]


def test_a_linked_folder_inside_of_the_vault_is_told_too(vault: MakeVault) -> None:
    """A folder of the vault that is linked to would give its people twice."""
    root = vault(ANA | {"people/bo.md": person()})
    symlink(root / "contacts" / "people", "../people")
    read = read_vault(root)

    assert paths(read) == ["contacts/ana.md"]
    assert lines_told(read.problems) == [
        "contacts/people:1:1: error: a link to a folder is not followed"]


@pytest.mark.parametrize("name", ["contacts", "journal"])
def test_a_file_where_a_folder_should_be_is_told(vault: MakeVault, name: str) -> None:
    """A file called `contacts` is an error."""
    read = read_vault(vault({name: "x"}))

    assert told(read.problems) == [(f"{name}:1:1: error: this should be a folder", "rename it")]


def test_a_folder_where_the_settings_should_be_is_told(vault: MakeVault) -> None:
    """A folder called `netsite.toml` is an error, and the defaults hold."""
    read = read_vault(vault(ANA | {"netsite.toml/x": ""}))

    assert (paths(read), read.settings) == (["contacts/ana.md"], None)
    assert lines_told(read.problems)[0].startswith("netsite.toml:1:1: error: ")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that every user may enter, unlike those that pytest makes."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from netsite.store.vault import read_vault
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
read = read_vault(Path(sys.argv[1]))
print(*(source.path for source in read.contacts), read.settings and read.settings.path, sep="|")
print(*(f"{problem}|{problem.hint}" for problem in read.problems), sep="\\n")
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions are another matter here")
def test_what_must_not_be_read_is_told(open_folder: Path) -> None:
    """A file or folder without permission is an error, and the others are read."""
    for name in ("contacts/ana.md", "contacts/private.md", "contacts/locked/x.md", "netsite.toml"):
        (open_folder / name).parent.mkdir(exist_ok=True)
        (open_folder / name).write_text("")
    locked = [open_folder / name for name in ("contacts/private.md", "contacts/locked",
                                              "netsite.toml")]
    for path in locked:
        path.chmod(0)
    # Permissions do not bind root, so a child reads that gives up being root.
    run = subprocess.run([sys.executable, "-c", READ_AS_NOBODY, str(open_folder)], check=True,
                         capture_output=True, text=True, encoding="utf-8")
    for path in locked:
        path.chmod(0o700)

    denied = "1:1: error: cannot be read: permission denied|check the file and its permissions"
    assert run.stdout.splitlines() == [
        "contacts/ana.md|None", f"netsite.toml:{denied}", f"contacts/locked:{denied}",
        f"contacts/private.md:{denied}"]


# --- one file's text again ------------------------------------------------------------------------


def test_the_text_of_one_file_is_read_again(vault: MakeVault) -> None:
    """A file's text is there once more, to show a line of it."""
    root = vault({"contacts/ana.md": "a\r\nb", "netsite.toml": "soon = 3"})

    assert [text_of(root, path) for path in (
        "contacts/ana.md", "netsite.toml", "contacts/no.md", "contacts", "")] == [
        "a\nb", "soon = 3", "", "", ""]


@pytest.mark.parametrize("path", ["contacts/x.md", "contacts/linked/secret.md",
                                  "../outside/secret.md", "contacts/../../outside/secret.md"])
def test_no_path_leads_outside(vault: MakeVault, outside: Path, path: str) -> None:
    """No path gives the text of a file that lies outside of the vault."""
    root = vault(ANA)
    symlink(root / "contacts" / "x.md", outside / "secret.md")
    symlink(root / "contacts" / "linked", outside)

    assert not text_of(root, path)


# --- ids for completion --------------------------------------------------------------------------


def test_ids_are_known_without_reading(vault: MakeVault) -> None:
    """The ids of a vault are its files' stems, in order."""
    root = vault({"contacts/b.md": "", "contacts/work/a.md": "", "contacts/x.txt": "",
                  "contacts/C.MD": "", "journal/2026.md": "", "contacts/.h.md": ""})

    assert contact_ids(root) == ["C", "a", "b"]


@pytest.mark.parametrize("name", [
    "README.md", "_x.md", "ana.sync-conflict-20261002-101112-ABCDEFG.md",
])
def test_what_is_no_contact_has_no_id(vault: MakeVault, name: str) -> None:
    """A file that is not read is not offered as somebody."""
    assert contact_ids(vault(ANA | {f"contacts/{name}": person()})) == ["ana"]


def test_a_vault_without_contacts_has_no_ids(vault: MakeVault) -> None:
    """A missing folder is an empty one."""
    assert contact_ids(vault({})) == []
