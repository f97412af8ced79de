"""Numbers, goals and the stages of functions: what they add up to may not run in a circle (domain §4.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.forest import chain
from ..model.kinds import BY_RECORD
from ..model.lookup import get
from ..model.org import Function, Goal, Maturity, Number
from ..model.portfolio import Portfolio
from . import records

R = TypeVar("R", Goal, Number)


def add(portfolio: Portfolio, record: type[R], fields: Mapping[str, Any]) -> Portfolio:
    """A new goal or number from its fields, `key` among them."""
    if fields.get("parent") == fields["key"]:
        raise _circle((fields["key"], fields["key"]))
    return records.add(portfolio, record(**records.emptied(record, fields)))


def change(portfolio: Portfolio, record: type[R], key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change fields of a goal or number; refuses a parent that is a part of it."""
    was = get(portfolio, record, key)
    plural = BY_RECORD[record].plural
    parent = fields.get("parent")
    if parent:
        get(portfolio, record, parent)
        parents = {one: found.parent for one, found in portfolio.of(plural).items()}
        if circle := chain(parents, was.key, parent):
            raise _circle(circle)
    return records.update(portfolio, record, key, fields)


def _circle(way: tuple[str, ...]) -> MopsError:
    return MopsError(f"{way[0]} would be a part of itself: {' -> '.join(way)}", code=USAGE)


def stage(portfolio: Portfolio, function: str, on: date, level: int | None, what: str | None) -> Portfolio:
    """The stage that a function reaches on a day; what is not said stays as it was."""
    get(portfolio, Function, function)
    was = portfolio.maturities.get((function, on))
    if was is None and level is None:
        raise MopsError("say how mature it is then: --level 1 to 5", code=USAGE)
    said = {name: value for name, value in (("level", level), ("what", what)) if value is not None}
    record = structs.replace(was, **said) if was else Maturity(function, on, int(level or 0), what or "")
    return records.put(portfolio, record)


def unstage(portfolio: Portfolio, function: str, on: date) -> Portfolio:
    """Take back a stage."""
    get(portfolio, Function, function)
    if (function, on) not in portfolio.maturities:
        raise records.nothing_found(f"stage of {function} on {on}", f"mopsctl function show {function}")
    return records.remove(portfolio, Maturity, (function, on))
