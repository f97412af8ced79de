"""Where too many tasks of a plan have the same fault, the plan is told instead of each of them. No rules.

In a plan that another planner wrote, nobody reads ten thousand lines; what is wrong is then the plan, and one line will
do until it is cured for all but a few.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..model.fields import typed, untyped
from .rule import Found

T = TypeVar("T")

MOST = 100  # findings of one rule on the tasks of one plan


def thinned(found: Sequence[Found], fault: str) -> Sequence[Found]:
    """The findings on the tasks of one plan; where there are too many, one on the plan, with the cure of the first."""
    return thinned_of(found, fault, lambda one: one)


def thinned_of(some: Sequence[T], fault: str, found: Callable[[T], Found]) -> Sequence[Found]:
    """The same of what there may be much too many of: a finding is made only of those that are told."""
    if len(some) <= MOST:
        return [found(one) for one in some]
    first = found(some[0])
    _, task = untyped(first.subject)
    return (Found(typed("plan", first.plan), f"{len(some)} tasks {fault}, {task} first", first.cure, first.plan),)


def gathered(found: Sequence[Found], fault: str) -> Sequence[Found]:
    """The findings on single positions; where there are too many, one on the first of them that counts them all."""
    if len(found) <= MOST:
        return found
    first = found[0]
    told = f"{len(found)} positions {fault}, this one first"
    return (Found(first.subject, told, first.cure, first.plan, first.severity),)
