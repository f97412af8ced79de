"""Every option and argument that more than one command has, declared once."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from ..errors import a
from ..facts.audience import Audience
from ..model.commitment import AskKind
from ..model.responsibility import State
from ..service import locate, open_store
from .dates import parse_date, parse_day

# Thousands may be parted by commas, as they are printed: 12,500,000. A comma anywhere else may be meant for a point.
_WHOLE = re.compile(r"[+-]?([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,9})?", re.ASCII)
_DIGITS = re.compile(r"\+?([0-9]{13,}|[0-9]{1,3}(,[0-9]{3}){4,})", re.ASCII)  # of more places than a number may have
# Options that take what is over as often as not: where one is not understood, `-7d` is named too.
PAST = frozenset(
    {
        "--agreed-on", "--aligned", "--closed-on", "--communicated", "--decided-on", "--finished", "--found", "--from",
        "--met", "--on", "--received-on", "--rescoped", "--since", "--started", "--today",
    }
)  # fmt: skip
SHARED = "shared"  # marks the options that every command has; help shows them last

Format = Literal["table", "plain", "json", "yaml", "csv", "md", "svg"]


def live_keys(*plurals: str) -> Callable[..., list[str]]:
    """Completion with the keys of the live store: read-only, and silent on any trouble."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            store = open_store(locate(ctx.params.get("db"), os.environ, Path.cwd()))
            return [key for plural in plurals for key in store.keys(plural) if key.startswith(incomplete)]
        except Exception:  # whatever it is, a key press is no place to tell it
            return []

    return complete


def key_argument(metavar: str, *plurals: str, help: str = "") -> Any:
    """An argument that is the key of something in the store."""
    what = help or f"the key of {a(metavar.strip('[].').lower())}"
    return typer.Argument(metavar=metavar, help=what, show_default=False, autocompletion=live_keys(*plurals))


def key_option(flag: str, help: str, *plurals: str) -> Any:
    """An option whose value is the key of something in the store."""
    return typer.Option(
        flag, help=help, metavar=flag.strip("-").upper(), show_default=False, autocompletion=live_keys(*plurals)
    )


def date_option(flag: str, help: str) -> Any:
    """An option whose value is a date."""
    return typer.Option(
        flag, help=help, parser=_past_date if flag in PAST else parse_date, metavar="DATE", show_default=False
    )


def day_option(flag: str, help: str) -> Any:
    """An option whose value is a date that cannot be left empty."""
    return typer.Option(
        flag, help=help, parser=_past_day if flag in PAST else parse_day, metavar="DATE", show_default=False
    )


def _past_date(text: str | date) -> date | str:
    return parse_date(text, past=True)


def _past_day(text: str | date) -> date:
    return parse_day(text, past=True)


def date_argument(metavar: str, help: str) -> Any:
    """An argument that is a date."""
    return typer.Argument(parser=parse_day, metavar=metavar, help=help, show_default=False)


def number_option(flag: str, help: str, *, least: int = 0, most: int | None = None) -> Any:
    """An option whose value is a whole number, or "" for none: the field is empty again."""

    def number(text: str | int) -> int | str:
        if text == "":
            return ""
        if not _WHOLE.fullmatch(str(text)):
            if _DIGITS.fullmatch(str(text)):
                raise typer.BadParameter(f"{text} is more than 1,000,000,000,000.")
            raise typer.BadParameter(f"'{text}' is no whole number.")
        value = int(str(text).replace(",", ""))
        if value < least or (most is not None and value > most):
            bounds = f"{least}<=x<={most}" if most is not None else f"x>={least}"
            raise typer.BadParameter(f"{text} is not in the range {bounds}.")
        return value

    return typer.Option(flag, help=help, parser=number, metavar="N", show_default=False)


def amount_option(flag: str, help: str) -> Any:
    """An option whose value is a number, whole or not, or "" for none: the field is empty again."""

    def amount(text: str | float) -> float | str:
        if text == "" or isinstance(text, float):
            return text
        if not _NUMBER.fullmatch(text):
            if _DIGITS.fullmatch(text):
                raise typer.BadParameter(f"{text} is more than 1,000,000,000,000,000.")
            raise typer.BadParameter(f"'{text}' is no number; write 12500000, 12,500,000 or 3.5.")
        return float(text.replace(",", ""))

    return typer.Option(flag, help=help, parser=amount, metavar="AMOUNT", show_default=False)


def text_option(flag: str, help: str) -> Any:
    """An option whose value is free text."""
    return typer.Option(flag, help=help, metavar="TEXT", parser=_own_words, show_default=False)


def _own_words(text: str) -> str:
    """A suggested command may be pasted whole, but nobody said TEXT."""
    if text == "TEXT":
        raise typer.BadParameter("TEXT stands for your own words")
    return text


def _own_key(key: str) -> str:
    if key in (
        "KEY",
        "TEAM",
        "PERSON",
        "TASK",
        "NEED",
        "PLATFORM",
        "CAPABILITY",
        "CALENDAR",
        "CONDITION",
        "POSITION",
        "ACTIVITY",
        "FUNCTION",
        "PILLAR",
        "NUMBER",
        "GOAL",
        "TOPIC",
        "INTERACTION",
    ):
        raise typer.BadParameter(f"{key} stands for a key of your own, e.g. data-team")
    return key


TeamKey = Annotated[str, key_argument("TEAM", "teams")]
PersonKey = Annotated[str, key_argument("PERSON", "people")]
PlatformKey = Annotated[str, key_argument("PLATFORM", "platforms")]
CalendarKey = Annotated[str, key_argument("CALENDAR", "calendars")]
CapabilityKey = Annotated[str, key_argument("CAPABILITY", "capabilities")]
TaskKey = Annotated[str, key_argument("TASK", "tasks")]
SubjectKey = Annotated[
    str,
    key_argument(
        "SUBJECT", "capabilities", "activities", "platforms", "tasks", help="a capability, activity, platform or task"
    ),
]
ActivityKey = Annotated[str, key_argument("ACTIVITY", "activities")]
FunctionKey = Annotated[str, key_argument("FUNCTION", "functions")]
PillarKey = Annotated[str, key_argument("PILLAR", "pillars")]
GoalKey = Annotated[str, key_argument("GOAL", "goals")]
NumberKey = Annotated[str, key_argument("NUMBER", "numbers")]
PositionKey = Annotated[str, key_argument("POSITION", "positions")]
NewKey = Annotated[
    str, typer.Argument(metavar="KEY", parser=_own_key, show_default=False, help="a short slug, e.g. data-team")
]

TeamOption = Annotated[str | None, key_option("--team", "a team", "teams")]
CalendarOption = Annotated[str | None, key_option("--calendar", "the calendar it works by", "calendars")]
PersonOption = Annotated[str | None, key_option("--person", "a person", "people")]
PositionOption = Annotated[str | None, key_option("--position", "a position", "positions")]
CapabilityOption = Annotated[str | None, key_option("--capability", "a capability", "capabilities")]
Name = Annotated[str | None, text_option("--name", "its full name")]
Note = Annotated[str | None, text_option("--note", "anything else worth keeping")]
On = Annotated[date | None, date_option("--on", "the day it happened (default: today)")]
First = Annotated[date, date_argument("FIRST", "the first day")]
Last = Annotated[date | None, date_argument("[LAST]", "the last day, inclusive (default: the first)")]
Title = Annotated[str, typer.Option("--title", help="what stands above the picture", metavar="TEXT")]
Why = Annotated[str | None, text_option("--why", "the reason; only you and leaders read it")]
BackToWork = Annotated[
    bool, typer.Option("--remove", help="take them back: what begins on FIRST, or the days from FIRST to LAST")
]
By = Annotated[str | None, key_option("--by", "the person of the team who contributed it", "people")]
Agreed = Annotated[bool | None, typer.Option("--agreed/--not-agreed", help="the team agreed to it")]
AskKindOption = Annotated[AskKind, typer.Option("--kind", help="which of the three asks", show_default=False)]
StateOption = Annotated[State, typer.Option("--state", help="as it is, or as it is to be")]

Db = Annotated[
    str | None,
    typer.Option(
        "--db", help="the store: a path, or postgresql://... (MOPSCTL_DB)", metavar="STORE", rich_help_panel=SHARED
    ),
]
PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        help="which plan, where there are several",
        metavar="PLAN",
        envvar="MOPSCTL_PLAN",
        rich_help_panel=SHARED,
        autocompletion=live_keys("plans"),
    ),
]


def format_option(*more: str, piped: str = "plain") -> Any:
    """The option `--format` of a command that has further formats (mermaid, ics, mspdi, html, eml)."""
    formats: Any = Literal[(*get_args(Format), *more)] if more else Format
    about = f"default: table on a terminal, {piped} in a pipe"
    return Annotated[formats | None, typer.Option("--format", "-f", help=about, rich_help_panel=SHARED)]


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="default: table on a terminal, plain in a pipe", rich_help_panel=SHARED),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", help="write to a file instead; - is stdout", metavar="FILE", rich_help_panel=SHARED),
]
Today = Annotated[
    date | None,
    typer.Option(
        "--today",
        help="look at it from another day",
        metavar="DATE",
        parser=_past_date,
        envvar="MOPSCTL_TODAY",
        show_default=False,
        rich_help_panel=SHARED,
    ),
]


def audience_option(usual: Audience | None = None) -> Any:
    """The option `--audience`; `usual` is for whom a command is unless that is said."""
    about = f"who will read it (default: {usual or 'me on a terminal, else all'})"
    return Annotated[Audience | None, typer.Option("--audience", help=about, rich_help_panel=SHARED)]


AudienceOption = Annotated[
    Audience | None,
    typer.Option("--audience", help="who will read it (default: me on a terminal, else all)", rich_help_panel=SHARED),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="show the change-set and write nothing", rich_help_panel=SHARED)
]
NoInput = Annotated[bool, typer.Option("--no-input", help="never ask anything", rich_help_panel=SHARED)]
NoPager = Annotated[
    bool, typer.Option("--no-pager", help="print all at once, however long it is", rich_help_panel=SHARED)
]
