"""What is said when an end is written down: what hangs in the air there, and what is off too early elsewhere."""

from datetime import date

from report_samples import portfolio_of

from mopsctl.model.capability import Capability, Dataset, Disposition, Offering, Platform, Truth
from mopsctl.model.fields import Record
from mopsctl.model.org import Team
from mopsctl.model.portfolio import Portfolio
from mopsctl.reports.retiring import said_of_claim, said_of_disposition, said_of_platform

MARCH, APRIL, MAY = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 3)
GOING = Platform("mailer", "Mailer", "retiring", retire_on=APRIL)


def stack(*records: Record) -> Portfolio:
    """A tool that sends and cuts, one that is to do both, and a warehouse that alone does what it governs."""
    return portfolio_of(
        Team("it", "IT"),
        Platform("mailer", "Mailer"),
        Platform("engage", "Engage", "proposed"),
        Platform("house", "Warehouse"),
        Capability("send", "Send"),
        Capability("cut", "Cut"),
        Capability("match", "Match", governing="house"),
        *(Offering(key, platform, "it") for key in ("send", "cut") for platform in ("mailer", "engage")),
        Offering("match", "house", "it"),
        Dataset("profiles", "Profiles"),
        Truth("profiles", "house"),
        *records,
    )


def engage(live_on: date | None) -> Platform:
    return Platform("engage", "Engage", "proposed", live_on=live_on)


def test_an_end_that_waits_for_a_day_nobody_knows_says_so() -> None:
    assert said_of_platform(stack(), stack(GOING), "mailer") == (
        "mailer is off from 2027-04-01, and nobody knows from when engage is live and takes over cut, send: "
        "mopsctl platform set engage --live-on DATE",
    )
    assert (
        said_of_platform(stack(GOING), stack(Platform("mailer", "Mail", "retiring", retire_on=APRIL)), "mailer") == ()
    )


def test_a_cut_over_put_off_says_what_is_now_off_too_early() -> None:
    known, off = stack(GOING, engage(MARCH)), "mailer is off from 2027-04-01, "
    assert said_of_platform(known, stack(GOING, engage(MAY)), "engage") == (
        f"{off}before engage is live from 2027-05-03 and takes over cut, send (CAP503)",
    )
    (unknown,) = said_of_platform(known, stack(GOING, engage(None)), "engage")
    assert unknown.startswith(f"{off}and nobody knows from when engage is live")
    assert said_of_platform(stack(GOING, engage(MAY)), known, "engage") == ()


def test_a_capability_that_leaves_by_itself_is_told_by_itself() -> None:
    leaves = Disposition("send", "mailer", "migrate", on=MARCH, successor="engage")
    assert said_of_platform(stack(leaves, engage(MARCH)), stack(leaves, engage(MAY)), "engage") == (
        "send leaves mailer on 2027-03-01, before engage is live from 2027-05-03 (CAP503)",
    )


def test_an_end_says_what_the_platform_governs_does_alone_and_is_the_source_of() -> None:
    after = stack(Platform("house", "Warehouse", "retiring", retire_on=APRIL, successor="engage"))
    assert said_of_platform(stack(), after, "house") == (
        "house governs match",
        "nothing else that means to stay does match",
        "house is the source of truth for profiles",
        "engage, which is to take the place of house, offers nothing of what it does",
    )


def test_a_proposal_that_is_dropped_says_what_it_forsakes() -> None:
    dropped = stack(GOING, Platform("engage", "Engage", "retired"))
    assert said_of_platform(stack(GOING, engage(MARCH)), dropped, "engage") == (
        "cut, send can no longer move away from mailer: nothing that means to stay does it",
    )


def test_what_is_disposed_of_where_it_governs_is_told_and_what_a_decision_taken_back_opens() -> None:
    def said(*records: Disposition, key: str = "match", platform: str = "house") -> tuple[str, ...]:
        return said_of_disposition(stack(GOING, ends), stack(GOING, *records), key, platform)

    ends = Disposition("send", "mailer", "retire")
    assert said(ends, Disposition("match", "house", "keep")) == ("it governs there",)
    assert said(ends, Disposition("match", "house", "retire")) == (
        "it governs there: mopsctl capability govern match --platform PLATFORM --by PERSON",
    )
    (opened,) = said(key="send", platform="mailer")
    assert opened.startswith("mailer is off from 2027-04-01, and nobody knows from when engage is live")


def test_a_second_claim_names_the_first() -> None:
    assert said_of_claim(stack(Truth("profiles", "engage")), "profiles", "engage") == (
        "house is held to be its source too (CAP508): mopsctl dataset claim profiles --platform house --withdraw",
    )
    assert said_of_claim(stack(), "profiles", "house") == ()
