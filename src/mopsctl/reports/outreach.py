"""Outreach to the teams of a plan: who was contacted when, how each sees the gap, what comes next (domain §1.1).

What was said with one team is `reports.conversations`; what follows from it, actions and evidence, `reports.followup`.
"""

from collections.abc import Sequence
from typing import Any

from ..facts.audience import Audience
from ..facts.outreach import Outreach, gap_found, outreach
from ..facts.outreach import actions as actions_by_team
from ..facts.participation import naming
from ..model.fields import one_line
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .conversations import show as show
from .document import Block, Cell, Document, Heading, Item, Items, Paragraph, Report, Table, Tone
from .followup import actions as actions
from .followup import evidence as evidence
from .listing import Field, bare, columns, tabled

VIEW_TONES: dict[str, Tone] = {"yes": "good", "partly": "warn", "no": "bad", "not said": "muted"}
_EMPTY = "No team takes part yet: mopsctl team join TEAM --involved"
# What an outsider may not know of has no column either: an empty one would only make them ask.
_SHARED = ("team", "first_contact", "days_to_contact", "contacts", "late")
_KEPT = ("sees_problem", "open_actions", "next_step", "next_on")


def listing(portfolio: Portfolio, plan: str, audience: Audience, policy: Policy) -> Report:
    """A line a team: its latest view, how fast it was contacted, what is open; never contacted first."""
    found = gap_found(portfolio, plan)
    held = sorted(outreach(portfolio, plan).values(), key=lambda one: (one.first_contact is not None, one.team))
    inside = audience in ("me", "leaders")
    rows = [_row(portfolio, one, policy, inside) for one in held]
    data = {"plan": plan, "gap_found": found, "teams": bare(rows)}

    def document() -> Document:
        never = [row["team"] for row in rows if row["first_contact"] is None]
        said = _summary(portfolio, plan, policy, len(rows), len(never)) if rows else ()
        begin = _begin(portfolio, plan, never) if never else []
        above: list[Block] = [Paragraph(said)] if said else []
        return Document((Heading("Outreach", 1), *above, _table(rows, inside), *begin))

    return Report("outreach.list", data, document, lambda: _lines(rows, inside))


def _row(portfolio: Portfolio, one: Outreach, policy: Policy, inside: bool) -> dict[str, Any]:
    waiting = max((portfolio.today - one.gap_found).days, 0)
    days = waiting if one.days_to_contact is None else one.days_to_contact
    late = days > policy.outreach_days
    row: dict[str, Any] = {
        "team": one.team,
        "first_contact": one.first_contact,
        "days_to_contact": one.days_to_contact,
        "contacts": one.contacts,
        "late": late,
        "days_to_contact_tone": "warn" if late else "plain",
    }
    if one.first_contact is None:
        row |= {"first_contact_told": "never", "first_contact_tone": "bad", "days_to_contact_told": f"{days}+"}
    return row | _kept(portfolio, one) if inside else row


def _kept(portfolio: Portfolio, one: Outreach) -> dict[str, Any]:
    view = one.perspective.sees_problem if one.perspective else None
    told: str = view or ("not said" if one.contacts else "")
    tone = VIEW_TONES.get(told, "plain")
    if _stale(portfolio, one):
        told, tone = f"{told} (old)", "warn"
    still = [a for a in actions_by_team(portfolio).get((one.plan, one.team), ()) if a.state == "open"]
    overdue = any(action.due is not None and action.due < portfolio.today for action in still)
    return {
        "sees_problem": view,
        "sees_problem_told": told,
        "sees_problem_tone": tone,
        "open_actions": len(still),
        "open_actions_told": len(still) or "",
        "open_actions_tone": "bad" if overdue else "plain",
        "next_step": one.next_step,
        "next_step_told": one_line(one.next_step),
        "next_on": one.next_on,
        "next_on_tone": "bad" if one.next_on and one.next_on < portfolio.today else "plain",
    }


def _stale(portfolio: Portfolio, one: Outreach) -> bool:
    """Whether the team gave its view before the scope last changed."""
    rescoped = portfolio.plans[one.plan].rescoped
    viewed = one.perspective.viewed_on if one.perspective else None
    return rescoped is not None and viewed is not None and viewed < rescoped


def _table(rows: list[dict[str, Any]], inside: bool) -> Table:
    """For people: the view beside the team."""
    fields = (
        Field("team", tone="key"),
        *((Field("sees_problem", "sees gap"),) if inside else ()),
        Field("first_contact", "contacted"),
        Field("days_to_contact", "days", right=True),
        Field("contacts", "times", right=True),
        *((Field("open_actions", "actions", right=True),) if inside else ()),
        *((Field("next_step", wrap=True), Field("next_on", "on")) if inside else ()),
    )
    return tabled(rows, fields, _EMPTY)


def _lines(rows: list[dict[str, Any]], inside: bool) -> Table:
    """For scripts: what everybody gets stands first."""
    return tabled(rows, columns(*_SHARED, *(_KEPT if inside else ())), _EMPTY, told=False)


def _summary(portfolio: Portfolio, plan: str, policy: Policy, teams: int, never: int) -> tuple[Cell, ...]:
    found = gap_found(portfolio, plan)
    since = "the plan's start" if found == portfolio.plans[plan].start else "the first of its capabilities"
    contacted = Cell(f"{teams - never} of {teams} teams contacted", "bad" if never else "good")
    limit = f"Days count from then to the first contact; more than {policy.outreach_days} is late."
    rescoped = portfolio.plans[plan].rescoped
    old = (Cell(f" Old: said before the scope changed on {rescoped}.", "muted"),) if rescoped else ()
    return (Cell(f"The gap was found on {found} ({since}); "), contacted, Cell(". "), Cell(limit, "muted"), *old)


def _begin(portfolio: Portfolio, plan: str, never: Sequence[str]) -> list[Block]:
    """The brief before the meeting with the first of them, then what writes down what came of it."""
    first, name = never[0], naming(portfolio, plan)
    log = f"mopsctl outreach log {first} --sees-problem VIEW{name}"
    lines = (("before", f"mopsctl meet {first}{name}"), ("after", log))
    items = (Item(Cell(""), Cell(when), (Cell(command, "command"),)) for when, command in lines)
    return [Heading("What comes next"), Items(tuple(items))]
