"""Topics, and who has which part in them (domain §3)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..facts.operating import parts, rights_on, scopes, topics
from ..facts.responsibility import name_of
from ..model.fields import untyped
from ..model.lookup import get
from ..model.operating import Part, Right, Topic
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .document import Block, Cell, Column, Document, Heading, Report, Table
from .listing import Field, columns, fields_of, listing, showing, tabled

TITLES: Mapping[Part, str] = {
    "decide": "decides",
    "perform": "performs",
    "recommend": "recommends",
    "agree": "must agree",
    "input": "gives input",
}
_LINES = columns("topic", "platform", "part", "holder", "state", "confirmed", "confirmed_by")
_EMPTY = "No right yet: mopsctl model init --template shared-service, or mopsctl right set TOPIC decide --team TEAM"
_NO_TOPIC = "No topic yet: mopsctl model init"


def topic_list(portfolio: Portfolio) -> Report:
    """Every topic in its order, what it needs, and who has that to be."""
    rows = []
    for one in topics(portfolio):
        everywhere = {key[1]: rights for key, rights in scopes(portfolio, "to-be").items() if key[0] == one.key}
        held = {p: [r.holder for r in rights if r.part == one.needs] for p, rights in sorted(everywhere.items())}
        told = [_bare(holder) + (f" ({p})" if p else "") for p, holders in held.items() for holder in holders]
        rows.append({
            **fields_of(one),
            "holders": [holder for holders in held.values() for holder in holders],
            "holders_told": ", ".join(told) or "nobody",
            "holders_tone": "plain" if told else "bad",
        })  # fmt: skip
    fields = (Field("key", tone="key"), Field("name", wrap=True), Field("needs"),
              Field("holders", "who", wrap=True), Field("question", wrap=True, optional=True))  # fmt: skip
    return listing("topic.list", "Topics", rows, fields, _NO_TOPIC)


def topic(portfolio: Portfolio, key: str) -> Report:
    """One topic, with all parts in it, on all platforms and in both states."""
    found = get(portfolio, Topic, key)
    held = [
        one for state in ("to-be", "as-is") for scope, some in scopes(portfolio, state).items()
        if scope[0] == key for one in some
    ]  # fmt: skip
    rows = [{**fields_of(one), "platform_told": one.platform or "all"} for one in held]
    fields = (Field("part"), Field("holder", tone="key"), Field("platform"), Field("state"), Field("confirmed"))
    blocks: list[Block] = [Heading("Parts"), tabled(rows, fields)] if rows else []
    data = {**fields_of(found), "rights": [fields_of(one) for one in held]}
    return showing("topic.show", found.name, fields_of(found), blocks=blocks, data=data)


def rights(portfolio: Portfolio, state: State, *, platform: str | None = None, topic: str | None = None) -> Report:
    """Who has which part in each topic; with `platform`, as it is on that platform, else scope by scope."""
    found = _wanted(portfolio, state, platform, topic)
    rows = [fields_of(one) for one in found]
    title = "Who decides and who performs" + (", as it is" if state == "as-is" else ", to be")
    title += f", on {portfolio.platforms[platform].name}" if platform else ""
    lines = tabled(rows, _LINES, _EMPTY, told=False)

    def document() -> Document:
        return Document((Heading(title, 1), table_of_rights(portfolio, state, platform=platform, topic=topic)))

    return Report("right.show", rows, document, lambda: lines)


def _wanted(portfolio: Portfolio, state: State, platform: str | None, topic: str | None) -> list[Right]:
    """The rights in order of topics; on one platform those that hold there, else all, scope by scope."""
    found: list[Right] = []
    for one in topics(portfolio):
        if topic not in (None, one.key):
            continue
        if platform is not None:
            found += rights_on(portfolio, one.key, platform, state)
        else:
            wheres = _scopes_of(portfolio, one.key, state, None)
            found += [right for where in wheres for right in scopes(portfolio, state).get((one.key, where), ())]
    return found


def table_of_rights(
    portfolio: Portfolio, state: State, *, platform: str | None = None, topic: str | None = None, names: bool = False
) -> Table:
    """A row a topic (and platform), a column a part; `names` for a description, keys for a user at work.

    The part that a topic needs stands out where nobody has it.
    """
    listed = [one for one in topics(portfolio) if topic in (None, one.key)]
    rows: list[tuple[Cell, ...]] = []
    for one in listed:
        for where in _scopes_of(portfolio, one.key, state, platform):
            held = parts(portfolio, one.key, where if platform is None else platform, state)
            name = Cell(one.name, "strong") if names else Cell(one.key, "key")
            on = Cell(where if not (names and where) else portfolio.platforms[where].name, "muted")
            cells = [_cell(portfolio, held[part], part, part == one.needs, names) for part in TITLES]
            rows.append((name, on, *cells, Cell(_confirmed(portfolio, one.key, where, state), "muted")))
    shown = any(row[1].text for row in rows)
    head = (Column("topic", wrap=True), Column("only on"))
    rest = [Column(TITLES[part], wrap=True, optional=part in ("recommend", "input")) for part in TITLES]
    columns_ = (*head, *rest, Column("confirmed", optional=True))
    if not shown:
        columns_, rows = _without_second(columns_), [_without_second(row) for row in rows]
    return Table(columns_, tuple(rows), _NO_TOPIC if not portfolio.topics else _EMPTY)


def _without_second(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (row[0], *row[2:])


def _scopes_of(portfolio: Portfolio, topic: str, state: State, platform: str | None) -> Iterable[str]:
    """Where a topic has parts of its own: on all platforms, and on single ones; on the one that is asked for."""
    if platform is not None:
        return [platform if (topic, platform) in scopes(portfolio, state) else ""]
    return sorted({where for key, where in scopes(portfolio, state) if key == topic} | {""})


def _cell(portfolio: Portfolio, holders: Sequence[str], part: Part, needed: bool, names: bool) -> Cell:
    told = ", ".join(name_of(portfolio, holder) if names else _bare(holder) for holder in holders)
    if not told:
        return Cell("nobody", "bad") if needed else Cell("")
    if part == "decide" and len(holders) > 1:
        return Cell(told, "bad")
    return Cell(told, "strong" if needed else "plain")


def _bare(holder: str) -> str:
    return untyped(holder)[1]


def _confirmed(portfolio: Portfolio, topic: str, where: str, state: State) -> str:
    """The day on which all parts of a scope were confirmed; `in part` where not all were."""
    days = [one.confirmed for one in scopes(portfolio, state).get((topic, where), ())]
    known = [day for day in days if day]
    if not known:
        return ""
    return str(min(known)) if len(known) == len(days) else "in part"
