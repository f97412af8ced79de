"""What an audience may see (domain §0, house 8). It is tact, not access control.

Influence, work and scores are for `me` alone; refusals for `me` and `leaders`. What is left out must not tell
by its absence, so a refused ask looks exactly like an open one, and a "no" like a question never put.
Reports see a Portfolio only through `seen_by`; the gate never does.
"""

from typing import Literal, TypeVar

from msgspec.structs import replace

from ..model.commitment import Alignment, Ask
from ..model.fields import Answer, Record
from ..model.plan import Participation, Review
from ..model.portfolio import Portfolio
from ..model.support import Support
from .memo import fact

Audience = Literal["me", "leaders", "team", "all"]
AUDIENCES: tuple[Audience, ...] = ("me", "leaders", "team", "all")

# The collections in which something is kept from somebody.
GUARDED = ("participations", "asks", "alignments", "support", "reviews")

R = TypeVar("R", bound=Record)


def redact(record: R, audience: Audience) -> R:
    """The record as the audience may see it. A change whose two sides redact alike must not be shown at all."""
    return record if audience == "me" else _redacted(record, audience in ("team", "all"))  # type: ignore[return-value]


@fact
def seen_by(portfolio: Portfolio, audience: Audience) -> Portfolio:
    """The Portfolio as the audience may see it; the same object for `me`."""
    if audience == "me":
        return portfolio
    guarded = {
        plural: {key: redact(record, audience) for key, record in portfolio.of(plural).items()} for plural in GUARDED
    }
    return replace(portfolio, **guarded)


def _redacted(record: Record, outside: bool) -> Record:
    match record:
        case Participation():
            record = replace(record, work=None, influence=None)
            return replace(record, critical=_without_no(record.critical), because="") if outside else record
        case Review():
            return replace(record, understanding=None)
        case Ask() if outside:
            return _unrefused(record)
        case Alignment() if outside:
            return replace(record, terms="")
        case Support() if outside:
            return replace(record, solution=_without_no(record.solution), timing=_without_no(record.timing))
    return record


def _unrefused(ask: Ask) -> Ask:
    if ask.state != "refused":
        return replace(ask, reason="", resolution=None)
    # Built anew rather than replaced: a field added to Ask later stays out until it is let in here.
    return Ask(
        plan=ask.plan, team=ask.team, kind=ask.kind, asked_on=ask.asked_on, round=ask.round, of=ask.of, due=ask.due
    )


def _without_no(answer: Answer) -> Answer:
    return "unasked" if answer == "no" else answer
