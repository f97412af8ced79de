"""GAT4xx: what stops implementation (domain §1.4). Reasons come from `facts.gate`; no policy changes them."""

from collections.abc import Iterator

from ..facts.gate import began
from ..facts.objections import waived
from ..facts.overlap import capabilities_of, overlaps
from ..facts.participation import naming
from ..model.fields import typed
from ..model.plan import STAGES
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .reasons import stopping
from .rule import Found, rule


@rule("GAT401", "stop-gate", "error")
def stop_gate(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team runs something alike on another platform and has not agreed that the new one is critical.

    Why: two teams that each build their own fork data and reporting and double the work (domain §0). Until that team
    agrees (`mopsctl team join analytics --critical yes`), or an alignment with it is on record, implementation stops
    (domain §1.4).

    Cure: mopsctl team align analytics --parties "Analytics, Martech" --terms "Scores move to the CDP by June"

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


@rule("GAT403", "decided-after-start", "error", STAGES[STAGES.index("build") :])
def decided_after_start(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Which platform governs a capability that two offer was decided after implementation began.

    Why: the decision belongs before `build` (domain §1.4); what is decided afterwards is decided by what is already
    built. Nothing undoes that, so somebody who may has to accept it, for a time. Implementation begins when the plan
    enters build, or with the first start of an implementation task.

    Cure: mopsctl waive GAT403 capability:send --reason "the contract was signed" --by ada --until +90d

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: build, platform: cdp, manager: ada, built: 2026-11-16}
        offerings:
        - {capability: send, platform: esp, team: marketing}
        capabilities:
        - {key: send, name: Build and send campaigns, governing: cdp, governed_by: ada, governed_on: 2026-11-17}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: build, platform: cdp, manager: ada, built: 2026-11-16}
        offerings:
        - {capability: send, platform: esp, team: marketing}
        capabilities:
        - {key: send, name: Build and send campaigns, governing: cdp, governed_by: ada, governed_on: 2026-11-16}
    """
    for plan, record in sorted(portfolio.plans.items()):
        start = began(portfolio, plan)
        shared = [key for key in capabilities_of(portfolio, plan) if start and key in overlaps(portfolio)]
        for key in shared:
            capability = portfolio.capabilities[key]
            if start and capability.governing and capability.governed_on and capability.governed_on > start:
                message = (
                    f"that {capability.governing} governs was decided on {capability.governed_on}, "
                    f"after implementation began on {start}"
                )
                subject = typed("capability", key)
                by = record.manager or "PERSON"
                accept = f"mopsctl waive GAT403 {subject} --reason TEXT --by {by} --until +90d"
                yield Found(subject, message, accept + naming(portfolio, plan), plan)


@rule("GAT404", "waived-gate", "warning")
def waived_gate(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Something that would stop implementation is passed by a waiver in force.

    Why: a stop is passed only by a waiver with a reason, an approver and an expiry date (domain §1.4), and is shown
    until its last day. The cure ends it for good: the record of an alignment, an agreement or a decision.

    Cure: mopsctl team align analytics --parties "Analytics, Martech" --terms "Scores move to the CDP by June" &&
        mopsctl waiver remove GAT401 team:analytics

    Fires:
        offerings:
        - {capability: score, platform: own-tool, team: analytics}
        similarities:
        - {capability: score, like: segment}
        waivers:
        - {plan: cdp, code: GAT401, subject: "team:analytics", reason: they decide in January, by: dana,
           on: 2026-11-16, until: 2027-01-29}

    Quiet:
        offerings:
        - {capability: score, platform: own-tool, team: analytics}
        similarities:
        - {capability: score, like: segment}
        waivers:
        - {plan: cdp, code: GAT401, subject: "team:analytics", reason: they decide in January, by: dana,
           on: 2026-11-16, until: 2026-11-20}
    """
    for plan in sorted(portfolio.plans):
        for reason in waived(portfolio, plan):
            if waiver := reason.waiver:
                message = f"{reason.code} is waived by {waiver.by} until {waiver.until}: {waiver.reason}"
                yield Found(reason.subject, message, reason.cure, plan)
