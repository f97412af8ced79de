"""That a digest was sent: what came after it is news to the team. What it says is `reports.digest`."""

from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Digest, Plan
from ..model.portfolio import Portfolio
from . import records


def sent(portfolio: Portfolio, plan: str, team: str, serial: int) -> Portfolio:
    """Keep that a team was sent a digest today, of the store as change-set `serial` left it."""
    get(portfolio, Plan, plan)
    get(portfolio, Team, team)
    return records.put(portfolio, Digest(plan, team, portfolio.today, serial))
