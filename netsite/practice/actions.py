"""The next action: an address to write to, a number to call, the command that logs it."""

import shlex
from collections.abc import Sequence
from urllib.parse import quote

from netsite.model import Contact, Id
from netsite.texts import text


def mail_link(contact: Contact, subject: str = "") -> str:
    """The `mailto:` of a contact's first address, or "" (RFC 6068)."""
    address = next((item.text for item in contact.email if "@" in item.text), "")
    about = f"?subject={quote(subject)}" if subject else ""
    return f"mailto:{quote(address, safe='@+')}{about}" if address else ""


def phone_link(contact: Contact) -> str:
    """The `tel:` of a contact's first number, or "" (RFC 3966)."""
    numbers = ("".join(c for c in item.text if c in "+0123456789") for item in contact.phone)
    number = next(filter(None, numbers), "")
    return f"tel:{number}" if number else ""


def subject_for(reasons: Sequence[str]) -> str:
    """A mail's subject, from the reasons to write: what was promised, a birthday, or just hello."""
    for reason in reasons:
        what, _, rest = reason.partition(": ")
        if what == "promised" and "[[" not in rest:
            return rest[:1].upper() + rest[1:]
        if reason.startswith("birthday on "):
            return text("Happy birthday")
    return text("How are you?")


def log_command(channel: str, people: Sequence[Id]) -> str:
    """The command that logs it, to be completed with what was said: in a shell's quotes."""
    line = f"{channel} with {', '.join(people)}: "
    plain = not set(line) & set('"$`\\!')
    return f'netsite log "{line}"' if plain else f"netsite log {shlex.quote(line)}"
