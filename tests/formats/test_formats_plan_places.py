"""Which line of a plan file a finding points at. Each input is the whole file."""

import pytest
from formats_big_plan import block_plan

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats import plan_places
from mopsctl.formats.files import Source
from mopsctl.formats.plan_places import Lines

EXPORT = """# yaml-language-server: $schema=./mopsctl.schema.json
mopsctl: 1
store: "6c0f3f1e-0000-4000-8000-000000000000"
serial: 4
teams:
- {"key": "it", "name": "IT"}
- {"key": "sales", "name": "Sales"}
people:
- {"key": "ada", "name": "Ada", "team": "it"}
platforms:
- {"key": "cdp", "name": "CDP"}
capabilities:
- {"key": "send", "name": "Send"}
- {"key": "sort", "name": "Sort"}
plans:
- {"key": "rollout", "name": "Rollout", "start": "2026-11-02", "platform": "cdp"}
conversations:
- {"key": "c1", "plan": "rollout", "team": "it", "on": "2026-11-02"}
participations:
- {"plan": "rollout", "team": "it"}
- {"plan": "rollout", "team": "sales"}
asks:
- {"plan": "rollout", "team": "it", "kind": "assign", "asked_on": "2026-11-03"}
support:
- {"plan": "rollout", "person": "ada"}
tasks:
- {"key": "count", "plan": "rollout", "name": "Count"}
positions:
- {"key": "head", "name": "Head"}
boxes:
- {"position": "head", "state": "to-be"}
assignments:
- {"subject": "capability:send", "holder": "team:it", "letter": "A", "state": "as-is"}
- {"plan": "rollout", "subject": "capability:send", "holder": "team:it", "letter": "R", "state": "to-be"}
waivers:
- {"plan": "rollout", "code": "RAC701", "subject": "capability:send", "reason": "later", "by": "ada", \
"on": "2026-11-02", "until": "2026-12-31"}
"""
BY_HAND = """mopsctl: 1
teams:
  - key: it
    name: IT

  - {key: sales, name: Sales}
plans:
  - key: rollout
    name: Rollout
    start: 2026-11-02
participations:
  - team: it
    plan: rollout
"""


def lines(text: str | bytes) -> Lines:
    return plan_places.read(Source("p.yaml", text if isinstance(text, bytes) else text.encode()))


def row(text: str, number: int) -> str:
    return text.splitlines()[number - 1].strip("- ")


@pytest.mark.parametrize(
    ("code", "plan", "subject", "found"),
    [
        ("WAV001", "rollout", "capability:send", '{"plan": "rollout", "code": "RAC701"'),
        ("WAV001", "", "capability:send", '{"key": "send"'),
        ("COM201", "rollout", "team:it", '{"plan": "rollout", "team": "it", "kind": "assign"'),
        ("COM201", "rollout", "team:sales", '{"plan": "rollout", "team": "sales"'),
        ("COM201", "other", "team:sales", '{"key": "sales"'),
        ("OUT101", "rollout", "team:it", '{"key": "c1"'),
        ("OUT101", "rollout", "team:sales", '{"plan": "rollout", "team": "sales"'),
        ("SUP302", "rollout", "person:ada", '{"plan": "rollout", "person": "ada"'),
        ("SUP304", "rollout", "team:sales", '{"plan": "rollout", "team": "sales"'),
        ("SUP302", "rollout", "plan:rollout", '{"key": "rollout"'),
        ("RAC701", "rollout", "capability:send", '{"plan": "rollout", "subject": "capability:send"'),
        ("RAC701", "", "capability:send", '{"subject": "capability:send"'),
        ("RAC708", "", "team:it", '{"subject": "capability:send"'),
        ("RAC701", "rollout", "capability:sort", '{"key": "sort"'),
        ("PLN602", "rollout", "task:count", '{"key": "count"'),
        ("PLN602", "rollout", "task:gone", '{"key": "rollout"'),
        ("CAP506", "", "platform:cdp", '{"key": "cdp"'),
        ("CAP506", "", "platform:gone", "# yaml"),
        ("ORG902", "", "position:head", '{"position": "head"'),
        ("XYZ999", "rollout", "unheard:of", '{"key": "rollout"'),
    ],
)
def test_a_finding_stands_where_it_would_be_cured(code: str, plan: str, subject: str, found: str) -> None:
    assert row(EXPORT, lines(EXPORT).line(code, plan, subject)).startswith(found)


MOVES = """mopsctl: 1
serial: 1
capabilities:
- {"key": "send", "name": "Send"}
asks:
- {"plan": "rollout", "team": "it", "kind": "assign", "asked_on": "2026-11-03"}
- {"plan": "rollout", "team": "it", "kind": "advocate", "asked_on": "2026-11-03"}
- {"plan": "rollout", "team": "it", "kind": "advocate", "asked_on": "2026-11-09", "round": 2}
tasks:
- {"key": "count", "plan": "rollout", "name": "Count"}
conditions:
- {"key": "signed", "what": "Signed", "task": "count"}
rights:
- {"topic": "budget", "part": "decide", "holder": "team:it", "state": "as-is"}
- {"topic": "budget", "part": "decide", "holder": "team:it"}
- {"topic": "budget", "part": "decide", "holder": "team:ops"}
assignments:
- {"subject": "capability:send", "holder": "team:it", "letter": "A", "state": "as-is"}
- {"subject": "capability:send", "holder": "team:it", "letter": "C", "state": "as-is"}
- {"subject": "capability:send", "holder": "team:it", "letter": "R", "state": "as-is"}
- {"subject": "capability:send", "holder": "team:ops", "letter": "I", "state": "as-is"}
- {"subject": "capability:send", "holder": "team:it", "letter": "A", "plan": "rollout"}
- {"subject": "capability:send", "holder": "team:it", "letter": "I", "plan": "rollout"}
- {"subject": "capability:send", "holder": "team:ops", "letter": "C", "plan": "rollout"}
- {"subject": "capability:send", "holder": "team:ops", "letter": "R", "plan": "rollout", "agreed": true}
- {"subject": "capability:send", "holder": "position:head", "letter": "C", "plan": "rollout"}
- {"subject": "capability:send", "holder": "position:head", "letter": "R", "plan": "rollout"}
- {"subject": "platform:cdp", "holder": "team:it", "letter": "C", "plan": "rollout"}
- {"subject": "platform:cdp", "holder": "team:it", "letter": "A", "plan": "rollout"}
handovers:
- {"plan": "rollout", "subject": "capability:send", "giver": "team:ops"}
waivers:
- {"plan": "rollout", "code": "RAC701", "subject": "capability:send"}
- {"plan": "rollout", "code": "RAC703", "subject": "capability:send"}
"""
SEND = '{"subject": "capability:send", "holder": "%s", "letter": "%s"'
CDP = '{"subject": "platform:cdp", "holder": "team:it", "letter": "A"'
BUDGET = '{"topic": "budget", "part": "decide", "holder": "team:%s"}'
TO_BE, AS_IS = SEND + ', "plan": "rollout"', SEND + ', "state": "as-is"}'


@pytest.mark.parametrize(
    ("code", "subject", "cure", "found"),
    [
        ("RAC704", "capability:send", "raci clear send --team it I", TO_BE % ("team:it", "I")),
        ("RAC702", "capability:send", "raci clear send --team ops --team it R", TO_BE % ("team:ops", "R")),
        ("RAC705", "capability:send", "raci clear send --position head R", TO_BE % ("position:head", "R")),
        ("RAC709", "capability:send", "raci set send --person ada A --from it", TO_BE % ("team:it", "A")),
        ("RAC710", "capability:send", "raci set send --team TEAM R --from team:ops", TO_BE % ("team:ops", "R")),
        ("RAC708", "team:it", "raci set cdp --team ops A --from it", CDP),
        ("RAC708", "team:it", "raci set SUBJECT --team TEAM A --from it", TO_BE % ("team:it", "A")),
        ("RAC703", "capability:send", "raci set send --team ops R", TO_BE % ("team:ops", "R")),
        ("RAC703", "capability:send", "raci set send --team new R", TO_BE % ("team:it", "A")),
        ("RAC712", "capability:send", "raci agree send --position head --team ops", TO_BE % ("position:head", "R")),
        ("RAC713", "capability:send", "raci set send --team it A R", '{"key": "send"'),
        ("RAC714", "capability:send", "handover answer send --team it --afterwards TEXT", AS_IS % ("team:it", "A")),
        ("RAC714", "capability:send", "handover answer send --team ops --afterwards TEXT", '{"plan"'),
        ("RAC714", "capability:send", "handover answer send --team new --afterwards TEXT", '{"key": "send"'),
        ("COM203", "team:it", "commit promise it --kind assign --person ben", MOVES.splitlines()[5].strip("- ")),
        ("COM204", "team:it", "commit prove it --kind advocate", MOVES.splitlines()[7].strip("- ")),
        ("PLN602", "task:count", "condition set signed --owner PERSON", '{"key": "signed"'),
        ("OPM802", "topic:budget", "right clear budget decide --team ops", BUDGET % "ops"),
        ("OPM802", "topic:budget", "right clear budget decide --team it", BUDGET % "it"),
        ("WAV001", "capability:send", "waiver remove RAC703 capability:send", '{"plan": "rollout", "code": "RAC703"'),
        ("RAC704", "capability:send", "raci clear 'send", TO_BE % ("team:it", "A")),
        ("RAC704", "capability:send", "raci", TO_BE % ("team:it", "A")),
    ],
)  # fmt: skip
def test_of_several_rows_it_is_the_one_that_the_cure_changes(code: str, subject: str, cure: str, found: str) -> None:
    assert row(MOVES, lines(MOVES).line(code, "rollout", subject, f"mopsctl {cure}")).startswith(found)


def test_a_duty_that_is_lost_is_the_letter_of_today() -> None:
    less = "\n".join(line for line in MOVES.splitlines() if '"R", "plan"' not in line)
    found = lines(less).line("RAC713", "rollout", "capability:send", "mopsctl raci set send --team it A R")
    assert row(less, found) == AS_IS % ("team:it", "R")


def test_letters_of_a_scheme_of_ones_own_are_known_by_what_they_stand_for() -> None:
    own = "letters:\n" + "".join(
        f'- {{"letter": "{letter}", "word": "{duty}", "duty": "{duty}"}}\n'
        for letter, duty in (("C", "does"), ("R", "asked"), ("A", "answers"))
    )
    text = MOVES.replace("capabilities:\n", f"{own}capabilities:\n")
    found = lines(text).line("RAC712", "rollout", "capability:send", "mopsctl raci agree send --position head")
    assert row(text, found).startswith(TO_BE % ("position:head", "C"))


def test_a_file_written_by_hand_has_lines_too() -> None:
    found = lines(BY_HAND)
    assert [found.line("COM201", "rollout", f"team:{key}") for key in ("it", "sales", "gone")] == [12, 6, 8]


def test_an_export_and_the_general_way_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [("RAC701", "rollout", "capability:send"), ("COM201", "rollout", "team:it"), ("PLN602", "", "task:count")]
    quick = [lines(EXPORT).line(*one) for one in asked]
    monkeypatch.setattr(plan_places, "_exported", lambda data: None)
    assert [lines(EXPORT).line(*one) for one in asked] == quick
    assert 1 not in quick


@pytest.mark.parametrize("end", ["\r\n", "\n\n"])
def test_other_line_ends_move_nothing_but_the_numbers(end: str) -> None:
    found = lines(EXPORT.replace("\n", end)).line("CAP506", "", "platform:cdp")
    assert found == (11 if end == "\r\n" else 21)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("teams:\n- {key: it, name: IT}\n", 'p.yaml:1:1: it begins with "teams"; a plan file begins with `mopsctl: 1`'),
        ('mopsctl: 1\nteams:\n- {"key": 7}\n', "p.yaml:3:3: this team has no name"),
        ('mopsctl: 1\nteams:\n- {"key": "it"\n', "p.yaml:"),
        ("mopsctl: 1\nteems:\n", 'p.yaml:2:1: unknown key "teems"; did you mean "teams"?'),
        ("hello\n", "p.yaml:1:1: not a plan file"),
        ('teams:\n- {"key": "it", "name": "IT"}\n', 'p.yaml:1:1: it begins with "teams"'),
        (b"\xff\xfe\x00", "p.yaml: "),
    ],
)
def test_what_is_no_plan_file_is_refused_with_its_place(text: str | bytes, why: str) -> None:
    with pytest.raises(MopsError) as caught:
        lines(text)
    assert caught.value.code == BAD_INPUT
    assert caught.value.message.startswith(why)


def test_of_several_rows_it_is_the_first() -> None:
    again = '- {"plan": "rollout", "team": "it", "kind": "advocate", "asked_on": "2026-11-03"}\n'
    assert lines(EXPORT.replace("support:\n", f"{again}support:\n")).line("COM201", "rollout", "team:it") == 23


def test_a_deep_row_is_left_to_the_bounded_way() -> None:
    with pytest.raises(MopsError) as caught:
        lines('mopsctl: 1\nteams:\n- {"key": "it", "note": ' + "[" * 100_000 + "]" * 100_000 + "}\n")
    assert caught.value.code == BAD_INPUT


def test_twenty_thousand_rows_of_an_export_have_their_lines() -> None:
    head = 'mopsctl: 1\nplans:\n- {"key": "big", "name": "Big"}\ntasks:\n'
    tasks = [f'- {{"key": "t{n}", "plan": "big", "name": "Task {n}", "days": 3, "team": "it"}}' for n in range(20_000)]
    found = lines(head + "\n".join(tasks) + "\n")
    assert found.line("PLN602", "big", "task:t19999") == 20_004


def test_a_long_file_written_by_hand_is_found_by_its_rows() -> None:
    text = block_plan(200, teams=10, capabilities=20)
    assert row(text, lines(text).line("RAC701", "big", "capability:capability-7")) == "subject: capability:capability-7"
