"""`mopsctl history`, `undo`, `redo`, `db` and `completion`: what makes a store one can trust."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from .. import service
from ..errors import STORE
from ..lazy import load
from ..reports import changes as reports
from ..reports import trust
from ..reports.document import Report
from .frame import Noun
from .options import Db, FormatOption
from .screen import emit, write
from .wiring import Desk, Outcome, View, changes_all, leave, name_found_store, place_of, shows

noun = Noun("db", "Check, back up and upgrade the store.")


@shows
def history(
    view: View, last: Annotated[int, typer.Option("--last", help="how many change-sets", min=1)] = 20
) -> Report:
    """Show what changed, when and by whom, newest first.

    Examples:
      mopsctl history
      mopsctl history --last 100 --format json
    """
    return reports.history(service.history(view.place, last), view.audience)


@changes_all
def undo(desk: Desk) -> Outcome:
    """Take back the latest change as one unit.

    Examples:
      mopsctl undo --dry-run
      mopsctl undo
    """
    return Outcome(service.undo(desk.place, desk.author, dry_run=desk.dry_run))


@changes_all
def redo(desk: Desk) -> Outcome:
    """Make the change again that was taken back.

    Examples:
      mopsctl redo
    """
    return Outcome(service.redo(desk.place, desk.author, dry_run=desk.dry_run))


@noun.verb("check")
def check(db: Db = None, format: FormatOption = None) -> None:
    """Check the store for damage.

    Examples:
      mopsctl db check
    """
    place = place_of(db)
    leave(emit(trust.checked(service.open_store(place).check(), str(place), STORE), format, None))


@noun.verb("backup")
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="a new file", show_default=False)],
    db: Db = None,
    format: FormatOption = None,
) -> None:
    """Write a verified copy of the store to a new file.

    Examples:
      mopsctl db backup mops.db.backup-before-launch
    """
    service.open_store(place_of(db)).backup(target.absolute())
    emit(trust.said("db.backup", f"Wrote {target}.", {"file": str(target)}), format, None)


@noun.verb("restore")
@changes_all
def restore(
    desk: Desk, source: Annotated[Path, typer.Argument(metavar="FILE", help="a backup", show_default=False)]
) -> Outcome:
    """Bring back the records of a backup, as one change.

    Examples:
      mopsctl db restore mops.db.backup-before-launch --dry-run
    """
    return Outcome(service.restore(desk.place, place_of(str(source)), desk.author, dry_run=desk.dry_run))


@noun.verb("upgrade")
def upgrade(db: Db = None, format: FormatOption = None) -> None:
    """Bring the store to this version's schema, after a backup.

    Examples:
      mopsctl db upgrade
    """
    done = service.upgrade(place_of(db))
    name_found_store(db)
    emit(trust.upgraded(done), format, None)


def completion(
    shell: Annotated[
        Literal["bash", "zsh", "fish"], typer.Argument(metavar="SHELL", help="bash, zsh or fish", show_default=False)
    ],
) -> None:
    """Print the completion script of a shell.

    Examples:
      mopsctl completion bash > ~/.local/share/bash-completion/completions/mopsctl
      mopsctl completion zsh > ~/.zfunc/_mopsctl
      mopsctl completion fish > ~/.config/fish/completions/mopsctl.fish
    """
    script = load("typer.completion:get_completion_script")
    write(script(prog_name="mopsctl", complete_var="_MOPSCTL_COMPLETE", shell=shell) + "\n")
