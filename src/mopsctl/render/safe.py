r"""The one edge for text: nothing that steers a terminal, a spreadsheet or a page gets past these functions.

What cannot be seen but acts (controls, bidi overrides, zero-width signs) is shown as an escape such as `\x1b`.
Line ends and tabs inside a name are escapes too: a name must not be able to forge a row.
"""

import re
from functools import cache

from .screen import Screen

# C0 but LF, DEL, C1 · soft hyphen, invisible signs between letters · Hangul and Khmer fillers · bidi, zero-width ·
# line and paragraph separators · blank Braille · surrogates · variation selectors but FE0F (emoji) · BOM, annotations
# · non-characters, Egyptian and musical format signs, tags.
UNSEEN_IN_LINES = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
)
_BUT_JOINERS = UNSEEN_IN_LINES.replace("\u200b-\u200f", "\u200b\u200e\u200f")
_NUMBER = r"[+-]?\d+(?:[.,]\d+)*%?"
_MARKDOWN = r"[\\`*\[\]<>&|~$]|(?<![^\W_])_|_(?![^\W_])|(?<=https)(?=://)|(?<=http)(?=://)|(?<=ftp)(?=://)|www(?=\.)"
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HTML = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# What our own sentences use; letters of names are not guessed at but shown as escapes.
_PLAIN_SIGNS = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "·": "-", "→": "->", "←": "<-", "×": "x", "≥": ">=", "≤": "<=", "•": "*"}
    | {"‘": "'", "’": "'", "“": '"', "”": '"', "✓": "+", "✗": "x", "↳": "->", "\u00a0": " "}
)


# Compiled when first needed: the classes take 2 ms, and most text is seen to be harmless without them.
@cache
def unseen_in_lines() -> re.Pattern[str]:
    """What acts without being seen, line ends apart."""
    return re.compile(f"{_stray_joiners()}|[{_BUT_JOINERS}]")


def _stray_joiners() -> str:
    """U+200C and U+200D where they do not stand between letters of scripts that join, or between pictures."""
    joined = f"[^\x00-\u058f\\s{UNSEEN_IN_LINES}]"
    return f"(?<!{joined})[\u200c\u200d]|[\u200c\u200d](?!{joined})"


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"{_stray_joiners()}|[\n{_BUT_JOINERS}]")


def _harmless(text: str) -> bool:
    """Printable, and of the Latin letters at most: none of those acts without being seen."""
    return text.isprintable() and (text.isascii() or max(text) < "\u0300")


def all_harmless(text: str) -> bool:
    """The same for a long text, whose largest sign takes long to find."""
    return text.isprintable() and (text.isascii() or re.search("[\u0300-\U0010ffff]", text) is None)


def escaped(match: re.Match[str]) -> str:
    r"""One character as a visible escape: `\n`, `\x1b`, `\u202e`, `\U000e0041`."""
    char = match.group()
    code = ord(char)
    if code < 0x100:
        return _NAMED.get(char) or f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe(text: str) -> str:
    """The text on one line, with everything that acts without being seen turned into an escape."""
    if _harmless(text):
        return text
    return _unseen().sub(escaped, text)


def safe_lines(text: str) -> str:
    """As `safe`, but line ends stay (CRLF and CR become LF): for places that quote them."""
    if _harmless(text):
        return text
    return unseen_in_lines().sub(escaped, text.replace("\r\n", "\n"))


def ascii_only(text: str) -> str:
    r"""The text for an output that can only say ASCII: known signs become plain ones, the rest escapes (`\u0130`)."""
    if text.isascii():
        return text
    return text.translate(_PLAIN_SIGNS).encode("ascii", "backslashreplace").decode("ascii")


def no_command(text: str, *, as_wide: bool = False) -> str:
    r"""Text in which a log of GitHub Actions sees no command: `::error::` as a line begins, or `##[error]` anywhere.

    Leading blanks count for nothing there. A backslash breaks them; `as_wide` keeps the lines as wide as they were.
    """
    if "::" in text:
        text = re.sub(r"^([^\S\n]*)::", r"\1\\:" if as_wide else r"\1\\::", text, flags=re.MULTILINE)
    return text.replace("##[", "#\\[" if as_wide else "##\\[")


def shown(text: str, screen: Screen) -> str:
    """Safe text, within what the screen can say."""
    return safe(text) if screen.unicode else ascii_only(safe(text))


def csv_safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a plain number keeps its sign.

    Full-width signs count: a Japanese Excel reads them as formulas too.
    """
    text = safe_lines(text)
    first = text.lstrip(" \n\u00a0\u3000")[:1]
    if first and first in "=+-@＝＋－＠" and not re.fullmatch(_NUMBER, text, re.ASCII):
        return "'" + text
    return text


def md_safe(text: str) -> str:
    """Text that stands as itself in GitHub Markdown and in a cell of its tables: no link, markup, HTML or new cell."""

    def literal(match: re.Match[str]) -> str:
        sign = match.group()
        if sign == "www":
            return "www\\"
        return _HTML.get(sign) or "\\" + sign

    return "<br>".join(re.sub(_MARKDOWN, literal, safe(part)) for part in text.split("\n"))


def md_code(text: str) -> str:
    """The text as a code span that also survives in a table; "" for nothing."""
    text = safe(text).replace("|", "\\|")
    if not text.strip():
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    gap = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{gap}{text}{gap}{fence}"
