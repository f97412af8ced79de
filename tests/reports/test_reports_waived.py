"""What is waived: told apart, counted apart, never failing, in the gap report, at the gate and on the page."""

from datetime import date
from typing import Any

import msgspec
import pytest
from report_samples import BEFORE, MONDAY, gaps_of, portfolio_of, sample

from mopsctl.edit import records
from mopsctl.facts.audience import seen_by
from mopsctl.facts.gate import Verdict
from mopsctl.model.plan import Plan
from mopsctl.model.policy import Policy
from mopsctl.model.waiver import Waiver
from mopsctl.reports import status, waivers
from mopsctl.reports.document import Banner, Heading, Items, Report
from mopsctl.reports.gate import gate, gates, judged
from mopsctl.reports.told import Place, Places

POLICY = Policy()
SAMPLE = sample()
LAST = date(2026, 12, 1)
WAIVER = Waiver("GAT402", "capability:send", "Frozen\nuntil then", "cem", BEFORE, LAST, "rollout")
OWNER = Waiver("CAP506", "platform:esp", "It goes", "ada", BEFORE, MONDAY)
WAIVED = records.put(records.put(SAMPLE, WAIVER), OWNER)


def lines(report: Report) -> list[str]:
    return ["|".join(cell.text for cell in row) for row in report.table().rows]


def data(report: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(report.answer))


def titles(report: Report) -> list[str]:
    return [block.text for block in report.document().blocks if isinstance(block, Heading)]


def said(report: Report) -> list[str]:
    rows = [item for block in report.document().blocks if isinstance(block, Items) for item in block.rows]
    return ["".join(cell.text for cell in item.cells) for item in rows]


def test_a_waived_finding_has_its_place_on_the_page_where_the_others_have_theirs() -> None:
    for named, end in ((True, ": It goes (plan.yaml:7)"), (False, ": It goes")):
        where = Places(lambda _: Place("plan.yaml", 7), named=named)
        report = gaps_of(WAIVED, Policy(select=("CAP506",)), audience="me", places=where)
        assert [line[-len(end) :] for line in said(report) if "until 2026-11-23" in line] == [end]
        assert any(line.endswith("(plan.yaml:7)") for line in said(report)) is named


def at_the_gate(portfolio: Any, audience: Any = "me") -> Verdict:
    return judged(portfolio, seen_by(portfolio, audience), "rollout", POLICY, audience)


def test_a_waived_finding_is_told_with_who_when_and_why_and_never_fails() -> None:
    policy = Policy(select=("CAP506",))
    before, after = (gaps_of(one, policy, None, audience="me") for one in (SAMPLE, WAIVED))
    passed = [one for one in data(after)["waived"] if one["finding"]["code"] == "CAP506"]
    assert [one["waiver"]["by"] for one in passed] == ["ada"]
    assert data(before)["counts"]["error"] - data(after)["counts"]["error"] == 2  # the gate's rule speaks always
    assert titles(after)[-1] == "Waived: 2"
    assert [line.rsplit("|", 4)[0] for line in lines(after) if line.startswith("waived|CAP506")] == [
        "waived|CAP506|platform:esp|no system owner or budget owner or manager"
        " (waived by ada until 2026-11-23: It goes)|" + passed[0]["finding"]["cure"]
    ]
    assert any("Waived by cem until 2026-12-01: Frozen until then" in line for line in said(after))


def test_where_all_is_waived_nothing_fails_and_the_rest_is_said_to_be_there() -> None:
    small = portfolio_of(
        *(record for plural in ("people", "teams", "platforms") for record in SAMPLE.of(plural).values()), OWNER
    )
    only = records.put(small, Waiver("CAP506", "platform:cdp", "Later", "ada", BEFORE, LAST))
    report = gaps_of(only, Policy(select=("CAP506",)), None, audience="me")
    assert (report.exit_code, data(report)["counts"]["error"], len(data(report)["waived"])) == (0, 0, 2)
    assert "Nothing else that a rule asks for is missing." in repr(report.document())


@pytest.mark.parametrize(("audience", "waived"), [("me", 1), ("leaders", 0), ("team", 0), ("all", 0)])
def test_of_a_rule_that_an_audience_may_not_know_no_waiver_is_told_either(audience: Any, waived: int) -> None:
    hidden = records.put(SAMPLE, Waiver("COM206", "team:it", "SECRET", "cem", BEFORE, LAST, "rollout"))
    seen = seen_by(hidden, audience)
    report = gaps_of(seen, Policy(select=("COM206",)), "rollout", audience=audience)
    assert len(data(report)["waived"]) == waived
    shown = gate(at_the_gate(hidden, audience))
    assert len(lines(waivers.waivers(seen))) == waived
    assert ("SECRET" in repr(shown.data)) == bool(waived)


def test_a_gate_that_only_a_waiver_holds_open_says_so_and_under_its_own_heading() -> None:
    assert (gate(at_the_gate(SAMPLE)).exit_code, gate(at_the_gate(WAIVED)).exit_code) == (3, 0)
    report = gate(at_the_gate(WAIVED))
    assert titles(report) == ["The gate", "Waived: 1"]
    banner = next(block for block in report.document().blocks if isinstance(block, Banner))
    assert "".join(cell.text for cell in banner.cells).endswith("should not yet, by a waiver until 2026-12-01")
    assert said(report)[-1] == (
        "offered by 2 platforms (cdp, esp) and none governs. Waived by cem until 2026-12-01: Frozen until then"
    )
    assert [line for line in lines(report) if "|waived|" in line] == [
        "conditions|waived|GAT402|capability:send|offered by 2 platforms (cdp, esp) and none governs"
        " (waived by cem until 2026-12-01: Frozen\nuntil then)|mopsctl capability govern send --platform cdp --by ada"
    ]


def test_conditions_fail_only_where_they_are_meant_to() -> None:
    open_gate, shut = at_the_gate(WAIVED), at_the_gate(SAMPLE)
    assert [gate(one, strict=strict).exit_code for one in (open_gate, shut) for strict in (False, True)] == [0, 1, 3, 3]
    assert gate(Verdict("p", "go"), strict=True).exit_code == 0


def test_all_gates_are_a_line_a_plan_and_the_worst_decides() -> None:
    go, conditions, stop = Verdict("a", "go"), at_the_gate(WAIVED), at_the_gate(SAMPLE)
    report = gates((go, conditions, stop), strict=True)
    assert [line.rpartition("|")[0] for line in lines(report)] == [
        "rollout|stop|1|4|0",
        "rollout|conditions|0|4|1",
        "a|go|0|0|0",
    ]
    assert lines(report)[0].endswith("send: offered by 2 platforms (cdp, esp) and none governs")
    assert [one["verdict"] for one in data(report)] == ["stop", "conditions", "go"]
    assert report.exit_code == 3
    assert [gates((go, conditions), strict=strict).exit_code for strict in (False, True)] == [0, 1]
    assert gates(()).exit_code == 0
    assert "mopsctl plan init" in repr(gates(()).document())


def test_the_page_shows_waived_stops_and_counts_them_as_no_condition() -> None:
    def page(portfolio: Any) -> Report:
        found, ruling = portfolio.plans["rollout"], at_the_gate(portfolio)
        return status.status(portfolio, found, POLICY, ruling=ruling, audience="me", history=())

    shown = repr(page(WAIVED).document())
    assert "Waived by cem until 2026-12-01" in shown
    assert "4 conditions" in shown
    assert "4 conditions" in repr(page(SAMPLE).document())
    assert "mopsctl capability govern send" in page(SAMPLE).data["next"][0]
    assert not any("govern send" in step for step in page(WAIVED).data["next"])
    assert any(
        line.startswith("gate|GAT402|send: offered") and "(waived by cem" in line for line in lines(page(WAIVED))
    )


def test_waivers_are_listed_the_next_to_end_first_and_say_how_they_stand() -> None:
    many = records.put(
        records.put(WAIVED, Waiver("PLN605", "team:it", "Gone", "ada", BEFORE, date(2026, 11, 22), "rollout")),
        Waiver("RAC701", "capability:send", "Later", "ada", date(2026, 11, 24), LAST, "rollout"),
    )
    assert lines(waivers.waivers(many)) == [
        "CAP506|platform:esp||in force|2026-11-16|2026-11-23|ada|It goes",
        "GAT402|capability:send|rollout|in force|2026-11-16|2026-12-01|cem|Frozen\nuntil then",
        "RAC701|capability:send|rollout|to come|2026-11-24|2026-12-01|ada|Later",
        "PLN605|team:it|rollout|expired|2026-11-16|2026-11-22|ada|Gone",
    ]
    assert len(lines(waivers.waivers(many, "other"))) == 1
    assert "mopsctl waive CODE SUBJECT" in repr(waivers.waivers(portfolio_of(Plan("x", "X", MONDAY))).document())
