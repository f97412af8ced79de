"""`mopsctl import project` and `import tasks`: plans of other planners, taken into the plan as one change."""

import sys
from collections.abc import Iterable
from datetime import date
from shlex import quote
from typing import Annotated

import typer

from .. import service
from ..edit.bring_in_tasks import Terms, bring_in_tasks
from ..edit.plan import current
from ..errors import USAGE, MopsError
from ..formats import mspdi
from ..formats.files import read_source
from ..formats.project_dates import Order
from ..formats.project_table import TaskTable, open_table
from ..model.foreign import ForeignPlan
from ..model.portfolio import Portfolio
from ..render.safe import safe
from ..reports.document import Report
from ..reports.importing import preview as preview_of
from .screen import working
from .wiring import Desk, Outcome, changes

Create = Annotated[bool, typer.Option("--create", help="make a team of each worker that is not known")]
Meant = Annotated[
    list[str] | None,
    typer.Option("--as", help="which team or person a name in the file stands for", metavar="NAME=KEY"),
]
New = Annotated[bool, typer.Option("--new", help="take every task as a new one, none as one from before")]
SkipMissing = Annotated[bool, typer.Option("--skip-missing", help="leave out links to tasks not in the file")]


@changes
def import_project(
    desk: Desk,
    file: Annotated[str, typer.Argument(metavar="FILE", help="an .xml of MS Project; - is stdin", show_default=False)],
    create: Create = False,
    meant: Meant = None,
    new: New = False,
    skip_missing: SkipMissing = False,
) -> Outcome:
    """Bring in a plan of MS Project, saved there as XML.

    Examples:
      mopsctl import project rollout.xml --dry-run
      mopsctl import project rollout.xml --create
      mopsctl import project rollout.xml --as "Ada E.=ada"
    """
    source = read_source(file, stdin=sys.stdin.buffer)
    with working(f"reading {file}", len(source.data)):
        foreign = mspdi.read(source, skip_missing=skip_missing, today=desk.today)
        return _brought(desk, foreign, _terms(desk, f"mopsctl import project {quote(file)}", create, meant, new))


@changes
def import_tasks(
    desk: Desk,
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV or XLSX; - is stdin", show_default=False)],
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="what a column is, where it is not understood", metavar="COLUMN=FIELD"),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="show how the columns are understood")] = False,
    dates: Annotated[Order | None, typer.Option("--dates", help="which way round 03/04/26 is")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="which sheet of a workbook", metavar="NAME")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="of a text file, e.g. cp1254")] = None,
    create: Create = False,
    meant: Meant = None,
    new: New = False,
    skip_missing: SkipMissing = False,
) -> Outcome | Report:
    """Bring in the table of tasks that another planner saved.

    Examples:
      mopsctl import tasks rollout.csv --preview
      mopsctl import tasks rollout.csv --map "Who=owner" --dates dmy
      mopsctl import tasks rollout.xlsx --sheet Plan --create --dry-run
    """
    source = read_source(file, stdin=sys.stdin.buffer)
    with working(f"reading {file}", len(source.data)):
        table = open_table(source, dict(pairs("--map", columns)), sheet=sheet, encoding=encoding, dates=dates)
        if preview:
            return _preview(table, skip_missing=skip_missing, today=desk.today)
        foreign = table.read(skip_missing=skip_missing, today=desk.today)
        return _brought(desk, foreign, _terms(desk, f"mopsctl import tasks {quote(file)}", create, meant, new))


def _preview(table: TaskTable, *, skip_missing: bool, today: date) -> Report:
    """How a file would be understood, and why it would be refused, if it would."""
    try:
        foreign, refused = table.read(skip_missing=skip_missing, today=today), ""
    except MopsError as error:
        foreign, refused = None, error.message
    return preview_of(table.name, table.columns, foreign, refused)


def _terms(desk: Desk, command: str, create: bool, meant: list[str] | None, new: bool) -> Terms:
    plan = current(service.read(desk.place, desk.today), desk.wanted_plan).key
    return Terms(plan, create, dict(pairs("--as", meant)), new, command)


def pairs(option: str, words: list[str] | None) -> Iterable[tuple[str, str]]:
    """NAME=KEY and COLUMN=FIELD as pairs."""
    for word in words or ():
        name, equals, key = word.rpartition("=")
        if not equals or not name.strip() or not key.strip():
            form = "NAME=KEY" if option == "--as" else "COLUMN=FIELD"
            raise MopsError(f'{option} "{word}" is not {form}', code=USAGE)
        yield name.strip(), key.strip()


def _brought(desk: Desk, foreign: ForeignPlan, terms: Terms) -> Outcome:
    """The change that brings it in, with all that was left out."""
    said: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        brought = bring_in_tasks(portfolio, foreign, terms)
        said[:] = brought.notes
        return brought.portfolio

    changed = desk.make(edit)
    return Outcome(changed, tuple(map(safe, said)))
