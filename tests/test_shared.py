"""What several pages show, made once."""


from netsite.pages.people import MOST_ON_A_PAGE
from netsite.pages.shared import EVERYBODY
from tests.drawing import picture, shared_of
from tests.reading import person


def test_people_stand_by_name_or_by_letter() -> None:
    """A few are all together; of many each letter has its own."""
    few = shared_of(picture({"contacts/b.md": person(name="Ana"),
                             "contacts/a.md": person(name="Bo")}))
    many = shared_of(picture({f"contacts/p{number}.md": person(
        name=f"{'Zoë' if number % 2 else 'Ana'} {number:03}")
        for number in range(MOST_ON_A_PAGE + 1)}))

    assert few.letters == {EVERYBODY: ("b", "a")}
    assert {letter: len(people) for letter, people in many.letters.items()} == {
        "A": 126, "Z": 125}


def test_groups_have_keys_with_their_kind() -> None:
    """Companies, places and tags that several share, and when they were last together."""
    shared = shared_of(picture({
        "contacts/ana.md": person("company: Globex", "tags: [tea]", "teams: [crew]"),
        "contacts/bo.md": person("company: globex", "tags: [tea]", "teams: [crew]", name="Bo"),
        "journal/2026.md": "- 2026-10-02 walk with [[ana]], [[bo]]\n"}))

    assert [*shared.groups] == ["company/globex", "tag/tea"]
    assert {key: mark.kind for key, mark in shared.together.items()} == {
        "company/globex": "walk", "tag/tea": "walk", "team/crew": "walk"}
