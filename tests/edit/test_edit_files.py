"""A plan file merged into what is known; three ways when the store moved on; RACI tables from elsewhere."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from edit_builders import TODAY, YESTERDAY, changed, portfolio_of, small
from msgspec import structs

from mopsctl.edit import records
from mopsctl.edit.apply import merge, shift, whole_weeks
from mopsctl.edit.bring_in import Terms, bring_in
from mopsctl.edit.merge import onto_moved
from mopsctl.errors import BAD_INPUT, STORE, MopsError
from mopsctl.model.capability import Capability
from mopsctl.model.fields import Record
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Plan, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment


class Row(NamedTuple):
    record: Record
    given: frozenset[str]
    line: int


def row(record: Record, *given: str, line: int = 1) -> Row:
    return Row(record, frozenset(given), line)


def merged(portfolio: Portfolio, *rows: Row, prune: bool = False) -> Portfolio:
    return merge(portfolio, rows, locate=lambda r: f"p.yaml:{r.line}", prune=prune)


def refused(edit: Callable[[], object]) -> MopsError:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value


def test_a_file_adds_and_changes_and_leaves_alone_what_it_omits() -> None:
    before = records.update(small(), Team, "it", {"note": "keep me"})
    after = merged(before, row(Team("it", "Engineering"), "key", "name"), row(Team("new", "New"), "key", "name"))
    assert changed(before, after) == [("teams", "it", "changed"), ("teams", "new", "added")]
    assert after.teams["it"] == Team("it", "Engineering", note="keep me")


def test_a_field_that_a_file_empties_is_emptied() -> None:
    after = merged(small(), row(Plan("rollout", "CDP rollout", date(2026, 11, 2)), "key", "name", "start", "manager"))
    assert (after.plans["rollout"].manager, after.plans["rollout"].platform) == (None, "cdp")


def test_rows_may_refer_to_later_rows() -> None:
    after = merged(
        small(), row(Person("zoe", "Zoe", "new"), "key", "name", "team"), row(Team("new", "New"), "key", "name")
    )
    assert after.people["zoe"].team == "new"


def test_every_reference_to_nothing_is_told_with_its_place() -> None:
    error = refused(
        lambda: merged(
            small(),
            row(Person("zoe", "Zoe", "nowhere"), "key", "name", "team", line=4),
            row(Assignment("capability:sned", "team:itt", "R", "to-be", "rollout"), line=9),
        )
    )
    assert error.message.splitlines() == [
        'p.yaml:4: person zoe: no team "nowhere"',
        'p.yaml:9: assignment rollout/capability:sned/team:itt/R/to-be: no capability "sned"; did you mean "send"?',
        'p.yaml:9: assignment rollout/capability:sned/team:itt/R/to-be: no team "itt"; did you mean "it"?',
    ]
    assert error.code == BAD_INPUT


def test_a_long_list_of_faults_is_counted() -> None:
    rows = [row(Person(f"p{n}", "P", "nowhere"), "key", "name", "team", line=n) for n in range(30)]
    lines = refused(lambda: merged(small(), *rows)).message.splitlines()
    assert (len(lines), lines[-1]) == (21, "and 10 more")


def test_what_is_wrong_only_beside_what_is_stored_is_told() -> None:
    begun = records.update(small(), Task, "map", {"started": YESTERDAY})
    done = row(Task("map", "Map", "rollout", finished=date(2026, 11, 2)), "key", "name", "plan", "finished", line=3)
    error = refused(lambda: merged(begun, done))
    assert error.message == "p.yaml:3: task map: finished 2026-11-02 is before started 2026-11-20"
    assert error.code == BAD_INPUT


def test_pruning_removes_only_of_the_kinds_that_are_mentioned() -> None:
    before = records.add(small(), Team("legal", "Legal"), Team("sales", "Sales"))
    rows = [row(Team(key, name), "key", "name") for key, name in (("it", "IT"), ("analytics", "Analytics"))]
    after = merged(before, *rows, prune=True)
    assert changed(before, after) == [("teams", "legal", "removed"), ("teams", "sales", "removed")]
    assert changed(before, merged(before, *rows)) == []


def test_pruning_what_is_referred_to_is_refused() -> None:
    error = refused(lambda: merged(small(), row(Team("analytics", "Analytics"), "key", "name"), prune=True))
    assert error.message.splitlines()[0] == 'not in the file: person mert: no team "it"'


# -- the days of an example


def test_every_date_of_a_record_moves_and_nothing_else() -> None:
    plan = Plan("x", "X", date(2026, 11, 23), target=date(2027, 3, 1))
    assert shift(plan, 14) == Plan("x", "X", date(2026, 12, 7), target=date(2027, 3, 15))
    assert shift(Team("x", "X"), 14) == Team("x", "X")


@pytest.mark.parametrize(
    ("today", "days"),
    [
        ("2026-11-23", 0),
        ("2026-11-29", 0),
        ("2026-11-30", 7),
        ("2026-11-22", -7),
        ("2027-11-23", 364),
        ("2028-02-29", 462),
    ],
)
def test_an_example_moves_by_whole_weeks(today: str, days: int) -> None:
    assert whole_weeks(TODAY, date.fromisoformat(today)) == days
    assert days % 7 == 0


# -- three ways


def rename_it(name: str) -> Callable[[Portfolio], Portfolio]:
    return lambda portfolio: merged(portfolio, row(Team("it", name), "key", "name"))


def test_what_both_sides_changed_apart_is_joined() -> None:
    base = small()
    now = records.update(base, Team, "analytics", {"name": "Insight"})
    after = onto_moved(rename_it("Engineering"), base, "hint")(now)
    assert (after.teams["it"].name, after.teams["analytics"].name) == ("Engineering", "Insight")


def test_what_both_sides_changed_alike_is_no_conflict() -> None:
    base = small()
    now = records.update(base, Team, "it", {"name": "Engineering"})
    assert changed(now, onto_moved(rename_it("Engineering"), base, "hint")(now)) == []


def test_what_only_the_store_changed_is_not_taken_back_by_an_old_file() -> None:
    base = small()
    now = records.update(base, Team, "it", {"name": "Engineering"})
    assert changed(now, onto_moved(rename_it("IT"), base, "hint")(now)) == []


def test_what_both_sides_changed_otherwise_is_a_conflict() -> None:
    base = small()
    now = records.update(base, Team, "it", {"name": "Engineering"})
    error = refused(lambda: onto_moved(rename_it("Tech"), base, "mopsctl apply p.yaml --force")(now))
    assert error.message == "both the file and the store changed team it"
    assert (error.hint, error.code) == ("mopsctl apply p.yaml --force", STORE)


def test_a_merge_that_would_leave_a_reference_to_nothing_is_refused() -> None:
    base = records.add(small(), Team("legal", "Legal"))
    gone = records.remove(base, Team, "legal")
    hires = row(Person("zoe", "Zoe", "legal"), "key", "name", "team", line=2)
    error = refused(lambda: onto_moved(lambda p: merged(p, hires), base, "hint")(gone))
    assert 'no team "legal"' in error.message


# -- RACI tables


class TableRow(NamedTuple):
    subject: str
    cells: tuple[tuple[str, tuple[Any, ...]], ...]
    section: str = ""
    line: int = 3


def terms(**fields: Any) -> Terms:
    return Terms(**{"name": "m.md", "state": "to-be", "plan": "rollout", "create": False, **fields})


def test_a_table_is_read_by_key_or_by_name_in_any_case() -> None:
    table = [
        TableRow("SEND CAMPAIGNS", (("ANALYTICS", ("C",)), ("Ada", ("R",)))),
        TableRow("cut", (("it", ("R", "A")),)),
    ]
    after = bring_in(small(), table, terms())
    assert changed(small(), after) == [
        ("assignments", ("rollout", "capability:cut", "team:it", "A", "to-be"), "added"),
        ("assignments", ("rollout", "capability:cut", "team:it", "R", "to-be"), "added"),
        ("assignments", ("rollout", "capability:send", "person:ada", "R", "to-be"), "added"),
        ("assignments", ("rollout", "capability:send", "team:analytics", "C", "to-be"), "added"),
    ]


def test_turkish_names_meet_their_keys() -> None:
    before = portfolio_of(Team("izmir", "İzmir Iğdır"), Plan("rollout", "P", TODAY))
    table = [TableRow("Işık", (("İZMİR IĞDIR", ("R",)),))]
    after = bring_in(before, table, terms(create=True))
    assert sorted(after.teams) == ["izmir"]
    assert after.capabilities["isik"].name == "Işık"


def test_agreement_given_before_is_kept() -> None:
    after = bring_in(small(), [TableRow("send", (("ada", ("A",)),))], terms())
    assert changed(small(), after) == []
    assert after.assignments["rollout", "capability:send", "person:ada", "A", "to-be"].agreed


def test_unknown_names_are_told_all_at_once_each_only_once() -> None:
    table = [
        TableRow("Send campaign", (("Analitics", ("R",)), ("it", ("A",)))),
        TableRow("cut", (("Analitics", ("C",)),), line=4),
    ]
    error = refused(lambda: bring_in(small(), table, terms()))
    assert error.message.splitlines() == [
        'm.md:3: no team or person or position "Analitics"; did you mean "analytics"?',
        'm.md:3: no capability or task or platform or activity "Send campaign"; did you mean "send"?',
    ]
    assert (error.hint, error.code) == ("mopsctl import raci m.md --create --dry-run", BAD_INPUT)


def test_unknown_names_are_made_only_when_told_to() -> None:
    table = [TableRow("Send faxes", (("Client Role", ("R",)), ("it", ("A",))), section="Outbound")]
    after = bring_in(small(), table, terms(create=True))
    assert after.teams["client-role"].name == "Client Role"
    assert (after.capabilities["send-faxes"].name, after.capabilities["send-faxes"].area) == ("Send faxes", "Outbound")


def test_a_name_may_be_said_to_mean_a_key() -> None:
    after = bring_in(small(), [TableRow("send", (("Client Role", ("C",)),))], terms(meant={"client role": "analytics"}))
    assert ("rollout", "capability:send", "team:analytics", "C", "to-be") in after.assignments


def test_a_name_that_is_said_to_mean_what_is_not_there_is_refused() -> None:
    table = [TableRow("send", (("Client Role", ("C",)),))]
    error = refused(lambda: bring_in(small(), table, terms(meant={"Client Role": "anlytics"}, create=True)))
    assert (
        error.message
        == 'no team, person, position, capability, task, platform or activity "anlytics"; did you mean "analytics"?'
    )


def test_as_is_tables_belong_to_no_plan() -> None:
    after = bring_in(small(), [TableRow("send", (("it", ("R",)),))], terms(state="as-is", plan=""))
    assert ("", "capability:send", "team:it", "R", "as-is") in after.assignments


def test_one_name_in_two_sections_is_two_things() -> None:
    table = [
        TableRow("Deploy", (("it", ("R",)),), section="Web"),
        TableRow("Deploy", (("it", ("A",)),), section="Mail"),
    ]
    after = bring_in(small(), table, terms(create=True))
    names = sorted(c.name for c in after.capabilities.values())
    assert names == ["Cut lists", "Deploy (Mail)", "Deploy (Web)", "Send campaigns"]


def test_names_that_make_one_slug_get_two_keys() -> None:
    table = [
        TableRow("Send! faxes", (("it", ("R",)),)),
        TableRow("Send: faxes", (("it", ("R",)),)),
        TableRow("数据", (("it", ("R",)),)),
    ]
    after = bring_in(small(), table, terms(create=True))
    assert sorted(set(after.capabilities) - {"send", "cut"}) == ["capability", "send-faxes", "send-faxes-2"]


def test_a_table_may_bring_in_what_a_rule_will_complain_about() -> None:
    after = bring_in(small(), [TableRow("send", (("it", ("A", "I")),))], terms())
    assert sum(a.letter == "A" and a.state == "to-be" for a in after.assignments.values()) == 2


def test_typed_keys_are_names_too() -> None:
    before = records.add(small(), Team("ada", "Adanalytics"), Capability("map", "Map"))
    table = [
        TableRow("capability:map", (("person:ada", ("R",)), ("team:ada", ("A",)))),
        TableRow("task:map", (("ada", ("R",)),)),
        TableRow("platform:esp", (("Team:IT", ("R",)),)),
    ]
    assert [key[1:4] for _, key, _ in changed(before, bring_in(before, table, terms()))] == [
        ("capability:map", "person:ada", "R"),
        ("capability:map", "team:ada", "A"),
        ("platform:esp", "team:it", "R"),
        ("task:map", "team:ada", "R"),
    ]
    meant = bring_in(before, [TableRow("send", (("He", ("C",)),))], terms(meant={"He": "person:ada"}))
    assert ("rollout", "capability:send", "person:ada", "C", "to-be") in meant.assignments


def test_a_typed_key_means_exactly_that_and_else_the_one_that_looks_like_it() -> None:
    before = records.add(small(), Team("IT", "Another"), Team("CRM", "Customers"))
    cells = (("team:it", ("R",)), ("team:IT", ("C",)), ("team:crm", ("I",)))
    after = bring_in(before, [TableRow("cut", cells)], terms())
    assert [key[2:4] for _, key, _ in changed(before, after)] == [("team:CRM", "I"), ("team:IT", "C"), ("team:it", "R")]


def test_a_typed_key_that_is_not_there_is_told_by_its_kind() -> None:
    table = [TableRow("task:sends", (("person:it", ("R",)), ("team:itt", ("A",)), ("person:adda", ("C",))))]
    assert refused(lambda: bring_in(small(), table, terms())).message.splitlines() == [
        'm.md:3: no person "it"',
        'm.md:3: no team "itt"; did you mean "it"?',
        'm.md:3: no person "adda"; did you mean "ada"?',
        'm.md:3: no task "sends"',
    ]


def test_typed_keys_make_teams_and_capabilities_and_nothing_else() -> None:
    table = [TableRow("capability:fax", (("team:legal", ("R",)),)), TableRow("fax", (("legal", ("A",)),))]
    table += [TableRow("Zip it", (("it", ("R",)),)), TableRow("capability:zip-it", (("it", ("A",)),))]
    after = bring_in(small(), table, terms(create=True))
    assert (after.capabilities["fax"].name, after.teams["legal"].name) == ("fax", "legal")
    assert sorted(set(after.capabilities) - {"send", "cut"}) == ["fax", "zip-it"]
    assert changed(after, bring_in(after, table, terms(create=True))) == []
    wrong = [TableRow("task:zip", (("person:zoe", ("R",)),))]
    error = refused(lambda: bring_in(small(), wrong, terms(create=True)))
    assert error.message.splitlines() == [
        'm.md:3: no person "zoe"; an import makes no person',
        'm.md:3: no task "zip"; an import makes no task',
    ]
    assert error.hint == ""


def test_a_team_that_is_made_for_a_plan_is_involved_in_it() -> None:
    table = [TableRow("send", (("Client Role", ("C",)), ("analytics", ("C",))))]
    after = bring_in(small(), table, terms(create=True))
    assert sorted(after.participations) == [("rollout", "client-role"), ("rollout", "it")]
    assert after.participations["rollout", "client-role"].involvement == "involved"
    as_is = bring_in(small(), table, terms(create=True, state="as-is", plan=""))
    assert "client-role" in as_is.teams
    assert as_is.participations == small().participations


@pytest.mark.parametrize("built", [None, date(2099, 1, 5)])
def test_a_file_that_brings_a_plan_to_build_dates_that_and_keeps_the_date(built: date | None) -> None:
    rollout = Plan("rollout", "Rollout", YESTERDAY, "build", built=built)
    begun = merged(small(), row(rollout, "key", "name", "start", "stage", "built"))
    assert begun.plans["rollout"].built == TODAY
    later = structs.replace(begun, today=date(2027, 3, 1))
    again = merged(later, row(structs.replace(rollout, stage="launch"), "key", "name", "start", "stage", "built"))
    assert again.plans["rollout"].built == TODAY
    said = merged(small(), row(structs.replace(rollout, built=YESTERDAY), "key", "name", "start", "stage", "built"))
    assert said.plans["rollout"].built == YESTERDAY
