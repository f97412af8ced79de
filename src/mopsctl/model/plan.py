"""Plans, the teams in them, their needs, tasks, links and reviews (domain §0, §2)."""

from datetime import date
from typing import Literal

from .fields import Answer, Count, Key, Lag, Name, Percent, Rating, Record, Serial, Text, WorkingDays

Stage = Literal["explore", "align", "plan", "build", "launch", "run"]
Involvement = Literal["involved", "affected", "out"]
TaskKind = Literal[
    "task", "milestone", "learning", "alignment", "decision", "communication", "decommission", "implementation"
]
LinkKind = Literal["FS", "SS", "FF", "SF"]
Verdict = Literal["approved", "changes", "no-reply"]

STAGES: tuple[Stage, ...] = ("explore", "align", "plan", "build", "launch", "run")


class Plan(Record, frozen=True):
    """One platform implementation: its end goal, stage, dates, which team holds idea, funds and mandate."""

    key: Key
    name: Name
    start: date
    stage: Stage = "explore"
    platform: Key | None = None
    goal: Text = ""
    manager: Key | None = None
    target: date | None = None  # wanted finish, inclusive
    idea_from: Key | None = None
    funded_by: Key | None = None
    mandate_from: Key | None = None
    closed: date | None = None
    built: date | None = None  # the day it first entered `build`
    rescoped: date | None = None  # the day its scope last changed
    calendar: Key | None = None  # of teams that have none of their own; None: Monday to Friday


class Participation(Record, frozen=True):
    """How one team stands in one plan, and the inputs of its criticality (domain §1.3)."""

    plan: Key
    team: Key
    involvement: Involvement = "involved"
    because: Text = ""  # why it is out
    critical: Answer = "unasked"  # does it agree that the platform is critical?
    work: Rating | None = None
    influence: Rating | None = None
    impact: Text = ""  # what changes for it
    understood_by: Key | None = None  # who in it understands that
    capabilities: Count | None = None  # how many it manages, where the count from the store misleads
    said_in: Key | None = None  # the conversation in which it said so
    review_by: date | None = None  # when its review of the plan is wanted
    align_by: date | None = None  # when it is to agree that the platform is critical


class Review(Record, frozen=True):
    """One team's review of the plan on one day: the best gauge of its understanding (domain §2.2)."""

    plan: Key
    team: Key
    on: date
    verdict: Verdict
    improvements: Text = ""
    understanding: Rating | None = None


class Task(Record, frozen=True):
    """One thing a team does. A milestone takes no days. No `days` means: not estimated yet."""

    key: Key
    name: Name
    plan: Key
    team: Key | None = None
    owner: Key | None = None
    kind: TaskKind = "task"
    days: WorkingDays | None = None
    capability: Key | None = None
    not_before: date | None = None
    percent: Percent = 0
    started: date | None = None
    finished: date | None = None  # inclusive
    note: Text = ""
    by: Key | None = None  # the person of the team who contributed it to the plan
    agreed: bool = False  # did the team agree to it?
    said_in: Key | None = None  # the conversation it came from
    must_by: date | None = None  # must finish by, inclusive
    days_low: WorkingDays | None = None  # the optimistic estimate; `days` is the most likely one
    days_high: WorkingDays | None = None  # the pessimistic estimate
    share: Percent = 100  # of one person's time, while it lasts
    ref: Text = ""  # its id in the planner it came from


class Need(Record, frozen=True):
    """What a team needs of the plan so that it can do its part (domain §2.1)."""

    key: Key
    what: Name
    plan: Key
    team: Key
    by: Key | None = None  # the person of the team who contributed it
    agreed: bool = False  # did the team agree that this is its need?
    task: Key | None = None  # the task that meets it
    said_in: Key | None = None  # the conversation it came from


class Link(Record, frozen=True):
    """`after` waits for `before`: from its finish or start (first letter) to its own start or finish (second)."""

    before: Key
    after: Key
    kind: LinkKind = "FS"
    lag: Lag = 0  # in working days of `after`


class Condition(Record, frozen=True):
    """What must be true before a task goes on, and is no task itself (domain §2.3)."""

    key: Key
    what: Name
    task: Key  # the task that waits for it
    owner: Key | None = None  # the person who sees to it
    due: date | None = None  # the day from which it is expected to hold
    met: date | None = None  # the day from which it held


class Lead(Record, frozen=True):
    """The time a task's team needs to align one partner team before the work of the task begins (domain §2.3)."""

    task: Key
    team: Key  # the partner team
    days: WorkingDays
    aligned: date | None = None  # the day on which that was done


class Baseline(Record, frozen=True):
    """The dates of a plan frozen on one day, to compare with later."""

    key: Key
    plan: Key
    on: date
    note: Text = ""


class BaselineDate(Record, frozen=True):
    """When one task was due in a baseline; both dates inclusive."""

    baseline: Key
    task: Key
    start: date
    finish: date


class Digest(Record, frozen=True):
    """The last digest sent to a team: what came after change-set `serial` is news to it."""

    plan: Key
    team: Key
    on: date
    serial: Serial
