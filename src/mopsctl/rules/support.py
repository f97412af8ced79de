"""SUP3xx: who supports the plan, at which level (domain §1.5). Who does: `facts.support`."""

from collections.abc import Iterator

from ..model.plan import STAGES
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .reasons import conditional
from .rule import Found, rule


@rule("SUP302", "executive-support-missing", "error", STAGES[STAGES.index("align") :])
def executive_support_missing(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """On the marketing or the technology side no executive agrees with both the solution and the timing.

    Why: executives agree on the solution and that the project runs now, beside theirs (domain §1.5); a side where none
    does is a condition at the gate (domain §1.4). Speaks from align on, when they are asked.

    Cure: mopsctl support set dana --solution yes --timing yes

    Fires:
        support:
        - {plan: cdp, person: dana, solution: "yes", timing: "no"}

    Quiet:
        support:
        - {plan: cdp, person: dana, solution: "yes", timing: "yes"}
    """
    return conditional(portfolio, policy, "SUP302")
