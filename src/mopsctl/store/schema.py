"""What a store is recognised by: the marks in it, its version, and the names of its tables.

No SQLAlchemy here: a read must be able to tell a store from somebody else's file. The tables are in `tables`.
"""

from ..errors import STORE, MopsError, NoStoreError
from ..model.kinds import KINDS

# "mops": the application_id of a SQLite store, and the key of the write lock on PostgreSQL.
MARK = 0x6D6F7073
APPLICATION = "mopsctl"
VERSION = 4
UPGRADE = "mopsctl db upgrade"

TABLE_NAMES = frozenset(
    {"meta", "changesets", "changes", "holder", "subject", "scope", "reach", "thing"} | {kind.plural for kind in KINDS}
)


def foreign(shown: str) -> MopsError:
    """The refusal of what mopsctl did not make."""
    return MopsError(f"{shown} is not a mopsctl store: it is left alone", code=STORE)


def damaged(shown: str, why: str) -> MopsError:
    """The refusal of a store that cannot be trusted any more."""
    return MopsError(f"{shown} is damaged ({why}): restore a backup", code=STORE)


def missing(shown: str) -> MopsError:
    """There is no store where one was expected."""
    return NoStoreError(f"no store yet at {shown}")


def accept_version(found: int, shown: str) -> None:
    """Refuse a schema newer or older than this program's."""
    if found > VERSION:
        raise MopsError(
            f"{shown} was written by a newer mopsctl (schema {found}; this one knows {VERSION})",
            hint="pip install --upgrade mopsctl",
            code=STORE,
        )
    if found < VERSION:
        raise MopsError(f"{shown} has schema {found}, and this mopsctl needs {VERSION}", hint=UPGRADE, code=STORE)
