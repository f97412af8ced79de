"""`mopsctl gaps --watch`: the page on the whole screen, drawn anew when what it tells of has changed.

Once a second it is asked whether the store, the settings, a plan file or the day is another one; the size of the
terminal more often. A page that is longer than the screen is moved by keys, as in a pager. Ctrl-C or q ends it, and
nothing is left behind.
"""

import gc
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stderr
from datetime import date, datetime
from itertools import count
from pathlib import Path
from shutil import get_terminal_size
from typing import NoReturn

import typer
from msgspec import structs

from .. import config, service
from ..errors import USAGE, MopsError
from ..lazy import load
from ..model.policy import Policy
from ..render.safe import safe
from ..reports.document import Report
from .frame import wants_colour
from .gaps_asked import Asked
from .gaps_places import files_of
from .patience import quiet
from .screen import screen
from .view import View
from .whole_screen import whole_screen

TICK = 0.2  # seconds between two looks at the size of the terminal
TICKS = 5  # of them between two looks at the store

# What may be typed: by how many rows, or (0) by how many screens, it moves the page.
KEYS: dict[bytes, tuple[int, int]] = {
    **dict.fromkeys((b"j", b"\x1b[B", b"\x1bOB"), (1, 0)),
    **dict.fromkeys((b"k", b"\x1b[A", b"\x1bOA"), (-1, 0)),
    **dict.fromkeys((b" ", b"\x1b[6~"), (0, 1)),
    b"\x1b[5~": (0, -1),
}
_key = re.compile(rb"\x1b[\[O][0-9;]*[A-Za-z~]|.", re.DOTALL)

Compose = Callable[[View, Policy], Report]
# What a page tells of: it is composed again where any of it is another.
State = tuple[object, ...]

_ticks = count  # what comes between them is in `typed`


def watch(view: View, asked: Asked, compose: Compose) -> NoReturn:
    """Draw the page of a view and keep it true, until Ctrl-C or q."""
    _refuse(view)
    moving = view.today == date.today()  # else it is looked at from another day, which does not pass
    state = _state(view, asked)
    quiet()
    page: Report | MopsError = compose(view, asked.policy())  # what is wrong now is told as by any command
    with whole_screen() as mine:
        drawn, at, top, lines = None, datetime.now(), 0, list[str]()
        for tick in _ticks():
            if tick % TICKS == 0:
                then = structs.replace(view, today=date.today() if moving else view.today)
                if (now := _state(then, asked)) != state:
                    page, at = _composed(then, asked, compose), datetime.now()
                    view, state, drawn = then, now, None
                    gc.collect()  # it is turned off at the entry point, for commands that end
            size = get_terminal_size()
            if size != drawn:
                drawn, lines, mine.lost = size, _lines(page), True
                top = _moved(top, [], len(lines), size)
            if mine.lost:
                mine.lost = False
                mine.draw(_framed(lines, top, size, f"{at:%H:%M:%S}", safe(_place(view))))
            keys = _key.findall(mine.typed(TICK))
            if b"q" in keys:
                raise typer.Exit
            if (moved := _moved(top, keys, len(lines), size)) != top:
                top, mine.lost = moved, True
    raise AssertionError("ticks do not end")


def _refuse(view: View) -> None:
    """It needs a terminal that can be drawn on, and somebody who looks at it."""
    if view.format not in (None, "table") or view.output not in (None, "-"):
        raise MopsError("--watch draws on a terminal: leave out --format and --output", code=USAGE)
    if not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        raise MopsError("--watch draws on a terminal, and this is none that can be drawn on", code=USAGE)
    if "-" in view.files:
        raise MopsError("--watch reads again and again, and stdin can be read once", code=USAGE)


def _state(view: View, asked: Asked) -> State:
    """What the page follows from: the day, the store, the settings and the plan files, each as short as can be."""
    here = Path.cwd()
    settings = [folder / name for folder in (here, *here.parents) for name in (config.FILE, config.PROJECT)]
    named = (*view.files, *filter(None, (asked.file, view.place.path)), *_placed_in(view, asked))
    return (view.today, _store(view), *(_touched(path) for path in (*settings, *map(Path, named))))


def _placed_in(view: View, asked: Asked) -> Sequence[str]:
    """The plan files that nobody named here: of the settings, or applied."""
    try:
        return files_of(view, asked.policy()) if asked.file is None else ()
    except MopsError:  # told by the page
        return ()


def _store(view: View) -> object:
    """Which store it is and how many change-sets it has seen; or what is wrong with it."""
    if view.files and not view.db:
        return None
    try:
        return service.open_store(view.place).identity()
    except MopsError as error:
        return error.message


def _touched(path: Path) -> tuple[int, int] | None:
    try:
        held = path.stat()
    except OSError:
        return None
    return held.st_mtime_ns, held.st_size


def _composed(view: View, asked: Asked, compose: Compose) -> Report | MopsError:
    """The page, or what is wrong: with a broken store or settings one keeps looking until they are whole again."""
    try:
        with redirect_stderr(io.StringIO()):  # said once already
            return compose(view, asked.policy())
    except MopsError as error:
        return error


def _moved(top: int, keys: Iterable[bytes], many: int, size: os.terminal_size) -> int:
    """The first of so many rows that is shown once these keys were typed; never so far that rows stay empty."""
    for key in keys:
        rows, screens = KEYS.get(key, (0, 0))
        top = max(min(top + rows + screens * _room(size), many - _room(size)), 0)
    return max(min(top, many - _room(size)), 0)


def _room(size: os.terminal_size) -> int:
    """The rows for the page: all but the last."""
    return max(size.lines - 1, 1)


def _framed(lines: Sequence[str], top: int, size: os.terminal_size, at: str, place: str) -> list[str]:
    """As much of the page as the terminal has rows for, and below it when it was composed and of what."""
    room = _room(size)
    shown = lines[top : top + room]
    cut = f"  {top + 1}-{top + len(shown)} of {len(lines)} lines (j, k, Space)" if len(lines) > room else ""
    status = f"{at}{cut}  q ends  {place}"[: size.columns]
    blank = [""] * (room - len(shown))
    return [*shown, *blank, f"\x1b[2m{status}" if wants_colour() else status]


def _lines(page: Report | MopsError) -> list[str]:
    if isinstance(page, MopsError):
        told = [f"mopsctl: {line}" if not number else line for number, line in enumerate(page.message.split("\n"))]
        return [safe(line) for line in (*told, *([f"  try: {page.hint}"] if page.hint else []))]
    with redirect_stderr(io.StringIO()):
        text: str = load("mopsctl.render.terminal:render")(page, screen())
    return text.splitlines()


def _place(view: View) -> str:
    """The store, or the plan files, as one would type them here."""
    path = view.place.path
    near = os.path.relpath(path) if path else ""
    return ", ".join(view.files) or (near if path and not near.startswith("..") else str(view.place))
