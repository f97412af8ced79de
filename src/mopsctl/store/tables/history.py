"""Tables of what the store is and of what was done to it: identity, change-sets, and the changes in them."""

from datetime import datetime

from .base import INSTANT, TEXT, WHOLE, Row, column, key, maybe, part, rule


class MetaRow(Row, table=True):
    """The one row that says whose tables these are, which store, how often changed, and of which schema."""

    __tablename__ = "meta"
    __table_args__ = (rule("meta_application", "application = 'mopsctl'"), rule("meta_serial", "serial >= 0"))

    application: str = key()
    uuid: str = column(TEXT)
    serial: int = column(WHOLE)
    schema_version: int = column(WHOLE)
    fingerprint: str = column(TEXT)
    created: datetime = column(INSTANT)


class ChangeSetRow(Row, table=True):
    """`changes.ChangeSet` without its changes; `number` is the serial of the store after it."""

    __tablename__ = "changesets"
    __table_args__ = (rule("changesets_number", "number >= 1"),)

    number: int = key(WHOLE)
    actor: str = column(TEXT)
    at: datetime = column(INSTANT)
    command: str = column(TEXT)
    undoes: int | None = maybe("changesets.number", WHOLE)
    redoes: int | None = maybe("changesets.number", WHOLE)


class ChangeRow(Row, table=True):
    """`changes.Change`: the records before and after as JSON, NULL where there was or is none."""

    __tablename__ = "changes"
    __table_args__ = (rule("changes_something", '"before" IS NOT NULL OR "after" IS NOT NULL'),)

    changeset: int = part("changesets.number", WHOLE)
    position: int = key(WHOLE)
    kind: str = column(TEXT)
    before: str | None = column(TEXT, null=True)
    after: str | None = column(TEXT, null=True)
