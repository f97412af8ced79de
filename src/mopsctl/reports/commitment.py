"""Commitment per team, ranked by whom to win first (domain §1.2, §1.3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import structs

from ..facts.audience import Audience
from ..facts.commitment import TeamCommitment, commitments
from ..model.commitment import ASK_KINDS, Ask
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .document import Block, Cell, Document, Heading, Item, Items, Paragraph, Report, Tone, text
from .listing import Field, tabled

LEVEL_TONES: dict[str, Tone] = {
    "full": "good",
    "promised": "good",
    "partial": "warn",
    "pending": "warn",
    "unasked": "bad",
    "refused": "bad",
}
STATE_TONES: dict[str, Tone] = {
    "proven": "good",
    "promised": "good",
    "open": "warn",
    "deferred": "warn",
    "refused": "bad",
    "withdrawn": "muted",
}


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


def commit(portfolio: Portfolio, plan: str, policy: Policy, audience: Audience) -> Report:
    """Each involved team's commitment and its three asks; with its criticality where that may be said."""
    rows = [_row(line, audience, portfolio.today) for line in ranked(portfolio, plan, policy, audience)]
    fields = (
        Field("team", tone="key"),
        *((Field("criticality", right=True),) if audience == "me" else ()),
        Field("commitment"),
        *(Field(kind) for kind in ASK_KINDS),
        Field("next_step", tone="command", wrap=True),
    )
    shown = [field for field in fields if field.name != "next_step"]
    # For scripts the columns that everybody gets stand first: an audience adds behind them.
    lines = sorted(fields, key=lambda field: field.name == "criticality")
    empty = "No team is involved yet: mopsctl team join TEAM --involved"
    data = {"plan": plan, "teams": [_data(row) for row in rows]}

    def document() -> Document:
        legend = "a team is committed when all three asks are promised (words) or proven (deeds); any refusal: refused"
        above = [Paragraph(first)] if (first := whom_first(portfolio, plan, policy, audience)) else []
        below: list[Block] = (
            [Paragraph((text(legend, "muted"),)), Heading("What comes next"), _steps(rows)] if rows else []
        )
        return Document((Heading("Commitment", 1), *above, tabled(rows, shown, empty), *below))

    return Report("commit.show", data, document, lambda: tabled(rows, lines, empty))


def _steps(rows: Sequence[dict[str, Any]]) -> Items:
    """The next command with each team, in the order of the table."""
    steps = [(row["team"], row["next_step"]) for row in rows if row["next_step"]]
    return Items(
        tuple(Item(Cell(""), Cell(team, "key"), (Cell(step, "command"),)) for team, step in steps),
        "Every ask is proven.",
    )


def _data(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.endswith("_tone")}


def _row(line: TeamCommitment, audience: Audience, today: date) -> dict[str, Any]:
    level = line.commitment.level
    row: dict[str, Any] = {"team": line.team, "commitment": level, "commitment_tone": LEVEL_TONES[level]}
    if audience == "me":
        row |= {"criticality": line.criticality.score, "critical": line.criticality.critical}
        row["criticality_tone"] = "bad" if line.critical_and_uncommitted else "plain"
    for kind in ASK_KINDS:
        ask = line.commitment.answer(kind)
        row[kind] = ask.state if ask else "not put"
        row[f"{kind}_tone"] = STATE_TONES[ask.state] if ask else "bad"
    row["asks"] = [structs.asdict(ask) for ask in line.commitment.answers]
    row["next_step"] = next_step(line, today)
    return row


def next_step(line: TeamCommitment, today: date) -> str:
    """The command that comes next with a team; empty when all is proven."""
    for kind in ASK_KINDS:
        ask = line.commitment.answer(kind)
        if ask is None:
            return f"mopsctl commit ask {line.team} --kind {kind}"
        if command := _after(ask, today):
            return command
    return ""


def _after(ask: Ask, today: date) -> str:
    """What follows one answer."""
    match ask.state:
        case "refused" if ask.resolution is None:
            return f"mopsctl commit resolve {ask.team} --kind {ask.kind} --by escalate"
        case "open":
            return f"mopsctl commit promise {ask.team} --kind {ask.kind}"
        case "promised":
            return f"mopsctl commit prove {ask.team} --kind {ask.kind}"
        case "deferred" if ask.until is None or ask.until <= today:
            return f"mopsctl commit ask {ask.team} --kind {ask.kind}"
        case _:
            return ""
