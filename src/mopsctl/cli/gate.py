"""`mopsctl gate`: may implementation begin, and why not (domain §1.4)."""

from typing import Annotated

import typer
from msgspec.structs import replace

from ..facts.gate import Verdict
from ..facts.participation import is_open
from ..reports import gate as reports
from ..reports.document import Report
from .wiring import View, author, shows


@shows
def gate(
    view: View,
    strict: Annotated[bool, typer.Option("--strict", help="exit 1 while there are conditions")] = False,
    every: Annotated[bool, typer.Option("--all", help="every open plan, a line each")] = False,
) -> Report:
    """Ask whether implementation may begin, and why not.

    Examples:
      mopsctl gate
      mopsctl gate --strict --format json
      mopsctl gate --all
    """
    if not every:
        view = view.of_its_plan()
        return reports.gate(judge(view, view.plan.key), strict=strict)
    plans = [key for key in sorted(view.whole.plans) if is_open(view.whole, key)] or [view.plan.key]
    return reports.gates([judge(view, plan) for plan in plans], strict=strict)


def judge(view: View, plan: str) -> Verdict:
    """What the gate says of a plan on the real day: --today must not bring a waiver back to life."""
    today = author().today
    whole, seen = (p if p.today == today else replace(p, today=today) for p in (view.whole, view.portfolio))
    return reports.judged(whole, seen, plan, view.policy, view.audience)
