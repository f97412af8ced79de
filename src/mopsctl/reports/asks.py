"""How the asks and their answers are told: a state, the substance of a promise, what bears a deed out or is lacking.

Shared by the reports on commitment. Which command comes next is told here too, for it follows from the answers.
"""

from typing import Any

from msgspec import structs

from ..facts.commitment import Commitment, Level, unanswered
from ..facts.outreach import conversations
from ..facts.participation import naming
from ..facts.proof import STANDS_FOR, Proof, effective, proof, unnamed
from ..model.commitment import ASK_KINDS, Ask, AskKind
from ..model.fields import one_line, untyped
from ..model.portfolio import Portfolio
from .document import Cell, Tone

# From the least to the most: the order of a trend, and of the status page.
ANSWER_TONES: dict[str, Tone] = {"yes": "good", "no": "bad", "unasked": "warn"}
LEVEL_TONES: dict[Level, Tone] = {
    "refused": "bad",
    "unasked": "bad",
    "pending": "warn",
    "partial": "warn",
    "promised": "good",
    "full": "good",
}
STATE_TONES: dict[str, Tone] = {
    "proven": "good",
    "promised": "good",
    "claimed": "warn",
    "open": "warn",
    "deferred": "warn",
    "refused": "bad",
    "withdrawn": "muted",
    "not put": "bad",
}
CLAIMED = "told as proven, but not borne out by the store; counts as promised"


def state_of(portfolio: Portfolio, ask: Ask | None) -> str:
    """The state of an ask in a word: its own, `claimed` where proof is claimed and lacking, `not put` for none."""
    if ask is None:
        return "not put"
    return "claimed" if ask.state == "proven" and effective(portfolio, ask) != "proven" else ask.state


def stated(portfolio: Portfolio, ask: Ask | None) -> Cell:
    """The same in its tone."""
    word = state_of(portfolio, ask)
    return Cell(word, STATE_TONES[word])


def ask_data(portfolio: Portfolio, ask: Ask) -> dict[str, Any]:
    """An ask with all its fields, the state that counts, and how far the store bears it out."""
    borne_out = proof(portfolio, ask)
    return {
        **structs.asdict(ask),
        "effective": effective(portfolio, ask),
        "claimed": state_of(portfolio, ask) == "claimed",
        "proof": structs.asdict(borne_out) if ask.state in ("promised", "proven") else None,
    }


def substance(ask: Ask) -> str:
    """What an answer names: who, how much, from when; or whose forum, when, and what it granted."""
    match ask.kind:
        case "advocate":
            where = " of ".join(part for part in (ask.forum, ask.leader) if part)
            parts = [where, f"on {ask.forum_on}" if ask.forum_on else ""]
            named = " ".join(part for part in parts if part)
            return f"{named}{', ' if named else ''}granted: {ask.granted}" if ask.granted else named
        case _:
            parts = [
                ask.person or "",
                f"{ask.allocation}%" if ask.allocation is not None else "",
                f"from {ask.start}" if ask.start else "",
            ]
            return ", ".join(part for part in parts if part)


def told(portfolio: Portfolio, ask: Ask) -> tuple[Cell, ...]:
    """One round of an ask in a sentence: when it was put and to whom, what was answered, and what bears it out."""
    put = f"asked {ask.asked_on}" + (f" of {ask.of}" if ask.of else "")
    late = ask.state == "open" and ask.due is not None and ask.due < portfolio.today
    due = Cell(f", due {ask.due}", "bad" if late else "plain") if ask.due else Cell("")
    return (Cell(put), due, *_answered(portfolio, ask), *_borne_out(portfolio, ask), *_heard(portfolio, ask))


def _answered(portfolio: Portfolio, ask: Ask) -> list[Cell]:
    if ask.state == "open":
        return [Cell("; no answer yet", "muted")]
    named = substance(ask)
    cells = [Cell(f"; {state_of(portfolio, ask)}" + (f" {ask.answered_on}" if ask.answered_on else ""))]
    cells += [Cell(f": {named}")] if named else []
    cells += [Cell(f", until {ask.until}")] if ask.until else []
    cells += [Cell(f", because: {one_line(ask.reason)}")] if ask.reason else []
    if ask.state == "refused":
        cells.append(Cell("; resolution: ", "muted"))
        cells.append(Cell(ask.resolution) if ask.resolution else Cell("none yet", "bad"))
    return cells


def _borne_out(portfolio: Portfolio, ask: Ask) -> list[Cell]:
    if ask.state not in ("promised", "proven"):
        return []
    borne_out = proof(portfolio, ask)
    if borne_out.holds:
        by = ", ".join(untyped(key)[1] for key in borne_out.by)
        return [Cell("; borne out", "good"), Cell(f" by {by}" if by else "", "muted")]
    lacking = ", ".join(borne_out.lacking)
    return [Cell("; lacking: " if ask.state == "proven" else "; for the proof: ", "warn"), Cell(lacking)]


def _heard(portfolio: Portfolio, ask: Ask) -> list[Cell]:
    """Whether the answer is the team's own, from a sheet that it filled in."""
    said = portfolio.conversations.get(ask.said_in or "")
    if said is None:
        return []
    return [Cell(f"; in their words ({said.source})" if said.source else f"; said in {said.key}", "muted")]


def next_step(portfolio: Portfolio, given: Commitment) -> str:
    """The command that comes next with a team; empty when all is proven.

    A refusal that nobody dealt with comes first. Then the conversation whose view frames the asks, then the asks that
    were not put, then what the answers lack: words, deeds, proof.
    """
    plan, team = given.plan, given.team
    for ask in given.answers:
        if ask.state == "refused" and ask.resolution is None:
            return f"mopsctl commit resolve {team} --kind {ask.kind} --by escalate{naming(portfolio, plan)}"
    if not given.answers and (plan, team) not in conversations(portfolio):
        return f"mopsctl meet {team}{naming(portfolio, plan)}"
    for kind in given.never_put:
        return f"mopsctl commit ask {team} --kind {kind}{naming(portfolio, plan)}"
    waiting = {ask.kind: ask for ask in unanswered(portfolio, plan, team)}
    latest = [waiting.get(ask.kind, ask) for ask in given.answers]
    steps = (_after(portfolio, ask) for ask in sorted(latest, key=lambda ask: _urgency(portfolio, ask)))
    return next((step for step in steps if step), "")


def _urgency(portfolio: Portfolio, ask: Ask) -> int:
    """0 for a claim that does not hold, 2 for a promise whose day has yet to come, 1 for all else."""
    if ask.state == "promised" and ask.forum_on is not None and ask.forum_on > portfolio.today:
        return 2
    return 0 if state_of(portfolio, ask) == "claimed" else 1


def _after(portfolio: Portfolio, ask: Ask) -> str:
    """What follows one answer."""
    again = f"mopsctl commit ask {ask.team} --kind {ask.kind}{naming(portfolio, ask.plan)}"
    match ask.state:
        case "open":
            return _with_options(portfolio, "promise", ask, unnamed(ask))
        case "refused" if ask.resolution in ("escalate", "substitute"):
            return f"mopsctl commit ask {ask.team} --kind {ask.kind} --of PERSON{naming(portfolio, ask.plan)}"
        case "deferred" if ask.until is None or ask.until <= portfolio.today:
            return again
        case "promised" | "proven":
            return _proving(portfolio, ask, proof(portfolio, ask))
        case _:
            return ""


def _proving(portfolio: Portfolio, ask: Ask, borne_out: Proof) -> str:
    if missing := unnamed(ask):
        return _with_options(portfolio, "promise" if ask.state == "promised" else "prove", ask, missing)
    if not borne_out.holds:
        return borne_out.cure
    return "" if ask.state == "proven" else _with_options(portfolio, "prove", ask, ())


def _with_options(portfolio: Portfolio, verb: str, ask: Ask, names: tuple[str, ...]) -> str:
    """The command that answers an ask, with what the answer must name and does not yet."""
    options = "".join(f" --{name.replace('_', '-')} {STANDS_FOR[name]}" for name in names)
    return f"mopsctl commit {verb} {ask.team} --kind {ask.kind}{options}{naming(portfolio, ask.plan)}"


def kinds_in(given: Commitment, *states: str) -> list[AskKind]:
    """The kinds of ask that count as one of these states."""
    return [kind for kind in ASK_KINDS if given.state(kind) in states]
