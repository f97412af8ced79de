"""What is new and what is gone, of findings then and now; the way back to a day is `test_reports_retold`."""

from msgspec import structs
from report_samples import MONDAY

from mopsctl.model.waiver import Waiver
from mopsctl.reports.since import Then, since
from mopsctl.reports.told import Told
from mopsctl.rules.engine import Finding


def told(subject: str, plan: str = "p", ordinal: int = 1) -> Told:
    return Told(Finding("RAC701", "name", "error", subject, "text", plan, "cure"), ordinal)


def subjects(some: tuple[Told, ...]) -> list[tuple[str, str, int]]:
    return [(one.finding.plan, one.finding.subject, one.ordinal) for one in some]


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
