"""A shell like a reader's: `mopsctl` on the path, nothing else of this project."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[[str], "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def shell_in() -> Callable[..., Shell]:
    """A shell in a folder, which is its home too."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

    def shell_in(folder: Path, **more: str) -> Shell:
        env = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "USER": "reader", **more}

        def shell(line: str) -> "subprocess.CompletedProcess[str]":
            return subprocess.run(
                ["bash", "-c", line],
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )

        return shell

    return shell_in
