"""The file of known findings: written so that git compares it by line, read with every fault and its place."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from mopsctl.errors import MopsError
from mopsctl.formats import known as formats
from mopsctl.formats.files import Source
from mopsctl.model.known import Known
from mopsctl.rules.engine import RULES
from mopsctl.rules.rule import RULE_SETS

HEAD = 'known: 1\nrules: "2026.1"\n'
KEYS = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
IDENTITIES = st.tuples(
    st.sampled_from(sorted(RULES)),
    st.just("") | KEYS,
    st.builds("{}:{}".format, st.sampled_from(("team", "capability", "plan")), KEYS),
)
FINDINGS = st.dictionaries(IDENTITIES, st.integers(1, 1_000_000), max_size=20)


def read(text: str | bytes) -> Known:
    data = text if isinstance(text, bytes) else text.encode()
    return formats.load(Source("known.yaml", data), RULE_SETS, RULES)


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(MopsError) as caught:
        read(text)
    assert caught.value.code == 5
    return caught.value.message.splitlines()


def by_hand(known: Known) -> str:
    """The same findings as somebody may write them, in block YAML and the other way round."""
    text = f"known: 1\naudience: {known.audience}\nrules: '{known.rules}'\nfindings:\n"
    for (code, plan, subject), count in sorted(known.counts.items(), reverse=True):
        text += f"  - subject: {subject}\n    count: {count}\n    plan: '{plan}'\n    code: {code}\n"
    return text


@settings(max_examples=examples(60), deadline=None)
@given(FINDINGS, st.sampled_from(("me", "leaders", "team", "all")))
def test_what_is_written_is_read_again(counts: dict[tuple[str, str, str], int], audience: str) -> None:
    known = Known("2026.1", audience, counts)  # type: ignore[arg-type]
    assert read(formats.dump(known)) == known
    assert formats.dump(read(formats.dump(known))) == formats.dump(known)


@settings(max_examples=examples(40), deadline=None)
@given(FINDINGS)
def test_what_is_written_by_hand_says_the_same(counts: dict[tuple[str, str, str], int]) -> None:
    known = Known("2026.1", "leaders", counts)
    assert read(by_hand(known)) == known


@given(st.permutations([("RAC701", "cdp", "capability:send"), ("GAT401", "", "team:it"), ("RAC701", "", "team:it")]))
def test_the_same_findings_are_the_same_bytes(order: list[tuple[str, str, str]]) -> None:
    assert formats.dump(Known("2026.1", "all", dict.fromkeys(order, 1))) == formats.dump(
        Known("2026.1", "all", dict.fromkeys(sorted(order), 1))
    )


def test_a_finding_is_a_line_and_a_count_of_one_is_not_said() -> None:
    known = Known("2026.1", "all", {("RAC701", "cdp", "capability:send"): 2, ("GAT401", "", "team:it"): 1})
    assert formats.dump(known).decode() == (
        "# What `mopsctl gaps known check` lets pass. `mopsctl gaps known write` takes out what is gone.\n"
        "known: 1\n"
        'rules: "2026.1"\n'
        "audience: all\n"
        "findings:\n"
        '- {"code": "GAT401", "subject": "team:it"}\n'
        '- {"code": "RAC701", "plan": "cdp", "subject": "capability:send", "count": 2}\n'
    )


def test_of_nothing_known_the_file_says_so() -> None:
    assert formats.dump(Known("2026.1", "me")).endswith(b'\nrules: "2026.1"\naudience: me\nfindings: []\n')


def test_a_line_that_git_merged_out_of_order_is_read() -> None:
    text = formats.dump(Known("2026.1", "all", {("RAC701", "cdp", "capability:send"): 2})).decode()
    assert read(text + '- {"code": "COM201", "plan": "cdp", "subject": "team:it"}\n').counts == {
        ("RAC701", "cdp", "capability:send"): 2,
        ("COM201", "cdp", "team:it"): 1,
    }


@settings(max_examples=examples(40), deadline=None)
@given(FINDINGS, st.randoms())
def test_our_own_lines_are_read_quickly_in_any_order(counts: dict[tuple[str, str, str], int], dice: Random) -> None:
    known = Known("2026.1", "all", counts)
    *head, end = formats.dump(known).decode().partition("findings:\n")
    lines = end.splitlines(keepends=True)
    dice.shuffle(lines)
    text = "".join([*head, *lines])
    quick = formats._own(text)
    assert quick == (known if counts else None)
    assert read(text) == read("# by hand\n" + text) == known


@pytest.mark.parametrize("line", [
    '- {"code":"RAC701", "subject": "task:go"}', '- {"code": "RAC701", "subject": "task:go", "count": 1}',
    '- {"code": "RAC701", "code": "RAC701", "subject": "task:go"}', '# {"code": "RAC701", "subject": "task:go"}',
])  # fmt: skip
def test_a_line_that_we_would_write_otherwise_is_left_to_yaml(line: str) -> None:
    assert formats._own(formats.dump(Known("2026.1", "all", {})).decode().replace(" []\n", f"\n{line}\n")) is None


def test_nobody_is_its_audience_but_everybody_where_it_says_none() -> None:
    assert read(HEAD + "findings: []\n") == Known("2026.1", "all", {})
    assert read(HEAD) == read("known: 1\nrules: 2026.1\nfindings:\n") == Known("2026.1", "all", {})


def test_every_fault_is_told_with_its_place() -> None:
    assert refused(
        HEAD + "audiense: all\n"
        "findings:\n"
        '- {code: RAC70, subject: "team:it"}\n'
        "- {code: RAC799, subject: it}\n"
        '- {code: RAC701, subject: "team:it", count: 0}\n'
        '- {code: RAC701, subject: "team:it", count: -1}\n'
        '- {code: RAC701, subject: "team:it", cuont: 2}\n'
        '- {code: RAC701, subject: "team:it", code: RAC702}\n'
        "- {plan: cdp}\n"
        "- RAC701 team:it\n"
        "- code: RAC701\n"
        "  subject: team:it\n"
        "- code: RAC701\n"
        "  subject: team:it\n"
        "  count: 2\n"
    ) == [
        'known.yaml:3:1: unknown key "audiense"; did you mean "audience"?',
        'known.yaml:5:10: no rule "RAC70"; did you mean "RAC710"?',
        'known.yaml:6:10: no rule "RAC799"; did you mean "RAC709"?',
        'known.yaml:6:27: subject "it" does not say what it is; write KIND:KEY, e.g. team:martech',
        "known.yaml:7:45: count 0 is less than 1",
        "known.yaml:8:45: count -1 is less than 1",
        'known.yaml:9:38: unknown key "cuont" in a known finding; did you mean "count"?',
        'known.yaml:10:38: "code" is given twice',
        "known.yaml:11:3: a known finding without code",
        "known.yaml:11:3: a known finding without subject",
        "known.yaml:12:3: a known finding is written {code: ..., subject: ...}",
        "known.yaml:15:3: RAC701 team:it stands on line 13 already; raise the count there",
    ]


CURE = "take the mopsctl that wrote it, or remove the file and run `mopsctl gaps known write`"
WHOLE = (
    ("known: 2\nformat: other\n", f"1:8: known findings of version 2, and this mopsctl reads version 1; {CURE}"),
    ("known: 1\nrules: 2025.3\n", f'2:8: no rule set "2025.3" in this mopsctl, which has 2026.1; {CURE}'),
    ("known: 1\n", '1:1: rules is missing; write `rules: "2026.1"` above the findings'),
    ("rules: 2026.1\n", '1:1: it begins with "rules"; a file of known findings begins with `known: 1`'),
    ("mopsctl: 1\n", '1:1: it begins with "mopsctl"; a file of known findings begins with `known: 1`'),
    ("- a\n", "1:1: not a file of known findings: it is to begin with `known: 1`"),
    ("# only\n", "2:1: holds nothing but comments"),
    (f"{HEAD}---\n{HEAD}", "3:1: a second document (---); a file holds one list of known findings"),
    (f"{HEAD}findings: 3\n", "3:11: findings takes a list, each on a line that begins with -"),
    (f"{HEAD}audience: board\n", '3:11: audience "board" is not one of me, leaders, team, all'),
    (f"{HEAD}<<<<<<< ours\n", "3:1: a merge conflict is not resolved"),
    (f"{HEAD}findings:\n- [a\n", "5:1: not YAML: did not find expected ',' or ']' while parsing a flow sequence"),
    (f"{HEAD}findings:\n- !!python/none {{}}\n", '4:3: the tag "!!python/none" is not allowed'),
)  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), WHOLE)
def test_what_is_no_such_file_is_refused_in_a_sentence(text: str, fault: str) -> None:
    assert refused(text) == [f"known.yaml:{fault}"]


def test_what_our_own_lines_say_twice_is_a_fault_too() -> None:
    text = formats.dump(Known("2026.1", "all", {("RAC701", "", "team:it"): 2})).decode()
    line = '- {"code": "RAC701", "subject": "team:it", "count": 2}\n'
    assert refused(text + line) == [
        "known.yaml:7:3: RAC701 team:it stands on line 6 already; raise the count there",
    ]


def test_a_rule_that_went_is_a_fault_in_our_own_lines_too() -> None:
    text = formats.dump(Known("2026.1", "all", {("RAC999", "", "team:it"): 1}))
    assert refused(text) == ['known.yaml:6:12: no rule "RAC999"; did you mean "RAC709"?']


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = [f"- code: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)]
    started = time.process_time()
    (*_, fault) = refused(f"{HEAD}findings:\n- code: &a0 x\n{''.join(lines)}")
    assert fault.endswith("aliases stand for more than 1,000,000 values")
    assert time.process_time() - started < 2


def test_far_too_deep_is_refused() -> None:
    (*_, fault) = refused(f"{HEAD}findings:\n- {{code: {'[' * 50}{']' * 50}}}\n")
    assert fault.endswith("nested more than 32 levels deep")
