"""The one page: alignment, gate, commitment, support, timeline, top gaps, what changed, what to do next."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import to_builtins

from ..changes import ChangeSet
from ..facts.alignment import undecided
from ..facts.audience import Audience
from ..facts.commitment import TeamCommitment
from ..facts.gate import Verdict
from ..facts.progress import Count, progress
from ..facts.schedule.network import schedule
from ..facts.support import executive_sides
from ..model.fields import untyped
from ..model.plan import Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..rules.engine import SEVERITIES, Finding, findings
from .alignment import figures_data, lines, section
from .alignment_past import course
from .asks import LEVEL_TONES
from .changes import told
from .commitment import ranked, whom_first
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
    Pairs,
    Paragraph,
    Report,
    Table,
    Tone,
)
from .gantt import closing
from .gaps import SEVERITY_TONES, counted
from .gate import about, fit_for, of_level, reasons, worded
from .listing import plainly
from .support import side_worded
from .waivers import waived_sentence
from .why import driven, drivers

TOP_GAPS, NEXT_STEPS, RECENT_CHANGES, TASKS_AHEAD = 5, 3, 3, 5


def status(
    portfolio: Portfolio,
    plan: Plan,
    policy: Policy,
    *,
    ruling: Verdict,
    audience: Audience,
    history: Sequence[ChangeSet],
    lately: Sequence[ChangeSet] = (),
    began: date | None = None,
    whole: Callable[[], Sequence[ChangeSet]] | None = None,
) -> Report:
    """Where a plan stands, on one page. `history` is what to tell of; what follows it is as for `course`."""
    found = fit_for(audience, findings(portfolio, policy, plan.key))
    teams = ranked(portfolio, plan.key, policy, audience)
    planned = schedule(portfolio, plan.key)
    counts = progress(portfolio, plan.key, policy)
    weeks = course(portfolio, plan.key, policy, lately, began, audience, whole)
    worst = _worst(found)
    steps = _next_steps(ruling, [finding for finding, _ in worst])
    data = {
        "plan": plan.key,
        "name": plan.name,
        "stage": plan.stage,
        "today": portfolio.today,
        "alignment": figures_data(weeks),
        "undecided": undecided(portfolio, plan.key, policy),
        "gate": to_builtins(ruling),
        "commitment": [{"team": line.team, "level": line.commitment.level} for line in teams],
        "progress": to_builtins(counts),
        "executive_sides": to_builtins(executive_sides(portfolio, plan.key, policy)),
        "timeline": {
            "start": planned.start,
            "finish": planned.finish,
            "target": plan.target,
            "driven_by": [one.key for one in drivers(portfolio, plan)],
        },
        "gaps": {severity: sum(f.severity == severity for f in found) for severity in SEVERITIES},
        "top_gaps": [to_builtins(finding) for finding, _ in worst],
        "next": steps,
    }

    def document() -> Document:
        blocks: list[Block] = [*_title(portfolio, plan, policy, audience)]
        blocks += [*section(portfolio, plan, policy, weeks), *_gate(ruling)]
        asks = Gauges((_gauge("asks promised", counts.asks_promised),))
        blocks += [Heading("Commitment"), _commitment(teams), asks]
        blocks += [Heading("Support"), _support(portfolio, plan.key, policy)]
        blocks += [Heading("Timeline"), Paragraph((*closing(plan, planned), *driven(portfolio, plan)))]
        blocks.append(_ahead(portfolio, plan))
        blocks += [Heading("Gaps"), Paragraph(counted(data["gaps"])), _top(worst)]
        blocks += _changed(history, audience)
        blocks += [Heading("What to do next"), _steps(steps)]
        return Document(tuple(blocks))

    return Report("plan.status", data, document, lambda: _table(data, ruling))


def _title(portfolio: Portfolio, plan: Plan, policy: Policy, audience: Audience) -> Iterator[Block]:
    """Which plan this is, and whom to win first."""
    led = f", managed by {plan.manager}" if plan.manager else ""
    yield Heading(plan.name, 1)
    yield Paragraph((Cell(f"stage {plan.stage}, {portfolio.today}{led}", "muted"),))
    if first := whom_first(portfolio, plan.key, policy, audience):
        yield Paragraph(first)


def _gate(ruling: Verdict) -> list[Block]:
    stops, passed = of_level(ruling, "stop"), of_level(ruling, "waived")
    blocks: list[Block] = [Heading("Gate"), worded(ruling)]
    if stops or passed:
        blocks.append(reasons((*stops[:TOP_GAPS], *passed[:TOP_GAPS]), cures=False))
    if conditions := len(of_level(ruling, "condition")):
        note = f"{conditions} condition{'s' if conditions != 1 else ''}: "
        blocks.append(Paragraph((Cell(note, "muted"), Cell("mopsctl gate", "command"))))
    return blocks


def _commitment(teams: Sequence[TeamCommitment]) -> Pairs:
    """The teams at each level, the least committed first."""
    at: dict[str, list[str]] = {}
    for line in teams:
        at.setdefault(line.commitment.level, []).append(line.team)
    levels = [(level, tone) for level, tone in LEVEL_TONES.items() if level in at]
    return Pairs(tuple((level, (Cell(", ".join(at[level]), tone),)) for level, tone in levels))


def _gauge(label: str, count: Count) -> Gauge:
    tone: Tone = "good" if count.done == count.of else "warn" if count.done else "bad"
    return Gauge(label, count.done, count.of, tone)


def _support(portfolio: Portfolio, plan: str, policy: Policy) -> Pairs:
    sides = executive_sides(portfolio, plan, policy)
    return Pairs(tuple((f"{side.name} executives", (side_worded(side),)) for side in sides))


def _ahead(portfolio: Portfolio, plan: Plan) -> Table:
    """The tasks that are under way or come next."""
    coming = [
        one
        for one in schedule(portfolio, plan.key).tasks
        if one.start and one.finish and portfolio.tasks[one.key].finished is None
    ][:TASKS_AHEAD]
    columns = (Column(""), Column("", optional=True), Column(""), Column(""), Column(""))
    return Table(
        columns,
        tuple(
            (
                Cell(portfolio.tasks[one.key].name),
                Cell(portfolio.tasks[one.key].team or "", "muted"),
                Cell(str(one.start)),
                Cell(str(one.finish)),
                Cell("critical" if one.critical else "", "bad"),
            )
            for one in coming
        ),
        "No task is left." if any(task.plan == plan.key for task in portfolio.tasks.values()) else "No task yet.",
    )


def _worst(found: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """The worst finding of each rule with how many more there are; what concerns commitment first (domain §1.3).

    The gate's own findings are left out: the page begins with them.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        if not finding.code.startswith("GAT"):
            by_rule.setdefault(finding.code, []).append(finding)
    groups = [(group[0], len(group) - 1) for group in by_rule.values()]
    groups.sort(key=lambda one: (SEVERITIES.index(one[0].severity), not one[0].code.startswith("COM")))
    return groups[:TOP_GAPS]


def _top(worst: Sequence[tuple[Finding, int]]) -> Items:
    return Items(tuple(_item(one, more) for one, more in worst), "Nothing else that a rule asks for is missing.")


def _item(finding: Finding, more: int) -> Item:
    sentence = finding.message + (f" (and {more} more)" if more else "")
    return Item(
        Cell(finding.code, SEVERITY_TONES[finding.severity]),
        Cell(untyped(finding.subject)[1], "key"),
        (Cell(sentence),),
    )


def _changed(history: Sequence[ChangeSet], audience: Audience) -> list[Block]:
    lines = [(c, told(c.changes, audience)) for c in history[:RECENT_CHANGES]]
    rows = tuple(
        (
            Cell(c.at.strftime("%Y-%m-%d") if c.at else "", "muted"),
            Cell(c.actor),
            Cell(_summary(rows)),
        )
        for c, rows in lines
        if rows
    )
    columns = (Column(""), Column(""), Column("", wrap=True))
    return [Heading("What changed"), Table(columns, rows)] if rows else []


def _summary(rows: Sequence[dict[str, Any]]) -> str:
    if len(rows) == 1:
        return f"{rows[0]['action']} {rows[0]['kind']} {rows[0]['key']}"
    kinds: dict[str, int] = {}
    for row in rows:
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    most = sorted(kinds.items(), key=lambda item: -item[1])[:3]
    return f"{len(rows)} changes, most of them {', '.join(f'{kind} ({count})' for kind, count in most)}"


def _next_steps(ruling: Verdict, found: Sequence[Finding]) -> list[str]:
    """The first commands that cure something: what stops the gate, the worst findings, the gate's conditions."""
    stops, conditions = of_level(ruling, "stop"), of_level(ruling, "condition")
    cures = [*(r.cure for r in stops), *(f.cure for f in found), *(r.cure for r in conditions)]
    return list(dict.fromkeys(cure for cure in cures if cure))[:NEXT_STEPS]


def _steps(steps: Sequence[str]) -> Table:
    rows = tuple((Cell(f"{number}."), Cell(step, "command")) for number, step in enumerate(steps, 1))
    return Table((Column(""), Column("", wrap=True)), rows, "Nothing: every rule is content.")


def _table(data: dict[str, Any], ruling: Verdict) -> Table:
    """Section, item, value: one fact a line."""
    rows: list[tuple[str, str, Any]] = [("plan", name, data[name]) for name in ("plan", "name", "stage", "today")]
    rows += lines(data["alignment"])
    rows.append(("gate", "verdict", data["gate"]["verdict"]))
    rows += [("gate", reason.code, waived_sentence(about(reason), reason.waiver)) for reason in ruling.reasons]
    rows += [("commitment", line["team"], line["level"]) for line in data["commitment"]]
    rows += [
        ("progress", name, f"{count['done']}/{count['of']}")
        for name, count in data["progress"].items()
        if isinstance(count, dict)
    ]
    rows += [("timeline", name, plainly(value)) for name, value in data["timeline"].items()]
    rows += [("gaps", severity, count) for severity, count in data["gaps"].items()]
    rows += [("top gap", gap["code"], f"{untyped(gap['subject'])[1]}: {gap['message']}") for gap in data["top_gaps"]]
    rows += [("next", str(number), step) for number, step in enumerate(data["next"], 1)]
    columns = (Column("section"), Column("item"), Column("value", wrap=True))
    cells = tuple(tuple(Cell("" if part is None else str(part)) for part in row) for row in rows)
    return Table(columns, cells)
