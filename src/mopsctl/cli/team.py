"""`mopsctl team`: teams, and how each stands in the plan."""

from datetime import date
from typing import Annotated, Any

import typer

from ..edit import calendar, commitment
from ..edit.plan import current, join
from ..model.fields import Answer, typed
from ..model.org import Team
from ..reports import org
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import (
    BackToWork,
    CalendarOption,
    First,
    Last,
    Name,
    Note,
    On,
    TeamKey,
    Why,
    date_option,
    key_option,
    number_option,
    text_option,
)
from .standard import add_standard_verbs
from .wiring import Desk, View, changes, shows, takes

noun = Noun("team", "List, add and change teams, and let them join the plan.")


FIELDS = {
    "name": Name,
    "covers": Annotated[
        list[str] | None,
        typer.Option("--covers", help="a function it stands for; may be said more than once", metavar="FUNCTION"),
    ],
    "calendar": CalendarOption,
    "capacity": Annotated[
        int | None,
        number_option("--capacity", "people it can put to work at once (default: those in the store)", most=10_000),
    ],
    "note": Note,
}
STANDING = {
    "because": Annotated[str | None, text_option("--because", "why it is out")],
    "critical": Annotated[Answer | None, typer.Option("--critical", help="agrees that the platform is critical?")],
    "work": Annotated[int | None, number_option("--work", "work needed from it, 1-5", least=1, most=5)],
    "influence": Annotated[int | None, number_option("--influence", "its influence, 1-5", least=1, most=5)],
    "capabilities": Annotated[
        int | None,
        number_option("--capabilities", 'how many it manages, where the count misleads; "" counts them', most=10_000),
    ],
    "impact": Annotated[str | None, text_option("--impact", "what changes for it")],
    "understood_by": Annotated[str | None, key_option("--understood-by", "who in it understands that", "people")],
    "review_by": Annotated[date | None, date_option("--review-by", "when its review of the plan is wanted")],
    "align_by": Annotated[date | None, date_option("--align-by", "when it is to agree that the platform is critical")],
}


@noun.verb("list")
@shows
def list_teams(view: View) -> Report:
    """List all teams.

    Examples:
      mopsctl team list
      mopsctl team list --format csv
    """
    return org.teams(view.portfolio)


@noun.verb("show")
@shows
def show_team(view: View, team: TeamKey) -> Report:
    """Show one team, its people and how it stands in plans.

    Examples:
      mopsctl team show analytics
    """
    return org.team(view.portfolio, team)


add_standard_verbs(
    noun,
    Team,
    FIELDS,
    examples="""
      mopsctl team add growth --name "Growth" --covers marketing --covers analytics
      mopsctl team set it --calendar munich --capacity 4
      mopsctl team remove sales --cascade --dry-run
      mopsctl team rename it engineering
    """,
)


@noun.verb("join")
@changes
@takes(STANDING)
def join_plan(
    desk: Desk,
    team: TeamKey,
    involved: Annotated[bool, typer.Option("--involved", help="takes part in the work")] = False,
    affected: Annotated[bool, typer.Option("--affected", help="affected, though not involved")] = False,
    out: Annotated[bool, typer.Option("--out", help="not in the plan; say --because")] = False,
    **given: Any,
) -> Edit:
    """Say how a team stands in the plan.

    Examples:
      mopsctl team join analytics --involved --work 4 --influence 3
      mopsctl team join sales --out --because "no change for them before launch"
      mopsctl team join data-management --critical yes
      mopsctl team join it --capabilities 7 --review-by +5wd --align-by +10wd
    """
    ways = [way for way, said in (("involved", involved), ("affected", affected), ("out", out)) if said]
    if len(ways) > 1:
        raise typer.BadParameter(f"say one of --{' --'.join(ways)}")
    fields = {**given, "involvement": ways[0]} if ways else given
    return lambda portfolio: join(portfolio, current(portfolio, desk.wanted_plan).key, team, fields)


@noun.verb("align")
@changes
def align_team(
    desk: Desk,
    team: TeamKey,
    parties: Annotated[str, text_option("--parties", "who was there")],
    terms: Annotated[str, text_option("--terms", "what was agreed")],
    on: On = None,
) -> Edit:
    """Record an alignment that ends a STOP.

    Examples:
      mopsctl team align analytics --parties "Ada, CDO" --terms "segments move by May"
    """
    return lambda portfolio: commitment.align(
        portfolio, current(portfolio, desk.wanted_plan).key, team, on=on, parties=parties, terms=terms
    )


@noun.verb("off")
@changes
def take_off(
    desk: Desk, team: TeamKey, first: First, last: Last = None, why: Why = None, remove: BackToWork = False
) -> Edit:
    """Give a team days off.

    Examples:
      mopsctl team off it 2026-12-24 2027-01-01 --why "code freeze"
      mopsctl team off it 2026-12-24 --remove
    """
    if remove:
        return lambda portfolio: calendar.bring_back(portfolio, typed("team", team), first, last)
    return lambda portfolio: calendar.take_off(portfolio, typed("team", team), first, last, why or "")
