"""Reading the manual of a rule out of its docstring.

A docstring is a summary line, then four sections in any order, each begun by its word at the left margin:

    Why: why it matters, with the section of the domain. A paragraph, over as many lines as it needs.
    Cure: a command that runs on the firing example and ends the finding; ` && ` joins several, the first of which the
        finding itself names, with capitals where only people know the word.
    Fires:
        rows of a plan file in which the rule finds something
    Quiet:
        the same but for one field of one row, or one row more or less, in which it finds nothing

Rows stand on the small base portfolio of tests/rules_base.py; a row replaces the base's row of the same key.
"""

import re
from textwrap import dedent

from msgspec import Struct

from ..model.fields import one_line
from ..model.plan import Stage
from ..model.policy import Severity
from .limits import LIMITS
from .rule import Rule

SECTION = re.compile(r"^(Why|Cure|Fires|Quiet):[ \t]*", re.MULTILINE)
JOINED = " && "  # between the commands of a cure


class RuleCard(Struct, frozen=True):
    """A rule as its manual describes it; the texts are empty where Python was told to drop docstrings."""

    code: str
    name: str
    severity: Severity
    stages: tuple[Stage, ...]
    summary: str = ""
    why: str = ""
    cure: str = ""
    fires: str = ""
    quiet: str = ""
    since: str = ""  # the rule set that brought it
    limits: tuple[str, ...] = ()  # the settings that move its line

    @property
    def steps(self) -> tuple[str, ...]:
        """The commands of the cure, in order."""
        return tuple(filter(None, self.cure.split(JOINED)))


def card(rule: Rule) -> RuleCard:
    """The manual of one rule."""
    summary, sections = _sections(rule.check.__doc__ or "")
    return RuleCard(
        rule.code,
        rule.name,
        rule.severity,
        rule.stages,
        summary,
        why=one_line(sections.get("Why", "")),
        cure=one_line(sections.get("Cure", "")),
        fires=_block(sections.get("Fires", "")),
        quiet=_block(sections.get("Quiet", "")),
        since=rule.since,
        limits=LIMITS.get(rule.code, ()),
    )


def _sections(docstring: str) -> tuple[str, dict[str, str]]:
    # Python 3.13 strips the indent itself, earlier ones leave it; the first line never has any.
    first, _, rest = docstring.partition("\n")
    parts = SECTION.split(dedent(rest))
    return one_line(first + " " + parts[0]), dict(zip(parts[1::2], parts[2::2], strict=True))


def _block(text: str) -> str:
    return dedent(text.strip("\n")).strip() + "\n" if text.strip() else ""
