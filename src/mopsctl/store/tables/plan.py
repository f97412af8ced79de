"""Tables of plans, the teams in them, reviews, tasks with all that they wait for, needs, baselines and digests."""

from datetime import date

from ...model.fields import Answer
from ...model.plan import Involvement, LinkKind, Stage, TaskKind, Verdict
from .base import DAY, TEXT, WHOLE, Row, column, key, maybe, not_reversed, one_of, part, refers, rule, slug, yes_no


class PlanRow(Row, table=True):
    """`model.plan.Plan`."""

    __tablename__ = "plans"
    __table_args__ = (
        slug("plans_key"),
        one_of("plans_stage", "stage", Stage),
        not_reversed("plans_target", "start", "target"),
        not_reversed("plans_closed", "start", "closed"),
    )

    key: str = key()
    name: str = column(TEXT)
    start: date = column(DAY)
    stage: str = column(TEXT)
    platform: str | None = maybe("platforms.key")
    goal: str = column(TEXT)
    manager: str | None = maybe("people.key")
    target: date | None = column(DAY, null=True)
    idea_from: str | None = maybe("teams.key")
    funded_by: str | None = maybe("teams.key")
    mandate_from: str | None = maybe("teams.key")
    closed: date | None = column(DAY, null=True)
    built: date | None = column(DAY, null=True)
    rescoped: date | None = column(DAY, null=True)
    calendar: str | None = maybe("calendars.key")


class ParticipationRow(Row, table=True):
    """`model.plan.Participation`."""

    __tablename__ = "participations"
    __table_args__ = (
        one_of("participations_involvement", "involvement", Involvement),
        one_of("participations_critical", "critical", Answer),
        rule("participations_work", "work BETWEEN 1 AND 5"),
        rule("participations_influence", "influence BETWEEN 1 AND 5"),
        rule("participations_capabilities", "capabilities BETWEEN 0 AND 10000"),
    )

    plan: str = part("plans.key")
    team: str = part("teams.key")
    involvement: str = column(TEXT)
    because: str = column(TEXT)
    critical: str = column(TEXT)
    work: int | None = column(WHOLE, null=True)
    influence: int | None = column(WHOLE, null=True)
    impact: str = column(TEXT)
    understood_by: str | None = maybe("people.key")
    capabilities: int | None = column(WHOLE, null=True)
    said_in: str | None = maybe("conversations.key")
    review_by: date | None = column(DAY, null=True)
    align_by: date | None = column(DAY, null=True)


class ReviewRow(Row, table=True):
    """`model.plan.Review`."""

    __tablename__ = "reviews"
    __table_args__ = (
        one_of("reviews_verdict", "verdict", Verdict),
        rule("reviews_understanding", "understanding BETWEEN 1 AND 5"),
    )

    plan: str = part("plans.key")
    team: str = part("teams.key")
    on: date = key(DAY)
    verdict: str = column(TEXT)
    improvements: str = column(TEXT)
    understanding: int | None = column(WHOLE, null=True)


class TaskRow(Row, table=True):
    """`model.plan.Task`."""

    __tablename__ = "tasks"
    __table_args__ = (
        slug("tasks_key"),
        one_of("tasks_kind", "kind", TaskKind),
        rule("tasks_days", "days BETWEEN 0 AND 10000"),
        rule("tasks_milestone", "kind <> 'milestone' OR days IS NULL OR days = 0"),
        rule("tasks_percent", "percent BETWEEN 0 AND 100"),
        not_reversed("tasks_finished", "started", "finished"),
        rule("tasks_days_low", "days_low BETWEEN 0 AND 10000"),
        rule("tasks_days_high", "days_high BETWEEN 0 AND 10000"),
        rule("tasks_optimistic", "days_low <= days"),
        rule("tasks_pessimistic", "days_high >= days"),
        rule("tasks_estimates", "days_low <= days_high"),
        rule("tasks_share", "share BETWEEN 0 AND 100"),
    )

    key: str = key()
    name: str = column(TEXT)
    plan: str = refers("plans.key")
    team: str | None = maybe("teams.key")
    owner: str | None = maybe("people.key")
    kind: str = column(TEXT)
    days: int | None = column(WHOLE, null=True)
    capability: str | None = maybe("capabilities.key")
    not_before: date | None = column(DAY, null=True)
    percent: int = column(WHOLE)
    started: date | None = column(DAY, null=True)
    finished: date | None = column(DAY, null=True)
    note: str = column(TEXT)
    by: str | None = maybe("people.key")
    agreed: bool = yes_no("tasks_agreed")
    said_in: str | None = maybe("conversations.key")
    must_by: date | None = column(DAY, null=True)
    days_low: int | None = column(WHOLE, null=True)
    days_high: int | None = column(WHOLE, null=True)
    share: int = column(WHOLE)
    ref: str = column(TEXT)


class NeedRow(Row, table=True):
    """`model.plan.Need`."""

    __tablename__ = "needs"
    __table_args__ = (slug("needs_key"),)

    key: str = key()
    what: str = column(TEXT)
    plan: str = refers("plans.key")
    team: str = refers("teams.key")
    by: str | None = maybe("people.key")
    agreed: bool = yes_no("needs_agreed")
    task: str | None = maybe("tasks.key")
    said_in: str | None = maybe("conversations.key")


class LinkRow(Row, table=True):
    """`model.plan.Link`."""

    __tablename__ = "links"
    __table_args__ = (
        rule("links_itself", '"before" <> "after"'),
        one_of("links_kind", "kind", LinkKind),
        rule("links_lag", "lag BETWEEN -10000 AND 10000"),
    )

    before: str = part("tasks.key")
    after: str = part("tasks.key")
    kind: str = key()
    lag: int = column(WHOLE)


class ConditionRow(Row, table=True):
    """`model.plan.Condition`."""

    __tablename__ = "conditions"
    __table_args__ = (slug("conditions_key"),)

    key: str = key()
    what: str = column(TEXT)
    task: str = refers("tasks.key")
    owner: str | None = maybe("people.key")
    due: date | None = column(DAY, null=True)
    met: date | None = column(DAY, null=True)


class LeadRow(Row, table=True):
    """`model.plan.Lead`."""

    __tablename__ = "leads"
    __table_args__ = (rule("leads_days", "days BETWEEN 0 AND 10000"),)

    task: str = part("tasks.key")
    team: str = part("teams.key")
    days: int = column(WHOLE)
    aligned: date | None = column(DAY, null=True)


class BaselineRow(Row, table=True):
    """`model.plan.Baseline`."""

    __tablename__ = "baselines"
    __table_args__ = (slug("baselines_key"),)

    key: str = key()
    plan: str = refers("plans.key")
    on: date = column(DAY)
    note: str = column(TEXT)


class BaselineDateRow(Row, table=True):
    """`model.plan.BaselineDate`."""

    __tablename__ = "baseline_dates"
    __table_args__ = (not_reversed("baseline_dates_finish", "start", "finish"),)

    baseline: str = part("baselines.key")
    task: str = part("tasks.key")
    start: date = column(DAY)
    finish: date = column(DAY)


class DigestRow(Row, table=True):
    """`model.plan.Digest`."""

    __tablename__ = "digests"
    __table_args__ = (rule("digests_serial", "serial BETWEEN 0 AND 2000000000"),)

    plan: str = part("plans.key")
    team: str = part("teams.key")
    on: date = column(DAY)
    serial: int = column(WHOLE)
