"""Known findings: what is new, what is gone, and what writing them would change. No file and no store."""

from datetime import date
from typing import Any

from mopsctl.model.known import Known
from mopsctl.model.waiver import Waiver
from mopsctl.reports.document import Report
from mopsctl.reports.gaps import gaps
from mopsctl.reports.known import checked, entries, gone, known_of, marked, narrower, written
from mopsctl.reports.told import Told
from mopsctl.rules.engine import Finding

DAY = date(2026, 11, 23)
SEND, IT = ("RAC701", "cdp", "capability:send"), ("COM201", "cdp", "team:it")


def told(code: str, plan: str, subject: str, *messages: str, waived: bool = False) -> tuple[Told, ...]:
    """The findings of one identity, a message each."""
    waiver = Waiver(code, subject, "later", "ada", DAY, DAY, plan) if waived else None
    return tuple(
        Told(Finding(code, "name", "error", subject, message, plan, "mopsctl gaps"), n, waiver)
        for n, message in enumerate(messages or ("it is missing",), 1)
    )


def known(**counts: int) -> Known:
    return Known("2026.1", "all", {{"send": SEND, "it": IT}[word]: count for word, count in counts.items()})


def new(some: tuple[Told, ...], of: Known) -> list[tuple[str, int]]:
    return [(one.finding.subject, one.ordinal) for one in marked(some, of) if one.counts]


def lost(of: Known, some: tuple[Told, ...]) -> dict[str, int]:
    return {one.subject: one.count for one in gone(entries(of), some)}


def test_what_is_written_is_what_counts_now() -> None:
    some = told(*SEND, "one", "two") + told(*IT) + told("GAT402", "cdp", "capability:send", waived=True)
    assert known_of(some, "2026.1", "leaders") == Known("2026.1", "leaders", {SEND: 2, IT: 1})


def test_another_text_is_the_same_finding() -> None:
    assert new(told(*SEND, "nobody answers for it"), known(send=1)) == []
    assert new(told(*SEND, "niemand"), known(send=1)) == []


def test_another_rule_plan_or_subject_is_another_finding() -> None:
    for code, plan, subject in (
        ("RAC702", "cdp", "capability:send"),
        ("RAC701", "crm", "capability:send"),
        ("RAC701", "", "capability:send"),
        ("RAC701", "cdp", "capability:sent"),
        ("RAC701", "cdp", "task:send"),
    ):
        some = told(code, plan, subject)
        assert new(some, known(send=1)) == [(subject, 1)]
        assert lost(known(send=1), some) == {"capability:send": 1}


def test_of_two_where_one_was_known_one_is_new() -> None:
    assert new(told(*SEND, "one", "two", "three"), known(send=1)) == [("capability:send", 2), ("capability:send", 3)]
    assert new(told(*SEND, "one", "two"), known(send=2)) == []


def test_of_three_that_were_known_two_are_gone() -> None:
    assert lost(known(send=3, it=1), told(*SEND) + told(*IT)) == {"capability:send": 2}
    assert lost(known(send=1), ()) == {"capability:send": 1}
    assert lost(known(send=1), told(*SEND, "one", "two")) == {}


def test_what_is_waived_is_neither_known_nor_new_and_need_not_be_known_any_more() -> None:
    some = told(*SEND, waived=True)
    assert [one.known for one in marked(some, known(send=1))] == [False]
    assert new(some, known()) == []
    assert lost(known(send=1), some) == {"capability:send": 1}


def test_the_narrower_audience_is_the_one_that_may_know_less() -> None:
    assert narrower("me", "leaders") == narrower("leaders", "me") == "leaders"
    assert narrower("leaders", "team") == "team"
    assert narrower("all", "team") == narrower("all", "all") == "all"


def check(some: tuple[Told, ...], of: Known, fail_on: Any = "error") -> Report:
    some = marked(some, of)
    beside = checked("gaps-known.yaml", of, some, gone(entries(of), some))
    return gaps(some, rules="2026.1", fail_on=fail_on, beside=(beside,), name="gaps.known.check")


def test_a_check_fails_on_what_is_new_and_counts_what_is_known() -> None:
    report = check(told(*SEND, "one", "two") + told(*IT), known(send=1, it=3))
    assert (report.name, report.exit_code) == ("gaps.known.check", 1)
    assert [row["message"] for row in report.answer["findings"]] == ["two"]
    assert report.answer["counts"]["error"] == 1
    assert report.answer["known"] == {
        "file": "gaps-known.yaml",
        "rules": "2026.1",
        "audience": "all",
        "found": 2,
        "gone": [{"code": "COM201", "plan": "cdp", "subject": "team:it", "count": 2}],
    }
    assert check(told(*SEND), known(send=1)).exit_code == 0
    assert check(told(*SEND), known(), fail_on=None).exit_code == 0


def write(before: Known | None, some: tuple[Told, ...], *, grow: bool = False, dry_run: bool = False) -> Report:
    return written("known.yaml", before, known_of(some, "2026.1", "all"), some, grow=grow, dry_run=dry_run)


def said(report: Report) -> dict[str, Any]:
    return {name: report.answer[name] for name in ("count", "written", "refused")} | {"code": report.exit_code}


def test_the_first_time_all_is_written() -> None:
    report = write(None, told(*SEND, "one", "two"))
    assert said(report) == {"count": 2, "written": True, "refused": False, "code": 0}
    assert [row["message"] for row in report.answer["new"]] == ["one", "two"]
    assert said(write(None, ())) == {"count": 0, "written": True, "refused": False, "code": 0}


def test_it_shrinks_without_being_asked() -> None:
    report = write(known(send=3, it=1), told(*SEND))
    assert said(report) == {"count": 1, "written": True, "refused": False, "code": 0}
    assert report.answer["gone"] == [
        {"code": "COM201", "plan": "cdp", "subject": "team:it", "count": 1},
        {"code": "RAC701", "plan": "cdp", "subject": "capability:send", "count": 2},
    ]


def test_it_never_grows_unless_it_is_told_to() -> None:
    some = told(*SEND, "one", "two") + told(*IT)
    refused = write(known(send=1), some)
    assert said(refused) == {"count": 1, "written": False, "refused": True, "code": 1}
    assert [row["message"] for row in refused.answer["new"]] == ["two", "it is missing"]
    assert said(write(known(send=1), some, grow=True)) == {"count": 3, "written": True, "refused": False, "code": 0}


def test_it_does_not_grow_in_one_place_because_it_shrinks_in_another() -> None:
    assert said(write(known(send=5), told(*IT)))["refused"]


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    dry = write(known(send=3), told(*SEND), dry_run=True)
    assert said(dry) == {"count": 1, "written": False, "refused": False, "code": 0}
    assert dry.answer["gone"] == write(known(send=3), told(*SEND)).answer["gone"]
    assert write(known(), told(*SEND), dry_run=True).exit_code == 1


def test_what_has_not_changed_is_not_written_anew() -> None:
    assert said(write(known(send=1), told(*SEND))) == {"count": 1, "written": False, "refused": False, "code": 0}
    other = Known("2025.1", "all", {SEND: 1})
    assert said(write(other, told(*SEND)))["written"]


def test_lines_for_scripts_say_what_is_new_and_what_is_gone() -> None:
    rows = write(known(it=2), told(*SEND, "one", "two"), grow=True).table().rows
    assert [tuple(cell.text for cell in row) for row in rows] == [
        ("new", "RAC701", "cdp", "capability:send", "2"),
        ("gone", "COM201", "cdp", "team:it", "2"),
    ]
