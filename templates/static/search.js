// Finds people, pages and texts in what `search/*.js` hands over. No document, no address in here.
(function () {
  "use strict";

  // Folding: accents, case, width and apostrophes do not count; a few letters that Unicode does not
  // take apart are written as most keyboards do. Both sides are folded alike.
  const ALONE = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", þ: "th", æ: "ae", œ: "oe", ı: "i", ς: "σ" };
  const ALONE_ANY = /[ßøłđðħþæœıς]/g;
  // Accents, Hebrew points, Arabic vowel signs, joiners; marks of other scripts are letters of words.
  const UNSEEN = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f'’ʼ]/g;
  const ASCII = /^[\x00-\x26\x28-\x7f]*$/; // without the apostrophe

  function fold(text) {
    const lower = text.toLowerCase();
    if (ASCII.test(lower)) { return lower; }
    return lower.normalize("NFKD").toLowerCase().replace(UNSEEN, "").replace(ALONE_ANY, (c) => ALONE[c]);
  }

  function words(text) {
    return fold(text).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  }

  // Rows of fields, found by words. A word's place is its row times 16, and its field.
  const NONE = 255;
  const FEW = 4; // rows that have a word; only if fewer have it, it may be mistyped

  class Index {
    constructor(weights, ownWords) {
      this.weights = weights; // of the fields: the lower, the better
      this.ownWords = ownWords; // of a row: pairs of a word and its field
      this.rows = [];
      this.known = new Map();
      this.words = [];
      this.places = [];
      this.masks = [];
    }

    add(row) {
      const place = this.rows.push(row) * 16 - 16;
      for (const [word, field] of this.ownWords(row)) {
        let number = this.known.get(word);
        if (number === undefined) {
          number = this.words.push(word) - 1;
          this.known.set(word, number);
          this.places.push([]);
          this.masks.push(mask(word));
        }
        this.places[number].push(place + field);
      }
    }

    // How well each row has a word: 0 is best, NONE not at all.
    ranks(word) {
      const ranks = new Uint8Array(this.rows.length).fill(NONE);
      const inside = word.length > 1 || word > "\u2e80"; // one letter is a word in Chinese
      let found = 0;
      const note = (number, tier) => {
        for (const place of this.places[number]) {
          const rank = tier * 8 + this.weights[place & 15];
          if (ranks[place >> 4] === NONE) { found += 1; }
          if (rank < ranks[place >> 4]) { ranks[place >> 4] = rank; }
        }
      };
      for (let number = 0; number < this.words.length; number += 1) {
        const other = this.words[number];
        if (other.startsWith(word)) {
          note(number, other.length === word.length ? 0 : 1);
        } else if (inside && other.includes(word)) {
          note(number, 2);
        }
      }
      const most = allowed(word);
      if (found < FEW && most) {
        const letters = mask(word);
        for (let number = 0; number < this.words.length; number += 1) {
          const other = this.words[number];
          if (other.length < word.length - most || bits(letters & ~this.masks[number]) > most) { continue; }
          const edits = distance(word, other, most);
          if (edits > 0 && edits <= most) { note(number, 2 + edits); }
        }
      }
      return ranks;
    }

    // How many rows have all words, and the best of them: up to `most`, by rank and then by name.
    find(asked, most) {
      const sums = new Uint16Array(this.rows.length);
      for (const word of asked) {
        const ranks = this.ranks(word);
        for (let row = 0; row < sums.length; row += 1) {
          sums[row] = sums[row] === 65535 || ranks[row] === NONE ? 65535 : sums[row] + ranks[row];
        }
      }
      const whole = asked.length > 1 ? asked.join(" ") : "";
      const best = new Best(most, (a, b) => a.sum - b.sum || (a.row.folded < b.row.folded ? -1
        : a.row.folded > b.row.folded ? 1 : a.number - b.number));
      for (let number = 0; number < sums.length; number += 1) {
        if (sums[number] === 65535) { continue; }
        const row = this.rows[number];
        best.add({ row, number, sum: sums[number] + (whole && row.folded.startsWith(whole) ? 0 : 1) });
      }
      return { count: best.count, best: best.some.map((each) => each.row) };
    }
  }

  // The first few of many in an order. Most are worse than all of those, and cost one comparison.
  class Best {
    constructor(most, compare) {
      this.most = most;
      this.compare = compare;
      this.some = [];
      this.count = 0;
    }

    add(each) {
      const { some, most, compare } = this;
      this.count += 1;
      if (some.length === most && compare(each, some[most - 1]) >= 0) { return; }
      let at = some.length;
      while (at && compare(each, some[at - 1]) < 0) { at -= 1; }
      some.splice(at, 0, each);
      some.length = Math.min(some.length, most);
    }
  }

  function mask(word) {
    let found = 0;
    for (let at = 0; at < word.length; at += 1) { found |= 1 << (word.charCodeAt(at) & 31); }
    return found;
  }

  function bits(number) {
    let count = 0;
    for (; number; number &= number - 1) { count += 1; }
    return count;
  }

  // Letters that may be mistyped in a word; numbers are as they are.
  function allowed(word) {
    if (word.length < 4 || /\d/.test(word)) { return 0; }
    return word.length < 8 ? 1 : 2;
  }

  // How many edits make a word the beginning of another, up to `most`: a letter more, less, another,
  // or two that changed places. Only the band of the table that can stay within `most` is filled.
  const rows = [new Uint8Array(80), new Uint8Array(80), new Uint8Array(80)];
  function distance(word, other, most) {
    const length = Math.min(word.length, 70);
    const width = Math.min(other.length, length + most);
    let [before, above, here] = rows;
    for (let at = 0; at <= width; at += 1) { above[at] = at; }
    for (let row = 1; row <= length; row += 1) {
      const from = Math.max(1, row - most);
      const to = Math.min(width, row + most);
      here[from - 1] = from === 1 ? row : most + 1;
      let least = here[from - 1];
      for (let at = from; at <= to; at += 1) {
        const same = word[row - 1] === other[at - 1] ? 0 : 1;
        let edits = above[at - 1] + same;
        if (at < row + most) { edits = Math.min(edits, above[at] + 1); }
        edits = Math.min(edits, here[at - 1] + 1);
        if (row > 1 && at > 1 && word[row - 1] === other[at - 2] && word[row - 2] === other[at - 1]) {
          edits = Math.min(edits, before[at - 2] + 1);
        }
        here[at] = edits;
        least = Math.min(least, edits);
      }
      if (least > most) { return most + 1; }
      [before, above, here] = [above, here, before];
    }
    let least = most + 1;
    for (let at = Math.max(0, length - most); at <= width; at += 1) { least = Math.min(least, above[at]); }
    return least;
  }

  // People: page, name, aliases, teams, tags, company, role, place, e-mail, phone; initials.
  const FIELDS = ["url", "name", "aliases", "teams", "tags", "company", "role", "place", "mail", "phone"];
  const PHONE = 9;
  const INITIALS = 10;
  const people = new Index([0, 0, 1, 3, 3, 3, 5, 5, 4, 5, 2], personWords);
  const pages = new Index([0, 0], (page) => words(page.name).map((word) => [word, 1]));
  const byUrl = new Map();

  function* personWords(person) {
    const name = words(person.name);
    yield* name.map((word) => [word, 1]);
    if (name.length > 1) {
      yield [name.map((word) => String.fromCodePoint(word.codePointAt(0))).join(""), INITIALS];
      if (!/[a-z]/.test(person.folded)) { yield [name.join(""), 1]; } // 山田 太郎, asked without the space
    }
    for (let field = 2; field < PHONE; field += 1) {
      if (person[FIELDS[field]]) { yield* words(person[FIELDS[field]]).map((word) => [word, field]); }
    }
    for (const phone of person.phone ? person.phone.split("\n") : []) {
      const digits = phone.replace(/\D/g, "");
      if (digits) { yield [digits, PHONE]; }
    }
  }

  function addPerson(fields) {
    const person = { kind: "person" };
    FIELDS.forEach((name, field) => { person[name] = fields[field] || ""; });
    person.folded = words(person.name).join(" ");
    byUrl.set(person.url, person);
    people.add(person);
  }

  function addPage([kind, name, url]) {
    const page = { kind, name, url, folded: words(name).join(" ") };
    byUrl.set(url, page);
    pages.add(page);
  }

  // Notes and dated lines: a row for everybody who has some, a text a line. Folded when first looked
  // through.
  const texts = [];

  function addTexts([url, ...lines]) {
    const text = lines.join("\n");
    texts.push({ url, text, folded: null, who: null });
  }

  // Finds lines that have all words, but for those that are in the name of whose they are. A few
  // milliseconds at a time: ask for the `next` until it is done. It gives how many there are, and up to
  // `most`: notes, then the newest.
  function* findTexts(asked, most, milliseconds) {
    const found = new Best(most, (a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.number - b.number));
    let until = performance.now() + milliseconds;
    if (asked.join("").length < 3 && !asked.some((word) => word > "\u2e80")) { return { count: 0, best: [] }; }
    for (let number = 0; number < texts.length; number += 1) {
      if (!(number & 3) && performance.now() > until) {
        yield;
        until = performance.now() + milliseconds;
      }
      inRow(texts[number], asked, found);
    }
    return { count: found.count, best: found.some };
  }

  const DAY = /^\d{4}-\d\d(-\d\d)?(?= |:|$)/;

  function inRow(row, asked, found) {
    row.folded ??= fold(row.text);
    row.who ??= ` ${byUrl.get(row.url)?.folded ?? ""}`;
    const needed = asked.filter((word) => !row.who.includes(` ${word}`));
    if (!needed.length || !needed.every((word) => row.folded.includes(word))) { return; }
    const rarest = needed.reduce((a, b) => (b.length > a.length ? b : a));
    for (let at = row.folded.indexOf(rarest); at >= 0;) {
      const start = row.folded.lastIndexOf("\n", at) + 1;
      let end = row.folded.indexOf("\n", at);
      if (end < 0) { end = row.folded.length; }
      const line = row.folded.slice(start, end);
      if (needed.every((word) => line.includes(word))) {
        found.add({ row, start, day: DAY.exec(line)?.[0] ?? "9999", number: found.count });
      }
      at = row.folded.indexOf(rarest, end);
    }
  }

  // The line of a find as it was written: the folded one has as many lines.
  function lineOf(find) {
    const before = find.row.folded.slice(0, find.start).split("\n").length - 1;
    return find.row.text.split("\n")[before];
  }

  // Parts of a text, those that have one of the words apart: pairs of a text and whether it has.
  function parts(text, asked) {
    let folded = "";
    const origin = [];
    let at = 0;
    for (const letter of text) {
      const plain = fold(letter);
      for (let more = 0; more < plain.length; more += 1) { origin.push(at); }
      folded += plain;
      at += letter.length;
    }
    origin.push(at);
    const marked = new Uint8Array(text.length);
    for (const word of asked) {
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + 1)) {
        const end = origin[from + word.length];
        if (word.length > 1 || !from || !/[\p{L}\p{N}]/u.test(folded[from - 1])) { marked.fill(1, origin[from], end); }
      }
    }
    const found = [];
    for (let from = 0, to = 0; from < text.length; from = to) {
      while (to < text.length && marked[to] === marked[from]) { to += 1; }
      found.push([text.slice(from, to), marked[from] === 1]);
    }
    return found;
  }

  // Takes in what a script has handed over, a row at a time: ask for the `next` until it is done.
  function* take(part) {
    const adders = [[addPage, part.pages], [addPerson, part.people], [addTexts, part.texts]];
    for (const [add, rows] of adders) {
      for (const row of rows ?? []) {
        add(row);
        yield;
      }
    }
  }

  netsite.search = { FIELDS, addPage, byUrl, findTexts, fold, lineOf, pages, parts, people, take, texts, words };
})();
