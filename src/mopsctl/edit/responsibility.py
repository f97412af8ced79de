"""Letters: set, clear, agree. Refuses what the catalogue would call a contradiction (domain §2.3).

A whole matrix at once is `edit.matrix`, to begin with the letters of today `edit.raci_copy`, the scheme that the
letters belong to `edit.scheme`.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import structs

from ..errors import NOT_FOUND, USAGE, MopsError
from ..facts.responsibility import Scheme, person_in, scheme_of, short
from ..facts.seats import is_uncharted
from ..model.fields import untyped
from ..model.lookup import get
from ..model.org import Person
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment, Letter, State
from . import records


def letters(portfolio: Portfolio, words: Iterable[str]) -> tuple[Letter, ...]:
    """`("RA", "c")`, `("R/A", "C")` and `("responsible",)` alike, in order; refuses what the scheme does not know."""
    known = scheme_of(portfolio)
    named = {one.word.casefold(): one.letter for one in known.letters}
    found: list[Letter] = []
    for word in words:
        for character in named.get(word.strip().casefold(), word).upper():
            if character in known.order:
                found.append(character)
            elif character not in " /,+&":
                raise MopsError(f'no letter "{character}"; there are {told(known)}', code=USAGE)
    return tuple(known.in_order(found))


def told(known: Scheme) -> str:
    """`R (responsible), A (accountable)`."""
    return ", ".join(f"{one.letter} ({one.word})" for one in known.letters)


def contradiction(known: Scheme, holder: str, wanted: Iterable[Letter]) -> str:
    """Why a holder cannot have these letters together, in a sentence; empty where it can."""
    held = known.in_order(wanted)
    told_by = [letter for letter in held if letter in known.told]
    if told_by and any(letter in known.answers + known.does for letter in held):
        both = ", ".join(held)
        return f"{untyped(holder)[1]} cannot be told ({told_by[0]}) what it does or answers for ({both})"
    return ""


def charting(portfolio: Portfolio, holder: str, state: State) -> str:
    """The command that places a position in a chart which is begun and has no box for it; empty where none is needed.

    Without a box it can be given neither letters nor rights.
    """
    return (
        f"mopsctl position set {untyped(holder)[1]} --state {state}" if is_uncharted(portfolio, holder, state) else ""
    )


def refuse_uncharted(portfolio: Portfolio, holder: str, state: State) -> None:
    """Refuse to give something to a position that a chart, once begun, has no box for."""
    if hint := charting(portfolio, holder, state):
        raise MopsError(f"the position {untyped(holder)[1]} is in no {state} chart", hint=hint, code=USAGE)


def assign(
    portfolio: Portfolio,
    plan: str,
    subject: str,
    holder: str,
    wanted: tuple[Letter, ...],
    state: State,
    *,
    instead_of: str = "",
) -> Portfolio:
    """Give one holder exactly these letters on one subject; letters it held and are not named go.

    `instead_of` is the holder (typed key) that gives them up in the same change.
    """
    scope = "" if state == "as-is" else plan
    known = scheme_of(portfolio)
    if not wanted:
        kind, key = untyped(holder)
        cure = f"mopsctl raci clear {short(portfolio, subject)} --{kind} {key}{' --state as-is' * (not scope)}"
        raise MopsError("name a letter to give; raci clear takes letters away", hint=cure, code=USAGE)
    if why := contradiction(known, holder, wanted):
        raise MopsError(why, code=USAGE)
    if instead_of and instead_of != holder:
        portfolio = _given_up(portfolio, (scope, subject, instead_of, state), wanted)
    if any(letter in known.answers for letter in wanted):
        _nobody_else_answers(portfolio, scope, subject, holder, state)
    held = _held(portfolio, scope, subject, holder, state)
    kept = {a.letter: a for a in held if a.letter in wanted}
    if len(kept) < len(wanted):
        refuse_uncharted(portfolio, holder, state)
    given = [kept.get(letter) or Assignment(subject, holder, letter, state, scope) for letter in wanted]
    return records.put(_without(portfolio, [a for a in held if a.letter not in wanted]), *given)


def _given_up(portfolio: Portfolio, held_as: tuple[str, str, str, State], wanted: tuple[Letter, ...]) -> Portfolio:
    """Without those of the wanted letters that another holder has; refuses where it has none of them."""
    scope, subject, holder, state = held_as
    return clear(
        portfolio,
        scope,
        subject,
        holder,
        tuple(a.letter for a in _held(portfolio, *held_as) if a.letter in wanted) or wanted,
        state,
    )


def _nobody_else_answers(portfolio: Portfolio, scope: str, subject: str, holder: str, state: State) -> None:
    known = scheme_of(portfolio)
    others = [
        a
        for a in portfolio.assignments.values()
        if (a.plan, a.subject, a.state) == (scope, subject, state) and a.letter in known.answers and a.holder != holder
    ]
    if others:
        kind, key = untyped(others[0].holder)
        name = untyped(subject)[1]
        raise MopsError(
            f"{name} already has somebody {known.word('answers')} ({state}): {key}",
            hint=f"mopsctl raci clear {name} --{kind} {key} {others[0].letter} --state {state}",
            code=USAGE,
        )


def _held(portfolio: Portfolio, scope: str, subject: str, holder: str, state: State) -> list[Assignment]:
    keys = ((scope, subject, holder, one.letter, state) for one in scheme_of(portfolio).letters)
    return [portfolio.assignments[key] for key in keys if key in portfolio.assignments]


def _without(portfolio: Portfolio, gone: list[Assignment]) -> Portfolio:
    if not gone:
        return portfolio
    dropped = {(a.plan, a.subject, a.holder, a.letter, a.state) for a in gone}
    left = {key: a for key, a in portfolio.assignments.items() if key not in dropped}
    return structs.replace(portfolio, assignments=left)


def clear(
    portfolio: Portfolio, plan: str, subject: str, holder: str, unwanted: tuple[Letter, ...], state: State
) -> Portfolio:
    """Take letters from a holder; all of them when none is named."""
    scope = "" if state == "as-is" else plan
    gone = [
        a for a in _held(portfolio, scope, subject, holder, state) if not unwanted or a.letter in unwanted
    ]  # fmt: skip
    if not gone:
        what = "/".join(unwanted) or "no letter"
        raise MopsError(
            f"{untyped(holder)[1]} holds {'no ' if unwanted else ''}{what} on {untyped(subject)[1]} ({state})",
            hint=f"mopsctl raci show --state {state}",
            code=NOT_FOUND,
        )
    return _without(portfolio, gone)


def agree(
    portfolio: Portfolio, plan: str, subject: str, holder: str, state: State, *, by: str | None, on: date | None
) -> Portfolio:
    """Record that a holder agreed to every letter it holds on a subject.

    What it agreed to before keeps its day, and who said so, unless another is named.
    """
    held = _held(portfolio, "" if state == "as-is" else plan, subject, holder, state)
    if not held:
        raise records.nothing_found(
            f"{state} letter of {untyped(holder)[1]} on {untyped(subject)[1]}", f"mopsctl raci show --state {state}"
        )
    today = records.happened(portfolio, on)
    return records.put(
        portfolio,
        *(
            structs.replace(a, agreed=True, agreed_by=by or a.agreed_by, agreed_on=(not on and a.agreed_on) or today)
            for a in held
        ),
    )


def whose(portfolio: Portfolio, plan: str, subject: str, holder: str, state: State, *, by: str | None) -> str:
    """What there is to say of who agreed for a holder: nobody named, or somebody else's person; empty where neither."""
    if not by:
        held = _held(portfolio, "" if state == "as-is" else plan, subject, holder, state)
        return "" if all(a.agreed_by for a in held) else "agreed, nobody named by whom"
    kind, key = untyped(holder)
    team, who = get(portfolio, Person, by).team, person_in(portfolio, holder, state)
    if by == who or (kind == "team" and team == key):
        return ""
    of_whom = f"{key} is held by {who or 'nobody'}" if kind == "position" else f"the letters are those of {key}"
    return f"{by} is of {team}, and {of_whom}"
