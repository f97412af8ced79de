"""A matrix as somebody edited it: the text, what differs, what is refused with its line, and putting it in."""

from collections.abc import Callable

import pytest
from edit_builders import changed, portfolio_of, small

from mopsctl.edit import records
from mopsctl.edit.matrix import CellEdit, edits, put_in
from mopsctl.edit.scheme import switch
from mopsctl.errors import BAD_INPUT, STORE, MopsError
from mopsctl.facts.responsibility import blank_matrix
from mopsctl.formats import matrix_text, raci_schemes
from mopsctl.formats.files import Source
from mopsctl.model.capability import Activity, Capability
from mopsctl.model.org import Box, Person, Position, Team
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment

ABOUT = {"state": "to-be", "plan": "rollout", "serial": "3"}


def text_of(portfolio: Portfolio) -> str:
    return matrix_text.write(portfolio, blank_matrix(portfolio, "rollout", "to-be"), ABOUT)


def found(portfolio: Portfolio, text: str) -> tuple[CellEdit, ...]:
    shown = blank_matrix(portfolio, "rollout", "to-be")
    grid = matrix_text.read(Source("m.md", text.encode()))
    return edits(portfolio, shown, matrix_text.heads_of(portfolio, shown), grid)


def after(portfolio: Portfolio, text: str, *, now: Portfolio | None = None, force: bool = False) -> Portfolio:
    return put_in(now or portfolio, "rollout", "to-be", "m.md", found(portfolio, text), force=force)


def refusal(work: Callable[[], object], code: int = BAD_INPUT) -> list[str]:
    with pytest.raises(MopsError) as caught:
        work()
    assert caught.value.code == code
    return caught.value.message.splitlines()


TABLE = """\
| subject | ada  | it   |
| ------- | ---- | ---- |
| send    | A    | R    |
# Platforms
| cdp     |      |      |
# Tasks
| build   |      | R    |
"""


def test_the_table_stands_below_what_its_letters_mean() -> None:
    top, _, table = text_of(small()).partition("\n\n")
    assert table == TABLE
    assert "#   R  responsible: does it" in top.splitlines()
    assert "#: state to-be, plan rollout, serial 3 (leave this line as it is)" in top.splitlines()
    assert all(line.startswith("#") for line in top.splitlines())


def test_a_text_that_was_left_as_it_was_changes_nothing() -> None:
    assert found(small(), text_of(small())) == ()


def test_a_cell_is_changed_cleared_and_filled() -> None:
    text = TABLE.replace("| send    | A    | R    |", "| send | A, r | - |").replace("| cdp     |      |", "|cdp|c|")
    assert found(small(), text) == (
        CellEdit("capability:send", "person:ada", "A", "RA", 3, 10),
        CellEdit("capability:send", "team:it", "R", "", 3, 17),
        CellEdit("platform:cdp", "person:ada", "", "C", 5, 6),
    )
    assert changed(small(), after(small(), text)) == [
        ("assignments", ("rollout", "capability:send", "person:ada", "R", "to-be"), "added"),
        ("assignments", ("rollout", "capability:send", "team:it", "R", "to-be"), "removed"),
        ("assignments", ("rollout", "platform:cdp", "person:ada", "C", "to-be"), "added"),
    ]


def test_a_letter_that_stays_keeps_its_agreement() -> None:
    key = ("rollout", "capability:send", "person:ada", "A", "to-be")
    now = after(small(), TABLE.replace("| A    |", "| RA   |"))
    assert now.assignments[key] == small().assignments[key]
    assert now.assignments[key].agreed


def test_new_rows_and_columns_are_what_their_keys_say() -> None:
    text = TABLE.replace("it   |", "it | team:analytics |", 1).replace("send    | A    | R    |", "send | A | R | i |")
    text = text.replace("| cdp     |      |      |", "| cdp | | | |").replace("build   |      | R    |", "build| |R||")
    assert found(small(), text + "| task:live | R\n") == (
        CellEdit("capability:send", "team:analytics", "", "I", 3, 18),
        CellEdit("task:live", "person:ada", "", "R", 8, 15),
    )


def test_every_mistake_is_told_with_its_line_and_column() -> None:
    text = TABLE.replace("| A    |", "| AX   |").replace("| cdp ", "| cpd ").replace("| it   |", "| itt  |", 1)
    assert refusal(lambda: found(small(), text)) == [
        "m.md:1: the column it is gone; empty its cells to clear it",
        'm.md:1:20: no team, person or position "itt"; did you mean "it"?',
        "m.md:3: below this line the row cdp is gone; a row is cleared by emptying its cells",
        'm.md:3:13: send, ada: no letter "X"; there are R (responsible), A (accountable), C (consulted), I (informed)',
        'm.md:5:3: no capability, activity, platform or task "cpd"; did you mean "cdp"?',
    ]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("| build   |      | R    |\n", "", "m.md:5: below this line the row build is gone"),
        ("| build   |", "build   |", "m.md:7:1: neither a row of the table, | in front, nor a comment, # in front"),
        ("| cdp     |", "| send |", "m.md:5:3: a second row of send; the first is line 3"),
        ("| it   |", "| ada  |", "m.md:1:20: a second column of ada"),
        ("| A    | R    |", "| A | R | I |", "m.md:3:21: 4 cells, but the head has 3"),
        ("| A    | R    |", "| A |", "m.md:3:3: 2 cells, but the head has 3"),
        ("| cdp     |", "| |", "m.md:5:1: a row without a subject"),
        ("| A    | R    |", "| A | RA |", "m.md:3:17: send has somebody accountable already: ada"),
        ("| A    | R    |", "| A | RI |", "m.md:3:17: send: it cannot be told (I) what it does or answers for (R, I)"),
        (TABLE, "# nothing left\n", "m.md:1:1: the table is gone; its head begins with | subject"),
    ],
)
def test_a_table_that_cannot_be_taken_is_refused_at_the_line(before: str, now: str, told: str) -> None:
    lines = refusal(lambda: after(small(), TABLE.replace(before, now, 1)))
    assert [line for line in lines if line.startswith(told)]


def test_the_head_may_stand_there_again_and_a_rule_too() -> None:
    head, rule, *_ = TABLE.splitlines(keepends=True)
    assert found(small(), TABLE.replace("# Platforms\n", head + rule)) == ()


def test_what_somebody_else_changed_meanwhile_is_refused_and_overwritten_only_by_force() -> None:
    text = TABLE.replace("| A    | R    |", "| A    | C    |")
    moved = records.put(small(), Assignment("capability:send", "team:it", "I", "to-be", "rollout"))
    assert refusal(lambda: after(small(), text, now=moved), STORE) == [
        "somebody changed the same cells meanwhile",
        "m.md:3:20: send, it: was R, meanwhile RI",
    ]
    forced = after(small(), text, now=moved, force=True)
    assert [key[3] for key in forced.assignments if key[1:3] == ("capability:send", "team:it")] == ["C"]


def test_another_cell_that_was_changed_meanwhile_stays() -> None:
    moved = records.put(small(), Assignment("platform:cdp", "team:it", "R", "to-be", "rollout"))
    now = after(small(), TABLE.replace("| A    | R    |", "| A    | C    |"), now=moved)
    assert ("rollout", "platform:cdp", "team:it", "R", "to-be") in now.assignments


def test_a_second_one_who_answers_by_then_is_refused() -> None:
    moved = records.put(small(), Assignment("platform:cdp", "person:mert", "A", "to-be", "rollout"))
    text = TABLE.replace("| cdp     |      |", "| cdp     | A    |")
    assert refusal(lambda: after(small(), text, now=moved)) == ["m.md:5:13: cdp has somebody accountable already: mert"]


# -- wide matrices


def wide() -> Portfolio:
    """20 holders, 60 rows and an activity: what people edit."""
    names = [
        f"{first}-{second}" for first in ("data", "brand", "shop", "mail") for second in ("a", "ops", "lab", "web", "x")
    ]
    teams = [Team(name, f"The team of {name}") for name in names]
    capabilities = [Capability(f"cap-{n:02}", f"Cap {n}") for n in range(60)]
    letters = [
        Assignment(f"capability:cap-{n:02}", f"team:{names[n % 20]}", "R", "to-be", "rollout") for n in range(60)
    ]
    return records.put(small(), *teams, *capabilities, Activity("check", "Check", "cap-00"), *letters)


def test_a_wide_table_is_headed_by_codes_under_the_stairs_of_their_names() -> None:
    lines = text_of(wide()).splitlines()
    head = next(line for line in lines if line.startswith("| subject"))
    assert [cell.strip() for cell in head.split("|")[2:8]] == ["ada", "ba", "bl", "bo", "bw", "bx"]
    assert max(map(len, lines)) < 160
    stairs = [line for line in lines if "┌" in line]
    assert stairs[1].endswith("┌ brand-a  The team of brand-a")
    assert [line.index("┌") for line in stairs[:3]] == [head.index(f"| {code} ") + 2 for code in ("ada", "ba", "bl")]


def test_a_long_table_has_its_head_again_and_comes_back_as_it_went() -> None:
    text = text_of(wide())
    assert sum(line.startswith("| subject") for line in text.splitlines()) == 3
    assert found(wide(), text) == ()
    line = next(line for line in text.splitlines() if line.startswith("| cap-17 "))
    edited = text.replace(line, line.replace("R ", "RA", 1))
    assert [(one.subject, one.before, one.after) for one in found(wide(), edited)] == [("capability:cap-17", "R", "RA")]


def test_a_code_is_never_the_key_of_somebody_else() -> None:
    taken = records.put(wide(), Team("ba", "Business analysis"), Person("bl", "Bo Li", "it"))
    shown = blank_matrix(taken, "rollout", "to-be")
    heads = matrix_text.heads_of(taken, shown)
    assert heads["bran"] == "team:brand-a"
    assert heads["bra2"] == "team:brand-lab"
    assert sorted(heads.values()) == list(shown.holders)


def test_names_over_several_lines_stay_comments() -> None:
    odd = records.put(wide(), Team("brand-a", "Brand\n| send | A |"))
    assert found(odd, text_of(odd)) == ()


# -- what a kept text is about


def test_a_kept_text_says_which_matrix_it_is_and_one_without_that_line_is_refused() -> None:
    text = text_of(small())
    assert matrix_text.about_of(Source("m.md", text.encode())) == ABOUT
    gone = text.replace("#:", "#")
    assert refusal(lambda: matrix_text.about_of(Source("m.md", gone.encode())), 2) == [
        'm.md: the line that begins with "#:" is gone: it says which matrix this is'
    ]


def test_an_empty_store_has_a_table_to_fill() -> None:
    empty = portfolio_of(Team("it", "IT"), Capability("send", "Send"))
    shown = blank_matrix(empty, "", "as-is")
    assert matrix_text.write(empty, shown, {"state": "as-is", "serial": "1"}).endswith(
        "| subject | it   |\n| ------- | ---- |\n| send    |      |\n"
    )


# -- a head that looks like the corner; what was changed meanwhile


def test_a_team_called_subject_has_a_column_of_its_own_and_none_is_dropped_in_silence() -> None:
    odd = records.put(
        small(), Team("subject", "Subject"), Assignment("platform:cdp", "team:subject", "C", "to-be", "rollout")
    )
    text = text_of(odd)
    assert "| team:subject |" in text
    assert found(odd, text) == ()
    given = text.replace("| team:subject |", "| subject      |").replace("| C            |", "| R            |")
    assert [(one.holder, one.before, one.after) for one in found(odd, given)] == [("team:subject", "C", "R")]


def test_a_position_in_no_chart_is_refused_at_its_place() -> None:
    boxed = records.put(small(), Position("lead", "Lead"), Position("aide", "Aide"), Box("aide"))
    given = "| subject | ada | it | lead |\n| send | A | R | C |\n| cdp | | | |\n| build | | R | |\n"
    assert refusal(lambda: after(boxed, given)) == [
        "m.md:2:18: send: the position lead is in no to-be chart: mopsctl position set lead --state to-be"
    ]


def later(now: Portfolio, text: str, *, force: bool = False) -> Portfolio:
    return put_in(now, "rollout", "to-be", "m.md", found(small(), text), small(), force=force)


GIVEN = TABLE.replace("| cdp     |      |", "| cdp     | A    |")


def test_letters_or_keys_that_were_changed_meanwhile_want_a_fresh_text() -> None:
    daci = switch(small(), "daci", raci_schemes.read("daci").letters, {"R": "D"})
    assert refusal(lambda: later(daci, GIVEN), STORE) == [
        "the letters were changed meanwhile, from RACI to DACI; open the matrix afresh, and write it again from there"
    ]
    renamed = records.rename(small(), Person, "ada", "ada-l")
    assert refusal(lambda: later(renamed, GIVEN), STORE) == [
        "renamed or removed meanwhile: person ada; open the matrix afresh"
    ]


def test_somebody_who_answers_since_then_is_named_with_the_way_to_take_it_back() -> None:
    now = records.put(small(), Assignment("platform:cdp", "team:it", "A", "to-be", "rollout"))
    (told,) = refusal(lambda: later(now, GIVEN, force=True))
    assert told.endswith(
        "cdp has somebody accountable already: it; given meanwhile, take it back with "
        "mopsctl raci clear cdp --team it A"
    )
