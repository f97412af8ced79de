"""Where findings stand in a plan file, and the formats that need it: sarif, junit, github, gitlab."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from shlex import split
from typing import Any

from msgspec.structs import replace

from .. import service
from ..errors import MopsError
from ..formats.files import read_source
from ..lazy import load
from ..model.policy import Policy, Severity
from ..render.findings.doors import RENDERERS
from ..reports.document import Report
from ..reports.told import Place, Places, Told
from .screen import remark
from .wiring import View

FORMATS = tuple(RENDERERS)
NOWHERE = "mopsctl.toml"  # stands for a store that is no file

Placing = Callable[[Told], Place | None]


def places(view: View, file: str | None, policy: Policy) -> Places:
    """Places in the file that was named (MopsError if it cannot be read), else in the one that is known.

    That is the plan files that are judged, else `plan_file` of the settings, else what was last applied to the store.
    """
    if file is not None:
        return Places(_placing([(file, _lines(file))]), named=True)
    return Places(_later(view, policy), named=bool(view.files or policy.plan_file))


def files_of(view: View, policy: Policy) -> Sequence[str]:
    """The files that findings are placed in where `--file` names none."""
    if view.files:
        return [one for one in view.files if one != "-"]
    return [policy.plan_file] if policy.plan_file else _applied(view)


def with_formats(
    report: Report,
    found: Sequence[Told],
    view: View,
    policy: Policy,
    where: Places,
    *,
    fail_on: Severity | None,
    compared: bool = False,
) -> Report:
    """A gap report that can also be written as sarif, junit, github and gitlab.

    `found` is all that was judged, known ones among them. `compared`: known findings were told apart from new ones.
    """

    @cache
    def lint() -> dict[str, Any]:
        store = _from_root(view.place.path) if view.place.path else NOWHERE
        plan = view.scope or ""
        make = load("mopsctl.reports.lint:lint")
        rooted = cache(_from_root)

        def placing(one: Told) -> Place | None:
            place = where.of(one)
            return place and Place(rooted(place.file), place.line)

        answer: dict[str, Any] = make(
            found, policy, placing, day=view.today, store=store, plan=plan, fail_on=fail_on, compared=compared
        )
        return {"version": load("mopsctl:__version__"), **answer}

    return replace(report, also={**report.also, **{name: partial(_written, name, lint, view) for name in FORMATS}})


def _written(name: str, lint: Callable[[], Mapping[str, Any]], view: View) -> str:
    facts = lint()
    if name in ("sarif", "gitlab") and any(not one["file"] for one in facts["findings"]):
        said = f"no plan file is known, so findings stand on line 1 of {facts['store']}: name one with --file FILE"
        view.afterwards.append(partial(remark, said))
    text: str = load(RENDERERS[name])(facts)
    return text


def _lines(path: str) -> Any:
    return load("mopsctl.formats.plan_places:read")(read_source(path))


def _placing(files: Sequence[tuple[str, Any]]) -> Placing:
    """Places in files that were read; in the first of several that has more to say than its first line."""

    def place(one: Told) -> Place | None:
        finding = one.finding
        asked = finding.code, finding.plan, finding.subject, finding.cure
        found = [(lines.line(*asked), name) for name, lines in files]
        line, name = next((pair for pair in found if pair[0] > 1), found[0])
        return Place(name.encode("utf-8", "backslashreplace").decode(), line)  # a name need not be UTF-8

    return place


def _later(view: View, policy: Policy) -> Placing:
    """The same for files that are read when the first finding is placed; those that cannot be read place nothing."""

    @cache
    def read() -> Placing | None:
        files = []
        for path in files_of(view, policy):
            shown = _shown(path)
            try:
                files.append((shown, _lines(shown)))
            except MopsError as error:
                said = f"findings have no lines: {str(error).partition(chr(10))[0]}"
                view.afterwards.append(partial(remark, said))
        return _placing(files) if files else None

    def place(one: Told) -> Place | None:
        placing = read()
        return placing(one) if placing else None

    return place


def _shown(path: str) -> str:
    """A path as one would type it here."""
    return min(path, os.path.relpath(path), key=len) if Path(path).is_absolute() else path


def _applied(view: View) -> Sequence[str]:
    """The file of the latest `apply`, if it is still there: beside us, or beside the store."""
    command = service.latest_command(view.place, "apply")
    words = [word for word in split(command)[1:] if not word.startswith("-")] if command else []
    for folder in (Path.cwd(), Path(view.place.path).parent):
        for word in words:
            if (path := folder / word).is_file():
                return [str(path)]
    return []


def _from_root(path: str) -> str:
    """A path from the root of the repository it lies in, else from the working folder, as servers write paths."""
    whole = Path(path).resolve()
    root = next((folder for folder in whole.parents if (folder / ".git").exists()), Path.cwd())
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()
