"""What a key typed into Find takes in Chromium, as a Markdown table.

python -m tests.bench.search_keys [CONTACTS] [--write FILE]

A vault is made (see `corpus`) and built, and its first page opened from the disk. Names, companies,
tags and words of notes are typed letter by letter, every other one with a slip in it. A key is
measured from the moment at which it was due until the list is drawn and laid out: the wait for what
was under way, matching, and making the list. All is typed three times, and of each key the middle
counts, since the machine may do something else. The first letters are typed while the search loads.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from netsite.build import build
from tests.bench import tables
from tests.bench.corpus import TODAY, corpus, make
from tests.browser.looking import FLAGS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEAD = ("keys", "how many", "median", "95th percentile", "worst")
QUERIES = 100
RUNS = 3
OPENED = 4  # queries typed right after the page was opened
BETWEEN = 45  # milliseconds from key to key, quicker than most type
_KEYS = """async ([queries, between]) => {
  netsite.find();
  const field = document.querySelector(".finder input");
  const list = document.querySelector(".finder [role=listbox]");
  const taken = [];
  let due = performance.now();
  for (const query of queries) {
    for (let length = 1; length <= query.length; length += 1) {
      due = Math.max(due, performance.now()) + between;
      await new Promise((done) => setTimeout(done, due - performance.now()));
      field.value = query.slice(0, length);
      field.dispatchEvent(new Event("input"));
      list.getBoundingClientRect();
      taken.push([field.value, performance.now() - due]);
    }
  }
  return taken;
}"""


class Key(NamedTuple):
    """What stood in the field after a key, and the milliseconds it took."""

    text: str
    taken: float


def slipped(chance: Random, word: str) -> str:
    """A word as it may be mistyped: a letter less, another, or two that changed places."""
    at = chance.randrange(1, len(word) - 2)
    inside = chance.choice(("", "x", word[at + 1] + word[at]))
    return word[:at] + inside + word[at + max(len(inside), 1):]


def queries(contacts: int, count: int) -> Iterator[str]:
    """What is typed: values of front matter and the words of lines, every other one with a slip."""
    chance = Random(contacts)  # noqa: S311  # the same every time
    texts = [text for path, text in corpus(contacts) if path.startswith("contacts/person-")]
    for number in range(count):
        lines = chance.choice(texts).split("\n")
        line = chance.choice(lines if number % 5 == 0 else [
            line for line in lines if line.startswith(("name:", "company:", "tags:"))])
        words = line.partition(": ")[2].strip("[]").replace(",", "").split()[:2 - number % 2]
        yield " ".join(slipped(chance, word) if number % 2 and len(word) > 4 else word
                       for word in words) or "coffee"


def measured(browser: "Browser", page: Path, asked: Sequence[str]) -> tuple[list[Key], list[Key]]:
    """The keys right after opening, of some queries, and all other keys."""
    first, others = [], []
    for _ in range(RUNS):
        opened = [_typed(browser, page, [query]) for query in asked[:OPENED]]
        first.append([key for keys in opened for key in keys])
        others.append(_typed(browser, page, asked, "netsite.loadTexts()"))
    return middle(first), middle(others)


def _typed(browser: "Browser", page: Path, asked: Sequence[str], ready: str = "") -> list[Key]:
    """What is typed into a page that was just opened, or when it is ready."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.goto(page.as_uri())
    opened.evaluate(ready)
    keys = [Key(*key) for key in opened.evaluate(_KEYS, [list(asked), BETWEEN])]
    opened.close()
    return keys


def middle(runs: Sequence[Sequence[Key]]) -> list[Key]:
    """Of the same keys in several runs each with its median."""
    return [Key(some[0].text, statistics.median(key.taken for key in some))
            for some in zip(*runs, strict=True)]


def row(name: str, keys: Sequence[Key]) -> tuple[str, ...]:
    """A line of the table."""
    taken = sorted(key.taken for key in keys)
    some = (taken[len(taken) // 2], taken[len(taken) * 95 // 100], taken[-1])
    return (name, f"{len(taken):,}", *(f"{tables.short(each)} ms" for each in some))


def table(first: Sequence[Key], others: Sequence[Key]) -> str:
    """A line for all keys once loaded, for those that match most, and for those before."""
    return tables.table(HEAD, (
        row("all, when loaded", others),
        row("of them a first letter", [key for key in others if len(key.text) == 1]),
        row("the first after opening", first)))


def text(contacts: int, count: int) -> str:
    """Make a vault, build it, and measure."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        make(Path(folder) / "vault", contacts)
        site = build(Path(folder) / "vault", TODAY, str(Path(folder) / "site")).folder
        load = os.getloadavg()[0]
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        found = measured(browser, site / "index.html", [*queries(contacts, count)])
        browser.close()
    return (f"{contacts:,} people, {count} queries {RUNS} times, on two cores "
            f"(a load of {load:.1f} before):\n\n{table(*found)}")


def main() -> None:
    """Print the table, and write it where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contacts", nargs="?", type=int, default=5000)
    parser.add_argument("--write", type=Path, metavar="FILE",
                        help="put the table between the marks in this document")
    given = parser.parse_args()
    found = text(given.contacts, QUERIES)
    if given.write:
        tables.write_block(given.write, "search keys", found)
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
