"""What turns a plain function into a command that reads or changes a store.

`@shows` gives a function a View and prints the Report it returns; `@changes` gives it a Desk and makes the Edit
it returns, as one change-set. Both add the options that every command has.
"""

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import typer
from msgspec import Struct

from .. import config, service
from ..changes import ChangeSet
from ..errors import USAGE, MopsError
from ..facts.audience import Audience
from ..lazy import load
from ..reports.changes import PRIVATE, change_set
from ..reports.document import Report
from ..service import Author, Edit, Place, locate
from . import options
from .patience import is_large, patience
from .screen import emit, format_of, in_a_line, remark, show_letter
from .signature import apart, dressed
from .signature import offers as offers
from .signature import paged as paged
from .signature import takes as takes
from .view import View as View

Command = Callable[..., Any]

# Reports that say less to others. The remark is made whether or not anything was left out: it must not tell either.
VEILED = (
    "assess.show", "calendar.show", "commit.history", "commit.show", "commit.team", "function.show", "gaps",
    "gaps.statistics", "gate", "gate.all", "history", "meet", "model.agenda", "model.show", "org.coverage", "org.show",
    "outreach.actions", "outreach.list",
    "outreach.show", "person.list", "person.show", "plan.status", "position.show", "support.missing",
    "support.show", "team.show", "waiver.list",
)  # fmt: skip

# The nouns under which --note is a private note; elsewhere it is a word for everybody.
NOTED = ("outreach", "meet")


class Desk(Struct, frozen=True):
    """What a command that changes has: whose hand it is, the day, the plan that was named, and whether to write."""

    db: str | None
    author: Author
    wanted_plan: str | None
    dry_run: bool
    no_input: bool

    @property
    def today(self) -> date:
        """The real day; no option moves it."""
        return self.author.today

    @property
    def place(self) -> Place:
        """The store; MopsError where there is none."""
        return place_of(self.db)

    def make(self, edit: Edit, *, create: bool = False) -> ChangeSet:
        """The change-set of an edit; with `create`, of a store that may still have to be made."""
        place = place_of(self.db, create=create)
        return service.change(place, edit, self.author, dry_run=self.dry_run, create=create)


def name_found_store(db: str | None) -> None:
    """Name a store that was found above the working folder, for it is easily changed by mistake.

    To be said once it was changed: where the command failed, stderr may have to be JSON and nothing beside it.
    """
    sought = not db and not os.environ.get("MOPSCTL_DB")
    if sought and Path((place := place_of(db, create=True)).path).parent != Path.cwd():
        remark(f"the store is {place}")


class Outcome(Struct, frozen=True):
    """What a command changed by itself, and what it has to say of it."""

    changed: ChangeSet
    notes: tuple[str, ...] = ()
    letter: Mapping[str, str] = {}  # a text ready to send, and to whom; machine formats have it beside the changes
    text: str = ""  # the same, to be printed below the change-set
    alone: bool = False  # the text is all of stdout, and the change-set one remark


def place_of(db: str | None, *, create: bool = False) -> Place:
    """The store that the option, the environment or the folder names."""
    return locate(db, os.environ, Path.cwd(), create=create)


def author(audience: Audience | None = None) -> Author:
    """The person at the keyboard, today, with the command line as history may keep it."""
    actor = next((v for n in ("MOPSCTL_ACTOR", "USER", "LOGNAME") if (v := os.environ.get(n))), "") or _login()
    return Author(actor, date.today(), shlex.join(_kept(sys.argv[1:])), audience_of(audience, None))


def _kept(words: Iterable[str]) -> list[str]:
    """A command line without the store's address, and without the text of a private note."""
    kept: list[str] = []
    before = ""
    for word in words:
        option = word.partition("=")[0]
        private = bool(kept) and kept[0] in NOTED
        if private and before == "--note":
            kept.append(PRIVATE)
        elif private and option == "--note" and option != word:
            kept.append(f"{option}={PRIVATE}")
        elif before != "--db" and option != "--db":
            kept.append(word)
        before = "" if before in ("--db", "--note") else word
    return kept


def _login() -> str:
    """The name behind the user id, as the system knows it."""
    try:
        return str(load("pwd:getpwuid")(os.getuid()).pw_name)
    except KeyError:
        return f"uid {os.getuid()}"


def audience_of(chosen: Audience | None, output: str | None) -> Audience:
    """Who reads it: the user on a terminal, anybody (the safest) in a pipe or a file."""
    return chosen or ("me" if output in (None, "-") and sys.stdout.isatty() else "all")


def shows(function: Command) -> Command:
    """A command from a function of a View (and its own options) that returns a Report."""

    formats: Mapping[str, Any] = getattr(function, "formats", {})
    pages = {"no_pager": options.NoPager} if getattr(function, "paged", False) else {}
    options_shared = {**_SHOWS, **formats, **pages}

    def run(**given: Any) -> None:
        own, shared = apart(function, given, options_shared)
        usual: Audience | None = getattr(function, "reader", None)
        reader = audience_of(shared["audience"] or usual, shared["output"])
        today = shared["today"] or date.today()
        files = tuple(own.get("files", ()))  # plan files need no store
        place, policy = place_of(shared["db"], create=bool(files)), config.policy(Path.cwd())
        how = {name: shared[name] for name in ("format", "output", "no_input")}
        view = View(place, today, policy, reader, shared["plan"], shared["db"], files=files, **how)
        with patience(worth=getattr(function, "slow", False) or is_large(view.place)):
            report: Report = function(view, **own)
            code = emit(report, shared["format"], shared["output"], pager=not shared.get("no_pager", True))
        if shared["audience"] is None and view.audience != "me" and report.name in VEILED:
            remark("for everybody: refusals, influence and scores are left out; --audience me shows them")
        for step in view.afterwards:
            step()
        leave(code)

    return dressed(run, function, options_shared)


def changes(function: Command) -> Command:
    """A command from a function of a Desk (and its own options) that returns the Edit to make, or an Outcome.

    A Report instead of them is shown, and nothing is changed.
    """
    return _changing(function, _CHANGES)


def changes_all(function: Command) -> Command:
    """The same for a command that concerns no one plan."""
    return _changing(function, {name: option for name, option in _CHANGES.items() if name != "plan"})


def _changing(function: Command, options_shared: Mapping[str, Any]) -> Command:
    def run(**given: Any) -> None:
        own, shared = apart(function, given, options_shared)
        desk = Desk(
            shared["db"],
            author(shared["audience"]),
            shared.get("plan"),
            shared["dry_run"],
            shared["no_input"],
        )
        answer: Edit | Outcome | Report = function(desk, **own)
        if isinstance(answer, Report):
            leave(emit(answer, shared["format"], None))
            return
        outcome = answer if isinstance(answer, Outcome) else Outcome(desk.make(answer))
        name_found_store(desk.db)
        _say(outcome, desk, shared["format"])

    return dressed(run, function, options_shared)


def _say(outcome: Outcome, desk: Desk, format: str | None) -> None:
    """What a command changed, and what is to be said of it."""
    report = change_set(outcome.changed, desk.author.audience, dry_run=desk.dry_run, notes=outcome.notes)
    alone = outcome.alone and format is None
    if outcome.letter:
        report.data["letter"] = dict(outcome.letter)
    if alone:
        remark(in_a_line(report.data))
    else:
        emit(report, format, None)
    for note in outcome.notes if alone or format_of(format) in ("plain", "csv") else ():
        remark(note)
    if outcome.text:
        show_letter(outcome.text, format, alone=alone)
    say_beside(outcome.changed, report)


def say_beside(changed: ChangeSet, report: Report) -> None:
    """What follows from a change, or is left out of the report on it."""
    if len(report.answer["changes"]) < len(changed.changes):
        remark("not all that was written is for this audience; --audience me shows it")
    for plan in changed.shut:
        remark(f"the gate of {plan} now says stop: mopsctl gate --plan {plan}")


def patiently(function: Command) -> Command:
    """Mark a command that may search for long even in a small store."""
    function.slow = True  # type: ignore[attr-defined]
    return function


def only_today(view: View, flag: str) -> None:
    """Refuse to keep what is looked at from another day: no option moves the day of a change."""
    if view.today != date.today():
        raise MopsError(f"{flag} keeps what is so today; leave out {flag} or --today", code=USAGE)


def keep(view: View, edit: Edit) -> str:
    """Make an edit beside a report, as one change-set; what it changed, in a line."""
    hand = author(view.audience)
    changed = service.change(view.place, edit, hand)
    name_found_store(view.db)
    return in_a_line(change_set(changed, hand.audience).data)


def leave(code: int) -> None:
    """End the command with an exit code; 0 just returns."""
    if code:
        raise typer.Exit(code)


_SHOWS = {
    "db": options.Db,
    "plan": options.PlanOption,
    "format": options.FormatOption,
    "output": options.Output,
    "today": options.Today,
    "audience": options.AudienceOption,
    "no_input": options.NoInput,
}
_CHANGES = {
    "db": options.Db,
    "plan": options.PlanOption,
    "format": options.FormatOption,
    "audience": options.AudienceOption,
    "dry_run": options.DryRun,
    "no_input": options.NoInput,
}
