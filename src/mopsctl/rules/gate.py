"""GAT4xx: what stops implementation (domain §1.4). Reasons come from `facts.gate`; no policy changes them."""

from collections.abc import Iterator

from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .reasons import stopping
from .rule import Found, rule


@rule("GAT401", "stop-gate", "error")
def stop_gate(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team runs something alike on another platform and has not agreed that the new one is critical.

    Why: two teams that each build their own fork data and reporting and double the work (domain §0). Until that team
    agrees, or an alignment with it is on record, implementation stops (domain §1.4).

    Cure: mopsctl team join analytics --critical yes

    Fires:
        offerings:
        - {capability: score, platform: own-tool, team: analytics}
        similarities:
        - {capability: score, like: segment}

    Quiet:
        offerings:
        - {capability: score, platform: own-tool, team: analytics}
        similarities:
        - {capability: score, like: segment}
        participations:
        - {plan: cdp, team: analytics, critical: "yes"}
    """
    return stopping(portfolio, "GAT401")


@rule("GAT402", "overlap-undecided", "error")
def overlap_undecided(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A capability of the plan is offered by two platforms, and none of them governs it.

    Why: implementation stops until it is decided which platform governs (domain §1.4); decided afterwards, both stay.

    Cure: mopsctl capability govern send --platform cdp --by ada

    Fires:
        offerings:
        - {capability: send, platform: esp, team: marketing}

    Quiet:
        offerings:
        - {capability: send, platform: esp, team: marketing}
        capabilities:
        - {key: send, name: Build and send campaigns, governing: cdp}
    """
    return stopping(portfolio, "GAT402")
