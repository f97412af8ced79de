"""`mopsctl meet`: one page before a meeting, and one command after it (domain §1, §2.3).

With nothing but a team it shows the page. With `--sheet` it makes the sheet to send. With any other option of its own
it records what came of the meeting. The two halves are commands of their own; `meet` hands over to the one meant.
"""

import inspect
import os
import shlex
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from ..edit import records
from ..edit.meeting import AskAnswer, AskTold, DutyTold, NeedTold, Told, capture
from ..edit.plan import current
from ..errors import BAD_INPUT, USAGE, MopsError
from ..facts.proof import PROMISED
from ..facts.questions import asked
from ..facts.responsibility import holders_in, row
from ..formats.files import read_source
from ..lazy import load
from ..model.commitment import ASK_KINDS, AskKind
from ..model.lookup import get
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..reports.document import Report
from ..reports.meeting import brief
from .letters import Lang
from .options import TeamKey, date_option, key_option, live_keys, text_option
from .sheets import SheetFormat, declined, send, sheet_for, take_in
from .told import NAMED, VIEW, ActionKinds, Because, NoteText
from .wiring import Desk, Outcome, View, changes, place_of, shows, takes

YesNo = Literal["yes", "no"]


def _answer(kind: AskKind, what: str) -> Any:
    return Annotated[AskAnswer | None, typer.Option(f"--{kind}", help=f"its answer: {what}")]


# What a meeting can tell, in the words of `outreach log`, `team join` and `commit promise`.
TOLD = {
    "with_": Annotated[str | None, key_option("--with", "who spoke for the team", "people")],
    **{name: option for name, option in VIEW.items() if name != "person"},
    "note": NoteText,
    "action": ActionKinds,
    "critical": Annotated[YesNo | None, typer.Option("--critical", help="does it agree that the platform is?")],
    "impact": Annotated[str | None, text_option("--impact", "what changes for it")],
    "understood_by": Annotated[str | None, key_option("--understood-by", "who in it understands that", "people")],
    "need": Annotated[
        list[str] | None, typer.Option("--need", help="what it needs of the plan; may be repeated", metavar="TEXT")
    ],
    "agree": Annotated[
        list[str] | None,
        typer.Option(
            "--agree",
            help="a subject on which it agrees to its letters; may be repeated",
            metavar="SUBJECT",
            autocompletion=live_keys("capabilities", "platforms", "tasks"),
        ),
    ],
    "assign": _answer("assign", "somebody for the team"),
    "advocate": _answer("advocate", "a forum of its leader"),
    "contribute": _answer("contribute", "help with its part of the plan"),
    **NAMED,
    "because": Because,
    "until": Annotated[date | None, date_option("--until", "when to ask again")],
    "edit": Annotated[bool | None, typer.Option("--edit", help="fill in the sheet in your editor", show_default=False)],
}


@shows
def _page(view: View, team: TeamKey, lang: Lang = "en") -> Report:
    """The brief."""
    get(view.portfolio, Team, team)
    bank = load("mopsctl.formats.questions:bank")()
    plan = view.plan.key
    questions = asked(view.portfolio, plan, team, bank, lang, view.policy)
    return brief(view.portfolio, plan, team, view.policy, view.audience, questions)


@changes
@takes(TOLD)
def _record(desk: Desk, team: TeamKey, lang: Lang = "en", **said: Any) -> Outcome:
    """What came of it."""
    if said.pop("edit", None):
        if said:
            raise MopsError("--edit asks for everything in your editor; leave the other answers out", code=USAGE)
        return _edited(desk, team, lang)
    heard: list[Told] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        plan = current(portfolio, desk.wanted_plan).key
        heard.append(_told(portfolio, plan, team, said))
        return capture(portfolio, plan, heard[-1])

    return Outcome(desk.make(edit), declined(heard[-1], desk.author.audience) if heard else ())


def meet(**given: Any) -> None:
    """Prepare a meeting with a team, or record what came of it.

    Examples:
      mopsctl meet analytics
      mopsctl meet analytics --with wen --sees-problem partly --critical yes --need "SQL on the profiles"
      mopsctl meet it --assign yes --person marek --allocation 50 --start 2027-01-11 --contribute later --until +4w
      mopsctl meet sales --sheet xlsx -o sales.xlsx --lang tr
      mopsctl meet legal --edit
    """
    sheet: SheetFormat | None = given.pop("sheet")
    recording = {name for name in TOLD if given[name] not in (None, [], "")}
    if sheet and recording:
        raise MopsError("--sheet makes a sheet and records nothing; leave the answers out", code=USAGE)
    if sheet:
        place, today = place_of(given["db"]), given["today"] or date.today()
        send(sheet_for(place, today, given["plan"], given["team"], sheet, given["lang"]), sheet, given["output"],
             given["team"])  # fmt: skip
        return
    if recording and given["today"] and not os.environ.get("MOPSCTL_TODAY"):
        raise MopsError("--today only looks; say on which day it was with --on", code=USAGE)
    if recording and given["output"] not in (None, "-"):
        raise MopsError("-o is for the page and for a sheet; what is recorded goes into the store", code=USAGE)
    half = _record if recording else _page
    half(**{name: given[name] for name in inspect.signature(half).parameters})


def _both(*halves: Callable[..., Any], more: Mapping[str, Any]) -> list[inspect.Parameter]:
    """The parameters of all halves, each once: what every command has last."""
    found = {name: one for half in halves for name, one in inspect.signature(half).parameters.items()}
    keyword = inspect.Parameter.KEYWORD_ONLY
    extra = {name: inspect.Parameter(name, keyword, default=None, annotation=form) for name, form in more.items()}
    return list({**extra, **found}.values())


_SHEET = {
    "sheet": Annotated[
        SheetFormat | None, typer.Option("--sheet", help="make the sheet to send to the team", show_default=False)
    ]
}
meet.__signature__ = inspect.Signature(_both(_record, _page, more=_SHEET))  # type: ignore[attr-defined]
meet.__annotations__ = {p.name: p.annotation for p in inspect.signature(meet).parameters.values()}


def _told(portfolio: Portfolio, plan: str, team: str, said: Mapping[str, Any]) -> Told:
    """What the options say."""
    view = {name: said[name] for name in VIEW if name in said and name != "person"}
    return Told(
        team,
        conversation={**view, "person": said.get("with_")},
        note=said.get("note", ""),
        actions=tuple(said.get("action", ())),
        participation={name: said[name] for name in ("critical", "impact", "understood_by") if name in said},
        asks=_asks(said),
        needs=tuple(NeedTold(what) for what in said.get("need", ())),
        duties=tuple(duty for name in said.get("agree", ()) for duty in _duties(portfolio, plan, team, name)),
    )


def _asks(said: Mapping[str, Any]) -> dict[AskKind, AskTold]:
    """The answers to the asks. What names a person or a day must belong to one that was given."""
    answers: dict[AskKind, AskAnswer] = {kind: said[kind] for kind in ASK_KINDS if kind in said}
    used: set[str] = set()
    found: dict[AskKind, AskTold] = {}
    for kind, answer in answers.items():
        named = PROMISED[kind] if answer == "yes" else ("because", "until") if answer == "later" else ("because",)
        fields = {"reason" if name == "because" else name: said[name] for name in named if name in said}
        used |= {name for name in named if name in said}
        found[kind] = AskTold(answer, fields)
    for name in (*NAMED, "because", "until"):
        if name in said and name not in used:
            option = f"--{name.replace('_', '-')}"
            raise MopsError(
                f"{option} belongs to an answer; say which: --assign, --advocate or --contribute", code=USAGE
            )
    return found


def _duties(portfolio: Portfolio, plan: str, team: str, name: str) -> list[DutyTold]:
    """The letters of the team and its people on a subject."""
    subject = records.subject(portfolio, name)
    own = holders_in(portfolio, team)
    found = [holder for holder, _ in row(portfolio, plan, "to-be", subject).cells if holder in own]
    if not found:
        raise records.nothing_found(f"to-be letter of {team} on {name}", f"mopsctl raci show --team {team}")
    return [DutyTold(subject, holder) for holder in found]


def _edited(desk: Desk, team: str, lang: Any) -> Outcome:
    """The sheet filled in by the user, as heard; a fault keeps the file."""
    if desk.no_input or not (sys.stdin.isatty() and sys.stdout.isatty()):
        hint = f"mopsctl meet {team} --sheet md -o {team}.md"
        raise MopsError("an editor needs a terminal; make a sheet instead, fill it in and import it", hint=hint)
    blank = sheet_for(desk.place, desk.today, desk.wanted_plan, team, "md", lang)
    handle, path = load("tempfile:mkstemp")(prefix=f"meet-{team}-", suffix=".md")
    with os.fdopen(handle, "wb") as file:
        file.write(blank)
    _open_editor(path)
    if Path(path).read_bytes() == blank:
        Path(path).unlink()
        return Outcome(desk.make(lambda portfolio: portfolio), ("the sheet was left as it was; nothing is recorded",))
    try:
        filled = load("mopsctl.formats.sheet_reading:read_sheet")(read_source(path))
        outcome = take_in(desk, filled, source="")
    except MopsError as error:
        told = f"{error.message}\nwhat you wrote is kept in {path}; correct it there, then take it in"
        raise MopsError(told, hint=f"mopsctl import sheet {path} --heard", code=error.code) from None
    Path(path).unlink()
    return outcome


def _open_editor(path: str) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = load("subprocess:call")([*shlex.split(command), path])
    except (OSError, ValueError) as error:
        Path(path).unlink()
        raise MopsError(f"cannot open the editor {command}: {error}", hint="export EDITOR=nano", code=USAGE) from None
    if code:
        raise MopsError(f"the editor {command} ended with {code}; the sheet is kept in {path}", code=BAD_INPUT)
