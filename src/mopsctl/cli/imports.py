"""`mopsctl import`: other tools' files, and the sheets that teams filled in."""

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from .. import service
from ..edit.bring_in import Terms, bring_in
from ..edit.plan import current
from ..errors import USAGE, MopsError
from ..formats.files import read_source
from ..formats.raci_table import read_raci
from ..formats.sheet_reading import LIMIT, read_sheet
from ..model.responsibility import scheme
from .contents import Entry
from .frame import Noun
from .options import StateOption, key_option
from .screen import working
from .sheets import name_of, take_in
from .wiring import Desk, Outcome, changes

Encoding = Annotated[str | None, typer.Option("--encoding", help="of a text file, e.g. cp1254")]

noun = Noun("import", "Bring in other tools' files, and filled sheets.")


@noun.verb("raci")
@changes
def import_raci(
    desk: Desk,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Markdown, CSV or XLSX; - is stdin", show_default=False)],
    create: Annotated[bool, typer.Option("--create", help="add teams and capabilities that are not known")] = False,
    meant: Annotated[
        list[str] | None, typer.Option("--as", help="which key a name in the file stands for", metavar="NAME=KEY")
    ] = None,
    state: StateOption = "to-be",
    sheet: Annotated[str | None, typer.Option("--sheet", help="which sheet of a workbook", metavar="NAME")] = None,
    encoding: Encoding = None,
    transpose: Annotated[
        bool | None,
        typer.Option("--transpose/--no-transpose", help="holders stand down, not across (default: found out)"),
    ] = None,
) -> Outcome:
    """Bring in a RACI table from Markdown, CSV or XLSX.

    Examples:
      mopsctl import raci matrix.md --create --dry-run
      mopsctl import raci matrix.csv --as "Client Role=marketing"
      mopsctl import raci matrix.xlsx --sheet "Org Alignment" --state as-is
    """
    now = service.read(desk.place, desk.today)
    holders: tuple[Mapping[str, Any], ...] = (now.teams, now.people, now.positions)
    known = [name for some in holders for key, one in some.items() for name in (key, one.name)]
    source = read_source(file, stdin=sys.stdin.buffer)
    with working(f"reading {file}", len(source.data)):
        letters = scheme(now.letters)
        table = read_raci(source, sheet=sheet, encoding=encoding, transpose=transpose, holders=known, scheme=letters)
    plan = "" if state == "as-is" else current(now, desk.wanted_plan).key
    terms = Terms(source.name, state, plan, create, dict(_pair(word) for word in meant or ()))
    changed = desk.make(lambda portfolio: bring_in(portfolio, table.rows, terms))
    notes = [f"column {name!r} has no letters and was not brought in" for name in table.extra_columns]
    return Outcome(changed, (*notes, *table.skipped))


def _pair(word: str) -> tuple[str, str]:
    name, equals, key = word.rpartition("=")
    if not equals or not name or not key:
        raise MopsError(f'--as "{word}" is not NAME=KEY', code=USAGE)
    return name.strip(), key.strip()


@noun.verb("sheet")
@changes
def import_sheet(
    desk: Desk,
    file: Annotated[str, typer.Argument(metavar="FILE", help="a filled sheet; - is stdin", show_default=False)],
    person: Annotated[
        str | None, key_option("--person", "who filled it in, where the sheet does not say", "people")
    ] = None,
    heard: Annotated[bool, typer.Option("--heard", help="you filled it in, as you heard it; not the team")] = False,
    encoding: Encoding = None,
) -> Outcome:
    """Take back a sheet that a team filled in.

    Examples:
      mopsctl import sheet analytics.xlsx
      mopsctl import sheet analytics.md --person wen --dry-run
    """
    source = read_source(file, limit=LIMIT, stdin=sys.stdin.buffer)
    with working(f"reading {file}", len(source.data)):
        filled = read_sheet(source, encoding=encoding)
    return take_in(desk, filled, source="" if heard else name_of(file), person=person)


_HERE = "mopsctl.cli.importing_tasks"
noun.elsewhere("project", Entry(f"{_HERE}:import_project", "Bring in a plan of MS Project, saved there as XML"))
noun.elsewhere("tasks", Entry(f"{_HERE}:import_tasks", "Bring in the table of tasks that another planner saved"))
noun.elsewhere(
    "org", Entry("mopsctl.cli.importing_org:import_org", "Bring in a chart: a table of positions and their managers")
)
