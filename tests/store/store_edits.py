"""Edits and stores for the tests of the store; `SEED` is a small consistent set of records of every kind."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec import structs

from mopsctl.changes import ChangeSet
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.capability import (
    Activity,
    Capability,
    Dataset,
    Disposition,
    Offering,
    Platform,
    Similarity,
    Truth,
)
from mopsctl.model.commitment import Alignment, Ask
from mopsctl.model.kinds import KINDS, kind_of
from mopsctl.model.operating import Assessment, Interaction, Right, Topic
from mopsctl.model.org import (
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
from mopsctl.model.outreach import Action, Conversation, Evidence, Note
from mopsctl.model.plan import (
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
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, Handover, SchemeLetter
from mopsctl.model.support import Support
from mopsctl.model.waiver import Waiver
from mopsctl.store.opening import Store

TODAY = date(2026, 12, 4)


def admit_all(before: Portfolio, after: Portfolio) -> tuple[str, ...]:
    """A gate that is always open, and that nothing shuts."""
    return ()


AUTHOR: Mapping[str, Any] = {"today": TODAY, "actor": "tester", "admit": admit_all}


def adding(*records: Any) -> Callable[[Portfolio], Portfolio]:
    """The edit that adds or replaces records."""

    def edit(portfolio: Portfolio) -> Portfolio:
        new: dict[str, Any] = {}
        for record in records:
            kind = kind_of(record)
            new.setdefault(kind.plural, dict(portfolio.of(kind.plural)))[kind.key_of(record)] = record
        return structs.replace(portfolio, **new)

    return edit


def removing(plural: str, *keys: Any) -> Callable[[Portfolio], Portfolio]:
    """The edit that removes records by key."""
    return lambda portfolio: structs.replace(
        portfolio, **{plural: {k: r for k, r in portfolio.of(plural).items() if k not in keys}}
    )


def put(store: Store, *records: Any, command: str = "mopsctl add") -> ChangeSet:
    """Add or replace records, as one change-set."""
    return store.change(adding(*records), command=command, **AUTHOR)


def contents(portfolio: Portfolio) -> dict[str, dict[Any, Any]]:
    """All records of a Portfolio, comparable."""
    return {kind.plural: dict(portfolio.of(kind.plural)) for kind in KINDS if portfolio.of(kind.plural)}


DAY = date(2026, 3, 2)

# Every field of every kind is set, so that a codec or a column gone wrong shows.
SEED: tuple[Any, ...] = (
    Calendar("ankara", "Ankara", ("mon", "tue", "wed", "thu", "sat"), "TR", "Saturdays for Fridays"),
    Calendar("plain", "Plain"),
    Holiday("ankara", DAY, "Cumhuriyet Bayramı", True),
    Holiday("plain", DAY),
    Team("it", "IT / Bilişim", ("it", "data-management"), "bütçe yok", "ankara", 3),
    Team("martech", "Martech"),
    Person("ada", "Ada Lovelace", "martech", "executive", "CMO", "ada@example.org"),
    Person("ibrahim", "İbrahim Işık", "it"),
    DayOff("person:ibrahim", DAY, DAY, "a wedding"),
    DayOff("team:it", DAY, DAY),
    Platform("cdp", "CDP", "proposed", "Acme", 120_000_000_000, "EUR", "ada", "ada", "ibrahim", DAY, "new",
             "customer data", 60_000, DAY, DAY, DAY, "mailer"),
    Platform("mailer", "Mailer", "retiring"),
    Goal("growth", "Growth", DAY, "revenue", "EUR", 1.5e9, None, "of the board"),
    Goal("loyalty", "Loyalty", parent="growth"),
    Capability("segment", "Build segments", "data", "cdp", "ada", DAY, "core", DAY, DAY),
    Capability("send", "Send campaigns"),
    Offering("segment", "cdp", "martech"),
    Offering("send", "mailer", "it"),
    Similarity("segment", "send"),
    Activity("approve", "Approve a segment", "segment", "before it is sent"),
    Disposition("send", "mailer", "migrate", DAY, "cdp", "ada", DAY, "the templates too"),
    Disposition("segment", "cdp", "keep"),
    Dataset("consent", "Consent", "data", "ada", "by channel"),
    Dataset("reach", "Reach", "metric"),
    Truth("consent", "cdp"),
    Plan("rollout", "Rollout", DAY, "align", "cdp", "one view", "ada", DAY, "it", "martech", "it", DAY, DAY, DAY,
         "ankara"),
    Conversation("it-2026-03-02", "rollout", "it", DAY, "ibrahim", "workshop", "no", "own-tool", "it has a tool",
                 "too few hands", "two engineers", "technical", "show the demo", DAY, "it.md"),
    Note("it-2026-03-02", "tired of the topic"),
    Action("teach-it", "rollout", "it", "educate", "a day at the vendor", "ada", DAY, "done", DAY, "it-2026-03-02"),
    Evidence("audit", "rollout", "it", "an audit report", "peer", "Acme", DAY, DAY, DAY, "it held", "it-2026-03-02"),
    Participation("rollout", "it", "affected", "small part", "no", 5, 1, "new work", "ibrahim", 7,
                  "it-2026-03-02", DAY, DAY),
    Ask("rollout", "it", "assign", DAY, 2, "refused", "ibrahim", DAY, DAY, "ibrahim", 40, DAY, "ada", "board", DAY,
        "2 days a week", DAY, "no time", "escalate", "it-2026-03-02"),
    Alignment("rollout", "it", DAY, "it, martech", "shared roadmap"),
    Support("rollout", "ada", "yes", "no", True, False),
    Review("rollout", "it", DAY, "changes", "more tests", 4),
    Task("design", "Design", "rollout", "it", "ibrahim", "learning", 5, "segment", DAY, 50, DAY, DAY, "note",
         "ibrahim", True, "it-2026-03-02", DAY, 3, 9, 50, "WBS 1.2"),
    Task("live", "Go live", "rollout", kind="milestone"),
    Need("sandbox", "A sandbox to try it in", "rollout", "it", "ibrahim", True, "design", "it-2026-03-02"),
    Need("docs", "Documents", "rollout", "it"),
    Link("design", "live"),
    Link("design", "live", "SS", -3),
    Condition("contract", "The contract is signed", "design", "ada", DAY, DAY),
    Lead("design", "martech", 5, DAY),
    Baseline("first", "rollout", DAY, "as promised to the board"),
    BaselineDate("first", "design", DAY, DAY),
    Digest("rollout", "it", DAY, 1),
    Function("data", "Data management", True, "for all of marketing"),
    Pillar("accountability", "Accountability", "for revenue"),
    Maturity("data", DAY, 3, "one owner for each field"),
    Position("head-mops", "Head of marketing operations", "design", "new"),
    Position("data-lead", "Data lead"),
    Box("head-mops", "to-be", "Director", None, "martech", "ada", 80, "", None, "growth", "one voice", 30, 150_000,
        DAY),
    Box("data-lead", "to-be", "", "head-mops", "martech", None, 100, "hire in spring", DAY),
    Box("data-lead", "as-is", holder="ibrahim"),
    DottedLine("data-lead", "head-mops", "as-is"),
    Coverage("data-lead", "function:data", "as-is"),
    Coverage("head-mops", "pillar:accountability"),
    Number("revenue", "Revenue", "head-mops", "EUR", -0.1, DAY),
    Number("pipeline", "Pipeline", "data-lead", "EUR", 40_000_000.5, None, "revenue"),
    WantedSkill("data-lead", "sql"),
    HeldSkill("ibrahim", "sql"),
    SchemeLetter("R", "responsible", "does", 0),
    SchemeLetter("A", "accountable", "answers", 1),
    SchemeLetter("S", "supportive", "asked", 2),
    Assignment("capability:segment", "team:martech", "A", "to-be", "rollout", True, "ada", DAY),
    Assignment("platform:cdp", "person:ada", "R", "as-is", ""),
    Assignment("task:design", "team:it", "R", "to-be", "rollout"),
    Assignment("activity:approve", "position:data-lead", "S", "to-be", "rollout"),
    Handover("rollout", "activity:approve", "team:it", "position:data-lead", "ibrahim", DAY, DAY, "they build reports",
             "design", "live", "design"),
    Handover("rollout", "platform:mailer", "position:head-mops"),
    Topic("roadmap", "Roadmap", "decide", "Who sets it?", 1),
    Topic("taxonomy", "Taxonomy", "perform"),
    Right("roadmap", "decide", "team:martech", "", "to-be", DAY, "ada"),
    Right("taxonomy", "perform", "position:data-lead", "cdp", "as-is"),
    Interaction("churn-insight", "Who may leave", "martech", "it", "insight", "weekly", "the CDP", "segment", DAY, DAY,
                "by mail"),
    Interaction("hosting", "Hosting", "it", "martech"),
    Assessment("it", "segment", DAY, 2, "quick", "few hands", "a second pair", "design"),
    Assessment("martech", "send", DAY),
    Waiver("GAT401", "team:it", "the pilot is small", "ada", DAY, DAY, "rollout"),
    Waiver("CAP506", "platform:cdp", "it is on its way", "ada", DAY, DAY),
    Waiver("ORG902", "position:data-lead", "hiring takes its time", "ada", DAY, DAY),
)  # fmt: skip
