"""Plans, participation and reviews: the verbs of domain §2. Those of tasks are in `edit.task`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from ..errors import NOT_FOUND, USAGE, MopsError
from ..facts.participation import naming, participating
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import STAGES, Participation, Plan, Review, Stage, Verdict
from ..model.portfolio import Portfolio
from . import records


def current(portfolio: Portfolio, wanted: str | None) -> Plan:
    """The plan that is meant: the one named, else the only one that is open."""
    if wanted is not None:
        return get(portfolio, Plan, wanted)
    open_plans = sorted((p for p in portfolio.plans.values() if p.closed is None), key=lambda p: p.key)
    if not open_plans and portfolio.plans:
        closed = ", ".join(sorted(portfolio.plans))
        raise MopsError(
            f"no plan is open; name a closed one with --plan: {closed}", hint="mopsctl plan list", code=NOT_FOUND
        )
    if not open_plans:
        raise MopsError("there is no open plan yet", hint='mopsctl plan init "CDP rollout"', code=NOT_FOUND)
    if len(open_plans) > 1:
        keys = ", ".join(p.key for p in open_plans)
        raise MopsError(f"there are several plans ({keys}); choose one with --plan or MOPSCTL_PLAN", code=USAGE)
    return open_plans[0]


def enter(portfolio: Portfolio, plan: str, stage: Stage) -> Portfolio:
    """Move a plan to a stage; the first day in `build` or beyond is kept as the one on which building began.

    Whether it may is the gate's matter, which every change passes.
    """
    fields: dict[str, Any] = {"stage": stage}
    if is_building(stage) and get(portfolio, Plan, plan).built is None:
        fields["built"] = portfolio.today
    return records.update(portfolio, Plan, plan, fields)


def is_building(stage: Stage) -> bool:
    """Whether implementation has begun in this stage (domain §0)."""
    return STAGES.index(stage) >= STAGES.index("build")


def dated(before: Portfolio, after: Portfolio) -> Portfolio:
    """With the day on which each plan entered `build`, where a file brings it there and does not say: today."""
    undated = [
        plan
        for key, plan in after.plans.items()
        if plan is not before.plans.get(key)
        and is_building(plan.stage)
        and (plan.built is None or plan.built > after.today)
    ]
    if not undated:
        return after
    known = {key: plan.built for key, plan in before.plans.items()}
    entered = {one.key: structs.replace(one, built=known.get(one.key) or after.today) for one in undated}
    return structs.replace(after, plans={**after.plans, **entered})


def reshape(portfolio: Portfolio, plan: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change fields of a plan; another platform than before is a change of scope, on this day unless `fields` say."""
    was = get(portfolio, Plan, plan)
    other = fields.get("platform", was.platform) or None
    said = dict(fields)
    if was.platform and other != was.platform and "rescoped" not in said:
        said["rescoped"] = portfolio.today
    if rescoped := said.get("rescoped"):
        records.happened(portfolio, rescoped)
    return records.update(portfolio, Plan, plan, said)


def close(portfolio: Portfolio, plan: str, on: date | None) -> Portfolio:
    """Close a plan: it keeps its records and is no longer the current one."""
    return records.update(portfolio, Plan, plan, {"closed": records.happened(portfolio, on)})


def join(portfolio: Portfolio, plan: str, team: str, fields: Mapping[str, Any]) -> Portfolio:
    """Say how a team stands in a plan; fields not named stay as they are."""
    get(portfolio, Team, team)
    was = portfolio.participations.get((plan, team)) or Participation(plan, team)
    now = structs.replace(was, **records.emptied(Participation, fields))
    if now.critical != was.critical and "said_in" not in fields:
        now = structs.replace(now, said_in=None)  # it said otherwise there
    if now.involvement == "out" and not now.because:
        raise MopsError(f"say why {team} is out: --because TEXT", code=USAGE)
    return records.put(portfolio, now)


def part_of(portfolio: Portfolio, plan: str, team: str, *, out: bool = False) -> Participation:
    """How a team takes part in a plan; MopsError where it does not, with the command that lets it join.

    With `out`, a team that is known to be out is an answer too. Whoever was asked takes part, as in the reports.
    """
    get(portfolio, Plan, plan)
    get(portfolio, Team, team)
    standing = portfolio.participations.get((plan, team))
    if standing is None and team in participating(portfolio, plan):
        standing = Participation(plan, team)
    if standing is None or (standing.involvement == "out" and not out):
        why = f": {standing.because}" if standing and standing.because else ""
        said = f"{team} is out of the plan{why}" if standing else f'{team} is not in the plan "{plan}"'
        raise MopsError(said, hint=f"mopsctl team join {team} --involved{naming(portfolio, plan)}", code=USAGE)
    return standing


def review(portfolio: Portfolio, plan: str, team: str, verdict: Verdict, fields: Mapping[str, Any]) -> Portfolio:
    """Record a team's review of the plan; a second one on the same day replaces the first."""
    get(portfolio, Team, team)
    on = records.happened(portfolio, fields.get("on"))
    rest = {name: value for name, value in fields.items() if name != "on"}
    return records.put(portfolio, Review(plan, team, on, verdict, **rest))
