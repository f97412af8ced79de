"""Templates by name and by path: those that come along are sound, and a fault in a user's own has its line."""

from datetime import date
from pathlib import Path

import pytest

from mopsctl.edit import model
from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.facts.operating import scopes, split, sprawling, unheld
from mopsctl.formats import templates
from mopsctl.model.kinds import kind_of
from mopsctl.model.portfolio import Portfolio

MODELS = templates.templates("models")


def fresh() -> Portfolio:
    """What `plan init` leaves: the default teams, the core capabilities, the topics."""
    found: dict[str, dict[object, object]] = {}
    for one in templates.defaults():
        found.setdefault(kind_of(one).plural, {})[kind_of(one).key_of(one)] = one
    return Portfolio(today=date(2026, 11, 23), **found)  # type: ignore[arg-type]


def test_a_plan_begins_with_the_eight_topics_of_the_domain() -> None:
    assert [(one.key, one.needs) for one in sorted(fresh().topics.values(), key=lambda one: one.place)] == [
        ("roadmap", "decide"), ("enhancements", "decide"), ("final-vote", "decide"), ("budget", "decide"),
        ("taxonomy", "perform"), ("data", "perform"), ("front-end", "perform"), ("back-end", "perform"),
    ]  # fmt: skip
    assert [row.record.key for row in templates.topics().rows] == list(fresh().topics)  # type: ignore[attr-defined]


def test_templates_are_no_examples() -> None:
    assert templates.examples() == ["cdp-rollout"]
    assert MODELS == ["federated", "platform-team", "shared-service"]


@pytest.mark.parametrize("name", MODELS)
def test_a_model_that_comes_along_answers_every_topic_and_leaves_no_finding(name: str) -> None:
    file = templates.template("models", name)
    rows = model.with_topics(templates.topics().rows, file.rows)
    after = model.begin(fresh(), rows, locate=lambda row: f"{file.name}:{row.line}")
    assert unheld(after, "") == ()
    assert split(after, "to-be") == {}
    assert sprawling(after, "to-be", 2) == {}
    assert all(any(one.part == "decide" for one in rights) for rights in scopes(after, "to-be").values())
    assert len(after.interactions) >= 4
    assert any(one.kind == "insight" and one.source and one.cadence for one in after.interactions.values())


def test_an_unknown_name_is_told_with_the_nearest_or_all() -> None:
    with pytest.raises(MopsError) as near:
        templates.template("models", "shared-servce")
    assert (near.value.message, near.value.hint, near.value.code) == (
        'no model template "shared-servce"; did you mean "shared-service"?',
        "mopsctl model init --template shared-service",
        USAGE,
    )
    with pytest.raises(MopsError, match=r"there are federated, platform-team, shared-service, or a file of yours"):
        templates.template("models", "zzz")


def own(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_every_fault_of_a_users_own_has_its_line(tmp_path: Path) -> None:
    path = own(tmp_path, "mopsctl: 1\nrights:\n- {topic: x, part: decides, holder: it}\n- {topic: x}\n")
    with pytest.raises(MopsError) as raised:
        templates.template("models", path)
    assert [line.partition(": ")[0].removeprefix(path) for line in raised.value.message.splitlines()] == [
        ":3:20", ":3:37", ":4:3", ":4:3",
    ]  # fmt: skip
    assert raised.value.code == BAD_INPUT


def test_what_a_template_does_not_hold_is_told_with_the_other_faults_and_without_its_own(tmp_path: Path) -> None:
    path = own(tmp_path, "mopsctl: 1\ntasks:\n- {key: x, dys: 3}\ntopics:\n- {key: a}\n")
    with pytest.raises(MopsError) as raised:
        templates.template("orgs", path)
    told = [line.removeprefix(path) for line in raised.value.message.splitlines()]
    assert told[0].startswith(":2:1: org templates bring in no tasks, only teams, goals")
    assert told[1].startswith(":4:1: org templates bring in no topics, only")
    assert len(told) == 2
    with pytest.raises(MopsError) as raised:
        templates.template("models", path)
    told = [line.removeprefix(path) for line in raised.value.message.splitlines()]
    assert [line.partition(": ")[0] for line in told] == [":2:1", ":5:3"]


def test_a_template_brings_in_no_people_and_not_nothing(tmp_path: Path) -> None:
    with pytest.raises(MopsError) as raised:
        templates.template("models", own(tmp_path, "mopsctl: 1\npeople:\n- {key: x, name: X, team: it}\n"))
    assert raised.value.message.endswith(
        "mine.yaml:2:1: model templates bring in no people, only teams, topics, rights, interactions"
    )
    with pytest.raises(MopsError, match="brings in nothing"):
        templates.template("models", own(tmp_path, "mopsctl: 1\nrights:\n"))
    with pytest.raises(MopsError, match="no file"):
        templates.template("models", "./none.yml")


def test_a_template_of_the_same_name_as_one_that_comes_along_is_read_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "federated.yaml").write_text("mopsctl: 1\ntopics:\n- {key: x, name: X}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(templates.template("models", "federated.yaml").rows) == 1
    assert len(templates.template("models", "federated").rows) > 20
