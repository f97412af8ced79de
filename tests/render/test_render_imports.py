"""What a renderer loads: each door pays for itself only. Measured: rich.console costs three times a bare start."""

import subprocess
import sys

import pytest

FORBIDDEN = {
    "plain": ("rich", "yaml", "csv", "html", "unicodedata"),
    "json_text": ("rich", "yaml", "csv"),
    "csv_text": ("rich", "yaml"),
    "markdown": ("rich", "yaml"),
    "terminal": ("rich.console", "rich.table", "rich.text", "yaml"),
}


@pytest.mark.parametrize("module", FORBIDDEN)
def test_a_renderer_loads_no_more_than_it_needs(module: str) -> None:
    code = f"import sys, mopsctl.render.{module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded) & set(FORBIDDEN[module]) == set()
