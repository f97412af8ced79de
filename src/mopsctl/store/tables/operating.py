"""Tables of the operating model: topics and the rights in them, interactions of teams, and assessments."""

from datetime import date

from ...model.operating import InteractionKind, Part, Topic
from ...model.responsibility import State
from .base import DAY, TEXT, WHOLE, Row, column, key, maybe, one_of, part, refers, rule, slug


class TopicRow(Row, table=True):
    """`model.operating.Topic`."""

    __tablename__ = "topics"
    __table_args__ = (
        slug("topics_key"),
        one_of("topics_needs", "needs", Topic.__annotations__["needs"]),
        rule("topics_place", "place BETWEEN 0 AND 10000"),
    )

    key: str = key()
    name: str = column(TEXT)
    needs: str = column(TEXT)
    question: str = column(TEXT)
    place: int = column(WHOLE)


class RightRow(Row, table=True):
    """`model.operating.Right`; the platform, or none for all of them, stands in the registry `reach`."""

    __tablename__ = "rights"
    __table_args__ = (one_of("rights_part", "part", Part), one_of("rights_state", "state", State))

    topic: str = part("topics.key")
    part: str = key()
    holder: str = refers("holder.ref", primary=True)  # `part` is a column here
    platform: str = refers("reach.key", primary=True)
    state: str = key()
    confirmed: date | None = column(DAY, null=True)
    confirmed_by: str | None = maybe("people.key")


class InteractionRow(Row, table=True):
    """`model.operating.Interaction`."""

    __tablename__ = "interactions"
    __table_args__ = (slug("interactions_key"), one_of("interactions_kind", "kind", InteractionKind))

    key: str = key()
    name: str = column(TEXT)
    giver: str = refers("teams.key")
    receiver: str = refers("teams.key")
    kind: str = column(TEXT)
    cadence: str = column(TEXT)
    source: str = column(TEXT)
    capability: str | None = maybe("capabilities.key")
    giver_confirmed: date | None = column(DAY, null=True)
    receiver_confirmed: date | None = column(DAY, null=True)
    note: str = column(TEXT)


class AssessmentRow(Row, table=True):
    """`model.operating.Assessment`."""

    __tablename__ = "assessments"
    __table_args__ = (rule("assessments_performance", "performance BETWEEN 1 AND 5"),)

    team: str = part("teams.key")
    capability: str = part("capabilities.key")
    on: date = column(DAY)
    performance: int | None = column(WHOLE, null=True)
    strengths: str = column(TEXT)
    challenges: str = column(TEXT)
    improvement: str = column(TEXT)
    task: str | None = maybe("tasks.key")
