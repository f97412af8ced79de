"""Options that say what a team told: in `outreach log`, in the answers to the asks, and in `meet` that records both."""

from datetime import date
from typing import Annotated, get_args

import typer

from ..errors import nearest
from ..model.outreach import ActionKind, Angle, Channel, Objection, View
from .options import On, PersonOption, date_option, key_option, text_option

KINDS = get_args(ActionKind)

VIEW = {
    "on": On,
    "person": PersonOption,
    "channel": Annotated[Channel | None, typer.Option("--channel", help="how you spoke (default: meeting)")],
    "sees_problem": Annotated[View | None, typer.Option("--sees-problem", help="does it see the gap as a problem?")],
    "objection": Annotated[Objection | None, typer.Option("--objection", help="why not, in a word")],
    "reason": Annotated[str | None, text_option("--why", "why not, in its words")],
    "challenges": Annotated[str | None, text_option("--challenges", "its own challenges; none, where it has none")],
    "needed": Annotated[str | None, text_option("--needed", "what you need from it")],
    "angle": Annotated[Angle | None, typer.Option("--angle", help="from which side it looks")],
    "next_step": Annotated[str | None, text_option("--next", "what comes next")],
    "next_on": Annotated[date | None, date_option("--next-on", "and when")],
}


def _kind(word: str) -> str:
    """One kind of change action; Typer knows no list of choices."""
    if word not in KINDS:
        guess = nearest(word, list(KINDS))
        meant = f'; did you mean "{guess}"?' if guess else ""
        raise typer.BadParameter(f"'{word}' is not one of {', '.join(map(repr, KINDS))}{meant}")
    return word


def _kinds(incomplete: str) -> list[str]:
    return [kind for kind in KINDS if kind.startswith(incomplete)]


NoteText = Annotated[str | None, text_option("--note", "for you alone: no export and no audience has it")]
ActionKinds = Annotated[
    list[str] | None,
    typer.Option(
        "--action",
        help=f"what it takes to move it ({', '.join(KINDS)}); may be repeated",
        parser=_kind,
        metavar="KIND",
        autocompletion=_kinds,
    ),
]
Because = Annotated[str | None, text_option("--because", "in their words")]
# What an answer may name: who, how much and from when; or whose forum, when, and what it granted.
NAMED = {
    "person": Annotated[str | None, key_option("--person", "who it will be", "people")],
    "allocation": Annotated[int | None, typer.Option("--allocation", help="percent of working time", min=1, max=100)],
    "start": Annotated[date | None, date_option("--start", "first day of the work")],
    "leader": Annotated[str | None, key_option("--leader", "whose forum it is", "people")],
    "forum": Annotated[str | None, text_option("--forum", "where it is presented")],
    "forum_on": Annotated[date | None, date_option("--forum-on", "the day of the forum")],
}
Granted = Annotated[str | None, text_option("--granted", "the time and resources it granted")]
