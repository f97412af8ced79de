"""Why a task falls when it does, in words (domain §2.4). What follows from the network is `facts.schedule.why`."""

from typing import Any

from msgspec import structs

from ..facts.participation import naming
from ..facts.schedule.cycles import all_cycles
from ..facts.schedule.network import ScheduledTask, schedule
from ..facts.schedule.why import Earlier, behind, bound, chain, earlier, waiting
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from .document import Block, Cell, Document, Heading, Item, Items, Pairs, Paragraph, Report
from .listing import lines_of, working_days
from .nodes import called, is_node, node

LISTED = 12  # of those who wait, told one by one
CHAIN = 30  # steps told one by one
ENDS = 3  # of a long chain told in a line: so many steps from both ends


def why(portfolio: Portfolio, found: Plan, key: str) -> Report:
    """The driving chain of a task or governance node, what bounds it, what would let it start earlier, who waits."""
    plan = found.key
    steps = chain(portfolio, plan, key)
    own, limit, won, after = (
        steps[0],
        bound(portfolio, plan, key),
        earlier(portfolio, plan, key),
        waiting(portfolio, plan, key),
    )
    data = {
        "plan": plan,
        **_what(portfolio, plan, own),
        "why": reason(portfolio, plan, own),
        "chain": [{**_what(portfolio, plan, one), "why": reason(portfolio, plan, one)} for one in steps],
        "bound": structs.asdict(limit),
        "bound_told": _text(_slack(portfolio, found, own)),
        "earlier": won and structs.asdict(won),
        "earlier_told": _text(_earlier(own, won)),
        "keeps_waiting": [_what(portfolio, plan, _of(portfolio, plan, one)) for one in after.direct],
        "keeps_waiting_in_all": len(after.behind),
    }

    def document() -> Document:
        blocks: list[Block] = [Heading(f"{called(portfolio, plan, key)}: why then?", 1), _facts(portfolio, plan, own)]
        if own.start is None:
            return Document((*blocks, Paragraph((Cell(f"It {reason(portfolio, plan, own)}.", "bad"),))))
        blocks += [Heading("Why it starts when it does"), *_chain(portfolio, plan, steps)]
        blocks += [Heading("Is it critical?"), Paragraph(_slack(portfolio, found, own))]
        blocks += [Heading("To start earlier"), Paragraph(_earlier(own, won))]
        blocks += [Heading("Whom it keeps waiting"), *_waiting(portfolio, plan, after.direct, len(after.behind))]
        return Document(tuple(blocks))

    return Report("timeline.why", data, document, lambda: lines_of(data))


def _of(portfolio: Portfolio, plan: str, key: str) -> ScheduledTask:
    home = portfolio.tasks[key].plan if key in portfolio.tasks else plan
    return schedule(portfolio, home).of(key)


def _what(portfolio: Portfolio, plan: str, one: ScheduledTask) -> dict[str, Any]:
    what = node(portfolio, plan, one.key)
    return {
        "key": one.key,
        "name": what.name,
        "team": what.team,
        "owner": what.person,
        "start": one.start,
        "finish": one.finish,
        "slack": one.slack,
        "critical": one.critical,
        "driver": one.driver,
        "because": one.because,
        "lag": one.lag,
    }


def _facts(portfolio: Portfolio, plan: str, one: ScheduledTask) -> Pairs:
    what = node(portfolio, plan, one.key)
    rows: list[tuple[str, tuple[Cell, ...]]] = [("key", (Cell(one.key, "key"),))]
    if what.team:
        rows.append(("team", (Cell(what.team, "key"),)))
    if what.person:
        rows.append(("owner", (Cell(what.person, "key"),)))
    if one.start and one.finish:
        days = f"{one.start} to {one.finish}" if one.start != one.finish else str(one.start)
        rows.append(("computed", (Cell(days),)))
    return Pairs(tuple(rows))


def _undated(portfolio: Portfolio, key: str) -> str:
    """Why there are no dates: the loops that it is on, else those that it waits for."""
    loops = all_cycles(portfolio)
    own = [loop for loop in loops if key in loop]
    waits = "is on a loop of tasks that wait for each other" if own else "waits for a loop of tasks"
    before = own or [loop for loop in loops if key in behind(portfolio, loop)] or loops
    told = "; ".join(" -> ".join((*loop, loop[0])) for loop in before)
    return f"{waits}, and has no dates: {told}"


def reason(portfolio: Portfolio, plan: str, one: ScheduledTask) -> str:
    """What sets the start of a task or node, in one sentence about it."""
    if one.start is None:
        return _undated(portfolio, one.key)
    if one.driver is not None:
        return _driven(portfolio, plan, one, one.driver)
    governs = is_node(one.key) and not one.key.startswith("lead:")
    match one.because:
        case "done":
            return f"holds since {one.finish}" if governs else f"was finished on {one.finish}"
        case "begun":
            return f"began on {one.start}"
        case "not-before" if governs:
            return f"is expected on {one.start}"
        case "not-before":
            return f"may not start before {one.start}"
        case "plan" if not governs:
            return f"starts with the plan, on {portfolio.plans[plan].start}"
        case _ if governs:
            return "is still to come, so today at the earliest"
        case _:
            return "waits for nothing, and has not begun: today at the earliest"


def _driven(portfolio: Portfolio, plan: str, one: ScheduledTask, driver: str) -> str:
    if is_node(driver):
        return f"waits until {_settled(portfolio, plan, driver)}"
    takes_no_days = one.start == one.finish and _is_moment(portfolio, one.key)
    begins = "falls" if takes_no_days else "starts"
    days = working_days(abs(one.lag))
    match one.because, one.lag:
        case "FS", 0:
            return f"falls on the day {driver} is finished" if takes_no_days else f"starts once {driver} is finished"
        case "FS", lag:
            return f"{begins} {days} {'after' if lag > 0 else 'before'} {driver} is finished"
        case "SS", 0:
            return f"{begins} when {driver} starts"
        case "SS", lag:
            return f"{begins} {days} {'after' if lag > 0 else 'before'} {driver} starts"
        case "FF", 0:
            return f"is not finished before {driver} is"
        case "FF", lag:
            return f"is finished {days} {'after' if lag > 0 else 'before'} {driver}"
        case "SF", 0:
            return f"lasts until {driver} starts"
        case "SF", lag:
            return f"lasts until {days} {'after' if lag > 0 else 'before'} {driver} starts"
        case _:
            return f"waits for {driver}"


def _is_moment(portfolio: Portfolio, key: str) -> bool:
    task = portfolio.tasks.get(key)
    return task is not None and (task.kind == "milestone" or task.days == 0)


def _settled(portfolio: Portfolio, plan: str, key: str) -> str:
    """What a task waits for at a node, as a clause."""
    what = node(portfolio, plan, key)
    match what.kind:
        case "condition":
            return f'"{what.name}" holds ({key})'
        case "lead":
            return f"its partner teams are aligned ({key})"
        case "decision":
            return f"it is decided which platform governs {what.capability} ({key})"
        case _:
            return f"{what.name} ({key})"


def _chain(portfolio: Portfolio, plan: str, steps: tuple[ScheduledTask, ...]) -> list[Block]:
    shown = steps if len(steps) <= CHAIN else (*steps[: CHAIN - 1], steps[-1])
    items = [
        Item(
            Cell(str(one.start), "bad" if one.critical else "muted"),
            Cell(one.key, "key"),
            (Cell(reason(portfolio, plan, one)),),
        )
        for one in shown
    ]
    left = len(steps) - len(shown)
    note = [Paragraph((Cell(f"{left} steps between the last two are left out.", "muted"),))] if left else []
    return [Items(tuple(items)), *note]


def _slack(portfolio: Portfolio, found: Plan, one: ScheduledTask) -> tuple[Cell, ...]:
    if one.slack is None:
        return (Cell("No: it is done." if one.because == "done" else "That cannot be told without dates.", "muted"),)
    limit = bound(portfolio, found.key, one.key)
    finish = schedule(portfolio, found.key).finish
    through = (Cell(", through "), Cell(limit.task, "key")) if limit.task else ()
    if one.slack < 0:
        end = f"to be finished by {limit.must_by}" if limit.must_by else "for what must be finished behind it"
        return (Cell("Yes: ", "bad"), Cell(f"it is {working_days(-one.slack)} too late {end}"), *through, Cell("."))
    what = f"it must be finished by {limit.must_by}" if limit.must_by else f"the plan ends on {finish}"
    if one.slack == 0:
        return (Cell("Yes: ", "bad"), Cell(f"a day lost here is a day lost at the end; {what}"), *through, Cell("."))
    may = f"it may end {working_days(one.slack)} later, on {one.late_finish}, and moves no finish"
    return (Cell("No: ", "good"), Cell(f"{may}; {what}"), *through, Cell("."))


def _earlier(one: ScheduledTask, won: Earlier | None) -> tuple[Cell, ...]:
    if one.start is None:
        return (Cell("The loop must be cut first.", "bad"),)
    if won is None:
        return (Cell(_fixed(one), "muted"),)
    if one.driver is None:
        holder = (Cell("Its own date"), Cell(" would have to go"))
    else:
        holder = (Cell(one.driver, "key"), Cell(" would have to move"))
    held = f"{won.driver}" if won.driver else {"today": "today", "plan": "the start of the plan"}.get(won.because)
    if won.days <= 0:
        return (*holder, Cell(", and even then nothing is won: "), Cell(str(held), "key"), Cell(" holds it as long."))
    most = f"; at most {working_days(won.days)} can be won, to {won.start}"
    after = (Cell(", where "), Cell(held, "key"), Cell(" holds it.")) if held else (Cell("."),)
    return (*holder, Cell(most), *after)


def _fixed(one: ScheduledTask) -> str:
    match one.because:
        case "begun" | "done":
            return "It has begun; its start is a fact."
        case "plan":
            return "It starts with the plan: only an earlier plan would let it start earlier."
        case "not-before":
            return f"It hangs on its date alone, {one.start}."
        case _:
            return "It could start today; nothing holds it."


def _waiting(portfolio: Portfolio, plan: str, direct: tuple[str, ...], everybody: int) -> list[Block]:
    if not direct:
        return [Paragraph((Cell("Nobody: nothing waits for it.", "muted"),))]
    tasks = [_of(portfolio, plan, key) for key in direct]
    tasks.sort(key=lambda one: (str(one.start), one.key))
    items = []
    for one in tasks[:LISTED]:
        task = portfolio.tasks[one.key]
        told = f"{task.name}" + (f" ({task.team})" if task.team else "")
        items.append(
            Item(Cell(str(one.start or ""), "bad" if one.critical else "muted"), Cell(one.key, "key"), (Cell(told),))
        )
    more = f" ({len(tasks) - LISTED} of them not listed)" if len(tasks) > LISTED else ""
    teams = sorted({team for one in tasks if (team := portfolio.tasks[one.key].team)})
    said = f"{len(direct)} directly{more}, {everybody} in all"
    return [
        Items(tuple(items)),
        Paragraph((Cell(said + (f"; directly: {', '.join(teams)}" if teams else "") + ".", "muted"),)),
    ]


def _text(cells: tuple[Cell, ...]) -> str:
    return "".join(cell.text for cell in cells)


def drivers(portfolio: Portfolio, found: Plan) -> tuple[ScheduledTask, ...]:
    """What drives the finish of a plan: its last task, back to what a date holds."""
    last = max((one for one in schedule(portfolio, found.key).tasks if one.finish), key=_end, default=None)
    return chain(portfolio, found.key, last.key) if last else ()


def driven(portfolio: Portfolio, found: Plan) -> tuple[Cell, ...]:
    """The same in a sentence; empty where the last task waits for nothing, which says it all."""
    steps = drivers(portfolio, found)
    if len(steps) <= 1:
        return ()
    keys = [one.key for one in steps]
    told = keys if len(keys) <= 2 * ENDS + 1 else [*keys[:ENDS], "...", *keys[-ENDS:]]
    return (
        Cell(" What drives it: "),
        Cell(" <- ".join(told), "key"),
        Cell(f", which {reason(portfolio, found.key, steps[-1])}. "),
        Cell(f"mopsctl timeline why {keys[0]}{naming(portfolio, found.key)}", "command"),
    )


def _end(one: ScheduledTask) -> tuple[str, bool, str, str]:
    """The last to end; of several the critical one that starts last, since it may wait for the others."""
    return str(one.finish), one.critical, str(one.start), one.key
