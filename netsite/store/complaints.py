"""What git complains of, in words of ours.

It is asked to speak English (`store/git`), and known by its words; what nobody knows is quoted.
"""


from netsite.reasons import in_our_words, meaning_of
from netsite.text.names import printable
from netsite.texts import Text

NO_REPOSITORY = Text.of("this is not a git repository")
LOCKED = Text.of("git is busy in this repository, or died in it; if none is at work, delete {file}")
# What git complains of, and what it means to who keeps a vault.
_MEANINGS = (
    ("dubious ownership|safe\\.directory", Text.of(
        "git does not trust this folder, as it belongs to another user; "
        "`git config --global --add safe.directory FOLDER` says that you do")),
    (("tell me who you are|identity unknown|empty ident name|ident name consists|"
      "unable to auto-detect email|no (?:email|name) was given"), Text.of(
        'git does not know who you are; `git config --global user.name "…"` and '
        "`git config --global user.email …` tell it")),
    (r"Unable to create '(?P<file>.*\.lock)': File exists", LOCKED),
    ("not a git repository: .*/|invalid gitfile format|gitdir file", Text.of(
        "the folder’s .git leads to no repository")),
    ("not a git repository", NO_REPOSITORY),
    ("cannot use bare repository|must be run in a work tree", Text.of(
        "this repository has no files of its own; it is a bare one")),
    (r"bad config line (?P<line>\d+) in (?:file )?(?P<file>.+)", Text.of(
        "git cannot read its settings: line {line} of {file}")),
    (r"bad (?:numeric|boolean) config value '(?P<value>.*)' for '(?P<key>[^']*)'", Text.of(
        "git cannot read its settings: {key} is “{value}”")),
    ("unknown repository extension|Expected git repo version", Text.of(
        "this repository needs a newer git than there is here")),
    ("unknown (?:option|switch)|is not a git command|^usage: git", Text.of(
        "the git here is too old; a newer one is needed")),
    ("index file (?:corrupt|smaller)|bad (?:index|signature)|index uses|unknown index version",
     Text.of("git cannot read what is staged in this repository: its index is damaged, or newer "
             "than the git here")),
    ("insufficient permission", Text.of("you may not write into this git repository")),
    ("cannot lock ref '.*': is at|cannot lock ref '.*': reference already exists", Text.of(
        "somebody else made a commit at the same moment")),
    (("object (?:file )?.*(?:corrupt|empty)|bad (?:tree )?object|packfile|inflate|"
      "unable to read (?:tree|blob|sha1|[0-9a-f]{7})|could not (?:get|read) object|"
      "missing (?:blob|tree|commit)"), Text.of(
        "something in this git repository is missing or damaged; `git fsck` says what")))
SILENT = Text.of("git failed without a word")


def reason(error: str) -> str:
    """What git's complaint means; of one that nobody knows, the fatal line, or the last."""
    if isinstance(error, Text):  # not git's words
        return error
    lines = [printable(line.strip()) for line in error.splitlines() if line.strip()]
    if known := meaning_of("\n".join(lines), _MEANINGS):
        return known
    fatal = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    if not lines:
        return SILENT
    words = (fatal or lines)[-1]
    systems = in_our_words(words.rpartition(": ")[2])  # it stands behind what git tried
    return Text.of("git: {error}", error=systems) if systems else Text.of(
        "git says “{words}”", words=words)
