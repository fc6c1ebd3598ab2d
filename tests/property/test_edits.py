"""Laws of edits: on real files nothing else changes, and other people's YAML agrees."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
import yaml_edit
from hypothesis import assume, given
from hypothesis import strategies as st

from netsite.network import edits, memberships, renaming
from netsite.network.contacts import READERS, SEVERAL, SYNONYMS, normal_key
from netsite.network.keys import Keys
from netsite.network.proof import Reading, only_keys, only_names, reading, unwanted
from netsite.problems import UsageError
from netsite.text.frontmatter import read_front_matter
from netsite.text.names import one_line
from netsite.text.source import decode
from netsite.text.splices import Document, Splice, spliced
from netsite.text.written import written
from tests.property.texts import heads
from tests.reading import NOT_CONTACT, contact

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
VALUES = (
    "Globex", "no", "12:30", "+351 900 000", "[[carl-ito]]", "a: b", "x # y", "it's", 'say "hi"',
    "2027-01-15", "花子", "- a", "6 weeks", "2015", "a, b", "{x}", "~", "C:\\x", "@ana", "'", '"',
    "https://ana.example/?q=1#x", "null", "*x", "&x", "!x", "%x", "`x`", "|", ">", "a:", "?", "=",
    "a\x07b", "\ufeffa", "---", "...", "#x", "Zoë Silva", "1e3", "0x1F", "1_000", ".inf", "<<")
LISTS = tuple(sorted(SEVERAL))

texts_for_values = (st.sampled_from(VALUES) | st.text(max_size=12)).filter(
    lambda text: one_line(text) and not any("\ud800" <= c <= "\udfff" for c in text))
Edit = Callable[[str], list[Splice]]


def read_again(text: str) -> Reading:
    """Read a contact's file."""
    return reading("contacts/ana.md", text, journal=False, not_contact=NOT_CONTACT)


def means(key: str, text: str) -> str:
    """Give the name under which a key of a file counts."""
    meant = Keys(text).wanted(key)
    return meant.known or normal_key(key)


def random_edit(rng: random.Random, text: str) -> tuple[str, Edit]:
    """Choose a key, of the file or another one, and something to do with it."""
    front = read_front_matter("a.md", text)
    theirs = [key.text for key, _ in front.pairs]
    ours = [*READERS, *(word for words in SYNONYMS.values() for word in words), "kids"]
    key = rng.choice(theirs if theirs and rng.random() < 0.7 else ours)
    value, other = rng.choice(VALUES), rng.choice(VALUES)
    node = next((node for word, node in front.pairs if word.text == key), None)
    items = edits.texts_of(node) if node else []
    item = rng.choice(items) if items else value
    teams = rng.choice(["teams", "members"])
    choices: list[tuple[str, Edit]] = [
        (key, lambda text: edits.set_value(text, key, [value])),
        (key, lambda text: edits.replace_all(text, key, [value, other])),
        (key, lambda text: edits.replace_all(text, key, [value])),
        (key, lambda text: edits.unset(text, key)),
        (key, lambda text: edits.add_item(text, key, value)),
        (key, lambda text: edits.remove_item(text, key, item)),
        (teams, lambda text: memberships.join(text, teams, value, "2026-03")),
        (teams, lambda text: memberships.leave(text, teams, lambda _: True, "2026-03-02")),
    ]
    return rng.choice(choices)


def untouched(old: list[bytes], new: list[bytes], first: int, last: int) -> bool:
    """Whether two files are the same before line `first` of the old one and from `last` on."""
    rest = len(old) - last
    return old[:first] == new[:first] and old[last:] == new[len(new) - rest:] and (
        first + rest <= len(new))


def data_of(file: bytes) -> dict[object, object] | None:
    """Give front matter as PyYAML loads it, every scalar a text; None where it does not."""
    text = Document("a.md", file).text
    keys = Keys(text)
    try:
        found = yaml.load(text[keys.start:keys.end], yaml.BaseLoader)  # noqa: S506  # texts only
    except (yaml.YAMLError, TypeError):
        return None
    return found if isinstance(found, dict) else {} if not found else None


def others_agree(old: bytes, new: bytes, keys: set[str]) -> bool:
    """Whether another reader finds the same in two files, but for some keys."""
    before = data_of(old)
    if before is None:
        return True
    after = data_of(new)
    assert after is not None
    return [(key, value) for key, value in before.items() if key not in keys] == [
        (key, value) for key, value in after.items() if key not in keys]


def disguises(data: bytes) -> list[bytes]:
    """Give a file with LF and CRLF, with and without a BOM and a last line end."""
    plain = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return [bom + version for bom in (b"", b"\xef\xbb\xbf") for end in (plain, plain.rstrip(b"\n"))
            for version in (end, end.replace(b"\n", b"\r\n"))]


@pytest.mark.parametrize("name", ["people", "frontmatter"])
def test_edits_of_real_files_change_one_key_and_no_other_byte(name: str) -> None:
    """Every edit of a real file is refused, or shows in the lines of its key alone."""
    if not CASES.is_dir():
        pytest.skip("the collection of real files is not on this machine")
    paths = sorted(path for path in (CASES / name).rglob("*.m*") if path.is_file())
    rng = random.Random(name)  # noqa: S311  # the same edits each time
    made = 0
    for turn in range(500):
        data = rng.choice(disguises(paths[turn % len(paths)].read_bytes()))
        made += one_random_edit(rng, data)
    assert made > 100


def one_random_edit(rng: random.Random, data: bytes) -> bool:
    """Make an edit of a file, and see that it is one; False if it is refused or does nothing."""
    document = Document("contacts/ana.md", data)
    key, edit = random_edit(rng, document.text)
    try:
        splices = edit(document.text)
        wanted = means(key, document.text)
    except UsageError:
        return False
    new = document.spliced(splices)
    if unwanted("contacts/ana.md", document.text, decode("contacts/ana.md", new).text,
                lambda before, after: only_keys(before, after, {wanted}),
                journal=False, not_contact=NOT_CONTACT):
        return False
    if not splices:
        assert new == data
        return False
    file = Keys(document.text)
    known = [file.lines(found) for found in file.meant(key, labelled=True)]
    lines = known or [Splice(splices[0].start, splices[0].end, "")]
    first = document.text.count("\n", 0, min(span.start for span in lines))
    last = document.text.count("\n", 0, max(span.end for span in lines))
    if file.start >= 0 and len(known) < 2:
        slot = splices[0].start
        here = document.text.count("\n", 0, slot)
        first, last = min(first, here), max(last, here)
        assert untouched(data.split(b"\n"), new.split(b"\n"), first, last)
    assert others_agree(data, new, {found.key.text for found in file.meant(key)} | {key, wanted})
    assert new.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert (b"\r" in new) == (b"\r" in data)
    return True


# --- laws ----------------------------------------------------------------------------------------

keys = st.sampled_from([*READERS, "org", "kids", "Tel", "twitter", "title", "Introduced By", "yes"])
SNIPPETS = (
    "company: Globex", "org: 'Globex'   # why", "tags: [a, b]", "tags:\n- a\n- b", "teams:",
    "teams:\n  - atlas\n  # c\n  - team: acme\n    joined: 2019\n",
    "# a comment", "",
    "email: [a@example.com, {work: b@example.com}]", "email:\n  work: a@example.com",
    "bio: |\n  text\n  # not a comment\n\n", "bio: >-\n  text", "note: |+\n  text\n\n",
    "kids: # who",
    "kids: [\n  Clara, # one\n  Vasco\n]", "members: &x atlas", "met : 2015", '"role": boss',
    "introduced_by: [[carl]]", "aliases: {a: b}",
    "cadence: &a weekly # x", "phone: []",
    "name: Ana",
    "location: two\n  lines", 'uid: "a\\tb"', "dates: {met again: 2010}", "snooze: ~",
    "tags: a\ncategories: [b]",
)
fronts = st.lists(st.sampled_from(SNIPPETS), max_size=8,
                  unique_by=lambda line: line.split(":")[0] or line).map(
    lambda lines: "\n".join(["---", *lines, "---", "Notes.", ""]))


def made(edit: Callable[[], list[Splice]]) -> list[Splice]:
    """Make an edit; a refused one is no example."""
    try:
        return edit()
    except UsageError:
        assume(False)
        raise


@given(fronts, keys, texts_for_values)
def test_what_is_set_is_read(text: str, key: str, value: str) -> None:
    """After setting a key, it holds the value, and every other key what it held."""
    new = spliced(text, made(lambda: edits.set_value(text, key, [value])))
    found = Keys(new).meant(key)

    assert edits.texts_of(Keys.holder(found).node) == [one_line(value)]
    assert only_keys(read_again(text), read_again(new), {means(key, text)}) == ""
    assert edits.set_value(new, key, [value]) == []


@given(fronts, keys, texts_for_values)
def test_what_is_set_and_unset_leaves_no_trace(text: str, key: str, value: str) -> None:
    """Where a key was absent, setting and unsetting it gives the bytes back."""
    assume(not made(lambda: edits.unset(text, key)))
    new = spliced(text, made(lambda: edits.set_value(text, key, [value])))

    assert spliced(new, edits.unset(new, key)) == text


@given(fronts, st.sampled_from((*LISTS, "kids")), texts_for_values)
def test_what_is_added_and_removed_is_not_there(text: str, key: str, value: str) -> None:
    """Adding and removing an item gives an equal contact; adding it twice does nothing more."""
    splices = made(lambda: edits.add_item(text, key, value))
    assume(splices)
    new = spliced(text, splices)
    name = means(key, text)

    assert only_keys(read_again(text), read_again(new), {name}) == ""
    assert edits.add_item(new, key, value) == []
    try:
        removed = edits.remove_item(new, key, value)
    except UsageError:  # several links in one text
        return
    back = spliced(new, removed)
    before, after = contact(text), contact(back)
    for field in ("tags", "aliases", "email", "phone", "links", "company", "promises"):
        assert getattr(after, field) == getattr(before, field)
    assert only_keys(read_again(text), read_again(back), {name}) == ""


@given(fronts, st.sampled_from(("atlas", "acme", "carl")), texts_for_values)
def test_a_renamed_name_is_renamed_everywhere(text: str, old: str, value: str) -> None:
    """After renaming, nobody is called so, and nothing but the name is different."""
    splices = made(lambda: renaming.rename_names(text, old.__eq__, value))
    new = spliced(text, splices)

    assert renaming.rename_names(new, old.__eq__, value) == [] or old == one_line(value)
    assert only_names(read_again(text), read_again(new), old.__eq__, one_line(value)) == ""


@given(heads, keys, texts_for_values, st.sampled_from(("set", "unset", "add", "remove", "leave")))
def test_no_edit_of_a_strange_text_raises_but_to_refuse(
    text: str, key: str, value: str, what: str,
) -> None:
    """Whatever the front matter: an edit is refused, or has splices that do not overlap."""
    edit: dict[str, Edit] = {
        "set": lambda text: edits.set_value(text, key, [value]),
        "unset": lambda text: edits.unset(text, key),
        "add": lambda text: edits.add_item(text, key, value),
        "remove": lambda text: edits.remove_item(text, key, value),
        "leave": lambda text: memberships.leave(text, "teams", lambda _: True, "2026-03-02"),
    }
    try:
        splices = edit[what](text)
    except UsageError:
        return
    Document("a.md", text.encode()).spliced(splices)


# --- other people's YAML -------------------------------------------------------------------------


@given(value=texts_for_values, flow=st.booleans(), quote=st.sampled_from(("", "'", '"')))
def test_every_reader_of_yaml_takes_what_is_written_for_text(
    value: str, *, flow: bool, quote: str,
) -> None:
    """PyYAML (YAML 1.1) and yaml-edit (1.2) read a written value as just that text."""
    value = one_line(value)
    new = written(value, flow=flow, quote=quote)
    line = f"key: [{new}, {new}]\n" if flow else f"key: {new}\n"
    wanted = [value, value] if flow else value
    day = not new.startswith(("'", '"')) and value[:1].isdigit() and value[4:5] == "-"

    assert yaml.load(line, yaml.BaseLoader) == {"key": wanted}  # noqa: S506  # texts only
    if not day:
        assert yaml.safe_load(line) == {"key": wanted}
        assert yaml_edit.Document.parse(line).to_python() == {"key": wanted}


plain_words = st.from_regex(r"[a-z]{2,6}( [a-z]{2,6})?", fullmatch=True).filter(
    lambda word: word not in ("yes", "no", "on", "off", "true", "false", "null"))
mappings = st.dictionaries(
    st.sampled_from([*READERS, "kids", "pets"]),
    plain_words | st.lists(plain_words, min_size=1, max_size=3, unique=True),
    min_size=1, max_size=6)


def as_yaml(mapping: dict[str, str | list[str]], *, block: bool) -> str:
    """Write a mapping as somebody may, with a comment behind every key."""
    lines = []
    for key, value in mapping.items():
        if isinstance(value, str):
            lines.append(f"{key}: {value}  # said")
        elif block:
            lines += [f"{key}:  # said", *(f"  - {item}" for item in value)]
        else:
            lines.append(f"{key}: [{', '.join(value)}]")
    return "".join(f"{line}\n" for line in lines)


@given(mapping=mappings, key=keys, value=texts_for_values, block=st.booleans())
def test_yaml_edit_comes_to_the_same_data(
    mapping: dict[str, str | list[str]], key: str, value: str, *, block: bool,
) -> None:
    """Setting, adding and unsetting gives the data that yaml-edit's own editing gives."""
    value = one_line(value)
    inside = as_yaml(mapping, block=block)
    text = f"---\n{inside}---\n"
    assume(all(key == other or normal_key(key) not in (other, *SYNONYMS.get(other, ()))
               for other in mapping) and key in (*READERS, "kids"))
    new = spliced(text, made(lambda: edits.replace_all(text, key, [value])))
    theirs = yaml_edit.Document.parse(inside)
    if isinstance(mapping.get(key), list) and len(mapping[key]) == 1:
        theirs[key] = [value]  # a list of one stays a list
    else:
        theirs[key] = value

    data = yaml.load(new[4:-4], yaml.BaseLoader)  # noqa: S506  # texts only
    assert data == yaml.load(str(theirs), yaml.BaseLoader)  # noqa: S506
    gone = spliced(new, edits.unset(new, key))[4:-4]
    theirs.remove(key)
    assert (yaml.load(gone, yaml.BaseLoader) or {}) == (theirs.to_python() or {})  # noqa: S506
