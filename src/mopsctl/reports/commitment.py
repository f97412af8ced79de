"""Commitment per team, ranked by whom to win first (domain §1.2, §1.3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..facts.audience import Audience
from ..facts.commitment import TeamCommitment, commitments
from ..facts.schedule.calendars import later
from ..facts.schedule.ripple import refusal_costs
from ..model.commitment import ASK_KINDS
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .asks import CLAIMED, LEVEL_TONES, STATE_TONES, ask_data, next_step, state_of
from .document import Block, Cell, Document, Heading, Item, Items, Pairs, Paragraph, Report, Table, text
from .listing import Field, bare, columns, tabled

COMMITTED = "when all three asks are promised (words) or proven (deeds); any refusal: refused"
INPUTS = "w/i/c"
SCORE = "criticality 0-100, of work needed and influence (1-5) and of the capabilities that the team manages"
UNRATED = "; ?: not rated, so 0"
SET_BY_HAND = "; *: set by hand, where the count from the store misleads"
LATE = "working days by which the plan would end later if the team refused"
MODEL = (
    "what it has not begun could not start before an assumed day, {date}: {days} working days from today "
    "(refusal_days in mopsctl.toml); then the team is won, or somebody else does the work"
)


def ranked(portfolio: Portfolio, plan: str, policy: Policy, audience: Audience) -> tuple[TeamCommitment, ...]:
    """The teams in the order in which to win them; by key for others, to whom that order would tell a score."""
    lines = commitments(portfolio, plan, policy)
    return lines if audience == "me" else tuple(sorted(lines, key=lambda line: line.team))


def whom_first(portfolio: Portfolio, plan: str, policy: Policy, audience: Audience) -> tuple[Cell, ...]:
    """The line above all others (domain §1.3): the critical teams that are not committed; for `me` alone."""
    if audience != "me":
        return ()
    cells: list[Cell] = []
    for line in commitments(portfolio, plan, policy):
        if line.critical_and_uncommitted:
            level = line.commitment.level
            cells += [
                Cell(", " if cells else "Win first: "),
                Cell(line.team, "key"),
                Cell(f" {level}", LEVEL_TONES[level]),
            ]
    return tuple(cells)


def lost_if_refused(portfolio: Portfolio, plan: str, policy: Policy, audience: Audience) -> Mapping[str, int]:
    """What a refusal of each team with tasks would cost, in working days of the plan; for `me` and leaders alone."""
    return refusal_costs(portfolio, plan, policy) if audience in ("me", "leaders") else {}


def refusal_model(portfolio: Portfolio, plan: str, policy: Policy) -> str:
    """How a refusal is modelled, with the day that it comes to today."""
    return MODEL.format(date=later(portfolio, plan, policy.refusal_days), days=policy.refusal_days)


def commit(portfolio: Portfolio, plan: str, policy: Policy, audience: Audience) -> Report:
    """Each involved team's commitment and its three asks; with its criticality where that may be said."""
    lines = ranked(portfolio, plan, policy, audience)
    costs = lost_if_refused(portfolio, plan, policy, audience)
    rows = [_row(portfolio, line, audience) | _late(line.team, costs, audience) for line in lines]
    data = {"plan": plan, "teams": [_data(portfolio, line, row) for line, row in zip(lines, rows, strict=True)]}

    def document() -> Document:
        above = [Paragraph(first)] if (first := whom_first(portfolio, plan, policy, audience)) else []
        late = f"{LATE}: {refusal_model(portfolio, plan, policy)}" if costs else ""
        below: list[Block] = [_legend(rows, audience, late), Heading("What comes next"), _steps(rows)] if rows else []
        return Document((Heading("Commitment", 1), *above, _ranking(rows, audience), *below))

    return Report("commit.show", data, document, lambda: _lines(rows, audience))


_EMPTY = "No team is involved yet: mopsctl team join TEAM --involved"
_INPUTS = ("work", "influence", "capabilities")


def _ranking(rows: Sequence[dict[str, Any]], audience: Audience) -> Table:
    """For people: the score with what it is made of beside the team, the asks behind its level."""
    scored = (Field("criticality", "crit.", right=True), Field("inputs", INPUTS, tone="muted", optional=True))
    asked = (Field("commitment"), *(Field(kind) for kind in ASK_KINDS))
    late = (Field("days_lost", "late", right=True),) if any(row.get("days_lost") is not None for row in rows) else ()
    return tabled(rows, (Field("team", tone="key"), *(scored if audience == "me" else ()), *late, *asked), _EMPTY)


def _lines(rows: Sequence[dict[str, Any]], audience: Audience) -> Table:
    """For scripts: the columns that everybody gets stand first; an audience adds behind them."""
    shared = ("team", "commitment", *ASK_KINDS, "next_step")
    more = ("criticality", *_INPUTS, "counted") if audience == "me" else ()
    late = ("days_lost",) if audience in ("me", "leaders") else ()
    return tabled(rows, columns(*shared, *more, *late), _EMPTY, told=False)


def _legend(rows: Sequence[dict[str, Any]], audience: Audience, late: str) -> Pairs:
    """What a reader must know of the words and signs that are there."""
    said = [("committed", COMMITTED)]
    if any(row[kind] == "claimed" for row in rows for kind in ASK_KINDS):
        said.append(("claimed", CLAIMED))
    if audience == "me":
        unrated = any("?" in row["inputs_told"] for row in rows)
        by_hand = any(row["overridden"] for row in rows)
        said.append((INPUTS, SCORE + (UNRATED if unrated else "") + (SET_BY_HAND if by_hand else "")))
    if late:
        said.append(("late", late))
    return Pairs(tuple((label, (text(line, "muted"),)) for label, line in said))


def _steps(rows: Sequence[dict[str, Any]]) -> Items:
    """The next command with each team, in the order of the table."""
    steps = [(row["team"], row["next_step"]) for row in rows if row["next_step"]]
    return Items(
        tuple(Item(Cell(""), Cell(team, "key"), (Cell(step, "command"),)) for team, step in steps),
        "Every ask is proven.",
    )


def _row(portfolio: Portfolio, line: TeamCommitment, audience: Audience) -> dict[str, Any]:
    level = line.commitment.level
    row: dict[str, Any] = {"team": line.team, "commitment": level, "commitment_tone": LEVEL_TONES[level]}
    for kind in ASK_KINDS:
        row[kind] = state_of(portfolio, line.commitment.answer(kind))
        row[f"{kind}_tone"] = STATE_TONES[row[kind]]
    row["next_step"] = next_step(portfolio, line.commitment)
    return row | _score(line) if audience == "me" else row


def _late(team: str, costs: Mapping[str, int], audience: Audience) -> dict[str, Any]:
    if audience not in ("me", "leaders"):
        return {}
    days = costs.get(team)
    tone = "bad" if days else "muted"
    return {"days_lost": days, "days_lost_tone": tone}


def _score(line: TeamCommitment) -> dict[str, Any]:
    score = line.criticality
    return {
        "criticality": score.score,
        "critical": score.critical,
        "work": score.work,
        "influence": score.influence,
        "capabilities": score.capabilities,
        "counted": score.counted,
        "overridden": score.overridden,
        "criticality_tone": "bad" if line.critical_and_uncommitted else "plain",
        "inputs_told": "/".join("?" if value is None else str(value) for value in (score.work, score.influence))
        + f"/{score.capabilities}{'*' if score.overridden else ''}",
    }


def _data(portfolio: Portfolio, line: TeamCommitment, row: dict[str, Any]) -> dict[str, Any]:
    """A team for machines: what counts of each ask, which of them are mere claims, and every standing ask whole."""
    counts: dict[str, Any] = {kind: line.commitment.state(kind) for kind in ASK_KINDS if line.commitment.answer(kind)}
    asks = [ask_data(portfolio, ask) for ask in line.commitment.answers]
    return {**bare([row])[0], **counts, "claimed": [ask["kind"] for ask in asks if ask["claimed"]], "asks": asks}
