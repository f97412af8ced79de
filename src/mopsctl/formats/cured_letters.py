"""Which of the letters of a plan file the cure of a finding speaks of: the one it takes away, or lets agree."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeAlias

from ..model.responsibility import scheme
from .cured_rows import Cure

# What a row of the file says of itself, and its line.
Rows: TypeAlias = Sequence[tuple[Any, int]]
COMMANDS = ("raci set", "raci clear", "raci agree", "handover answer")
OF_LETTERS = "mopsctl raci "  # how a cure by one of the first three begins
_SUBJECTS = ("capability", "activity", "platform", "task")
_LOST = "RAC713"
_AS_IS = ""


class Letters:
    """The letters of one plan file, and what it says of those that move."""

    def __init__(self, letters: Rows, assignments: Rows, handovers: Rows) -> None:
        known = scheme({row.letter: row for row, _ in letters})
        self._duties = "".join(one.letter for one in known if one.duty in ("answers", "does"))
        self._by: dict[tuple[str, str], list[tuple[Any, int]]] = {}  # by plan and subject
        for row, line in assignments:
            self._by.setdefault((row.plan, row.subject), []).append((row, line))
        self._answers = {(row.plan, row.subject, row.giver): line for row, line in reversed(handovers)}

    def only(self, plan: str, subject: str) -> int:
        """The line of the letter of a subject that has one and no more; 0 else."""
        rows = self._by.get((plan, subject), ())
        return rows[0][1] if len(rows) == 1 else 0

    def line(self, code: str, plan: str, subject: str, cure: Cure) -> int:
        """Where a finding stands whose cure is on letters; 0 where the file has no such row."""
        rows, (verb, *_) = self._row(plan, subject, cure), cure.command.split()
        if verb == "handover":
            return self._given(plan, subject, cure)
        if code == _LOST:
            return self._lost(rows, subject, cure)
        wanted = cure.words[1:]
        if givers := cure.options.get("from", ()):
            return _first(rows, lambda row: _is(row.holder, givers) and row.letter in wanted)
        holders = cure.holders
        held = [(row, line) for row, line in rows if row.holder in holders]
        if cure.command == "raci agree":
            return _first(held, lambda row: not row.agreed and row.letter in self._duties)
        return _first(held, lambda row: row.letter in wanted) or _first(held) or _first(rows)

    def _row(self, plan: str, subject: str, cure: Cure) -> Rows:
        """All letters on the subject that the cure names: most often that of the finding."""
        named = cure.words[0] if cure.words else ""
        if _is(subject, (named,)) and (rows := self._by.get((plan, subject))):
            return rows
        tried = [named, *(f"{kind}:{named}" for kind in _SUBJECTS)]
        return next((found for one in tried if _is(one, (named,)) and (found := self._by.get((plan, one)))), [])

    def _given(self, plan: str, subject: str, cure: Cure) -> int:
        """What is said of the giver, else what it has as-is."""
        answers = [self._answers.get((plan, subject, giver), 0) for giver in cure.holders]
        held = [(row, line) for row, line in self._by.get((_AS_IS, subject), ()) if row.holder in cure.holders]
        return next(filter(None, answers), 0) or _first(held, lambda row: row.letter in self._duties)

    def _lost(self, rows: Rows, subject: str, cure: Cure) -> int:
        """The letter as-is that nobody has to-be."""
        kept = {row.letter for row, _ in rows}
        lost = [letter for letter in cure.words[1:] if letter not in kept]
        return _first(self._by.get((_AS_IS, subject), ()), lambda row: row.letter in lost)


def _is(typed_key: str, named: Collection[str]) -> bool:
    """Whether it is named, by its key or by its kind as well."""
    return typed_key in named or typed_key.partition(":")[2] in named


def _first(rows: Iterable[tuple[Any, int]], fits: Callable[[Any], bool] = lambda _: True) -> int:
    return next((line for row, line in rows if fits(row)), 0)
