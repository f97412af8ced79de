"""One platform on a page, the stack, and what platforms share: in data, in lines, and in the words people read."""

import re
from datetime import date
from typing import Any

import msgspec
from report_samples import MONDAY, portfolio_of

from mopsctl.model.capability import (
    Activity,
    Capability,
    Dataset,
    Disposition,
    Offering,
    Platform,
    Similarity,
    Truth,
)
from mopsctl.model.operating import Right, Topic
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Plan, Task
from mopsctl.model.responsibility import Assignment
from mopsctl.render.markdown import render
from mopsctl.render.screen import Screen
from mopsctl.reports.capability import capability
from mopsctl.reports.dataset import dataset, datasets
from mopsctl.reports.document import Heat, Report, Stack, Table
from mopsctl.reports.overlap import overlap
from mopsctl.reports.platform import platform
from mopsctl.reports.stack import the_stack

RECORDS = (
    Team("it", "IT"),
    Team("ops", "Operations"),
    Person("ada", "Ada Yıldız", "it"),
    Platform("cdp", "CDP", "proposed", layer="Data", cost=120_000, currency="EUR", live_on=date(2027, 3, 15)),
    Platform(
        *("esp", "E-mail tool", "retiring"),
        layer="Channels",
        cost=36_500,
        budget=30_000,
        currency="EUR",
        system_owner="ada",
        budget_owner="ada",
        manager="ada",
        contract_end=date(2027, 7, 10),
        notice_by=date(2026, 12, 31),
        retire_on=date(2027, 7, 1),
        successor="cdp",
    ),
    Platform("own", "Own lists"),
    Platform("fax", "Fax", "retired", cost=1, currency="EUR"),
    Capability("send", "Send campaigns", governing="cdp", governed_by="ada", governed_on=date(2026, 11, 16)),
    Capability("segment", "Build audiences"),
    Capability("cut", "Cut lists"),
    Capability("score", "Score"),
    Offering("send", "cdp", "ops"),
    Offering("send", "esp", "ops"),
    Offering("segment", "cdp", "ops"),
    Offering("cut", "own", "it"),
    Offering("score", "esp", "it"),
    Offering("score", "own", "it"),
    Similarity("cut", "segment"),
    Disposition("send", "esp", "migrate", date(2027, 3, 1), "cdp", "ada", MONDAY),
    Activity("approve", "Approve a mailing", "send"),
    Dataset("revenue", "Revenue", "metric", "ada"),
    Dataset("orders", "Orders"),
    Truth("revenue", "esp"),
    Truth("revenue", "own"),
    Plan("rollout", "CDP rollout", MONDAY, platform="cdp", manager="ada"),
    Assignment("platform:esp", "team:it", "A", "as-is"),
    Assignment("activity:approve", "team:ops", "R", "as-is"),
    Topic("roadmap", "Roadmap"),
    Right("roadmap", "decide", "person:ada"),
    Right("roadmap", "perform", "team:it", "cdp"),
)
ALL = portfolio_of(*RECORDS)


def data(report: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(report.answer))


def words(report: Report) -> list[str]:
    text = render(report, Screen(width=200, color=False))
    return re.sub(r"[*`#]|\\(?=.)", "", text).splitlines()


def lines(report: Report) -> list[str]:
    return ["|".join(cell.text for cell in row) for row in report.table().rows]


def test_a_platform_s_page_says_who_answers_what_it_costs_and_what_its_end_saves() -> None:
    said = words(platform(ALL, "esp"))
    assert "- status: retiring, off from 2027-07-01" in said
    assert "- system owner: Ada Yıldız (ada)" in said
    assert "- budget a year: 30,000 EUR, costs 6,500 EUR more" in said
    assert (
        "- its end saves: 36,500 EUR a year from 2027-07-11; 1,000 EUR paid after it is off, until the contract ends"
    ) in said
    assert "- notice by: 2026-12-31, 38 days left" in said
    assert "- system owner: nobody" in words(platform(ALL, "own"))


def test_in_lines_a_platform_s_page_says_what_follows_too() -> None:
    said = lines(platform(ALL, "esp"))
    for line in (
        "successor|cdp", "over_budget|6500", "saves_a_year|36500", "saves_from|2027-07-11", "paid_after_off|1000",
        "notice_days_left|38", "off|no",
    ):  # fmt: skip
        assert line in said
    new = lines(platform(ALL, "cdp"))
    assert "live_expected|2027-03-15" in new
    assert "succeeds|esp" in new
    assert "saves_a_year|" in new


def test_a_platform_s_page_says_what_becomes_of_what_it_does_and_how_long_nothing_does_it() -> None:
    said = words(platform(ALL, "esp"))
    assert (
        "| send | Send campaigns | ops | cdp | moves to cdp, off from 2027-03-01, 14 days before cdp is live |" in said
    )
    assert "| score | Score | it |  | moves to own, off from 2027-07-01 |" in said


def test_a_platform_s_page_tells_what_hangs_on_it() -> None:
    old, new = data(platform(ALL, "esp")), data(platform(ALL, "cdp"))
    assert [(one["dataset"], one["also"]) for one in old["datasets"]] == [("revenue", ["own"])]
    assert [(one["holder"], one["letter"]) for one in old["assignments"]] == [("team:it", "A")]
    assert (old["plans"], [one["key"] for one in new["plans"]]) == ([], ["rollout"])
    assert [(one["capability"], one["source"], one["live"]) for one in new["arrivals"]] == [
        ("send", "esp", "2027-03-15")
    ]
    assert (new["succeeds"], new["live_expected"]) == (["esp"], "2027-03-15")
    assert [(one["part"], one["holder"]) for one in new["rights"]] == [("perform", "team:it"), ("decide", "person:ada")]
    assert [one["part"] for one in old["rights"]] == ["decide"]


def test_a_page_shows_the_next_tasks_and_scripts_get_all() -> None:
    tasks = [Task(f"t{n:02}", f"Task {n}", "rollout", "it", days=1) for n in range(15)]
    report = platform(portfolio_of(*RECORDS, *tasks), "cdp")
    assert sum(line.startswith("tasks that hang on it|") for line in lines(report)) == 15
    assert len(data(report)["tasks"]) == 15
    assert "and 3 more: mopsctl task list" in words(report)


def test_a_capability_s_page_says_who_decided_and_what_becomes_of_it_everywhere() -> None:
    said = words(capability(ALL, "send"))
    assert "- governs: cdp, decided by Ada Yıldız on 2026-11-16" in said
    assert "| cdp | proposed | ops | governs |  |" in said
    assert "| approve | Approve a mailing |" in said
    shown = data(capability(ALL, "send"))
    assert shown["dispositions"] == [
        {
            "capability": "send", "platform": "esp", "fate": "migrate", "on": "2027-03-01", "successor": "cdp",
            "decided_by": "ada", "decided_on": "2026-11-23", "note": "",
        }
    ]  # fmt: skip
    assert [one["capability"] for one in data(capability(ALL, "cut"))["similar_offerings"]] == ["segment"]


def heat(report: Report) -> Heat:
    return next(block for block in report.document().blocks if isinstance(block, Heat))


def test_the_map_counts_what_each_two_platforms_share() -> None:
    found = heat(overlap(ALL))
    names = ("CDP", "E-mail tool", "Own lists")
    assert found.columns == tuple((name, name) for name in names)
    assert found.rows == tuple(zip(names, ((None, 1, 1), (1, None, 1), (1, 1, None)), strict=True))
    namesake = Platform("own", "CDP")
    assert [head for head, _ in heat(overlap(portfolio_of(*RECORDS, namesake))).rows] == [
        "CDP (cdp)", "E-mail tool", "CDP (own)"
    ]  # fmt: skip
    assert heat(overlap(portfolio_of(*RECORDS[:7]))).rows == ()


def test_what_is_shared_is_listed_undecided_first_with_what_governs_and_what_becomes_of_the_others() -> None:
    table = next(block for block in overlap(ALL).document().blocks if isinstance(block, Table))
    assert [tuple(cell.text for cell in row) for row in table.rows] == [
        ("cut is like segment", "cdp (ops), own (it)", "", ""),
        ("score", "esp (it), own (it)", "undecided", "esp moves to own, off from 2027-07-01"),
        ("send", "cdp (ops), esp (ops)", "cdp", "esp moves to cdp, off from 2027-03-01, 14 days before cdp is live"),
    ]
    assert lines(overlap(ALL))[2] == (
        "send||cdp (ops), esp (ops)|cdp|2026-11-16|ada|"
        "esp: moves to cdp, off from 2027-03-01, 14 days before cdp is live"
    )
    assert data(overlap(ALL))["pairs"][1] == {
        "platform": "cdp", "other": "own", "shared": 1, "capabilities": ["cut = segment"],
    }  # fmt: skip


def test_what_becomes_of_the_others_is_asked_once_it_is_decided_what_governs() -> None:
    def others(governing: str) -> str:
        chosen = Capability("score", "Score", governing=governing)
        calm = Platform("esp", "E-mail tool")
        return next(line for line in lines(overlap(portfolio_of(*RECORDS, chosen, calm))) if line.startswith("score"))

    assert others("own").endswith("|esp: nobody said what")
    assert others("fax") == "score||esp (it), own (it)|fax|||"


def test_what_shares_nothing_is_named_below_the_map() -> None:
    alone = [Platform("till", "Till"), Capability("sell", "Sell"), Offering("sell", "till", "it")]
    assert "Share nothing: till" in words(overlap(portfolio_of(*RECORDS, *alone)))


def test_the_stack_stands_in_layers_with_what_it_costs() -> None:
    (block,) = the_stack(ALL).document().blocks
    assert isinstance(block, Stack)
    assert [(shelf.name, [tile.title for tile in shelf.tiles]) for shelf in block.shelves] == [
        ("Channels", ["E-mail tool"]),
        ("Data", ["CDP"]),
        ("Without a layer", ["Own lists"]),
    ]
    assert block.subtitle == (
        "3 platforms; 156,500 EUR a year, of which 120,000 EUR is only proposed and 36,500 EUR goes with what retires; "
        "6,500 EUR over budget; 1 without a price"
    )
    assert block.groups == (("proposed", "proposed"), ("live", "live"), ("retiring", "retiring"))
    tile = block.shelves[0].tiles[0]
    assert [cell.text for cell in tile.lines] == [
        "Ada Yıldız",
        "36,500 EUR a year, 6,500 EUR over budget",
        "2 capabilities",
        "off from 2027-07-01",
    ]
    assert (tile.group, tile.mark) == ("retiring", "overlap")
    assert block.shelves[1].tiles[0].mark == "unowned"
    assert block.shelves[2].tiles[0].mark == "overlap unowned"
    assert block.marks == (("overlap", "overlap undecided"), ("unowned", "an owner is missing"))


def test_the_stack_in_lines_has_a_platform_each() -> None:
    assert lines(the_stack(ALL)) == [
        "Channels|esp|E-mail tool|retiring||36500|30000|EUR|ada||2027-07-01|cdp|2",
        "Data|cdp|CDP|proposed||120000||EUR||2027-03-15|||2",
        "|own|Own lists|live|||||||||2",
    ]
    assert data(the_stack(ALL))["savings"][0]["idle"] == 1_000


def test_without_platforms_the_stack_says_how_to_begin() -> None:
    (block,) = the_stack(portfolio_of()).document().blocks
    assert isinstance(block, Stack)
    assert (block.shelves, block.empty) == ((), "No platform yet: mopsctl platform add KEY --name NAME")


def test_data_sets_come_with_their_sources_what_is_not_one_first() -> None:
    assert lines(datasets(ALL)) == ["orders|Orders|data||", "revenue|Revenue|metric|ada|esp, own"]
    assert [(one["platform"], one["counts"]) for one in data(dataset(ALL, "revenue"))["claims"]] == [
        ("esp", True),
        ("own", True),
    ]
