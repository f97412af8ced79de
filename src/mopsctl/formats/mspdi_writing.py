"""A plan as MS Project's XML (MSPDI), elements in the order that Microsoft published; it comes back equal.

Dates carry the hours of a working day from 8 to 17. Governance (decisions, reviews, alignments), conditions and lead
time have no place in such a file: what they hold back has a constraint of its own. Calendars: `mspdi_calendar_writing`.
"""

import json
from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..errors import USAGE, MopsError
from ..facts.participation import naming
from ..facts.schedule.network import Schedule, ScheduledTask, schedule
from ..model.fields import typed
from ..model.plan import Link, Task
from ..model.portfolio import Portfolio
from .mspdi_calendar_writing import Calendars, write_calendars
from .mspdi_terms import (
    BASELINES,
    BASELINES_HEAD,
    CAPABILITY,
    CUSTOM,
    HELD,
    HOURS,
    KEY,
    KIND,
    LINK_KINDS,
    MINUTES,
    NAMESPACE,
    RANGE,
    START_FROM,
)
from .mspdi_values import LAST
from .mspdi_xml_writing import SPAN, add, add_flags, moment


def write(portfolio: Portfolio, plan: str, keys: Iterable[str] | None = None) -> str:
    """The tasks of `keys` (all of the plan) with their links, people, calendars and baselines, as an XML file."""
    return _Writing(portfolio, plan, keys).text()


class _Writing:
    """One file being written."""

    def __init__(self, portfolio: Portfolio, plan: str, keys: Iterable[str] | None) -> None:
        self.portfolio, self.plan = portfolio, portfolio.plans[plan]
        self.planned: Schedule = schedule(portfolio, plan)
        wanted = [one.key for one in self.planned.tasks] if keys is None else keys
        self.tasks = [portfolio.tasks[key] for key in dict.fromkeys(wanted) if key in portfolio.tasks]
        self.uids = _uids(self.tasks)
        self.holders = _holders(self.tasks)
        self.calendars = Calendars(portfolio, plan, self.holders)
        self.links: dict[str, list[Link]] = {}
        for _, link in sorted(portfolio.links.items()):
            if link.before in self.uids and link.after in self.uids:
                self.links.setdefault(link.after, []).append(link)
        own = [one for one in portfolio.baselines.values() if one.plan == plan]
        own.sort(key=lambda one: (one.on, one.key), reverse=True)
        self.baselines = own[:BASELINES]

    def text(self) -> str:
        self._refuse_far()
        root = Element("Project", xmlns=NAMESPACE)
        self._head(root)
        fields = SubElement(root, "ExtendedAttributes")
        for alias, (number, name) in CUSTOM.items():
            field = SubElement(fields, "ExtendedAttribute")
            add(field, "FieldID", number)
            add(field, "FieldName", name)
            add(field, "Alias", alias)
        write_calendars(root, self.calendars)
        tasks = SubElement(root, "Tasks")
        self._whole(tasks)
        for at, task in enumerate(self.tasks, 1):
            self._task(tasks, task, at)
        self._resources(root)
        self._assignments(root)
        indent(root, "\t")
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + tostring(root, "unicode") + "\n"

    def _refuse_far(self) -> None:
        """A plan that ends beyond all dates of the format cannot be read again, here or there."""
        last = max(self.planned.tasks, key=lambda one: one.finish or date.min, default=None)
        if last is not None and last.finish is not None and last.finish > LAST:
            raise MopsError(
                f'task "{last.key}" ends on {last.finish}, which cannot be in a file for MS Project: {SPAN}',
                hint=f"mopsctl timeline why {last.key}{naming(self.portfolio, self.plan.key)}",
                code=USAGE,
            )

    def _head(self, root: Element) -> None:
        plan, manager = self.plan, self.portfolio.people.get(self.plan.manager or "")
        add(root, "SaveVersion", 14)
        add(root, "Name", f"{plan.key}.xml")
        add(root, "Title", plan.name)
        add(root, "Manager", manager.name if manager else None)
        add(root, "CreationDate", moment(self.portfolio.today, "00:00"))
        add(root, "LastSaved", moment(self.portfolio.today, "00:00"))
        add(root, "ScheduleFromStart", 1)
        add(root, "StartDate", moment(plan.start))
        add(root, "FinishDate", moment(self.planned.finish or plan.start, "17:00"))
        add(root, "FYStartDate", 1)
        add(root, "CriticalSlackLimit", 0)
        add(root, "CurrencyCode", "EUR")  # the schema asks for one
        add(root, "CalendarUID", self.calendars.of_plan)
        add(root, "DefaultStartTime", "08:00:00")
        add(root, "DefaultFinishTime", "17:00:00")
        add(root, "MinutesPerDay", MINUTES)
        add(root, "MinutesPerWeek", MINUTES * 5)
        add(root, "DaysPerMonth", 20)
        add(root, "DefaultTaskType", 1)
        add(root, "DurationFormat", 7)
        add(root, "WorkFormat", 2)
        add_flags(root, HonorConstraints=0, NewTasksEffortDriven=0, NewTasksEstimated=0, SplitsInProgressTasks=0)
        add(root, "WeekStartDay", 1)
        add(root, "CurrentDate", moment(self.portfolio.today))

    def _whole(self, tasks: Element) -> None:
        """The task of number 0, which is the project itself; its notes tell what the baselines are called here."""
        whole = SubElement(tasks, "Task")
        add(whole, "UID", 0)
        add(whole, "ID", 0)
        add(whole, "Name", self.plan.name)
        add(whole, "Type", 1)
        add_flags(whole, IsNull=0)
        add(whole, "WBS", "0")
        add(whole, "OutlineNumber", "0")
        add(whole, "OutlineLevel", 0)
        add(whole, "Start", moment(self.planned.start or self.plan.start))
        add(whole, "Finish", moment(self.planned.finish or self.plan.start, "17:00"))
        add_flags(whole, Estimated=0, Milestone=0, Summary=1)
        if self.baselines:
            lines = [
                f"{number} {one.key} {one.on.isoformat()} {json.dumps(one.note, ensure_ascii=False)}"
                for number, one in enumerate(self.baselines)
            ]
            add(whole, "Notes", "\n".join((BASELINES_HEAD, *lines)))

    def _task(self, tasks: Element, task: Task, number: int) -> None:
        one, element = self.planned.of(task.key), SubElement(tasks, "Task")
        days = 0 if task.kind == "milestone" else 1 if task.days is None else task.days
        add(element, "UID", self.uids[task.key])
        add(element, "ID", number)
        add(element, "Name", task.name)
        add(element, "Type", 1)
        add_flags(element, IsNull=0)
        add(element, "WBS", number)
        add(element, "OutlineNumber", number)
        add(element, "OutlineLevel", 1)
        add(element, "Priority", 500)
        self._dates(element, one, days, ("Start", "Finish"), (one.start, one.finish))
        add(element, "Duration", _hours(days))
        add(element, "DurationFormat", 7)
        add_flags(element, EffortDriven=0, Estimated=not one.estimated, Milestone=not days, Summary=0)
        add_flags(element, Critical=one.critical)
        self._dates(element, one, days, ("EarlyStart", "EarlyFinish"), (one.start, one.finish))
        self._dates(element, one, days, ("LateStart", "LateFinish"), (one.late_start, one.late_finish))
        add(element, "TotalSlack", None if one.slack is None else one.slack * MINUTES * 10)
        add(element, "PercentComplete", 100 if task.finished else task.percent)
        add(element, "ActualStart", task.started and moment(task.started))
        add(element, "ActualFinish", task.finished and moment(task.finished, "17:00"))
        held = self._held(task, one)
        first = held or task.not_before
        add(element, "ConstraintType", START_FROM if first else 0)
        add(element, "CalendarUID", self.calendars.of_team(task.team))
        add(element, "ConstraintDate", first and moment(first))
        add(element, "Deadline", task.must_by and moment(task.must_by, "17:00"))
        add_flags(element, IgnoreResourceCalendar=0)
        add(element, "Notes", task.note or None)
        self._links(element, task)
        self._custom(element, task, held)
        self._frozen(element, task, days)

    def _dates(
        self, element: Element, one: ScheduledTask, days: int, names: tuple[str, str], dates: tuple[date | None, ...]
    ) -> None:
        """First and last day; what takes no days falls on the end of the day on which the work before it ends."""
        first, last = ("08:00", "17:00") if days else ("17:00", "17:00") if one.driver else ("08:00", "08:00")
        for name, day, at in zip(names, dates, (first, last), strict=True):
            add(element, name, day and moment(day, at))

    def _held(self, task: Task, one: ScheduledTask) -> date | None:
        """The day until which it waits for what MS Project knows nothing of: today, a decision, a condition."""
        if one.start is None or task.started or task.finished:
            return None
        by_link = one.driver is not None and ":" not in one.driver
        asked = max(filter(None, (self.plan.start, task.not_before)))
        return None if by_link or one.start <= asked or one.because in ("plan", "not-before") else one.start

    def _links(self, element: Element, task: Task) -> None:
        for link in self.links.get(task.key, ()):
            waits = SubElement(element, "PredecessorLink")
            add(waits, "PredecessorUID", self.uids[link.before])
            add(waits, "Type", LINK_KINDS.index(link.kind))
            add_flags(waits, CrossProject=0)
            add(waits, "LinkLag", link.lag * MINUTES * 10)
            add(waits, "LagFormat", 7)

    def _custom(self, element: Element, task: Task, held: date | None) -> None:
        low, high = ("" if days is None else str(days) for days in (task.days_low, task.days_high))
        said = {
            KEY: task.key,
            KIND: task.kind,
            CAPABILITY: task.capability,
            RANGE: f"{low}..{high}" if low or high else None,
            HELD: f"{held.isoformat()} {task.not_before.isoformat() if task.not_before else '-'}" if held else None,
        }
        for alias, value in said.items():
            if value is not None:
                field = SubElement(element, "ExtendedAttribute")
                add(field, "FieldID", CUSTOM[alias][0])
                add(field, "Value", value)

    def _frozen(self, element: Element, task: Task, days: int) -> None:
        for number, baseline in enumerate(self.baselines):
            was = self.portfolio.baseline_dates.get((baseline.key, task.key))
            if was is not None:
                frozen = SubElement(element, "Baseline")
                add(frozen, "Number", number)
                add(frozen, "Start", moment(was.start, "08:00" if days else "17:00"))
                add(frozen, "Finish", moment(was.finish, "17:00"))

    def _resources(self, root: Element) -> None:
        resources = SubElement(root, "Resources")
        people_of: dict[str, int] = {}
        for person in self.portfolio.people.values():
            people_of[person.team] = people_of.get(person.team, 0) + 1
        for uid, (kind, key) in enumerate(self.holders, 1):
            resource = SubElement(resources, "Resource")
            add(resource, "UID", uid)
            add(resource, "ID", uid)
            if kind == "team":
                team = self.portfolio.teams[key]
                name, group, size = team.name, None, people_of.get(key, 1) if team.capacity is None else team.capacity
            else:
                person = self.portfolio.people[key]
                name, group, size = person.name, self.portfolio.teams[person.team].name, 1
            add(resource, "Name", name)
            add(resource, "Type", 1)
            add_flags(resource, IsNull=0)
            add(resource, "Code", typed(kind, key))
            add(resource, "Group", group)
            add(resource, "MaxUnits", f"{size}.00")
            add(resource, "CalendarUID", self.calendars.of_holder(kind, key))

    def _assignments(self, root: Element) -> None:
        assignments = SubElement(root, "Assignments")
        uids = {holder: uid for uid, holder in enumerate(self.holders, 1)}
        number = 0
        for task in self.tasks:
            for holder in _held_by(task):
                number += 1
                assignment = SubElement(assignments, "Assignment")
                add(assignment, "UID", number)
                add(assignment, "TaskUID", self.uids[task.key])
                add(assignment, "ResourceUID", uids[holder])
                add(assignment, "Units", f"{task.share / 100:.2f}")


def _uids(tasks: Iterable[Task]) -> dict[str, int]:
    """The number of each task: that of its `ref`, where it is one of its own, else the next free one by key."""
    uids: dict[str, int] = {}
    taken: set[int] = {0}
    for task in sorted(tasks, key=lambda task: task.key):
        number = int(task.ref) if task.ref.isascii() and task.ref.isdigit() and len(task.ref) < 10 else 0
        if number not in taken:
            taken.add(number)
            uids[task.key] = number
    free = 0
    for task in sorted(tasks, key=lambda task: task.key):
        if task.key not in uids:
            while free in taken:
                free += 1
            taken.add(free)
            uids[task.key] = free
    return uids


def _holders(tasks: Iterable[Task]) -> list[tuple[str, str]]:
    """Teams and people of the tasks, teams first, by key."""
    return sorted({holder for task in tasks for holder in _held_by(task)}, key=lambda one: (one[0] != "team", one[1]))


def _held_by(task: Task) -> list[tuple[str, str]]:
    return [(kind, key) for kind, key in (("team", task.team), ("person", task.owner)) if key is not None]


def _hours(days: int) -> str:
    return f"PT{days * HOURS}H0M0S"
