// Days go by after a page was built. This script has it say what holds on the reader's own day:
// who is overdue and by how much, in which order, the counts, the title; at midnight, too.
// On the day of the build it changes nothing. A clock that is behind the build changes nothing
// either, and how a person stands never goes back: a page cannot know less than its files.
(() => {
  "use strict";
  const script = document.currentScript;
  const SOON = Number(script.dataset.soon);
  const YEAR = 366; // days of which the build told what they bring
  const OLD = 7; // days after which a page says that it is old
  const WALL = 30; // people overdue; from more on the page says kindly that nobody has to do it all
  const MONTH = 30; // days ahead that Today shows, and the most dates and plans of them
  const MOST = 20;
  const LATELY = 8; // lines
  const A_DAY = 864e5; // milliseconds, of days in UTC, where each has as many
  const DAYS_A_MONTH = 30.44; // as in netsite/text/cadence.py

  const all = (selector, within) => [...within.querySelectorAll(selector)];

  // Days are counted from 1970 on, in the reader's calendar: no clock and no zone is in them.
  const dayOf = (iso) => Date.parse(iso.length === 7 ? `${iso}-01` : iso) / A_DAY;
  const readersDay = () => {
    const now = new Date();
    return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / A_DAY;
  };
  const isoOf = (day) => new Date(day * A_DAY).toISOString().slice(0, 10);
  const wordsOf = (day) => {
    const date = new Date(day * A_DAY);
    return netsite.longDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  };
  const isoIn = (time) => time.dateTime || time.textContent;

  // How a person stands on a day: as netsite/network/due.py says it.
  const ORDER = ["later", "snoozed", "soon", "overdue"];
  const stateOn = (built, due, day) => {
    if (due === null || !ORDER.includes(built) || (built === "snoozed" && day < due)) return built;
    const now = due < day ? "overdue" : due - day <= SOON ? "soon" : "later";
    return ORDER.indexOf(now) > ORDER.indexOf(built) ? now : built;
  };
  const setState = (element, was, now) => {
    element.classList.remove(was);
    element.classList.add(now);
  };

  // A state in a list is a word with its day beside it; on a person's page the day is in the words.
  const WORDS = {soon: netsite.say("due soon"), overdue: netsite.say("overdue")};
  const inWords = (state, day) => (state === "soon" ? netsite.say("due {day}", {day})
    : netsite.say("overdue since {day}", {day}));
  // What the build put into files of their own for later days (netsite/pages/days.py).
  const files = {};
  const inside = self.netsiteOne; // in the one file they are in it
  const load = (name) => (files[name] ??= inside ? inside.load(`days/${name}`) : new Promise((done) => {
    const file = document.createElement("script");
    file.src = new URL(`../days/${name}.js`, script.src);
    file.onload = file.onerror = () => done(self.netsiteDays?.[name]);
    document.head.append(file);
  }));

  // A machine that sleeps at midnight wakes with a timer that is late, so it is set for soon.
  const checks = []; // of the pages that were prepared
  let timer;
  const wait = () => {
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(midnight - now + 50, 6e5));
  };
  const look = () => {
    wait();
    checks.forEach((check) => check());
  };
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  wait();

  netsite.eachPage((page) => {
    const part = (name) => page.element.querySelector(`[data-days="${name}"]`);
    const standings = all(".state", page.element).map((span) => {
      const inside = span.querySelector("time");
      const time = inside ?? (span.nextElementSibling?.matches("time") && span.nextElementSibling);
      const state = span.classList[1];
      return time && !span.closest("[data-clock]") && {span, state, now: state, html: span.innerHTML,
        row: span.closest("tr"), due: dayOf(isoIn(time)), day: inside?.outerHTML};
    }).filter(Boolean);
    const restate = (one, day) => {
      const now = stateOn(one.state, one.due, day);
      if (one.now === now) return false;
      one.span.innerHTML = now === one.state ? one.html : one.day ? inWords(now, one.day) : WORDS[now];
      setState(one.span, one.now, now);
      if (one.row) setState(one.row, one.now, now);
      one.now = now;
      return true;
    };

    const asOf = part("as of");
    const asOfDay = asOf?.querySelector("time");
    const built = asOf && dayOf(isoIn(asOfDay));
    const title = page.title;
    const show = (name, shown) => {
      const element = part(name);
      if (element) element.hidden = !shown;
    };
    const count = (state, n) => {
      for (const element of all(`[data-count="${state}"]`, page.element)) element.textContent = netsite.number(n);
    };

    // Overdue: rows by the address of their person. `data-clock` has the due day, the cadence, and
    // the day it counts from; “-” stands for none.
    const rowOf = (row) => {
      const [due, every, since] = row.dataset.clock.split(" ");
      const link = row.querySelector("th a");
      const state = row.querySelector(".state");
      const name = link.textContent;
      return {
        row, state, name, html: state.innerHTML, built: state.classList[1], now: state.classList[1],
        url: netsite.urlOf(link.getAttribute("href")), due: due === "-" ? null : dayOf(due),
        since: since === "-" ? null : dayOf(since),
        length: parseInt(every) * (every.endsWith("m") ? DAYS_A_MONTH : 1),
        key: name.normalize("NFKD").replace(/\p{Mn}/gu, "").toUpperCase().toLowerCase()
          .replaceAll("ς", "σ"),
      };
    };
    const people = new Map();
    const take = (rows) => {
      for (const row of rows) {
        const one = rowOf(row);
        if (!people.has(one.url)) people.set(one.url, one);
      }
    };
    const lateness = ({due, since, length}, day) =>
      due === null || !length ? 0 : since === null ? 1 + (day - due) / length : (day - since) / length;
    const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const lateWords = (days) => (days === 0 ? netsite.say("today")
      : days > 0 ? netsite.counted("{n} day late", "{n} days late", days)
        : netsite.counted("in {n} day", "in {n} days", -days));

    const overdue = async (day) => {
      const weeks = asOf.dataset.weeks.split(" ").filter((week) => week && dayOf(week) <= day);
      for (const rows of await Promise.all(weeks.map(load))) {
        const holder = document.createElement("template");
        holder.innerHTML = `<table>${rows ?? ""}</table>`;
        take(all("tr", holder.content));
      }
      return () => {
        const groups = {overdue: [], soon: [], none: [], snoozed: []};
        for (const one of people.values()) {
          const now = stateOn(one.built, one.due, day);
          setState(one.state, one.now, now);
          setState(one.row, one.now, now);
          one.now = now;
          const waits = now === "overdue" || now === "soon";
          one.state.innerHTML = waits ? lateWords(day - one.due) : one.html;
          one.late = lateness(one, day);
          groups[now]?.push(one);
        }
        for (const [state, some] of Object.entries(groups)) {
          some.sort((a, b) => b.late - a.late || order(a.key, b.key) || order(a.name, b.name)
            || order(a.url, b.url));
          for (const {row} of some) {
            row.classList.toggle("person", state !== "overdue");
          }
          part(state).querySelector("tbody").replaceChildren(...some.map(({row}) => row));
          show(state, some.length > 0);
        }
        const late = groups.overdue.length;
        show("some", late > 0);
        show("nobody", late === 0);
        show("wall", late > WALL);
        part("some").textContent = netsite.counted(
          "{n:,} person, the longest first, measured in each one’s own cadence.",
          "{n:,} people, the longest first, measured in each one’s own cadence.", late);
        if (part("all")) part("all").textContent = netsite.say("All {n:,}", {n: late});
        const words = page.element.querySelector("h1").textContent;
        const rest = title.slice(title.startsWith(`${words} (`) ? title.indexOf(")") + 1
          : words.length);
        page.title = `${words}${late ? ` (${netsite.number(late)})` : ""}${rest}`;
        asOfDay.dateTime = isoOf(day);
        asOfDay.textContent = wordsOf(day);
      };
    };

    // Today: figures, dates and plans; the hour stays as it was planned.
    const lately = part("lately") && [...part("lately").querySelectorAll("ul.lines > li")];
    // An element of a section; an empty list is no list, so the build leaves it out.
    const within = (section, selector) => {
      const found = section.querySelector(`:scope > ${selector}`);
      if (found) return found;
      const [tag, className] = selector.split(".");
      const made = document.createElement(tag);
      made.className = className;
      section.append(made);
      return made;
    };
    const fillList = (name, tag, items, more, known) => {
      const section = part(name);
      section.hidden = !known || items.length === 0;
      within(section, tag).innerHTML = items.join("\n");
      const below = within(section, "p.soft");
      below.textContent = more;
      below.hidden = !more;
    };
    const overview = async (day) => {
      const told = await load("today");
      if (!told) return null;
      return () => {
        const iso = isoOf(day);
        const last = isoOf(day + MONTH);
        const figures = told.days.findLast(([from]) => from <= iso);
        const [, words, late, soon, snoozed, none, sentence, moreDates, morePlans] = figures;
        page.title = words + title.slice(told.days[0][1].length);
        Object.entries({overdue: late, soon, snoozed, none}).forEach(([state, n]) => count(state, n));
        show("snoozed", snoozed > 0);
        show("none", none > 0);
        part("sentence").textContent = sentence;
        const dates = told.dates.filter(([when]) => when >= iso && when <= last);
        fillList("dates", "dl.figures", dates.slice(0, MOST).map((each) => each[1]), moreDates,
          iso <= told.until[0]);
        const plans = told.lines.filter(([when, plan]) => (plan ? when >= iso : when > iso)
          && when <= last);
        fillList("planned", "ul.lines", plans.slice(0, MOST).map((each) => each[3]), morePlans,
          iso <= told.until[1]);
        const list = within(part("lately"), "ul.lines");
        list.innerHTML = told.lines.filter(([when, , contact]) => contact && when <= iso
          && dayOf(when) > built).reverse().map((each) => each[3]).join("\n");
        list.append(...lately);
        [...list.children].slice(LATELY).forEach((item) => item.remove());
        part("lately").hidden = list.children.length === 0;
        show("built", day === built);
        show("later", day !== built);
        const time = part("day");
        time.dateTime = iso;
        time.textContent = wordsOf(day);
      };
    };

    let shown = built; // the day that the page shows now
    const check = async () => {
      const today = readersDay();
      let changed = false;
      for (const each of standings) changed = restate(each, today) || changed;
      if (asOf) {
        show("old", today - built >= OLD);
        const day = today > built && today <= built + YEAR ? today : built;
        if (day !== shown) {
          shown = day;
          const apply = asOf.dataset.weeks !== undefined ? await overdue(day)
            : part("sentence") && await overview(day); // Coverage stays as of its day
          if (shown === day && apply) {
            apply();
            changed = true;
          }
        }
      }
      // Filters, for one, look at the rows again.
      if (changed) page.element.dispatchEvent(new CustomEvent("netsite:days", {bubbles: true}));
    };
    if (asOf?.dataset.weeks !== undefined) take(all("tr[data-clock]", page.element));
    checks.push(check);
    check();
  });
})();
