"""Table of the support of people for plans."""

from ...model.fields import Answer
from .base import TEXT, Row, column, one_of, part, yes_no


class SupportRow(Row, table=True):
    """`model.support.Support`."""

    __tablename__ = "support"
    __table_args__ = (
        one_of("support_solution", "solution", Answer),
        one_of("support_timing", "timing", Answer),
    )

    plan: str = part("plans.key")
    person: str = part("people.key")
    solution: str = column(TEXT)
    timing: str = column(TEXT)
    takes_part: bool = yes_no("support_takes_part")
    informed: bool = yes_no("support_informed")
