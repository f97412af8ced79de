"""A table that is longer than the screen, through the user's pager. Which tables go there is for others to say."""

import os
import shlex
from shutil import get_terminal_size
from typing import Any

from ..lazy import load
from .patience import quiet

USUAL = "less"
MANNERS = "FRX"  # as git: end where it fits, keep colours, leave the page on the screen


def paged(text: str) -> bool:
    """Show a text in the pager; False where it fits on the screen, or there is no pager: it is yet to be written."""
    command = shlex.split(os.environ.get("PAGER", USUAL))
    if not command or text.count("\n") < get_terminal_size().lines:
        return False
    quiet()
    environment = {"LESS": MANNERS, **os.environ}
    pipe: int = load("subprocess:PIPE")
    try:
        process: Any = load("subprocess:Popen")(command, stdin=pipe, env=environment)
    except (OSError, ValueError):
        return False
    try:
        process.communicate(text.encode("utf-8", "backslashreplace"))
    except (BrokenPipeError, KeyboardInterrupt):  # left before its end; the pager has the terminal
        process.wait()
    return True
