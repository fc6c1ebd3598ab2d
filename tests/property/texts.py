"""Texts that are likely to find what random letters would not."""

from hypothesis import strategies as st

FRAGMENTS = (
    "---\n", "---", "...\n", "\n", "\n\n", "  ", "\t", " ", ": ", ":", "- ", "* ", "+ ", "# ",
    "## ", "### ", "## History\n", "# Log:\n", "- 2026-10-02 ", "2026-10-02", "2026-03",
    "2026-02-30", "2026-3-5 ", "02.10.2026 ", "with ", "except ", " and ", ", ", " & ", "coffee",
    "note", "[[", "]]", "[[ana]]", "[[bo|her]]", "[[people/cy.md#x]]", "|", "#", "\\", "![[", "`",
    "```\n", "~~~\n", "<!--", "-->", "- [ ] ", "- [x] ", "1. ", "1) ", "> ", "[", "]", "{", "}",
    '"', "'", "&a ", "*a", "!!x ", "!", "%", "@", "? ", "|\n", ">-\n", "~", "null", "name: ",
    "name: Ana\n", "teams: ", "team: ", "joined: ", "left: ", "members: ", "kind: group\n",
    "cadence: ", "6 weeks", "never", "met: ", "birthday: ", "--04-12", "archived: yes\n",
    "dates: ", "introduced_by: ", "email: ", "soon = ", "[cadence]\n", "tags = ", '"x"', "= ", "1",
    "9999-12", "0000-00", "\r\n", "\r", "\x00", "\x85", "\u2028", "\ufeff", "\x1b", "\x01", "é",
    "e\u0301", "ß", "İ", "花", "😀", "\u202e", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "�",
    "\x0c", "\x0b", "\xa0",
)

texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=30).map("".join)
lines = texts.map(lambda text: " ".join(text.split("\n")))
# A text that was read from a file has no CR.
heads = texts.map(lambda text: "---\n" + text.replace("\r", "") + "\n---\n")
