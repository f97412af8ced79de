"""Alignment on the page: each figure explained and with its trend, each week judged by its own day, no refusal told."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import laws
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from report_samples import MONDAY, portfolio_of

from mopsctl.changes import ChangeSet, diff, patch, reverse
from mopsctl.edit import records
from mopsctl.facts.alignment import DEPENDS_ON, NAMED, FigureKey, alignment
from mopsctl.facts.audience import Audience, seen_by
from mopsctl.lazy import load
from mopsctl.model.capability import Capability, Offering, Platform
from mopsctl.model.commitment import Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS
from mopsctl.model.operating import Right, Topic
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Need, Participation, Plan, Task
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, SchemeLetter
from mopsctl.model.support import Support
from mopsctl.render.doors import RENDERERS
from mopsctl.render.screen import Screen
from mopsctl.reports import alignment as page
from mopsctl.reports import alignment_past
from mopsctl.reports.alignment_past import course, look_back
from mopsctl.reports.document import Document, Heading, Report, Table
from mopsctl.reports.gate import judged
from mopsctl.reports.status import status
from mopsctl.rules.engine import catalogue

FIGURES: tuple[FigureKey, ...] = get_args(FigureKey)
POLICY = Policy(marketing_functions=(), technology_functions=())
FIRST = date(2026, 6, 1)
WEEKS = [MONDAY - timedelta(weeks=number) for number in range(8, -1, -1)]  # 2026-09-28 to 2026-11-23
FOUR_AGO = date(2026, 10, 26)
START = (
    Team("it", "IT"),
    Team("crm", "CRM"),
    Person("ada", "Ada", "it"),
    Person("cto", "CTO", "it", "executive"),
    Platform("cdp", "CDP", "proposed"),
    Capability("send", "Send", ""),
    Offering("send", "cdp", "it"),
    Plan("p", "P", FIRST, platform="cdp"),
    Participation("p", "it"),
    Task("map", "Map", "p", owner="ada"),
)
PROVEN = Ask("p", "it", "assign", FIRST, state="proven", person="ada", allocation=50, start=MONDAY)
FORUM = Ask(
    "p", "it", "advocate", FIRST, state="proven", leader="cto", forum="Board", forum_on=date(2026, 11, 4), granted="two"
)
ACCOUNTABLE = Assignment("capability:send", "team:it", "A", plan="p")


class Story:
    """A store told day by day: its present, and its change-sets, newest first."""

    def __init__(self, began: date = FIRST, start: tuple[Record, ...] = START) -> None:
        self.now = replace(portfolio_of(), today=MONDAY)
        self.began = began
        self.change_sets: list[ChangeSet] = []
        self.states: list[tuple[date, Portfolio]] = []
        self.on(began, *start)

    def on(self, day: date, *put: Record) -> "Story":
        after = self.now
        for record in put:
            after = records.put(after, record)
        return self.to(day, after)

    def off(self, day: date, *gone: Record) -> "Story":
        after = self.now
        for record in gone:
            after = patch(after, reverse(diff(portfolio_of(), portfolio_of(record))))
        return self.to(day, after)

    def to(self, day: date, after: Portfolio) -> "Story":
        at = datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)
        made = ChangeSet(diff(self.now, after), len(self.change_sets) + 1, "ada", at, "x")
        self.change_sets.insert(0, made)
        self.states.append((day, after))
        self.now = after
        return self

    def lately(self) -> list[ChangeSet]:
        """As the store gives it: none of the first day, nor of before the weeks that are looked at."""
        since, kinds = look_back(self.now.today)
        return [
            replace(one, changes=tuple(c for c in one.changes if c.kind in kinds))
            for one in self.change_sets
            if one.at and one.at.date() > max(since, self.began)
        ]

    def course(self, audience: Audience = "me", plan: str = "p") -> tuple[alignment_past.Point, ...]:
        seen = seen_by(self.now, audience)
        return course(seen, plan, POLICY, self.lately(), self.began, audience, lambda: self.change_sets)

    def trend(self, figure: str = "asks_proven", audience: Audience = "me", plan: str = "p") -> list[str]:
        place = FIGURES.index(figure)  # type: ignore[arg-type]
        found = [(point.on, point.figures[place]) for point in self.course(audience, plan)]
        return [f"{on:%m-%d} {one.done}/{one.of}" for on, one in found]

    def page(self, audience: Audience = "me", policy: Policy = POLICY) -> Report:
        seen = seen_by(self.now, audience)
        ruling = judged(self.now, seen, "p", policy, audience)
        return status(
            seen, seen.plans["p"], policy, ruling=ruling, audience=audience, history=self.change_sets[:3],
            lately=self.lately(), began=self.began, whole=lambda: self.change_sets,
        )  # fmt: skip

    def data(self, audience: Audience = "me") -> Any:
        return msgspec.json.decode(msgspec.json.encode(self.page(audience).answer))

    def told(self, figure: str, audience: Audience = "me") -> str:
        """What stands beside a figure."""
        gauges: Any = page.section(self.now, self.now.plans["p"], POLICY, self.course(audience))[1]
        note = gauges.rows[FIGURES.index(figure)].note  # type: ignore[arg-type]
        return "|".join(f"{cell.text}" if cell.tone == "muted" else f"{cell.tone}:{cell.text}" for cell in note)


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)


# -- The weeks


def test_there_is_a_point_a_week_for_eight_weeks_oldest_first_and_one_for_today() -> None:
    story = Story().on(day(6), PROVEN)
    assert story.trend() == [
        "09-28 0/3", "10-05 0/3", "10-12 0/3", "10-19 0/3", "10-26 0/3", "11-02 0/3", "11-09 1/3", "11-16 1/3",
        "11-23 1/3",
    ]  # fmt: skip
    assert [point.on for point in story.course()] == WEEKS


def test_what_changed_on_a_day_counts_at_the_end_of_it() -> None:
    assert Story().on(day(9), PROVEN).trend()[5:8] == ["11-02 0/3", "11-09 1/3", "11-16 1/3"]
    assert Story().on(day(10), PROVEN).trend()[5:8] == ["11-02 0/3", "11-09 0/3", "11-16 1/3"]


def test_what_was_taken_back_was_there_in_between() -> None:
    story = Story().on(day(3), PROVEN).off(day(17), PROVEN)
    assert story.trend()[5:] == ["11-02 0/3", "11-09 1/3", "11-16 1/3", "11-23 0/3"]


def test_a_forum_that_takes_place_moves_a_figure_on_its_day_with_no_change_in_the_store() -> None:
    assert Story(start=(*START, FORUM)).trend()[4:] == ["10-26 0/3", "11-02 0/3", "11-09 1/3", "11-16 1/3", "11-23 1/3"]
    on_the_day = replace(FORUM, forum_on=day(9))
    assert Story(start=(*START, on_the_day)).trend()[5:7] == ["11-02 0/3", "11-09 1/3"]
    asked_later = Story().on(day(16), replace(FORUM, forum_on=day(17)))
    assert asked_later.trend()[6:] == ["11-09 0/3", "11-16 0/3", "11-23 1/3"]


def test_a_store_younger_than_eight_weeks_begins_with_its_first_day() -> None:
    assert Story(began=day(6)).on(day(10), PROVEN).trend() == ["11-06 0/3", "11-09 0/3", "11-16 1/3", "11-23 1/3"]
    assert Story(began=day(9)).trend() == ["11-09 0/3", "11-16 0/3", "11-23 0/3"]
    assert Story(began=WEEKS[0]).trend()[0] == "09-28 0/3"
    assert Story(began=WEEKS[0] + timedelta(1)).trend()[:2] == ["09-29 0/3", "10-05 0/3"]


def test_a_store_of_today_has_no_past() -> None:
    story = Story(began=MONDAY)
    assert story.trend() == ["11-23 0/3"]
    assert story.told("asks_proven") == "COM204"
    assert Story(began=MONDAY + timedelta(1)).trend() == ["11-23 0/3"]
    assert [point.on for point in course(story.now, "p", POLICY, (), None, "me")] == [MONDAY]


def test_a_plan_younger_than_the_store_begins_with_its_own_first_day() -> None:
    added = (Plan("q", "Q", FIRST, platform="cdp"), Participation("q", "crm"))
    story = Story().on(day(11), added[0]).on(day(11), added[1]).on(day(18), Participation("q", "it"))
    assert story.trend(plan="q") == ["11-11 0/6", "11-16 0/6", "11-23 0/6"]
    again = Story().on(day(3), added[0]).off(day(4), added[0]).on(day(12), added[0])
    assert [one[:5] for one in again.trend(plan="q")] == ["11-12", "11-16", "11-23"]


def test_the_first_days_of_the_calendar_have_little_past() -> None:
    early = replace(Story().now, today=date.min + timedelta(days=8))
    found = course(early, "p", POLICY, (), date.min, "me")
    assert [point.on.toordinal() for point in found] == [1, 2, 9]
    assert look_back(date.min)[0] == date.min


def test_a_change_of_what_time_cannot_move_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def counting(portfolio: Portfolio, plan: str, policy: Policy) -> Any:
        asked.append(portfolio.today)
        return alignment(portfolio, plan, policy)

    monkeypatch.setattr(alignment_past, "alignment", counting)
    story = (
        Story()
        .on(day(4), Plan("q", "Q", FIRST))
        .on(day(5), Task("else", "Else", "q"))
        .on(day(6), Capability("send", "Send all", ""))
    )
    story.course()
    assert asked == [MONDAY]
    asked.clear()
    story.on(day(11), PROVEN).on(day(12), Task("map", "Map all", "p", owner="ada"), FORUM).course()
    assert asked == [MONDAY, day(9)]  # before the change of the eleventh
    asked.clear()
    Story(start=(*START, FORUM)).course()
    assert asked == [MONDAY, day(2)]  # before the forum of the fourth


def test_a_change_of_the_letters_is_taken_back_with_what_they_meant() -> None:
    letters = [SchemeLetter("C", "chief", "answers"), SchemeLetter("A", "asked", "asked")]
    story = Story().on(day(2), replace(ACCOUNTABLE, letter="C"), ACCOUNTABLE)
    story.on(day(10), Assignment("capability:send", "team:crm", "C", plan="p")).on(day(17), *letters)
    assert story.trend("one_accountable")[4:] == ["10-26 0/1", "11-02 1/1", "11-09 1/1", "11-16 1/1", "11-23 0/1"]


def test_a_change_of_another_plan_moves_nothing_here() -> None:
    story = Story().on(day(2), Plan("q", "Q", FIRST, platform="cdp"), replace(ACCOUNTABLE, plan="q"))
    story.on(day(3), replace(PROVEN, plan="q"), Support("q", "cto", "yes", "yes"), Participation("q", "crm"))
    for figure in FIGURES:
        assert len({one[6:] for one in story.trend(figure)}) == 1


def test_a_task_that_came_from_another_plan_proves_nothing_before_it_came() -> None:
    elsewhere = Task("map", "Map", "q", owner="ada")
    story = Story(start=(*START[:-1], Plan("q", "Q", FIRST), elsewhere, PROVEN)).on(day(10), START[-1])
    assert story.trend()[6:] == ["11-09 0/3", "11-16 1/3", "11-23 1/3"]


POOL: tuple[Record, ...] = (
    PROVEN,
    FORUM,
    replace(FORUM, forum_on=day(17)),
    replace(PROVEN, team="crm"),
    replace(PROVEN, plan="q"),
    Ask("p", "it", "assign", FIRST, state="refused", reason="no"),
    ACCOUNTABLE,
    replace(ACCOUNTABLE, holder="team:crm"),
    replace(ACCOUNTABLE, letter="R", holder="person:ada"),
    replace(ACCOUNTABLE, letter="C", holder="team:crm"),
    replace(ACCOUNTABLE, plan="q"),
    SchemeLetter("C", "chief", "answers"),
    SchemeLetter("A", "asked", "asked"),
    *(Participation("p", "crm", how, because="x") for how in ("involved", "affected", "out")),
    *(Support("p", "cto", one, two) for one in ("yes", "no") for two in ("yes", "no")),
    Task("map", "Map", "q", owner="ada"),
    Task("crm", "CRM", "p", "crm"),
    Need("sql", "SQL", "p", "crm"),
    Person("cto", "CTO", "crm", "leader"),
    Team("it", "IT", covers=("it", "data")),
    Platform("cdp", "CDP", "proposed", system_owner="ada"),
    Capability("build", "Build", ""),
    Offering("build", "cdp", "crm"),
    Topic("data", "Data", needs="perform"),
    Right("data", "perform", "team:it"),
    Plan("p", "P", FIRST),
    Plan("p", "Pilot", FIRST, platform="cdp"),
)


@settings(max_examples=laws.examples(300), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 70), st.sets(st.sampled_from(POOL))), min_size=1, max_size=6))
def test_each_point_is_what_the_store_was_at_the_end_of_that_day(told: list[tuple[int, set[Record]]]) -> None:
    story = Story(began=MONDAY - timedelta(days=75), start=(*START, Plan("q", "Q", FIRST)))
    start = [one for kind in KINDS for one in story.now.of(kind.plural).values()]
    for number, put in sorted(told, key=lambda one: one[0]):
        story.to(MONDAY - timedelta(days=70 - number), portfolio_of(*start, *sorted(put, key=repr)))
    points = story.course()
    assert [point.on for point in points] == WEEKS
    for point in points:
        then = [state for on, state in story.states if on <= point.on][-1]
        assert point.figures == alignment(replace(then, today=point.on), "p", POLICY)


# -- What is said of it


def test_a_figure_is_compared_with_four_weeks_ago() -> None:
    story = Story().on(FOUR_AGO, PROVEN).on(FOUR_AGO + timedelta(1), FORUM)
    assert story.told("asks_proven") == "good:+1| since 2026-10-26|, COM204"
    assert story.told("one_accountable") == "unchanged| since 2026-10-26|, RAC701"
    one = story.data()["alignment"][0]
    assert (one["since"], one["was"], one["moved"]) == ("2026-10-26", {"done": 1, "of": 3}, 1)


def test_a_younger_store_is_compared_with_its_first_day() -> None:
    assert Story(began=day(6)).on(day(10), PROVEN).told("asks_proven") == "good:+1| since 2026-11-06|, COM204"
    a_day_less = FOUR_AGO + timedelta(1)
    assert Story(began=a_day_less).told("asks_proven") == "unchanged| since 2026-10-27|, COM204"


def test_a_step_back_is_bad() -> None:
    story = Story(start=(*START, ACCOUNTABLE)).on(day(10), replace(ACCOUNTABLE, holder="team:crm"))
    assert story.told("one_accountable") == "bad:-1| since 2026-10-26|, RAC701"


def test_that_more_is_wanted_is_told_with_who_came() -> None:
    story = Story().on(day(10), Participation("p", "crm"))
    assert story.told("asks_proven") == "unchanged| since 2026-10-26|, of 3 then (new: crm)|, COM204"
    assert story.told("support_cells") == "unchanged| since 2026-10-26|, of 3 then (new: crm)|, SUP301"
    one = story.data()["alignment"][0]
    assert (one["was"], one["new"], one["gone"]) == ({"done": 0, "of": 3}, ["team:crm"], [])


def test_that_less_is_wanted_is_no_progress_and_told_with_who_went() -> None:
    out = Participation("p", "crm", "out", because="sold")
    story = Story(start=(*START, Participation("p", "crm"), PROVEN)).on(day(10), out)
    assert story.told("asks_proven") == "unchanged| since 2026-10-26|, of 6 then (gone: crm)|, COM204"


def test_others_of_the_same_number_are_told_and_many_only_counted() -> None:
    out = [Team(key, key) for key in ("a", "b", "c", "d")]
    story = Story(start=(*START, *out, Participation("p", "crm"))).on(day(3), Participation("p", "a"))
    story.on(day(4), Participation("p", "crm", "affected"))
    assert story.told("asks_proven") == "unchanged| since 2026-10-26|, of others then (new: a; gone: crm)|, COM204"
    story.on(day(5), *(Participation("p", key) for key in "bcd"))
    assert "of 6 then (new: 4; gone: crm)" in story.told("asks_proven")


def test_topics_that_the_method_names_already_are_no_new_demand() -> None:
    topics = [*(Topic(key, "T") for key in NAMED[:4]), Topic("colour", "Colour")]
    assert Story().on(day(3), *topics[:4]).told("model_answers") == "unchanged| since 2026-10-26|, OPM801"
    assert "of 12 then" in Story().on(day(3), *topics).told("model_answers")


def test_a_figure_with_nothing_to_count_says_how_it_begins_and_looks_like_no_success() -> None:
    story = Story(start=(Plan("p", "P", FIRST),))
    gauges: Any = page.section(story.now, story.now.plans["p"], POLICY, story.course())[1]
    assert [(one.part, one.whole, one.tone) for one in gauges.rows] == [
        (0, 0, "muted"), (0, 0, "muted"), (0, 0, "muted"), (0, 11, "bad"),
    ]  # fmt: skip
    assert story.told("asks_proven") == "not begun: |command:mopsctl team join TEAM --involved|, COM204"


def test_a_gauge_is_good_when_all_is_done_and_bad_while_nothing_is() -> None:
    def tones(story: Story) -> list[str]:
        gauges: Any = page.section(story.now, story.now.plans["p"], POLICY, story.course())[1]
        return [one.tone for one in gauges.rows]

    assert tones(Story()) == ["bad", "bad", "bad", "bad"]
    assert tones(Story().on(day(3), PROVEN, ACCOUNTABLE, Support("p", "cto", "yes", "yes"))) == [
        "warn", "good", "warn", "warn",
    ]  # fmt: skip


def test_teams_that_count_though_nobody_said_so_are_named_with_the_command_that_does() -> None:
    assert "nobody said how" not in words(Story().page())
    one = Story().on(day(3), Task("t", "T", "p", "crm"))
    assert "crm counts too: nobody said how it takes part. mopsctl team join crm" in words(one.page())
    assert one.data()["undecided"] == ["crm"]
    many = one.on(day(3), Plan("q", "Q", FIRST), *(Team(f"t{n}", "T") for n in range(5)))
    many.on(day(3), *(Task(f"k{n}", "T", "p", f"t{n}") for n in range(5)))
    told = "crm, t0, t1, t2 and 2 more count too: nobody said how they take part. mopsctl team join crm --plan p"
    assert told in words(many.page())


def test_alignment_stands_right_under_the_title_and_no_figure_of_it_stands_twice() -> None:
    document = Story().page().document()
    assert [block.text for block in document.blocks if isinstance(block, Heading)][:4] == [
        "P", "Alignment", "Gate", "Commitment",
    ]  # fmt: skip
    shown = words(Story().page())
    assert shown.count("asks proven") == 1
    assert "cells with a supporter" not in shown


def section(story: Story, width: int, renderer: str = "table") -> list[str]:
    found = page.section(story.now, story.now.plans["p"], POLICY, story.course())
    report = Report("x", {}, lambda: Document(tuple(found)), lambda: Table((), ()))
    shown = load(RENDERERS[renderer])(report, Screen(width=width, color=False))
    return [line.rstrip() for line in shown.strip().splitlines()]


GROWN = Story().on(day(3), PROVEN).on(day(10), Participation("p", "crm"))


def test_the_section_at_80_columns_says_below_each_figure_what_it_counts() -> None:
    assert section(GROWN, 80) == [
        "Alignment ──────────────────────────────────────────────────────────────────────",
        "asks proven      ━━──────────   1/6  +1 since 2026-10-26, of 3 then (new: crm),",
        "                                     COM204",
        "                 deeds that the plan shows, of three asks to each team",
        "one accountable  ────────────   0/1  unchanged since 2026-10-26, RAC701",
        "                 capabilities that exactly one team or person answers for",
        "support          ────────────   0/6  unchanged since 2026-10-26, of 3 then (new:",
        "                                     crm), SUP301",
        "                 levels of each function where somebody agrees, timing too",
        "model            ────────────  0/12  unchanged since 2026-10-26, OPM801",
        "                 questions answered: who decides, does, answers for, owns what",
        "",
        "What is left out counts as missing. mopsctl rule show CODE",
    ]


def test_where_there_is_room_a_figure_is_one_line_its_words_before_how_it_moved() -> None:
    words = [
        "deeds that the plan shows, of three asks to each team          +1 since 2026-10-26, of 3 then (new: crm),"
        " COM204",
        "capabilities that exactly one team or person answers for       unchanged since 2026-10-26, RAC701",
        "levels of each function where somebody agrees, timing too      unchanged since 2026-10-26, of 3 then (new: "
        "crm), SUP301",
        "questions answered: who decides, does, answers for, owns what  unchanged since 2026-10-26, OPM801",
    ]
    shown = section(GROWN, 200)
    assert [line[49:] for line in shown[1:5]] == words
    assert shown[5:] == ["", "What is left out counts as missing. mopsctl rule show CODE"]
    assert all(len(line) <= 80 for line in section(Story(began=MONDAY), 80))


def test_in_markdown_words_and_movement_are_columns_of_their_own() -> None:
    shown = section(GROWN, 80, "md")
    assert shown[2:5] == [
        "|  | Now | Of |  |  |",
        "| --- | ---: | ---: | --- | --- |",
        "| asks proven | 1 | 6 | deeds that the plan shows, of three asks to each team "
        "| +1 since 2026-10-26, of 3 then (new: crm), COM204 |",
    ]


def test_on_the_first_day_the_page_says_that_there_is_nothing_to_compare_with() -> None:
    said = "First day: nothing to compare with yet. What is left out counts as missing. mopsctl rule show CODE"
    assert said in " ".join(section(Story(began=MONDAY), 80))
    assert "First day" not in " ".join(section(GROWN, 80))


def test_plain_lines_tell_each_figure_and_how_it_moved() -> None:
    rows = [tuple(cell.text for cell in row) for row in Story().on(day(3), PROVEN).page().table().rows]
    assert rows[4:12] == [
        ("alignment", "asks_proven", "1/3"),
        ("alignment was", "asks_proven", "0/3"),
        ("alignment since", "asks_proven", "2026-10-26"),
        ("alignment moved", "asks_proven", "+1"),
        ("alignment", "one_accountable", "0/1"),
        ("alignment was", "one_accountable", "0/1"),
        ("alignment since", "one_accountable", "2026-10-26"),
        ("alignment moved", "one_accountable", "+0"),
    ]
    first_day = [tuple(cell.text for cell in row) for row in Story(began=MONDAY).page().table().rows]
    assert [row[:2] for row in first_day] == [row[:2] for row in rows]
    assert first_day[4:8] == [
        ("alignment", "asks_proven", "0/3"),
        ("alignment was", "asks_proven", ""),
        ("alignment since", "asks_proven", ""),
        ("alignment moved", "asks_proven", ""),
    ]


def test_machines_get_each_figure_with_what_explains_it_and_its_weeks() -> None:
    assert Story(began=day(13)).on(day(18), PROVEN).data()["alignment"][0] == {
        "key": "asks_proven",
        "done": 1,
        "of": 3,
        "explained_by": ["domain §1.2", "COM204", "COM201"],
        "since": "2026-11-13",
        "was": {"done": 0, "of": 3},
        "moved": 1,
        "new": [],
        "gone": [],
        "trend": [
            {"on": "2026-11-13", "done": 0, "of": 3},
            {"on": "2026-11-16", "done": 0, "of": 3},
            {"on": "2026-11-23", "done": 1, "of": 3},
        ],
    }


def test_what_explains_a_figure_is_a_rule_or_a_section_of_the_method() -> None:
    codes = {card.code for card in catalogue()}
    domain = (Path(__file__).parents[2] / "docs" / "domain.md").read_text("utf-8")
    sections = set(re.findall(r"^#+ (§[\d.]+) ", domain, re.MULTILINE))
    assert tuple(page.EXPLAINED) == FIGURES
    for explained in page.EXPLAINED.values():
        assert explained.section.removeprefix("domain ") in sections
        assert set(explained.rules) <= codes


# -- What an audience may not know


def refusing(answer: str, **fields: Any) -> Story:
    """Proven, and after two weeks refused in the same round; or left as it was never answered."""
    if answer == "refused":
        refused = Ask("p", "it", "assign", FIRST, state="refused", reason="SECRET")
        return Story(start=(*START, PROVEN)).on(day(10), refused)
    return Story(start=(*START, Ask("p", "it", "assign", FIRST)))


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_refused_ask_looks_in_the_past_too_as_if_it_had_never_been_answered(audience: Audience) -> None:
    assert refusing("refused").trend()[6:8] == ["11-09 1/3", "11-16 0/3"]
    assert refusing("refused").trend(audience="leaders")[6:8] == ["11-09 1/3", "11-16 0/3"]
    assert refusing("refused").trend(audience=audience) == refusing("open").trend(audience=audience)
    told = [refusing(answer).data(audience)["alignment"] for answer in ("refused", "open")]
    assert told[0] == told[1]


@pytest.mark.parametrize("audience", ["team", "all"])
@pytest.mark.parametrize("field", ["solution", "timing"])
def test_a_no_looks_in_the_past_too_as_if_nobody_had_been_asked(audience: Audience, field: str) -> None:
    agreed = Support("p", "cto", "yes", "yes")
    story = Story(start=(*START, agreed)).on(day(10), replace(agreed, **{field: "no"}))
    unasked = Story(start=(*START, replace(agreed, **{field: "unasked"})))
    assert story.trend("support_cells")[6:8] == ["11-09 1/3", "11-16 0/3"]
    assert story.trend("support_cells", "leaders")[6:8] == ["11-09 1/3", "11-16 0/3"]
    assert story.trend("support_cells", audience) == unasked.trend("support_cells", audience)


def test_a_refusal_that_went_with_its_record_is_not_told_either() -> None:
    refused = Ask("p", "it", "assign", FIRST, state="refused", reason="SECRET")
    story = Story(start=(*START, PROVEN)).on(day(3), refused).off(day(10), refused)
    gone = Story(start=(*START, PROVEN)).off(day(10), PROVEN)
    assert [one[6:] for one in gone.trend()] == ["1/3"] * 7 + ["0/3"] * 2
    assert story.trend(audience="all") == gone.trend(audience="all")
    assert [one[6:] for one in story.trend()] == ["1/3"] * 6 + ["0/3"] * 3


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_refusal_from_before_the_weeks_looked_at_is_not_told_by_its_end(audience: Audience) -> None:
    """The second round was refused long ago and withdrawn lately; to others it was open until then."""
    second = Ask("p", "it", "assign", FIRST, 2)
    withdrawn = replace(second, state="withdrawn")
    story = Story(start=(*START, PROVEN, replace(second, state="refused", reason="SECRET"))).on(day(10), withdrawn)
    never = Story(start=(*START, PROVEN, second)).on(day(10), withdrawn)
    assert {one[6:] for one in story.trend()} == {"0/3"}
    assert never.trend()[6:8] == ["11-09 1/3", "11-16 0/3"]
    assert story.trend(audience=audience) == never.trend(audience=audience)


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_refusal_that_was_taken_back_was_never_there_for_others(audience: Audience) -> None:
    refused = Ask("p", "it", "assign", FIRST, state="refused", reason="SECRET")
    lately = Story(start=(*START, PROVEN)).on(day(3), refused).on(day(12), PROVEN)
    long_ago = Story(start=(*START, PROVEN)).on(day(3, 8), refused).on(day(12), PROVEN)
    for story in (lately, long_ago):
        assert {one[6:] for one in story.trend(audience=audience)} == {"1/3"}
        assert {one[6:] for one in story.trend()} == {"0/3", "1/3"}


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_rename_in_between_does_not_lift_the_veil(audience: Audience) -> None:
    """Nor does it look like another team, or like a capability or a topic that is wanted now and was not."""
    agreed = Support("p", "cto", "yes", "yes")
    story = Story(start=(*START, PROVEN, agreed, Topic("colour", "Colour")))
    for number, (kind, old, new) in enumerate(
        ((Team, "it", "tech"), (Person, "cto", "boss"), (Capability, "send", "mail"), (Topic, "colour", "hue"))
    ):
        story.to(day(3 + number), records.rename(story.now, kind, old, new))
    renamed = story.data(audience)["alignment"]
    assert [(one["moved"], one["new"], one["gone"]) for one in renamed] == [(0, [], [])] * 4
    story.on(day(10), Ask("p", "tech", "assign", FIRST, state="refused", reason="SECRET"))
    story.on(day(10), replace(agreed, person="boss", timing="no"))
    for figure in ("asks_proven", "support_cells"):
        assert {one[6:] for one in story.trend(figure, audience)} == {"0/3"}
        assert [one[6:] for one in story.trend(figure)] == ["1/3"] * 7 + ["0/3"] * 2


def test_what_was_proven_and_never_refused_is_told_to_all() -> None:
    assert Story().on(day(3), PROVEN).off(day(17), PROVEN).trend(audience="all")[5:] == [
        "11-02 0/3", "11-09 1/3", "11-16 1/3", "11-23 0/3",
    ]  # fmt: skip


def words(report: Report) -> str:
    shown = load(RENDERERS["table"])(report, Screen(width=400, color=False))
    return re.sub(r"\s+", " ", str(shown))


def test_kinds_that_a_figure_depends_on_are_all_it_is_told_of() -> None:
    assert look_back(MONDAY) == (WEEKS[0], (*DEPENDS_ON, "capabilities", "positions"))  # the latter for their names
