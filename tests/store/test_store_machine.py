"""Random edits across all kinds: undo all is the beginning, redo all is the end, and every moment can be read."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from laws import examples
from msgspec import structs
from postgres_server import execute
from store_edits import AUTHOR, TODAY, contents

from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.capability import (
    Activity,
    Capability,
    Dataset,
    Disposition,
    Offering,
    Platform,
    Similarity,
    Truth,
)
from mopsctl.model.commitment import Alignment, Ask
from mopsctl.model.fields import untyped
from mopsctl.model.kinds import KINDS, kind_of
from mopsctl.model.operating import Assessment, Interaction, Right, Topic
from mopsctl.model.org import (
    Box,
    Coverage,
    DottedLine,
    Function,
    Goal,
    HeldSkill,
    Maturity,
    Number,
    Person,
    Pillar,
    Position,
    Team,
    WantedSkill,
)
from mopsctl.model.outreach import Action, Conversation, Evidence, Note
from mopsctl.model.plan import (
    Baseline,
    BaselineDate,
    Condition,
    Digest,
    Lead,
    Link,
    Need,
    Participation,
    Plan,
    Review,
    Task,
)
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, Handover
from mopsctl.model.support import Support
from mopsctl.model.waiver import Waiver
from mopsctl.store.opening import create_store
from mopsctl.store.place import Place

COMMAND = {**AUTHOR, "command": "random"}

slugs = st.sampled_from(["a", "b", "C-1"])
maybe = st.none() | slugs
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), max_size=12)
names = texts.filter(bool)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
some_day = st.none() | days
weeks = st.lists(st.sampled_from(["mon", "fri", "sat"]), min_size=1, max_size=2, unique=True).map(tuple)
calendars = st.builds(Calendar, slugs, names, weeks)
holidays = st.builds(Holiday, slugs, days, texts, st.booleans())
teams = st.builds(Team, slugs, names, st.lists(slugs, max_size=2).map(tuple), texts, maybe, st.none() | st.just(2))
people = st.builds(Person, slugs, names, slugs)
platforms = st.builds(
    Platform,
    slugs,
    names,
    cost=st.none() | st.integers(0, 10**12),
    manager=maybe,
    contract_end=some_day,
    successor=maybe,
)
capabilities = st.builds(Capability, slugs, names, governing=maybe, governed_by=maybe, governed_on=some_day)
plans = st.builds(Plan, slugs, names, days, platform=maybe, manager=maybe, idea_from=maybe)
participations = st.builds(
    Participation, slugs, slugs, work=st.none() | st.integers(1, 5), understood_by=maybe, said_in=maybe
)
conversations = st.builds(Conversation, slugs, slugs, slugs, days, maybe, reason=texts)
notes = st.builds(Note, slugs, names)
actions = st.builds(Action, slugs, slugs, slugs, st.sampled_from(["educate", "approval"]), owner=maybe, said_in=maybe)
evidence = st.builds(Evidence, slugs, slugs, slugs, names, received_on=some_day, said_in=maybe)
needs = st.builds(Need, slugs, names, slugs, slugs, maybe, st.booleans(), maybe, maybe)
things = st.sampled_from(
    [
        "team",
        "person",
        "platform",
        "plan",
        "task",
        "need",
        "action",
        "evidence",
        "goal",
        "activity",
        "position",
        "topic",
    ]
)
waivers = st.builds(
    Waiver, st.just("COM201"), st.builds("{}:{}".format, things, slugs), names, slugs, st.just(date(2020, 1, 1)), days,
    st.just("") | slugs,
)  # fmt: skip
asks = st.builds(Ask, slugs, slugs, st.sampled_from(["assign", "advocate"]), days, st.integers(1, 2), person=maybe)
alignments = st.builds(Alignment, slugs, slugs, days, texts, texts)
support = st.builds(Support, slugs, slugs, takes_part=st.booleans(), informed=st.booleans())
reviews = st.builds(Review, slugs, slugs, days, st.sampled_from(["approved", "no-reply"]))
tasks = st.builds(Task, slugs, names, slugs, maybe, maybe, days=st.none() | st.integers(0, 99), capability=maybe)
subjects = st.builds("{}:{}".format, st.sampled_from(["capability", "activity", "platform", "task"]), slugs)
holders = st.builds("{}:{}".format, st.sampled_from(["team", "person", "position"]), slugs)
states = st.sampled_from(["as-is", "to-be"])
as_is = st.builds(
    Assignment,
    subjects,
    holders,
    st.sampled_from("RACI"),
    st.just("as-is"),
    agreed=st.booleans(),
    agreed_by=maybe,
    agreed_on=some_day,
)
to_be = st.builds(lambda row, plan: structs.replace(row, state="to-be", plan=plan), as_is, slugs)
offerings = st.builds(Offering, slugs, slugs, slugs)
pairs = st.tuples(slugs, slugs).filter(lambda pair: pair[0] != pair[1])
links = st.builds(
    lambda pair, kind, lag: Link(*pair, kind, lag), pairs, st.sampled_from(["FS", "SS", "FF", "SF"]), st.integers(-9, 9)
)
days_off = st.builds(
    lambda holder, two, why: DayOff(holder, *sorted(two), why),
    st.builds("{}:{}".format, st.sampled_from(["team", "person"]), slugs), st.tuples(days, days), texts,
)  # fmt: skip
conditions = st.builds(Condition, slugs, names, slugs, maybe, some_day, some_day)
leads = st.builds(Lead, slugs, slugs, st.integers(0, 9), some_day)
baselines = st.builds(Baseline, slugs, slugs, days, texts)
baseline_dates = st.builds(lambda baseline, task, two: BaselineDate(baseline, task, *sorted(two)), slugs, slugs,
                           st.tuples(days, days))  # fmt: skip
digests = st.builds(Digest, slugs, slugs, days, st.integers(0, 99))
similarities = pairs.map(lambda pair: Similarity(*sorted(pair)))
goals = st.builds(Goal, slugs, names, target=st.none() | st.floats(-1e15, 1e15), parent=maybe)
activities = st.builds(Activity, slugs, names, slugs)
datasets = st.builds(Dataset, slugs, names, owner=maybe)
functions = st.builds(Function, slugs, names, st.booleans())
pillars = st.builds(Pillar, slugs, names)
positions = st.builds(Position, slugs, names, maybe)
numbers = st.builds(Number, slugs, names, slugs, target=st.none() | st.floats(-1e15, 1e15), parent=maybe)
topics = st.builds(Topic, slugs, names)
interactions = st.builds(Interaction, slugs, names, slugs, slugs, capability=maybe, giver_confirmed=some_day)
chart = st.one_of(
    st.builds(Box, slugs, states, reports_to=maybe, team=maybe, holder=maybe, goal=maybe, since=some_day),
    st.builds(lambda pair, state: DottedLine(*pair, state), pairs, states),
    st.builds(Coverage, slugs, st.builds("{}:{}".format, st.sampled_from(["function", "pillar"]), slugs), states),
    st.builds(Maturity, slugs, days, st.integers(1, 5)),
    st.builds(WantedSkill, slugs, slugs),
    st.builds(HeldSkill, slugs, slugs),
)
operating = st.one_of(
    st.builds(Disposition, slugs, slugs, st.sampled_from(["keep", "retire"]), some_day, maybe, maybe),
    st.builds(Truth, slugs, slugs),
    st.builds(Handover, slugs, subjects, holders, st.none() | holders, maybe, transfer=maybe),
    st.builds(
        Right, slugs, st.sampled_from(["decide", "perform"]), holders, st.just("") | slugs, states, some_day, maybe
    ),
    st.builds(Assessment, slugs, slugs, days, st.none() | st.integers(1, 5), task=maybe),
)
leaves = st.one_of(
    notes, waivers, participations, asks, alignments, support, reviews, as_is, to_be, offerings, links, similarities,
    holidays, days_off, leads, baseline_dates, digests, chart, operating,
)  # fmt: skip
records = st.one_of(
    calendars, teams, people, platforms, capabilities, plans, tasks, conversations, actions, evidence, needs,
    conditions, baselines, goals, activities, datasets, functions, pillars, positions, numbers, topics, interactions,
    leaves,
)  # fmt: skip


def targets(portfolio: Portfolio, record: Any) -> list[bool]:
    """Of each reference of a record: is it there?"""
    found = []
    for field, plurals in kind_of(record).refers:
        value = getattr(record, field)
        if not value:
            continue
        word, key = untyped(value) if len(plurals) > 1 else ("", value)
        plural = next(kind.plural for kind in KINDS if kind.word == word) if word else plurals[0]
        found.append(key in portfolio.of(plural))
    return found


def closed(portfolio: Portfolio) -> Portfolio:
    """The Portfolio without the records that refer to what is not there."""
    while True:
        left = {
            kind.plural: {k: r for k, r in portfolio.of(kind.plural).items() if all(targets(portfolio, r))}
            for kind in KINDS
        }
        if all(len(left[kind.plural]) == len(portfolio.of(kind.plural)) for kind in KINDS):
            return portfolio
        portfolio = structs.replace(portfolio, **left)


class Editing(RuleBasedStateMachine):
    """The store against a list of all the states it was in."""

    new_place: Callable[[], Place]

    def __init__(self) -> None:
        super().__init__()
        self.store = create_store(type(self).new_place())
        self.states: list[Any] = [{}]  # by the number of commands done and not taken back
        self.redoable: list[Any] = []
        self.by_serial: list[Any] = [{}]

    @rule(new=st.lists(records, min_size=1, max_size=8))
    def add(self, new: list[Any]) -> None:
        def edit(portfolio: Portfolio) -> Portfolio:
            changed = {kind.plural: dict(portfolio.of(kind.plural)) for kind in KINDS}
            for record in new:
                changed[kind_of(record).plural][kind_of(record).key_of(record)] = record
            return closed(structs.replace(portfolio, **changed))

        self.change(edit)

    @rule(data=st.data())
    @precondition(lambda self: self.states[-1])
    def remove(self, data: st.DataObject) -> None:
        present = self.states[-1]
        plural = data.draw(st.sampled_from(sorted(present)))
        key = data.draw(st.sampled_from(sorted(present[plural])))

        def edit(portfolio: Portfolio) -> Portfolio:
            left = {k: r for k, r in portfolio.of(plural).items() if k != key}
            return closed(structs.replace(portfolio, **{plural: left}))

        self.change(edit)

    def change(self, edit: Callable[[Portfolio], Portfolio]) -> None:
        expected = contents(edit(self.store.read(TODAY)))
        if self.store.change(edit, **COMMAND).number:
            self.states.append(expected)
            self.by_serial.append(expected)
            self.redoable.clear()

    @rule()
    @precondition(lambda self: len(self.states) > 1)
    def undo(self) -> None:
        self.store.undo(**COMMAND)
        self.redoable.append(self.states.pop())
        self.by_serial.append(self.states[-1])

    @rule()
    @precondition(lambda self: self.redoable)
    def redo(self) -> None:
        self.store.redo(**COMMAND)
        self.states.append(self.redoable.pop())
        self.by_serial.append(self.states[-1])

    @invariant()
    def holds_what_it_should(self) -> None:
        assert contents(self.store.read(TODAY)) == self.states[-1]

    def teardown(self) -> None:
        for at, state in enumerate(self.by_serial):
            assert contents(self.store.read(TODAY, at=at)) == state
        end, commands = self.states[-1], len(self.states) - 1
        for _ in range(commands):
            self.store.undo(**COMMAND)
        assert contents(self.store.read(TODAY)) == {}
        for _ in range(commands):
            self.store.redo(**COMMAND)
        assert contents(self.store.read(TODAY)) == end
        assert self.store.check() == []


def run(new_place: Callable[[], Place], number: int) -> None:
    machine = type("Machine", (Editing,), {"new_place": staticmethod(new_place)})
    how = settings(
        max_examples=examples(number),
        stateful_step_count=10,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)  # type: ignore[no-untyped-call]


def test_random_edits_on_sqlite() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(lambda: Place(path=str(Path(tempfile.mkdtemp(dir=folder)) / "mops.db")), number=25)


@pytest.mark.postgres
def test_random_edits_on_postgres(postgres_url: str) -> None:
    def emptied() -> Place:
        execute(postgres_url, "DROP SCHEMA public CASCADE")
        execute(postgres_url, "CREATE SCHEMA public")
        return Place(url=postgres_url)

    run(emptied, number=5)
