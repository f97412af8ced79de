"""Whether the store bears out a deed that an ask claims (domain §1.2). Whether it was promised: `facts.commitment`.

What counts as a deed: `assign`, a person with an allocation, a start and a task of the plan; `advocate`, a forum that
took place, with what it granted; `contribute`, a person with a task and a need of that team which the team agreed to.
Whose team the person belongs to makes no difference: a team may send somebody from elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..model.commitment import Ask, AskKind, AskState
from ..model.fields import typed
from ..model.plan import Need, Task
from ..model.portfolio import Portfolio
from .by_plan import records_of
from .memo import fact
from .participation import naming

# What a promise and what a deed must name (domain §1.2), and what a command writes where the user's own word belongs.
PROMISED: Mapping[AskKind, tuple[str, ...]] = {
    "assign": ("person", "allocation", "start"),
    "advocate": ("leader", "forum", "forum_on"),
    "contribute": ("person",),
}
PROVEN: Mapping[AskKind, tuple[str, ...]] = {**PROMISED, "advocate": (*PROMISED["advocate"], "granted")}
STANDS_FOR = {
    "person": "PERSON",
    "allocation": "50",
    "start": "+10wd",
    "leader": "PERSON",
    "forum": "FORUM",
    "forum_on": "+5wd",
    "granted": "TEXT",
}
WORDS = {"forum_on": "date"}


class Proof(Struct, frozen=True):
    """Whether the store bears an ask out, what bears it out (typed keys), and what is lacking, in words."""

    holds: bool
    lacking: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    cure: str = ""  # the command that adds the first thing lacking


def unnamed(ask: Ask, names: Mapping[AskKind, tuple[str, ...]] = PROMISED) -> tuple[str, ...]:
    """The fields that an ask of its kind must name, and does not."""
    return tuple([name for name in names[ask.kind] if not str(getattr(ask, name) or "").strip()])


def proof(portfolio: Portfolio, ask: Ask) -> Proof:
    """Does the store bear out that the ask is proven? Judged whatever its state, so that a promise can be compared."""
    if missing := unnamed(ask, PROVEN):
        return Proof(False, tuple(_unsaid(name) for name in missing), cure=answering(portfolio, ask, "prove", missing))
    if ask.kind == "advocate":
        return _forum(portfolio, ask)
    return _assigned(portfolio, ask) if ask.kind == "assign" else _contributed(portfolio, ask)


def effective(portfolio: Portfolio, ask: Ask) -> AskState:
    """The state that counts: a claim of proof which the store does not bear out counts as promised."""
    return "promised" if ask.state == "proven" and not proof(portfolio, ask).holds else ask.state


def answering(portfolio: Portfolio, ask: Ask, verb: str, fields: tuple[str, ...] = ()) -> str:
    """The command that records an answer to an ask, `promise` or `prove`, and these fields of it."""
    options = "".join(f" --{name.replace('_', '-')} {STANDS_FOR[name]}" for name in fields)
    return f"mopsctl commit {verb} {ask.team} --kind {ask.kind}{options}{naming(portfolio, ask.plan)}"


def _unsaid(name: str) -> str:
    return "what the forum granted is not recorded" if name == "granted" else f"no {WORDS.get(name, name)} is named"


def _forum(portfolio: Portfolio, ask: Ask) -> Proof:
    if ask.forum_on is None or ask.forum_on <= portfolio.today:
        return Proof(True, by=(typed("person", ask.leader or ""),))
    cure = answering(portfolio, ask, "promise" if ask.state == "proven" else "prove")
    return Proof(False, (f"{ask.forum} takes place on {ask.forum_on}",), cure=cure)


def _assigned(portfolio: Portfolio, ask: Ask) -> Proof:
    person = ask.person or ""
    owned = _by(portfolio, ask.plan, "tasks", "owner").get(person, ())
    if owned:
        return Proof(True, by=_keys("task", owned))
    tasks = _by(portfolio, ask.plan, "tasks", "team").get(ask.team, ())
    free = min((t.key for t in tasks if not (t.owner or t.finished or t.kind == "milestone")), default="")
    cure = f"mopsctl task set {free} --owner {person}" if free else _add_task(portfolio, ask, f"--owner {person}")
    return Proof(False, (f"{person} owns no task of the plan",), cure=cure)


def _contributed(portfolio: Portfolio, ask: Ask) -> Proof:
    person = ask.person or ""
    tasks = [t for t in _by(portfolio, ask.plan, "tasks", "team").get(ask.team, ()) if person in (t.by, t.owner)]
    wants = [n for n in _by(portfolio, ask.plan, "needs", "team").get(ask.team, ()) if n.by == person]
    agreed_tasks, agreed_needs = [t for t in tasks if t.agreed], [n for n in wants if n.agreed]
    lacking, cures = [], []
    if not agreed_tasks:
        lacking.append(f"{ask.team} agreed to no task by {person}")
        cures.append(_agree_task(portfolio, ask, tasks))
    if not agreed_needs:
        lacking.append(f"{ask.team} agreed to no need by {person}")
        cures.append(_agree_need(portfolio, ask, wants))
    if lacking:
        return Proof(False, tuple(lacking), cure=cures[0])
    return Proof(True, by=(*_keys("task", agreed_tasks), *_keys("need", agreed_needs)))


def _agree_task(portfolio: Portfolio, ask: Ask, tasks: list[Task]) -> str:
    if tasks:
        return f"mopsctl task set {min(task.key for task in tasks)} --agreed"
    return _add_task(portfolio, ask, f"--by {ask.person} --agreed")


def _agree_need(portfolio: Portfolio, ask: Ask, wants: list[Need]) -> str:
    if wants:
        return f"mopsctl need set {min(need.key for need in wants)} --agreed"
    return (
        f"mopsctl need add NEED --team {ask.team} --what TEXT --by {ask.person} --agreed{naming(portfolio, ask.plan)}"
    )


def _add_task(portfolio: Portfolio, ask: Ask, options: str) -> str:
    return f"mopsctl task add TASK --team {ask.team} --days DAYS {options}{naming(portfolio, ask.plan)}"


def _keys(kind: str, records: Iterable[Task | Need]) -> tuple[str, ...]:
    return tuple(sorted(typed(kind, record.key) for record in records))


@fact
def _by(portfolio: Portfolio, plan: str, plural: str, field: str) -> Mapping[str, Sequence[Any]]:
    """The tasks or needs of a plan by what one of their fields names."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for record in records_of(portfolio, plural, plan):
        found[getattr(record, field) or ""].append(record)
    return dict(found)
