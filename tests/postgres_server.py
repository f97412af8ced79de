"""A throw-away PostgreSQL server for the tests: initdb, start, an empty database for each test, stop.

PostgreSQL refuses to run as root; then its processes run as the user `postgres` (or `nobody`). Where Debian's
package postgresql is not installed, the fixture fails: deselection is decided elsewhere, before it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

TUNING = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c lc_messages=C"


def execute(url: str, statement: str) -> None:
    """Run one statement, outside of any transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def binaries() -> Path | None:
    """The folder of the newest server's programs, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parent.parent.name))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


class Server:
    """A running server; `database()` gives the URL of a new, empty database."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder, self._programs, self._numbers = folder, programs, count(1)
        self.port = _free_port()

    def start(self) -> None:
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-U", "mops", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-p {self.port} -h 127.0.0.1 -k '' {TUNING}"
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        return f"postgresql://mops@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"mops_{next(self._numbers)}"
        execute(self.url("postgres"), f"CREATE DATABASE {name}")
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            cwd=self._folder,
            user=_unprivileged(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.decode(errors='replace')}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    programs = binaries()
    if programs is None:
        pytest.fail("no PostgreSQL server here: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="mops-pg-"))
    if (user := _unprivileged()) is not None:
        os.chown(folder, user, -1)
    server = Server(folder, programs)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_database(postgres_server: Server) -> str:
    return postgres_server.database()


@pytest.fixture
def postgres_url(postgres_database: str) -> str:
    """A database with nothing in it; emptying one is ten times as fast as making one."""
    execute(postgres_database, "DROP SCHEMA public CASCADE")
    execute(postgres_database, "CREATE SCHEMA public")
    return postgres_database


def _unprivileged() -> int | None:
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
