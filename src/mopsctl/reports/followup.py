"""What follows from outreach: change actions that move a team, and evidence asked for its sake (domain §1.1)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from ..facts.audience import Audience
from ..facts.outreach import actions as actions_by_team
from ..facts.outreach import evidence as evidence_by_team
from ..model.fields import one_line
from ..model.lookup import get
from ..model.org import Team
from ..model.outreach import Action, Evidence
from ..model.portfolio import Portfolio
from .document import Report, Table, Tone
from .listing import Field, columns, fields_of, listing, tabled

T = TypeVar("T")

ACTION_FIELDS = (
    Field("key", tone="key"),
    Field("team"),
    Field("what", wrap=True),
    Field("owner"),
    Field("due"),
    Field("state"),
    Field("closed_on", "closed", tone="muted", optional=True),
)
EVIDENCE_FIELDS = (
    Field("key", tone="key"),
    Field("team"),
    Field("what", "what it must show", wrap=True),
    Field("asked_of", "asked of", wrap=True),
    Field("needed_by", "needed by"),
    Field("received_on", "received"),
    Field("shows", "what it shows", wrap=True),
)
_ACTION_LINES = columns("key", "team", "kind", "what", "owner", "due", "state", "overdue", "closed_on", "said_in")
_EVIDENCE_LINES = columns(
    *("key", "team", "what", "asked_of", "source", "asked_on", "needed_by", "received_on", "late", "shows", "said_in")
)
_NO_ACTION = "No change action: mopsctl outreach action add TEAM --kind educate --owner PERSON --due +10wd"
_NOTHING_KNOWN = "No change action that this audience may know of."
_NO_EVIDENCE = "No evidence asked for: mopsctl outreach evidence ask TEAM --what TEXT --needed-by +10wd"


def actions(portfolio: Portfolio, plan: str, audience: Audience, *, team: str = "") -> Report:
    """The change actions of a plan, or of one team in it; open ones first, by due date."""
    rows = action_rows(portfolio, _of(portfolio, actions_by_team(portfolio), plan, team))
    empty = _NO_ACTION if audience in ("me", "leaders") else _NOTHING_KNOWN
    return listing("outreach.actions", "Change actions", rows, ACTION_FIELDS, empty, scripts=_ACTION_LINES)


def evidence(portfolio: Portfolio, plan: str, audience: Audience, *, team: str = "") -> Report:  # noqa: ARG001
    """The evidence asked for in a plan, or for one team in it; what is still to come first, by need date."""
    rows = evidence_rows(portfolio, _of(portfolio, evidence_by_team(portfolio), plan, team))
    return listing("outreach.evidence", "Evidence", rows, EVIDENCE_FIELDS, _NO_EVIDENCE, scripts=_EVIDENCE_LINES)


def action_rows(portfolio: Portfolio, found: Iterable[Action]) -> list[dict[str, Any]]:
    """Actions as rows, open ones first; only an open one is overdue."""
    rows = []
    for action in sorted(found, key=lambda one: (one.state != "open", one.due or date.max, one.key)):
        overdue = action.state == "open" and action.due is not None and action.due < portfolio.today
        rows.append({**fields_of(action), "overdue": overdue})
        rows[-1]["what_told"] = f"{action.kind}: {one_line(action.what)}" if action.what else action.kind
        rows[-1] |= {
            "state_told": "overdue" if overdue else action.state,
            "state_tone": "muted" if action.state == "dropped" else _tone(action.state == "open", overdue),
        }
        rows[-1]["due_tone"] = "bad" if overdue else "plain"
    return rows


def evidence_rows(portfolio: Portfolio, found: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as rows, what is still to come first. Late is what came, or is still to come, after its need date."""
    rows = []
    for one in sorted(found, key=lambda one: (one.received_on is not None, one.needed_by or date.max, one.key)):
        late = one.needed_by is not None and one.needed_by < (one.received_on or portfolio.today)
        rows.append({**fields_of(one), "late": late, "what_told": one_line(one.what)})
        rows[-1] |= {"asked_of_told": f"{one.asked_of}: {one_line(one.source)}" if one.source else one.asked_of}
        rows[-1] |= {"received_on_told": one.received_on or ("late" if late else "waiting")}
        rows[-1] |= {"received_on_tone": _tone(one.received_on is None, late), "shows_told": one_line(one.shows)}
    return rows


def of_one_team(rows: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> Table:
    """The rows on a page about one team: without its name, and without a column that none of them fills."""
    whole = tabled(rows, fields)
    kept = [
        place
        for place, field in enumerate(fields)
        if field.name != "team" and any(row[place].text for row in whole.rows)
    ]
    return Table(
        tuple(whole.columns[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in whole.rows)
    )


def _tone(pending: bool, late: bool) -> Tone:
    return "bad" if late else "warn" if pending else "good"


def _of(portfolio: Portfolio, found: Mapping[tuple[str, str], tuple[T, ...]], plan: str, team: str) -> tuple[T, ...]:
    if team:
        get(portfolio, Team, team)
    return tuple(one for (of, who), some in found.items() if of == plan and team in ("", who) for one in some)
