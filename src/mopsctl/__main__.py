"""The entry point. It answers `--version` before anything heavy is imported."""

import gc
import sys

from . import __version__
from .lazy import load


def main() -> None:
    """Run the command line and exit with its code."""
    # One command and out: nothing is freed that the end of the process does not free. Measured: importing
    # SQLModel 39 -> 34 times bare Python, PyYAML's C loader on 8 MB 15.4 s -> 4.7 s.
    gc.disable()
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"mopsctl {__version__}\n")
        return
    sys.exit(load("mopsctl.cli.main:run")(arguments))


if __name__ == "__main__":
    main()
