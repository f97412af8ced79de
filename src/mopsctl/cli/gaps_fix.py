"""`mopsctl gaps --fix`: propose what can be cured without a decision, ask, and make it.

How it is cured is in `rules.mending`, what is said of it in `reports.fixes`. Here: which findings are meant, who is
asked, and the one change.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from shlex import join

import typer
from msgspec import structs

from .. import service
from ..changes import ChangeSet, diff
from ..errors import STORE, USAGE, MopsError
from ..facts.audience import Audience, seen_by
from ..model.lookup import get
from ..model.org import Team
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..reports import fixes as reports
from ..reports.changes import change_set
from ..reports.document import Report
from ..reports.told import Identity, counting, told
from ..rules.mending import Wanted, curable, mended
from .gaps_asked import Asked, concerning, supposed
from .screen import emit, format_of, remark, write
from .wiring import View, audience_of, author, name_found_store, only_today, say_beside

PAGES = ("table", "md", "svg", "json", "yaml")  # formats in which there is room for what is fixed


def wanted(asked: Asked, policy: Policy, audience: Audience, plan: str | None = None) -> Wanted:
    """What is to be cured: what counts of what `gaps` was asked, by an audience, of one plan or of all."""

    def see(whole: Portfolio) -> Portfolio:
        return seen_by(whole, audience)

    def meant(seen: Portfolio) -> Sequence[Identity]:
        found = concerning(told(seen, policy, audience, plan), seen, asked)
        return [one.identity for one in counting(found)]

    return Wanted(policy, see, meant)


def _wanted(view: View, asked: Asked, policy: Policy) -> Wanted:
    if asked.team is not None:
        get(view.portfolio, Team, asked.team)
    return wanted(asked, policy, view.audience, view.scope)


def fixable(view: View, asked: Asked, policy: Policy) -> tuple[frozenset[Identity], str]:
    """The findings that `--fix` would cure, and the command that does; empty where there are files and no store."""
    found = frozenset(curable(supposed(view.whole, asked, view.scope), _wanted(view, asked, policy)))
    return found, "" if view.files else _again(view, asked)


def _again(view: View, asked: Asked) -> str:
    """What was asked for, to be fixed. A store's address may hold a password, and is not repeated."""
    said: dict[str, Sequence[str | None]]
    said = {"--select": asked.select, "--ignore": asked.ignore, "--team": [asked.team], "--plan": [view.wanted_plan]}
    said["--audience"] = [view.audience] if view.audience != audience_of(None, view.output) else []
    said["--db"] = [view.db] if view.db and "://" not in view.db else []
    words = [part for option, values in said.items() for value in values if value for part in (option, value)]
    return join(["mopsctl", "gaps", "--fix", *words])


def fixed(
    view: View,
    asked: Asked,
    policy: Policy,
    compose: Callable[[View, Policy], Report],
    *,
    since: date | None = None,
    yes: bool = False,
) -> Report:
    """Propose, and make it where `yes` or the user at the terminal says so; the report of what then remains."""
    _refuse(view, asked, since)
    meant = _wanted(view, asked, policy)
    after, cures = mended(view.whole, meant)
    hand = author(view.audience)
    proposed = ChangeSet(diff(view.whole, after), shut=hand.admit(view.whole, after))
    asking = bool(proposed.changes) and not yes and _may_ask(view)
    if asking:
        yes = _ask(reports.proposal(proposed, cures, view.audience), len(proposed.changes))
    if not (yes and proposed.changes):
        return _told(view, compose(view, policy), proposed, cures, dry_run=not yes, brief=asking)
    made_of: list[Identity] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        then, made_of[:] = mended(portfolio, meant)
        if asking and diff(portfolio, then) != proposed.changes:
            told_of = "the store changed meanwhile, and what was shown is not what would be done now; nothing was"
            raise MopsError(f"{told_of} written", hint=_again(view, asked), code=STORE)
        return then

    made = service.change(view.place, edit, hand)
    name_found_store(view.db)
    if made.changes != proposed.changes:
        remark("the store had changed meanwhile, and what was fixed is not what was first found")
    return _told(view, compose(structs.replace(view), policy), made, tuple(made_of), dry_run=False, brief=asking)


def _ask(proposal: Report, count: int) -> bool:
    emit(proposal, "table", None)
    write("\n")
    yes = typer.confirm(f"Make {'this change' if count == 1 else f'these {count} changes'}?", default=False)
    write("\n")
    return yes


def _refuse(view: View, asked: Asked, since: date | None) -> None:
    """What is not so now cannot be fixed; and what is in no store cannot be changed there."""
    if view.files:
        hint = f"mopsctl apply {view.files[0]} && mopsctl gaps --fix" if view.files[0] != "-" else ""
        raise MopsError("--fix changes the store, and no plan file", hint=hint, code=USAGE)
    for name, said in (("since", since), ("stage", asked.stage)):
        if said is not None:
            raise MopsError(f"--fix cures what is so today; leave out --fix or --{name}", code=USAGE)
    only_today(view, "--fix")


def _may_ask(view: View) -> bool:
    """Whether somebody sits there who sees the proposal and can answer."""
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty() and not view.no_input
    return on_terminal and view.output in (None, "-") and view.format in (None, "table")


def _told(
    view: View, remaining: Report, changed: ChangeSet, cures: tuple[Identity, ...], *, dry_run: bool, brief: bool
) -> Report:
    """What remains, below what was fixed or can be; `brief`: the changes were shown already, above the question."""
    change = change_set(changed, view.audience, dry_run=dry_run)
    to_file = view.output if view.output != "-" else None
    if format_of(view.format, to_file, remaining.piped, remaining.also) not in PAGES:
        remark(reports.in_a_line(change.answer))
    say_beside(changed, change)
    return reports.fixed(remaining, change, cures, brief=brief)
