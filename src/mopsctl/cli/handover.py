"""`mopsctl handover`: what moves from one holder to another, and what is settled about it (domain §2.3)."""

from datetime import date
from typing import Annotated, Any

import typer

from ..edit import handover as edits
from ..edit import records
from ..edit.plan import current
from ..facts.transition import proposals
from ..model.lookup import get
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..reports import handover as reports
from ..reports.document import Report
from ..service import Edit, read
from .frame import Noun
from .options import (
    PersonOption,
    PositionOption,
    SubjectKey,
    TeamOption,
    date_option,
    key_option,
    live_keys,
    text_option,
)
from .wiring import Desk, Outcome, View, changes, shows, takes

noun = Noun("handover", "Follow what moves from one holder to another.")

SomeSubject = Annotated[
    str | None,
    typer.Argument(
        metavar="[SUBJECT]",
        help="a capability, activity, platform or task (default: all that move)",
        show_default=False,
        autocompletion=live_keys("capabilities", "activities", "platforms", "tasks"),
    ),
]


@noun.verb("list")
@shows
def list_handovers(
    view: View,
    open_: Annotated[bool, typer.Option("--open", help="only those with something to settle")] = False,
    team: TeamOption = None,
) -> Report:
    """List what moves, to whom, and what the givers do next.

    Examples:
      mopsctl handover list
      mopsctl handover list --open --team martech
    """
    if team is not None:
        get(view.portfolio, Team, team)
    return reports.handovers(view.portfolio, view.plan.key, team=team or "", only_open=open_)


SETTLED = {
    "afterwards": Annotated[str | None, text_option("--afterwards", "what the giver does from then on")],
    "receiver_team": Annotated[str | None, key_option("--receiver-team", "the team that takes it", "teams")],
    "receiver_person": Annotated[str | None, key_option("--receiver-person", "the person who takes it", "people")],
    "receiver_position": Annotated[
        str | None, key_option("--receiver-position", "the position that takes it", "positions")
    ],
    "agreed_by": Annotated[str | None, key_option("--agreed-by", "the person who agreed to it", "people")],
    "agreed_on": Annotated[date | None, date_option("--agreed-on", "the day it was agreed (default: today)")],
    "communicated": Annotated[date | None, date_option("--communicated", "the day those concerned were told")],
}


@noun.verb("answer")
@changes
@takes(SETTLED)
def answer(
    desk: Desk,
    subject: SubjectKey,
    team: TeamOption = None,
    person: PersonOption = None,
    position: PositionOption = None,
    **given: Any,
) -> Edit:
    """Write down what is settled about a duty that moves.

    Examples:
      mopsctl handover answer send-campaigns --team marketing-operations --afterwards "runs the e-mail channel"
      mopsctl handover answer send-campaigns --team it --receiver-team martech --agreed-by ada --communicated today
    """
    to = {name: given.pop(f"receiver_{name}", None) for name in ("team", "person", "position")}

    def edit(portfolio: Portfolio) -> Portfolio:
        plan = current(portfolio, desk.wanted_plan).key
        what = records.subject(portfolio, subject)
        giver = records.holder(portfolio, team=team, person=person, position=position)
        named = {name: str(key) for name, key in to.items() if key is not None}
        receiver = records.holder(portfolio, **named) if named else None
        return edits.answer(portfolio, plan, what, giver, given, receiver)

    return edit


@noun.verb("tasks")
@changes
def tasks(
    desk: Desk,
    subject: SomeSubject = None,
    add: Annotated[bool, typer.Option("--add", help="add them to the plan, as one change")] = False,
) -> Outcome | Report:
    """Propose tasks that tell of it, hand over, end the old way.

    Examples:
      mopsctl handover tasks
      mopsctl handover tasks send-campaigns --add
    """

    def wanted(portfolio: Portfolio) -> tuple[str, str]:
        plan = current(portfolio, desk.wanted_plan).key
        return plan, records.subject(portfolio, subject) if subject else ""

    if add:
        notes: list[str] = []

        def adding(portfolio: Portfolio) -> Portfolio:
            plan, what = wanted(portfolio)
            after = edits.add_tasks(portfolio, plan, what)
            notes[:] = filter(None, [edits.delay_told(portfolio, after, plan)])
            return after

        changed = desk.make(adding)
        if added := [one.key for one in changed.changes if one.kind == "tasks"]:
            notes.append(f"nobody has said yet how long they take: mopsctl task set {added[0]} --days N")
        return Outcome(changed, tuple(notes))
    now = read(desk.place, desk.today)
    plan, what = wanted(now)
    return reports.transition_tasks(now, plan, proposals(now, plan, what))
