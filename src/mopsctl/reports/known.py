"""Known findings: told apart from the new ones, and what of them is gone. The file they stand in is `formats.known`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
            "there": there,
            "gone": [structs.asdict(one) for one in lost],
        }
    }
    line = (Cell(f"{there} known" + (f", {away} known before and gone" if away else "")),)
    return Beside(data, line, "Nothing new: all that is missing is known." if there else "Nothing new is missing.")


def written(
    file: str, before: Known | None, after: Known, some: Sequence[Told], *, grow: bool, dry_run: bool
) -> Report:
    """What writing the known findings changes. Exit code 1, and nothing is to be written, where it may not grow.

    `some` are the findings of now; `before` is what the file holds, None where there is none.
    """
    base = before or Known(after.rules, after.audience)
    lost = _rows(base.beyond(after))
    fresh = [one for one in some if one.waiver is None and one.ordinal > base.counts.get(one.identity, 0)]
    refused = before is not None and bool(fresh) and not grow
    changed = before != after
    data: dict[str, Any] = {
        "file": file,
        "rules": after.rules,
        "audience": after.audience,
        "count": (before if refused and before else after).total,
        "written": changed and not refused and not dry_run,
        "dry_run": dry_run,
        "refused": refused,
        "new": [
            {"code": f.code, "plan": f.plan, "subject": f.subject, "message": f.message}
            for f in (one.finding for one in fresh)
        ],
        "gone": [structs.asdict(one) for one in lost],
    }
    return Report(
        "gaps.known.write",
        data,
        lambda: _page(data, fresh, lost),
        lambda: _table(fresh, lost),
        FINDINGS if refused else 0,
    )


def _page(data: Mapping[str, Any], fresh: Sequence[Told], lost: Sequence[Gone]) -> Document:
    blocks: list[Block] = [Heading("Known findings", 1), Paragraph(outcome(data))]
    if fresh:
        blocks += [Heading(f"New: {len(fresh)}"), Items(tuple(_item(one.finding) for one in fresh))]
    if lost:
        rows = (Item(Cell(one.code, "muted"), Cell(untyped(one.subject)[1], "key"), _times(one.count)) for one in lost)
        blocks += [Heading(f"Gone: {sum(one.count for one in lost)}"), Items(tuple(rows))]
    return Document(tuple(blocks))


def outcome(data: Mapping[str, Any]) -> tuple[Cell, ...]:
    """What became of the file, in a sentence."""
    file, count = Cell(str(data["file"]), "key"), data["count"]
    if data["refused"]:
        said = Cell(f"{len(data['new'])} new, and what is known grows only when it is told to: ", "bad")
        return (said, Cell(f"{WRITE} --grow", "command"), Cell("; "), file, Cell(" stays as it is"))
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
