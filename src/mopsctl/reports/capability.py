"""Platforms and capabilities: lists, and one page each."""

from typing import Any

from ..facts.overlap import capabilities_by_platform, offerings_by_capability, overlaps
from ..model.capability import Capability, Platform
from ..model.fields import typed
from ..model.lookup import get
from ..model.portfolio import Portfolio
from .document import Block, Heading, Report
from .listing import Field, fields_of, listing, showing, tabled

OWNERS = ("system_owner", "budget_owner", "manager")


def platforms(portfolio: Portfolio) -> Report:
    """Every platform with its status, its owners, its cost and how many capabilities run on it."""
    on_platform = capabilities_by_platform(portfolio)
    rows = []
    for key, platform in sorted(portfolio.platforms.items()):
        row = {**fields_of(platform), "capabilities": len(on_platform.get(key, ()))}
        row["cost_a_year"] = _money(platform)
        for owner in OWNERS:
            if row[owner] is None:
                row[f"{owner}_tone"] = "bad"
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


def _money(platform: Platform) -> str:
    return "" if platform.cost is None else f"{platform.cost:,} {platform.currency}".strip()


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


def platform(portfolio: Portfolio, key: str) -> Report:
    """One platform and the capabilities on it."""
    found = get(portfolio, Platform, key)
    offered = [
        {**fields_of(one), "name": portfolio.capabilities[one.capability].name}
        for _, one in sorted(portfolio.offerings.items())
        if one.platform == key
    ]
    blocks: list[Block] = []
    if offered:
        fields = (Field("capability", tone="key"), Field("name", wrap=True), Field("team"))
        blocks = [Heading("Capabilities on it"), tabled(offered, fields)]
    data = {**fields_of(found), "offerings": offered}
    return showing("platform.show", found.name, fields_of(found), blocks=blocks, data=data)


def capability(portfolio: Portfolio, key: str) -> Report:
    """One capability: where it runs, what it is similar to, and who holds which letter."""
    found = get(portfolio, Capability, key)
    offered = [fields_of(one) for one in offerings_by_capability(portfolio).get(key, ())]
    similar = sorted(
        pair.like if pair.capability == key else pair.capability
        for pair in portfolio.similarities.values()
        if key in (pair.capability, pair.like)
    )
    letters = [
        fields_of(a) for _, a in sorted(portfolio.assignments.items()) if a.subject == typed("capability", key)
    ]  # fmt: skip
    blocks: list[Block] = []
    if offered:
        blocks += [Heading("Runs on"), tabled(offered, (Field("platform", tone="key"), Field("team")))]
    if letters:
        fields = (Field("state"), Field("plan", tone="muted"), Field("holder", tone="key"), Field("letter"))
        blocks += [Heading("Letters"), tabled(letters, (*fields, Field("agreed")))]
    shown = {**fields_of(found), "similar": similar}
    data = {**shown, "offerings": offered, "assignments": letters}
    return showing("capability.show", found.name, shown, blocks=blocks, data=data)
