"""What changes from the chart as-is to the chart to-be: new, gone, moved, re-scoped, held by others (domain §4.2)."""

from collections.abc import Iterator
from typing import Any

from ..facts.chart import begun, chart, title
from ..facts.reorganisation import KINDS, Change, Difference, Kind, reorganisation
from ..model.portfolio import Portfolio
from .document import Block, Cell, Column, Document, Heading, Paragraph, Report, Table, Tone

HEADINGS: dict[Kind, str] = {
    "new": "New",
    "gone": "Gone",
    "moved": "Moved",
    "re-scoped": "Re-scoped",
    "staffed": "Otherwise staffed",
}
TONES: dict[Kind, Tone] = {"new": "good", "gone": "bad", "moved": "accent", "re-scoped": "warn", "staffed": "plain"}
WORDS = {
    "reports_to": "reports to",
    "dotted": "dotted line to",
    "for_others": "% for others",
    "holder": "holder",
    "allocation": "% of the holder's time",
}


def org_diff(portfolio: Portfolio) -> Report:
    """Every position that changes, told once under the gravest of its changes."""
    changes = tuple(reorganisation(portfolio).values())
    return Report(
        "org.diff",
        [_data(portfolio, change) for change in changes],
        lambda: Document(tuple(_blocks(portfolio, changes))),
        lambda: _table(changes),
    )


def _data(portfolio: Portfolio, change: Change) -> dict[str, Any]:
    return {
        "position": change.position,
        "name": portfolio.positions[change.position].name,
        "kinds": list(change.kinds),
        "transition": portfolio.positions[change.position].transition,
        "changes": [
            {"kind": one.kind, "field": one.field, "before": _plain(one.before), "after": _plain(one.after)}
            for one in change.differences
        ],
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _blocks(portfolio: Portfolio, changes: tuple[Change, ...]) -> Iterator[Block]:
    yield Heading("Organisation: from as it is to as it is to be", 1)
    if nothing := _nothing(portfolio, changes):
        yield Paragraph((Cell(nothing, "muted"),))
        return
    counts = [f"{sum(kind in one.kinds for one in changes)} {kind}" for kind in KINDS]
    same = len({*chart(portfolio, "as-is").boxes} & {*chart(portfolio, "to-be").boxes} - {*reorganisation(portfolio)})
    yield Paragraph((Cell(f"{', '.join(counts)}, {same} as before"),))
    for kind in KINDS:
        some = [one for one in changes if one.first == kind]
        if some:
            yield Heading(HEADINGS[kind])
            yield _told(portfolio, kind, some)


def _nothing(portfolio: Portfolio, changes: tuple[Change, ...]) -> str:
    """Why there is nothing to tell; empty where there is."""
    if not begun(portfolio, "to-be"):
        return "No to-be chart yet: mopsctl org init --from as-is"
    if not begun(portfolio, "as-is"):
        return "No as-is chart to compare with: mopsctl position add KEY --name NAME --state as-is"
    return "" if changes else "Both charts are the same"


def _told(portfolio: Portfolio, kind: Kind, changes: list[Change]) -> Table:
    columns = (Column("position"), Column("title", wrap=True), Column("what changes", wrap=True))
    rows = tuple(
        (
            Cell(one.position, "key"),
            Cell(title(portfolio, one.position, one.after or one.before), TONES[kind]),
            Cell("; ".join(_sentences(one))),
            _transition(portfolio, one),
        )
        for one in changes
    )
    return Table((*columns, Column("told by", wrap=True)), rows)


def _transition(portfolio: Portfolio, change: Change) -> Cell:
    """The task that tells those concerned, or that there is none."""
    task = portfolio.positions[change.position].transition
    return Cell(task, "key") if task else Cell("no task", "warn")


def _sentences(change: Change) -> Iterator[str]:
    box = change.after or change.before
    if change.before is None or change.after is None:
        assert box is not None
        under = f"under {box.reports_to}" if box.reports_to else "at the top"
        yield f"{under}, {box.holder or 'vacant'}"
    for one in change.differences:
        yield _sentence(one)


def _sentence(one: Difference) -> str:
    before, after = (_value(one.field, value) for value in (one.before, one.after))
    return f"{WORDS.get(one.field, one.field)}: {before} -> {after}"


def _value(field: str, value: Any) -> str:
    if field == "holder":
        return value or "vacant"
    if field == "reports_to":
        return value or "nobody"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None or value == "" else str(value)


def _table(changes: tuple[Change, ...]) -> Table:
    """A difference a line; a position that comes or goes has one line without fields."""
    rows = []
    for change in changes:
        if not change.differences:
            rows.append((change.position, change.first, "", "", ""))
        rows += [
            (change.position, one.kind, one.field, _flat(one.before), _flat(one.after)) for one in change.differences
        ]
    names = ("position", "kind", "field", "before", "after")
    return Table(tuple(Column(name) for name in names), tuple(tuple(map(Cell, row)) for row in rows))


def _flat(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)
