// Reads calendars and cards with ical.js, and prints what it finds in them as JSON, a list a file:
// of each event or card the properties as [name, value, …], and of an event its first five days.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const found = process.argv.slice(2).map((path) => {
  const parsed = ICAL.parse(readFileSync(path, "utf-8"));
  const roots = (typeof parsed[0] === "string" ? [parsed] : parsed).map((each) => new ICAL.Component(each));
  return roots.flatMap((root) => (root.name === "vcard" ? [root] : root.getAllSubcomponents("vevent")).map((part) => ({
    properties: part.getAllProperties().map((each) => [each.name, ...each.getValues().map(String)]),
    days: part.name === "vevent" ? first(new ICAL.Event(part)) : [],
  })));
});

function first(event) {
  const days = [];
  const all = event.iterator();
  for (let day = all.next(); day && days.length < 5; day = all.next()) { days.push(day.toString()); }
  return days;
}

console.log(JSON.stringify(found));
