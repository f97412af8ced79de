"""A timeline that asks nobody for more than there is: what would have to move, and what comes of it (domain §2.4).

How it is found is `facts.levelling.leveling`.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import structs

from ..facts.levelling.leveling import Levelled, Overload, Shift
from ..facts.participation import naming
from ..facts.schedule.calendars import plan_calendar
from ..model.fields import untyped
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from .document import Banner, Block, Cell, Document, Heading, Pairs, Paragraph, Report
from .listing import Field, tabled, working_days
from .load import days

LISTED = 20  # tasks that move, told one by one
TITLES = ("key", "team", "owner", "was_start", "was_finish", "start", "finish", "days", "held")


def level(portfolio: Portfolio, found: Plan, levelled: Levelled, *, kept: bool = False) -> Report:
    """What moves, the finish before and after, and the overload before and after."""
    rows = [_row(portfolio, one) for one in levelled.moved]
    data = {
        "plan": found.key,
        "finish_before": levelled.finish_before,
        "finish": levelled.finish,
        "soonest": levelled.soonest,
        "best": levelled.best,
        "stretched": list(levelled.stretched),
        "target": found.target,
        "days_later": _days_later(portfolio, found, levelled),
        "overload_before": structs.asdict(levelled.overload_before),
        "overload": structs.asdict(levelled.overload),
        "moved": rows,
        "schedules": levelled.schedules,
        "kept": kept,
    }

    def document() -> Document:
        return Document((Heading(f"{found.name}: levelled", 1), *_page(portfolio, found, levelled, rows, kept=kept)))

    return Report(
        "timeline.level",
        data,
        document,
        lambda: tabled(rows, [Field(title) for title in TITLES], told=False),
        lines=lambda: _lines(rows),
        titles=TITLES,
    )


def _row(portfolio: Portfolio, one: Shift) -> dict[str, Any]:
    task = portfolio.tasks[one.key]
    return {"key": one.key, "name": task.name, "team": task.team, "owner": task.owner, **structs.asdict(one)}


def _lines(rows: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        yield tuple(["" if row[title] is None else str(row[title]) for title in TITLES[:-1]] + [_yes(row["held"])])


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _days_later(portfolio: Portfolio, found: Plan, levelled: Levelled) -> int:
    """Working days of the plan by which it ends later."""
    if levelled.finish is None or levelled.finish_before is None:
        return 0
    calendar = plan_calendar(portfolio, found.key)
    return calendar.number_after(levelled.finish) - calendar.number_after(levelled.finish_before)


def _page(
    portfolio: Portfolio, found: Plan, levelled: Levelled, rows: list[dict[str, Any]], *, kept: bool
) -> list[Block]:
    if not levelled.overload_before.total:
        return [Paragraph((Cell("Nobody is asked for more than there is: nothing has to move.", "good"),))]
    blocks: list[Block] = [_banner(portfolio, found, levelled), _figures(levelled)]
    fields = (
        Field("days", "days later", right=True),
        Field("name", "what", wrap=True),
        Field("was_start", "was to start", optional=True),
        Field("start", "starts"),
        Field("finish", "ends", optional=True),
        Field("team", tone="key", optional=True),
        Field("owner", tone="key", optional=True),
    )
    if levelled.stretched:
        blocks.append(_stretched(levelled))
    blocks += [Heading(f"What moves: {_tasks(len(rows))}"), tabled(rows[:LISTED], fields, "Nothing can.")]
    if len(rows) > LISTED:
        rest = f"and {len(rows) - LISTED} more: --format plain lists them all"
        blocks.append(Paragraph((Cell(rest, "muted"),)))
    return [*blocks, _closing(portfolio, found, levelled, kept=kept)]


def _tasks(count: int) -> str:
    return f"{count} task{'s' if count != 1 else ''}"


def _banner(portfolio: Portfolio, found: Plan, levelled: Levelled) -> Banner:
    later = _days_later(portfolio, found, levelled)
    word = f"{working_days(later)} later" if later else "as soon as before"
    said = f"the plan ends on {levelled.finish}" + (f", not on {levelled.finish_before}" if later else "")
    return Banner(word, "warn" if later else "good", (Cell(said), *_against(found, levelled)))


def _against(found: Plan, levelled: Levelled) -> tuple[Cell, ...]:
    if found.target is None or levelled.finish is None or levelled.finish <= found.target:
        return ()
    return (Cell(f"; after the target {found.target}", "bad"),)


def _figures(levelled: Levelled) -> Pairs:
    soonest = (
        (Cell("it cannot end sooner under capacity", "good"),)
        if levelled.best
        else (Cell(f"under capacity it cannot end before {levelled.soonest}"),)
    )
    return Pairs(
        (
            ("too much asked before", _overload(levelled.overload_before)),
            ("after", _overload(levelled.overload)),
            ("finish", soonest),
        )
    )


def _stretched(levelled: Levelled) -> Paragraph:
    """Why it may still be too much: what has begun is worked on for as long as a link keeps it open."""
    said = (
        " and ends later, for it waits with its finish: it asks for time on those days too, and nothing else gave way."
    )
    has = "has begun" if len(levelled.stretched) == 1 else "have begun"
    return Paragraph((Cell(", ".join(levelled.stretched), "key"), Cell(f" {has}{said}", "warn")))


def _overload(overload: Overload) -> tuple[Cell, ...]:
    if not overload.total:
        return (Cell("nothing", "good"),)
    return (
        Cell(days(overload.total), "bad"),
        Cell(f", at worst {days(overload.peak)} in a week: "),
        Cell(untyped(overload.holder)[1], "key"),
        Cell(f", {overload.week}"),
    )


def _closing(portfolio: Portfolio, found: Plan, levelled: Levelled, *, kept: bool) -> Paragraph:
    if not levelled.moved:
        return Paragraph((Cell("Nothing is stored: there is nothing to hold.", "muted"),))
    held = sum(one.held for one in levelled.moved)
    if kept:
        told = Cell(f"It is kept, {_tasks(held)} held by not_before; take it back with ", "muted")
        return Paragraph((told, Cell("mopsctl undo", "command")))
    command = f"mopsctl timeline level --keep{naming(portfolio, found.key)}"
    said = f"Nothing is stored. To hold {_tasks(held)} on these days (the others follow what they wait for): "
    return Paragraph((Cell(said, "muted"), Cell(command, "command")))
