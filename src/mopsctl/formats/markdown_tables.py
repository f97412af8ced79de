"""Tables in Markdown (GitHub's form), each with the heading above it. Emphasis, links and the like are taken off."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .faults import Faults
from .files import NAME_ENCODING, Source, decode
from .tables import CELLS, COLUMNS, ROWS, RawRow, RawTable

# Nothing but letters, digits and harmless signs: no need to parse it for emphasis.
_BARE = re.compile(r"[^\\`*_<&!\[\]~]*")
_STRONG = re.compile(r"(\*\*|__)(?!\s).+\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(source: Source, *, sheet: str | None = None, encoding: str | None = None) -> list[RawTable]:
    """All tables of a Markdown file, in its order."""
    del sheet  # only workbooks have any
    text = _without_front_matter(
        decode(source, encoding=encoding, cure=NAME_ENCODING).replace("\r\n", "\n").replace("\r", "\n")
    )
    faults = Faults(source.name)
    parser = MarkdownIt("commonmark").enable("table")
    inline = _Inline(parser)
    tables: list[RawTable] = []
    heading = ""
    tokens = parser.disable("inline").parse(text)
    parser.enable("inline")
    title = _title(tokens)
    lines = text.split("\n")
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open" and token is not title:
            heading = inline.text(tokens[at + 1].content)
        if token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            tables.append(_table(source.name, tokens[at:end], heading, inline))
            _check_widths(tables[-1], lines, faults)
            at = end
        at += 1
    faults.settle()
    return tables


def _title(tokens: list[Token]) -> Token | None:
    """The heading that names the document and no section of it: the only one of level 1, above all tables."""
    tops = [(at, token) for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"]
    table = next((at for at, token in enumerate(tokens) if token.type == "table_open"), len(tokens))
    return tops[0][1] if len(tops) == 1 and tops[0][0] < table else None


class _Inline:
    """Cells and headings as plain text, each different one parsed once."""

    def __init__(self, parser: MarkdownIt) -> None:
        self._parser = parser
        self._known: dict[str, str] = {}

    def text(self, content: str) -> str:
        if _BARE.fullmatch(content):
            return content.strip()
        if content not in self._known:
            tokens = self._parser.parseInline(_BREAK.sub("\n", content))
            self._known[content] = "".join(_plain(tokens[0].children or [])).strip()
        return self._known[content]


def _plain(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "html_inline", "text_special"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "image":
            yield token.content


def _table(where: str, tokens: list[Token], heading: str, inline: _Inline) -> RawTable:
    rows: list[RawRow] = []
    for token, following in pairwise(tokens):
        if token.type == "tr_open":
            line = (token.map or [0])[0] + 1
            cells: list[str] = []
            strong = False
        elif token.type in ("td_open", "th_open"):
            if not cells:
                strong = _STRONG.fullmatch(following.content.strip()) is not None
            cells.append(inline.text(following.content))
        elif token.type == "tr_close":
            rows.append(RawRow(line, tuple(cells), strong=strong))
    header, *body = rows
    return RawTable(
        where, header.line, header.cells, tuple(row for row in body if row.filled), section=heading, emphasis=True
    )


def _check_widths(table: RawTable, lines: list[str], faults: Faults) -> None:
    """The parser drops cells beyond the header's in silence; here they are faults."""
    width = len(table.header)
    if width > COLUMNS or len(table.rows) > ROWS or width * len(table.rows) > CELLS:
        raise faults.fatal(table.line, 0, f"a table of more than {COLUMNS} columns, {ROWS:,} rows or {CELLS:,} cells")
    for row in table.rows:
        line = lines[row.line - 1]
        if line.count("|") > width + 1:
            count = len(re.findall(r"(?<!\\)\|", line.strip().strip("|"))) + 1
            if count > width:
                faults.add(row.line, 0, f"a row of {count}, but the header has {width} cells")


def _without_front_matter(text: str) -> str:
    """The text with its YAML front matter emptied, so that lines keep their numbers."""
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---\n", 3)
    return text if end < 0 else "\n" * text.count("\n", 0, end + 5) + text[end + 5 :]
