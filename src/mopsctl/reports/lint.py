"""Findings as programs that know only findings are told them: each with its place, beside the rules that were asked."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec import to_builtins

from ..model.fields import one_line, untyped
from ..model.policy import Policy, Severity
from ..rules.choice import chosen, ratings
from ..rules.engine import explain
from .told import Place, Told, failing


def lint(
    some: Sequence[Told],
    policy: Policy,
    placing: Callable[[Told], Place | None],
    *,
    day: date,
    store: str,
    plan: str = "",
    fail_on: Severity | None = "error",
    compared: bool = False,
) -> dict[str, Any]:
    """What the renderers of `render.findings` are given; its shape is told there.

    `placing` says where in which file a finding stands, `store` where it stands without one. `compared` says that
    known findings were told apart from new ones.
    """
    return {
        "plan": plan,
        "day": day.isoformat(),
        "failing": failing(fail_on),
        "compared": compared,
        "rules": _asked(policy),
        "findings": [_row(one, placing(one)) for one in some],
        "store": store,
    }


def _asked(policy: Policy) -> list[dict[str, Any]]:
    """The manual of each rule that spoke, as gravely as it is rated."""
    rated = ratings(policy)
    cards = [to_builtins(explain(rule.code)) for rule in chosen(policy)]
    return [{**card, "severity": rated.get(card["code"], card["severity"])} for card in cards]


def _row(one: Told, place: Place | None) -> dict[str, Any]:
    waiver = one.waiver
    return {
        **to_builtins(one.finding),
        "told": f"{untyped(one.finding.subject)[1]}: {one.finding.message}",
        "fingerprint": one.fingerprint,
        "state": "waived" if waiver else "known" if one.known else "open",
        "reason": f"Waived by {waiver.by} until {waiver.until}: {one_line(waiver.reason)}" if waiver else "",
        "file": place.file if place else "",
        "line": place.line if place else 0,
    }
