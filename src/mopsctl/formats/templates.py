"""The data that comes with mopsctl as plan files: default teams, core capabilities, examples."""

from importlib.resources import files

from ..errors import unknown
from ..model.fields import Record
from .files import Source
from .plan_yaml import PlanFile, load

DEFAULTS = ("teams", "capabilities")
NO_PLANS = (*DEFAULTS, "questions")  # the other YAML files are examples


def _load(name: str) -> PlanFile:
    file = files("mopsctl") / "templates" / f"{name}.yaml"
    return load(Source(f"{name}.yaml", file.read_bytes()))


def defaults() -> list[Record]:
    """The default teams and the core capabilities."""
    return [row.record for name in DEFAULTS for row in _load(name).rows]


def examples() -> list[str]:
    """The names of the examples."""
    found = (file.name for file in (files("mopsctl") / "templates").iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml") and name[:-5] not in NO_PLANS)


def example(name: str) -> PlanFile:
    """An example by name, its dates as they stand in the file."""
    if name not in examples():
        raise unknown("example", name, examples(), hint="mopsctl plan init --example " + examples()[0])
    return _load(name)
