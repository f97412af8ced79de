"""One team's whole story in a plan, on one page: how it stands, how critical it is, why its commitment is what it is.

What was said with it is told in full by `reports.conversations`; here stands how it sees the gap now.
"""

from typing import Any

from msgspec import Struct, structs, to_builtins

from ..facts.audience import Audience
from ..facts.commitment import Commitment, commitment
from ..facts.criticality import TOP_RATING, Criticality, criticalities
from ..facts.gate import verdict
from ..facts.objections import Reason
from ..facts.outreach import Outreach, conversations, outreach
from ..facts.outreach import actions as actions_by_team
from ..facts.outreach import evidence as evidence_by_team
from ..facts.outreach import needs as needs_by_team
from ..facts.participation import naming, people_of
from ..model.commitment import ASK_KINDS, Ask
from ..model.fields import one_line, typed
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Participation, Review
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .asks import ANSWER_TONES, CLAIMED, LEVEL_TONES, ask_data, kinds_in, next_step, state_of, stated, told
from .commitment import lost_if_refused, refusal_model
from .conversations import moved, needed, standing
from .document import Banner, Block, Cell, Document, Heading, Item, Items, Pairs, Paragraph, Report, Tone
from .followup import ACTION_FIELDS, EVIDENCE_FIELDS, action_rows, evidence_rows, of_one_team
from .gate import fit_for, reasons
from .listing import Field, bare, fields_of, lines_of, tabled, working_days
from .needs import NEED_FIELDS, need_rows
from .support import LEGEND, held_in, signs

VERDICT_TONES: dict[str, Tone] = {"approved": "good", "changes": "warn", "no-reply": "muted"}


class Facts(Struct, frozen=True):
    """What the page tells of."""

    plan: str
    team: Team
    part: Participation | None
    given: Commitment
    score: Criticality | None  # for `me` alone
    most: int  # capabilities that the team of the plan with the most of them manages
    asks: tuple[Ask, ...]  # all rounds, withdrawn ones too
    outreach: Outreach | None
    reviews: tuple[Review, ...]
    objections: tuple[Reason, ...]  # what the gate says of it, waived or not
    days_lost: int | None  # what its refusal would cost; for `me` and leaders, where it has tasks


def story(portfolio: Portfolio, plan: str, team: str, policy: Policy, audience: Audience) -> Report:
    """How a team stands, why, and what comes next; MopsError where there is no such team."""
    facts = _facts(portfolio, plan, team, policy, audience)
    data = _data(portfolio, facts)

    def document() -> Document:
        blocks: list[Block] = [Heading(f"{facts.team.name} in {portfolio.plans[plan].name}", 1), _banner(facts)]
        blocks += _stand(facts)
        blocks += _criticality(facts, policy)
        blocks += _refusal(portfolio, facts, policy)
        blocks += _asks(portfolio, facts)
        blocks += _view(portfolio, facts, policy)
        blocks += _followed(portfolio, plan, team)
        blocks += _reviews(facts)
        blocks += _people(portfolio, plan, team)
        if facts.objections:
            blocks += [Heading("What the gate says of it"), reasons(facts.objections)]
        blocks += _next(portfolio, facts)
        return Document(tuple(blocks))

    return Report("commit.team", data, document, lambda: lines_of(data))


def _facts(portfolio: Portfolio, plan: str, team: str, policy: Policy, audience: Audience) -> Facts:
    scores = criticalities(portfolio, plan, policy)
    said = verdict(portfolio, plan, policy).reasons
    asks = [ask for ask in portfolio.asks.values() if (ask.plan, ask.team) == (plan, team)]
    reviews = [review for review in portfolio.reviews.values() if (review.plan, review.team) == (plan, team)]
    return Facts(
        plan,
        get(portfolio, Team, team),
        portfolio.participations.get((plan, team)),
        commitment(portfolio, plan, team),
        scores.get(team) if audience == "me" else None,
        max((score.capabilities for score in scores.values()), default=0),
        tuple(sorted(asks, key=lambda ask: (ASK_KINDS.index(ask.kind), ask.round))),
        outreach(portfolio, plan).get(team),
        tuple(sorted(reviews, key=lambda review: review.on, reverse=True)),
        fit_for(audience, [reason for reason in said if reason.subject == typed("team", team)]),
        lost_if_refused(portfolio, plan, policy, audience).get(team),
    )


def _data(portfolio: Portfolio, facts: Facts) -> dict[str, Any]:
    plan, team = facts.plan, facts.team.key
    held = held_in(portfolio, plan)
    score: dict[str, Any] = {"criticality": to_builtins(facts.score)} if facts.score else {}
    if facts.days_lost is not None:
        score["days_lost_if_refused"] = facts.days_lost
    return {
        "plan": plan,
        "team": team,
        "participation": fields_of(facts.part) if facts.part else None,
        "commitment": facts.given.level,
        "why": why(facts.given),
        **score,
        "asks": [ask_data(portfolio, ask) for ask in facts.asks],
        "outreach": to_builtins(facts.outreach),
        "actions": bare(action_rows(portfolio, actions_by_team(portfolio).get((plan, team), ()))),
        "evidence": bare(evidence_rows(portfolio, evidence_by_team(portfolio).get((plan, team), ()))),
        "needs": bare(need_rows(list(needs_by_team(portfolio).get((plan, team), ())))),
        "reviews": [structs.asdict(review) for review in facts.reviews],
        "support": [structs.asdict(held[p.key]) for p in people_of(portfolio).get(team, ()) if p.key in held],
        "gate": to_builtins(facts.objections),
        "next_step": next_step(portfolio, facts.given),
    }


def _banner(facts: Facts) -> Banner:
    level = facts.given.level
    return Banner(level.upper(), LEVEL_TONES[level], (Cell(why(facts.given)),))


def why(given: Commitment) -> str:
    """Which line of the table of domain §1.2 decides the level, with the asks behind it."""
    match given.level:
        case "refused":
            return f"the latest answer to {_listed(kinds_in(given, 'refused'))} is a refusal; any one decides"
        case "unasked":
            return "none of the three asks was put"
        case "full":
            return "all three asks are proven in deeds"
        case "promised":
            return f"all three asks are promised or proven; not proven yet: {_listed(kinds_in(given, 'promised'))}"
        case "partial":
            rest = [kind for kind in ASK_KINDS if kind not in (done := kinds_in(given, "promised", "proven"))]
            return f"{_listed(done)} promised or proven, {_listed(rest)} not"
        case "pending":
            return "asks are open or deferred, and nothing is promised"


def _listed(words: list[Any]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _stand(facts: Facts) -> list[Block]:
    part = facts.part
    if part is None:
        word = "asked, and nobody wrote down its part" if facts.asks else "takes no part in the plan"
        return [Heading("How it stands"), Paragraph((Cell(word, "warn"),))]
    rows: list[tuple[str, tuple[Cell, ...]]] = [("part in the plan", (Cell(part.involvement),))]
    if part.because:
        rows.append(("because", (Cell(one_line(part.because)),)))
    rows.append(("platform critical?", (Cell(part.critical, ANSWER_TONES[part.critical]),)))
    changes = Cell(one_line(part.impact)) if part.impact else Cell("not written down", "warn")
    rows.append(("what changes for it", (changes,)))
    understands = Cell(part.understood_by, "key") if part.understood_by else Cell("nobody known", "warn")
    rows.append(("who understands that", (understands,)))
    if facts.team.covers:
        rows.append(("covers", (Cell(", ".join(facts.team.covers)),)))
    return [Heading("How it stands"), Pairs(tuple(rows))]


def _criticality(facts: Facts, policy: Policy) -> list[Block]:
    """The score with its arithmetic spelled out (domain §1.3)."""
    score = facts.score
    if score is None:
        return []
    alarming = score.critical and not facts.given.committed
    limit = f"critical is {policy.critical_at} or more"
    word = f", critical ({limit})" if score.critical else f", not critical ({limit})"
    figure = Cell(str(score.score), "bad" if alarming else "strong")
    sums = (Cell(f"{arithmetic(score, facts.most, policy)} = "), figure, Cell(word, "muted"))
    notes = []
    if score.overridden:
        notes.append(f"capabilities set by hand; the store counts {score.counted}")
    if not score.complete:
        unrated = [name for name in ("work", "influence") if getattr(score, name) is None]
        notes.append(f"{_listed(unrated)} not rated, so 0")
    below = [Paragraph((Cell("; ".join(notes), "warn"),))] if notes else []
    return [Heading("How critical it is"), Paragraph(sums), *below]


def arithmetic(score: Criticality, most: int, policy: Policy) -> str:
    """`40% work 5/5 + 30% influence 3/5 + 30% capabilities 4 of 6`."""
    total = policy.weight_work + policy.weight_influence + policy.weight_capabilities

    def share(weight: int) -> str:
        return f"{100 * weight / total:.3g}%" if total else "0%"

    return (
        f"{share(policy.weight_work)} work {score.work or 0}/{TOP_RATING}"
        f" + {share(policy.weight_influence)} influence {score.influence or 0}/{TOP_RATING}"
        f" + {share(policy.weight_capabilities)} capabilities {score.capabilities} of {most}"
    )


def _refusal(portfolio: Portfolio, facts: Facts, policy: Policy) -> list[Block]:
    """What its refusal would cost, and how that is modelled (domain §1.2, §2.4)."""
    days = facts.days_lost
    if days is None:
        return []
    cost = working_days(days) if days else "no day"
    sums = (Cell(cost, "bad" if days else "strong"), Cell(" later at the end of the plan. "))
    model = Cell(f"How it is modelled: {refusal_model(portfolio, facts.plan, policy)}.", "muted")
    return [Heading("What its refusal would cost"), Paragraph((*sums, model))]


def _asks(portfolio: Portfolio, facts: Facts) -> list[Block]:
    """Every round of the three asks; the latest answer of each kind counts."""
    items: list[Item] = []
    for kind in ASK_KINDS:
        rounds = [ask for ask in facts.asks if ask.kind == kind]
        if not rounds:
            items.append(Item(stated(portfolio, None), Cell(kind, "strong"), (Cell("nobody asked yet", "muted"),)))
        for ask in rounds:
            subject = kind if len(rounds) == 1 else f"{kind} {ask.round}"
            items.append(Item(stated(portfolio, ask), Cell(subject, "strong"), told(portfolio, ask)))
    claimed = any(state_of(portfolio, ask) == "claimed" for ask in facts.asks)
    legend = [Paragraph((Cell(f"claimed: {CLAIMED}", "muted"),))] if claimed else []
    return [Heading("The three asks"), Items(tuple(items)), *legend]


def _view(portfolio: Portfolio, facts: Facts, policy: Policy) -> list[Block]:
    if facts.outreach is None:
        return []
    blocks: list[Block] = [Heading("How it sees the gap"), standing(portfolio, facts.outreach, policy)]
    if len(facts.outreach.moves) > 1:
        blocks += moved(portfolio, facts.outreach.moves)
    return blocks


def _followed(portfolio: Portfolio, plan: str, team: str) -> list[Block]:
    """Actions that move it, what we need of it, evidence for its sake, and what it needs of the plan."""
    acts = action_rows(portfolio, actions_by_team(portfolio).get((plan, team), ()))
    asked = evidence_rows(portfolio, evidence_by_team(portfolio).get((plan, team), ()))
    wants = need_rows(list(needs_by_team(portfolio).get((plan, team), ())))
    blocks: list[Block] = []
    if acts:
        blocks += [Heading("What it takes to move it"), of_one_team(acts, ACTION_FIELDS)]
    blocks += needed(conversations(portfolio).get((plan, team), ()))
    if asked:
        blocks += [Heading("Evidence"), of_one_team(asked, EVIDENCE_FIELDS)]
    if wants:
        blocks += [Heading("What it needs of the plan"), of_one_team(wants, NEED_FIELDS)]
    return blocks


def _reviews(facts: Facts) -> list[Block]:
    if not facts.reviews:
        return []
    rows = [
        {
            **fields_of(review),
            "verdict_tone": VERDICT_TONES[review.verdict],
            "improvements_told": one_line(review.improvements),
        }
        for review in facts.reviews
    ]
    rated = any(review.understanding is not None for review in facts.reviews)
    fields = (
        Field("on"),
        Field("verdict"),
        *((Field("understanding", "understands", right=True),) if rated else ()),
        Field("improvements", "what it would improve", wrap=True),
    )
    return [Heading("Its reviews of the plan"), tabled(rows, fields)]


def _people(portfolio: Portfolio, plan: str, team: str) -> list[Block]:
    held = held_in(portfolio, plan)
    rows = [
        {**fields_of(person), "marks": signs(held[person.key]) if person.key in held else "----"}
        for person in people_of(portfolio).get(team, ())
    ]
    if not rows:
        return []
    fields = (Field("key", "person", tone="key"), Field("name", wrap=True), Field("level"), Field("marks"))
    return [Heading("Support of its people"), tabled(rows, fields), Paragraph((Cell(LEGEND, "muted"),))]


def _next(portfolio: Portfolio, facts: Facts) -> list[Block]:
    step = next_step(portfolio, facts.given)
    if not facts.part and not facts.asks:
        step = f"mopsctl team join {facts.team.key} --involved{naming(portfolio, facts.plan)}"
    said = (Cell(step, "command"),) if step else (Cell("Nothing: every ask is proven.", "good"),)
    return [Heading("What comes next"), Paragraph(said)]
