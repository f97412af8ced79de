"""Records, SQLModel tables and the columns in the database are the same, in names, order and nullability."""

from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from msgspec import inspect as msgspec_inspect

from mopsctl.model.kinds import KINDS, Kind
from mopsctl.store.gateway import REGISTRIES
from mopsctl.store.opening import Store
from mopsctl.store.schema import TABLE_NAMES
from mopsctl.store.tables import TABLES, row_class, table, whole_schema


def optional(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)
def test_a_table_has_the_fields_of_its_record(kind: Kind) -> None:
    fields = {name: optional(annotation) for name, annotation in kind.record.__annotations__.items()}
    columns = {column.name: column.nullable for column in table(kind.plural).columns}
    assert list(columns.items()) == list(fields.items())
    assert tuple(fields) == kind.record.__struct_fields__


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)
def test_a_table_class_is_annotated_as_its_columns_are(kind: Kind) -> None:
    row = row_class(kind.plural)
    assert list(row.model_fields) == list(kind.record.__struct_fields__)
    for name, field in row.model_fields.items():
        assert optional(field.annotation) == table(kind.plural).columns[name].nullable, name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)
def test_the_primary_key_is_the_key_of_the_record(kind: Kind) -> None:
    assert {column.name for column in table(kind.plural).primary_key} == set(kind.key)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)
def test_every_reference_of_a_record_is_a_foreign_key(kind: Kind) -> None:
    targets = {key.parent.name: key.target_fullname for key in table(kind.plural).foreign_keys}
    expected = {field: registry(to) if len(to) > 1 else f"{to[0]}.key" for field, to in kind.refers}
    if kind.plural in ("assignments", "waivers"):
        expected["plan"] = "scope.key"
    if kind.plural == "rights":
        expected["platform"] = "reach.key"
    assert targets == expected


def registry(plurals: tuple[str, ...]) -> str:
    """The smallest registry in which all of these stand."""
    return min((len(held), f"{name}.ref") for name, held in REGISTRIES.items() if set(plurals) <= set(held))[1]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)
def test_what_a_typed_key_may_name_stands_in_a_registry(kind: Kind) -> None:
    """Of waivers all kinds that the registry has; of holders and subjects all, of a day off no position."""
    for field, to in kind.refers:
        if len(to) > 1:
            held = set(REGISTRIES[registry(to).removesuffix(".ref")])
            assert held - set(to) == {
                ("days_off", "holder"): {"positions"},
                ("coverage", "covers"): set(REGISTRIES["thing"]) - {"functions", "pillars"},
            }.get((kind.plural, field), set())


def test_references_follow_a_renamed_key_and_wait_for_the_commit() -> None:
    for constraint in (key for one in whole_schema().tables.values() for key in one.foreign_keys):
        assert (constraint.onupdate, constraint.deferrable, constraint.initially) == ("CASCADE", True, "DEFERRED")


def test_every_closed_list_and_range_of_the_model_has_a_check() -> None:
    for kind in KINDS:
        checks = " ".join(
            str(c.sqltext).replace('"', "") for c in table(kind.plural).constraints if hasattr(c, "sqltext")
        )
        for field in msgspec_inspect.type_info(kind.record).fields:  # type: ignore[union-attr]
            for part in getattr(field.type, "types", (field.type,)):
                closed = isinstance(part, msgspec_inspect.LiteralType) and part.values != ("",)
                ranged = isinstance(part, msgspec_inspect.IntType)
                if isinstance(part, msgspec_inspect.FloatType):
                    assert (part.ge, part.le, f"{field.name} BETWEEN -1e15 AND 1e15" in checks) == (-1e15, 1e15, True)
                if closed or ranged:
                    assert f"{field.name} IN (" in checks or f"{field.name} BETWEEN" in checks, field.name
                if closed:
                    assert all(f"'{word}'" in checks for word in part.values), field.name
                if ranged:
                    assert f"{field.name} BETWEEN {part.ge} AND {part.le}" in checks


def test_there_are_no_other_tables() -> None:
    assert set(whole_schema().tables) == set(TABLES) == TABLE_NAMES


def test_the_database_has_the_columns_of_the_tables(store: Store) -> None:
    with store._backend.reading() as connection:
        if store.place.path:
            found = {
                name: [(row[1], not row[3]) for row in connection.execute(f'PRAGMA table_info("{name}")')]
                for name in TABLE_NAMES
            }
        else:
            rows = connection.execute(
                "SELECT table_name, column_name, is_nullable = 'YES' FROM information_schema.columns"
                " WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
            ).fetchall()
            found = {name: [(column, null) for t, column, null in rows if t == name] for name in TABLE_NAMES}
    assert found == {name: [(c.name, c.nullable) for c in table(name).columns] for name in TABLE_NAMES}
