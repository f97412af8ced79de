"""Waivers: which gaps are accepted, by whom, and until when (domain §1.4)."""

from typing import Any

from ..model.fields import one_line, untyped
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from .document import Cell, Report, Tone
from .listing import Field, columns, fields_of, listing

SOON = 14  # days before its last one in which a waiver is toned as ending
_LINES = columns("code", "subject", "plan", "state", "on", "until", "by", "reason")
_EMPTY = "Nothing is waived: mopsctl waive CODE SUBJECT --reason TEXT --by PERSON --until DATE"


def waivers(portfolio: Portfolio, plan: str | None = None) -> Report:
    """Every waiver, or those of one plan and of the organisation; the ones in force first, the next to end on top."""
    found = [one for one in portfolio.waivers.values() if plan is None or one.plan in (plan, "")]
    order = ("in force", "to come", "expired")
    rows = [_row(portfolio, one) for one in found]
    rows.sort(key=lambda row: (order.index(row["state"]), row["until"], row["code"], row["subject"], row["plan"]))
    several = plan is None and any(row["plan"] for row in rows)
    fields = (
        Field("code", tone="key"),
        Field("subject"),
        *((Field("plan", tone="muted", optional=True),) if several else ()),
        Field("state"),
        Field("until"),
        Field("by"),
        Field("reason", wrap=True),
    )
    return listing("waiver.list", "Waivers", rows, fields, _EMPTY, scripts=_LINES)


def _row(portfolio: Portfolio, waiver: Waiver) -> dict[str, Any]:
    today = portfolio.today
    state = "expired" if waiver.until < today else "to come" if today < waiver.on else "in force"
    ending: Tone = "warn" if state == "in force" and (waiver.until - today).days < SOON else "plain"
    tone: Tone = {"expired": "bad", "in force": "good", "to come": "muted"}[state]  # type: ignore[assignment]
    return {
        **fields_of(waiver),
        "state": state,
        "state_tone": tone,
        "until_tone": "bad" if state == "expired" else ending,
        "subject_told": untyped(waiver.subject)[1],
        "reason_told": one_line(waiver.reason),
    }


def accepted(waiver: Waiver) -> tuple[Cell, ...]:
    """Who let it pass, until when, and why; to stand behind the sentence of a finding."""
    return (
        Cell(f" Waived by {waiver.by} until {waiver.until}: ", "muted"),
        Cell(one_line(waiver.reason)),
    )


def waived_sentence(sentence: str, waiver: Waiver | None) -> str:
    """The same in one cell, for scripts."""
    if waiver is None:
        return sentence
    return f"{sentence} (waived by {waiver.by} until {waiver.until}: {waiver.reason})"
