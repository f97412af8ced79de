"""How far the functions are aligned on a plan: four figures that a leader understands (domain §1.2, §1.5, §2.3, §3).

Each is counted against what the teams, the platform and the method ask for, and not against what somebody wrote down:
to leave an ask, a row, a mark or a person out improves none of them. There is no one number made of the four, for its
weights could be defended to nobody. How they moved is `reports.alignment_past`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from ..model.capability import OWNERS
from ..model.commitment import ASK_KINDS, AskKind
from ..model.fields import says_something, typed
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .by_plan import records_of
from .commitment import commitment
from .completeness import held, owners
from .memo import fact
from .operating import topics
from .overlap import capabilities_of
from .participation import functions_of, involved, participating
from .responsibility import team_of
from .scheme import scheme_of
from .support import LEVELS

FigureKey = Literal["asks_proven", "one_accountable", "support_cells", "model_answers"]

# All that a figure depends on, by plural: what else changes moves none of them.
DEPENDS_ON = (
    "teams", "people", "platforms", "offerings", "plans", "participations", "asks", "support", "tasks", "needs",
    "boxes", "letters", "assignments", "topics", "rights",
)  # fmt: skip

# The topics that the model of any platform answers at the least (domain §3). A store may have more.
NAMED = ("roadmap", "enhancements", "final-vote", "budget", "taxonomy", "data", "front-end", "back-end")


class Figure(Struct, frozen=True):
    """So many of so many. `counts` is what it is counted against: teams, functions, subjects; typed keys, sorted."""

    key: FigureKey
    done: int
    of: int
    counts: tuple[str, ...]


@fact
def alignment(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Figure, ...]:
    """The four figures, in the order of `FigureKey`; of one that has nothing to count yet, 0 of 0."""
    return (
        _asks_proven(portfolio, plan, policy),
        _one_accountable(portfolio, plan),
        _support_cells(portfolio, plan, policy),
        _model_answers(portfolio, plan),
    )


# Who counts.


@fact
def counted(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[str, ...]:
    """The teams whose alignment the plan needs, sorted: those involved, and those of whom nobody said so yet."""
    return tuple(sorted({*involved(portfolio, plan), *undecided(portfolio, plan, policy)}))


@fact
def undecided(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[str, ...]:
    """Teams that something in the plan waits for, and of whom nobody said how they take part; sorted.

    That they are out without a reason is no word either: to take a team out is a decision, and wants one. A team that
    is no more than affected does not count.
    """
    out = {one.team for one in records_of(portfolio, "participations", plan)
           if one.involvement == "out" and says_something(one.because)}  # fmt: skip
    told = {*participating(portfolio, plan), *out}
    return tuple(sorted({*_at_work(portfolio, plan), *_by_default(portfolio, policy, told)} - told))


def _at_work(portfolio: Portfolio, plan: str) -> set[str]:
    """Teams with a task or a need in the plan, a part in doing or answering, or a capability to run on its platform."""
    platform = portfolio.plans[plan].platform
    teams = {one.team for one in portfolio.offerings.values() if one.platform == platform}
    teams |= {one.team for plural in ("tasks", "needs") for one in records_of(portfolio, plural, plan)}
    teams |= {team_of(portfolio, holder) for holder in _duties(portfolio, plan).holders}
    return teams - {None, ""}


def _by_default(portfolio: Portfolio, policy: Policy, told: set[str]) -> Iterator[str]:
    """Teams that stand for a function to consider in every plan, which none that is told of covers (PLN607)."""
    covered = {function for team in told for function in functions_of(portfolio, team)}
    silent = {*policy.marketing_functions, *policy.technology_functions} - covered
    return (team for team in portfolio.teams if not silent.isdisjoint(functions_of(portfolio, team)))


# What is counted.


class _Duties(Struct, frozen=True):
    answering: Mapping[str, int]  # how many answer for each subject, to-be
    holders: frozenset[str]  # who answers or does


@fact
def _duties(portfolio: Portfolio, plan: str) -> _Duties:
    """Without rows, which cost ten times as much: a trend needs it week by week."""
    known = scheme_of(portfolio)
    planned = [one for one in portfolio.assignments.values() if one.plan == plan and one.state == "to-be"]
    answers = {(one.subject, one.holder) for one in planned if one.letter in known.answers}
    duties = known.answers + known.does
    return _Duties(
        Counter([subject for subject, _ in answers]),
        frozenset([one.holder for one in planned if one.letter in duties]),
    )


@fact
def _capabilities(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """All that the plan's platform brings."""
    return _typed("capability", capabilities_of(portfolio, plan))


def _asks_proven(portfolio: Portfolio, plan: str, policy: Policy) -> Figure:
    """Three asks of each team that counts, whether or not they were put."""
    teams = counted(portfolio, plan, policy)
    proven = sum([_is_proven(portfolio, plan, team, kind) for team in teams for kind in ASK_KINDS])
    return Figure("asks_proven", proven, 3 * len(teams), _typed("team", teams))


def _is_proven(portfolio: Portfolio, plan: str, team: str, kind: AskKind) -> bool:
    """Whether the answer that counts is proven, and no later round was withdrawn.

    To take back a round that was refused would else let what an earlier one proved count again. A round that was never
    answered looks the same once it is withdrawn, so it is treated the same.
    """
    found = commitment(portfolio, plan, team)
    answer = found.answer(kind)
    if answer is None or found.state(kind) != "proven":
        return False
    return _withdrawn(portfolio, plan).get((team, kind), 0) < answer.round


@fact
def _withdrawn(portfolio: Portfolio, plan: str) -> Mapping[tuple[str, AskKind], int]:
    """The latest round of an ask that was withdrawn."""
    found: dict[tuple[str, AskKind], int] = {}
    for ask in records_of(portfolio, "asks", plan):
        if ask.state == "withdrawn":
            found[ask.team, ask.kind] = max(ask.round, found.get((ask.team, ask.kind), 0))
    return found


def _one_accountable(portfolio: Portfolio, plan: str) -> Figure:
    """One for every capability of the plan's platform, whether or not it has a row."""
    wanted, answering = _capabilities(portfolio, plan), _duties(portfolio, plan).answering
    return Figure("one_accountable", sum([answering.get(one) == 1 for one in wanted]), len(wanted), wanted)


def _support_cells(portfolio: Portfolio, plan: str, policy: Policy) -> Figure:
    """Every function of the teams that count, at all three levels, whether or not anybody is known there."""
    functions = sorted(
        {function for team in counted(portfolio, plan, policy) for function in functions_of(portfolio, team)}
    )
    filled = set()
    for mark in records_of(portfolio, "support", plan):
        if mark.solution == mark.timing == "yes":
            person = portfolio.people[mark.person]
            filled |= {(function, person.level) for function in functions_of(portfolio, person.team)}
    done = sum((function, level) in filled for function in functions for level in LEVELS)
    return Figure("support_cells", done, len(LEVELS) * len(functions), _typed("function", functions))


def _model_answers(portfolio: Portfolio, plan: str) -> Figure:
    """What the model must answer (domain §3): who is accountable, decides, performs and owns.

    Its other sections (`completeness.sections`) are as long as the lists that somebody wrote for them: interactions,
    sources of truth, boxes, confirmations. They would look the better the shorter those are.
    """
    wanted, answering = _capabilities(portfolio, plan), _duties(portfolio, plan).answering
    answered = sum([one in answering for one in wanted])
    asked = {*NAMED, *(one.key for one in topics(portfolio))}
    found = (
        held(portfolio, plan, "decide", "decides"),
        held(portfolio, plan, "perform", "performs"),
        owners(portfolio, plan),
    )
    whole = len(wanted) + len(asked) + len(OWNERS)
    counts = tuple(sorted([*wanted, *_typed("topic", tuple(asked))]))
    return Figure("model_answers", answered + sum(one.part for one in found), whole, counts)


def _typed(kind: str, keys: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple([typed(kind, key) for key in keys])
