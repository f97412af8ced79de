"""What teams give each other, and which sides say so; how well each team does what it does (domain §3)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..facts.operating import assessments_by_team, is_confirmed, running, sides, unconfirmed
from ..model.fields import one_line
from ..model.lookup import get
from ..model.operating import Assessment, Interaction
from ..model.org import Team
from ..model.portfolio import Portfolio
from .document import Block, Cell, Document, Heading, Pairs, Paragraph, Report, Tone
from .listing import Field, columns, fields_of, listing, showing, tabled

FIELDS = (
    Field("key", tone="key"),
    Field("name", "what", wrap=True),
    Field("giver", "from"),
    Field("receiver", "to"),
    Field("kind", optional=True),
    Field("cadence", wrap=True, optional=True),
    Field("standing", "confirmed"),
    Field("since", optional=True),
)
_LINES = columns(
    "key", "name", "giver", "receiver", "kind", "cadence", "source", "capability", "giver_confirmed",
    "receiver_confirmed", "standing",
)  # fmt: skip
_EMPTY = "No interaction yet: mopsctl interaction add KEY --from TEAM --to TEAM --name TEXT"


def interactions(portfolio: Portfolio, *, team: str = "") -> Report:
    """What teams give each other, or what one gives and gets."""
    if team:
        get(portfolio, Team, team)
    return listing("interaction.list", "Interdependence", interaction_rows(portfolio, team), FIELDS, _EMPTY,
                   scripts=_LINES)  # fmt: skip


def interaction_rows(portfolio: Portfolio, team: str = "") -> list[dict[str, Any]]:
    """Interactions as rows, by key."""
    found = [one for _, one in sorted(portfolio.interactions.items()) if team in ("", one.giver, one.receiver)]
    return [_row(one) for one in found]


def _row(one: Interaction) -> dict[str, Any]:
    missing = unconfirmed(one)
    standing = "both" if not missing else "neither" if len(missing) == 2 else "one side"
    days = [day for _, day in sides(one) if day]
    return {
        **fields_of(one),
        "name_told": one_line(one.name),
        "cadence_told": one_line(one.cadence),
        "standing": standing,
        "standing_tone": "warn" if missing else "good",
        "since": min(days) if is_confirmed(one) else None,
    }


def interaction(portfolio: Portfolio, key: str) -> Report:
    """One interaction: who gives what to whom, and since when each side says so."""
    found = get(portfolio, Interaction, key)
    fields = {"name": found.name, "from": found.giver, "to": found.receiver, "kind": found.kind,
              "cadence": found.cadence, "source": found.source, "capability": found.capability,
              "giver confirmed": found.giver_confirmed or "not yet",
              "receiver confirmed": found.receiver_confirmed or "not yet", "note": found.note}  # fmt: skip
    return showing("interaction.show", found.name, fields, data=fields_of(found))


RATINGS: Mapping[int, tuple[str, Tone]] = {
    1: ("badly", "bad"), 2: ("poorly", "bad"), 3: ("fairly", "warn"), 4: ("well", "good"), 5: ("very well", "good"),
}  # fmt: skip


def assessments(portfolio: Portfolio, team: str, capabilities: Collection[str] = ()) -> Report:
    """How a team does what it does, capability by capability; all that were assessed, or those that are named."""
    found = get(portfolio, Team, team)
    every = assessments_by_team(portfolio).get(team, ())
    shown = [one for one in every if not capabilities or one.capability in capabilities]
    rows = [fields_of(one) for one in shown]
    data = {"team": team, "assessments": rows}
    runs = [one for one in running(portfolio).get(team, ()) if (team, one) not in portfolio.assessments]
    first = next(iter([*runs, "CAPABILITY"]))
    command = f"mopsctl assess {team} --capability {first} --performance RATING"

    def document() -> Document:
        blocks: list[Block] = [Heading(f"How {found.name} does what it does", 1), *assessment_blocks(portfolio, shown)]
        if not shown:
            blocks.append(Paragraph((Cell("Nothing was assessed yet: "), Cell(command, "command"))))
        elif runs and not capabilities:
            left = f"Not assessed: {', '.join(portfolio.capabilities[one].name for one in runs)}. "
            blocks.append(Paragraph((Cell(left, "muted"), Cell(command, "command"))))
        return Document(tuple(blocks))

    fields = columns("team", "capability", "on", "performance", "strengths", "challenges", "improvement", "task")
    return Report("assess.show", data, document, lambda: tabled(rows, fields, f"Nothing yet: {command}", told=False))


def assessment_blocks(portfolio: Portfolio, found: Sequence[Assessment]) -> list[Block]:
    """Each assessment under the name of its capability; what is not said, or not for this audience, is left out."""
    blocks: list[Block] = []
    for one in found:
        told: list[tuple[str, tuple[Cell, ...]]] = []
        if one.performance:
            word, tone = RATINGS[one.performance]
            told.append(("performance", (Cell(f"{one.performance} of 5, {word}", tone),)))
        texts = (("strengths", one.strengths), ("challenges", one.challenges), ("improvement", one.improvement))
        told += [(label, (Cell(one_line(text)),)) for label, text in texts if text]
        if one.task:
            told.append(("brought by", (Cell(portfolio.tasks[one.task].name), Cell(f" ({one.task})", "key"))))
        told.append(("assessed", (Cell(str(one.on), "muted"),)))
        blocks += [Heading(portfolio.capabilities[one.capability].name), Pairs(tuple(told))]
    return blocks
