"""The matrix as a text for an editor: an aligned table with its meaning on top, and what a user made of it.

Who and what the names in it stand for, and whether the letters will do, is the business of `edit.matrix`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..errors import USAGE, MopsError
from ..facts.responsibility import RaciMatrix, name_of, scheme_of, short, standing
from ..model.fields import one_line, untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import Duty
from .files import Source, decode

CORNER = "subject"
AGAIN = 25  # rows after which the head is repeated: in a long table it would be out of sight
NARROW = 120  # signs up to which columns are headed by whole keys; beyond, by codes that a legend explains
WIDE = 160  # signs from which on the subject stands at the right end too
CODE = 4  # letters of a code at most, before a number makes it unique
MEANS: Mapping[Duty, str] = {
    "answers": "answers for it, one in a row",
    "does": "does it",
    "asked": "is asked before",
    "told": "is told",
}

_MARK = "#:"
_PAIR = re.compile(r"([a-z]+) ([^\s,]+)")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")


class Place(Struct, frozen=True):
    """A piece of the text, and where it stands; both count from 1."""

    text: str
    line: int
    column: int


class GridRow(Struct, frozen=True):
    """One row: its subject, and what stands under each head; a cell that is missing is not there."""

    subject: Place
    cells: tuple[Place, ...]


class Grid(Struct, frozen=True):
    """The table as it was read: its heads, its rows, and what is wrong with its form."""

    name: str
    heads: tuple[Place, ...]
    rows: tuple[GridRow, ...]
    faults: tuple[tuple[int, int, str], ...] = ()


def write(portfolio: Portfolio, found: RaciMatrix, about: Mapping[str, str]) -> str:
    """The text of a matrix. `about` is kept in it, so that it can be taken up again: state, plan, serial, ..."""
    rows = sorted(found.rows, key=lambda row: standing(portfolio, row.subject))
    subjects = [short(portfolio, row.subject) for row in rows]
    first = max([len(CORNER), *map(len, subjects)])
    heads = heads_of(portfolio, found)
    is_coded = any(head != _head(portfolio, holder) for head, holder in heads.items())
    widths = [max(2 if is_coded else 4, len(head)) for head in heads]
    tail = [CORNER] if first + sum(widths) + 3 * len(widths) > WIDE else []

    def line(cells: Sequence[str]) -> str:
        sizes = (first, *widths, first)
        return "| " + " | ".join(cell.ljust(size) for cell, size in zip(cells, sizes, strict=False)) + " |"

    head = [
        line([CORNER, *heads, *tail]),
        line(["-" * first, *("-" * w for w in widths), *("-" * first for _ in tail)]),
    ]
    stairs = _stairs(portfolio, found, first + 5, widths) if is_coded else []
    text = [*_top(portfolio, found, about), "", *stairs, *head]
    group = ""
    for number, (row, subject) in enumerate(zip(rows, subjects, strict=True)):
        if number and number % AGAIN == 0:
            text += head
        if (under := standing(portfolio, row.subject)[1]) != group:
            group = under
            text.append(f"# {one_line(group)}")
        letters = dict(row.cells)
        text.append(line([subject, *(letters.get(holder, "") for holder in found.holders), *(subject for _ in tail)]))
    return "\n".join(text) + "\n"


def heads_of(portfolio: Portfolio, found: RaciMatrix) -> dict[str, str]:
    """What heads the column of each holder (its typed key): its key, or a code where whole keys would be too wide."""
    keys = [_head(portfolio, holder) for holder in found.holders]
    first = max([len(CORNER), *(len(short(portfolio, row.subject)) for row in found.rows)])
    if first + sum(max(4, len(key)) + 3 for key in keys) <= NARROW:
        return dict(zip(keys, found.holders, strict=True))
    coded: dict[str, str] = {}
    for key, holder in zip(keys, found.holders, strict=True):
        coded[_code(portfolio, key, holder, coded)] = holder
    return coded


def _head(portfolio: Portfolio, holder: str) -> str:
    """The key of a holder, and its kind too where it would be taken for the corner."""
    key = short(portfolio, holder)
    return holder if key == CORNER else key


def _code(portfolio: Portfolio, key: str, holder: str, taken: Mapping[str, str]) -> str:
    """`mo` for marketing-operations, `camb` for cambridge: never the code or the key of another."""
    parts = [part for part in re.split(r"[-._:]", key) if part]
    initials = "".join(part[0] for part in parts) if len(parts) > 1 else ""
    wanted = [key] if len(key) <= CODE else [initials[:CODE], key[:CODE]]
    numbered = (f"{key[: CODE - 1]}{number}" for number in range(2, len(taken) + 3))
    others = {one for kind in HOLDERS for one in portfolio.of(kind) if one != untyped(holder)[1]}
    return next(code for code in (*wanted, *numbered, key) if code and code not in taken and code not in others)


HOLDERS = ("teams", "people", "positions")


def _stairs(portfolio: Portfolio, found: RaciMatrix, at: int, widths: Sequence[int]) -> list[str]:
    """Whom each column is for, a line each, led down to its code."""
    lines: list[str] = []
    stems = ""
    for holder, width in zip(found.holders, widths, strict=True):
        key, name = short(portfolio, holder), one_line(name_of(portfolio, holder))
        lines.append(f"#{stems[1:].ljust(at)[: at - 1]}\u250c {key}{f'  {name}' if name != key else ''}")
        stems = f"{stems.ljust(at)[:at]}\u2502"
        at += width + 3
    return lines


def _top(portfolio: Portfolio, found: RaciMatrix, about: Mapping[str, str]) -> Iterator[str]:
    known = scheme_of(portfolio)
    what = f"to be, of plan {found.plan}" if found.plan else "as it is"
    order = known.order if len(known.order) < 9 else "Letters"
    yield f"# {order} {what}: {len(found.rows)} rows, {len(found.holders)} columns."
    yield "# Change the letters, save and leave; then all that differs is changed at once, or nothing is."
    yield "#"
    for one in known.letters:
        yield f"#   {one.letter}  {one.word}: {MEANS[one.duty]}"
    yield "#"
    yield "# Several letters may stand in a cell (RA). An empty cell, - or . is none. A letter that stays keeps its"
    yield "# agreement. A row or a column is cleared by emptying its cells, never by deleting it. A new row begins with"
    yield "# the key of a capability, activity, platform or task; a new column is headed by that of a team, person or"
    yield "# position. Where several things have one key write the kind too: task:send, person:ada."
    yield f"{_MARK} {', '.join(f'{name} {value}' for name, value in about.items() if value)} (leave this line as it is)"
    yield "# vim: set nowrap:"


def about_of(source: Source) -> dict[str, str]:
    """What an edited text is about, from the line that says so; MopsError where it is gone."""
    marked = next((line for line in decode(source).splitlines() if line.startswith(_MARK)), "")
    about = {match[1]: match[2] for match in _PAIR.finditer(marked.partition("(")[0])}
    if "state" not in about or "serial" not in about:
        raise MopsError(f'{source.name}: the line that begins with "{_MARK}" is gone: it says which matrix this is',
                        hint="mopsctl raci edit", code=USAGE)  # fmt: skip
    return about


def read(source: Source) -> Grid:
    """The table that a user left in an editor; whatever is wrong with its form is among its faults."""
    faults: list[tuple[int, int, str]] = []
    heads: tuple[Place, ...] = ()
    rows: list[GridRow] = []
    for number, line in enumerate(decode(source).splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = _cells(line, number)
        if not cells:
            faults.append((number, 1, "neither a row of the table, | in front, nor a comment, # in front"))
        elif not heads:
            heads = cells
        elif not _RULE.fullmatch(line) and [one.text for one in cells] != [one.text for one in heads]:
            rows.append(_row(cells, heads, number, faults))
    if not heads:
        faults.append((1, 1, f"the table is gone; its head begins with | {CORNER}"))
    last = len(heads) - 1 if _is_corner_again(heads, rows) else len(heads)
    kept = range(1, last)
    return Grid(
        source.name,
        tuple(heads[n] for n in kept),
        tuple(GridRow(row.subject, tuple(row.cells[n] for n in kept if n < len(row.cells))) for row in rows),
        tuple(faults),
    )


def _is_corner_again(heads: tuple[Place, ...], rows: Sequence[GridRow]) -> bool:
    """Whether the last column only says once more which row it is."""
    if len(heads) < 2 or heads[-1].text != CORNER:
        return False
    behind = [(row.subject.text, row.cells[len(heads) - 1].text) for row in rows if len(row.cells) >= len(heads)]
    return all(text in ("", subject) for subject, text in behind)


def _row(
    cells: tuple[Place, ...], heads: tuple[Place, ...], number: int, faults: list[tuple[int, int, str]]
) -> GridRow:
    if len(cells) > len(heads):
        told = f"{len(cells)} cells, but the head has {len(heads)}"
        faults.append((number, cells[len(heads)].column, told))
    if not cells[0].text:
        faults.append((number, 1, "a row without a subject"))
    return GridRow(cells[0], cells)


def _cells(line: str, number: int) -> tuple[Place, ...]:
    """The cells of a line that begins with |; none of another. The last | may be missing."""
    bare = line.rstrip()
    if not bare.lstrip().startswith("|"):
        return ()
    found: list[Place] = []
    at = bare.index("|") + 1
    parts = bare[at:].split("|")
    for part in parts[:-1] if bare.endswith("|") and len(parts) > 1 else parts:
        lead = len(part) - len(part.lstrip())
        found.append(Place(part.strip(), number, at + (lead if part.strip() else 0) + 1))
        at += len(part) + 1
    return tuple(found)
