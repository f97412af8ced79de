"""CAP5xx: platforms and what they offer (domain §3). What the gate says of overlaps is in `rules.gate`."""

from collections.abc import Iterator

from ..model.capability import Platform
from ..model.fields import typed
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .rule import Found, rule

OWNERS = ("system owner", "budget owner", "manager")


@rule("CAP506", "owner-missing", "error")
def owner_missing(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A platform lacks its system owner, budget owner or manager; retired ones need none.

    Why: the operating model must say who owns each system, who owns its budget and who manages the platform day to
    day (domain §3).

    Cure: mopsctl platform set esp --budget-owner ada

    Fires:
        platforms:
        - {key: esp, name: Old e-mail tool, system_owner: ada, manager: ada}

    Quiet:
        platforms:
        - {key: esp, name: Old e-mail tool, system_owner: ada, budget_owner: ada, manager: ada}
    """
    for key, platform in sorted(portfolio.platforms.items()):
        missing = _missing(platform)
        if missing and platform.status != "retired":
            person = platform.manager or platform.system_owner or platform.budget_owner or "PERSON"
            options = " ".join(f"--{owner.replace(' ', '-')} {person}" for owner in missing)
            message = f"no {' or '.join(missing)}"
            yield Found(typed("platform", key), message, f"mopsctl platform set {key} {options}")


def _missing(platform: Platform) -> list[str]:
    held = (platform.system_owner, platform.budget_owner, platform.manager)
    return [owner for owner, person in zip(OWNERS, held, strict=True) if person is None]
