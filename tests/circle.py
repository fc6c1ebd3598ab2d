"""A vault of three people around Ana, who is all there is to show."""

from netsite.pages.lines import Ref
from tests.reading import person

CIRCLE: dict[str, str | bytes] = {
    "contacts/ana.md": person(
        "aliases: [anita, Ana S.]", "pronouns: she/her", "company: Globex",
        "role: Staff engineer", "location: Porto, Portugal", "tags: [climbing, vip]",
        "email: [ana@example.com, {work: a.silva@globex.example}]",
        'phone: ["+351 900 000 001", {home: "02 123"}]',
        "links: {github: ana, site: https://example.com/ana, old: example.com/ana}",
        "birthday: --04-12", "dates: {anniversary: 2010-06-01}", "met: 2015-03-02",
        "timezone: Europe/Lisbon", "uid: abc-1", "kids: [Clara, Vasco]", "empty:",
        "shop: https://shop.example.com/", "introduced_by: carl",
        "teams: [harbour, {team: acme, joined: 2019-03, left: 2022-06}, "
        "{team: old crew, left: 2020}, {team: choir, joined: 2024-01-01}]",
        notes="Says what she thinks.\n\n- [ ] send her the talk\n- [x] the letter",
        history=(
            "- 2027-02-10 plan: lunch in Lisbon",
            "- 2026-12 call: before Christmas",
            "- 2026-08-14 coffee with [[bo]]: **in Foz**",
            "- 2026-05-22 gave: remarks on her talk",
            "- 2026-05-03 note: moved house",
            "- 2025-01-30 got: two hours of her time",
            "- 2023-06 email")),
    "contacts/bo.md": person(
        "introduced_by: ana", name="Bo Chen", notes="Knows [[ana]] from school.",
        history=("- 2026-02-01 call: said [[ana]] is well", "- 2026-12-24 plan with [[ana]]")),
    "contacts/carl.md": person(name="Carl Ito", history=("- 2026-11-01 call: [[ana]] again",)),
}
BO, CARL = Ref("Bo Chen", "people/bo.html"), Ref("Carl Ito", "people/carl.html")
ANA_REF = Ref("Ana Silva", "people/ana.html")
