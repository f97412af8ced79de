"""`mopsctl rule`: the catalogue behind the gap report, and why each rule asks."""

from typing import Annotated, Any

import typer

from ..reports import rules as reports
from ..rules.engine import catalogue, explain
from .frame import Noun
from .options import FormatOption, Output
from .screen import emit

noun = Noun("rule", "Explain the rules behind the gap report.")


def known_codes(incomplete: str) -> list[str]:
    """Completion with the codes of rules."""
    return [card.code for card in catalogue() if card.code.startswith(incomplete.upper())]


def code_option(flag: str, help: str) -> Any:
    """An option whose values are codes of rules, or what they begin with."""
    return typer.Option(flag, help=help, metavar="CODE", autocompletion=known_codes)


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
