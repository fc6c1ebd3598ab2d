"""Laws of the floor that makes contacts and their network of text."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.network.connect import connect
from netsite.network.contacts import normal_key, read_contact
from netsite.network.due import due_of_all, explain
from netsite.network.load import load
from netsite.network.parts import read_contact_part, read_journal_part
from netsite.text.source import Source
from tests.property.texts import heads, texts
from tests.reading import NOT_CONTACT, contact_and_problems, files, person

TODAY = date(2026, 11, 22)

ids = st.sampled_from(["ana", "bo", "cy", "dee"])
names = st.sampled_from(["ana", "ANA", "bo", "Cy Ito", "cy", "atlas", "Atlas", "climbers", "C.",
                         "nobody", "acme site"])
links = names.map(lambda name: f"[[{name}]]")
dated = st.builds(
    "- {} {}{}".format, st.dates(date(2020, 1, 1), date(2028, 1, 1)),
    st.sampled_from(["", "call ", "note ", "dinner except ", "lunch with ", "said "]),
    st.lists(links, max_size=3).map(", ".join))
days = st.sampled_from(["2019", "2026-06", "2026-11-22", "2030"])
stays = st.builds("{{team: {}, {}: {}}}".format, names, st.sampled_from(["joined", "left"]), days)
keys = st.one_of(
    st.builds("teams: [{}]".format, st.lists(names | stays, max_size=3).map(", ".join)),
    st.builds("aliases: [{}]".format, st.lists(names, max_size=2).map(", ".join)),
    st.builds("members: [{}]".format, st.lists(names, max_size=3).map(", ".join)),
    st.builds("introduced_by: {}".format, names),
    st.builds("met: {}".format, days), st.builds("snooze: {}".format, days),
    st.sampled_from(["kind: group", "archived: yes", "cadence: weekly", "cadence: never",
                     "tags: [vip]"]))
people = st.builds(
    lambda fields, notes, history: person(*fields, notes=notes, history=history),
    st.lists(keys, max_size=4, unique_by=lambda key: key.partition(":")[0]), links,
    st.lists(dated, max_size=5))
vaults = st.dictionaries(
    ids.map("contacts/{}.md".format) | st.just("contacts/climbers.md"), people, max_size=5,
).flatmap(lambda contacts: st.lists(dated, max_size=4).map(
    lambda lines: contacts | {"journal/2026.md": "\n".join(lines)}))


@given(heads.flatmap(lambda head: texts.map(lambda rest: head + rest)) | texts | st.text())
@settings(max_examples=300)
def test_a_contact_never_raises(text: str) -> None:
    """Whatever the text, a contact comes back, with a name and with problems that have places."""
    ana, _, problems = read_contact(Source("contacts/ana.md", text), "ana", NOT_CONTACT)

    assert ana.name
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)
    assert all(problem.column >= 1 and problem.message for problem in problems)


@given(heads.flatmap(lambda head: texts.map(lambda rest: head + rest)))
@settings(max_examples=200)
def test_line_ends_and_a_byte_order_mark_change_nothing(text: str) -> None:
    """A file with CRLF, or with a mark at its start, reads as the one with LF, problems too."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")

    expected = contact_and_problems(plain)
    assert contact_and_problems(plain.replace(b"\n", b"\r\n")) == expected
    if not plain.startswith(b"\xef\xbb\xbf"):
        assert contact_and_problems(b"\xef\xbb\xbf" + plain) == expected


@given(st.lists(texts | people, max_size=4), st.lists(texts, max_size=2), texts)
def test_no_vault_raises(contacts: list[str], journal: list[str], toml: str) -> None:
    """Whatever the files, a vault comes back, everybody has a clock, and it can explain itself."""
    named = {f"contacts/{n}.md": text for n, text in enumerate(contacts)} | {
        f"journal/{n}.md": text for n, text in enumerate(journal)} | {"netsite.toml": toml}
    vault = load(files({path: text.encode("utf-8", "replace") for path, text in named.items()}))
    dues = due_of_all(vault.network, vault.settings, TODAY)

    assert list(dues) == list(vault.network.people)
    assert all(explain(due, vault.network.people[person]) for person, due in dues.items())
    assert list(vault.problems) == sorted(vault.problems)


@given(vaults, st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(
    texts_of: dict[str, str], chance: random.Random,
) -> None:
    """Contacts and journal lines in any order make the same network and the same problems."""
    sources = files(texts_of)
    read = [*(read_contact_part(each, NOT_CONTACT) for each in sources.contacts),
            *(read_journal_part(each, NOT_CONTACT) for each in sources.journal)]
    words = {part.path: each for part, each in read}
    parts = [part for part, _ in read]
    network, problems = connect(parts, words.__getitem__)
    chance.shuffle(parts)
    other, other_problems = connect(parts, words.__getitem__)

    assert other == network
    assert sorted(other_problems) == sorted(problems)


@given(vaults)
def test_the_parts_of_a_network_agree(texts_of: dict[str, str]) -> None:
    """Histories, mentions, teams and introductions say the same as lines, members and contacts."""
    network = load(files(texts_of)).network
    everybody = {**network.people, **network.groups}

    for line in network.lines:
        assert set(line.people) <= set(network.people)
        assert set(line.mentions) <= set(everybody)
        assert not set(line.mentions) & {*line.people, line.home}
    for each in everybody:
        assert network.history.get(each, ()) == tuple(
            line for line in network.lines if each in (*line.people, line.home))
        assert network.mentioned.get(each, ()) == tuple(
            line for line in network.lines if each in line.mentions)
    for key, team in network.teams.items():
        assert {member.id for member in team.members} == {
            person for person, times in network.teams_of.items()
            if key in {of_team for of_team, _ in times}}
    assert {(by, of) for of, all_by in network.introducers.items() for by in all_by} == {
        (by, of) for by, all_of in network.introduced.items() for of in all_of}
    days = [line.entry.day for line in network.lines]
    assert days == sorted(days, reverse=True)


@given(vaults, st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_a_clock_agrees_with_its_state(texts_of: dict[str, str], today: date) -> None:
    """On any day, state, due day and days late of everybody go together."""
    vault = load(files(texts_of))
    for due in due_of_all(vault.network, vault.settings, today).values():
        late = due.days_late(today)
        assert (late is None) == (due.state in {"off", "none"})
        if late is not None:
            assert due.state == ("overdue" if late > 0 else "snoozed" if due.held and late < 0 else
                                 "soon" if late >= -14 else "later")
        assert due.last is None or due.last.day <= today
        assert due.last is None or due.id in due.last.people


@given(st.text())
def test_a_normal_key_is_normal(key: str) -> None:
    """Bringing a key into its normal form twice is doing so once."""
    assert normal_key(normal_key(key)) == normal_key(key)
