"""What is open in an operating model, as one point of an agenda, and who has to be there for it (domain §3).

Which points there are is `facts.agenda`.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from ..model.capability import OWNERS
from ..model.portfolio import Portfolio
from .memo import fact
from .operating import platform_of
from .participation import involved
from .responsibility import name_of, person_in, team_of


class Point(Struct, frozen=True):
    """One thing to settle: the section of the model it is open in, the question that asks for it, and the names in it.

    `room` are the teams that must be there, `people` those of them who are named; both sorted. A name that is a date is
    written by whoever asks. `missing` is how much of its section is not there because of it: 0 for what is there, and
    has to be cleared up.
    """

    section: str
    each: str
    subject: str  # typed key
    names: Mapping[str, str | date]
    room: tuple[str, ...]
    cure: str
    people: tuple[str, ...] = ()
    missing: int = 0


@fact
def core(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """The teams around a platform: those of its owners, else who runs something on it, else all that are involved."""
    platform = portfolio.platforms.get(platform_of(portfolio, plan))
    owners = [getattr(platform, owner) for owner in OWNERS] if platform else []
    runs = {one.team for one in portfolio.offerings.values() if platform and one.platform == platform.key}
    return room(portfolio.people[key].team for key in owners if key) or room(runs) or room(involved(portfolio, plan))


def room(*teams: Iterable[str]) -> tuple[str, ...]:
    """Teams without repeats, sorted; a position that belongs to none has none."""
    return tuple(sorted({team for some in teams for team in some if team}))


def teams_of(portfolio: Portfolio, holders: Iterable[str]) -> list[str]:
    """The team of each holder."""
    return [team_of(portfolio, holder) for holder in holders]


def people_among(portfolio: Portfolio, holders: Iterable[str]) -> tuple[str, ...]:
    """The people among holders, those who hold a position included."""
    return tuple(sorted({person for holder in holders if (person := person_in(portfolio, holder, "to-be"))}))


def named(portfolio: Portfolio, holders: Iterable[str]) -> str:
    """Holders by their names."""
    return ", ".join(name_of(portfolio, holder) for holder in holders)


def few(names: Iterable[str], most: int = 6) -> str:
    """The first names of many, and how many more there are, in any language: `Analyst, Editor, + 9`."""
    every = list(names)
    return ", ".join(every[:most]) + (f", + {len(every) - most}" if len(every) > most else "")
