"""Tables of platforms, capabilities, what is offered where, and what is alike."""

from datetime import date

from ...model.capability import PlatformStatus
from .base import DAY, MONEY, TEXT, Row, column, key, maybe, not_reversed, one_of, part, rule, slug


class PlatformRow(Row, table=True):
    """`model.capability.Platform`."""

    __tablename__ = "platforms"
    __table_args__ = (
        slug("platforms_key"),
        one_of("platforms_status", "status", PlatformStatus),
        rule("platforms_cost", "cost BETWEEN 0 AND 1000000000000"),
        rule("platforms_budget", "budget BETWEEN 0 AND 1000000000000"),
        not_reversed("platforms_retire", "live_on", "retire_on"),
    )

    key: str = key()
    name: str = column(TEXT)
    status: str = column(TEXT)
    vendor: str = column(TEXT)
    cost: int | None = column(MONEY, null=True)
    currency: str = column(TEXT)
    system_owner: str | None = maybe("people.key")
    budget_owner: str | None = maybe("people.key")
    manager: str | None = maybe("people.key")
    contract_end: date | None = column(DAY, null=True)
    note: str = column(TEXT)
    layer: str = column(TEXT)
    budget: int | None = column(MONEY, null=True)
    notice_by: date | None = column(DAY, null=True)
    live_on: date | None = column(DAY, null=True)
    retire_on: date | None = column(DAY, null=True)
    successor: str | None = maybe("platforms.key")


class CapabilityRow(Row, table=True):
    """`model.capability.Capability`."""

    __tablename__ = "capabilities"
    __table_args__ = (slug("capabilities_key"),)

    key: str = key()
    name: str = column(TEXT)
    area: str = column(TEXT)
    governing: str | None = maybe("platforms.key")
    governed_by: str | None = maybe("people.key")
    governed_on: date | None = column(DAY, null=True)
    note: str = column(TEXT)
    gap_found: date | None = column(DAY, null=True)
    decide_by: date | None = column(DAY, null=True)


class OfferingRow(Row, table=True):
    """`model.capability.Offering`."""

    __tablename__ = "offerings"

    capability: str = part("capabilities.key")
    platform: str = part("platforms.key")
    team: str = part("teams.key")


class SimilarityRow(Row, table=True):
    """`model.capability.Similarity`."""

    __tablename__ = "similarities"
    __table_args__ = (rule("similarities_order", 'capability < "like"'),)

    capability: str = part("capabilities.key")
    like: str = part("capabilities.key")
