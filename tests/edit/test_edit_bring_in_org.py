"""A foreign chart on its way into the store: people, teams and positions, what comes again, and what refuses it."""

import pytest
from edit_builders import portfolio_of

from mopsctl.changes import diff
from mopsctl.edit.bring_in_org import bring_in_org
from mopsctl.edit.org_names import level_of
from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.model.fields import Record
from mopsctl.model.foreign import ForeignChart, ForeignSeat
from mopsctl.model.org import Box, Person, Position, Team
from mopsctl.model.portfolio import Portfolio

OPERATIONS = Team("operations", "Marketing operations")
LENA = Person("lena", "Lena Maier", "operations", "executive", email="lena@example.com")
CHIEF = ForeignSeat("org.csv:2", "Chief Marketing Officer", "Lena Maier", team="Marketing Operations")
HEAD = ForeignSeat("org.csv:3", "Head of data", "Ada Kaya", "ada@example.com", "marketing operations", 80, above=0)
OPEN = ForeignSeat("org.csv:4", "Analyst", above=1)


def store(*records: Record) -> Portfolio:
    return portfolio_of(*records)


def bring(portfolio: Portfolio, *seats: ForeignSeat, create: bool = False) -> Portfolio:
    return bring_in_org(portfolio, ForeignChart("org.csv", seats), "as-is", create=create).portfolio


def test_rows_become_positions_under_each_other() -> None:
    after = bring(store(OPERATIONS, LENA), CHIEF, HEAD, OPEN, create=True)
    assert after.boxes == {
        ("chief-marketing-officer", "as-is"): Box(
            "chief-marketing-officer", "as-is", team="operations", holder="lena"
        ),
        ("head-of-data", "as-is"): Box(
            "head-of-data", "as-is", reports_to="chief-marketing-officer", team="operations", holder="ada-kaya",
            allocation=80,
        ),
        ("analyst", "as-is"): Box("analyst", "as-is", reports_to="head-of-data"),
    }  # fmt: skip
    assert after.positions["head-of-data"] == Position("head-of-data", "Head of data")


def test_somebody_new_is_added_with_title_address_and_level() -> None:
    after = bring(store(OPERATIONS, LENA), CHIEF, HEAD, OPEN, create=True)
    assert after.people["ada-kaya"] == Person(
        "ada-kaya", "Ada Kaya", "operations", "leader", title="Head of data", email="ada@example.com"
    )


def test_nobody_and_no_team_is_made_without_being_told_to() -> None:
    with pytest.raises(MopsError) as caught:
        bring(store(LENA, OPERATIONS), CHIEF, HEAD, ForeignSeat("org.csv:5", "Agent", team="Agency"))
    assert caught.value.code == BAD_INPUT
    assert caught.value.message.splitlines() == ['org.csv:5: no team "Agency"', 'org.csv:3: no person "Ada Kaya"']
    assert caught.value.hint == "mopsctl import org org.csv --create --dry-run"


def test_a_new_person_without_a_team_is_told_and_the_position_is_vacant() -> None:
    brought = bring_in_org(
        store(), ForeignChart("org.csv", (ForeignSeat("org.csv:2", "Chief", "Ada"),)), "to-be", create=True
    )
    assert brought.notes == ('org.csv:2: "Ada" is in no team and was not added; the position is vacant',)
    assert brought.portfolio.boxes == {("chief", "to-be"): Box("chief", "to-be")}


def test_the_same_file_again_changes_nothing() -> None:
    once = bring(store(OPERATIONS, LENA), CHIEF, HEAD, OPEN, OPEN, create=True)
    again = bring(once, CHIEF, HEAD, OPEN, OPEN)
    assert diff(once, again) == ()
    assert sorted(once.positions) == ["analyst", "analyst-2", "chief-marketing-officer", "head-of-data"]


def test_a_position_is_known_by_who_is_in_it_when_it_is_called_otherwise() -> None:
    once = bring(store(OPERATIONS, LENA), CHIEF)
    renamed = ForeignSeat("org.csv:2", "Chief customer officer", "Lena Maier")
    assert bring(once, renamed).boxes == {
        ("chief-marketing-officer", "as-is"): Box(
            "chief-marketing-officer", "as-is", title="Chief customer officer", team="operations", holder="lena"
        )
    }


def test_what_a_box_knew_beyond_the_file_stays() -> None:
    known = Box("chief", "as-is", holder="lena", why="Answers to the board", cost=90_000)
    after = bring(store(OPERATIONS, LENA, Position("chief", "Chief Marketing Officer"), known), CHIEF)
    assert after.boxes["chief", "as-is"].why == "Answers to the board"
    assert after.boxes["chief", "as-is"].cost == 90_000


def test_positions_that_the_file_does_not_name_stay_and_are_told() -> None:
    portfolio = store(OPERATIONS, LENA, Position("fax", "Fax clerk"), Box("fax", "as-is"))
    brought = bring_in_org(portfolio, ForeignChart("org.csv", (CHIEF,)), "as-is")
    assert brought.notes == ("org.csv: 1 position of the as-is chart is not in it, and stays",)
    assert ("fax", "as-is") in brought.portfolio.boxes


def test_a_name_that_two_people_have_is_nobody_in_particular() -> None:
    portfolio = store(OPERATIONS, LENA, Person("lena-2", "Lena Maier", "operations"))
    with pytest.raises(MopsError, match='no person "Lena Maier"'):
        bring(portfolio, CHIEF)


# Managers who are in no row, circles, levels, names that are nearly known.


def below(*manager: str) -> ForeignSeat:
    return ForeignSeat("org.csv:9", "Analyst", manager=manager, manager_place='org.csv:9:3: "Manager": "?"')


CHART = (OPERATIONS, LENA, Position("chief", "Chief Marketing Officer"), Box("chief", "as-is", holder="lena"))


@pytest.mark.parametrize(
    "named", ["lena", "LENA@example.com", "Lena Maier", "Chief marketing officer", "chief", "Top of it"]
)
def test_a_manager_who_is_in_no_row_is_found_in_the_chart(named: str) -> None:
    portfolio = store(*CHART[:3], Box("chief", "as-is", holder="lena", title="Top of it"))
    assert bring(portfolio, below(named)).boxes["analyst", "as-is"].reports_to == "chief"
    assert bring(portfolio, below("no such", named)).boxes["analyst", "as-is"].reports_to == "chief"


@pytest.mark.parametrize(
    ("named", "records", "told"),
    [
        ("Lena Mayer", CHART, 'is the id, address, name or title of no row, nor of anything in the as-is chart; did '
                              'you mean "lena maier"?'),
        ("Zz", CHART, "is the id, address, name or title of no row, nor of anything in the as-is chart"),
        ("Lena Maier", (OPERATIONS, LENA), "is in no row, and lena is in no position of the as-is chart"),
        ("chief", (*CHART[:3], Box("chief", "to-be", holder="lena")),
         "is the id, address, name or title of no row, nor of anything in the as-is chart"),
        ("lena", (*CHART, Position("two", "Two"), Box("two", "as-is", holder="lena")),
         "is in no row, and names 2 positions of the as-is chart: chief, two"),
    ],
)  # fmt: skip
def test_a_manager_who_is_nowhere_is_told_with_the_place(named: str, records: tuple[Record, ...], told: str) -> None:
    with pytest.raises(MopsError) as caught:
        bring(store(*records), below(named))
    assert caught.value.code == BAD_INPUT
    assert caught.value.message == f'org.csv:9:3: "Manager": "?" {told}'
    assert caught.value.hint == "mopsctl org show --state as-is"


def test_managers_in_a_circle_are_refused_with_their_lines() -> None:
    one, two = ForeignSeat("org.csv:2", "One", above=1), ForeignSeat("org.csv:3", "Two", above=0)
    with pytest.raises(MopsError) as caught:
        bring(store(), one, two, ForeignSeat("org.csv:4", "Three", above=0))
    assert caught.value.code == BAD_INPUT
    assert caught.value.message == "org.csv:2, org.csv:3: report to each other in a circle: One > Two > One"


def test_a_circle_that_the_file_closes_with_the_chart_is_refused_too() -> None:
    chart = (Position("one", "One"), Position("two", "Two"), Box("one", "as-is"), Box("two", "as-is", reports_to="one"))
    with pytest.raises(MopsError, match=r"org\.csv:2: report to each other in a circle: One > two > One"):
        bring(store(*chart), ForeignSeat("org.csv:2", "One", manager=("two",), manager_place="org.csv:2:3"))


def test_a_circle_of_the_chart_that_the_file_does_not_touch_is_no_fault_of_it() -> None:
    chart = (
        Position("a", "A"),
        Position("b", "B"),
        Box("a", "as-is", reports_to="b"),
        Box("b", "as-is", reports_to="a"),
    )
    assert ("analyst", "as-is") in bring(store(*chart), OPEN_TOP).boxes


OPEN_TOP = ForeignSeat("org.csv:2", "Analyst")


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Chief Marketing Officer", "executive"),
        ("CMO", "executive"),
        ("CTO & co-founder", "executive"),
        ("Vorstandsvorsitzender", "executive"),
        ("Vorstand Marketing", "executive"),
        ("Geschäftsführerin", "executive"),
        ("Genel Müdür", "executive"),
        ("GENEL MÜDÜR", "executive"),
        ("Genel Müdür Yardımcısı", "leader"),
        ("Head of Data", "leader"),
        ("Director, CRM", "leader"),
        ("SVP Marketing", "leader"),
        ("Vice President Sales", "leader"),
        ("Team Lead", "leader"),
        ("Lead Data Engineer", "leader"),
        ("Teamleiterin CRM", "leader"),
        ("Leitung Vertrieb", "leader"),
        ("Pazarlama Müdürü", "leader"),
        ("Satış Direktörü", "leader"),
        ("Lead Generation Specialist", "practitioner"),
        ("Executive Assistant to the CMO", "practitioner"),
        ("Assistentin der Leitung", "practitioner"),
        ("Genel Müdür Asistanı", "practitioner"),
        ("Vorstandsassistentin", "practitioner"),
        ("Campaign Manager", "practitioner"),
        ("Projektleiter", "practitioner"),
        ("Headhunter", "practitioner"),
        ("Coordinator", "practitioner"),
        ("Leitungsmonteur", "practitioner"),
    ],
)
def test_a_title_tells_the_level(title: str, level: str) -> None:
    assert level_of(title, leads=False) == level
    assert level_of(title, leads=True) == ("executive" if level == "executive" else "leader")


def test_a_new_name_that_is_nearly_a_known_one_is_told() -> None:
    seats = (ForeignSeat("org.csv:2", "Chief", "Lena Meier", team="Marketing operatons"),
             ForeignSeat("org.csv:3", "Clerk", "Tom Li", team="Legal"))  # fmt: skip
    brought = bring_in_org(store(OPERATIONS, LENA), ForeignChart("org.csv", seats), "as-is", create=True)
    assert brought.notes == (
        'org.csv:2: new team "Marketing operatons"; did you mean "operations"?',
        'org.csv:2: new person "Lena Meier"; did you mean "lena"?',
    )
    with pytest.raises(MopsError) as caught:
        bring(store(OPERATIONS, LENA), *seats)
    assert caught.value.message.splitlines() == [
        'org.csv:2: no team "Marketing operatons"; did you mean "operations"?',
        'org.csv:3: no team "Legal"',
        'org.csv:2: no person "Lena Meier"; did you mean "lena"?',
        'org.csv:3: no person "Tom Li"',
    ]
