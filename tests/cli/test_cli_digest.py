"""Digests by command: for whom they are, what they say since when, and that they were sent."""

from email import message_from_string
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Runner
from test_cli_terminal import ANSI, on_terminal


@pytest.fixture
def plan(folder: Path, mops: Runner) -> Path:
    mops.ok('plan init "CDP rollout" --target 2026-12-18')
    mops.ok("team add legal --name Legal")
    mops.ok('person add noor --name "Noor Haddad" --team legal --email noor@example.org')
    mops.ok("task add map --team it --days 5")
    mops.ok("task add check --team legal --days 8 --after map")
    return folder / "mops.db"


def digest(mops: Runner, options: str = "") -> Any:
    return mops.ok(f"digest legal --format json {options}").json["data"]


def test_in_a_pipe_it_is_markdown_and_on_a_terminal_a_page(plan: Path, mops: Runner) -> None:
    assert mops.ok("digest legal").out.startswith("# CDP rollout: digest for Legal")
    code, said = on_terminal(plan.parent, "digest", "legal", "--today", "2026-11-23")
    assert code == 0
    assert ANSI.sub("", said).startswith("CDP rollout: digest for Legal")
    assert max(map(len, ANSI.sub("", said).splitlines())) <= 80


def test_it_is_for_the_team_even_on_my_own_terminal(example: Path, mops: Runner) -> None:
    mops.ok('commit refuse data-management --kind assign --because "SECRET"')
    _, said = on_terminal(example.parent, "digest", "data-management")
    for text in (said, mops.ok("digest data-management").out, mops.ok("digest data-management --audience me").out):
        for secret in ("SECRET", "refuse", "criticality", "crit."):
            assert secret not in text
    assert mops.ok("digest data-management").err == ""


def test_sent_it_is_kept_and_the_next_tells_what_came_after(plan: Path, mops: Runner) -> None:
    assert digest(mops)["since"] is None
    ran = mops.ok("digest legal --sent")
    assert ran.out.startswith("# CDP rollout")
    assert ran.err.startswith("mopsctl: change-set ")
    assert "digest cdp-rollout/legal; the next digest tells what came after it" in ran.err
    assert (digest(mops)["since"], digest(mops)["changed"]) == ("2026-11-23", [])
    mops.ok("task set map --days 10")
    assert [one["about"] for one in digest(mops)["changed"]] == ["cdp-rollout", "check", "map"]
    mops.ok("digest legal --sent")
    assert digest(mops)["changed"] == []
    mops.ok("task set map --days 5")
    mops.ok("undo")
    assert digest(mops)["changed"] == []


def test_a_digest_that_another_store_sent_is_known_by_its_day(plan: Path, mops: Runner, folder: Path) -> None:
    mops.ok("digest legal --sent")
    mops.ok("export plan.yaml --audience me")
    text = (folder / "plan.yaml").read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("store:", "serial:"))]
    assert '"serial": 5' in text
    (folder / "plan.yaml").write_text("\n".join(kept).replace('"serial": 5', '"serial": 5000') + "\n", "utf-8")
    plan.unlink()
    mops.ok("apply plan.yaml")
    assert digest(mops)["since"] == "2026-11-23"


def test_since_a_day_means_from_its_beginning(plan: Path, mops: Runner) -> None:
    assert [one["what"] for one in digest(mops, "--since 2020-01-01")["changed"]] == ["the plan is new"]
    ran = mops("digest legal --since 2199-01-01")
    assert (ran.code, "--since 2199-01-01 is still to come" in ran.err) == (2, True)


def test_what_is_not_written_was_not_sent(plan: Path, mops: Runner) -> None:
    before = plan.read_bytes()
    ran = mops("digest legal --sent -o nowhere/legal.html")
    assert (ran.code, plan.read_bytes()) == (5, before)
    ran = mops("digest legal --sent --today 2026-12-01")
    assert (ran.code, plan.read_bytes()) == (2, before)
    assert "leave out --sent or --today" in ran.err


def test_a_page_and_a_mail_go_into_files(plan: Path, mops: Runner) -> None:
    mops.ok("digest legal -o legal.html")
    page = (plan.parent / "legal.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Legal" in page
    ran = mops.ok("digest legal -o legal.eml")
    assert "it has no address: addresses are not for everybody, --audience me puts those of the team in" in ran.err
    mail: Any = message_from_string((plan.parent / "legal.eml").read_bytes().decode(), policy=default)
    assert mail["To"] is None
    assert mail["Subject"] == "CDP rollout: digest for Legal, 2026-11-23"
    assert mail.get_body(("plain",)).get_content().startswith("# CDP rollout: digest for Legal")
    assert mops.ok("digest legal -o legal.eml --audience me").err == ""
    known: Any = message_from_string((plan.parent / "legal.eml").read_bytes().decode(), policy=default)
    assert str(known["To"]) == "Noor Haddad <noor@example.org>"


def test_a_team_that_is_not_there_is_named(plan: Path, mops: Runner) -> None:
    ran = mops("digest leagl")
    assert (ran.code, 'no team "leagl"; did you mean "legal"?' in ran.err) == (4, True)
