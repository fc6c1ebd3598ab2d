"""Edits of the names in front matter, byte-exact: a contact gets another id.

As in `edits`: a file's text to splices; UsageError where that cannot be done safely.
"""

from collections.abc import Callable, Iterator

from netsite.network.edits import NAMING, texts_given
from netsite.network.keys import Keys, unreadable
from netsite.network.values import MEMBER_KEYS, links_of
from netsite.problems import UsageError
from netsite.text.links import LINK, link_name
from netsite.text.names import fold, one_line
from netsite.text.nodes import Items, Node, Scalar
from netsite.text.splices import Splice
from netsite.text.written import inside_quotes, is_flow, place, quote_of, written
from netsite.texts import Text


def rename_names(
    text: str, is_meant: Callable[[str], bool], new: str, *, teams: bool = True,
) -> list[Splice]:
    """Write a new name wherever the front matter names somebody who is meant.

    That is in `introduced_by`, `teams` (unless told otherwise: no person is named there), `members`
    and their synonyms. `is_meant` gets each name as links give it. Of `[[folder/old.md#x|Shown]]`
    only `old` is replaced.
    """
    name, = texts_given([new])
    if set(name) & set("[]|#") or link_name(name) != name:
        raise UsageError(Text.of("{name} cannot stand in a link", name=name))
    file = Keys(text)
    splices = []
    for key in file.all:
        if key.meaning.known in NAMING and (teams or key.meaning.known != "teams"):
            found = list(_renamed(file, key.node, (is_meant, name), flow=False))
            if found and not file.readable(key):
                raise unreadable(key.key.text, key.key.line)
            splices += found
    return splices


_Rename = tuple[Callable[[str], bool], str]


def _renamed(file: Keys, node: Node, rename: _Rename, *, flow: bool) -> Iterator[Splice]:
    if isinstance(node, Scalar):
        if not node.empty and any(rename[0](link.name) for link in links_of(node)):
            yield _renamed_text(file, node, rename, flow=flow)
        return
    flow = flow or is_flow(file.text, node)
    children = node.items if isinstance(node, Items) else [
        value for name, value in node.pairs if fold(name.text) in MEMBER_KEYS]
    for child in children:
        yield from _renamed(file, child, rename, flow=flow)


def _renamed_text(file: Keys, node: Scalar, rename: _Rename, *, flow: bool) -> Splice:
    is_meant, new = rename
    start, end = place(file.text, node)
    quote = quote_of(file.text, node)
    source = file.text[start + 1:end - 1] if quote else file.text[start:end]
    if next(links_of(node)).name == one_line(node.text):  # no brackets
        return Splice(start, end, written(new, flow=flow, quote=quote))
    if quote and source == node.text:
        return Splice(start + 1, end - 1, _with_links(source, is_meant, inside_quotes(new, quote)))
    value = _with_links(one_line(node.text), is_meant, new)
    return Splice(start, end, written(value, flow=flow, quote=quote))


def _with_links(text: str, is_meant: Callable[[str], bool], new: str) -> str:
    """A text with the name of each link that is meant replaced by a new one."""
    parts, position = [], 0
    for match in LINK.finditer(text):
        if is_meant(link_name(match[1])):
            start, end = _name_in(match[1])
            parts += [text[position:match.start(1) + start], new]
            position = match.start(1) + end
    return "".join([*parts, text[position:]])


def _name_in(target: str) -> tuple[int, int]:
    """Where the name stands in a link's target, between folder and ending."""
    end = len(target.rstrip())
    if target[:end][-3:].lower() == ".md":
        end -= 3
    start = target.rfind("/", 0, end) + 1
    name = target[start:end]
    return start + len(name) - len(name.lstrip()), start + len(name.rstrip())
