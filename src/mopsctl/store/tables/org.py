"""Tables of teams and people."""

from ...model.org import Level
from .base import TEXT, WHOLE, Row, column, key, maybe, one_of, refers, rule, slug


class TeamRow(Row, table=True):
    """`model.org.Team`; `covers` is written as its keys with blanks between."""

    __tablename__ = "teams"
    __table_args__ = (slug("teams_key"), rule("teams_capacity", "capacity BETWEEN 0 AND 10000"))

    key: str = key()
    name: str = column(TEXT)
    covers: str = column(TEXT)
    note: str = column(TEXT)
    calendar: str | None = maybe("calendars.key")
    capacity: int | None = column(WHOLE, null=True)


class PersonRow(Row, table=True):
    """`model.org.Person`."""

    __tablename__ = "people"
    __table_args__ = (
        slug("people_key"),
        one_of("people_level", "level", Level),
    )

    key: str = key()
    name: str = column(TEXT)
    team: str = refers("teams.key")
    level: str = column(TEXT)
    title: str = column(TEXT)
    email: str = column(TEXT)
