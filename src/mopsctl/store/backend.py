"""What the two databases must offer. All that differs between them is behind this; there is no base class."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from .codec import Codec
from .place import Place

# sqlite3.Connection or psycopg.Connection, in autocommit mode; both have execute(), cursor() and close().
Connection: TypeAlias = Any


class Backend(Protocol):
    """One database at one place.

    The three ways in translate the driver's errors to `MopsError`, and always close the connection.
    """

    place: Place
    codecs: Mapping[type, tuple[Codec, Codec]]
    mark: str  # stands for a parameter in SQL

    def reading(self) -> AbstractContextManager[Connection]:
        """One snapshot of a verified store."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A verified store under the write lock; commits at the end, or rolls back."""

    def creating(self) -> AbstractContextManager[Connection | None]:
        """An empty place under the write lock; None where the store is there already."""

    def migrating(self) -> AbstractContextManager[Connection]:
        """A store of any known version under the write lock, references checked at the end only."""

    def demand(self) -> None:
        """NOT_FOUND where there is surely no store; opens nothing."""

    def version(self, connection: Connection) -> int:
        """The version of the schema found."""

    def stamp(self, connection: Connection, version: int) -> None:
        """Mark the database as a store of this version."""

    def fingerprint(self, connection: Connection) -> str:
        """A short digest of the schema as the database holds it."""

    def set_aside(self, name: str) -> Path | None:
        """A verified copy beside the store, made while the write lock is held; None where there can be none."""

    def backup(self, target: Path) -> None:
        """A verified copy of the whole store."""

    def faults(self, connection: Connection) -> list[str]:
        """What the database itself finds wrong with the store."""

    def compact(self) -> None:
        """Rewrite the store, so that nothing deleted is left in it."""

    def backups(self) -> list[Path]:
        """Copies beside the store that mopsctl made."""

    def dialect(self) -> Any:
        """The SQLAlchemy dialect that writes this database's SQL for its driver."""
