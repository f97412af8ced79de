"""`mopsctl raci edit`: the matrix as a table in an editor, and what was made of it as one change-set (domain §2.3).

What a user wrote is never lost: on a mistake it stays in a file that is named, and `--resume` takes it up again.
"""

import os
import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from .. import service
from ..edit import records
from ..edit.matrix import edits, put_in
from ..edit.plan import current
from ..errors import BAD_INPUT, STORE, USAGE, MopsError
from ..facts.responsibility import RaciMatrix, blank_matrix, with_activities
from ..formats import matrix_text
from ..formats.files import Source, decode, read_source, write_whole
from ..lazy import load
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .options import CapabilityOption, StateOption, TeamOption
from .screen import remark
from .wiring import Desk, Outcome, changes

PREFIX = "mopsctl-raci-"
_NUMBER = re.compile(r"[0-9]{1,18}")
Resume = Annotated[
    str | None, typer.Option("--resume", help="go on with a text that was kept", metavar="FILE", show_default=False)
]
Force = Annotated[bool, typer.Option("--force", help="your letters win over those changed meanwhile")]


class Matter(Struct, frozen=True):
    """Which matrix is edited, and the moment of the store that the user saw."""

    plan: str  # "" as-is
    state: State
    team: str
    capability: str
    store: str
    serial: int

    def told(self) -> Mapping[str, str]:
        """What stands in the text, so that it can be taken up again."""
        return {
            "state": self.state, "plan": self.plan, "team": self.team, "capability": self.capability,
            "serial": str(self.serial), "store": self.store,
        }  # fmt: skip

    def shown(self, portfolio: Portfolio) -> RaciMatrix:
        """The matrix as the user saw it."""
        if self.team:
            get(portfolio, Team, self.team)
        subjects: tuple[str, ...] = ()
        if self.capability:
            subjects = with_activities(portfolio, records.subject(portfolio, self.capability))
        return blank_matrix(portfolio, self.plan, self.state, self.team, subjects)


@changes
def edit(
    desk: Desk,
    state: StateOption = "to-be",
    team: TeamOption = None,
    capability: CapabilityOption = None,
    resume: Resume = None,
    force: Force = False,
) -> Outcome:
    """Edit the matrix in $VISUAL or $EDITOR, as one change.

    Examples:
      mopsctl raci edit
      mopsctl raci edit --state as-is
      mopsctl raci edit --team martech --dry-run
      mopsctl raci edit --resume mopsctl-raci-8xk2.md
    """
    if resume is None:
        matter, before = _begin(desk, state, team or "", capability or "")
        return _taken(desk, matter, before, _new_file(matter, before), force=force)
    if team or capability:
        raise MopsError("--resume knows which matrix it is; leave out --team and --capability", code=USAGE)
    matter, before = _taken_up(desk, resume)
    return _taken(desk, matter, before, resume, force=force, again=True)


def _begin(desk: Desk, state: State, team: str, capability: str) -> tuple[Matter, Portfolio]:
    """The matrix that is wanted, and the store as it is now."""
    _refuse_blind(desk)
    store = service.open_store(desk.place)
    known = store.identity()
    before = store.read(desk.today)
    while (after := store.identity()) != known:  # somebody wrote between the two looks
        known, before = after, store.read(desk.today)
    plan = "" if state == "as-is" else current(before, desk.wanted_plan).key
    return Matter(plan, state, team, capability, known.uuid, known.serial), before


def _taken_up(desk: Desk, resume: str) -> tuple[Matter, Portfolio]:
    """The matrix that a kept text is about, and the store as it was then."""
    if not desk.no_input:
        _refuse_blind(desk, resume)
    about = matrix_text.about_of(read_source(resume))
    store = service.open_store(desk.place)
    known = store.identity()
    if about.get("store") != known.uuid:
        raise MopsError(f"{resume} is about another store than {desk.place}", code=USAGE)
    state: State = "as-is" if about["state"] == "as-is" else "to-be"
    plan = about.get("plan", "") if state == "to-be" else ""
    if about["state"] != state or (state == "to-be" and not plan):
        raise _damaged(resume, "which matrix it is")
    serial = int(about["serial"]) if _NUMBER.fullmatch(about["serial"]) else -1
    if not 0 <= serial <= known.serial:
        raise _damaged(resume, f"a serial that the store had, and {about['serial']} is none")
    before = store.read(desk.today, at=serial)
    if plan:
        get(before, Plan, plan)
    return Matter(plan, state, about.get("team", ""), about.get("capability", ""), known.uuid, serial), before


def _damaged(name: str, lacking: str) -> MopsError:
    """For a kept text whose line on what it is about was changed."""
    told = f'{name}: the line that begins with "#:" does not say {lacking}'
    return MopsError(told, hint="mopsctl raci edit", code=BAD_INPUT)


def _refuse_blind(desk: Desk, resume: str = "") -> None:
    """Refuse where no editor can be opened: one that is named may be a script, any other needs a terminal."""
    if desk.no_input or not (_named_editor() or (sys.stdin.isatty() and sys.stdout.isatty())):
        told = f"to take {resume} as it is, say --no-input" if resume else "bring in a table instead"
        hint = f"{_resume(desk, resume)} --no-input" if resume else "mopsctl import raci --help"
        raise MopsError(f"an editor needs a terminal; {told}", hint=hint, code=USAGE)


def _named_editor() -> str:
    named = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    return next(filter(None, named), "")


def _new_file(matter: Matter, before: Portfolio) -> str:
    text = matrix_text.write(before, matter.shown(before), matter.told())
    handle, path = load("tempfile:mkstemp")(prefix=PREFIX, suffix=".md")
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())
    return str(path)


def _taken(desk: Desk, matter: Matter, before: Portfolio, path: str, *, force: bool, again: bool = False) -> Outcome:
    """The change-set that the text is once its user left the editor; whatever goes wrong, the text stays."""
    try:
        opened = _bytes(path)
        if not (again and desk.no_input):
            _open_editor(path, is_fresh=not again)
        return _put(desk, matter, before, path, opened, force=force)
    except MopsError as error:
        if not Path(path).is_file():
            raise
        told = f"{error.message}\nnothing was changed; what you wrote is kept in {path}"
        hint = error.hint or _resume(desk, path, force=error.code == STORE)
        raise MopsError(told, hint=hint, code=error.code) from None
    except BaseException:
        if Path(path).is_file():
            remark(f"what you wrote is kept in {path}: {_resume(desk, path)}")
        raise


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        told = f"{path}: the text is gone ({error.strerror}); nothing was changed"
        raise MopsError(told, hint="mopsctl raci edit", code=BAD_INPUT) from None


def _resume(desk: Desk, path: str, *, force: bool = False) -> str:
    plan = f" --plan {desk.wanted_plan}" if desk.wanted_plan else ""
    return f"mopsctl raci edit --resume {shlex.quote(path)}{' --force' if force else ''}{plan}"


def _put(desk: Desk, matter: Matter, before: Portfolio, path: str, opened: bytes, *, force: bool) -> Outcome:
    data = _bytes(path)
    shown = matter.shown(before)
    if not data.strip():
        _forget(path)
        return Outcome(desk.make(lambda now: now), ("the text was emptied; nothing is changed",))
    source = _marked(Source(path, data), opened)
    found = edits(before, shown, matrix_text.heads_of(before, shown), matrix_text.read(source))
    if not found:
        _forget(path)
        return Outcome(desk.make(lambda now: now), ("the matrix was left as it was; nothing is changed",))
    changed = desk.make(lambda now: put_in(now, matter.plan, matter.state, path, found, before, force=force))
    if desk.dry_run:
        return Outcome(changed, (f"what you wrote is kept: {_resume(desk, path)}",))
    _forget(path)
    return Outcome(changed)


def _marked(source: Source, opened: bytes) -> Source:
    """The text with the line by which it can be taken up again, at the end where a user deleted it."""
    mark = next((line for line in opened.decode(errors="replace").splitlines() if line.startswith("#:")), "")
    text = decode(source)
    if mark and mark not in text.splitlines():
        write_whole(source.name, f"{text.rstrip()}\n{mark}\n".encode())
    return source


def _forget(path: str) -> None:
    """Remove the file that was made for the editor; one that the user keeps elsewhere stays."""
    file = Path(path)
    if file.name.startswith(PREFIX) and file.resolve().parent == Path(load("tempfile:gettempdir")()).resolve():
        file.unlink(missing_ok=True)


def _open_editor(path: str, *, is_fresh: bool) -> None:
    command = _named_editor() or "vi"
    try:
        code = load("subprocess:call")([*shlex.split(command), path])
    except (OSError, ValueError) as error:
        if is_fresh:  # nobody has written anything in it yet
            _forget(path)
        raise MopsError(f"cannot open the editor {command}: {error}", hint="export EDITOR=nano", code=USAGE) from None
    if code:
        raise MopsError(f"the editor {command} ended with {code}", code=BAD_INPUT)
