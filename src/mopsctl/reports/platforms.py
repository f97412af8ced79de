"""The list of platforms."""

from collections.abc import Mapping
from typing import Any

from ..facts.overlap import capabilities_by_platform
from ..model.capability import OWNERS
from ..model.portfolio import Portfolio
from .amounts import amount
from .document import Report, Tone
from .listing import Field, fields_of, listing

STATUS_TONES: Mapping[str, Tone] = {"proposed": "accent", "live": "good", "retiring": "warn", "retired": "muted"}


def platforms(portfolio: Portfolio) -> Report:
    """Every platform with its status, its owners, its cost and how many capabilities run on it."""
    on_platform = capabilities_by_platform(portfolio)
    rows = []
    for key, record in sorted(portfolio.platforms.items()):
        row: dict[str, Any] = {**fields_of(record), "capabilities": len(on_platform.get(key, ()))}
        row["cost_a_year"] = amount(record.cost, record.currency)
        row["status_tone"] = STATUS_TONES[record.status]
        for owner in OWNERS if record.status != "retired" else ():
            if row[owner] is None:
                row |= {f"{owner}_told": "nobody", f"{owner}_tone": "bad"}
        rows.append(row)
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("status"),
        Field("system_owner"),
        Field("budget_owner", optional=True),
        Field("manager", optional=True),
        Field("cost_a_year", "cost a year", right=True, optional=True),
        Field("capabilities", "caps", right=True),
    )
    return listing("platform.list", "Platforms", rows, fields, "No platform yet: mopsctl platform add KEY --name NAME")
