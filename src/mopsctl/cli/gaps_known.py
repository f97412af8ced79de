"""`mopsctl gaps known`: write down what is missing today, and fail only on what is not among it."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from shlex import join
from typing import Annotated, Any

import typer
from msgspec import structs

from .. import config
from ..errors import BAD_INPUT, NOT_FOUND, MopsError
from ..facts.audience import Audience, may_know, seen_by
from ..formats import known as formats
from ..formats.files import read_source, write_whole
from ..model.known import Known
from ..model.policy import Policy
from ..reports import gaps as page
from ..reports import known as reports
from ..reports.document import Report
from ..reports.told import Told, told
from ..rules.choice import chosen, rule_set
from ..rules.engine import RULES
from ..rules.rule import RULE_SETS
from .gaps_asked import OPTIONS, Asked, besides, concerning, judged, supposed, tell_unheard
from .gaps_places import FORMATS, places, with_formats
from .options import SHARED, Db, DryRun, FormatOption, NoInput
from .patience import is_large, patience
from .screen import emit, remark
from .wiring import View, audience_of, author, leave, offers, place_of, shows, takes

KnownFile = Annotated[
    str | None,
    typer.Option("--known", help=f"the file of known findings [{formats.NAME} beside the settings]", metavar="FILE"),
]
NAME = "gaps.known.check"
Reader = Annotated[
    Audience | None,
    typer.Option("--audience", help="for whom it is written (default: as it was, else all)", rich_help_panel=SHARED),
]
_READERS = {"me": "you", "leaders": "leaders", "team": "a team", "all": "everybody"}


def write(
    files: Annotated[list[str] | None, OPTIONS["files"].__metadata__[0]] = None,
    known: KnownFile = None,
    grow: Annotated[bool, typer.Option("--grow", help="let new findings be known too")] = False,
    db: Db = None,
    format: FormatOption = None,
    audience: Reader = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> None:
    """Write down what is missing now; what is known may shrink.

    Examples:
      mopsctl gaps known write
      mopsctl gaps known write --dry-run
      mopsctl gaps known write --grow
    """
    settings = config.policy(Path.cwd())
    path = _path(known, settings)
    before = _read(path) if _is_there(path) else None
    policy = settings if grow or not before else _with_rules_of(before, settings)
    written_for = audience or (before.audience if before else "all")
    reader = reports.narrower(written_for, audience_of(audience, None))  # who reads what is said here
    judged_by = tuple(files or ())
    place = place_of(db, create=bool(judged_by))
    view = View(place, author(written_for).today, policy, written_for, None, db, files=judged_by)
    with patience(worth=is_large(place)):
        found = told(view.portfolio, policy, written_for)
        seen = None if reader == written_for else told(seen_by(view.whole, reader), policy, reader)
    after = reports.known_of(found, rule_set(policy), written_for)
    again, how = _writing(judged_by, known, db, audience), {"grow": grow, "dry_run": dry_run}
    report = reports.written(_shown(path), before, after, found, **how, again=again, seen=seen)
    if report.data["written"]:
        write_whole(path, formats.dump(reports.kept(before, after, grow=grow, told=seen is None)), mode=0o644)
    code = emit(report, format, None)
    if code:
        remark("".join(cell.text for cell in reports.outcome(report.data, again)))
    if seen is not None:
        remark(_withheld(_shown(path), written_for, reader))
    leave(code)


def _with_rules_of(known: Known, policy: Policy) -> Policy:
    """The policy with the rule set of the file where it names none: an upgrade turns no CI red by itself."""
    return policy if policy.rules else structs.replace(policy, rules=known.rules)


def _withheld(file: str, written_for: Audience, reader: Audience) -> str:
    return f"{file} is for {_READERS[written_for]}: what is new or gone in it is not told to {_READERS[reader]}"


@shows
@offers(*FORMATS)
@takes({**OPTIONS, "known": KnownFile})
def check(view: View, **given: Any) -> Report:
    """Fail only on findings that are not yet known.

    Examples:
      mopsctl gaps known check
      mopsctl gaps known check --fail-on warning
      mopsctl gaps known check --format github
    """
    wanted = given.pop("known", None)
    asked = Asked(**given)
    policy = asked.policy()
    path = _path(wanted, policy)
    again = _writing(view.files, wanted, view.db)
    known = _read(path, again)
    policy = _with_rules_of(known, policy)
    audience = reports.narrower(known.audience, view.audience)
    view = _seen_by(view, audience, known.audience, _shown(path))
    some = reports.marked(judged(view, asked, policy), known)
    if audience != known.audience:
        some = reports.unveiled(some, judged(structs.replace(view, audience=known.audience), asked, policy))
    lost = reports.gone(_asked_for(known, view, asked, policy), some) if audience == known.audience else ()
    if away := sum(one.count for one in lost):
        said = f"{away} known {'findings are' if away > 1 else 'finding is'} gone: {again} takes out what is gone"
        view.afterwards.append(partial(remark, said))
    beside = reports.checked(_shown(path), known, some, lost)
    where, fail_on = places(view, asked.file, policy), asked.failing(policy)
    told_too = (*besides(asked), beside)
    view.afterwards.append(partial(tell_unheard, policy, asked))
    report = page.gaps(some, rules=rule_set(policy), fail_on=fail_on, places=where, beside=told_too, name=NAME)
    return with_formats(report, some, view, policy, where, fail_on=asked.grave(policy), compared=True)


def _path(wanted: str | None, policy: Policy) -> Path:
    """The file of known findings: the one that is named, else the one of the settings, else the usual one."""
    return Path(wanted or policy.known or config.home(Path.cwd()) / formats.NAME)


def _shown(path: Path) -> str:
    """The path as one would type it here."""
    here = os.path.relpath(path)
    return str(path) if here.startswith("..") else here


def _writing(files: Sequence[str], known: str | None, db: str | None, audience: Audience | None = None) -> str:
    """The command that writes what was asked for; a store's address may hold a password, and is not repeated."""
    words = [f"./{name}" if name.startswith("-") and name != "-" else name for name in files]
    words += ["--known", known] if known else []
    words += ["--db", db] if db and "://" not in db else []
    words += ["--audience", audience] if audience else []
    return " ".join(filter(None, (reports.WRITE, join(words))))


def _is_there(path: Path) -> bool:
    """Whether there is a file; MopsError where there is what can never be one of ours, and may never end."""
    if path.is_symlink() and not path.exists():
        raise MopsError(f"{_shown(path)} is a link to {path.readlink()}, and there is no such file", code=BAD_INPUT)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise MopsError(f"{_shown(path)} is a pipe or a device; known findings are kept in a file", code=BAD_INPUT)
    return path.exists()


def _read(path: Path, write: str = reports.WRITE) -> Known:
    if not _is_there(path):
        raise MopsError(f"no known findings at {_shown(path)} yet", hint=write, code=NOT_FOUND)
    source = read_source(_shown(path), limit=formats.LIMIT)
    return formats.load(source, RULE_SETS, RULES)


def _seen_by(view: View, audience: Audience, written_for: Audience, file: str) -> View:
    """The view of the narrower of two audiences; whoever it narrows for is told so."""
    if audience != written_for:
        reader = _READERS[audience]
        said = f"{file} was written for {_READERS[written_for]}: judged for {reader}, and what is gone is not told"
        view.afterwards.append(partial(remark, said))
    if audience == view.audience:
        return view
    view.afterwards.append(partial(remark, f"judged for {_READERS[audience]}, for whom {file} was written"))
    return structs.replace(view, audience=audience)


def _asked_for(known: Known, view: View, asked: Asked, policy: Policy) -> tuple[Told, ...]:
    """What is known and would be told now if it were still there: of the chosen rules, plan, team and audience."""
    plan = view.scope
    world = supposed(view.portfolio, asked, plan)
    if world is not view.portfolio:  # in another stage other rules speak, and nothing of it is gone
        return ()
    speaking = {rule.code for rule in chosen(policy) if may_know(view.audience, rule.code)}
    entries = reports.entries(known)
    plans = (plan, "")
    wanted = (one for one in entries if one.finding.code in speaking and (plan is None or one.finding.plan in plans))
    return concerning(tuple(wanted), world, asked)
