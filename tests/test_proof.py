"""The proof of an edit: what may be different, and what is refused."""

from functools import partial

import pytest

from netsite.capture.plan import Edit, Plan, changes_of
from netsite.network.proof import (
    Proof,
    Reading,
    one_more_entry,
    only_body,
    only_keys,
    only_names,
    only_notes,
    only_promises,
    reading,
    unwanted,
)
from netsite.problems import UsageError
from netsite.text.splices import Splice
from tests.reading import NOT_CONTACT

ANA = """---
name: Ana Silva
org: Globex
teams: [atlas]
introduced_by: "[[carl]]"
---
Met [[bo-chen]].

- [ ] send the talk
- [x] call

## History

- 2026-10-02 coffee with [[carl]]: news of [[bo-chen]]
- 2026-07-01 email
"""


def read(text: str) -> Reading:
    """Read a contact's file."""
    return reading("contacts/ana.md", text, journal=False, not_contact=NOT_CONTACT)


def proven(path: str, data: bytes, splice: Splice, wanted: Proof, *, journal: bool) -> bytes:
    """Make an edit as commands do, with its proof; give the file's bytes after it."""
    proof = partial(unwanted, path, wanted=wanted, journal=journal, not_contact=NOT_CONTACT)
    change, = changes_of(Plan("", (Edit(path, lambda _: [splice], proof),)), {path: data}.get)
    return change.after or b""


def told(proof: Proof, old: str, new: str) -> str:
    """Give what a proof says of the example with a text in it replaced, everywhere."""
    assert old in ANA
    return proof(read(ANA), read(ANA.replace(old, new)))


company: Proof = partial(only_keys, keys={"company"})
names: Proof = partial(only_names, is_meant="carl".__eq__, new="cy")


@pytest.mark.parametrize(("old", "new", "found"), [
    ("org: Globex", "org: Acme", ""),
    ("org: Globex", 'company: "Acme" # why', ""),
    ("org: Globex\n", "", ""),
    ("atlas", "acme", "teams would be different"),
    ("[atlas]", "atlas", "teams would be different"),
    ("[atlas]", "{atlas: ''}", "teams would be different"),
    ("teams: [atlas]\n", "", "teams would be different"),
    ('introduced_by: "[[carl]]"\n', "", "introduced_by would be lost"),
    ("name:", "Name:", "name would be different"),
    ("---\nMet", "kids: Eva\n---\nMet", "kids would be new"),
    ("name: Ana Silva\norg: Globex", "org: Globex\nteam: x\nname: Ana Silva",
     "name would be different"),
    ("Met", "met", "its text would be different"),
    ("email\n", "email", "its text would be different"),
])
def test_only_the_keys_that_are_meant_may_change(old: str, new: str, found: str) -> None:
    """Other keys keep their order, spelling and values, and the text below every character."""
    assert told(company, old, new) == found


def test_a_key_that_would_mean_something_else_is_told() -> None:
    """Without a name, a title is one."""
    before, after = read("---\nname: Ana\ntitle: boss\n---\n"), read("---\ntitle: boss\n---\n")

    assert only_keys(before, after, {"name"}) == "title would then mean name"


@pytest.mark.parametrize(("proof", "old", "new", "found"), [
    (only_body, "Met", "met", ""),
    (only_body, "Globex", "Acme", "org would be different"),
    (only_notes, "Met [[bo-chen]].", "Said [[eve]] moved.\n\n- [ ] ask", ""),
    (only_notes, "Globex", "Acme", "org would be different"),
    (only_notes, "email", "call", "a dated line would be different"),
    (only_notes, "- 2026-07-01 email\n", "", "a dated line would be lost"),
    (only_notes, "- 2026-07-01", "- 2026-01-01\n- 2026-07-01", "a dated line would be new"),
    (only_promises, "[ ]", "[x]", ""),
    (only_promises, "- [x] call", "- [x] call\n- [ ] ask", ""),
    (only_promises, "- [ ] send the talk\n", "", ""),
    (only_promises, "Met", "met", "0 promises would be different, not one"),
    (only_promises, "[ ] send the talk\n- [x]", "[x] send the talk\n- [ ]",
     "2 promises would be different, not one"),
    (only_promises, "Met [[bo-chen]].\n\n- [ ]", "Met.\n\n- [x]",
     "more than one line would be different"),
    (only_promises, "- [ ] send the talk\n- [x] call", "- [x] call",
     ""),
    (one_more_entry, "- 2026-07-01", "- 2026-08-01 call\n- 2026-07-01", ""),
    (one_more_entry, "email\n", "email\n- 2025-01-01 call\n  and more\n", ""),
    (one_more_entry, "- 2026-07-01", "- 2026-08-01 call\n- 2026-08-02 call\n- 2026-07-01",
     "it would have 4 dated lines, not 3"),
    (one_more_entry, "email\n", "email\n- 2025-01-01 [[x]]\nMet\n\nMore.\n",
     "its notes would be different"),
    (one_more_entry, "email\n", "email\n  more\n- 2025-01-01 call\n",
     "a dated line would be different"),
    (one_more_entry, "- 2026-07-01 email", "- 2026-08-01 call", "a line would be lost"),
    (one_more_entry, "- 2026-07-01", "- 2026-08-01 call\n  - [ ] ask\n- 2026-07-01",
     "a promise would be new"),
    (one_more_entry, "- 2026-07-01 email\n", "- 2026-07-01 email\n\n  - 2026-08-01\n",
     "it would have 2 dated lines, not 3"),
    (names, "[[carl]]", "[[cy]]", ""),
    (names, '"[[carl]]"', "cy", "introduced_by would be different"),
    (names, "[[bo-chen]]", "[[cy]]", "its notes would be different"),
    (names, "[[carl]]", "[[eve]]", "introduced_by would be different"),
    (names, "coffee with [[carl]]", "coffee [[cy]]", "its text would be different"),
    (names, "coffee with [[carl]]", "coffee with [[eve]]", "a dated line would be different"),
    (names, "news", "new", "a dated line would be different"),
    (names, "Globex", "carl", "org would be different"),
])
def test_what_else_is_different_is_told(proof: Proof, old: str, new: str, found: str) -> None:
    """Each proof lets through what it is for, and names the first thing that it is not for."""
    assert told(proof, old, new) == found


def test_a_bare_name_and_folders_are_names_too() -> None:
    """Names in lists and mappings, and links into folders, are renamed for the comparison."""
    old = "---\nteams: [carl, {team: carl, joined: 2019}]\n---\n[[x/carl.md#a|her]] `[[carl]]`\n"
    new = "---\nteams: [cy, {team: cy, joined: 2019}]\n---\n[[x/cy.md#a|her]] `[[carl]]`\n"

    assert names(read(old), read(new)) == ""


def test_a_proven_edit_gives_the_new_bytes() -> None:
    """Line ends and a BOM stay; the proof reads the bytes that will be written."""
    data = b"\xef\xbb\xbf---\r\norg: Globex\r\n---\r\nNotes"

    assert proven("contacts/ana.md", data, Splice(9, 15, "Acme"), company,
                  journal=False) == data.replace(b"Globex", b"Acme")


@pytest.mark.parametrize(("splice", "message"), [
    (Splice(9, 15, "[a, b]"),
     "it would then have an error (company is a list, and should be one text)"),
    (Splice(9, 15, "a\nrole: b"), "role would be new"),
    (Splice(9, 15, "a\n---\nb"), "its text would be different"),
])
def test_an_edit_that_does_more_is_refused(splice: Splice, message: str) -> None:
    """The user hears which file it is and what would have gone wrong."""
    with pytest.raises(UsageError) as refused:
        proven("contacts/ana.md", b"---\norg: Globex\n---\nNotes\n", splice, company,
               journal=False)
    assert str(refused.value) == (
        f"contacts/ana.md: {message}, so nothing is written; make this change by hand")


def test_an_error_that_was_there_is_no_hindrance() -> None:
    """Only new errors stop an edit."""
    data = b"---\norg: Globex\nbirthday: soon\n---\n"

    assert proven("contacts/ana.md", data, Splice(9, 15, "Acme"), company,
                  journal=False) == data.replace(b"Globex", b"Acme")


def test_a_journal_is_read_as_one() -> None:
    """In a journal, dated lines stand anywhere, and keys mean nothing that could be wrong."""
    data = b"---\nbirthday: soon\n---\n- 2026-10-02 call [[ana]]: x\n"
    splice = Splice(len(data), len(data), "- 2026-10-03 call [[bo-chen]]: y\n")

    assert proven("journal/2026.md", data, splice, one_more_entry,
                  journal=True) == data + splice.text.encode()
    assert reading("journal/2026.md", data.decode(), journal=True,
                   not_contact=NOT_CONTACT).errors == ()
