"""The only way to import late. Three doors use it: commands, the store, formats and renderers.

A name `module:attribute` keeps a heavy library (SQLModel, Rich, PyYAML) out of the commands that do
not need it; a test opens every door, so a mistyped name cannot wait for a user.
"""

from importlib import import_module
from typing import Any


def load(target: str) -> Any:
    """The attribute that `package.module:attribute` names."""
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)
