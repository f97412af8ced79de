"""Remembering: a Portfolio never changes, so a fact about it is computed once."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from ..model.portfolio import Portfolio

P = ParamSpec("P")
T = TypeVar("T")


def fact(compute: Callable[Concatenate[Portfolio, P], T]) -> Callable[Concatenate[Portfolio, P], T]:
    """Compute once per Portfolio and (hashable, positional) arguments; the answer lives as long as the Portfolio."""

    def remembered(portfolio: Portfolio, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (compute, *args)
        memory: dict[object, T] = portfolio.__dict__.setdefault("facts", {})
        if key not in memory:
            memory[key] = compute(portfolio, *args, **kwargs)
        return memory[key]

    remembered.__doc__ = compute.__doc__
    remembered.__name__ = compute.__name__
    return remembered
