"""docs/planners.md: its table of columns is that of the program, and its commands run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docs_pages import DOCS, blocks, steps

from mopsctl.formats.project_columns import FIELDS

PAGE = DOCS / "planners.md"
XML = """<Project xmlns="http://schemas.microsoft.com/project"><Tasks>
<Task><UID>1</UID><Name>Print cards</Name><Duration>PT40H0M0S</Duration></Task>
</Tasks></Project>"""
CSV = "Task,Duration,Predecessors\nWrite letters,5 days,\nSend letters,2 days,1\n"


def test_the_columns_on_the_page_are_those_that_are_understood() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == [f"| `{field}` | {what} | {', '.join(names)} |" for field, (what, names) in FIELDS.items()]


def test_the_commands_on_the_page_run_in_their_order(
    tmp_path: Path, shell_in: Callable[..., Callable[[str], Any]]
) -> None:
    (tmp_path / "project.xml").write_text(XML, "utf-8")
    (tmp_path / "tasks.csv").write_text(CSV, "utf-8")
    shell = shell_in(tmp_path)
    assert shell("mopsctl plan init --example cdp-rollout").returncode == 0
    for line, code in [step for block in blocks(PAGE, "sh") for step in steps(block)]:
        done = shell(line)
        assert done.returncode == code, (line, done.stderr)
    assert {"rollout.xml", "rollout.ics"} <= {path.name for path in tmp_path.iterdir()}
    shown = shell("mopsctl task list").stdout
    assert "print-cards" in shown
    assert "send-letters" in shown
