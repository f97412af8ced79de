"""The gap report: the page and the rows. What it tells is put together in `reports.told`."""

from collections.abc import Sequence
from typing import Any

from msgspec import to_builtins

from ..errors import FINDINGS
from ..model.fields import untyped
from ..model.policy import Severity
from ..rules.engine import Finding
from .document import Block, Cell, Column, Document, Heading, Item, Items, Paragraph, Report, Table, Tone
from .told import Told, counting
from .waivers import accepted, waived_sentence

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
NOTHING = "Nothing that a rule asks for is missing."
SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "muted"}


def gaps(
    some: Sequence[Told],
    *,
    rules: str,
    fail_on: Severity | None = "error",
    first: tuple[Cell, ...] = (),
) -> Report:
    """Every finding, worst first; exit code 1 when one that counts is at least as bad as `fail_on` (None: never).

    What is waived is told apart, counted apart, and never fails. `rules` is the rule-set version that spoke; `first` is
    the line that stands above all others: whom to win first (domain §1.3).
    """
    found, passed = counting(some), tuple(one for one in some if one.waiver)
    counts = {severity: sum(one.finding.severity == severity for one in found) for severity in SEVERITIES}
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    code = FINDINGS if any(counts[severity] for severity in failing) else 0
    data = {
        "rules": rules,
        "counts": counts,
        "findings": [_row(one) for one in found],
        "waived": [{"finding": _row(one), "waiver": to_builtins(one.waiver)} for one in passed],
    }
    return Report("gaps", data, lambda: _document(found, passed, counts, first), lambda: _table(found, passed), code)


def _row(one: Told) -> dict[str, Any]:
    """A finding as machines read it."""
    place = {"file": one.place.file, "line": one.place.line} if one.place else {}
    return {**to_builtins(one.finding), "fingerprint": one.fingerprint, **place}


def counted(counts: dict[Severity, int]) -> tuple[Cell, ...]:
    """`3 errors, 5 warnings, 1 info`, each in its tone."""
    parts: list[Cell] = []
    for severity, count in counts.items():
        word = severity if count == 1 or severity == "info" else f"{severity}s"
        parts += [Cell(", ")] if parts else []
        parts.append(Cell(f"{count} {word}", SEVERITY_TONES[severity] if count else "muted"))
    return tuple(parts)


def _document(
    found: Sequence[Told], passed: Sequence[Told], counts: dict[Severity, int], first: tuple[Cell, ...]
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
    for finding in (one.finding for one in found):
        by_rule.setdefault((finding.severity, finding.code, finding.name), []).append(finding)
    for (severity, code, name), group in by_rule.items():
        size = f"{len(group)} {severity}{'s' if len(group) != 1 and severity != 'info' else ''}"
        blocks += [Heading(f"{code} {name}: {size}"), Items(tuple(map(_item, group)))]
    why = Paragraph((Cell("Why a rule asks: ", "muted"), Cell("mopsctl rule show CODE", "command")))
    return Document((*blocks, *apart, why))


def _item(finding: Finding) -> Item:
    mark = Cell(finding.severity[0].upper(), SEVERITY_TONES[finding.severity])
    return Item(mark, Cell(untyped(finding.subject)[1], "key"), (Cell(finding.message),), finding.cure)


def _waived_item(one: Told) -> Item:
    finding = one.finding
    mark, subject = Cell(finding.code, "muted"), Cell(untyped(finding.subject)[1], "key")
    return Item(mark, subject, (Cell(f"{finding.message}."), *(accepted(one.waiver) if one.waiver else ())))


def _table(found: Sequence[Told], passed: Sequence[Told]) -> Table:
    """A line a finding; those waived say so where the others say how grave they are."""
    rows = []
    for one in (*found, *passed):
        finding, grave = one.finding, "waived" if one.waiver else one.finding.severity
        message = waived_sentence(finding.message, one.waiver)
        rows.append((grave, finding.code, finding.subject, message, finding.cure))
    names = ("severity", "code", "subject", "message", "cure")
    return Table(tuple(Column(name) for name in names), tuple(tuple(Cell(part) for part in row) for row in rows))
