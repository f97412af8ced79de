"""CSV, Markdown and XLSX as tables, before anyone asks what they hold."""

import io
import zipfile

import openpyxl
import pytest

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats.doors import READERS
from mopsctl.formats.files import Source
from mopsctl.formats.tables import RawTable, read_tables
from mopsctl.lazy import load


def tables(name: str, text: str | bytes, **options: str) -> list[RawTable]:
    return read_tables(Source(name, text if isinstance(text, bytes) else text.encode()), **options)


def cells(table: RawTable) -> list[tuple[str, ...]]:
    return [table.header, *(row.cells for row in table.rows)]


def refusal(name: str, text: str | bytes, **options: str) -> str:
    with pytest.raises(MopsError) as caught:
        tables(name, text, **options)
    assert caught.value.code == BAD_INPUT
    return caught.value.message


def book(**sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Task,IT\nBuild,R\n",
        "Task;IT\nBuild;R\n",
        "Task\tIT\nBuild\tR\n",
        "Task|IT\nBuild|R\n",
        "\ufeffTask,IT\r\nBuild,R\r\n",
        "Task,IT\rBuild,R\r",
        "Task,IT,,\nBuild,R,,\n",
        '"Task","IT"\n\n"Build","R"\n',
    ],
)
def test_a_csv_is_read_whatever_its_delimiter_and_line_ends(text: str) -> None:
    [table] = tables("a.csv", text)
    assert cells(table) == [("Task", "IT"), ("Build", "R")]


def test_a_delimiter_inside_cells_does_not_mislead() -> None:
    [table] = tables("a.csv", 'Task;IT\n"Build, test, ship";R\nPlan, really;A\n')
    assert cells(table) == [("Task", "IT"), ("Build, test, ship", "R"), ("Plan, really", "A")]


def test_lines_are_counted_through_quoted_line_ends_and_empty_lines() -> None:
    [table] = tables("a.csv", 'Task,IT\n"Build\nand ship",R\n\nRun,A\n')
    assert [(row.line, row.gap) for row in table.rows] == [(2, False), (5, True)]


def test_excel_unicode_text_is_read() -> None:
    [table] = tables("a.txt", "Görev\tEkip\nİnşa\tR\n".encode("utf-16"))
    assert cells(table) == [("Görev", "Ekip"), ("İnşa", "R")]


def test_rows_above_the_header_are_left_out_and_noted() -> None:
    [table] = tables("a.csv", "RACI for the rollout,,\nversion 3,,\n,,\nTask,IT,Legal\nBuild,R,C\n")
    assert (table.line, table.header) == (4, ("Task", "IT", "Legal"))
    assert table.notes == (
        'a.csv:1: above the header, not read: "RACI for the rollout"',
        'a.csv:2: above the header, not read: "version 3"',
    )


def test_a_matrix_may_have_an_empty_corner() -> None:
    [table] = tables("a.csv", ",IT\nBuild,R\n")
    assert table.header == ("", "IT")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Task,IT\nBuild\nRun,A,C\n", "a.csv:2: a row of 1, but the header has 2 cells\n"
         "a.csv:3: a row of 3, but the header has 2 cells"),
        ("name,role,email\nA\nB,1,2,3,4\n", "a.csv:2: a row of 1, but the header has 3 cells\n"
         "a.csv:3: a row of 5, but the header has 3 cells"),
        ("Task,IT,it\nBuild,R,A\n", 'a.csv:1: two columns are headed "it"'),
        ('Task,IT\nRun,A\n"Build,R\nX,Y\n', "a.csv:3: a quote is opened in this row and never closed"),
        ('Task,IT\n"Build"x,R\n', 'a.csv:2: text after a closing quote; write a quote inside a cell twice ("")'),
        ("Task,IT\n" + "x" * 200_000 + ",R\n", "a.csv:2: a cell longer than 131,072 characters; is a quote left open?"),
        ("Task\nBuild\n", "a.csv: no columns: no comma, semicolon, tab or | between cells"),
        (",".join(f"c{i}" for i in range(501)), "a.csv:1: 501 columns; at most 500 are read"),
        ("x,\n,\n", "a.csv: no table: no row has two cells or more"),
        ("a,b\n" + "1,2\n" * 20_001, "a.csv:20001: more than 20,000 rows or 1,000,000 cells"),
    ],
)  # fmt: skip
def test_a_csv_that_cannot_be_trusted_is_refused(text: str, fault: str) -> None:
    assert refusal("a.csv", text) == fault


def test_bytes_in_another_encoding_ask_for_its_name() -> None:
    data = "Görev,Satış\nİnşa,R\n".encode("cp1254")
    assert refusal("a.csv", data) == (
        "a.csv:1:2: byte 0xf6 (offset 1) is not UTF-8; name the encoding: --encoding cp1252, or cp1254 for Turkish"
    )
    assert tables("a.csv", data, encoding="cp1254")[0].header == ("Görev", "Satış")


def test_markdown_tables_are_read_with_the_heading_above_them() -> None:
    first, second = tables(
        "a.md",
        """---
title: x
---
## All

| **Task** | IT |
|---|:-:|
| [Build](http://x) `it` | **R**/A |
| a \\| b <br> c |  |

## Later
text
| Task | IT |
|---|---|
| **Phase** | |
```
| no | table |
|---|---|
```
""",
    )
    assert (first.section, first.line) == ("All", 6)
    assert cells(first) == [("Task", "IT"), ("Build it", "R/A"), ("a | b\nc", "")]
    assert [row.line for row in first.rows] == [8, 9]
    assert (second.section, second.line) == ("Later", 13)
    assert [row.strong for row in second.rows] == [True]


def test_a_cell_too_many_in_markdown_is_refused_not_dropped() -> None:
    text = "| Task | IT |\n|---|---|\n| Build | R | A |\n| Run | A \\| C |\n| Stop | I | |\n"
    assert refusal("a.md", text) == (
        "a.md:3: a row of 3, but the header has 2 cells\na.md:5: a row of 3, but the header has 2 cells"
    )


def test_sheets_are_read_with_their_title_and_bold_rows() -> None:
    data = book(One=[[None, "Task", "IT"], [None, "Build", 3.0], [None, "Run"]], Two=[["x"]])
    [table] = tables("a.xlsx", data)
    assert (table.where, table.title, table.line) == ("a.xlsx:One", "One", 1)
    assert cells(table) == [("Task", "IT"), ("Build", "3"), ("Run", "")]


def test_a_sheet_that_is_not_there_is_suggested() -> None:
    data = book(Matrix=[["Task", "IT"]], Other=[])
    assert refusal("a.xlsx", data, sheet="matrx") == 'a.xlsx has no sheet "matrx"; did you mean "Matrix"?'
    assert refusal("a.xlsx", data, sheet="zzz") == 'a.xlsx has no sheet "zzz"; it has Matrix, Other'


def test_what_is_no_workbook_says_so() -> None:
    assert "is not a readable .xlsx workbook" in refusal("a.xlsx", b"PK\x03\x04garbage")
    assert "protected by a password" in refusal("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))
    assert refusal("a.docx", b"x") == (
        "a.docx: no reader for .docx files; known are .md, .markdown, .csv, .tsv, .txt, .xlsx, .xlsm"
    )


def test_standard_input_is_told_by_its_content() -> None:
    assert tables("stdin", "| a | b |\n|---|---|\n| 1 | 2 |\n")[0].header == ("a", "b")
    assert tables("stdin", "a;b\n1;2\n")[0].header == ("a", "b")
    assert tables("stdin", book(S=[["a", "b"]]))[0].header == ("a", "b")


def test_a_sheet_that_lies_about_its_size_is_read_by_its_cells() -> None:
    honest = book(S=[["Task", "IT"], ["Build", "R"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            new.writestr(member, data.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert b"XFD1048576" in out.getvalue()
    [table] = tables("a.xlsx", out.getvalue())
    assert cells(table) == [("Task", "IT"), ("Build", "R")]


def test_a_sheet_too_wide_or_a_workbook_packed_too_tight_is_refused() -> None:
    assert refusal("a.xlsx", book(S=[["x"] * 501])) == (
        "a.xlsx:S:1: more than 500 columns, 20,000 rows or 1,000,000 cells"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"A" * 20_000_000)
    assert refusal("a.xlsx", out.getvalue()) == ("a.xlsx unpacks to more than 50 MB, or is packed suspiciously tight")


@pytest.mark.parametrize("suffix", READERS)
def test_every_door_to_a_reader_opens(suffix: str) -> None:
    assert callable(load(READERS[suffix]))
