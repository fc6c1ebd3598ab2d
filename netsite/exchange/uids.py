"""Ids for other programs: the same for ever, so that what is imported again replaces itself.

Somebody's `uid` is theirs; else it is made of the id of their file. Events have ids made of it.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha1

from netsite.exchange.contentlines import text
from netsite.model import Contact, Id, Network

_OURS = bytes.fromhex("6f1d3a527c0e5b8e9a412d5c8e0b7f36")  # the name space of all ids made here
_MADE_HERE = "5"  # the version of an id that is made of a name, its digit 14 (RFC 9562, 4.2)


def uid_for(*words: str) -> str:
    """The id of what some words name: a UUID (RFC 9562, 5.5), as `uuid.uuid5` makes it, quicker."""
    name = "\n".join(words).encode("utf-8", "replace")
    sum_ = sha1(_OURS + name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(sum_[16], 16) & 3]
    return (f"{sum_[:8]}-{sum_[8:12]}-{_MADE_HERE}{sum_[13:16]}-{variant}{sum_[17:20]}-"
            f"{sum_[20:32]}")


def uid_of(contact: Contact) -> str:
    """The id of a contact's card."""
    return contact.uid or uid_for("contact", contact.id)


def others(network: Network) -> dict[Id, str]:
    """The ids of those who cannot have what `uid_of` gives: somebody else has it.

    Of several who were given the same `uid`, as in a copied file, the first by id keeps it. Two are
    the same if they are so where they are written: a control character is any other there.
    """
    people = network.people
    given: dict[str, Id] = {}
    found: dict[Id, str] = {}
    for each in sorted(person for person, contact in people.items() if contact.uid):
        if given.setdefault(text(people[each].uid), each) != each:
            found[each] = uid_for("other", each)
    return found | dict(_made_and_given(people, given))


def _made_and_given(
    people: Mapping[Id, Contact], given: Mapping[str, Id],
) -> Iterator[tuple[Id, str]]:
    """Those whose id, made of their file's, somebody was given, as one is who was renamed."""
    if not any(uid[14:15] == _MADE_HERE for uid in given):
        return
    for person, contact in people.items():
        if not contact.uid and uid_of(contact) in given:
            yield person, uid_for("other", person)
