"""Where the store is: `--db`, MOPSCTL_DB, or `mops.db` here or in a parent folder. Opens nothing."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ..errors import USAGE, MopsError, NoStoreError

FILE = "mops.db"

# Strict on purpose: in a looser reading part of a password would pass for a host, and be shown.
_URL = re.compile(
    r"postgres(?:ql)?(?:\+psycopg)?://"
    r"(?:(?P<user>[^:@/?#\s]*)(?P<password>:[^@/?#\s]*)?@)?"
    r"(?P<host>[^@/?#\s]*)(?P<database>/[^@/?#\s]*)?(?:\?(?P<query>[^#\s]*))?"
)
_SHOWN_OPTIONS = ("host", "port", "dbname", "user", "sslmode")


class Place(Struct, frozen=True):
    """A file (`path`) or a PostgreSQL database (`url`), and how long to wait for its lock."""

    path: str = ""
    url: str = ""
    busy_seconds: float = 30.0

    @property
    def shown(self) -> str:
        """The place as it may be printed: without password, and without options that might hold one."""
        return _without_secrets(self.url) if self.url else self.path

    def __str__(self) -> str:
        return self.shown

    def __repr__(self) -> str:
        return f"Place({self.shown!r})"


def locate(db: str | None, env: Mapping[str, str], cwd: Path, *, create: bool = False) -> Place:
    """The place that the user means; NOT_FOUND where there is none, unless one is to be made."""
    if db is not None and not db.strip():
        raise MopsError("--db is empty: give a file or a postgresql:// URL", code=USAGE)
    if given := db or env.get("MOPSCTL_DB"):
        return _named(given, cwd)
    for folder in (cwd, *cwd.parents):
        if (folder / FILE).is_file():
            return Place(path=str(folder / FILE))
    if create:
        return Place(path=str(cwd / FILE))
    raise NoStoreError(f"no store yet: no {FILE} here or in a parent folder")


def _named(given: str, cwd: Path) -> Place:
    scheme, separator, _ = given.partition("://")
    if not separator:
        if "\0" in given:
            raise MopsError("the path of the store holds a NUL character", code=USAGE)
        return Place(path=str(cwd / given))
    if not re.fullmatch(r"postgres(ql)?(\+psycopg)?", scheme):
        raise MopsError("a store is a file or a postgresql:// URL; this URL is neither", code=USAGE)
    if not _URL.fullmatch(given):
        raise MopsError(
            "the URL of the store cannot be read: write @ : / ? # in user and password as %40 %3A %2F %3F %23",
            code=USAGE,
        )
    return Place(url="postgresql://" + given.partition("://")[2])


def _without_secrets(url: str) -> str:
    match = _URL.fullmatch(url)
    if match is None:
        return "postgresql://..."
    user = f"{match['user']}@" if match["user"] else ""
    options = [part for part in (match["query"] or "").split("&") if part.partition("=")[0] in _SHOWN_OPTIONS]
    return f"postgresql://{user}{match['host']}{match['database'] or ''}" + ("?" + "&".join(options) if options else "")
