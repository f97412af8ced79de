"""Who may import whom, and which library lives in which room. Data flows one way."""

import ast

import pytest
from architecture_source import ROOMS, Import, functions, imports, modules, standard

pytestmark = pytest.mark.once

# Room -> the rooms (or modules of a room) that it may import. Its own it always may.
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "lazy": set(),
    "model": {"errors"},
    "changes": {"model"},
    "config": {"model", "errors", "lazy"},
    "facts": {"model"},
    "edit": {"facts", "model", "errors", "changes"},
    "rules": {"facts", "model", "errors", "changes"},  # what cures a finding without a decision is changes
    "formats": {"facts", "model", "errors", "lazy"},
    "store": {"model", "changes", "errors", "lazy"},
    "reports": {"facts", "rules", "model", "changes", "errors"},
    "render": {"reports.document"},
    # The gate on the way of every change, and how much of its reasons the author may be told.
    "admission": {"facts.objections", "facts.audience", "facts.participation", "model", "errors"},
    "service": {"admission", "store", "changes", "facts.audience", "model", "errors", "lazy"},
    "cli": {
        "service", "edit", "facts", "rules", "reports", "render", "formats", "model",
        "changes", "errors", "lazy", "config",
    },
    "__main__": {"__version__", "lazy"},
    "__init__": set(),
    "solvers": {"facts", "model", "errors"},
    "templates": set(),
}  # fmt: skip

# Library -> the rooms it may be used in. What is not here may be used nowhere.
THIRD_PARTIES: dict[str, set[str]] = {
    "msgspec": {*ROOMS, "admission", "changes", "config", "service", "solvers"},
    "typer": {"cli"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "psycopg": {"store"},
    "rich": {"render/terminal.py", "render/palette.py", "render/picture.py"},
    "yaml": {"formats", "render/yaml_text.py"},
    "jinja2": {"formats/letters.py", "formats/digest_html.py"},
    "holidays": {"formats/holidays.py"},
    "icalendar": {"formats/ics.py"},
    "ortools": {"solvers/cp_sat.py"},
    "xlsxwriter": {"formats/sheet_xlsx.py"},
    "openpyxl": {"formats/xlsx_tables.py"},
    "defusedxml": {"formats/xlsx_tables.py", "formats/mspdi_xml.py"},
    "markdown_it": {"formats/markdown_tables.py"},
}

# The core asks no clock, disk or environment: it is told `portfolio.today`.
CORE = ("model", "edit", "facts", "rules", "reports", "changes.py")
OUTSIDE = {
    "os", "sys", "io", "pathlib", "shutil", "tempfile", "glob", "time", "random", "secrets", "uuid", "socket",
    "subprocess", "threading", "asyncio", "logging", "getpass", "platform", "locale", "sqlite3", "urllib", "http",
}  # fmt: skip
CLOCKS = {"today", "now", "utcnow", "fromtimestamp"}
HANDS = {"open", "input", "print", "exec", "eval", "__import__"}


def may(one: Import) -> bool:
    names = one.target.split(".")[1:]
    allowed = ALLOWED[one.of.room]
    return one.room == one.of.room or any(".".join(names[:n]) in allowed for n in (1, 2))


def test_every_room_has_its_place_in_the_table() -> None:
    assert {module.room for module in modules()} == set(ALLOWED)


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_the_rooms_it_may(room: str) -> None:
    assert [str(one) for one in imports() if one.ours and one.of.room == room and not may(one)] == []


def test_a_library_is_used_only_in_its_own_room() -> None:
    assert [
        str(one)
        for one in imports()
        if not one.ours and not standard(one) and not {one.of.room, one.of.path} & THIRD_PARTIES.get(one.top, set())
    ] == []


def test_the_core_uses_the_standard_library_and_msgspec_alone() -> None:
    core = [one for one in imports() if one.of.path.startswith(CORE) and not one.ours and not standard(one)]
    assert {one.top for one in core} == {"msgspec"}


def test_the_core_imports_nothing_that_asks_the_world() -> None:
    assert [str(one) for one in imports() if one.of.path.startswith(CORE) and one.top in OUTSIDE] == []


def test_the_core_asks_no_clock_and_opens_no_file() -> None:
    calls = [
        (module.path, node.lineno, name)
        for module in modules()
        if module.path.startswith(CORE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ((name := _called(node)) in CLOCKS or (isinstance(node.func, ast.Name) and name in HANDS))
    ]
    assert calls == []


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_nothing_is_imported_inside_a_function() -> None:
    assert [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ] == []


def test_nobody_goes_around_the_door_for_late_imports() -> None:
    found = {(one.of.path, one.target) for one in imports() if one.top == "importlib"}
    assert found == {
        ("lazy.py", "importlib.import_module"),
        ("formats/templates.py", "importlib.resources.files"),
    }


def test_a_step_between_schemas_knows_nothing_that_changes_later() -> None:
    steps = [one for one in imports() if one.of.path.startswith("store/steps/") and one.ours]
    known = {one.target for one in steps if not one.target.startswith("mopsctl.store.steps.")}
    assert known == {"mopsctl.store.backend.Backend", "mopsctl.store.backend.Connection"}


def test_the_table_would_catch_a_command_in_the_model() -> None:
    guilty = Import(next(m for m in modules() if m.path == "model/org.py"), 1, "mopsctl.cli.main.run")
    assert not may(guilty)
    assert may(guilty._replace(target="mopsctl.errors.MopsError"))
