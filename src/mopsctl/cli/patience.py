"""A moving bar on stderr for what takes over half a second: on a terminal only, and gone before a word is said.

It is armed only where something may take that long (a large store, a search), so that a busy machine shows none for
what is quick. A thread waits; what it waits for costs nothing.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..lazy import load
from ..service import Place

DELAY = 0.5  # seconds
LARGE = 1_000_000  # bytes of a store that may take so long


class _Bar:
    """The bar of this process: waiting to be shown, shown, or none."""

    timer: Any = None
    shown: Any = None


def is_large(place: Place) -> bool:
    """Whether reading and reckoning may take over half a second; a database on a server may always."""
    try:
        return not place.path or Path(place.path).stat().st_size > LARGE
    except OSError:
        return False


@contextmanager
def patience(*, worth: bool) -> Iterator[None]:
    """Show a bar from half a second on, until `quiet` or the end."""
    if not worth or not sys.stderr.isatty():
        yield
        return
    _Bar.timer = load("threading:Timer")(DELAY, _show)
    _Bar.timer.daemon = True
    _Bar.timer.start()
    try:
        yield
    finally:
        quiet()


def quiet() -> None:
    """Take the bar away: something is about to be said."""
    timer, _Bar.timer = _Bar.timer, None
    if timer is None:
        return
    timer.cancel()
    timer.join()
    shown, _Bar.shown = _Bar.shown, None
    if shown is not None:
        shown.stop()


def _show() -> None:
    console = load("rich.console:Console")(stderr=True, markup=False, highlight=False)
    columns = (load("rich.progress:BarColumn")(), load("rich.progress:TimeElapsedColumn")())
    # Rich would put proxies of its own in the place of stdout and stderr, under the feet of the command.
    bar = load("rich.progress:Progress")(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    )
    bar.add_task("", total=None)
    bar.start()
    _Bar.shown = bar
