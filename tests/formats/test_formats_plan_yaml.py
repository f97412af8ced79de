"""Reading plan files: what is accepted, and the words for what is not. Each input is the whole file."""

from datetime import date

import pytest

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.plan_yaml import PlanFile, load
from mopsctl.model.operating import Right
from mopsctl.model.org import DottedLine, Goal, Maturity, Person, Team
from mopsctl.model.plan import Plan, Task
from mopsctl.model.responsibility import Assignment, SchemeLetter

HEAD = "mopsctl: 1\n"


def read(text: str) -> PlanFile:
    return load(Source("p.yaml", text.encode()))


def faults(text: str) -> list[str]:
    with pytest.raises(MopsError) as caught:
        read(text)
    assert caught.value.code == BAD_INPUT
    return caught.value.message.split("\n")


def test_a_plan_written_by_hand_is_read_row_by_row() -> None:
    plan = read(
        """# our plan
mopsctl: 1
anchor: 2026-01-05
teams:
  - key: martech
    name: Martech
    covers: [martech, it]
people:
- {key: ada, name: Ada L., team: martech, level: leader}
assignments:
  - subject: capability:send
    holder: person:ada
    letter: A
    agreed: true
    agreed_on: 2026-01-07
    plan: cdp
"""
    )
    assert (plan.name, plan.store, plan.serial, plan.anchor) == ("p.yaml", None, None, date(2026, 1, 5))
    assert [(row.kind, row.line, row.column) for row in plan.rows] == [
        ("teams", 5, 5),
        ("people", 9, 3),
        ("assignments", 11, 5),
    ]
    assert [row.record for row in plan.rows] == [
        Team("martech", "Martech", ("martech", "it")),
        Person("ada", "Ada L.", "martech", "leader"),
        Assignment("capability:send", "person:ada", "A", plan="cdp", agreed=True, agreed_on=date(2026, 1, 7)),
    ]
    assert plan.rows[1].given == {"key", "name", "team", "level"}


def test_rows_with_the_same_fields_share_what_is_given() -> None:
    first, second = read(HEAD + "links:\n- {before: a, after: b}\n- {before: b, after: c}\n").rows
    assert first.given is second.given


@pytest.mark.parametrize("text", ["NO", "off", "22:30", "1.10", "010", "2026-02-30", "yes", "0x1F", ".inf", "12e3"])
def test_plain_values_are_text_where_text_is_wanted(text: str) -> None:
    [row] = read(f"{HEAD}teams:\n  - key: a\n    name: {text}\n").rows
    assert row.record == Team("a", text)


def test_an_answer_written_yes_or_no_stays_a_word() -> None:
    [row] = read(HEAD + "support:\n  - {plan: p, person: a, solution: yes, timing: no, takes_part: true}\n").rows
    assert (row.record.solution, row.record.timing, row.record.takes_part) == ("yes", "no", True)  # type: ignore[attr-defined]


def test_nothing_and_null_leave_a_field_empty() -> None:
    text = "tasks:\n  - {key: t, name: T, plan: p, team: ~, owner: null, days: , note: }\n"
    [row] = read(HEAD + text).rows
    assert row.record == Task("t", "T", "p")
    assert {"team", "days", "note"} <= row.given


def test_the_words_null_and_empty_are_kept_when_quoted() -> None:
    [row] = read(HEAD + 'teams:\n  - key: a\n    name: "null"\n    note: ""\n').rows
    assert row.record == Team("a", "null")


def test_an_as_is_row_may_say_that_it_has_no_plan() -> None:
    text = (
        HEAD
        + 'assignments:\n- {"subject": "task:t", "holder": "team:a", "letter": "R", "state": "as-is", "plan": ""}\n'
    )
    assert [row.record for row in read(text).rows] == [Assignment("task:t", "team:a", "R", "as-is")]


def test_an_alias_stands_for_a_value_or_a_row() -> None:
    text = """mopsctl: 1
teams:
  - &first {key: &k a, name: &n Ops}
people:
  - {key: b, name: *n, team: *k}
"""
    assert [row.record for row in read(text).rows] == [Team("a", "Ops"), Person("b", "Ops", "a")]
    assert faults(text + "platforms:\n  - *first\n  - *first\n") == ['p.yaml:8:5: platform "a" is already on line 7']


def test_sections_may_be_empty() -> None:
    assert read(HEAD + "teams:\npeople: []\ntasks: ~\n").rows == []


@pytest.mark.parametrize(
    "text", [HEAD + "teams:\r\n- {key: a,\r\n   name: A}\r\n", '{"mopsctl": 1, "teams": [{"key": "a", "name": "A"}]}']
)
def test_other_ways_to_write_the_same_file(text: str) -> None:
    assert [row.record for row in read(text).rows] == [Team("a", "A")]


def test_utf_16_is_read() -> None:
    plan = load(Source("p.yaml", (HEAD + "teams:\n- {key: a, name: Zoë}\n").encode("utf-16")))
    assert plan.rows[0].record == Team("a", "Zoë")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("teams: []\n", "p.yaml:1:1: it begins with \"teams\"; a plan file begins with `mopsctl: 1`"),
        ("apiVersion: v1\n",
         "p.yaml:1:1: not a plan file: it begins with \"apiVersion\"; a plan file begins with `mopsctl: 1`"),
        ("{}\n", "p.yaml:1:1: not a plan file: it is to begin with `mopsctl: 1`"),
        ("- 1\n", "p.yaml:1:1: not a plan file: it is to be a mapping that begins with `mopsctl: 1`"),
        ("# nothing\n", "p.yaml:2:1: holds nothing but comments"),
        ("mopsctl: 2\n", "p.yaml:1:10: a plan file of version 2; this mopsctl reads version 1"),
        ("mopsctl: one\n", 'p.yaml:1:10: mopsctl "one" is not a whole number'),
        (HEAD + "serial: -x\n", 'p.yaml:2:9: serial "-x" is not a whole number'),
        (HEAD + "team:\n", 'p.yaml:2:1: unknown key "team"; did you mean "teams"?'),
        (HEAD + '"\\u202e": 1\n', 'p.yaml:2:1: unknown key "\\u202e"'),
        (HEAD + "teams: x\n", "p.yaml:2:8: teams takes a list of rows, each on a line that begins with -"),
        (HEAD + "teams:\n  - x\n", "p.yaml:3:5: a team is a mapping of fields, such as - key: ..."),
        (HEAD + "asks:\n  - [x]\n", "p.yaml:3:5: an ask is a mapping of fields, such as - key: ..."),
        (HEAD + "teams:\n  - {key: a, name: A}\nteams: []\n", 'p.yaml:4:1: "teams" is given twice'),
        (HEAD + "teams: []\n---\na: 1\n", "p.yaml:3:1: a second document (---); a file holds one plan"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_says_why(text: str, fault: str) -> None:
    assert faults(text) == [fault]


# `^` marks where the fault is.
@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("^{name: T, plan: p}", "this task has no key"),
        ("{key: t, name: T, plan: p, ^titel: x}", 'a task has no field "titel"'),
        ("{key: t, name: T, plan: p, ^tem: x}", 'a task has no field "tem"; did you mean "team"?'),
        ("{key: t, name: T, plan: p, days: ^many}", 'days "many" is not a whole number'),
        ("{key: t, name: T, plan: p, days: ^'5'}", 'days "5" is not a whole number'),
        ("{key: t, name: T, plan: p, days: ^5.0}", 'days "5.0" is not a whole number'),
        ("{key: t, name: T, plan: p, days: ^010}", 'days "010" is not a whole number'),
        ("{key: t, name: T, plan: p, days: ^-1}", "days -1 is less than 0"),
        ("{key: t, name: T, plan: p, percent: ^101}", "percent 101 is more than 100"),
        ("{key: t, name: T, plan: p, started: ^2026-02-30}", "started 2026-02-30: there is no such day"),
        ("{key: t, name: T, plan: p, started: ^30.02.26}", 'started "30.02.26" is not a date; write YYYY-MM-DD'),
        ("{key: t, name: T, plan: p, kind: ^mile-stone}",
         'kind "mile-stone" is not one of task, milestone, learning, alignment, decision, communication,'
         ' decommission, implementation; did you mean "milestone"?'),
        ("{key: t, name: T, plan: p, team: ^Data Team}",
         'team "Data Team" is not a key (letters, digits, - _ .); write "data-team"'),
        ("{key: ^Veri Ekibi İ, name: T, plan: p}",
         'key "Veri Ekibi İ" is not a key (letters, digits, - _ .); write "veri-ekibi-i"'),
        ("{key: t, name: ^'', plan: p}", "name is empty"),
        ("{key: t, name: ^, plan: p}", "name has no value"),
        ("{key: t, name: ^NULL, plan: p}", 'name has no value; put "NULL" in quotes if it is meant as text'),
        ("{key: t, name: ^[x], plan: p}", "name takes one value, not a list"),
        ("{key: t, name: ^{x: y}, plan: p}", "name takes one value, not a mapping"),
        ("{key: t, ^key: u, name: T, plan: p}", '"key" is given twice'),
        ("{key: t, name: T, plan: p, ? ^[a] : b}", "a name is expected here, not a list, mapping or alias"),
        ("{key: t, name: T, plan: p, ^<<: {a: b}}", "merge keys (<<) are not supported; write the fields out"),
        ("^{key: t, name: T, plan: p, kind: milestone, days: 3}", "task: a milestone takes no days"),
        ("^{key: t, name: T, plan: p, started: 2026-02-02, finished: 2026-02-01}",
         "task: finished 2026-02-01 is before started 2026-02-02"),
        ('{"key": "t", "name": "T", "plan": "p", "days": ^5.5}', 'days "5.5" is not a whole number'),
        ('{"key": "t", "name": "T", "plan": "p", "days": ^NaN}', 'days "NaN" is not a whole number'),
        ('{"key": "t", ^"key": "t", "name": "T", "plan": "p"}', '"key" is given twice'),
        ('{"key": "t", "name": "\\u^d800", "plan": "p"}',
         "not YAML: found invalid Unicode character escape code while parsing a quoted scalar"),
    ],
)  # fmt: skip
def test_a_row_says_what_is_wrong_with_it_and_where(row: str, fault: str) -> None:
    [found] = faults(f"{HEAD}tasks:\n- {row.replace('^', '')}\n")
    assert found == f"p.yaml:3:{row.index('^') + 3}: {fault}"


def test_both_ways_in_say_the_same_of_the_same_row() -> None:
    row = '{"key": "t", "name": 5, "plan": "P P", "days": "x", "percent": 400, "kind": "Task", "tem": 1}'
    quick = faults(f"{HEAD}# x\ntasks:\n- {row}\n")
    general = faults(f"---\n{HEAD}tasks:\n- {row}\n")
    assert quick == general
    assert len(quick) == 5


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("subject: ^send, holder: team:it",
         'subject "send" does not say what it is; write capability:KEY or activity:KEY or platform:KEY or'
         ' task:KEY, e.g. "capability:send"'),
        ("subject: task:t, holder: ^squad:it",
         'holder "squad:it" does not say what it is; write team:KEY or person:KEY or position:KEY'),
        ("subject: ^task:T T, holder: team:it", 'subject "T T" is not a key (letters, digits, - _ .); write "t-t"'),
        ("subject: ^team:it, holder: team:it",
         'subject "team:it" does not say what it is; write capability:KEY or activity:KEY or platform:KEY or'
         ' task:KEY'),
        ("letter: ^x, subject: task:t, holder: team:it",
         'letter "x" is not a letter of a scheme, which is one of A to Z; write "X"'),
        ("letter: ^RA, subject: task:t, holder: team:it",
         'letter "RA" is not a letter of a scheme, which is one of A to Z'),
        ("letter: ^Ä, subject: task:t, holder: team:it",
         'letter "Ä" is not a letter of a scheme, which is one of A to Z'),
    ],
)  # fmt: skip
def test_holders_subjects_and_letters_are_checked(fields: str, fault: str) -> None:
    letter = "" if "letter" in fields else ", letter: R"
    [found] = faults(f"{HEAD}assignments:\n- {{{fields.replace('^', '')}{letter}, plan: p}}\n")
    assert found == f"p.yaml:3:{fields.index('^') + 4}: {fault}"


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("rac701", '; did you mean "RAC701"?'),
        ("Gat401", '; did you mean "GAT401"?'),
        ("foo", ", e.g. GAT401"),
        ("RAC7010", ", e.g. GAT401"),
    ],
)
def test_a_code_says_what_it_is_to_be(code: str, more: str) -> None:
    row = f"code: {code}, subject: 'plan:p', reason: r, by: ada, on: 2026-01-01, until: 2026-02-01"
    [found] = faults(f"{HEAD}waivers:\n- {{{row}}}\n")
    assert found == f'p.yaml:3:10: code "{code}" is not the code of a rule: three capitals and three digits{more}'


@pytest.mark.parametrize(
    ("word", "more"),
    [
        ("yes", "; write true"),
        ("On", "; write true"),
        ("1", "; write true"),
        ("NO", "; write false"),
        ("off", "; write false"),
        ("'True'", "; write true without quotes"),
        ("maybe", ""),
    ],
)
def test_what_is_true_or_false_is_written_so(word: str, more: str) -> None:
    row = f"- {{plan: p, person: ada, takes_part: {word}}}"
    [found] = faults(f"{HEAD}support:\n{row}\n")
    shown = word.strip("'")
    assert found == f'p.yaml:3:{row.index(word) + 1}: takes_part "{shown}" is not true or false{more}'


def test_a_to_be_row_without_a_plan_breaks_an_invariant() -> None:
    text = f"{HEAD}assignments:\n- {{subject: task:t, holder: team:it, letter: R}}\n"
    assert faults(text) == ["p.yaml:3:3: assignment: a to-be row names its plan"]


def test_a_list_of_keys_is_checked_one_by_one() -> None:
    assert faults(HEAD + "teams:\n- {key: a, name: A, covers: it}\n") == [
        "p.yaml:3:29: covers takes a list, such as [marketing, it]"
    ]
    assert faults(HEAD + "teams:\n- {key: a, name: A, covers: [it, Data Team]}\n") == [
        'p.yaml:3:29: covers "Data Team" is not a key (letters, digits, - _ .); write "data-team"'
    ]


@pytest.mark.parametrize(
    "rows", ["- {key: a, name: A}\n- {key: a, name: B}\n", '- {"key": "a", "name": "A"}\n- {"key": "a", "name": "B"}\n']
)
def test_a_key_given_to_two_rows_names_both_lines(rows: str) -> None:
    assert faults(HEAD + "teams:\n" + rows) == ['p.yaml:4:3: team "a" is already on line 3']


def test_a_key_of_several_fields_is_told_in_words() -> None:
    row = "- {subject: task:t, holder: team:it, letter: R, plan: p}\n"
    assert faults(HEAD + "assignments:\n" + row + row) == [
        'p.yaml:4:3: assignment "p task:t team:it R to-be" is already on line 3'
    ]


def test_all_faults_are_told_in_the_order_of_the_file_and_no_more_than_twenty() -> None:
    rows = "".join(f"- {{key: k{i}, name: A, lvel: x}}\n" for i in range(30))
    found = faults(HEAD + "teams:\n" + rows)
    assert found[0] == 'p.yaml:3:22: a team has no field "lvel"'
    assert found[19].startswith("p.yaml:22:")
    assert found[20:] == ["p.yaml: ... and 10 more faults"]


def test_reading_stops_where_everything_is_wrong() -> None:
    found = faults(HEAD + "teams:\n" + "- {}\n" * 5000)
    assert found[-1] == "p.yaml: ... and many more faults; reading stopped"


def test_faults_before_a_broken_line_are_told_too() -> None:
    found = faults(HEAD + "teams:\n  - {key: a b, name: A}\n  - {key: b, name: B}\n\t- x\n")
    assert found[0].startswith('p.yaml:3:11: key "a b" is not a key')
    assert found[1].startswith("p.yaml:5:1: a tab or a reserved sign begins this value")


def test_a_message_shows_foreign_text_on_one_line_without_control_characters() -> None:
    [fault] = faults(HEAD + 'teams:\n- {key: "a\\nfake: \\e[2J\\u202E", name: A}\n')
    assert fault.startswith('p.yaml:3:9: key "a\\nfake: \\x1b[2J\\u202e" is not a key')


def test_dates_and_numbers_are_typed() -> None:
    [row] = read(HEAD + "plans:\n- {key: p, name: P, start: 2026-01-05, target: '2026-06-30'}\n").rows
    assert row.record == Plan("p", "P", date(2026, 1, 5), target=date(2026, 6, 30))


def test_words_that_yaml_takes_for_something_else_are_what_they_say() -> None:
    """`on`, `no`, `Y` and `to` are booleans or nothing to some readers of YAML, and here a field, a key, a letter."""
    plan = read(
        """mopsctl: 1
maturities:
- {function: no, on: 2026-01-05, level: 2, what: off}
dotted_lines:
- {position: on, to: off}
letters:
- {letter: Y, word: yes, duty: does}
- letter: N
  word: no
  duty: told
  place: 1
assignments:
- {subject: activity:on, holder: position:no, letter: N, plan: y}
goals:
- {key: y, name: 1.10, unit: "%", target: 0.5}
rights:
- {topic: on, part: decide, holder: position:off, platform: ~}
"""
    )
    assert [row.record for row in plan.rows] == [
        Maturity("no", date(2026, 1, 5), 2, "off"),
        DottedLine("on", "off"),
        SchemeLetter("Y", "yes", "does"),
        SchemeLetter("N", "no", "told", 1),
        Assignment("activity:on", "position:no", "N", plan="y"),
        Goal("y", "1.10", unit="%", target=0.5),
        Right("on", "decide", "position:off"),
    ]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("40", 40.0), ("-0.25", -0.25), ("1e6", 1e6), ("1.5E+3", 1500.0), (".5", 0.5), ("2.", 2.0), ("+7", 7.0),
        ("1000000000000000", 1e15), ("-1e15", -1e15), ("~", None), ("", None), ("-0.0", 0.0), ("1e-400", 0.0),
    ],
)  # fmt: skip
def test_a_target_is_any_number(written: str, target: float | None) -> None:
    line = f'- {{"key": "g", "name": "G", "target": {written or "null"}}}'
    for rows in (line, f"- key: g\n  name: G\n  target: {written}"):
        [row] = read(f"{HEAD}goals:\n{rows}\n").rows
        assert row.record == Goal("g", "G", target=target)
        assert type(row.record.target) is type(target)


NO_NUMBER = "is not a number; write it as 1500 or 0.25"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (".nan", f'".nan" {NO_NUMBER}'),
        ("NaN", f'"NaN" {NO_NUMBER}'),
        (".inf", f'".inf" {NO_NUMBER}'),
        ("-Infinity", f'"-Infinity" {NO_NUMBER}'),
        ("1_000", f'"1_000" {NO_NUMBER}'),
        ("12,5", f'"12,5" {NO_NUMBER}'),
        ("1:30", f'"1:30" {NO_NUMBER}'),
        ("0x10", f'"0x10" {NO_NUMBER}'),
        ('"40"', f'"40" {NO_NUMBER}'),
        ("5 %", f'"5 %" {NO_NUMBER}'),
        ("true", f'"true" {NO_NUMBER}'),
        ("[1]", "takes one value, not a list"),
        ("1e999", "inf is more than 1000000000000000"),
        ("1.1e15", "1100000000000000.0 is more than 1000000000000000"),
        ("-1e16", "-1e+16 is less than -1000000000000000"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_place(written: str, why: str) -> None:
    assert faults(f"{HEAD}goals:\n- key: g\n  name: G\n  target: {written}\n") == [f"p.yaml:5:11: target {why}"]


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e999", "1.1e15", '"40"', "true"])
def test_a_line_of_an_export_takes_no_other_numbers_either(written: str) -> None:
    [fault] = faults(f'{HEAD}goals:\n- {{"key": "g", "name": "G", "target": {written}}}\n')
    assert fault.startswith("p.yaml:3:39: target ")


def test_a_number_that_is_to_be_whole_takes_no_fraction() -> None:
    for row in ('- {"key": "t", "name": "T", "capacity": 1.0}', "- {key: t, name: T, capacity: 1.0}"):
        [fault] = faults(f"{HEAD}teams:\n{row}\n")
        assert fault.endswith('capacity "1.0" is not a whole number')


def test_a_waiver_names_the_kinds_that_it_may_be_about() -> None:
    row = "- {code: GAT401, subject: it, reason: r, by: a, on: 2026-01-05, until: 2026-01-06}"
    [fault] = faults(f"{HEAD}waivers:\n{row}\n")
    assert fault.startswith('p.yaml:3:27: subject "it" does not say what it is; write KIND:KEY (team, person, ')
    assert fault.endswith('position, number, topic, interaction), e.g. "team:it"')


def test_a_position_does_not_report_to_itself_by_a_dotted_line() -> None:
    assert faults(f"{HEAD}dotted_lines:\n- {{position: a, to: a}}\n") == [
        "p.yaml:3:3: dotted line: a dotted line leads to another position"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("mopsctl: 1\nteams:\n- {key: it, name: IT}\n<<<<<<< HEAD\n- {key: hr}\n=======\n>>>>>>> other\n", 4),
        ('mopsctl: 1\r\nteams:\r\n- {"key": "it", "name": "IT"}\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> o\r\n', 4),
        ("mopsctl: 1\nteams:\n- key: it\n<<<<<<< HEAD\n  name: IT\n=======\n  name: It\n>>>>>>> o\n", 4),
        ("<<<<<<< HEAD\nmopsctl: 1\n=======\nmopsctl: 1\n>>>>>>> o\nteams: []\n", 1),
        ("mopsctl: 1\nteams:\n- {key: it, name: IT}\n||||||| base\n=======\n", 4),
        ("mopsctl: 1\nteams:\n- {key: it, name: IT}\n=======\n- {key: hr, name: HR}\n", 4),
        ("mopsctl: 1\nteams:\n- {key: it, name: IT}\n>>>>>>> o\n", 4),
    ],
)
def test_a_merge_conflict_is_told_at_its_first_marker(text: str, line: int) -> None:
    with pytest.raises(MopsError) as caught:
        load(Source("p.yaml", text.encode()))
    assert caught.value.message == f"p.yaml:{line}:1: a merge conflict is not resolved"


def test_what_looks_like_a_marker_within_a_text_is_text() -> None:
    text = "mopsctl: 1\nteams:\n- key: it\n  name: IT\n  note: |\n    <<<<<<< HEAD\n    =======\n    >>>>>>> other\n"
    assert "<<<<<<< HEAD" in str(load(Source("p.yaml", text.encode())).rows[0].record)
