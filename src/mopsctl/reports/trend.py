"""How the commitment of each team moved (domain §1.2): the page. The walk through the past is `reports.past`."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from ..changes import ChangeSet
from ..facts.audience import Audience
from ..facts.commitment import Level
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .asks import LEVEL_TONES
from .commitment import ranked
from .document import Block, Cell, Course, Document, Heading, Item, Items, Paragraph, Report, Step, Table, Trend
from .listing import columns, tabled
from .past import Move, courses

LATEST = 6  # moves told in words under the chart
_LEVELS = list(LEVEL_TONES)
_EMPTY = "No team is involved yet: mopsctl team join TEAM --involved"


def trend(
    portfolio: Portfolio, plan: str, change_sets: Sequence[ChangeSet], policy: Policy, audience: Audience
) -> Report:
    """The level of each team of `commit show` over time, each moment judged by its own day.

    `change_sets` are those of the store, newest first and without a hole. What an audience may not know moves nothing.
    """
    teams = [line.team for line in ranked(portfolio, plan, policy, audience)]
    moves = courses(portfolio, plan, teams, change_sets, audience)
    days = [move.on for some in moves.values() for move in some]
    start, finish = min(days, default=portfolio.today), max([*days, portfolio.today])
    data: dict[str, Any] = {
        "plan": plan,
        "start": start,
        "finish": finish,
        "levels": _LEVELS,
        "teams": [_data(team, moves[team]) for team in teams],
    }

    def document() -> Document:
        rows = tuple(Course(team, tuple(map(_step, moves[team]))) for team in teams)
        words = tuple(Cell(level, tone) for level, tone in LEVEL_TONES.items())
        blocks: list[Block] = [Heading("How commitment moved", 1), Trend(start, finish, words, rows, _EMPTY)]
        return Document((*blocks, *_latest(moves), *_note(start, finish, portfolio.today)))

    return Report("commit.history", data, document, lambda: _lines(data["teams"]))


def _data(team: str, moves: Sequence[Move]) -> dict[str, Any]:
    steps = [{"on": move.on, "level": move.level, "change_set": move.number} for move in moves]
    now = moves[-1] if moves else None
    return {"team": team, "commitment": now and now.level, "since": now and now.on, "moves": steps}


def _step(move: Move) -> Step:
    return Step(move.on, None if move.level is None else _LEVELS.index(move.level))


def _latest(moves: dict[str, tuple[Move, ...]]) -> list[Block]:
    """The last moves of all teams in words, the newest first. To be there for the first time is no move."""
    found = [
        (move.on, move.number or 0, team, was.level, move.level)
        for team, some in moves.items()
        for was, move in pairwise(some)
        if was.level and move.level
    ]
    latest = sorted(found, key=lambda one: (one[0], one[1], one[2]), reverse=True)[:LATEST]
    items = (Item(Cell(str(on), "muted"), Cell(team, "key"), _told(was, now)) for on, _, team, was, now in latest)
    return [Heading("Latest moves"), Items(tuple(items))] if latest else []


def _told(was: Level, now: Level) -> tuple[Cell, ...]:
    return Cell(was, LEVEL_TONES[was]), Cell(" to "), Cell(now, LEVEL_TONES[now])


def _note(start: date, finish: date, today: date) -> list[Block]:
    """What the chart knows of: the days on which something was recorded, whenever it was said."""
    later = f", and until {finish}, later than {today}" if finish > today else ""
    return [Paragraph((Cell(f"By the days on which it was recorded, since {start}{later}.", "muted"),))]


def _lines(teams: Sequence[dict[str, Any]]) -> Table:
    """A line a move."""
    rows = [{"team": one["team"], **move} for one in teams for move in one["moves"]]
    return tabled(rows, columns("team", "on", "level", "change_set"), _EMPTY, told=False)
