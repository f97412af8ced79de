"""The stack from the command line: what is refused and with which day, what is shown where, what a mistake says."""

from pathlib import Path

import pytest
from cli_runner import Runner

LIVE = "2027-03-15"  # the day of the new platform, so that no other date of the example matters here


@pytest.fixture(autouse=True)
def live_in_march(example: Path, mops: Runner) -> None:
    mops.ok(f"platform set cdp --live-on {LIVE}")


def test_a_platform_is_not_off_before_its_successor_is_live_and_the_hint_runs(mops: Runner) -> None:
    ran = mops("platform retire esp --on 2027-03-14")
    assert (ran.code, ran.out) == (2, "")
    sentence, hint = ran.err.splitlines()
    assert sentence.startswith("mopsctl: esp cannot be off from 2027-03-14: ")
    assert sentence.endswith(f" moves to cdp, which is live from {LIVE}")
    assert hint == f"  try: mopsctl platform retire esp --on {LIVE}"
    mops.ok(hint.removeprefix("  try: mopsctl "))


def test_a_capability_does_not_leave_before_its_successor_is_live_and_the_hint_runs(mops: Runner) -> None:
    ran = mops("capability dispose send-campaigns --platform esp migrate --on 2027-03-14")
    assert ran.code == 2
    assert f"send-campaigns cannot leave esp on 2027-03-14: cdp is live from {LIVE}" in ran.err
    mops.ok(ran.err.splitlines()[1].removeprefix("  try: mopsctl "))


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("capability dispose send-campaigns --platform esp", 2, "keep, migrate or retire (or --remove)"),
        ("capability dispose send-campaigns --platform esp sell", 2, "'keep', 'migrate', 'retire'"),
        ("capability dispose send-campaigns --platform esq keep", 4, 'no platform "esq"; did you mean "esp"?'),
        ("platform retire esp", 2, "Missing option '--on'"),
        ("platform retire esp --on ''", 2, "no date"),
        ("platform set cdp --successor esp", 2, "cdp cannot take its own place: cdp -> esp -> cdp"),
        ("platform set esp --budget much", 2, "'much' is no whole number"),
        ("dataset claim orders --platform shop", 2, "shop is the source of orders already"),
        ("dataset show order", 4, 'no dataset "order"; did you mean "orders"?'),
        ("platform show esq", 4, 'no platform "esq"; did you mean "esp"?'),
    ],
)
def test_a_mistake_names_the_thing_and_writes_nothing(mops: Runner, line: str, code: int, told: str) -> None:
    before = len(mops.ok("history --format json").json["data"])
    ran = mops(line)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert len(mops.ok("history --format json").json["data"]) == before


def test_a_retirement_is_one_change_and_can_be_taken_back(mops: Runner) -> None:
    ran = mops.ok("platform retire survey-tool --on 2027-02-01 --successor cdp --format json")
    assert [(one["kind"], one["key"]) for one in ran.json["data"]["changes"]] == [("platform", "survey-tool")]
    assert mops.ok("platform show survey-tool --format json").json["data"]["retire_on"] == "2027-02-01"
    mops.ok("undo")
    assert mops.ok("platform show survey-tool --format json").json["data"]["retire_on"] is None


def test_a_decision_shows_at_once_on_the_page_and_in_the_gaps(mops: Runner) -> None:
    def asked() -> list[str]:
        ran = mops("gaps --select CAP501 --format json")
        return [one["subject"] for one in ran.json["data"]["findings"] if one["code"] == "CAP501"]

    assert asked() == ["capability:unify-profiles"]
    mops.ok("capability dispose unify-profiles --platform warehouse keep --by kwame")
    assert asked() == []
    page = mops.ok("capability show unify-profiles --format json").json["data"]
    assert [(one["platform"], one["fate"]) for one in page["offerings"]] == [("cdp", None), ("warehouse", "keep")]


def test_the_stack_is_a_picture_that_stands_alone(mops: Runner, folder: Path) -> None:
    mops.ok("platform show --format svg -o stack.svg")
    text = (folder / "stack.svg").read_text("utf-8")
    assert text.startswith("<svg ")
    assert "E-mail platform" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    mops.ok("platform show --format svg -o again.svg")
    assert (folder / "again.svg").read_text("utf-8") == text


@pytest.mark.parametrize("line", ["platform show", "platform show esp", "platform overlap", "dataset list"])
@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_no_line_is_wider_than_the_screen(
    mops: Runner, monkeypatch: pytest.MonkeyPatch, line: str, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = mops.ok(f"{line} --format table").out.splitlines()
    assert max(map(len, shown)) <= int(columns)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("platform set cdp --live-on 2027-05-03", "before cdp is live from 2027-05-03"),
        ("platform retire warehouse --on 2027-06-30 --successor cdp", "warehouse governs score-propensity"),
        ("capability dispose score-propensity --platform warehouse keep", "it governs there"),
        ("dataset claim orders --platform cdp", "shop is held to be its source too (CAP508)"),
    ],
)
def test_what_is_taken_and_leaves_something_open_says_so(mops: Runner, line: str, told: str) -> None:
    ran = mops.ok(line)
    assert told in ran.err
    mops.ok("undo")
    assert any(told in note for note in mops.ok(f"{line} --dry-run --format json").json["data"]["notes"])
