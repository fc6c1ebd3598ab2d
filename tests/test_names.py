"""Names as they compare, words as they are told apart, and near misses."""

import pytest

from netsite.text.names import (
    bare,
    did_you_mean,
    fold,
    initials,
    one_edit_apart,
    one_line,
    printable,
    sort_key,
)


@pytest.mark.parametrize(("left", "right"), [
    ("Ana Silva", "ana silva"),
    ("ANA  \t SILVA ", "ana silva"),
    ("Zoe\u0308 Lind", "Zoë lind"),
    ("ÅSE", "åse"),
    ("Groß", "GROSS"),
    ("Ana\u00a0Silva", "ana silva"),
    ("ΝΊΚΟΣ", "νίκος"),
    ("\u212bse", "åse"),  # the sign of the unit
])
def test_names_compare_normalised_and_folded(left: str, right: str) -> None:
    """Names are one name whatever their case, white space and Unicode form."""
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [
    ("Zoë", "Zoe"), ("ana-silva", "ana silva"), ("Lukasz", "Łukasz"),
])
def test_accents_and_hyphens_tell_names_apart(left: str, right: str) -> None:
    """What two people may differ by stays a difference."""
    assert fold(left) != fold(right)


def test_a_text_is_put_on_one_line() -> None:
    """Every run of white space is one space, and there is none at the ends."""
    assert one_line("  Ana \n\t Silva\u00a0 ") == "Ana Silva"


@pytest.mark.parametrize(("word", "expected"), [
    ("Note", "note"),
    ("**Note**:", "note"),
    ("_idea_", "idea"),
    ("(plan)", "plan"),
    ("“todo”,", "todo"),
    ("no-reply", "no-reply"),
    ("d'arcy's", "d'arcy's"),
    ("—", ""),
    ("", ""),
    ("花子。", "花子"),
    ("Zoe\u0308,", "zoë"),
])
def test_a_word_is_bared_of_punctuation_and_emphasis(word: str, expected: str) -> None:
    """A word compares without what stands around it; what is inside belongs to it."""
    assert bare(word) == expected


def test_names_sort_as_a_reader_expects() -> None:
    """Accents and case come second, so that Ángel stands beside Angela and not after Zoë."""
    names = ["Zoë", "ben", "Ángel", "Angela", "Angel", "álvaro"]

    assert sorted(names, key=sort_key) == ["álvaro", "Angel", "Ángel", "Angela", "ben", "Zoë"]


@pytest.mark.parametrize(("text", "shown"), [
    ("contacts/ana.md", "contacts/ana.md"),
    ("zoë 花子 😀", "zoë 花子 😀"),
    ("a\nb", r"a\nb"),
    ("a\x1b[31mb", r"a\x1b[31mb"),
    ("a\x7f\x9bb", r"a\x7f\x9bb"),
    ("a\u202eb", r"a\u202eb"),
    ("a\u2028b", r"a\u2028b"),
    ("a\udce9b", r"a\udce9b"),
])
def test_control_characters_are_spelled_out(text: str, shown: str) -> None:
    """A name shown in a terminal cannot move the cursor, turn the line or break it."""
    assert printable(text) == shown


@pytest.mark.parametrize(("left", "right", "apart"), [
    ("cadence", "cadance", True),  # changed
    ("cadence", "cadnce", True),  # left out
    ("cadence", "caddence", True),  # added
    ("email", "emial", True),  # swapped
    ("email", "emails", True),
    ("a", "", True),
    ("ab", "ba", True),
    ("email", "email", False),
    ("email", "emali ", False),
    ("email", "meial", False),
    ("abc", "cba", False),
    ("role", "rolled", False),
    ("", "", False),
])
def test_one_edit_apart(left: str, right: str, *, apart: bool) -> None:
    """One letter added, left out, changed or swapped with the next is one edit."""
    assert one_edit_apart(left, right) == apart
    assert one_edit_apart(right, left) == apart


@pytest.mark.parametrize(("name", "meant"), [
    ("cadance", "cadence"), ("cadence", ""), ("shoe_size", ""), ("rme", "me"),
])
def test_the_known_name_that_was_meant_is_found(name: str, meant: str) -> None:
    """A known name one edit away is what was meant; the first of several by the alphabet."""
    assert did_you_mean(name, ["role", "cadence", "rmex", "me"]) == meant


@pytest.mark.parametrize(("name", "letters"), [
    ("Ana Silva", "AS"), ("José Núñez", "JN"), ("Émile", "É"), ("Madonna", "M"), ("madonna", "M"),
    ("山田 太郎", "山"), ("박서연", "박"), ("van der Berg", "B"), ("Vincent van der Berg", "VB"),
    ("ليلى حمدان", "ل\u200cح"), ("שרה לוי", "של"), ("Dr. Ana Silva", "AS"), ("Dr", "D"),
    ("Martin King Jr.", "MK"), ("Robert “Bob” Smith", "RS"), ("Ana (work) Silva", "AS"),
    ("J. R. R. Tolkien", "JT"), ("O'Brien", "O"), ("2Pac", "2"), ("😀", ""), ("", "")])
def test_initials(name: str, letters: str) -> None:
    """One or two letters stand for a name of any script."""
    assert initials(name) == letters
