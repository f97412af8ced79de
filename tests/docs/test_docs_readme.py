"""What README says is so: its commands run, in its order, in an empty folder, with the exit codes it promises."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docs_pages import DOCS, PAGES, ROOT, Step, blocks, steps

README = ROOT / "README.md"
# The two commands for a fresh machine are run word for word by `.ci/run`.
SET_UP = "python3 -m venv"
SERVER = "postgresql://"
URL = re.compile(r"postgresql://\S+")


def tour() -> list[Step]:
    """Every line of README that needs no server and sets up nothing, in order."""
    found = [block for block in blocks(README, "sh") if SET_UP not in block and SERVER not in block]
    return [step for block in found for step in steps(block)]


def test_the_lines_of_the_tour_exit_as_readme_says(
    tmp_path: Path, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    shell = shell_in(tmp_path)
    wrong = []
    for line, code in tour():
        done = shell(line)
        if done.returncode != code:
            wrong.append(f"{line}\n  exited {done.returncode}, not {code}: {done.stderr.strip()}")
    assert wrong == []


def test_the_tour_shows_the_main_commands() -> None:
    shown = "\n".join(line for line, _ in tour())
    wanted = (
        "plan init --example", "plan status", "commit show", "commit ask", "raci show", "raci set", "timeline show",
        "task set", "gaps", "rule show", "gate", "plan stage build", "history", "undo", "redo", "apply", "diff",
        "export", "import raci", "schema", "completion bash", "team list", "person add",
        "timeline why", "timeline what-if", "timeline load", "timeline level", "plan baseline", "digest",
        "outreach log", "outreach list", "meet", "commit refuse", "commit resolve", "support show --missing", "waive",
        "gaps known write", "gaps known check", "gaps --fix", "gaps --since",
    )  # fmt: skip
    assert [command for command in wanted if f"mopsctl {command}" not in shown] == []


@pytest.mark.postgres
def test_the_lines_on_postgresql_run(
    tmp_path: Path, postgres_url: str, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    (block,) = [block for block in blocks(README, "sh") if SERVER in block]
    lines = [line for line, _ in steps(block) if line.startswith(("mopsctl ", "export "))]
    exported = [line for line in lines if line.startswith("export ")]
    assert [URL.sub("", line) for line in exported] == ["export MOPSCTL_DB="]
    shell = shell_in(tmp_path, MOPSCTL_DB=postgres_url)
    for line in lines:
        if line not in exported:
            done = shell(line)
            assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("mops.db*")) == []


def test_readme_begins_with_three_sentences_and_two_commands() -> None:
    text = README.read_text("utf-8")
    first = text.partition("\n\n")[2].partition("\n\n")[0]
    assert len(re.findall(r"[.](?:\s|$)", first)) == 3
    shown, tested = [block.strip() for block in blocks(README, "sh")][:2]
    assert shown.endswith(".venv/bin/mopsctl plan init --example cdp-rollout && .venv/bin/mopsctl plan status")
    assert tested.endswith(".venv/bin/pytest -n 2")
    assert "\n" not in shown + tested


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = "".join(page.read_text("utf-8") for page in (README, *sorted(DOCS.glob("*.md"))))
    assert [p.name for p in sorted((DOCS / "pictures").glob("*.svg")) if f"pictures/{p.name}" not in shown] == []


def test_the_story_ends_where_building_may_begin(
    tmp_path: Path, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    shell = shell_in(tmp_path)
    (way_out,) = blocks(DOCS / "story.md", "")
    assert shell("mopsctl plan init --example cdp-rollout").returncode == 0
    assert shell("mopsctl gate").returncode == 3
    for line, code in steps(way_out):
        assert shell(line).returncode == code, line
    assert shell("mopsctl gate --audience me").stdout.startswith("conditions\t")
    assert shell("mopsctl plan stage build").returncode == 0
