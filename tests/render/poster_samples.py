"""Charts, stacks and heat maps for the tests of posters: literal, of any size, without a Portfolio."""

from mopsctl.reports.document import Cell, Chart, Document, Heading, Heat, Node, Shelf, Stack, Tile

GROUPS = tuple((f"f{n}", f"Function number {n}") for n in range(9))
BADGES = (("accountability", "Accountability"), ("intimacy", "Customer intimacy"))
MARKS = (("new", "new"), ("moved", "moved"), ("re-scoped", "is re-scoped"), ("staffed", "gets another holder"))
_TITLES = (
    "Head of marketing operations",
    "Campaign manager autumn and winter",
    "Analyst",
    "Donaudampfschifffahrtsgesellschaftsmarketingleiter",
    "Veri yönetişimi ve müşteri içgörüsü müdürü",
    "Руководитель отдела маркетинговых технологий",
    "マーケティング責任者",
    "Platform owner customer data platform WWW MMM @@@",
)
_LINES = (
    (Cell("Işıl Çağlar"),),
    (Cell("vacant: interviews run until mid-December", "warn"),),
    (Cell("Ada Lovell"), Cell("Return on marketing 5.2 EUR per EUR", "strong"), Cell("half of it for others", "muted")),
    (),
)


def organisation(size: int, fan: int = 6) -> Chart:
    """A tree of so many boxes, in which every kind of box, mark and line occurs."""
    nodes = [
        Node(
            f"p{n}",
            _TITLES[n % len(_TITLES)],
            f"p{(n - 1) // (2 + n % fan)}" if n else None,
            _LINES[(n // 2) % len(_LINES)],
            GROUPS[(n // 5) % len(GROUPS)][0],
            tuple(key for key, _ in BADGES[: n % 3]),
            ("", "new", "moved", "re-scoped staffed", "")[n % 5],
            (f"p{n // 2}",) if n % 17 == 3 else (),
        )
        for n in range(size)
    ]
    return Chart(
        *("The organisation to be", tuple(nodes), f"{size} positions", GROUPS, BADGES, MARKS, "", "made for a test")
    )


def chart() -> Document:
    """A small chart with a circle, a dotted line to nobody and a parent that is not there."""
    nodes = (
        Node(
            "cmo", "Chief marketing officer", None, (Cell("Paula Marques"), Cell("Revenue 42 M EUR", "strong")), "lead"
        ),
        Node(
            "mo", "Head of marketing operations", "cmo", (Cell("Işıl Çağlar"),), "lead", ("a", "d"), "moved", ("coo",)
        ),
        Node(
            "tech", "Marketing technology manager", "mo", (Cell("vacant, hired by March", "warn"),), "tech", (), "new"
        ),
        Node("dev", "Developer", "tech", (Cell("Marek Nowak"),), "tech", (), "", ("data",)),
        Node(
            "data", "Data steward", "mo", (Cell("Ada Lovell"), Cell("half of it for others", "muted")), "data", ("c",)
        ),
        Node("a", "Planner", "b"),
        Node("b", "Buyer", "a"),
        Node("guest", "Agency lead", "gone"),
    )
    groups = (("lead", "Leadership"), ("tech", "Technology management"), ("data", "Data management"))
    badges = (("a", "Accountability"), ("c", "Customer intimacy"), ("d", "Digital transformation"))
    marks = (("new", "new"), ("moved", "moved"))
    shown = Chart("Marketing operations", nodes, "to be, 23 November 2026", groups, badges, marks, "", "page 1 of 1")
    return Document((shown, Chart("The other chart", (), empty="No box yet: mopsctl org init")))


def stack() -> Document:
    """Shelves, one of them empty."""
    mail = (
        Cell("Postmill"),
        Cell("96,000 EUR a year", "strong"),
        Cell("gives way to the customer data platform", "muted"),
    )
    shelves = (
        Shelf("Engagement", (Tile("E-mail platform", mail, "retiring", "moved"), Tile("Survey platform", (), "live"))),
        Shelf(
            "Data and insight", (Tile("Customer data platform", (Cell("no budget owner", "warn"),), "proposed", "new"),)
        ),
        Shelf("Content", ()),
    )
    groups = (("live", "live"), ("proposed", "proposed"), ("retiring", "retiring"))
    shown = Stack(
        "The stack", shelves, "3 platforms", groups, (("new", "new"), ("moved", "replaced")), "", "page 1 of 1"
    )
    return Document((shown, Stack("Nothing", (), empty="No platform yet")))


def heat() -> Document:
    """Numbers from none to nine."""
    columns = (("cdp", "Customer data platform"), ("esp", "E-mail platform"), ("web", "Web analytics"))
    rows = (
        ("Customer data platform", (None, 9, 1)),
        ("E-mail platform", (9, None, 4)),
        ("Web analytics", (1, 4, None)),
        ("Survey platform", (0, 2, 7)),
    )
    shown = Heat("Platform", columns, rows, "how many capabilities both offer")
    return Document((Heading("Platforms that overlap", 1), shown, Heat("Platform", (), (), "", "Nothing overlaps.")))
