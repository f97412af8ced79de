"""The pages of letters: the matrix in another scheme, its difference, its analysis, hand-overs, activities."""

from report_samples import MONDAY, portfolio_of

from mopsctl.facts.transition import proposals
from mopsctl.model.capability import Activity, Capability
from mopsctl.model.fields import Record
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Plan
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, Handover, SchemeLetter
from mopsctl.reports.activity import activities, activity
from mopsctl.reports.document import Heading, Items, Matrix, Paragraph, Report, Table
from mopsctl.reports.handover import handovers, transition_tasks
from mopsctl.reports.raci_analysis import raci_analysis
from mopsctl.reports.raci_diff import raci_diff
from mopsctl.reports.responsibility import raci

SEND, APPROVE = "capability:send", "activity:approve"


def letters(subject: str, *held: str, agreed: bool = False) -> list[Assignment]:
    pairs = [(holder, letter) for holder, *some in map(str.split, held) for letter in some]
    return [
        Assignment(subject, holder, letter, plan="rollout", agreed=agreed, agreed_by="ada" if agreed else None)
        for holder, letter in pairs
    ]


def as_is(subject: str, *held: str) -> list[Assignment]:
    pairs = [(holder, letter) for holder, *some in map(str.split, held) for letter in some]
    return [Assignment(subject, holder, letter, "as-is") for holder, letter in pairs]


def sample(*records: Record) -> Portfolio:
    return portfolio_of(
        Team("it", "IT"),
        Team("martech", "Martech"),
        Person("ada", "Ada Yıldız", "it"),
        Capability("send", "Send campaigns", area="Campaigns"),
        Activity("approve", "Approve a mailing", "send"),
        Plan("rollout", "CDP rollout", MONDAY, stage="plan"),
        *records,
    )


def lines(report: Report) -> list[str]:
    return ["|".join(row) for row in (report.lines() if report.lines else [])]


def block(report: Report, kind: type) -> list:  # type: ignore[type-arg]
    return [one for one in report.document().blocks if isinstance(one, kind)]


def test_letters_of_another_scheme_have_the_tones_of_their_duties() -> None:
    daci = [SchemeLetter("D", "driver", "does"), SchemeLetter("P", "approver", "answers", 1)]
    report = raci(sample(*daci, *letters(SEND, "team:it P D")), "rollout", "to-be")
    (matrix,) = block(report, Matrix)
    assert [[(c.text, c.tone) for c in cell] for cell in matrix.rows[0].cells] == [[("D", "R"), ("P", "A")]]
    assert [(c.text, c.tone) for c in matrix.legend] == [("D driver", "R"), ("P approver", "A")]
    assert block(report, Heading)[0].text == "DP, to be"
    assert report.answer["scheme"][0] == {"letter": "D", "word": "driver", "duty": "does"}


def test_activities_stand_below_their_capability_and_rows_say_who_has_yet_to_agree() -> None:
    rows = [*letters(APPROVE, "person:ada A R", agreed=True), *letters(SEND, "team:it A R", "team:martech C")]
    report = raci(sample(*rows), "rollout", "to-be")
    (matrix,) = block(report, Matrix)
    assert [(row.head, row.inner, row.group, row.note.text) for row in matrix.rows] == [
        ("send", False, "Campaigns", "1 to agree"),
        ("approve", True, "Campaigns", ""),
    ]
    assert lines(report) == [
        "activity:approve|person:ada|RA|yes", "capability:send|team:it|RA|no", "capability:send|team:martech|C|no",
    ]  # fmt: skip
    assert report.answer["rows"][0]["agreed"] == {"person:ada": {"by": "ada", "on": None}}


def test_the_difference_says_what_happens_in_words() -> None:
    rows = [*as_is(SEND, "team:it R A"), *letters(SEND, "team:martech R", "team:it C"), *letters(APPROVE, "team:it A")]
    report = raci_diff(sample(*rows), "rollout")
    first, second = block(report, Table)
    assert [[cell.text for cell in row] for row in first.rows] == [
        ["send", "it", "RA", "C", "nobody takes A"],
        ["", "martech", "", "R", "gains R"],
        ["approve", "it", "", "A", "new"],
    ]
    assert [[cell.text for cell in row] for row in second.rows] == [
        ["it", "A 1, C 1", "R 1, A 1", "2"],
        ["martech", "R 1", "", "1"],
    ]
    assert lines(report)[1] == "capability:send|team:it|RA|C|C|RA|yes|A"
    assert report.answer["holders"][0] == {
        "holder": "team:it", "subjects": 2, "gains": {"A": 1, "C": 1}, "loses": {"R": 1, "A": 1},
    }  # fmt: skip


def test_nothing_to_compare_says_where_to_begin() -> None:
    assert "mopsctl raci edit" in [c.text for c in block(raci_diff(sample(), "rollout"), Paragraph)[0].cells]
    assert "mopsctl raci edit" in [
        c.text for c in block(raci_analysis(sample(), "rollout", "to-be", Policy()), Paragraph)[0].cells
    ]


def test_the_analysis_has_a_line_for_each_holder_and_each_row() -> None:
    rows = letters(SEND, "team:it A", "team:martech C")
    report = raci_analysis(sample(*rows), "rollout", "to-be", Policy())
    assert lines(report) == [
        "holder|team:it|1|0|0|0|",
        "holder|team:martech|0|0|1|0|neither accountable nor responsible anywhere",
        "row|capability:send|1|0|1|0|nobody is responsible",
    ]
    assert block(report, Paragraph)[0].cells[0].text == "1 row with 2.0 letters on average: 1 thin, 0 thick."


def test_hand_overs_that_are_open_come_first_and_what_is_lost_is_told_below() -> None:
    settled = Handover(
        "rollout", APPROVE, "team:it", afterwards="runs data", agreed_on=MONDAY, communicated=MONDAY, agreed_by="ada"
    )
    rows = [*as_is(APPROVE, "team:it R"), *letters(APPROVE, "team:martech R"),
            *as_is(SEND, "team:it R A"), *letters(SEND, "team:martech R"), settled]  # fmt: skip
    report = handovers(sample(*rows), "rollout")
    assert [(one["subject"], one["open"]) for one in report.answer] == [
        (SEND, ["agreed", "communicated", "afterwards"]),
        (APPROVE, []),
    ]
    (gone,) = block(report, Items)
    assert [(item.subject.text, item.cells[0].text, item.cure) for item in gone.rows] == [
        ("send", "nobody is to be accountable; today it is it", "mopsctl raci set send --team TEAM A")
    ]
    assert "mopsctl handover answer send --team it --afterwards TEXT" in [
        cell.text for paragraph in block(report, Paragraph) for cell in paragraph.cells
    ]
    assert [one["subject"] for one in handovers(sample(*rows), "rollout", only_open=True).answer] == [SEND]


def test_tasks_that_are_proposed_say_how_to_add_them() -> None:
    now = sample(*as_is(SEND, "team:it R"), *letters(SEND, "team:martech R"))
    report = transition_tasks(now, "rollout", proposals(now, "rollout"))
    assert [(one["key"], one["team"], one["after"]) for one in report.answer] == [
        ("tell-send", "it", []), ("hand-over-send", "it", ["tell-send"]), ("end-old-send", "it", ["hand-over-send"]),
    ]  # fmt: skip
    assert "mopsctl handover tasks --add" in [c.text for p in block(report, Paragraph) for c in p.cells]


def test_activities_tell_who_holds_what_on_them() -> None:
    now = sample(*as_is(APPROVE, "team:it A"), *letters(APPROVE, "person:ada A R"))
    assert [one["held"] for one in activities(now).answer] == ["ada RA"]
    assert [(one["state"], one["holder"], one["letters"]) for one in activity(now, "approve").answer["letters"]] == [
        ("as-is", "team:it", "A"),
        ("to-be", "person:ada", "RA"),
    ]


def test_settled_hand_overs_that_are_none_any_more_are_rows_without_letters() -> None:
    settled = Handover("rollout", APPROVE, "team:it", afterwards="runs data")
    report = handovers(sample(*as_is(APPROVE, "team:it R"), *letters(APPROVE, "team:it R"), settled), "rollout")
    assert [(one["subject"], one["letters"], one["left_over"]) for one in report.answer] == [(APPROVE, "", True)]
    assert "approve does not move from it any more" in block(report, Paragraph)[0].cells[0].text


def test_the_difference_has_what_stays_and_what_is_still_to_be_said_for_machines_too() -> None:
    report = raci_diff(sample(*as_is(SEND, "team:it R")), "rollout")
    assert (report.answer["stays"], report.answer["unsaid"]) == ([SEND], [])
    (line,) = [one for one in block(report, Paragraph) if "does not change it" in one.cells[0].text]
    assert line.cells[1].text == "send"
