"""Tables of teams and people."""

from ...model.org import Level
from .base import TEXT, Row, column, key, one_of, refers, slug


class TeamRow(Row, table=True):
    """`model.org.Team`; `covers` is written as its keys with blanks between."""

    __tablename__ = "teams"
    __table_args__ = (slug("teams_key"),)

    key: str = key()
    name: str = column(TEXT)
    covers: str = column(TEXT)
    note: str = column(TEXT)


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
