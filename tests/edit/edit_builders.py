"""A small plan for the tests of edits: two teams, a platform and its like, three tasks in a row."""

from datetime import date
from typing import Any

from mopsctl.changes import diff
from mopsctl.model.capability import Capability, Offering, Platform, Similarity
from mopsctl.model.commitment import Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Participation, Plan, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment
from mopsctl.model.support import Support

TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 20)
LATER = date(2026, 12, 4)


def portfolio_of(*records: Record) -> Portfolio:
    collections: dict[str, dict[Any, Any]] = {}
    for record in records:
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=TODAY, **collections)


def small() -> Portfolio:
    return portfolio_of(
        Team("it", "IT"),
        Team("analytics", "Analytics"),
        Person("ada", "Ada", "analytics"),
        Person("mert", "Mert", "it", "leader"),
        Platform("cdp", "CDP", "proposed", system_owner="ada"),
        Platform("esp", "ESP"),
        Capability("send", "Send campaigns", governing="cdp", governed_by="mert", governed_on=YESTERDAY),
        Capability("cut", "Cut lists"),
        Offering("send", "cdp", "it"),
        Offering("cut", "esp", "analytics"),
        Similarity("cut", "send"),
        Plan("rollout", "CDP rollout", date(2026, 11, 2), platform="cdp", manager="ada", funded_by="it"),
        Participation("rollout", "it", understood_by="ada"),
        Ask("rollout", "it", "assign", YESTERDAY, of="mert"),
        Support("rollout", "ada", solution="yes"),
        Task("map", "Map events", "rollout", "analytics", "ada", days=5),
        Task("build", "Build pipeline", "rollout", "it", kind="implementation", days=8, capability="send"),
        Task("live", "Go live", "rollout", kind="milestone"),
        Link("map", "build"),
        Link("build", "live"),
        Assignment("capability:send", "team:it", "R", "to-be", "rollout"),
        Assignment("capability:send", "person:ada", "A", "to-be", "rollout", agreed=True, agreed_by="ada"),
        Assignment("capability:send", "team:analytics", "A", "as-is"),
        Assignment("task:build", "team:it", "R", "to-be", "rollout"),
    )


def changed(before: Portfolio, after: Portfolio) -> list[tuple[str, Any, str]]:
    """What differs, a line a record: (kind, key, what happened)."""
    words = {(True, False): "added", (False, True): "removed", (False, False): "changed"}
    return [(c.kind, c.key, words[c.before is None, c.after is None]) for c in diff(before, after)]
