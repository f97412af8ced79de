"""Why a task falls when it does: what holds it, what bounds it, whom it keeps waiting (domain §2.4).

A key may be that of a task or of a governance node. What it is called, and all words, are `reports.why`'s.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ...model.fields import typed
from ...model.plan import LinkKind, Review
from ...model.portfolio import Portfolio
from ...model.waiver import Waiver
from ..memo import fact
from .calendar import WorkCalendar
from .graph import Graph, graph
from .network import ScheduledTask, schedule


class Earlier(Struct, frozen=True):
    """If what holds it were out of the way: the start, working days won, and what would hold it then."""

    start: date
    days: int
    because: str  # as in ScheduledTask
    driver: str | None = None


class Bound(Struct, frozen=True):
    """What its latest finish hangs on: `task` is the one of those that wait for it which would be moved first."""

    task: str | None = None
    must_by: date | None = None  # its own deadline; None with no task either: the finish of the plan itself


class Waiting(Struct, frozen=True):
    """Whom a task keeps waiting: those that wait for it alone, and all that come behind, sorted by key."""

    direct: tuple[str, ...]
    behind: tuple[str, ...]  # the direct ones included


def scheduled(portfolio: Portfolio, key: str) -> ScheduledTask:
    """A task or node as it is scheduled, whichever plan it is of."""
    made = graph(portfolio)
    return schedule(portfolio, made.plan_of[made.number[key]]).of(key)


@fact
def chain(portfolio: Portfolio, plan: str, key: str) -> tuple[ScheduledTask, ...]:
    """The driving chain: the task, what sets its start, what sets the start of that, back to what a date holds."""
    found = [schedule(portfolio, plan).of(key)]
    seen = {key}
    while (driver := found[-1].driver) is not None and driver not in seen:
        seen.add(driver)
        found.append(scheduled(portfolio, driver))
    return tuple(found)


@fact
def earlier(portfolio: Portfolio, plan: str, key: str) -> Earlier | None:
    """What would be won if the holder of its start did not hold it; None where it is held by what nobody can move."""
    one = schedule(portfolio, plan).of(key)
    freed = _freed(portfolio, plan, one)
    if freed is None or one.start is None:
        return None
    then = schedule(freed, plan).of(key)
    if then.start is None:
        return None
    calendar = _calendar(portfolio, key)
    days = calendar.number(one.start) - calendar.number(then.start)
    return Earlier(then.start, days, then.because, then.driver)


def _freed(portfolio: Portfolio, plan: str, one: ScheduledTask) -> Portfolio | None:
    """The same without what sets the start of one task; None where that is today, the plan's start or its own."""
    if one.driver is None:
        task = portfolio.tasks.get(one.key)
        if one.because != "not-before" or task is None:
            return None
        return replace(portfolio, tasks={**portfolio.tasks, one.key: replace(task, not_before=None)})
    word, _, about = one.driver.partition(":")
    about = about.partition("/")[0]  # where two plans wait for one decision, the key says which plan
    if not about:
        own = one.key.removeprefix("lead:")
        links = {k: link for k, link in portfolio.links.items() if k != (one.driver, own, one.because)}
        return replace(portfolio, links=links) if len(links) < len(portfolio.links) else None
    match word:
        case "condition":
            return replace(portfolio, conditions={k: c for k, c in portfolio.conditions.items() if k != about})
        case "lead":
            return replace(portfolio, leads={k: lead for k, lead in portfolio.leads.items() if lead.task != about})
        case "review":
            review = Review(plan, about, portfolio.today, "approved")
            return replace(portfolio, reviews={**portfolio.reviews, (plan, about, portfolio.today): review})
        case "decision":
            return _waived(portfolio, plan, "GAT402", typed("capability", about))
        case _:
            return _waived(portfolio, plan, "GAT401", typed("team", about))


def _waived(portfolio: Portfolio, plan: str, code: str, subject: str) -> Portfolio:
    waiver = Waiver(code, subject, "as if", "", portfolio.today, portfolio.today, plan)
    return replace(portfolio, waivers={**portfolio.waivers, (plan, code, subject): waiver})


def _calendar(portfolio: Portfolio, key: str) -> WorkCalendar:
    made = graph(portfolio)
    return made.calendars[made.number[key]]


@fact
def bound(portfolio: Portfolio, plan: str, key: str) -> Bound:
    """What would be moved first if it ended later than it may."""
    made, own = graph(portfolio), schedule(portfolio, plan).of(key)
    if own.late_start is None or own.late_finish is None:
        return Bound()
    task = portfolio.tasks.get(key)
    if task is not None and task.must_by is not None and own.late_finish >= task.must_by:
        return Bound(must_by=task.must_by)
    calendar = _calendar(portfolio, key)
    rooms = []
    for to, kind, lag in made.arrows(made.number[key]):
        latest = _latest(portfolio, made, to, kind, lag)
        if latest is not None:
            late = own.late_finish if kind in ("FS", "FF") else own.late_start
            rooms.append((calendar.number(latest) - calendar.number(late), made.keys[to]))
    room, first = min(rooms, default=(1, ""))
    return Bound(first) if room <= 0 else Bound()


def _latest(portfolio: Portfolio, made: Graph, to: int, kind: LinkKind, lag: int) -> date | None:
    """The latest day on which a task may end (FS, FF) or start (SS, SF) for the sake of one that waits for it."""
    waiting, calendar = scheduled(portfolio, made.keys[to]), made.calendars[to]
    late = waiting.late_start if kind in ("FS", "SS") else waiting.late_finish
    if late is None:
        return None
    number = calendar.number(late) - lag
    if kind == "FS" and made.days[to]:
        return calendar.day(number - 1)
    return calendar.day(number + 1) if kind == "SF" else calendar.day(number)


@fact
def waiting(portfolio: Portfolio, plan: str, key: str) -> Waiting:  # noqa: ARG001  # asked like the others
    """The tasks that wait for one, whichever plan they are of."""
    made = graph(portfolio)
    return Waiting(tuple(sorted(_direct(made, made.number[key]))), tuple(sorted(behind(portfolio, (key,)))))


def _direct(made: Graph, node: int) -> set[str]:
    """The tasks, also through the decisions and lead times between."""
    found: set[str] = set()
    for to, _, _ in made.arrows(node):
        found |= _direct(made, to) if to in made.holds else {made.keys[to]}
    return found


def behind(portfolio: Portfolio, keys: Iterable[str]) -> Iterator[str]:
    """All tasks that come behind some of these tasks and nodes."""
    made = graph(portfolio)
    begun = [made.number[key] for key in keys]
    seen, reached = set[int](), list(begun)
    for at in reached:  # grows
        for to, _, _ in made.arrows(at):
            if to not in seen:
                seen.add(to)
                reached.append(to)
    return (made.keys[at] for at in seen if at not in made.holds)
