"""A matrix read both ways: down, what each holder carries; across, which rows are thin or thick (domain §2.3)."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.responsibility import DUTIES
from .responsibility import RaciMatrix, Row, Scheme, scheme_of


class Carried(Struct, frozen=True):
    """What one holder carries: on how many subjects it has each duty, and how many of its letters it agreed to."""

    holder: str
    answers: int
    does: int
    asked: int
    told: int
    subjects: int
    letters: int
    agreed: int
    remarks: tuple[str, ...] = ()


class RowWeight(Struct, frozen=True):
    """How many have each duty on one subject, and why the row is thin or thick; neither: no remarks."""

    subject: str
    answers: int
    does: int
    asked: int
    told: int
    thin: tuple[str, ...] = ()
    thick: tuple[str, ...] = ()


class Analysis(Struct, frozen=True):
    """The matrix down (holders) and across (rows)."""

    holders: tuple[Carried, ...]
    rows: tuple[RowWeight, ...]


def analysis(portfolio: Portfolio, found: RaciMatrix, policy: Policy) -> Analysis:
    """What a matrix says in numbers: the heaviest load first, rows in order of subject."""
    known = scheme_of(portfolio)
    weights = tuple(_weight(known, row, policy) for row in found.rows)
    carried = sorted(
        _carried(portfolio, known, found.rows, policy),
        key=lambda one: (-one.answers, -one.does, -one.asked, -one.told, one.holder),
    )
    return Analysis(tuple(carried), weights)


def _weight(known: Scheme, row: Row, policy: Policy) -> RowWeight:
    answers, does, asked, told = counts = [len(row.held(duty)) for duty in DUTIES]
    thin = [
        f"nobody is {known.one(duty)}" for duty, count in zip(DUTIES[:2], counts, strict=False) if not count
    ]  # fmt: skip
    if not asked and not told:
        thin.append("nobody else hears of it")
    thick = [f"{answers} are {known.many('answers')}"] if answers > 1 else []
    thick += [f"{does} are {known.many('does')}"] if does >= policy.many_responsible else []
    thick += [f"{asked} are {known.many('asked')}"] if asked >= policy.many_consulted else []
    return RowWeight(row.subject, answers, does, asked, told, tuple(thin), tuple(thick))


def _carried(portfolio: Portfolio, known: Scheme, rows: Iterable[Row], policy: Policy) -> Iterator[Carried]:
    parts: dict[str, list[int]] = {}  # by duty, then subjects, letters, agreed
    for row in rows:
        for place, duty in enumerate(DUTIES):
            for holder in row.held(duty):
                parts.setdefault(holder, [0] * 7)[place] += 1
        for holder, letters in row.cells:
            count = parts.setdefault(holder, [0] * 7)
            count[4] += 1
            count[5] += len(letters)
            count[6] += sum(
                portfolio.assignments[row.plan, row.subject, holder, letter, row.state].agreed for letter in letters
            )
    for holder, (answers, does, asked, told, subjects, held, agreed) in parts.items():
        remarks = []
        if answers >= policy.accountable_load:
            remarks.append(f"{known.word('answers')} for many (from {policy.accountable_load} on)")
        if not answers and not does:
            remarks.append(f"neither {known.one('answers')} nor {known.one('does')} anywhere")
        yield Carried(holder, answers, does, asked, told, subjects, held, agreed, tuple(remarks))
