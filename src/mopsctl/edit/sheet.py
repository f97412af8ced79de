"""What the answers of a filled sheet mean: every one is judged, and all that cannot be are told at once.

Who reads the file is `formats.sheet_reading`; what is done with what was told is `edit.meeting`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ..errors import BAD_INPUT, MopsError, nearest, unknown
from ..facts.proof import PROMISED
from ..model.commitment import ASK_KINDS, AskKind
from ..model.fields import Name
from ..model.outreach import NO_CHALLENGES
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment
from ..model.slugs import plain
from .answers import Answers, FilledSheet
from .commitment import latest
from .meeting import AskAnswer, AskTold, DutyTold, NeedTold, Told
from .plan import part_of

_NONE = (NO_CHALLENGES, "yok", "hicbiri")


def told_in(
    portfolio: Portfolio, wanted: str | None, sheet: FilledSheet, *, source: str, person: str | None = None
) -> Told:
    """What a sheet says of its team. One error names every answer that cannot be, each with its place.

    `wanted` is the plan that was named, if one was. `source` is the name that is kept of the sheet; empty where it was
    not the team that filled it in. `person` says who filled it in, over what stands in the sheet.
    """
    plan = sheet.plan
    if wanted is not None and plan != wanted:
        raise MopsError(f'{sheet.name}: a sheet of the plan "{plan}", not of "{wanted}"', code=BAD_INPUT)
    for word, key, known in (("plan", plan, portfolio.plans), ("team", sheet.team, portfolio.teams)):
        if key not in known:
            error = unknown(word, key, list(known))
            raise MopsError(f"{sheet.name}: {error.message}", hint=error.hint, code=BAD_INPUT)
    part_of(portfolio, plan, sheet.team)
    reading = _Reading(portfolio, plan, sheet)
    told = reading.told(source, person)
    reading.answers.settle()
    return told


class _Reading:
    """One sheet being read for its meaning."""

    def __init__(self, portfolio: Portfolio, plan: str, sheet: FilledSheet) -> None:
        self.portfolio, self.plan, self.sheet = portfolio, plan, sheet
        self.answers = Answers(portfolio, sheet)

    def told(self, source: str, person: str | None) -> Told:
        by, on = self._who(person, bool(source))
        view = {
            "sees_problem": self.answers.chosen("view/sees-problem", "view"),
            "objection": self.answers.chosen("view/objection", "objection"),
            "reason": self.answers.text("view/reason"),
            "challenges": self._challenges(),
            "angle": self.answers.chosen("view/angle", "angle"),
        }
        part = {
            "critical": self.answers.chosen("platform/critical", "agree"),
            "impact": self.answers.text("change/impact"),
            "understood_by": self.answers.person("change/understood-by"),
        }
        asks = {kind: told for kind in ASK_KINDS if (told := self._ask(kind, on))}
        needs, duties = self._needs(), self._duties()
        self._refuse_the_rest()
        if not {*self.answers.at} - {"filled/by", "filled/on"}:
            self.answers.lacks("nothing is answered in it")
        channel = {"channel": "sheet", "source": source} if source else {}
        return Told(
            self.sheet.team,
            conversation=_said({"on": on, "person": by, **channel, **view}),
            participation=_said(part),
            asks=asks,
            needs=needs,
            duties=duties,
        )

    def _who(self, person: str | None, own: bool) -> tuple[str | None, date | None]:
        """Who filled it in, and when; without both an answer that is to be the team's own is nobody's."""
        read = self.answers
        by, on = read.person("filled/by"), read.day("filled/on")
        if own and not person and "filled/by" not in read.at:
            read.fault("filled/by", "who filled it in is missing; write it there, or say it with --person")
        if own and "filled/on" not in read.at:
            read.fault("filled/on", "the day on which it was filled in is missing, e.g. 2026-12-04")
        if on and on > self.portfolio.today:
            read.fault("filled/on", f"{on} is still to come")
        return person or by, on

    def _challenges(self) -> str | None:
        said = self.answers.text("view/challenges")
        return NO_CHALLENGES if said and plain(said).rstrip(".") in _NONE else said

    def _ask(self, kind: AskKind, on: date | None) -> AskTold | None:
        """The answer to one ask, with all that it must name."""
        start, read = f"ask/{kind}", self.answers
        answer: AskAnswer | None = read.chosen(start, "answer")
        readers: Mapping[str, Callable[[str], Any]] = {
            "person": read.person, "leader": read.person, "allocation": read.percent, "start": read.day,
            "forum": read.text, "forum_on": read.day, "until": read.day, "reason": read.text,
        }  # fmt: skip
        named = {name: readers[name](_id(start, name)) for name in (*PROMISED[kind], "until", "reason")}
        given = [name for name in named if _id(start, name) in self.answers.at]
        if answer is None:
            if given and start not in self.answers.at:
                self.answers.fault(_id(start, given[0]), f"{start} is not answered; write yes, no or later there")
            return None
        self._check_ask(start, kind, answer, named, on)
        return AskTold(answer, _said(named))

    def _check_ask(self, start: str, kind: AskKind, answer: str, named: Mapping[str, Any], on: date | None) -> None:
        given = [name for name in named if _id(start, name) in self.answers.at]
        wanted = {"yes": PROMISED[kind], "no": ("reason",), "later": ()}[answer]
        missing = [_id(start, name) for name in wanted if name not in given]
        if missing:
            self.answers.fault(start, f"{answer} needs an answer at {', '.join(missing)} too")
        allowed = {"yes": PROMISED[kind], "no": ("reason",), "later": ("until", "reason")}[answer]
        for name in given:
            if name not in allowed:
                self.answers.fault(_id(start, name), f"{start} says {answer}; this does not go with it")
        until, last = named["until"], latest(self.portfolio, self.plan, self.sheet.team, kind)
        if until and on and until < on:
            self.answers.fault(_id(start, "until"), f"{until} is before the sheet was filled in")
        if last and last.state != "withdrawn" and on and on < last.asked_on:
            self.answers.fault(start, f"answered on {on}, but it was asked on {last.asked_on}")

    def _needs(self) -> tuple[NeedTold, ...]:
        found: list[NeedTold] = []
        for row in [row for row in self.answers.left if row.startswith("need/")]:
            key = row.removeprefix("need/")
            need = self.portfolio.needs.get(key)
            if key.startswith("new/"):
                if what := self.answers.text(row, Name):
                    found.append(NeedTold(what))
            elif need is None or (need.plan, need.team) != (self.plan, self.sheet.team):
                self.answers.left.pop(row)
                self.answers.fault(
                    row, f"{self.sheet.team} has no need of this key in the plan; a new one goes to need/new/1"
                )
            elif agrees := self.answers.chosen(row, "agree"):
                found.append(NeedTold(key=key, agrees=agrees == "yes"))
        return tuple(found)

    def _duties(self) -> tuple[DutyTold, ...]:
        found: list[DutyTold] = []
        for row in [row for row in self.answers.left if row.startswith("raci/")]:
            subject, _, holder = row.removeprefix("raci/").partition("/")
            if not _held(self.portfolio, self.plan, subject, holder):
                self.answers.left.pop(row)
                self.answers.fault(row, "there is no such duty in the plan any more")
            elif agrees := self.answers.chosen(row, "agree"):
                found.append(DutyTold(subject, holder, agrees == "yes"))
        return tuple(found)

    def _refuse_the_rest(self) -> None:
        """Rows that no sheet has: an id that was changed would else lose its answer."""
        for row in self.answers.left:
            guess = nearest(row, list(_IDS))
            self.answers.fault(row, "a sheet has no such row" + (f'; did you mean "{guess}"?' if guess else ""))


def _held(portfolio: Portfolio, plan: str, subject: str, holder: str) -> list[Assignment]:
    keys = [(plan, subject, holder, letter, "to-be") for letter in "RACI"]
    return [portfolio.assignments[key] for key in keys if key in portfolio.assignments]


def _id(start: str, field: str) -> str:
    return f"{start}/{field.replace('_', '-')}"


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _ids() -> Iterable[str]:
    yield from ("filled/by", "filled/on", "platform/critical", "change/impact", "change/understood-by", "need/new/1")
    yield from (f"view/{name}" for name in ("sees-problem", "objection", "reason", "challenges", "angle"))
    for kind in ASK_KINDS:
        yield f"ask/{kind}"
        yield from (_id(f"ask/{kind}", name) for name in (*PROMISED[kind], "until", "reason"))


_IDS = tuple(_ids())
