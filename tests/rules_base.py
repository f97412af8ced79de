"""The small portfolio that the examples in rules' docstrings stand on, and how their rows are read.

No row of it makes any rule speak, except that nobody holds `send` to-be yet: that is for the examples to say.
"""

from datetime import date

import msgspec
import yaml

from mopsctl.model.kinds import BY_PLURAL
from mopsctl.model.portfolio import Portfolio

TODAY = date(2026, 11, 23)  # a Monday

BASE = """
teams:
- {key: marketing, name: Marketing}
- {key: martech, name: Martech}
- {key: it, name: IT / engineering}
- {key: analytics, name: Analytics}
- {key: marketing-operations, name: Marketing operations}
- {key: data-management, name: Data management}
people:
- {key: ada, name: Ada Yıldız, team: martech, level: leader}
- {key: ben, name: Ben Okafor, team: it}
- {key: cem, name: Cem Aksoy, team: marketing, level: executive}
- {key: dana, name: Dana Novak, team: it, level: executive}
platforms:
- {key: cdp, name: Customer data platform, status: proposed, system_owner: ada, budget_owner: ada, manager: ada}
- {key: esp, name: Old e-mail tool, status: retiring, system_owner: ada, budget_owner: ada, manager: ada,
   retire_on: 2027-06-30}
- {key: own-tool, name: Home-made audiences, system_owner: ben, budget_owner: ada, manager: ben}
capabilities:
- {key: send, name: Build and send campaigns}
- {key: segment, name: Build audiences}
- {key: score, name: Score customers}
- {key: report, name: Report on campaigns}
offerings:
- {capability: send, platform: cdp, team: martech}
- {capability: segment, platform: cdp, team: martech}
plans:
- {key: cdp, name: CDP rollout, start: 2026-11-02, stage: align, platform: cdp, manager: ada}
support:
- {plan: cdp, person: cem, solution: "yes", timing: "yes"}
- {plan: cdp, person: dana, solution: "yes", timing: "yes"}
tasks:
- {key: learn, name: Learn the platform, plan: cdp, team: martech, days: 5}
- {key: connect, name: Connect the shop, plan: cdp, team: it, days: 10}
- {key: launch, name: Launch, plan: cdp, team: marketing, days: 2}
assignments:
- {subject: "capability:segment", holder: "person:cem", letter: A, plan: cdp, agreed: "true"}
- {subject: "capability:segment", holder: "person:ada", letter: R, plan: cdp, agreed: "true"}
- {subject: "capability:segment", holder: "team:analytics", letter: C, plan: cdp}
"""


def portfolio_with(rows: str = "", stage: str = "") -> Portfolio:
    """The base with more rows, in the form of a plan file; a row replaces the base's row of the same key.

    `stage`: of the plan `cdp`, else the one in its row.
    """
    collections: dict[str, dict] = {}
    for text in (BASE, rows):
        # Like the product's own reader, a BaseLoader knows no `on` and no `yes`.
        for plural, mappings in (yaml.load(text, yaml.BaseLoader) or {}).items():
            kind = BY_PLURAL[plural]
            for record in msgspec.convert(mappings, list[kind.record], strict=False):
                collections.setdefault(plural, {})[kind.key_of(record)] = record
    if stage:
        collections["plans"]["cdp"] = msgspec.structs.replace(collections["plans"]["cdp"], stage=stage)
    return Portfolio(today=TODAY, **collections)
