"""What an MSPDI file looks like from outside: the published order of its elements, its numbers, its text."""

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

import pytest
from msgspec import structs
from project_builders import MONDAY, empty

from mopsctl.errors import USAGE, MopsError
from mopsctl.formats import ics
from mopsctl.formats.mspdi_writing import write
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Link, Task
from mopsctl.model.portfolio import Portfolio

NS = "{http://schemas.microsoft.com/project}"

# The order of elements in the schema mspdi_pj12.xsd, as Microsoft published it; of those that are written.
ORDER = {
    "Project": (
        "SaveVersion UID Name Title Subject Category Company Manager Author CreationDate Revision LastSaved "
        "ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits CurrencySymbol "
        "CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay "
        "MinutesPerWeek DaysPerMonth DefaultTaskType DefaultFixedCostAccrual DefaultStandardRate "
        "DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts HonorConstraints EarnedValueMethod "
        "InsertedProjectsLikeSummary MultipleCriticalPaths NewTasksEffortDriven NewTasksEstimated "
        "SplitsInProgressTasks SpreadActualCost SpreadPercentComplete TaskUpdatesResource FiscalYearStart "
        "WeekStartDay MoveCompletedEndsBack MoveRemainingStartsBack MoveRemainingStartsForward "
        "MoveCompletedEndsForward BaselineForEarnedValue AutoAddNewResourcesAndTasks StatusDate CurrentDate "
        "MicrosoftProjectServerURL Autolink NewTaskStartDate DefaultTaskEVMethod ProjectExternallyEdited "
        "ExtendedCreationDate ActualsInSync RemoveFileProperties AdminProject OutlineCodes WBSMasks "
        "ExtendedAttributes Calendars Tasks Resources Assignments"
    ),
    "ExtendedAttributes/ExtendedAttribute": ("FieldID FieldName CFType Guid ElemType MaxMultiValues UserDef Alias"),
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "WorkingTime": "FromTime ToTime",
    "TimePeriod": "FromDate ToDate",
    "Exception": (
        "EnteredByOccurrences TimePeriod Occurrences Name Type Period DaysOfWeek MonthItem MonthPosition "
        "Month MonthDay DayWorking WorkingTimes"
    ),
    "Task": (
        "UID ID Name Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel Priority Start "
        "Finish Duration DurationFormat Work Stop Resume ResumeValid EffortDriven Recurring OverAllocated "
        "Estimated Milestone Summary Critical IsSubproject IsSubprojectReadOnly SubprojectName ExternalTask "
        "ExternalTaskProject EarlyStart EarlyFinish LateStart LateFinish StartVariance FinishVariance "
        "WorkVariance FreeSlack TotalSlack FixedCost FixedCostAccrual PercentComplete PercentWorkComplete "
        "Cost OvertimeCost OvertimeWork ActualStart ActualFinish ActualDuration ActualCost ActualOvertimeCost "
        "ActualWork ActualOvertimeWork RegularWork RemainingDuration RemainingCost RemainingWork "
        "RemainingOvertimeCost RemainingOvertimeWork ACWP CV ConstraintType CalendarUID ConstraintDate "
        "Deadline LevelAssignments LevelingCanSplit LevelingDelay LevelingDelayFormat PreLeveledStart "
        "PreLeveledFinish Hyperlink HyperlinkAddress HyperlinkSubAddress IgnoreResourceCalendar Notes HideBar "
        "Rollup BCWS BCWP PhysicalPercentComplete EarnedValueMethod PredecessorLink ActualWorkProtected "
        "ActualOvertimeWorkProtected ExtendedAttribute Baseline OutlineCode"
    ),
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Task/ExtendedAttribute": "FieldID Value ValueGUID DurationFormat",
    "Baseline": (
        "TimephasedData Number Interim Start Finish Duration DurationFormat EstimatedDuration Work Cost BCWS BCWP"
    ),
    "Resource": (
        "UID ID Name Type IsNull Initials Phonetics NTAccount MaterialLabel Code Group WorkGroup EmailAddress "
        "Hyperlink HyperlinkAddress HyperlinkSubAddress MaxUnits PeakUnits OverAllocated AvailableFrom "
        "AvailableTo Start Finish CanLevel AccrueAt Work RegularWork OvertimeWork ActualWork RemainingWork "
        "ActualOvertimeWork RemainingOvertimeWork PercentWorkComplete StandardRate StandardRateFormat Cost "
        "OvertimeRate OvertimeRateFormat OvertimeCost CostPerUse ActualCost ActualOvertimeCost RemainingCost "
        "RemainingOvertimeCost WorkVariance CostVariance SV CV ACWP CalendarUID Notes"
    ),
    "Assignment": (
        "UID TaskUID ResourceUID PercentWorkComplete ActualCost ActualFinish ActualOvertimeCost "
        "ActualOvertimeWork ActualStart ActualWork ACWP Confirmed Cost CostRateTable CostVariance CV Delay "
        "Finish FinishVariance Hyperlink HyperlinkAddress HyperlinkSubAddress WorkVariance HasFixedRateUnits "
        "FixedMaterial LevelingDelay LevelingDelayFormat LinkedFields Milestone Notes Overallocated "
        "OvertimeCost OvertimeWork PeakUnits RegularWork RemainingCost RemainingOvertimeCost "
        "RemainingOvertimeWork RemainingWork ResponsePending Start Stop Resume StartVariance Summary SV Units "
        "UpdateNeeded VAC Work WorkContour"
    ),
}
COLLECTIONS = ("WeekDays", "Exceptions", "WorkingTimes", "Calendars", "Tasks", "Resources", "Assignments",
               "ExtendedAttributes")  # fmt: skip


def full() -> Portfolio:
    """Something of everything that a file can hold."""
    base = empty(
        calendars={"tr": Calendar("tr", "Türkiye", ("mon", "tue", "wed", "thu"))},
        holidays={("tr", date(2026, 4, 23)): Holiday("tr", date(2026, 4, 23), "Egemenlik"),
                  ("tr", date(2026, 4, 24)): Holiday("tr", date(2026, 4, 24), "", True)},
        teams={"it": Team("it", "IT & more", calendar="tr", capacity=3), "data": Team("data", "Data")},
        people={"ada": Person("ada", "Ada", "data")},
        days_off={("person:ada", date(2026, 2, 2)): DayOff("person:ada", date(2026, 2, 2), date(2026, 2, 6), "leave")},
        tasks={
            "map": Task("map", 'Map "<events>"', "p", "data", "ada", days=5, percent=40, started=MONDAY, ref="17",
                        note="first\nsecond", share=50),
            "build": Task("build", "Build", "p", "it", kind="implementation", days=8, days_low=5, days_high=13,
                          not_before=date(2026, 1, 20), must_by=date(2026, 3, 1), capability=None),
            "live": Task("live", "Live", "p", kind="milestone", ref="17"),
            "later": Task("later", "Later", "p"),
        },
        links={("map", "build", "FS"): Link("map", "build", lag=-2),
               ("build", "live", "FF"): Link("build", "live", "FF")},
        baselines={"old": Baseline("old", "p", date(2026, 1, 1)),
                   "new": Baseline("new", "p", date(2026, 1, 2), "note")},
        baseline_dates={("old", "map"): BaselineDate("old", "map", MONDAY, date(2026, 1, 9)),
                        ("new", "map"): BaselineDate("new", "map", MONDAY, date(2026, 1, 12))},
    )  # fmt: skip
    return structs.replace(base, plans={"p": structs.replace(base.plans["p"], manager="ada")})


def elements(portfolio: Portfolio, keys: Iterable[str] | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(write(portfolio, "p", keys))


def tasks(root: ElementTree.Element) -> dict[str, dict[str, str]]:
    """The texts of each task, by its name."""
    found = {}
    for task in root.iter(f"{NS}Task"):
        found[task.findtext(f"{NS}Name") or ""] = {child.tag.removeprefix(NS): child.text or "" for child in task}
    return found


def out_of_order(element: ElementTree.Element, above: str = "") -> list[str]:
    name = element.tag.removeprefix(NS)
    inside = [child.tag.removeprefix(NS) for child in element]
    wrong: list[str] = []
    if name not in COLLECTIONS and inside:
        order = (ORDER.get(f"{above}/{name}") or ORDER[name]).split()
        places = [order.index(tag) if tag in order else -1 for tag in inside]
        if -1 in places or places != sorted(places):
            wrong.append(f"{name}: {' '.join(inside)}")
    return wrong + [fault for child in element for fault in out_of_order(child, name)]


def test_elements_stand_in_the_published_order() -> None:
    root = elements(full())
    assert out_of_order(root) == []
    assert {element.tag.removeprefix(NS) for element in root.iter()} >= {"Exception", "PredecessorLink", "Baseline"}


def test_the_check_of_the_order_sees_an_element_in_the_wrong_place() -> None:
    root = ElementTree.fromstring(
        write(full(), "p").replace("<UID>17</UID>", "", 1).replace("</Task>", "<UID>1</UID></Task>")
    )
    assert out_of_order(root)


def test_a_task_has_the_number_it_had_in_ms_project_and_others_take_free_ones() -> None:
    assert {name: told["UID"] for name, told in tasks(elements(full())).items()} == {
        "P": "0", "Build": "1", "Later": "2", 'Map "<events>"': "3", "Live": "17",
    }  # fmt: skip


def test_days_links_lags_constraints_and_progress_are_numbers_of_ms_project() -> None:
    root = elements(full())
    told = tasks(root)
    begun, build = told['Map "<events>"'], told["Build"]
    assert (begun["Start"], begun["Finish"], begun["Duration"], begun["PercentComplete"], begun["ActualStart"]) == (
        "2026-01-05T08:00:00", "2026-01-09T17:00:00", "PT40H0M0S", "40", "2026-01-05T08:00:00",
    )  # fmt: skip
    assert (build["ConstraintType"], build["ConstraintDate"], build["Deadline"]) == (
        "4", "2026-01-20T08:00:00", "2026-03-01T17:00:00",
    )  # fmt: skip
    links = [{child.tag.removeprefix(NS): child.text for child in one} for one in root.iter(f"{NS}PredecessorLink")]
    assert links == [
        {"PredecessorUID": "3", "Type": "1", "CrossProject": "0", "LinkLag": "-9600", "LagFormat": "7"},
        {"PredecessorUID": "1", "Type": "0", "CrossProject": "0", "LinkLag": "0", "LagFormat": "7"},
    ]
    assert (told["Live"]["Milestone"], told["Live"]["Duration"], told["Later"]["Estimated"]) == ("1", "PT0H0M0S", "1")


def test_the_latest_baseline_has_the_number_that_is_compared_with() -> None:
    root = elements(full())
    frozen = [(one.findtext(f"{NS}Number"), one.findtext(f"{NS}Finish")) for one in root.iter(f"{NS}Baseline")]
    assert frozen == [("0", "2026-01-12T17:00:00"), ("1", "2026-01-09T17:00:00")]


def test_a_team_with_a_calendar_of_its_own_has_it_on_its_tasks_and_its_resource() -> None:
    root = elements(full())
    calendars = {one.findtext(f"{NS}UID"): one for one in root.iter(f"{NS}Calendar")}
    resources = {one.findtext(f"{NS}Code"): one for one in root.iter(f"{NS}Resource")}
    own = calendars[tasks(root)["Build"]["CalendarUID"]]
    assert own.findtext(f"{NS}Name") == "Türkiye"
    rests_on = calendars[resources["team:it"].findtext(f"{NS}CalendarUID")].findtext(f"{NS}BaseCalendarUID")
    assert rests_on == own.findtext(f"{NS}UID")
    assert tasks(root)["Live"]["CalendarUID"] == "-1"
    assert resources["team:it"].findtext(f"{NS}MaxUnits") == "3.00"


def test_a_task_held_by_what_ms_project_knows_nothing_of_begins_there_on_the_same_day() -> None:
    held = Condition("c", "Contract signed", "later", due=date(2026, 2, 9))
    told = tasks(elements(structs.replace(full(), conditions={"c": held})))["Later"]
    assert (told["Start"], told["ConstraintType"], told["ConstraintDate"]) == (
        "2026-02-09T08:00:00", "4", "2026-02-09T08:00:00",
    )  # fmt: skip


def test_only_the_tasks_that_are_wanted_are_written_in_their_order() -> None:
    root = elements(full(), ("live", "build"))
    assert list(tasks(root)) == ["P", "Live", "Build"]
    assert len(list(root.iter(f"{NS}PredecessorLink"))) == 1
    assert [one.findtext(f"{NS}Name") for one in root.iter(f"{NS}Resource")] == ["IT & more"]


def test_signs_that_xml_cannot_say_are_replaced() -> None:
    portfolio = empty(tasks={"a": Task("a", "x\uffffy", "p", days=1)})
    assert list(tasks(elements(portfolio))) == ["P", "x\ufffdy"]


# -- dates that no file can hold


def far(*lags: int) -> Portfolio:
    """Tasks of 10,000 days, each so long after the one before."""
    tasks = {f"t{n}": Task(f"t{n}", f"T{n}", "p", days=10_000) for n in range(len(lags) + 1)}
    links = {(f"t{n}", f"t{n + 1}", "FS"): Link(f"t{n}", f"t{n + 1}", lag=lag) for n, lag in enumerate(lags)}
    return empty(tasks=tasks, links=links)


def test_a_plan_that_ends_after_2200_is_refused_in_one_sentence() -> None:
    with pytest.raises(MopsError) as caught:
        write(far(9000, 9000), "p")
    assert (caught.value.code, caught.value.hint) == (USAGE, "mopsctl timeline why t2")
    told = "which cannot be in a file for MS Project: its dates are from 1900 to 2200"
    assert caught.value.message == f'task "t2" ends on 2209-12-29, {told}'
    assert write(far(9000), "p")


def test_a_stored_date_after_2200_is_refused_too() -> None:
    late = Task("t", "T", "p", days=1, must_by=date(2201, 1, 1))
    with pytest.raises(MopsError, match="2201-01-01 cannot be in a file for MS Project"):
        write(empty(tasks={"t": late}), "p")


def test_an_event_on_the_last_day_that_there_is_needs_no_day_after() -> None:
    text = ics.write(far(*[10_000] * 120), "p")
    assert "DTEND;VALUE=DATE:99991231" not in text
    assert "DTSTART;VALUE=DATE:9999" in text
