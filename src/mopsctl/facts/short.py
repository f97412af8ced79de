"""How a holder or a subject of letters is named: its key as a user types it, and its name."""

from typing import Any

from ..model.fields import untyped
from ..model.kinds import BY_WORD
from ..model.portfolio import Portfolio
from .memo import fact


def short(portfolio: Portfolio, typed_key: str) -> str:
    """The key of a holder or subject as a user types it: bare, unless several kinds share it."""
    kind, _, key = typed_key.partition(":")
    return typed_key if key in shared_keys(portfolio, kind in _HOLDERS) else key


@fact
def shared_keys(portfolio: Portfolio, of_holders: bool) -> frozenset[str]:
    """The keys that holders of several kinds have, or subjects of several kinds."""
    seen, twice = set[str](), set[str]()
    for plural in (_HOLDERS if of_holders else _SUBJECTS).values():
        keys = portfolio.of(plural).keys()
        twice |= seen & keys
        seen |= keys
    return frozenset(twice)


_HOLDERS = {"team": "teams", "person": "people", "position": "positions"}
_SUBJECTS = {"capability": "capabilities", "activity": "activities", "platform": "platforms", "task": "tasks"}


def name_of(portfolio: Portfolio, typed_key: str) -> str:
    """The name behind the typed key of a holder or a subject."""
    kind, key = untyped(typed_key)
    record: Any = portfolio.of(BY_WORD[kind].plural).get(key)
    return record.name if record else key
