"""The gap report in short: how often each rule speaks, and how much of it needs no decision to be cured."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..model.policy import Severity
from ..rules.engine import SEVERITIES
from .document import Block, Cell, Column, Document, Heading, Paragraph, Report, Table
from .gaps import NOTHING, SEVERITY_TONES, Beside, counted, weighed
from .told import Identity, Told, counting

_ASIDE = ("fixable", "waived")  # told of a rule only where there is some of it


class Tally(Struct, frozen=True):
    """What one rule said: how many of each severity count, how many of those can be fixed, how many are waived.

    `severity` is that of the gravest that counts; where none does, of the gravest that is waived.
    """

    code: str
    name: str
    severity: Severity
    counts: Mapping[Severity, int]
    fixable: int
    waived: int

    @property
    def count(self) -> int:
        """How many of its findings count."""
        return sum(self.counts.values())


def statistics(
    some: Sequence[Told],
    *,
    rules: str,
    fail_on: Severity | None = "error",
    fixable: Collection[Identity] = (),
    fix: str = "",
    beside: Sequence[Beside] = (),
) -> Report:
    """A line a rule, the gravest and then the most frequent first; the exit code is that of the findings themselves.

    `fixable`: what `gaps --fix` would cure; `fix`: the command that cures it, empty where there is no store to cure.
    """
    counts, code = weighed(counting(some), fail_on)
    tallies = _tallies(some, fixable)
    totals = {name: sum(getattr(one, name) for one in tallies) for name in ("count", *_ASIDE)}

    def data() -> dict[str, Any]:
        answer = {"rules": rules, "counts": counts, "statistics": [_row(one) for one in tallies], "totals": totals}
        for more in beside:
            answer.update(more.data)
        return answer

    def document() -> Document:
        lines = [Paragraph(one.line) for one in beside if one.line]
        return Document((Heading("What is missing, rule by rule", 1), *lines, *_page(tallies, totals, counts, fix)))

    return Report("gaps.statistics", data, document, lambda: _lines(tallies, totals), code)


def _tallies(some: Sequence[Told], fixable: Collection[Identity]) -> list[Tally]:
    by_rule: dict[tuple[str, str], list[Told]] = {}
    for one in some:
        by_rule.setdefault((one.finding.code, one.finding.name), []).append(one)
    found = []
    for (code, name), group in by_rule.items():
        held = counting(group)
        counts, _ = weighed(held, None)
        gravest = min((one.finding.severity for one in held or group), key=SEVERITIES.index)
        cured = sum(one.counts and one.identity in fixable for one in group)
        waived = sum(one.waiver is not None for one in group)
        found.append(Tally(code, name, gravest, counts, cured, waived))
    return sorted(found, key=_place)


def _place(one: Tally) -> tuple[int, int, str]:
    """The gravest first; what counts for nothing last."""
    return SEVERITIES.index(one.severity) if one.count else len(SEVERITIES), -one.count, one.code


def _row(one: Tally) -> dict[str, Any]:
    """A rule as machines read it."""
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "count": one.count,
        "counts": dict(one.counts),
        "fixable": one.fixable,
        "waived": one.waived,
    }


def _page(tallies: Sequence[Tally], totals: Mapping[str, int], counts: dict[Severity, int], fix: str) -> list[Block]:
    if not tallies:
        return [Paragraph((Cell(NOTHING, "good"),))]
    aside = [name for name in _ASIDE if totals[name]]
    columns = (
        Column("count", align="right"),
        Column("rule"),
        Column("name"),
        Column("severity"),
        *(Column(name, align="right") for name in aside),
    )
    rows = tuple((*_cells(one), *(_number(getattr(one, name)) for name in aside)) for one in tallies)
    size = f"{len(tallies)} rule{'s' if len(tallies) != 1 else ''}: "
    beyond = tuple(Cell(f", {totals[name]} {name}", "muted") for name in aside if name != "fixable")
    blocks: list[Block] = [Table(columns, rows), Paragraph((Cell(size), *counted(counts), *beyond))]
    if cured := totals["fixable"]:
        told = f"{cured} {'needs' if cured == 1 else 'need'} no decision"
        in_file = Cell(" (a cure changes a store, and no plan file)", "muted")
        blocks.append(Paragraph((Cell(f"{told}: "), Cell(fix, "command")) if fix else (Cell(told), in_file)))
    return blocks


def _cells(one: Tally) -> tuple[Cell, ...]:
    rated = [(severity, count) for severity, count in one.counts.items() if count]
    told = rated[0][0] if len(rated) == 1 else ", ".join(f"{count} {severity}" for severity, count in rated)
    tone = SEVERITY_TONES[one.severity] if one.count else "muted"
    return Cell(str(one.count)), Cell(one.code, "key"), Cell(one.name), Cell(told or one.severity, tone)


def _number(count: int) -> Cell:
    return Cell(str(count) if count else "")


def _lines(tallies: Sequence[Tally], totals: Mapping[str, int]) -> Table:
    """For lines and spreadsheets: every column, and the totals in the last row."""
    columns = tuple(Column(name) for name in ("count", "code", "name", "severity", *_ASIDE))
    rows = [
        (str(one.count), one.code, one.name, one.severity, *(str(getattr(one, name)) for name in _ASIDE))
        for one in tallies
    ]
    last = (str(totals["count"]), "total", "", "", *(str(totals[name]) for name in _ASIDE))
    return Table(columns, tuple(tuple(Cell(part) for part in row) for row in (*rows, last)))
