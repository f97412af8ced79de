"""What tests of foreign plans share: a plan of nothing, a file in words, and one task of an MSPDI file."""

from datetime import date

from mopsctl.edit.bring_in_tasks import Brought, Terms, bring_in_tasks
from mopsctl.formats import mspdi
from mopsctl.formats.files import Source
from mopsctl.formats.project_table import open_table
from mopsctl.model.foreign import ForeignPlan
from mopsctl.model.plan import Plan
from mopsctl.model.portfolio import Portfolio

MONDAY = date(2026, 1, 5)
NAMESPACE = 'xmlns="http://schemas.microsoft.com/project"'


def empty(start: date = MONDAY, **more: object) -> Portfolio:
    """A store with one plan that begins on its today."""
    return Portfolio(today=start, plans={"p": Plan("p", "P", start)}, **more)  # type: ignore[arg-type]


def project(*tasks: str, head: str = "", tail: str = "") -> str:
    """An MSPDI file of these tasks."""
    start = "<StartDate>2026-01-05T08:00:00</StartDate>"
    return f"<Project {NAMESPACE}>{head or start}<Tasks>{''.join(tasks)}</Tasks>{tail}</Project>"


def task(uid: int, inside: str = "", duration: str = "PT8H0M0S", name: str = "") -> str:
    """One task of such a file."""
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name or f'T{uid}'}</Name><Duration>{duration}</Duration>"
        f"{inside}</Task>"
    )


def link(before: int, kind: int = 1, lag: int = 0, form: int = 7) -> str:
    """What a task waits for; `lag` in tenths of a minute."""
    return (
        f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )


def read_project(text: str, *, skip_missing: bool = False, today: date = date.max) -> ForeignPlan:
    """The foreign plan of an MSPDI file."""
    return mspdi.read(Source("plan.xml", text.encode()), skip_missing=skip_missing, today=today)


def read_table(text: str, **how: object) -> ForeignPlan:
    """The foreign plan of a CSV file; `map` says what columns are."""
    said: dict[str, str] = how.pop("map", {})  # type: ignore[assignment]
    skip_missing = bool(how.pop("skip_missing", False))
    today: date = how.pop("today", date.max)  # type: ignore[assignment]
    table = open_table(Source("plan.csv", text.encode()), said, **how)  # type: ignore[arg-type]
    return table.read(skip_missing=skip_missing, today=today)


def brought(portfolio: Portfolio, foreign: ForeignPlan, **terms: object) -> Brought:
    """The store with a foreign plan in its only plan."""
    return bring_in_tasks(portfolio, foreign, Terms("p", **terms))  # type: ignore[arg-type]
