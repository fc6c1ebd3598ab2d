"""Edits of front matter: what changes in a file, byte by byte, and what is refused."""

from collections.abc import Callable, Sequence

import pytest

from netsite.network import edits, memberships, renaming
from netsite.problems import UsageError
from netsite.text.splices import Splice, spliced

Edit = Callable[[str], list[Splice]]
DAY = "2026-11-23"
WRITE_YAML = "write YAML: `key: value` lines between two lines of ---"


def made(text: str, edit: Edit) -> str:
    """Make an edit."""
    return spliced(text, edit(text))


def front(*lines: str) -> str:
    """Write front matter of these lines, and a body."""
    return "\n".join(["---", *lines, "---", "Notes.", ""])


def changed(lines: Sequence[str], edit: Edit) -> list[str]:
    """Make an edit of front matter, and give its lines; the rest of the file must stay."""
    new = made(front(*lines), edit)
    assert new.startswith("---\n")
    assert new.endswith("---\nNotes.\n")
    return new[4:-len("---\nNotes.\n")].split("\n")[:-1]


def set_(key: str, *values: str) -> Edit:
    """Give the edit that sets a key."""
    return lambda text: edits.set_value(text, key, values)


def all_(key: str, *values: str) -> Edit:
    """Give the edit that replaces all that a key holds."""
    return lambda text: edits.replace_all(text, key, values)


def unset(key: str) -> Edit:
    """Give the edit that takes a key out."""
    return lambda text: edits.unset(text, key)


def add(key: str, item: str) -> Edit:
    """Give the edit that adds to a list."""
    return lambda text: edits.add_item(text, key, item)


def remove(key: str, item: str) -> Edit:
    """Give the edit that takes out of a list."""
    return lambda text: edits.remove_item(text, key, item)


def join(key: str, name: str, joined: str = "") -> Edit:
    """Give the edit that adds a membership."""
    return lambda text: memberships.join(text, key, name, joined)


def leave(key: str, name: str) -> Edit:
    """Give the edit that ends a membership on DAY."""
    return lambda text: memberships.leave(text, key, name.__eq__, DAY)


def rename(old: str, new: str) -> Edit:
    """Give the edit that renames somebody."""
    return lambda text: renaming.rename_names(text, old.__eq__, new)


# --- one value ---


@pytest.mark.parametrize(("old", "key", "value", "new"), [
    ("company: Globex", "company", "Acme", "company: Acme"),
    ("company: Globex  # since May", "company", "Acme", "company: Acme  # since May"),
    ("org: Globex", "company", "Acme", "org: Acme"),
    ("Company : Globex", "organization", "Acme", "Company : Acme"),
    ('"company": Globex', "company", "Acme", '"company": Acme'),
    ("company: 'Globex'", "company", "Acme", "company: 'Acme'"),
    ("company: 'Globex'", "company", "Kim's", "company: 'Kim''s'"),
    ('company: "Globex"', "company", 'say "hi"', r'company: "say \"hi\""'),
    ("company: &a Globex", "company", "Acme", "company: &a Acme"),
    ("company: &a", "company", "Acme", "company: &a Acme"),
    ("company:", "company", "Acme", "company: Acme"),
    ("company: # why", "company", "Acme", "company: Acme # why"),
    ("company:   # why", "company", "Acme", "company: Acme   # why"),
    ("company: ~", "company", "Acme", "company: Acme"),
    ("company: null # x", "company", "Acme", "company: Acme # x"),
    ('company: ""', "company", "Acme", 'company: "Acme"'),
    ("company: [Globex]", "company", "Acme", "company: [Acme]"),
    ("company: [Globex]", "company", "a, b", 'company: ["a, b"]'),
    ("company:\n- Globex # x", "company", "Acme", "company:\n- Acme # x"),
    ("company: |\n  Globex\n\n# more", "company", "Acme", "company: Acme\n\n# more"),
    ("company: |\n  Globex  ", "company", "Acme", "company: Acme"),
    ('note: "a\ncompany: b"\ncompany: c', "company", "Acme",
     'note: "a\ncompany: b"\ncompany: Acme'),
    ("company: >-  # folded\n  Globex", "company", "Acme", "company: Acme"),
    ("company: Globex\n  and sons # x", "company", "Acme", "company: Acme # x"),
    ("company:  # why\n  Globex", "company", "Acme", "company: Acme  # why"),
    ("introduced_by: [[carl-ito]]", "introduced_by", "[[eve]]", 'introduced_by: "[[eve]]"'),
    ("tags: climbing", "tags", "chess", "tags: chess"),
    ("kids: Clara", "kids", "Vasco", "kids: Vasco"),
    ("Kids: Clara", "kids", "Vasco", "Kids: Vasco"),
    ("mobile: '1'\nphone: '2'", "mobile", "+3", "mobile: '+3'\nphone: '2'"),
    ("TEL[Cell]: '1'\ntel: '2'", "tel[cell]", "+3", "TEL[Cell]: '+3'\ntel: '2'"),
    ("org: A\ncompany: B", "org", "C", "org: A\ncompany: C"),
    ("org: A\nemployer: B", "company", "C", "org: C\nemployer: B"),
    ("company:\norg: A", "company", "C", "company:\norg: C"),
    ("title: Ana", "name", "Ana Silva", "title: Ana Silva"),
    ("title: Ana", "role", "boss", "title: Ana\nrole: boss"),
    ("name: Ana\ntitle: boss", "role", "head", "name: Ana\ntitle: head"),
])
def test_a_value_is_replaced_and_the_rest_of_its_line_stays(
    old: str, key: str, value: str, new: str,
) -> None:
    """Spelling, quotes, anchors and comments are the user's; only the value that holds changes."""
    assert changed([old], set_(key, value)) == new.split("\n")


@pytest.mark.parametrize(("value", "written"), [
    ("Zoë Silva", "Zoë Silva"), ("6 weeks", "6 weeks"), ("2027-01-15", "2027-01-15"),
    ("2027-01", "2027-01"), ("--04-12", "--04-12"), ("ana@example.com", "ana@example.com"),
    ("https://ana.example/#x", "https://ana.example/#x"), ("10d", "10d"), ("花子", "花子"),
    ("no", '"no"'), ("Yes", '"Yes"'), ("on", '"on"'),
    ("y", '"y"'), ("N", '"N"'), ("null", '"null"'), ("~", '"~"'),
    ("2015", '"2015"'), ("12:30", '"12:30"'), ("+44 20", '"+44 20"'), ("1e3", '"1e3"'),
    ("0x1F", '"0x1F"'), ("[[carl-ito]]", '"[[carl-ito]]"'), ("a: b", '"a: b"'), ("a #b", '"a #b"'),
    ("a:", '"a:"'), ("@ana", '"@ana"'), ("- a", '"- a"'), ('"a', "'\"a'"), ("C:\\x", "C:\\x"),
    ("\\", "'\\'"), ("a\x07b", '"a\\x07b"'), ("a\ufeff", '"a\\ufeff"'), ("a\n b", "a b"),
])
def test_a_value_is_bare_where_every_reader_takes_it_for_text(value: str, written: str) -> None:
    """What YAML would take for a number, a boolean or a sign of its own is put in quotes."""
    assert changed(["company:"], set_("company", value)) == [f"company: {written}"]


def test_archived_is_a_yes_without_quotes() -> None:
    """The one key whose value is a boolean is written as one."""
    assert changed(["name: Ana"], set_("archived", "yes")) == ["name: Ana", "archived: yes"]


@pytest.mark.parametrize(("old", "values", "new"), [
    ("name: Ana", ["a", "b, c"], 'name: Ana\ntags: [a, "b, c"]'),
    ("tags: x", ["a", "b"], "tags: [a, b]"),
    ("tags: [x] # c", ["a", "b"], "tags: [a, b] # c"),
    ("tags: # c\n  - x\n  # d\n# e", ["a", "b"], "tags: # c\n  - a\n  - b\n  # d\n# e"),
    ("tags:\n- x\n-   y", ["a", "b"], "tags:\n- a\n- b"),
])
def test_several_values_are_a_list(old: str, values: list[str], new: str) -> None:
    """A list keeps the form that it has."""
    assert changed([old], set_("tags", *values)) == new.split("\n")


@pytest.mark.parametrize(("old", "key", "values"), [
    ("company: Globex", "org", ["Globex"]), ("tags: [a, b]", "tags", ["a", "b"]),
    ("tags: [a]", "tags", ["a"]), ("company: 'x  y'", "company", ["x y"]),
    ("tags: [a]\ncategories: b", "tags", ["a", "b"]),
])
def test_what_is_there_is_not_written_again(old: str, key: str, values: list[str]) -> None:
    """Setting a key to what it holds has no splices."""
    assert edits.set_value(front(old), key, values) == []
    assert edits.replace_all(front(old), key, values) == []


@pytest.mark.parametrize(("old", "key", "values", "message"), [
    ("tags: [a, b]", "tags", ["c"], "tags holds 2 values: a, b"),
    ("tags: a\ncategories: [b]", "tags", ["c"], "tags holds 2 values: a, b"),
    ("kids: [Clara, Vasco]", "kids", ["Eva"], "kids holds 2 values: Clara, Vasco"),
    ("email: {work: a@example.com}", "email", ["b"],
     "email holds a mapping; change it in the file"),
    ("company: X", "company", ["a", "b"], "company is one value, not 2"),
    ("name: Ana", "company", ["a", "b"], "company is one value, not 2"),
    ("name: Ana", "company", [" "], "an empty value is none; take the key out instead"),
    ("name: Ana", "company", [], "an empty value is none; take the key out instead"),
    ("name: Ana", " ", ["a"], "a key is a word, such as cadence"),
    ("name: Ana", "x" * 201, ["a"], "a key has at most 200 characters"),
    ("name: Ana", "company", ["\udcff"], "the value is not UTF-8"),
    ("a: &x b\nc: *x", "a", ["d"], "a is used elsewhere as *x; change it in the file"),
])
def test_what_would_lose_something_is_refused(
    old: str, key: str, values: list[str], message: str,
) -> None:
    """One text does not replace several, nor a mapping, and nothing is nothing."""
    with pytest.raises(UsageError) as refused:
        edits.set_value(front(old), key, values)
    assert str(refused.value) == message


@pytest.mark.parametrize(("old", "new"), [
    ("tags: [a, b]", "tags: c"), ("tags: # x\n- a\n# y\n- b\n# z", "tags: c # x\n# z"),
    ("tags: {a: b}", "tags: c"), ("tags: a\nname: Ana\ncategories: b", "tags: c\nname: Ana"),
])
def test_all_values_are_replaced_where_that_is_meant(old: str, new: str) -> None:
    """`replace_all` refuses nothing that `set_value` does; the synonyms go."""
    assert changed([old], all_("tags", "c")) == new.split("\n")


# --- absent keys ---


@pytest.mark.parametrize(("old", "key", "new"), [
    (["name: Ana", "cadence: weekly"], "company", ["name: Ana", "company: X", "cadence: weekly"]),
    (["name: Ana", "role: b", "kids: Eva"], "met", ["name: Ana", "role: b", "met: X", "kids: Eva"]),
    (["cadence: weekly"], "company", ["company: X", "cadence: weekly"]),
    (["# first", "", "# how often", "cadence: weekly"], "company",
     ["# first", "", "company: X", "# how often", "cadence: weekly"]),
    (["name: Ana", "kids: Eva", "# end", ""], "pets", ["name: Ana", "kids: Eva", "pets: X",
                                                      "# end", ""]),
    (["kids: Eva"], "company", ["kids: Eva", "company: X"]),
    (["name: |", "  Ana", "", "# c", "kids: Eva"], "company",
     ["name: |", "  Ana", "company: X", "", "# c", "kids: Eva"]),
    (["name: |+", "  Ana", "", "kids: Eva"], "company",
     ["name: |+", "  Ana", "", "company: X", "kids: Eva"]),
    (["tags:", "- a", "", "# of the next", "role: boss"], "company",
     ["tags:", "- a", "company: X", "", "# of the next", "role: boss"]),
    (["bio: |", "  text", "  # text", "role: boss"], "company",
     ["bio: |", "  text", "  # text", "company: X", "role: boss"]),
    (["  name: Ana", "  role: boss"], "company", ["  name: Ana", "  company: X", "  role: boss"]),
    ([], "company", ["company: X"]),
    (["# only this"], "company", ["# only this", "company: X"]),
    (["title: boss", "name: Ana"], "company", ["title: boss", "name: Ana", "company: X"]),
    (["mobile: 1"], "phone", ["mobile: 1", "phone: X"]),
    (["name: Ana"], "Home Page", ["name: Ana", "Home Page: X"]),
    (["name: Ana"], "no", ["name: Ana", '"no": X']),
    (["name: Ana"], "a: b", ["name: Ana", '"a: b": X']),
    (["name: Ana"], "ORG", ["name: Ana", "company: X"]),
    (["name: Ana"], "mobile", ["name: Ana", "mobile: X"]),
    (["company: Y"], "title", ["company: Y", "role: X"]),
])
def test_a_new_key_stands_where_the_format_lists_it(
    old: list[str], key: str, new: list[str],
) -> None:
    """After the nearest known key before it, else before the nearest after it, else at the end."""
    assert changed(old, set_(key, "X")) == new


@pytest.mark.parametrize(("old", "new"), [
    ("", "---\ncompany: X\n---\n"), ("Notes.\n", "---\ncompany: X\n---\nNotes.\n"),
    ("---\n---", "---\ncompany: X\n---"),
    ("---\nname: Ana\n...\nNotes.", "---\nname: Ana\ncompany: X\n...\nNotes."),
    ("--- yaml\nname: Ana\n---  \n", "--- yaml\nname: Ana\ncompany: X\n---  \n"),
])
def test_front_matter_is_made_or_filled(old: str, new: str) -> None:
    """A file without front matter gets it at its start; every kind of fence is one."""
    assert made(old, set_("company", "X")) == new


@pytest.mark.parametrize(("text", "message"), [
    ("---\nname: Ana\n", "the front matter is never closed; put a line of --- after its last key"),
    ("+++\nname = 1\n+++\n", f"front matter that starts with +++ is not read; {WRITE_YAML}"),
    ("---\n<<<<<<< HEAD\nname: Ana\n=======\nname: Bo\n>>>>>>> x\n---\n",
     "a merge conflict was left in its front matter; resolve it first"),
    ("---\n{name: Ana}\n---\n", "its front matter is in braces; write `key: value` lines"),
    ("---\n# c\n\n  {\n}\n---\n", "its front matter is in braces; write `key: value` lines"),
    ("---\n- a\n---\n",
     "its front matter cannot be read; mend it first (netsite check says how)"),
    ("---\n~\n---\n", "its front matter cannot be read; mend it first (netsite check says how)"),
    ("---\nname: Ana\ncompany: [a\n---\n",
     "company in line 3 cannot be read as it is written; mend it first (netsite check says how)"),
    ("---\nname: Ana\norg: *x\n---\n",
     "org in line 3 cannot be read as it is written; mend it first (netsite check says how)"),
    ("---\ncompany: !!str a\n---\n",
     "its front matter cannot be read; mend it first (netsite check says how)"),
    ("---\ncompany: a\nname: Ana\ncompany: b\n---\n",
     "company in line 4 cannot be read as it is written; mend it first (netsite check says how)"),
    ("---\ncompany: [a, *x]\n---\n",
     "company in line 2 cannot be read as it is written; mend it first (netsite check says how)"),
    ("---\n? company\n: a\n---\n", "its front matter is not written in lines of `key: value`"),
    ("---\n&a {name: Ana}\n---\n", "its front matter is not written in lines of `key: value`"),
    ("---\n  name: Ana\nrole: b\n---\n",
     "its front matter is not written in lines of `key: value`"),
    ("---\nname: Ana\n? company\n: a\n---\n",
     "company in line 3 cannot be read as it is written; mend it first (netsite check says how)"),
])
def test_what_cannot_be_edited_safely_is_refused(text: str, message: str) -> None:
    """Nothing is written into front matter, or a key, that was not read."""
    for edit in (set_("company", "X"), unset("company")):
        with pytest.raises(UsageError) as refused:
            edit(text)
        assert str(refused.value) == message


def test_a_slip_in_one_key_leaves_the_others_to_be_edited() -> None:
    """Of front matter with a key that is no YAML, the other keys are still set."""
    assert changed(["name: Ana", "role: a: b", "company: X"], set_("company", "Z")) == [
        "name: Ana", "role: a: b", "company: Z"]
    assert changed(["name: Ana", "role: a: b"], set_("kids", "Eva")) == [
        "name: Ana", "role: a: b", "kids: Eva"]


def test_a_key_that_would_be_lost_in_what_is_no_yaml_is_refused() -> None:
    """At the end of front matter that ends in something broken, a new key might not be read."""
    with pytest.raises(UsageError, match="cannot be read"):
        edits.set_value(front("kids:", "'[[carl]]'{]"), "members", ["ana"])


# --- keys that go ---


@pytest.mark.parametrize(("old", "key", "new"), [
    (["name: Ana", "# before", "company: X # own", "# after", "role: b"], "org",
     ["name: Ana", "# before", "# after", "role: b"]),
    (["tags:", "- a", "# in", "- b", "", "# after"], "tags", ["", "# after"]),
    (["tags: [", "  a,", "] # own", "name: Ana"], "tags", ["name: Ana"]),
    (["bio: |", "  a", "  # text", "", "# after", "name: Ana"], "bio",
     ["", "# after", "name: Ana"]),
    (["company:", "  # why", "  X", "name: Ana"], "company", ["name: Ana"]),
    (["company:", "name: Ana"], "company", ["name: Ana"]),
    (["company: a", "org: b", "name: Ana"], "employer", ["name: Ana"]),
    (["phone: '1'", "mobile: '2'"], "phone", ["mobile: '2'"]),
    (["company: X"], "company", []),
    (["name: Ana"], "company", ["name: Ana"]),
    (["teams:", "  - team: a", "    joined: 2019 # x", "role: b"], "teams", ["role: b"]),
])
def test_a_key_goes_with_its_lines(old: list[str], key: str, new: list[str]) -> None:
    """The comment behind it goes too; the lines around it stay."""
    assert changed(old, unset(key)) == new


# --- lists ---


@pytest.mark.parametrize(("old", "new"), [
    (["tags: [a, b]"], ["tags: [a, b, new]"]),
    (["tags: [a, b,] # x"], ["tags: [a, b, new,] # x"]),
    (["tags: []"], ["tags: [new]"]),
    (["tags: [ ] # x"], ["tags: [new ] # x"]),
    (["tags:"], ["tags: [new]"]),
    (["tags: # x"], ["tags: [new] # x"]),
    (["tags: a"], ["tags: [a, new]"]),
    (["tags: a, b"], ['tags: ["a, b", new]']),
    (["tags: 'it''s' # x"], ["tags: ['it''s', new] # x"]),
    (["tags: |", "  a, b"], ['tags: ["a, b", new]']),
    (["tags:", "- a", "- b # x", "", "# y"], ["tags:", "- a", "- b # x", "- new", "", "# y"]),
    (["tags:", "    - a"], ["tags:", "    - a", "    - new"]),
    (["tags: &t", "- a"], ["tags: &t", "- a", "- new"]),
    (["tags: [", "  a,", "  b # x", "]"], ["tags: [", "  a,", "  b, # x", "  new", "]"]),
    (["tags: [", "  a,", "  b, # x", "]"], ["tags: [", "  a,", "  b, # x", "  new,", "]"]),
    (["tags: [", "  a,", "  b]"], ["tags: [", "  a,", "  b, new]"]),
    (["tags: [a,", "  # x", "  ]"], ["tags: [a, new,", "  # x", "  ]"]),
    (["name: Ana"], ["name: Ana", "tags: [new]"]),
    (["categories: [a]"], ["categories: [a, new]"]),
    (["tags:", "categories: [a]"], ["tags:", "categories: [a, new]"]),
    (["tags: [# x", "  ]"], ["tags: [new # x", "  ]"]),
    (["tags: {a: b}"], ["tags: [{a: b}, new]"]),
    (["tags:", "  a: b", "", "  c: d # x", "# y"],
     ["tags:", "  - a: b", "", "    c: d # x", "  - new", "# y"]),
    (["tags: [a, NEW]"], ["tags: [a, NEW]"]),
    (["tags: a", "keywords: New"], ["tags: a", "keywords: New"]),
])
def test_an_item_is_added_in_the_form_that_the_list_has(old: list[str], new: list[str]) -> None:
    """Lists in brackets and blocks grow by an item; a lone value becomes a list."""
    assert changed(old, add("tags", "new")) == new


def test_an_item_is_quoted_where_it_stands() -> None:
    """In brackets more needs quotes than in a block."""
    assert changed(["tags: [a]"], add("tags", "b, c")) == ['tags: [a, "b, c"]']
    assert changed(["tags:", "- a"], add("tags", "b, c")) == ["tags:", "- a", "- b, c"]
    assert changed(["tags:", "- a"], add("tags", "no")) == ["tags:", "- a", '- "no"']


@pytest.mark.parametrize(("old", "item", "new"), [
    (["tags: [a, b, c]"], "A", ["tags: [b, c]"]),
    (["tags: [a, b, c]"], "b", ["tags: [a, c]"]),
    (["tags: [a, b, c,]"], "c", ["tags: [a, b,]"]),
    (["tags: [a] # x"], "a", ["tags: [] # x"]),
    (["tags: [a, A, b]"], "a", ["tags: [b]"]),
    (["tags: [ a, ]"], "a", ["tags: []"]),
    (["tags: [", "  a, # x", "  b, # y", "  c # z", "]"], "b",
     ["tags: [", "  a, # x", "  c # z", "]"]),
    (["tags: [", "  a,", "  b, # y", "  c", "]"], "b", ["tags: [", "  a,", "  c", "]"]),
    (["tags: [", "  a,", "  b", "]"], "b", ["tags: [", "  a", "]"]),
    (["tags: [", "  a,", "  b", "]"], "a", ["tags: [", "  b", "]"]),
    (["tags: [a, # x", "  b]"], "b", ["tags: [a, # x", "  ]"]),
    (["tags: [a, # x", "  b]"], "a", ["tags: [ # x", "  b]"]),
    (["tags:", "- a # x", "# of b", "- b", "# y", "- c"], "b",
     ["tags:", "- a # x", "# of b", "# y", "- c"]),
    (["tags:", "  - a", "  - b"], "a", ["tags:", "  - b"]),
    (["tags:", "- a", "name: Ana"], "a", ["name: Ana"]),
    (["tags: a # x", "name: Ana"], "a", ["name: Ana"]),
    (["tags:", "- |", "  a", "- b"], "a", ["tags:", "- b"]),
    (["tags:", "-", "  a", "- b"], "a", ["tags:", "- b"]),
    (["tags: [a]", "labels: a"], "a", ["tags: []"]),
    (["tags: [a, b]"], "c", ["tags: [a, b]"]),
])
def test_an_item_is_taken_out(old: list[str], item: str, new: list[str]) -> None:
    """The comma and the comment that are its own go with it; with the last the key goes."""
    assert changed(old, remove("tags", item)) == new


def test_names_and_labels_are_found_inside_of_items() -> None:
    """A name is found with or without brackets, in a mapping too, and so is an address."""
    assert changed(["teams: ['[[atlas]]', {team: acme, left: 2019}]"], remove("teams", "acme")) == [
        "teams: ['[[atlas]]']"]
    assert changed(["teams: ['[[atlas]]', acme]"], remove("teams", "atlas")) == ["teams: [acme]"]
    assert changed(["introduced_by: [carl]"], add("introduced_by", "[[Carl]]")) == [
        "introduced_by: [carl]"]
    assert changed(["email: [{work: a@example.com}, b@example.com]"],
                   remove("email", "a@example.com")) == ["email: [b@example.com]"]
    assert changed(["mobile: '+1'"], remove("phone", "+1")) == []


@pytest.mark.parametrize(("old", "key", "item", "message"), [
    (["introduced_by: '[[ana]] & [[bo]]'"], "introduced_by", "ana",
     "ana stands with others in one value of introduced_by; take it out in the file"),
    (["email: {a: x, b: y}"], "email", "x",
     "x stands with others in one value of email; take it out in the file"),
    (["company: X"], "company", "X", "company is one value, not a list"),
])
def test_an_item_that_stands_with_others_is_refused(
    old: list[str], key: str, item: str, message: str,
) -> None:
    """A text that is part of a value cannot be taken out alone."""
    with pytest.raises(UsageError) as refused:
        edits.remove_item(front(*old), key, item)
    assert str(refused.value) == message


# --- memberships ---


@pytest.mark.parametrize(("old", "joined", "new"), [
    (["name: Ana"], "", ["name: Ana", "teams: [atlas]"]),
    (["name: Ana"], DAY, ["name: Ana", f"teams: [{{team: atlas, joined: {DAY}}}]"]),
    (["teams:", "- acme"], DAY, ["teams:", "- acme", f"- {{team: atlas, joined: {DAY}}}"]),
    (["team: acme"], "", ["team: [acme, atlas]"]),
    (["teams: {team: acme, left: 2019}"], "", ["teams: [{team: acme, left: 2019}, atlas]"]),
    (["teams:", "  team: acme", "  left: 2019"], "",
     ["teams:", "  - team: acme", "    left: 2019", "  - atlas"]),
    (["teams: [{team: Atlas, left: 2019}]"], "", ["teams: [{team: Atlas, left: 2019}, atlas]"]),
    (["teams: [Atlas]"], DAY, ["teams: [Atlas]"]),
    (["teams: ['[[Atlas]]']"], "", ["teams: ['[[Atlas]]']"]),
    (["teams: [{team: Atlas, joined: 2019}]"], DAY, ["teams: [{team: Atlas, joined: 2019}]"]),
])
def test_joining_a_team_adds_a_membership(old: list[str], joined: str, new: list[str]) -> None:
    """A name, or a mapping with the day; nothing for who is in it today."""
    assert changed(old, join("teams", "atlas", joined)) == new


def test_a_member_joins_and_leaves_a_group() -> None:
    """In a group's file the mapping says `member`."""
    assert changed(["members: [bo-chen]"], join("members", "ana", DAY)) == [
        f"members: [bo-chen, {{member: ana, joined: {DAY}}}]"]
    assert changed(["members: [bo-chen]"], leave("members", "bo-chen")) == [
        f"members: [{{member: bo-chen, left: {DAY}}}]"]


@pytest.mark.parametrize(("old", "new"), [
    (["teams: atlas # x"], [f"teams: {{team: atlas, left: {DAY}}} # x"]),
    (["teams: [acme, atlas]"], [f"teams: [acme, {{team: atlas, left: {DAY}}}]"]),
    (["teams: ['[[atlas]]']"], [f"teams: [{{team: '[[atlas]]', left: {DAY}}}]"]),
    (["teams: [[atlas]]"], [f'teams: [{{team: "[[atlas]]", left: {DAY}}}]']),
    (["teams:", "- atlas # x"], ["teams:", f"- {{team: atlas, left: {DAY}}} # x"]),
    (["teams: {team: atlas}"], [f"teams: {{team: atlas, left: {DAY}}}"]),
    (["teams: [{team: atlas, joined: 2019 }]"],
     [f"teams: [{{team: atlas, joined: 2019, left: {DAY} }}]"]),
    (["teams: [{team: atlas, joined: }]"], [f"teams: [{{team: atlas, joined: , left: {DAY} }}]"]),
    (["teams: [team: atlas]"], [f"teams: [{{team: atlas, left: {DAY}}}]"]),
    (["teams: {team: atlas, left: }"], [f"teams: {{team: atlas, left: {DAY} }}"]),
    (["teams: {team: atlas, left}"], [f"teams: {{team: atlas, left: {DAY}}}"]),
    (["teams: {team: atlas, left: ~}"], [f"teams: {{team: atlas, left: {DAY}}}"]),
    (["teams:", "  - team: atlas", "    joined: 2019 # x", "  # y"],
     ["teams:", "  - team: atlas", "    joined: 2019 # x", f"    left: {DAY}", "  # y"]),
    (["teams:", "-   team: atlas"], ["teams:", "-   team: atlas", f"    left: {DAY}"]),
    (["teams:", "  team: atlas"], ["teams:", "  team: atlas", f"  left: {DAY}"]),
    (["groups:", "  team: atlas", "name: Ana"],
     ["groups:", "  team: atlas", f"  left: {DAY}", "name: Ana"]),
    (["teams: [{team: atlas, until: 2019}, {team: atlas, joined: 2020}]"],
     [f"teams: [{{team: atlas, until: 2019}}, {{team: atlas, joined: 2020, left: {DAY}}}]"]),
    (["teams: [acme]"], ["teams: [acme]"]),
    (["name: Ana"], ["name: Ana"]),
])
def test_leaving_a_team_ends_the_membership_that_is_open(old: list[str], new: list[str]) -> None:
    """A name becomes a mapping, a mapping gets its day; what has ended stays as it is."""
    assert changed(old, leave("teams", "atlas")) == new


@pytest.mark.parametrize(("old", "edit", "message"), [
    ("teams: '[[atlas]] [[acme]]'", leave("teams", "atlas"),
     "atlas, acme stand in one value of teams; write them as several in the file"),
    ("teams: {team: atlas, left: [a]}", join("tags", "a"),
     "tags holds no memberships; teams and members do"),
    ("teams: {team: atlas, left: []}", leave("teams", "atlas"),
     "the day of leaving is a list; write it in the file"),
    ("teams:\n- ? team\n  : atlas", leave("teams", "atlas"),
     "the membership in line 3 is written in a way that is not edited; write it in the file"),
])
def test_memberships_that_are_not_edited_are_refused(
    old: str, edit: Edit, message: str,
) -> None:
    """Where it is not clear what to write, nothing is."""
    with pytest.raises(UsageError) as refused:
        edit(front(old))
    assert str(refused.value) == message


# --- names ---


@pytest.mark.parametrize(("old", "new"), [
    ('introduced_by: "[[carl]]" # x', 'introduced_by: "[[cy]]" # x'),
    ("introduced_by: '[[people/carl.md#x|Shown carl]]'",
     "introduced_by: '[[people/cy.md#x|Shown carl]]'"),
    ("referred_by: carl", "referred_by: cy"),
    ("introduced_by: 'carl'", "introduced_by: 'cy'"),
    ("introduced_by: [[carl]]", "introduced_by: [[cy]]"),
    ("introduced_by: '[[carl]] & [[ana]], [[ carl ]]'",
     "introduced_by: '[[cy]] & [[ana]], [[ cy ]]'"),
    ("introduced_by: >-\n  [[carl]]", 'introduced_by: "[[cy]]"'),
    ('introduced_by: "[[\\x63arl]]"', 'introduced_by: "[[cy]]"'),
    ("teams: [carl, carla, {team: carl, joined: 2019}]",
     "teams: [cy, carla, {team: cy, joined: 2019}]"),
    ("members:\n- member: carl # x\n- person: [carl, ana]\n- note: carl",
     "members:\n- member: cy # x\n- person: [cy, ana]\n- note: carl"),
    ("company: carl\nname: carl\ncarl: carl", "company: carl\nname: carl\ncarl: carl"),
])
def test_a_name_is_renamed_wherever_it_stands_for_somebody(old: str, new: str) -> None:
    """Only the name's letters change, in links, mappings and bare."""
    assert changed(old.split("\n"), rename("carl", "cy")) == new.split("\n")


def test_a_new_name_is_quoted_where_it_has_to_be() -> None:
    """A name with signs of YAML in it gets quotes, or is written for those that are there."""
    old = ["teams: [carl, '[[carl]]']", "introduced_by: carl"]
    assert changed(old, rename("carl", "Kim's, Bo")) == [
        "teams: [\"Kim's, Bo\", '[[Kim''s, Bo]]']", "introduced_by: Kim's, Bo"]


@pytest.mark.parametrize("name", ["a|b", "[[a]]", "a#b", "a/b", "a.md"])
def test_a_name_that_no_link_can_have_is_refused(name: str) -> None:
    """A link would not read such a name as it is."""
    with pytest.raises(UsageError, match="cannot stand in a link"):
        renaming.rename_names(front("name: Ana"), "carl".__eq__, name)
