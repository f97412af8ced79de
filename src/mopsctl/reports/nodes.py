"""The nodes of a schedule in words: what each is called, and whose it is (domain §2.3, §2.4).

Which nodes there are and when they fall is `facts.schedule`.
"""

from collections.abc import Iterable

from msgspec import Struct

from ..model.portfolio import Portfolio


class Node(Struct, frozen=True):
    """A decision, an agreement, a review, a condition or an alignment span: `name` is what people read.

    `label` says the same where there is little room and the heading is "decisions and reviews".
    """

    kind: str
    name: str
    label: str
    team: str | None = None
    person: str | None = None
    capability: str | None = None


def is_node(key: str) -> bool:
    """Whether a key of a schedule is a governance node's: no task has a colon in its key."""
    return ":" in key


def node(portfolio: Portfolio, plan: str, key: str) -> Node:
    """What a node such as `decision:send` is; a task looks the same."""
    if not is_node(key):
        task = portfolio.tasks[key]
        return Node(task.kind, task.name, task.name, task.team, task.owner, task.capability)
    kind, _, about = key.partition(":")
    about = about.partition("/")[0]  # where two plans wait for one decision, the key says which plan
    match kind:
        case "condition":
            condition = portfolio.conditions[about]
            team = portfolio.tasks[condition.task].team
            return Node(kind, condition.what, condition.what, team, condition.owner)
        case "lead":
            task = portfolio.tasks[about]
            partners = [lead.team for lead in portfolio.leads.values() if lead.task == about and not lead.aligned]
            with_whom = named(portfolio, partners)
            name = f'Align {with_whom} before "{task.name}"'
            return Node(kind, name, f"Align {with_whom}: {task.name}", task.team, task.owner, task.capability)
        case "decision":
            what = portfolio.capabilities[about].name
            name = f'Decide which platform governs "{what}"'
            return Node(kind, name, f"Who governs: {what}", None, portfolio.plans[plan].manager, about)
        case "agreement":
            platform = portfolio.platforms.get(portfolio.plans[plan].platform or "")
            what, who = platform.name if platform else "the platform", named(portfolio, [about])
            return Node(kind, f'{who} agrees that "{what}" is critical', f"Agrees: {who}", about)
        case _:
            who = named(portfolio, [about])
            return Node(kind, f"{who} approves the plan", f"Approves: {who}", about)


def named(portfolio: Portfolio, teams: Iterable[str]) -> str:
    """Teams by their names: `IT, Legal and Sales`."""
    names = [portfolio.teams[key].name for key in sorted(teams)]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def called(portfolio: Portfolio, plan: str, key: str) -> str:
    """The name of a task or node."""
    return node(portfolio, plan, key).name
