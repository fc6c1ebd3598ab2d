"""A vault from somebody who means harm: nothing in it runs, whatever field it stands in."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netsite.build import build
from netsite.text.names import printable

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Request

pytestmark = pytest.mark.browser

DAY = date(2026, 11, 23)

PAYLOADS = tuple(r"""
<script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
"><script>alert(1)</script>
'><img onerror=alert(1) src=x>
" onmouseover="alert(1)" autofocus onfocus="alert(1)
javascript:alert(1)
JaVaScRiPt:alert(1)
java&#9;script:alert(1)
data:text/html,<script>alert(1)</script>
vbscript:msgbox(1)
<a href=javascript:alert(1)>x</a>
[x](javascript:alert(1))
[x](<javascript:alert(1)>)
![x](x" onerror="alert(1))
<iframe src=javascript:alert(1)></iframe>
<details open ontoggle=alert(1)>
<math><mi xlink:href=javascript:alert(1)>x</mi></math>
<style>@import 'https://evil.example/x.css';</style>
<link rel=stylesheet href=//evil.example>
<meta http-equiv=refresh content='0;url=https://evil.example'>
<base href=//evil.example/>
<form action=https://evil.example><button>x</button></form>
{{ 7 * 7 }}{% raw %}
</title><script>alert(1)</script>
</style><script>alert(1)</script>
<!--<img src=x onerror=alert(1)>-->
<noscript><p title='</noscript><img src=x onerror=alert(1)>'>
`<img src=x onerror=alert(1)>`
<video><source onerror=alert(1)></video>
[[<img src=x onerror=alert(1)>]]
[[x|<img src=x onerror=alert(1)>]]
<input autofocus onfocus=alert(1)>
<body onload=alert(1)>
<a href="java&#115;cript:alert(1)">x</a>
<xss style=animation-name:x onanimationstart=alert(1)>
""".strip().split("\n"))

FIELDS = ("name", "company", "role", "location", "timezone", "pronouns", "uid", "photo", "cadence",
          "snooze", "birthday", "met", "introduced_by", "kind", "archived", "died", "own_key")
LISTS = ("aliases", "teams", "tags", "email", "phone", "links", "members", "dates")


def quoted(text: str) -> str:
    """A text as a single-quoted YAML scalar."""
    return "'" + text.replace("'", "''").replace("\t", " ") + "'"


def contact(payload: str) -> str:
    """A contact that has a payload wherever one can stand."""
    value = quoted(payload)
    lines = [f"{key}: {value}" for key in FIELDS]
    lines += [f"{key}: [{value}, {{{value}: {value}, team: {value}}}]" for key in LISTS]
    lines += [f"{value}: {value}"]
    body = (f"{payload}\n\n# {payload}\n\n- {payload}\n\n> {payload}\n\n## History\n\n"
            f"- 2026-10-02 {payload}: {payload}\n  {payload}\n"
            f"- 2026-10-01 coffee with [[{payload}]], [[other|{payload}]]: {payload}\n")
    return "---\n" + "\n".join(lines) + "\n---\n" + body


def write_vault(root: Path, payloads: list[str]) -> Path:
    """A vault of one contact a payload, some files named after theirs."""
    (root / "contacts").mkdir(parents=True)
    (root / "journal").mkdir()
    for number, payload in enumerate(payloads):
        name = payload if number % 2 and "/" not in payload and len(payload) < 80 else f"p{number}"
        path = root / "contacts" / f"{printable(name).replace(os.sep, '-')}.md"
        path.write_text(contact(payload), encoding="utf-8", errors="replace")
    lines = "".join(f"- 2026-10-03 {payload} with [[p0]]: {payload}\n" for payload in payloads)
    (root / "journal" / "2026.md").write_text(lines, encoding="utf-8", errors="replace")
    (root / "netsite.toml").write_text('owner = "<img src=x onerror=alert(1)>"\n', encoding="utf-8")
    return root


def harm(site: Path, browser: "Browser") -> list[str]:
    """What the pages of a site do that they must not, with the content policy taken away."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2026, 12, 3, 12, tzinfo=UTC))  # what later days bring, too
    found: list[str] = []

    def on_dialog(dialog: "Dialog") -> None:
        found.append(f"{page.url}: {dialog.type}")
        dialog.dismiss()

    def on_request(request: "Request") -> None:
        if not request.url.startswith(site.as_uri()):
            found.append(f"{page.url}: asks for {request.url}")

    page.on("dialog", on_dialog)
    page.on("request", on_request)
    for path in sorted(set(site.rglob("*.html")) - {site / "404.html"}):  # that is for servers
        page.goto(path.as_uri())
        found += [f"{path.name}: {each}" for each in page.evaluate(_LOOK, site.as_uri())]
    page.wait_for_timeout(200)
    context.close()
    return found


# The site's own scripts, what they make, and the card to save are as they should be.
_LOOK = """base => [...document.querySelectorAll('*')].flatMap(element => {
  if (element.matches('head > script[src]:empty, dialog.finder input, .filters input')
      && (!element.src
          || (element.src.startsWith(base)
              && /^\\/(static|search|days)\\/[\\w-]+\\.js$/.test(element.src.slice(base.length)))))
    return [...element.attributes].filter(a => /^on/i.test(a.name)).map(a => a.name);
  if (element.matches('a[download][href^="data:text/vcard;"]')) return [];
  const wrong = [...element.attributes].filter(a => /^on/i.test(a.name)).map(a => a.name);
  if (/^(script|iframe|object|embed|form|input|base|style|img|video|audio)$/i.test(element.tagName))
    wrong.push(element.tagName);
  if (element.tagName === 'A' && element.hasAttribute('href')
      && !/^(https?|mailto|tel|sms|xmpp|matrix|geo|file):/.test(element.href))
    wrong.push(element.getAttribute('href'));
  return wrong;
})"""


def test_nothing_in_a_hostile_vault_runs(tmp_path: Path, browser: "Browser") -> None:
    """Payloads in every field, note, dated line and file name are shown, and do nothing."""
    vault = write_vault(tmp_path / "vault", list(PAYLOADS))
    report = build(vault, DAY)

    assert report.people == len(PAYLOADS)
    assert harm(report.folder, browser) == []


def test_nothing_in_collected_attacks_runs(tmp_path: Path, browser: "Browser") -> None:
    """The lines of public attack collections, where they lie beside the project, do nothing."""
    collections = Path(__file__).resolve().parents[3] / "shared" / "cases" / "security"
    if not collections.is_dir():
        pytest.skip("the collections of attack texts are not on this machine")
    files = [path for path in sorted(collections.rglob("*"))
             if path.is_file() and path.stat().st_size < 40_000]
    lines = {line.strip("\r\n") for path in files
             for line in path.read_text(encoding="utf-8", errors="replace").split("\n")}
    some = sorted(line for line in lines if "<" in line)[::3][:100]
    vault = write_vault(tmp_path / "vault", some)

    assert harm(build(vault, DAY).folder, browser) == []
