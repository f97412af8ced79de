"""What an audience may see (domain §0, house 8). It is tact, not access control.

Influence, work and scores are for `me` alone, as are private notes; refusals are for `me` and `leaders`, and so is why
somebody is away. What is left out must not tell by its absence, so a refused ask looks exactly like an open one, a "no"
like a question never put, and days off for a reason like days off for none. How well a team does, which skills a
person has and what a box of the chart costs are for `me` and `leaders` too; others know of a team's assessment only
that there was one, and when. Reports see a Portfolio only through `seen_by`; the gate never does.
"""

from typing import Any, Literal, TypeVar

from msgspec.structs import replace

from ..model.calendar import Calendar, DayOff, Holiday
from ..model.capability import (
    Activity,
    Capability,
    Dataset,
    Disposition,
    Offering,
    Platform,
    Similarity,
    Truth,
)
from ..model.commitment import Alignment, Ask
from ..model.fields import Answer, Record, untyped
from ..model.operating import Assessment, Interaction, Right, Topic
from ..model.org import (
    Box,
    Coverage,
    DottedLine,
    Function,
    Goal,
    HeldSkill,
    Maturity,
    Number,
    Person,
    Pillar,
    Position,
    Team,
    WantedSkill,
)
from ..model.outreach import Action, Conversation, Evidence, Note
from ..model.plan import (
    Baseline,
    BaselineDate,
    Condition,
    Digest,
    Lead,
    Link,
    Need,
    Participation,
    Plan,
    Review,
    Task,
)
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment, Handover, SchemeLetter
from ..model.support import Support
from ..model.waiver import Waiver
from .memo import fact

Audience = Literal["me", "leaders", "team", "all"]
AUDIENCES: tuple[Audience, ...] = ("me", "leaders", "team", "all")

# The collections in which something is kept from somebody.
GUARDED = (
    "people", "days_off", "conversations", "notes", "actions", "participations", "asks", "alignments", "support",
    "reviews", "boxes", "held_skills", "assessments", "waivers",
)  # fmt: skip

# Rules whose every finding speaks of a score, or of a refusal or a "no".
_OF_SCORES = frozenset(("COM205", "COM206"))
_OF_REFUSALS = frozenset(("COM202", "OUT101", "OUT102", "OUT106", "SUP303", "RAC710"))
# Rules whose every finding speaks of how well a team does, or of what a person cannot do.
_OF_WEAKNESS = frozenset(("OPM805", "ORG908"))
_FOR_LEADERS = _OF_REFUSALS | _OF_WEAKNESS

# Kinds of which everybody may know everything.
_FOR_ALL: frozenset[type[Record]] = frozenset(
    (
        Team, Platform, Capability, Activity, Offering, Similarity, Disposition, Dataset, Truth, Plan, Evidence, Task,
        Need, Link, Condition, Lead, Calendar, Holiday, Baseline, BaselineDate, Digest, Assignment, SchemeLetter,
        Handover, Topic, Right, Interaction, Goal, Function, Pillar, Maturity, Position, DottedLine, Coverage, Number,
        WantedSkill,
    )
)  # fmt: skip

# Stands for a text which must not look as if nobody had written it. Files for others leave it out.
WITHHELD = "(not shown)"

R = TypeVar("R", bound=Record)


def may_know(audience: Audience, code: str) -> bool:
    """Whether the audience may be told what a rule found; of a rule it may not know there is no word at all."""
    if audience == "me" or code not in _OF_SCORES | _FOR_LEADERS:
        return True
    return audience == "leaders" and code in _FOR_LEADERS


def redact(record: R, audience: Audience) -> R | None:
    """The record as the audience may see it; None where it may not even know that there is one.

    A change whose two sides redact alike must not be shown at all.
    """
    return record if audience == "me" else _redacted(record, audience)  # type: ignore[return-value]


@fact
def seen_by(portfolio: Portfolio, audience: Audience) -> Portfolio:
    """The Portfolio as the audience may see it; the same object for `me`."""
    if audience == "me":
        return portfolio
    guarded: dict[str, Any] = {
        plural: {
            key: seen
            for key, record in portfolio.of(plural).items()
            if (seen := _redacted(record, audience)) is not None
        }
        for plural in GUARDED
    }
    return replace(portfolio, **guarded)


def _redacted(record: Record, audience: Audience) -> Record | None:
    """Closed: a kind of record that is named neither here nor above would be kept from everybody."""
    if type(record) in _FOR_ALL:
        return record
    outside = audience in ("team", "all")
    match record:
        case Note():
            return None
        case Action():
            return None if outside else record
        case Waiver():
            about_action = untyped(record.subject)[0] == "action"
            return record if may_know(audience, record.code) and not (outside and about_action) else None
        case Participation():
            record = _unrated(record)
            return _without_answer(record) if outside else record
        case Review():
            return replace(record, understanding=None)
        case Conversation():
            return _without_view(record) if outside else record
        case Ask():
            return _unrefused(record) if outside else record
        case Alignment():
            return replace(record, terms=WITHHELD) if outside else record
        case Support():
            solution, timing = _without_no(record.solution), _without_no(record.timing)
            told = (solution, timing) == (record.solution, record.timing)
            return record if told or not outside else replace(record, solution=solution, timing=timing)
        case Person():
            return replace(record, email="") if outside and record.email else record
        case DayOff():
            return replace(record, why="") if outside and record.why else record
        case Assessment():
            # That a team was assessed, and when, is no secret; the task would tell that it has something to improve.
            return Assessment(team=record.team, capability=record.capability, on=record.on) if outside else record
        case HeldSkill():
            return None if outside else record
        case Box():
            return replace(record, cost=None) if outside and record.cost is not None else record
    return None


def _unrefused(ask: Ask) -> Ask:
    if ask.state != "refused":
        return replace(ask, reason="", resolution=None) if ask.reason or ask.resolution else ask
    # Built anew rather than replaced: a field added to Ask later stays out until it is let in here.
    return Ask(
        plan=ask.plan, team=ask.team, kind=ask.kind, asked_on=ask.asked_on, round=ask.round, of=ask.of, due=ask.due
    )


def _without_view(said: Conversation) -> Conversation:
    # Built anew for the same reason. Without the next step its day goes as well.
    return Conversation(
        key=said.key, plan=said.plan, team=said.team, on=said.on, person=said.person, channel=said.channel,
        challenges=said.challenges, needed=said.needed, angle=said.angle, source=said.source,
    )  # fmt: skip


def _unrated(participation: Participation) -> Participation:
    if participation.work is participation.influence is participation.capabilities is None:
        return participation
    return replace(participation, work=None, influence=None, capabilities=None)


def _without_answer(participation: Participation) -> Participation:
    """A "no" as if the team had not been asked; the conversation in which it said so would tell that it was."""
    # That a team is out for a reason is no secret, and PLN607 must not say that nobody gave one.
    because = WITHHELD if participation.because and participation.involvement == "out" else ""
    if participation.critical == "yes":
        return replace(participation, because=because) if participation.because else participation
    return replace(participation, critical="unasked", because=because, said_in=None)


def _without_no(answer: Answer) -> Answer:
    return "unasked" if answer == "no" else answer
