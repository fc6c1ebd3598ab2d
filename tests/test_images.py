"""Photos and images of a vault: found, copied, kept, taken away."""

import os
from pathlib import Path

import pytest

from netsite.build import build
from netsite.model import ImageFile, Unfit
from netsite.pages.images import address, from_markdown, is_remote, places
from netsite.report import Report
from netsite.store.images import MAX_IMAGE, Album, kind_of, read_image
from tests.conftest import MakeVault
from tests.drawing import TODAY, ana
from tests.worlds import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40
NOTES = "![On the walk](img/walk.png)"


def shown(report: Report, url: str = "people/ana.html") -> str:
    """Give a page of a built site."""
    return (report.folder / url).read_text(encoding="utf-8")


def images(report: Report) -> dict[str, bytes]:
    """Give the copies of images in a site, by name."""
    return {path.name: path.read_bytes() for path in sorted((report.folder / "images").glob("*"))}


@pytest.mark.parametrize(("head", "kind"), [
    (PNG, "png"), (JPEG, "jpg"), (b"GIF89a", "gif"), (b"GIF87a", "gif"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "webp"), (b"RIFF\0\0\0\0WAVEfmt ", ""),
    (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "avif"),
    (b"\0\0\0\x1cftypmif1\0\0\0\0miafavif\0\0\0\0", "avif"),
    (b"\0\0\0\x10ftypheic\0\0\0\0avif", ""), (b"<svg/>", ""), (b"", ""), (b"%PDF", "")])
def test_a_kind_is_told_by_the_first_bytes(head: bytes, kind: str) -> None:
    """What a file is called does not count."""
    assert kind_of(head) == kind


@pytest.mark.parametrize(("path", "written", "found"), [
    ("contacts/ana.md", "img/x.png", ["contacts/img/x.png", "img/x.png"]),
    ("contacts/ana.md", "../img/x.png", ["img/x.png"]),
    ("contacts/ana.md", "/img/x.png", ["img/x.png"]),
    ("contacts/a/b.md", "../x.png", ["contacts/x.png"]),
    ("contacts/ana.md", "../../x.png", []), ("contacts/ana.md", "../../../etc/x.png", []),
    ("contacts/ana.md", ".git/x.png", []), ("contacts/ana.md", "", []),
    ("contacts/ana.md", "/", []), ("contacts/ana.md", "a\0b", [])])
def test_a_path_starts_at_its_file_or_at_the_vault(
    path: str, written: str, found: list[str],
) -> None:
    """Nothing outside of the vault is looked at, and nothing hidden."""
    assert places(path, written) == found


def test_one_name_in_two_folders_has_two_addresses() -> None:
    """An address has a sum of the path, and ends as the bytes say."""
    one, other = address("contacts/a/me.JPG", "jpg"), address("contacts/b/me.JPG", "jpg")

    assert (one != other, one.startswith("images/me-"), one.endswith(".jpg")) == (True, True, True)


@pytest.mark.parametrize(("source", "path"), [
    ("a%20b.png", "a b.png"), ("a.png#x", "a.png"), ("a.png?1", "a.png"), ("%23.png", "#.png")])
def test_an_address_in_markdown_is_a_path(source: str, path: str) -> None:
    """`%20` is a space, and what follows `#` or `?` is no part of the file's name."""
    assert from_markdown(source) == path


def test_what_leads_to_the_web_is_no_file() -> None:
    """An address with a scheme, or without its scheme, is remote."""
    assert [is_remote(each) for each in (
        "https://example.com/a.png", "//example.com/a.png", "data:x", "a.png", "a/b:c.png")] == [
        True, True, True, False, False]


def test_images_are_shown_and_copied(vault: MakeVault) -> None:
    """A photo and an image in notes and lines are in the site, with their descriptions."""
    root = vault(ana("photo: photos/me.jpg", notes=NOTES + " ![[img/walk.png]]",
                     history=("- 2026-10-02 walk: ![](img/walk.png)",)) | {
        "photos/me.jpg": JPEG, "contacts/img/walk.png": PNG})
    report = build(root, TODAY)
    page, month = shown(report), shown(report, "history/2026-10.html")
    url = address("contacts/img/walk.png", "png")

    assert report.problems == ()
    assert sorted(images(report).values()) == sorted([PNG, JPEG])
    assert (page.count(f'src="../{url}"'), month.count(f'src="../{url}"')) == (3, 1)
    assert f'src="../{address("photos/me.jpg", "jpg")}" alt="Ana Silva"' in page
    assert ('alt="On the walk"' in page, 'alt="walk"' in page) == (True, True)


def test_without_a_photo_there_are_initials(vault: MakeVault) -> None:
    """Who has no photo, or one on the web, has a monogram; the web is only ever linked."""
    page = shown(build(vault(ana("photo: https://example.com/me.jpg")), TODAY))

    assert '<span class="monogram" aria-hidden="true">AS</span>' in page
    assert ('<a href="https://example.com/me.jpg">' in page, "<img" in page) == (True, False)


@pytest.mark.parametrize(("name", "data", "message"), [
    ("gone.png", None, "there is no such image in the vault: img/gone.png"),
    ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG can carry scripts"),
    ("x.png", b"words", "this is no image that a browser knows"),
    ("x.png", PNG + b"\0" * MAX_IMAGE, "this image is larger than 12 MB")])
def test_what_cannot_be_shown_is_a_problem(
    vault: MakeVault, name: str, data: bytes | None, message: str,
) -> None:
    """The description stands in, and a warning has the file, line and column."""
    files = {} if data is None else {f"contacts/img/{name}": data}
    report = build(vault(ana(notes=f"Notes.\n\nSee ![it](img/{name}).") | files), TODAY)
    problem, = report.problems

    assert message in problem.message
    assert (problem.path, problem.line, problem.column) == ("contacts/ana.md", 6, 11)
    assert ('<span class="picture">it</span>' in shown(report), images(report)) == (True, {})


def test_a_photo_that_is_not_there_is_a_problem(vault: MakeVault) -> None:
    """It is told where the key stands."""
    problem, = build(vault(ana("role: Cook", "photo: me.jpg")), TODAY).problems

    assert (problem.line, problem.column) == (4, 8)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links here")
def test_no_link_leads_out(vault: MakeVault, tmp_path: Path) -> None:
    """A link out of the vault is not followed; one that stays inside is."""
    (tmp_path / "secret.png").write_bytes(PNG)
    root = vault(ana(notes="![a](a.png) ![b](b.png) ![c](deep/secret.png)") | {
        "photos/real.png": PNG})
    (root / "contacts/a.png").symlink_to(tmp_path / "secret.png")
    (root / "contacts/b.png").symlink_to(root / "photos/real.png")
    (root / "contacts/deep").symlink_to(tmp_path, target_is_directory=True)
    report = build(root, TODAY)

    assert [*images(report)] == [address("contacts/b.png", "png").partition("/")[2]]
    assert sum("leads outside" in each.message and "image" in each.message
               for each in report.problems) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_no_image(vault: MakeVault) -> None:
    """Nothing waits for a pipe's writer, and a folder is no image either."""
    root = vault(ana())
    os.mkfifo(root / "contacts/pipe.png")
    album = Album(root)

    assert (album["contacts/pipe.png"], album["contacts"], album["contacts/none.png"]) == (
        ImageFile("", Unfit.UNREADABLE), ImageFile("", Unfit.UNREADABLE),
        ImageFile("", Unfit.MISSING))
    assert read_image(root, "contacts/pipe.png") is None


def test_an_image_is_followed_through_its_life(tmp_path: Path) -> None:
    """Made, changed, replaced by another kind, taken away: each build is like a first one."""
    world = World(tmp_path, {"contacts/ana.md": str(ana("photo: me.png", notes=NOTES)[
        "contacts/ana.md"])})
    assert len(world.check().problems) == 2
    image = world.vault / "contacts/img/walk.png"
    image.parent.mkdir()
    for data, problems in ((PNG, 1), (PNG + b"1", 1), (JPEG, 1), (b"no image", 2), (PNG, 1)):
        image.write_bytes(data)
        report = world.check()
        assert (len(report.problems), data in images(report).values()) == (problems, problems == 1)
    image.unlink()
    assert (len(world.check().problems), images(world.build())) == (2, {})


def test_an_image_that_stays_is_not_read_again(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While its signature is what it was, a build neither opens nor writes it."""
    root = vault(ana(notes=NOTES) | {"contacts/img/walk.png": PNG})
    os.utime(root / "contacts/img/walk.png", (1, 1.5))
    known = Album(root)
    assert known["contacts/img/walk.png"] == ImageFile("png")
    monkeypatch.setattr("netsite.store.images._told", lambda *_: pytest.fail("was opened"))

    again = Album(root, {}, known.seen)
    assert (again["contacts/img/walk.png"], again.is_as_before("contacts/img/walk.png")) == (
        ImageFile("png"), True)
