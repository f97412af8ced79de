"""Documents as the reports make them, for golden files and pictures: literal, without a Portfolio."""

from datetime import date, timedelta

from poster_samples import chart, heat, stack

from mopsctl.reports.document import (
    Banner,
    Bar,
    Cell,
    Column,
    Course,
    Document,
    Gauge,
    Gauges,
    Heading,
    Item,
    Items,
    Lane,
    Matrix,
    MatrixRow,
    Pairs,
    Paragraph,
    Report,
    Step,
    Table,
    Timeline,
    Trend,
)

TODAY = date(2026, 11, 23)

COLUMNS = (
    ("marketing", "Marketing"),
    ("martech", "Martech"),
    ("it", "IT / engineering"),
    ("analytics", "Analytics"),
    ("marketing-operations", "Marketing operations"),
    ("data-management", "Data management"),
    ("sales", "Sales"),
    ("isil", "Işıl Çağlar"),
    ("agency", "Agency"),
)
_LETTERS = """
Campaign|Template and component development|C|A|R||R||||
Campaign|Build and send campaigns|C|A||I|RA||I||R|2 accountable (martech, marketing-operations)
Campaign|Campaign quality assurance|I|C||C|RA|||
Campaign|Approve campaign content|RA||||C||C||
Campaign|Plan the campaign calendar|A|I|I|I|R|I|C|I|C
Journeys|Design customer journeys|RA|C||C|R|C|||
Journeys|Automate journeys||A|C|I|R||||
Journeys|Transactional messages|I|C|RA||||||
Data|Build audiences|C|R||A|R|C|||
Data|Data model and taxonomy|I|C|R|C||A|||
Data|Identity resolution||C|R|C||A|||
Data|Consent and preferences|I|C|R|||A|I||
Data|Data quality monitoring||I|C|R|||||
Insight|Campaign reporting|I|I||RA|C||||
Insight|Attribution and measurement|C|||RA||C|I||
Insight|Customer insight sharing|R|I|I|R|I|R|R||
Platform|Platform performance and uptime|I|A|R||I||||
Platform|Release management||RA|R|I|I||||
Platform|Vendor management|I|RA|C|||||C|
Platform|User access and training|I|||||||I|
"""
_NOTES = {
    "Data quality monitoring": Cell("no accountable", "bad"),
    "Customer insight sharing": Cell("no accountable, 4 R", "bad"),
    "User access and training": Cell("nobody does or answers", "bad"),
    "Build and send campaigns": Cell("2 accountable (martech, marketing-operations)", "bad"),
    "Vendor management": Cell("not agreed", "warn"),
}
LEGEND = (
    Cell("R does the work", "R"),
    Cell("A answers for it, exactly one", "A"),
    Cell("C is asked before", "C"),
    Cell("I is told after", "I"),
)


def raci() -> Document:
    rows = []
    for line in _LETTERS.strip().splitlines():
        group, head, *letters = line.split("|")
        letters = (letters + [""] * len(COLUMNS))[: len(COLUMNS)]
        cells = tuple(tuple(Cell(letter, letter) for letter in cell) for cell in letters)
        rows.append(MatrixRow(head, cells, group, _NOTES.get(head, Cell(""))))
    return Document(
        (
            Heading("Who does what after the rollout: CDP, to-be", 1),
            Matrix("Capability", COLUMNS, tuple(rows), LEGEND),
        )
    )


_TEAMS = ("Marketing", "Martech", "IT / engineering", "Analytics", "Marketing operations", "Data management", "Sales")
_TASKS = (
    "Agree on the end goal with the customer board",
    "Learn the platform from our view",
    "Write down data needs",
    "Map the fields of the old tool",
    "Build the first audience",
    "Test with one market",
    "Train the colleagues",
)
_NAMES = {(0, 0): "Kick-off with the CMO and the CTO", (2, 5): "Go-live", (1, 6): "Old e-mail platform switched off"}


def timeline() -> Document:
    lanes = []
    for team, name in enumerate(_TEAMS):
        bars = []
        for number in range(7 if team < 3 else 6):
            start = date(2026, 10, 5) + timedelta(days=7 * (number * 4 + team % 3) + 7 * (team // 3))
            finish = start + timedelta(days=(11, 18, 25, 32, 4, 21, 9)[(number + team) % 7])
            critical = team == (1, 1, 2, 5, 2, 2, 1)[number]
            milestone = (team, number) in _NAMES
            done = 100 if finish < TODAY else 40 if start < TODAY else 0
            label = _NAMES.get((team, number), _TASKS[(number + team) % 7])
            note = "no owner" if (team, number) == (4, 3) else "5 days late" if (team, number) == (2, 2) else ""
            slack = 0 if critical else (number * 3 + team * 5) % 17 + 1
            if milestone:
                finish = start
            bars.append(Bar(label, start, finish, critical, milestone, done, slack, note))
        lanes.append(Lane(name, tuple(bars)))
    shown = Timeline(date(2026, 10, 5), date(2027, 4, 30), TODAY, tuple(lanes), date(2027, 3, 31))
    return Document((Heading("One timeline: CDP rollout", 1), shown))


def _row(line: str, tones: str) -> tuple[Cell, ...]:
    """Cells from `a | b`, in the tones `strong bad`."""
    texts = [text.strip() for text in line.split("|")]
    return tuple(Cell(text, tone) for text, tone in zip(texts, tones.split(), strict=True))  # type: ignore[arg-type]


def _items(tone: str, lines: str) -> Items:
    """Items from lines `mark | subject | sentence | cure`."""
    rows = []
    for line in lines.strip().splitlines():
        mark, subject, sentence, cure = _row(line, f"{tone} key plain command")
        rows.append(Item(mark, subject, (sentence,), cure.text))
    return Items(tuple(rows))


GOAL = "One view of the customer, so that every message fits what the customer last did; fewer and better messages."
_COMMITMENT = """
IT / engineering | 88 | refused | refused | proven | open | escalate: no people before peak season ends | Kerem Yıldız
Analytics | 74 | pending | open | open | deferred | ask again with the vendor's measurement case in hand | Ada Lovell
Martech | 66 | full | proven | proven | proven | | Priya Raman
Marketing operations | 52 | promised | proven | promised | proven | name the forum | Işıl Çağlar
Sales | 21 | unasked | | | | put the three asks | Tom Becker
"""
_TONES = (
    "strong bad bad bad good muted plain muted",
    "strong bad warn muted muted warn plain muted",
    "strong plain good good good good plain muted",
    "strong plain good good good good plain muted",
    "strong plain muted plain plain plain plain muted",
)
_NEXT = """
1 | it | critical and refused: escalate to the CTO first | mopsctl commit resolve it --kind assign --by escalate
2 | build-audiences | offered twice, none governs | mopsctl capability govern build-audiences --platform cdp --by isil
"""


def status() -> Document:
    why = Cell("building may not begin: 2 reasons to stop, 3 conditions. See all with ")
    late = Cell("the computed finish is 21 working days later", "bad")
    pairs = (
        ("Goal", (Cell(GOAL),)),
        ("Stage", (Cell("align", "strong"), Cell(" · next: plan", "muted"))),
        ("Manager", (Cell("Işıl Çağlar", "strong"), Cell(" isil", "key"))),
        ("Target", (Cell("31 Mar 2027 "), late)),
    )
    gauges = (
        Gauge("Asks proven", 7, 21, "warn", (Cell("7 proven, 5 promised, 4 open, 2 refused", "muted"),)),
        Gauge("One accountable", 17, 20, "good", (Cell("not: send-campaigns, data-quality, access", "muted"),)),
        Gauge("Support", 3, 12, "bad", (Cell("technology executive agrees, but not now", "bad"),)),
        Gauge("Tasks done", 11, 45),
    )
    columns = (
        Column("Team"),
        Column("Critical", align="right"),
        *map(Column, ("Commitment", "Assign", "Advocate", "Contribute")),
        Column("Next step", wrap=True),
        Column("Leader", optional=True),
    )
    rows = tuple(map(_row, _COMMITMENT.strip().splitlines(), _TONES))
    return Document(
        (
            Heading("CDP rollout · 23 Nov 2026", 1),
            Banner("STOP", "bad", (why, Cell("mopsctl gate", "command"))),
            Pairs(pairs),
            Heading("How far we are"),
            Gauges(gauges),
            Heading("Commitment"),
            Table(columns, rows),
            Heading("What to do next"),
            _items("accent", _NEXT),
        )
    )


_SIMILAR = "runs audience-builder on home-made, similar to build-audiences, and has not agreed that cdp is critical"
_ERRORS = f"""
GAT401 | data-management | {_SIMILAR} | mopsctl team align data-management --parties "martech, it" --terms "..."
GAT402 | send-campaigns | esp and cdp both offer it, none governs | mopsctl capability govern send-campaigns --by isil
RAC702 | send-campaigns | 2 accountable (it, martech) | mopsctl raci clear send-campaigns --team it A --state to-be
PLN602 | migrate-templates-of-the-loyalty-programme | no team | mopsctl task set migrate-templates-of-the-loyalty-programme --team martech
"""  # noqa: E501
_WARNINGS = """
COM201 | sales | assign, advocate and contribute never asked | mopsctl commit ask sales --kind assign
RAC705 | insight | 3 responsible (it, marketing, sales) | mopsctl raci clear insight --team sales R --state to-be
CAP506 | home-made | no budget owner | mopsctl platform set home-made --budget-owner PERSON
"""
_INFOS = "RAC707 | releases | nobody is consulted or informed | mopsctl raci set releases --team it I --state to-be"


def gaps() -> Document:
    counts = (Cell("4 errors", "bad"), Cell(" · "), Cell("3 warnings", "warn"), Cell(" · 1 note. Read one with "))
    return Document(
        (
            Heading("Gaps: CDP rollout", 1),
            Paragraph((*counts, Cell("mopsctl rule show CODE", "command"))),
            Heading("Errors 4"),
            _items("bad", _ERRORS),
            Heading("Warnings 3"),
            _items("warn", _WARNINGS),
            Heading("Notes 1"),
            _items("muted", _INFOS),
        )
    )


_PLATFORMS = """
cdp | Customer data platform | proposed | Unify Ltd | 240,000 | priya | profiles, audiences and consent in one place for every channel | 2029-12-31
esp | E-mail platform | retiring | Postmill | 96,000 | tom | campaigns and newsletters | 2027-06-30
home-made | Kitle oluşturucu (İç araç) | live | | | | audiences built in SQL, exported by night as files |
dwh | データ倉庫 warehouse | live | Snowline | 410,000 | kerem | all orders, visits and returns 🚀 | 2028-01-31
"""  # noqa: E501


def platforms() -> Document:
    columns = (
        *map(Column, ("Key", "Name", "Status")),
        Column("Vendor", optional=True),
        Column("Cost a year", align="right", optional=True),
        Column("System owner"),
        Column("What it is for", wrap=True),
        Column("Contract end", optional=True),
    )
    tones = "key plain accent muted plain plain plain muted"
    rows = tuple(_row(line, tones) for line in _PLATFORMS.strip().splitlines())
    return Document((Heading("Platforms", 1), Table(columns, rows)))


LEVELS = (
    *(Cell("refused", "bad"), Cell("unasked", "bad"), Cell("pending", "warn")),
    *(Cell("partial", "warn"), Cell("promised", "good"), Cell("full", "good")),
)
_COURSES = """
it | 2026-09-07 1 | 2026-09-21 2 | 2026-10-19 3 | 2026-11-20 0
data-management | 2026-09-07 1
marketing-operations-and-campaign-production | 2026-09-07 1 | 2026-09-14 2 | 2026-09-14 3 | 2026-11-02 4 | 2026-11-23 5
analytics | 2026-10-12 1 | 2026-10-12 2 | 2026-10-12 3 | 2026-10-13 4 | 2026-10-17 2 | 2026-11-22 4
agency |
"""


def trend() -> Document:
    courses = []
    for line in _COURSES.strip().splitlines():
        label, *steps = (part.strip() for part in line.split("|"))
        parts = [step.split() for step in steps if step]
        courses.append(Course(label, tuple(Step(date.fromisoformat(day), int(level)) for day, level in parts)))
    return Document(
        (
            Heading("How commitment moved: CDP rollout", 1),
            Trend(date(2026, 9, 7), TODAY, LEVELS, tuple(courses)),
            Heading("In one day"),
            Trend(TODAY, TODAY, LEVELS, (Course("it", (Step(TODAY, 1), Step(TODAY, 2), Step(TODAY, 4))),)),
            Trend(TODAY, TODAY, LEVELS, (), "Nothing moved yet."),
        )
    )


SAMPLES = {"status": status, "raci": raci, "timeline": timeline, "gaps": gaps, "platforms": platforms, "trend": trend}
SAMPLES |= {"chart": chart, "stack": stack, "heat": heat}


def report(document: Document, table: Table | None = None, data: object = None) -> Report:
    return Report("sample.show", data, lambda: document, lambda: table or Table((), ()))
