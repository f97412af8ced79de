"""What a few bytes of YAML must not be able to do, and how fast that is found out."""

import time

import pytest
import yaml

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats import yaml_events
from mopsctl.formats.files import Source
from mopsctl.formats.plan_yaml import load

HEAD = "mopsctl: 1\n"


def last_fault(text: str) -> str:
    started = time.process_time()
    with pytest.raises(MopsError) as caught:
        load(Source("p.yaml", text.encode()))
    assert time.process_time() - started < 2
    assert caught.value.code == BAD_INPUT
    return caught.value.message.split("\n")[-1]


def laughs(first: str, count: int) -> str:
    lines = [f"- key: &a0 {first}"]
    lines += [f"- key: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]" for i in range(1, count)]
    return HEAD + "teams:\n" + "\n".join(lines) + "\n"


def test_aliases_of_aliases_are_counted_before_they_are_followed() -> None:
    assert "aliases stand for more than 1,000,000 values" in last_fault(laughs("[x,x,x,x,x,x,x,x,x]", 12))


def test_an_alias_inside_what_it_refers_to_is_refused() -> None:
    assert last_fault(HEAD + "teams:\n- key: &a [*a]\n") == "p.yaml:3:12: the alias *a stands inside what it refers to"
    assert last_fault(HEAD + "teams: &t\n- *t\n").startswith("p.yaml:3:3: the alias *t stands inside")


def test_an_alias_without_an_anchor_is_refused() -> None:
    assert last_fault(HEAD + "teams:\n- *x\n") == "p.yaml:3:3: no anchor &x before this alias"


def test_deep_nesting_is_refused_wherever_it_stands() -> None:
    deep = "[" * 500 + "]" * 500
    for text in (f"x: {deep}\n", f"teams:\n- key: {deep}\n", f"teams:\n- {deep}\n", f"teams: {deep}\n"):
        assert last_fault(HEAD + text).endswith("nested more than 32 levels deep")
    assert "p.yaml:" in last_fault("[" * 100_000)


def test_tags_are_refused_but_those_that_say_the_obvious() -> None:
    tag = "!!python/object/apply:os.system"
    assert last_fault(f"{HEAD}teams:\n- key: {tag} [x]\n") == f'p.yaml:3:8: the tag "{tag}" is not allowed'
    assert last_fault(f"{HEAD}teams:\n- {tag} [x]\n").endswith("is not allowed")
    assert last_fault(f"{HEAD}teams: !local\n").endswith('the tag "!local" is not allowed')
    plan = load(Source("p", f"{HEAD}teams:\n- !!map {{key: !!str 010, name: ! x}}\n".encode()))
    assert plan.rows[0].record.key == "010"  # type: ignore[attr-defined]


def test_too_many_values_in_one_entry_or_file_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = ",".join(["x"] * 10_001)
    assert last_fault(f"{HEAD}teams:\n- {{key: a, name: A, covers: [{many}]}}\n").endswith(
        "more than 10,000 values in one entry"
    )
    monkeypatch.setattr(yaml_events, "NODES", 1000)
    rows = "".join(f"  - key: k{i}\n    name: A\n" for i in range(300))
    assert last_fault(f"{HEAD}teams:\n{rows}").endswith("more than 1,000 values in one file")


def test_a_long_text_is_refused_by_its_field() -> None:
    assert last_fault(f"{HEAD}teams:\n- {{key: a, name: {'x' * 2_000_000}}}\n") == (
        "p.yaml:3:18: name is 2,000,000 characters long; at most 400 fit"
    )


@pytest.mark.parametrize(
    "row", ["{key: t, name: T, plan: p, days: ", '{"key": "t", "name": "T", "plan": "p", "days": ']
)
def test_a_number_of_five_thousand_digits_is_no_number(row: str) -> None:
    assert last_fault(f"{HEAD}tasks:\n- {row}{'9' * 5000}}}\n").endswith("is not a whole number")


def test_a_control_character_is_named_with_its_place() -> None:
    assert last_fault(HEAD + "teams:\n- {key: a,\n   name: A\x1b}\n") == (
        "p.yaml:4:11: the control character U+001B is not allowed"
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{key: a, name: "IT \\u0007"}', "p.yaml:3:18: name holds a control character (U+0007 at character 4)"),
        ('{"key": "a", "name": "\\r\\n"}', "p.yaml:3:24: name holds a control character (U+000D at character 1)"),
        ('{key: a, name: A, note: "\\u009b2"}', "p.yaml:3:27: note holds a control character (U+009B at character 1)"),
    ],
)  # fmt: skip
def test_an_escape_brings_no_control_character_in(row: str, message: str) -> None:
    assert last_fault(f"{HEAD}teams:\n- {row}\n") == message


def test_tabs_and_line_ends_are_text() -> None:
    rows = load(Source("p.yaml", f'{HEAD}teams:\n- {{key: a, name: "A\\tB", note: "one\\ntwo"}}\n'.encode())).rows
    assert [(row.record.name, row.record.note) for row in rows] == [("A\tB", "one\ntwo")]


def test_without_the_c_parser_the_same_file_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "teams:\n  - key: &k a\n    name: 'NO'\npeople:\n  - {key: b, name: off, team: *k}\n"
    quick = load(Source("p.yaml", text.encode()))
    monkeypatch.setattr(yaml_events, "_Parser", yaml.SafeLoader)
    assert load(Source("p.yaml", text.encode())) == quick
    assert last_fault(HEAD + "teams:\n\t- x\n").startswith("p.yaml:3:1: a tab or a reserved sign")


def test_a_file_of_nothing_but_line_ends_costs_little() -> None:
    assert last_fault("\n" * 3_000_000) == "p.yaml:3000001:1: holds nothing but comments"


def test_values_of_a_megabyte_are_refused_without_a_search_for_what_was_meant() -> None:
    long = "é " * 1_000_000
    assert "is not one of executive" in last_fault(f"{HEAD}people:\n- {{key: k, name: P, team: t, level: {long}x}}\n")
    assert "team is 2,000,001 characters long; at most 64 fit" in last_fault(
        f"{HEAD}people:\n- {{key: k, name: P, team: {long}x}}\n"
    )
    assert "subject is 2,000,001 characters long; at most 80 fit" in last_fault(
        f"{HEAD}assignments:\n- {{holder: 'team:t', letter: R, subject: {long}x}}\n"
    )
