"""Vaults that pages must look right with, and that nobody thinks of first."""

from collections.abc import Mapping

from tests.reading import person

LONG = "Bartholomäusmaximilianchristophersonnenscheinwald" + "x"  # fifty letters and no space
_CALLED = ("- 2026-08-24 call: about the move", "- 2026-05-20 coffee with [[bo]]: the boat")
_FULL = ("company: Globex", "role: Engineer", "location: Porto, Portugal", "teams: [atlas]",
         "tags: [climbing]", "email: someone@example.com", "phone: +351 21 000 0000",
         "birthday: 1980-12-01", "introduced_by: bo")


def _two(name: str, *keys: str) -> dict[str, str | bytes]:
    """Somebody of whom much is known, and somebody else."""
    return {"contacts/ana.md": person(*_FULL, *keys, name=name, history=_CALLED,
                                      notes=f"- [ ] Write to {name}.\n\n`{LONG}`"),
            "contacts/bo.md": person("teams: [atlas]", "company: Globex", name="Bo Chen",
                                     history=("- 2026-10-02 call with [[ana]]: x",))}


def _many() -> dict[str, str | bytes]:
    """Three hundred people, nearly all of them late."""
    return {f"contacts/p{number:03}.md": person(
        "teams: [everyone]", name=f"{'AÉЖ山4Ø'[number % 6]}n {number}",
        history=(f"- 202{number % 6}-0{number % 9 + 1}-03 call: about {number}",))
        for number in range(300)}


VAULTS: dict[str, Mapping[str, str | bytes]] = {
    "nothing": {"netsite.toml": ""},
    "one person": {"contacts/ana.md": person()},
    "fifty letters": _two(LONG, f"aliases: [{LONG}y]"),
    "East Asia": _two("山田 太郎", "timezone: Asia/Tokyo"),
    "right to left": _two("נועם שקד", "aliases: [نعوم]"),
    "three hundred": _many(),
}
