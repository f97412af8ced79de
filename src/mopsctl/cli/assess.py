"""`mopsctl assess`: how well a team does what it does, said honestly, capability by capability (domain §3)."""

import inspect
import os
from datetime import date
from typing import Annotated, Any

import typer

from ..edit import operating
from ..errors import USAGE, MopsError
from ..facts.operating import running
from ..model.capability import Capability
from ..model.lookup import get
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..reports import interactions as reports
from ..reports.document import Report
from ..service import Edit
from .options import TeamKey, date_option, key_option, live_keys, number_option, text_option
from .wiring import Desk, View, changes_all, shows, takes

TOLD = {
    "performance": Annotated[int | None, number_option("--performance", "1 (badly) to 5 (very well)", least=1, most=5)],
    "strengths": Annotated[str | None, text_option("--strengths", "what it does well")],
    "challenges": Annotated[str | None, text_option("--challenges", "what is hard for it")],
    "improvement": Annotated[str | None, text_option("--improvement", "what is to make it better")],
    "task": Annotated[str | None, key_option("--task", "the task that brings the improvement", "tasks")],
    "on": Annotated[date | None, date_option("--on", "the day of the assessment (default: today)")],
}
Capabilities = Annotated[
    list[str] | None,
    typer.Option(
        "--capability",
        help="what it is about; may be repeated",
        metavar="CAPABILITY",
        show_default=False,
        autocompletion=live_keys("capabilities"),
    ),
]
Remove = Annotated[bool, typer.Option("--remove", help="take back what was said of the capability")]


@shows
def _page(view: View, team: TeamKey, capability: Capabilities = None) -> Report:
    """The assessment so far."""
    for key in capability or ():
        get(view.portfolio, Capability, key)
    return reports.assessments(view.portfolio, team, capability or ())


@changes_all
@takes(TOLD)
def _record(desk: Desk, team: TeamKey, capability: Capabilities = None, remove: Remove = False, **told: Any) -> Edit:
    """What was said."""
    if remove and told:
        raise MopsError("--remove takes back what was said; it goes with --capability alone", code=USAGE)

    def edit(portfolio: Portfolio) -> Portfolio:
        get(portfolio, Team, team)
        for key in _meant(portfolio, team, capability or []):
            if remove:
                portfolio = operating.forget_assessment(portfolio, team, key)
            else:
                portfolio = operating.assess(portfolio, team, key, told)
        return portfolio

    return edit


def _meant(portfolio: Portfolio, team: str, said: list[str]) -> list[str]:
    """The capabilities that were named, or the only one that the team runs."""
    runs = running(portfolio).get(team, ())
    if said or len(runs) == 1:
        return said or list(runs)
    about = f"{team} runs {', '.join(runs)}" if runs else f"{team} runs nothing that is written down"
    hint = f"mopsctl assess {team} --capability {runs[0]}" if runs else "mopsctl capability list"
    raise MopsError(f"say which capability: {about}", hint=hint, code=USAGE)


def assess(**given: Any) -> None:
    """Assess a team honestly; alone, show what was said of it.

    Examples:
      mopsctl assess analytics
      mopsctl assess analytics --capability build-audiences --performance 2 --challenges "by hand, and one person"
      mopsctl assess analytics --capability build-audiences --improvement "lists in the platform" --task list-audiences
      mopsctl assess it --capability collect-events --on today
    """
    recording = given["remove"] or any(given[name] is not None for name in TOLD)
    if recording and given["today"] and not os.environ.get("MOPSCTL_TODAY"):
        raise MopsError("--today only looks; say on which day it was with --on", code=USAGE)
    if recording and given["output"] not in (None, "-"):
        raise MopsError("-o is for the page; what is recorded goes into the store", code=USAGE)
    half = _record if recording else _page
    half(**{name: given[name] for name in inspect.signature(half).parameters})


_halves = {name: one for half in (_record, _page) for name, one in inspect.signature(half).parameters.items()}
assess.__signature__ = inspect.Signature(list(_halves.values()))  # type: ignore[attr-defined]
assess.__annotations__ = {name: one.annotation for name, one in _halves.items()}
