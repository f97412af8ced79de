"""A team's digest: its part in the whole, what it waits for and who waits for it, told for the team (domain §2.4).

It is sent out, so nothing of refusals, scores or private notes comes near it. What changed is `reports.news`.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from ..facts.by_plan import records_of
from ..facts.schedule.network import schedule
from ..model.fields import one_line
from ..model.org import Team
from ..model.plan import Plan, Task
from ..model.portfolio import Portfolio
from .digest_facts import Facts, coming, needs, share, to_settle, waited_by, waits_for
from .document import Block, Cell, Document, Gauge, Gauges, Heading, Item, Items, Paragraph, Report, Tone
from .gantt import closing
from .listing import Field, bare, lines_of, tabled
from .news import news

LISTED = 10  # of each sort, in what people read


def digest(portfolio: Portfolio, plan: Plan, team: Team, then: Portfolio | None) -> Report:
    """The digest of a team; `then` is what was known when the last one was sent, None where there is no such day."""
    tasks: Sequence[Task] = records_of(portfolio, "tasks", plan.key)
    told = news(then, portfolio, plan.key, team.key) if then else ()
    facts = Facts(
        portfolio,
        plan,
        team,
        schedule(portfolio, plan.key),
        tuple(task for task in tasks if task.team == team.key),
        then.today if then else None,
        told,
    )

    @cache
    def data() -> dict[str, Any]:
        return _data(facts)

    return Report("digest", data, lambda: _document(facts, data()), lambda: lines_of(_told(data())), piped="md")


def _told(data: dict[str, Any]) -> dict[str, Any]:
    """For lines: what is empty is left out by `lines_of`; the rest as it is."""
    return {name: {"": value} if not isinstance(value, (dict, list)) else value for name, value in data.items()}


def _data(facts: Facts) -> dict[str, Any]:
    plan, planned = facts.plan, facts.planned
    return {
        "plan": plan.key,
        "name": plan.name,
        "goal": plan.goal,
        "team": facts.team.key,
        "team_name": facts.team.name,
        "today": facts.portfolio.today,
        "start": planned.start,
        "finish": planned.finish,
        "target": plan.target,
        "part": share(facts),
        "next": bare(coming(facts)),
        "to_settle": to_settle(facts),
        "waits_for": bare(waits_for(facts)),
        "waited_for_by": bare(waited_by(facts)),
        "needs": bare(needs(facts)),
        "since": facts.since,
        "changed": [{"about": one.about, "what": one.what, "good": one.good} for one in facts.news],
    }


def _document(facts: Facts, data: dict[str, Any]) -> Document:
    plan, part = facts.plan, data["part"]
    since = f", and what is new since {facts.since}" if facts.since else ""
    blocks: list[Block] = [
        Heading(f"{plan.name}: digest for {facts.team.name}", 1),
        Paragraph((Cell(f"As of {facts.portfolio.today}{since}.", "muted"),)),
    ]
    if facts.since:
        blocks += [Heading("What changed"), _changed(facts)]
    blocks += [Heading("Its part in the whole")]
    if plan.goal:
        blocks.append(Paragraph((Cell("The goal: ", "muted"), Cell(one_line(plan.goal), "strong"))))
    blocks += [Paragraph(closing(plan, facts.planned)), Paragraph((Cell(_share(facts, part)),))]
    if part["tasks"]:
        done = (("its tasks done", part["done"], part["tasks"]), ("all tasks done", part["done_in_all"], part["of"]))
        blocks.append(
            Gauges(tuple(Gauge(label, some, of, "good" if some == of else "accent") for label, some, of in done))
        )
    blocks += _coming(facts, data)
    blocks += [Heading("What it waits for"), _neighbours(waits_for(facts), "finish", "Nothing of others.")]
    blocks += [Heading("Who waits for it"), _neighbours(waited_by(facts), "start", "Nobody else.")]
    blocks += [Heading("What it needs"), *_needed(facts)]
    return Document(tuple(blocks))


def _share(facts: Facts, part: dict[str, Any]) -> str:
    name = facts.team.name
    if not part["tasks"]:
        return f"{name} has no task in the plan yet."
    share, one = round(100 * part["tasks"] / part["of"]), part["tasks"] == 1
    said = f"{name} has {part['tasks']} of the {part['of']} tasks of the plan ({share} %)."
    if part["critical"]:
        which = "It is" if one else f"{part['critical']} of them {'are' if part['critical'] > 1 else 'is'}"
        said += f" {which} on the critical path: a day lost there is a day lost at the end."
    elif part["done"] < part["tasks"]:
        said += f" {'It is not' if one else 'None of them is'} on the critical path now."
    if leads := [f"{end['name']} ({end['on']})" for end in part["milestones"][:LISTED] if end["on"]]:
        said += f" {'It leads' if one else 'They lead'} to {', '.join(leads)}."
    return said


def _changed(facts: Facts) -> Items:
    shown = facts.news[: LISTED * 2]
    items = [Item(Cell(_SIGNS[one.good], _TONES[one.good]), Cell(one.about, "key"), (Cell(one.what),)) for one in shown]
    if len(shown) < len(facts.news):
        items.append(Item(Cell(""), Cell(""), (Cell(f"and {len(facts.news) - len(shown)} more", "muted"),)))
    return Items(tuple(items), "Nothing that concerns it.")


_SIGNS = {True: "+", False: "!", None: "~"}
_TONES: dict[bool | None, Tone] = {True: "good", False: "bad", None: "warn"}


def _coming(facts: Facts, data: dict[str, Any]) -> list[Block]:
    rows = coming(facts)
    fields = (
        Field("start"),
        Field("finish"),
        Field("name", "task", wrap=True),
        Field("owner", tone="key", optional=True),
        Field("percent", "%", right=True, optional=True),
        Field("slack", right=True),
    )
    blocks: list[Block] = [
        Heading("Its next tasks"),
        tabled(rows[:LISTED], fields, "All its tasks are done." if facts.own else "None yet."),
    ]
    if len(rows) > LISTED:
        blocks.append(
            Paragraph(
                (
                    Cell(
                        f"and {len(rows) - LISTED} more, the last until {max(str(r['finish'] or '') for r in rows)}.",
                        "muted",
                    ),
                )
            )
        )
    if data["to_settle"]:
        items = [
            Item(Cell(str(one["by"]), "bad" if one["critical"] else "muted"), Cell(""), (Cell(one["name"]),))
            for one in data["to_settle"]
        ]
        blocks += [Heading("What is its own to settle"), Items(tuple(items))]
    return blocks


def _neighbours(rows: Sequence[dict[str, Any]], when: str, empty: str) -> Block:
    shown = [
        {**row, "team_told": row["team"] or row["owner"] or ""} | ({f"{when}_tone": "bad"} if row["critical"] else {})
        for row in rows[:LISTED]
    ]
    title = "for" if when == "finish" else "waits for"
    fields = (
        Field(when, "on"),
        Field("who"),
        Field("name", "what", wrap=True),
        Field("own", title, wrap=True),
    )
    return tabled(shown, fields, empty)


def _needed(facts: Facts) -> list[Block]:
    rows = needs(facts)
    fields = (Field("what", "need", wrap=True), Field("how", "met by", wrap=True))
    return [tabled(rows, fields, "It has named no need.")]
