"""The tasks that carry a responsibility over from one holder to another: which are still wanted (domain §2.3)."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, structs

from ..model.fields import untyped
from ..model.plan import Task, TaskKind
from ..model.portfolio import Portfolio
from ..model.responsibility import Handover
from ..model.slugs import free
from .disposition import ALREADY, live_from, places
from .handover import Move, by_subject, moves
from .overlap import offerings_by_capability
from .responsibility import name_of, team_of


class Proposal(Struct, frozen=True):
    """A task that a hand-over wants and does not have: for which field of its Handover, and what it waits for."""

    move: Move
    field: str  # transfer, communication or decommission
    task: Task
    after: tuple[str, ...] = ()  # tasks, FS
    is_new: bool = True  # False: a task proposed for another giver of the same subject


def proposals(portfolio: Portfolio, plan: str, subject: str = "") -> tuple[Proposal, ...]:
    """The tasks still wanted by the hand-overs of a plan, or of one subject: to tell of it, to hand over, to end.

    What those concerned were told already needs no task. Whoever is to be told is told first, then the knowledge is
    handed over, and then the old way ends, once what replaces it is built and not before its day. A duty that nobody is
    to take has none: there is nobody to hand it to.
    """
    taken = set(portfolio.tasks)
    names = {task.name for task in portfolio.tasks.values() if task.plan == plan}
    shared: dict[str, Task] = {}  # one message for a subject, whoever gives it up
    found: list[Proposal] = []
    for move in moves(portfolio, plan):
        if move.receivers and subject in ("", move.subject):
            for proposal in _of(portfolio, move, taken, shared):
                task = proposal.task
                if proposal.is_new and task.name in names:  # two of one name give it up, or it moved before
                    task = structs.replace(task, name=f"{task.name[:360]} ({task.key})")
                    proposal = structs.replace(proposal, task=task)
                taken.add(task.key)
                names.add(task.name)
                found.append(proposal)
    return tuple(found)


def _of(portfolio: Portfolio, move: Move, taken: set[str], shared: dict[str, Task]) -> Iterator[Proposal]:
    settled = move.settled or Handover(move.plan, move.subject, move.giver)
    name, key = name_of(portfolio, move.subject), untyped(move.subject)[1]
    giver, receiver = name_of(portfolio, move.giver), _receiver(portfolio, move)
    told = settled.communication
    if told is None and settled.communicated is None:
        known = _told_already(portfolio, move) or shared.get(move.subject)
        said = f"Tell of {name}: it goes {_ways(portfolio, move)}"
        task = known or _task(portfolio, move, taken, f"tell-{key}", said, "communication")
        shared[move.subject] = task
        told = task.key
        yield Proposal(move, "communication", task, is_new=known is None)
    transfer = settled.transfer
    if transfer is None:
        task = _task(portfolio, move, taken, f"hand-over-{key}", f"Hand over {name}: {giver} to {receiver}", "task")
        yield Proposal(move, "transfer", task, (told,) if told else ())
        transfer = task.key
    if settled.decommission is None and _ends_something(portfolio, move):
        wanted = f"End the old way of {name} by {giver}"
        task = _task(portfolio, move, taken, f"end-old-{key}", wanted, "decommission")
        task = structs.replace(task, not_before=_ends_from(portfolio, move))
        yield Proposal(move, "decommission", task, (transfer, *_built_by(portfolio, move)))


def _ways(portfolio: Portfolio, move: Move) -> str:
    """`from IT to Martech, and from Ada to Ben`: all moves of the subject, since one message tells of them."""
    some = [one for one in by_subject(portfolio, move.plan)[move.subject] if one.receivers]
    ways = [f"from {name_of(portfolio, one.giver)} to {_receiver(portfolio, one)}" for one in some]
    return ", and ".join(dict.fromkeys(ways))


def _told_already(portfolio: Portfolio, move: Move) -> Task | None:
    """The task that tells of the same subject, of another giver."""
    known = (other.settled for other in by_subject(portfolio, move.plan)[move.subject])
    return next((portfolio.tasks[one.communication] for one in known if one and one.communication), None)


def _receiver(portfolio: Portfolio, move: Move) -> str:
    return ", ".join(name_of(portfolio, one) for one in ((move.receiver,) if move.receiver else move.receivers))


def _task(portfolio: Portfolio, move: Move, taken: set[str], key: str, name: str, kind: TaskKind) -> Task:
    """A task of whoever gives it up; a message is the manager's. How long it takes is for them to say."""
    manager = portfolio.plans[move.plan].manager if kind == "communication" else None
    giver_kind, giver = untyped(move.giver)
    owner = manager or (giver if giver_kind == "person" else None)
    team = portfolio.people[manager].team if manager else team_of(portfolio, move.giver)
    if not team and move.receiver:
        team = team_of(portfolio, move.receiver)
    return Task(free(taken, key), name[:400], move.plan, team or None, owner, kind)


def _ends_something(portfolio: Portfolio, move: Move) -> bool:
    """Whether there is an old way to end: the giver did the work, or its team runs it where it is not to stay."""
    return "does" in move.duties or bool(_old_places(portfolio, move))


def _capability(portfolio: Portfolio, subject: str) -> str:
    """The capability that a subject is or belongs to; empty for a platform or a task."""
    kind, key = untyped(subject)
    return portfolio.activities[key].capability if kind == "activity" else key if kind == "capability" else ""


def _old_places(portfolio: Portfolio, move: Move) -> list[str]:
    """The platforms beside the plan's on which the giver's team runs the capability, and that it is not to keep."""
    capability, team = _capability(portfolio, move.subject), team_of(portfolio, move.giver)
    own = portfolio.plans[move.plan].platform
    fates = {p: d.fate for (c, p), d in portfolio.dispositions.items() if c == capability}
    return [
        one.platform
        for one in offerings_by_capability(portfolio).get(capability, ())
        if one.team == team and one.platform != own and fates.get(one.platform) != "keep"
    ]


def _ends_from(portfolio: Portfolio, move: Move) -> date | None:
    """The day to come on which the old way can end: when it leaves the old platforms, else when the new one serves it.

    None where that is past, or where nobody can know.
    """
    capability, own = _capability(portfolio, move.subject), portfolio.plans[move.plan].platform
    kind, key = untyped(move.subject)
    day: date | None
    if kind == "platform" and key != own:
        day = portfolio.platforms[key].retire_on
    else:
        others = {one.platform for one in offerings_by_capability(portfolio).get(capability, ())} - {own}
        leaving = [places(portfolio)[capability, old] for old in _old_places(portfolio, move) or others]
        day = max((place.on for place in leaving if place.on and place.fate != "keep"), default=None)
    if day is None and own:
        day = live_from(portfolio, capability, own)
    return day if day and day != ALREADY and day > portfolio.today else None


def _built_by(portfolio: Portfolio, move: Move) -> list[str]:
    """The unfinished tasks that build the capability anew: the old way does not end before."""
    capability = _capability(portfolio, move.subject)
    return [
        key
        for key, task in sorted(portfolio.tasks.items())
        if capability
        and (task.plan, task.capability, task.kind) == (move.plan, capability, "implementation")
        and not task.finished
    ]
