"""The way back to a day: what things were called then, and what a later no has to look like to those who see none."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from msgspec import structs
from report_samples import MONDAY, portfolio_of

from mopsctl.changes import ChangeSet, diff
from mopsctl.edit import records
from mopsctl.facts.audience import seen_by
from mopsctl.model.commitment import Ask
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Participation, Plan, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.support import Support
from mopsctl.model.waiver import Waiver
from mopsctl.reports.since import Path, Then, since
from mopsctl.reports.told import Told
from mopsctl.rules.engine import Finding

START = portfolio_of(
    Team("it", "IT"),
    Team("crm", "CRM"),
    Person("ada", "Ada", "it"),
    Plan("p", "P", MONDAY),
    Task("paint", "Paint", "p", "it"),
)


def path(*moments: Portfolio) -> Path:
    """The way back from the last of these moments to the first, a change-set between each two."""
    sets = [ChangeSet(diff(before, after), n) for n, (before, after) in enumerate(pairwise(moments), 1)]
    return Path(reversed(sets))


def told(subject: str, plan: str = "p", ordinal: int = 1) -> Told:
    return Told(Finding("RAC701", "name", "error", subject, "text", plan, "cure"), ordinal)


def subjects(some: tuple[Told, ...]) -> list[tuple[str, str, int]]:
    return [(one.finding.plan, one.finding.subject, one.ordinal) for one in some]


def named(way: Path, subject: str, plan: str = "p") -> tuple[str, str]:
    finding = way.now(told(subject, plan)).finding
    return finding.plan, finding.subject


def test_what_was_not_there_is_new_and_what_went_is_gone() -> None:
    then = (told("team:it"), told("team:crm"), told("team:sales"))
    now = (told("team:it"), told("team:it", ordinal=2), told("team:legal"), told("team:crm", plan="q"))
    lapse = since(MONDAY, Then(then, then), now, now)
    assert subjects(lapse.new) == [("p", "team:it", 2), ("p", "team:legal", 1), ("q", "team:crm", 1)]
    assert subjects(lapse.gone) == [("p", "team:crm", 1), ("p", "team:sales", 1)]


def test_what_is_still_found_but_was_not_asked_for_is_not_gone() -> None:
    then = (told("team:it"), told("team:crm"))
    lapse = since(MONDAY, Then(then, then[:1]), everything=then[1:], found=())
    assert subjects(lapse.gone) == [("p", "team:it", 1)]
    assert subjects(since(MONDAY, Then(then, then), then, then[:1]).gone) == []


def test_what_was_accepted_then_is_not_told_as_gone_and_not_as_new_either() -> None:
    waiver = Waiver("RAC701", "team:it", "later", "ada", MONDAY, MONDAY, "p")
    then = (structs.replace(told("team:it"), waiver=waiver),)
    assert subjects(since(MONDAY, Then(then, then), (), ()).gone) == []
    assert subjects(since(MONDAY, Then(then, then), (told("team:it"),), (told("team:it"),)).new) == []


def test_what_was_there_of_another_team_is_not_new_to_this_one() -> None:
    then = (told("team:it"),)
    assert since(MONDAY, Then(then, ()), then, then).new == ()


def test_a_renamed_thing_is_the_same_thing() -> None:
    way = path(
        START,
        between := records.rename(START, Team, "it", "engineering"),
        records.rename(records.rename(between, Team, "engineering", "tech"), Plan, "p", "rollout"),
    )
    assert named(way, "team:it") == ("rollout", "team:tech")
    assert named(way, "task:paint", plan="") == ("", "task:paint")
    assert (way.then("teams", "tech"), way.then("plans", "rollout"), way.then("teams", "crm")) == ("it", "p", "crm")


def test_a_team_that_stood_for_a_function_by_its_key_is_the_same_team() -> None:
    start = portfolio_of(Team("analytics", "Analytics"))
    after = records.rename(start, Team, "analytics", "insight")
    assert after.teams["insight"].covers == ("analytics",)
    assert named(path(start, after), "team:analytics") == ("p", "team:insight")


def test_a_rename_that_was_undone_never_was() -> None:
    way = path(START, records.rename(START, Team, "it", "tech"), START)
    assert named(way, "team:it") == ("p", "team:it")


def test_who_takes_the_key_of_another_is_not_the_other() -> None:
    renamed = records.rename(START, Team, "it", "tech")
    way = path(START, renamed, records.put(renamed, Team("it", "Printers")))
    assert named(way, "team:it") == ("p", "team:tech")
    moved = records.rename(records.put(renamed, Team("it", "Printers")), Team, "it", "printers")
    way = path(START, renamed, records.put(renamed, Team("it", "Printers")), moved)
    assert named(way, "team:it") == ("p", "team:tech")


def test_what_came_later_and_was_renamed_lends_its_name_to_nothing_before() -> None:
    bare = portfolio_of(Team("crm", "CRM"))
    without = portfolio_of()
    again = portfolio_of(Team("crm", "Other"))
    way = path(bare, without, again, records.rename(again, Team, "crm", "other"))
    assert named(way, "team:crm") == ("p", "team:crm")


def test_of_two_that_are_alike_none_is_taken_for_the_other() -> None:
    start = portfolio_of(Team("a", "Same"), Team("b", "Same"))
    after = portfolio_of(Team("c", "Same"), Team("d", "Same"))
    assert named(path(start, after), "team:a") == ("p", "team:a")


ASK = Ask("p", "it", "assign", date(2026, 10, 1), state="promised", person="ada")
YES = Support("p", "ada", solution="yes", timing="yes")
PART = Participation("p", "it", critical="yes")
NOES: tuple[tuple[Any, dict[str, Any]], ...] = (
    (ASK, {"state": "refused", "reason": "no time"}),
    (YES, {"solution": "no"}),
    (YES, {"timing": "no"}),
    (PART, {"critical": "no"}),
)


def with_(portfolio: Portfolio, record: Any, **fields: Any) -> Portfolio:
    return records.put(portfolio, type(record)(**{n: getattr(record, n) for n in record.__struct_fields__} | fields))


@pytest.mark.parametrize(("record", "no"), NOES)
@pytest.mark.parametrize("audience", ["team", "all"])
def test_the_step_down_to_a_no_is_told_to_none_of_those_who_see_no_noes(record: Any, no: Any, audience: Any) -> None:
    before = records.put(START, record)
    after = with_(before, record, **no)
    way = path(before, after)
    assert diff(seen_by(way.veiled(before, audience), audience), seen_by(after, audience)) == ()
    assert diff(seen_by(before, audience), seen_by(after, audience)) != ()


@pytest.mark.parametrize(("record", "no"), NOES)
def test_a_no_that_was_taken_back_since_is_told_as_little(record: Any, no: Any) -> None:
    before = records.put(START, record)
    after = with_(before, record, **no)
    way = path(before, after, before)
    assert diff(seen_by(way.veiled(before, "all"), "all"), seen_by(after, "all")) == ()


@pytest.mark.parametrize(("record", "no"), NOES)
def test_a_rename_in_between_does_not_lift_the_veil(record: Any, no: Any) -> None:
    before = records.put(START, record)
    between = records.rename(before, Team, "it", "tech")
    renamed = records.rename(between, Person, "ada", "countess")
    (moved,) = renamed.of(kind_of(record).plural).values()
    way = path(before, between, renamed, with_(renamed, moved, **no))
    expected = seen_by(with_(before, record, **no), "all")
    assert diff(seen_by(way.veiled(before, "all"), "all"), expected) == ()


@pytest.mark.parametrize(("record", "no"), NOES)
@pytest.mark.parametrize("audience", ["me", "leaders"])
def test_those_who_may_know_of_a_no_see_the_past_as_it_was(record: Any, no: Any, audience: Any) -> None:
    before = records.put(START, record)
    assert path(before, with_(before, record, **no)).veiled(before, audience) is before


def test_what_was_put_later_is_not_there_yet() -> None:
    way = path(START, records.put(START, ASK), with_(records.put(START, ASK), ASK, state="refused"))
    assert diff(way.veiled(START, "all"), START) == ()
