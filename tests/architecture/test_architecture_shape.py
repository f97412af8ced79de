"""The shape of the code: docstrings, sizes, and a help that begins with examples."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from architecture_source import functions, modules

from mopsctl.cli.contents import ENTRIES
from mopsctl.cli.frame import Noun
from mopsctl.lazy import load

LINES_OF_A_FILE, LINES_OF_A_FUNCTION, HELP = 300, 40, 60

# What may be longer, and why.
LONGER: dict[str, str] = {
    "reports/status.py:status": "one page, block after block, read top to bottom",
}


def verbs() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every command with its function."""
    for name, entry in ENTRIES.items():
        found = load(entry.target)
        if isinstance(found, Noun):
            yield from ((f"{name} {verb}".strip(), function) for verb, function in found.functions())
        else:
            yield name, found


def test_every_module_says_what_lives_in_it() -> None:
    assert [module.path for module in modules() if not ast.get_docstring(module.tree)] == []


def test_no_file_is_too_long() -> None:
    assert {m.path: n for m in modules() if (n := m.text.count("\n")) > LINES_OF_A_FILE} == {}


def test_no_function_is_too_long_but_those_with_a_reason() -> None:
    long = {
        f"{module.path}:{function.name}"
        for module in modules()
        for function in functions(module)
        if (function.end_lineno or 0) - function.lineno + 1 > LINES_OF_A_FUNCTION
    }
    assert long == set(LONGER)


@pytest.mark.parametrize(("name", "function"), list(verbs()), ids=[name for name, _ in verbs()])
def test_the_help_of_a_command_is_short_and_begins_with_examples_that_call_it(
    name: str, function: Callable[..., Any]
) -> None:
    first, blank, heading, *examples = [line.strip() for line in (function.__doc__ or "").strip().splitlines()]
    assert len(first) <= HELP
    assert first[0].isupper()
    assert first.endswith(".")
    assert (blank, heading) == ("", "Examples:")
    called = [line for line in examples if line]
    assert called
    assert [line for line in called if not line.startswith(f"mopsctl {name}")] == []


@pytest.mark.parametrize("name", list(ENTRIES))
def test_a_line_of_the_table_of_contents_is_short(name: str) -> None:
    assert len(ENTRIES[name].help) <= HELP
    assert not ENTRIES[name].help.endswith(".")
