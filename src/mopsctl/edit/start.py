"""Starting a plan: the plan itself, the default teams in it, the core capabilities, the topics of its model."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import USAGE, MopsError
from ..model.capability import Platform
from ..model.fields import Record
from ..model.kinds import kind_of
from ..model.org import Team
from ..model.plan import Participation, Plan
from ..model.portfolio import Portfolio
from ..model.slugs import slug
from . import records
from .plan import is_building


def start(
    portfolio: Portfolio, template: Iterable[Record], name: str, key: str | None, fields: Mapping[str, Any]
) -> Portfolio:
    """A new plan in which every default team is involved; what the store knows already stays as it is.

    A platform that is not known yet is added as a proposed one.
    """
    key = key or slug(name)
    if not key:
        raise MopsError(f'no key can be made of "{name}"', hint=f'mopsctl plan init "{name}" --key KEY', code=USAGE)
    new = [one for one in template if kind_of(one).key_of(one) not in portfolio.of(kind_of(one).plural)]
    platform = fields.get("platform")
    if platform is not None and platform not in portfolio.platforms:
        new.append(Platform(platform, platform, "proposed"))
    built = {"built": portfolio.today} if is_building(fields.get("stage") or "explore") else {}
    plan = Plan(**{"key": key, "name": name, "start": portfolio.today, **built, **fields})
    teams = [one.key for one in template if isinstance(one, Team)]
    return records.add(portfolio, *new, plan, *(Participation(key, team) for team in teams))


def bring_in_example(portfolio: Portfolio, example: Iterable[Record]) -> Portfolio:
    """Every record of an example; refuses where the store has one of its keys already."""
    return records.add(portfolio, *example)
