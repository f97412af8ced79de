"""Curing what needs no decision: of which findings it is done, and that no cure brings another finding.

How each rule is cured is in `rules.fixes`. What a reader may know, and was asked for, is for the caller to say.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, structs

from ..changes import Change, patch
from ..model.fields import Record
from ..model.known import Identity
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .engine import Finding, findings
from .fixes import FIXES, Flaw, cure
from .waiver import idle

ROUNDS = 10  # a cure may lay bare what another cures; none is known that takes more than three

Cures: TypeAlias = Mapping[Identity, tuple[Change, ...]]


class Wanted(Struct, frozen=True):
    """What is to be cured: the findings that are `meant` of what its reader may `see`, each as often as it is there."""

    policy: Policy
    see: Callable[[Portfolio], Portfolio]
    meant: Callable[[Portfolio], Sequence[Identity]]


def mended(whole: Portfolio, wanted: Wanted) -> tuple[Portfolio, tuple[Identity, ...]]:
    """The Portfolio with all cured that can be, itself where nothing can; and the findings that end by it."""
    cured = Counter[Identity]()
    for _ in range(ROUNDS):
        cures = curable(whole, wanted)
        if not cures:
            break
        meant = Counter(wanted.meant(wanted.see(whole)))
        cured |= Counter({identity: meant[identity] for identity in cures})
        whole = _made(whole, cures)
    return whole, tuple(sorted(cured.elements()))


def curable(whole: Portfolio, wanted: Wanted) -> Cures:
    """What is meant and can be cured by changes that bring no other finding; with those changes.

    The reader's findings are cured by what the reader can see, as far as the whole truth says the same: a waiver that
    looks idle because a "no" is hidden lets something pass all the same.
    """
    seen = wanted.see(whole)
    cures: dict[Identity, tuple[Change, ...]] = {}
    for identity in sorted({one for one in wanted.meant(seen) if one[0] in FIXES}):
        changes = cure(whole, _flaw(whole, wanted.policy, identity))
        if seen is not whole:
            shown = cure(seen, _flaw(seen, wanted.policy, identity))
            changes = tuple([change for change in changes if change in shown])
        if changes:
            cures[identity] = changes
    return _harmless(whole, cures, wanted.policy) if cures else cures


def _flaw(portfolio: Portfolio, policy: Policy, identity: Identity) -> Flaw:
    code, plan, subject = identity
    records: tuple[Record, ...] = idle(portfolio, policy) if code == "WAV002" else ()
    return Flaw(code, plan, subject, records)


def _made(whole: Portfolio, cures: Cures) -> Portfolio:
    return patch(whole, [change for changes in cures.values() for change in changes])


def _harmless(whole: Portfolio, cures: Cures, policy: Policy) -> Cures:
    """The cures without those of rules that would bring an error or a warning, of whatever rule.

    What one rule's cures bring is not set off against what they end, nor against what another's do.
    """
    every = structs.replace(policy, select=(), ignore=())
    before = _graves(whole, every)
    kept: dict[Identity, tuple[Change, ...]] = {}
    for code in sorted({code for code, _, _ in cures}):
        tried = {**kept, **{one: changes for one, changes in cures.items() if one[0] == code}}
        after = _graves(_made(whole, tried), every)
        if not after - before:
            kept, before = tried, after
    return kept


def _graves(portfolio: Portfolio, policy: Policy) -> Counter[tuple[str, Identity]]:
    """The errors and warnings; an error is a warning too, that it may become one."""
    return Counter([grave for one in findings(portfolio, policy) for grave in _grave(one)])


def _grave(one: Finding) -> Iterator[tuple[str, Identity]]:
    identity = one.code, one.plan, one.subject
    if one.severity != "info":
        yield "warning", identity
    if one.severity == "error":
        yield "error", identity
