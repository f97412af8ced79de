"""Stores to test with: `place` is an empty place and `store` a new store, each on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest
from postgres_server import postgres_database as postgres_database
from postgres_server import postgres_server as postgres_server
from postgres_server import postgres_url as postgres_url

from mopsctl.store.opening import Store, create_store
from mopsctl.store.place import Place

BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgres", id="postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return Place(path=str(tmp_path / "mops.db"))
    return Place(url=request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(place: Place) -> Store:
    return create_store(place)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mops.db"


@pytest.fixture
def lite(file: Path) -> Store:
    return create_store(Place(path=str(file)))
