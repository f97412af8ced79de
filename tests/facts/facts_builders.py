"""Building small Portfolios for the tests of facts: records in, collections by key out."""

from datetime import date

from mopsctl.model.capability import Capability, Offering, Platform
from mopsctl.model.fields import Record
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Team
from mopsctl.model.plan import Link, Plan, Task
from mopsctl.model.portfolio import Portfolio

MONDAY = date(2026, 11, 23)


def portfolio_of(*records: Record, today: date = MONDAY) -> Portfolio:
    collections: dict[str, dict] = {}
    for record in records:
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=today, **collections)


def teams(*keys: str) -> list[Team]:
    return [Team(key, key.title()) for key in keys]


def capability(key: str, *offered: str, **fields: str) -> list[Record]:
    """A capability and where it is offered: `capability("send", "cdp/martech", "esp/marketing")`."""
    places = [place.split("/") for place in offered]
    return [Capability(key, key, **fields), *(Offering(key, platform, team) for platform, team in places)]


def platforms(**statuses: str) -> list[Platform]:
    return [Platform(key.replace("_", "-"), key, status=status) for key, status in statuses.items()]


def cdp_plan(**fields) -> Plan:
    return Plan("cdp", "CDP rollout", **{"start": MONDAY, "platform": "cdp", **fields})


def task(key: str, days: int | None = 1, plan: str = "cdp", **fields) -> Task:
    return Task(key, key, plan, **{"days": days, **fields})


def milestone(key: str, plan: str = "cdp", **fields) -> Task:
    return Task(key, key, plan, kind="milestone", **fields)


def links(*arrows: str) -> list[Link]:
    """`links("a>b", "b>c")`."""
    return [Link(*arrow.split(">")) for arrow in arrows]
