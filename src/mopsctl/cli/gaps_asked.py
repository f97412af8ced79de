"""What `gaps` and `gaps known check` are both asked: their shared options, declared once and judged in one place.

An option here is a line of OPTIONS, a field of Asked and a step below; what it means is in `reports` and `facts`.
"""

from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct

from .. import config
from ..facts.as_if import in_stage
from ..facts.concerned import concerned
from ..lazy import load
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Stage
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from ..reports.gaps import Beside, as_if_in
from ..reports.told import Told, told
from ..rules.choice import at_odds, unheard
from .options import key_option
from .rule import code_option, codes_of
from .screen import remark
from .wiring import View

Codes = list[str] | None


def _verbs_and_files(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completion with the verbs that may stand in place of plan files, and with those; silent on any trouble."""
    verbs = [name for name in getattr(ctx.command, "verbs", ()) if name.startswith(incomplete)]
    try:
        folder = Path(incomplete if incomplete.endswith("/") else Path(incomplete).parent)
        near = [str(path) for path in folder.iterdir() if path.suffix in (".yaml", ".yml")]
    except (OSError, ValueError):
        return verbs
    return [*verbs, *sorted(name for name in near if name.startswith(incomplete))]


OPTIONS: dict[str, Any] = {
    "files": Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="plan files to judge, applied to no store, or to the one of --db; - is stdin",
            show_default=False,
            autocompletion=_verbs_and_files,
        ),
    ],
    "select": Annotated[Codes, code_option("--select", "only rules whose code begins so; the gate's always")],
    "ignore": Annotated[Codes, code_option("--ignore", "not rules whose code begins so; never the gate's")],
    "fail_on": Annotated[Severity | None, typer.Option("--fail-on", help="exit 1 from this severity on [error]")],
    "file": Annotated[
        str | None,
        typer.Option("--file", help="the plan file whose lines findings point at", metavar="FILE", show_default=False),
    ],
    "stage": Annotated[Stage | None, typer.Option("--stage", help="judge open plans as if they stood in that stage")],
    "team": Annotated[str | None, key_option("--team", "only what concerns a team", "teams")],
    "exit_zero": Annotated[bool, typer.Option("--exit-zero", help="exit 0 whatever is found")],
}


class Asked(Struct, frozen=True):
    """What was said of OPTIONS; the plan that was named is the View's."""

    files: list[str] = []  # the View reads them
    select: list[str] = []
    ignore: list[str] = []
    fail_on: Severity | None = None
    exit_zero: bool = False
    file: str | None = None
    team: str | None = None
    stage: Stage | None = None

    def policy(self) -> Policy:
        """The settings as the options move them."""
        return config.policy(Path.cwd(), {"select": codes_of(self.select), "ignore": codes_of(self.ignore)})

    def failing(self, policy: Policy) -> Severity | None:
        """The severity from which on findings fail; None: they never do."""
        return None if self.exit_zero else self.grave(policy)

    def grave(self, policy: Policy) -> Severity:
        """The severity from which on a report of tests tells of failures, whatever the exit code is to be."""
        return self.fail_on or policy.fail_on


def tell_unheard(policy: Policy, asked: Asked) -> None:
    """Say which settings and options nobody hears; once the command succeeded: an error may have to be JSON alone."""
    if of_the_gate := unheard(policy):
        for sentence in load("mopsctl.cli.setting_faults:unheard")(of_the_gate):
            remark(sentence)
    if silent := () if asked.ignore else at_odds(policy):
        for sentence in load("mopsctl.cli.setting_faults:ignored")(silent):
            remark(sentence)


def judged(view: View, asked: Asked, policy: Policy) -> tuple[Told, ...]:
    """What the audience may know of what the rules find, as far as it was asked for."""
    plan = view.scope
    if asked.team is not None:
        get(view.portfolio, Team, asked.team)
    world = supposed(view.portfolio, asked, plan)
    found = told(world, policy, view.audience, plan)
    return concerning(found, world, asked)


def supposed(portfolio: Portfolio, asked: Asked, plan: str | None) -> Portfolio:
    """The Portfolio that is judged: as it is, or as if something were so (`--stage`). Also of a past one."""
    return portfolio if asked.stage is None else in_stage(portfolio, asked.stage, plan)


def besides(asked: Asked) -> tuple[Beside, ...]:
    """What is said beside the findings: that they are of a stage that is only supposed."""
    return () if asked.stage is None else (as_if_in(asked.stage),)


def concerning(found: tuple[Told, ...], portfolio: Portfolio, asked: Asked) -> tuple[Told, ...]:
    """Those that concern whom it was asked for (`--team`). Also of a past Portfolio, so it must not refuse."""
    if asked.team is None:
        return found
    return tuple(one for one in found if asked.team in concerned(portfolio, one.finding.plan, one.finding.subject))
