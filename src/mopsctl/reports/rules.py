"""The catalogue of rules, and the manual of one. What they find is `reports.gaps`."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from ..model.plan import STAGES
from ..rules.choice import Standing
from ..rules.engine import RuleCard
from .document import Block, Cell, Code, Document, Heading, Pairs, Paragraph, Report
from .gaps import SEVERITY_TONES
from .listing import Field, listing, showing
from .settings import written


def rules(cards: Sequence[RuleCard]) -> Report:
    """The catalogue."""
    rows = [
        {
            "code": c.code,
            "name": c.name,
            "severity": c.severity,
            "severity_tone": SEVERITY_TONES[c.severity],
            "stages": list(c.stages),
            "stages_told": _stages(c),
            "summary": c.summary,
            "rule_set": c.since,
        }
        for c in cards
    ]
    fields = (
        Field("code", tone="key"),
        Field("name"),
        Field("severity"),
        Field("summary", "fires when", wrap=True),
        Field("stages", tone="muted", optional=True, wrap=True),
        Field("rule_set", "since", tone="muted", optional=True),
    )
    return listing("rule.list", "Rules", rows, fields, "")


def rule(card: RuleCard, standing: Standing, place: str, settings: Mapping[str, object], *, fix: str = "") -> Report:
    """One rule: what, why, how to cure it, and the examples that its tests run.

    `standing` is how it stands under the settings, by what stands at `place`; `settings` are all in force, by name;
    `fix` is what `gaps --fix` does about it, empty where that takes a decision.
    """
    limits = {name: settings[name] for name in card.limits}
    by = f"{standing.setting} ({place})" if place else standing.setting
    data: dict[str, Any] = {"rule_set" if name == "since" else name: v for name, v in to_builtins(card).items()} | {
        "limits": to_builtins(limits),
        "fixable": bool(fix),
        "in_force": standing.severity,
        "set_by": by,
    }
    told = data | {"limits": _limits(limits)}
    report = showing("rule.show", card.name, told, data=data)

    def document() -> Document:
        pairs = Pairs(tuple(_pairs(card, standing, by, limits, fix)))
        return Document(
            (Heading(f"{card.code} {card.name}", 1), Paragraph((Cell(card.summary),)), pairs, *_manual(card))
        )

    return Report("rule.show", data, document, report.table)


def _stages(card: RuleCard) -> str:
    return "every stage" if card.stages == STAGES else ", ".join(card.stages)


def _pairs(
    card: RuleCard, standing: Standing, by: str, limits: Mapping[str, object], fix: str
) -> list[tuple[str, tuple[Cell, ...]]]:
    pairs: list[tuple[str, tuple[Cell, ...]]] = [
        ("severity", (Cell(card.severity, SEVERITY_TONES[card.severity]),)),
        ("speaks in", (Cell(_stages(card)),)),
        ("since", (Cell(f"rule set {card.since}"),)),
    ]
    if standing.setting:
        here = Cell(standing.severity or "silent", SEVERITY_TONES[standing.severity] if standing.severity else "warn")
        pairs.append(("here", (here, Cell(f", by {by}", "muted"))))
    if limits:
        pairs.append(("limits", (Cell(_limits(limits)),)))
    if fix:
        pairs.append(("fix", (Cell("mopsctl gaps --fix", "command"), Cell(f": {fix[:1].lower()}{fix[1:]}"))))
    return pairs


def _limits(limits: Mapping[str, object]) -> str:
    return ", ".join(f"{name} = {written(value)}" for name, value in limits.items())


def _manual(card: RuleCard) -> list[Block]:
    """Why, cure and examples; empty where Python was told to drop docstrings."""
    blocks: list[Block] = []
    if card.why:
        blocks += [Heading("Why"), Paragraph((Cell(card.why[:1].upper() + card.why[1:]),))]
    parts = (
        ("Cure", "sh", "\n".join(card.steps)),
        ("Fires", "yaml", card.fires),
        ("Stays quiet", "yaml", card.quiet),
    )
    for title, language, text in parts:
        blocks += [Heading(title), Code(text, language)] if text else []
    return blocks
