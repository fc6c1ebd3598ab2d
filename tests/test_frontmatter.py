"""Front matter: the YAML between the fences, to nodes that know their place."""

import pytest
import yaml

from netsite.text import yamlnodes
from netsite.text.frontmatter import FrontMatter, read_front_matter
from netsite.text.nodes import Items, Node, Pairs, Scalar
from netsite.text.yamlnodes import _mend
from tests.reading import lines_told, told

CLOSE = "put a line of --- after its last key"
QUOTE = "put the value in quotes"
WRITE_OUT = "write the value out"
WRITE_YAML = "write YAML: `key: value` lines between two lines of ---"


@pytest.fixture(params=["libyaml", "pure Python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with PyYAML's C parser, and with the one that stands in where it was not built."""
    if request.param == "pure Python":
        monkeypatch.setattr(yamlnodes, "_Parser", yaml.SafeLoader)


def head(*lines: str) -> FrontMatter:
    """Read lines of front matter; the first stands in line 2 of its file."""
    return read_front_matter("a.md", "\n".join(["---", *lines, "---", "body"]))


def values(front: FrontMatter) -> dict[str, object]:
    """Give front matter as plain texts, lists and dicts."""
    return {key.text: plain(value) for key, value in front.pairs}


def plain(node: Node) -> object:
    """Give a node as plain texts, lists and dicts."""
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    if isinstance(node, Pairs):
        return {key.text: plain(value) for key, value in node.pairs}
    return node.text


@pytest.mark.parametrize(("text", "keys", "body", "line"), [
    ("---\nname: Ana\n---\nbody\n", ["name"], "body\n", 4),
    ("---\n---\nbody", [], "body", 3),
    ("---\nname: Ana\n...\nbody", ["name"], "body", 4),
    ("--- \t\nname: Ana\n---  \nbody", ["name"], "body", 4),
    ("---yaml\nname: Ana\n---\nbody", ["name"], "body", 4),
    ("--- yaml\nname: Ana\n---\nbody", ["name"], "body", 4),
    ("---\nname: Ana\n---", ["name"], "", 4),
    ("---\n\n# a comment\n\nname: Ana\n\n---\n\nbody", ["name"], "\nbody", 8),
    ("---\n# only a comment\n---\nbody", [], "body", 4),
    ("---\nname: Ana\n---\nbody\n---\nmore: no\n---\n", ["name"], "body\n---\nmore: no\n---\n", 4),
    ("body", [], "body", 1),
    ("", [], "", 1),
    ("\n---\nname: Ana\n---\n", [], "\n---\nname: Ana\n---\n", 1),
    (" ---\nname: Ana\n---\n", [], " ---\nname: Ana\n---\n", 1),
    ("# Ana\n\n---\n\ntext", [], "# Ana\n\n---\n\ntext", 1),
    ("----\nbody", [], "----\nbody", 1),
])
def test_a_file_is_split_at_its_fences(text: str, keys: list[str], body: str, line: int) -> None:
    """Front matter stands between two fences at the very start; without the first there is none."""
    front = read_front_matter("a.md", text)

    assert list(values(front)) == keys
    assert (text[front.body_start:], front.body_line) == (body, line)
    assert front.problems == ()


def test_a_missing_closing_fence_is_told() -> None:
    """Without a second fence no key is read, and the text is the body's, so that it is shown."""
    text = "---\nname: Ana\n\nFree notes.\n"
    front = read_front_matter("a.md", text)

    assert told(front.problems) == [("a.md:1:1: error: the front matter is never closed", CLOSE)]
    assert (text[front.body_start:], front.body_line) == ("name: Ana\n\nFree notes.\n", 2)


@pytest.mark.parametrize(("opening", "shown"), [
    ("+++", "+++"), ("---toml", "---toml"), (";;;", ";;;"), ("{", "{"),
])
def test_foreign_front_matter_is_told(opening: str, shown: str) -> None:
    """Front matter in TOML or JSON is an error that says what to write instead."""
    front = read_front_matter("a.md", f"{opening}\nname = 'Ana'\n+++\n")

    assert told(front.problems) == [
        (f"a.md:1:1: error: front matter that starts with {shown} is not read", WRITE_YAML)]


@pytest.mark.parametrize("value", [
    "no", "yes", "12:30", "+4420", "0x1F", "1e3", "010", "2015-03-02", "null", "~", "1_000", ".inf",
    "<<", "=", "2015-03-02T10:00:00Z", "it's", 'say "hi"', "a#b", "花子",
])
def test_every_value_is_text(value: str) -> None:
    """A value is the text that stands there; YAML's own types are not looked for."""
    assert values(head(f"key: {value}")) == {"key": value}


@pytest.mark.parametrize(("written", "value"), [
    ('"+351 900"', "+351 900"),
    ("'it''s'", "it's"),
    (r'"a\tb\u00e9"', "a\tbé"),
    ('"[[carl-ito]]"', "[[carl-ito]]"),
    ("Ana # her first name", "Ana"),
    ("[climbing, 'a, b', ]", ["climbing", "a, b"]),
    ("[]", []),
    ("{}", {}),
    ("{anniversary: 2010-06-01, other: x}", {"anniversary": "2010-06-01", "other": "x"}),
    ("[ana@example.com, {work: a@globex.example}]",
     ["ana@example.com", {"work": "a@globex.example"}]),
    ("[[carl-ito]]", [["carl-ito"]]),
    ("\n- atlas\n- {team: Acme site, joined: 2019-03}",
     ["atlas", {"team": "Acme site", "joined": "2019-03"}]),
    ("\n  - atlas\n  - team: Acme site\n    left: 2022-06",
     ["atlas", {"team": "Acme site", "left": "2022-06"}]),
    ("|\n  two\n  lines", "two\nlines\n"),
    (">-\n  two\n  lines", "two lines"),
    ("two\n  lines", "two lines"),
    ("", ""),
    ("&anchor Ana", "Ana"),
])
def test_values_have_the_forms_of_yaml(written: str, value: object) -> None:
    """Quotes, lists, mappings, blocks and comments are YAML's."""
    front = head(f"key: {written}")

    assert (values(front), front.problems) == ({"key": value}, ())


@pytest.mark.parametrize(("written", "empty"), [
    ("", True), ("~", True), ("null", True), ('""', False), ("'null'", False), ('"~"', False),
    ("no", False), ("Null", False),
])
def test_a_value_that_was_not_written_is_empty(written: str, *, empty: bool) -> None:
    """No value, `~` and `null` mean that nothing is there, unless they are quoted."""
    value = head(f"key: {written}").pairs[0][1]

    assert isinstance(value, Scalar)
    assert value.empty == empty


@pytest.mark.parametrize(("line", "column", "slice_"), [
    ("name: Ana Silva", 7, "Ana Silva"),
    ("name:    Ana", 10, "Ana"),
    ("name: Ana # her", 7, "Ana"),
    ('name: "Ana"', 7, '"Ana"'),
    ("näme 花😀: Ana", 10, "Ana"),
    ("name: 😀 Zoë", 7, "😀 Zoë"),
    ("name: [a, b]", 7, "[a, b]"),
    ("name: {a: b}", 7, "{a: b}"),
])
def test_a_value_knows_its_place(line: str, column: int, slice_: str) -> None:
    """Line, column and slice of a value are those of the file, counted in characters."""
    text = f"---\nfirst: 花\n{line}\nlast: x\n---\n"
    value = read_front_matter("a.md", text).pairs[1][1]

    assert (value.line, value.column, text[value.start:value.end]) == (3, column, slice_)


@pytest.mark.parametrize("before", [
    "note: '\u2028'", "note: '\u2029'", "note: '\x85'", "\ufeffnote: x", "note: a\u2028b",
])
def test_rare_line_separators_and_marks_do_not_shift_places(before: str) -> None:
    """Lines end where an editor ends them, and a stray byte order mark takes up its place."""
    text = f"---\n{before}\nname: Ana\n---\n"
    key, value = read_front_matter("a.md", text).pairs[-1]

    assert (key.line, key.column, text[key.start:key.end]) == (3, 1, "name")
    assert (value.line, value.column, text[value.start:value.end]) == (3, 7, "Ana")


def test_keys_know_their_place() -> None:
    """A key has its line and column too, also inside of a mapping."""
    (outer, value), = head("dates: {met again: 2010-06-01}").pairs

    assert isinstance(value, Pairs)
    assert [(key.line, key.column) for key in (outer, value.pairs[0][0])] == [(2, 1), (2, 9)]


@pytest.mark.parametrize(("lines", "problem", "hint", "kept"), [
    (["name: Ana", "role: a: b", "company: X"],
     "3:8: error: a second `: ` in one line", QUOTE, {"name": "Ana", "company": "X"}),
    (["name: Ana", "role: @boss", "company: X"],
     "3:7: error: a value cannot start with this character", QUOTE,
     {"name": "Ana", "company": "X"}),
    (["name: Ana", "role: %boss"],
     "3:7: error: a value cannot start with this character", QUOTE, {"name": "Ana"}),
    (["name: Ana", "dates:", "\tmet again: 2010-06-01", "company: X"],
     "4:1: error: a tab where spaces are needed", "indent with spaces",
     {"name": "Ana", "company": "X"}),
    (["- a", "- b"],
     "2:1: error: this is not a `key: value` line", "write a key, a colon and a space", {}),
    (["just words"],
     "2:1: error: this is not a `key: value` line", "write a key, a colon and a space", {}),
    (["name: Ana", "tags: [a, b", "company: X"],
     "3:7: error: a bracket is never closed", "close it, or quote the value",
     {"name": "Ana", "company": "X"}),
    (["name: Ana", 'role: "boss', "company: X"],
     "3:7: error: a quote or bracket is never closed", "close it",
     {"name": "Ana", "company": "X"}),
    (["name: Ana", "role: a\x01b", "company: X"],
     "3:8: error: a control character", "take it out", {"name": "Ana", "company": "X"}),
])
def test_a_slip_in_one_key_does_not_hide_the_others(
    lines: list[str], problem: str, hint: str, kept: dict[str, object],
) -> None:
    """What is no YAML is an error at its place, and every other key is read."""
    front = head(*lines)

    assert [(str(found).partition(":")[2], found.hint) for found in front.problems] == [
        (problem, hint)]
    assert values(front) == kept


def test_two_slips_are_both_told() -> None:
    """Each slip is told, not just the first."""
    front = head("role: a: b", "name: Ana", "tags: [a", "company: X")

    assert [(found.line, found.level) for found in front.problems] == [(2, "error"), (4, "error")]
    assert values(front) == {"name": "Ana", "company": "X"}


def test_merge_conflict_marks_are_named_as_what_they_are() -> None:
    """A merge conflict in front matter is one error; of a key of both sides the first counts."""
    front = head("name: Ana", "<<<<<<< HEAD", "cadence: weekly", "=======", "cadence: monthly",
                 ">>>>>>> theirs", "role: boss")

    assert told(front.problems) == [
        ("a.md:3:1: error: a merge conflict was left in this file",
         "keep one of the two versions, and take out the lines with the marks"),
        ("a.md:6:1: error: the key cadence stands twice", "keep one; the one in line 4 is used")]
    assert values(front) == {"name": "Ana", "cadence": "weekly", "role": "boss"}


def test_a_doubled_key_is_told_and_its_first_value_used() -> None:
    """The second of two keys is an error at its place that says which one holds."""
    front = head("name: Ana", "role: boss", "name: Bo")

    assert values(front) == {"name": "Ana", "role": "boss"}
    assert told(front.problems) == [
        ("a.md:4:1: error: the key name stands twice", "keep one; the one in line 2 is used")]


def test_a_doubled_key_inside_of_a_value_is_told() -> None:
    """A key that stands twice in a mapping is an error there too."""
    front = head("dates: {a: 1, a: 2}")

    assert values(front) == {"dates": {"a": "1"}}
    assert told(front.problems) == [
        ("a.md:2:15: error: the key a stands twice", "keep one; the one in line 2 is used")]


def test_a_doubled_key_of_a_list_item_is_told() -> None:
    """Each item of a list is a mapping of its own."""
    front = head("teams:", "- {team: a}", "- {team: b, team: c}")

    assert values(front) == {"teams": [{"team": "a"}, {"team": "b"}]}
    assert lines_told(front.problems) == ["a.md:4:13: error: the key team stands twice"]


@pytest.mark.parametrize(("lines", "problem", "kept"), [
    (["a: &x one", "b: *x", "c: two"], "3:4: error: an alias (*) is not read",
     {"a": "one", "c": "two"}),
    (["a: &x [one]", "b: [*x, two]"], "3:5: error: an alias (*) is not read",
     {"a": ["one"], "b": ["two"]}),
    (["a: !!python/object:os.system rm", "b: two"],
     "2:4: error: a tag (tag:yaml.org,2002:python/object:os.system) is not read", {"b": "two"}),
    (["a: !secret [one]", "b: two"], "2:4: error: a tag (!secret) is not read", {"b": "two"}),
])
def test_aliases_and_tags_are_refused(
    lines: list[str], problem: str, kept: dict[str, object],
) -> None:
    """An alias or a tag is an error, its value left out, and nothing is made of it."""
    front = head(*lines)

    assert told(front.problems) == [(f"a.md:{problem}", WRITE_OUT)]
    assert values(front) == kept


def test_a_billion_laughs_are_not_laughed() -> None:
    """Aliases of aliases do not multiply."""
    lines = ["l0: &l0 [ha, ha]", *(
        f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 20))]
    front = head("name: Ana", *lines)

    assert values(front)["name"] == "Ana"
    assert {problem.message for problem in front.problems} == {"an alias (*) is not read"}


@pytest.mark.parametrize("nested", [
    "[" * 30_000, "[" * 30_000 + "]" * 30_000, "{a: " * 30_000, "\n  " + "- " * 30_000,
    "\n  " + "? " * 30_000, "\n" + "\n".join(" " * n + "- " for n in range(1, 100)) + "x",
])
def test_deep_nesting_is_told_and_harms_nothing(nested: str) -> None:
    """Nesting without end is an error, and the other keys are read."""
    front = head("name: Ana", f"deep: {nested}")

    assert values(front) == {"name": "Ana"}
    assert {problem.level for problem in front.problems} == {"error"}
    assert any("nested deeper than 64 levels" in problem.message for problem in front.problems)


def test_64_levels_are_read() -> None:
    """Nesting that somebody may have meant is no problem; the keys are its first level."""
    assert head(f"deep: {'[' * 63}x{']' * 63}").problems == ()
    assert lines_told(head(f"deep: {'[' * 64}x{']' * 64}").problems) == [
        "a.md:2:70: error: nested deeper than 64 levels"]


def test_front_matter_of_256_kb_is_read() -> None:
    """Front matter of just that length is not too long."""
    line = "note: " + "x" * (256 * 1024 - len("note: \n"))

    assert head(line).problems == ()


def test_front_matter_longer_than_256_kb_is_not_read() -> None:
    """Front matter that no contact has is an error, and the body is read all the same."""
    text = f"---\nname: Ana\nnote: {'x' * 256 * 1024}\n---\nbody"
    front = read_front_matter("a.md", text)

    assert told(front.problems) == [
        ("a.md:1:1: error: the front matter is longer than 256 kB",
         "move long texts into the notes below it")]
    assert (values(front), text[front.body_start:], front.body_line) == ({}, "body", 5)


def test_a_key_that_is_no_word_is_told() -> None:
    """A list or mapping as a key is an error at its place."""
    front = head("name: Ana", "? [a, b]", ": c")

    assert values(front) == {"name": "Ana"}
    assert told(front.problems) == [
        ("a.md:3:3: error: a key must be a word", "write `key: value`")]


def test_a_second_document_is_told() -> None:
    """A line that begins another YAML document is an error; the keys away from it are read."""
    front = head("name: Ana", "role: boss", "--- # more", "company: X")

    assert values(front)["name"] == "Ana"
    assert lines_told(front.problems) == ["a.md:4:1: error: a second YAML document begins here"]


@pytest.mark.parametrize("slip", [
    'a: "x" y', "a:\n  - b\n  c: d", "a: [b, , c]", "a: | text", 'a: "\\q"', "a: %b", "%b",
    "a: !x!y b", "a: !<b", "a: b\n c: d", "a: - b", "a: |0\n  b", "a: {b: c", "a: 'b", "a: &",
    "a: *", "? a\nb", "a: [b\nc: d", "a: ]", "a: b: c", 'a: "\\x"', "a: @b", "a: >x", "- a\nb: c",
    "a: \n\tb: c", "a: b\n\tc: d", "{a: b} c", '"a" b', 'a: "b\nc: d', "a: !!", "a: ,b", "a: [b}",
])
def test_a_slip_is_told_in_words_of_our_own(slip: str) -> None:
    """What people do write wrong is said with its mend, and not in the words of the parser."""
    problems = head(slip).problems

    assert (problems != (), all(problem.hint for problem in problems)) == (True, True)
    assert [problem.message for problem in problems
            if problem.message.startswith("this is not YAML")] == []


def test_words_that_nobody_mapped_are_quoted() -> None:
    """What the parser says else stays as it says it."""
    assert _mend("found a thing") == ("this is not YAML: “found a thing”", QUOTE)
