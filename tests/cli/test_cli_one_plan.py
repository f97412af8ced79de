"""A page about one plan reads that plan's records alone, and says the same as if it had read everything."""

from pathlib import Path

import pytest
from cli_runner import Runner

from mopsctl.cli.wiring import View


@pytest.fixture
def two(example: Path, mops: Runner) -> None:
    """The example and a second plan on the same platform, with asks and answers of its own."""
    for line in (
        "plan init Second --platform cdp",
        "team join it --involved --critical yes --plan second",
        "team join analytics --involved --work 5 --influence 5 --plan second",
        "outreach log it --sees-problem no --why elsewhere --plan second",
        "commit ask it --kind assign --plan second",
        "commit refuse analytics --kind assign --because never --plan second",
        "support set tomasz --solution no --plan second",
        "plan review it --verdict changes --plan second",
    ):
        mops.ok(line)


@pytest.mark.parametrize("audience", ["me", "all"])
@pytest.mark.parametrize("plan", ["cdp-rollout", "second"])
@pytest.mark.parametrize("line", ["gate", "gate --strict", "commit show", "commit show it", "commit show analytics"])
@pytest.mark.usefixtures("two")
def test_it_says_what_it_says_of_the_whole(
    mops: Runner, monkeypatch: pytest.MonkeyPatch, line: str, plan: str, audience: str
) -> None:
    words = f"{line} --plan {plan} --audience {audience} --format json"
    narrow = mops(words)
    with monkeypatch.context() as patched:
        patched.setattr(View, "of_its_plan", lambda self: self)
        whole = mops(words)
    assert (narrow.code, narrow.out) == (whole.code, whole.out)


@pytest.mark.usefixtures("two")
def test_a_plan_that_is_not_there_is_still_guessed_at(mops: Runner) -> None:
    assert mops("gate --plan secnd").err.startswith('mopsctl: no plan "secnd"; did you mean "second"?')
