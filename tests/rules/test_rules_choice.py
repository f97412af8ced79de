"""Which rules speak under a policy, what a policy misspells, and which settings move a rule's line."""

import pytest
from msgspec import structs
from rules_base import portfolio_with

from mopsctl.errors import USAGE, SettingError
from mopsctl.model.policy import Policy
from mopsctl.rules import choice
from mopsctl.rules.choice import RULES, Standing, chosen, misset, rule_set, standing, unheard
from mopsctl.rules.limits import LIMITS
from mopsctl.rules.manual import card
from mopsctl.rules.rule import RULE_SETS

# What a policy says of something else than a rule's line.
ELSEWHERE = {
    "refusal_days", "absence_days", "waiver_days", "rules", "fail_on", "plan_file", "known", "letters", "select",
    "ignore", "severities",
}  # fmt: skip


def test_all_that_is_misspelled_is_told_once_each():
    policy = Policy(
        select=("RAC", "RAX", "RAX"), ignore=("com2", ""), severities=(("RAC", "info"), ("WAV003", "info")), rules="1"
    )
    wrong = (
        ("rules", "1", 'no rule set "1"; there is 2026.1'),
        ("select", "RAX", 'no rule "RAX"; did you mean "RAC"?'),
        ("ignore", "com2", 'no rule "com2"; did you mean "COM2"?'),
        ("ignore", "", 'no rule ""'),
        ("severities", "RAC", '"RAC" names 14 rules, not one: ' + ", ".join(f"RAC7{n:02}" for n in range(1, 15))),
        ("severities", "WAV003", 'no rule "WAV003"; did you mean "WAV002"?'),
    )
    assert misset(policy) == wrong
    with pytest.raises(SettingError) as caught:
        chosen(policy)
    assert (caught.value.wrong, caught.value.code, caught.value.hint) == (wrong, USAGE, "mopsctl rule list")
    assert str(caught.value) == "\n".join(text for _, _, text in wrong)


def test_who_asks_for_the_rule_set_hears_of_that_alone():
    assert rule_set(Policy(select=("RAX",))) == RULE_SETS[-1]
    assert rule_set(Policy(rules="2026.1")) == "2026.1"
    with pytest.raises(SettingError, match=r'^no rule set "2025"; there is 2026\.1$'):
        rule_set(Policy(rules="2025", select=("RAX",)))


def test_every_rule_speaks_under_no_settings():
    assert chosen(Policy()) == tuple(RULES.values())


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy(select=("RAC7", "COM201")), Standing("warning")),
        (Policy(select=("COM",)), Standing(None, "select")),
        (Policy(ignore=("COM", "RAC70")), Standing(None, "ignore", "RAC70")),
        (Policy(select=("RAC705",), ignore=("RAC705",)), Standing(None, "ignore", "RAC705")),
        (Policy(severities=(("RAC705", "error"),)), Standing("error", "severities", "RAC705")),
        (Policy(severities=(("RAC706", "error"),)), Standing("warning")),
    ],
)
def test_a_rule_stands_as_the_policy_has_it(policy, expected):
    assert standing(RULES["RAC705"], policy) == expected
    assert (RULES["RAC705"] in chosen(policy)) == (expected.severity is not None)
    assert standing(RULES["GAT401"], policy) == Standing("error")


def test_an_older_set_leaves_out_what_came_later_and_a_newer_one_keeps_what_came_before(monkeypatch):
    monkeypatch.setattr(choice, "RULE_SETS", ("2026.1", "2026.2", "2027.1"))
    made = structs.replace(RULES["RAC705"], code="RAC798", since="2026.2")
    gate = structs.replace(RULES["GAT401"], code="GAT498", since="2027.1")
    monkeypatch.setitem(choice.RULES, "RAC798", made)
    monkeypatch.setitem(choice.RULES, "GAT498", gate)
    for rules, speaks in (("2026.1", False), ("2026.2", True), ("2027.1", True), ("", True)):
        some = chosen(Policy(rules=rules))
        assert (made in some, gate in some, RULES["RAC705"] in some) == (speaks, True, True), rules
    assert standing(made, Policy(rules="2026.1", ignore=("RAC",))) == Standing(None, "rules", "2026.1")


def test_what_is_said_of_the_gates_rules_is_not_heard():
    policy = Policy(ignore=("COM", "G", "GAT402", "GAT"), severities=(("GAT401", "info"), ("RAC705", "info")))
    assert unheard(policy) == (("ignore", "G"), ("ignore", "GAT402"), ("ignore", "GAT"), ("severities", "GAT401"))
    assert unheard(Policy(select=("GAT",), ignore=("RAC",))) == ()


class Spy:
    """A policy that knows what it was asked."""

    def __init__(self):
        self.asked = set()

    def __getattr__(self, name):
        self.asked.add(name)
        return getattr(Policy(), name)


def test_the_settings_of_a_rule_are_among_those_that_it_asks():
    for code, names in LIMITS.items():
        spies = [Spy(), Spy()]
        for spy, rows in zip(spies, (card(RULES[code]).fires, card(RULES[code]).quiet), strict=True):
            list(RULES[code].check(portfolio_with(rows), spy))
        assert set(names) <= spies[0].asked | spies[1].asked, code


def test_every_limit_moves_the_line_of_some_rule_and_every_manual_says_which():
    limits = {name for names in LIMITS.values() for name in names}
    assert limits == set(Policy.__struct_fields__) - ELSEWHERE
    for code, rule in RULES.items():
        assert card(rule).limits == LIMITS.get(code, ())
        assert card(rule).since == "2026.1"
