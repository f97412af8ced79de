"""Remembering: a Portfolio never changes, so a fact about it is computed once."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from ..model.portfolio import Portfolio

P = ParamSpec("P")
T = TypeVar("T")


def fact(compute: Callable[Concatenate[Portfolio, P], T]) -> Callable[Concatenate[Portfolio, P], T]:
    """Compute once per Portfolio and (hashable, positional) arguments; the answer lives as long as the Portfolio."""

    def remembered(portfolio: Portfolio, /, *args: P.args, **kwargs: P.kwargs) -> T:
        # Looked up first and asked afterwards: rules on 100,000 rows come here a million times.
        try:
            return portfolio.__dict__["facts"][compute, *args]  # type: ignore[no-any-return]
        except KeyError:
            pass
        answer = compute(portfolio, *args, **kwargs)
        portfolio.__dict__.setdefault("facts", {})[compute, *args] = answer
        return answer

    remembered.__doc__ = compute.__doc__
    remembered.__name__ = compute.__name__
    return remembered
