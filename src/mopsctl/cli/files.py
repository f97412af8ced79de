"""`mopsctl apply`, `diff`, `export`, `schema`: the store as text."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer
from msgspec.structs import replace

from .. import service
from ..changes import diff as difference
from ..edit.apply import merge
from ..edit.merge import onto_moved
from ..errors import FINDINGS, STORE, USAGE, GateClosedError, MopsError
from ..facts.audience import seen_by
from ..formats import plan_yaml
from ..formats.files import read_source, write_whole
from ..formats.plan_rows import Row
from ..formats.plan_yaml import PlanFile
from ..formats.schema import plan_schema
from ..lazy import load
from ..model.portfolio import Portfolio
from ..reports.changes import difference as report
from ..service import Edit, Place
from .options import AudienceOption, Db, FormatOption, NoInput, Output
from .screen import emit, remark, working, write
from .wiring import Desk, Outcome, View, audience_of, author, changes_all, leave, place_of

File = Annotated[str, typer.Argument(metavar="FILE", help="a plan file; - is stdin", show_default=False)]
OtherFile = Annotated[str | None, typer.Argument(metavar="[OTHER]", help="another plan file", show_default=False)]
Prune = Annotated[bool, typer.Option("--prune", help="remove what a section of the file no longer lists")]


def read_plan(path: str) -> PlanFile:
    """A plan file, or every fault in it with its place."""
    source = read_source(path, stdin=sys.stdin.buffer)
    with working(f"reading {path}", len(source.data)):
        return plan_yaml.load(source)


def merging(file: PlanFile, *, prune: bool = False) -> Edit:
    """The edit that a plan file is; one that leaves out what its readers may not know can add, and not prune."""
    if prune and file.audience not in (None, "me"):
        raise MopsError(
            f"{file.name} was exported for {_READERS[file.audience]} and lacks what they may not know: "
            "--prune would remove that",
            hint="mopsctl export plan.yaml --audience me",
            code=USAGE,
        )
    return lambda portfolio: merge(
        portfolio, file.rows, locate=lambda row: f"{file.name}:{row.line}:{row.column}", prune=prune
    )


_READERS = {"leaders": "leaders", "team": "a team", "all": "everybody"}


@changes_all
def apply(
    desk: Desk,
    file: File,
    prune: Prune = False,
    three_way: Annotated[bool, typer.Option("--merge", help="the store moved on: merge both sides")] = False,
    force: Annotated[bool, typer.Option("--force", help="the store moved on: the file wins")] = False,
) -> Outcome:
    """Bring a plan file into the store, making one if need be.

    Examples:
      mopsctl apply plan.yaml --dry-run
      mopsctl apply plan.yaml
      mopsctl apply plan.yaml --prune
    """
    if three_way and force:
        raise MopsError("say one of --merge and --force", hint=f"mopsctl apply {file} --merge", code=USAGE)
    read = read_plan(file)
    edit = merging(read, prune=prune)
    if not force and (base := _moved_from(place_of(desk.db, create=True), read)):
        if not three_way:
            raise _moved(file, read)
        edit = onto_moved(edit, base(), f"mopsctl apply {file} --force --dry-run")
    with working(f"applying {file}", 100 * len(read.rows)), _placed(read):
        return Outcome(desk.make(edit, create=True))


def _moved_from(place: Place, file: PlanFile) -> Callable[[], Portfolio] | None:
    """How to read what the store held when the file was exported; None if it has not changed since."""
    if file.serial is None or file.store is None or not service.exists(place):
        return None
    store, serial = service.open_store(place), file.serial
    known = store.identity()
    if known.uuid != file.store or known.serial == serial:
        return None
    return lambda: store.read(author().today, at=serial)


@contextmanager
def _placed(*files: PlanFile) -> Iterator[None]:
    """Where the gate refuses what files say, name the row; of several the last, for that one holds."""
    try:
        yield
    except GateClosedError as error:
        plural, key = error.about
        rows = [(one, row) for one in files for row in one.rows if row.kind == plural and _key(row) == key]
        if rows:
            file, row = rows[-1]
            error.message = f"{file.name}:{row.line}:{row.column}: {error.message}"
        raise


def _key(row: Row) -> object:
    return getattr(row.record, "key", None)


def _moved(file: str, read: PlanFile) -> MopsError:
    return MopsError(
        f"the store has changed since {file} was exported (serial {read.serial})",
        hint=f"mopsctl apply {quote(file)} --merge",
        code=STORE,
    )


def foreseen(view: View) -> Portfolio:
    """What would be known once the files of a view were applied in their order, if the gate admits it.

    They are applied to nothing, or to the store that --db names; nothing is written.
    """
    store = view.place if view.db else None
    files = []
    for name in view.files:
        files.append(read := read_plan(name))
        if store and _moved_from(store, read):
            raise _moved(name, read)
    hand = author(view.audience)
    try:
        with _placed(*files):
            after = service.foresee(store, _one_after_another(files), hand)
    except GateClosedError as error:
        error.hint = ""  # `gate` asks a store, and it was not so there
        raise
    return replace(after, today=view.today)


def _one_after_another(files: Sequence[PlanFile]) -> Edit:
    edits = [merging(file) for file in files]
    return lambda before: reduce(lambda so_far, edit: edit(so_far), edits, before)


def diff(
    file: File,
    other: OtherFile = None,
    prune: Prune = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="exit 1 if there is a difference")] = False,
    db: Db = None,
    format: FormatOption = None,
    output: Output = None,
    audience: AudienceOption = None,
    no_input: NoInput = False,
) -> None:
    """Show what a plan file would change, or how two files differ.

    Examples:
      mopsctl diff plan.yaml
      mopsctl diff plan.yaml --exit-code
      mopsctl diff before.yaml after.yaml
    """
    today = author().today
    if other is not None:  # two files are compared without any store
        before, after = (merging(read_plan(one))(Portfolio(today=today)) for one in (file, other))
    else:
        read = read_plan(file)
        before = service.read(place_of(db), today)
        after = merging(read, prune=prune)(before)
    differing = difference(before, after)
    of = f"{file}, {other}" if other else file
    reader = audience_of(audience, output)
    leave(emit(report(differing, reader, exit_code=FINDINGS if exit_code else 0, of=of), format, output))


def export(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="where to; - is stdout", show_default=False)] = "-",
    private: Annotated[bool, typer.Option("--private", help="the private notes, and nothing else")] = False,
    db: Db = None,
    audience: AudienceOption = None,
    no_input: NoInput = False,
) -> None:
    """Write the store as a plan file (yours: --audience me).

    Examples:
      mopsctl export plan.yaml --audience me
      mopsctl export --audience all > to-share.yaml
      mopsctl export --private notes.yaml --audience me
    """
    store = service.open_store(place_of(db))
    reader = audience_of(audience, file)
    if private and reader != "me":
        raise MopsError("private notes are for you alone", hint=_again_for_me(file), code=USAGE)
    known = store.identity()
    seen = seen_by(store.read(author().today), reader)
    text = plan_yaml.dump(seen, store=known.uuid, serial=known.serial, audience=reader, private=private)
    if file == "-":
        write(text.decode())
    else:
        write_whole(Path(file), text)
    if audience is None and reader != "me":
        remark("written for everybody: refusals, influence and reasons are left out; --audience me keeps them")


def _again_for_me(file: str) -> str:
    return f"mopsctl export --private {f'{quote(file)} ' if file != '-' else ''}--audience me"


def schema() -> None:
    """Print the JSON Schema of the plan file.

    Examples:
      mopsctl schema > mopsctl.schema.json
    """
    write(load("json:dumps")(plan_schema(), indent=2, ensure_ascii=False) + "\n")
