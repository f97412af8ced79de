"""RACI letters: set, clear, agree. Refuses what the catalogue would call a contradiction (domain §2.3)."""

from collections.abc import Iterable
from datetime import date

from msgspec import structs

from ..errors import NOT_FOUND, USAGE, MopsError
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import LETTERS, Assignment, Letter, State
from . import records

WHOLE_WORDS: dict[str, Letter] = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}


def letters(words: Iterable[str]) -> tuple[Letter, ...]:
    """`("RA", "c")`, `("R/A", "C")` and `("responsible",)` alike; refuses any other letter."""
    found: list[Letter] = []
    for word in words:
        for character in WHOLE_WORDS.get(word.casefold(), word).upper().replace("/", "").replace(",", ""):
            known = next((letter for letter in LETTERS if letter == character), None)
            if known is None:
                raise MopsError(
                    f'no letter "{character}"; there are R (responsible), A (accountable), C (consulted), I (informed)',
                    code=USAGE,
                )
            if known not in found:
                found.append(known)
    return tuple(sorted(found, key=LETTERS.index))


def assign(
    portfolio: Portfolio, plan: str, subject: str, holder: str, wanted: tuple[Letter, ...], state: State
) -> Portfolio:
    """Give one holder exactly these letters on one subject; letters it held and are not named go."""
    scope = "" if state == "as-is" else plan
    if "I" in wanted and {"A", "R"} & set(wanted):
        raise MopsError(
            f"{untyped(holder)[1]} cannot be told (I) what it does or answers for ({', '.join(wanted)})", code=USAGE
        )
    if "A" in wanted:
        _nobody_else_answers(portfolio, scope, subject, holder, state)
    held = _held(portfolio, scope, subject, holder, state)
    kept = {a.letter: a for a in held if a.letter in wanted}
    rows = [kept.get(letter) or Assignment(subject, holder, letter, state, scope) for letter in wanted]
    return records.put(_without(portfolio, [a for a in held if a.letter not in wanted]), *rows)


def _nobody_else_answers(portfolio: Portfolio, scope: str, subject: str, holder: str, state: State) -> None:
    others = [
        a.holder
        for a in portfolio.assignments.values()
        if (a.plan, a.subject, a.state, a.letter) == (scope, subject, state, "A") and a.holder != holder
    ]
    if others:
        kind, key = untyped(others[0])
        name = untyped(subject)[1]
        raise MopsError(
            f"{name} already has somebody accountable ({state}): {key}",
            hint=f"mopsctl raci clear {name} --{kind} {key} A --state {state}",
            code=USAGE,
        )


def _held(portfolio: Portfolio, scope: str, subject: str, holder: str, state: State) -> list[Assignment]:
    return [
        a
        for a in portfolio.assignments.values()
        if (a.plan, a.subject, a.holder, a.state) == (scope, subject, holder, state)
    ]


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
    """Record that a holder agreed to every letter it holds on a subject."""
    held = _held(portfolio, "" if state == "as-is" else plan, subject, holder, state)
    if not held:
        raise records.nothing_found(
            f"{state} letter of {untyped(holder)[1]} on {untyped(subject)[1]}", f"mopsctl raci show --state {state}"
        )
    agreed = {"agreed": True, "agreed_by": by, "agreed_on": records.happened(portfolio, on)}
    return records.put(portfolio, *(structs.replace(a, **agreed) for a in held))
