"""The operating model of a plan on one page: how whole each section is, what is open, and the agenda to settle it (§3).

The whole of it in words is `reports.model_described`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from ..facts.completeness import Section, sections
from ..facts.operating import platform_of
from ..facts.participation import naming, people_of
from ..facts.point import Point
from ..model.fields import untyped
from ..model.org import Person
from ..model.plan import Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .document import (
    Block,
    Cell,
    Column,
    Document,
    Gauge,
    Gauges,
    Heading,
    Item,
    Items,
    Paragraph,
    Report,
    Table,
    Tone,
)

Asked = Sequence[tuple[Point, str]]  # what is open, and the question that asks for it

LABELS: Mapping[str, str] = {
    "accountable": "Who is accountable",
    "decides": "Who decides",
    "performs": "Who performs",
    "owners": "Who owns the platform",
    "interactions": "Interdependence",
    "assessments": "Honest assessment",
    "truths": "Sources of truth",
    "positions": "Roles filled",
    "confirmed": "Confirmed lately",
}
# What begins a section of which there is nothing yet.
BEGINS: Mapping[str, str] = {
    "accountable": "mopsctl capability offer CAPABILITY --platform PLATFORM --team TEAM",
    "decides": "mopsctl model init",
    "performs": "mopsctl model init",
    "owners": "mopsctl plan set --platform PLATFORM",
    "interactions": "mopsctl interaction add KEY --from TEAM --to TEAM --name TEXT",
    "assessments": "mopsctl team join TEAM --involved",
    "truths": "mopsctl dataset add KEY --name NAME",
    "positions": "mopsctl org init --template strategic-mo",
    "confirmed": "mopsctl right confirm TOPIC",
}
MOST = 4  # open questions shown of one section
MOST_OF_A_TEAM = 2  # named of a team that has no leader


def model(portfolio: Portfolio, plan: Plan, policy: Policy, asked: Asked) -> Report:
    """How whole the model of a plan is, section by section, and what is open in each."""
    found = sections(portfolio, plan.key, policy)
    data = {
        "plan": plan.key,
        "platform": platform_of(portfolio, plan.key) or None,
        "stage": plan.stage,
        "sections": [{**to_builtins(one), "to_clear_up": further(one, asked)} for one in found],
        "open": points_data(asked),
    }

    def document() -> Document:
        about = f"{plan.name}, stage {plan.stage}, {portfolio.today}"
        blocks: list[Block] = [
            Heading("The operating model", 1),
            Paragraph((Cell(about, "muted"),)),
            gauges(found, asked),
        ]
        for section in found:
            some = [(point, text) for point, text in asked if point.section == section.key]
            blocks += _open(section, some, naming(portfolio, plan.key))
        return Document((*blocks, *_further(asked, naming(portfolio, plan.key))))

    return Report("model.show", data, document, lambda: _lines(found, asked))


def points_data(asked: Asked) -> list[dict[str, Any]]:
    """What is open, for machines."""
    return [
        {
            "section": point.section,
            "subject": point.subject,
            "question": text,
            "room": list(point.room),
            "people": list(point.people),
            "cure": point.cure,
        }
        for point, text in asked
    ]


def further(section: Section, asked: Asked) -> int:
    """How many questions are on what a section has, beside those on what is missing in it."""
    return sum(point.section == section.key and not point.missing for point, _ in asked)


def gauges(found: Sequence[Section], asked: Asked) -> Gauges:
    """The sections under each other; of one that was not begun, the command that begins it."""
    rows = []
    for one in found:
        tone: Tone = "good" if one.whole and one.part == one.whole else "bad" if one.part == 0 and one.whole else "warn"
        rows.append(Gauge(LABELS[one.key], one.part, one.whole, tone, _note(one, further(one, asked))))
    return Gauges(tuple(rows))


def _note(one: Section, more: int) -> tuple[Cell, ...]:
    if not one.whole:
        return (Cell("not begun: ", "muted"), Cell(BEGINS[one.key], "command"))
    told = [Cell(f"+ {more} to clear up", "warn")] if more else []
    if one.planned:
        told.append(Cell(f"{one.planned} with a plan to fill {'it' if one.planned == 1 else 'them'}", "muted"))
    if one.last:
        told.append(Cell(f"last confirmed {one.last}", "muted"))
    return tuple(cell for at, one in enumerate(told) for cell in ((Cell(", ", "muted"), one) if at else (one,)))


def _open(section: Section, some: Asked, named: str) -> list[Block]:
    if not some:
        return []
    items = [
        Item(Cell(""), Cell(untyped(point.subject)[1], "key"), (Cell(text),), point.cure) for point, text in some[:MOST]
    ]
    blocks: list[Block] = [Heading(f"{LABELS[section.key]}: {len(some)} open"), Items(tuple(items))]
    if len(some) > MOST:
        all_of_them = Cell(f"mopsctl model show --agenda{named}", "command")
        blocks.append(Paragraph((Cell(f"and {len(some) - MOST} more: ", "muted"), all_of_them)))
    return blocks


def _further(asked: Asked, named: str) -> list[Block]:
    if not asked:
        return [Paragraph((Cell("Nothing is open: the model answers all that it has to.", "good"),))]
    lines = (
        ("as an agenda", f"mopsctl model show --agenda{named}"),
        ("to print it", f"mopsctl model show --format md -o model.md{named}"),
    )
    items = tuple(Item(Cell(""), Cell(what), (Cell(command, "command"),)) for what, command in lines)
    return [Heading("To talk it over"), Items(items)]


def _lines(found: Sequence[Section], asked: Asked) -> Table:
    """A line a section, then a line a question; the first column says which."""
    names = ("what", "section", "part", "whole", "last", "subject", "question", "room", "cure")
    rows = [("section", one.key, str(one.part), str(one.whole), str(one.last or ""), "", "", "", "") for one in found]
    rows += [
        ("open", point.section, "", "", "", point.subject, text, ",".join(point.room), point.cure)
        for point, text in asked
    ]
    return Table(tuple(map(Column, names)), tuple(tuple(map(Cell, row)) for row in rows))


# The same questions as the agenda of one or several meetings.


Room = tuple[str, ...]  # the teams in it


def agenda(portfolio: Portfolio, plan: Plan, asked: Asked, texts: Mapping[str, str], day: str) -> Report:
    """The open questions by who must be in the room, the room with most to settle first; `texts` is what stands around.

    Nothing in it is a command: it is for everybody who comes. `day` is today as it is written in its language.
    """
    rooms = _rooms(asked)
    data = {
        "plan": plan.key,
        "rooms": [{"teams": list(room), "questions": points_data(some)} for room, some in rooms],
    }
    names = {"plan": plan.name, "open": str(len(asked)), "groups": str(len(rooms)), "today": day}

    def document() -> Document:
        title = Heading(texts["title"].format_map(names), 1)
        if not asked:
            return Document((title, Paragraph((Cell(texts["nothing"], "good"),))))
        about = Paragraph((Cell(texts["about"].format_map(names), "muted"),))
        return Document((title, about, *_by_room(portfolio, rooms, texts)))

    return Report("model.agenda", data, document, lambda: _agenda_lines(rooms, texts["nothing"]))


def _rooms(asked: Asked) -> list[tuple[Room, Asked]]:
    rooms: dict[Room, list[tuple[Point, str]]] = {}
    for point, text in asked:
        rooms.setdefault(point.room, []).append((point, text))
    return sorted(rooms.items(), key=lambda item: (-len(item[1]), len(item[0]), item[0]))


def _by_room(portfolio: Portfolio, rooms: Sequence[tuple[Room, Asked]], texts: Mapping[str, str]) -> Iterator[Block]:
    """Each room with who comes and its questions, which are numbered throughout."""
    number = 0
    for room, some in rooms:
        yield Heading(", ".join(portfolio.teams[team].name for team in room) or texts["nobody"])
        if people := ", ".join(_present(portfolio, room, some)):
            yield Paragraph((Cell(texts["people"].format_map({"people": people}), "muted"),))
        rows = [(Cell(str(at), "muted"), Cell(text)) for at, (_, text) in enumerate(some, number + 1)]
        number += len(rows)
        yield Table((Column("", align="right"), Column("", wrap=True)), tuple(rows))


def _agenda_lines(rooms: Sequence[tuple[Room, Asked]], empty: str) -> Table:
    names = ("room", "section", "subject", "question", "cure")
    rows = [
        (",".join(room), point.section, point.subject, text, point.cure) for room, some in rooms for point, text in some
    ]
    return Table(tuple(map(Column, names)), tuple(tuple(map(Cell, row)) for row in rows), empty)


def _present(portfolio: Portfolio, room: Sequence[str], some: Asked) -> list[str]:
    """Who comes, team by team: those whom the points name; of a team of which they name nobody, whoever leads it."""
    named = {key for point, _ in some for key in point.people}
    people = sorted((portfolio.people[key] for key in named), key=_rank)
    told = [one for one in people if one.team not in room]
    for team in room:
        told += [one for one in people if one.team == team] or _leading(portfolio, team)
    return [one.name for one in told]


def _leading(portfolio: Portfolio, team: str) -> list[Person]:
    """The leaders of a team; of one that has none, who is in it; of one that nobody is in, who holds its positions."""
    own = sorted(people_of(portfolio).get(team, ()), key=_rank)
    if not own:
        held = {one.holder for one in portfolio.boxes.values() if one.team == team and one.holder}
        own = sorted((portfolio.people[key] for key in held), key=_rank)
    leaders = [one for one in own if one.level == "leader"]
    return leaders or own[:MOST_OF_A_TEAM]


def _rank(one: Person) -> tuple[int, str]:
    return ("leader", "executive", "practitioner").index(one.level), one.key
