"""Pages opened on a later day than they were built on: they say what a build of that day says."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from netsite.build import build
from tests.drawing import TODAY
from tests.reading import person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "Europe/Lisbon",
         "America/New_York")
NAMES = ("Ana Silva", "bo Berg", "Çem Öz", "Łukasz Gniewek", "山田 太郎", "Émile Zoë",
         "Straße Eins", "Strasse Zwei", "Ana Silva", "Σοφία", "דנה לוי", "R&D <b>", "O’Neil")

pytestmark = pytest.mark.browser

Sites = Callable[..., Path]


def days_after(number: int) -> date:
    """Give the day so many days after the build's."""
    return TODAY + timedelta(number)


def random_vault(root: Path, seed: int, people: int = 45) -> Path:
    """Write a vault of people with all kinds of cadence, snoozes, plans, dates."""
    random = Random(seed)  # noqa: S311  # a vault, not a secret
    (root / "contacts").mkdir(parents=True)

    def day(first: int, last: int) -> date:
        return TODAY + timedelta(random.randint(first, last))
    for index in range(people):
        history = [f"- {day(-130, 0)} call: something"] * (random.random() < 0.9)
        if random.random() < 0.15:
            history.append(f"- {day(1, 40)} {random.choice(['plan', 'note'])}: *to be*")
        (root / f"contacts/p{index}.md").write_text(person(
            *random_keys(random, day), name=random.choice(NAMES), history=history))
    (root / "contacts/crew.md").write_text(
        person("kind: group", "cadence: fortnightly", name="Crew"))
    return root


def random_keys(random: Random, day: Callable[[int, int], date]) -> Iterator[str]:
    """Give somebody's keys, as far as they matter for clocks."""
    yield random.choice(["cadence: weekly", "cadence: monthly", "cadence: 45 days",
                         "cadence: yearly", "cadence: never", "tags: [tea]", "tags: [tea]"])
    if random.random() < 0.2:
        yield f"snooze: {day(-5, 60)}"
    if random.random() < 0.3:
        yield f"birthday: {day(-40, 60).replace(year=1980)}"
    if random.random() < 0.3:
        yield f"teams: [{{team: crew, {random.choice(['left', 'joined'])}: {day(-30, 0)}}}]"


@pytest.fixture(scope="session")
def sites(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Give the site of a vault as of a day, built once."""
    folder = tmp_path_factory.mktemp("days")
    vaults = {"demo": ROOT}
    built = {("demo", TODAY): demo}

    def site(vault: str, day: date = TODAY) -> Path:
        if vault not in vaults:
            vaults[vault] = random_vault(folder / vault, int(vault))
        if (vault, day) not in built:
            built[vault, day] = folder / f"{vault}-{day}"
            build(vaults[vault], day, str(built[vault, day]))
        return built[vault, day]
    return site


@pytest.fixture(scope="module")
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """Give a browser in Lisbon."""
    context = browser.new_context(timezone_id="Europe/Lisbon")
    yield context
    context.close()


DAY = """() => (document.querySelector('[data-days="day"]')
    ?? document.querySelector('[data-days="as of"] time'))?.dateTime"""


def settled(page: "Page", day: date) -> None:
    """Wait until a page says what holds on a day."""
    page.wait_for_function(f"(day) => ({DAY})() === day", arg=day.isoformat(), polling=20)


def opened(page: "Page", path: Path, day: date) -> None:
    """Open a page, and wait until it says what holds on the day it is."""
    page.goto(path.as_uri())
    if path.name in {"overdue.html", "index.html"} and path.parent.name != "people":
        settled(page, day)


def at(day: date, hour: int = 12, minute: int = 0, second: int = 0,
       zone: str = "Europe/Lisbon") -> datetime:
    """Give a moment of a day in a zone."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZoneInfo(zone))


SHOWN = """() => {
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    const seen = (element) => !element.closest("[hidden]");
    const some = (selector) => [...document.querySelectorAll(selector)].filter(seen);
    const text = (element) => element.innerText.replace(/\\s+/g, " ").trim();
    const all = document.querySelector('[data-days="overdue"]') ? 5 : 2;
    return {
        title: [document.title],
        heads: some("main h2").map(text),
        rows: some("tr:has(.state)").map((row) => [[...new Set(row.classList)].sort().join(" "),
            ...[...row.cells].slice(0, all).map(text)].join(" | ")),
        standing: some(".standing .state").map((state) => `${state.className} ${text(state)}`),
        margin: some(".margin section").map(text),
        lately: some('[data-days="lately"] li').map(text),
        wall: some('[data-days="wall"]').map(text),
    };
}"""


def shown(page: "Page", name: str) -> dict[str, list[str]]:
    """Give what a reader sees of states, days, order and counts."""
    seen: dict[str, list[str]] = page.evaluate(SHOWN)
    if name == "index.html":
        # The hour stays the one that was planned, and with it what it would add.
        seen["heads"] = [head for head in seen["heads"] if head in {
            "Lately", "The network", "Due", "Dates", "Planned"}]
        seen["margin"] = [text.partition(";")[0] if "warm" in text else text
                          for text in seen["margin"]]
    elif name != "overdue.html":
        del seen["margin"], seen["heads"]  # facts of the file, which stay
    return seen


@pytest.mark.parametrize(("vault", "later"), [
    ("demo", 8), ("1", 40)])
def test_a_page_says_what_a_build_of_the_day_would(
    sites: Sites, context: "BrowserContext", vault: str, later: int,
) -> None:
    """Overdue, Today, lists and people say row by row what a build of the reader's day says."""
    day = days_after(later)
    old, new = sites(vault), sites(vault, day)
    lists = [path.relative_to(old).as_posix() for path in sorted(old.glob("people/*.html"))]
    names = ["overdue.html", "index.html", "people/index.html", *lists[::20], "teams/crew.html",
             "companies/globex.html"]
    page = context.new_page()
    page.clock.set_fixed_time(at(day))
    differing = []
    for name in names:
        if (old / name).is_file():
            both = []
            for site in (old, new):
                opened(page, site / name, day)
                both.append(shown(page, name))
            was, now = both
            differing += [(name, key, was[key], now[key]) for key in was if was[key] != now[key]]
    page.close()

    assert differing == []


DAYS = (date(2027, 1, 1), date(2027, 3, 14), date(2027, 3, 28), date(2027, 10, 31))


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_that_of_the_readers_calendar(
    sites: Sites, browser: "Browser", zone: str,
) -> None:
    """From its first to its last minute a day is itself, in every zone, when clocks change too."""
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    for day in DAYS:
        for hour, minute in ((0, 0), (23, 59)):
            page.clock.set_fixed_time(at(day, hour, minute, 30, zone))
            opened(page, sites("demo") / "overdue.html", day)
    context.close()


def test_a_leap_day_is_a_day(sites: Sites, context: "BrowserContext") -> None:
    """On 29 February a page built the day before counts one day more, and the next day two."""
    page = context.new_page()
    said = []
    for day in (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)):
        page.clock.set_fixed_time(at(day))
        opened(page, sites("demo", date(2028, 2, 28)) / "overdue.html", day)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = 1; })")
        said.append(page.locator("tr", has_text="Ana Silva").first.locator(".state").inner_text())
    page.close()

    assert said == ["471 days late", "472 days late", "473 days late"]


@pytest.mark.parametrize(("zone", "day"), [
    ("Europe/Lisbon", date(2026, 11, 23)), ("Europe/Lisbon", date(2027, 3, 27)),
    ("Europe/Lisbon", date(2027, 10, 30)), ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2027, 11, 7)), ("Pacific/Kiritimati", date(2026, 12, 31))])
def test_a_page_that_is_open_at_midnight_goes_on(
    sites: Sites, browser: "Browser", zone: str, day: date,
) -> None:
    """At midnight an open page tells the next day, and a day later the day after that."""
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.install(time=at(day, 23, 59, 30, zone))
    opened(page, sites("demo") / "overdue.html", day)
    page.clock.run_for(40_000)
    settled(page, day + timedelta(1))
    page.clock.fast_forward("26:00:00")
    settled(page, day + timedelta(2))
    context.close()


def test_a_machine_that_slept_catches_up(sites: Sites, context: "BrowserContext") -> None:
    """A page that is looked at again looks at the calendar, and goes back if the clock does."""
    page = context.new_page()
    for day in (TODAY, days_after(3), TODAY):
        page.clock.set_fixed_time(at(day))
        if day == TODAY and page.url == "about:blank":
            opened(page, sites("demo") / "overdue.html", day)
            first = shown(page, "overdue.html")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        settled(page, day)
    last = shown(page, "overdue.html")
    page.close()

    assert first == last


@pytest.mark.parametrize(("later", "old"), [(-400, False), (-1, False), (0, False), (6, False),
                                            (7, True), (400, True)])
def test_a_page_says_that_it_is_old(
    sites: Sites, context: "BrowserContext", later: int, *, old: bool,
) -> None:
    """From the seventh day on three pages say so; a clock behind the build changes nothing."""
    page = context.new_page()
    page.clock.set_fixed_time(at(days_after(later)))
    seen = []
    for name in ("index.html", "overdue.html", "coverage.html"):
        page.goto((sites("demo") / name).as_uri())
        if 0 < later < 366 and name != "coverage.html":
            settled(page, days_after(later))
        seen.append(page.locator(".old").is_visible())
    page.close()

    assert seen == [old] * 3


def test_without_javascript_a_page_is_as_it_was_built(sites: Sites, browser: "Browser") -> None:
    """Without JavaScript the page says as of which day it speaks, and that is all true."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sites("demo") / "overdue.html").as_uri())
    words = page.locator(".lede").inner_text()
    context.close()

    assert words == ("10 people, the longest first, measured in each one’s own cadence. "
                     "As of 23 November 2026.")


def test_scripts_that_filter_are_told(sites: Sites, context: "BrowserContext") -> None:
    """When rows have changed, the document gets an event; on the day itself it gets none."""
    page = context.new_page()
    page.add_init_script("document.addEventListener('netsite:days', () => { self.told = true; })")
    told = []
    for later in (0, 9):
        page.clock.set_fixed_time(at(days_after(later)))
        opened(page, sites("demo") / "overdue.html", days_after(later))
        told.append(page.evaluate("self.told === true"))
    page.close()

    assert told == [False, True]
