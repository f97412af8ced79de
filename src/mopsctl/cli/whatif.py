"""`mopsctl timeline what-if`: what an assumption costs; nothing is stored unless that is said (domain §2.4)."""

import re
from datetime import date
from typing import Annotated

import typer

from ..edit.assume import assume
from ..errors import USAGE, MopsError
from ..facts.participation import naming
from ..facts.schedule.effect import effect
from ..facts.schedule.network import schedule
from ..facts.schedule.ripple import slip_costs
from ..model.assumption import Assumption, Decide, Refuse, Slip, Without
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from ..reports import whatif
from ..reports.document import Report
from .dates import understand
from .options import number_option
from .screen import remark
from .wiring import View, keep, only_today, shows

_SLIP = re.compile(r"([^=]+)=([+-]?[0-9]{1,4})(d|wd|w)")


Slips = Annotated[list[str] | None, typer.Option("--slip", help="a task takes longer", metavar="TASK=+5wd")]
Refusals = Annotated[
    list[str] | None, typer.Option("--refuse", help="a team refuses, until a day", metavar="TEAM[=DATE]")
]
Absences = Annotated[
    list[str] | None, typer.Option("--without", help="a person is missing, until a day", metavar="PERSON[=DATE]")
]
Decisions = Annotated[
    list[str] | None, typer.Option("--decide", help="it is decided then what governs", metavar="CAPABILITY=DATE")
]


@shows
def what_if(
    view: View,
    slip: Slips = None,
    refuse: Refusals = None,
    without: Absences = None,
    decide: Decisions = None,
    keep_it: Annotated[bool, typer.Option("--keep", help="store what is assumed, as one change-set")] = False,
    each: Annotated[bool, typer.Option("--each", help="which critical task's slip costs most")] = False,
    days: Annotated[int | None, number_option("--days", "how long a slip --each tries (5)", least=1, most=1000)] = None,
) -> Report:
    """Say what a slip, a refusal or a late decision costs.

    Examples:
      mopsctl timeline what-if --slip connect-crm=+5wd
      mopsctl timeline what-if --refuse legal --without maya=2027-01-31
      mopsctl timeline what-if --decide personalise-content=2027-01-15
      mopsctl timeline what-if --each --days 10
    """
    assumptions: tuple[Assumption, ...] = (
        *(_slip(one) for one in slip or ()),
        *(Refuse(*_until("--refuse", one, view.today)) for one in refuse or ()),
        *(Without(*_until("--without", one, view.today)) for one in without or ()),
        *(_decide(one, view.today) for one in decide or ()),
    )
    if each and (assumptions or keep_it):
        raise MopsError("--each tries every critical task by itself; leave out the other options", code=USAGE)
    if each:
        return whatif.each(view.portfolio, view.plan, slip_costs(view.portfolio, view.plan.key, days or 5), days or 5)
    if days is not None:
        raise MopsError("--days says how long a slip --each tries", code=USAGE)
    return _supposed(view, assumptions, keep_it=keep_it)


def _supposed(view: View, assumptions: tuple[Assumption, ...], *, keep_it: bool) -> Report:
    portfolio, plan, policy = view.portfolio, view.plan, view.policy
    if not assumptions:
        raise MopsError("nothing is assumed", hint=_example(portfolio, plan), code=USAGE)
    then = assume(portfolio, plan.key, assumptions, policy)
    if keep_it:
        only_today(view, "--keep")
        view.afterwards.append(lambda: remark(keep(view, lambda now: assume(now, plan.key, assumptions, policy))))
    supposed = whatif.Supposed(assumptions, then, effect(portfolio, then, plan.key), keep_it)
    return whatif.what_if(portfolio, plan, supposed, policy)


def _example(portfolio: Portfolio, plan: Plan) -> str:
    task = next((one.key for one in schedule(portfolio, plan.key).tasks if one.critical), None)
    named = f"--slip {task}=+5wd{naming(portfolio, plan.key)}" if task else "--help"
    return f"mopsctl timeline what-if {named}"


def _slip(text: str) -> Assumption:
    match = _SLIP.fullmatch(text)
    if match is None:
        raise typer.BadParameter(f'--slip "{text}": write TASK=+5wd (working days), TASK=+5d or TASK=+2w')
    count = int(match[2]) * (7 if match[3] == "w" else 1)
    return Slip(match[1], count, match[3] == "wd")


def _until(flag: str, text: str, today: date) -> tuple[str, date | None]:
    key, sign, day = text.partition("=")
    return key, _day(flag, text, day, today) if sign else None


def _decide(text: str, today: date) -> Assumption:
    key, sign, day = text.partition("=")
    if not sign:
        raise typer.BadParameter(f'--decide "{text}": write CAPABILITY=DATE, e.g. {text}=+10wd')
    return Decide(key, _day("--decide", text, day, today))


def _day(flag: str, text: str, day: str, today: date) -> date:
    try:
        return understand(day, today)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f'{flag} "{text}": {error}') from None
