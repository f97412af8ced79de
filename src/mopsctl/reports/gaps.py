"""The gap report: the page and the rows. What it tells is put together in `reports.told`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from ..errors import FINDINGS
from ..model.fields import untyped
from ..model.plan import Stage
from ..model.policy import Severity
from ..rules.engine import SEVERITIES, Finding
from .document import Block, Cell, Document, Heading, Item, Items, Paragraph, Report, Tone
from .responsibility import tabled
from .told import Place, Places, Told, counting, failing
from .waivers import accepted, waived_sentence

TITLES = ("severity", "code", "subject", "message", "cure", "plan", "fingerprint", "file", "line")
NOTHING = "Nothing that a rule asks for is missing."
SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "muted"}


class Beside(Struct, frozen=True):
    """What is said beside the findings: more keys of the data, a line of the page, and what to say of no findings."""

    data: Mapping[str, Any]
    line: tuple[Cell, ...] = ()
    nothing: str = ""


def as_if_in(stage: Stage) -> Beside:
    """That plans were judged as if they stood in a stage."""
    return Beside({"stage": stage}, (Cell("judged as if in "), Cell(stage, "strong")))


def gaps(
    some: Sequence[Told],
    *,
    rules: str,
    fail_on: Severity | None = "error",
    first: tuple[Cell, ...] = (),
    beside: Sequence[Beside] = (),
    name: str = "gaps",
    places: Places = Places(),  # noqa: B008 - a frozen record
) -> Report:
    """Every finding, worst first; exit code 1 when one that counts is at least as bad as `fail_on` (None: never).

    What is waived is told apart, counted apart, and never fails. `rules` is the rule-set version that spoke; `first` is
    the line that stands above all others: whom to win first (domain §1.3). `places` are looked up by formats that
    tell them: those for machines always, pages and lines where the file was named.
    """
    found, passed = counting(some), tuple(one for one in some if one.waiver)
    counts, code = weighed(found, fail_on)

    def data() -> dict[str, Any]:
        answer: dict[str, Any] = {
            "rules": rules,
            "counts": counts,
            "findings": [_row(one, places.of(one)) for one in found],
            "waived": [{"finding": _row(one, places.of(one)), "waiver": to_builtins(one.waiver)} for one in passed],
        }
        for more in beside:
            answer.update(more.data)
        return answer

    told_too = places if places.named else Places()
    page = lambda: _document(found, passed, counts, first, beside, told_too)  # noqa: E731 - drawn only when asked for

    def lines() -> Iterator[tuple[str, ...]]:
        return _lines(found, passed, told_too)

    return Report(name, data, page, lambda: tabled(TITLES, lines()), code, lines=lines, titles=TITLES)


def weighed(found: Sequence[Told], fail_on: Severity | None) -> tuple[dict[Severity, int], int]:
    """How many of each severity count, and the exit code that follows (`fail_on` None: findings never fail)."""
    held = Counter([one.finding.severity for one in found])
    counts = {severity: held[severity] for severity in SEVERITIES}
    return counts, FINDINGS if any(counts[severity] for severity in failing(fail_on)) else 0


def _row(one: Told, place: Place | None) -> dict[str, Any]:
    """A finding as machines read it."""
    row = asdict(one.finding)
    row["fingerprint"] = one.fingerprint
    if place:
        row["file"], row["line"] = place.file, place.line
    return row


def counted(counts: dict[Severity, int]) -> tuple[Cell, ...]:
    """`3 errors, 5 warnings, 1 info`, each in its tone."""
    parts: list[Cell] = []
    for severity, count in counts.items():
        word = severity if count == 1 or severity == "info" else f"{severity}s"
        parts += [Cell(", ")] if parts else []
        parts.append(Cell(f"{count} {word}", SEVERITY_TONES[severity] if count else "muted"))
    return tuple(parts)


def _document(
    found: Sequence[Told],
    passed: Sequence[Told],
    counts: dict[Severity, int],
    first: tuple[Cell, ...],
    beside: Sequence[Beside],
    places: Places,
) -> Document:
    blocks: list[Block] = [Heading("What is missing", 1)]
    apart: list[Block] = []
    if passed:
        apart = [Heading(f"Waived: {len(passed)}"), Items(tuple(_waived_item(one, places.of(one)) for one in passed))]
    lines = tuple(Paragraph(one.line) for one in beside if one.line)
    if not found:
        usual = "Nothing else that a rule asks for is missing." if passed else NOTHING
        nothing = next((one.nothing for one in beside if one.nothing), usual)
        return Document((*blocks, Paragraph((Cell(nothing, "good"),)), *lines, *apart))
    aside = (Cell(f", {len(passed)} waived", "muted"),) if passed else ()
    blocks += [Paragraph((*counted(counts), *aside)), *lines]
    blocks += [Paragraph(first)] if first else []
    by_rule: dict[tuple[str, str, str], list[Item]] = {}
    for one in found:
        finding = one.finding
        item = _item(finding, places.of(one))
        by_rule.setdefault((finding.severity, finding.code, finding.name), []).append(item)
    for (severity, code, name), group in by_rule.items():
        size = f"{len(group)} {severity}{'s' if len(group) != 1 and severity != 'info' else ''}"
        blocks += [Heading(f"{code} {name}: {size}"), Items(tuple(group))]
    why = Paragraph((Cell("Why a rule asks: ", "muted"), Cell("mopsctl rule show CODE", "command")))
    return Document((*blocks, *apart, why))


def _item(finding: Finding, place: Place | None) -> Item:
    mark = Cell(finding.severity[0].upper(), SEVERITY_TONES[finding.severity])
    told = (Cell(finding.message), *_where(place))
    return Item(mark, Cell(untyped(finding.subject)[1], "key"), told, finding.cure)


def _waived_item(one: Told, place: Place | None) -> Item:
    finding = one.finding
    mark, subject = Cell(finding.code, "muted"), Cell(untyped(finding.subject)[1], "key")
    accepting = accepted(one.waiver) if one.waiver else ()
    return Item(mark, subject, (Cell(f"{finding.message}."), *accepting, *_where(place)))


def _where(place: Place | None) -> tuple[Cell, ...]:
    return (Cell(f" ({place.file}:{place.line})", "muted"),) if place else ()


def _lines(found: Sequence[Told], passed: Sequence[Told], places: Places) -> Iterator[tuple[str, ...]]:
    """A line a finding; those waived say so where the others say how grave they are."""
    for one in (*found, *passed):
        finding, grave = one.finding, "waived" if one.waiver else one.finding.severity
        message = waived_sentence(finding.message, one.waiver)
        place = places.of(one)
        where = (place.file, str(place.line)) if place else ("", "")
        yield (
            grave, finding.code, finding.subject, message, finding.cure, finding.plan, one.fingerprint, *where
        )  # fmt: skip
