"""What a build leaves behind in memory: nothing, for one that builds again and again."""

import gc
from pathlib import Path

from netsite.build import build
from netsite.memory import collect, no_collection
from netsite.model import Network
from tests.conftest import MakeVault
from tests.drawing import TODAY

ANA = {"contacts/ana.md": "---\nname: Ana\n---\n<b>some</b> [x](https://a.example) *markup*\n"}


def networks() -> int:
    """Count the networks in memory."""
    collect()
    return sum(isinstance(each, Network) for each in gc.get_objects())


def test_no_network_stays(vault: MakeVault, tmp_path: Path) -> None:
    """However often it is built, with what is remembered or without."""
    root = vault(ANA)
    build(root, TODAY)
    before = networks()
    for number in range(3):
        vault({f"contacts/bo{number}.md": f"---\nname: Bo {number}\n---\n<i>more</i>\n"})
        build(root, TODAY)
        build(root, TODAY, cache=tmp_path / "cache")

    assert networks() <= before


def test_what_is_left_out_is_collected_later() -> None:
    """What was made while nothing was collected can be given back."""
    with no_collection():
        cycle: list[object] = []
        cycle.append(cycle)
        frozen = gc.get_freeze_count()
    collect()

    assert (frozen >= 0, gc.get_freeze_count(), gc.isenabled()) == (True, 0, True)
