"""Reads template files without the product's own reader, so that neither can hide a fault of the other."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from mopsctl.model.kinds import KINDS, Kind
from mopsctl.model.portfolio import Portfolio

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src" / "mopsctl" / "templates"
EXAMPLES = ROOT / "examples"
FILES = [
    TEMPLATES / "teams.yaml",
    TEMPLATES / "capabilities.yaml",
    TEMPLATES / "topics.yaml",
    TEMPLATES / "cdp-rollout.yaml",
    EXAMPLES / "first-plan.yaml",
    EXAMPLES / "org-150.yaml",
]
TODAY = date(2026, 11, 23)


def tree(path: Path) -> dict[str, Any]:
    """The file as plain text values: a BaseLoader knows no `yes`, no `on` and no dates."""
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return found


def rows(path: Path) -> list[tuple[Kind, Any]]:
    """Every row with its kind, converted into its record; a row that does not fit raises."""
    found = tree(path)
    return [
        (kind, msgspec.convert(row, kind.record, strict=False)) for kind in KINDS for row in found.get(kind.plural, [])
    ]


def portfolio_of(path: Path) -> Portfolio:
    collections: dict[str, dict[Any, Any]] = {}
    for kind, record in rows(path):
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=TODAY, **collections)
