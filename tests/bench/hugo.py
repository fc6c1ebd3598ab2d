"""The same contacts for Hugo: a page for each with their history, and one list of all by day.

python -m tests.bench.hugo VAULT FOLDER

It is less than netsite draws: no clocks, no months, no one else's pages. It says what reading and
writing so many files takes elsewhere.
"""

import re
import sys
from pathlib import Path

_LINK = re.compile(r"\[\[([^\]|]+)\]\]")
_LAST = re.compile(r"^- (\d{4}-\d\d-\d\d)", re.MULTILINE)
_LAYOUTS = {
    "single": "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>"
              "<p>{{ .Params.company }}, {{ .Params.role }}</p>{{ .Content }}",
    "list": "<!doctype html><title>Who waits</title><ul>{{ range .Site.RegularPages.ByDate }}"
            '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}'
            "{{ end }}</ul>",
}


def make(vault: Path, folder: Path) -> None:
    """Write Hugo's site of a vault."""
    (folder / "content/people").mkdir(parents=True)
    (folder / "layouts/_default").mkdir(parents=True)
    for name, layout in _LAYOUTS.items():
        (folder / f"layouts/_default/{name}.html").write_text(layout, encoding="utf-8")
    (folder / "config.toml").write_text(
        'baseURL = "https://example.com/"\ntitle = "People"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n', encoding="utf-8")
    for source in sorted((vault / "contacts").glob("person-*.md")):
        (folder / "content/people" / source.name).write_text(
            _content(source.read_text(encoding="utf-8")), encoding="utf-8")


def _content(text: str) -> str:
    """A contact's file as Hugo reads it: a title, a date, links as links."""
    last = _LAST.search(text)
    front = f"---\ntitle: {text.partition('name: ')[2].partition(chr(10))[0]}\n" + (
        f"date: {last[1]}\n" if last else "")
    kept = [line for line in text.partition("---\n")[2].split("\n")
            if not line.startswith("name:")]
    return front + _LINK.sub(r"[\1](/people/\1/)", "\n".join(kept))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
