"""The data that comes with mopsctl as plan files: default teams, core capabilities, topics, examples, templates.

A template is the beginning of a model or of a chart. A user's own is a plan file like those that come along; what is
done with its rows is the business of `edit`.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

from ..errors import BAD_INPUT, USAGE, MopsError, nearest, unknown
from ..model.fields import Record
from ..model.kinds import BY_PLURAL
from .faults import Faults, place
from .files import Source, read_source
from .plan_yaml import PlanFile, load

DEFAULTS = ("teams", "capabilities", "topics")
NO_PLANS = (*DEFAULTS, "questions")  # the other YAML files are examples

Folder = Literal["models", "orgs"]
NOUNS: Mapping[Folder, str] = {"models": "model", "orgs": "org"}
# What a template may bring in. Who is in a team, and what was said to whom, comes from nobody's template.
HOLDS: Mapping[Folder, tuple[str, ...]] = {
    "models": ("teams", "topics", "rights", "interactions"),
    "orgs": ("teams", "goals", "functions", "pillars", "maturities", "positions", "boxes", "dotted_lines", "coverage",
             "numbers", "wanted_skills"),
}  # fmt: skip


def _load(name: str) -> PlanFile:
    file = files("mopsctl") / "templates" / f"{name}.yaml"
    return load(Source(f"{name}.yaml", file.read_bytes()))


def defaults() -> list[Record]:
    """The default teams, the core capabilities and the topics that are decided again and again."""
    return [row.record for name in DEFAULTS for row in _load(name).rows]


def topics() -> PlanFile:
    """The topics alone, for a store that was begun without them."""
    return _load("topics")


def examples() -> list[str]:
    """The names of the examples."""
    return [name for name in _names("") if name not in NO_PLANS]


def example(name: str) -> PlanFile:
    """An example by name, its dates as they stand in the file."""
    if name not in examples():
        raise unknown("example", name, examples(), hint="mopsctl plan init --example " + examples()[0])
    return _load(name)


def templates(folder: Folder) -> list[str]:
    """The names of the templates of a kind that come along."""
    return _names(folder)


def template(folder: Folder, name: str) -> PlanFile:
    """A template by its name, or a user's own by its path (it has a folder or `.yaml` in it).

    All its faults, rows of a kind that such a template does not hold among them, are in one MopsError, each with its
    line. Whether its rows refer to what exists is not asked here.
    """
    known = templates(folder)
    if name in known:
        return _load(f"{folder}/{name}")
    if not _is_path(name):
        guess = nearest(name, known)
        listed = ", ".join(known)
        raise MopsError(
            f'no {NOUNS[folder]} template "{name}"'
            + (f'; did you mean "{guess}"?' if guess else f"; there are {listed}, or a file of yours: ./mine.yaml"),
            hint=f"mopsctl {NOUNS[folder]} init --template {guess or known[0]}",
            code=USAGE,
        )
    source = read_source(name)
    own, strange = _apart(folder, source)
    try:
        file = load(own)
    except MopsError as error:
        raise MopsError("\n".join([*strange, error.message]), code=error.code) if strange else error from None
    if strange:
        raise MopsError("\n".join(strange), code=BAD_INPUT)
    _refuse_strange(folder, file)
    return file


def _apart(folder: Folder, source: Source) -> tuple[Source, list[str]]:
    """A file without what such a template does not hold, and the faults of that; line numbers stay.

    It is taken out before it is read: that a task has no plan says nothing to who must not bring in a task at all.
    """
    kept: list[bytes] = []
    strange: list[str] = []
    out = False
    for number, line in enumerate(source.data.split(b"\n"), 1):
        if head := re.match(rb"([a-z_]+):", line):
            word = head[1].decode()
            out = word in BY_PLURAL and word not in HOLDS[folder]
            if out:
                strange.append(f"{place(source.name, number, 1)}: {_not_held(folder, word)}")
        kept.append(b"" if out else line)
    return (Source(source.name, b"\n".join(kept)) if strange else source), strange


def _not_held(folder: Folder, word: str) -> str:
    listed = ", ".join(name.replace("_", " ") for name in HOLDS[folder])
    return f"{NOUNS[folder]} templates bring in no {word.replace('_', ' ')}, only {listed}"


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or Path(name).suffix.lower() in (".yaml", ".yml")


def _refuse_strange(folder: Folder, file: PlanFile) -> None:
    faults, holds = Faults(file.name), HOLDS[folder]
    for row in file.rows:
        if row.kind not in holds:
            faults.add(row.line, row.column, _not_held(folder, row.kind))
    faults.settle()
    if not file.rows:
        raise MopsError(f"{file.name} brings in nothing: it has no rows", code=BAD_INPUT)


def _names(folder: str) -> list[str]:
    place = files("mopsctl") / "templates"
    found = (file.name for file in (place / folder if folder else place).iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))


def scheme_names() -> list[str]:
    """The names of the letter schemes that come along; `formats.raci_schemes` says what they mean."""
    return _names("schemes")


def scheme_file(name: str) -> PlanFile:
    """A letter scheme that comes along."""
    return _load(f"schemes/{name}")
