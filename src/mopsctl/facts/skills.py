"""Skills that positions want and people have (domain §4.2)."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .chart import chart
from .memo import fact


@fact
def wanted(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """By position, the skills it wants."""
    return _grouped(portfolio.wanted_skills)


@fact
def held(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """By person, the skills they have."""
    return _grouped(portfolio.held_skills)


@fact
def known(portfolio: Portfolio) -> tuple[str, ...]:
    """Every skill that is wanted or held."""
    return tuple(sorted({skill for _, skill in (*portfolio.wanted_skills, *portfolio.held_skills)}))


def _grouped(pairs: Mapping[tuple[str, str], object]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for whose, skill in sorted(pairs):
        found[whose].append(skill)
    return {whose: tuple(skills) for whose, skills in found.items()}


class SkillGap(Struct, frozen=True):
    """The skills that a position wants and its holder lacks."""

    position: str
    holder: str
    lacking: tuple[str, ...]


@fact
def gaps(portfolio: Portfolio, state: State) -> tuple[SkillGap, ...]:
    """Where the holder of a position lacks what it wants, by position; a vacant one lacks nothing."""
    found: list[SkillGap] = []
    boxes = chart(portfolio, state).boxes
    for position, skills in sorted(wanted(portfolio).items()):
        box = boxes.get(position)
        if box is None or box.holder is None:
            continue
        has = held(portfolio).get(box.holder, ())
        if lacking := tuple(skill for skill in skills if skill not in has):
            found.append(SkillGap(position, box.holder, lacking))
    return tuple(found)
