"""The one error a user sees: a sentence that names the thing, a hint that runs, an exit code."""

import difflib
from collections.abc import Sequence

OK = 0
FINDINGS = 1  # findings at or above --fail-on; differences with --exit-code
USAGE = 2
GATE_CLOSED = 3
NOT_FOUND = 4  # a key, or no store yet
BAD_INPUT = 5
STORE = 6  # changed meanwhile, locked, newer schema, foreign or damaged file
UNREACHABLE = 69
BUG = 70
INTERRUPTED = 130
BROKEN_PIPE = 141

# What a thing is called is also the command that lists it, but for these.
NOUNS = {
    "conversation": "outreach",
    "action": "outreach action",
    "evidence": "outreach evidence",
    "holiday": "calendar",
    "day off": "calendar",
    "link": "task",
    "lead": "task",
    "box": "position",
    "dotted line": "position",
    "coverage": "position",
    "wanted skill": "position",
    "held skill": "person",
    "maturity": "function",
}


class MopsError(Exception):
    """A mistake in a command or its input, told in one sentence.

    `hint` is a command that runs (or empty); `code` is one of the exit codes above.
    """

    def __init__(self, message: str, *, hint: str = "", code: int = USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


class SettingError(MopsError):
    """Settings that cannot be followed: of each its name, its value, and what is wrong.

    As it is raised the command line is to blame; where a file said it, the command line adds the file and line.
    """

    def __init__(self, wrong: Sequence[tuple[str, str, str]], *, hint: str = "", code: int = USAGE) -> None:
        super().__init__("\n".join(dict.fromkeys(text for _, _, text in wrong)), hint=hint, code=code)
        self.wrong = tuple(wrong)


class GateClosedError(MopsError):
    """The gate said stop. `about` is the record that begins to be implemented: its collection and its key."""

    def __init__(self, message: str, *, about: tuple[str, str], hint: str = "") -> None:
        super().__init__(message, hint=hint, code=GATE_CLOSED)
        self.about = about


class NoStoreError(MopsError):
    """There is no store yet where one was expected; the command line knows the first step better than `hint`."""

    def __init__(self, message: str) -> None:
        super().__init__(message, hint='mopsctl plan init "CDP rollout"', code=NOT_FOUND)


def a(word: str) -> str:
    """A word with its article: `a team`, `an interaction`, `an hour`, `a unit`."""
    said = word.casefold()
    sounds_so = said.startswith(("a", "e", "i", "o", "hour", "honest")) and not said.startswith(("one", "eu"))
    return f"an {word}" if sounds_so else f"a {word}"


def nearest(word: str, known: list[str], *, alike: float = 0.6) -> str | None:
    """The known word that `word` was probably meant to be, or None; `alike` of 1 would be the word itself."""
    matches = difflib.get_close_matches(word.casefold(), [k.casefold() for k in known], n=1, cutoff=alike)
    return next((k for k in known if k.casefold() == matches[0]), None) if matches else None


def unknown(
    kind: str, key: str, known: list[str], *, guess: str = "", hint: str = "", code: int = NOT_FOUND
) -> MopsError:
    """`no team "anlytics"; did you mean "analytics"?`, with the command that lists what there is.

    `guess` is for who knows better what was meant than the nearest of the known words.
    """
    guess = guess or nearest(key, known) or ""
    return MopsError(
        f'no {kind} "{key}"' + (f'; did you mean "{guess}"?' if guess else ""),
        hint=hint or f"mopsctl {NOUNS.get(kind, kind)} list",
        code=code,
    )
