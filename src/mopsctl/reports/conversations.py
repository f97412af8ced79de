"""All that was said with one team: how its view moved, each conversation, and what followed from them (domain §1.1)."""

from collections.abc import Sequence
from typing import Any

from msgspec import to_builtins

from ..facts.audience import Audience
from ..facts.outreach import Outreach, Stand, conversations, outreach
from ..facts.outreach import actions as actions_by_team
from ..facts.outreach import evidence as evidence_by_team
from ..facts.participation import naming, participating
from ..model.fields import one_line
from ..model.lookup import get
from ..model.org import Team
from ..model.outreach import NO_CHALLENGES, Conversation
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .document import (
    Block,
    Cell,
    Column,
    Course,
    Document,
    Heading,
    Item,
    Items,
    Pairs,
    Paragraph,
    Report,
    Step,
    Table,
    Tone,
    Trend,
)
from .followup import ACTION_FIELDS, EVIDENCE_FIELDS, action_rows, evidence_rows, of_one_team
from .listing import bare, fields_of, lines_of

VIEW_TONES: dict[str, Tone] = {"no": "bad", "partly": "warn", "yes": "good"}  # from the least to the most
_OBJECTIONS = {
    "priorities": "other priorities",
    "speed": "wishes to move fast",
    "own-tool": "has its own tool",
    "cost": "cost",
    "other": "another reason",
}


def show(portfolio: Portfolio, plan: str, team: str, audience: Audience, policy: Policy) -> Report:
    """How the view of one team moved, each conversation with it, what it takes to move it, and what we need of it."""
    name = get(portfolio, Team, team).name
    one = outreach(portfolio, plan).get(team)
    held = conversations(portfolio).get((plan, team), ())
    acts = action_rows(portfolio, actions_by_team(portfolio).get((plan, team), ()))
    asked = evidence_rows(portfolio, evidence_by_team(portfolio).get((plan, team), ()))
    data: dict[str, Any] = {
        "plan": plan,
        "team": team,
        "outreach": to_builtins(one),
        "conversations": [_data(portfolio, said) for said in held],
        "actions": bare(acts),
        "evidence": bare(asked),
    }

    def document() -> Document:
        blocks: list[Block] = [Heading(f"Outreach to {name}", 1)]
        blocks += [standing(portfolio, one, policy)] if one else [_no_part(portfolio, plan, team)]
        blocks += moved(portfolio, one.moves) if one else []
        blocks += told(portfolio, held)
        if acts:
            blocks += [Heading("What it takes to move it"), of_one_team(acts, ACTION_FIELDS)]
        blocks += needed(held)
        if asked:
            blocks += [Heading("Evidence"), of_one_team(asked, EVIDENCE_FIELDS)]
        blocks += _next(portfolio, plan, team, held) if audience in ("me", "leaders") else []
        return Document(tuple(blocks))

    return Report("outreach.show", data, document, lambda: lines_of(data))


def _no_part(portfolio: Portfolio, plan: str, team: str) -> Paragraph:
    command = f"mopsctl team join {team} --affected{naming(portfolio, plan)}"
    return Paragraph((Cell("It takes no part in the plan: ", "warn"), Cell(command, "command")))


def standing(portfolio: Portfolio, one: Outreach, policy: Policy) -> Pairs:
    """When contact began, how the team sees the gap now, and what was agreed next."""
    rows = [("gap found", (Cell(str(one.gap_found)),)), ("first contact", _contact(portfolio, one, policy))]
    said = one.perspective
    if said:
        if said.sees_problem:
            since = f" since {one.moves[-1].on}" if one.moves else ""
            view = Cell(said.sees_problem, VIEW_TONES[said.sees_problem])
            rows.append(("sees the gap?", (view, Cell(since, "muted"))))
        if why := objection(said.objection, said.reason):
            rows.append(("why not", (Cell(why),)))
        texts = (("challenges", one_line(said.challenges)), ("angle", said.angle or ""))
        rows += [(label, (Cell(value),)) for label, value in texts if value]
        rows.append(("told by", (Cell(_source(said.person, said.source)), Cell(f" {said.on}", "muted"))))
    if one.next_step or one.next_on:
        late = one.next_on is not None and one.next_on < portfolio.today
        day = (Cell(f" {one.next_on}", "bad" if late else "muted"),) if one.next_on else ()
        rows.append(("next step", (Cell(one_line(one.next_step)), *day)))
    return Pairs(tuple(rows))


def _source(person: str | None, source: str) -> str:
    who = person or "the team"
    return f"{who}, in its own words ({source})" if source else f"{who}, as we heard it"


def objection(kind: str | None, reason: str) -> str:
    """Why a team does not see the gap, in a few words: the kind of objection, and its own words."""
    return ": ".join(part for part in (_OBJECTIONS.get(kind or "", ""), one_line(reason)) if part)


def _contact(portfolio: Portfolio, one: Outreach, policy: Policy) -> tuple[Cell, ...]:
    if one.first_contact is None or one.days_to_contact is None:
        waiting = max((portfolio.today - one.gap_found).days, 0)
        return (Cell("never", "bad"), Cell(f", {waiting} days after the gap was found", "muted"))
    days = one.days_to_contact
    late = days > policy.outreach_days
    after = f" {days} day{'s' if days != 1 else ''} after" + (f", later than {policy.outreach_days}" if late else "")
    number = f"; {one.contacts} contact{'s' if one.contacts != 1 else ''} in all"
    return (Cell(str(one.first_contact)), Cell(f",{after}", "warn" if late else "muted"), Cell(number, "muted"))


def moved(portfolio: Portfolio, moves: Sequence[Stand]) -> list[Block]:
    """How the view moved, as a small chart; nothing before there is a first one."""
    if not moves:
        return []
    levels = list(VIEW_TONES)
    steps = tuple(Step(move.on, levels.index(move.sees_problem)) for move in moves)
    words = tuple(Cell(word, tone) for word, tone in VIEW_TONES.items())
    finish = max(portfolio.today, moves[-1].on)
    return [Heading("How its view moved"), Trend(moves[0].on, finish, words, (Course("sees the gap?", steps),))]


def told(portfolio: Portfolio, held: Sequence[Conversation]) -> list[Block]:
    """Each conversation with what was said in it, the latest first."""
    said = [Pairs((_head(one), *_said(portfolio, one))) for one in reversed(held)]
    return [Heading("Conversations"), *said] if said else []


def _head(said: Conversation) -> tuple[str, tuple[Cell, ...]]:
    who = f" with {said.person}" if said.person else ""
    source = (Cell(f"  in their own words: {said.source}", "good"),) if said.source else ()
    return str(said.on), (Cell(f"{said.channel}{who}  ", "strong"), Cell(said.key, "key"), *source)


def _said(portfolio: Portfolio, said: Conversation) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """The fields that something was said of. A private note only stands there where the audience is its author."""
    note = portfolio.notes.get(said.key)
    view: Tone = VIEW_TONES[said.sees_problem] if said.sees_problem else "plain"
    challenges = "asked, and it has none" if said.challenges == NO_CHALLENGES else one_line(said.challenges)
    rows = (
        ("sees the gap?", Cell(said.sees_problem or "", view)),
        ("why not", Cell(objection(said.objection, said.reason))),
        ("challenges", Cell(challenges)),
        ("angle", Cell(said.angle or "")),
        ("needed of it", Cell(one_line(said.needed))),
        ("next step", Cell(one_line(said.next_step) + (f" ({said.next_on})" if said.next_on else ""))),
        ("private note", Cell(one_line(note.text) if note else "", "muted")),
    )
    return tuple((label, (cell,)) for label, cell in rows if cell.text)


def needed(held: Sequence[Conversation]) -> list[Block]:
    """What we need from the team, apart from what it takes to move it; the latest first."""
    said = [one for one in reversed(held) if one.needed]
    rows = tuple((Cell(str(one.on), "muted"), Cell(one_line(one.needed)), Cell(one.key, "key")) for one in said)
    from_it = Table((Column("said on"), Column("what", wrap=True), Column("in", optional=True)), rows)
    return [Heading("What we need from it"), from_it] if said else []


def _data(portfolio: Portfolio, said: Conversation) -> dict[str, Any]:
    note = portfolio.notes.get(said.key)
    return {**fields_of(said), **({"note": note.text} if note else {})}


def _next(portfolio: Portfolio, plan: str, team: str, held: Sequence[Conversation]) -> list[Block]:
    """The command to write down the next contact with; before a first one, the brief to read."""
    name = naming(portfolio, plan)
    if team not in participating(portfolio, plan):
        return [Heading("What comes next"), Paragraph((Cell(f"mopsctl team join {team} --involved{name}", "command"),))]
    log = Item(Cell(""), Cell("log it"), (Cell(f"mopsctl outreach log {team} --sees-problem VIEW{name}", "command"),))
    brief = Item(Cell(""), Cell("prepare"), (Cell(f"mopsctl meet {team}{name}", "command"),))
    return [Heading("What comes next"), Items((brief, log) if not held else (brief,))]
