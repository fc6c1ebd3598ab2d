"""Tables of measurements, as Markdown, and where they stand in a document."""

from collections.abc import Iterable, Sequence
from pathlib import Path


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_block(document: str, name: str, block: str) -> str:
    """A document with a block between `<!-- name -->` and the next `<!-- end -->`.

    Raises ValueError where the document has no such place.
    """
    before, start, rest = document.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    if not start or not end:
        raise ValueError(f"there is no <!-- {name} --> with an <!-- end --> behind it")
    return f"{before}{start}{block}\n{end}{after}"


def write_block(path: Path, name: str, block: str) -> None:
    """Put a block into a file, at its place."""
    text = path.read_text(encoding="utf-8")
    path.write_text(with_block(text, name, block), encoding="utf-8", newline="\n")


def short(number: float) -> str:
    """A figure with as many digits as it deserves."""
    if number >= 100:
        return f"{number:,.0f}"
    digits = 1 if number >= 10 else 2 if number >= 0.1 else 3
    return f"{number:.{digits}f}"
