"""What `gaps --fix` can do or did, told above the findings that remain. How it is done is `rules.mending`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import structs

from ..changes import ChangeSet
from ..facts.audience import Audience
from ..model.known import Identity
from ..rules.engine import RULES
from .changes import change_set
from .document import Block, Cell, Document, Heading, Paragraph, Report

NAMED = 5  # changes that a line names


def proposal(proposed: ChangeSet, cures: Sequence[Identity], audience: Audience) -> Report:
    """The page above the question whether to do it."""
    report = change_set(proposed, audience, dry_run=True)

    def document() -> Document:
        *blocks, _closing = report.document().blocks
        return Document((Heading("What can be fixed", 1), *blocks, _counted(cures)))

    return structs.replace(report, document=document)


def fixed(remaining: Report, change: Report, cures: Sequence[Identity], *, brief: bool) -> Report:
    """What remains, below the change-set that was made or can be.

    `cures`: the findings that end by it. `brief`: the changes were shown already, above the question.
    """
    counts = sorted(Counter(cures).items())
    told = [{"code": code, "plan": plan, "subject": subject, "count": count} for (code, plan, subject), count in counts]

    def data() -> dict[str, Any]:
        return {**remaining.answer, "fixed": {**change.answer, "cures": told}}

    def document() -> Document:
        return Document((*_above(change, cures, brief=brief), *remaining.document().blocks))

    return structs.replace(remaining, data=data, document=document)


def _counted(cures: Sequence[Identity]) -> Paragraph:
    """Which findings end by it, rule by rule."""
    counts = sorted(Counter(code for code, _, _ in cures).items())
    told_of = ", ".join(f"{count} {code} {RULES[code].name}" for code, count in counts)
    return Paragraph((Cell(f"Cures {told_of}.", "muted"),))


def _above(change: Report, cures: Sequence[Identity], *, brief: bool) -> tuple[Block, ...]:
    dry_run = change.answer["dry_run"]
    if not cures:
        return (Paragraph((Cell("Nothing here can be fixed without a decision.", "muted"),)),)
    *blocks, closing = change.document().blocks
    if brief:
        return (Paragraph((Cell("Nothing was changed.", "muted"),)),) if dry_run else (closing,)
    make = (Paragraph((Cell("Say the same with ", "muted"), Cell("--yes", "command"), Cell(" to do it.", "muted"))),)
    title = Heading("What can be fixed" if dry_run else "What was fixed", 1)
    return (title, *blocks, _counted(cures), closing, *(make if dry_run else ()))


def in_a_line(change: Mapping[str, Any]) -> str:
    """What was fixed, or can be, where the result is for a machine that has no room for it."""
    rows = change["changes"]
    if not rows:
        return "nothing here can be fixed without a decision"
    named = ", ".join(f"{row['kind']} {row['key']}" for row in rows[:NAMED])
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    if change["dry_run"]:
        return f"can be fixed: {named}{more}; nothing was written, the same with --yes does it"
    return f"change-set {change['number']}: fixed {named}{more}"
