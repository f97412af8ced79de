"""The history as an audience may know it: one mechanism for every report that tells of the past.

It is a history that could have been: of the answers that the audience may not see there is no step to or from, and
what was renamed had its key of now all along. So stores that differ only in such steps tell the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..changes import Change, ChangeSet
from ..facts.audience import Audience, redact
from ..model.commitment import Ask
from ..model.fields import Record
from ..model.kinds import RecordKey
from .renamed import under_names_of_now

ChangeSets: TypeAlias = Sequence[ChangeSet]
Life: TypeAlias = list[Record | None]  # a record from when it came until it went, a state after the other


class Answer(Struct, frozen=True):
    """Fields of a record that speak together, and what the first of them says where others may not hear it."""

    fields: tuple[str, ...]
    no: str

    def withheld(self, record: Any) -> bool:
        """Whether it says no."""
        return bool(getattr(record, self.fields[0]) == self.no)


# What `facts.audience` shows to others as if it had not been answered; of an ask, all that it then leaves out.
_ASKED = {"plan", "team", "kind", "round", "asked_on", "of", "due"}
ANSWERS: Mapping[str, tuple[Answer, ...]] = {
    "asks": (
        Answer(("state", *(name for name in Ask.__struct_fields__ if name not in {*_ASKED, "state"})), "refused"),
    ),
    "support": (Answer(("solution",), "no"), Answer(("timing",), "no")),
    "participations": (Answer(("critical", "said_in"), "no"),),
}


def is_outside(audience: Audience) -> bool:
    """Whether the audience is told of no refusal and no "no"."""
    return audience in ("team", "all")


def retold(
    change_sets: ChangeSets, audience: Audience, whole: Callable[[], ChangeSets] | None = None
) -> tuple[ChangeSet, ...]:
    """The change-sets, the newest first and without a hole up to now, as the audience may know them.

    `whole` gives all there ever were. It is asked only where these begin with a no, so that nobody could say what was
    there to be seen before it.
    """
    known = [(one, list(changes)) for one, changes in zip(change_sets, under_names_of_now(change_sets), strict=True)]
    if is_outside(audience) and _veil([changes for _, changes in known]) and whole is not None:
        numbers = {one.number for one in change_sets}
        return tuple(one for one in retold(whole(), audience) if one.number in numbers)
    return tuple(replace(one, changes=tuple(_seen(changes, audience))) for one, changes in known)


def _seen(changes: Iterable[Change], audience: Audience) -> list[Change]:
    if audience == "me":
        return list(changes)
    seen = (Change(c.kind, c.before and redact(c.before, audience), c.after and redact(c.after, audience))
            for c in changes)  # fmt: skip
    return [change for change in seen if change.before != change.after]


def _veil(newest_first: Sequence[list[Change]]) -> bool:
    """Take the steps to and from a no out of the changes; whether one begins with a no that hides what was before."""
    denied = {(one.kind, one.key) for changes in newest_first for one in changes if _says_no(one)}
    places: dict[tuple[str, RecordKey], list[tuple[list[Change], int]]] = {}
    for changes in reversed(newest_first) if denied else ():
        for place, change in enumerate(changes):
            if change.kind in ANSWERS and (change.kind, change.key) in denied:
                places.setdefault((change.kind, change.key), []).append((changes, place))
    unknown = False
    for (plural, _), found in places.items():
        states = [side for changes, n in found for side in (changes[n].before, changes[n].after)]
        told, doubtful = _told(states, ANSWERS[plural])
        unknown |= doubtful
        for number, (changes, place) in enumerate(found):
            changes[place] = Change(plural, told[2 * number], told[2 * number + 1])
    return unknown


def _says_no(change: Change) -> bool:
    sides = [side for side in (change.before, change.after) if side is not None]
    return any(answer.withheld(side) for answer in ANSWERS.get(change.kind, ()) for side in sides)


def _told(states: Life, answers: tuple[Answer, ...]) -> tuple[Life, bool]:
    """The states of a record as they may be told; whether what stood before the first would have to be known."""
    told: Life = []
    unknown = False
    for life in _lives(states):
        for answer in answers if life[0] is not None else ():
            if answer.withheld(life[-1]) and len(told) + len(life) == len(states):
                life = [replace(one, **{answer.fields[0]: answer.no}) for one in life]  # type: ignore[type-var]
            else:
                unknown |= not told and answer.withheld(life[0])
                life = _held(life, answer)
        told += life
    return told, unknown


def _lives(states: Life) -> list[Life]:
    """The states in which there is one, and those in which there is none, by turns."""
    lives: list[Life] = []
    for state in states:
        if lives and (lives[-1][-1] is None) == (state is None):
            lives[-1].append(state)
        else:
            lives.append([state])
    return lives


def _held(life: Life, answer: Answer) -> Life:
    """With the last answer that may be told in place of each that may not."""
    held: Life = []
    last: dict[str, Any] | None = None
    for state in life:
        if not answer.withheld(state):
            last = {name: getattr(state, name) for name in answer.fields}
        held.append(replace(state, **last) if last and answer.withheld(state) else state)  # type: ignore[type-var]
    return held
