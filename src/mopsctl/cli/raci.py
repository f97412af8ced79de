"""`mopsctl raci`: who is responsible, accountable, consulted, informed (domain §2.3)."""

from typing import Annotated

import typer

from ..edit import records, responsibility
from ..edit.plan import current
from ..model.lookup import get
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..reports import responsibility as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import CapabilityOption, On, PersonOption, StateOption, SubjectKey, TeamOption, key_option
from .wiring import Desk, View, changes, shows

noun = Noun("raci", "Say who is responsible, accountable, consulted, informed.")

Letters = Annotated[list[str], typer.Argument(metavar="LETTERS...", help="R, A, C, I; RA is two", show_default=False)]
SomeLetters = Annotated[
    list[str] | None, typer.Argument(metavar="[LETTERS...]", help="which ones (default: all)", show_default=False)
]


Holding = tuple[str, str, str]  # plan ("" as-is), subject, holder


def _holding(
    portfolio: Portfolio, desk: Desk, subject: str, team: str | None, person: str | None, state: str
) -> Holding:
    """What a command speaks of; as-is rows need no plan, so none has to be chosen for them."""
    plan = "" if state == "as-is" else current(portfolio, desk.wanted_plan).key
    return plan, records.subject(portfolio, subject), records.holder(portfolio, team=team, person=person)


@noun.verb("set")
@changes
def set_letters(
    desk: Desk,
    subject: SubjectKey,
    letters: Letters,
    team: TeamOption = None,
    person: PersonOption = None,
    state: StateOption = "to-be",
) -> Edit:
    """Give a holder exactly these letters on a subject.

    Examples:
      mopsctl raci set send-campaigns --team martech R A
      mopsctl raci set send-campaigns --person ada C --state as-is
    """
    wanted = responsibility.letters(letters)
    return lambda portfolio: responsibility.assign(
        portfolio, *_holding(portfolio, desk, subject, team, person, state), wanted, state
    )


@noun.verb("clear")
@changes
def clear_letters(
    desk: Desk,
    subject: SubjectKey,
    letters: SomeLetters = None,
    team: TeamOption = None,
    person: PersonOption = None,
    state: StateOption = "to-be",
) -> Edit:
    """Take letters from a holder.

    Examples:
      mopsctl raci clear send-campaigns --team martech A
      mopsctl raci clear send-campaigns --team martech
    """
    unwanted = responsibility.letters(letters or ())
    return lambda portfolio: responsibility.clear(
        portfolio, *_holding(portfolio, desk, subject, team, person, state), unwanted, state
    )


@noun.verb("agree")
@changes
def agree(
    desk: Desk,
    subject: SubjectKey,
    team: TeamOption = None,
    person: PersonOption = None,
    state: StateOption = "to-be",
    by: Annotated[str | None, key_option("--by", "who agreed", "people")] = None,
    on: On = None,
) -> Edit:
    """Record that a holder agreed to its letters.

    Examples:
      mopsctl raci agree send-campaigns --team martech --by kerem
    """
    return lambda portfolio: responsibility.agree(
        portfolio, *_holding(portfolio, desk, subject, team, person, state), state, by=by, on=on
    )


@noun.verb("show")
@shows
def show(
    view: View, team: TeamOption = None, capability: CapabilityOption = None, state: StateOption = "to-be"
) -> Report:
    """Show the matrix of letters.

    Examples:
      mopsctl raci show
      mopsctl raci show --state as-is --team martech
      mopsctl raci show --capability send-campaigns
    """
    if team is not None:
        get(view.portfolio, Team, team)
    subject = records.subject(view.portfolio, capability) if capability else ""
    plan = "" if state == "as-is" else view.plan.key
    return reports.raci(view.portfolio, plan, state, team=team or "", subject=subject)
