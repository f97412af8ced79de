"""What moves with a new operating model, in words to print: duties, capabilities, and platforms that go.

It is a part of `reports.model_described`; the page for those at work on hand-overs is `reports.handover`.
"""

from collections.abc import Sequence

from ..facts.disposition import Place, is_going, places
from ..facts.handover import Move, lost, moves
from ..facts.responsibility import name_of, scheme_of
from ..model.fields import one_line
from ..model.portfolio import Portfolio
from ..model.responsibility import Handover
from .document import Block, Cell, Column, Heading, Table


def moving(portfolio: Portfolio, plan: str) -> list[Block]:
    """The hand-overs of a plan, what becomes of capabilities on each platform, and the platforms that are retired."""
    return [*_handovers(portfolio, plan), *_capabilities(portfolio), *_platforms(portfolio)]


def _handovers(portfolio: Portfolio, plan: str) -> list[Block]:
    rows = [_move(portfolio, move) for move in moves(portfolio, plan)]
    told = {(move.subject, move.giver) for move in moves(portfolio, plan)}
    for one in lost(portfolio, plan):
        for giver in one.givers:
            if (one.subject, giver) not in told:
                duty = scheme_of(portfolio).word(one.duty)
                named = (name_of(portfolio, one.subject), duty, name_of(portfolio, giver))
                rows.append((*map(Cell, named), Cell("nobody", "bad"), Cell(""), Cell("")))
    names = ("what", "as", "from", "to", "what those who gave it do then", "agreed")
    return _table("What moves from one to another", names, rows)


def _move(portfolio: Portfolio, move: Move) -> tuple[Cell, ...]:
    known, settled = scheme_of(portfolio), move.settled or Handover(move.plan, move.subject, move.giver)
    receivers = [move.receiver] if move.receiver else move.receivers
    to = " or ".join(name_of(portfolio, one) for one in receivers)
    then = one_line(settled.afterwards)
    agreed = str(settled.agreed_on or "by letter") if move.agreed else "not yet"
    return (
        Cell(name_of(portfolio, move.subject), "strong"),
        Cell(", ".join(known.word(duty) for duty in move.duties)),
        Cell(name_of(portfolio, move.giver)),
        Cell(to) if to else Cell("nobody", "bad"),
        Cell(then) if then else Cell("nobody said yet", "bad"),
        Cell(agreed),
    )


def _capabilities(portfolio: Portfolio) -> list[Block]:
    """What was said, or follows from a platform that goes; what nobody asked about is left out."""
    rows = []
    for place in places(portfolio).values():
        platform = portfolio.platforms[place.platform]
        if place.fate or is_going(platform):
            named = (portfolio.capabilities[place.capability].name, platform.name)
            rows.append((Cell(named[0], "strong"), Cell(named[1]), _fate(portfolio, place), Cell(str(place.on or ""))))
    names = ("capability", "on", "what becomes of it there", "off from")
    return _table("What becomes of capabilities", names, rows)


def _fate(portfolio: Portfolio, place: Place) -> Cell:
    match place.fate:
        case "keep":
            return Cell("stays")
        case "retire":
            return Cell("ends")
        case "migrate":
            to = place.successor or place.named
            return Cell(f"moves to {portfolio.platforms[to].name}") if to else Cell("moves, nobody said where", "bad")
    return Cell("nobody said yet", "bad")


def _platforms(portfolio: Portfolio) -> list[Block]:
    rows = []
    for _, one in sorted(portfolio.platforms.items()):
        if is_going(one):
            to = portfolio.platforms[one.successor].name if one.successor else ""
            off = Cell(str(one.retire_on)) if one.retire_on else Cell("no day yet", "bad")
            rows.append((Cell(one.name, "strong"), off, Cell(to), Cell(str(one.notice_by or ""))))
    names = ("platform", "off from", "in its place", "contract to be ended by")
    return _table("Platforms that go", names, rows)


def _table(title: str, names: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> list[Block]:
    return [Heading(title), Table(tuple(Column(name, wrap=True) for name in names), tuple(rows))] if rows else []
