"""What measures is right about what it measures. How long anything takes is no test."""

import re
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from netsite.build import build
from tests.bench import kinds_of_page, search_keys, tables, whole_builds
from tests.bench.corpus import FEWEST, MOST, TODAY, corpus, edit, make
from tests.bench.kinds_of_page import costs
from tests.bench.where_time_goes import PARTS, WHOLE
from tests.bench.whole_builds import (
    GROWTH,
    Bench,
    growth,
    made,
    make_ready,
    rows,
    steps,
    text,
)

ROOT = Path(__file__).resolve().parent.parent
PERFORMANCE = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
COMMANDS = sorted({
    command.strip() for document in ("docs/performance.md", "docs/design.md", "CONTRIBUTING.md")
    for command in re.findall(r"python -m tests\.bench\.[^`#\n]+",
                              (ROOT / document).read_text(encoding="utf-8"))})


def texts(vault: Path) -> dict[str, bytes]:
    """Give the files of a vault."""
    return {path.relative_to(vault).as_posix(): path.read_bytes()
            for path in vault.rglob("*") if path.is_file()}


def test_the_same_number_gives_the_same_vault() -> None:
    """Two runs write the same paths and texts, and another number others."""
    assert [*corpus(50)] == [*corpus(50)]
    assert len({path for path, _ in corpus(50)}) == len([*corpus(50)])
    assert dict(corpus(51)) != dict(corpus(50))


def test_a_made_up_vault_has_no_problem(tmp_path: Path) -> None:
    """It builds without so much as a hint, also after edits; every contact has its lines."""
    make(tmp_path / "vault", 50)
    edit(tmp_path / "vault", 7, 1)
    counts = [len(re.findall(r"^- \d{4}-", text, re.MULTILINE)) for path, text in corpus(50)
              if path.startswith("contacts/person-")]
    report = build(tmp_path / "vault", TODAY, str(tmp_path / "site"))

    assert (report.people, report.problems) == (50, ())
    assert "talk 1" in (tmp_path / "site/people/person-000007.html").read_text(encoding="utf-8")
    assert (min(counts) >= FEWEST, max(counts) <= MOST) == (True, True)


def test_addresses_in_a_made_up_vault_are_nobodys() -> None:
    """Mail and links lead to example.com."""
    hosts = {host for _, text in corpus(50) for host in re.findall(r"(?:@|://)([\w.]+)", text)}

    assert hosts == {"example.com"}


def test_what_is_measured_is_made_ready(tmp_path: Path) -> None:
    """Edits change so many contacts, a new day is the next, and cold is without cache and site."""
    bench = made(tmp_path, 200, "netsite", 1)

    def changed(what: str, count: int) -> set[str]:
        before = texts(bench.vault)
        make_ready(bench.folder, what, count)
        after = texts(bench.vault)
        assert after.keys() == before.keys()
        return {name for name in after if after[name] != before[name]}
    (bench.folder / "site").mkdir()

    assert changed("edit", 1) == {"contacts/person-000000.md"}
    assert len(changed("edit", 2)) == 2
    assert changed("cold", 1) == changed("day", 1) == set()
    assert not (bench.folder / "site").exists()
    assert (bench.folder / "day").read_text(encoding="utf-8") == str(TODAY + timedelta(days=1))


def test_every_step_of_a_whole_build_runs(tmp_path: Path) -> None:
    """Each command is one that works, and leaves the vault as it was but for what was edited."""
    netsite = shlex.join((sys.executable, "-m", "netsite"))
    bench = made(tmp_path, 12, netsite, 1)
    before = texts(bench.vault)
    table = text(bench, [], None)
    names = [step.name for step in steps(bench)]

    assert re.findall(r"^\| ([^|]+) \| [\d.]+ s \| [\d.]+ \| [\d.]+ s \| \d+ \|$", table,
                      re.MULTILINE) == names
    assert "| build, cold |" in table.split("\n")[4]
    assert texts(bench.vault).keys() == before.keys()
    assert (bench.folder / "cache/netsite").is_dir()


def test_the_growth_is_told_by_size(tmp_path: Path) -> None:
    """A line a size, with the processor time that a cold build takes of each contact."""
    bench = made(tmp_path, 12, shlex.join((sys.executable, "-m", "netsite")), 1)
    lines = list(rows(bench, [], None))
    [row] = growth({12: lines}).split("\n")[2:]
    cells = row.strip("| ").split(" | ")

    assert (len(cells), cells[0], cells[1]) == (len(GROWTH), "12", lines[0][1])
    assert float(cells[6].removesuffix(" ms").replace(",", "")) == pytest.approx(
        1000 * float(lines[0][3].removesuffix(" s")) / 12, rel=0.1)


def test_every_kind_of_page_is_drawn(tmp_path: Path) -> None:
    """The table of kinds has each template of which a page is made, each page and file once."""
    make(tmp_path / "vault", 50)
    site = build(tmp_path / "vault", TODAY, str(tmp_path / "site")).folder
    found = costs(tmp_path / "vault")

    assert sum(len(some) for kind, some in found.items() if kind[0] != ".") == len(
        [*site.rglob("*.html")])
    assert len(found[".js"]) == len([*site.glob("search/*.js"), *site.glob("days/*.js")])


def test_a_table_takes_its_place_in_a_document() -> None:
    """What stood between the marks is replaced, and nothing else; without marks it is refused."""
    document = "a\n<!-- b -->\nold\n<!-- end -->\n<!-- c -->\nd\n<!-- end -->\n"

    assert tables.with_block(document, "b", tables.table(("x", ""), [("1", "2")])) == (
        document.replace("old", "| x |  |\n| --- | --- |\n| 1 | 2 |"))
    with pytest.raises(ValueError, match="no <!-- x -->"):
        tables.with_block(document, "x", "new")


def test_the_document_has_a_place_for_each_table() -> None:
    """Each table of docs/performance.md can be made anew; what is not there says so."""
    for name in ("whole builds", "growth", "saves", "kinds of page", "search keys"):
        assert "new\n<!-- end -->" in tables.with_block(PERFORMANCE, name, "new")


def test_the_tables_in_the_document_are_those_that_are_made() -> None:
    """Once measured, they have the lines that would be made today, of kinds that there are."""
    whole, kinds = (re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", PERFORMANCE, re.DOTALL)
                    for name in ("whole builds", "kinds of page"))
    assert whole
    assert kinds
    names = [step.name for step in steps(Bench(ROOT, 1, "netsite", 1))]
    for table in re.split(r"^\| --- .*\n", whole[1], flags=re.MULTILINE)[1:]:
        lines = re.findall(r"^\| ([^|]+) \| [\d.]", table, re.MULTILINE)
        assert [line for line in lines if not line.startswith("Hugo")] == names
    for kind in re.findall(r"^\| (\w+) \| [\d,]+ \|", kinds[1], re.MULTILINE):
        assert (ROOT / f"templates/{kind}.html").is_file()


def test_the_documents_name_what_is_measured() -> None:
    """When a build or command is run is explained in docs/performance.md, and nothing else is."""
    listed = "".join(re.findall(r"^- (.+?):", PERFORMANCE, re.MULTILINE))
    explained = re.findall(r"\*([^*]+)\*", listed)
    found = [step.name.partition(", ")[2] for step in steps(Bench(ROOT, 1, "netsite", 1))]

    assert explained == list(dict.fromkeys(filter(None, found)))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_measurement_in_a_document_can_be_run(command: str) -> None:
    """Each names a module that there is, with words it understands."""
    module, *words = shlex.split(command)[2:]
    arguments = {"whole_builds": whole_builds.arguments, "kinds_of_page": kinds_of_page.arguments}
    name = module.removeprefix("tests.bench.")

    assert (ROOT / f"tests/bench/{name}.py").is_file()
    if name in arguments:
        assert arguments[name](words)


def test_what_is_typed_is_the_same_each_time_and_has_slips() -> None:
    """Every other query has a slip, and each has something to look for."""
    found = [*search_keys.queries(60, 40)]
    words = {word for _, text in corpus(60) for word in re.findall(r"[\w-]+", text)}
    strange = [query for query in found if not {*re.findall(r"[\w-]+", query)} <= words]

    assert found == [*search_keys.queries(60, 40)]
    assert all(found)
    assert 10 <= len(strange) <= 20


def test_where_time_goes_is_told_of_every_part(tmp_path: Path) -> None:
    """Each part that is measured is one a build still has; the parts are no more than the whole."""
    make(tmp_path, 30)
    run = subprocess.run([sys.executable, "-m", "tests.bench.where_time_goes", str(tmp_path)],
                         cwd=ROOT, check=True, capture_output=True, text=True)
    told = {line[:34].strip(): float(line[34:].split()[0]) for line in run.stdout.splitlines()}

    assert {part for *_, part in PARTS} <= {*told}
    assert max(told.values()) == told[WHOLE]
