"""What moves from one holder to another in a plan, what is settled about it, and the tasks it wants (domain §2.3)."""

from collections.abc import Sequence
from typing import Any

from ..facts.handover import Lost, Move, left_over, lost, moves
from ..facts.participation import naming
from ..facts.raci_untouched import untouched
from ..facts.responsibility import holders_in, scheme_of, short
from ..facts.transition import Proposal
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import Handover
from .document import Block, Cell, Document, Heading, Item, Items, Paragraph, Report, Tone
from .listing import Field, bare, columns, tabled
from .raci_untouched import staying

FIELDS = (
    Field("subject", tone="key", wrap=True),  # a key is folded rather than cut
    Field("letters", "gives"),
    Field("giver", "from", wrap=True),
    Field("agreed"),
    Field("communicated", "told"),
    Field("tasks", right=True),
    Field("receiver", "to", wrap=True),  # below where it is narrow
    Field("afterwards", "from then on", wrap=True),
)
_LINES = columns(
    "subject", "giver", "letters", "receiver", "receivers", "agreed", "communicated", "afterwards", "transfer",
    "communication", "decommission", "open", "left_over",
)  # fmt: skip
_NONE = "Nothing moves: no duty goes from one holder to another between the letters as they are and as they are to be."


def handovers(portfolio: Portfolio, plan: str, *, team: str = "", only_open: bool = False) -> Report:
    """The moves of a plan, open ones first; `team`: those in which it, or somebody in it, gives or takes."""
    mine = holders_in(portfolio, team) if team else frozenset()
    found = [
        move
        for move in moves(portfolio, plan)
        if (not team or mine & {move.giver, *move.receivers}) and (move.open or not only_open)
    ]
    found.sort(key=lambda move: (not move.open, move.subject, move.giver))
    rows = [_row(portfolio, move) for move in found]
    rest = [one for one in left_over(portfolio, plan) if not team or mine & {one.giver, one.receiver or ""}]
    every = rows if only_open else [*rows, *(_left(portfolio, one) for one in rest)]
    empty = "Nothing is open." if only_open and moves(portfolio, plan) else _NONE

    def document() -> Document:
        return Document(
            (Heading("Hand-overs" + (f" of {team}" if team else ""), 1), tabled(rows, FIELDS, empty),
             *_below(portfolio, plan, found, rest), *staying(portfolio, untouched(portfolio, plan, team)))
        )  # fmt: skip

    return Report("handover.list", bare(every), document, lambda: tabled(every, _LINES, told=False))


def _left(portfolio: Portfolio, one: Handover) -> dict[str, Any]:
    """What was settled about a move that is none any more, as a row of a move without letters."""
    move = Move(one.plan, one.subject, one.giver, (), "", (), one, one.receiver or "", one.agreed_on is not None)
    return {**_row(portfolio, move), "left_over": True}


def _row(portfolio: Portfolio, move: Move) -> dict[str, Any]:
    settled = move.settled or Handover(move.plan, move.subject, move.giver)
    tasks = [key for key in (settled.communication, settled.transfer, settled.decommission) if key]
    return {
        "subject": move.subject,
        "subject_told": short(portfolio, move.subject),
        "giver": move.giver,
        "giver_told": short(portfolio, move.giver),
        "letters": move.letters,
        "duties": list(move.duties),
        "receiver": move.receiver or None,
        "receiver_told": _receivers(portfolio, move),
        "receiver_tone": "plain" if move.receiver else "warn",
        "receivers": list(move.receivers),
        "agreed": move.agreed,
        "agreed_by": settled.agreed_by,
        "agreed_on": settled.agreed_on,
        "agreed_told": "yes" if move.agreed else "-",
        "agreed_tone": _tone(move, "agreed"),
        "communicated": settled.communicated,
        "communicated_told": "yes" if settled.communicated else "-",
        "communicated_tone": _tone(move, "communicated"),
        "afterwards": settled.afterwards,
        "afterwards_told": settled.afterwards.strip() or "nobody said",
        "afterwards_tone": _tone(move, "afterwards"),
        "transfer": settled.transfer,
        "communication": settled.communication,
        "decommission": settled.decommission,
        "tasks_told": str(len(tasks)) if tasks else "-",
        "open": list(move.open),
        "left_over": False,
    }


def _tone(move: Move, part: str) -> Tone:
    return "warn" if part in move.open else "plain"


def _receivers(portfolio: Portfolio, move: Move) -> str:
    if move.receiver:
        return short(portfolio, move.receiver)
    return " or ".join(short(portfolio, one) for one in move.receivers) or "nobody"


def _below(portfolio: Portfolio, plan: str, found: Sequence[Move], rest: Sequence[Handover]) -> list[Block]:
    """What is lost, what was settled for nothing, and what to do next."""
    blocks: list[Block] = []
    if gone := lost(portfolio, plan):
        blocks += [Heading("Lost on the way"), Items(tuple(_lost(portfolio, one) for one in gone))]
    for one in rest:
        said = f"{short(portfolio, one.subject)} does not move from {untyped(one.giver)[1]} any more"
        blocks.append(Paragraph((Cell(f"{said}; what was settled about it is kept", "muted"),)))
    unsaid = next((move for move in found if "afterwards" in move.open and move.receivers), None)
    if unsaid:
        kind, key = untyped(unsaid.giver)
        where = naming(portfolio, plan)
        command = f"mopsctl handover answer {short(portfolio, unsaid.subject)} --{kind} {key} --afterwards TEXT{where}"
        blocks.append(Paragraph((Cell("Next: ", "muted"), Cell(command, "command"))))
    return blocks


def _lost(portfolio: Portfolio, one: Lost) -> Item:
    """A duty that somebody has and nobody is to have, and how to give it to somebody."""
    known, name = scheme_of(portfolio), short(portfolio, one.subject)
    who = ", ".join(short(portfolio, giver) for giver in one.givers)
    said = f"nobody is to be {known.one(one.duty)}; today it is {who}"
    cure = f"mopsctl raci set {name} --team TEAM {known.of(one.duty)[:1]}{naming(portfolio, one.plan)}"
    return Item(Cell(known.of(one.duty)[:1], "bad"), Cell(name, "key"), (Cell(said),), cure)


TASK_FIELDS = (
    Field("key", "task", tone="key"),
    Field("name", wrap=True),
    Field("team"),
    Field("owner", optional=True),
    Field("kind", optional=True),
    Field("after"),
    Field("not_before"),
)


def transition_tasks(portfolio: Portfolio, plan: str, found: Sequence[Proposal]) -> Report:
    """The tasks that are proposed, and what each waits for."""
    rows = [
        {
            "key": one.task.key,
            "name": one.task.name,
            "team": one.task.team,
            "team_told": one.task.team or "nobody",
            "owner": one.task.owner,
            "kind": one.task.kind,
            "for": one.field,
            "subject": one.move.subject,
            "giver": one.move.giver,
            "after": list(one.after),
            "not_before": one.task.not_before,
        }
        for one in found
        if one.is_new
    ]

    def document() -> Document:
        empty = "Every hand-over has its tasks." if moves(portfolio, plan) else _NONE
        blocks: list[Block] = [Heading("Tasks to hand over", 1), tabled(rows, TASK_FIELDS, empty)]
        if rows:
            said = Cell("Nothing is stored yet. To add them, as one change: ", "muted")
            blocks.append(Paragraph((said, Cell("mopsctl handover tasks --add", "command"))))
        return Document(tuple(blocks))

    lines = columns("key", "name", "team", "owner", "kind", "for", "subject", "giver", "after", "not_before")
    return Report("handover.tasks", bare(rows), document, lambda: tabled(rows, lines, told=False))
