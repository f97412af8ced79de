"""docs/json.md and its schema: what every command prints with --format json is what was published."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_runner import Runner
from docs_pages import DOCS, ROOT, blocks, regenerate, steps

SCHEMA = json.loads((DOCS / "schemas" / "envelope.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
NAMES = set(SCHEMA["$defs"]["report"]["properties"]["report"]["enum"])

READS = (
    "plan status", "plan list", "plan show", "gaps", "gate", "commit show", "support show", "raci show",
    "raci show --state as-is", "task list", "task show go-live", "timeline show", "team list", "team show analytics",
    "person list", "person show ada", "platform list", "platform show cdp", "capability list",
    "capability show send-campaigns", "history", "diff plan.yaml", "outreach list", "outreach show analytics",
    "outreach show legal", "outreach action list", "outreach evidence list --team analytics", "meet analytics",
    "meet legal", "commit show analytics", "commit show --history", "support show --missing", "need list",
    "need show sql-on-the-side", "waiver list", "gate --all", "gate --strict", "timeline why pilot",
    "timeline why decision:report-campaigns", "timeline what-if --refuse it", "timeline what-if --each",
    "timeline load --over", "timeline level", "digest it", "calendar list", "calendar show gdansk", "condition list",
    "condition show store-for-tests", "plan baseline --list", "import tasks tasks.csv --preview", "raci diff",
    "raci show --analysis", "raci scheme", "handover list", "handover tasks", "activity list",
    "activity show approve-mailings", "platform show", "platform overlap", "dataset list",
    "dataset show campaign-revenue", "model show", "model show --agenda", "topic list", "topic show roadmap",
    "right show", "interaction list", "interaction show working-connections", "assess analytics", "org show",
    "org diff", "org coverage", "position list", "position show head-of-operations", "function list",
    "function show data-management", "pillar list", "pillar show accountability", "number list", "number show",
    "goal list", "goal show buy-again", "gaps known check --known known.yaml", "gaps --since 2026-11-02",
    "gaps --statistics", "gaps --fix", "gaps --team it --statistics --since 2026-11-02", "gaps --stage build",
)  # fmt: skip
OTHERS = (
    "rule list", "rule show RAC701", "config", "db check", "db upgrade", "db backup copy.db",
    "apply plan.yaml --dry-run",
    "plan set --target 2027-06-30", "undo", "redo", "import raci matrix.md --dry-run", "person forget olga --yes",
    "outreach log legal --sees-problem yes", "meet legal --challenges none", "commit ask legal --kind assign",
    "commit draft legal --kind assign", "calendar add oslo --week mon-fri", "plan baseline now",
    "task lead connect-shop --with martech --days 2", "condition met store-for-tests",
    "import tasks tasks.csv --create", "import org people.csv --create", "handover tasks --add",
    "timeline what-if --slip pilot=+5wd --keep", "gaps known write", "gaps known write --dry-run",
    "gaps --fix --yes", "gaps --fix --yes --statistics",
)  # fmt: skip
KNOWN = 'known: 1\nrules: "2026.1"\nfindings:\n- {code: RAC701, subject: "team:nobody"}\n'
ERRORS = {
    "team show anlytics": 4,
    "team shwo analytics": 2,
    "plan stage build": 3,
    "apply no-such-file.yaml": 5,
    "db check --db plan.yaml": 6,
    "plan status --db postgresql://127.0.0.1:1/nothing": 69,
}


def valid(text: str) -> Any:
    envelope = json.loads(text)
    VALIDATOR.validate(envelope)
    return envelope


@pytest.fixture
def mops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Runner:
    """The example in a store, the files that the commands name, and commands that run in this process."""
    monkeypatch.chdir(tmp_path)
    Path("matrix.md").write_text("| | martech | it |\n|---|---|---|\n| send-campaigns | A | C |\n", "utf-8")
    Path("people.csv").write_text("Name,Title,Manager,Team\nLea,Head of stores,,Stores\n", "utf-8")
    Path("tasks.csv").write_text("Task,Team,Days\nPaint the office,martech,3\n", "utf-8")
    Path("known.yaml").write_text(KNOWN, "utf-8")
    found = Runner(monkeypatch, capfdbinary)
    found.ok("plan init --example cdp-rollout")
    found.ok("export plan.yaml")
    return found


def test_the_schema_is_a_schema_and_names_every_report_once() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    shapes = [case["if"]["properties"]["report"]["const"] for case in SCHEMA["$defs"]["report"]["allOf"]]
    assert sorted(shapes) == sorted(NAMES)


@pytest.mark.parametrize("audience", ["me", "all"])
def test_what_shows_something_prints_the_published_envelope(mops: Runner, audience: str) -> None:
    for command in READS:
        assert valid(mops(f"{command} --format json --audience {audience}").out)["report"] in NAMES, command


@pytest.mark.parametrize(
    ("command", "of"),
    [
        ("gaps", "gaps"),
        ("gaps --stage build", "gaps"),
        ("gaps --since 2026-11-02 --stage build", "gaps"),
        ("gaps --fix", "gaps"),
        ("gaps --statistics --stage build --since 2026-11-02", "gaps.statistics"),
        ("gaps --statistics --fix", "gaps.statistics"),
        ("gaps known check --known known.yaml --stage build", "gaps gaps.known.check"),
    ],
)
def test_of_findings_nothing_is_printed_that_was_not_published(mops: Runner, command: str, of: str) -> None:
    published = {key for name in of.split() for key in SCHEMA["$defs"][name]["properties"]}
    assert valid(mops(f"{command} --format json").out)["data"].keys() - published == set()


def test_everything_else_prints_it_too(mops: Runner) -> None:
    for command in OTHERS:
        assert valid(mops(f"{command} --format json").out)["report"] in NAMES, command


def test_every_command_with_a_report_is_among_those() -> None:
    tried = {" ".join(command.split()[:words]) for command in (*READS, *OTHERS) for words in (1, 2, 3)}
    shown = {line for line in regenerate().command_lines() if line.split()[-1] in ("show", "list", "status", "check")}
    assert shown
    assert [line for line in sorted(shown) if line not in tried] == []


def test_a_report_that_nobody_published_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError):
        valid('{"mopsctl": 1, "report": "team.liste", "data": []}')
    with pytest.raises(jsonschema.ValidationError):
        valid('{"mopsctl": 1, "report": "gaps", "data": {"counts": {"error": 0, "warning": 0, "info": 0}}}')


@pytest.mark.parametrize(("command", "code"), ERRORS.items())
def test_an_error_is_an_envelope_on_stderr_and_stdout_is_empty(mops: Runner, command: str, code: int) -> None:
    ran = mops(f"{command} --format json")
    assert (ran.code, ran.out) == (code, "")
    assert valid(ran.err)["error"]["code"] == code


def test_the_examples_on_the_page_are_valid() -> None:
    examples = blocks(DOCS / "json.md", "json")
    assert len(examples) == 2
    for example in examples:
        valid(example)


def test_the_page_and_readme_list_the_same_exit_codes() -> None:
    page, readme = ((path).read_text("utf-8") for path in (DOCS / "json.md", ROOT / "README.md"))
    for code in ("0", "1", "2", "3", "4", "5", "6", "69", "70", "130", "141"):
        assert f"\n| {code} |" in page
    for code in ("| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 4 |", "| 5 |", "| 6 |", "| 69, 70, 130, 141 |"):
        assert code in readme


def test_a_step_reads_its_exit_code_from_the_page() -> None:
    assert steps("mopsctl gaps   # exits 1: errors\n\nmopsctl gate\n") == [
        ("mopsctl gaps   # exits 1: errors", 1),
        ("mopsctl gate", 0),
    ]
