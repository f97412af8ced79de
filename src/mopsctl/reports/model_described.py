"""The operating model of a plan in words, to print and hand round: who decides, who answers, who gives what (§3)."""

from collections.abc import Sequence

from ..facts.chart import chart
from ..facts.completeness import sections
from ..facts.operating import assessments_by_team, platform_of, working
from ..facts.overlap import capabilities_of
from ..facts.point import Point
from ..facts.responsibility import name_of, row, rows, scheme_of, standing
from ..facts.stack import sources
from ..model.fields import one_line, typed, untyped
from ..model.operating import Assessment
from ..model.plan import Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .document import Block, Cell, Column, Document, Heading, Item, Items, Pairs, Paragraph, Report, Table
from .model import LABELS, Asked
from .model_moving import moving
from .rights import table_of_rights

OWNERS = (
    ("system owner", "system_owner"),
    ("budget owner", "budget_owner"),
    ("day to day", "manager"),
)


def described(portfolio: Portfolio, plan: Plan, policy: Policy, asked: Asked) -> Report:
    """The whole model as a document; sections of which nothing is known yet are left out, but for their open questions.

    Its data is that of `model show`; it is only ever rendered.
    """

    def document() -> Document:
        blocks: list[Block] = [Heading(_title(portfolio, plan), 1), _about(portfolio, plan)]
        blocks += _owners(portfolio, plan)
        if portfolio.topics:
            where = platform_of(portfolio, plan.key)
            blocks += [
                Heading("Who decides and who performs"),
                table_of_rights(portfolio, "to-be", platform=where, names=True),
            ]
        blocks += _accountable(portfolio, plan)
        blocks += moving(portfolio, plan.key)
        blocks += _interdependence(portfolio)
        blocks += _assessment(portfolio, plan)
        blocks += _truths(portfolio)
        blocks += _roles(portfolio)
        blocks += _whole(portfolio, plan, policy)
        if asked:
            blocks += [Heading("Still open"), Items(tuple(map(_question, asked)))]
        return Document(tuple(blocks))

    return Report("model.show", None, document, lambda: Table((), ()))


def _question(one: tuple[Point, str]) -> Item:
    point, text = one
    return Item(Cell(""), Cell(LABELS[point.section]), (Cell(text),))


def _title(portfolio: Portfolio, plan: Plan) -> str:
    platform = portfolio.platforms.get(platform_of(portfolio, plan.key))
    return f"The operating model: {platform.name if platform else plan.name}"


def _about(portfolio: Portfolio, plan: Plan) -> Paragraph:
    goal = f" {one_line(plan.goal).rstrip('.')}." if plan.goal else ""
    return Paragraph((Cell(f"{plan.name}, stage {plan.stage}, as of {portfolio.today}.{goal}"),))


def _owners(portfolio: Portfolio, plan: Plan) -> list[Block]:
    platform = portfolio.platforms.get(platform_of(portfolio, plan.key))
    if platform is None:
        return []
    people = portfolio.people
    told = []
    for label, field in OWNERS:
        key = getattr(platform, field)
        told.append((label, (Cell(people[key].name) if key else Cell("nobody yet", "bad"),)))
    return [Heading(f"Who owns {platform.name}"), Pairs(tuple(told))]


def _accountable(portfolio: Portfolio, plan: Plan) -> list[Block]:
    """Who answers for the capabilities of the plan, and for what else has letters in it; tasks end with the plan."""
    own = [typed("capability", key) for key in capabilities_of(portfolio, plan.key)]
    others = rows(portfolio).get((plan.key, "to-be"), {}).keys() - {*own}
    beside = sorted((one for one in others if untyped(one)[0] != "task"), key=lambda one: standing(portfolio, one))
    return [
        *_letters(portfolio, plan, "Who is accountable, and who does it", own),
        *_letters(portfolio, plan, "Who is accountable for what else", beside),
    ]


def _letters(portfolio: Portfolio, plan: Plan, heading: str, subjects: Sequence[str]) -> list[Block]:
    known = scheme_of(portfolio)
    told: list[tuple[Cell, ...]] = []
    for subject in subjects:
        found = row(portfolio, plan.key, "to-be", subject)
        duties = [
            portfolio.assignments[plan.key, found.subject, holder, letter, "to-be"]
            for holder, letters in found.cells
            for letter in letters
            if letter in known.answers + known.does
        ]
        agreed = sum(one.agreed for one in duties)
        told.append((
            Cell(name_of(portfolio, subject), "strong"),
            _named(portfolio, found.answers, "nobody yet"),
            _named(portfolio, found.does, "nobody yet"),
            Cell(f"{agreed} of {len(duties)}" if duties else ""),
        ))  # fmt: skip
    columns = (
        Column("what", wrap=True),
        Column(known.word("answers"), wrap=True),
        Column(known.word("does"), wrap=True),
        Column("agreed"),
    )
    return [Heading(heading), Table(columns, tuple(told))] if told else []


def _named(portfolio: Portfolio, holders: Sequence[str], empty: str) -> Cell:
    return Cell(", ".join(name_of(portfolio, one) for one in holders)) if holders else Cell(empty, "bad")


def _interdependence(portfolio: Portfolio) -> list[Block]:
    teams = portfolio.teams
    told = []
    for _, one in sorted(portfolio.interactions.items(), key=lambda item: (item[1].giver, item[0])):
        kind = one.kind + (f": {one_line(one.source)}" if one.source else "")
        said = [
            f"{teams[team].name} {day}" if day else f"{teams[team].name} not yet"
            for team, day in ((one.giver, one.giver_confirmed), (one.receiver, one.receiver_confirmed))
        ]
        given = (teams[one.giver].name, one_line(one.name), teams[one.receiver].name, kind, one_line(one.cadence))
        told.append((*map(Cell, given), Cell(", ".join(said))))
    names = ("from", "what", "to", "kind", "how often", "confirmed")
    columns = tuple(Column(name, wrap=True) for name in names)
    return [Heading("What teams give each other"), Table(columns, tuple(told))] if told else []


def _assessment(portfolio: Portfolio, plan: Plan) -> list[Block]:
    """What was said of the teams; a column of which nothing may be told here is left out."""
    teams = [*working(portfolio, plan.key)]
    teams += [team for team in assessments_by_team(portfolio) if team not in teams]
    found = [one for team in teams for one in assessments_by_team(portfolio).get(team, ())]
    if not found:
        return []
    told = [
        (
            portfolio.teams[one.team].name,
            portfolio.capabilities[one.capability].name,
            f"{one.performance} of 5" if one.performance else "",
            one_line(one.strengths),
            one_line(one.challenges),
            _improvement(portfolio, one),
            str(one.on),
        )
        for one in found
    ]
    titles = ("team", "capability", "performance", "strengths", "challenges", "improvement", "assessed")
    kept = [at for at in range(len(titles)) if any(line[at] for line in told)]
    columns = tuple(Column(titles[at], wrap=True) for at in kept)
    lines = tuple(tuple(Cell(line[at]) for at in kept) for line in told)
    return [Heading("How well teams do today"), Table(columns, lines)]


def _improvement(portfolio: Portfolio, one: Assessment) -> str:
    task = f"task {portfolio.tasks[one.task].name}" if one.task else ""
    return "; ".join(filter(None, (one_line(one.improvement), task)))


def _truths(portfolio: Portfolio) -> list[Block]:
    told = []
    for key, dataset in sorted(portfolio.datasets.items()):
        claimed = ", ".join(portfolio.platforms[platform].name for platform in sources(portfolio)[key])
        told.append((Cell(dataset.name), Cell(claimed) if claimed else Cell("none yet", "bad")))
    columns = (Column("data set or metric", wrap=True), Column("source of truth", wrap=True))
    return [Heading("Which source is the true one"), Table(columns, tuple(told))] if told else []


def _roles(portfolio: Portfolio) -> list[Block]:
    found = chart(portfolio, "to-be")
    told = []
    for key in found.order:
        box = found.boxes[key]
        over = portfolio.positions[box.reports_to].name if box.reports_to else ""
        holder = portfolio.people[box.holder].name if box.holder else "vacant"
        title = box.title or portfolio.positions[key].name
        told.append((Cell(title, "strong"), Cell(over), Cell(holder), Cell(one_line(box.why))))
    columns = tuple(Column(name, wrap=True) for name in ("role", "reports to", "holder", "why"))
    return [Heading("Roles in the new structure"), Table(columns, tuple(told))] if told else []


def _whole(portfolio: Portfolio, plan: Plan, policy: Policy) -> list[Block]:
    told = [
        (
            Cell(LABELS[one.key]),
            Cell(f"{one.part} of {one.whole}" if one.whole else "not begun"),
            Cell(str(one.last or "")),
        )
        for one in sections(portfolio, plan.key, policy)
    ]
    columns = (Column("section"), Column("answered", align="right"), Column("last confirmed"))
    return [Heading("How whole it is"), Table(columns, tuple(told))]
