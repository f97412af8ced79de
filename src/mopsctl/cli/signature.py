"""The parameters of a command: its own, those it `takes` as fields, and those that every command shares.

What a command does with them is `cli.wiring`.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from ..facts.audience import Audience
from .options import audience_option, format_option

Command = Callable[..., Any]

_FLAGS = ("dry_run", "no_input", "no_pager")


def takes(fields: Mapping[str, Any], *, required: tuple[str, ...] = ()) -> Callable[[Command], Command]:
    """Let a function take these options (name -> annotation) as its `**given`; it gets those that were said."""

    def mark(function: Command) -> Command:
        function.takes = {  # type: ignore[attr-defined]
            name: inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if name in required else None,
                annotation=annotation,
            )
            for name, annotation in fields.items()
        }
        return function

    return mark


def offers(*formats: str, piped: str = "plain", reader: Audience | None = None) -> Callable[[Command], Command]:
    """Let a command that shows be asked for formats that only its report has; `reader`: for whom it is, unless said."""

    def mark(function: Command) -> Command:
        function.reader = reader  # type: ignore[attr-defined]
        shared = {"format": format_option(*formats, piped=piped), "audience": audience_option(reader)}
        function.formats = shared  # type: ignore[attr-defined]
        return function

    return mark


def paged(function: Command) -> Command:
    """Mark a command whose table may be longer than the screen: on a terminal it then goes through the pager."""
    function.paged = True  # type: ignore[attr-defined]
    return function


def apart(function: Command, given: dict[str, Any], shared: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is the command's own (a field that it `takes` and that was not said left out), and what is shared."""
    taken = getattr(function, "takes", {})
    own = {k: v for k, v in given.items() if k not in shared and not (k in taken and v in (None, []))}
    return own, {k: given[k] for k in shared}


def dressed(run: Command, function: Command, shared: Mapping[str, Any]) -> Command:
    """Give `run` the name, the help and the own parameters of `function` (its first is the View or Desk)."""
    own = [
        p
        for p in list(inspect.signature(function).parameters.values())[1:]
        if p.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    keyword = inspect.Parameter.KEYWORD_ONLY
    common = [
        inspect.Parameter(name, keyword, default=False if name in _FLAGS else None, annotation=annotation)
        for name, annotation in shared.items()
    ]
    taken: dict[str, inspect.Parameter] = getattr(function, "takes", {})
    parameters = [p.replace(kind=keyword) for p in own] + [*taken.values(), *common]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__name__, run.__doc__, run.__module__ = function.__name__, function.__doc__, function.__module__
    return run
