"""Text of a plan as other planners take it: on one line, with nothing in it that acts without being seen."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from ..facts.schedule.network import schedule
from ..model.fields import untyped
from ..model.portfolio import Portfolio


def one_line(text: str) -> str:
    """The text on one line; signs that act without being seen (controls, bidi, zero-width) stand as escapes."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line)


class Span(Struct, frozen=True):
    """One task as a bar or a mark on somebody else's calendar; both dates are inclusive."""

    key: str
    name: str
    team: str  # its name; "" for none
    owner: str
    start: date
    finish: date
    milestone: bool
    critical: bool
    begun: bool
    done: bool
    slack: int | None


def spans(portfolio: Portfolio, plan: str, keys: Iterable[str] | None = None) -> tuple[list[Span], list[str]]:
    """The tasks of a plan that have dates, in the order of `keys` (of their dates), and the keys of those without.

    A key may also name what governs the tasks, such as `decision:send-campaigns`.
    """
    planned = schedule(portfolio, plan)
    wanted = [one.key for one in planned.tasks] if keys is None else keys
    found: list[Span] = []
    undated: list[str] = []
    for key in wanted:
        one = planned.of(key)
        task = portfolio.tasks.get(key)
        if one.start is None or one.finish is None:
            undated.append(key)
            continue
        team = portfolio.teams[task.team].name if task is not None and task.team else ""
        owner = portfolio.people[task.owner].name if task is not None and task.owner else ""
        takes_no_days = task.kind == "milestone" or task.days == 0 if task else one.start == one.finish
        found.append(
            Span(
                key,
                one_line(task.name if task else ": ".join(untyped(key))),
                one_line(team),
                one_line(owner),
                one.start,
                one.finish,
                takes_no_days,
                one.critical,
                task is not None and task.started is not None,
                task is not None and task.finished is not None,
                one.slack,
            )
        )
    return found, undated
