"""`mopsctl person`: people, and the right to be forgotten."""

import re
import sys
from typing import Annotated

import typer

from .. import service
from ..edit import calendar
from ..edit import org as chart
from ..errors import USAGE, MopsError
from ..model.fields import typed
from ..model.org import Level, Person
from ..reports import org, trust
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import (
    BackToWork,
    Db,
    First,
    FormatOption,
    Last,
    Name,
    NoInput,
    PersonKey,
    TeamOption,
    Why,
    text_option,
)
from .screen import emit
from .standard import add_standard_verbs
from .wiring import Desk, View, author, changes, changes_all, name_found_store, place_of, shows

noun = Noun("person", "List, add, change and forget people.")

_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")


def _address(text: str) -> str:
    """One address and nothing around it: it will stand in the head of a mail."""
    if text and not _ADDRESS.fullmatch(text):
        raise typer.BadParameter(f'"{text}" is no e-mail address')
    return text


FIELDS = {
    "name": Name,
    "team": TeamOption,
    "level": Annotated[Level | None, typer.Option("--level", help="at which level support is looked for")],
    "title": Annotated[str | None, text_option("--title", "job title")],
    "email": Annotated[
        str | None,
        typer.Option("--email", help="where asks are sent to", parser=_address, metavar="ADDRESS", show_default=False),
    ],
}


@noun.verb("list")
@shows
def list_people(view: View, team: TeamOption = None) -> Report:
    """List people, all or of one team.

    Examples:
      mopsctl person list
      mopsctl person list --team analytics
    """
    return org.people(view.portfolio, team)


@noun.verb("show")
@shows
def show_person(view: View, person: PersonKey) -> Report:
    """Show one person and every place that names them.

    Examples:
      mopsctl person show ada
    """
    return org.person(view.portfolio, person)


add_standard_verbs(
    noun,
    Person,
    FIELDS,
    required=("team",),
    examples="""
      mopsctl person add ada --name "Ada Okafor" --team analytics --email ada@acme.example
      mopsctl person set ada --level leader --title "Head of analytics"
      mopsctl person remove ada
      mopsctl person rename ada ada-okafor
    """,
)


@noun.verb("off")
@changes
def take_off(
    desk: Desk, person: PersonKey, first: First, last: Last = None, why: Why = None, remove: BackToWork = False
) -> Edit:
    """Give a person days off.

    Examples:
      mopsctl person off ada 2026-12-21 2027-01-08
      mopsctl person off ada 2026-12-23 2026-12-23 --remove
    """
    if remove:
        return lambda portfolio: calendar.bring_back(portfolio, typed("person", person), first, last)
    return lambda portfolio: calendar.take_off(portfolio, typed("person", person), first, last, why or "")


@noun.verb("skill")
@changes_all
def have_skills(
    desk: Desk,
    person: PersonKey,
    skills: Annotated[list[str], typer.Argument(metavar="SKILL...", help="sql, forecasting, ...", show_default=False)],
    remove: Annotated[bool, typer.Option("--remove", help="they no longer have them")] = False,
) -> Edit:
    """Record the skills that a person has.

    Examples:
      mopsctl person skill ada sql data-governance
      mopsctl person skill ada sql --remove
    """
    return lambda portfolio: chart.skills(portfolio, person, skills, taken_back=remove)


@noun.verb("forget")
def forget_person(
    person: PersonKey,
    yes: Annotated[bool, typer.Option("--yes", help="do it without asking; it cannot be undone")] = False,
    db: Db = None,
    format: FormatOption = None,
    no_input: NoInput = False,
) -> None:
    """Erase a person from the store, its history and its backups.

    Examples:
      mopsctl person forget ada --yes
    """
    if not yes and (no_input or not sys.stdin.isatty()):
        raise MopsError("forgetting cannot be undone", hint=f"mopsctl person forget {person} --yes", code=USAGE)
    if not yes:
        typer.confirm(f"Erase {person} from the store, its history and its backups? It cannot be undone.", abort=True)
    forgotten = service.forget(place_of(db), person, author())
    name_found_store(db)
    emit(trust.forgotten(forgotten), format, None)
