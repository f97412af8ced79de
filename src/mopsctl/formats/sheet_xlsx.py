"""A sheet as an XLSX workbook that one likes to fill in: lists to choose from, wrapped text, the header in view.

The same sheet gives the same bytes. Everything is written as a string: what a name or a question says becomes no
formula, number or link.
"""

import io
import re
from datetime import datetime
from typing import Any

import xlsxwriter

from .sheet import META, Row, Sheet

WIDTHS = (21, 62, 46)  # characters
_CREATED = datetime(2000, 1, 1)  # any day, always the same
_HEADER_ROW = 3  # below title, remark and a gap
_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_LINE = {"border": 1, "border_color": "#D0D7DE"}
# XML can hold none of these, and a workbook with one of them does not open.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook(sheet: Sheet) -> bytes:
    """The file."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": _text(sheet.title), "created": _CREATED})
    page = book.add_worksheet(_page_name(sheet.title))
    styles = {name: book.add_format({**_FONT, **style}) for name, style in _STYLES.items()}
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, _text(sheet.title), styles["title"])
    page.merge_range(1, 0, 1, len(WIDTHS) - 1, "")
    page.write_string(1, 0, _text(sheet.about), styles["about"])
    page.set_row(1, _height(sheet.about, sum(WIDTHS)))
    for column, word in enumerate(sheet.header):
        page.write_string(_HEADER_ROW, column, _text(word), styles["header"])
    _write_sections(page, sheet, styles)
    page.freeze_panes(_HEADER_ROW + 1, 0)
    page.fit_to_pages(1, 0)
    page.set_paper(9)  # A4
    page.repeat_rows(_HEADER_ROW)
    book.close()
    return buffer.getvalue()


_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "about": {"text_wrap": True, "font_color": "#57606A"},
    "header": {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", **_LINE},
    "section": {"bold": True, "bg_color": "#E7ECF3", "font_size": 12, **_LINE},
    "id": {"font_color": "#8C959F", "font_size": 8, **_LINE},
    "question": {"text_wrap": True, **_LINE},
    "answer": {"text_wrap": True, "num_format": "@", "bg_color": "#FFFBE6", **_LINE},  # as text, or 4/12 is a date
    "ours": {"text_wrap": True, "num_format": "@", "font_color": "#8C959F", **_LINE},
}


def _write_sections(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    at = _HEADER_ROW + 1
    for section in sheet.sections:
        for column, word in enumerate(("", section.heading, "")):
            page.write_string(at, column, _text(word), styles["section"])
        at += 1
        for row in section.rows:
            _write_row(page, at, row, styles)
            at += 1


def _write_row(page: Any, at: int, row: Row, styles: dict[str, Any]) -> None:
    page.write_string(at, 0, row.id, styles["id"])
    page.write_string(at, 1, _text(row.question), styles["question"])
    if row.answer or row.id in META:
        page.write_string(at, 2, _text(row.answer), styles["ours"])
    else:
        page.write_blank(at, 2, None, styles["answer"])
    page.set_row(at, _height(row.question))
    if row.choices:
        # A suggestion, not a bar: a team that wants to say something else shall say it, and import tells.
        page.data_validation(at, 2, at, 2, {"validate": "list", "source": list(row.choices), "error_type": "warning"})


def _height(text: str, width: int = WIDTHS[1]) -> int:
    """Points for text that folds, since no program measures it in a file that it did not write."""
    return 16 * (1 + len(text) // (width - 2)) + 4


def _page_name(title: str) -> str:
    """A name for the tab: 31 characters at most, and none that a workbook refuses."""
    return re.sub(r"[\[\]:*?/\\']", " ", _text(title))[:31].strip() or "Sheet"


def _text(text: str) -> str:
    return _NOT_XML.sub("", " ".join(text.split()))
