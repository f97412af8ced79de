"""What is said twice is said alike: the version, the dependencies and their pins, the Pythons."""

import re
import tomllib
from pathlib import Path
from typing import Any

import mopsctl

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")
)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> list[str]:
    return [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_the_version_is_the_same_everywhere() -> None:
    changelog = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert changelog is not None
    assert PROJECT["version"] == mopsctl.__version__ == changelog[1]


def test_every_dependency_is_pinned_within_its_limits() -> None:
    pins = {plain(name): version for name, version in PINS.items()}
    outside = []
    for one in wanted():
        name = re.match(r"[A-Za-z0-9_-]+", one)
        assert name is not None
        pin = pins.get(plain(name[0]))
        limits = re.findall(r"(>=|==|<)\s*([0-9.]+)", one)
        assert limits, f"{one} has no lower limit"
        fits = {">=": lambda a, b: a >= b, "==": lambda a, b: a == b, "<": lambda a, b: a < b}
        if pin is None or not all(fits[sign](number(pin), number(limit)) for sign, limit in limits):
            outside.append((one, pin))
    assert outside == []


def test_a_pin_is_a_version_and_no_place() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert [name for name, version in PINS.items() if not re.fullmatch(r"[0-9][0-9a-z.]*", version)] == []
    assert "://" not in text
    assert " @ " not in text


def test_what_the_postgres_extra_needs_the_tests_have_too() -> None:
    extras = PROJECT["optional-dependencies"]
    assert set(extras["postgres"]) <= set(extras["dev"])


def test_every_page_that_readers_are_sent_to_is_in_the_source_archive() -> None:
    included = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = set(included["tool"]["hatch"]["build"]["targets"]["sdist"]["include"])
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "docs", "examples"} <= listed
    assert [name for name in sorted(listed) if not (ROOT / name).exists()] == []
