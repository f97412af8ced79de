"""The pages of the documentation, and what stands in their fenced blocks."""

import importlib.util
import re
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])


class Step(NamedTuple):
    """One line of a page that a reader types, and the exit code that the page promises."""

    line: str
    code: int


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def steps(block: str) -> list[Step]:
    """The lines of a block; `# exits 3` behind one says that 3 is right."""
    return [
        Step(line, int(said[1]) if (said := re.search(r"#\s*exits (\d+)", line)) else 0)
        for line in block.splitlines()
        if line.strip()
    ]


def regenerate() -> Any:
    """The module `docs/regenerate.py`."""
    spec = importlib.util.spec_from_file_location("docs_regenerate", DOCS / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
