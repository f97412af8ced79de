"""`rule list` and `rule show`: the manual of a rule, how it stands under the settings, and rule sets."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from cli_runner import Runner

from mopsctl.cli import gaps_known
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.rules import choice
from mopsctl.rules.catalogue import RULES_OF_AREAS
from mopsctl.rules.engine import catalogue
from mopsctl.rules.rule import Found, Rule

CARDS = {card.code: card for card in catalogue()}


def settings(folder: Path, text: str) -> None:
    (folder / "mopsctl.toml").write_text(text, "utf-8")


def shown(mops: Runner, code: str) -> dict[str, object]:
    data: dict[str, object] = mops.ok(f"rule show {code} --format json").json["data"]
    return data


# The manual.


def test_a_rule_is_shown_whole(folder: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert mops.ok("rule show rac705 --format table").out == (
        "RAC705 many-responsible\n" + "━" * 80 + "\n\n"
        "Three or more do the same work (limit: many_responsible).\n\n"
        "severity   warning\nspeaks in  every stage\nsince      rule set 2026.1\nlimits     many_responsible = 3\n\n"
        "Why " + "─" * 76 + "\n"
        "The more hands, the more hand-overs, and the less anyone feels that it is theirs\n(domain §2.3).\n\n"
        "Cure " + "─" * 75 + "\n  mopsctl raci clear send --team martech R\n\n"
        "Fires " + "─" * 74 + "\n"
        "  assignments:\n"
        '  - {subject: "capability:send", holder: "team:it", letter: R, plan: cdp}\n'
        '  - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}\n'
        '  - {subject: "capability:send", holder: "team:marketing", letter: R, plan: cdp}\n\n'
        "Stays quiet " + "─" * 68 + "\n"
        "  assignments:\n"
        '  - {subject: "capability:send", holder: "team:it", letter: R, plan: cdp}\n'
        '  - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}\n'
        '  - {subject: "capability:send", holder: "team:marketing", letter: C, plan: cdp}\n'
    )


def test_in_markdown_the_examples_are_fenced(folder: Path, mops: Runner) -> None:
    page = mops.ok("rule show PLN602 --format md").out
    assert page.startswith("# PLN602 ")
    assert f"## Fires\n\n```yaml\n{CARDS['PLN602'].fires}```\n" in page
    assert f"## Stays quiet\n\n```yaml\n{CARDS['PLN602'].quiet}```\n" in page
    assert "## Cure\n\n```sh\nmopsctl " in page


@pytest.mark.parametrize("width", ["40", "80"])
def test_an_example_folded_on_a_terminal_is_still_the_same_yaml(
    folder: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for code, card in CARDS.items():
        page = mops.ok(f"rule show {code} --format table").out
        assert max(map(len, page.splitlines())) <= int(width)
        fires, quiet = (re.sub(r"^.*─\n", "", part) for part in re.split(r"\n(?=Fires ─|Stays quiet ─)", page)[1:])
        assert yaml.safe_load(fires) == yaml.safe_load(card.fires), code
        assert yaml.safe_load(quiet) == yaml.safe_load(card.quiet), code


def test_machines_get_the_manual_and_how_it_stands(folder: Path, mops: Runner) -> None:
    data = shown(mops, "wav001")
    assert data["fixable"] is True
    assert (data["rule_set"], data["in_force"], data["set_by"], data["limits"]) == ("2026.1", "error", "", {})
    assert shown(mops, "RAC701")["fixable"] is False
    assert "fix" in mops.ok("rule show WAV001 --format md").out
    assert "--fix" not in mops.ok("rule show RAC701 --format md").out
    assert shown(mops, "COM206")["limits"] == {
        "critical_at": 60, "weight_work": 40, "weight_influence": 30, "weight_capabilities": 30
    }  # fmt: skip
    assert "limits\tmany_responsible = 3\n" in mops.ok("rule show RAC705 --format plain").out


def test_a_manual_says_in_which_stages_it_speaks(folder: Path, mops: Runner) -> None:
    assert "- speaks in: explore, align, plan, build\n" in mops.ok("rule show COM201 --format md").out
    assert "- speaks in: every stage\n" in mops.ok("rule show RAC701 --format md").out


# Codes.


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rule show RAC771", 'no rule "RAC771"; did you mean "RAC714"?\n  try: mopsctl rule list\n'),
        ("rule show XYZ", 'no rule "XYZ"\n  try: mopsctl rule list\n'),
        ("rule show wav", '"WAV" names 2 rules, not one: WAV001, WAV002\n  try: mopsctl rule list --select WAV\n'),
        ("rule show ''", 'no rule ""\n  try: mopsctl rule list\n'),
        ("rule list --select RAC,RACC", 'no rule "RACC"; did you mean "RAC"?\n  try: mopsctl rule list\n'),
        ("waive RAC7 it --reason x --by ada --until +3d", '"RAC7" names 14 rules, not one: RAC701, RAC702, '),
        ("waive SUP30 it --reason x --by ada --until +3d", '"SUP30" names '),
    ],
)
def test_a_code_that_there_is_not_is_a_usage_error_that_helps(
    example: Path, mops: Runner, line: str, said: str
) -> None:
    ran = mops(line)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"mopsctl: {said}")


def test_the_catalogue_is_listed_whole_or_by_what_codes_begin_with(folder: Path, mops: Runner) -> None:
    rows = mops.ok("rule list --format json").json["data"]
    assert [row["code"] for row in rows] == sorted(CARDS)
    assert {row["rule_set"] for row in rows} == {"2026.1"}
    some = mops.ok("rule list --select wav,gat40 --select ORG907 --format json").json["data"]
    assert [row["code"] for row in some] == ["GAT401", "GAT402", "GAT403", "GAT404", "ORG907", "WAV001", "WAV002"]
    line = mops.ok("rule list --select WAV002 --format plain").out
    assert line.endswith("\texplore, align, plan, build, launch, run\t2026.1\n")


def test_the_catalogue_is_readable_at_80_columns(folder: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = mops.ok("rule list --format table").out
    assert max(map(len, page.splitlines())) <= 80
    words = " ".join(page.split())
    assert all(code in words for code in CARDS)
    assert page.count("\n") < 5 * len(CARDS)


# How it stands here.


@pytest.mark.parametrize(
    ("text", "code", "in_force", "by"),
    [
        ("many_responsible = 4\n", "RAC705", "warning", ""),
        ('\n[severities]\nRAC705 = "info"\n', "RAC705", "info", "severities (mopsctl.toml:3)"),
        ('ignore = [\n"COM",\n"RAC70"]\n', "RAC705", None, "ignore (mopsctl.toml:3)"),
        ('\nselect = [\n"COM"]\n', "RAC705", None, "select (mopsctl.toml:2)"),
        ('select = ["RAC7", "COM"]\n', "RAC705", "warning", ""),
        ('select = ["RAC"]\nignore = ["GAT"]\nseverities.GAT401 = "info"\n', "GAT401", "error", ""),
        ('ignore = ["RAC705"]\nseverities.RAC705 = "info"\n', "RAC705", None, "ignore (mopsctl.toml:1)"),
    ],
)
def test_a_rule_tells_how_it_stands_under_the_settings(
    folder: Path, mops: Runner, text: str, code: str, in_force: str | None, by: str
) -> None:
    settings(folder, text)
    data = shown(mops, code)
    assert (data["in_force"], data["set_by"]) == (in_force, by)
    page = mops.ok(f"rule show {code} --format md").out
    assert ("- here: " in page) == bool(by)
    if by:
        assert f"- here: {in_force or 'silent'}, by {by}\n" in page


def test_a_limit_is_told_as_it_is_here(folder: Path, mops: Runner) -> None:
    settings(folder, 'many_responsible = 4\nmarketing_functions = ["brand"]\n')
    assert shown(mops, "RAC705")["limits"] == {"many_responsible": 4}
    assert '- limits: marketing_functions = ["brand"], technology_functions = ["it", ' in (
        mops.ok("rule show SUP302 --format md").out.replace("\\", "")
    )


def test_settings_that_are_wrong_are_told_before_a_rule_is_shown_or_waived(example: Path, mops: Runner) -> None:
    settings(example.parent, 'rules = "2026.0"\n')
    for line in ("rule show RAC701", "waive RAC701 send-campaigns --reason x --by ada --until +3d"):
        ran = mops(line)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err == 'mopsctl: mopsctl.toml:1: no rule set "2026.0"; there is 2026.1\n  try: mopsctl rule list\n'


# Rule sets.


def one_a_plan(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A plan was begun.

    Why: it is so (domain §0).

    Cure: mopsctl plan close

    Fires:
        plans: []

    Quiet:
        plans: []
    """
    yield from (Found(f"plan:{plan}", "it was begun", "mopsctl plan close", plan) for plan in portfolio.plans)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules of a set that comes later, one of them the gate's."""
    for module in (choice, gaps_known):
        monkeypatch.setattr(module, "RULE_SETS", ("2026.1", "2027.1"))
    for code in ("NEW101", "GAT499"):
        made = Rule(code, "begun", "error", ("explore", "align", "plan", "build"), one_a_plan, since="2027.1")
        monkeypatch.setitem(choice.RULES, code, made)
        monkeypatch.setitem(RULES_OF_AREAS, code, made)


def codes(mops: Runner, line: str = "gaps") -> set[str]:
    return {row["code"] for row in mops(f"{line} --format json --audience me").json["data"]["findings"]}


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("text", ["", 'rules = ""\n', 'rules = "2027.1"\n'])
def test_a_rule_of_the_newest_set_speaks_where_no_older_set_is_named(example: Path, mops: Runner, text: str) -> None:
    settings(example.parent, text)
    assert codes(mops) >= {"NEW101", "GAT499"}
    assert mops("gaps --format json").json["data"]["rules"] == "2027.1"
    mops.ok("waive NEW101 cdp-rollout --reason x --by helena --until +5d")


@pytest.mark.usefixtures("later")
def test_under_an_older_set_a_later_rule_is_silent_everywhere_but_the_gates_never(example: Path, mops: Runner) -> None:
    settings(example.parent, 'rules = "2026.1"\n')
    assert "NEW101" not in codes(mops)
    assert "NEW101" not in codes(mops, "gaps --select NEW101,RAC")
    assert "GAT499" in codes(mops)
    assert mops("gaps --format json").json["data"]["rules"] == "2026.1"
    assert "NEW101" not in mops.ok("plan status --audience me --format json").out
    ran = mops("waive NEW101 cdp-rollout --reason x --by helena --until +5d")
    assert (ran.code, ran.err) == (
        2,
        'mopsctl: NEW101 came with rule set 2027.1, and rules = "2026.1" keeps it silent: there is nothing to waive\n'
        "  try: mopsctl rule show NEW101\n",
    )
    mops.ok("gaps known write")
    written = example.with_name("gaps-known.yaml").read_text("utf-8")
    assert 'rules: "2026.1"' in written
    assert ("NEW101" in written, "GAT499" in written) == (False, True)


@pytest.mark.usefixtures("later")
def test_the_status_tells_the_findings_of_a_later_rule_only_where_it_speaks(example: Path, mops: Runner) -> None:
    counts = {}
    for rules in ("2026.1", "2027.1"):
        settings(example.parent, f'rules = "{rules}"\n')
        counts[rules] = mops("gaps --format json --audience me").json["data"]["counts"]["error"]
    assert counts["2027.1"] == counts["2026.1"] + 1
    pages = {}
    for rules in ("2026.1", "2027.1"):
        settings(example.parent, f'rules = "{rules}"\n')
        pages[rules] = json.dumps(mops.ok("plan status --audience me --format json").json["data"])
    assert pages["2026.1"] != pages["2027.1"]


@pytest.mark.usefixtures("later")
def test_list_and_show_tell_since_when_a_rule_speaks(example: Path, mops: Runner) -> None:
    rows = {row["code"]: row["rule_set"] for row in mops.ok("rule list --format json").json["data"]}
    assert (rows["NEW101"], rows["RAC701"]) == ("2027.1", "2026.1")
    settings(example.parent, '\nrules = "2026.1"\n')
    data = shown(mops, "NEW101")
    assert (data["rule_set"], data["in_force"], data["set_by"]) == ("2027.1", None, "rules (mopsctl.toml:2)")
    assert shown(mops, "GAT499")["in_force"] == "error"
    assert "- here: silent, by rules (mopsctl.toml:2)\n" in mops.ok("rule show NEW101 --format md").out


@pytest.mark.usefixtures("later")
def test_a_set_that_there_is_not_is_told_with_those_there_are(example: Path, mops: Runner) -> None:
    settings(example.parent, 'rules = "2028.1"\n')
    ran = mops("gaps")
    assert (ran.code, ran.err) == (
        5,
        'mopsctl: mopsctl.toml:1: no rule set "2028.1"; there is 2026.1, 2027.1\n  try: mopsctl rule list\n',
    )


def test_an_unfinished_code_is_completed(folder: Path) -> None:
    assert choice.beginning("") == ()
    assert choice.beginning("WAV") == ("WAV001", "WAV002")
