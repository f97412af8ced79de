"""One small plan that every report has something to say of, and secrets that carry their name."""

from datetime import date
from typing import Any

from mopsctl.facts.audience import Audience
from mopsctl.model.capability import Capability, Offering, Platform, Similarity
from mopsctl.model.commitment import Alignment, Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS, kind_of
from mopsctl.model.org import Person, Team
from mopsctl.model.outreach import Action, Conversation, Evidence, Note
from mopsctl.model.plan import Link, Need, Participation, Plan, Review, Task
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment
from mopsctl.model.support import Support
from mopsctl.reports.document import Report
from mopsctl.reports.gaps import gaps
from mopsctl.reports.told import told as findings_told
from mopsctl.rules.engine import rule_set

MONDAY = date(2026, 11, 23)
BEFORE = date(2026, 11, 16)


def portfolio_of(*records: Record) -> Portfolio:
    collections: dict[str, dict[Any, Any]] = {}
    for record in records:
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=MONDAY, **collections)


def gaps_of(
    portfolio: Portfolio, policy: Policy, plan: str | None = None, *, audience: Audience, **more: Any
) -> Report:
    """The gap report as `mopsctl gaps` puts it together."""
    return gaps(findings_told(portfolio, policy, audience, plan), rules=rule_set(policy), **more)


def told() -> Portfolio:
    """The same plan after some outreach: one team was never contacted, one moved from no to partly, one sees it."""
    before = sample()
    return portfolio_of(
        *(record for kind in KINDS for record in before.of(kind.plural).values()),
        Team("legal", "Legal"),
        Participation("rollout", "legal", "affected"),
        Capability("send", "Send campaigns", "Campaigns", gap_found=date(2026, 10, 5)),
        Conversation(
            *("it-1", "rollout", "it", date(2026, 10, 26), "ada"),
            sees_problem="no",
            objection="own-tool",
            reason="SECRET-why",
            challenges="Night\nshifts",
            needed="Four integrations",
            angle="technical",
            next_step="SECRET-next",
            next_on=date(2026, 11, 20),
        ),
        Conversation(
            *("it-2", "rollout", "it", date(2026, 11, 9), "ada", "sheet"), sees_problem="partly", source="it.xlsx"
        ),
        Conversation("m-1", "rollout", "marketing", date(2026, 10, 12), sees_problem="yes", challenges="none"),
        Note("it-1", "SECRET-note"),
        Action("it-educate", "rollout", "it", "educate", "SECRET-action", "cem", BEFORE, said_in="it-1"),
        Action("it-support", "rollout", "it", "support", state="done", closed_on=BEFORE),
        Evidence("it-evidence", "rollout", "it", "Match rate", source="Tidemark", needed_by=BEFORE),
        Evidence("peer", "rollout", "it", "Night shifts", "peer", received_on=BEFORE, shows="None", needed_by=MONDAY),
        Need("sql", "SQL access", "rollout", "it", "ada", agreed=True),
        Need("fast", "Audiences fast", "rollout", "marketing", task="move"),
        Ask("rollout", "marketing", "contribute", BEFORE, state="proven", person="cem", said_in="m-1"),
    )


def sample() -> Portfolio:
    return portfolio_of(
        Team("it", "IT"),
        Team("marketing", "Marketing"),
        Person("ada", "Ada", "it", "leader", "Architect"),
        Person("cem", "Cem", "marketing", "executive"),
        Platform("cdp", "CDP", "proposed", cost=120_000, currency="EUR", system_owner="ada"),
        Platform("esp", "ESP"),
        Capability("send", "Send campaigns", "Campaigns"),
        Capability("cut", "Cut lists"),
        Offering("send", "cdp", "marketing"),
        Offering("send", "esp", "it"),
        Similarity("cut", "send"),
        Plan("rollout", "CDP rollout", MONDAY, "align", "cdp", "One profile", "ada", date(2026, 12, 4)),
        Participation(
            "rollout", "it", critical="no", because="SECRET-because", work=5, influence=5, impact="less to run"
        ),
        Participation("rollout", "marketing", critical="yes"),
        Ask(
            "rollout", "it", "assign", BEFORE, state="refused", of="ada", reason="SECRET-reason", resolution="escalate"
        ),
        Ask("rollout", "marketing", "assign", BEFORE, state="promised", person="cem", allocation=20, start=MONDAY),
        Alignment("rollout", "it", BEFORE, "Ada, Cem", "SECRET-terms"),
        Support("rollout", "cem", "yes", "no", informed=True),
        Support("rollout", "ada", "no"),
        Review("rollout", "it", BEFORE, "changes", "SECRETLESS", understanding=4),
        Task("map", "Map events", "rollout", "it", "ada", days=5, percent=40, started=MONDAY),
        Task("move", "Move", "rollout", "marketing", days=5),
        Task("live", "Go live", "rollout", kind="milestone"),
        Task("idea", "An idea", "rollout", "it"),
        Link("map", "move"),
        Link("move", "live"),
        Assignment("capability:send", "team:it", "R", "to-be", "rollout"),
        Assignment("capability:send", "person:ada", "A", "to-be", "rollout", True),
        Assignment("capability:send", "person:ada", "R", "to-be", "rollout", True),
        Assignment("task:move", "team:marketing", "C", "to-be", "rollout"),
        Assignment("capability:cut", "team:marketing", "A", "as-is"),
    )
