"""What becomes of a capability on a platform, from when its successor serves it, and what is served by nothing."""

from datetime import date

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, task, teams
from msgspec import structs

from mopsctl.facts.disposition import (
    ALREADY,
    Gap,
    earliest_off,
    gap,
    gaps_of,
    gaps_of_end,
    is_off,
    live_from,
    orphans,
    places,
)
from mopsctl.model.capability import Disposition, Platform
from mopsctl.model.plan import Link

MARCH, APRIL, MAY = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 3)
SEND = capability("send", "esp/marketing", "cdp/martech")


def stack(*records, esp="live", cdp="proposed", **of_esp):
    """Two platforms that send; `of_esp` are fields of the old one."""
    both = [*platforms(cdp=cdp), Platform("esp", "esp", status=esp, **of_esp)]
    return portfolio_of(*teams("martech", "marketing"), *both, *SEND, *records)


def cdp_plan_of(key):
    return structs.replace(cdp_plan(), key=key)


def place(portfolio, platform="esp", key="send"):
    found = places(portfolio)[key, platform]
    return found.fate, found.said, found.on, found.successor


def test_where_nobody_said_anything_nothing_becomes_of_it():
    assert place(stack()) == (None, False, None, None)


def test_what_was_decided_is_told_with_its_day_and_its_successor():
    decided = Disposition("send", "esp", "migrate", on=MARCH, successor="cdp")
    assert place(stack(decided)) == ("migrate", True, MARCH, "cdp")
    assert place(stack(Disposition("send", "esp", "retire", on=MARCH))) == ("retire", True, MARCH, None)


def test_what_stays_has_no_last_day_and_moves_nowhere():
    decided = Disposition("send", "esp", "keep", on=MARCH, successor="cdp")
    assert place(stack(decided)) == ("keep", True, None, None)


@pytest.mark.parametrize(
    ("esp", "of_esp", "expected"),
    [
        ("retiring", {}, ("migrate", False, None, "cdp")),
        ("live", {"retire_on": APRIL}, ("migrate", False, APRIL, "cdp")),
        ("retired", {"retire_on": APRIL}, (None, False, None, None)),
    ],
)
def test_a_platform_that_goes_takes_along_what_nobody_decided(esp, of_esp, expected):
    assert place(stack(esp=esp, **of_esp)) == expected


def test_the_earlier_of_the_two_days_counts():
    early = Disposition("send", "esp", "migrate", on=MARCH)
    late = Disposition("send", "esp", "migrate", on=MAY)
    assert place(stack(early, retire_on=APRIL))[2] == MARCH
    assert place(stack(late, retire_on=APRIL))[2] == APRIL


def test_the_successor_is_the_one_named_then_the_one_that_governs_then_that_of_the_platform_then_any_other():
    third = [*platforms(third="live"), *capability("send", "esp/marketing", "cdp/martech", "third/martech")]
    governed = structs.replace(third[1], governing="cdp")
    assert place(stack(*third, Disposition("send", "esp", "migrate", successor="third")))[3] == "third"
    assert place(stack(*third, governed, esp="retiring", successor="third"))[3] == "cdp"
    assert place(stack(*third, esp="retiring", successor="cdp"))[3] == "cdp"
    assert place(stack(*third, esp="retiring"))[3] == "third"  # it is live, and cdp only proposed


def test_a_successor_that_goes_itself_or_does_not_offer_it_is_none():
    decided = Disposition("send", "esp", "migrate", successor="cdp")
    assert place(stack(decided, cdp="retiring"))[3] is None
    portfolio = portfolio_of(*platforms(esp="retiring", cdp="live"), *capability("send", "esp/marketing"), decided)
    assert places(portfolio)["send", "esp"].successor is None
    assert places(portfolio)["send", "esp"].named == "cdp"


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        (Platform("cdp", "cdp", "live"), ALREADY),
        (Platform("cdp", "cdp", "retiring"), ALREADY),
        (Platform("cdp", "cdp", "retired"), None),
        (Platform("cdp", "cdp", "proposed"), None),
        (Platform("cdp", "cdp", "proposed", live_on=MARCH), MARCH),
        (Platform("cdp", "cdp", "proposed", live_on=MONDAY), ALREADY),
        (Platform("cdp", "cdp", "live", live_on=MARCH), MARCH),
    ],
)
def test_a_platform_serves_from_its_own_day(platform, expected):
    assert live_from(portfolio_of(*teams("martech"), platform, *SEND[:1]), "send", "cdp") == expected


def test_without_a_day_a_platform_serves_from_the_day_after_its_plan_is_finished():
    build = task("build", 5, kind="implementation")
    portfolio = stack(cdp_plan(), task("map", 5), build, Link("map", "build"))
    assert live_from(portfolio, "send", "cdp") == date(2026, 12, 5)


def test_a_plan_that_only_tells_of_a_platform_says_nothing_of_when_it_is_live():
    told = [task("tell", 5, kind="communication"), task("learn", 5, kind="learning")]
    assert live_from(stack(cdp_plan(), *told), "send", "cdp") is None
    other = task("build", 2, plan="other", kind="implementation")
    assert live_from(stack(cdp_plan(), cdp_plan_of("other"), *told, other), "send", "cdp") == date(2026, 11, 25)


def test_what_a_plan_still_implements_of_a_capability_counts_before_its_finish():
    implemented = task("build", 3, kind="implementation", capability="send")
    portfolio = stack(cdp_plan(), implemented, task("tidy", 10))
    assert live_from(portfolio, "send", "cdp") == date(2026, 11, 26)
    assert live_from(portfolio, "other", "cdp") == date(2026, 12, 5)
    done = structs.replace(implemented, started=date(2026, 11, 2), finished=date(2026, 11, 4))
    assert live_from(stack(cdp_plan(), done, task("tidy", 10)), "send", "cdp") == date(2026, 12, 5)


def test_a_plan_that_is_closed_brings_nothing():
    assert live_from(stack(cdp_plan(closed=MONDAY), task("map", 5)), "send", "cdp") is None


@pytest.mark.parametrize(
    ("live_on", "off", "expected"),
    [
        (MARCH, date(2027, 2, 28), Gap("send", "esp", date(2027, 2, 28), "cdp", MARCH)),
        (MARCH, MARCH, None),
        (None, MARCH, Gap("send", "esp", MARCH, "cdp", None)),
        (MARCH, None, None),
    ],
)
def test_a_gap_is_from_the_day_it_is_off_to_the_day_its_successor_serves_it(live_on, off, expected):
    new = Platform("cdp", "cdp", "proposed", live_on=live_on)
    portfolio = stack(new, Disposition("send", "esp", "migrate", on=off))
    assert gap(portfolio, places(portfolio)["send", "esp"]) == expected
    assert list(gaps_of(portfolio, "esp")) == ([expected] if expected else [])


def test_what_ends_leaves_no_gap_but_where_another_platform_governs_it():
    new = Platform("cdp", "cdp", "proposed", live_on=MARCH)
    ends = Disposition("send", "esp", "retire", on=date(2027, 2, 1))
    assert list(gaps_of(stack(new, ends), "esp")) == []
    governed = structs.replace(SEND[0], governing="cdp")
    assert [one.live for one in gaps_of(stack(new, ends, governed), "esp")] == [MARCH]


def test_a_platform_can_be_off_once_all_that_moves_is_served():
    new = Platform("cdp", "cdp", "proposed", live_on=MARCH)
    later = Platform("third", "third", "proposed", live_on=APRIL)
    cut = capability("cut", "esp/marketing", "third/martech")
    assert earliest_off(stack(new, later, *cut), "esp") == APRIL
    assert earliest_off(stack(new, later, *cut, Disposition("cut", "esp", "retire")), "esp") == MARCH
    assert earliest_off(stack(cdp="live"), "esp") is None


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], ["send"]),
        ([Disposition("send", "esp", "retire")], []),
        ([Disposition("send", "esp", "migrate")], ["send"]),
        ([Disposition("send", "esp", "keep")], ["send"]),
        ([*platforms(cdp="live"), *SEND], []),
        ([*platforms(cdp="retired"), *SEND], ["send"]),
    ],
)
def test_what_a_platform_that_goes_alone_offers_is_orphaned_unless_it_ends(records, expected):
    base = [*platforms(esp="retiring"), *capability("send", "esp/marketing")]
    assert [one.capability for one in orphans(portfolio_of(*base, *records))] == expected


def test_on_a_platform_that_stays_only_what_is_to_move_can_be_orphaned():
    base = [*platforms(esp="live"), *capability("send", "esp/marketing")]
    assert orphans(portfolio_of(*base)) == ()
    assert len(orphans(portfolio_of(*base, Disposition("send", "esp", "migrate")))) == 1
    assert orphans(portfolio_of(*base, Disposition("send", "esp", "keep"))) == ()


def gone(*records, **of_esp):
    """The old platform retired already."""
    portfolio = stack(*records, esp="retired", **of_esp)
    return portfolio, list(gaps_of(portfolio, "esp")), [one.capability for one in orphans(portfolio)]


def test_of_a_retired_platform_what_it_did_is_missed_until_its_successor_is_live():
    new = Platform("cdp", "cdp", "proposed", live_on=MARCH)
    portfolio, gaps, _ = gone(new, successor="cdp", retire_on=date(2026, 11, 2))
    assert gaps == [Gap("send", "esp", date(2026, 11, 2), "cdp", MARCH)]
    assert gaps_of_end(portfolio, "esp") == tuple(gaps)
    assert gone(successor="cdp")[1] == [Gap("send", "esp", MONDAY, "cdp", None)]
    assert gone(Platform("cdp", "cdp"), successor="cdp")[1] == []
    assert gone()[1] == []  # nobody named what takes its place


def test_of_a_retired_platform_what_governs_counts_while_nothing_else_serves():
    governed = structs.replace(SEND[0], governing="cdp")
    assert [gap.successor for gap in gone(governed)[1]] == ["cdp"]
    third = [*platforms(third="live"), *capability("send", "third/martech", governing="cdp")]
    assert gone(*third)[1] == []


def test_what_a_retired_platform_did_is_orphaned_where_its_successor_does_not_offer_it_live_or_not():
    cut = capability("cut", "esp/marketing")
    assert gone(*cut, successor="cdp")[2] == ["cut"]
    assert gone(*cut)[2] == []
    assert gone(*cut, Platform("cdp", "cdp"), successor="cdp")[2] == ["cut"]
    elsewhere = [*platforms(third="live"), *capability("cut", "esp/marketing", "third/martech")]
    assert gone(*elsewhere, Platform("cdp", "cdp"), successor="cdp")[2] == []
    assert gone(*cut, Disposition("cut", "esp", "migrate", successor="cdp"))[2] == ["cut"]
    assert gone(*cut, Disposition("cut", "esp", "retire"), successor="cdp")[2] == []


def test_the_end_of_a_platform_opens_a_gap_though_a_capability_has_left_before():
    new = Platform("cdp", "cdp", "proposed", live_on=MAY)
    early = Disposition("send", "esp", "migrate", on=MARCH)
    found = gaps_of_end(stack(new, early, retire_on=APRIL), "esp")
    assert found == (Gap("send", "esp", MARCH, "cdp", MAY),)
    assert gaps_of_end(stack(new, early, retire_on=MAY), "esp") == ()


@pytest.mark.parametrize(
    ("status", "retire_on", "expected"),
    [("retired", None, True), ("retiring", MONDAY, True), ("retiring", MARCH, False), ("live", None, False)],
)
def test_a_platform_is_off_once_it_is_retired_or_its_day_has_come(status, retire_on, expected):
    assert is_off(portfolio_of(Platform("esp", "esp", status, retire_on=retire_on)), "esp") is expected
