"""Data sets and metrics, and which platform is held to be the true source of each (domain §3)."""

from typing import Any

from ..facts.disposition import is_off
from ..facts.stack import sources
from ..model.capability import Dataset
from ..model.lookup import get
from ..model.portfolio import Portfolio
from .document import Block, Heading, Report
from .listing import Field, bare, columns, fields_of, listing, showing, tabled

_EMPTY = "No data set yet: mopsctl dataset add KEY --name NAME"


def datasets(portfolio: Portfolio) -> Report:
    """Every data set and metric with its owner and its source; those with none or several first."""
    rows = [_row(portfolio, record) for _, record in sorted(portfolio.datasets.items())]
    rows.sort(key=lambda row: (len(row["sources"]) == 1, row["key"]))
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("kind"),
        Field("owner", optional=True),
        Field("sources", "source of truth", wrap=True),
    )
    scripts = columns("key", "name", "kind", "owner", "sources")
    return listing("dataset.list", "Data sets and metrics", rows, fields, _EMPTY, scripts=scripts)


def dataset(portfolio: Portfolio, key: str) -> Report:
    """One data set or metric, who owns it, and every platform that claims to be its source."""
    record = get(portfolio, Dataset, key)
    claims = [
        {
            "platform": platform,
            "name": portfolio.platforms[platform].name,
            "status": portfolio.platforms[platform].status,
            "counts": not is_off(portfolio, platform),
        }
        for found, platform in sorted(portfolio.truths)
        if found == key
    ]
    blocks: list[Block] = []
    if claims:
        fields = (Field("platform", tone="key"), Field("name", wrap=True), Field("status"), Field("counts"))
        blocks = [Heading("Held to be its source"), tabled(claims, fields)]
    data = {**bare([_row(portfolio, record)])[0], "claims": claims}
    return showing("dataset.show", record.name, fields_of(record), blocks=blocks, data=data)


def _row(portfolio: Portfolio, record: Dataset) -> dict[str, Any]:
    held = list(sources(portfolio)[record.key])
    told = ", ".join(held) if held else "none"
    tone = "bad" if len(held) > 1 else "plain" if held else "warn"
    owner = {"owner_told": record.owner or "nobody", "owner_tone": "plain" if record.owner else "warn"}
    return {**fields_of(record), **owner, "sources": held, "sources_told": told, "sources_tone": tone}
