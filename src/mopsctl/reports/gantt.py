"""The merged timeline as people see it: lanes of bars, when the plan ends, and against what (domain §2.4)."""

from collections.abc import Iterable
from datetime import date

from ..facts.schedule.calendars import plan_calendar
from ..facts.schedule.network import Schedule, ScheduledTask
from ..facts.schedule.slip import baseline_dates
from ..facts.schedule.spread import Spread, spread
from ..model.plan import Plan, Task
from ..model.portfolio import Portfolio
from .chosen import Grouping, Shown, slipped, was_of
from .document import Bar, Block, Cell, Document, Heading, Lane, Paragraph, Timeline
from .listing import working_days
from .nodes import Node

NODES = "Decisions and reviews"
_NOTHING = {"team": "(no team)", "kind": "", "capability": "(no capability)", "none": ""}


def document(shown: Shown) -> Document:
    found, planned = shown.plan, shown.planned
    between = spread(shown.portfolio, found.key)
    blocks: list[Block] = [Heading(f"{found.name}: one timeline", 1), gantt(shown), Paragraph(closing(found, planned))]
    if compared := _compared(shown):
        blocks.append(Paragraph(compared))
    if between:
        blocks.append(Paragraph((Cell(_between(between)),)))
    return Document((*blocks, *_loops(planned)))


def _compared(shown: Shown) -> tuple[Cell, ...]:
    """The finish against that of the baseline."""
    finish = shown.planned.finish
    if shown.frozen is None or finish is None:
        return ()
    then = max((one.finish for one in baseline_dates(shown.portfolio, shown.plan.key).values()), default=None)
    if then is None:
        return ()
    calendar = plan_calendar(shown.portfolio, shown.plan.key)
    days = calendar.number(finish) - calendar.number(then)
    told = f"{working_days(abs(days))} {'later' if days > 0 else 'earlier'}"
    verdict = Cell(told, "bad" if days > 0 else "good") if days else Cell("as it is now", "good")
    return (
        Cell(f"In the baseline of {shown.frozen.on} it ended on {then}: "),
        verdict,
        Cell("." if not days else " now."),
    )


def _between(between: Spread) -> str:
    return f"By the optimistic and pessimistic estimates it ends between {between.low} and {between.high}."


def gantt(shown: Shown) -> Timeline:
    """The picture: a lane a group, bars in the order of their starts; decisions and reviews have their own."""
    portfolio, found, planned, wanted = shown.portfolio, shown.plan, shown.planned, shown.wanted
    start = wanted.first or planned.start or found.start
    finish = max(wanted.last or planned.finish or found.start, start)
    late = wanted.last is not None and found.target is not None and found.target > wanted.last
    empty = "No task has dates yet: mopsctl task add KEY --team TEAM --days 5"
    return Timeline(
        start,
        finish,
        portfolio.today,
        tuple(_lanes(shown)),
        None if late else found.target,
        empty if wanted.everything else "No task is like that.",
        shown.frozen.on if shown.frozen else None,
        "" if shown.by == "none" else shown.by,
    )


def _lanes(shown: Shown) -> Iterable[Lane]:
    lanes: dict[str, list[Bar]] = {}
    was, slips = was_of(shown), slipped(shown)
    for one in shown.tasks:
        if one.start and one.finish:
            task = shown.portfolio.tasks[one.key]
            group = _group(task, shown.by) or _NOTHING[shown.by]
            lanes.setdefault(group, []).append(_bar(task, one, was and was(one.key), slips.get(one.key, 0)))
    names = _names(shown.portfolio, shown.by)
    yield from (Lane(names.get(group, group), tuple(bars)) for group, bars in sorted(lanes.items()))
    decided = tuple(_node_bar(what, one) for what, one in shown.nodes if one.start and one.finish)
    if decided:
        yield Lane(NODES, decided)


def _group(task: Task, by: Grouping) -> str | None:
    match by:
        case "team":
            return task.team
        case "kind":
            return task.kind
        case "capability":
            return task.capability
        case "none":
            return ""


def _names(portfolio: Portfolio, by: Grouping) -> dict[str, str]:
    match by:
        case "team":
            return {key: team.name for key, team in portfolio.teams.items()}
        case "capability":
            return {key: capability.name for key, capability in portfolio.capabilities.items()}
        case _:
            return {}


def _bar(task: Task, one: ScheduledTask, was: tuple[date, date] | None, slip: int) -> Bar:
    assert one.start is not None
    assert one.finish is not None
    return Bar(
        task.name,
        one.start,
        one.finish,
        one.critical,
        task.kind == "milestone",
        100 if task.finished else task.percent,
        one.slack or 0,
        "" if one.estimated else "not estimated",
        was,
        slip,
    )


def _node_bar(what: Node, one: ScheduledTask) -> Bar:
    assert one.start is not None
    assert one.finish is not None
    return Bar(what.label, one.start, one.finish, one.critical, what.kind != "lead", slack=one.slack or 0)


def closing(found: Plan, planned: Schedule) -> tuple[Cell, ...]:
    """When it ends, against when it was to end."""
    if planned.finish is None:
        return (Cell("No finish can be computed yet.", "muted"),)
    if found.target is None:
        return (Cell(f"Computed finish {planned.finish}; no target is set."),)
    late = (planned.finish - found.target).days
    days = f"{abs(late)} calendar day{'s' if abs(late) != 1 else ''}"
    verdict = (
        Cell(f"{days} after", "bad") if late > 0 else Cell(f"{days} before" if late else "on the day of", "good")
    )  # fmt: skip
    return (Cell(f"Computed finish {planned.finish}, "), verdict, Cell(f" the target {found.target}."))


def _loops(planned: Schedule) -> list[Block]:
    return [
        Paragraph((Cell(f"No dates: a loop of tasks waits for itself: {' -> '.join((*loop, loop[0]))}", "bad"),))
        for loop in planned.cycles
    ]
