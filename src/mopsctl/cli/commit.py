"""`mopsctl commit`: the three asks, and what was answered in words and in deeds (domain §1.2)."""

from datetime import date
from typing import Annotated, Any

import typer
from msgspec import structs

from .. import service
from ..edit import commitment
from ..edit.plan import current
from ..facts.audience import may_know
from ..facts.participation import naming
from ..facts.proof import Proof, proof
from ..model.commitment import AskKind, AskState, Resolution
from ..model.lookup import get
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..reports.commitment import commit
from ..reports.document import Report
from ..reports.story import story
from ..reports.trend import trend
from ..reports.trust import said
from ..service import Edit
from .asking import LetterFile, Written
from .frame import Noun
from .letters import Draft, Lang, Letter, TemplateFile
from .options import (
    AskKindOption,
    AudienceOption,
    Db,
    FormatOption,
    NoInput,
    On,
    PlanOption,
    TeamKey,
    date_option,
    key_argument,
    key_option,
)
from .screen import emit, remark, write
from .told import NAMED, Because, Granted
from .wiring import Desk, Outcome, View, audience_of, author, changes, place_of, shows, takes

noun = Noun("commit", "Ask teams for commitment and record their answers.")


@noun.verb("ask")
@changes
def ask(
    desk: Desk,
    team: TeamKey,
    kind: AskKindOption,
    of: Annotated[str | None, key_option("--of", "the person who is asked", "people")] = None,
    due: Annotated[date | None, date_option("--due", "by when an answer is due")] = None,
    draft: Draft = None,
    lang: Lang = "en",
    template: TemplateFile = None,
    output: LetterFile = None,
) -> Outcome:
    """Put an ask to a team, and print the text to send.

    Examples:
      mopsctl commit ask analytics --kind assign --of ada --due 2026-12-04
      mopsctl commit ask it --kind advocate --due +5wd --lang tr
      mopsctl commit ask it --kind contribute --draft eml -o ask-it.eml
    """
    written = Written(draft, lang, template, output)
    letters: list[Letter] = []
    lacking: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        plan = current(portfolio, desk.wanted_plan).key
        after = commitment.ask(portfolio, plan, team, kind, of=of, due=due)
        # Before anything is stored: a fault in a template, or a file that cannot be written, leaves the ask unput.
        letters[:] = [written.compose(after, plan, team, kind, desk.author.audience)]
        lacking[:] = written.lacks(after, plan, team, kind, desk.author.audience)
        if not desk.dry_run:
            written.to_file(letters[0])
        return after

    changed, letter = desk.make(edit), letters[0]
    if written.file:
        notes = (f"the text is {'for' if desk.dry_run else 'in'} {written.file}", *lacking)
        return Outcome(changed, notes, letter=structs.asdict(letter))
    return Outcome(
        changed, tuple(lacking), letter=structs.asdict(letter), text=letter.text, alone=bool(draft or output)
    )


@noun.verb("draft")
def print_draft(
    team: TeamKey,
    kind: AskKindOption,
    draft: Draft = None,
    lang: Lang = "en",
    template: TemplateFile = None,
    output: LetterFile = None,
    db: Db = None,
    plan: PlanOption = None,
    format: FormatOption = None,
    audience: AudienceOption = None,
    no_input: NoInput = False,
) -> None:
    """Print the text of an ask again; nothing is changed.

    Examples:
      mopsctl commit draft analytics --kind assign
      mopsctl commit draft it --kind contribute --lang tr -o ask-it.md
    """
    written = Written(draft, lang, template, output)
    now = service.read(place_of(db), author().today)
    which, reader = current(now, plan).key, audience_of(audience, None)
    letter = written.compose(now, which, team, kind, reader)
    if format in ("json", "yaml"):
        emit(said("commit.draft", letter.text, structs.asdict(letter)), format, output)
        return
    if written.file:
        written.to_file(letter)
    else:
        write(letter.text)
    for lack in written.lacks(now, which, team, kind, reader):
        remark(lack)


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
def prove(desk: Desk, team: TeamKey, kind: AskKindOption, on: On = None, **told: Any) -> Outcome:
    """Record the deed that proves a yes.

    Examples:
      mopsctl commit prove analytics --kind assign --person ada --allocation 50 --start 2027-01-11
      mopsctl commit prove it --kind advocate --granted "two engineers until June"
    """
    claims: list[Proof] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        plan = current(portfolio, desk.wanted_plan).key
        after = commitment.answer(portfolio, plan, team, kind, "proven", on, told)
        put = commitment.latest(after, plan, team, kind)
        claims[:] = [proof(after, put)] if put else []
        return after

    changed = desk.make(edit)
    return Outcome(changed, tuple(_hollow(claim) for claim in claims if not claim.holds))


def _hollow(claim: Proof) -> str:
    cure = f" ({claim.cure})" if claim.cure else ""
    return f"it counts as promised until the store bears it out: {'; '.join(claim.lacking)}{cure}"


@noun.verb("refuse")
@changes
def refuse(desk: Desk, team: TeamKey, kind: AskKindOption, because: Because = None, on: On = None) -> Outcome:
    """Record a no, and why.

    Examples:
      mopsctl commit refuse data-management --kind assign --because "no capacity before June"
    """
    next_steps: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        plan = current(portfolio, desk.wanted_plan).key
        after = commitment.answer(portfolio, plan, team, kind, "refused", on, {"reason": because})
        next_steps[:] = [f"mopsctl commit resolve {team} --kind {kind} --by escalate{naming(after, plan)}"]
        return after

    changed = desk.make(edit)
    told = next_steps if may_know(desk.author.audience, "COM202") else []  # not to say to others that it was a no
    return Outcome(changed, tuple(f"say what is done about it: {step}" for step in told))


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
def show(
    view: View,
    team: Annotated[str | None, key_argument("[TEAM]", "teams", help="one team's whole story")] = None,
    history: Annotated[bool, typer.Option("--history", help="how the level of each team moved")] = False,
) -> Report:
    """Show each team's commitment, whom to win first on top.

    Examples:
      mopsctl commit show
      mopsctl commit show analytics
      mopsctl commit show --history
      mopsctl commit show --format json --audience me
    """
    if history and team:
        raise typer.BadParameter("say a team or --history, not both")
    view = view if history else view.of_its_plan()
    plan = view.plan.key
    if history:
        return trend(view.portfolio, plan, service.history(view.place), view.policy, view.audience)
    if team:
        get(view.portfolio, Team, team)
        return story(view.portfolio, plan, team, view.policy, view.audience)
    return commit(view.portfolio, plan, view.policy, view.audience)
