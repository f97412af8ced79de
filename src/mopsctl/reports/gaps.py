"""The gap report and the rules behind it. The gate's verdict is `reports.gate`."""

from collections.abc import Sequence
from typing import Any

from msgspec import to_builtins

from ..errors import FINDINGS
from ..facts.audience import Audience, may_know
from ..model.fields import untyped
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from ..rules.engine import Finding, RuleCard, Waived, findings, waived
from .document import Block, Cell, Column, Document, Heading, Item, Items, Pairs, Paragraph, Report, Table, Tone
from .gate import fit_for
from .gate import gate as gate
from .gate import gates as gates
from .gate import judged as judged
from .listing import Field, listing, plainly
from .waivers import accepted, waived_sentence

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
NOTHING = "Nothing that a rule asks for is missing."
SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "muted"}


def gaps(
    portfolio: Portfolio,
    policy: Policy,
    plan: str | None,
    *,
    audience: Audience,
    fail_on: Severity | None = "error",
    first: tuple[Cell, ...] = (),
) -> Report:
    """Every finding, worst first; exit code 1 when one is at least as bad as `fail_on` (None: never).

    What is waived is told apart, counted apart, and never fails. `first` is the line that stands above all others:
    whom to win first (domain §1.3).
    """
    found = fit_for(audience, findings(portfolio, policy, plan))
    passed = [one for one in waived(portfolio, policy, plan) if may_know(audience, one.finding.code)]
    counts = {severity: sum(f.severity == severity for f in found) for severity in SEVERITIES}
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    code = FINDINGS if any(counts[severity] for severity in failing) else 0
    data = {"counts": counts, "findings": to_builtins(found), "waived": to_builtins(passed)}
    return Report("gaps", data, lambda: _document(found, passed, counts, first), lambda: _table(found, passed), code)


def counted(counts: dict[Severity, int]) -> tuple[Cell, ...]:
    """`3 errors, 5 warnings, 1 info`, each in its tone."""
    parts: list[Cell] = []
    for severity, count in counts.items():
        word = severity if count == 1 or severity == "info" else f"{severity}s"
        parts += [Cell(", ")] if parts else []
        parts.append(Cell(f"{count} {word}", SEVERITY_TONES[severity] if count else "muted"))
    return tuple(parts)


def _document(
    found: Sequence[Finding], passed: Sequence[Waived], counts: dict[Severity, int], first: tuple[Cell, ...]
) -> Document:
    blocks: list[Block] = [Heading("What is missing", 1)]
    apart: list[Block] = []
    if passed:
        apart = [Heading(f"Waived: {len(passed)}"), Items(tuple(map(_waived_item, passed)))]
    if not found:
        nothing = "Nothing else that a rule asks for is missing." if passed else NOTHING
        return Document((*blocks, Paragraph((Cell(nothing, "good"),)), *apart))
    aside = (Cell(f", {len(passed)} waived", "muted"),) if passed else ()
    blocks.append(Paragraph((*counted(counts), *aside)))
    if first:
        blocks.append(Paragraph(first))
    by_rule: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in found:
        by_rule.setdefault((finding.severity, finding.code, finding.name), []).append(finding)
    for (severity, code, name), group in by_rule.items():
        size = f"{len(group)} {severity}{'s' if len(group) != 1 and severity != 'info' else ''}"
        blocks += [Heading(f"{code} {name}: {size}"), Items(tuple(map(_item, group)))]
    why = Paragraph((Cell("Why a rule asks: ", "muted"), Cell("mopsctl rule show CODE", "command")))
    return Document((*blocks, *apart, why))


def _item(finding: Finding) -> Item:
    mark = Cell(finding.severity[0].upper(), SEVERITY_TONES[finding.severity])
    return Item(mark, Cell(untyped(finding.subject)[1], "key"), (Cell(finding.message),), finding.cure)


def _waived_item(one: Waived) -> Item:
    mark, subject = Cell(one.finding.code, "muted"), Cell(untyped(one.finding.subject)[1], "key")
    return Item(mark, subject, (Cell(f"{one.finding.message}."), *accepted(one.waiver)))


def _table(found: Sequence[Finding], passed: Sequence[Waived]) -> Table:
    """A line a finding; those waived say so where the others say how grave they are."""
    rows = [(one.severity, one.code, one.subject, one.message, one.cure) for one in found]
    for finding, waiver in ((one.finding, one.waiver) for one in passed):
        message = waived_sentence(finding.message, waiver)
        rows.append(("waived", finding.code, finding.subject, message, finding.cure))  # type: ignore[arg-type]
    names = ("severity", "code", "subject", "message", "cure")
    return Table(tuple(Column(name) for name in names), tuple(tuple(Cell(part) for part in row) for row in rows))


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
