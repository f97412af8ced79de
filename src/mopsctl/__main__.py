"""The entry point. It answers `--version` before anything heavy is imported."""

import gc
import os
import sys

from . import __version__
from .lazy import load


def main() -> None:
    """Run the command line and exit with its code."""
    # One command and out: nothing is freed that the end of the process does not free. Measured: importing
    # SQLModel 39 -> 34 times bare Python, PyYAML's C loader on 8 MB 15.4 s -> 4.7 s.
    gc.disable()
    _give_streams()
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        sys.exit(_say(f"mopsctl {__version__}\n"))
    _leave(load("mopsctl.cli.main:run")(arguments))


def _leave(code: int) -> None:
    """End at once: taking 100,000 tasks apart one by one takes 0.2 s of 1.5. Stores and files are closed by now."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody takes it; what that means is in the code already
        pass
    os._exit(code)


def _give_streams() -> None:
    """Where the caller closed one (`>&-`) Python has no stream at all; what goes there is thrown away."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  # until the end


def _say(text: str) -> int:
    """Write a line, though nobody may read it any more: then 141, and nothing left for the interpreter to flush."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 141
    return 0


if __name__ == "__main__":
    main()
