"""`mopsctl import org`: the chart that a people system or a spreadsheet holds, taken into the store as one change."""

import sys
from typing import Annotated

import typer

from ..edit.bring_in_org import bring_in_org
from ..formats.files import read_source
from ..formats.org_table import read_org
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from ..render.safe import safe
from .importing_tasks import pairs
from .screen import working
from .wiring import Desk, Outcome, changes


@changes
def import_org(
    desk: Desk,
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV, XLSX or Markdown; - is stdin", show_default=False)],
    state: Annotated[State, typer.Option("--state", help="as it is, or as it is to be")] = "as-is",
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="what a column is, where it is not understood", metavar="COLUMN=FIELD"),
    ] = None,
    create: Annotated[bool, typer.Option("--create", help="add teams and people that are not known")] = False,
    sheet: Annotated[str | None, typer.Option("--sheet", help="which sheet of a workbook", metavar="NAME")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="of a text file, e.g. cp1254")] = None,
) -> Outcome:
    """Bring in a chart: a table of positions and their managers.

    Examples:
      mopsctl import org people.csv --create --dry-run
      mopsctl import org people.xlsx --sheet Staff --map "Chef=manager"
      mopsctl import org target.csv --state to-be --create
    """
    source = read_source(file, stdin=sys.stdin.buffer)
    with working(f"reading {file}", len(source.data)):
        chart = read_org(source, dict(pairs("--map", columns)), sheet=sheet, encoding=encoding)
    said: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        brought = bring_in_org(portfolio, chart, state, create=create)
        said[:] = brought.notes
        return brought.portfolio

    changed = desk.make(edit)
    return Outcome(changed, tuple(map(safe, said)))
