"""The page to read before one meets a team: who they are, what was said, what is open, what to ask (domain §1)."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, to_builtins

from ..facts.audience import Audience
from ..facts.commitment import commitment
from ..facts.gate import verdict
from ..facts.objections import Reason
from ..facts.outreach import Outreach, conversations, outreach
from ..facts.outreach import actions as actions_by_team
from ..facts.outreach import evidence as evidence_by_team
from ..facts.outreach import needs as needs_by_team
from ..facts.overlap import rivals
from ..facts.participation import naming, people_of
from ..facts.questions import Asked
from ..model.commitment import ASK_KINDS
from ..model.fields import one_line, typed
from ..model.lookup import get
from ..model.org import Person, Team
from ..model.outreach import Conversation
from ..model.plan import Participation, Review
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .asks import ANSWER_TONES, LEVEL_TONES, ask_data, next_step, stated, told
from .conversations import VIEW_TONES, standing
from .conversations import told as conversations_told
from .document import Block, Cell, Column, Document, Heading, Item, Items, Pairs, Paragraph, Report, Table, Tone
from .followup import ACTION_FIELDS, EVIDENCE_FIELDS, action_rows, evidence_rows, of_one_team
from .gate import fit_for, reasons
from .listing import Field, bare, fields_of, lines_of, tabled
from .needs import NEED_FIELDS, need_rows

RECENT = 3  # conversations told in full


class Facts(Struct, frozen=True):
    """What the page tells of."""

    plan: str
    team: Team
    people: tuple[Person, ...]  # whom to meet first: leaders, then executives, then the others
    part: Participation | None
    outreach: Outreach | None
    held: tuple[Conversation, ...]
    runs: tuple[dict[str, Any], ...]
    review: Review | None
    objections: tuple[Reason, ...]  # what the gate says of it


def brief(
    portfolio: Portfolio, plan: str, team: str, policy: Policy, audience: Audience, questions: Sequence[Asked]
) -> Report:
    """One page on a team before a meeting with it; `questions` are those to ask it, names filled in."""
    facts = _facts(portfolio, plan, team, policy, audience)
    data = _data(portfolio, facts, questions)

    def document() -> Document:
        blocks: list[Block] = [Heading(f"Before you meet {facts.team.name}", 1), *_who(portfolio, facts)]
        if facts.outreach:
            blocks += [Heading("How it sees the gap"), _view(portfolio, facts.outreach, policy)]
        blocks += _said(portfolio, facts)
        blocks += _asks(portfolio, facts)
        blocks += _followed(portfolio, plan, team)
        blocks += _runs(facts)
        if facts.objections:
            blocks += [Heading("What the gate says of it"), reasons(facts.objections)]
        blocks += _questions(questions)
        blocks += _after(portfolio, facts)
        return Document(tuple(blocks))

    return Report("meet", data, document, lambda: lines_of(data))


def _facts(portfolio: Portfolio, plan: str, team: str, policy: Policy, audience: Audience) -> Facts:
    levels = ("leader", "executive", "practitioner")
    reviews = [r for r in portfolio.reviews.values() if (r.plan, r.team) == (plan, team)]
    said = [reason for reason in verdict(portfolio, plan, policy).reasons if reason.subject == typed("team", team)]
    return Facts(
        plan,
        get(portfolio, Team, team),
        tuple(sorted(people_of(portfolio).get(team, ()), key=lambda one: (levels.index(one.level), one.key))),
        portfolio.participations.get((plan, team)),
        outreach(portfolio, plan).get(team),
        conversations(portfolio).get((plan, team), ()),
        tuple(_offered(portfolio, plan, team)),
        max(reviews, key=lambda review: review.on, default=None),
        fit_for(audience, said),
    )


def _offered(portfolio: Portfolio, plan: str, team: str) -> list[dict[str, Any]]:
    """What the team runs, and which capability of the plan it overlaps with."""
    like = {(run.capability, run.platform): run.like for run in rivals(portfolio, plan).get(team, ())}
    own = portfolio.plans[plan].platform
    found = sorted(
        (o for o in portfolio.offerings.values() if o.team == team), key=lambda o: (o.platform, o.capability)
    )
    return [
        {
            "capability": one.capability,
            "name": portfolio.capabilities[one.capability].name,
            "platform": one.platform,
            "status": portfolio.platforms[one.platform].status,
            "of_the_plan": one.platform == own,
            "overlaps": like.get((one.capability, one.platform)),
            "governing": portfolio.capabilities[one.capability].governing,
        }
        for one in found
    ]


def _data(portfolio: Portfolio, facts: Facts, questions: Sequence[Asked]) -> dict[str, Any]:
    of = facts.plan, facts.team.key
    given = commitment(portfolio, *of)
    notes = {key: note.text for key, note in portfolio.notes.items()}
    asks = [ask for ask in portfolio.asks.values() if (ask.plan, ask.team) == of]
    asks.sort(key=lambda ask: (ASK_KINDS.index(ask.kind), ask.round))
    return {
        "plan": facts.plan,
        "team": facts.team.key,
        "people": [fields_of(person) for person in facts.people],
        "participation": fields_of(facts.part) if facts.part else None,
        "commitment": given.level,
        "outreach": to_builtins(facts.outreach),
        "conversations": [
            {**fields_of(one), **({"note": notes[one.key]} if one.key in notes else {})} for one in facts.held
        ],
        "asks": [ask_data(portfolio, ask) for ask in asks],
        "actions": bare(action_rows(portfolio, actions_by_team(portfolio).get(of, ()))),
        "evidence": bare(evidence_rows(portfolio, evidence_by_team(portfolio).get(of, ()))),
        "needs": bare(need_rows(list(needs_by_team(portfolio).get(of, ())))),
        "runs": [dict(row) for row in facts.runs],
        "review": fields_of(facts.review) if facts.review else None,
        "gate": to_builtins(facts.objections),
        "questions": to_builtins(questions),
        "next_step": next_step(portfolio, given),
    }


def _who(portfolio: Portfolio, facts: Facts) -> list[Block]:
    plan, given = portfolio.plans[facts.plan], commitment(portfolio, facts.plan, facts.team.key)
    about = f"{plan.name}, stage {plan.stage}, {portfolio.today}"
    meet = facts.people[:1]
    rows: list[tuple[str, tuple[Cell, ...]]] = [("whom to meet", _person(meet[0]) if meet else _nobody(facts.team))]
    if others := facts.people[1:]:
        rows.append(("also there", (Cell(", ".join(one.name for one in others)),)))
    rows += _part(portfolio, facts)
    rows.append(("commitment", (Cell(given.level, LEVEL_TONES[given.level]),)))
    rows.append(("its review of the plan", _review(facts.review)))
    return [Paragraph((Cell(about, "muted"),)), Pairs(tuple(rows))]


def _part(portfolio: Portfolio, facts: Facts) -> list[tuple[str, tuple[Cell, ...]]]:
    """How it takes part, and what changes for it."""
    part = facts.part
    if part is None:
        join = f"mopsctl team join {facts.team.key} --involved{naming(portfolio, facts.plan)}"
        return [("part in the plan", (Cell("none: ", "warn"), Cell(join, "command")))]
    changes = Cell(one_line(part.impact)) if part.impact else Cell("not written down", "warn")
    understood = Cell(part.understood_by, "key") if part.understood_by else Cell("nobody known", "warn")
    because = f": {one_line(part.because)}" if part.because else ""
    return [
        ("part in the plan", (Cell(part.involvement + because),)),
        ("platform critical?", (Cell(part.critical, ANSWER_TONES[part.critical]),)),
        ("what changes for it", (changes,)),
        ("who understands that", (understood,)),
    ]


def _person(person: Person) -> tuple[Cell, ...]:
    title = f", {one_line(person.title)}" if person.title else ""
    address = (Cell(f", {person.email}", "muted"),) if person.email else ()
    return (Cell(person.name, "strong"), Cell(" ("), Cell(person.key, "key"), Cell(f"){title}"), *address)


def _nobody(team: Team) -> tuple[Cell, ...]:
    command = f"mopsctl person add KEY --name NAME --team {team.key} --level leader"
    return (Cell("nobody known: ", "warn"), Cell(command, "command"))


def _review(review: Review | None) -> tuple[Cell, ...]:
    if review is None:
        return (Cell("none yet", "warn"),)
    tones: dict[str, Tone] = {"approved": "good", "changes": "warn", "no-reply": "muted"}
    wants = f": {one_line(review.improvements)}" if review.improvements else ""
    return (Cell(review.verdict, tones[review.verdict]), Cell(f" {review.on}", "muted"), Cell(wants))


def _view(portfolio: Portfolio, one: Outreach, policy: Policy) -> Pairs:
    """How it stands, and each turn that its view took."""
    if len(one.moves) < 2:
        return standing(portfolio, one, policy)
    cells: list[Cell] = []
    for move in one.moves:
        cells += [Cell(", then " if cells else ""), Cell(move.sees_problem, VIEW_TONES[move.sees_problem])]
        cells.append(Cell(f" {move.on}", "muted"))
    return Pairs((*standing(portfolio, one, policy).rows, ("how it moved", tuple(cells))))


def _said(portfolio: Portfolio, facts: Facts) -> list[Block]:
    """The latest conversations, and older ones with a private note (which only its author's page has)."""
    latest = facts.held[-RECENT:]
    shown = [one for one in facts.held if one in latest or one.key in portfolio.notes]
    blocks = conversations_told(portfolio, shown)
    if left := len(facts.held) - len(shown):
        command = f"mopsctl outreach show {facts.team.key}{naming(portfolio, facts.plan)}"
        blocks.append(Paragraph((Cell(f"{left} earlier: ", "muted"), Cell(command, "command"))))
    return blocks


def _asks(portfolio: Portfolio, facts: Facts) -> list[Block]:
    """The answer that counts of each ask, and the command that comes next."""
    given = commitment(portfolio, facts.plan, facts.team.key)
    items = []
    for kind in ASK_KINDS:
        ask = given.answer(kind)
        cells = told(portfolio, ask) if ask else (Cell("nobody asked yet", "muted"),)
        items.append(Item(stated(portfolio, ask), Cell(kind, "strong"), cells))
    step = next_step(portfolio, given)
    step = "" if step.startswith("mopsctl meet ") else step  # one is about to
    below = [Paragraph((Cell("next: ", "muted"), Cell(step, "command")))] if step else []
    return [Heading("The three asks"), Items(tuple(items)), *below]


def _followed(portfolio: Portfolio, plan: str, team: str) -> list[Block]:
    """What is open to move it, evidence for its sake, and what it needs of the plan."""
    acts = [one for one in actions_by_team(portfolio).get((plan, team), ()) if one.state == "open"]
    asked = evidence_rows(portfolio, evidence_by_team(portfolio).get((plan, team), ()))
    wants = need_rows(list(needs_by_team(portfolio).get((plan, team), ())))
    blocks: list[Block] = []
    if acts:
        blocks += [Heading("Open, to move it"), of_one_team(action_rows(portfolio, acts), ACTION_FIELDS)]
    if asked:
        blocks += [Heading("Evidence"), of_one_team(asked, EVIDENCE_FIELDS)]
    if wants:
        blocks += [Heading("What it needs of the plan"), of_one_team(wants, NEED_FIELDS)]
    return blocks


def _runs(facts: Facts) -> list[Block]:
    rows = [
        {
            **row,
            "platform_told": f"{row['platform']} ({row['status']})",
            "overlaps_told": _overlap(row),
            "overlaps_tone": "warn" if row["overlaps"] else "muted",
        }
        for row in facts.runs
    ]
    fields = (
        Field("name", "what it runs", wrap=True),
        Field("platform", "on"),
        Field("overlaps", "with the plan", wrap=True),
    )
    return [Heading("What it runs"), tabled(rows, fields)] if rows else []


def _overlap(row: dict[str, Any]) -> str:
    if row["of_the_plan"]:
        return "its part of the new platform"
    if not row["overlaps"]:
        return ""
    like = "the plan does it too" if row["overlaps"] == row["capability"] else f"like {row['overlaps']} of the plan"
    return f"{like}; {row['governing']} governs" if row["governing"] else f"{like}; nobody decided which governs"


def _questions(questions: Sequence[Asked]) -> list[Block]:
    """What to ask, each section of the domain named once."""
    rows: list[tuple[Cell, ...]] = []
    section = ""
    for number, one in enumerate(questions, 1):
        mark = one.section if one.section != section else ""
        section = one.section
        more = f" (and {one.more} more like it)" if one.more else ""
        rows.append((Cell(mark, "muted"), Cell(str(number), "muted"), Cell(one.text + more)))
    table = Table((Column("§"), Column("", align="right"), Column("question", wrap=True)), tuple(rows))
    return [Heading("What to ask"), table] if rows else []


def _after(portfolio: Portfolio, facts: Facts) -> list[Block]:
    """How to write down what comes of it."""
    team, name = facts.team.key, naming(portfolio, facts.plan)
    who = f" --with {facts.people[0].key}" if facts.people else ""
    lines = (
        ("write it down", f"mopsctl meet {team}{who} --sees-problem VIEW --next TEXT --next-on +5wd{name}"),
        ("in an editor", f"mopsctl meet {team} --edit{name}"),
        ("or send a sheet", f"mopsctl meet {team} --sheet xlsx -o {team}.xlsx{name}"),
    )
    items = tuple(Item(Cell(""), Cell(when), (Cell(command, "command"),)) for when, command in lines)
    return [Heading("After the meeting"), Items(items)]
