"""What a command that shows sees: the store, or plan files, from one day, by one audience."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from msgspec import Struct, structs

from .. import service
from ..edit.plan import current
from ..facts.audience import Audience, seen_by
from ..lazy import load
from ..model.plan import Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..service import Place


class View(Struct, frozen=True, dict=True):
    """What a command that shows sees; the store is read when it is first looked at."""

    place: Place
    today: date
    policy: Policy
    audience: Audience
    wanted_plan: str | None
    db: str | None = None
    files: tuple[str, ...] = ()  # plan files that are looked at instead of a store, or as applied to the one of --db
    format: str | None = None  # as it was asked for; None: what suits stdout or the file
    output: str | None = None  # the file that it was asked for
    no_input: bool = False  # never ask anything
    only: str | None = None  # a plan beside which no other's records are read
    afterwards: list[Callable[[], None]] = []  # what follows the report, e.g. keeping that it was sent

    @cached_property
    def whole(self) -> Portfolio:
        """Everything, for verdicts that no audience may sway."""
        if self.files:
            foreseen: Portfolio = load("mopsctl.cli.files:foreseen")(self)
            return foreseen
        return service.read(self.place, self.today, self.only)

    def of_its_plan(self) -> "View":
        """The same for a page about the plan that was named: with 20 plans it is read in half the time."""
        return structs.replace(self, only=self.wanted_plan)

    @cached_property
    def portfolio(self) -> Portfolio:
        """What the audience may see."""
        return seen_by(self.whole, self.audience)

    @property
    def has_one_plan(self) -> bool:
        """Whether it is clear which plan is meant."""
        return self.wanted_plan is not None or sum(p.closed is None for p in self.whole.plans.values()) == 1

    @property
    def scope(self) -> str | None:
        """The plan that was named, which must be there; None where none was."""
        return self.plan.key if self.wanted_plan else None

    @property
    def plan(self) -> Plan:
        """The plan that is meant; MopsError if there is none or a choice."""
        return current(self.portfolio, self.wanted_plan)
