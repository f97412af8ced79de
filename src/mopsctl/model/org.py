"""Teams and people, and the charts of marketing operations: goals, functions, pillars, positions (domain §0, §4)."""

from datetime import date
from typing import Literal

from .fields import Amount, Count, Key, Money, Name, Percent, Rating, Record, Share, Text, TypedKey
from .responsibility import State

Level = Literal["executive", "leader", "practitioner"]


class Team(Record, frozen=True):
    """A function of the company, or a part of one; it may cover several in a small company (domain §0)."""

    key: Key
    name: Name
    covers: tuple[Key, ...] = ()  # default functions it stands for; none means its own key
    note: Text = ""
    calendar: Key | None = None  # None: that of the plan
    capacity: Count | None = None  # people it can put to work at once; None: as many as it has in the store


class Person(Record, frozen=True):
    """Somebody in a team, at one of the three levels at which support is looked for (domain §1.5)."""

    key: Key
    name: Name
    team: Key
    level: Level = "practitioner"
    title: Text = ""
    email: Text = ""


class Goal(Record, frozen=True):
    """A goal of the strategy, which boxes of the chart serve: structure follows strategy (domain §4)."""

    key: Key
    name: Name
    horizon: date | None = None  # the day by which it is to be reached
    metric: Text = ""
    unit: Text = ""
    target: Amount | None = None  # in `unit`
    parent: Key | None = None  # the goal it is a part of
    note: Text = ""


class Function(Record, frozen=True):
    """What marketing operations does: technology, data, process, analysis, or the company's own (domain §4.1)."""

    key: Key
    name: Name
    shared: bool = False  # is it a service for other functions too?
    note: Text = ""


class Pillar(Record, frozen=True):
    """What strategic marketing operations stands on: accountability, customer intimacy, transformation (§4.1)."""

    key: Key
    name: Name
    note: Text = ""


class Maturity(Record, frozen=True):
    """The stage that a function reaches, or is to reach, on one day: the structure changes as it matures (§4)."""

    function: Key
    on: date
    level: Rating  # 1 begun to 5 fully developed
    what: Text = ""  # what is so from then on


class Position(Record, frozen=True):
    """A position, the same one as it is and as it is to be; what it is in each is in its boxes (domain §0, §4.2)."""

    key: Key
    name: Name
    transition: Key | None = None  # the task that tells of its change, or carries it out
    note: Text = ""


class Box(Record, frozen=True):
    """A position in one of the two charts: whom it reports to, who holds it, what it serves and why (domain §4)."""

    position: Key
    state: State = "to-be"
    title: Text = ""  # where it is called otherwise than the position
    reports_to: Key | None = None  # another position
    team: Key | None = None
    holder: Key | None = None  # the person in it; None: vacant
    allocation: Share = 100  # percent of the holder's time; a command refuses more than 100, a file may say it
    vacancy: Text = ""  # the plan for filling it
    fill_by: date | None = None
    goal: Key | None = None  # the goal it serves
    why: Text = ""  # why it is built so
    for_others: Percent = 0  # share of its work that is done for other functions of the company
    cost: Money | None = None  # a year, whole units of the company's currency
    since: date | None = None  # from when the box is, or is to be, there


class DottedLine(Record, frozen=True):
    """A second line of reporting, beside the one that counts."""

    position: Key
    to: Key
    state: State = "to-be"


class Coverage(Record, frozen=True):
    """A box works in one function, or stands for one pillar."""

    position: Key
    covers: TypedKey  # function or pillar
    state: State = "to-be"


class Number(Record, frozen=True):
    """The number that a position carries, as a sales leader carries one, and the number it adds up to (§4.1)."""

    key: Key
    name: Name  # the metric
    position: Key
    unit: Text = ""
    target: Amount | None = None  # in `unit`
    due: date | None = None
    parent: Key | None = None  # the number it rolls up to


class WantedSkill(Record, frozen=True):
    """A skill that a position wants of whoever holds it."""

    position: Key
    skill: Key


class HeldSkill(Record, frozen=True):
    """A skill that a person has."""

    person: Key
    skill: Key
