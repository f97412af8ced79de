"""The gate on the way of every change (domain §1.4): what of implementation a change begins, and whether it may.

It judges transitions, not states, by what is known after them and by no configuration: with the gate at stop no plan
enters a later stage, and no task of implementation is started or completed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from .errors import GateClosedError
from .facts.audience import Audience, seen_by
from .facts.objections import Reason, stops
from .facts.participation import is_open
from .model.fields import untyped
from .model.plan import STAGES, Plan, Task
from .model.portfolio import Portfolio

FIRST_GATED = STAGES.index("build")

# The collections that the stops of the gate depend on.
JUDGED = (
    "platforms", "capabilities", "offerings", "similarities", "plans", "participations", "alignments", "waivers",
)  # fmt: skip

Move: TypeAlias = tuple[Task | None, Task]  # a task as it was, None for a new one, and as it is
Begun: TypeAlias = tuple[str, tuple[str, str]]  # what may not begin, in words, and the record: its collection and key


def admit(before: Portfolio, after: Portfolio, audience: Audience = "all") -> tuple[str, ...]:
    """Refuse a change that begins implementation while the gate says stop.

    The audience is told no more reasons than it may know; the verdict is on the whole truth. Answers the running
    plans whose gate the change turns to stop, which is allowed.
    """
    moved = _moved_tasks(before, after)
    for key in sorted(after.plans):
        begun = [*_entered_stage(before, after, key), *_implemented(key, moved.get(key, ()))]
        if begun and stops(after, key):
            (what, about), told = begun[0], stops(seen_by(after, audience), key)
            hint = f"mopsctl gate --plan {key}" if key in before.plans else ""  # it tells of what is there
            raise GateClosedError(_closed(what, told), about=about, hint=hint)
    return _shut(before, after)


def _shut(before: Portfolio, after: Portfolio) -> tuple[str, ...]:
    """The running plans that may not have begun by what is known now, and might have before."""
    if all(after.of(plural) is before.of(plural) for plural in JUDGED):
        return ()
    running = [key for key in sorted(after.plans) if key in before.plans and _runs(after, key)]
    return tuple(key for key in running if stops(after, key) and not (_runs(before, key) and stops(before, key)))


def _runs(portfolio: Portfolio, plan: str) -> bool:
    return is_open(portfolio, plan) and _place(portfolio.plans[plan]) >= FIRST_GATED


def _place(plan: Plan) -> int:
    return STAGES.index(plan.stage)


def _entered_stage(before: Portfolio, after: Portfolio, key: str) -> list[Begun]:
    """A plan goes on to build or beyond, or is there and takes up another platform. Going back begins nothing."""
    was, plan = before.plans.get(key), after.plans[key]
    if plan is was or _place(plan) < FIRST_GATED:
        return []
    if was is None or _place(was) < _place(plan):
        return [(f'plan "{key}" cannot enter {plan.stage}', ("plans", key))]
    if plan.platform == was.platform or _only_renamed(before, after, was.platform, plan.platform):
        return []
    return [(f'plan "{key}" cannot change its platform in {plan.stage}', ("plans", key))]


def _only_renamed(before: Portfolio, after: Portfolio, old: str | None, new: str | None) -> bool:
    """Whether it is the same platform under another key, offering what it offered."""
    if old is None or new is None or old in after.platforms or new in before.platforms:
        return False
    same = replace(before.platforms[old], key=new) == after.platforms[new]
    return same and _offered(before, old) == _offered(after, new)


def _offered(portfolio: Portfolio, platform: str) -> set[tuple[str, str]]:
    return {(o.capability, o.team) for o in portfolio.offerings.values() if o.platform == platform}


def _moved_tasks(before: Portfolio, after: Portfolio) -> dict[str, list[Move]]:
    """The tasks that are not as they were, by every plan they are or were in; under another key it is the same task."""
    if after.tasks is before.tasks:
        return {}
    new = [(key, task) for key, task in after.tasks.items() if task is not before.tasks.get(key)]
    gone = [task for key, task in before.tasks.items() if key not in after.tasks]
    renamed = {replace(task, key=""): task for task in gone}
    found: dict[str, list[Move]] = {}
    for key, task in sorted(new):
        was = before.tasks.get(key) or (renamed.get(replace(task, key="")) if renamed else None)
        for plan in {task.plan, was.plan if was else task.plan}:
            found.setdefault(plan, []).append((was, task))
    return found


def _implemented(plan: str, moved: Sequence[Move]) -> Iterator[Begun]:
    for was, task in moved:
        came = was is None or was.plan != plan  # what it was elsewhere, another gate has judged
        if step := _step(None if came and task.plan == plan and not _relabelled(was, task) else was, task):
            yield f'implementation task "{task.key}" cannot be {step}', ("tasks", task.key)


def _relabelled(was: Task | None, task: Task) -> bool:
    return was is not None and was.kind == "implementation" and task.kind != "implementation"


def _step(was: Task | None, task: Task) -> str:
    """What of implementation a task goes through; empty for nothing."""
    if _relabelled(was, task):
        return f"made a {task.kind}"  # it could then be started under another name
    if task.kind != "implementation":
        return ""
    before = _progress(was) if was and was.kind == "implementation" else 0
    return ("", "started", "done")[_progress(task)] if _progress(task) > before else ""


def _progress(task: Task) -> int:
    """0 to come, 1 begun, 2 done."""
    if task.finished or task.percent == 100:
        return 2
    return 1 if task.started or task.percent else 0


def _closed(what: str, told: Iterable[Reason]) -> str:
    lines = [f"{what}: the gate says stop"]
    for reason in told:
        about = f"{untyped(reason.subject)[1]}: " if reason.code == "GAT402" else ""
        lines += [f"  {reason.code} {about}{reason.sentence}", f"    {reason.cure}"]
    return "\n".join(lines)
