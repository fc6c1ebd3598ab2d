// On every page: the Find dialog, the list of keys, and the keys. What is searched is loaded when the
// dialog first opens, by classic scripts, since nothing else loads on file://.
(function () {
  "use strict";
  // By kind of result: the heading of its group, or what stands beside a page.
  const HEADINGS = { person: netsite.say("People"), page: netsite.say("Pages"), text: netsite.say("Notes and lines") };
  const KINDS = { team: netsite.say("team"), company: netsite.say("company"), place: netsite.say("place"),
    tag: netsite.say("tag"), month: netsite.say("month") };

  // An element; an attribute that is undefined is left out. Texts never become HTML.
  netsite.element = function (name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== undefined) { made.setAttribute(key, value); }
    }
    made.append(...inside);
    return made;
  };
  const element = netsite.element;

  // Where pages are: each in a file of its own, or all in one, which then says so (pages/onescript.py).
  const one = self.netsiteOne;
  const own = document.querySelector('script[src$="static/netsite.js"]');
  const root = own ? own.getAttribute("src").replace("static/netsite.js", "") : "";
  netsite.address = one?.address ?? ((url) => `${root}${encodeURI(url)}.html`);
  netsite.urlOf = one?.urlOf ?? ((href) => decodeURI(href).slice(root.length).replace(/\.html$/, ""));

  // A page: its element, what sets its ids apart, its title, and what was chosen on it, which stands
  // in the address. In the one file a page is prepared when it is first shown.
  const page = {
    element: document.body,
    prefix: "",
    get title() { return document.title; },
    set title(words) { document.title = words; },
    get chosen() { return location.search; },
    set chosen(query) {
      try {
        history.replaceState(history.state, "", `${query ? `?${query}` : location.pathname}${location.hash}`);
      } catch { /* a browser that does not let pages of the disk do so: nothing is kept */ }
    },
  };
  netsite.eachPage = one?.eachPage ?? ((prepare) => prepare(page));
  if (!one) {
    window.addEventListener("popstate", () => page.element.dispatchEvent(new CustomEvent("netsite:shown")));
  }

  // Loading: a script pushes what it has into `netsiteFound`, and is taken in when it has arrived.
  const search = netsite.search;
  let scripts = []; // that have notes and lines
  let people = null;
  let all = null;

  // Each part is taken in by slices, between which there is time for keys.
  const SLICE = 5; // milliseconds
  const pause = () => new Promise((done) => { setTimeout(done); });
  let latest = Promise.resolve();

  function taken() {
    for (const part of (self.netsiteFound || []).splice(0)) { latest = latest.then(() => takeIn(part)); }
    return latest;
  }

  async function takeIn(part) {
    if (part.scripts) { scripts = part.scripts; addMonths(part.months); }
    const taking = search.take(part);
    for (let done = false; !done;) {
      const until = performance.now() + SLICE;
      while (!done && performance.now() < until) { done = taking.next().done; }
      if (!done) { await pause(); }
    }
  }

  function addMonths(months) {
    for (const month of months) {
      const name = netsite.months[Number(month.slice(5)) - 1];
      search.addPage(["month", `${month} ${name}`, `history/${month}`]);
    }
  }

  function load(name) {
    if (one) {
      return one.load(`search/${name}`).then((part) => { (self.netsiteFound ||= []).push(part); return taken(); });
    }
    return new Promise((done) => {
      const script = element("script", { src: `${root}search/${name}.js` });
      script.onload = script.onerror = () => { script.remove(); taken().then(done); };
      document.head.append(script);
    });
  }

  netsite.loadPeople = () => (people ||= (async () => {
    await taken();
    for (const link of document.querySelectorAll(".top nav a")) {
      search.addPage(["page", link.textContent, netsite.urlOf(link.getAttribute("href"))]);
    }
    if (!search.people.rows.length) {
      await load("index");
      await Promise.all(scripts.filter((name) => name.startsWith("people")).map(load));
    }
  })());

  netsite.loadTexts = () => (all ||= (async () => {
    await netsite.loadPeople();
    if (search.texts.length) { return; }
    for (const name of scripts) { // one after the other: in between there is time for keys
      if (!name.startsWith("people")) { await load(name); }
    }
  })());

  // The dialog: a field that rules a list (the combobox pattern of the ARIA practices guide).
  const MOST = { person: 10, page: 8, text: 8 };
  let finder = null;

  function makeFinder() {
    const hint = netsite.say("A name, team, company, e-mail, or a word of a note");
    const field = element("input", {
      type: "search", role: "combobox", "aria-label": hint, placeholder: hint,
      "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", autofocus: "",
    });
    const list = element("div", { role: "listbox", id: "found", "aria-label": netsite.say("Results"), hidden: "" });
    const status = element("p", { role: "status", class: "soft" });
    const close = element("button", { type: "button", class: "button" }, netsite.say("Close"));
    const keys = element("button", { type: "button", class: "button" }, netsite.say("Keys"));
    const dialog = element("dialog", { class: "finder", "aria-label": netsite.say("Find") },
      element("div", { class: "asked" }, field, close), list, status,
      element("p", { class: "hints soft" },
        element("span", {}, kbd("↑"), kbd("↓"), ` ${netsite.say("choose")} `, kbd("↵"), ` ${netsite.say("open")}`), keys));
    field.addEventListener("input", ask);
    field.addEventListener("keydown", onFieldKey);
    list.addEventListener("pointermove", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) { choose(option, false); }
    });
    list.addEventListener("click", () => shut(dialog));
    close.addEventListener("click", () => shut(dialog));
    keys.addEventListener("click", () => { shut(dialog); openKeys(); });
    closable(dialog);
    return { dialog, field, list, status, asked: [], found: {}, slice: 0 };
  }

  function closable(dialog) {
    dialog.addEventListener("click", (event) => { if (event.target === dialog) { shut(dialog); } });
    document.body.append(dialog);
  }

  // The focus goes back to where it was; where that was nowhere, it must not stay in a closed field.
  function shut(dialog) {
    dialog.close();
    if (dialog.contains(document.activeElement)) { document.activeElement.blur(); }
  }

  function kbd(key) { return element("kbd", {}, key); }

  netsite.find = function () {
    finder ||= makeFinder();
    if (finder.dialog.open) { return; }
    finder.dialog.showModal();
    finder.field.select();
    ask();
    netsite.loadPeople().then(ask);
  };

  function ask() {
    clearTimeout(finder.slice);
    choose(null);
    const asked = search.words(finder.field.value);
    finder.asked = asked;
    finder.found = asked.length
      ? { person: search.people.find(asked, MOST.person), page: search.pages.find(asked, MOST.page) }
      : { page: sections() };
    busy(asked.length > 0);
    draw();
    if (asked.length) { netsite.loadTexts().then(() => askTexts(asked)); }
  }

  function sections() {
    const best = search.pages.rows.filter((page) => page.kind === "page").slice(0, MOST.page);
    return { count: best.length, best };
  }

  function busy(is) {
    finder.busy = is;
    finder.list.setAttribute("aria-busy", String(is));
  }

  // Notes come a little later, in slices that leave room for the next key.
  function askTexts(asked) {
    if (asked !== finder.asked) { return; }
    const finding = search.findTexts(asked, MOST.text, SLICE);
    const go = () => {
      const { done, value } = finding.next();
      if (!done) { finder.slice = setTimeout(go); return; }
      finder.found.text = value;
      busy(false);
      draw();
    };
    clearTimeout(finder.slice);
    finder.slice = setTimeout(go, 30);
  }

  function draw() {
    const { asked, found } = finder;
    const chosen = chosenOption()?.getAttribute("href");
    const shown = Object.keys(HEADINGS).filter((kind) => found[kind]?.count);
    finder.list.replaceChildren(...shown.map((kind) => group(kind, found[kind])));
    finder.list.hidden = !shown.length;
    finder.field.setAttribute("aria-expanded", String(shown.length > 0));
    const all = options();
    all.forEach((option, number) => { option.id = `found-${number}`; });
    choose(all.find((option) => option.getAttribute("href") === chosen && chosen) || all[0], false);
    finder.list.scrollTop = 0;
    tell(asked.length ? shown.map((kind) => `${HEADINGS[kind]}: ${netsite.number(found[kind].count)}`).join(". ") : "");
  }

  function tell(counts) {
    clearTimeout(finder.telling);
    const said = counts || (finder.asked.length ? (finder.busy ? netsite.say("Loading …") : netsite.say("Nothing found")) : "");
    finder.telling = setTimeout(() => { finder.status.textContent = said; }, finder.busy ? 400 : 0);
  }

  function group(kind, { count, best }) {
    const more = count - best.length;
    const make = kind === "text" ? textOption : kind === "person" ? personOption : pageOption;
    const heading = element("div", { class: "kind", id: `found-${kind}` }, HEADINGS[kind]);
    const made = element("div", { role: "group", "aria-labelledby": heading.id }, heading,
      ...best.map(make));
    if (more > 0) { made.append(element("div", { class: "soft more" }, netsite.say("and {n} more", {n: netsite.number(more)}))); }
    return made;
  }

  function option(url, ...inside) {
    return element("a", { role: "option", href: netsite.address(url), tabindex: "-1", "aria-selected": "false" }, ...inside);
  }

  function marked(text) {
    return search.parts(text, finder.asked).map(([part, is]) => (is ? element("mark", {}, part) : part));
  }

  function personOption(person) {
    return option(person.url, element("b", {}, ...marked(person.name)), " ",
      element("span", { class: "soft" }, ...marked(why(person))));
  }

  // What somebody was found by, where that is not the name; else what they do.
  function why(person) {
    const names = ` ${person.folded}`;
    const other = finder.asked.filter((word) => !names.includes(` ${word}`));
    const field = search.FIELDS.slice(2).find((name) => person[name]
      && other.some((word) => search.fold(person[name]).includes(word)));
    const work = [person.role, person.company].filter(Boolean).join(", ");
    const found = field && field !== "role" && field !== "company"
      ? person[field].split("\n").join(", ") : "";
    return [found, work].filter(Boolean).join(" · ");
  }

  function pageOption(page) {
    return option(page.url, element("b", {}, ...marked(page.kind === "tag" ? `#${page.name}` : page.name)), " ",
      element("span", { class: "soft" }, page.kind === "page" ? "" : KINDS[page.kind]));
  }

  function textOption(find) {
    const line = search.lineOf(find);
    const at = Math.max(...finder.asked.map((word) => search.fold(line).indexOf(word)));
    const from = at > 90 ? line.indexOf(" ", at - 60) + 1 : 0;
    const text = `${from ? "… " : ""}${line.slice(from, from + 180)}${line.length > from + 180 ? " …" : ""}`;
    return option(find.row.url, element("b", {}, search.byUrl.get(find.row.url)?.name ?? ""), " ",
      element("span", {}, ...marked(text)));
  }

  function options() { return [...finder.list.querySelectorAll("[role=option]")]; }

  function chosenOption() { return finder.list.querySelector('[aria-selected="true"]'); }

  function choose(next, scroll = true) {
    chosenOption()?.setAttribute("aria-selected", "false");
    if (!next) { finder.field.removeAttribute("aria-activedescendant"); return; }
    next.setAttribute("aria-selected", "true");
    finder.field.setAttribute("aria-activedescendant", next.id);
    if (scroll) { next.scrollIntoView({ block: "nearest" }); }
  }

  function onFieldKey(event) {
    if (event.isComposing) { return; }
    const all = options();
    const at = all.indexOf(chosenOption());
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps && all.length) {
      const step = steps[event.key];
      const to = Math.abs(step) === 1 ? (at + step + all.length) % all.length
        : Math.min(all.length - 1, Math.max(0, at + step));
      choose(all[to]);
    } else if (event.key === "Enter" && at >= 0) {
      const { ctrlKey, metaKey, shiftKey } = event;
      all[at].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    } else if (event.key === "Escape") { // which would only empty the field
      shut(finder.dialog);
    } else {
      return;
    }
    event.preventDefault();
  }

  // The keys. Those without a modifier can be switched off (WCAG 2.2, 2.1.4).
  const SECTIONS = { t: "index", o: "overdue", p: "people/index", m: "teams/index", h: "history/index", c: "coverage" };
  const NAMES = "main :is(.row h2, tbody th, .lines div, .tree li) > a";
  let keysDialog = null;
  let began = 0; // when `g` was pressed

  function areOff() {
    try { return localStorage.getItem("netsite.keys") === "off"; } catch { return netsite.keysOff === true; }
  }

  function switchKeys(on) {
    netsite.keysOff = !on;
    try { localStorage.setItem("netsite.keys", on ? "on" : "off"); } catch { /* for this page only */ }
    document.documentElement.classList.toggle("no-keys", !on);
  }

  function section(key) {
    return [...document.querySelectorAll(".top nav a")].find((link) => netsite.urlOf(link.getAttribute("href")) === SECTIONS[key]);
  }

  function openKeys() {
    keysDialog ||= makeKeys();
    if (!keysDialog.open) { keysDialog.showModal(); }
  }

  function makeKeys() {
    const rows = [[netsite.say("Find"), kbd("/"), kbd(netsite.say("Ctrl K"))],
      ...Object.keys(SECTIONS).filter(section).map((key) => [section(key).textContent, kbd("g"), " ", kbd(key)]),
      [netsite.say("next name"), kbd("j")], [netsite.say("previous name"), kbd("k")], [netsite.say("these keys"), kbd("?")]];
    const box = element("input", { type: "checkbox" });
    box.checked = !areOff();
    box.addEventListener("change", () => switchKeys(box.checked));
    const close = element("button", { type: "button", class: "button", autofocus: "" }, netsite.say("Close"));
    const dialog = element("dialog", { class: "keys", "aria-labelledby": "keys-title" },
      element("h2", { id: "keys-title" }, netsite.say("Keys")),
      element("dl", {}, ...rows.map(([what, ...keys]) => element("div", {}, element("dt", {}, what), element("dd", {}, ...keys)))),
      element("p", {}, element("label", {}, box, ` ${netsite.say("Use single keys")}`)), close);
    close.addEventListener("click", () => shut(dialog));
    closable(dialog);
    return dialog;
  }

  function step(by) {
    const names = [...document.querySelectorAll(NAMES)].filter((link) => link.offsetParent);
    const at = names.indexOf(document.activeElement);
    names[at < 0 ? (by > 0 ? 0 : names.length - 1) : Math.min(names.length - 1, Math.max(0, at + by))]?.focus();
  }

  const SINGLE = { "/": netsite.find, "?": openKeys, j: () => step(1), k: () => step(-1), g: () => { began = Date.now(); } };

  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (event.defaultPrevented || event.isComposing || altKey) { return; }
    if ((ctrlKey || metaKey) && key.toLowerCase() === "k" && !event.shiftKey) {
      event.preventDefault();
      netsite.find();
      return;
    }
    if (ctrlKey || metaKey || areOff() || document.querySelector("dialog[open]")
        || target.isContentEditable || target.matches?.("input, textarea, select")) { return; }
    const link = Date.now() - began < 1500 && section(key);
    began = 0;
    const go = link ? () => link.click() : SINGLE[key];
    if (go && !(event.repeat && key !== "j" && key !== "k")) {
      event.preventDefault();
      go();
    }
  });

  document.documentElement.classList.toggle("no-keys", areOff());
  const button = document.querySelector("button.find");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", netsite.find);
  }

  // Where the sections scroll, the one that is open is in sight; the page itself stays where it is.
  const line = document.querySelector(".top nav");
  const here = line?.querySelector("[aria-current]");
  if (here) {
    const [around, inside] = [line, here].map((each) => each.getBoundingClientRect());
    line.scrollLeft += inside.left + inside.width / 2 - around.left - around.width / 2;
  }
})();
