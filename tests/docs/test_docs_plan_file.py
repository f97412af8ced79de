"""docs/plan-file.md: the example is a plan file, and what the page says of merging is so."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from docs_pages import DOCS, blocks

from mopsctl.model.kinds import KINDS

PAGE = DOCS / "plan-file.md"
SCHEMA = DOCS / "schemas" / "plan-file.schema.json"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    (text,) = [block for block in blocks(PAGE, "yaml") if block.startswith("mopsctl: 1")]
    (tmp_path / "plan.yaml").write_text(text, "utf-8")
    return tmp_path


def test_the_example_is_a_plan_file_that_applies_and_differs_no_more(
    example: Path, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    shell = shell_in(example)
    assert shell("mopsctl apply plan.yaml").returncode == 0
    assert shell("mopsctl diff plan.yaml --exit-code").returncode == 0


def test_the_example_is_valid_by_the_schema(example: Path) -> None:
    tree = yaml.load((example / "plan.yaml").read_text("utf-8"), _Dateless)
    jsonschema.validate(tree, json.loads(SCHEMA.read_text("utf-8")))


def test_every_section_is_named_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    assert [kind.plural for kind in KINDS if f"{kind.plural}:" not in page and f"`{kind.plural}`" not in page] == []


def test_a_field_left_out_stays_and_a_null_empties(
    example: Path, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    shell = shell_in(example)
    shell("mopsctl apply plan.yaml")
    (example / "part.yaml").write_text(
        "mopsctl: 1\nplatforms:\n- {key: survey, name: Surveys, system_owner: null}\n", "utf-8"
    )
    shell("mopsctl apply part.yaml")
    shown = json.loads(shell("mopsctl platform show survey --format json").stdout)["data"]
    assert (shown["name"], shown["system_owner"], shown["cost"]) == ("Surveys", None, 18000)


def test_pruning_takes_only_from_the_sections_of_the_file(
    example: Path, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    shell = shell_in(example)
    shell("mopsctl apply plan.yaml")
    (example / "part.yaml").write_text(
        "mopsctl: 1\nassignments:\n"
        "- {subject: capability:collect-feedback, holder: person:joon, letter: A, plan: survey-rollout}\n",
        "utf-8",
    )
    changed = json.loads(shell("mopsctl apply part.yaml --prune --format json").stdout)["data"]["changes"]
    assert [(row["action"], row["kind"], row["key"]) for row in changed] == [
        ("remove", "assignment", "capability:collect-feedback/team:martech/R/as-is"),
        ("remove", "assignment", "survey-rollout/activity:approve-questions/position:head-insight/A/to-be"),
    ]


def test_a_moved_serial_is_a_conflict_until_it_is_said_who_wins(
    example: Path, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    shell = shell_in(example)
    shell("mopsctl apply plan.yaml")
    shell("mopsctl export mine.yaml --audience me")
    shell("mopsctl task set write-questions --days 6")
    assert shell("mopsctl apply mine.yaml").returncode == 6
    merged = json.loads(shell("mopsctl apply mine.yaml --merge --dry-run --format json").stdout)["data"]["changes"]
    forced = json.loads(shell("mopsctl apply mine.yaml --force --dry-run --format json").stdout)["data"]["changes"]
    assert merged == []
    assert [(row["key"], row["before"], row["after"]) for row in forced] == [
        ("write-questions", {"days": 6}, {"days": 4})
    ]


def test_a_file_for_others_applied_again_changes_nothing(
    tmp_path: Path, shell_in: Callable[..., Callable[[str], object]]
) -> None:
    shell = shell_in(tmp_path)
    shell("mopsctl plan init --example cdp-rollout")
    shell("mopsctl export for-others.yaml")
    assert "No time: the analysts" not in (tmp_path / "for-others.yaml").read_text("utf-8")
    done = shell("mopsctl apply for-others.yaml --dry-run --audience me --format json")
    assert json.loads(done.stdout)["data"]["changes"] == []


class _Dateless(yaml.SafeLoader):
    """YAML 1.2, as an editor's language server sees it: no dates, and `on` and `yes` are words."""


TAGS = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_Dateless.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag not in TAGS]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Dateless.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
