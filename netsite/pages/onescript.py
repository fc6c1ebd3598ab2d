"""The style and the script by which one document shows one of its pages at a time.

The style alone does it. The script adds what a style cannot do: the title, the mark in the
navigation, where reading goes on. To the scripts of the site it is what the disk is to them in a
site: it has each page prepared when it is first shown, turns addresses into #ids and back, keeps
what was chosen on a page, and hands out what they would load (`pages/packs`).
"""

STYLE = """
main > article, main > article.with-margin { display: none; }
main > article:target, main > article:has(:target) { display: block; scroll-margin-top: 100vh; }
main > article.with-margin:target, main > article.with-margin:has(:target) { display: grid; }
main:not(:has(:target)) > article:first-child { display: block; }
main:not(:has(:target)) > article.with-margin:first-child { display: grid; }
main > article h1:focus { outline: none; }
"""

SCRIPT = """"use strict";
(() => {
  const first = document.querySelector("main > article");
  const links = [...document.querySelectorAll("header nav a")];
  const preparing = []; // what the scripts do to each page
  const pages = new Map(); // those that were shown, by their elements
  const article = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch {}
    return target?.closest("main > article") ?? first;
  };
  let shown = null;

  class Page {
    constructor(element) {
      this.element = element;
      this.prefix = `${element.id}-`;
      this.last = "";
    }
    get title() { return this.element.dataset.title; }
    set title(words) {
      this.element.dataset.title = words;
      if (this === shown) document.title = words;
    }
    // What was chosen belongs to an entry of the history, so it is there again when one comes back.
    get chosen() { return this === shown ? history.state?.chosen ?? "" : this.last; }
    set chosen(query) {
      this.last = query;
      try {
        history.replaceState({ ...history.state, chosen: query }, "");
      } catch { /* a browser that allows it to no file: it holds as long as the page is shown */ }
    }
  }

  const show = () => {
    const element = article();
    const before = shown;
    shown = pages.get(element) ?? new Page(element);
    document.title = shown.title;
    for (const link of links) {
      if (link.hash.slice(1) === element.dataset.section) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (shown === before) {
      if (before.last && !history.state) before.chosen = before.last; // a place in the same page
    } else if (pages.has(element)) {
      element.dispatchEvent(new CustomEvent("netsite:shown"));
    } else {
      pages.set(element, shown);
      for (const prepare of preparing) prepare(shown);
    }
    return shown !== before;
  };

  // What the scripts would load, packed (pages/packs.py): each pack is opened once.
  const packs = {};
  const open = async (name) => {
    const packed = document.querySelector(`script[data-pack="${name}"]`);
    if (!packed) return {};
    const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
    const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(whole).json();
  };

  self.netsiteOne = {
    eachPage(prepare) {
      preparing.push(prepare);
      pages.forEach((page) => prepare(page));
    },
    address(url) {
      const at = url.lastIndexOf("/");
      return `#${at < 0 ? url : `${url.slice(0, at).replaceAll("/", "-")}_${url.slice(at + 1)}`}`;
    },
    urlOf(address) {
      const id = address.slice(1);
      const at = id.indexOf("_");
      return at < 0 ? id : `${id.slice(0, at).replaceAll("-", "/")}/${id.slice(at + 1)}`;
    },
    async load(name) {
      const pack = name.replace(/-.*/, "");
      return (await (packs[pack] ??= open(pack)))[name];
    },
  };

  show();
  addEventListener("hashchange", () => {
    if (!show()) return;
    const heading = shown.element.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  });
})();
"""
