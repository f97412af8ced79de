"""Tables of the charts of marketing operations: goals, functions, pillars, positions and what stands in their boxes."""

from datetime import date

from ...model.responsibility import State
from .base import (
    AMOUNT,
    DAY,
    MONEY,
    TEXT,
    WHOLE,
    Row,
    amount,
    column,
    key,
    maybe,
    one_of,
    part,
    refers,
    rule,
    slug,
    yes_no,
)


class GoalRow(Row, table=True):
    """`model.org.Goal`."""

    __tablename__ = "goals"
    __table_args__ = (slug("goals_key"), amount("goals_target", "target"))

    key: str = key()
    name: str = column(TEXT)
    horizon: date | None = column(DAY, null=True)
    metric: str = column(TEXT)
    unit: str = column(TEXT)
    target: float | None = column(AMOUNT, null=True)
    parent: str | None = maybe("goals.key")
    note: str = column(TEXT)


class FunctionRow(Row, table=True):
    """`model.org.Function`."""

    __tablename__ = "functions"
    __table_args__ = (slug("functions_key"),)

    key: str = key()
    name: str = column(TEXT)
    shared: bool = yes_no("functions_shared")
    note: str = column(TEXT)


class PillarRow(Row, table=True):
    """`model.org.Pillar`."""

    __tablename__ = "pillars"
    __table_args__ = (slug("pillars_key"),)

    key: str = key()
    name: str = column(TEXT)
    note: str = column(TEXT)


class MaturityRow(Row, table=True):
    """`model.org.Maturity`."""

    __tablename__ = "maturities"
    __table_args__ = (rule("maturities_level", "level BETWEEN 1 AND 5"),)

    function: str = part("functions.key")
    on: date = key(DAY)
    level: int = column(WHOLE)
    what: str = column(TEXT)


class PositionRow(Row, table=True):
    """`model.org.Position`."""

    __tablename__ = "positions"
    __table_args__ = (slug("positions_key"),)

    key: str = key()
    name: str = column(TEXT)
    transition: str | None = maybe("tasks.key")
    note: str = column(TEXT)


class BoxRow(Row, table=True):
    """`model.org.Box`."""

    __tablename__ = "boxes"
    __table_args__ = (
        one_of("boxes_state", "state", State),
        rule("boxes_allocation", "allocation BETWEEN 0 AND 1000"),
        rule("boxes_for_others", "for_others BETWEEN 0 AND 100"),
        rule("boxes_cost", "cost BETWEEN 0 AND 1000000000000"),
    )

    position: str = part("positions.key")
    state: str = key()
    title: str = column(TEXT)
    reports_to: str | None = maybe("positions.key")
    team: str | None = maybe("teams.key")
    holder: str | None = maybe("people.key")
    allocation: int = column(WHOLE)
    vacancy: str = column(TEXT)
    fill_by: date | None = column(DAY, null=True)
    goal: str | None = maybe("goals.key")
    why: str = column(TEXT)
    for_others: int = column(WHOLE)
    cost: int | None = column(MONEY, null=True)
    since: date | None = column(DAY, null=True)


class DottedLineRow(Row, table=True):
    """`model.org.DottedLine`."""

    __tablename__ = "dotted_lines"
    __table_args__ = (
        one_of("dotted_lines_state", "state", State),
        rule("dotted_lines_itself", '"position" <> "to"'),
    )

    position: str = part("positions.key")
    to: str = part("positions.key")
    state: str = key()


class CoverageRow(Row, table=True):
    """`model.org.Coverage`; functions and pillars are among the things of the registry, and need none of their own."""

    __tablename__ = "coverage"
    __table_args__ = (
        one_of("coverage_state", "state", State),
        rule("coverage_covers", "substr(covers, 1, 9) = 'function:' OR substr(covers, 1, 7) = 'pillar:'"),
    )

    position: str = part("positions.key")
    covers: str = part("thing.ref")
    state: str = key()


class NumberRow(Row, table=True):
    """`model.org.Number`."""

    __tablename__ = "numbers"
    __table_args__ = (slug("numbers_key"), amount("numbers_target", "target"))

    key: str = key()
    name: str = column(TEXT)
    position: str = refers("positions.key")
    unit: str = column(TEXT)
    target: float | None = column(AMOUNT, null=True)
    due: date | None = column(DAY, null=True)
    parent: str | None = maybe("numbers.key")


class WantedSkillRow(Row, table=True):
    """`model.org.WantedSkill`."""

    __tablename__ = "wanted_skills"
    __table_args__ = (slug("wanted_skills_skill", "skill"),)

    position: str = part("positions.key")
    skill: str = key()


class HeldSkillRow(Row, table=True):
    """`model.org.HeldSkill`."""

    __tablename__ = "held_skills"
    __table_args__ = (slug("held_skills_skill", "skill"),)

    person: str = part("people.key")
    skill: str = key()
