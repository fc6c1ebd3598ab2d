"""Ids for other programs."""

from uuid import UUID, uuid5

from netsite.exchange.uids import others, uid_for, uid_of
from tests.reading import contact, person, read


def test_an_id_is_a_uuid_of_its_words() -> None:
    """The same words give the same UUID for ever: that of the standard library, and this one."""
    space = UUID("6f1d3a52-7c0e-5b8e-9a41-2d5c8e0b7f36")

    assert uid_for("contact", "ana") == str(uuid5(space, "contact\nana"))
    assert uid_for("contact", "ana") == "ec6c0f2a-b2d0-590c-9279-34ff59e38ec8"


def test_the_key_uid_comes_first() -> None:
    """A contact's own `uid` is the card's; without one it depends on the file's id alone."""
    assert uid_of(contact(person("uid: my-own"))) == "my-own"
    assert uid_of(contact(person(name="Ana"))) == uid_of(contact(person(name="Anna Maria")))


def test_nobody_has_the_id_of_another() -> None:
    """Of those with the same `uid` the first by id keeps it, and one that is taken is not made."""
    network = read({"contacts/ana.md": person("uid: x"), "contacts/bo.md": person("uid: x"),
                    "contacts/cy.md": person(f"uid: {uid_for('contact', 'dee')}"),
                    "contacts/dee.md": person()}).network
    found = others(network)
    used = [found.get(each) or uid_of(network.people[each]) for each in network.people]

    assert (sorted(found), len({*used})) == (["bo", "dee"], 4)


def test_ids_that_are_written_alike_are_told_apart() -> None:
    """Characters that no card can hold are all written as one, so they make no difference."""
    network = read({"contacts/a.md": person(r'uid: "x\x01"', name="A"),
                    "contacts/b.md": person(r'uid: "x\x02"', name="B")}).network

    assert others(network) == {"b": uid_for("other", "b")}
