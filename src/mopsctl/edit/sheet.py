"""What the answers of a filled sheet mean: every one is judged, and all that cannot be are told at once.

Who reads the file is `formats.sheet_reading`; what is done with what was told is `edit.meeting`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from shlex import quote
from typing import Any

from ..errors import BAD_INPUT, USAGE, MopsError, nearest, unknown
from ..facts.proof import PROMISED
from ..model.commitment import ASK_KINDS, AskKind
from ..model.fields import Name, says_something
from ..model.lookup import get
from ..model.org import Person
from ..model.outreach import NO_CHALLENGES
from ..model.portfolio import Portfolio
from ..model.slugs import plain
from . import latest
from .answers import Answers, FilledSheet
from .commitment import latest as last_round
from .meeting import STATES, AskAnswer, AskTold, DutyTold, NeedTold, Told, held_letters, need_meant
from .plan import part_of

_NONE = (NO_CHALLENGES, "yok", "hicbiri")
_FIRST_DAY = date(2000, 1, 1)  # a sheet from before it was dated by a slip


def told_in(
    portfolio: Portfolio, wanted: str | None, sheet: FilledSheet, *, source: str, person: str | None = None
) -> Told:
    """What a sheet says of its team. One error names every answer that cannot be, each with its place.

    `wanted` is the plan that was named, if one was. `source` is the name that is kept of the sheet; empty where it was
    not the team that filled it in. `person` says who filled it in, where the sheet does not.
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


def refuse_two_names(portfolio: Portfolio, sheet: FilledSheet, person: str) -> None:
    """Refuse to be told that somebody filled in a sheet which names somebody else."""
    get(portfolio, Person, person)
    by = Answers(portfolio, sheet).person("filled/by")
    if by and by != person:
        raise MopsError(
            f"{sheet.name} says that {by} filled it in, and --person {person}; leave --person out", code=USAGE
        )


class _Reading:
    """One sheet being read for its meaning."""

    def __init__(self, portfolio: Portfolio, plan: str, sheet: FilledSheet) -> None:
        self.portfolio, self.plan, self.sheet = portfolio, plan, sheet
        self.answers = Answers(portfolio, sheet)
        self.on = portfolio.today

    def told(self, source: str, person: str | None) -> Told:
        by, on = self._who(person, bool(source))
        self.on = on or self.portfolio.today
        view = {
            "sees_problem": self.answers.chosen("view/sees-problem", "view"),
            "objection": self.answers.chosen("view/objection", "objection"),
            "reason": self.answers.text("view/reason"),
            "challenges": self._challenges(),
            "angle": self.answers.chosen("view/angle", "angle"),
        }
        part = self._part()
        asks = {kind: told for kind in ASK_KINDS if (told := self._ask(kind))}
        needs, duties = self._needs(), self._duties()
        self._refuse_the_rest()
        if not {*self.answers.at} - {"filled/by", "filled/on"}:
            self.answers.lacks("nothing is answered in it")
        channel = {"channel": "sheet", "source": source} if source else {}
        return Told(
            self.sheet.team,
            conversation=_said({"on": on, "person": by, **channel, **view}),
            participation=part,
            asks=asks,
            needs=needs,
            duties=duties,
        )

    def _who(self, person: str | None, own: bool) -> tuple[str | None, date | None]:
        """Who filled it in, and when; without both an answer that is to be the team's own is nobody's."""
        read = self.answers
        by, on = read.person("filled/by") or person, self._day()
        if own and not person and "filled/by" not in read.at:
            read.fault("filled/by", "who filled it in is missing; write it there, or say it with --person")
        if own and "filled/on" not in read.at:
            read.fault("filled/on", "the day on which it was filled in is missing, e.g. 2026-12-04")
        if own and by and (team := self.portfolio.people[by].team) != self.sheet.team:
            read.fault("filled/by", f"{by} is of {team}, not of {self.sheet.team}; --heard takes it in as hearsay")
            file = "-" if self.sheet.name == "stdin" else quote(self.sheet.name)
            read.hint = f"mopsctl import sheet {file} --heard"
        return by, on

    def _day(self) -> date | None:
        """The day on which it was filled in, where that can be."""
        on = self.answers.day("filled/on")
        if on and on > self.portfolio.today:
            self.answers.fault("filled/on", f"{on} is still to come")
        elif on and on < _FIRST_DAY:
            self.answers.fault("filled/on", f"{on} is long past; is the year right?")
        else:
            return on
        return None

    def _part(self) -> dict[str, Any]:
        """What it says of its part in the plan."""
        read = self.answers
        rows = {"critical": "platform/critical", "impact": "change/impact", "understood_by": "change/understood-by"}
        part = _said({
            "critical": read.chosen(rows["critical"], "agree"),
            "impact": read.text(rows["impact"]),
            "understood_by": read.person(rows["understood_by"]),
        })  # fmt: skip
        for field, value in part.items():
            team = self.sheet.team
            read.refuse(rows[field], latest.against_part(self.portfolio, self.plan, team, field, value, self.on))
        return part

    def _challenges(self) -> str | None:
        said = self.answers.text("view/challenges")
        return NO_CHALLENGES if said and plain(said).rstrip(".") in _NONE else said

    def _ask(self, kind: AskKind) -> AskTold | None:
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
        self._check_ask(start, kind, answer, named)
        self._check_when(start, kind, answer, named)
        return AskTold(answer, _said(named))

    def _check_ask(self, start: str, kind: AskKind, answer: AskAnswer, named: Mapping[str, Any]) -> None:
        """Whether it names what an answer must name, and nothing else."""
        given = [name for name in named if _id(start, name) in self.answers.at]
        wanted = {"yes": PROMISED[kind], "no": ("reason",), "later": ()}[answer]
        missing = [_id(start, name) for name in wanted if name not in given]
        if missing:
            self.answers.fault(start, f"{answer} needs an answer at {', '.join(missing)} too")
        allowed = {"yes": PROMISED[kind], "no": ("reason",), "later": ("until", "reason")}[answer]
        for name in given:
            if name not in allowed:
                self.answers.fault(_id(start, name), f"{start} says {answer}; this does not go with it")

    def _check_when(self, start: str, kind: AskKind, answer: AskAnswer, named: Mapping[str, Any]) -> None:
        """Whether it is an answer to the ask that stands, and no older than the answer to it."""
        until, last = named["until"], last_round(self.portfolio, self.plan, self.sheet.team, kind)
        if until and until < self.on:
            self.answers.fault(_id(start, "until"), f"{until} is before the sheet was filled in")
        if last and last.state != "withdrawn" and self.on < last.asked_on:
            self.answers.fault(start, f"answered on {self.on}, but it was asked on {last.asked_on}")
        else:
            self.answers.refuse(start, latest.against_answer(last, STATES[answer], _said(named), self.on))

    def _needs(self) -> tuple[NeedTold, ...]:
        found: list[NeedTold] = []
        for row in [row for row in self.answers.left if row.startswith("need/")]:
            key = row.removeprefix("need/")
            need = self.portfolio.needs.get(key)
            if key.startswith("new/"):
                if what := self.answers.text(row, Name):
                    found.append(self._judged(row, NeedTold(what)))
            elif need is None or (need.plan, need.team) != (self.plan, self.sheet.team):
                self.answers.left.pop(row)
                self.answers.fault(
                    row, f"{self.sheet.team} has no need of this key in the plan; a new one goes to need/new/1"
                )
            elif agrees := self.answers.chosen(row, "agree"):
                found.append(self._judged(row, NeedTold(key=key, agrees=agrees == "yes")))
        return tuple(found)

    def _judged(self, row: str, need: NeedTold) -> NeedTold:
        was = need_meant(self.portfolio, self.plan, self.sheet.team, need)
        if was:
            self.answers.refuse(row, latest.against_need(self.portfolio, was, need.agrees, self.on))
        elif not says_something(need.what):
            self.answers.fault(row, f'"{need.what}" says nothing')
        return need

    def _duties(self) -> tuple[DutyTold, ...]:
        found: list[DutyTold] = []
        for row in [row for row in self.answers.left if row.startswith("raci/")]:
            subject, _, holder = row.removeprefix("raci/").partition("/")
            held = held_letters(self.portfolio, self.plan, subject, holder)
            if not held:
                self.answers.left.pop(row)
                self.answers.fault(row, "there is no such duty in the plan any more")
            elif said := self.answers.chosen(row, "agree"):
                agrees = said == "yes"
                self.answers.refuse(row, latest.against_duty(self.portfolio, self.sheet.team, held, agrees, self.on))
                found.append(DutyTold(subject, holder, agrees))
        return tuple(found)

    def _refuse_the_rest(self) -> None:
        """Rows that no sheet has: an id that was changed would else lose its answer."""
        for row in self.answers.left:
            guess = nearest(row, list(_IDS))
            self.answers.fault(row, "a sheet has no such row" + (f'; did you mean "{guess}"?' if guess else ""))


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
