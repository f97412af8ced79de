"""Files that nobody here wrote: real RACI tables, and hostile input."""

import csv
import json
import re
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats.files import Source, read_source
from mopsctl.formats.plan_yaml import dump, load
from mopsctl.formats.raci_table import RaciTable, read_raci
from mopsctl.formats.tables import read_tables
from mopsctl.model.fields import TEXT_PATTERN
from mopsctl.model.org import Team
from mopsctl.model.portfolio import Portfolio

pytestmark = pytest.mark.corpus


def raci(corpus: Path, name: str, sheet: str | None = None) -> RaciTable:
    return read_raci(read_source(str(corpus / "raci" / name)), sheet=sheet)


def counts(table: RaciTable) -> tuple[int, int, str]:
    """Rows, sections, and how often each letter stands there."""
    found: list[str] = [letter for row in table.rows for _, letters in row.cells for letter in letters]
    return (
        len(table.rows),
        len({row.section for row in table.rows}),
        " ".join(f"{letter}{found.count(letter)}" for letter in "RACI"),
    )


@pytest.mark.parametrize(
    ("name", "sheet", "expected"),
    [
        ("cloud-temple-iaas-raci-en.md", None, (109, 13, "R109 A109 C24 I52")),
        ("cloud-temple-iaas-raci-fr.md", None, (109, 13, "R109 A109 C24 I52")),
        ("cloud-temple-kubernetes-raci-en.md", None, (71, 12, "R72 A71 C28 I55")),
        ("cloud-temple-kubernetes-raci-fr.md", None, (71, 12, "R72 A71 C28 I55")),
        ("cloud-temple-paas-raci-en.md", None, (60, 11, "R60 A60 C28 I39")),
        ("cloud-temple-paas-raci-fr.md", None, (60, 11, "R60 A60 C28 I39")),
        ("incident-response-raci.md", None, (14, 1, "R16 A13 C29 I41")),
        ("azure-caf-raci-template.xlsx", "MVP Best Practice", (8, 1, "R0 A8 C4 I4")),
        ("azure-caf-raci-template.xlsx", "Fully-staffed Best Practice", (8, 1, "R7 A8 C17 I16")),
        ("azure-caf-raci-template.xlsx", "Example Fully staffed BP", (8, 1, "R7 A8 C17 I16")),
    ],
)
def test_real_tables_are_read_to_the_last_letter(
    corpus: Path, name: str, sheet: str | None, expected: tuple[int, int, str]
) -> None:
    assert counts(raci(corpus, name, sheet)) == expected


def test_the_same_table_in_two_languages_has_the_same_letters(corpus: Path) -> None:
    for kind in ("iaas", "kubernetes", "paas"):
        english, french = (raci(corpus, f"cloud-temple-{kind}-raci-{language}.md") for language in ("en", "fr"))
        assert [[letters for _, letters in row.cells] for row in english.rows] == [
            [letters for _, letters in row.cells] for row in french.rows
        ]


def test_two_sheets_that_say_the_same_turned_and_upright_agree(corpus: Path) -> None:
    def of(sheet: str) -> set[tuple[str, str, tuple[str, ...]]]:
        table = raci(corpus, "azure-caf-raci-template.xlsx", sheet)
        return {(row.subject, holder, letters) for row in table.rows for holder, letters in row.cells}

    upright, turned = of("Example Fully staffed BP"), of("Fully-staffed Best Practice")
    assert {name for name, _, _ in upright} == {name for name, _, _ in turned}
    assert {holder for _, holder, _ in upright} == {holder for _, holder, _ in turned}
    assert len(upright & turned) >= 40  # of 48: the authors changed their mind about a few


def test_a_workbook_of_alternatives_asks_which(corpus: Path) -> None:
    with pytest.raises(MopsError, match="has RACI tables on 3 sheets"):
        raci(corpus, "azure-caf-raci-template.xlsx")


def test_a_list_of_people_is_no_raci_table(corpus: Path) -> None:
    with pytest.raises(MopsError, match="holds no RACI table") as caught:
        raci(corpus, "incident-response-stakeholders.csv")
    assert caught.value.code == BAD_INPUT


def test_the_csv_spectrum_is_read_as_its_authors_mean_it(corpus: Path) -> None:
    folder = corpus / "hostile" / "csv-spectrum"
    paths = sorted((folder / "csvs").glob("*.csv"))
    assert len(paths) == 11
    for path in paths:
        expected = json.loads((folder / "json" / f"{path.stem}.json").read_text())
        [table] = read_tables(read_source(str(path)))
        rows = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]
        # Git has normalised the line ends of the files, not those inside the JSON.
        assert rows == json.loads(json.dumps(expected).replace("\\r\\n", "\\n")), path.name


def hostile_cases(folder: Path, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    with (folder / "expected.csv").open(newline="") as file:
        return [(row["path"], row["expect"]) for row in csv.DictReader(file) if row["path"].split("/")[0] in kinds]


def outcome(read: Callable[[Source], object], source: Source) -> str:
    """`accept`, `reject`, or what was wrong with the refusal."""
    started, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        read(source)
        found = "accept"
    except MopsError as error:
        clear = error.code == BAD_INPUT and source.name in error.message
        found = "reject" if clear else f"unclear: {error.message}"
    if time.process_time() - started > 2:
        return "slow"
    return found if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 300_000 else "large"


def test_hostile_tables_are_read_or_refused_as_expected(hostile: Path) -> None:
    cases = hostile_cases(hostile, ("csv", "xlsx"))
    assert len(cases) == 25
    for path, expected in cases:
        if path == "csv/empty.csv":
            with pytest.raises(MopsError, match="is empty"):
                read_source(str(hostile / path))
            continue
        assert outcome(read_tables, read_source(str(hostile / path))) == expected, path
    assert not Path("/tmp/pwned").exists()


# A legal YAML file need not be a plan; these are, once they are told to be.
LEGAL = ("yaml/utf16.yaml", "yaml/anchors_ok.yaml")


@pytest.mark.parametrize("head", [b"", b"mopsctl: 1\n", b"mopsctl: 1\nteams:\n- key:\n"])
def test_hostile_yaml_is_refused_with_and_without_our_head(hostile: Path, head: bytes) -> None:
    cases = hostile_cases(hostile, ("yaml", "json"))
    assert len(cases) == 27
    for path, _ in cases:
        data = (hostile / path).read_bytes()
        body = b"\n".join(b"    " + line for line in data.split(b"\n")) if head.endswith(b"key:\n") else data
        if data:
            assert outcome(load, Source(path, head + body)) == "reject", path
    assert not Path("/tmp/pwned").exists()


def test_naughty_strings_come_back_or_are_refused_as_names(hostile: Path, corpus: Path) -> None:
    strings = json.loads((hostile / "strings" / "names.json").read_text())
    strings += json.loads((corpus / "hostile" / "blns.json").read_text())
    assert len(strings) > 500
    storable = [text for text in strings if text and len(text) <= 400 and re.match(TEXT_PATTERN, text)]
    assert len(storable) > 500
    for text in strings:
        team = Team("a", text)
        source = Source("p.yaml", dump(Portfolio(today=date(2026, 1, 5), teams={"a": team})))
        if text in storable:
            assert [row.record for row in load(source).rows] == [team]
        else:
            assert outcome(load, source) == "reject", text
