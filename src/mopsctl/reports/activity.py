"""Activities: the parts of capabilities, with who answers for them (domain §0, §2.3)."""

from collections.abc import Iterator

from ..facts.participation import is_open
from ..facts.responsibility import Row, rows, short
from ..model.capability import Activity, Capability
from ..model.fields import typed
from ..model.lookup import get
from ..model.portfolio import Portfolio
from .document import Block, Cell, Column, Heading, Report, Table
from .listing import Field, fields_of, listing, showing

_FIELDS = (
    Field("key", tone="key"), Field("name", wrap=True), Field("capability"), Field("held", "letters", wrap=True),
)  # fmt: skip
_EMPTY = "No activity yet: mopsctl activity add KEY --capability CAPABILITY --name TEXT"


def activities(portfolio: Portfolio, capability: str = "") -> Report:
    """Activities by capability and key, with the letters on each, to-be where a plan has some and else as-is."""
    if capability:
        get(portfolio, Capability, capability)
    found = [one for one in portfolio.activities.values() if capability in ("", one.capability)]
    listed = [
        {**fields_of(one), "held": "; ".join(_told(portfolio, one.key))}
        for one in sorted(found, key=lambda one: (one.capability, one.key))
    ]
    return listing("activity.list", "Activities", listed, _FIELDS, _EMPTY)


def activity(portfolio: Portfolio, key: str) -> Report:
    """One activity, and the letters on it in every open plan and as-is."""
    found = get(portfolio, Activity, key)
    held = [
        {"plan": row.plan or None, "state": row.state, "holder": holder, "letters": letters}
        for row in _rows(portfolio, key)
        for holder, letters in row.cells
    ]
    blocks: list[Block] = []
    if held:
        columns = (Column("state"), Column("plan"), Column("holder"), Column("letters"))
        lines = tuple(
            (Cell(one["state"] or ""), Cell(one["plan"] or ""), Cell(short(portfolio, str(one["holder"]))),
             Cell(one["letters"] or "", "strong"))
            for one in held
        )  # fmt: skip
        blocks = [Heading("Letters"), Table(columns, lines)]
    return showing("activity.show", key, fields_of(found), blocks=blocks, data={**fields_of(found), "letters": held})


def _rows(portfolio: Portfolio, key: str) -> Iterator[Row]:
    for (plan, _), some in rows(portfolio).items():
        if (not plan or is_open(portfolio, plan)) and (row := some.get(typed("activity", key))):
            yield row


def _told(portfolio: Portfolio, key: str) -> list[str]:
    """`martech RA, it C` of each plan, or as-is where no plan says anything."""
    found = list(_rows(portfolio, key))
    shown = [row for row in found if row.plan] or found
    return [", ".join(f"{short(portfolio, holder)} {letters}" for holder, letters in row.cells) for row in shown]
