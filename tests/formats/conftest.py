"""The hostile files made from the corpus."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def hostile(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of hostile files, freshly made."""
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, corpus / "hostile" / "make_hostile.py", folder], check=True, capture_output=True)
    return folder
