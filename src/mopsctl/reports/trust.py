"""Reports on the store itself: checks, backups, what was erased."""

from collections.abc import Sequence
from typing import Any

from .document import Cell, Column, Document, Paragraph, Report, Table, Tone


def said(name: str, sentence: str, data: dict[str, Any], tone: Tone = "good") -> Report:
    """One sentence, with the same facts as data."""
    return Report(
        name,
        data,
        lambda: Document((Paragraph((Cell(sentence, tone),)),)),
        lambda: Table((Column("result"),), ((Cell(sentence),),)),
    )


def checked(problems: Sequence[str], place: str, code: int) -> Report:
    """What a check of the store found; nothing is good."""
    if not problems:
        return said("db.check", f"{place}: no problem found", {"problems": []})
    rows = tuple((Cell(problem, "bad"),) for problem in problems)
    table = Table((Column("problem", wrap=True),), rows)
    return Report("db.check", {"problems": list(problems)}, lambda: Document((table,)), lambda: table, code)


def forgotten(erased: Any) -> Report:
    """What erasing a person did; their name is in none of it."""
    data = {
        "pseudonym": erased.pseudonym,
        "number": erased.number,
        "rows": erased.rows,
        "history": erased.history,
        "backups_deleted": list(erased.backups),
    }
    number = len(erased.backups)
    backups = f", {number} backup{'s' if number != 1 else ''} deleted" if number else ", no backup beside the store"
    sentence = (
        f"Erased: {erased.rows} rows and {erased.history} change-sets rewritten{backups}; now {erased.pseudonym}."
    )
    return said("person.forget", sentence, data)


def upgraded(done: Any) -> Report:
    """What an upgrade of the store did."""
    data = {"old": done.old, "new": done.new, "backup": str(done.backup) if done.backup else None}
    if done.old == done.new:
        return said("db.upgrade", f"Schema {done.new} is what this version needs; nothing to do.", data)
    return said("db.upgrade", f"Upgraded from schema {done.old} to {done.new}; backup: {done.backup}.", data)
