"""Which questions of the bank are to be asked of a team, filled with real names (domain §1, §2.1, §2.3, §3).

The questions themselves are data (`templates/questions.yaml`). Each says for what it is asked; `facts.occasions` finds
those things, with the names that go into the question. It is asked once for each, and not at all where there is none.
"""

from msgspec import Struct

from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .agenda import points
from .case import Case
from .languages import Language
from .memo import fact
from .occasions import SUPPLIES
from .occasions_of_model import named
from .point import Point

MOST = 3  # times that one question is asked
USUAL = Policy()


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the bank: where it comes from (domain §), for what it is asked, and its text by language."""

    key: str
    section: str
    each: str
    en: str
    tr: str


class Asked(Struct, frozen=True):
    """A question with its names filled in; `more` like it were left out."""

    key: str
    section: str
    text: str
    more: int = 0


@fact
def asked(
    portfolio: Portfolio,
    plan: str,
    team: str,
    bank: tuple[Question, ...],
    language: Language,
    policy: Policy = USUAL,
) -> tuple[Asked, ...]:
    """The questions to ask, in the order of the bank; each at most MOST times, the last one saying how many more."""
    case = Case(portfolio, portfolio.plans[plan], team, language, policy)
    found: list[Asked] = []
    for question in bank:
        text = question.tr if language == "tr" else question.en
        cases = [{**case.always, **names} for names in SUPPLIES[question.each](case)]
        more = max(len(cases) - MOST, 0)
        for at, names in enumerate(cases[:MOST], 1):
            filled = " ".join(text.format_map(names).split())
            found.append(Asked(question.key, question.section, filled, more if at == MOST else 0))
    return tuple(found)


@fact
def agenda(
    portfolio: Portfolio, plan: str, bank: tuple[Question, ...], language: Language, policy: Policy = USUAL
) -> tuple[tuple[Point, str], ...]:
    """What is open in the operating model, point by point, with the question of the bank that asks for it."""
    found = portfolio.plans[plan]
    platform = portfolio.platforms.get(found.platform or "")
    always = {"plan": found.name, "platform": platform.name if platform else found.name}
    texts = {one.each: one.tr if language == "tr" else one.en for one in bank}
    told: list[tuple[Point, str]] = []
    for point in points(portfolio, plan, policy):
        names = {**always, **named(point.names, language)}
        told.append((point, " ".join(texts[point.each].format_map(names).split())))
    return tuple(told)
