"""One team that is to be asked, in one plan, and what is known of it: what questions are filled in from."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from ..model.fields import untyped
from ..model.kinds import BY_WORD
from ..model.plan import Participation, Plan, Task
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .languages import Language
from .memo import fact
from .outreach import Perspective, perspective
from .participation import participation

Names: TypeAlias = Mapping[str, str]


class Case(Struct, frozen=True):
    """The team that is asked, in its plan, and what is known of it."""

    portfolio: Portfolio
    plan: Plan
    team: str
    language: Language
    policy: Policy = Policy()

    @property
    def of(self) -> tuple[str, str]:
        """The plan and the team."""
        return self.plan.key, self.team

    @property
    def said(self) -> Perspective | None:
        """Its perspective."""
        return perspective(self.portfolio, self.plan.key, self.team)

    @property
    def part(self) -> Participation:
        """How it takes part."""
        return participation(self.portfolio, *self.of)

    @property
    def tasks(self) -> list[Task]:
        """Its tasks in the plan that are not finished, by key."""
        return [t for t in tasks_of(self.portfolio).get(self.of, ()) if not t.finished]

    @property
    def always(self) -> dict[str, str]:
        """The names that every question may use."""
        platforms, key = self.portfolio.platforms, self.plan.platform
        return {"team": self.portfolio.teams[self.team].name, "plan": self.plan.name,
                "platform": platforms[key].name if key else self.plan.name}  # fmt: skip

    def name(self, holder: str) -> str:
        """The name behind a typed key."""
        kind, key = untyped(holder)
        return str(self.portfolio.of(BY_WORD[kind].plural)[key].name)


Supply: TypeAlias = Callable[[Case], Iterable[Names]]


@fact
def tasks_of(portfolio: Portfolio) -> Mapping[tuple[str, str], tuple[Task, ...]]:
    found: dict[tuple[str, str], list[Task]] = {}
    for _, task in sorted(portfolio.tasks.items()):
        found.setdefault((task.plan, task.team or ""), []).append(task)
    return {of: tuple(some) for of, some in found.items()}


def once(holds: object, **names: str) -> list[Names]:
    return [names] if holds else []
