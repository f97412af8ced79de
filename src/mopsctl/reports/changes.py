"""What changed: one change-set, the history, and the difference between two Portfolios."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from msgspec import structs

from ..changes import Change, ChangeSet
from ..facts.audience import Audience, redact
from ..model.commitment import Ask
from ..model.fields import Record
from ..model.kinds import BY_PLURAL, BY_WORD
from ..model.lookup import shown
from ..model.outreach import Note
from .document import Cell, Column, Document, Heading, Item, Items, Paragraph, Report, Table, Tone
from .listing import Field, listing, plainly

TONES: dict[str, Tone] = {"add": "good", "change": "warn", "remove": "bad"}
SIGNS = {"add": "+", "change": "~", "remove": "-"}
SHOWN = 200  # lines of a dry run on a page for people; machine formats have them all
PRIVATE = "(private)"
FEW = 25  # from here on a page counts what was written instead of listing it


def told(changes: Iterable[Change], audience: Audience) -> list[dict[str, Any]]:
    """Changes as data, one row a record, with what the audience may not see left out."""
    return [row for change in changes if (row := _row(change, audience))]


def _row(change: Change, audience: Audience) -> dict[str, Any] | None:
    sides = [side for side in (change.before, change.after) if side is not None]
    if any(redact(side, audience) is None for side in sides):
        return None
    before, after = (None if side is None else _veiled(side, audience) for side in (change.before, change.after))
    row: dict[str, Any] = {"action": "change", "kind": BY_PLURAL[change.kind].word, "key": shown(change.key)}
    if before is None or after is None:
        old, new = (None if r is None else structs.asdict(r) for r in (before, after))
        return {**row, "action": "add" if before is None else "remove", "before": old, "after": new}
    differing = [f for f in after.__struct_fields__ if getattr(before, f) != getattr(after, f)]
    if isinstance(change.before, Ask) and isinstance(change.after, Ask):
        # No command turns a promise into an open ask: what only looks so would tell the refusal by its change.
        was, now = change.before, change.after
        differing = [
            f for f in differing if getattr(was, f) == getattr(before, f) and getattr(now, f) == getattr(after, f)
        ]
    if isinstance(after, Note):
        differing = ["text"]
    if not differing:
        return None
    return {
        **row,
        "before": {f: getattr(before, f) for f in differing},
        "after": {f: getattr(after, f) for f in differing},
    }


def _veiled(record: Record, audience: Audience) -> Record | None:
    """A record as it may be told; the words of a private note are in no change, whoever reads it."""
    seen = redact(record, audience)
    return structs.replace(seen, text=PRIVATE) if isinstance(seen, Note) else seen


def _what(row: dict[str, Any]) -> str:
    """What a person wants to know of a row: old and new values, or what was added beyond its key."""
    before, after = row["before"] or {}, row["after"] or {}
    if row["action"] == "change":
        return "; ".join(f"{_label(f)}: {plainly(before[f]) or '-'} -> {plainly(after[f]) or '-'}" for f in after)
    fields, usual = after or before, _usual(row["kind"])
    if (name := fields.get("name")) and not fields.get("works"):  # a day that is worked must not read as a holiday
        return str(name)
    return "; ".join(f"{_label(f)} {plainly(value)}" for f, value in fields.items() if value != usual.get(f, value))


@cache
def _usual(word: str) -> dict[str, Any]:
    """What of a kind's fields goes without saying: their defaults, and its key, which was told before."""
    kind = BY_WORD[word]
    told = {field.name: None if field.required else field.default for field in structs.fields(kind.record)}
    return {name: value for name, value in told.items() if name not in kind.key or value is not None}


def _label(field: str) -> str:
    return field.replace("_", " ")


def _table(rows: Sequence[dict[str, Any]], empty: str) -> Table:
    columns = (Column(""), Column("what"), Column("key"), Column("change", wrap=True))
    return Table(
        columns,
        tuple(
            (
                Cell(SIGNS[row["action"]], TONES[row["action"]]),
                Cell(row["kind"], "muted"),
                Cell(row["key"], "key"),
                Cell(_what(row)),
            )
            for row in rows
        ),
        empty,
    )


def change_set(changed: ChangeSet, audience: Audience, *, dry_run: bool = False, notes: Sequence[str] = ()) -> Report:
    """One change-set; a dry run has the same payload with number 0. `notes` say what of a file was left out."""
    rows = told(changed.changes, audience)
    data: dict[str, Any] = {"number": changed.number, "dry_run": dry_run, "changes": rows}
    if notes:
        data["notes"] = list(notes)
    if changed.undoes:
        data["undoes"] = changed.undoes
    if changed.redoes:
        data["redoes"] = changed.redoes
    if changed.shut:
        data["gate_shut"] = list(changed.shut)

    empty = "Nothing that this audience may know of." if changed.changes else "Nothing changed."

    def document() -> Document:
        shown = _listed(rows[:SHOWN], empty) if dry_run or len(rows) <= FEW else _counted(rows)
        rest = [Paragraph((Cell(f"and {len(rows) - SHOWN} more", "muted"),))] if dry_run and len(rows) > SHOWN else []
        left_out = [Paragraph((Cell(note, "muted"),)) for note in notes]
        return Document((shown, *rest, *left_out, Paragraph(_closing(changed, len(rows), dry_run))))

    return Report("change", data, document, lambda: _table(rows, empty))


def _listed(rows: Sequence[dict[str, Any]], empty: str) -> Items:
    """A line a record, its key never cut."""
    return Items(
        tuple(
            Item(
                Cell(SIGNS[row["action"]], TONES[row["action"]]),
                Cell(row["kind"], "muted"),
                (Cell(row["key"], "key"), Cell(f"  {_what(row)}")),
            )
            for row in rows
        ),
        empty,
    )


def _counted(rows: Sequence[dict[str, Any]]) -> Table:
    """How many of each kind were added, changed and removed."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row["kind"], row["action"]] = counts.get((row["kind"], row["action"]), 0) + 1
    columns = (Column(""), Column("", align="right"), Column(""))
    lines = tuple(
        (Cell(SIGNS[action], TONES[action]), Cell(str(count)), Cell(kind)) for (kind, action), count in counts.items()
    )
    return Table(columns, lines)


def _closing(changed: ChangeSet, count: int, dry_run: bool) -> tuple[Cell, ...]:
    """What comes next. `count` is of the changes that are shown: the others are not counted either."""
    size = f"{count} change{'s' if count != 1 else ''}"
    if dry_run:
        return (Cell(f"Dry run: {size}, nothing written.", "muted"),)
    if not changed.number:
        return ()
    again = (
        f", taking back {changed.undoes}"
        if changed.undoes
        else f", making {changed.redoes} again"
        if changed.redoes
        else ""
    )
    return (
        Cell(f"Change-set {changed.number}{again}{f': {size}' if count else ''}. Take it back with ", "muted"),
        Cell("mopsctl redo" if changed.undoes else "mopsctl undo", "command"),
    )


def history(change_sets: Sequence[ChangeSet], audience: Audience) -> Report:
    """Change-sets, newest first. Command lines may hold what was said in confidence: only `me` sees them whole.

    Outside of `me` and leaders not even the verb is told, since `commit refuse` is a refusal; and a change-set of which
    the audience may know nothing is left out, for `commit` with 0 changes would be one too.
    """
    counted = [(c, len(c.changes if audience == "me" else told(c.changes, audience))) for c in change_sets]
    rows = [
        {
            "number": c.number,
            "at": c.at.strftime("%Y-%m-%dT%H:%MZ") if c.at else "",
            "actor": c.actor,
            "changes": count,
            "command": _heard(c.command, audience),
            "note": f"undoes {c.undoes}" if c.undoes else f"redoes {c.redoes}" if c.redoes else "",
        }
        for c, count in counted
        if count or not c.changes
    ]
    fields = (
        Field("number", "no", right=True),
        Field("at", "when"),
        Field("actor", "who", optional=True),
        Field("changes", right=True),
        Field("command", tone="command", wrap=True),
        Field("note", "", tone="muted"),
    )
    return listing("history", "History", rows, fields, "Nothing has been changed yet.")


def _heard(command: str, audience: Audience) -> str:
    words = command.split()
    match audience:
        case "me":
            return command
        case "leaders" if len(words) > 1 and words[1].isalpha():
            return f"{words[0]} {words[1]}"
        case _:
            return " ".join(words[:1])


def difference(changes: Sequence[Change], audience: Audience, *, exit_code: int, of: str) -> Report:
    """What applying a file would change, or how two files differ."""
    rows = told(changes, audience)

    def table() -> Table:
        return _table(rows, "No difference.")

    def document() -> Document:
        count = Paragraph((Cell(f"{len(rows)} difference{'s' if len(rows) != 1 else ''} ({of})", "muted"),))
        return Document((Heading("What differs", 1), _listed(rows, "No difference."), *([count] if rows else [])))

    return Report("diff", {"changes": rows}, document, table, exit_code if changes else 0)
