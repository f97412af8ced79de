"""The catalogue of rules, and the manual of one. What they find is `reports.gaps`."""

from collections.abc import Sequence
from typing import Any

from msgspec import to_builtins

from ..rules.engine import RuleCard
from .document import Block, Cell, Column, Document, Heading, Pairs, Paragraph, Report, Table
from .gaps import SEVERITY_TONES
from .listing import Field, listing, plainly


def rules(cards: Sequence[RuleCard]) -> Report:
    """The catalogue."""
    rows = [
        {
            "code": c.code,
            "name": c.name,
            "severity": c.severity,
            "severity_tone": SEVERITY_TONES[c.severity],
            "stages": list(c.stages),
            "summary": c.summary,
        }
        for c in cards
    ]
    fields = (
        Field("code", tone="key"),
        Field("name"),
        Field("severity"),
        Field("summary", "fires when", wrap=True),
        Field("stages", tone="muted", optional=True, wrap=True),
    )
    return listing("rule.list", "Rules", rows, fields, "")


def rule(card: RuleCard) -> Report:
    """One rule: what, why, how to cure it, and the examples that its tests run."""
    data: dict[str, Any] = to_builtins(card)
    fields = [(name, plainly(value)) for name, value in data.items()]

    def document() -> Document:
        pairs = Pairs(
            (
                ("severity", (Cell(card.severity, SEVERITY_TONES[card.severity]),)),
                ("speaks in", (Cell(", ".join(card.stages)),)),
                ("why", (Cell(card.why),)),
                ("cure", (Cell(card.cure, "command"),)),
            )
        )
        examples: list[Block] = []
        for title, example in (("Fires", card.fires), ("Stays quiet", card.quiet)):
            examples.append(Heading(title))
            examples += [Paragraph((Cell(line, "muted"),)) for line in example.splitlines()]
        return Document((Heading(f"{card.code} {card.name}", 1), Paragraph((Cell(card.summary),)), pairs, *examples))

    def table() -> Table:
        return Table((Column("field"), Column("value")), tuple((Cell(n), Cell(v)) for n, v in fields))

    return Report("rule.show", data, document, table)
