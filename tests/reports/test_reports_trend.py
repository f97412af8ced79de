"""How commitment moved: from change-sets, each moment judged by its own day, and nothing told to who may not know."""

import time
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from report_samples import MONDAY, portfolio_of

from mopsctl.changes import ChangeSet, diff, patch
from mopsctl.edit import records
from mopsctl.facts.audience import seen_by
from mopsctl.facts.commitment import commitment
from mopsctl.model.commitment import ASK_KINDS, Ask
from mopsctl.model.fields import Record
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Need, Participation, Plan, Task
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.reports.document import Heading, Report, Trend
from mopsctl.reports.trend import trend

POLICY = Policy()
OCTOBER = date(2026, 10, 5)
START = portfolio_of(
    Team("it", "IT"),
    Team("crm", "CRM"),
    Person("ada", "Ada", "it"),
    Person("cto", "CTO", "it", "executive"),
    Plan("p", "P", OCTOBER),
    Plan("q", "Q", OCTOBER),
)


class Story:
    """A store told day by day: its present, and its change-sets, newest first."""

    def __init__(self) -> None:
        self.now: Portfolio = portfolio_of()
        self.change_sets: list[ChangeSet] = []
        self.on(OCTOBER, *(one for plural in ("teams", "people", "plans") for one in START.of(plural).values()))

    def on(self, day: date, *put: Record) -> "Story":
        after = self.now
        for record in put:
            after = records.put(after, record)
        return self._to(day, after)

    def _to(self, day: date, after: Portfolio) -> "Story":
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        self.change_sets.insert(0, ChangeSet(diff(self.now, after), len(self.change_sets) + 1, "ada", at, "x"))
        self.now = after
        return self

    def undo(self, day: date) -> "Story":
        changes = [type(c)(c.kind, c.after, c.before) for c in self.change_sets[0].changes]
        return self._to(day, patch(self.now, changes))

    def told(self, audience: Any = "me") -> Report:
        return trend(seen_by(self.now, audience), "p", self.change_sets, POLICY, audience)

    def moves(self, team: str = "it", audience: Any = "me") -> list[str]:
        for one in msgspec.json.decode(msgspec.json.encode(self.told(audience).data))["teams"]:
            if one["team"] == team:
                return [f"{move['on'][5:]} {move['level']}" for move in one["moves"]]
        return []


def ask(kind: str = "assign", **fields: Any) -> Ask:
    return Ask("p", "it", kind, OCTOBER, **fields)  # type: ignore[arg-type]


IN = Participation("p", "it")
PROMISED = ask(state="promised", person="ada", allocation=50, start=MONDAY)
PROVEN = ask(state="proven", person="ada", allocation=50, start=MONDAY)
GIVEN = ask("contribute", state="promised", person="ada")
FORUM = ask(
    "advocate", state="proven", leader="cto", forum="Board", forum_on=date(2026, 11, 2), granted="Two engineers"
)


def day(number: int, month: int = 10) -> date:
    return date(2026, month, number)


def test_a_team_moves_from_unasked_to_what_it_is_now() -> None:
    story = Story().on(day(6), IN).on(day(8), ask()).on(day(12), PROMISED).on(day(13), ask("advocate"))
    assert story.moves() == ["10-06 unasked", "10-08 pending", "10-12 partial"]


def test_a_move_of_today_and_several_of_one_day_are_all_there() -> None:
    story = Story().on(MONDAY, IN).on(MONDAY, ask()).on(MONDAY, PROMISED)
    assert story.moves() == ["11-23 unasked", "11-23 pending", "11-23 partial"]


def test_what_touches_another_plan_or_nothing_of_the_level_moves_nothing() -> None:
    other = Ask("q", "it", "assign", OCTOBER, state="refused", reason="no")
    story = Story().on(day(6), IN).on(day(7), other).on(day(8), Team("crm", "Customers"))
    assert story.moves() == ["10-06 unasked"]


def test_a_task_of_the_named_person_proves_a_claim_and_its_loss_takes_it_back() -> None:
    alone = Story().on(day(6), IN, PROVEN, FORUM, GIVEN)
    assert alone.moves() == ["10-06 promised"]
    task = Task("map", "Map", "p", "crm", "ada")
    needed = (Need("n", "N", "p", "it", "ada", agreed=True), Task("t", "T", "p", "it", by="ada", agreed=True))
    whole = Story().on(day(6), IN, PROVEN, FORUM, ask("contribute", state="proven", person="ada"))
    whole.on(day(20), task).on(day(5, 11), *needed).on(day(9, 11), Task("map", "Map", "p", "crm", "cto"))
    assert whole.moves() == ["10-06 promised", "11-05 full", "11-09 promised"]


def test_time_alone_moves_a_claim_whose_forum_takes_place() -> None:
    task = Task("map", "Map", "p", "it", "ada", by="ada", agreed=True)
    need = Need("n", "N", "p", "it", "ada", agreed=True)
    story = Story().on(day(6), IN, PROVEN, FORUM, ask("contribute", state="proven", person="ada"), task, need)
    assert story.moves() == ["10-06 promised", "11-02 full"]
    story.on(day(9, 11), Task("map", "Map events", "p", "it", "ada", by="ada", agreed=True))
    assert story.moves() == ["10-06 promised", "11-02 full"]


def test_a_team_that_left_and_came_back_has_a_gap_in_between() -> None:
    story = Story().on(day(6), IN, ask()).on(day(12), Participation("p", "it", "out", "not now")).on(day(20), IN)
    assert story.moves() == ["10-06 pending", "10-12 None", "10-20 pending"]


def test_what_was_taken_back_is_there_as_it_was_then() -> None:
    story = Story().on(day(6), IN, ask()).on(day(12), PROMISED).undo(day(13))
    assert story.moves() == ["10-06 pending", "10-12 partial", "10-13 pending"]


def test_asking_again_keeps_the_refusal_until_it_is_answered() -> None:
    story = Story().on(day(6), IN, ask(state="refused", reason="no")).on(day(12), ask(round=2))
    story.on(day(20), ask(round=2, state="promised", person="ada"))
    assert story.moves() == ["10-06 refused", "10-20 partial"]


@pytest.mark.parametrize("audience", ["team", "all"])
def test_outside_a_refusal_is_told_neither_by_its_word_nor_by_a_step_down(audience: Any) -> None:
    refused = ask(state="refused", reason="no")
    story = Story().on(day(6), IN, ask()).on(day(12), PROMISED).on(day(20), refused)
    assert story.moves() == ["10-06 pending", "10-12 partial", "10-20 refused"]
    assert story.moves(audience="leaders") == story.moves()
    assert story.moves(audience=audience) == ["10-06 pending"]
    again = story.on(day(26), PROMISED)
    assert again.moves(audience=audience) == ["10-06 pending", "10-12 partial"]
    assert "refused" not in repr(story.told(audience).data["teams"])


@pytest.mark.parametrize("audience", ["team", "all"])
def test_outside_no_number_of_a_change_set_tells_that_there_was_one_more(audience: Any) -> None:
    def numbers(who: Any) -> list[int | None]:
        story = Story().on(day(6), IN, ask()).on(day(20), ask(state="refused", reason="no")).undo(day(20))
        moves = story.on(day(26), PROMISED).told(who).data["teams"][0]["moves"]
        return [move["change_set"] for move in moves]

    assert numbers(audience) == [None, None]
    assert numbers("leaders") == [2, 3, 4, 5]


def test_a_rename_forgets_nothing_of_before() -> None:
    story = Story().on(day(6), IN, ask()).on(day(12), PROMISED)
    story._to(day(14), records.rename(story.now, Team, "it", "tech"))
    assert story.moves("tech") == ["10-06 pending", "10-12 partial"]
    story._to(day(15), records.rename(story.now, Person, "ada", "countess"))
    assert story.moves("tech", "all") == ["10-06 pending", "10-12 partial"]


def test_every_moment_is_what_commit_show_would_have_said() -> None:
    story = Story().on(day(6), IN, ask()).on(day(12), PROMISED, FORUM).on(day(20), GIVEN).on(day(5, 11), PROVEN)
    told = dict(line.split() for line in story.moves())
    now, level = story.now, "?"
    for change_set in story.change_sets:
        assert change_set.at
        then = msgspec.structs.replace(now, today=change_set.at.date())
        level = commitment(then, "p", "it").level if then.participations else "None"
        on = f"{change_set.at:%m-%d}"
        assert told.get(on, level) == level, on
        now = patch(now, [type(c)(c.kind, c.after, c.before) for c in change_set.changes])


def test_the_page_has_a_chart_and_the_latest_moves_in_words() -> None:
    story = Story().on(day(6), IN, Participation("p", "crm")).on(day(8), ask()).on(day(12), PROMISED)
    document = story.told().document()
    chart = next(block for block in document.blocks if isinstance(block, Trend))
    assert [(course.label, len(course.steps)) for course in chart.courses] == [("crm", 1), ("it", 3)]
    assert (chart.start, chart.finish) == (day(6), MONDAY)
    assert [block.text for block in document.blocks if isinstance(block, Heading)][-1] == "Latest moves"
    lines = ["|".join(cell.text for cell in row) for row in story.told().table().rows]
    assert lines == ["crm|2026-10-06|unasked|2", "it|2026-10-06|unasked|2", "it|2026-10-08|pending|3",
                     "it|2026-10-12|partial|4"]  # fmt: skip


def test_without_a_team_or_a_change_set_it_says_how_to_begin() -> None:
    empty = trend(START, "p", (), POLICY, "me")
    assert "mopsctl team join" in repr(empty.document())
    assert empty.data["teams"] == []
    standing = trend(records.put(START, IN), "p", (), POLICY, "me")
    assert [move["level"] for move in standing.data["teams"][0]["moves"]] == ["unasked"]


def test_a_thousand_change_sets_of_a_large_store_take_less_than_a_second() -> None:
    teams = [f"t{number}" for number in range(500)]
    large = portfolio_of(
        *(Team(team, team) for team in teams),
        *(Person(team, team, team) for team in teams),
        *(Plan(f"p{number}", "P", OCTOBER) for number in range(20)),
        *(Ask(f"p{p}", team, kind, OCTOBER) for p in range(20) for team in teams for kind in ASK_KINDS),
        *(Task(f"{team}-{n}", "T", "p0", team, team) for team in teams for n in range(10)),
    )
    change_sets = []
    for number in range(1000):
        team = teams[number * 7 % 500]
        was, now = (Ask("p0", team, "assign", OCTOBER, state=s) for s in ("promised", "open"))  # type: ignore[arg-type]
        changes = diff(portfolio_of(was), portfolio_of(now))
        at = datetime(2026, 11, 22, tzinfo=UTC)
        change_sets.append(ChangeSet(changes, 1000 - number, "ada", at, "x"))
    commitment(large, "p0", "t0")  # what every report on commitment pays
    begin = time.perf_counter()
    report = trend(large, "p0", change_sets, POLICY, "me")
    assert time.perf_counter() - begin < 1
    assert len(report.data["teams"]) == 500
