"""Whatever a store holds: its export, applied to an empty store, is exported the same to the last byte."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from laws import examples
from portfolios import TODAY, portfolios
from postgres_server import execute
from store_edits import AUTHOR, SEED, adding, contents

from mopsctl.edit.apply import merge
from mopsctl.formats.files import Source, read_source
from mopsctl.formats.plan_yaml import dump, load
from mopsctl.model.kinds import KINDS
from mopsctl.model.portfolio import Portfolio
from mopsctl.store.opening import Store, create_store
from mopsctl.store.place import Place

ALL = list(HealthCheck)


def apply(store: Store, data: bytes) -> Any:
    rows = load(Source("p.yaml", data)).rows
    return store.change(lambda was: merge(was, rows, locate=lambda row: str(row.line)), command="apply", **AUTHOR)


def there_and_back(store: Store, portfolio: Portfolio) -> None:
    data, notes = dump(portfolio), dump(portfolio, private=True)
    apply(store, data)
    apply(store, notes)
    now = store.read(TODAY)
    assert (dump(now), dump(now, private=True)) == (data, notes)
    assert contents(now) == contents(portfolio)
    assert store.check() == []
    assert apply(store, data).changes == ()


@settings(max_examples=examples(12), deadline=None, suppress_health_check=ALL)
@given(portfolios())
def test_an_export_applied_to_an_empty_file_is_exported_the_same(tmp_path: Path, portfolio: Portfolio) -> None:
    file = tmp_path / "mops.db"
    file.unlink(missing_ok=True)
    there_and_back(create_store(Place(path=str(file))), portfolio)


@pytest.mark.postgres
@settings(max_examples=examples(8), deadline=None, suppress_health_check=ALL)
@given(portfolios())
def test_an_export_applied_to_an_empty_database_is_exported_the_same(
    postgres_database: str, portfolio: Portfolio
) -> None:
    execute(postgres_database, "DROP SCHEMA public CASCADE")
    execute(postgres_database, "CREATE SCHEMA public")
    there_and_back(create_store(Place(url=postgres_database)), portfolio)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=ALL)
@given(portfolios(), portfolios())
def test_every_change_from_one_portfolio_to_another_can_be_written_undone_and_done_again(
    tmp_path: Path, first: Portfolio, second: Portfolio
) -> None:
    file = tmp_path / "undone.db"
    file.unlink(missing_ok=True)
    store, again = create_store(Place(path=str(file))), {**AUTHOR, "command": "x"}
    store.change(lambda _: first, command="first", **AUTHOR)
    changed = store.change(lambda _: second, command="second", **AUTHOR)
    assert contents(store.read(TODAY)) == contents(second)
    if changed.changes:
        store.undo(**again)
        assert contents(store.read(TODAY)) == contents(first)
        store.redo(**again)
        assert contents(store.read(TODAY)) == contents(second)
    assert store.check() == []


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_comes_back_too(path: Path, lite: Store) -> None:
    rows = load(read_source(str(path))).rows
    there_and_back(lite, merge(Portfolio(today=TODAY), rows, locate=lambda row: str(row.line)))


def test_the_seed_comes_back_too(store: Store) -> None:
    there_and_back(store, adding(*SEED)(Portfolio(today=TODAY, **{kind.plural: {} for kind in KINDS})))
