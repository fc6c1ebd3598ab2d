"""A new id, and every link that follows it."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netsite.capture.plan import changes_of
from netsite.capture.rename import places_of, plan_rename, same_network
from netsite.problems import UsageError
from tests.property.test_network import vaults
from tests.reading import files, person, read


def renamed(texts: Mapping[str, str | bytes], old: str, new: str) -> dict[str, bytes]:
    """Rename a contact in a vault; give the vault's bytes as they are then."""
    vault = read(texts)
    people = {**vault.network.people, **vault.network.groups}
    plan = plan_rename(vault.network, files(texts), people[old], new)
    data = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
    now = dict(data)
    for change in changes_of(plan, data.get):
        now.pop(change.path, None)
        if change.after is not None:
            now[change.path] = change.after
    return now


def text_renamed(text: str, path: str = "contacts/bo.md") -> str:
    """Rename ana to ana-silva, and give what becomes of another file."""
    now = renamed({"contacts/ana.md": person(), path: text}, "ana", "ana-silva")
    return now[path].decode()


@pytest.mark.parametrize(("before", "after"), [
    ("[[ana]]", "[[ana-silva]]"),
    ("[[ANA]]", "[[ana-silva]]"),
    ("[[ ana ]]", "[[ ana-silva ]]"),
    ("[[ana|Ana]]", "[[ana-silva|Ana]]"),
    ("[[ana|]]", "[[ana-silva|]]"),
    ("[[ana#History]]", "[[ana-silva#History]]"),
    ("[[ana#History|ana]]", "[[ana-silva#History|ana]]"),
    ("[[ana.md]]", "[[ana-silva.md]]"),
    ("[[ana.MD]]", "[[ana-silva.MD]]"),
    ("[[ana .md]]", "[[ana-silva .md]]"),
    ("[[contacts/ana]]", "[[contacts/ana-silva]]"),
    ("[[ana/ana.md#ana|ana]]", "[[ana/ana-silva.md#ana|ana]]"),
    ("[[ana]] and [[ana]]", "[[ana-silva]] and [[ana-silva]]"),
    ("[[ana]][[bo]][[ana]]", "[[ana-silva]][[bo]][[ana-silva]]"),
    ("| [[ana\\|her]] |", "| [[ana-silva\\|her]] |"),
    ("[[Ana Silva]]", "[[Ana Silva]]"),
    ("[[ana-b]] [[an]]", "[[ana-b]] [[an]]"),
    ("ana", "ana"),
    ("![[ana]]", "![[ana]]"),
    ("`[[ana]]` [[ana]]", "`[[ana]]` [[ana-silva]]"),
    ("```\n[[ana]]\n```\n[[ana]]", "```\n[[ana]]\n```\n[[ana-silva]]"),
    ("A <!-- [[ana]] --> [[ana]]", "A <!-- [[ana]] --> [[ana-silva]]"),
    ("<!--\n[[ana]]\n-->\n[[ana]]", "<!--\n[[ana]]\n-->\n[[ana-silva]]"),
    ("[ana](ana.md)", "[ana](ana.md)"),
    ("# About [[ana]]", "# About [[ana-silva]]"),
    ("é花😀 [[ana]]", "é花😀 [[ana-silva]]"),
    ("[[ana]", "[[ana]"),
])
def test_links_in_notes_follow(before: str, after: str) -> None:
    """Of a link the name is changed, and folder, ending, heading and alias stay; code stays."""
    text = f"---\nname: Bo\n---\n{before}\n"

    assert text_renamed(text) == f"---\nname: Bo\n---\n{after}\n"


@pytest.mark.parametrize("line", [
    "- 2026-10-02 coffee with [[ana]]: and [[ana]] too",
    "- 2026-10-02 dinner [[ana]], [[bo]] & [[ANA.md]]",
    "- 2026-10-02 dinner with [[bo]] except [[ana]]",
    "- 2026-10-02 except [[ana]]",
    "- 2026-10-02 [[ana|She]] moved\n  - [ ] ask [[ana]]\n\n  and [[ana]]",
    "### 2026-10-02 lunch with [[ana]]\n\nSaid [[ana]].",
    "- 2026-10-02 note `[[ ana]]` [[ana]]\nlazy [[ana]]",
])
@pytest.mark.parametrize("path", ["contacts/bo.md", "journal/2026.md"])
def test_links_in_dated_lines_follow(line: str, path: str) -> None:
    """People, exceptions and mentions of a dated line follow, in contacts and in the journal."""
    text = f"---\nname: Bo\nx: '[[ana]]'\n---\n## History\n\n{line}\n"
    expected = text.replace("[[ana", "[[ana-silva").replace("[[ANA", "[[ana-silva").replace(
        "x: '[[ana-silva]]'", "x: '[[ana]]'")

    assert text_renamed(text, path) == expected


@pytest.mark.parametrize(("before", "after"), [
    ("introduced_by: ana", "introduced_by: ana-silva"),
    ('introduced_by: "[[ana]]"', 'introduced_by: "[[ana-silva]]"'),
    ("introduced_by: [[ana]]", "introduced_by: [[ana-silva]]"),
    ('intro-by: "[[x/ana.md|Ana]] & [[cy]]"  # two',
     'intro-by: "[[x/ana-silva.md|Ana]] & [[cy]]"  # two'),
    ("introduced_by:\n  - cy\n  - ana # her", "introduced_by:\n  - cy\n  - ana-silva # her"),
    ("company: ana", "company: ana"),
    ("teams: [ana]", "teams: [ana]"),
    ("aliases: [ana b]", "aliases: [ana b]"),
    ("# ana\ntags: [ana]", "# ana\ntags: [ana]"),
    ("kind: group\nmembers: [ana, {member: ana, left: 2020}]",
     "kind: group\nmembers: [ana-silva, {member: ana-silva, left: 2020}]"),
])
def test_names_in_front_matter_follow(before: str, after: str) -> None:
    """The keys that name people follow, with quotes, comments and form as they are."""
    assert text_renamed(f"---\nname: Bo\n{before}\n---\n") == f"---\nname: Bo\n{after}\n---\n"


def test_the_file_moves_within_its_folder() -> None:
    """The file has the new id as its name, its old ending, and links to itself follow."""
    texts = {"contacts/work/ana.markdown": person(notes="[[ana]]"), "contacts/bo.md": "[[ana]]"}

    assert renamed(texts, "ana", "eve") == {
        "contacts/work/eve.markdown": person(notes="[[eve]]").encode(),
        "contacts/bo.md": b"[[eve]]"}


@pytest.mark.parametrize("data", [
    "---\r\nname: Bo\r\n---\r\n[[ana]]\r\n",
    "\ufeff---\nname: Bo\nintroduced_by: ana\n---\n[[ana]]",
    "---\rname: Bo\r---\r[[ana]]\r",
    "[[ana]]\r\nmixed [[ana]]\n",
])
def test_every_other_byte_stays(data: str) -> None:
    """Line ends, a byte order mark and a missing last line end stay as they are."""
    now = renamed({"contacts/ana.md": person(), "contacts/bo.md": data.encode()}, "ana", "eve")

    assert now["contacts/bo.md"] == data.replace("ana", "eve").encode()


def test_a_broken_byte_stays() -> None:
    """What is no text stays what it is."""
    now = renamed({"contacts/ana.md": person(), "contacts/bo.md": b"\xff [[ana]] \xe2\x82\n"},
                  "ana", "eve")

    assert now["contacts/bo.md"] == b"\xff [[eve]] \xe2\x82\n"


def test_a_group_is_renamed() -> None:
    """Who names the group as their team follows it."""
    texts = {"contacts/atlas.md": person("kind: group", name="Atlas crew"),
             "contacts/bo.md": person("teams: [atlas, {team: Atlas, left: 2020}]",
                                      history=("- 2026-10-02 lunch with [[atlas]]",))}
    now = renamed(texts, "atlas", "crew")["contacts/bo.md"].decode()

    assert now == texts["contacts/bo.md"].replace("atlas", "crew").replace("Atlas", "crew")


@pytest.mark.parametrize(("new", "message"), [
    ("bo", "“bo” already means bo"),
    ("Bo Chen", "“Bo Chen” already means bo"),
    ("anita", "“anita” already means ana, bo"),
    ("choir", "“choir” already means a team"),
])
def test_a_name_that_is_somebodys_is_refused(new: str, message: str) -> None:
    """An id that means somebody, or a team, would change whom links mean."""
    texts = {"contacts/ana.md": person("aliases: [anita]"),
             "contacts/bo.md": person("aliases: [anita]", "teams: [choir]", name="Bo Chen")}
    if new == "anita":
        message = "“anita” already means bo"

    with pytest.raises(UsageError, match=message):
        renamed(texts, "ana", new)


def test_an_id_that_is_their_own_name_is_fine() -> None:
    """Links by the name lead to the same person as before."""
    texts = {"contacts/ana.md": person("aliases: [anita]"), "contacts/bo.md": "[[anita]] [[ana]]"}

    assert renamed(texts, "ana", "anita")["contacts/bo.md"] == b"[[anita]] [[anita]]"


def test_files_that_do_not_name_them_are_not_touched() -> None:
    """The plan has steps for the files that name them alone."""
    texts = {"contacts/ana.md": person(), "contacts/bo.md": "[[eve]]", "contacts/cy.md": "[[ana]]",
             "journal/2026.md": "- 2026-01-02 call with [[bo]]\n"}
    plan = plan_rename(read(texts).network, files(texts), read(texts).network.people["ana"], "eve2")

    assert [step.path for step in plan.steps] == ["contacts/ana.md", "contacts/cy.md"]


@pytest.mark.parametrize(("before", "after"), [
    ("---\nname: Ana\n---\nx\n", "---\nname: Ana\nuid: u-1\n---\nx\n"),
    ("---\r\nname: Ana\r\n---\r\n", "---\r\nname: Ana\r\nuid: u-1\r\n---\r\n"),
    ("---\nname: Ana\nuid:\n---\n", "---\nname: Ana\nuid: u-1\n---\n"),
    ("---\nname: Ana\nUID: theirs # kept\n---\n", "---\nname: Ana\nUID: theirs # kept\n---\n"),
    ("---\nintroduced_by: ana\n---\n", "---\nintroduced_by: eve\nuid: u-1\n---\n"),
    ("Nothing yet\n", "---\nuid: u-1\n---\nNothing yet\n"),
    ("---\n{name: Bo}\n---\n", "---\n{name: Bo}\n---\n"),
    ("---\nuid: [a, b]\n---\n", "---\nuid: [a, b]\n---\n"),
])
def test_what_other_programs_know_them_by_is_kept(before: str, after: str) -> None:
    """A `uid` is written where there is none and it is safe to; nothing else is touched."""
    texts = {"contacts/ana.md": before.encode()}
    network = read(texts).network
    plan = plan_rename(network, files(texts), network.people["ana"], "eve", "u-1")
    made = {change.path: change.after for change in changes_of(plan, texts.get)}

    assert made == {"contacts/ana.md": None, "contacts/eve.md": after.encode()}


def test_places_are_every_line_that_names_somebody() -> None:
    """By id, alias or name, in front matter and text, and none of their own file."""
    texts = {
        "contacts/ana.md": person("aliases: [anita]", notes="[[ana]]"),
        "contacts/bo.md": person("introduced_by: ana", "teams: [x]", name="Bo",
                                 notes="[[Anita]] and `[[ana]]`\n\n[[Ana Silva]], ana",
                                 history=("- 2026-01-02 call with [[ana]] and [[ana]]",)),
        "contacts/x.md": "---\nkind: group\nmembers:\n- bo\n- Ana Silva\n---\n",
        "journal/2026.md": "- 2026-01-02 call with [[bo]]\n  [[anita]]\n"}
    vault = read(texts)

    assert [tuple(place) for place in places_of(vault.network, files(texts), "ana")] == [
        ("contacts/bo.md", 3, "introduced_by: ana"),
        ("contacts/bo.md", 6, "[[Anita]] and `[[ana]]`"),
        ("contacts/bo.md", 8, "[[Ana Silva]], ana"),
        ("contacts/bo.md", 10, "- 2026-01-02 call with [[ana]] and [[ana]]"),
        ("contacts/x.md", 5, "- Ana Silva"),
        ("journal/2026.md", 2, "[[anita]]")]


@given(vaults.filter(lambda texts: "contacts/ana.md" in texts), st.sampled_from(["eve", "Ana B"]))
def test_a_rename_keeps_the_network(texts: dict[str, str], new: str) -> None:
    """In whatever vault, everybody is linked as before, but for the new id."""
    before = read(texts)
    try:
        now = renamed(texts, "ana", new)
    except UsageError:
        assume(False)
    after = read(dict(now))

    assert same_network(before, after, {"ana": new})
