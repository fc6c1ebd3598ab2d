"""One file of `contacts/` to a Contact."""

import time
from datetime import date

import pytest

from netsite.model import Labelled, Link, Membership, PartialDay, Promise
from netsite.network.contacts import READERS, SYNONYMS, known_keys, normal_key
from tests.reading import body_of, contact, contact_and_problems, lines_told, person, problems_of

EVERYTHING = """---
name: Ana Silva                # the only key that is needed
aliases: [Ana S., anita]
teams:                         # a team is the people one worked with
  - atlas                      # short form
  - {team: Acme site, joined: 2019-03, left: 2022-06}
tags: [climbing]
company: Globex
role: Staff engineer
location: Porto, Portugal
timezone: Europe/Lisbon
pronouns: she/her
email: [ana@example.com, {work: a.silva@globex.example}]
phone: "+351 900 000 000"
links: {github: https://github.com/ana}
photo: ana.jpg
birthday: --04-12              # with or without the year
dates: {anniversary: 2010-06-01}
met: 2015-03-02
introduced_by: "[[carl-ito]]"
cadence: quarterly
snooze: 2027-01-15             # not before this day
archived: no
died: 2090
uid: 4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
shoe_size: 42
---
Free notes in Markdown: what she cares about, [[bo-chen]]'s friend.

- [ ] send her the talk

## History

- 2026-10-02 coffee with [[bo-chen]]: hiring again in spring. Said [[carl-ito]] moved to Berlin.
  - sent her the talk afterwards
- 2026-03 call
"""
NO_NAME = "write name: {} in the front matter"


def test_every_key_is_read() -> None:
    """Each key of a contact's file has its place in the contact."""
    ana, problems = contact_and_problems(EVERYTHING, "ana-silva")

    assert problems == []
    assert (ana.id, ana.path, ana.name, ana.is_group) == (
        "ana-silva", "contacts/ana-silva.md", "Ana Silva", False)
    assert (ana.aliases, ana.tags) == (("Ana S.", "anita"), ("climbing",))
    assert ana.teams == (
        Membership(Link("atlas", "", 5, 5), None, None),
        Membership(Link("Acme site", "", 6, 12), date(2019, 3, 1), date(2022, 6, 30)))
    assert (ana.company, ana.role, ana.location, ana.timezone, ana.pronouns) == (
        "Globex", "Staff engineer", "Porto, Portugal", "Europe/Lisbon", "she/her")
    assert ana.email == (Labelled("", "ana@example.com"),
                         Labelled("work", "a.silva@globex.example"))
    assert (ana.phone, ana.links, ana.photo) == (
        (Labelled("", "+351 900 000 000"),), (Labelled("github", "https://github.com/ana"),),
        "ana.jpg")
    assert (ana.birthday, ana.dates, ana.met) == (
        PartialDay(None, 4, 12), (("anniversary", PartialDay(2010, 6, 1)),), PartialDay(2015, 3, 2))
    assert ana.introduced_by == (Link("carl-ito", "", 20, 16),)
    assert (ana.cadence, ana.snooze, ana.archived, ana.died, ana.uid) == (
        "quarterly", date(2027, 1, 15), False, PartialDay(2090),
        "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1")
    assert ana.extra == (Labelled("shoe_size", "42"),)


def test_the_text_below_the_keys_is_read() -> None:
    """Notes, mentions, promises and dated lines are the contact's, with the lines of the file."""
    ana, text = contact(EVERYTHING, "ana-silva"), body_of(EVERYTHING, "ana-silva")

    assert text.notes.startswith("Free notes in Markdown")
    assert [(link.name, link.line) for link in ana.mentions] == [("bo-chen", 28)]
    assert ana.promises == (Promise("send her the talk", False, 30),)
    assert [(entry.line, str(entry.day), entry.kind) for entry in text.entries] == [
        (34, "2026-10-02", "coffee"), (36, "2026-03-01", "call")]


def test_the_line_where_the_notes_begin_is_known() -> None:
    """Something wrong with the notes can be told at their line."""
    assert (body_of(EVERYTHING).first_line, body_of("text").first_line) == (28, 1)


def test_the_lines_of_keys_that_are_told_of_are_known() -> None:
    """An explanation can point at the line a key stands in; of other keys nobody asks for it."""
    lines = contact(EVERYTHING).lines_of

    assert (lines["met"], lines["snooze"], "name" in lines) == (19, 22, False)


def test_only_a_name_is_needed() -> None:
    """Any other missing key is no problem."""
    ana, problems = contact_and_problems("---\nname: Ana\n---\n")

    assert (ana.name, problems) == ("Ana", [])


@pytest.mark.parametrize(("text", "name", "told"), [
    ("---\ntitle: Ana Silva\n---\n", "Ana Silva", None),
    ("---\nFN: Ana Silva\n---\n# Other", "Ana Silva", None),
    ("---\ntitle: Ana Silva\nFN: Other\n---\n", "Ana Silva", None),
    ("---\nname:\ntitle: Ana Silva\n---\n", "Ana Silva", None),
    ("---\nname: ~\nFN: Ana Silva\n---\n", "Ana Silva", None),
    ("---\nfn: Other\ntitle: Ana Silva\n---\n", "Ana Silva", None),
    ("---\nTITLE: Engineer\nFN: Ana Silva\n---\n", "Ana Silva", None),
    ("---\ndisplay_name: Ana Silva\ntitle: Engineer\n---\n", "Ana Silva", None),
    ("---\ncompany: X\n---\n\n# Ana Silva\n\n# Other", "Ana Silva", "first heading"),
    ("# Ana Silva\n\ntext", "Ana Silva", "first heading"),
    ("---\nname: []\n---\n## Ana", "Ana", "first heading"),
    ("---\ncompany: X\n---\ntext\n## History\n", "ana", "file's name"),
    ("---\nname:\n---\n", "ana", "file's name"),
    ("", "ana", "file's name"),
])
def test_without_a_name_the_next_best_stands_in(text: str, name: str, told: str | None) -> None:
    """The name is `title`, else `FN`, else the first heading, else the file's stem."""
    ana, problems = contact_and_problems(text)

    assert ana.name == name
    assert [problem.message for problem in problems] == (
        [f"there is no name; the {told} stands in"] if told else [])


@pytest.mark.parametrize(("text", "problem"), [
    ("text", ("contacts/ana.md:1:1: warning: there is no name; the file's name stands in",
              NO_NAME.format("ana"))),
    ("---\ncompany: X\n---\n# Ana Silva",
     ("contacts/ana.md:2:1: warning: there is no name; the first heading stands in",
      NO_NAME.format("Ana Silva"))),
])
def test_a_missing_name_is_told(text: str, problem: tuple[str, str]) -> None:
    """A file without a name is a warning that says what to write."""
    assert problems_of(text) == [problem]


def test_a_title_beside_a_name_is_a_role() -> None:
    """`title` means what it does in address books where there is a name, or where it is a card."""
    for keys in ("name: Ana\ntitle: Engineer", "title: Engineer\nname: Ana",
                 "full_name: Ana\ntitle: Engineer", "FN: Ana\nTITLE: Engineer"):
        ana, problems = contact_and_problems(f"---\n{keys}\n---\n")
        assert (ana.name, ana.role, problems) == ("Ana", "Engineer", [])


@pytest.mark.parametrize(("written", "field", "value"), [
    ("org: Globex", "company", "Globex"),
    ("organisation: Globex", "company", "Globex"),
    ("organization: Globex", "company", "Globex"),
    ("title: Engineer", "role", "Engineer"),
    ("job_title: Engineer", "role", "Engineer"),
    ("Job Title: Engineer", "role", "Engineer"),
    ("job-title: Engineer", "role", "Engineer"),
    ("tel: '1'", "phone", (Labelled("", "1"),)),
    ("mobile: '1'", "phone", (Labelled("mobile", "1"),)),
    ("TEL[CELL]: '1'", "phone", (Labelled("cell", "1"),)),
    ("tel[At Work]: '1'", "phone", (Labelled("at work", "1"),)),
    ("bday: --04-12", "birthday", PartialDay(None, 4, 12)),
    ("born: 1985", "birthday", PartialDay(1985)),
    ("twitter: '@ana'", "links", (Labelled("twitter", "@ana"),)),
    ("github: ana", "links", (Labelled("github", "ana"),)),
    ("linkedin: ana", "links", (Labelled("linkedin", "ana"),)),
    ("website: ana.example", "links", (Labelled("website", "ana.example"),)),
    ("groups: [atlas]", "teams", (Membership(Link("atlas", "", 3, 10), None, None),)),
    ("circles: [atlas]", "teams", (Membership(Link("atlas", "", 3, 11), None, None),)),
    ("CADENCE: weekly", "cadence", "weekly"),
    ("Introduced By: carl", "introduced_by", (Link("carl", "", 3, 16),)),
])
def test_what_people_already_write_is_read(written: str, field: str, value: object) -> None:
    """Synonyms and other spellings of a key are the key."""
    ana, problems = contact_and_problems(person(written))

    assert (getattr(ana, field), ana.extra, problems) == (value, (), [])


def test_every_synonym_means_one_known_key() -> None:
    """The table of synonyms names known keys, and no word twice."""
    words = [word for key, others in SYNONYMS.items() for word in (key, *others)]

    assert set(SYNONYMS) <= set(READERS)
    assert len(words) == len(set(words))
    assert words == [normal_key(word) for word in words]


def test_synonyms_of_a_list_add_up() -> None:
    """Several keys for numbers, links or teams are one list of them."""
    ana, problems = contact_and_problems(person(
        "phone: '1'", "mobile: '2'", "tel: {home: '3'}", "links: {blog: a.example}", "github: ana",
        "teams: [a]", "groups: [b]"))

    assert ana.phone == (Labelled("", "1"), Labelled("mobile", "2"), Labelled("home", "3"))
    assert ana.links == (Labelled("blog", "a.example"), Labelled("github", "ana"))
    assert [each.link.name for each in ana.teams] == ["a", "b"]
    assert problems == []


def test_what_stands_twice_in_a_list_is_there_once() -> None:
    """The same number under two keys is one number."""
    assert contact(person("phone: '1'", "tel: ['1', '2']")).phone == (
        Labelled("", "1"), Labelled("", "2"))


def test_an_empty_value_leaves_its_field_to_a_synonym() -> None:
    """A key with nothing behind it counts as not written."""
    ana, problems = contact_and_problems(person("company:", "org: Globex", "role: ~", "phone:"))

    assert (ana.company, ana.role, ana.phone, problems) == ("Globex", "", (), [])


@pytest.mark.parametrize("keys", [("company: Globex", "org: Initech"),
                                  ("org: Initech", "company: Globex")])
def test_the_known_key_goes_before_its_synonym(keys: tuple[str, str]) -> None:
    """Where a key and its synonym both stand, the key holds and the other is shown as written."""
    ana, problems = contact_and_problems(person(*keys))

    assert (ana.company, ana.extra, problems) == ("Globex", (Labelled("org", "Initech"),), [])


def test_unknown_keys_are_kept_and_never_a_mistake() -> None:
    """A key of the user's own is shown as written, in its place, whatever its value."""
    ana, problems = contact_and_problems(person(
        "shoe_size: 42", "Coffee: [black, no sugar]", "kids: {Rui: 2015, Eva: 2018}", "empty:",
        "likes: yes"))

    assert ana.extra == (
        Labelled("shoe_size", "42"), Labelled("Coffee", "black, no sugar"),
        Labelled("kids", "{Rui: 2015, Eva: 2018}"), Labelled("empty", ""), Labelled("likes", "yes"))
    assert problems == []


@pytest.mark.parametrize(("key", "meant"), [
    ("cadance", "cadence"), ("emial", "email"), ("brithday", "birthday"), ("alaises", "aliases"),
    ("snoze", "snooze"), ("Met_", "met"), ("nmae", "name"),
])
def test_a_key_one_edit_away_is_hinted(key: str, meant: str) -> None:
    """A key that is nearly a known one is kept, and the known one suggested."""
    ana, _ = contact_and_problems(person(f"{key}: x"))

    assert ana.extra == (Labelled(key, "x"),)
    assert problems_of(person(f"{key}: x")) == [
        (f"contacts/ana.md:3:1: hint: {key} is not a key netsite knows", f"did you mean {meant}?")]


def test_a_doubled_key_is_told_and_the_first_holds() -> None:
    """The second of two keys is an error at its place, also in another spelling."""
    assert contact("---\nname: Ana\nrole: a\nRole: b\nname: Bo\n---\n").name == "Ana"
    assert lines_told(contact_and_problems("---\nname: Ana\nrole: a\nRole: b\nname: Bo\n---\n")[1]
                      ) == ["contacts/ana.md:5:1: error: the key name stands twice",
                            "contacts/ana.md:4:1: error: the key role stands twice"]
    assert contact("---\nname: Ana\nrole: a\nRole: b\n---\n").role == "a"


def test_a_wrong_value_is_told_and_shown() -> None:
    """A value of the wrong kind is an error, is shown as written, and costs nothing else."""
    ana, problems = contact_and_problems(person("met: yesterday", "role: Engineer"))

    assert (ana.met, ana.role, ana.extra) == (None, "Engineer", (Labelled("met", "yesterday"),))
    assert lines_told(problems) == [
        "contacts/ana.md:3:6: error: met is “yesterday”, which is no day"]


@pytest.mark.parametrize(("written", "field", "value"), [
    ("phone: +4420 7946 0000", "phone", (Labelled("", "+4420 7946 0000"),)),
    ("phone: 0044", "phone", (Labelled("", "0044"),)),
    ("role: 12:30", "role", "12:30"),
    ("role: no", "role", "no"),
    ("tags: [no, 1.0, 2026-10-02]", "tags", ("no", "1.0", "2026-10-02")),
    ("archived: on", "archived", True),
    ("archived: y", "archived", True),
    ("uid: 1e5", "uid", "1e5"),
])
def test_values_are_typed_by_the_key(written: str, field: str, value: object) -> None:
    """YAML's own types play no part; the key says what its value is."""
    ana, problems = contact_and_problems(person(written))

    assert (getattr(ana, field), problems) == (value, [])


def test_the_name_no_is_a_name() -> None:
    """`name: no` is the name "no"."""
    assert contact("---\nname: no\n---\n").name == "no"


@pytest.mark.parametrize(("kind", "is_group"), [
    ("group", True), ("Group", True), ('"group"', True), ("person", False), ("individual", False),
    ("", False),
])
def test_kind_group_makes_a_group(kind: str, *, is_group: bool) -> None:
    """The file of a group says so."""
    assert contact(person(f"kind: {kind}")).is_group == is_group


def test_a_group_has_members() -> None:
    """A group's file names its members, with or without days and brackets."""
    climbers = contact(person(
        "kind: group", "members: [ana, '[[bo]]', {name: cy, joined: 2020, left: 2021-06}]"))

    assert [(each.link.name, each.joined, each.left) for each in climbers.members] == [
        ("ana", None, None), ("bo", None, None), ("cy", date(2020, 1, 1), date(2021, 6, 30))]


def test_a_label_on_a_key_that_nobody_knows_is_part_of_it() -> None:
    """Only a known key may carry a label."""
    assert contact(person("size[shoe]: 42")).extra == (Labelled("size[shoe]", "42"),)


def test_long_values_are_cut_in_messages() -> None:
    """A message repeats no more than the start of a name or cadence."""
    (cadence, _), = problems_of(person(f"cadence: {'x' * 99}"))
    (_, mend), = problems_of(f"# {'x' * 99}")

    assert cadence == f"contacts/ana.md:3:10: error: the cadence “{'x' * 60}” cannot be read"
    assert mend == NO_NAME.format("x" * 60)


@pytest.mark.parametrize("cadence", ["sometimes", "6 moons", "every blue moon"])
def test_a_cadence_that_cannot_be_read_is_told(cadence: str) -> None:
    """An unreadable cadence is an error at its value."""
    assert problems_of(person(f"cadence: {cadence}")) == [
        (f"contacts/ana.md:3:10: error: the cadence “{cadence}” cannot be read",
         "write quarterly, monthly, 6 weeks, 90 days, never …")]


def test_all_problems_of_a_file_are_told() -> None:
    """Not just the first mistake of a file is told, but each, in keys and in the text."""
    text = "---\nname: Ana\nmet: soon\nrole: a: b\n---\n## History\n- 2026-3-5 call\n- x\n```\n"

    assert sorted(line for line, _ in problems_of(text)) == [
        "contacts/ana.md:3:6: error: met is “soon”, which is no day",
        "contacts/ana.md:4:8: error: a second `: ` in one line",
        "contacts/ana.md:7:3: warning: “2026-3-5” is nearly a date, and not read as one",
        "contacts/ana.md:8:1: hint: this line has no day, so it does not count",
        "contacts/ana.md:9:1: warning: this code block is never closed"]


def test_a_file_whose_bytes_are_broken_is_read() -> None:
    """A Latin-1 byte is told, and the contact is there."""
    text = b"---\nname: Jos\xe9\n---\n## History\n- 2026-10-02 call\n"
    ana, problems = contact_and_problems(text)

    assert (ana.name, len(body_of(text).entries)) == ("Jos�", 1)
    assert lines_told(problems) == ["contacts/ana.md:2:10: error: byte 0xe9 is not UTF-8"]


def test_a_closing_fence_that_is_missing_costs_no_history() -> None:
    """Without the closing fence the file is told, and its dated lines still count."""
    text = "---\nname: Ana\n\n## History\n- 2026-10-02 call\n"
    _, problems = contact_and_problems(text)

    assert [str(entry.day) for entry in body_of(text).entries] == ["2026-10-02"]
    assert lines_told(problems)[0] == (
        "contacts/ana.md:1:1: error: the front matter is never closed")


@pytest.mark.parametrize("lines", [
    ["a: [" + "x, " * 20_000 + "]"],
    [f"k{n}: v" for n in range(6_000)],
    [f"k{n}: v: w" for n in range(6_000)],
    ["k: v"] * 10_000,
    ["n: '\u2028'", "a: [" + "x, " * 20_000 + "]"],
    [f"k{n}: v" for n in range(6_000)] + ["z: \x01"],
    [f"k{n}: '\x85'" for n in range(6_000)],
    ["teams: [" + "{team: a, joined: x}, " * 2_500 + "]"],
    ["<<<<<<< x"] * 6_000,
], ids=range(9))
def test_long_front_matter_takes_no_time(lines: list[str]) -> None:
    """Front matter of many keys or items is read in time that grows with its length."""
    start = time.perf_counter()
    contact_and_problems(person(*lines))

    assert time.perf_counter() - start < 20


def test_crlf_lone_cr_and_a_byte_order_mark_change_nothing() -> None:
    """A file from another editor or system reads to the same contact."""
    plain = contact(EVERYTHING)

    assert contact(EVERYTHING.replace("\n", "\r\n")) == plain
    assert contact(EVERYTHING.replace("\n", "\r")) == plain
    assert contact("\ufeff" + EVERYTHING) == plain


def test_the_known_keys_are_those_of_the_format() -> None:
    """The known keys are the ones that the format's description lists."""
    assert set(known_keys()) == {
        "name", "aliases", "kind", "teams", "tags", "company", "role", "location", "timezone",
        "pronouns", "email", "phone", "links", "photo", "birthday", "dates", "met", "introduced_by",
        "cadence", "snooze", "archived", "died", "uid", "members"}
