"""The gap report, the gate's verdict and the rules behind both."""

from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec import to_builtins

from ..errors import FINDINGS, GATE_CLOSED
from ..facts.audience import Audience
from ..facts.gate import Reason, Verdict, verdict
from ..model.fields import untyped
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from ..rules.engine import Finding, RuleCard, findings
from .document import Banner, Block, Cell, Column, Document, Heading, Item, Items, Pairs, Paragraph, Report, Table, Tone
from .listing import Field, listing, plainly

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "muted"}
VERDICT_TONES: dict[str, Tone] = {"go": "good", "conditions": "warn", "stop": "bad"}
# What would tell a score to those who may not see one.
SCORED = ("COM206",)

Coded = TypeVar("Coded", Finding, Reason)


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

    `first` is the line that stands above all others: whom to win first (domain §1.3).
    """
    found = fit_for(audience, findings(portfolio, policy, plan))
    counts = {severity: sum(f.severity == severity for f in found) for severity in SEVERITIES}
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    code = FINDINGS if any(counts[severity] for severity in failing) else 0
    data = {"counts": counts, "findings": to_builtins(found)}
    return Report("gaps", data, lambda: _document(found, counts, first), lambda: _table(found), code)


def fit_for(audience: Audience, found: Sequence[Coded]) -> tuple[Coded, ...]:
    """The findings, or the gate's reasons, that the audience may know."""
    return tuple(one for one in found if audience == "me" or one.code not in SCORED)


def counted(counts: dict[Severity, int]) -> tuple[Cell, ...]:
    """`3 errors, 5 warnings, 1 info`, each in its tone."""
    parts: list[Cell] = []
    for severity, count in counts.items():
        word = severity if count == 1 or severity == "info" else f"{severity}s"
        parts += [Cell(", ")] if parts else []
        parts.append(Cell(f"{count} {word}", SEVERITY_TONES[severity] if count else "muted"))
    return tuple(parts)


def _document(found: Sequence[Finding], counts: dict[Severity, int], first: tuple[Cell, ...]) -> Document:
    blocks: list[Block] = [Heading("What is missing", 1)]
    if not found:
        return Document((*blocks, Paragraph((Cell("Nothing that a rule asks for is missing.", "good"),))))
    blocks.append(Paragraph(counted(counts)))
    if first:
        blocks.append(Paragraph(first))
    by_rule: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in found:
        by_rule.setdefault((finding.severity, finding.code, finding.name), []).append(finding)
    for (severity, code, name), group in by_rule.items():
        size = f"{len(group)} {severity}{'s' if len(group) != 1 and severity != 'info' else ''}"
        blocks += [Heading(f"{code} {name}: {size}"), Items(tuple(map(_item, group)))]
    blocks.append(Paragraph((Cell("Why a rule asks: ", "muted"), Cell("mopsctl rule show CODE", "command"))))
    return Document(tuple(blocks))


def _item(finding: Finding) -> Item:
    mark = Cell(finding.severity[0].upper(), SEVERITY_TONES[finding.severity])
    return Item(mark, Cell(untyped(finding.subject)[1], "key"), (Cell(finding.message),), finding.cure)


def _table(found: Sequence[Finding]) -> Table:
    names = ("severity", "code", "subject", "message", "cure")
    return Table(
        tuple(Column(name) for name in names),
        tuple(tuple(Cell(str(getattr(f, name))) for name in names) for f in found),
    )


def judged(whole: Portfolio, seen: Portfolio, plan: str, policy: Policy, audience: Audience) -> Verdict:
    """The verdict on the whole truth, with the reasons that the audience may know."""
    said = verdict(seen, plan, policy)
    return Verdict(plan, verdict(whole, plan, policy).verdict, fit_for(audience, said.reasons))


def gate(ruling: Verdict) -> Report:
    """May implementation begin? Exit code 3 when it may not."""
    data: dict[str, Any] = to_builtins(ruling)

    def document() -> Document:
        return Document((Heading("The gate", 1), worded(ruling), reasons(ruling.reasons)))

    code = GATE_CLOSED if ruling.verdict == "stop" else 0
    return Report("gate", data, document, lambda: _reason_table(ruling), code)


def worded(ruling: Verdict) -> Banner:
    """The verdict, and what it means."""
    sentence = {
        "go": "implementation may begin",
        "conditions": "implementation may begin, and should not yet",
        "stop": "implementation must not begin",
    }[ruling.verdict]
    return Banner(ruling.verdict.upper(), VERDICT_TONES[ruling.verdict], (Cell(sentence),))


def reasons(given: Sequence[Reason], *, cures: bool = True) -> Items:
    """Reasons, each with the command that ends it."""
    return Items(tuple(_reason(one, cures) for one in given), "No reason against it.")


def _reason(one: Reason, with_cure: bool) -> Item:
    mark = Cell(one.code, "bad" if one.level == "stop" else "warn")
    return Item(mark, Cell(untyped(one.subject)[1], "key"), (Cell(one.sentence),), one.cure if with_cure else "")


def _reason_table(ruling: Verdict) -> Table:
    columns = tuple(Column(name) for name in ("verdict", "level", "code", "subject", "sentence", "cure"))
    rows: list[tuple[str, ...]] = [
        (ruling.verdict, r.level, r.code, r.subject, r.sentence, r.cure) for r in ruling.reasons
    ]
    rows = rows or [(ruling.verdict, "", "", "", "", "")]
    return Table(columns, tuple(tuple(Cell(part) for part in row) for row in rows))


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
