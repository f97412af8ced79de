"""`mopsctl rule`: the catalogue behind the gap report, and why each rule asks."""

from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import structs

from .. import config
from ..errors import MopsError
from ..lazy import load
from ..reports import rules as reports
from ..rules.choice import CATALOGUE, beginning, no_such_rule, of_code, refuse_misset, standing
from ..rules.engine import catalogue, explain
from .frame import Noun, summary
from .options import FormatOption, Output
from .screen import emit

noun = Noun("rule", "Explain the rules behind the gap report.")

Codes = list[str] | None


def known_codes(incomplete: str) -> list[str]:
    """Completion with the codes of rules."""
    return [card.code for card in catalogue() if card.code.startswith(incomplete.upper())]


def code_option(flag: str, help: str) -> Any:
    """An option whose values are codes of rules, or what they begin with."""
    return typer.Option(flag, help=help, metavar="CODE", autocompletion=known_codes)


def codes_of(words: list[str] | None) -> tuple[str, ...]:
    """`--select RAC,COM201` and `--select RAC --select COM201` alike."""
    return tuple(code.strip().upper() for word in words or () for code in word.split(",") if code.strip())


@noun.verb("list")
def list_rules(
    select: Annotated[Codes, code_option("--select", "only rules whose code begins so")] = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """List the catalogue of rules.

    Examples:
      mopsctl rule list
      mopsctl rule list --select RAC,GAT4
    """
    wanted = codes_of(select)
    if wrong := [no_such_rule(code) for code in wanted if not beginning(code)]:
        raise MopsError("\n".join(wrong), hint=CATALOGUE)
    emit(reports.rules([card for card in catalogue() if card.code.startswith(wanted or ("",))]), format, output)


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
    card = explain(code.strip().upper())
    policy = config.policy(Path.cwd())
    refuse_misset(policy)
    here = standing(of_code(card.code), policy)
    place = load("mopsctl.cli.setting_faults:place")(here.setting, here.value) if here.setting else ""
    fix = load("mopsctl.rules.fixes:FIXES").get(card.code)
    told = reports.rule(card, here, place, structs.asdict(policy), fix=summary(fix) if fix else "")
    emit(told, format, output)
