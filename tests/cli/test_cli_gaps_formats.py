"""`mopsctl gaps` for other programs: sarif, junit, github, gitlab, and where in a plan file findings stand."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from cli_runner import MONDAY, Runner
from msgspec import structs

from mopsctl import service
from mopsctl.cli import plan
from mopsctl.formats import plan_yaml
from mopsctl.formats.files import Source
from mopsctl.model.fields import Name, Text
from mopsctl.model.kinds import BY_PLURAL
from mopsctl.model.portfolio import Portfolio

pytestmark = pytest.mark.once

LINTERS = ("sarif", "junit", "github", "gitlab")
FORMATS = ("table", "plain", "json", "yaml", "csv", "md", "svg", *LINTERS)
HERE = Path(__file__).parents[1] / "schemas"
SARIF = jsonschema.Draft4Validator(json.loads((HERE / "sarif-schema-2.1.0.json").read_text("utf-8")))
GITLAB = jsonschema.Draft202012Validator(json.loads((HERE / "gitlab-code-quality.schema.json").read_text("utf-8")))
VEIL = "mopsctl: for everybody: refusals, influence and scores are left out; --audience me shows them\n"
HOSTILE = (
    "\n::error::pwned\n  ::add-mask::x",
    "::error::pwned ::warning::pwned " * 20,
    "\u202egnp.exe\u2066 \u200b \u2028::error::pwned",
    "]]> & <b>\"x\" 'y', =cmd|' /C calc'!A0 %0A::error::pwned [x](http://evil) {0} | `z`",
)


def places(text: str) -> dict[tuple[str, str], tuple[str, int]]:
    """Where each finding of a SARIF log stands, by rule and subject; the last of several."""
    log = json.loads(text)
    SARIF.validate(log)
    found = {}
    for result in log["runs"][0]["results"]:
        where = result["locations"][0]
        physical = where["physicalLocation"]
        key = (result["ruleId"], where["logicalLocations"][0]["fullyQualifiedName"])
        found[key] = (physical["artifactLocation"]["uri"], physical["region"]["startLine"])
    return found


def row(path: Path, line: int) -> str:
    return path.read_text("utf-8").splitlines()[line - 1]


@pytest.fixture(scope="session")
def plan_and_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The example as a plan file, and a store to which that was applied."""
    path = tmp_path_factory.mktemp("applied") / "mops.db"
    example = plan._example("cdp-rollout", MONDAY)(Portfolio(today=MONDAY))
    author = service.Author("tester", MONDAY, "apply plan.yaml")
    service.change(service.Place(path=str(path)), lambda _: example, author, create=True)
    return plan_yaml.dump(example), path.read_bytes()


@pytest.fixture
def applied(folder: Path, plan_and_store: tuple[bytes, bytes]) -> Path:
    """The plan file in the working folder, with its store."""
    for name, data in zip(("plan.yaml", "mops.db"), plan_and_store, strict=True):
        (folder / name).write_bytes(data)
    return folder / "plan.yaml"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("", 1),
        ("--fail-on info", 1),
        ("--exit-zero", 0),
        ("--select RAC707 --ignore RAC707", 1),
        ("--select WAV", 1),
        ("--file nothere.yaml", 5),
        ("--select QQQ", 2),
    ],
)
def test_no_format_changes_the_exit_code(applied: Path, mops: Runner, options: str, code: int) -> None:
    assert {form: mops(f"gaps {options} --format {form}").code for form in FORMATS} == dict.fromkeys(FORMATS, code)


def test_a_report_in_each_format_is_what_its_readers_take(applied: Path, mops: Runner) -> None:
    count = len(mops("gaps --format json").json["data"]["findings"])
    SARIF.validate(json.loads(mops("gaps --format sarif").out))
    issues = json.loads(mops("gaps --format gitlab").out)
    GITLAB.validate(issues)
    assert len(issues) == count == len({one["fingerprint"] for one in issues})
    commands = [line for line in mops("gaps --format github").out.splitlines() if line.startswith("::")]
    assert len(commands) == count
    cases = list(ElementTree.fromstring(mops("gaps --format junit").out.encode()).iter("testcase"))
    assert len({(case.attrib["classname"], case.attrib["name"]) for case in cases}) == len(cases)
    assert sum(1 for case in cases if len(case)) == count + len(mops("gaps --format json").json["data"]["waived"])


def test_the_failures_of_junit_are_the_findings_that_fail(applied: Path, mops: Runner) -> None:
    counts = mops("gaps --format json").json["data"]["counts"]
    for options, failing in (
        ("", counts["error"]),
        ("--fail-on warning", counts["error"] + counts["warning"]),
        ("--exit-zero", counts["error"]),
    ):
        assert mops(f"gaps {options} --format junit").out.count("<failure ") == failing


def test_findings_point_at_the_file_that_was_applied_last(applied: Path, mops: Runner) -> None:
    ran = mops("gaps --format sarif")
    assert ran.err == VEIL
    found = places(ran.out)
    assert {file for file, _ in found.values()} == {"plan.yaml"}
    cures = {(one["ruleId"], one["properties"]["cure"]) for one in json.loads(ran.out)["runs"][0]["results"]}
    for (code, subject), (_, line) in found.items():
        key, told = subject.partition(":")[2], row(applied, line)
        cured = [word for rule, cure in cures if rule == code for word in cure.split()[3:] if f'{word}"' in told]
        assert f'"{key}"' in told or f'"{subject}"' in told or cured, (code, subject, line)
        assert code != "RAC702" or '"letter"' in told
    mops.ok("team add brand --name Brand")
    assert places(mops("gaps --format sarif").out).keys() >= found.keys()


def test_the_file_that_was_applied_is_found_beside_the_store(
    applied: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home = set(places(mops("gaps --format sarif").out).values())
    (applied.parent / ".git").mkdir()
    inner = applied.parent / "deep" / "er"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    away = mops("gaps --format sarif")
    assert set(places(away.out).values()) == at_home
    assert len(at_home) > 10
    assert "no plan file" not in away.err
    (inner / "plan.yaml").write_text("mopsctl: 1\n", "utf-8")  # one beside us comes first
    assert {file for file, _ in places(mops("gaps --format sarif").out).values()} == {"deep/er/plan.yaml"}


def test_a_file_that_was_applied_and_is_gone_is_no_complaint(applied: Path, mops: Runner) -> None:
    applied.unlink()
    ran = mops("gaps --format gitlab")
    assert (ran.code, {one["location"]["path"] for one in json.loads(ran.out)}) == (1, {"mops.db"})
    said = "mopsctl: no plan file is known, so findings stand on line 1 of mops.db: name one with --file FILE\n"
    assert ran.err == VEIL + said
    assert "file=" not in mops("gaps --format github").out
    assert "file" not in mops("gaps --format json").json["data"]["findings"][0]


def test_a_file_that_was_applied_and_is_broken_by_now_is_a_remark(applied: Path, mops: Runner) -> None:
    applied.write_text("mopsctl: 1\nteems: []\n", "utf-8")
    ran = mops("gaps --format github")
    assert (ran.code, "file=" in ran.out) == (1, False)
    said = 'mopsctl: findings have no lines: plan.yaml:2:1: unknown key "teems"; did you mean "teams"?\n'
    assert ran.err == VEIL + said


def test_a_file_can_be_named_and_be_older_than_the_store(applied: Path, mops: Runner) -> None:
    other = applied.with_name("other.yaml")
    other.write_text("mopsctl: 1\nteams:\n- {key: it, name: IT}\n", "utf-8")
    found = places(mops("gaps --format sarif --file other.yaml").out)
    assert found["COM203", "team:it"] == ("other.yaml", 3)
    assert found["CAP506", "platform:cdp"] == ("other.yaml", 1)


@pytest.mark.parametrize("form", ["table", "json", "sarif"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "mopsctl: no file named.yaml\n"),
        ("teams: []\n", 'mopsctl: named.yaml:1:1: it begins with "teams"; a plan file begins with `mopsctl: 1`\n'),
    ],
)
def test_a_named_file_that_cannot_be_read_is_an_error(
    applied: Path, mops: Runner, form: str, text: str | None, said: str
) -> None:
    if text is not None:
        applied.with_name("named.yaml").write_text(text, "utf-8")
    ran = mops(f"gaps --file named.yaml --format {form}")
    assert (ran.code, ran.out) == (5, "")
    assert said.removeprefix("mopsctl: ").strip() in (
        json.loads(ran.err)["error"]["message"] if form == "json" else said
    )
    assert form == "json" or ran.err == said


def test_the_settings_name_the_file_from_any_folder_below(
    applied: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = applied.parent
    (folder / "org").mkdir()
    applied.rename(folder / "org" / "plan of ours.yaml")
    (folder / "mopsctl.toml").write_text('plan_file = "org/plan of ours.yaml"\n', "utf-8")
    below = folder / "org" / "deep"
    below.mkdir()
    for at, shown in ((folder, "org/plan of ours.yaml"), (below, "../plan of ours.yaml")):
        monkeypatch.chdir(at)
        assert {one["file"] for one in mops("gaps --format json").json["data"]["findings"]} == {shown}
        assert {line.split("\t")[7] for line in mops("gaps --format plain").out.splitlines()} == {shown}
    (folder / ".git").mkdir()
    assert {file for file, _ in places(mops("gaps --format sarif").out).values()} == {"org/plan%20of%20ours.yaml"}
    assert "::error file=org/plan of ours.yaml,line=" in mops("gaps --format github").out


def test_a_plan_file_that_is_judged_is_the_one_that_is_pointed_at(applied: Path, mops: Runner) -> None:
    (applied.parent / "mops.db").unlink()
    found = places(mops("gaps plan.yaml --format sarif").out)
    assert {file for file, _ in found.values()} == {"plan.yaml"}
    assert max(line for _, line in found.values()) > 1


def test_pages_and_lines_tell_places_once_a_file_is_named(applied: Path, mops: Runner) -> None:
    places = re.compile(r"\(plan\.yaml:\d+\)")
    for form in ("table", "md"):
        assert not places.search(mops(f"gaps --format {form}").out.replace("\\", ""))
        assert places.search(mops(f"gaps --format {form} --file plan.yaml").out.replace("\\", ""))
    for form, mark in (("plain", "\t"), ("csv", ",")):
        assert {line.split(mark)[-1] for line in mops(f"gaps --format {form}").out.splitlines()} <= {"", "line"}
        lines = mops(f"gaps --format {form} --file plan.yaml").out.splitlines()
        assert all(line.split(mark)[-1].isdigit() for line in lines[1:])


def test_lines_end_with_plan_fingerprint_and_place(applied: Path, mops: Runner) -> None:
    [head, *rows] = csv.reader(io.StringIO(mops("gaps --format csv --file plan.yaml").out))
    assert head == ["severity", "code", "subject", "message", "cure", "plan", "fingerprint", "file", "line"]
    told = mops("gaps --format json --file plan.yaml").json["data"]
    first = told["findings"][0]
    assert rows[0][5:] == [first["plan"], first["fingerprint"], "plan.yaml", str(first["line"])]
    assert len({one[6] for one in rows}) == len(rows)


def test_a_file_gets_sarif_by_its_name(applied: Path, mops: Runner) -> None:
    assert mops("gaps -o gaps.sarif").code == 1
    SARIF.validate(json.loads(applied.with_name("gaps.sarif").read_text("utf-8")))
    refused = mops("team list -o teams.sarif")
    assert (refused.code, refused.out) == (2, "")
    assert "team.list cannot be written as sarif" in refused.err


def test_a_waived_finding_is_suppressed_skipped_and_not_annotated(applied: Path, mops: Runner) -> None:
    mops.ok(
        "waive", "CAP506", "platform:cdp", "--reason", "the budget is open", "--by", "omer", "--until", "2026-12-31"
    )
    results = json.loads(mops("gaps --format sarif").out)["runs"][0]["results"]
    [reason] = [
        one["suppressions"][0]["justification"]
        for one in results
        if one["ruleId"] == "CAP506" and "suppressions" in one
    ]
    assert reason == "Waived by omer until 2026-12-31: the budget is open"
    assert f'<skipped message="{reason}">' in mops("gaps --format junit").out
    for form in ("github", "gitlab"):
        assert "cdp: no manager" not in mops(f"gaps --format {form}").out


def hostile_plan(source: bytes, text: str) -> bytes:
    """The plan with that text in every field that takes free text."""
    records: dict[str, dict[Any, Any]] = {}
    for row in plan_yaml.load(Source("plan.yaml", source)).rows:
        hints = type(row.record).__annotations__
        free = [name for name, hint in hints.items() if {Name, Text} & {hint, *get_args(hint)}]
        record = structs.replace(row.record, **dict.fromkeys(free, text[:400]))
        records.setdefault(row.kind, {})[BY_PLURAL[row.kind].key_of(record)] = record
    return plan_yaml.dump(Portfolio(today=MONDAY, **records))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_acts_in_any_format(applied: Path, mops: Runner, text: str) -> None:
    applied.write_bytes(hostile_plan(applied.read_bytes(), text))
    ran = {form: mops(f"gaps plan.yaml --audience me --format {form}") for form in FORMATS}
    assert {one.code for one in ran.values()} == {1}
    assert sum("pwned" in one.out for one in ran.values()) == len(FORMATS)
    for form, one in ran.items():
        assert (
            re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2066-\u2069]", one.out) is None
        ), form
        commands = [line for line in one.out.splitlines() if line.lstrip().startswith("::")]
        assert not [line for line in commands if form != "github" or not OURS.match(line)], form
    count = len(ran["json"].json["data"]["findings"])
    assert sum(line.startswith("::") for line in ran["github"].out.splitlines()) == count
    assert yaml.safe_load(ran["yaml"].out) == ran["json"].json
    SARIF.validate(json.loads(ran["sarif"].out))
    GITLAB.validate(json.loads(ran["gitlab"].out))
    for form in ("junit", "svg"):
        ElementTree.fromstring(ran[form].out.encode())
    rows = list(csv.reader(io.StringIO(ran["csv"].out, newline="")))
    assert {len(one) for one in rows} == {9}
    assert not [cell for one in rows for cell in one if cell.startswith(("=", "+", "-", "@"))]


OURS = re.compile(r"::(error|warning|notice) file=plan\.yaml,line=\d+,title=[A-Z]{3}\d{3} [a-z0-9-]+::[a-z0-9-]+: ")
