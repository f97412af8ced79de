"""Everything that came of one meeting, or of a sheet that a team filled in, as one edit (domain §1, §2.1, §2.3).

All of it points to the conversation in which it was said. What an answer in a sheet means is `edit.sheet`; what may
not be taken back by any is `edit.latest`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct, structs

from ..errors import USAGE, MopsError
from ..model.commitment import ASK_KINDS, AskKind, AskState
from ..model.fields import says_something, untyped
from ..model.lookup import get
from ..model.outreach import ActionKind, Conversation, Note
from ..model.plan import Need
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment, scheme
from ..model.slugs import plain, slug
from . import commitment, latest, outreach, records
from .plan import join

AskAnswer = Literal["yes", "no", "later"]

STATES: Mapping[AskAnswer, AskState] = {"yes": "promised", "no": "refused", "later": "deferred"}
_NOTE_LIMIT = 400


class AskTold(Struct, frozen=True):
    """What was answered to one of the three asks, and what the answer names (fields of an Ask)."""

    answer: AskAnswer
    fields: Mapping[str, Any] = {}


class NeedTold(Struct, frozen=True):
    """A need that the team named, or (by its key) whether it agrees to one that is known."""

    what: str = ""
    key: str = ""
    agrees: bool = True


class DutyTold(Struct, frozen=True):
    """Whether a holder agrees to its to-be letters on a subject (both typed keys)."""

    subject: str
    holder: str
    agrees: bool = True


class Told(Struct, frozen=True):
    """Everything that a meeting or a sheet can say of one team; what was not said is empty."""

    team: str
    conversation: Mapping[str, Any] = {}  # fields of a Conversation: on, person, channel, source and what was said
    note: str = ""
    actions: tuple[ActionKind, ...] = ()
    participation: Mapping[str, Any] = {}  # critical, impact, understood_by
    asks: Mapping[AskKind, AskTold] = {}
    needs: tuple[NeedTold, ...] = ()
    duties: tuple[DutyTold, ...] = ()

    @property
    def person(self) -> str | None:
        """Who spoke for the team."""
        return self.conversation.get("person")

    @property
    def source(self) -> str:
        """The sheet it comes from; empty for a meeting."""
        return self.conversation.get("source") or ""

    @property
    def declined(self) -> tuple[DutyTold, ...]:
        """The duties that the team does not agree to."""
        return tuple(duty for duty in self.duties if not duty.agrees)


def capture(portfolio: Portfolio, plan: str, told: Told) -> Portfolio:
    """One conversation with the view, participation, answers, needs and agreement that were told in it.

    The same sheet of the same day is the same conversation: captured twice, it changes nothing the second time. What
    the team said later than `told`, or somebody of another team agreed to, is not overwritten but refused.
    """
    on = records.happened(portfolio, told.conversation.get("on"))
    key, now = _conversation(portfolio, plan, told, on)
    if told.participation:
        now = _part(now, plan, told, on, key)
    for kind in ASK_KINDS:
        if kind in told.asks:
            now = _ask(now, plan, told.team, kind, told.asks[kind], on, key)
    for need in told.needs:
        now = _need(now, plan, told, need, on, key)
    for duty in told.duties:
        now = _duty(now, plan, told, duty, on)
    return now


def _refuse(team: str, what: str, why: str) -> None:
    """Refuse to take back what stands, where there is a reason why."""
    if why:
        raise MopsError(f"{what}: {why}", hint=f"mopsctl outreach show {team}", code=USAGE)


def _conversation(portfolio: Portfolio, plan: str, told: Told, on: date) -> tuple[str, Portfolio]:
    said = {**told.conversation, "on": on}
    note = _note(told)
    was = _same_sheet(portfolio, plan, told, on) if told.source else None
    if was is None:
        key = outreach.free_key(portfolio, told.team, on)
        return key, outreach.log(portfolio, plan, told.team, said, note=note, actions=told.actions, bare=True)
    fields = {name: value for name, value in said.items() if value is not None}
    now = records.put(portfolio, structs.replace(was, **fields), *([Note(was.key, note)] if note else []))
    known = {action.kind for action in portfolio.actions.values() if action.said_in == was.key}
    for kind in dict.fromkeys(told.actions):
        if kind not in known:
            now = outreach.act(now, plan, told.team, kind, {"said_in": was.key})
    return was.key, now


def _same_sheet(portfolio: Portfolio, plan: str, told: Told, on: date) -> Conversation | None:
    """The conversation that this sheet was taken in as before."""
    sought = (plan, told.team, on, told.source)
    found = (c for c in portfolio.conversations.values() if (c.plan, c.team, c.on, c.source) == sought)
    return min(found, key=lambda one: one.key, default=None)


def _note(told: Told) -> str:
    """The private note, with the duties that were declined: a "no" is to be acted upon, and not for everybody."""
    names = {f"{untyped(duty.subject)[1]} ({untyped(duty.holder)[1]})": None for duty in told.declined}
    declined = f"does not agree to: {', '.join(names)}" if names else ""
    note = "; ".join(filter(None, (told.note.strip(), declined)))
    return note if len(note) <= _NOTE_LIMIT or told.note.strip() else note[: _NOTE_LIMIT - 1] + "…"


def _part(portfolio: Portfolio, plan: str, told: Told, on: date, said_in: str) -> Portfolio:
    for field, value in told.participation.items():
        _refuse(told.team, field.replace("_", " "), latest.against_part(portfolio, plan, told.team, field, value, on))
    was = portfolio.participations.get((plan, told.team))
    if was and latest.is_later(portfolio, was.said_in, on):  # the same was said later, and stands there
        return portfolio
    return join(portfolio, plan, told.team, {**told.participation, "said_in": said_in})


def _ask(portfolio: Portfolio, plan: str, team: str, kind: AskKind, told: AskTold, on: date, said_in: str) -> Portfolio:
    state = STATES[told.answer]
    last = commitment.latest(portfolio, plan, team, kind)
    said = {name: value for name, value in told.fields.items() if value is not None}
    _refuse(team, kind, latest.against_answer(last, state, said, on))
    if last and latest.is_known(last, state, {}):
        # A word once more, or after the deed, takes nothing back and is no news.
        is_later = last.answered_on is not None and last.answered_on > on
        if latest.is_known(last, state, said) and (last.said_in == said_in or last.state == "proven" or is_later):
            return portfolio
        state = last.state
    return commitment.answer(portfolio, plan, team, kind, state, on, {**said, "said_in": said_in})


def _need(portfolio: Portfolio, plan: str, told: Told, need: NeedTold, on: date, said_in: str) -> Portfolio:
    was = need_meant(portfolio, plan, told.team, need)
    if was is None:
        if not says_something(need.what):
            raise MopsError(f'a need says what {told.team} needs; "{need.what}" says nothing', code=USAGE)
        key = records.free(portfolio.needs, slug(need.what)[:40].rstrip("-._") or f"{told.team}-need")
        new = Need(key, need.what, plan, told.team, by=told.person, agreed=need.agrees, said_in=said_in)
        return records.add(portfolio, new)
    _refuse(told.team, f"need {was.key}", latest.against_need(portfolio, was, need.agrees, on))
    if latest.is_later(portfolio, was.said_in, on):
        return portfolio
    by = was.by or (told.person if need.agrees else None)
    return records.put(portfolio, structs.replace(was, agreed=need.agrees, by=by, said_in=said_in))


def need_meant(portfolio: Portfolio, plan: str, team: str, need: NeedTold) -> Need | None:
    """The need of a team that is meant, by its key or by its words; None for one that is new."""
    own = [n for _, n in sorted(portfolio.needs.items()) if (n.plan, n.team) == (plan, team)]
    if not need.key:
        return next((n for n in own if plain(n.what) == plain(need.what)), None)
    was: Need = get(portfolio, Need, need.key)
    if was not in own:
        raise MopsError(f'need "{need.key}" is not one of {team} in this plan', code=USAGE)
    return was


def _duty(portfolio: Portfolio, plan: str, told: Told, duty: DutyTold, on: date) -> Portfolio:
    held = held_letters(portfolio, plan, duty.subject, duty.holder)
    subject, holder = untyped(duty.subject)[1], untyped(duty.holder)[1]
    if not held:
        raise records.nothing_found(f"to-be letter of {holder} on {subject}", "mopsctl raci show")
    what = f"{subject} ({holder})"
    _refuse(told.team, what, latest.against_duty(portfolio, told.team, held, duty.agrees, on))
    if not duty.agrees:
        taken_back = {"agreed": False, "agreed_by": None, "agreed_on": None}
        return records.put(portfolio, *(structs.replace(one, **taken_back) for one in held))
    agreed = {"agreed": True, "agreed_by": told.person, "agreed_on": on}
    open_ones = [one for one in held if not latest.stands(portfolio, one, told.team, on)]
    return records.put(portfolio, *(structs.replace(one, **agreed) for one in open_ones))


def held_letters(portfolio: Portfolio, plan: str, subject: str, holder: str) -> list[Assignment]:
    """The letters that a holder is to have on a subject (both typed keys)."""
    keys = [(plan, subject, holder, one.letter, "to-be") for one in scheme(portfolio.letters)]
    return [portfolio.assignments[key] for key in keys if key in portfolio.assignments]
