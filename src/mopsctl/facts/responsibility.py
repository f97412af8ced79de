"""Who does, answers, is asked and is told, subject by subject, as-is and to-be (domain §2.3).

All assignments are read in one pass; every rule and report then works on rows.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from ..model.fields import typed, untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import LETTERS, State
from .memo import fact
from .overlap import capabilities_of
from .participation import is_open


class Scheme(Struct, frozen=True):
    """A letter scheme as data: which letters answer, do, are asked and are told."""

    answers: str
    does: str
    asked: str
    told: str


RACI = Scheme(answers="A", does="R", asked="C", told="I")


class Row(Struct, frozen=True):
    """One subject in one plan and state. Holders are typed keys, sorted; `cells` pairs each with its letters."""

    plan: str  # "" as-is
    state: State
    subject: str
    cells: tuple[tuple[str, str], ...] = ()  # (holder, letters in the order of LETTERS)
    answers: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def letters_of(self, holder: str) -> str:
        """The letters a holder has here, e.g. "RA"; empty where it has none."""
        return next((letters for key, letters in self.cells if key == holder), "")


class RaciMatrix(Struct, frozen=True):
    """Rows by subject, columns by holder."""

    plan: str
    state: State
    holders: tuple[str, ...]
    rows: tuple[Row, ...]


class Load(Struct, frozen=True):
    """On how many subjects of one plan and state a holder has each part."""

    plan: str
    state: State
    holder: str
    answers: int = 0
    does: int = 0
    asked: int = 0
    told: int = 0


@fact
def rows(portfolio: Portfolio) -> Mapping[tuple[str, State], Mapping[str, Row]]:
    """Every row that has a letter, by (plan, state), then subject in order."""
    grouped: dict[tuple[str, State], dict[str, list[tuple[str, str]]]] = {}
    for assignment in portfolio.assignments.values():
        subjects = grouped.setdefault((assignment.plan, assignment.state), {})
        subjects.setdefault(assignment.subject, []).append((assignment.holder, assignment.letter))
    return {
        scope: {subject: _row(*scope, subject, subjects[subject]) for subject in sorted(subjects)}
        for scope, subjects in sorted(grouped.items())
    }


def _row(plan: str, state: State, subject: str, held: list[tuple[str, str]]) -> Row:
    held.sort()
    letters: dict[str, str] = {}
    for holder, letter in held:
        letters[holder] = letters.get(holder, "") + letter
    return Row(
        plan,
        state,
        subject,
        tuple((holder, have if len(have) == 1 else _in_order(have)) for holder, have in letters.items()),
        answers=tuple([holder for holder, letter in held if letter in RACI.answers]),
        does=tuple([holder for holder, letter in held if letter in RACI.does]),
        asked=tuple([holder for holder, letter in held if letter in RACI.asked]),
        told=tuple([holder for holder, letter in held if letter in RACI.told]),
    )


def _in_order(letters: str) -> str:
    return "".join(letter for letter in LETTERS if letter in letters)


def row(portfolio: Portfolio, plan: str, state: State, subject: str) -> Row:
    """One row; an empty one where nobody holds a letter."""
    return rows(portfolio).get((plan, state), {}).get(subject) or Row(plan, state, subject)


def matrix(portfolio: Portfolio, plan: str, state: State, team: str = "", subjects: Iterable[str] = ()) -> RaciMatrix:
    """The matrix of a plan (to-be) or of the organisation (plan "", as-is), rows and columns in order of key.

    `team` keeps the rows in which the team or one of its people holds a letter; `subjects` keeps those (typed keys).
    """
    found: Iterable[Row] = rows(portfolio).get((plan, state), {}).values()
    if wanted := frozenset(subjects):
        found = (row for row in found if row.subject in wanted)
    if team:
        members = holders_in(portfolio, team)
        found = (row for row in found if any(holder in members for holder, _ in row.cells))
    kept = tuple(found)
    return RaciMatrix(plan, state, tuple(sorted({holder for row in kept for holder, _ in row.cells})), kept)


@fact
def judged(portfolio: Portfolio) -> tuple[Row, ...]:
    """The rows that rules judge: all that have a letter, of the organisation and of open plans, in order.

    To-be, a capability of the plan with no letter at all is judged too (an empty row), but only once the plan has
    left `explore`: before that nobody can know who will do it.
    """
    found = [row for (plan, _), some in rows(portfolio).items() if not plan or is_open(portfolio, plan)
             for row in some.values()]  # fmt: skip
    for plan, record in portfolio.plans.items():
        if record.stage == "explore" or not is_open(portfolio, plan):
            continue
        modelled = rows(portfolio).get((plan, "to-be"), {})
        subjects = (typed("capability", key) for key in capabilities_of(portfolio, plan))
        found += [Row(plan, "to-be", subject) for subject in subjects if subject not in modelled]
    return tuple(sorted(found, key=lambda row: (row.plan, row.state, row.subject)))


@fact
def loads(portfolio: Portfolio) -> tuple[Load, ...]:
    """What each holder carries in each plan and state, in order of plan, state and holder."""
    counts: dict[tuple[str, State, str], list[int]] = {}
    for (plan, state), some in rows(portfolio).items():
        for row in some.values():
            for place, holders in enumerate((row.answers, row.does, row.asked, row.told)):
                for holder in holders:
                    counts.setdefault((plan, state, holder), [0, 0, 0, 0])[place] += 1
    return tuple(Load(*key, *count) for key, count in sorted(counts.items()))


@fact
def holders_in(portfolio: Portfolio, team: str) -> frozenset[str]:
    """The team and its people, as holders (typed keys)."""
    people = (typed("person", person.key) for person in portfolio.people.values() if person.team == team)
    return frozenset((typed("team", team), *people))


def team_of(portfolio: Portfolio, holder: str) -> str:
    """The team that a holder is, or belongs to."""
    kind, key = untyped(holder)
    return key if kind == "team" else portfolio.people[key].team
