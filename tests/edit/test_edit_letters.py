"""Letters of a scheme that arrive by a file: a row speaks the letters of the store as it is after the file."""

import pytest
from edit_builders import TODAY

from mopsctl.edit.apply import merge
from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.plan_yaml import load
from mopsctl.model.lookup import strangers
from mopsctl.model.plan import Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment

TEAM_AND_TASK = """mopsctl: 1
teams:
- {key: it, name: IT}
plans:
- {key: p, name: P, start: 2026-01-05}
tasks:
- {key: t, name: T, plan: p}
"""
DACI = """letters:
- {letter: D, word: driver, duty: does}
- {letter: A, word: approver, duty: answers, place: 1}
"""


def row(letter: str) -> str:
    return f"- {{subject: task:t, holder: team:it, letter: {letter}, plan: p}}\n"


def applied(text: str, to: Portfolio | None = None, *, prune: bool = False) -> Portfolio:
    plan = load(Source("p.yaml", text.encode()))
    return merge(to or Portfolio(today=TODAY), plan.rows, locate=lambda row: f"p.yaml:{row.line}", prune=prune)


def told(text: str, to: Portfolio | None = None, *, prune: bool = False) -> str:
    with pytest.raises(MopsError) as caught:
        applied(text, to, prune=prune)
    assert caught.value.code == BAD_INPUT
    return caught.value.message


def test_a_file_without_letters_speaks_raci() -> None:
    assert len(applied(f"{TEAM_AND_TASK}assignments:\n{row('R')}{row('A')}{row('C')}{row('I')}").assignments) == 4
    assert told(f"{TEAM_AND_TASK}assignments:\n{row('A')}{row('S')}") == (
        'p.yaml:10: assignment p/task:t/team:it/S/to-be: no letter "S"; there are'
        " R (responsible), A (accountable), C (consulted), I (informed)"
    )


def test_a_file_brings_its_letters_wherever_in_it_they_stand() -> None:
    after = applied(f"{TEAM_AND_TASK}assignments:\n{row('D')}{DACI}")
    assert [one.letter for one in after.assignments.values()] == ["D"]
    assert told(f"{TEAM_AND_TASK}assignments:\n{row('R')}{DACI}").endswith(
        'no letter "R"; there are D (driver), A (approver)'
    )


@pytest.mark.parametrize("prune", [False, True])
def test_letters_in_a_file_do_not_take_the_meaning_from_rows_that_it_does_not_name(prune: bool) -> None:
    store = applied(f"{TEAM_AND_TASK}assignments:\n{row('R')}{row('A')}")
    place = "not in the file" if prune else "in the store"
    assert told(f"mopsctl: 1\n{DACI}", store, prune=prune) == (
        f'{place}: assignment p/task:t/team:it/R/to-be: no letter "R"; there are D (driver), A (approver)'
    )


def test_a_file_that_takes_a_letter_away_and_its_rows_too_is_applied() -> None:
    store = applied(f"{TEAM_AND_TASK}{DACI}assignments:\n{row('D')}{row('A')}")
    only = DACI.splitlines()[2]
    after = applied(f"mopsctl: 1\nletters:\n{only}\nassignments:\n{row('A')}", store, prune=True)
    assert (list(after.letters), [one.letter for one in after.assignments.values()]) == (["A"], ["A"])


def test_strangers_are_the_rows_whose_letter_no_longer_means_anything() -> None:
    some = Portfolio(
        today=TODAY,
        tasks={"t": Task("t", "T", "p")},
        assignments={letter: Assignment("task:t", "team:it", letter, plan="p") for letter in "RAXI"},  # type: ignore[misc]
    )
    assert [one.letter for one in strangers(some)] == ["X"]
