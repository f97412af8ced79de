"""`mopsctl outreach`: what teams said of the gap, and what it takes to move them (domain §1.1)."""

from datetime import date
from typing import Annotated, Any

import typer

from ..changes import ChangeSet
from ..edit import outreach as edits
from ..edit import records
from ..edit.plan import current
from ..facts.audience import Audience, may_know
from ..model.outreach import (
    Action,
    ActionKind,
    ActionState,
    Conversation,
    Evidence,
    EvidenceSource,
)
from ..reports import outreach as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import On, TeamKey, TeamOption, date_option, key_argument, key_option, text_option
from .standard import add_standard_verbs
from .told import VIEW, ActionKinds, NoteText
from .wiring import Desk, Outcome, View, changes, shows, takes

noun = Noun("outreach", "Log what teams say of the gap, and what it takes to move them.")

ConversationKey = Annotated[str, key_argument("KEY", "conversations", help="the key of a conversation")]
ActionKey = Annotated[str, key_argument("ACTION", "actions", help="the key of a change action")]
EvidenceKey = Annotated[str, key_argument("EVIDENCE", "evidence", help="the key of a request for evidence")]


@noun.verb("log")
@changes
@takes({**VIEW, "note": NoteText, "action": ActionKinds})
def log(desk: Desk, team: TeamKey, **told: Any) -> Outcome:
    """Log a conversation with a team, and the view it gave.

    Examples:
      mopsctl outreach log analytics --sees-problem partly --challenges "two truths" --next "show the numbers"
      mopsctl outreach log it --sees-problem no --objection priorities --why "the till comes first" --action persuade
      mopsctl outreach log marketing --channel call --person eva --angle creative --next-on fri
    """
    note, actions = told.pop("note", ""), told.pop("action", [])
    said = records.emptied(Conversation, told)
    changed = desk.make(
        lambda portfolio: edits.log(
            portfolio, current(portfolio, desk.wanted_plan).key, team, said, note=note, actions=actions
        )
    )
    return Outcome(changed, _remarks(changed, desk.author.audience))


def _remarks(changed: ChangeSet, audience: Audience) -> tuple[str, ...]:
    """What is still to be said of a "no" and of a change action; told to those who may hear of them."""
    logged = [change.after for change in changed.changes if may_know(audience, "OUT102")]
    found = [
        f"{one.team} sees no problem, and nobody knows why: OUT102 will ask "
        f'(mopsctl outreach set {one.key} --objection priorities --why "...")'
        for one in logged
        if isinstance(one, Conversation) and one.sees_problem == "no" and not (one.objection or one.reason)
    ]
    found += [
        f"{one.key} has no owner and no date: mopsctl outreach action set {one.key} --owner PERSON --due +10wd"
        for one in logged
        if isinstance(one, Action) and one.owner is None and one.due is None
    ]
    return tuple(found)


@noun.verb("list")
@shows
def list_outreach(view: View) -> Report:
    """List each team's latest view, never contacted first.

    Examples:
      mopsctl outreach list
      mopsctl outreach list --audience leaders
    """
    return reports.listing(view.portfolio, view.plan.key, view.audience, view.policy)


@noun.verb("show")
@shows
def show_outreach(view: View, team: TeamKey) -> Report:
    """Show all that was said with one team, and what follows.

    Examples:
      mopsctl outreach show analytics
    """
    return reports.show(view.portfolio, view.plan.key, team, view.audience, view.policy)


@noun.verb("set")
@changes
@takes(VIEW)
def set_conversation(desk: Desk, key: ConversationKey, note: NoteText = None, **said: Any) -> Edit:
    """Change what is logged of a conversation.

    Examples:
      mopsctl outreach set it-2026-11-19 --objection cost --why "no budget before June"
      mopsctl outreach set it-2026-11-19 --note "she is leaving in May"
    """
    return lambda portfolio: edits.amend(portfolio, key, records.emptied(Conversation, said), note=note)


add_standard_verbs(
    noun,
    Conversation,
    {},
    called="a conversation",
    examples="mopsctl outreach remove it-2026-11-19 --cascade",
)

# -- change actions: what it takes to move a team

action = noun.noun("action", "Say what it takes to move a team, and who does it by when.")

DONE_BY = {
    "what": Annotated[str | None, text_option("--what", "what will be done")],
    "owner": Annotated[str | None, key_option("--owner", "the person who does it", "people")],
    "due": Annotated[date | None, date_option("--due", "by when")],
}
KIND_HELP = "what it takes to move the team"
Kind = Annotated[ActionKind, typer.Option("--kind", help=KIND_HELP, show_default=False)]


@action.verb("add")
@changes
@takes(DONE_BY)
def add_action(desk: Desk, team: TeamKey, kind: Kind, **given: Any) -> Edit:
    """Add a change action for a team.

    Examples:
      mopsctl outreach action add it --kind educate --what "an hour with the vendor" --owner ada --due +10wd
    """
    fields = records.emptied(Action, given)
    return lambda portfolio: edits.act(portfolio, current(portfolio, desk.wanted_plan).key, team, kind, fields)


@action.verb("list")
@shows
def list_actions(view: View, team: TeamOption = None) -> Report:
    """List the change actions, the next one due first.

    Examples:
      mopsctl outreach action list
      mopsctl outreach action list --team it
    """
    return reports.actions(view.portfolio, view.plan.key, view.audience, team=team or "")


CORRECTED = {
    **DONE_BY,
    "kind": Annotated[ActionKind | None, typer.Option("--kind", help=KIND_HELP)],
    "state": Annotated[ActionState | None, typer.Option("--state", help="what became of it")],
    "closed_on": Annotated[date | None, date_option("--closed-on", "the day it was done or dropped")],
}


@action.verb("set")
@changes
@takes(CORRECTED)
def set_action(desk: Desk, key: ActionKey, **given: Any) -> Edit:
    """Change fields of a change action.

    Examples:
      mopsctl outreach action set it-educate --owner ada --due +10wd
      mopsctl outreach action set it-educate --state open
    """
    return lambda portfolio: edits.amend_action(portfolio, key, given)


add_standard_verbs(
    action,
    Action,
    {},
    called="a change action",
    examples="mopsctl outreach action remove it-educate",
)


@action.verb("done")
@changes
def finish_action(desk: Desk, key: ActionKey, on: On = None) -> Edit:
    """Record that a change action is done.

    Examples:
      mopsctl outreach action done it-educate
    """
    return lambda portfolio: edits.close(portfolio, key, "done", on)


@action.verb("drop")
@changes
def drop_action(desk: Desk, key: ActionKey, on: On = None) -> Edit:
    """Record that a change action will not be done.

    Examples:
      mopsctl outreach action drop it-educate
    """
    return lambda portfolio: edits.close(portfolio, key, "dropped", on)


# -- evidence: what a vendor or a peer must show so that it speaks to a team's view

evidence = noun.noun("evidence", "Ask vendors and peers for what speaks to a team's view.")

PROOF = {
    "asked_of": Annotated[EvidenceSource | None, typer.Option("--of", help="who must show it (default: vendor)")],
    "source": Annotated[str | None, text_option("--source", "which vendor, or which team of which company")],
    "needed_by": Annotated[date | None, date_option("--needed-by", "by when it has to be in")],
}
WHAT = text_option("--what", "what it must show")
SHOWS = text_option("--shows", "what it showed")


@evidence.verb("ask")
@changes
@takes({**PROOF, "asked_on": On})
def ask_for_evidence(desk: Desk, team: TeamKey, what: Annotated[str, WHAT], **given: Any) -> Edit:
    """Ask for what would speak to a team's view.

    Examples:
      mopsctl outreach evidence ask it --what "uptime over a year" --source "Acme CDP" --needed-by +10wd
      mopsctl outreach evidence ask analytics --what "how they moved reports" --of peer --source "Nordic Shoes"
    """
    fields = records.emptied(Evidence, given)
    return lambda portfolio: edits.request(portfolio, current(portfolio, desk.wanted_plan).key, team, what, fields)


@evidence.verb("received")
@changes
def receive_evidence(
    desk: Desk,
    key: EvidenceKey,
    on: On = None,
    shows: Annotated[str | None, SHOWS] = None,
) -> Edit:
    """Record that evidence came in, and what it showed.

    Examples:
      mopsctl outreach evidence received it-evidence --shows "99.95 % in 2026"
    """
    return lambda portfolio: edits.receive(portfolio, key, on, shows)


@evidence.verb("list")
@shows
def list_evidence(view: View, team: TeamOption = None) -> Report:
    """List the evidence asked for, late ones first.

    Examples:
      mopsctl outreach evidence list
      mopsctl outreach evidence list --team it
    """
    return reports.evidence(view.portfolio, view.plan.key, view.audience, team=team or "")


CAME_IN = {
    "received_on": Annotated[date | None, date_option("--received-on", "the day it came in")],
    "shows": Annotated[str | None, SHOWS],
}


@evidence.verb("set")
@changes
@takes({"what": Annotated[str | None, WHAT], **PROOF, **CAME_IN})
def set_evidence(desk: Desk, key: EvidenceKey, **given: Any) -> Edit:
    """Change fields of a request for evidence.

    Examples:
      mopsctl outreach evidence set it-evidence --needed-by +5wd
      mopsctl outreach evidence set it-evidence --shows "99.95 % in 2026"
    """
    return lambda portfolio: edits.amend_evidence(portfolio, key, given)


add_standard_verbs(
    evidence,
    Evidence,
    {},
    called="a request for evidence",
    examples="mopsctl outreach evidence remove it-evidence",
)
