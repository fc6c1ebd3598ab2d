"""What differs between two versions of a contact, and whose it is today."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.network import facts
from netsite.network.facts import LONGEST, Commit, Fact, Step, changed_facts, changes_of

ANA = "name: Ana Silva\ncompany: Globex\nrole: Engineer\nteams: [atlas, choir]\n"


def changed(before: str, after: str) -> list[tuple[str, str, str]]:
    """Give the facts that differ."""
    return [(fact.key, fact.before, fact.after) for fact in changed_facts(before, after)]


@pytest.mark.parametrize(("old", "new", "fact"), [
    ("role: Engineer", "role: Director", ("role", "Engineer", "Director")),
    ("role: Engineer\n", "", ("role", "Engineer", "")),
    ("name: Ana Silva", "name: Ana Costa", ("name", "Ana Silva", "Ana Costa")),
    ("teams: [atlas, choir]", "teams: [atlas, choir, press]",
     ("teams", "atlas, choir", "atlas, choir, press")),
    ("teams: [atlas, choir]", "teams:\n- {team: atlas, joined: 2019-03, left: 2022}\n",
     ("teams", "atlas, choir", "atlas (joined 2019-03, left 2022)")),
    ("company: Globex", "company: 'Globex: the Company'",
     ("company", "Globex", "Globex: the Company")),
])
def test_a_value_that_changes_is_a_fact_that_changed(
    old: str, new: str, fact: tuple[str, str, str],
) -> None:
    """A key's value before and after, lists with commas between."""
    assert changed(ANA, ANA.replace(old, new)) == [fact]


@pytest.mark.parametrize(("line", "fact"), [
    ("email: ana@example.com", ("email", "", "ana@example.com")),
    ("email: {work: ana@example.com}", ("email", "", "ana@example.com (work)")),
    ("mobile: 900 1", ("phone", "", "900 1 (mobile)")),
    ("EMAIL[work]: ana@example.com", ("email", "", "ana@example.com (work)")),
    ("keep in touch: monthly", ("cadence", "", "monthly")),
    ("kids: [Clara, Vasco]", ("kids", "", "Clara, Vasco")),
    ("house: {street: Main, number: 3}", ("house", "", "street: Main, number: 3")),
    ("introduced_by: '[[bo-chen]]'", ("introduced_by", "", "bo-chen")),
    ("introduced_by: [[bo-chen]]", ("introduced_by", "", "bo-chen")),
    ("died: null", ("", "", "")),
    ("died: ~", ("", "", "")),
    ("archived: yes", ("archived", "", "yes")),
])
def test_a_key_goes_by_its_known_name(line: str, fact: tuple[str, str, str]) -> None:
    """A synonym is told as the key it stands for, a label with its value, an own key as it is."""
    assert changed(ANA, f"{ANA}{line}\n") == ([fact] if fact[0] else [])


@pytest.mark.parametrize("same", [
    "name: 'Ana Silva'\ncompany: \"Globex\"\nrole: >-\n  Engineer\nteams:\n- atlas\n- choir\n",
    "teams: [atlas, choir]\nrole: Engineer\ncompany: Globex\nname: Ana   Silva\n",
    "# what I know\nname: Ana Silva\norg: Globex\njob_title: Engineer\ngroups: [atlas, choir]\n",
    ANA + "\n\n# nothing more\n",
    ANA + "archived:\n",
])
def test_how_a_value_is_written_does_not_count(same: str) -> None:
    """Quotes, order, comments, synonyms and empty keys change no fact."""
    assert (changed(ANA, same), changed(same, ANA)) == ([], [])


def test_title_is_a_name_or_a_role_as_the_rest_of_the_file_says() -> None:
    """What `title` means hangs on whether there is a name."""
    assert changed("title: Ana\n", "title: Ana\nname: Ana Silva\n") == [
        ("name", "Ana", "Ana Silva"), ("role", "", "Ana")]


def test_a_value_over_several_lines_is_one() -> None:
    """What looks like a key inside a list that goes on is none."""
    assert changed("aliases: [a,\nb: c]\n", "aliases: [a,\nb: d]\n") == [
        ("aliases", "a, b: c", "a, b: d")]


def test_broken_yaml_hides_only_its_own_key() -> None:
    """Where a key cannot be read it is as if it were not there; the others are told."""
    assert changed(ANA, ANA.replace("Engineer", '"Engineer').replace("Globex", "Acme")) == [
        ("company", "Globex", "Acme"), ("role", "Engineer", "")]


def test_a_very_long_value_is_cut() -> None:
    """A value is never longer than the limit."""
    (fact,) = changed_facts("", f"role: {'x' * 5000}\n")

    assert (len(fact.after), fact.after[-2:]) == (LONGEST, " …")


@pytest.mark.parametrize("odd", ["- a\n- b\n", "just text", "{name: Ana}", "? a\n: b\n", "a: &x 1",
                                 "\x00", "name: [", "---\nname: x"])
def test_anything_can_be_compared(odd: str) -> None:
    """No text makes it raise, and a text does not differ from itself."""
    assert (changed(odd, odd), isinstance(changed_facts(ANA, odd), tuple)) == ([], True)


LINES = st.sampled_from([
    "name: Ana", "title: Doctor", "fn: Ana", "role: a", "role: 'a'", "role: b", "company: x",
    "org: x", "org: y", "mail: {work: b@example.com}", "email: b@example.com", "mobile: 1",
    "phone: [2, 1]", "team: a", "own: null", "own: 1 2", "Own: x ", "# comment", "", "tags:", "- x",
    "  more", "aliases: [a,", "b: c]", 'location: "Porto', "archived: no"])
HEADS = st.lists(LINES, max_size=5).map(lambda lines: "".join(f"{line}\n" for line in lines))


@settings(max_examples=500)
@given(HEADS, HEADS)
def test_to_read_only_what_differs_gives_what_reading_all_gives(before: str, after: str) -> None:
    """The short way and the long way agree wherever the long way has nothing to mend."""
    short = changed_facts(before, after)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "_changed_parts", lambda *_: None)
        whole = changed_facts(before, after)

    assert short == whole or facts._read(before) is None or facts._read(after) is None  # noqa: SLF001


# Whose changes they are


def told(*commits: Commit) -> list[tuple[str, str, str, str, str]]:
    """Give the changes of commits."""
    return [(row.path, row.day, row.key, row.before, row.after)
            for row in changes_of(commits).rows]


def made(day: str, *steps: Step) -> Commit:
    """Make a commit of a day."""
    return Commit(f"id {day}", day, "Kim", "subject", steps)


ROLE = (Fact("role", "a", "b"),)


def test_changes_before_a_rename_belong_to_the_new_name() -> None:
    """A file's history goes on under the name it has today, over several renames."""
    assert told(
        made("2026-03-04", Step("c.md", "c.md", ROLE)),
        made("2026-03-03", Step("b.md", "c.md", ())),
        made("2026-03-02", Step("a.md", "b.md", ROLE)), made("2026-03-01", Step("", "a.md", ())),
    ) == [("c.md", "2026-03-04", "role", "a", "b"), ("c.md", "2026-03-03", "file", "b.md", "c.md"),
          ("c.md", "2026-03-02", "file", "a.md", "b.md"), ("c.md", "2026-03-02", "role", "a", "b"),
          ("c.md", "2026-03-01", "file", "", "a.md")]


def test_a_name_taken_again_is_somebody_else() -> None:
    """What a file of the same name was before it was renamed away is not the new file's."""
    changes = changes_of([
        made("2026-03-04", Step("", "a.md", ())), made("2026-03-03", Step("a.md", "b.md", ())),
        made("2026-03-02", Step("a.md", "a.md", ROLE)), made("2026-03-01", Step("", "a.md", ()))])

    assert {path: [row.day[-1] for row in rows] for path, rows in changes.of.items()} == {
        "a.md": ["4"], "b.md": ["3", "2", "1"]}


def test_two_files_can_change_places() -> None:
    """A swap in one commit is followed for both."""
    changes = changes_of([
        made("2026-03-02", Step("a.md", "b.md", ()), Step("b.md", "a.md", ())),
        made("2026-03-01", Step("a.md", "a.md", ROLE))])

    assert [row.path for row in changes.rows] == ["b.md", "a.md", "b.md"]


def test_what_is_not_committed_comes_first_then_the_newest_day() -> None:
    """Days are sorted whatever the order of commits; within a day that order stays."""
    assert [row.subject for row in changes_of([
        Commit("", "", "", "now", (Step("a.md", "a.md", ROLE),)),
        Commit("1", "2026-03-01", "Kim", "old", (Step("a.md", "a.md", ROLE),)),
        Commit("2", "2026-03-02", "Kim", "second", (Step("a.md", "a.md", ROLE),)),
        Commit("3", "2026-03-02", "Kim", "first", (Step("a.md", "a.md", ROLE),)),
    ]).rows] == ["now", "second", "first", "old"]


def test_whether_there_are_several_authors_is_known() -> None:
    """Who did it need not be said where it was always the same person."""
    one = [Commit("", "", "", "", (Step("", "b.md", ()),)),
           made("2026-03-01", Step("", "a.md", ()))]
    two = [*one, Commit("x", "2026-02-01", "Bo", "", (Step("", "c.md", ()),))]

    assert (changes_of(one).several_authors, changes_of(two).several_authors) == (False, True)
