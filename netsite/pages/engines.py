"""The Markdown engine behind one function, by its name in the settings.

An engine knows nothing of netsite: names, bare addresses, tasks and pictures are seen to around it,
in `markup`, so that they come out the same whichever engine stands in the middle.
"""

from collections.abc import Callable, Iterable

from netsite.text.settings import COMMONMARK

Engine = Callable[[str], str | None]  # Markdown to HTML, not yet safe; None: it cannot


def engine_called(name: str, extensions: Iterable[str] = ()) -> Engine:
    """The engine of a name; `extensions` are Python-Markdown's.

    Raises ImportError for the CommonMark engine where the extra `fast` is not installed. The other
    takes 60 ms to load, and most edits need none, so it is loaded when it has something to do.
    """
    if name == COMMONMARK:
        from netsite.pages.commonmark import engine as commonmark
        return commonmark()
    wanted, loaded = tuple(extensions), list[Engine]()

    def convert(text: str) -> str | None:
        if not loaded:
            from netsite.pages.pythonmarkdown import engine as python_markdown
            loaded.append(python_markdown(wanted))
        return loaded[0](text)
    return convert
