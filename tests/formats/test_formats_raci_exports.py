"""What `raci show` writes, `import raci` reads: our own exports change nothing."""

from datetime import date
from typing import Any

import pytest

from mopsctl.changes import diff
from mopsctl.edit.bring_in import Terms, bring_in
from mopsctl.formats.files import Source
from mopsctl.formats.raci_table import RaciTable, read_raci
from mopsctl.lazy import load
from mopsctl.model.capability import Capability, Platform
from mopsctl.model.fields import Record
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Plan, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment
from mopsctl.render.doors import RENDERERS
from mopsctl.render.screen import Screen
from mopsctl.reports.responsibility import raci

RECORDS: tuple[Record, ...] = (
    Team("it", "IT / engineering"),
    Team("legal", "Legal"),
    Person("ada", "Ada", "it"),
    Capability("send", "Send campaigns", "Campaigns"),
    Platform("esp", "E-mail"),
    Plan("rollout", "Rollout", date(2026, 11, 2)),
    Task("map", "Map events", "rollout"),
    *(
        Assignment(subject, holder, letter, "to-be", "rollout", agreed=True)
        for subject, holder, letters in (
            ("capability:send", "team:it", "RA"),
            ("capability:send", "person:ada", "C"),
            ("platform:esp", "person:ada", "A"),
            ("task:map", "team:legal", "R"),
        )
        for letter in letters
    ),
)
# Here one key is a team and a person, and another a capability, a platform and a task.
SHARED: tuple[Record, ...] = (
    *RECORDS,
    Person("it", "It", "it"),
    Capability("esp", "E-mail"),
    Task("esp", "E-mail", "rollout"),
    Assignment("capability:esp", "person:it", "R", "to-be", "rollout"),
    Assignment("platform:esp", "team:it", "R", "to-be", "rollout"),
    Assignment("task:esp", "team:legal", "I", "to-be", "rollout"),
)


def portfolio_of(records: tuple[Record, ...]) -> Portfolio:
    collections: dict[str, dict[Any, Any]] = {}
    for record in records:
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=date(2026, 11, 23), **collections)


def exported(portfolio: Portfolio, form: str) -> RaciTable:
    written: str = load(RENDERERS[form])(raci(portfolio, "rollout", "to-be"), Screen())
    return read_raci(Source(f"m.{form}", written.encode()))


@pytest.mark.parametrize(("records", "form"), [(RECORDS, "csv"), (RECORDS, "md"), (SHARED, "csv")])
def test_our_own_export_changes_nothing_and_brings_back_what_is_gone(records: tuple[Record, ...], form: str) -> None:
    before = portfolio_of(records)
    table = exported(before, form)
    terms = Terms(f"m.{form}", "to-be", "rollout", create=False)
    assert list(diff(before, bring_in(before, table.rows, terms))) == []
    emptied = portfolio_of(tuple(record for record in records if not isinstance(record, Assignment)))
    assert sorted(bring_in(emptied, table.rows, terms).assignments) == sorted(before.assignments)


def test_the_remarks_beside_our_own_markdown_are_told_as_a_column_that_was_not_read() -> None:
    table = exported(portfolio_of(RECORDS), "md")
    assert (table.extra_columns, table.skipped) == (("Note",), ())
    assert [(row.subject, row.section) for row in table.rows] == [
        ("send", "Campaigns"),
        ("esp", "Platforms"),
        ("map", "Tasks"),
    ]
