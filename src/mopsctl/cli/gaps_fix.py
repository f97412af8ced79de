"""`mopsctl gaps --fix`: what can be cured without a decision is proposed, and made when it is agreed to.

How each rule is cured is in `edit.fixes`. Here: which findings are meant, that none is cured of which the reader may
not know, that no cure makes the plan worse, and what is said before and after.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import typer
from msgspec import Struct, structs

from .. import service
from ..changes import Change, ChangeSet, diff, patch
from ..edit.fixes import FIXES, Flaw, cure
from ..errors import USAGE, MopsError
from ..facts.audience import Audience, seen_by
from ..lazy import load
from ..model.fields import Record
from ..model.lookup import get
from ..model.org import Team
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..reports.changes import change_set
from ..reports.document import Block, Cell, Document, Heading, Paragraph, Report
from ..reports.told import Identity, counting, told
from ..rules.engine import RULES, findings
from ..rules.waiver import idle
from .gaps_asked import Asked, concerning, supposed
from .screen import emit, format_of, remark, write
from .wiring import View, author, name_found_store, only_today

ROUNDS = 10  # a cure may lay bare what another cures; none is known that takes more than three
NAMED = 5  # changes that a line names
PAGES = ("table", "md", "svg", "json", "yaml")  # formats in which there is room for what is fixed

Cures = Mapping[Identity, tuple[Change, ...]]


class Look(Struct, frozen=True):
    """Which findings are meant: as `gaps` was asked, by the reader's audience, of one plan or of all."""

    asked: Asked
    policy: Policy
    audience: Audience
    plan: str | None = None


def _look(view: View, asked: Asked, policy: Policy) -> Look:
    if asked.team is not None:
        get(view.portfolio, Team, asked.team)
    return Look(asked, policy, view.audience, view.plan.key if view.wanted_plan else None)


def fixable(view: View, asked: Asked, policy: Policy) -> frozenset[Identity]:
    """The findings that `--fix` would cure."""
    look = _look(view, asked, policy)
    return frozenset(curable(supposed(view.whole, asked, look.plan), look))


# What is cured.


def mended(whole: Portfolio, look: Look) -> tuple[Portfolio, tuple[Identity, ...]]:
    """The Portfolio with all cured that can be, and what was; itself where nothing can."""
    cured: list[Identity] = []
    for _ in range(ROUNDS):
        cures = curable(whole, look)
        if not cures:
            break
        whole = _made(whole, cures)
        cured += cures
    return whole, tuple(cured)


def curable(whole: Portfolio, look: Look) -> Cures:
    """What counts, may be told to the reader, and is cured by changes that make nothing worse; with those changes.

    The reader's findings are cured by what the reader can see, as far as the whole truth says the same: a waiver that
    looks idle because a "no" is hidden lets something pass all the same.
    """
    seen = seen_by(whole, look.audience)
    found = concerning(told(seen, look.policy, look.audience, look.plan), seen, look.asked)
    meant = {one.identity for one in counting(found) if one.finding.code in FIXES}
    if seen is not whole:
        meant &= {(one.code, one.plan, one.subject) for one in findings(whole, look.policy, look.plan)}
    cures: dict[Identity, tuple[Change, ...]] = {}
    for identity in sorted(meant):
        changes = cure(whole, _flaw(whole, look.policy, identity))
        if seen is not whole:
            shown = cure(seen, _flaw(seen, look.policy, identity))
            changes = tuple(change for change in changes if change in shown)
        if changes:
            cures[identity] = changes
    return _no_worse(whole, cures, look.policy) if cures else cures


def _flaw(portfolio: Portfolio, policy: Policy, identity: Identity) -> Flaw:
    code, plan, subject = identity
    records: tuple[Record, ...] = ()
    if code == "WAV002":
        records = idle(portfolio, policy)
    elif code == "OPM801" and not portfolio.topics:
        # A door: the topics are YAML, which no other finding needs.
        records = tuple(row.record for row in load("mopsctl.formats.templates:topics")().rows)
    return Flaw(code, plan, subject, records)


def _made(whole: Portfolio, cures: Cures) -> Portfolio:
    return patch(whole, [change for changes in cures.values() for change in changes])


def _no_worse(whole: Portfolio, cures: Cures, policy: Policy) -> Cures:
    """The cures without those of rules after which there are more errors than before, whatever is selected."""
    every = structs.replace(policy, select=())
    before = _errors(whole, every)
    if _errors(_made(whole, cures), every) <= before:
        return cures
    kept: dict[Identity, tuple[Change, ...]] = {}
    for code in sorted({code for code, _, _ in cures}):
        tried = {**kept, **{one: changes for one, changes in cures.items() if one[0] == code}}
        if _errors(_made(whole, tried), every) <= before:
            kept = tried
    return kept


def _errors(portfolio: Portfolio, policy: Policy) -> int:
    return sum(one.severity == "error" for one in findings(portfolio, policy))


# What is said.


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
    look = _look(view, asked, policy)
    after, cures = mended(view.whole, look)
    hand = author(view.audience)
    proposed = ChangeSet(diff(view.whole, after), shut=hand.admit(view.whole, after))
    asking = bool(proposed.changes) and not yes and _may_ask(view)
    if asking:
        emit(_proposal(proposed, cures, view.audience), "table", None)
        count = len(proposed.changes)
        write("\n")
        yes = typer.confirm(f"Make {'this change' if count == 1 else f'these {count} changes'}?", default=False)
        write("\n")
    if not (yes and proposed.changes):
        return _told(view, compose(view, policy), proposed, cures, dry_run=not yes, brief=asking)
    made_of: list[Identity] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        then, made_of[:] = mended(portfolio, look)
        return then

    made = service.change(view.place, edit, hand)
    name_found_store(view.db)
    if moved := made.changes != proposed.changes:
        remark("the store had changed meanwhile, and what was fixed is not what was shown")
    return _told(
        view, compose(structs.replace(view), policy), made, tuple(made_of), dry_run=False, brief=asking and not moved
    )


def _refuse(view: View, asked: Asked, since: date | None) -> None:
    """What is not so now cannot be fixed; and what is in no store cannot be changed there."""
    if view.files:
        hint = f"mopsctl apply {view.files[0]} && mopsctl gaps --fix" if view.files[0] != "-" else ""
        raise MopsError("--fix changes the store, and no plan file", hint=hint, code=USAGE)
    for name, said in (("since", since), ("stage", getattr(asked, "stage", None))):
        if said is not None:
            raise MopsError(f"--fix cures what is so today; leave out --fix or --{name}", code=USAGE)
    only_today(view, "--fix")


def _may_ask(view: View) -> bool:
    """Whether somebody sits there who sees the proposal and can answer."""
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty() and not view.no_input
    return on_terminal and view.output in (None, "-") and view.format in (None, "table")


def _proposal(proposed: ChangeSet, cures: tuple[Identity, ...], audience: Audience) -> Report:
    """The page above the question."""
    report = change_set(proposed, audience, dry_run=True)

    def document() -> Document:
        *blocks, _closing = report.document().blocks
        return Document((Heading("What can be fixed", 1), *blocks, _counted(cures)))

    return structs.replace(report, document=document)


def _counted(cures: tuple[Identity, ...]) -> Paragraph:
    """Which findings end by it, rule by rule."""
    counts = sorted(Counter(code for code, _, _ in cures).items())
    told_of = ", ".join(f"{count} {code} {RULES[code].name}" for code, count in counts)
    return Paragraph((Cell(f"Cures {told_of}.", "muted"),))


def _told(
    view: View, remaining: Report, changed: ChangeSet, cures: tuple[Identity, ...], *, dry_run: bool, brief: bool
) -> Report:
    """What remains, below what was fixed or can be; `brief`: the changes were shown already, above the question."""
    report = change_set(changed, view.audience, dry_run=dry_run)
    told_too = {"cures": [{"code": code, "plan": plan, "subject": subject} for code, plan, subject in cures]}

    def data() -> dict[str, Any]:
        return {**remaining.answer, "fixed": {**report.data, **told_too}}

    def document() -> Document:
        return Document((*_above(report, changed, cures, dry_run=dry_run, brief=brief), *remaining.document().blocks))

    to_file = view.output if view.output != "-" else None
    if format_of(view.format, to_file, remaining.piped, remaining.also) not in PAGES:
        remark(_in_a_line(report.data["changes"], changed.number, dry_run=dry_run))
    return structs.replace(remaining, data=data, document=document)


def _above(
    report: Report, changed: ChangeSet, cures: tuple[Identity, ...], *, dry_run: bool, brief: bool
) -> tuple[Block, ...]:
    if not changed.changes:
        return (Paragraph((Cell("Nothing here can be fixed without a decision.", "muted"),)),)
    *blocks, closing = report.document().blocks
    if brief:
        return (Paragraph((Cell("Nothing was changed.", "muted"),)),) if dry_run else (closing,)
    make = (Paragraph((Cell("Say the same with ", "muted"), Cell("--yes", "command"), Cell(" to do it.", "muted"))),)
    title = Heading("What can be fixed" if dry_run else "What was fixed", 1)
    return (title, *blocks, _counted(cures), closing, *(make if dry_run else ()))


def _in_a_line(rows: list[dict[str, Any]], number: int, *, dry_run: bool) -> str:
    """What was fixed, or can be, where the result is for a machine that has no room for it."""
    if not rows:
        return "nothing here can be fixed without a decision"
    named = ", ".join(f"{row['kind']} {row['key']}" for row in rows[:NAMED])
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    if dry_run:
        return f"can be fixed: {named}{more}; nothing was written, the same with --yes does it"
    return f"change-set {number}: fixed {named}{more}"
