"""The list of capabilities."""

from typing import Any

from ..facts.overlap import offerings_by_capability, overlaps
from ..model.portfolio import Portfolio
from .document import Report
from .listing import Field, fields_of, listing


def capabilities(portfolio: Portfolio) -> Report:
    """Every capability: its platforms, and which one governs, in the order of its areas."""
    offered = offerings_by_capability(portfolio)
    overlapping = overlaps(portfolio)
    rows: list[dict[str, Any]] = []
    for key, capability in sorted(portfolio.capabilities.items(), key=lambda item: (item[1].area, item[0])):
        on = sorted({one.platform for one in offered.get(key, ())})
        undecided = key in overlapping and not overlapping[key].decided
        governs = capability.governing or ("undecided" if undecided else "")
        rows.append({**fields_of(capability), "platforms": on, "governs": governs})
        if undecided:
            rows[-1]["governs_tone"] = "bad"
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("area", tone="muted", optional=True),
        Field("platforms", wrap=True),
        Field("governs"),
    )
    return listing("capability.list", "Capabilities", rows, fields, "No capability yet: mopsctl capability add KEY")
