"""The whole screen of a terminal, taken for a while and given back as it was, however that ends.

It is the other screen that terminals keep for editors, so nothing of what is drawn is left behind. What is drawn and
when is for others to say.
"""

import os
import signal
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from select import select
from types import FrameType
from typing import Any

from .screen import write

_TAKE = b"\x1b[?1049h\x1b[?25l\x1b[?7l"  # the other screen, no cursor, nothing folded by the terminal itself
_GIVE_BACK = b"\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l"
_DEADLY = (signal.SIGTERM, signal.SIGHUP)


class WholeScreen:
    """The screen while it is ours. `lost` says that it was given away in between and has to be drawn again."""

    def __init__(self) -> None:
        self.lost = False
        self._typing: list[Any] | None = None  # how the terminal treats what is typed; None: it is no terminal

    def draw(self, lines: Sequence[str]) -> None:
        """These lines from the top, each on one row of the screen, in place of what was there."""
        # Erased before it is written: at the last column the cursor stays on the last sign, and would erase that.
        write("\x1b[H" + "\n".join(f"\x1b[0m\x1b[K{line}" for line in lines) + "\x1b[0m")

    def typed(self, seconds: float) -> bytes:
        """What is typed, as soon as it is; nothing after so many seconds."""
        if self._typing is None:
            time.sleep(seconds)
            return b""
        with suppress(OSError):
            if not select([0], [], [], seconds)[0]:
                return b""
            if said := os.read(0, 1024):
                return said
        time.sleep(seconds)  # the terminal is gone, as a signal will tell
        return b""

    def take(self) -> None:
        """Take it: what is typed is no longer shown, but for what interrupts."""
        if sys.stdin.isatty():
            self._typing = termios.tcgetattr(0)
            hushed = [*self._typing]
            hushed[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(0, termios.TCSADRAIN, hushed)
        _send(_TAKE)

    def give_back(self) -> None:
        """Give it back; what was typed meanwhile is forgotten."""
        _send(_GIVE_BACK)
        if self._typing is not None:
            termios.tcsetattr(0, termios.TCSAFLUSH, self._typing)

    def die(self, number: int, _: FrameType | None) -> None:
        """End by a signal as any program does, but with the screen given back."""
        self.give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def pause(self, number: int, _: FrameType | None) -> None:
        """Ctrl-Z: stop, with the screen given back; and take it again when the shell says so."""
        self.give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self.pause)
        self.take()
        self.lost = True


def _send(signs: bytes) -> None:
    """Past the buffer, which may be in use where a signal comes in between; a terminal that is gone needs nothing."""
    with suppress(OSError):
        os.write(1, signs)


@contextmanager
def whole_screen() -> Iterator[WholeScreen]:
    """The whole screen, given back at the end, at an error, at Ctrl-C, and where the program is told to end."""
    mine = WholeScreen()
    before = {number: signal.signal(number, mine.die) for number in _DEADLY}
    before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, mine.pause)
    try:
        mine.take()
        yield mine
    finally:
        interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave it half given back
        mine.give_back()
        for number, handler in (*before.items(), (signal.SIGINT, interrupt)):
            signal.signal(number, handler)
