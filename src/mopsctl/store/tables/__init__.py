"""The schema: one SQLModel table for each kind of record, by area of the domain, and the store's own tables.

This is the table of contents, and it imports none of them: a write loads the areas it touches, and no more
(all of them take 45 ms, one of them 5). Columns stand in the order of the record's fields; a test holds the two equal.
"""

from typing import Any

from ... import lazy

_AREAS = {
    "calendar": "calendars:CalendarRow holidays:HolidayRow days_off:DayOffRow",
    "org": "teams:TeamRow people:PersonRow",
    "chart": "goals:GoalRow functions:FunctionRow pillars:PillarRow maturities:MaturityRow positions:PositionRow"
    " boxes:BoxRow dotted_lines:DottedLineRow coverage:CoverageRow numbers:NumberRow wanted_skills:WantedSkillRow"
    " held_skills:HeldSkillRow",
    "capability": "platforms:PlatformRow capabilities:CapabilityRow offerings:OfferingRow similarities:SimilarityRow",
    "disposition": "dispositions:DispositionRow datasets:DatasetRow truths:TruthRow",
    "plan": "plans:PlanRow participations:ParticipationRow reviews:ReviewRow tasks:TaskRow needs:NeedRow links:LinkRow"
    " conditions:ConditionRow leads:LeadRow baselines:BaselineRow baseline_dates:BaselineDateRow digests:DigestRow",
    "outreach": "conversations:ConversationRow notes:NoteRow actions:ActionRow evidence:EvidenceRow",
    "commitment": "asks:AskRow alignments:AlignmentRow",
    "support": "support:SupportRow",
    "registry": "holder:HolderRow subject:SubjectRow scope:ScopeRow reach:ReachRow thing:ThingRow",
    "responsibility": "activities:ActivityRow letters:LetterRow assignments:AssignmentRow handovers:HandoverRow",
    "operating": "topics:TopicRow rights:RightRow interactions:InteractionRow assessments:AssessmentRow",
    "waiver": "waivers:WaiverRow",
    "history": "meta:MetaRow changesets:ChangeSetRow changes:ChangeRow",
}

# Table name -> where its class is.
TABLES: dict[str, str] = {
    name: f"{__name__}.{area}:{row}"
    for area, words in _AREAS.items()
    for name, row in (word.split(":") for word in words.split())
}


def row_class(name: str) -> Any:
    """The SQLModel class of a table; imports SQLModel."""
    return lazy.load(TABLES[name])


def table(name: str) -> Any:
    """The SQLAlchemy `Table` behind the class."""
    return row_class(name).__table__


def whole_schema() -> Any:
    """The `MetaData` with every table in it."""
    for name in TABLES:
        row_class(name)
    return row_class("meta").metadata
