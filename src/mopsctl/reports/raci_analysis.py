"""What a matrix says in numbers: the load of each holder, and the thin and the thick rows (domain §2.3)."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs

from ..facts.raci_analysis import Analysis, Carried, RowWeight, analysis
from ..facts.responsibility import Scheme, matrix, scheme_of, short, standing
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.responsibility import DUTIES, State
from .document import Block, Cell, Column, Document, Heading, Paragraph, Report, Table
from .responsibility import legend, tabled, title_of

TITLES = ("of", "key", "answers", "does", "asked", "told", "remarks")


def raci_analysis(
    portfolio: Portfolio, plan: str, state: State, policy: Policy, *, team: str = "", subjects: Sequence[str] = ()
) -> Report:
    """The matrix down (load of each holder) and across (rows that are thin or thick)."""
    matrix_found = matrix(portfolio, plan, state, team, subjects)
    found = analysis(portfolio, matrix_found, policy)

    def lines() -> Iterator[tuple[str, ...]]:
        for one in found.holders:
            yield "holder", one.holder, *_counts(one), "; ".join(one.remarks)
        for row in found.rows:
            yield "row", row.subject, *_counts(row), "; ".join((*row.thin, *row.thick))

    def document() -> Document:
        title = title_of(portfolio, state, team, " in numbers")
        return Document((Heading(title, 1), *_blocks(portfolio, found)))

    data = {
        "plan": plan or None,
        "state": state,
        "holders": [structs.asdict(one) for one in found.holders],
        "rows": [_row_data(one) for one in found.rows],
    }
    return Report("raci.analysis", data, document, lambda: tabled(TITLES, lines()), lines=lines, titles=TITLES)


def _row_data(row: RowWeight) -> dict[str, Any]:
    return structs.asdict(row)


def _counts(one: Carried | RowWeight) -> tuple[str, str, str, str]:
    return str(one.answers), str(one.does), str(one.asked), str(one.told)


def _blocks(portfolio: Portfolio, found: Analysis) -> Iterator[Block]:
    known = scheme_of(portfolio)
    if not found.rows:
        yield Paragraph((Cell("No letter yet: "), Cell("mopsctl raci edit", "command")))
        return
    duties = tuple(Column(known.of(duty) or duty, align="right") for duty in DUTIES)
    yield Heading("Down: what each holder carries")
    yield Table(
        (Column("holder"), *duties, Column("rows", align="right"), Column("agreed", align="right"),
         Column("", wrap=True)),
        tuple(_holder(portfolio, one) for one in found.holders),
    )  # fmt: skip
    thin = [row for row in found.rows if row.thin]
    thick = [row for row in found.rows if row.thick]
    yield Heading("Across: thin and thick rows")
    count = len(found.rows)
    mean = sum(row.answers + row.does + row.asked + row.told for row in found.rows) / count
    rows = f"{count} row{'s' if count != 1 else ''}"
    told = f"{rows} with {mean:.1f} letters on average: {len(thin)} thin, {len(thick)} thick."
    yield Paragraph((Cell(told),))
    odd = sorted((row for row in found.rows if row.thin or row.thick), key=lambda r: standing(portfolio, r.subject))
    if odd:
        columns = (Column("subject"), *duties, Column(""), Column("why", wrap=True))
        yield Table(columns, tuple(_row(portfolio, row) for row in odd))
    yield Paragraph(_legend(known))


def _legend(known: Scheme) -> tuple[Cell, ...]:
    return tuple(Cell(("   " if number else "") + cell.text, cell.tone) for number, cell in enumerate(legend(known)))


def _holder(portfolio: Portfolio, one: Carried) -> tuple[Cell, ...]:
    return (
        Cell(short(portfolio, one.holder), "key"),
        *map(Cell, _counts(one)),
        Cell(str(one.subjects)),
        Cell(f"{one.agreed}/{one.letters}", "muted"),
        Cell("; ".join(one.remarks), "warn"),
    )


def _row(portfolio: Portfolio, row: RowWeight) -> tuple[Cell, ...]:
    word = "thin" if row.thin and not row.thick else "thick" if not row.thin else "both"
    why = "; ".join((*row.thin, *row.thick))
    return Cell(short(portfolio, row.subject), "key"), *map(Cell, _counts(row)), Cell(word, "warn"), Cell(why)
