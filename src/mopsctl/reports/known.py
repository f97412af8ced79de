"""Known findings: told apart from the new ones, and what of them is gone. The file they stand in is `formats.known`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct, structs

from ..errors import FINDINGS
from ..facts.audience import AUDIENCES, Audience
from ..model.fields import untyped
from ..model.known import Identity, Known
from ..rules.engine import Finding
from .document import Block, Cell, Column, Document, Heading, Item, Items, Paragraph, Report, Table
from .gaps import Beside
from .told import Told

WRITE = "mopsctl gaps known write"


def narrower(one: Audience, other: Audience) -> Audience:
    """The audience that may know less."""
    return max(one, other, key=AUDIENCES.index)


def known_of(some: Iterable[Told], rules: str, audience: Audience) -> Known:
    """What is there now, to be known from now on; what is waived is accepted already."""
    return Known(rules, audience, dict(Counter(one.identity for one in some if one.waiver is None)))


def marked(some: Iterable[Told], known: Known) -> tuple[Told, ...]:
    """The same findings, those that are known as such: of one identity the first so many, the excess is new."""
    return tuple(
        structs.replace(one, known=True)
        if one.waiver is None and one.ordinal <= known.counts.get(one.identity, 0)
        else one
        for one in some
    )


def unveiled(some: Iterable[Told], told_to_more: Iterable[Told]) -> tuple[Told, ...]:
    """The same, and as known what only a veil makes: to others a refusal looks like an ask without an answer.

    `told_to_more` is what the audience of the file is told; what is not among it cannot stand in the file, and as new
    would tell that there is something behind the veil.
    """
    there = {(one.identity, one.ordinal) for one in told_to_more}
    return tuple(
        one if (one.identity, one.ordinal) in there or one.waiver else structs.replace(one, known=True) for one in some
    )


def entries(known: Known) -> tuple[Told, ...]:
    """What is known, as findings of which only the identity can be told."""
    return tuple(
        Told(Finding(code, "", "info", subject, "", plan, ""), ordinal)
        for (code, plan, subject), count in sorted(known.counts.items())
        for ordinal in range(1, count + 1)
    )


class Gone(Struct, frozen=True):
    """So many known findings of one identity that are no longer there."""

    code: str
    plan: str
    subject: str
    count: int


def gone(asked: Iterable[Told], some: Iterable[Told]) -> tuple[Gone, ...]:
    """What is known and was asked for (see `entries`), and neither found now nor found but waived."""
    there = {(one.identity, one.ordinal) for one in some if one.waiver is None}
    return _rows(Counter(one.identity for one in asked if (one.identity, one.ordinal) not in there))


def _rows(counts: dict[Identity, int]) -> tuple[Gone, ...]:
    return tuple(Gone(code, plan, subject, count) for (code, plan, subject), count in sorted(counts.items()))


def checked(file: str, known: Known, some: Sequence[Told], lost: Sequence[Gone]) -> Beside:
    """What `gaps known check` says beside the new findings: how many are known, and how many of those are gone."""
    there, away = sum(one.known for one in some), sum(one.count for one in lost)
    data = {
        "known": {
            "file": file,
            "rules": known.rules,
            "audience": known.audience,
            "found": there,
            "gone": [structs.asdict(one) for one in lost],
        }
    }
    line = (Cell(f"{there} known" + (f", {away} known before and gone" if away else "")),)
    return Beside(data, line, "Nothing new: all that is missing is known." if there else "Nothing new is missing.")


def kept(before: Known | None, after: Known, *, grow: bool, told: bool = True) -> Known:
    """What the file is to hold: what is there now, or without leave to grow no more than it held.

    Where the reader may not be `told` what it holds, or for whom it is changes, it is all or nothing.
    """
    if before is None or grow or (before.audience == after.audience and not after.beyond(before)):
        return after
    if before.audience != after.audience or not told:
        return before
    both = {one: min(count, after.counts.get(one, 0)) for one, count in before.counts.items()}
    return Known(before.rules, before.audience, {one: count for one, count in both.items() if count})


def written(
    file: str,
    before: Known | None,
    after: Known,
    some: Sequence[Told],
    *,
    grow: bool,
    dry_run: bool,
    again: str = WRITE,
    seen: Sequence[Told] | None = None,
) -> Report:
    """What writing the known findings changes. Exit code 1, and nothing new is written, where it may not grow.

    `some` are the findings of now; `before` is what the file holds, None where there is none; `again` is the command.
    Where this is read by others than the file, `seen` are the findings that these may know.
    """
    base = before or Known(after.rules, after.audience)
    fresh, lost = _fresh(base, some), _rows(base.beyond(after))
    target = kept(before, after, grow=grow, told=seen is None)
    refused, changed, count = target is not after, target != before, target.total
    if seen is not None or narrower(base.audience, after.audience) != base.audience:
        # Who may know less than the file's readers is told of no difference from it: a "no" looks like no answer yet.
        fresh, lost, changed = [], (), not refused
        count = sum(one.waiver is None for one in (some if seen is None else seen))
    data: dict[str, Any] = {
        "file": file,
        "rules": after.rules,
        "audience": after.audience,
        "count": count,
        "written": changed and not dry_run,
        "dry_run": dry_run,
        "refused": refused,
        "new": [_named(one.finding) for one in fresh],
        "gone": [structs.asdict(one) for one in lost],
    }
    page, table = partial(_page, outcome(data, again), fresh, lost), partial(_table, fresh, lost)
    return Report("gaps.known.write", data, page, table, FINDINGS if refused else 0)


def _fresh(known: Known, some: Sequence[Told]) -> list[Told]:
    return [one for one in some if one.waiver is None and one.ordinal > known.counts.get(one.identity, 0)]


def _named(finding: Finding) -> dict[str, str]:
    return {name: getattr(finding, name) for name in ("code", "plan", "subject", "message")}


def _page(said: tuple[Cell, ...], fresh: Sequence[Told], lost: Sequence[Gone]) -> Document:
    blocks: list[Block] = [Heading("Known findings", 1), Paragraph(said)]
    if fresh:
        blocks += [Heading(f"New: {len(fresh)}"), Items(tuple(_item(one.finding) for one in fresh))]
    if lost:
        rows = (Item(Cell(one.code, "muted"), Cell(untyped(one.subject)[1], "key"), _times(one.count)) for one in lost)
        blocks += [Heading(f"Gone: {sum(one.count for one in lost)}"), Items(tuple(rows))]
    return Document(tuple(blocks))


def outcome(data: Mapping[str, Any], again: str) -> tuple[Cell, ...]:
    """What became of the file, in a sentence; with the command again that would let it grow."""
    file, count = Cell(str(data["file"]), "key"), data["count"]
    if data["refused"]:
        new = f"{len(data['new'])} new" if data["new"] else "there is more, or it is for others than before"
        said = Cell(f"{new}, and what is known grows only when it is told to: ", "bad")
        away = sum(one["count"] for one in data["gone"])
        lost = f" {'would lose' if data['dry_run'] else 'lost'} {away} that {'are' if away > 1 else 'is'} gone"
        return (said, Cell(f"{again} --grow", "command"), Cell("; "), file, Cell(lost if away else " stays as it is"))
    if data["dry_run"]:
        return (Cell("dry run: ", "muted"), file, Cell(f" would hold {count} known findings"))
    return (file, Cell(f" holds {count} known findings" if data["written"] else f" stays as it is: {count} known"))


def _item(finding: Finding) -> Item:
    return Item(Cell(finding.code), Cell(untyped(finding.subject)[1], "key"), (Cell(finding.message),))


def _times(count: int) -> tuple[Cell, ...]:
    return (Cell(f"{count} times" if count > 1 else "no longer there", "muted"),)


def _table(fresh: Sequence[Told], lost: Sequence[Gone]) -> Table:
    """A line an identity: what is new, then what is gone."""
    new = Counter(one.identity for one in fresh)
    rows = [
        *(("new", *identity, str(count)) for identity, count in sorted(new.items())),
        *(("gone", one.code, one.plan, one.subject, str(one.count)) for one in lost),
    ]
    names = ("change", "code", "plan", "subject", "count")
    return Table(tuple(Column(name) for name in names), tuple(tuple(Cell(part) for part in row) for row in rows))
