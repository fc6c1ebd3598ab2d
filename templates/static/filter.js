// Filters, sorts and groups tables of people. What is chosen stands in the address, so that it can be
// kept, and holds when one comes back. The heads of a table say what it can do: a `th` with
// `data-sort` gets a button, one with `data-filter` a list of what stands below it.
netsite.eachPage(function (page) {
  "use strict";
  const { element, search } = netsite;
  const tables = [...page.element.querySelectorAll("main table")].filter((table) => table.querySelector("thead [data-sort]"));
  if (!tables.length) { return; }
  const STATES = { overdue: netsite.say("overdue"), soon: netsite.say("due soon"), later: netsite.say("in touch"),
    snoozed: netsite.say("snoozed"), none: netsite.say("no contact yet"), off: netsite.say("no reminder") };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const chosen = new URLSearchParams(page.chosen);
  const fields = new Map(); // by the name of a filter

  // Rows, in the order in which they stand when nothing is sorted.
  const body = (table) => table.tBodies[0];
  let orders = new Map();
  let folded = new WeakMap();
  function note() {
    orders = new Map(tables.map((table) => [table, [...body(table).rows]]));
    folded = new WeakMap();
  }

  function column(table, kind, name) {
    return [...table.tHead.rows[0].cells].findIndex((cell) => cell.dataset[kind] === name);
  }

  // What a row has in a column: its state, the names it leads to, or its text.
  function values(row, at, name) {
    const cell = row.cells[at];
    if (!cell) { return []; }
    if (name === "state") { return Object.keys(STATES).filter((state) => cell.querySelector(`.state.${state}`)); }
    const links = [...cell.querySelectorAll("a")].map((link) => link.textContent);
    return links.length ? links : cell.textContent ? [cell.textContent] : [];
  }

  // What the index of the search knows of a row, once that is loaded.
  function known(row) {
    return search.byUrl.get(netsite.urlOf(row.querySelector("th a")?.getAttribute("href") ?? ""));
  }

  function textOf(row) {
    if (!folded.has(row)) {
      const person = known(row);
      const more = person ? search.FIELDS.slice(2).map((name) => person[name]).join(" ") : "";
      folded.set(row, search.fold(`${row.textContent} ${more}`));
    }
    return folded.get(row);
  }

  function fits(row, table, asked) {
    return asked.every((word) => textOf(row).includes(word))
      && (!chosen.get("tag") || (known(row)?.tags ?? "").split("\n").includes(chosen.get("tag")))
      && ["state", "cadence", "team"].every((name) => !chosen.get(name)
        || values(row, column(table, "filter", name), name).includes(chosen.get(name)));
  }

  // Sorting: numbers as numbers, days as days, names as a reader expects; what is empty comes last.
  function keyOf(row, at, name, place) {
    if (name === "late") { return place; } // rows stand like that
    const cell = row.cells[at];
    const time = cell?.querySelector("time");
    if (time) { return time.getAttribute("datetime") ?? time.textContent; }
    if (cell?.matches(".number")) { return Number(cell.textContent.replace(/\D/g, "")); }
    const states = Object.keys(STATES);
    const state = cell?.querySelector(".state");
    if (state) { return states.findIndex((name) => state.classList.contains(name)); }
    return cell?.matches("th") ? cell.querySelector("a")?.textContent ?? cell.textContent : "";
  }

  function sorted(table) {
    const sort = chosen.get("sort") ?? "";
    const name = sort.replace("-", "");
    const at = column(table, "sort", name);
    const rows = [...orders.get(table)];
    if (at < 0) { return rows; }
    const keys = new Map(rows.map((row, place) => [row, keyOf(row, at, name, place)]));
    const by = sort.startsWith("-") ? -1 : 1;
    return rows.sort((a, b) => {
      const [one, other] = [keys.get(a), keys.get(b)];
      if (one === "" || other === "") { return (one === "") - (other === ""); }
      return by * (typeof one === "number" ? one - other : collator.compare(one, other));
    });
  }

  // Groups are copies in bodies of their own, since somebody may be in several; the rows stay.
  function grouped(table, rows) {
    table.querySelectorAll("tbody.again").forEach((each) => each.remove());
    const name = chosen.get("group");
    const at = name ? column(table, "filter", name) : -1;
    body(table).hidden = at >= 0;
    if (at < 0) { return; }
    const groups = new Map();
    for (const row of rows.filter((each) => !each.hidden)) {
      const own = values(row, at, name);
      for (const value of own.length ? own : [""]) {
        groups.set(value, [...(groups.get(value) ?? []), row]);
      }
    }
    const names = [...groups.keys()].sort((a, b) => (a === "") - (b === "") || collator.compare(a, b));
    const wide = table.tHead.rows[0].cells.length;
    table.append(...names.map((value) => element("tbody", { class: "again" },
      element("tr", {}, element("th", { scope: "rowgroup", colspan: wide },
        `${value || netsite.say("none")} (${netsite.number(groups.get(value).length)})`)),
      ...groups.get(value).map((row) => row.cloneNode(true)))));
  }

  const status = element("p", { role: "status" });
  const clear = element("button", { type: "button", class: "button" }, netsite.say("Clear"));
  const details = element("details", { class: "filters" }, element("summary", {}, netsite.say("Filter and group")));
  const NAMES = ["q", "state", "cadence", "team", "tag", "group"];

  function show() {
    const asked = search.words(chosen.get("q") ?? "");
    let total = 0;
    let shown = 0;
    for (const table of tables) {
      const rows = sorted(table);
      for (const row of rows) {
        row.hidden = fields.size > 0 && !fits(row, table, asked);
        total += 1;
        shown += row.hidden ? 0 : 1;
      }
      if (rows.some((row, at) => row !== body(table).rows[at])) { body(table).append(...rows); }
      grouped(table, rows);
      const empty = rows.every((row) => row.hidden); // also where nobody is
      (table.closest("section") ?? table.parentElement).hidden = empty;
      const wall = table.closest("details");
      if (wall && shown < total) { wall.open = true; }
      heads(table);
    }
    const any = NAMES.some((name) => chosen.get(name));
    clear.hidden = !any && !chosen.get("sort");
    const said = shown < total ? netsite.say("{n} of {total} shown", { n: netsite.number(shown), total: netsite.number(total) }) : "";
    if (status.textContent !== said) { status.textContent = said; }
  }

  function heads(table) {
    for (const cell of table.tHead.rows[0].cells) {
      const sort = chosen.get("sort");
      if (!cell.dataset.sort) { continue; }
      if (sort === cell.dataset.sort || sort === `-${cell.dataset.sort}`) {
        cell.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
      } else {
        cell.removeAttribute("aria-sort");
      }
    }
  }

  function set(name, value) {
    if (value) { chosen.set(name, value); } else { chosen.delete(name); }
    keep();
    show();
  }

  function keep() { page.chosen = chosen.toString(); }

  for (const table of tables) {
    for (const cell of table.tHead.rows[0].cells) {
      if (!cell.dataset.sort) { continue; }
      const name = cell.dataset.sort;
      const button = element("button", { type: "button" }, ...cell.childNodes);
      button.addEventListener("click", () => set("sort",
        chosen.get("sort") === name ? `-${name}` : chosen.get("sort") === `-${name}` ? "" : name));
      cell.append(button);
    }
  }

  // The controls, where there are enough rows to be worth it.
  function field(name, label, control) {
    fields.set(name, control);
    control.addEventListener(name === "q" ? "input" : "change", () => set(name, control.value));
    control.id = `${page.prefix}filter-${name}`;
    return element("span", {}, element("label", { for: control.id }, label), control);
  }

  function fill(control, name, options) {
    control.replaceChildren(element("option", { value: "" }, netsite.say("any")),
      ...options.map(([value, words]) => element("option", { value }, words)));
    control.value = chosen.get(name) ?? "";
  }

  function choices(name) {
    const found = new Set([...orders].flatMap(([table, rows]) => rows.flatMap(
      (row) => values(row, column(table, "filter", name), name))));
    return name === "state" ? Object.entries(STATES).filter(([state]) => found.has(state))
      : [...found].sort(collator.compare).map((value) => [value, value]);
  }

  function makeControls() {
    const headed = (name) => tables.map((table) => table.tHead.querySelector(`[data-filter="${name}"]`)).find(Boolean);
    const some = ["state", "cadence", "team"].filter((name) => headed(name) && choices(name).length > 1);
    const line = element("div", {}, field("q", netsite.say("Has the words"), element("input", { type: "search", autocomplete: "off" })));
    const label = (name) => ({ state: netsite.say("State"), cadence: netsite.say("Cadence"), team: netsite.say("Team") })[name];
    for (const name of some) {
      line.append(field(name, label(name), element("select", {})));
      fill(fields.get(name), name, choices(name));
    }
    line.append(field("tag", netsite.say("Tag"), element("select", {})));
    fields.get("tag").parentElement.hidden = true; // until the index is there, which knows the tags
    const groups = some.filter((name) => name !== "state");
    if (groups.length) {
      line.append(field("group", netsite.say("Group by"), element("select", {})));
      fill(fields.get("group"), "group", groups.map((name) => [name, label(name)]));
      fields.get("group").options[0].textContent = netsite.say("nothing");
    }
    line.append(clear);
    details.append(line);
    tables[0].closest("section, details, .scroll").before(details, status);
  }

  // The index is loaded when it is asked for: the filters are opened, or stand in the address.
  async function loadMore() {
    await netsite.loadPeople();
    folded = new WeakMap();
    const tags = new Set(search.people.rows.flatMap((person) => person.tags.split("\n")));
    tags.delete("");
    fill(fields.get("tag"), "tag", [...tags].sort(collator.compare).map((tag) => [tag, tag]));
    fields.get("tag").parentElement.hidden = !tags.size;
    if (chosen.get("tag") || chosen.get("q")) { show(); }
  }

  function restore() {
    for (const name of [...chosen.keys()]) { chosen.delete(name); }
    new URLSearchParams(page.chosen).forEach((value, name) => chosen.set(name, value));
    fields.forEach((control, name) => { control.value = chosen.get(name) ?? ""; });
    show();
  }

  clear.addEventListener("click", () => {
    [...NAMES, "sort"].forEach((name) => chosen.delete(name));
    fields.forEach((control) => { control.value = ""; });
    keep();
    show();
    details.querySelector("input").focus();
  });
  note();
  if (tables.some((table) => table.tHead.querySelector("[data-filter]")) && [...orders.values()].flat().length > 7) { makeControls(); }
  if (fields.size) {
    details.addEventListener("toggle", loadMore, { once: true });
    details.open = NAMES.some((name) => chosen.get(name));
    fields.get("q").value = chosen.get("q") ?? "";
  }
  page.element.addEventListener("netsite:shown", restore);
  // The days of rows were counted anew: they may stand elsewhere, and be in another state.
  page.element.addEventListener("netsite:days", () => { note(); show(); });
  show();
});
