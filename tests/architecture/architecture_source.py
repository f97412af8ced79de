"""The source as syntax trees, and who imports what, for the tests that hold the architecture."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import mopsctl

ROOT = Path(__file__).parents[2]
PACKAGE = Path(mopsctl.__file__).parent
ROOMS = ("model", "edit", "facts", "rules", "reports", "render", "formats", "store", "cli")


class Module(NamedTuple):
    """One file: its path from the package, its tree and its text."""

    path: str
    tree: ast.Module
    text: str

    @property
    def room(self) -> str:
        """The folder it lives in, or its own name."""
        return self.path.partition("/")[0].removesuffix(".py")


class Import(NamedTuple):
    """One name that a module imports: dotted, from `mopsctl.` on where it is ours."""

    of: Module
    line: int
    target: str

    @property
    def top(self) -> str:
        return self.target.partition(".")[0]

    @property
    def ours(self) -> bool:
        return self.top == "mopsctl"

    @property
    def room(self) -> str:
        """The room of ours that it leads to."""
        return self.target.split(".")[1]

    def __str__(self) -> str:
        return f"{self.of.path}:{self.line} imports {self.target}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    return tuple(
        Module(path.relative_to(PACKAGE).as_posix(), ast.parse(text := path.read_text("utf-8")), text)
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def imports_of(module: Module) -> Iterator[Import]:
    """Every name that a module imports, wherever the statement stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(module, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = ("mopsctl", *module.path.split("/")[:-1])
                base = ".".join([*above[: len(above) - node.level + 1], *([base] if base else [])])
            yield from (Import(module, node.lineno, f"{base}.{alias.name}") for alias in node.names)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of the package."""
    return tuple(one for module in modules() for one in imports_of(module))


def standard(one: Import) -> bool:
    """Whether it comes with Python."""
    return one.top in sys.stdlib_module_names


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, nested ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
