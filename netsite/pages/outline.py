"""The headings of notes, set below those of the page that shows them, without a step left out.

A screen reader lists a page by its headings; a gap in their levels sounds like something missed
(WCAG 2.2, 1.3.1 and 2.4.6).
"""

import re

_HEADING = re.compile(r"<(/?)h([1-6])>")


def outlined(html: str, above: int) -> str:
    """Safe HTML whose headings begin one level below `above`, each at most one below the last."""
    if "<h" not in html:
        return html
    open_: list[tuple[int, int]] = []  # the headings that a next one may stand below: was, is

    def placed(match: re.Match[str]) -> str:
        written = int(match[2])
        if not match[1]:
            while open_ and open_[-1][0] >= written:
                open_.pop()
            open_.append((written, min(6, (open_[-1][1] if open_ else above) + 1)))
        return f"<{match[1]}h{open_[-1][1] if open_ else written}>"

    return _HEADING.sub(placed, html)
