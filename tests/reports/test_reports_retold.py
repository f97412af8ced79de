"""The history as others may know it: two stores that differ only in hidden steps tell the same, byte for byte."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import laws
import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace
from report_samples import MONDAY, portfolio_of

from mopsctl.changes import Change, ChangeSet, diff
from mopsctl.edit import records
from mopsctl.facts.audience import redact, seen_by
from mopsctl.model.capability import Capability, Offering, Platform, Similarity
from mopsctl.model.commitment import Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS
from mopsctl.model.operating import Topic
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Participation, Plan, Task
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment
from mopsctl.model.support import Support
from mopsctl.reports.alignment import figures_data
from mopsctl.reports.alignment_past import course, look_back
from mopsctl.reports.renamed import under_names_of_now
from mopsctl.reports.retold import ANSWERS, retold
from mopsctl.reports.since import Then, since, taken_back
from mopsctl.reports.told import told
from mopsctl.reports.trend import trend

POLICY = Policy(marketing_functions=(), technology_functions=())
FIRST = date(2026, 6, 1)
BEGAN = MONDAY - timedelta(days=75)
START = (
    Team("it", "IT"),
    Team("crm", "CRM"),
    Person("ada", "Ada", "it"),
    Person("cto", "CTO", "it", "executive"),
    Platform("cdp", "CDP", "proposed"),
    Platform("old", "Old", "live"),
    Capability("send", "Send", ""),
    Offering("send", "cdp", "it"),
    Offering("send", "old", "it"),
    Plan("p", "P", FIRST, platform="cdp"),
    Task("map", "Map", "p", "it", "ada"),
    Topic("budget", "Budget"),
    Assignment("capability:send", "team:it", "A", plan="p"),
)
ASK = Ask("p", "it", "assign", FIRST, due=date(2026, 10, 12))
PROMISED = replace(ASK, state="promised", person="ada", allocation=50, start=MONDAY)
PROVEN = replace(PROMISED, state="proven")
IN = Participation("p", "it")
YES = Support("p", "cto", "yes", "yes")
RENAMES: tuple[tuple[type[Record], str, str], ...] = (
    (Team, "it", "tech"), (Person, "cto", "boss"), (Person, "ada", "countess"), (Plan, "p", "rollout"),
    (Capability, "send", "mail"), (Topic, "budget", "money"),
)  # fmt: skip
VISIBLE: tuple[Record, ...] = (
    ASK, PROMISED, PROVEN, replace(ASK, state="deferred"), replace(ASK, due=MONDAY),
    replace(ASK, kind="contribute"), replace(PROMISED, kind="contribute"), replace(ASK, round=2),
    replace(PROMISED, round=2), replace(PROVEN, round=2), replace(ASK, round=2, state="withdrawn"),
    IN, replace(IN, critical="yes"), replace(IN, involvement="affected"), Participation("p", "crm", critical="yes"),
    YES, replace(YES, timing="unasked"), replace(YES, solution="unasked"), replace(YES, informed=True),
    Task("map", "Map", "p", "it"), Task("map", "Map", "p", "it", "ada"),
)  # fmt: skip
ANSWERED = tuple(one for one in VISIBLE if isinstance(one, (Ask, Participation, Support)))


def secretly(record: Record) -> Record:
    """The same with every answer a no, as a refusal leaves it."""
    match record:
        case Ask():
            kept = Ask(
                record.plan, record.team, record.kind, record.asked_on, record.round, of=record.of, due=record.due
            )
            return replace(kept, state="refused", reason="SECRET")
        case Support():
            return replace(record, solution="no", timing="no")
        case Participation():
            return replace(record, critical="no", said_in=None)
    raise AssertionError(record)


class Twin:
    """A store told day by day, from a state under the first names, the names at the time, and what is refused."""

    def __init__(self) -> None:
        self.change_sets: list[ChangeSet] = []
        self.now = Portfolio(today=MONDAY)

    def to(self, day: date, plain: Iterable[Record], renamed: Iterable[int], noes: set[Any]) -> None:
        after = portfolio_of(*(secretly(one) if (type(one), _key(one)) in noes else one for one in plain))
        for place in sorted(renamed):
            after = records.rename(after, *RENAMES[place])
        if changes := diff(self.now, after):
            at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            self.change_sets.insert(0, ChangeSet(changes, len(self.change_sets) + 1, "ada", at, "x"))
        self.now = replace(after, today=MONDAY)

    def told(self, audience: Any) -> list[bytes]:
        """What `plan status`, `commit show --history` and `gaps --since` say to them."""
        plan = next(iter(self.now.plans))
        seen = seen_by(self.now, audience)
        return [msgspec.json.encode(one) for one in (
            figures_data(course(seen, plan, POLICY, self._lately(), BEGAN, audience, lambda: self.change_sets)),
            trend(seen, plan, self.change_sets, POLICY, audience).data,
            *(self._since(MONDAY - timedelta(days), seen, audience) for days in (5, 30, 60)),
        )]  # fmt: skip

    def _lately(self) -> list[ChangeSet]:
        after, kinds = look_back(MONDAY)
        return [
            replace(one, changes=tuple(c for c in one.changes if c.kind in kinds))
            for one in self.change_sets
            if one.at and one.at.date() > max(after, BEGAN)
        ]

    def _since(self, day: date, seen: Portfolio, audience: Any) -> Any:
        later = [one for one in self.change_sets if one.at and one.at.date() >= day]
        past = taken_back(replace(seen, today=day), retold(later, audience, lambda: self.change_sets))
        then, now = told(past, POLICY, audience), told(seen, POLICY, audience)
        lapse = since(day, Then(then, then), now, now)
        return [[(one.identity, one.ordinal) for one in some] for some in (lapse.new, lapse.gone)]


def _key(record: Record) -> Any:
    return next(kind.key_of(record) for kind in KINDS if kind.record is type(record))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 75),
        st.one_of(
            st.tuples(st.just("put"), st.sampled_from(VISIBLE)),
            st.tuples(st.just("drop"), st.sampled_from(ANSWERED)),
            st.tuples(st.just("rename"), st.integers(0, len(RENAMES) - 1)),
            st.tuples(st.just("refuse"), st.sampled_from(ANSWERED)),
            st.tuples(st.just("undo"), st.sampled_from(ANSWERED)),
        ),
    ),
    min_size=1,
    max_size=14,
)
Steps = Sequence[tuple[int, tuple[str, Any]]]


def tell(steps: Steps, *, for_good: bool = False) -> tuple[Twin, Twin]:
    """The stores with and without what was refused and stands again; or both with it, in one of them from its birth."""
    secret, plain = Twin(), Twin()
    state: dict[Any, Record] = {(type(one), _key(one)): one for one in (*START, IN)}
    renamed: set[int] = set()
    noes: set[Any] = set()
    moments: list[tuple[date, tuple[Record, ...], set[int], set[Any]]] = []
    for ago, (what, which) in [(0, ("", None)), *sorted(steps, key=lambda one: one[0])]:
        slug = (type(which), _key(which)) if isinstance(which, Record) else None
        match what:
            case "put":
                was = state.get(slug)
                state[slug] = which
                if was is None or not _answers_alike(was, which):
                    noes.discard(slug)
            case "drop":
                state.pop(slug, None)
                noes.discard(slug)
            case "rename":
                renamed ^= {which}
            case "refuse":
                noes |= {slug} & set(state)
            case "undo":
                noes.discard(slug)
        moments.append((BEGAN + timedelta(ago), tuple(state.values()), set(renamed), set(noes)))
    if not for_good:
        moments.append((MONDAY, tuple(state.values()), set(renamed), set()))
    last: set[Any] = moments[-1][3]
    born: dict[Any, int] = {}
    for n, (_, some, _, _) in enumerate(moments):
        there = {(type(one), _key(one)) for one in some}
        born |= dict.fromkeys(last - there, n + 1)
    for n, (day, some, names, hidden) in enumerate(moments):
        secret.to(day, some, names, hidden)
        plain.to(day, some, names, {slug for slug in last if n >= born.get(slug, 0)})
    return secret, plain


def _answers_alike(one: Any, other: Any) -> bool:
    plural = next(kind.plural for kind in KINDS if kind.record is type(one))
    fields = [name for answer in ANSWERS.get(plural, ()) for name in answer.fields]
    return all(getattr(one, name) == getattr(other, name) for name in fields)


@settings(max_examples=laws.examples(60), deadline=None)
@given(STEPS, st.booleans())
@example([(20, ("put", PROVEN)), (40, ("refuse", PROVEN)), (72, ("undo", PROVEN))], False)
@example([(1, ("put", PROVEN)), (2, ("refuse", PROVEN)), (60, ("undo", PROVEN))], False)  # from before the weeks told
@example([(1, ("put", PROVEN)), (30, ("rename", 0)), (40, ("refuse", PROVEN))], True)
@example([(1, ("put", YES)), (30, ("rename", 1)), (40, ("refuse", YES))], True)
@example([(1, ("put", YES)), (40, ("refuse", YES)), (50, ("rename", 1)), (60, ("drop", YES))], False)
@example([(1, ("put", replace(IN, critical="yes"))), (72, ("refuse", IN)), (73, ("undo", IN))], False)
def test_stores_that_differ_only_in_what_is_hidden_tell_others_the_same(steps: Steps, for_good: bool) -> None:
    secret, plain = tell(steps, for_good=for_good)
    for audience in ("team", "all"):
        assert secret.told(audience) == plain.told(audience)


def test_those_who_may_know_are_told_what_happened() -> None:
    secret, plain = tell([(20, ("put", PROVEN)), (40, ("refuse", PROVEN)), (72, ("undo", PROVEN))])
    for audience in ("me", "leaders"):
        assert secret.told(audience)[:2] != plain.told(audience)[:2]


def test_a_rename_moves_nothing() -> None:
    steps: Steps = [(1, ("put", PROVEN)), (1, ("put", YES))]
    for place, (_, _, new) in enumerate(RENAMES):
        for audience in ("me", "all"):
            store, _ = tell([*steps, (60, ("rename", place))])
            figures, moves, *lapses = map(msgspec.json.decode, store.told(audience))
            assert [(one["new"], one["gone"], one["moved"]) for one in figures] == [([], [], 0)] * 4, new
            assert len({(point["done"], point["of"]) for point in figures[0]["trend"]}) == 1
            assert [[move["on"] for move in one["moves"]] for one in moves["teams"]] == [
                ["2026-09-09", "2026-09-10"]
            ], new
            assert [lapse[0] for lapse in lapses] == [[], [], []]


# -- What an audience is told of one record


def states(*some: Record | None, audience: Any = "all", whole: Sequence[Record | None] = ()) -> list[Any]:
    """The states of a record as they are told, the first and what each change-set made of it."""

    def sets(line: Sequence[Record | None], first: int = 1) -> list[ChangeSet]:
        made = [ChangeSet((Change(plural, was, now),), n) for n, (was, now) in enumerate(pairwise(line), first)]
        return made[::-1]

    one: Any = next(record for record in some if record is not None)
    plural = next(kind.plural for kind in KINDS if kind.record is type(one))
    everything = [*whole, *some]
    known = retold(sets(some, len(whole) + 1), audience, lambda: sets(everything))
    now = some[-1] and redact(some[-1], audience)
    line = [now]
    for change_set in known:
        now = change_set.changes[0].before if change_set.changes else now
        line.append(now)
    assert plural in ANSWERS
    return line[::-1]


REFUSED = secretly(ASK)


@pytest.mark.parametrize(
    ("were", "are"),
    [
        ([PROMISED, REFUSED, PROMISED], [PROMISED] * 3),
        ([PROMISED, REFUSED], [ASK] * 2),
        ([ASK, PROMISED, REFUSED], [ASK] * 3),
        ([PROMISED, REFUSED, PROVEN], [PROMISED, PROMISED, PROVEN]),
        ([PROMISED, REFUSED, None], [PROMISED, PROMISED, None]),
        ([None, REFUSED, PROMISED], [None, ASK, PROMISED]),
        ([PROMISED, None, PROMISED, REFUSED], [PROMISED, None, ASK, ASK]),
        ([PROMISED, REFUSED, replace(REFUSED, due=MONDAY), PROMISED],
         [PROMISED, PROMISED, replace(PROMISED, due=MONDAY), PROMISED]),
        ([PROMISED, PROVEN, PROMISED], [PROMISED, PROVEN, PROMISED]),
    ],
)  # fmt: skip
def test_a_no_is_left_out_of_what_an_ask_went_through(were: list[Any], are: list[Any]) -> None:
    assert states(*were) == are
    assert states(*were, audience="me") == were


def test_each_answer_of_a_mark_is_veiled_by_itself() -> None:
    no = replace(YES, solution="no")
    unasked = replace(YES, timing="unasked")
    assert states(YES, no, replace(no, timing="unasked"), unasked) == [YES, YES, unasked, unasked]
    assert states(YES, replace(YES, solution="no", timing="no"), no) == [replace(YES, solution="unasked")] * 3


def test_a_team_that_called_the_plan_critical_said_so_all_along_and_in_the_same_conversation() -> None:
    said = replace(IN, critical="yes", said_in="first-talk")
    no = replace(IN, critical="no", said_in="second-talk", because="SECRET")
    assert states(said, no, said) == [said] * 3
    assert states(said, no, replace(no, involvement="affected")) == [IN, IN, replace(IN, involvement="affected")]


def test_what_was_there_before_the_first_no_is_looked_up() -> None:
    assert states(REFUSED, PROMISED, whole=[PROMISED]) == [PROMISED, PROMISED]
    assert states(REFUSED, PROMISED, whole=[ASK]) == [ASK, PROMISED]
    assert states(REFUSED, None, whole=[PROMISED]) == [PROMISED, None]


def test_all_of_history_is_read_only_where_it_is_wanted() -> None:
    def change(was: Record, now: Record) -> list[ChangeSet]:
        return [ChangeSet((Change("asks", was, now),), 7)]

    def never() -> Sequence[ChangeSet]:
        raise AssertionError

    for was, now in ((PROMISED, REFUSED), (ASK, PROMISED), (REFUSED, replace(REFUSED, due=MONDAY))):
        retold(change(was, now), "all", never)
    retold(change(REFUSED, PROMISED), "me", never)
    retold([*change(REFUSED, PROMISED), ChangeSet((Change("asks", None, REFUSED),), 6)], "all", never)
    with pytest.raises(AssertionError):
        retold(change(REFUSED, PROMISED), "all", never)


def test_answers_are_all_that_others_do_not_see_as_it_is_for_what_it_says() -> None:
    """Else a step to or from a hidden value would be told by `facts.audience` and not taken out here."""
    for plural, record in (("asks", PROVEN), ("support", YES), ("participations", replace(IN, critical="yes"))):
        shown, veiled = (asdict(redact(one, "all")) for one in (record, secretly(record)))  # type: ignore[arg-type]
        known = {name for answer in ANSWERS[plural] for name in answer.fields}
        assert {name for name in shown if shown[name] != veiled[name]} <= known


# -- Names


def history(*moments: Portfolio) -> list[ChangeSet]:
    sets = [ChangeSet(diff(was, now), n) for n, (was, now) in enumerate(pairwise(moments), 1)]
    return sets[::-1]


def past(*moments: Portfolio) -> Portfolio:
    """The first of the moments, under the names of the last."""
    return taken_back(moments[-1], retold(history(*moments), "me"))


SMALL = portfolio_of(
    Team("it", "IT"), Team("crm", "CRM"), Person("ada", "Ada", "it"), Plan("p", "P", MONDAY), Task("t", "T", "p", "it"),
    Capability("send", "Send", ""), Capability("mail", "Mail", ""), Similarity("mail", "send"), ASK,
    Assignment("capability:send", "team:it", "A", plan="p"),
)  # fmt: skip


def test_what_was_renamed_has_its_name_of_now_wherever_it_is_named() -> None:
    one = records.rename(SMALL, Team, "it", "engineering")
    two = records.rename(one, Team, "engineering", "tech")
    three = records.rename(records.rename(two, Plan, "p", "rollout"), Capability, "send", "alert")
    assert diff(past(SMALL, one, two, three), three) == ()
    assert list(under_names_of_now(history(SMALL, one, two, three))) == [[], [], []]


def test_several_that_were_renamed_in_one_breath_are_all_followed() -> None:
    after = SMALL
    for kind, old, new in ((Team, "it", "tech"), (Person, "ada", "countess"), (Plan, "p", "q"), (Task, "t", "u")):
        after = records.rename(after, kind, old, new)
    assert diff(past(SMALL, after), after) == ()


def test_a_team_that_stood_for_a_function_by_its_key_stood_for_it_all_along() -> None:
    start = portfolio_of(Team("analytics", "Analytics"))
    after = records.rename(start, Team, "analytics", "insight")
    assert after.teams["insight"].covers == ("analytics",)
    assert diff(past(start, after), after) == ()
    assert past(after, records.rename(after, Team, "insight", "analytics")).teams["analytics"].covers == ("analytics",)


def test_a_rename_that_was_undone_never_was() -> None:
    assert diff(past(SMALL, records.rename(SMALL, Team, "it", "tech"), SMALL), SMALL) == ()


def test_who_takes_the_key_of_another_is_not_the_other() -> None:
    renamed = records.rename(SMALL, Team, "it", "tech")
    taken = records.put(renamed, Team("it", "Printers"))
    assert diff(past(SMALL, renamed, taken), renamed) == ()
    assert diff(past(SMALL, renamed, taken, records.rename(taken, Team, "it", "printers")), renamed) == ()


def test_what_went_before_another_took_its_key_is_marked() -> None:
    start = portfolio_of(Team("a", "A"), Team("b", "B"), Person("ada", "Ada", "a"), Person("bo", "Bo", "b"))
    without = portfolio_of(Team("b", "B"), Person("bo", "Bo", "b"))
    then = past(start, without, records.rename(without, Team, "b", "a"))
    assert {key: team.name for key, team in then.teams.items()} == {"a": "B", "a~": "A"}
    assert {key: person.team for key, person in then.people.items()} == {"ada": "a~", "bo": "a"}


def test_what_came_later_and_was_renamed_lends_its_name_to_nothing_before() -> None:
    bare, without, again = portfolio_of(Team("crm", "CRM")), portfolio_of(), portfolio_of(Team("crm", "Other"))
    assert diff(past(bare, without, again, records.rename(again, Team, "crm", "other")), bare) == ()


def test_what_came_after_another_had_gone_and_took_its_key_needs_no_mark() -> None:
    first, none, second = portfolio_of(Team("m", "First")), portfolio_of(), portfolio_of(Team("k", "Second"))
    assert diff(past(first, none, second, records.rename(second, Team, "k", "m")), first) == ()


def test_of_two_that_are_alike_none_is_taken_for_the_other() -> None:
    start = portfolio_of(Team("a", "Same"), Team("b", "Same"))
    assert diff(past(start, portfolio_of(Team("c", "Same"), Team("d", "Same"))), start) == ()
