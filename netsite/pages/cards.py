"""What pages offer of the files for other programs: somebody's card, a team's calendar."""

from base64 import b64encode

from netsite.exchange.uids import uid_of
from netsite.exchange.vcard import card
from netsite.model import Id
from netsite.pages.lines import Picture


def uid(picture: Picture, person: Id) -> str:
    """Somebody's id in other programs; nobody else has it."""
    return picture.uids.get(person) or uid_of(picture.network.people[person])


def card_name(page: str) -> str:
    """What a card's file is called, from the address of the person's page."""
    return f"{page.rpartition('/')[2].removesuffix('.html')}.vcf"


def card_address(picture: Picture, person: Id) -> str:
    """Somebody's card as an address that holds it (RFC 2397): a file less for each page."""
    data = card_of(picture, person).encode("utf-8", "replace")
    return f"data:text/vcard;charset=utf-8;base64,{b64encode(data).decode()}"


def card_of(picture: Picture, person: Id) -> str:
    """Somebody's card."""
    return card(picture.network.people[person], uid(picture, person))


def calendar_url(page: str) -> str:
    """The address of a team's calendar, from that of its page."""
    return f"{page.removesuffix('.html')}.ics"
