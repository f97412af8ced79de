"""`mopsctl raci`: who is responsible, accountable, consulted, informed (domain §2.3)."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import typer

from ..edit import raci_copy, records, responsibility
from ..edit.matrix import holder_named
from ..edit.plan import current
from ..facts.responsibility import with_activities
from ..model.fields import untyped
from ..model.lookup import get
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..reports.document import Report
from ..reports.raci_analysis import raci_analysis
from ..reports.raci_diff import raci_diff
from ..reports.responsibility import raci
from ..service import Edit
from .contents import Entry
from .frame import Noun
from .options import (
    CapabilityOption,
    On,
    PersonOption,
    PositionOption,
    StateOption,
    SubjectKey,
    TeamOption,
    key_option,
)
from .wiring import Desk, Outcome, View, changes, paged, shows

noun = Noun("raci", "Say who is responsible, accountable, consulted, informed.")

Letters = Annotated[
    list[str], typer.Argument(metavar="LETTERS...", help="e.g. R A; RA is two, and so is R/A", show_default=False)
]
SomeLetters = Annotated[
    list[str] | None, typer.Argument(metavar="[LETTERS...]", help="which ones (default: all)", show_default=False)
]
InsteadOf = Annotated[str | None, typer.Option("--from", help="who gives them up in the same change", metavar="HOLDER")]


Holding = tuple[str, str, str]  # plan ("" as-is), subject, holder


def _holding(portfolio: Portfolio, desk: Desk, subject: str, state: str, **holder: str | None) -> Holding:
    """What a command speaks of; as-is rows need no plan, so none has to be chosen for them."""
    plan = "" if state == "as-is" else current(portfolio, desk.wanted_plan).key
    return plan, records.subject(portfolio, subject), records.holder(portfolio, **holder)


@noun.verb("set")
@changes
def set_letters(
    desk: Desk,
    subject: SubjectKey,
    letters: Letters,
    team: TeamOption = None,
    person: PersonOption = None,
    position: PositionOption = None,
    state: StateOption = "to-be",
    from_: InsteadOf = None,
) -> Edit:
    """Give a holder exactly these letters on a subject.

    Examples:
      mopsctl raci set send-campaigns --team martech R A
      mopsctl raci set send-campaigns --person ada C --state as-is
      mopsctl raci set send-campaigns --person ada A --from martech
    """

    def edit(portfolio: Portfolio) -> Portfolio:
        held = _holding(portfolio, desk, subject, state, team=team, person=person, position=position)
        wanted = responsibility.letters(portfolio, letters)
        giver = holder_named(portfolio, from_) if from_ else ""
        return responsibility.assign(portfolio, *held, wanted, state, instead_of=giver)

    return edit


Teams = Annotated[list[str] | None, key_option("--team", "a team; may be repeated", "teams")]
People = Annotated[list[str] | None, key_option("--person", "a person; may be repeated", "people")]
Positions = Annotated[list[str] | None, key_option("--position", "a position; may be repeated", "positions")]


def _each_holding(
    portfolio: Portfolio,
    desk: Desk,
    subject: str,
    state: str,
    **holders: Sequence[str] | None,
) -> list[Holding]:
    """What a command speaks of that may name several holders; at least one."""
    named = [{kind: key} for kind, keys in holders.items() for key in dict.fromkeys(keys or ())]
    return [_holding(portfolio, desk, subject, state, **one) for one in named or [{}]]


@noun.verb("clear")
@changes
def clear_letters(
    desk: Desk,
    subject: SubjectKey,
    letters: SomeLetters = None,
    team: Teams = None,
    person: People = None,
    position: Positions = None,
    state: StateOption = "to-be",
) -> Edit:
    """Take letters from a holder, or from several.

    Examples:
      mopsctl raci clear send-campaigns --team martech A
      mopsctl raci clear send-campaigns --team martech --team it
    """

    def edit(portfolio: Portfolio) -> Portfolio:
        unwanted = responsibility.letters(portfolio, letters or ())
        for held in _each_holding(portfolio, desk, subject, state, team=team, person=person, position=position):
            portfolio = responsibility.clear(portfolio, *held, unwanted, state)
        return portfolio

    return edit


@noun.verb("agree")
@changes
def agree(
    desk: Desk,
    subject: SubjectKey,
    team: Teams = None,
    person: People = None,
    position: Positions = None,
    state: StateOption = "to-be",
    by: Annotated[str | None, key_option("--by", "who agreed (default: the person who holds them)", "people")] = None,
    on: On = None,
) -> Outcome:
    """Record that a holder, or several, agreed to their letters.

    Examples:
      mopsctl raci agree send-campaigns --team martech --by kerem
      mopsctl raci agree send-campaigns --person ada --person piotr
    """
    remarks: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        remarks.clear()
        for held in _each_holding(portfolio, desk, subject, state, team=team, person=person, position=position):
            kind, key = untyped(held[2])
            who = by or (key if kind == "person" else None)
            portfolio = responsibility.agree(portfolio, *held, state, by=who, on=on)
            remarks.append(responsibility.whose(portfolio, *held, state, by=who))
        return portfolio

    changed = desk.make(edit)
    return Outcome(changed, tuple(dict.fromkeys(filter(None, remarks))))


@noun.verb("copy")
@changes
def copy(
    desk: Desk,
    every: Annotated[
        bool, typer.Option("--all", help="of all that has letters, and not of the plan's own only")
    ] = False,
) -> Outcome:
    """Begin the letters of the plan as they are today.

    Examples:
      mopsctl raci copy
      mopsctl raci copy --all --dry-run
    """
    remarks: tuple[str, ...] = ()

    def edit(portfolio: Portfolio) -> Portfolio:
        nonlocal remarks
        plan = current(portfolio, desk.wanted_plan).key
        copy = raci_copy.copy_of(portfolio, plan, every=every)
        remarks = raci_copy.told(portfolio, copy, every=every)
        return raci_copy.copied(portfolio, copy)

    return Outcome(desk.make(edit), remarks)


class Part(NamedTuple):
    """Which part of a matrix is meant: the rows of a team, or those of a capability with its activities."""

    team: str
    subjects: tuple[str, ...]


def _part(view: View, team: str | None, capability: str | None) -> Part:
    if team is not None:
        get(view.portfolio, Team, team)
    subjects = with_activities(view.portfolio, records.subject(view.portfolio, capability)) if capability else ()
    return Part(team or "", subjects)


@noun.verb("show")
@shows
@paged
def show(
    view: View,
    team: TeamOption = None,
    capability: CapabilityOption = None,
    state: StateOption = "to-be",
    analysis: Annotated[bool, typer.Option("--analysis", help="in numbers: load of holders, thin rows")] = False,
) -> Report:
    """Show the matrix of letters, or what it says in numbers.

    Examples:
      mopsctl raci show
      mopsctl raci show --state as-is --team martech
      mopsctl raci show --capability send-campaigns
      mopsctl raci show --analysis
    """
    plan = "" if state == "as-is" else view.plan.key
    part = _part(view, team, capability)
    if analysis:
        return raci_analysis(view.portfolio, plan, state, view.policy, team=part.team, subjects=part.subjects)
    return raci(view.portfolio, plan, state, team=part.team, subjects=part.subjects)


@noun.verb("diff")
@shows
@paged
def diff(
    view: View,
    team: TeamOption = None,
    capability: CapabilityOption = None,
) -> Report:
    """Show what changes for whom from as-is to to-be.

    Examples:
      mopsctl raci diff
      mopsctl raci diff --team it
      mopsctl raci diff --capability send-campaigns
    """
    part = _part(view, team, capability)
    return raci_diff(view.portfolio, view.plan.key, team=part.team, subjects=part.subjects)


noun.elsewhere("edit", Entry("mopsctl.cli.raci_edit:edit", "Edit the matrix in your editor, as one change"))
noun.elsewhere("scheme", Entry("mopsctl.cli.raci_scheme:scheme", "Show or change what the letters are"))
