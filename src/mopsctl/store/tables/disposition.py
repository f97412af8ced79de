"""Tables of what becomes of capabilities on their platforms, and which platform is the source of truth for what."""

from datetime import date

from ...model.capability import Dataset, Fate
from .base import DAY, TEXT, Row, column, key, maybe, one_of, part, slug


class DispositionRow(Row, table=True):
    """`model.capability.Disposition`."""

    __tablename__ = "dispositions"
    __table_args__ = (one_of("dispositions_fate", "fate", Fate),)

    capability: str = part("capabilities.key")
    platform: str = part("platforms.key")
    fate: str = column(TEXT)
    on: date | None = column(DAY, null=True)
    successor: str | None = maybe("platforms.key")
    decided_by: str | None = maybe("people.key")
    decided_on: date | None = column(DAY, null=True)
    note: str = column(TEXT)


class DatasetRow(Row, table=True):
    """`model.capability.Dataset`."""

    __tablename__ = "datasets"
    __table_args__ = (slug("datasets_key"), one_of("datasets_kind", "kind", Dataset.__annotations__["kind"]))

    key: str = key()
    name: str = column(TEXT)
    kind: str = column(TEXT)
    owner: str | None = maybe("people.key")
    note: str = column(TEXT)


class TruthRow(Row, table=True):
    """`model.capability.Truth`."""

    __tablename__ = "truths"

    dataset: str = part("datasets.key")
    platform: str = part("platforms.key")
