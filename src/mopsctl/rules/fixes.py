"""What can be cured without anybody deciding anything: the changes behind `gaps --fix`, by the code of the rule.

A fix takes away what counts for nothing by what is recorded already. None names an owner, gives a letter to anybody,
sets a date, an estimate or an answer, asks a question or accepts a gap. Every other rule is left to people; a test says
why, and holds it and the catalogue together. Of which findings it is done is in `rules.mending`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from ..changes import Change
from ..facts.overlap import is_off
from ..facts.responsibility import Row, row, scheme_of
from ..model.fields import Record, untyped
from ..model.kinds import kind_of
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver


class Flaw(Struct, frozen=True):
    """A finding without its words. `records`: what no edit can find out, the idle waivers."""

    code: str
    plan: str  # empty: the organisation
    subject: str  # typed key
    records: tuple[Record, ...] = ()


# What cures a flaw, as changes (of 5,000 flaws each touches few of 100,000 records); none where it takes a decision.
Fix: TypeAlias = Callable[[Portfolio, Flaw], Iterable[Change]]


def cure(portfolio: Portfolio, flaw: Flaw) -> tuple[Change, ...]:
    """What cures one flaw; empty where that takes a decision."""
    fix = FIXES.get(flaw.code)
    return tuple(fix(portfolio, flaw)) if fix else ()


def _gone(portfolio: Portfolio, plural: str, keys: Iterable[object]) -> Iterator[Change]:
    return (Change(plural, portfolio.of(plural)[key], None) for key in keys)


# Waivers.


def _end_waiver(portfolio: Portfolio, flaw: Flaw) -> Iterator[Change]:
    """A waiver goes whose day is past: it lets nothing pass any more."""
    held = portfolio.waivers
    return _gone(portfolio, "waivers", [k for k in _waivers_on(portfolio, flaw) if held[k].until < portfolio.today])


def _end_idle_waiver(portfolio: Portfolio, flaw: Flaw) -> Iterator[Change]:
    """A waiver goes whose rule finds nothing there, or may not be waived."""
    idle = {kind_of(one).key_of(one) for one in flaw.records if isinstance(one, Waiver)}
    return _gone(portfolio, "waivers", [key for key in _waivers_on(portfolio, flaw) if key in idle])


def _waivers_on(portfolio: Portfolio, flaw: Flaw) -> list[tuple[str, str, str]]:
    return sorted(key for key in portfolio.waivers if (key[0], key[2]) == (flaw.plan, flaw.subject))


# Letters.


def _tell_no_doer(portfolio: Portfolio, flaw: Flaw) -> Iterator[Change]:
    """The letter of being told goes from whoever does it or answers for it."""
    known, found = scheme_of(portfolio), _row(portfolio, flaw)
    both = [holder for holder in found.told if holder in found.answers or holder in found.does]
    return _taken(portfolio, found, [(who, letter) for who, letter in _held(found) if who in both], known.told)


def _clear_what_is_off(portfolio: Portfolio, flaw: Flaw) -> Iterator[Change]:
    """The to-be letters on a platform go that is off, unless somebody agreed to one: then something else is meant."""
    kind, key = untyped(flaw.subject)
    if kind != "platform" or not is_off(portfolio, key):
        return iter(())
    found = _row(portfolio, flaw)
    gone = list(_taken(portfolio, found, _held(found), scheme_of(portfolio).order))
    return iter(() if any(getattr(change.before, "agreed", False) for change in gone) else gone)


def _held(found: Row) -> list[tuple[str, str]]:
    return [(holder, letter) for holder, letters in found.cells for letter in letters]


def _row(portfolio: Portfolio, flaw: Flaw) -> Row:
    return row(portfolio, flaw.plan, "to-be" if flaw.plan else "as-is", flaw.subject)


def _taken(portfolio: Portfolio, found: Row, held: Iterable[tuple[str, str]], letters: str) -> Iterator[Change]:
    gone = ((found.plan, found.subject, who, letter, found.state) for who, letter in held if letter in letters)
    return _gone(portfolio, "assignments", gone)


# The operating model.


def _end_gift_to_itself(portfolio: Portfolio, flaw: Flaw) -> Iterator[Change]:
    """What a team gives itself goes, unless somebody has confirmed it or accepts it: then two teams are meant."""
    _, key = untyped(flaw.subject)
    one = portfolio.interactions.get(key)
    if one is None or one.giver != one.receiver or one.giver_confirmed or one.receiver_confirmed:
        return iter(())
    spoken_of = any(waiver.subject == flaw.subject for waiver in portfolio.waivers.values())
    return iter(()) if spoken_of else _gone(portfolio, "interactions", [key])


FIXES: Mapping[str, Fix] = {
    "CAP505": _clear_what_is_off,
    "OPM804": _end_gift_to_itself,
    "RAC704": _tell_no_doer,
    "WAV001": _end_waiver,
    "WAV002": _end_idle_waiver,
}
