"""What the involved teams said of the plan when asked to review it (domain §2.2)."""

from collections.abc import Mapping

from ..model.plan import Review
from ..model.portfolio import Portfolio
from .by_plan import records_of
from .memo import fact
from .participation import involved, naming


@fact
def standing_reviews(portfolio: Portfolio, plan: str) -> Mapping[str, Review | None]:
    """The review that counts of each involved team, by team; None: it has not reviewed the plan."""
    # Silence takes no answer back, so a review without a reply never counts.
    replies = [review for review in records_of(portfolio, "reviews", plan) if review.verdict != "no-reply"]
    latest: dict[str, Review] = {review.team: review for review in sorted(replies, key=lambda review: review.on)}
    return {team: latest.get(team) for team in involved(portfolio, plan)}


def review_again(portfolio: Portfolio, plan: str, team: str) -> str:
    """The command that records the review wanted."""
    return f"mopsctl plan review {team} --verdict VERDICT{naming(portfolio, plan)}"
