"""Who does, answers, is asked and is told, subject by subject, as-is and to-be (domain §2.3).

All assignments are read in one pass; every rule and report then works on rows, and on duties rather than letters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from ..model.fields import typed, untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import DUTIES, Duty, State
from .memo import fact
from .overlap import capabilities_of, is_off
from .participation import involved, is_open
from .scheme import Scheme as Scheme
from .scheme import scheme_of as scheme_of
from .seats import team_by_holder as team_by_holder
from .seats import team_of as team_of
from .seats import teams_of
from .short import name_of as name_of
from .short import short as short


class Row(Struct, frozen=True, gc=False):  # no circles, and tens of thousands of them
    """One subject in one plan and state. Holders are typed keys, sorted; `cells` pairs each with its letters."""

    plan: str  # "" as-is
    state: State
    subject: str
    cells: tuple[tuple[str, str], ...] = ()  # (holder, letters in the order of the scheme)
    answers: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def letters_of(self, holder: str) -> str:
        """The letters a holder has here, e.g. "RA"; empty where it has none."""
        for key, letters in self.cells:
            if key == holder:
                return letters
        return ""

    def held(self, duty: Duty) -> tuple[str, ...]:
        """Who has a duty here."""
        return getattr(self, duty)  # type: ignore[no-any-return]


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
    known = scheme_of(portfolio)
    grouped: defaultdict[tuple[str, State], defaultdict[str, list[tuple[str, str]]]]
    grouped = defaultdict(lambda: defaultdict(list))
    for one in portfolio.assignments.values():
        grouped[one.plan, one.state][one.subject].append((one.holder, one.letter))
    return {
        scope: {subject: _row(known, *scope, subject, subjects[subject]) for subject in sorted(subjects)}
        for scope, subjects in sorted(grouped.items())
    }


@fact
def rows_of(portfolio: Portfolio, plan: str, state: State) -> Mapping[str, Row]:
    """The rows of one plan and state that have a letter, by subject in order; the others are not looked at."""
    known = scheme_of(portfolio)
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in portfolio.assignments.values():
        if one.plan == plan and one.state == state:
            found[one.subject].append((one.holder, one.letter))
    return {subject: _row(known, plan, state, subject, found[subject]) for subject in sorted(found)}


def _row(known: Scheme, plan: str, state: State, subject: str, held: list[tuple[str, str]]) -> Row:
    held.sort()
    by_letter: dict[str, tuple[str, ...]] = {}
    for holder, letter in held:
        by_letter[letter] = (*by_letter[letter], holder) if letter in by_letter else (holder,)

    duties = known.answers, known.does, known.asked, known.told
    holders = [by_letter.get(some, ()) if len(some) == 1 else _having(some, held) for some in duties]
    return Row(plan, state, subject, _cells(known, held), *holders)


def _having(letters: str, held: list[tuple[str, str]]) -> tuple[str, ...]:
    """Who holds one of several letters."""
    return tuple(dict.fromkeys([holder for holder, letter in held if letter in letters]))


def _cells(known: Scheme, held: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The letters of each holder, in the order of holders."""
    letters = dict(held)
    if len(letters) == len(held):  # nearly always
        return tuple(held)
    for holder in letters:
        letters[holder] = known.in_order([letter for key, letter in held if key == holder])
    return tuple(letters.items())


def row(portfolio: Portfolio, plan: str, state: State, subject: str) -> Row:
    """One row; an empty one where nobody holds a letter."""
    return rows(portfolio).get((plan, state), {}).get(subject) or Row(plan, state, subject)


def matrix(portfolio: Portfolio, plan: str, state: State, team: str = "", subjects: Iterable[str] = ()) -> RaciMatrix:
    """The matrix of a plan (to-be) or of the organisation (plan "", as-is), rows and columns in order of key.

    `team` keeps the rows in which the team or one of its people holds a letter; `subjects` keeps those (typed keys).
    """
    found: Iterable[Row] = rows_of(portfolio, plan, state).values()
    if wanted := frozenset(subjects):
        found = (row for row in found if row.subject in wanted)
    if team:
        members = holders_in(portfolio, team)
        found = (row for row in found if any(holder in members for holder, _ in row.cells))
    kept = tuple(found)
    return RaciMatrix(plan, state, tuple(sorted({holder for row in kept for holder, _ in row.cells})), kept)


def blank_matrix(
    portfolio: Portfolio, plan: str, state: State, team: str = "", subjects: Iterable[str] = ()
) -> RaciMatrix:
    """The matrix with room for what has no letter yet: rows that ought to have some, and columns of those who may.

    To-be those are the plan's own subjects and the involved teams; as-is all capabilities and activities, and all
    teams. With `team` or `subjects` it has the rows that `matrix` has, and those; to-be also the rows in which the team
    has a letter as-is, and whoever has one there.
    """
    found = matrix(portfolio, plan, state, team, subjects)
    wanted = list(subjects)
    now: tuple[Row, ...] = ()
    if plan and (team or wanted):
        now = matrix(portfolio, "", "as-is", team, subjects).rows
        wanted += [row.subject for row in now]
    elif not wanted and not team:
        every = [typed("capability", key) for key in sorted(portfolio.capabilities)]
        own = [one for key in every for one in with_activities(portfolio, key)]
        wanted += own_subjects(portfolio, plan) if plan else own
    known, there = {row.subject for row in found.rows}, rows_of(portfolio, plan, state)
    missing = [one for one in dict.fromkeys(wanted) if one not in known]
    shown = (*found.rows, *(there.get(one) or Row(plan, state, one) for one in missing))
    teams = (team,) if team else involved(portfolio, plan) if plan else tuple(portfolio.teams)
    mine = holders_in(portfolio, team) if team else frozenset()
    today = {holder for row in now for holder, _ in row.cells if not team or holder in mine}
    holders = {holder for row in shown for holder, _ in row.cells} | today
    return RaciMatrix(plan, state, tuple(sorted(holders | {typed("team", key) for key in teams})), shown)


def own_subjects(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """What a plan's letters ought to speak of: its capabilities, each with its activities, and its platform."""
    keys, platform = capabilities_of(portfolio, plan), portfolio.plans[plan].platform
    found = [one for key in keys for one in with_activities(portfolio, typed("capability", key))]
    return (*found, typed("platform", platform)) if platform else tuple(found)


@fact
def _activities(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, activity in sorted(portfolio.activities.items()):
        found.setdefault(activity.capability, []).append(typed("activity", key))
    return {capability: tuple(some) for capability, some in found.items()}


def with_activities(portfolio: Portfolio, subject: str) -> tuple[str, ...]:
    """A subject, and after a capability its activities (typed keys)."""
    kind, key = untyped(subject)
    return (subject, *(_activities(portfolio).get(key, ()) if kind == "capability" else ()))


PLATFORMS, TASKS = "Platforms", "Tasks"


def standing(portfolio: Portfolio, subject: str) -> tuple[int, str, str, bool, str]:
    """Where a subject stands among others, to sort by; its second part is the group that it stands in.

    Capabilities by area, each followed by its activities; then platforms, then tasks.
    """
    kind, key = untyped(subject)
    match kind:
        case "capability":
            return 0, portfolio.capabilities[key].area, key, False, key
        case "activity":
            capability = portfolio.activities[key].capability
            return 0, portfolio.capabilities[capability].area, capability, True, key
        case "platform":
            return 1, PLATFORMS, key, False, key
        case _:
            return 2, TASKS, key, False, key


@fact
def judged(portfolio: Portfolio) -> tuple[Row, ...]:
    """The rows that rules judge: all that have a letter, of the organisation and of open plans, in order.

    To-be, a capability of the plan with no letter at all is judged too (an empty row), but only once the plan has
    left `explore`: before that nobody can know who will do it. On a platform that is off nobody has anything to do.
    """
    off = {typed("platform", key) for key in portfolio.platforms if is_off(portfolio, key)}
    found = [row for (plan, _), some in rows(portfolio).items() if not plan or is_open(portfolio, plan)
             for row in some.values() if row.subject not in off]  # fmt: skip
    for plan, record in portfolio.plans.items():
        if record.stage == "explore" or not is_open(portfolio, plan):
            continue
        modelled = rows(portfolio).get((plan, "to-be"), {})
        subjects = (typed("capability", key) for key in capabilities_of(portfolio, plan))
        found += [Row(plan, "to-be", subject) for subject in subjects if subject not in modelled]
    return tuple(sorted(found, key=attrgetter("plan", "state", "subject")))


def judged_of(portfolio: Portfolio, plan: str) -> tuple[Row, ...]:
    """The to-be rows of one plan that rules judge, by subject; none of a closed one."""
    return _judged_by_plan(portfolio).get(plan, ())


@fact
def _judged_by_plan(portfolio: Portfolio) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in judged(portfolio):
        found.setdefault(row.plan, []).append(row)
    return {plan: tuple(some) for plan, some in found.items()}


@fact
def loads(portfolio: Portfolio) -> tuple[Load, ...]:
    """What each holder carries in each plan and state, in order of plan, state and holder."""
    found: list[Load] = []
    for (plan, state), some in rows(portfolio).items():
        counts = [Counter(chain.from_iterable([row.held(duty) for row in some.values()])) for duty in DUTIES]
        holders = sorted(set().union(*counts))
        found += [Load(plan, state, holder, *[count[holder] for count in counts]) for holder in holders]
    return tuple(found)


@fact
def answering(portfolio: Portfolio) -> Mapping[tuple[str, State], Mapping[str, int]]:
    """For how many subjects each holder answers, by plan and state; the rest of what `loads` counts is left out."""
    return {
        scope: Counter(chain.from_iterable([row.answers for row in some.values()]))
        for scope, some in rows(portfolio).items()
    }


def holders_in(portfolio: Portfolio, team: str) -> frozenset[str]:
    """The team, its people and the positions in it or held by one of them, as holders (typed keys)."""
    return _holders_by_team(portfolio).get(team) or frozenset((typed("team", team),))


@fact
def _holders_by_team(portfolio: Portfolio) -> Mapping[str, frozenset[str]]:
    found = {key: {typed("team", key)} for key in portfolio.teams}
    for person in portfolio.people.values():
        found[person.team].add(typed("person", person.key))
    for key in portfolio.positions:
        holder = typed("position", key)
        for team in teams_of(portfolio, holder):
            found[team].add(holder)
    return {team: frozenset(some) for team, some in found.items()}


def person_in(portfolio: Portfolio, holder: str, state: State) -> str:
    """The person that a holder is, or who holds the position in that state; empty where nobody is named.

    A position with a box in the other state only is held as there.
    """
    kind, key = untyped(holder)
    if kind == "person":
        return key
    other: State = "as-is" if state == "to-be" else "to-be"
    box = (portfolio.boxes.get((key, state)) or portfolio.boxes.get((key, other))) if kind == "position" else None
    return (box.holder if box else None) or ""
