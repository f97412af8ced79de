"""Schedules under scarce resources in whole numbers: feasible, by a checker of its own, and short."""

import csv
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from mopsctl.facts.levelling.improve import listed, search
from mopsctl.facts.levelling.leveling import at_most
from mopsctl.facts.levelling.rcpsp import Problem, Uniform, repeated


def check(problem, starts):
    """Everything waits long enough, and in no slot is more asked for than there is."""
    ends = [start + length for start, length in zip(starts, problem.durations, strict=True)]
    assert min(starts) >= 0
    for task, follows in enumerate(problem.follows):
        assert all(starts[to] >= starts[task] + gap for to, gap in follows)
    for slot in range(max(ends)):
        on = [task for task, start in enumerate(starts) if start <= slot < ends[task]]
        for resource, there in enumerate(problem.capacities):
            assert sum(problem.demands[task][resource] for task in on) <= there, slot
    return max(ends)


def turned(problem, keys):
    """The starts that a backward schedule means."""
    return tuple(max(keys) - key for key in keys)


@st.composite
def problems(draw):
    count, kinds = draw(st.integers(1, 9)), draw(st.integers(0, 3))
    capacities = [draw(st.integers(1, 6)) for _ in range(kinds)]
    durations = [draw(st.integers(0, 5)) for _ in range(count)]
    demands = [tuple(draw(st.integers(0, there)) for there in capacities) for _ in range(count)]
    follows = [[] for _ in range(count)]
    for before in range(count):
        for after in range(before + 1, count):
            if draw(st.integers(0, 3)) == 0:
                gap = draw(st.sampled_from([durations[before], durations[before] + 2, 0, 1]))
                follows[before].append((after, gap))
    last = [(count, length) for length in durations]
    return Problem(
        (*durations, 0),
        (*((*some, one) for some, one in zip(follows, last, strict=True)), ()),
        (*demands, (0,) * kinds),
        tuple(capacities),
    )


@settings(max_examples=examples(200), deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_every_schedule_is_feasible_in_both_directions_and_in_the_order_of_time(problem, chance):
    engine = Uniform(problem)
    chosen = [chance.random() for _ in range(engine.size)]
    up, down = range(engine.size), range(engine.size - 1, -1, -1)
    value, keys = engine.forward(up)
    shortest = value
    # What is longer than the schedule in the order of the numbers need not be right.
    for made in (engine.forward(listed(chosen, engine.before, up)), engine.eager(chosen)):
        if made[0] <= shortest:
            assert check(problem, engine.starts(made[1])) == made[0]
    assert check(problem, engine.starts(keys)) == value
    value, keys = engine.backward(listed(chosen, engine.after, down))
    if value <= shortest:
        assert check(problem, turned(problem, keys)) == value


@settings(max_examples=examples(100), deadline=None)
@given(problems())
def test_what_a_search_finds_is_feasible_and_no_less_than_the_bound(problem):
    engine = Uniform(problem)
    found = search(engine, at_most(60))
    assert check(problem, engine.starts(found.keys)) == found.value >= engine.bound
    assert found == search(Uniform(problem), at_most(60))


def serial(problem, order):
    """The same generation, naively."""
    starts = {}
    for task in order:
        start = max([starts[b] + gap for b in starts for to, gap in problem.follows[b] if to == task], default=0)
        while True:
            span = range(start, start + problem.durations[task])
            if all(
                sum(problem.demands[o][r] for o in starts if starts[o] <= t < starts[o] + problem.durations[o])
                + problem.demands[task][r]
                <= there
                for t in span
                for r, there in enumerate(problem.capacities)
            ):
                break
            start += 1
        starts[task] = start
    return max(starts[task] + problem.durations[task] for task in starts)


def feasible_orders(problem):
    before = Uniform(problem).before
    for order in permutations(range(len(problem.durations) - 1)):
        place = {task: n for n, task in enumerate(order)}
        if all(place[other] < place[task] for task in order for other in before[task]):
            yield (*order, len(order))


@settings(max_examples=examples(25), deadline=None)
@given(problems().filter(lambda problem: len(problem.durations) <= 6))
def test_the_search_finds_the_best_of_all_lists(problem):
    engine = Uniform(problem)
    if engine.regular:
        best = min(serial(problem, order) for order in feasible_orders(problem))
        assert search(engine, at_most(300)).value == best


def test_a_schedule_by_hand():
    problem = Problem((3, 2, 2, 0), (((3, 3),), ((2, 2), (3, 2)), ((3, 2),), ()), ((2,), (2,), (1,), (0,)), (3,))
    value, keys = Uniform(problem).forward((0, 1, 2, 3))
    assert (value, Uniform(problem).starts(keys)) == (7, (0, 3, 5, 7))
    assert search(Uniform(problem), at_most(20)).value == 5


def test_a_word_is_repeated():
    assert repeated(0b01, 2, 3) == 0b010101
    assert repeated(1, 5, 0) == 0


def test_a_task_that_asks_for_more_than_there_is_is_refused():
    with pytest.raises(ValueError, match="more than there is"):
        Uniform(Problem((1,), ((),), ((2,),), (1,)))


# -- PSPLIB


def psplib(path):
    """A problem of PSPLIB (single mode), read line by line."""
    section, rows = "", {"PRECEDENCE": [], "REQUESTS/DURATIONS": [], "RESOURCEAVAILABILITIES": []}
    for line in path.read_text().splitlines():
        words = line.replace(":", " ").split()
        if words and words[0] in rows:
            section = words[0]
        elif words and section and all(word.isdigit() for word in words):
            rows[section].append(list(map(int, words)))
    lengths = [row[2] for row in rows["REQUESTS/DURATIONS"]]
    follows = [tuple((to - 1, lengths[row[0] - 1]) for to in row[3:]) for row in rows["PRECEDENCE"]]
    demands = [tuple(row[3:]) for row in rows["REQUESTS/DURATIONS"]]
    return Problem(tuple(lengths), tuple(follows), tuple(demands), tuple(rows["RESOURCEAVAILABILITIES"][0]))


@pytest.mark.corpus
def test_schedules_of_psplib_are_feasible_and_near_the_best_known(corpus):
    gaps = []
    for expected in sorted(corpus.rglob("EXPECTED_CPM.csv")):
        for row in csv.DictReader(expected.read_text().splitlines()):
            problem, best = psplib(expected.parent / row["instance"]), int(row["best_known_makespan_with_resources"])
            engine = Uniform(problem)
            assert engine.heads[-1] == int(row["critical_path_no_resources"])
            found = search(engine, at_most(1500))
            assert check(problem, engine.starts(found.keys)) == found.value >= best >= engine.bound
            gaps.append(found.value / best - 1)
    assert sum(gaps) / len(gaps) <= 0.011


@pytest.mark.corpus
def test_cp_sat_proves_the_best_known_of_psplib(corpus):
    shortest = pytest.importorskip("mopsctl.solvers.shortest").shortest
    for expected in sorted(corpus.rglob("EXPECTED_CPM.csv")):
        for row in csv.DictReader(expected.read_text().splitlines()):
            problem = psplib(expected.parent / row["instance"])
            found = shortest(problem, 30)
            assert check(problem, found.starts) == found.length
            assert (found.length, found.proven) == (int(row["best_known_makespan_with_resources"]), True)
