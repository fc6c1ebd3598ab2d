"""The law of builds: one that draws only what changed gives what a first build gives.

Random edits of a small vault, 25 scripts; NETSITE_SCRIPTS=500 for many.
"""

import os
import tempfile
from datetime import date
from pathlib import Path
from shutil import rmtree, which

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from jinja2 import Environment

from netsite.pages import render
from netsite.pages.sandbox import Sandbox
from netsite.pages.themes import Loader
from netsite.store import scan
from netsite.tongue import ENGLISH, Tongue
from tests.missing import missing
from tests.reading import person
from tests.repos import git
from tests.worlds import World, later

SCRIPTS = int(os.environ.get("NETSITE_SCRIPTS", "25"))
STEPS = 12

FILES = {
    "contacts/ana.md": person(
        "aliases: [anita]", "company: Globex", "location: Porto", "tags: [tea]",
        "teams: [crew, {team: acme, left: 2026-11-25}]", "introduced_by: bo",
        notes="Knows [[bo]] and [[The Crew]].",
        history=("- 2026-10-02 coffee with [[bo]]: said [[cy]] moved",
                 "- 2026-01-05 gave: a book")),
    "contacts/bo.md": person("company: Globex", "teams: [crew, acme]", name="Bo Berg",
                             history=("- 2026-11-20 call", "- 2026-11-26 plan: lunch")),
    "contacts/cy.md": person("location: Porto", "tags: [tea]", "introduced_by: ana", name="Cy Ito",
                             history=("- 2025-03 call: about [[ana]]",)),
    "contacts/dee.md": person("cadence: monthly", "teams: [acme]", name="Dee Levi",
                              notes="See [her](cy.md)."),
    "contacts/eve.md": person("birthday: --11-30", "company: Globex", name="Eve Moe"),
    "contacts/deep/fay.md": person("snooze: 2026-12-01", name="Fay Roe",
                                   history=("- 2026-08-26 got: time",)),
    "contacts/crew.md": person("kind: group", "members: [eve]", name="The Crew",
                               notes="Of [[acme]].", history=("- 2026-09-01 lunch: soup",)),
    "journal/2026.md": "- 2026-10-02 walk with [[ana]], [[dee]]: woods\n- 2026-10-05 the weather\n",
}

PATHS = [*FILES, "contacts/gil.md", "contacts/acme.md", "contacts/deep/ana.md", "journal/x.md"]
paths = st.sampled_from(PATHS)
days = st.sampled_from(["2025-03-01", "2026-01", "2026-10-02", "2026-11-22", "2026-11-23",
                        "2026-11-24", "2026-11-25", "2026-12-24", "2027-11-23", "2026-13-01"])
names = st.sampled_from(["ana", "bo", "cy", "dee", "fay", "gil", "crew", "acme", "anita",
                         "Ana Silva", "The Crew", "Bo Berg", "Bo", "nobody"])
links = names.map("[[{}]]".format)
dated = st.builds(
    "- {} {}{}: {} {}".format, days,
    st.sampled_from(["", "call", "note", "plan", "gave", "got", "lunch", "tried"]),
    st.sampled_from(["", " with [[bo]]", " with [[ana]], [[dee]]", " with [[crew]]",
                     " with [[acme]]", " except [[ana]]"]),
    st.sampled_from(["", "said", "**bold**", "[him](bo.md)", "<b>"]), links | st.just(""))
notes = st.builds("{} {}.{}".format, st.sampled_from(["Likes", "Met by", "*See*"]), links,
                  st.sampled_from(["", "\n\n- [ ] ask [[bo]]", "\n\n- [x] done",
                                   "\n\n" + "[" * 2600]))
times_in = st.sampled_from(["crew", "acme", "choir", "The Crew", "{team: acme, left: 2026-11-23}",
                            "{team: crew, joined: 2026-11-24}", "{team: choir, joined: 2025}"])
keys = st.one_of(
    st.builds("name: {}".format, st.sampled_from(["Ana Silva", "Bo", "Zoë", "The Crew", "acme"])),
    st.builds("aliases: [{}]".format, names),
    st.builds("teams: [{}]".format, st.lists(times_in, max_size=3).map(", ".join)),
    st.builds("members: [{}]".format, st.lists(names, max_size=3).map(", ".join)),
    st.builds("introduced_by: {}".format, names), st.builds("met: {}".format, days),
    st.builds("snooze: {}".format, days), st.builds("died: {}".format, days),
    st.builds("birthday: {}".format, days),
    st.sampled_from([
        "kind: group", "kind: person", "archived: yes", "cadence: weekly", "cadence: never",
        "cadence: often", "company: Globex", "company: GLOBEX", "company: R&D", "location: Porto",
        "tags: [tea, vip]", "tags: [vip]", "role: Cook", "email: ana@example.com", "own: x"]))
tomls = st.sampled_from([
    None, "soon = 60\n", '[cadence]\ndefault = "monthly"\n', '[cadence.tags]\nvip = "weekly"\n',
    'not_contact = ["call"]\n', 'owner = "Kim"\n', 'output = "www"\n', 'soon = "x"\n',
    'edit_url = "vscode://file/{path}:{line}"\n', "[hour]\nminutes = 120\n", "broken ["])
templates = st.sampled_from([
    ("person.html", "<h1>{{ view.name }}</h1>"), ("person.html", "{{ view.nothing }}"),
    ("person.html", "{% broken"), ("macros.html", ""), ("static/style.css", "p {}\n"),
    ("month.html", "{% for row in view.rows %}{{ row.html }}{% endfor %}"),
    ("person.html", None), ("static/style.css", None), ("macros.html", None),
    ("month.html", None)])


class Scripts(RuleBasedStateMachine):
    """Edits at random; after each, a build that must be like a first one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.world = World(self.folder, FILES)
        self.start()
        self.world.check()

    def start(self) -> None:
        """Make of the vault what it is to be."""

    def teardown(self) -> None:
        """Take the folder away."""
        rmtree(self.folder)

    def edit(self, path: str, text: str | None) -> None:
        """Write a file, or take it away, and build."""
        self.world.write(path, text)
        self.world.check()

    def lines(self, path: str) -> list[str]:
        """Give a file's lines; of one that is not there those of a new one."""
        text = self.world.read(path)
        new = "" if path.startswith("journal/") else person(name=Path(path).stem.title())
        return (new if text is None else text).split("\n")

    @rule(path=paths.filter(lambda path: "contacts" in path), key=keys)
    def edit_key(self, path: str, key: str) -> None:
        """Give somebody, perhaps somebody new, a key instead of what they had under it."""
        head = key.partition(":")[0] + ":"
        lines = [line for line in self.lines(path) if not line.startswith(head)]
        self.edit(path, "\n".join([lines[0], key, *lines[1:]]))

    @rule(path=paths.filter(lambda path: "contacts" in path), text=notes)
    def edit_notes(self, path: str, text: str) -> None:
        """Write other notes."""
        lines = self.lines(path)
        end = lines.index("---", 1) + 1
        rest = lines[lines.index("## History"):] if "## History" in lines else []
        self.edit(path, "\n".join([*lines[:end], text, *rest]))

    @rule(path=paths, line=dated)
    def add_line(self, path: str, line: str) -> None:
        """Log something."""
        self.edit(path, "\n".join([*self.lines(path), line, ""]))

    @rule(path=paths, at=st.integers(0, 5), line=dated | st.none())
    def change_line(self, path: str, at: int, line: str | None) -> None:
        """Change a dated line, or take it out."""
        lines = self.lines(path)
        some = [index for index, each in enumerate(lines) if each.startswith("- 2")]
        if some:
            index = some[at % len(some)]
            lines[index:index + 1] = [] if line is None else [line]
            self.edit(path, "\n".join(lines))

    @rule(path=paths, other=paths)
    def rename(self, path: str, other: str) -> None:
        """Rename somebody's file, or the journal's."""
        if path.startswith("journal/") == other.startswith("journal/"):
            self.world.rename(path, other)
            self.world.check()

    @rule(path=paths)
    def delete(self, path: str) -> None:
        """Take a file away."""
        self.edit(path, None)

    @rule(path=paths)
    def touch(self, path: str) -> None:
        """Give a file a new time alone."""
        if self.world.read(path) is not None:
            (self.world.vault / path).touch()
            self.world.check()

    @rule(path=paths)
    def rewrite(self, path: str) -> None:
        """Change letters without an outward sign but the time that cannot be set."""
        self.world.rewrite(path, "Bo", "Ed")
        self.world.rewrite(path, "2026-10-02", "2026-11-21")
        self.world.rewrite(path, "2026-11-2", "2026-12-1")
        self.world.check()

    @rule(text=tomls)
    def set_up(self, text: str | None) -> None:
        """Write other settings."""
        self.edit("netsite.toml", text)

    @rule(template=templates)
    def template(self, template: tuple[str, str | None]) -> None:
        """Write a template of one's own, a broken one, or take it away."""
        name, text = template
        self.edit(f"templates/{name}", text)

    @rule(number=st.sampled_from([1, 1, 1, 2, 8, 30, 365, -1, -30, -365]))
    def another_day(self, number: int) -> None:
        """Let days go by, or come back to one."""
        self.world.day = later(self.world.day, number)
        self.world.check()

    @rule(at=st.integers(0, 60), how=st.sampled_from(["delete", "edit", "same size", "foreign"]))
    def tamper(self, at: int, how: str) -> None:
        """Change the site behind the build's back."""
        world = self.world
        site = world.build().folder
        pages = sorted(site.rglob("*.html"))
        page = pages[at % len(pages)]
        if how == "delete":
            page.unlink()
        elif how == "edit":
            page.write_text("<p>mine</p>")
        elif how == "same size":
            page.write_bytes(page.read_bytes().swapcase())
        else:
            other = page.with_name("mine.txt")
            other.write_text("mine")
            world.foreign.add(other.relative_to(site).as_posix())
        world.check()

    @rule(back=st.integers(1, 5))
    def undo(self, back: int) -> None:
        """Put an older text back, which is as new as any."""
        if len(self.world.past) >= back:
            self.edit(*self.world.past[-back])

    @rule(path=paths, line=dated, key=keys)
    def edit_in_between(self, path: str, line: str, key: str) -> None:
        """Edit several files at once."""
        self.world.write(path, "\n".join([*self.lines(path), line, ""]))
        self.edit_key("contacts/bo.md", key)


class ScriptsInGit(Scripts):
    """The same where the vault is a repository."""

    def start(self) -> None:
        """Make a repository of the vault."""
        git(self.world.vault, "init", "-q", "-b", "main")
        self.commit(date(2026, 10, 2))

    @rule(day=st.dates(date(2025, 1, 1), date(2026, 11, 23)))
    def commit(self, day: date) -> None:
        """Commit everything."""
        (self.world.vault / ".gitignore").write_text("/site/\n/www/\n")
        git(self.world.vault, "add", "-A")
        git(self.world.vault, "commit", "-q", "--allow-empty", "-m", "why", day=day.isoformat())
        self.world.check()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust what is a moment old, and compile the shipped templates once."""
    real = render._environment  # noqa: SLF001
    shipped = real(render._Flat, Loader(render.shipped_templates(), None), ENGLISH)  # noqa: SLF001

    def environment(kind: type[Environment], loader: Loader, tongue: Tongue) -> Environment:
        known = not issubclass(kind, Sandbox) and tongue is ENGLISH
        return shipped if known else real(kind, loader, tongue)

    monkeypatch.setattr(scan, "_TICK", 15_000_000)
    monkeypatch.setattr(render, "_environment", environment)


def run(machine: type[Scripts], scripts: int) -> None:
    """Run so many scripts."""
    run_state_machine_as_test(machine, settings=settings(
        max_examples=scripts, stateful_step_count=STEPS, deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a script takes minutes
        suppress_health_check=list(HealthCheck)))


def test_a_build_after_edits_equals_a_first_one() -> None:
    """Whatever was edited, site and problems are those of a first build, and stay so."""
    run(Scripts, SCRIPTS)


def test_a_build_after_commits_equals_a_first_one() -> None:
    """So they are in a repository, whose history is told too."""
    if not which("git"):
        missing("git is not installed")
    run(ScriptsInGit, max(1, SCRIPTS // 5))
