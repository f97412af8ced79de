"""Functions and pillars: lists, and one page each (domain §4.1)."""

from typing import Any

from ..facts.chart import covered_by
from ..facts.functions import figures, stage_now, stages, worth
from ..model.fields import typed
from ..model.lookup import get
from ..model.org import Function, Pillar
from ..model.portfolio import Portfolio
from ..model.responsibility import STATES
from .amounts import amount, target
from .document import Block, Heading, Report
from .listing import Field, fields_of, listing, showing, tabled


def functions(portfolio: Portfolio) -> Report:
    """Every function with its positions and its stage."""
    rows = []
    for key, one in sorted(portfolio.functions.items()):
        now = stage_now(portfolio, key)
        row = {**fields_of(one), **_counts(portfolio, "function", key), "maturity": now.level if now else None}
        rows.append({**row, "maturity_told": f"{now.level} of 5" if now else ""})
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("shared", "shared service"),
        Field("as_is", "as-is", right=True),
        Field("to_be", "to-be", right=True),
        Field("maturity"),
        Field("note", tone="muted", wrap=True, optional=True),
    )
    return listing("function.list", "Functions", rows, fields, "No function yet: mopsctl function add KEY --name NAME")


def _counts(portfolio: Portfolio, kind: str, key: str) -> dict[str, int]:
    """How many positions cover it in each chart."""
    return {
        state.replace("-", "_"): len(covered_by(portfolio, state).get(typed(kind, key), ())) for state in STATES
    }  # fmt: skip


def function(portfolio: Portfolio, key: str) -> Report:
    """One function: its stages, its positions, its cost and what it carries."""
    found = get(portfolio, Function, key)
    known = [fields_of(one) for one in stages(portfolio).get(key, ())]
    one = figures(portfolio, "to-be")[key]
    carries = [target(number.name, number.target, number.unit) for number in one.numbers]
    shown: dict[str, Any] = {
        **fields_of(found),
        "cost a year": amount(one.cost),
        "carries": carries,
        "times its cost": f"{times:.1f}" if (times := worth(one)) is not None else "",
        "for others": "" if one.for_others is None else f"{one.for_others}%",
    }
    covering = _covering(portfolio, "function", key)
    blocks: list[Block] = []
    if known:
        rows = [{**row, "level_told": f"{row['level']} of 5"} for row in known]
        fields = (Field("on"), Field("level"), Field("what", "what is so from then on", wrap=True))
        blocks += [Heading("Stages"), tabled(rows, fields)]
    data = {
        **fields_of(found),
        "stages": known,
        "cost": one.cost,
        "numbers": [fields_of(number) for number in one.numbers],
        "times_its_cost": worth(one),
        "for_others": one.for_others,
        "positions": covering,
    }
    return showing("function.show", found.name, shown, blocks=blocks + _positions(covering), data=data)


def _covering(portfolio: Portfolio, kind: str, key: str) -> list[dict[str, Any]]:
    found = []
    for state in STATES:
        for position in covered_by(portfolio, state).get(typed(kind, key), ()):
            holder = portfolio.boxes[position, state].holder
            name = portfolio.positions[position].name
            found.append({"position": position, "name": name, "state": state, "holder": holder})
    return found


def _positions(covering: list[dict[str, Any]]) -> list[Block]:
    if not covering:
        return []
    rows = [{**row, "holder_told": row["holder"] or "vacant"} for row in covering]
    fields = (Field("position", tone="key"), Field("name", wrap=True), Field("state", tone="muted"), Field("holder"))
    return [Heading("Positions"), tabled(rows, fields)]


def pillars(portfolio: Portfolio) -> Report:
    """Every pillar with how many positions stand for it."""
    rows = [{**fields_of(one), **_counts(portfolio, "pillar", key)} for key, one in sorted(portfolio.pillars.items())]
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("as_is", "as-is", right=True),
        Field("to_be", "to-be", right=True),
        Field("note", tone="muted", wrap=True, optional=True),
    )
    return listing("pillar.list", "Pillars", rows, fields, "No pillar yet: mopsctl pillar add KEY --name NAME")


def pillar(portfolio: Portfolio, key: str) -> Report:
    """One pillar and the positions that stand for it."""
    found = get(portfolio, Pillar, key)
    covering = _covering(portfolio, "pillar", key)
    data = {**fields_of(found), "positions": covering}
    return showing("pillar.show", found.name, fields_of(found), blocks=_positions(covering), data=data)
