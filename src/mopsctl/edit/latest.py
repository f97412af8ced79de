"""What a meeting or a sheet may not take back: what was said later than it, and what somebody else agreed to.

Each question is answered in words that say what stands against it, empty where nothing does: a command refuses with
them, and a sheet is told them at the answer.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..facts.responsibility import holders_in
from ..model.commitment import Ask, AskState
from ..model.fields import untyped
from ..model.plan import Need
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment


def against_part(portfolio: Portfolio, plan: str, team: str, field: str, value: object, on: date) -> str:
    """Against what a team says of its part in a plan; the same once more takes nothing back."""
    was = portfolio.participations.get((plan, team))
    if was is None or getattr(was, field) == value:
        return ""
    return _later(portfolio, was.said_in, on)


def against_answer(last: Ask | None, state: AskState, fields: Mapping[str, Any], on: date) -> str:
    """Against an answer to an ask, whose last round is `last`."""
    if last is None or last.state == "withdrawn" or is_known(last, state, fields):
        return ""
    if last.answered_on is None or last.answered_on <= on:
        return ""
    return f"answered on {on}, but the latest answer is of {last.answered_on}" + _in(last.said_in)


def is_known(last: Ask, state: AskState, fields: Mapping[str, Any]) -> bool:
    """Whether an answer is the one that stands, or a word after the deed, and names nothing else."""
    same = last.state == state or (last.state, state) == ("proven", "promised")
    return same and all(getattr(last, name) == value for name, value in fields.items())


def against_need(portfolio: Portfolio, was: Need, agrees: bool, on: date) -> str:
    """Against a word on a need that is known."""
    return "" if was.agreed == agrees else _later(portfolio, was.said_in, on)


def against_duty(portfolio: Portfolio, team: str, held: Iterable[Assignment], agrees: bool, on: date) -> str:
    """Against a team's word on the letters that one holder has on a subject."""
    for one in held:
        if one.holder not in holders_in(portfolio, team):
            return f"{untyped(one.holder)[1]} is not of {team}, which cannot agree or disagree for it"
        if agrees or not one.agreed:
            continue
        if one.agreed_on and one.agreed_on > on:
            return f"answered on {on}, but the latest word is of {one.agreed_on}: agreed"
        if by := _agreed_elsewhere(portfolio, one, team):
            return f"{by} of {portfolio.people[by].team} agreed to it; settle it with {by} first"
    return ""


def stands(portfolio: Portfolio, one: Assignment, team: str, on: date) -> bool:
    """Whether a letter is agreed to already: since a later day, or by somebody of another team."""
    is_later = one.agreed_on is not None and one.agreed_on > on
    return one.agreed and (is_later or bool(_agreed_elsewhere(portfolio, one, team)))


def _agreed_elsewhere(portfolio: Portfolio, one: Assignment, team: str) -> str:
    """The person of another team who agreed to a letter; empty where nobody did."""
    by = one.agreed_by if one.agreed else None
    return by if by and portfolio.people[by].team != team else ""


def is_later(portfolio: Portfolio, said_in: str | None, on: date) -> bool:
    """Whether something was said in a conversation after a day."""
    said = portfolio.conversations.get(said_in or "")
    return said is not None and said.on > on


def _later(portfolio: Portfolio, said_in: str | None, on: date) -> str:
    if said_in is None or not is_later(portfolio, said_in, on):
        return ""
    return f"answered on {on}, but the latest word is of {portfolio.conversations[said_in].on}" + _in(said_in)


def _in(said_in: str | None) -> str:
    return f" ({said_in})" if said_in else ""
