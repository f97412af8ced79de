"""Secrets that carry their name are in no report and in no format for those who may not know them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from report_samples import BEFORE, MONDAY, gaps_of, sample

from mopsctl.changes import ChangeSet, diff
from mopsctl.edit.assume import assume
from mopsctl.facts.audience import Audience, seen_by
from mopsctl.facts.schedule.effect import effect
from mopsctl.lazy import load
from mopsctl.model.assumption import Refuse
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Lead
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.render.doors import RENDERERS
from mopsctl.render.screen import Screen
from mopsctl.reports import (
    baselines,
    calendar,
    capabilities,
    capability,
    changes,
    commitment,
    conditions,
    dataset,
    digest,
    gate,
    org,
    overlap,
    plan,
    platform,
    platforms,
    responsibility,
    stack,
    status,
    story,
    support,
    timeline,
    whatif,
    why,
)
from mopsctl.reports.document import Report

POLICY = Policy()
PLANNED = sample()
AWAY = [DayOff(holder, MONDAY, MONDAY, "SECRET-away") for holder in ("person:ada", "team:marketing")]
WHOLE = replace(
    PLANNED,
    calendars={"de": Calendar("de", "Germany", country="DE")},
    holidays={("de", MONDAY): Holiday("de", MONDAY, "Feast")},
    teams={key: replace(team, calendar="de") for key, team in PLANNED.teams.items()},
    days_off={(one.holder, one.first): one for one in AWAY},
    conditions={"signed": Condition("signed", "It is signed", "move", "ada", MONDAY)},
    leads={("move", "it"): Lead("move", "it", 3)},
    baselines={"first": Baseline("first", "rollout", BEFORE)},
    baseline_dates={("first", "map"): BaselineDate("first", "map", BEFORE, BEFORE)},
)
IT_REFUSES = (Refuse("it"),)
LEGEND = re.compile("any refusal: refused")  # the words that explain the page to everybody
EMPTY = Portfolio(today=WHOLE.today)
EMPTY_PLAN = Portfolio(today=WHOLE.today, plans=WHOLE.plans)
EVERYTHING = ChangeSet(
    diff(EMPTY, WHOLE), 1, "ada", datetime(2026, 11, 20, tzinfo=UTC), "commit refuse it --because SECRET-typed"
)


def reports(audience: Audience) -> Iterator[Report]:
    """Every report there is, as the command line makes it for an audience."""
    seen = seen_by(WHOLE, audience)
    found = seen.plans["rollout"]
    ruling = gate.judged(WHOLE, seen, "rollout", POLICY, audience)
    first = commitment.whom_first(seen, "rollout", POLICY, audience)
    yield from (org.teams(seen), org.people(seen), org.person(seen, "ada"), org.person(seen, "cem"))
    yield from (org.team(seen, key) for key in seen.teams)
    yield from (platforms.platforms(seen), capabilities.capabilities(seen), platform.platform(seen, "cdp"))
    yield from (stack.the_stack(seen), overlap.overlap(seen), dataset.datasets(seen))
    yield from (capability.capability(seen, key) for key in seen.capabilities)
    yield from (plan.plans(seen), plan.plan(seen, found), plan.tasks(seen, "rollout"), timeline.timeline(seen, found))
    yield from (plan.task(seen, key) for key in seen.tasks)
    yield from (calendar.calendars(seen), calendar.calendar(seen, "de"))
    yield from (conditions.conditions(seen, "rollout"), baselines.baselines(seen, "rollout"))
    then = assume(seen, "rollout", IT_REFUSES, POLICY)
    supposed = whatif.Supposed(IT_REFUSES, then, effect(seen, then, "rollout"))
    yield whatif.what_if(seen, found, supposed, POLICY)
    yield from (why.why(seen, found, key) for key in seen.tasks)
    yield from (digest.digest(seen, found, team, EMPTY_PLAN) for team in seen.teams.values())
    yield from (story.story(seen, "rollout", key, POLICY, audience) for key in seen.teams)
    yield commitment.commit(seen, "rollout", POLICY, audience)
    yield support.support(seen, "rollout", POLICY)
    yield responsibility.raci(seen, "rollout", "to-be")
    yield gaps_of(seen, POLICY, None, audience=audience, first=first)
    yield gate.gate(ruling)
    yield status.status(seen, found, POLICY, ruling=ruling, audience=audience, history=(EVERYTHING,))
    yield changes.change_set(EVERYTHING, audience)
    yield changes.history((EVERYTHING,), audience)
    yield changes.difference(EVERYTHING.changes, audience, exit_code=0, of="plan.yaml")


def rendered(report: Report) -> Iterator[tuple[str, str]]:
    for name, door in RENDERERS.items():
        yield name, load(door)(report, Screen(width=200))


def fields(data: Any) -> Iterator[tuple[str, Any]]:
    """Every (name, value) in a tree of data."""
    match data:
        case dict():
            for name, value in data.items():
                yield name, value
                yield from fields(value)
        case list():
            for one in data:
                yield from fields(one)


def test_the_secrets_are_there_for_me() -> None:
    said = "".join(text for report in reports("me") for _, text in rendered(report))
    for secret in (
        "SECRET-reason",
        "SECRET-because",
        "SECRET-terms",
        "SECRET-typed",
        "SECRET-away",
        "refused",
        "Win first",
    ):
        assert secret in said


@pytest.mark.parametrize("audience", ["team", "all"])
def test_nobody_outside_reads_a_reason_a_no_or_a_refusal(audience: Audience) -> None:
    for report in reports(audience):
        for name, text in rendered(report):
            for secret in ("SECRET-", "refused", "refuse ", "escalate", "Win first", "not critical"):
                said = LEGEND.sub("", text.replace("&#160;", " "))
                assert secret not in said, (report.name, name, secret)


@pytest.mark.parametrize("audience", ["leaders", "team", "all"])
def test_no_figure_of_influence_work_or_understanding_is_in_the_data_for_others(audience: Audience) -> None:
    for report in reports(audience):
        for name, value in fields(msgspec.to_builtins(report.answer)):
            assert name not in ("criticality", "score"), report.name
            if name in ("influence", "work", "understanding"):
                assert value is None, (report.name, name)


@pytest.mark.parametrize("audience", ["team", "all"])
def test_no_mark_of_support_says_no(audience: Audience) -> None:
    for report in reports(audience):
        for name, value in fields(msgspec.to_builtins(report.answer)):
            if name in ("solution", "timing", "critical"):
                assert value != "no", (report.name, name)


def test_leaders_read_the_refusal_and_its_reason() -> None:
    shown = "".join(text for report in reports("leaders") for _, text in rendered(report))
    assert "SECRET-reason" in shown
    assert "SECRET-away" in shown
    assert "SECRET-typed" not in shown
    assert "100 of 100" not in shown
