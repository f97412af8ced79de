"""`mopsctl gaps`: what is missing, as a linter says it. What is known of it is `cli.gaps_known`."""

from pathlib import Path
from typing import Annotated

import typer

from .. import config
from ..model.policy import Severity
from ..reports import gaps as reports
from ..reports.commitment import whom_first
from ..reports.document import Report
from ..reports.told import told
from ..rules.engine import UNTOUCHABLE, rule_set
from .frame import Standing
from .rule import code_option
from .screen import remark
from .wiring import View, shows

noun = Standing("gaps", "Report what is missing, as a linter does.")

Codes = list[str] | None


@noun.alone
@shows
def gaps(
    view: View,
    select: Annotated[Codes, code_option("--select", "only rules whose code begins so; the gate's always")] = None,
    ignore: Annotated[Codes, code_option("--ignore", "not rules whose code begins so; never the gate's")] = None,
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", help="exit 1 from this severity on [error]")] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="exit 0 whatever is found")] = False,
) -> Report:
    """Report what is missing, as a linter does.

    Examples:
      mopsctl gaps
      mopsctl gaps --select RAC --ignore RAC705
      mopsctl gaps --fail-on warning --format json
    """
    policy = config.policy(Path.cwd(), {"select": _codes(select), "ignore": _codes(ignore)})
    plan = view.plan.key if view.wanted_plan else None
    first = whom_first(view.portfolio, view.plan.key, policy, view.audience) if view.has_one_plan else ()
    found = told(view.portfolio, policy, view.audience, plan)
    if any(UNTOUCHABLE.startswith(code) or code.startswith(UNTOUCHABLE) for code in policy.ignore):
        remark("the gate's rules cannot be ignored")
    failing = None if exit_zero else fail_on or policy.fail_on
    return reports.gaps(found, rules=rule_set(policy), fail_on=failing, first=first)


def _codes(words: Codes) -> tuple[str, ...]:
    """`--select RAC,COM201` and `--select RAC --select COM201` alike."""
    return tuple(code.strip().upper() for word in words or () for code in word.split(",") if code.strip())
