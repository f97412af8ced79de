"""The table of contents of the model: every kind of record, its key, what it refers to, and the hard invariants.

Everything generic (store, diff, files, reference checks, rename) is written once against this table.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, TypeAlias, get_args

from msgspec import Struct

from .calendar import Calendar, DayOff, Holiday
from .capability import (
    Activity,
    Capability,
    Dataset,
    Disposition,
    Offering,
    Platform,
    Similarity,
    Truth,
)
from .commitment import Alignment, Ask
from .fields import Record
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
from .plan import (
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
from .responsibility import Assignment, Handover, SchemeLetter
from .support import Support
from .waiver import Waiver

# What tells one record of a kind from another: its slug, or a tuple where several fields make the key.
RecordKey: TypeAlias = Any


class Kind(Struct, frozen=True):
    """One kind of record. `plural` is its name in files and in Portfolio, `word` what a user calls one."""

    word: str
    plural: str
    record: type[Record]
    key: tuple[str, ...]
    refers: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (field, plurals it may point into); several: a typed key

    def key_of(self, record: Record) -> RecordKey:
        """The slug of a record, or the tuple of its key fields."""
        if len(self.key) == 1:
            return getattr(record, self.key[0])
        return tuple(getattr(record, field) for field in self.key)


def _kind(word: str, plural: str, record: type[Record], key: str, **refers: str) -> Kind:
    pointers = tuple((field, tuple(plurals.split())) for field, plurals in refers.items())
    return Kind(word, plural, record, tuple(key.split()), pointers)


# Days before and after these were mistyped.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)

# In the order in which they can be inserted: what is referred to comes first.
KINDS: tuple[Kind, ...] = (
    _kind("calendar", "calendars", Calendar, "key"),
    _kind("holiday", "holidays", Holiday, "calendar on", calendar="calendars"),
    _kind("team", "teams", Team, "key", calendar="calendars"),
    _kind("person", "people", Person, "key", team="teams"),
    _kind("day off", "days_off", DayOff, "holder first", holder="teams people"),
    _kind("goal", "goals", Goal, "key", parent="goals"),
    _kind("platform", "platforms", Platform, "key",
          system_owner="people", budget_owner="people", manager="people", successor="platforms"),
    _kind("capability", "capabilities", Capability, "key", governing="platforms", governed_by="people"),
    _kind("activity", "activities", Activity, "key", capability="capabilities"),
    _kind("offering", "offerings", Offering, "capability platform team",
          capability="capabilities", platform="platforms", team="teams"),
    _kind("similarity", "similarities", Similarity, "capability like", capability="capabilities", like="capabilities"),
    _kind("disposition", "dispositions", Disposition, "capability platform",
          capability="capabilities", platform="platforms", successor="platforms", decided_by="people"),
    _kind("dataset", "datasets", Dataset, "key", owner="people"),
    _kind("truth", "truths", Truth, "dataset platform", dataset="datasets", platform="platforms"),
    _kind("plan", "plans", Plan, "key", platform="platforms", manager="people",
          idea_from="teams", funded_by="teams", mandate_from="teams", calendar="calendars"),
    _kind("conversation", "conversations", Conversation, "key", plan="plans", team="teams", person="people"),
    _kind("note", "notes", Note, "conversation", conversation="conversations"),
    _kind("action", "actions", Action, "key",
          plan="plans", team="teams", owner="people", said_in="conversations"),
    _kind("evidence", "evidence", Evidence, "key", plan="plans", team="teams", said_in="conversations"),
    _kind("participation", "participations", Participation, "plan team",
          plan="plans", team="teams", understood_by="people", said_in="conversations"),
    _kind("ask", "asks", Ask, "plan team kind round",
          plan="plans", team="teams", of="people", person="people", leader="people", said_in="conversations"),
    _kind("alignment", "alignments", Alignment, "plan team", plan="plans", team="teams"),
    _kind("support", "support", Support, "plan person", plan="plans", person="people"),
    _kind("review", "reviews", Review, "plan team on", plan="plans", team="teams"),
    _kind("task", "tasks", Task, "key", plan="plans", team="teams", owner="people", capability="capabilities",
          by="people", said_in="conversations"),
    _kind("need", "needs", Need, "key",
          plan="plans", team="teams", by="people", task="tasks", said_in="conversations"),
    _kind("link", "links", Link, "before after kind", before="tasks", after="tasks"),
    _kind("condition", "conditions", Condition, "key", task="tasks", owner="people"),
    _kind("lead", "leads", Lead, "task team", task="tasks", team="teams"),
    _kind("baseline", "baselines", Baseline, "key", plan="plans"),
    _kind("baseline date", "baseline_dates", BaselineDate, "baseline task", baseline="baselines", task="tasks"),
    _kind("digest", "digests", Digest, "plan team", plan="plans", team="teams"),
    _kind("function", "functions", Function, "key"),
    _kind("pillar", "pillars", Pillar, "key"),
    _kind("maturity", "maturities", Maturity, "function on", function="functions"),
    _kind("position", "positions", Position, "key", transition="tasks"),
    _kind("box", "boxes", Box, "position state",
          position="positions", reports_to="positions", team="teams", holder="people", goal="goals"),
    _kind("dotted line", "dotted_lines", DottedLine, "position to state", position="positions", to="positions"),
    _kind("coverage", "coverage", Coverage, "position covers state",
          position="positions", covers="functions pillars"),
    _kind("number", "numbers", Number, "key", position="positions", parent="numbers"),
    _kind("wanted skill", "wanted_skills", WantedSkill, "position skill", position="positions"),
    _kind("held skill", "held_skills", HeldSkill, "person skill", person="people"),
    _kind("letter", "letters", SchemeLetter, "letter"),
    _kind("assignment", "assignments", Assignment, "plan subject holder letter state", plan="plans",
          subject="capabilities activities platforms tasks", holder="teams people positions", agreed_by="people"),
    _kind("hand-over", "handovers", Handover, "plan subject giver", plan="plans",
          subject="capabilities activities platforms tasks", giver="teams people positions",
          receiver="teams people positions", agreed_by="people",
          transfer="tasks", communication="tasks", decommission="tasks"),
    _kind("topic", "topics", Topic, "key"),
    _kind("right", "rights", Right, "topic platform part holder state",
          topic="topics", platform="platforms", holder="teams people positions", confirmed_by="people"),
    _kind("interaction", "interactions", Interaction, "key",
          giver="teams", receiver="teams", capability="capabilities"),
    _kind("assessment", "assessments", Assessment, "team capability",
          team="teams", capability="capabilities", task="tasks"),
    _kind("waiver", "waivers", Waiver, "plan code subject", plan="plans", by="people",
          subject="teams people platforms capabilities plans tasks needs actions evidence"
          " goals activities datasets functions pillars positions numbers topics interactions"),
)  # fmt: skip

BY_PLURAL: dict[str, Kind] = {kind.plural: kind for kind in KINDS}
BY_WORD: dict[str, Kind] = {kind.word: kind for kind in KINDS}
BY_RECORD: dict[type[Record], Kind] = {kind.record: kind for kind in KINDS}


def kind_of(record: Record) -> Kind:
    """The kind that a record is of."""
    return BY_RECORD[type(record)]


def _not_reversed(first: str, last: str) -> Callable[[Any], str | None]:
    def check(record: Any) -> str | None:
        start, end = getattr(record, first), getattr(record, last)
        return f"{last} {end} is before {first} {start}" if start and end and end < start else None

    return check


def _as_is_belongs_to_no_plan(assignment: Assignment) -> str | None:
    if (assignment.state == "as-is") == (assignment.plan == ""):
        return None
    return "an as-is row names no plan" if assignment.plan else "a to-be row names its plan"


def _two_capabilities_in_order(pair: Similarity) -> str | None:
    return None if pair.capability < pair.like else "similar capabilities are two, written in alphabetical order"


def _not_itself(link: Link) -> str | None:
    return "a task cannot wait for itself" if link.before == link.after else None


def _milestone_takes_no_days(task: Task) -> str | None:
    return "a milestone takes no days" if task.kind == "milestone" and task.days else None


def _dotted_line_to_another(line: DottedLine) -> str | None:
    return "a dotted line leads to another position" if line.position == line.to else None


def _works_some_day(calendar: Calendar) -> str | None:
    return None if calendar.week else "a calendar needs at least one working day in its week"


def _no_weekday_twice(calendar: Calendar) -> str | None:
    twice = [day for day in dict.fromkeys(calendar.week) if calendar.week.count(day) > 1]
    return f"its week has {twice[0]} twice" if twice else None


def _estimates_in_order(task: Task) -> str | None:
    low, high = task.days_low, task.days_high
    if low is not None and task.days is not None and low > task.days:
        return f"the optimistic estimate {low} is above the likely one, {task.days}"
    if high is not None and task.days is not None and high < task.days:
        return f"the pessimistic estimate {high} is below the likely one, {task.days}"
    if low is not None and high is not None and low > high:
        return f"the optimistic estimate {low} is above the pessimistic one, {high}"
    return None


# The few things a store never holds. All else that is wrong with a plan may be stored and is then a finding.
INVARIANTS: dict[str, tuple[Callable[[Any], str | None], ...]] = {
    "platforms": (_not_reversed("live_on", "retire_on"),),
    "dotted_lines": (_dotted_line_to_another,),
    "plans": (_not_reversed("start", "target"), _not_reversed("start", "closed")),
    "conversations": (_not_reversed("on", "next_on"),),
    "evidence": (_not_reversed("asked_on", "needed_by"), _not_reversed("asked_on", "received_on")),
    "asks": (_not_reversed("asked_on", "due"), _not_reversed("asked_on", "answered_on")),
    "tasks": (_not_reversed("started", "finished"), _milestone_takes_no_days, _estimates_in_order),
    "calendars": (_works_some_day, _no_weekday_twice),
    "days_off": (_not_reversed("first", "last"),),
    "baseline_dates": (_not_reversed("start", "finish"),),
    "similarities": (_two_capabilities_in_order,),
    "links": (_not_itself,),
    "assignments": (_as_is_belongs_to_no_plan,),
    "waivers": (_not_reversed("on", "until"),),
}


@cache
def _days_of(record: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that hold a date."""
    return tuple(name for name, hint in record.__annotations__.items() if date in (hint, *get_args(hint)))


def too_far(day: date) -> str | None:
    """That a day is none of ours; None where it is."""
    if FIRST_DAY <= day <= LAST_DAY:
        return None
    return f"is too far away; dates are from {FIRST_DAY.year} to {LAST_DAY.year}"


def faults(record: Record) -> Iterator[str]:
    """The hard invariants that a record breaks, each in a few words."""
    for field in _days_of(type(record)):
        if (day := getattr(record, field)) is not None and (fault := too_far(day)):
            yield f"{field} {day} {fault}"
    for check in INVARIANTS.get(kind_of(record).plural, ()):
        if fault := check(record):
            yield fault
