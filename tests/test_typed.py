"""What is typed at `netsite log`: kind, people and text."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.network.typed import UnclearError, Whom, kinds_of, read_typed
from netsite.problems import UsageError
from tests.reading import person, read

DAY = date(2026, 11, 23)
KINDS = ("email", "message", "call", "group call", "coffee", "lunch", "gave", "got", "note", "plan",
         "todo", "idea", "tried", "missed", "no reply")

NETWORK = read({
    "contacts/ana-silva.md": person("aliases: [Anita]", "teams: [acme site]"),
    "contacts/bo-chen.md": person("teams: [{team: acme site, left: 2025-06}, choir]",
                                  name="Bo Chen"),
    "contacts/carl.md": person("teams: [acme site]", name="Carl Ito"),
    "contacts/robin-a.md": person(name="Robin Aas"),
    "contacts/robin-b.md": person(name="Robin Berg"),
    "contacts/dora-and-dan.md": person(name="Dora and Dan"),
    "contacts/jean-luc.md": person(name="Jean-Luc Petit"),
    "contacts/maria.md": person(name="María de los Ángeles Núñez"),
    "contacts/hanako.md": person(name="花子"),
    "contacts/zhenya.md": person(name="Женя Орлова"),
    "contacts/oneill.md": person(name="Sean O'Neill"),
    "contacts/will.md": person(name="Will Ahlgren", history=("- 2026-01-02 sea swim: cold",)),
    "contacts/atlas.md": person("kind: group", "aliases: [the crew]",
                                "members: [bo-chen, {member: carl, left: 2020}, will]",
                                name="Project Atlas"),
    "contacts/empty.md": person("kind: group", name="Empty"),
}).network


def typed(text: str, day: date = DAY, kinds: Iterable[str] = KINDS) -> tuple[str, str, str]:
    """Read a line; give its kind, its people in one text, and its text."""
    found = read_typed(Whom(NETWORK, day), text, kinds)
    return found.kind, " ".join(found.people), found.text


def unclear(text: str) -> UnclearError:
    """Read a line that cannot be read for a name, and give what is said of it."""
    with pytest.raises(UnclearError) as error:
        typed(text)
    return error.value


@pytest.mark.parametrize(("text", "kind", "people", "rest"), [
    ("coffee with ana: hiring again", "coffee", "ana-silva", "hiring again"),
    ("coffee with ana", "coffee", "ana-silva", ""),
    ("coffee with ana:", "coffee", "ana-silva", ""),
    ("coffee with ANA SILVA: x", "coffee", "ana-silva", "x"),
    ("coffee ana: x", "coffee", "ana-silva", "x"),
    ("coffee ana", "coffee", "ana-silva", ""),
    ("ana: x", "", "ana-silva", "x"),
    ("ana", "", "ana-silva", ""),
    ("with ana: x", "", "ana-silva", "x"),
    ("With Ana: x", "", "ana-silva", "x"),
    ("ana, bo: x", "", "ana-silva bo-chen", "x"),
    ("group call ana: x", "group call", "ana-silva", "x"),
    ("group call with ana: x", "group call", "ana-silva", "x"),
    ("a very long walk with ana: x", None, "", ""),
    ("long walk by night with ana: x", None, "", ""),
    ("sea swim with ana", "sea swim", "ana-silva", ""),
    ("Coffee with ana: x", "Coffee", "ana-silva", "x"),
    ("note ana: x", "note", "ana-silva", "x"),
    ("plan: lunch with ana", None, "", ""),
    ("plan ana: lunch", "plan", "ana-silva", "lunch"),
    ("no reply ana: x", "no reply", "ana-silva", "x"),
    ("coffee with ana: at 10:30: late", "coffee", "ana-silva", "at 10:30: late"),
    ("coffee with ana: one\ntwo", "coffee", "ana-silva", "one\ntwo"),
    ("coffee with anita: x", "coffee", "ana-silva", "x"),
    ("coffee with [[ana-silva]]: x", "coffee", "ana-silva", "x"),
    ("coffee with [[people/ana-silva.md#x|her]] and [[Bo Chen]]: x", "coffee",
     "ana-silva bo-chen", "x"),
    ("[[ana-silva]]: x", "", "ana-silva", "x"),
    ("coffee with ana, bo and carl: x", "coffee", "ana-silva bo-chen carl", "x"),
    ("coffee with ana,bo,carl: x", "coffee", "ana-silva bo-chen carl", "x"),
    ("coffee with ana & bo: x", "coffee", "ana-silva bo-chen", "x"),
    ("coffee with ana, bo, and carl: x", "coffee", "ana-silva bo-chen carl", "x"),
    ("coffee with ana and ana: x", "coffee", "ana-silva", "x"),
    ("coffee with silva: x", "coffee", "ana-silva", "x"),
    ("coffee with sil: x", "coffee", "ana-silva", "x"),
    ("coffee with ana sil: x", "coffee", "ana-silva", "x"),
    ("coffee with robin b: x", "coffee", "robin-b", "x"),
    ("coffee with berg: x", "coffee", "robin-b", "x"),
    ("coffee with jean: x", "coffee", "jean-luc", "x"),
    ("coffee with luc: x", "coffee", "jean-luc", "x"),
    ("coffee with Jean-Luc Petit: x", "coffee", "jean-luc", "x"),
    ("coffee with maría: x", "coffee", "maria", "x"),
    ("coffee with María de los Ángeles Núñez: x", "coffee", "maria", "x"),
    ("coffee with 花子: x", "coffee", "hanako", "x"),
    ("花子: x", "", "hanako", "x"),
    ("coffee with женя: x", "coffee", "zhenya", "x"),
    ("чай with Женя Орлова: х", "чай", "zhenya", "х"),
    ("coffee with o'neill: x", "coffee", "oneill", "x"),
    ("coffee with dora and dan: x", "coffee", "dora-and-dan", "x"),
    ("coffee with Dora and Dan and ana: x", "coffee", "dora-and-dan ana-silva", "x"),
    ("coffee with dora and ana: x", "coffee", "dora-and-dan ana-silva", "x"),
    ("coffee with ana and dora and dan", "coffee", "ana-silva dora-and-dan", ""),
])
def test_a_line_with_its_end_of_names(text: str, kind: str | None, people: str, rest: str) -> None:
    """Kind, people and text are told apart by `with`, by kinds in use, and by the colon."""
    if kind is None:
        with pytest.raises(UsageError):
            typed(text)
    else:
        assert typed(text) == (kind, people, rest)


@pytest.mark.parametrize(("text", "people"), [
    ("call +acme-site: x", "ana-silva carl"),
    ("call with +acme-site: x", "ana-silva carl"),
    ("call +acme: x", "ana-silva carl"),
    ("call +acme site: x", "ana-silva carl"),
    ("call +atlas: x", "bo-chen will"),
    ("call +the crew: x", "bo-chen will"),
    ("call +Project Atlas: x", "bo-chen will"),
    ("call with the crew: x", "bo-chen will"),
    ("call with [[atlas]]: x", "bo-chen will"),
    ("call +choir: x", "bo-chen"),
    ("call +acme-site -carl: x", "ana-silva"),
    ("call +acme-site, -carl: x", "ana-silva"),
    ("call -carl +acme-site: x", "ana-silva"),
    ("call with +acme-site -carl and bo: x", "ana-silva bo-chen"),
    ("call with +acme-site except carl: x", "ana-silva"),
    ("call with +acme-site except carl, bo: x", "ana-silva"),
    ("call with +acme-site +atlas -will: x", "ana-silva carl bo-chen"),
    ("call with +acme-site +atlas -the crew: x", "ana-silva carl"),
    ("call with +acme-site +atlas -choir: x", "ana-silva carl will"),
    ("call +acme-site -Carl Ito: x", "ana-silva"),
    ("ana, bo and +acme-site -carl: x", "ana-silva bo-chen"),
])
def test_teams_and_exceptions(text: str, people: str) -> None:
    """A team stands for its members of the day, `-name` and `except` take somebody out."""
    assert typed(text)[1] == people


def test_members_are_those_of_the_day() -> None:
    """Who had left by then is not among them, who was still there is."""
    assert [typed("+acme-site: x", day)[1] for day in (date(2025, 6, 30), date(2025, 7, 1))] == [
        "ana-silva bo-chen carl", "ana-silva carl"]


@pytest.mark.parametrize(("text", "kind", "people", "rest"), [
    ("coffee with ana talked about hiring", "coffee", "ana-silva", "talked about hiring"),
    ("coffee with ana and a friend", "coffee", "ana-silva", "and a friend"),
    ("coffee with bo and an old friend", "coffee", "bo-chen", "and an old friend"),
    ("coffee with ana and bo", "coffee", "ana-silva bo-chen", ""),
    ("coffee with ana and sil", "coffee", "ana-silva", ""),
    ("coffee with ana and jea and more", "coffee", "ana-silva jean-luc", "and more"),
    ("coffee with ana, bo moved to Berlin", "coffee", "ana-silva bo-chen", "moved to Berlin"),
    ("coffee with ana and bo talked about hiring", "coffee", "ana-silva bo-chen",
     "talked about hiring"),
    ("coffee with ana silva talked", "coffee", "ana-silva", "talked"),
    ("coffee with ana and talked about it", "coffee", "ana-silva", "and talked about it"),
    ("coffee with ana will call again", "coffee", "ana-silva", "will call again"),
    ("coffee with ana boring talk", "coffee", "ana-silva", "boring talk"),
    ("coffee with ana carlisle is nice", "coffee", "ana-silva", "carlisle is nice"),
    ("call +acme-site went well", "call", "ana-silva carl", "went well"),
    ("call +acme-site -carl went well", "call", "ana-silva", "went well"),
    ("coffee with 花子 in Kyoto", "coffee", "hanako", "in Kyoto"),
])
def test_names_end_where_the_longest_run_does(
    text: str, kind: str, people: str, rest: str,
) -> None:
    """Without a colon names go on as long as they are names, and the rest is text."""
    assert typed(text) == (kind, people, rest)


@pytest.mark.parametrize(("text", "word", "candidates"), [
    ("coffee with robin: x", "robin", ("robin-a", "robin-b")),
    ("coffee with ana and robin: x", "robin", ("robin-a", "robin-b")),
    ("robin: x", "robin", ("robin-a", "robin-b")),
    ("coffee with eve: x", "eve", ()),
    ("coffee with Eve Berg: x", "Eve Berg", ()),
    ("coffee with Ana Berg: x", "Ana Berg", ()),
    ("coffee with Robin Holm: x", "Robin Holm", ()),
    ("coffee with ana, Eve Berg and bo: x", "Eve Berg", ()),
    ("coffee with [[eve]]: x", "eve", ()),
    ("call +nobody: x", "nobody", ()),
    ("call +acme-site -eve: x", "eve", ()),
    ("call with ana Eve: x", "ana Eve", ()),
    ("call Eve Berg: x", "Eve Berg", ()),
    ("coffee with Eve Berg", "Eve Berg", ()),
    ("coffee with Eve Berg talked about hiring", "Eve Berg", ()),
    ("coffee with 太郎: x", "太郎", ()),
    ("coffee with ana, talked about hiring", "talked", ()),
    ("coffee with the boss", "the", ()),
    ("coffee with jea from work", "jea", ("jean-luc",)),
    ("coffee with ana, jea from work", "jea", ("jean-luc",)),
    ("coffee with wi at work", "wi", ("will",)),
    ("coffee with a friend of mine", "a", ("robin-a",)),
])
def test_an_unclear_name_is_told(text: str, word: str, candidates: tuple[str, ...]) -> None:
    """A name that nobody has, or several, is said as typed, with everybody it may mean."""
    error = unclear(text)

    assert (error.word, error.candidates) == (word, candidates)


def test_an_unknown_team_is_said_to_be_one() -> None:
    """Behind a plus stands a team, and the message says so."""
    error = unclear("call +globex: x")

    assert (str(error), error.team) == ("no team known here begins with “globex”", True)


@pytest.mark.parametrize(("text", "message"), [
    ("", "whom?"),
    ("   ", "whom?"),
    (": x", "whom?"),
    ("coffee", "whom?"),
    ("coffee with", "whom?"),
    ("coffee with: ana", "whom?"),
    ("group call", "whom?"),
    ("note: ana moved", "whom?"),
    ("call ana -ana: x", "nobody is left"),
    ("call -ana: x", "nobody is left"),
    ("call +empty: x", "no members on 2026-11-23"),
    ("a walk in the park with ana: x", "at most 3 words"),
])
def test_a_line_for_nobody_is_refused(text: str, message: str) -> None:
    """Where nobody is named, or nobody is left, the line is refused with the reason."""
    with pytest.raises(UsageError, match=message):
        typed(text)


@given(st.lists(st.sampled_from([
    "+", "-", "&", "and", ",", "[[", "]]", "[[]]", "[[ana-silva]]", "[[ana|]]", "+[[atlas]]",
    "+ana", "--ana", "-carl", "with", "except", "ana", "Bo", "robin", "Eve", "Berg", "+acme",
    "site", ":", "a", "coffee", "group", "call", "\n", "will", "x:", "花", "dora", "dan", "…",
    "\x00"]), max_size=8).map(" ".join))
@settings(max_examples=300)
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    """A line has somebody in it and nobody twice, or is refused with a reason."""
    found = None
    with suppress(UsageError):
        found = read_typed(Whom(NETWORK, DAY), text, KINDS)

    assert found is None or (
        len(set(found.people)) == len(found.people) > 0 and set(found.people) <= set(NETWORK.people)
        and len(found.kind.split()) <= 3 and set(found.text.split()) <= set(text.split()))


def test_what_somebody_chose_is_meant_from_then_on() -> None:
    """A name that was asked for stands for the one who was chosen, in any case."""
    whom = Whom(NETWORK, DAY, {"robin": "robin-b", "eve berg": "eve-berg"})

    assert read_typed(whom, "coffee with Robin, Eve Berg and ana: x", KINDS).people == (
        "robin-b", "eve-berg", "ana-silva")


def test_a_word_that_may_begin_a_name_or_the_text_is_asked_for() -> None:
    """Behind the beginning of a name no text begins without a colon, and the message says why."""
    assert str(unclear("lunch with wi at work")) == "“wi” may begin a name, or the text"
    assert typed("lunch with wi: at work") == ("lunch", "will", "at work")


def test_a_kind_in_use_is_no_name() -> None:
    """The first words of lines that are there already, and of the settings, are kinds."""
    assert kinds_of(NETWORK, ["Gave", "got"]) == {"sea swim", "gave", "got"}
    assert typed("sea swim ana", kinds=kinds_of(NETWORK, []))[0] == "sea swim"
    with pytest.raises(UnclearError):
        typed("sea swim ana swam far", kinds=[])


@pytest.mark.parametrize(("start", "people"), [
    ("ana", ["ana-silva"]), ("a", ["robin-a"]), ("robin", ["robin-a", "robin-b"]),
    ("silv", ["ana-silva"]), ("lva", []), ("", []), ("-", []),
    ("an", ["ana-silva", "dora-and-dan"]),
    ("robin aas", ["robin-a"]), ("de los", ["maria"]), ("NÚÑ", ["maria"]), ("花", ["hanako"]),
])
def test_a_beginning_of_a_word_finds_everybody(start: str, people: list[str]) -> None:
    """The beginning of any word of an id, name or alias finds all; whole words come first."""
    assert sorted(Whom(NETWORK, DAY).beginning(start)) == sorted(people)
