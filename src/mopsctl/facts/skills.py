"""Skills that positions want and people have (domain §4.2)."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from ..model.org import Box
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
    """The skills that a position wants and its holder lacks; of somebody without any on record nothing is known."""

    position: str
    holder: str
    lacking: tuple[str, ...]
    not_recorded: tuple[str, ...] = ()  # wanted of a holder of whom no skill at all is recorded


@fact
def gaps(portfolio: Portfolio, state: State) -> tuple[SkillGap, ...]:
    """Where the holder of a position lacks what it wants, by position; a vacant one lacks nothing."""
    boxes = chart(portfolio, state).boxes
    found = (gap(portfolio, position, boxes.get(position)) for position in sorted(wanted(portfolio)))
    return tuple(one for one in found if one is not None)


def gap(portfolio: Portfolio, position: str, box: Box | None) -> SkillGap | None:
    """What the holder of one box lacks; None where it is nothing."""
    skills = wanted(portfolio).get(position, ())
    if box is None or box.holder is None or not skills:
        return None
    has = held(portfolio).get(box.holder)
    if has is None:
        return SkillGap(position, box.holder, (), skills)
    lacking = tuple(skill for skill in skills if skill not in has)
    return SkillGap(position, box.holder, lacking) if lacking else None
