"""A sheet as Markdown: one table a section, to be filled in any editor or pasted into a mail."""

import re

from .sheet import Row, Section, Sheet

# What would be markup, a link, HTML or a new cell. A character reference needs its `&`, so that is one of them.
_SIGNS = re.compile(r"[\\`*_\[\]<>&|~$#]")
_BREAKS = re.compile(r"\s+")


def markdown(sheet: Sheet) -> bytes:
    """The file, UTF-8."""
    blocks = [f"# {_literal(sheet.title)}", _literal(sheet.about), *(_section(sheet, one) for one in sheet.sections)]
    return ("\n\n".join(blocks) + "\n").encode()


def _section(sheet: Sheet, section: Section) -> str:
    lines = [_line(*map(_literal, sheet.header)), "| --- | --- | --- |", *map(_row, section.rows)]
    return f"## {_literal(section.heading)}\n\n" + "\n".join(lines)


def _row(row: Row) -> str:
    choose = f" ({' / '.join(row.choices)})" if row.choices else ""
    return _line(f"`{row.id}`", _literal(row.question + choose), _literal(row.answer))


def _line(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _literal(text: str) -> str:
    """Text that stands as itself in a cell."""
    return _SIGNS.sub(lambda sign: "\\" + sign.group(), _BREAKS.sub(" ", text).strip())
