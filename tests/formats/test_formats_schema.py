import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from test_formats_plan_dump import SOME, portfolio

from mopsctl.formats.files import read_source
from mopsctl.formats.plan_yaml import dump, load
from mopsctl.formats.schema import plan_schema
from mopsctl.model.kinds import KINDS
from mopsctl.model.org import Team


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: dates and `yes` are text."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "bool"))]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def check(text: str | bytes) -> None:
    plan = yaml.load(text, EditorLoader)
    jsonschema.Draft202012Validator(plan_schema(), format_checker=jsonschema.FormatChecker()).validate(plan)


def test_the_schema_is_a_valid_schema_of_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(plan_schema())
    assert json.loads(json.dumps(plan_schema())) == plan_schema()


def test_what_dump_writes_is_valid() -> None:
    check(dump(SOME, store="1f0c", serial=12))
    check(dump(portfolio(Team("a", "Zoë 🚀 İzmir")), audience="team"))


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_plans_written_by_hand_are_valid_and_can_be_read(path: Path) -> None:
    check(path.read_text("utf-8"))
    assert load(read_source(str(path))).rows


@pytest.mark.parametrize(
    "text",
    [
        "teams: []",
        "mopsctl: 2",
        "mopsctl: 1\naudience: nobody",
        'mopsctl: 1\nteams:\n- {key: a, name: "A\\a"}',
        "mopsctl: 1\nteam: []",
        "mopsctl: 1\nteams:\n- {key: a}",
        "mopsctl: 1\nteams:\n- {key: a b, name: A}",
        "mopsctl: 1\nteams:\n- {key: a, name: A, lvel: x}",
        "mopsctl: 1\nassignments:\n- {subject: 'task:t', holder: 'team:it', letter: x}",
        "mopsctl: 1\nplans:\n- {key: p, name: P, start: soon}",
        "mopsctl: 1\ncalendars:\n- {key: de, name: DE, week: [monday]}",
        "mopsctl: 1\nlinks:\n- {before: a, after: b, kind: XX}",
        "mopsctl: 1\nlinks:\n- {before: a, after: b, lag: 20000}",
        "mopsctl: 1\ntasks:\n- {key: t, name: T, plan: p, share: 101}",
        "mopsctl: 1\nassignments:\n- {subject: 'task:t', holder: 'team:it', letter: RA}",
        "mopsctl: 1\ngoals:\n- {key: g, name: G, target: 1.1e+15}",
        "mopsctl: 1\ngoals:\n- {key: g, name: G, target: '40'}",
        "mopsctl: 1\nletters:\n- {letter: R, word: responsible, duty: works}",
        "mopsctl: 1\nrights:\n- {topic: roadmap, part: veto, holder: 'team:it'}",
        "mopsctl: 1\ninteractions:\n- {key: a, name: A, giver: it, receiver: it, kind: gossip}",
        "mopsctl: 1\nassessments:\n- {team: it, capability: send, on: '2026-01-05', performance: 6}",
        "mopsctl: 1\nboxes:\n- {position: p, allocation: 1001}",
        "mopsctl: 1\ndispositions:\n- {capability: c, platform: p, fate: forget}",
        "mopsctl: 1\nleads:\n- {task: t, team: it}",
    ],
)
def test_what_load_refuses_the_schema_refuses(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check(text)


def test_every_kind_is_in_the_schema_closed_and_described() -> None:
    schema = plan_schema()
    for kind in KINDS:
        record: dict[str, Any] = schema["$defs"][kind.record.__name__]
        assert record["additionalProperties"] is False
        assert schema["properties"][kind.plural]["items"] == {"$ref": f"#/$defs/{kind.record.__name__}"}
        assert schema["properties"][kind.plural]["description"].startswith("each row: ")


def test_patterns_mean_the_same_to_other_engines() -> None:
    text = json.dumps(plan_schema())
    assert "ud800" not in text
    assert "(?!" not in text
