"""`mopsctl gaps`, `gate` and `rule`: what is missing, and why it is asked for."""

from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from .. import config
from ..facts.gate import Verdict
from ..facts.participation import is_open
from ..model.policy import Severity
from ..reports import gaps as reports
from ..reports.commitment import whom_first
from ..reports.document import Report
from ..rules.engine import UNTOUCHABLE, catalogue, explain
from .frame import Noun
from .options import FormatOption, Output
from .screen import emit, remark
from .wiring import View, author, shows

noun = Noun("rule", "Explain the rules behind the gap report.")

Codes = list[str] | None


def known_codes(incomplete: str) -> list[str]:
    """Completion with the codes of rules."""
    return [card.code for card in catalogue() if card.code.startswith(incomplete.upper())]


def code_option(flag: str, help: str) -> Any:
    """An option whose values are codes of rules, or what they begin with."""
    return typer.Option(flag, help=help, metavar="CODE", autocompletion=known_codes)


@shows
def gaps(
    view: View,
    select: Annotated[Codes, code_option("--select", "only rules whose code begins so; the gate's always")] = None,
    ignore: Annotated[Codes, code_option("--ignore", "not rules whose code begins so; never the gate's")] = None,
    fail_on: Annotated[Severity, typer.Option("--fail-on", help="exit 1 from this severity on")] = "error",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="exit 0 whatever is found")] = False,
) -> Report:
    """Report what is missing, as a linter does.

    Examples:
      mopsctl gaps
      mopsctl gaps --select RAC --ignore RAC705
      mopsctl gaps --fail-on warning --format json
    """
    chosen = {"select": _codes(select), "ignore": _codes(ignore)}
    policy = config.policy(Path.cwd(), chosen)
    plan = view.plan.key if view.wanted_plan else None
    first = whom_first(view.portfolio, view.plan.key, policy, view.audience) if view.has_one_plan else ()
    failing = None if exit_zero else fail_on
    report = reports.gaps(view.portfolio, policy, plan, audience=view.audience, fail_on=failing, first=first)
    if any(UNTOUCHABLE.startswith(code) or code.startswith(UNTOUCHABLE) for code in policy.ignore):
        remark("the gate's rules cannot be ignored")
    return report


def _codes(words: Codes) -> tuple[str, ...]:
    """`--select RAC,COM201` and `--select RAC --select COM201` alike."""
    return tuple(code.strip().upper() for word in words or () for code in word.split(",") if code.strip())


@shows
def gate(
    view: View,
    strict: Annotated[bool, typer.Option("--strict", help="exit 1 while there are conditions")] = False,
    every: Annotated[bool, typer.Option("--all", help="every open plan, a line each")] = False,
) -> Report:
    """Ask whether implementation may begin, and why not.

    Examples:
      mopsctl gate
      mopsctl gate --strict --format json
      mopsctl gate --all
    """
    if not every:
        view = view.of_its_plan()
        return reports.gate(judge(view, view.plan.key), strict=strict)
    plans = [key for key in sorted(view.whole.plans) if is_open(view.whole, key)] or [view.plan.key]
    return reports.gates([judge(view, plan) for plan in plans], strict=strict)


def judge(view: View, plan: str) -> Verdict:
    """What the gate says of a plan on the real day: --today must not bring a waiver back to life."""
    today = author().today
    whole, seen = (p if p.today == today else replace(p, today=today) for p in (view.whole, view.portfolio))
    return reports.judged(whole, seen, plan, view.policy, view.audience)


@noun.verb("list")
def list_rules(format: FormatOption = None, output: Output = None) -> None:
    """List the catalogue of rules.

    Examples:
      mopsctl rule list
    """
    emit(reports.rules(catalogue()), format, output)


@noun.verb("show")
def show_rule(
    code: Annotated[str, typer.Argument(metavar="CODE", show_default=False, autocompletion=known_codes)],
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """Show one rule: what, why, how to cure it, and examples.

    Examples:
      mopsctl rule show RAC701
    """
    emit(reports.rule(explain(code.upper())), format, output)
