"""The site on disk: only what differs is written, and nothing but the site is touched."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from netsite.build import build
from netsite.pages.output import MANIFEST, Output, output_folder
from netsite.pages.render import Renderer
from netsite.pages.site import Page
from netsite.problems import UsageError
from tests.conftest import MakeVault
from tests.drawing import TODAY
from tests.reading import person

ROOT = Path(__file__).resolve().parent.parent
HEADER = "netsite site 1\n"
ANA: dict[str, str | bytes] = {"contacts/ana.md": person(history=("- 2026-10-02 call: hello",))}
BO: dict[str, str | bytes] = {"contacts/bo.md": person(name="Bo Chen")}
links = pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for a site; it is not made."""
    return tmp_path / "site"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a home of our own."""
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))


def write_site(folder: Path, files: Mapping[str, bytes]) -> Output:
    """Write a site of these files."""
    out = Output(folder)
    with out.begun():
        for name, data in files.items():
            out.write(name, data)
        out.finish()
    return out


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its path, links as where they lead."""
    return {path.relative_to(folder).as_posix():
            f"-> {path.readlink()}".encode() if path.is_symlink() else path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file()}


def site_of(folder: Path) -> dict[str, bytes]:
    """Give every file of a site but the manifest."""
    return {name: data for name, data in contents(folder).items() if name != MANIFEST}


def test_a_site_is_its_files_and_a_manifest(folder: Path) -> None:
    """Every file is written, folders are made, and the manifest lists them."""
    out = write_site(folder, {
        "index.html": b"one", "people/ana.html": b"two", "static/a.css": b"3"})

    assert contents(folder) == {
        "index.html": b"one", "people/ana.html": b"two", "static/a.css": b"3",
        MANIFEST: (HEADER + "index.html\npeople/ana.html\nstatic/a.css\n").encode()}
    assert (out.written, out.unchanged, out.removed) == (2, 0, 0)


def test_only_what_differs_is_written(folder: Path) -> None:
    """A file with the same bytes is not touched, one with others is replaced as a whole."""
    write_site(folder, {"a.html": b"a", "b.html": b"b", "c.css": b"c"})
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    out = write_site(folder, {"a.html": b"a", "b.html": b"B", "c.css": b"c"})

    assert {path.name for path in folder.iterdir() if path.stat().st_mtime != 1} == {"b.html"}
    assert (out.written, out.unchanged, out.removed, (folder / "b.html").read_bytes()) == (
        1, 1, 0, b"B")


def test_a_file_of_the_same_length_is_compared(folder: Path) -> None:
    """Not the length or the time of a file but its bytes say whether it differs."""
    write_site(folder, {"a.html": b"aaa"})
    (folder / "a.html").write_bytes(b"xyz")

    assert (write_site(folder, {"a.html": b"aaa"}).written, site_of(folder)) == (
        1, {"a.html": b"aaa"})


def test_what_is_stale_is_removed(folder: Path) -> None:
    """What an earlier build wrote and this one did not is removed, and its empty folders too."""
    write_site(folder, {"a.html": b"a", "people/x/y.html": b"y", "people/b.html": b"b"})
    out = write_site(folder, {"a.html": b"a", "people/b.html": b"b"})

    assert (site_of(folder), out.removed, (folder / "people/x").exists()) == (
        {"a.html": b"a", "people/b.html": b"b"}, 1, False)


def test_stale_files_are_removed_last(folder: Path) -> None:
    """While a site is written everything of the old one is still there."""
    write_site(folder, {"old.html": b"old"})
    out = Output(folder)
    with out.begun():
        out.write("new.html", b"new")

        assert site_of(folder) == {"new.html": b"new", "old.html": b"old"}


def test_only_what_the_manifest_lists_is_removed(folder: Path) -> None:
    """A file that netsite did not write stays, also in a folder of pages."""
    write_site(folder, {"people/a.html": b"a"})
    (folder / "people/mine.html").write_bytes(b"mine")
    (folder / "CNAME").write_bytes(b"example.com")
    write_site(folder, {"b.html": b"b"})

    assert site_of(folder) == {
        "CNAME": b"example.com", "b.html": b"b", "people/mine.html": b"mine"}


def test_a_stale_name_that_is_now_a_folder_stays(folder: Path) -> None:
    """Where the manifest names a file and a folder stands there, nothing is removed."""
    write_site(folder, {"a.html": b"a", "b.html": b"b"})
    (folder / "a.html").unlink()
    (folder / "a.html").mkdir()
    (folder / "a.html/mine").write_bytes(b"mine")

    assert (write_site(folder, {"b.html": b"b"}).removed, site_of(folder)) == (
        0, {"a.html/mine": b"mine", "b.html": b"b"})


def test_a_site_goes_back_into_an_empty_state(folder: Path) -> None:
    """A build without any files leaves the manifest alone."""
    write_site(folder, {"a/b/c.html": b"a"})
    write_site(folder, {})

    assert contents(folder) == {MANIFEST: HEADER.encode()}


HOSTILE_MANIFESTS = [
    "../precious.md", "../../precious.md", "people/../../precious.md", "./../precious.md",
    "{absolute}", "/{absolute}", "..\\precious.md", "people/../../../{parent}/precious.md",
    "..", ".", "", "../", "../.", "link/precious.md", "link", "\0", "../precious.md\r", "~/x",
]


@links
@pytest.mark.parametrize("line", HOSTILE_MANIFESTS)
def test_a_hostile_manifest_removes_nothing(tmp_path: Path, folder: Path, line: str) -> None:
    """Lines of a manifest that lead out of the site are passed over, through links too."""
    precious = tmp_path / "precious.md"
    precious.write_bytes(b"dear")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.md").write_bytes(b"dear")
    write_site(folder, {"a.html": b"a"})
    (folder / "link").symlink_to(outside)
    hostile = line.replace("{absolute}", str(precious)).replace("{parent}", tmp_path.name)
    (folder / MANIFEST).write_text(f"{HEADER}{hostile}\n", newline="\n")
    out = write_site(folder, {"a.html": b"a"})

    assert (precious.read_bytes(), contents(outside), out.removed) == (
        b"dear", {"precious.md": b"dear"}, 0)


@pytest.mark.parametrize("manifest", [b"", b"mine.html\n", b"some other file 1\nmine.html\n",
                                      b"\xff\xfe\n", b"netsite site 2\nmine.html\n"])
def test_a_manifest_of_another_kind_removes_nothing(folder: Path, manifest: bytes) -> None:
    """A manifest that is not one of netsite's lists nothing."""
    folder.mkdir()
    (folder / "mine.html").write_bytes(b"mine")
    (folder / MANIFEST).write_bytes(manifest)
    write_site(folder, {"a.html": b"a"})

    assert site_of(folder) == {"a.html": b"a", "mine.html": b"mine"}


@links
def test_a_folder_of_pages_that_is_a_link_is_refused(tmp_path: Path, folder: Path) -> None:
    """Pages are not written through a link in the site; it is named."""
    outside = tmp_path / "outside"
    outside.mkdir()
    folder.mkdir()
    (folder / "people").symlink_to(outside)

    with pytest.raises(UsageError, match="people is a link or a file where a folder"):
        write_site(folder, {"people/ana.html": b"x"})
    assert contents(outside) == {}


def test_a_file_where_a_folder_should_be_is_refused(folder: Path) -> None:
    """A file that stands where the site needs a folder is not taken away."""
    folder.mkdir()
    (folder / "people").write_bytes(b"mine")

    with pytest.raises(UsageError, match="people is a link or a file where a folder"):
        write_site(folder, {"people/ana.html": b"x"})
    assert (folder / "people").read_bytes() == b"mine"


@links
def test_a_page_that_is_a_link_is_replaced(tmp_path: Path, folder: Path) -> None:
    """A link in a page's place is replaced, and what it led to stays as it is."""
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"dear")
    folder.mkdir()
    (folder / "a.html").symlink_to(outside)
    write_site(folder, {"a.html": b"a"})

    assert (outside.read_bytes(), site_of(folder)) == (b"dear", {"a.html": b"a"})


@links
@pytest.mark.parametrize("text", ["dear\n", f"{HEADER}mine.html\n"])
def test_a_manifest_that_is_a_link_is_refused(tmp_path: Path, folder: Path, text: str) -> None:
    """What a linked manifest lists is not removed, and nothing is written to where it leads."""
    outside = tmp_path / "outside.txt"
    outside.write_text(text)
    folder.mkdir()
    (folder / "mine.html").write_bytes(b"mine")
    (folder / MANIFEST).symlink_to(outside)

    with pytest.raises(UsageError, match="is a link; take it away"):
        write_site(folder, {"a.html": b"a"})
    assert (outside.read_text(), site_of(folder)) == (text, {"mine.html": b"mine"})


@links
def test_what_was_cut_off_is_not_written_through(tmp_path: Path, folder: Path) -> None:
    """A link in the place of the file that is written first leads nothing out of the site."""
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"dear")
    folder.mkdir()
    (folder / f".netsite-{os.getpid()}.tmp").symlink_to(outside)

    with pytest.raises(OSError, match=r"netsite-\d+\.tmp"):
        write_site(folder, {"a.html": b"a"})
    assert outside.read_bytes() == b"dear"


def test_what_a_killed_build_left_is_swept(folder: Path) -> None:
    """A half-written file of a process that is gone is taken away by the next build."""
    write_site(folder, {"a/b.html": b"a"})
    left = folder / "a" / ".netsite-4194305.tmp"  # above the highest process number of Linux
    left.write_bytes(b"ha")
    write_site(folder, {"a/b.html": b"a"})

    assert not left.exists()


@links
def test_the_sweep_follows_no_link(tmp_path: Path, folder: Path) -> None:
    """What a killed build left is looked for in the site's own folders alone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait(60)
    left = f".netsite-{process.pid}.tmp"
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / left).write_bytes(b"dear")
    write_site(folder, {"a.html": b"a"})
    (folder / left).write_bytes(b"half")
    (folder / "link").symlink_to(outside)
    (folder / MANIFEST).write_text(f"{HEADER}a.html\nlink/x.html\n", newline="\n")
    write_site(folder, {"a.html": b"a"})

    assert (contents(outside), (folder / left).exists()) == ({left: b"dear"}, False)


def test_nothing_half_written_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose writing fails leaves the old one whole, and nothing beside it."""
    write_site(folder, {"a.html": b"old"})
    out = Output(folder)
    real = os.write

    def full(descriptor: int, data: bytes) -> int:
        real(descriptor, data[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"), out.begun():
        out.write("a.html", b"new")
    assert site_of(folder) == {"a.html": b"old"}


# Which folder


@pytest.mark.parametrize("given", ["home", ".", "vault", "vault/contacts", "vault/contacts/site",
                                   "vault/journal", "vault/templates/x", "vault/.git",
                                   "vault/contacts/../contacts/x", "/", "vault/.netsite",
                                   "vault/../vault", "vault/site/../contacts"])
def test_a_folder_with_what_is_the_users_own_is_refused(
    vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str,
) -> None:
    """Home, the vault, its sources, and everything above or inside these is refused."""
    root = vault(ANA | {"journal/2026.md": "", "templates/x": ""})
    before = contents(tmp_path)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match="--output"):
        build(root, TODAY, given)
    assert contents(tmp_path) == before


@links
@pytest.mark.parametrize("name", ["contacts", ".", "../home"])
def test_a_link_to_what_is_the_users_own_is_refused(
    vault: MakeVault, tmp_path: Path, name: str,
) -> None:
    """A link does not hide what folder it leads to."""
    root = vault(ANA)
    (root / "site").symlink_to(root / name)
    before = contents(tmp_path)

    with pytest.raises(UsageError, match="--output"):
        build(root, TODAY)
    assert contents(tmp_path) == before


def test_a_folder_with_foreign_files_is_refused(vault: MakeVault, tmp_path: Path) -> None:
    """A folder that has files in it which netsite did not write is left as it is."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_bytes(b"dear")

    with pytest.raises(UsageError, match="has files in it that netsite did not write"):
        build(vault(ANA), TODAY, str(other))
    assert contents(other) == {"thesis.txt": b"dear"}


def test_a_file_is_no_folder(vault: MakeVault, tmp_path: Path) -> None:
    """A file in the output's place is refused."""
    (tmp_path / "other").write_bytes(b"dear")

    with pytest.raises(UsageError, match="is not a folder"):
        build(vault(ANA), TODAY, str(tmp_path / "other"))
    assert (tmp_path / "other").read_bytes() == b"dear"


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep", ".nojekyll", "CNAME", ".DS_Store"])
def test_a_folder_kept_ready_is_accepted(vault: MakeVault, name: str) -> None:
    """A folder that has only what keeps it in git or serves it is used, and that left alone."""
    root = vault(ANA | {f"site/{name}": "*\n"})
    first = build(root, TODAY)
    build(vault(ANA), TODAY)

    assert ((root / "site" / name).read_bytes(), first.written > 0) == (b"*\n", True)


@pytest.mark.parametrize("setting", ["../x", "/else/x", "..", "a/../../x", "contacts", "contacts/x",
                                     ".", "journal", "templates/static"])
def test_the_setting_stays_in_the_vault(vault: MakeVault, tmp_path: Path, setting: str) -> None:
    """`output` in netsite.toml cannot lead out of the vault, nor into its sources."""
    root = vault(ANA | {"netsite.toml": f'output = "{setting}"\n'})
    before = contents(tmp_path)

    with pytest.raises(UsageError):
        build(root, TODAY)
    assert contents(tmp_path) == before


def test_the_setting_may_name_a_folder_of_the_vault(vault: MakeVault) -> None:
    """`output` in netsite.toml is relative to the vault, wherever the command is run."""
    root = vault(ANA | {"netsite.toml": 'output = "public/net"\n'})

    assert (build(root, TODAY).folder, (root / "public/net/index.html").is_file()) == (
        root / "public/net", True)


@pytest.mark.parametrize("given", ["elsewhere", "vault/public", "a/b/c", "vault-site"])
def test_the_command_line_may_name_any_folder(
    vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str,
) -> None:
    """`--output` is relative to the current folder, may lie outside, and beats the setting."""
    root = vault(ANA | {"netsite.toml": 'output = "../x"\n'})
    monkeypatch.chdir(tmp_path)

    assert (build(root, TODAY, given).folder, (tmp_path / given / "index.html").is_file()) == (
        tmp_path / given, True)


def test_a_tilde_is_home(vault: MakeVault, tmp_path: Path) -> None:
    """`--output ~/net` is a folder in the user's home."""
    assert output_folder(vault(ANA), "~/net", "site") == tmp_path / "home/net"


def test_a_site_moves_with_its_manifest(vault: MakeVault, tmp_path: Path) -> None:
    """A folder that holds a site of netsite's is used again."""
    root = vault(ANA)
    build(root, TODAY)
    (root / "site").rename(tmp_path / "moved")

    assert build(root, TODAY, str(tmp_path / "moved")).written == 0


# Interruptions


def interrupt(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build a vault, and raise in the middle of its pages."""
    real = Renderer.data

    def data(self: Renderer, page: Page) -> bytes:
        if page.url == "teams/index.html":
            raise KeyboardInterrupt
        return real(self, page)

    with monkeypatch.context() as patched:
        patched.setattr(Renderer, "data", data)
        with pytest.raises(KeyboardInterrupt):
            build(root, TODAY)


def test_an_interrupted_build_leaves_the_old_site_whole(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After an interruption every page of the old site is there, each the old or the new one."""
    root = vault(ANA | BO)
    build(root, TODAY)
    old = site_of(root / "site")
    (root / "contacts/bo.md").unlink()
    vault({"contacts/carl.md": person(name="Carl Ito"),
           "contacts/ana.md": person(name="Ana Lima")})
    interrupt(root, monkeypatch)
    now = site_of(root / "site")

    assert (set(now) - set(old), set(old) - set(now)) == ({"people/carl.html"}, set())
    assert {name for name in old if now[name] != old[name]} == {
        "people/ana.html", "people/index.html"}
    assert all(page.endswith(b"</html>\n") for name, page in now.items() if name.endswith(".html"))


def test_the_next_build_cleans_up(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an interruption the next build gives what a first one gives, and nothing else."""
    root = vault(ANA | BO)
    build(root, TODAY)
    vault({"contacts/carl.md": person(name="Carl Ito")})
    interrupt(root, monkeypatch)
    (root / "contacts/carl.md").unlink()
    build(root, TODAY)
    after = contents(root / "site")
    shutil.rmtree(root / "site")
    build(root, TODAY)

    assert after == contents(root / "site")


def test_an_interrupted_first_build_is_taken_up(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A folder in which the very first build was cut off is netsite's, and is used again."""
    root = vault(ANA)
    interrupt(root, monkeypatch)
    cut_off = set(site_of(root / "site"))
    build(root, TODAY)

    assert (cut_off, "index.html" in site_of(root / "site")) == (
        {"static/copy.js", "static/days.js", "static/filter.js", "static/netsite.js",
         "static/search.js", "static/style.css", "static/texts.js", "people/ana.html",
         "people/index.html"}, True)


def test_two_builds_at_once_are_as_good_as_one(tmp_path: Path) -> None:
    """Two builds into one folder at the same time both go well, and the site is that of one."""
    def start(folder: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "netsite", "-C", str(ROOT), "build", "-q", "-o", folder,
             "--today", TODAY.isoformat()], cwd=tmp_path)

    at_once = [start("both"), start("both")]
    statuses = [process.wait(60) for process in (*at_once, start("one"))]

    assert (statuses, contents(tmp_path / "both")) == ([0, 0, 0], contents(tmp_path / "one"))


def test_a_page_of_a_site_that_is_gone_is_not_touched_up(tmp_path: Path) -> None:
    """Who takes the site away while it is watched gets it back by the build that follows."""
    assert not Output(tmp_path / "site").touch_up("people/ana.html", b"Ana")
    assert not (tmp_path / "site").exists()
