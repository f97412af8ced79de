"""Every door opens: what is named in text, and imported only when asked for, is really there."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest
from architecture_source import Module, modules

from mopsctl.cli.contents import ENTRIES
from mopsctl.formats.doors import READERS
from mopsctl.lazy import load
from mopsctl.render.doors import RENDERERS
from mopsctl.render.findings.doors import RENDERERS as LINTERS
from mopsctl.store.tables import TABLES

TARGET = re.compile(r"[a-z_]+(\.[a-z_]+)*:[A-Za-z_]+")

# The only places that open a door whose name stands in a table.
TABLES_OF_DOORS = {
    "cli/frame.py": "commands",
    "cli/gaps_places.py": "renderers of findings",
    "cli/screen.py": "renderers",
    "formats/tables.py": "readers",
    "store/opening.py": "backends",
    "store/tables/__init__.py": "tables",
}


def loads(module: Module) -> Iterator[ast.Call]:
    """Every call of `lazy.load` in a module that has it."""
    if re.search(r"import (.*, )?lazy\b|lazy import", module.text) is None:
        return
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Name(id="load")) | ast.Call(func=ast.Attribute(value=ast.Name(id="lazy"))):
                yield node


def named() -> list[str]:
    """Every target of ours that stands in the source as `module:attribute`."""
    found = {
        node.value
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TARGET.fullmatch(node.value)
    }
    return sorted(target for target in found if target.startswith("mopsctl.") or target in _library_targets())


def _library_targets() -> set[str]:
    return {
        call.args[0].value
        for module in modules()
        for call in loads(module)
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


@pytest.mark.parametrize("target", named())
def test_a_door_opens(target: str) -> None:
    assert load(target) is not None


@pytest.mark.parametrize(
    "targets",
    [
        [entry.target for entry in ENTRIES.values()],
        RENDERERS.values(),
        LINTERS.values(),
        READERS.values(),
        TABLES.values(),
    ],
    ids=["commands", "renderers", "renderers-of-findings", "readers", "tables"],
)
def test_a_table_of_doors_opens(targets: Iterable[str]) -> None:
    assert [target for target in targets if load(target) is None] == []


def test_a_name_out_of_a_table_is_loaded_at_the_doors_only() -> None:
    found = {
        module.path for module in modules() for call in loads(module) if not isinstance(call.args[0], ast.Constant)
    }
    assert found == set(TABLES_OF_DOORS)


def test_a_mistyped_door_would_not_open() -> None:
    with pytest.raises(AttributeError):
        load("mopsctl.cli.plan:nuon")
