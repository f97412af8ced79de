"""What all tables are made of: the base of every row class, and the few kinds of column there are.

Columns are given whole (`sa_column`), so that SQLModel need not guess them, and pydantic's validators are
not built (`defer_build`): records are validated by msgspec long before, and a write command starts sooner.
"""

from typing import Any, ClassVar, get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Text,
)
from sqlmodel import Field, SQLModel

# Code point order on every server: SQLite has no other, PostgreSQL's default depends on its locale.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
WHOLE, MONEY, AMOUNT, DAY, INSTANT = Integer(), BigInteger(), Float(), Date(), DateTime(timezone=True)


class Row(SQLModel):
    """Base of all tables; their metadata is their own, so that nobody else's tables get in."""

    metadata: ClassVar[MetaData] = MetaData()
    model_config = {"defer_build": True}


def column(kind: Any, *, null: bool = False) -> Any:
    """A plain column; NULL only where the record's field may be None."""
    return Field(sa_column=Column(kind, nullable=null))


def yes_no(name: str) -> Any:
    """A boolean; SQLite has none, and gets a CHECK of that name."""
    return column(Boolean(create_constraint=True, name=name))


def key(kind: Any = TEXT) -> Any:
    """A column of the primary key that refers to nothing."""
    return Field(sa_column=Column(kind, primary_key=True, autoincrement=False))


def refers(target: str, kind: Any = TEXT, *, primary: bool = False, null: bool = False) -> Any:
    """A reference to `table.column`, checked at commit, that follows when the key there is changed."""
    link = ForeignKey(target, onupdate="CASCADE", deferrable=True, initially="DEFERRED")
    return Field(sa_column=Column(kind, link, primary_key=primary, nullable=null, autoincrement=False))


def part(target: str, kind: Any = TEXT) -> Any:
    """A column of the primary key that refers to `table.column`."""
    return refers(target, kind, primary=True)


def maybe(target: str, kind: Any = TEXT) -> Any:
    """A reference to `table.column`, or NULL."""
    return refers(target, kind, null=True)


def rule(name: str, condition: str) -> CheckConstraint:
    """A CHECK whose name says what it is about."""
    return CheckConstraint(condition, name=name)


def one_of(name: str, field: str, words: Any) -> CheckConstraint:
    """The column holds one of the words of a Literal of the model; NULL passes where it may stand."""
    listed = ", ".join(f"'{word}'" for word in get_args(words))
    return rule(name, f'"{field}" IN ({listed})')


def slug(name: str, field: str = "key") -> CheckConstraint:
    """The column holds a key: short, not empty, and without the colon that typed keys are split at."""
    return rule(name, f"length({field}) BETWEEN 1 AND 64 AND replace({field}, ':', '') = {field}")


def letter(name: str) -> CheckConstraint:
    """The column `letter` holds one capital letter; which of them mean something is the scheme's to say."""
    return rule(name, "length(letter) = 1 AND letter BETWEEN 'A' AND 'Z'")


def amount(name: str, field: str) -> CheckConstraint:
    """The column holds an `Amount` of the model: no infinity, and no NaN, which PostgreSQL sorts above all numbers."""
    return rule(name, f"{field} BETWEEN -1e15 AND 1e15")


def not_reversed(name: str, first: str, last: str) -> CheckConstraint:
    """The second date is not before the first; a missing date passes."""
    return rule(name, f'"{last}" >= "{first}"')
