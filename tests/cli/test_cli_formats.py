"""One answer in six formats: each is well-formed, says the same, and ends with the same exit code."""

import csv
import io
from pathlib import Path

import msgspec
import pytest
import yaml
from cli_commands import READS, VEIL, said_beside
from cli_runner import Runner

TABLES = [
    line for line in READS if line.split()[1:2] == ["list"] or line in ("raci show", "timeline show", "support show")
]
FORMATS = ("table", "plain", "json", "yaml", "csv", "md")


@pytest.mark.parametrize("line", READS)
def test_every_answer_is_well_formed_in_every_format(example: Path, mops: Runner, line: str) -> None:
    ran = {form: mops(f"{line} --format {form}") for form in FORMATS}
    assert {one.code for one in ran.values()} == {mops(line).code}
    assert {one.err for one in ran.values()} == {said_beside(line)}
    assert all(one.out.endswith("\n") for one in ran.values())
    envelope = ran["json"].json
    assert (envelope["mopsctl"], set(envelope)) == (1, {"mopsctl", "report", "data"})
    assert msgspec.to_builtins(yaml.safe_load(ran["yaml"].out)) == envelope
    rows = list(csv.reader(io.StringIO(ran["csv"].out, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    lines = ran["plain"].out.splitlines()
    assert {one.count("\t") for one in lines} == {len(rows[0]) - 1}
    assert len(lines) == len(rows) - 1
    assert "\x1b" not in "".join(one.out for one in ran.values())


@pytest.mark.parametrize("line", TABLES)
def test_markdown_tables_have_as_many_cells_in_each_line(example: Path, mops: Runner, line: str) -> None:
    tables = [block for block in mops(f"{line} --format md").out.split("\n\n") if block.startswith("|")]
    assert tables
    for table in tables:
        counts = {one.replace("\\|", "").count("|") for one in table.splitlines()}
        assert len(counts) == 1, table
        assert set(table.splitlines()[1]) <= set("|-: ")


@pytest.mark.parametrize("line", READS)
@pytest.mark.parametrize("columns", ["80", "120"])
def test_no_table_is_wider_than_asked_for(
    example: Path, mops: Runner, line: str, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = mops(f"{line} --format table").out.splitlines()
    assert [one for one in lines if len(one) > int(columns)] == []


@pytest.mark.parametrize("columns", ["1", "7", "20", "0", "-3", "many", "100000"])
def test_any_width_is_survived(example: Path, mops: Runner, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for line in ("plan status", "raci show", "timeline show", "gaps", "support show"):
        assert mops(f"{line} --format table").code in (0, 1), line


def test_a_file_gets_the_format_of_its_name_and_stdout_stays_empty(example: Path, mops: Runner) -> None:
    for name, first in (("gaps.json", "{"), ("gaps.csv", "severity,"), ("gaps.md", "# "), ("gaps.yml", "mopsctl: 1")):
        ran = mops(f"gaps -o {name}")
        assert (ran.code, ran.out, ran.err) == (1, "", VEIL)
        written = example.with_name(name)
        assert written.read_text("utf-8").startswith(first)
        assert written.stat().st_mode & 0o777 == 0o600
    for name in ("teams.txt", "teams.TSV", "teams", "v1.2/teams"):
        example.with_name("v1.2").mkdir(exist_ok=True)
        mops.ok(f"team list -o {name}")
        assert (example.parent / name).read_text("utf-8").startswith("agency\tCreative agency\t")


@pytest.mark.parametrize("name", ["gaps.xlsx", "gaps.jsn", "gaps.", "gaps.md.bak", ".hidden"])
def test_a_file_whose_end_names_no_format_is_not_written(example: Path, mops: Runner, name: str) -> None:
    ran = mops(f"gaps -o {name}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f'mopsctl: the end of "{name}" names no format (json, yaml, yml, csv, md, svg, txt, tsv, xml, sarif);'
        " choose one with --format\n"
    )
    assert not example.with_name(name).exists()
    assert mops(f"gaps -o {name} --format csv").code == 1
    assert example.with_name(name).read_text("utf-8").startswith("severity,")


def test_a_picture_is_as_wide_as_a_slide_unless_columns_say_otherwise(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def width() -> float:
        return float(mops.ok("raci show --format svg").out.partition('viewBox="0 0 ')[2].split()[0])

    usual = width()
    monkeypatch.setenv("COLUMNS", "140")
    assert width() == usual
    monkeypatch.setenv("COLUMNS", "80")
    assert width() < usual * 0.7
    monkeypatch.delenv("COLUMNS")
    longest = max(map(len, mops.ok("raci show --format table").out.splitlines()))
    assert longest <= 80


def test_a_format_that_is_said_wins_over_the_name_of_the_file(example: Path, mops: Runner) -> None:
    mops.ok("team list --format csv --output teams.json")
    assert example.with_name("teams.json").read_text("utf-8").startswith("key,name,")


def test_a_dash_is_stdout(example: Path, mops: Runner) -> None:
    assert mops.ok("team list -o -").out == mops.ok("team list").out


def test_a_file_that_cannot_be_written_is_said(example: Path, mops: Runner) -> None:
    ran = mops("team list -o nowhere/teams.csv")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == "mopsctl: cannot write nowhere/teams.csv: no such file or directory\n"


def test_names_of_any_language_leave_as_they_are(example: Path, mops: Runner) -> None:
    for form in FORMATS:
        assert "İpek Güneş" in mops.ok(f"person list --format {form}").out


def test_the_same_store_says_the_same_bytes(example: Path, mops: Runner) -> None:
    for line in ("plan status", "gaps", "raci show", "timeline show", "commit show"):
        assert mops(line).out == mops(line).out


def test_an_xml_file_is_what_the_report_can_be_written_as(example: Path, mops: Runner) -> None:
    mops("gaps -o out.xml")
    assert "<testsuites" in example.with_name("out.xml").read_text("utf-8")
    mops.ok("timeline show -o out.xml")
    assert "<Project" in example.with_name("out.xml").read_text("utf-8")
