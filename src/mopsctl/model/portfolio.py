"""Portfolio: everything known at one moment, `today` included, as frozen records.

A Portfolio never changes; an edit returns another one. Collections are dicts by record key and are
read-only by convention (copying one is the only way to change it). Their order means nothing: what shows sorts.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from .calendar import Calendar, DayOff, Holiday
from .capability import Activity, Capability, Dataset, Disposition, Offering, Platform, Similarity, Truth
from .commitment import Alignment, Ask
from .operating import Assessment, Interaction, Right, Topic
from .org import (
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
from .outreach import Action, Conversation, Evidence, Note
from .plan import Baseline, BaselineDate, Condition, Digest, Lead, Link, Need, Participation, Plan, Review, Task
from .responsibility import Assignment, Handover, SchemeLetter
from .support import Support
from .waiver import Waiver


class Portfolio(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """All records, by kind and key. Keys of several fields are tuples in the order of `kinds.KINDS`."""

    today: date
    calendars: Mapping[str, Calendar] = {}
    holidays: Mapping[tuple[str, date], Holiday] = {}
    teams: Mapping[str, Team] = {}
    people: Mapping[str, Person] = {}
    days_off: Mapping[tuple[str, date], DayOff] = {}
    goals: Mapping[str, Goal] = {}
    platforms: Mapping[str, Platform] = {}
    capabilities: Mapping[str, Capability] = {}
    activities: Mapping[str, Activity] = {}
    offerings: Mapping[tuple[str, str, str], Offering] = {}
    similarities: Mapping[tuple[str, str], Similarity] = {}
    dispositions: Mapping[tuple[str, str], Disposition] = {}
    datasets: Mapping[str, Dataset] = {}
    truths: Mapping[tuple[str, str], Truth] = {}
    plans: Mapping[str, Plan] = {}
    conversations: Mapping[str, Conversation] = {}
    notes: Mapping[str, Note] = {}
    actions: Mapping[str, Action] = {}
    evidence: Mapping[str, Evidence] = {}
    participations: Mapping[tuple[str, str], Participation] = {}
    asks: Mapping[tuple[str, str, str, int], Ask] = {}
    alignments: Mapping[tuple[str, str], Alignment] = {}
    support: Mapping[tuple[str, str], Support] = {}
    reviews: Mapping[tuple[str, str, date], Review] = {}
    tasks: Mapping[str, Task] = {}
    needs: Mapping[str, Need] = {}
    links: Mapping[tuple[str, str, str], Link] = {}
    conditions: Mapping[str, Condition] = {}
    leads: Mapping[tuple[str, str], Lead] = {}
    baselines: Mapping[str, Baseline] = {}
    baseline_dates: Mapping[tuple[str, str], BaselineDate] = {}
    digests: Mapping[tuple[str, str], Digest] = {}
    functions: Mapping[str, Function] = {}
    pillars: Mapping[str, Pillar] = {}
    maturities: Mapping[tuple[str, date], Maturity] = {}
    positions: Mapping[str, Position] = {}
    boxes: Mapping[tuple[str, str], Box] = {}
    dotted_lines: Mapping[tuple[str, str, str], DottedLine] = {}
    coverage: Mapping[tuple[str, str, str], Coverage] = {}
    numbers: Mapping[str, Number] = {}
    wanted_skills: Mapping[tuple[str, str], WantedSkill] = {}
    held_skills: Mapping[tuple[str, str], HeldSkill] = {}
    letters: Mapping[str, SchemeLetter] = {}
    assignments: Mapping[tuple[str, str, str, str, str], Assignment] = {}
    handovers: Mapping[tuple[str, str, str], Handover] = {}
    topics: Mapping[str, Topic] = {}
    rights: Mapping[tuple[str, str, str, str, str], Right] = {}
    interactions: Mapping[str, Interaction] = {}
    assessments: Mapping[tuple[str, str], Assessment] = {}
    waivers: Mapping[tuple[str, str, str], Waiver] = {}

    def of(self, plural: str) -> Mapping[Any, Any]:
        """The collection of one kind, by its plural name."""
        return getattr(self, plural)  # type: ignore[no-any-return]
