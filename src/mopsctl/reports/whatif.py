"""What if: the finish before and after some assumptions, what it costs, and which milestones and teams move (§2.4).

How an assumption changes a plan is `edit.assume`; what follows is `facts.schedule.effect`.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, structs

from ..facts.schedule.calendars import later
from ..facts.schedule.effect import Effect
from ..facts.schedule.network import ScheduledTask, schedule
from ..facts.schedule.ripple import SlipCost
from ..model.assumption import Assumption, Decide, Refuse, Slip, Without
from ..model.plan import Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .commitment import refusal_model
from .document import Banner, Block, Cell, Document, Heading, Item, Items, Paragraph, Report, Table, Tone
from .listing import Field, bare, columns, listing, tabled, working_days
from .nodes import node

LISTED = 12  # tasks that move, told one by one
ABSENCE = (
    "How an absence is modelled: what the person has not begun cannot start before an assumed day, {date}: {days} "
    "working days from today (absence_days in mopsctl.toml), and what has begun ends as much later; "
    "PERSON=DATE says another day."
)


class Supposed(Struct, frozen=True):
    """What is assumed, and what follows from it: `then` is the Portfolio as assumed."""

    assumptions: tuple[Assumption, ...]
    then: Portfolio
    effect: Effect
    kept: bool = False


def what_if(portfolio: Portfolio, found: Plan, supposed: Supposed, policy: Policy) -> Report:
    """The finish before and after, the days lost, the milestones, teams and tasks that move."""
    effect = supposed.effect
    told = [in_words(portfolio, found.key, one, policy) for one in supposed.assumptions]
    data = {
        "plan": found.key,
        "assumptions": [{"what": type(one).__name__.lower(), **structs.asdict(one)} for one in supposed.assumptions],
        "told": told,
        "finish_before": effect.finish_before,
        "finish_after": effect.finish_after,
        "days_lost": effect.days_lost,
        "target": found.target,
        "milestones": bare(_moves(portfolio, found.key, effect.milestones)),
        "teams": [structs.asdict(team) for team in effect.teams],
        "moved": bare(_moves(portfolio, found.key, effect.moved)),
        "kept": supposed.kept,
    }

    def document() -> Document:
        items = tuple(Item(Cell("if", "muted"), Cell(""), (Cell(line),)) for line in told)
        blocks: list[Block] = [Heading("What if", 1), Items(items), _verdict(found, effect)]
        blocks += _pages(portfolio, found.key, effect)
        blocks += _models(portfolio, found.key, supposed.assumptions, policy)
        kept = "It is kept: mopsctl undo takes it back." if supposed.kept else "Nothing is stored; --keep stores it."
        return Document((*blocks, Paragraph((Cell(kept, "muted"),))))

    return Report("timeline.what-if", data, document, lambda: _lines(data))


def _verdict(found: Plan, effect: Effect) -> Banner | Paragraph:
    if effect.finish_before is None or effect.finish_after is None:
        return Paragraph((Cell("No finish can be computed.", "bad"),))
    lost = effect.days_lost
    tone: Tone = "bad" if lost > 0 else "good"
    word = f"{working_days(lost)} lost" if lost > 0 else f"{working_days(-lost)} won" if lost < 0 else "no day lost"
    target = _against(found, effect)
    said = f"the plan ends on {effect.finish_after}" + (f", not on {effect.finish_before}" if lost else ", as before")
    return Banner(word, tone, (Cell(said), *target))


def _against(found: Plan, effect: Effect) -> tuple[Cell, ...]:
    if found.target is None or effect.finish_after is None or effect.finish_before is None:
        return ()
    late, was = effect.finish_after > found.target, effect.finish_before > found.target
    how = {(True, True): "after", (True, False): "and misses", (False, True): "and meets", (False, False): "before"}
    return (Cell(f"; {how[late, was]} the target {found.target}", "bad" if late else "muted"),)


def _pages(portfolio: Portfolio, plan: str, effect: Effect) -> list[Block]:
    moved = _moves(portfolio, plan, effect.moved)
    fields = (
        Field("days", "days", right=True),
        Field("name", "what", wrap=True),
        Field("team", tone="key", optional=True),
        Field("was_finish", "was to end", optional=True),
        Field("finish", "ends"),
    )
    blocks: list[Block] = [
        Heading("Milestones that move"),
        tabled(_moves(portfolio, plan, effect.milestones), fields, "None."),
        Heading("Teams that move"),
        _teams(effect),
        Heading("Tasks that move"),
        tabled(moved[:LISTED], fields, "None."),
    ]
    if len(moved) > LISTED:
        rest = f"and {len(moved) - LISTED} more: --format plain lists them all"
        blocks.append(Paragraph((Cell(rest, "muted"),)))
    return blocks


def _teams(effect: Effect) -> Table:
    rows = [
        {**structs.asdict(one), "days_told": f"{one.days:+}" if one.days else "0", "days_tone": _tone(one.days)}
        for one in effect.teams
    ]
    fields = (
        Field("team", tone="key"),
        Field("tasks", "tasks that move", right=True),
        Field("days", "its last task: days", right=True),
    )
    return tabled(rows, fields, "None.")


def _tone(days: int) -> Tone:
    return "bad" if days > 0 else "good" if days < 0 else "muted"


def _moves(portfolio: Portfolio, plan: str, moves: Sequence[Any]) -> list[dict[str, Any]]:
    rows = []
    for one in moves:
        what = node(portfolio, plan, one.key)
        rows.append(
            {
                **structs.asdict(one),
                "name": what.name,
                "team": what.team,
                "days_told": f"{one.days:+}",
                "days_tone": _tone(one.days),
            }
        )
    return rows


def _models(portfolio: Portfolio, plan: str, assumed: Sequence[Assumption], policy: Policy) -> list[Block]:
    """How what is assumed was put into the plan."""
    notes = []
    if any(isinstance(one, Refuse) for one in assumed):
        notes.append(
            f"How a refusal is modelled: {refusal_model(portfolio, plan, policy)}; TEAM=DATE says another day."
        )
    if any(isinstance(one, Without) for one in assumed):
        days = policy.absence_days
        notes.append(ABSENCE.format(date=later(portfolio, plan, days), days=days))
    return [Paragraph((Cell(note, "muted"),)) for note in notes]


def in_words(portfolio: Portfolio, plan: str, assumed: Assumption, policy: Policy) -> str:
    """An assumption as a clause."""
    match assumed:
        case Slip(task, days, working):
            unit = "working day" if working else "calendar day"
            longer = "longer" if days >= 0 else "less"
            return f"{task} takes {abs(days)} {unit}{'s' if abs(days) != 1 else ''} {longer}"
        case Refuse(team, until):
            return (
                f"{team} refuses: its tasks cannot start before {until or later(portfolio, plan, policy.refusal_days)}"
            )
        case Without(person, until):
            return f"{person} is missing until {until or later(portfolio, plan, policy.absence_days)}"
        case Decide(capability, on):
            return f"which platform governs {capability} is decided on {on}"


def _lines(data: dict[str, Any]) -> Table:
    """A line a task, milestone or team that moves, below the finish."""
    finish = {
        "section": "finish", "key": data["plan"], "was": data["finish_before"], "now": data["finish_after"],
        "days": data["days_lost"],
    }  # fmt: skip
    rows: list[dict[str, Any]] = [finish]
    for section, told in (("milestones", "milestone"), ("moved", "task")):
        rows += [
            {"section": told, "key": one["key"], "was": one["was_finish"], "now": one["finish"], "days": one["days"]}
            for one in data[section]
        ]
    rows += [
        {"section": "team", "key": one["team"], "was": None, "now": None, "days": one["days"]} for one in data["teams"]
    ]
    return tabled(rows, columns("section", "key", "was", "now", "days"), told=False)


def each(portfolio: Portfolio, found: Plan, costs: Sequence[SlipCost], days: int) -> Report:
    """Which critical task's slip costs most, the worst first."""
    dated = {one.key: one for one in schedule(portfolio, found.key).tasks}
    rows = [_cost(portfolio, dated[one.task], one) for one in costs]
    fields = (
        Field("days_lost", "days lost", right=True),
        Field("task", tone="key"),
        Field("name", wrap=True),
        Field("team", tone="key", optional=True),
        Field("start", optional=True),
        Field("finish"),
    )
    title = f"What each critical task costs if it takes {working_days(days)} longer"
    return listing("timeline.each", title, rows, fields, "No unfinished task is critical.")


def _cost(portfolio: Portfolio, one: ScheduledTask, cost: SlipCost) -> dict[str, Any]:
    task = portfolio.tasks[cost.task]
    return {
        "days_lost": cost.days_lost,
        "task": cost.task,
        "name": task.name,
        "team": task.team,
        "start": one.start,
        "finish": one.finish,
        "slack": cost.slack,
        "days_lost_tone": _tone(cost.days_lost),
    }
