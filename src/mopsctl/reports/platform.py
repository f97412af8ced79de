"""One platform on one page, with all that hangs on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import structs, to_builtins

from ..facts.disposition import ALREADY, is_off, places_on
from ..facts.operating import rights_on, topics
from ..facts.platform import expected_live, plans_by_platform, work_on
from ..facts.stack import Saving, arrivals, over_budget, saving, sources, truths_by_platform
from ..model.capability import OWNERS, Platform
from ..model.fields import typed, untyped
from ..model.lookup import get
from ..model.portfolio import Portfolio
from .amounts import amount
from .document import Block, Cell, Document, Heading, Pairs, Paragraph, Report
from .listing import Field, bare, fields_of, showing, tabled
from .places import place_rows
from .platforms import STATUS_TONES

MOST = 12  # tasks on the page; the data holds all


def platform(portfolio: Portfolio, key: str) -> Report:
    """One platform on one page: who answers for it, what it costs, what it does, and what hangs on it."""
    record = get(portfolio, Platform, key)
    data = _data(portfolio, record)
    every = len(data["tasks"])  # for scripts nothing is left out
    shown, blocks = fields_of(record) | _derived(portfolio, data), tuple(_sections(data, every))
    report = showing("platform.show", record.name, shown, blocks=blocks, data=_bare(data))

    def document() -> Document:
        return Document((Heading(record.name, 1), Pairs(tuple(_pairs(portfolio, record))), *_sections(data, MOST)))

    return structs.replace(report, document=document)


def _data(portfolio: Portfolio, record: Platform) -> dict[str, Any]:
    key, saved = record.key, saving(portfolio, record.key)
    live = expected_live(portfolio, key)
    return {
        **fields_of(record),
        "live_expected": None if live == ALREADY else live,
        "saving": to_builtins(saved) if saved else None,
        "offerings": [row for one in places_on(portfolio).get(key, ()) for row in place_rows(portfolio, one)],
        "arrivals": [to_builtins(one) | {"live": _known(one.live)} for one in arrivals(portfolio, key)],
        "datasets": _datasets(portfolio, key),
        "assignments": [
            fields_of(one)
            for _, one in sorted(portfolio.assignments.items())
            if one.subject == typed("platform", key)
        ],
        "rights": [fields_of(one) for topic in topics(portfolio) for one in rights_on(portfolio, topic.key, key)],
        "plans": [fields_of(one) for one in plans_by_platform(portfolio).get(key, ())],
        "tasks": [structs.asdict(one) for one in work_on(portfolio, key)],
        "succeeds": sorted(other.key for other in portfolio.platforms.values() if other.successor == key),
    }  # fmt: skip


def _derived(portfolio: Portfolio, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the page says beyond the fields, for lines and spreadsheets."""
    record, saved = portfolio.platforms[data["key"]], data["saving"] or {}
    return {
        "live_expected": data["live_expected"],
        "off": is_off(portfolio, record.key),
        "over_budget": over_budget(record) or None,
        "saves_a_year": saved.get("a_year"),
        "saves_from": saved.get("since"),
        "paid_after_off": saved.get("idle") or None,
        "notice_days_left": (record.notice_by - portfolio.today).days if record.notice_by else None,
        "succeeds": data["succeeds"],
    }


def _known(day: date | None) -> date | None:
    return None if day == ALREADY else day


def _bare(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: bare(value) if isinstance(value, list) and value and isinstance(value[0], dict) else value
        for name, value in data.items()
    }


def _datasets(portfolio: Portfolio, key: str) -> list[dict[str, Any]]:
    rows = []
    for dataset in truths_by_platform(portfolio).get(key, ()):
        record = portfolio.datasets[dataset]
        rivals = [other for other in sources(portfolio)[dataset] if other != key]
        row = {"dataset": dataset, "name": record.name, "kind": record.kind, "owner": record.owner, "also": rivals}
        rows.append(row | {"also_tone": "bad"})
    return rows


def _pairs(portfolio: Portfolio, record: Platform) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    def named(person: str | None) -> Cell:
        if person is None:
            return Cell("nobody", "muted" if record.status == "retired" else "bad")
        return Cell(f"{portfolio.people[person].name} ({person})")

    yield "key", (Cell(record.key, "key"),)
    yield "status", (Cell(record.status, STATUS_TONES[record.status]), *_life(portfolio, record))
    if record.successor:
        yield "successor", (Cell(record.successor, "key"),)
    for owner in OWNERS:
        yield owner.replace("_", " "), (named(getattr(record, owner)),)
    for label in ("vendor", "layer"):
        if value := getattr(record, label):
            yield label, (Cell(value),)
    yield from _money_pairs(record, saving(portfolio, record.key))
    yield from _contract_pairs(portfolio, record)
    if record.note:
        yield "note", (Cell(record.note),)


def _life(portfolio: Portfolio, record: Platform) -> Iterator[Cell]:
    """When it came or comes, and when it goes."""
    live = expected_live(portfolio, record.key)
    if record.status == "proposed":
        by_plan = "" if record.live_on else ", by its plan"
        yield Cell(f", live from {live}{by_plan}" if live and live != ALREADY else ", live from a day not known")
    elif record.live_on:
        yield Cell(f", live {'since' if record.live_on <= portfolio.today else 'from'} {record.live_on}")
    if record.retire_on:
        yield Cell(f", off {'since' if is_off(portfolio, record.key) else 'from'} {record.retire_on}")
    elif record.status == "retiring":
        yield Cell(", off from a day not known", "bad")


def _money_pairs(record: Platform, saved: Saving | None) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    if record.cost is not None:
        yield "cost a year", (Cell(amount(record.cost, record.currency)),)
    if record.budget is not None:
        over = over_budget(record)
        more = (Cell(f", costs {amount(over, record.currency)} more", "bad"),) if over else ()
        yield "budget a year", (Cell(amount(record.budget, record.currency)), *more)
    if saved and saved.a_year:
        cells = [Cell(f"{amount(saved.a_year, saved.currency)} a year", "good")]
        cells.append(Cell(f" from {saved.since}") if saved.since else Cell(", from a day not known", "warn"))
        if saved.idle:
            cells.append(
                Cell(f"; {amount(saved.idle, saved.currency)} paid after it is off, until the contract ends", "warn")
            )
        yield "its end saves", tuple(cells)


def _contract_pairs(portfolio: Portfolio, record: Platform) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    if record.contract_end:
        over = record.contract_end < portfolio.today
        yield "contract ends", (Cell(str(record.contract_end), "muted" if over else "plain"),)
    if record.notice_by:
        left = (record.notice_by - portfolio.today).days
        told = f", {left} days left" if left > 1 else {1: ", tomorrow", 0: ", today"}.get(left, ", passed")
        yield "notice by", (Cell(str(record.notice_by)), Cell(told, "bad" if left < 0 else "muted"))


_OFFERED = (
    Field("capability", tone="key"),
    Field("name", wrap=True, optional=True),
    Field("team"),
    Field("governs"),
    Field("becomes", "what becomes of it", wrap=True),
)
_ARRIVING = (Field("capability", tone="key"), Field("source", "from", tone="key"), Field("when", wrap=True))
_SOURCE_OF = (
    Field("dataset", tone="key"),
    Field("name", wrap=True),
    Field("kind"),
    Field("owner"),
    Field("also", "also claimed by", wrap=True),
)
_LETTERS = (Field("state"), Field("plan", tone="muted"), Field("holder", tone="key"), Field("letter"), Field("agreed"))
_RIGHTS = (
    Field("topic", tone="key"),
    Field("decide", "decides", wrap=True),
    Field("perform", "performs", wrap=True),
    Field("agree", "must agree", wrap=True, optional=True),
    Field("for", tone="muted", optional=True),
)
_PLANS = (Field("key", tone="key"), Field("name", wrap=True), Field("stage"), Field("manager"), Field("target"))
_TASKS = (
    Field("key", tone="key"),
    Field("name", wrap=True, optional=True),
    Field("plan", tone="muted", optional=True),
    Field("team"),
    Field("start"),
    Field("finish"),
)


def _sections(data: Mapping[str, Any], most: int) -> Iterator[Block]:
    arriving = [row | {"when": _arrives(row)} for row in data["arrivals"]]
    tables: tuple[tuple[str, Sequence[Mapping[str, Any]], tuple[Field, ...]], ...] = (
        ("Capabilities on it", data["offerings"], _OFFERED),
        ("Comes to it", arriving, _ARRIVING),
        ("It is the source of truth for", data["datasets"], _SOURCE_OF),
        ("Letters", data["assignments"], _LETTERS),
        ("Decision rights, to be", _rights(data["rights"]), _RIGHTS),
        ("Plans", data["plans"], _PLANS),
        ("Tasks that hang on it", data["tasks"][:most], _TASKS),
    )
    for title, rows, fields in tables:
        if rows:
            yield from (Heading(title), tabled(rows, fields))
    if more := len(data["tasks"][most:]):
        yield Paragraph((Cell(f"and {more} more: ", "muted"), Cell("mopsctl task list", "command")))


def _rights(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for each topic: who decides, who performs, who must agree; without the kinds of the holders."""
    topics: dict[str, dict[str, Any]] = {}
    for row in rows:
        found = topics.setdefault(row["topic"], {"topic": row["topic"], "decide": [], "perform": [], "agree": []})
        found["for"] = row["platform"] or found.get("for") or "all platforms"
        if row["part"] in found:
            found[row["part"]].append(untyped(row["holder"])[1])
    return list(topics.values())


def _arrives(row: Mapping[str, Any]) -> str:
    """When the new one serves it, and when the old one goes off."""
    off = f", off there from {row['off']}" if row["off"] else ""
    return (f"here from {row['live']}" if row["live"] else "here") + off
