"""Files in slices: one edit makes one slice anew."""

from collections.abc import Iterable

from netsite.pages.slices import Slices
from netsite.pages.watched import Reads, Watched

KEYS = [f"id-{number:03}" for number in range(500)]


class World:
    """Values by key, a file of them in slices, and which values were asked for."""

    def __init__(self) -> None:
        self.values = dict.fromkeys(KEYS, "x")
        self.rows: dict[str, bytes] = {}
        self.asked: list[str] = []

    def build(self, *changed: str) -> bytes:
        """Make the file, given whose values have changed."""
        reads = Reads()
        values = Watched(reads, "person", self.values)

        def piece(key: str) -> str:
            self.asked.append(key)
            return f"{key}={values[key]}\n"

        def fetch(_file: str, names: Iterable[str]) -> dict[str, bytes]:
            return {name: self.rows[name] for name in names if name in self.rows}

        self.asked.clear()
        slices = Slices(reads, {"person": set(changed)}, fetch)
        data = b"".join(slices.of("file", sorted(self.values), piece))
        self.rows = {name: self.rows[name] if row is None else row
                     for name, row in slices.made["file"].items()}
        assert self.values.keys() <= reads.cells["person"]
        return data

    def whole(self) -> bytes:
        """Give the file as it is made at once."""
        return "".join(f"{key}={self.values[key]}\n" for key in sorted(self.values)).encode()


def test_nothing_is_made_twice() -> None:
    """Where nothing has changed, every slice is as it was, and what it depends on still counts."""
    world = World()
    first = world.build()

    assert (first, world.build(), world.asked) == (world.whole(), first, [])


def test_an_edit_makes_one_slice() -> None:
    """One changed value has the values of its slice asked for, and no others."""
    world = World()
    world.build()
    world.values["id-250"] = "y"

    assert world.build("id-250") == world.whole()
    assert ("id-250" in world.asked, len(world.asked) < 300) == (True, True)


def test_one_more_and_one_less_leave_the_others() -> None:
    """A new key, and one that goes, make their own slices anew."""
    world = World()
    world.build()
    world.values["id-250b"] = "new"
    assert world.build("id-250b") == world.whole()
    assert len(world.asked) < 300
    del world.values["id-251"]
    assert world.build("id-251") == world.whole()
    assert len(world.asked) < 300
