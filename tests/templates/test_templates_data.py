"""The template files as data: they fit the records, refer to nothing that is not there, and stay tellable."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from template_files import EXAMPLES, FILES, TEMPLATES, portfolio_of, rows, tree

from mopsctl.formats.files import read_source
from mopsctl.formats.plan_yaml import load
from mopsctl.model.kinds import BY_PLURAL, KINDS, faults
from mopsctl.model.lookup import dangling
from mopsctl.model.portfolio import Portfolio

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


@each_file
def test_a_file_begins_with_its_version_and_holds_only_known_kinds(path: Path) -> None:
    names = list(tree(path))
    assert names[0] == "mopsctl"
    assert tree(path)["mopsctl"] == "1"
    assert set(names) - {"mopsctl", "anchor"} <= set(BY_PLURAL)
    assert path.name == "cdp-rollout.yaml" or "anchor" not in names


@each_file
def test_every_row_fits_its_record_and_breaks_no_invariant(path: Path) -> None:
    found = rows(path)
    assert len(found) >= 6
    assert [(kind.key_of(record), fault) for kind, record in found for fault in faults(record)] == []


@each_file
def test_the_reader_of_plan_files_reads_the_same_rows(path: Path) -> None:
    read = load(read_source(str(path)))
    by_key = {(row.kind, BY_PLURAL[row.kind].key_of(row.record)): row.record for row in read.rows}
    assert by_key == {(kind.plural, kind.key_of(record)): record for kind, record in rows(path)}


@each_file
def test_no_key_is_given_twice(path: Path) -> None:
    counts = Counter((kind.plural, kind.key_of(record)) for kind, record in rows(path))
    assert [key for key, count in counts.items() if count > 1] == []


@each_file
def test_no_mapping_has_a_field_twice(path: Path) -> None:
    def repeated(node: yaml.Node) -> list[str]:
        if isinstance(node, yaml.MappingNode):
            names = [key.value for key, _ in node.value]
            inside = [fault for _, value in node.value for fault in repeated(value)]
            return [name for name, count in Counter(names).items() if count > 1] + inside
        if isinstance(node, yaml.SequenceNode):
            return [fault for item in node.value for fault in repeated(item)]
        return []

    document = yaml.compose(path.read_text("utf-8"))
    assert document is not None
    assert repeated(document) == []


@each_file
def test_every_reference_resolves_inside_the_file(path: Path) -> None:
    portfolio = portfolio_of(path)
    missing = [
        (kind.plural, kind.key_of(record), error.message)
        for kind, record in rows(path)
        for error in dangling(portfolio, record)
    ]
    assert missing == []


@each_file
def test_no_line_is_longer_than_a_screen(path: Path) -> None:
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    assert [number for number, line in lines if len(line) > 120] == []


@each_file
def test_the_tasks_form_no_loop(path: Path) -> None:
    portfolio = portfolio_of(path)
    waiting = {key: {link.before for link in portfolio.links.values() if link.after == key} for key in portfolio.tasks}
    while ready := {key for key, before in waiting.items() if not before}:
        waiting = {key: before - ready for key, before in waiting.items() if key not in ready}
    assert waiting == {}


def test_the_example_in_examples_is_the_one_that_is_shipped() -> None:
    link = EXAMPLES / "cdp-rollout.yaml"
    assert link.is_symlink()
    assert str(link.readlink()) == "../src/mopsctl/templates/cdp-rollout.yaml"
    assert link.read_bytes() == (TEMPLATES / "cdp-rollout.yaml").read_bytes()


def test_the_default_teams_are_the_six_functions() -> None:
    assert [team.name for team in portfolio_of(TEMPLATES / "teams.yaml").teams.values()] == [
        "Marketing",
        "Martech",
        "IT / engineering",
        "Analytics",
        "Marketing operations",
        "Data management",
    ]


def test_the_example_has_the_default_teams_under_the_same_keys(example: Portfolio) -> None:
    defaults = portfolio_of(TEMPLATES / "teams.yaml").teams
    assert {key: example.teams[key].name for key in defaults} == {key: team.name for key, team in defaults.items()}


def test_the_catalogue_names_the_capabilities_that_every_operating_model_must_place() -> None:
    catalogue = portfolio_of(TEMPLATES / "capabilities.yaml").capabilities
    assert 25 <= len(catalogue) <= 35
    assert {
        "build-templates",
        "build-campaigns",
        "send-campaigns",
        "run-platform",
        "report-campaigns",
        "maintain-taxonomy",
        "manage-consent",
        "set-roadmap",
        "release-changes",
    } <= set(catalogue)
    assert all(capability.area and capability.governing is None for capability in catalogue.values())


def test_a_capability_of_the_example_that_is_in_the_catalogue_has_its_name_and_area(example: Portfolio) -> None:
    catalogue = portfolio_of(TEMPLATES / "capabilities.yaml").capabilities
    shared = sorted(catalogue.keys() & example.capabilities.keys())
    assert len(shared) >= 20
    assert [(key, example.capabilities[key].name, example.capabilities[key].area) for key in shared] == [
        (key, catalogue[key].name, catalogue[key].area) for key in shared
    ]


def test_the_example_is_large_enough_to_be_believed(example: Portfolio) -> None:
    sizes = {kind.plural: len(example.of(kind.plural)) for kind in KINDS}
    wanted = {"teams": 7, "people": 18, "platforms": 8, "capabilities": 20, "tasks": 45, "links": 60}
    assert {plural: sizes[plural] for plural in wanted if sizes[plural] < wanted[plural]} == {}
    assert [plural for plural, size in sizes.items() if not size] == []
    assert {person.level for person in example.people.values()} == {"executive", "leader", "practitioner"}
    assert {task.team for task in example.tasks.values()} >= {
        "analytics", "data-management", "it", "marketing", "marketing-operations", "martech", "sales",
    }  # fmt: skip


def test_the_anchor_is_a_monday_so_that_weekdays_survive_the_shift() -> None:
    anchor = date.fromisoformat(tree(TEMPLATES / "cdp-rollout.yaml")["anchor"])
    assert anchor == date(2026, 11, 23)
    assert anchor.weekday() == 0


# A date in prose is not shifted with the others: it would contradict them on every day but the anchor.
CALENDAR = re.compile(
    r"\d{4}|\b(january|february|march|april|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter|christmas|easter|q[1-4])\b",
    re.IGNORECASE,
)


def test_no_text_of_the_example_names_a_date_or_a_season() -> None:
    prose = [
        (kind.key_of(record), value)
        for kind, record in rows(TEMPLATES / "cdp-rollout.yaml")
        for value in (getattr(record, field) for field in record.__struct_fields__)
        if isinstance(value, str)
    ]
    assert len(prose) > 500
    assert [text for text in prose if CALENDAR.search(text[1])] == []


def test_no_date_of_the_example_falls_on_a_weekend_unless_a_contract_ends(example: Portfolio) -> None:
    def dates(record: Any) -> list[tuple[str, date]]:
        values = ((field, getattr(record, field)) for field in record.__struct_fields__ if field != "contract_end")
        return [(field, value) for field, value in values if isinstance(value, date)]

    found = [
        (kind.plural, key, field, value)
        for kind in KINDS
        for key, record in example.of(kind.plural).items()
        for field, value in dates(record)
    ]
    assert len(found) > 100
    assert [one for one in found if one[3].weekday() > 4] == []


def test_what_is_done_lies_behind_the_anchor_and_what_is_not_begun_ahead(example: Portfolio) -> None:
    for task in example.tasks.values():
        for day in (task.started, task.finished):
            assert day is None or day < example.today, task.key
        assert (task.percent == 100) == (task.finished is not None), task.key
        assert (task.percent > 0) == (task.started is not None), task.key
    for ask in example.asks.values():
        assert ask.asked_on < example.today
        assert (ask.state == "open") == (ask.answered_on is None), (ask.team, ask.kind, ask.round)


def test_nothing_is_built_before_the_gate_is_open(example: Portfolio) -> None:
    built = {task.key for task in example.tasks.values() if task.kind in ("implementation", "decommission")}
    before = {key: {link.before for link in example.links.values() if link.after == key} for key in example.tasks}

    def waits_for_gate(key: str) -> bool:
        return key == "build-may-begin" or any(waits_for_gate(earlier) for earlier in before[key])

    assert len(built) >= 15
    assert [key for key in sorted(built) if example.tasks[key].started or not waits_for_gate(key)] == []


def test_turkish_names_are_written_as_they_are_and_their_keys_are_ascii(example: Portfolio) -> None:
    assert example.people["isil"].name == "Işıl Çağlar"
    assert example.people["ipek"].name == "İpek Güneş"
    assert example.people["omer"].name == "Ömer Şahin"
