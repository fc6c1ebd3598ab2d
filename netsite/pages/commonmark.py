"""pyromark, the quick engine of the extra `fast`: the one place that knows it."""

from collections.abc import Callable

from pyromark import Markdown, Options

_OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH


def engine() -> Callable[[str], str | None]:
    """A function from CommonMark, with tables and deletions, to HTML that is not yet safe."""
    return Markdown(options=_OPTIONS).html
