"""Teams and people (domain §0). Positions and charts (domain §4) are not modelled yet."""

from typing import Literal

from .fields import Count, Key, Name, Record, Text

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
