"""`mopsctl commit`: the three asks, and what was answered in words and in deeds (domain §1.2)."""

from datetime import date
from typing import Annotated, Any

import typer

from ..edit import commitment
from ..edit.plan import current
from ..model.commitment import AskKind, AskState, Resolution
from ..reports.commitment import commit
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import AskKindOption, On, TeamKey, date_option, key_option, text_option
from .wiring import Desk, View, changes, shows, takes

noun = Noun("commit", "Ask teams for commitment and record their answers.")

Because = Annotated[str | None, text_option("--because", "in their words")]
# What an answer may name: who, how much and from when; or whose forum, when, and what it granted.
NAMED = {
    "person": Annotated[str | None, key_option("--person", "who it will be", "people")],
    "allocation": Annotated[int | None, typer.Option("--allocation", help="percent of working time", min=1, max=100)],
    "start": Annotated[date | None, date_option("--start", "first day of the work")],
    "leader": Annotated[str | None, key_option("--leader", "whose forum it is", "people")],
    "forum": Annotated[str | None, text_option("--forum", "where it is presented")],
    "forum_on": Annotated[date | None, date_option("--forum-on", "the day of the forum")],
}
Granted = Annotated[str | None, text_option("--granted", "the time and resources it granted")]


@noun.verb("ask")
@changes
def ask(
    desk: Desk,
    team: TeamKey,
    kind: AskKindOption,
    of: Annotated[str | None, key_option("--of", "the person who is asked", "people")] = None,
    due: Annotated[date | None, date_option("--due", "by when an answer is due")] = None,
) -> Edit:
    """Put one of the three asks to a team.

    Examples:
      mopsctl commit ask analytics --kind assign --of ada --due 2026-12-04
      mopsctl commit ask it --kind advocate --due +5wd
    """
    return lambda portfolio: commitment.ask(
        portfolio, current(portfolio, desk.wanted_plan).key, team, kind, of=of, due=due
    )


def _answer(desk: Desk, team: str, kind: AskKind, state: AskState, on: date | None, told: dict[str, Any]) -> Edit:
    return lambda portfolio: commitment.answer(
        portfolio, current(portfolio, desk.wanted_plan).key, team, kind, state, on, told
    )


@noun.verb("promise")
@changes
@takes(NAMED)
def promise(desk: Desk, team: TeamKey, kind: AskKindOption, on: On = None, **told: Any) -> Edit:
    """Record a yes in words, with who, when or where.

    Examples:
      mopsctl commit promise analytics --kind assign --person ada --allocation 50 --start 2027-01-11
      mopsctl commit promise it --kind advocate --leader mert --forum "IT board" --forum-on 2026-12-10
    """
    return _answer(desk, team, kind, "promised", on, told)


@noun.verb("prove")
@changes
@takes(NAMED | {"granted": Granted})
def prove(desk: Desk, team: TeamKey, kind: AskKindOption, on: On = None, **told: Any) -> Edit:
    """Record the deed that proves a yes.

    Examples:
      mopsctl commit prove analytics --kind assign --person ada --allocation 50 --start 2027-01-11
      mopsctl commit prove it --kind advocate --granted "two engineers until June"
    """
    return _answer(desk, team, kind, "proven", on, told)


@noun.verb("refuse")
@changes
def refuse(desk: Desk, team: TeamKey, kind: AskKindOption, because: Because = None, on: On = None) -> Edit:
    """Record a no, and why.

    Examples:
      mopsctl commit refuse data-management --kind assign --because "no capacity before June"
    """
    return _answer(desk, team, kind, "refused", on, {"reason": because})


@noun.verb("defer")
@changes
def defer(
    desk: Desk,
    team: TeamKey,
    kind: AskKindOption,
    until: Annotated[date | None, date_option("--until", "when to ask again")] = None,
    because: Because = None,
    on: On = None,
) -> Edit:
    """Record a not-now, and when to ask again.

    Examples:
      mopsctl commit defer sales --kind contribute --until 2027-02-01
    """
    return _answer(desk, team, kind, "deferred", on, {"until": until, "reason": because})


@noun.verb("withdraw")
@changes
def withdraw(desk: Desk, team: TeamKey, kind: AskKindOption, because: Because = None, on: On = None) -> Edit:
    """Take an ask back, as if it had not been put.

    Examples:
      mopsctl commit withdraw sales --kind advocate --because "asked their leader instead"
    """
    return _answer(desk, team, kind, "withdrawn", on, {"reason": because})


@noun.verb("resolve")
@changes
def resolve(
    desk: Desk,
    team: TeamKey,
    kind: AskKindOption,
    by: Annotated[Resolution, typer.Option("--by", help="what is done about it", show_default=False)],
) -> Edit:
    """Record what is done about a refusal.

    Examples:
      mopsctl commit resolve data-management --kind assign --by escalate
    """
    return lambda portfolio: commitment.resolve(portfolio, current(portfolio, desk.wanted_plan).key, team, kind, by)


@noun.verb("show")
@shows
def show(view: View) -> Report:
    """Show each team's commitment, whom to win first on top.

    Examples:
      mopsctl commit show
      mopsctl commit show --format json --audience me
    """
    return commit(view.portfolio, view.plan.key, view.policy, view.audience)
