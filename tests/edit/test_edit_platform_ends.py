"""The end of a platform while nobody knows when what takes its place is live; what is kept; currencies."""

from datetime import date

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, portfolio_of

from mopsctl.edit import disposition, platform
from mopsctl.errors import USAGE, MopsError
from mopsctl.model.capability import Capability, Disposition, Offering, Platform
from mopsctl.model.org import Team

LONG_AGO = date(2020, 1, 1)
NOBODY_KNOWS = (
    "mailer cannot be off from {}: send moves to engage, and nobody knows from when that is live",
    "mopsctl platform set engage --live-on DATE",
)


def two(*records):
    """A tool that sends, and another that is to take over, on a day that nobody knows."""
    return portfolio_of(
        Team("it", "IT"),
        Platform("mailer", "Mailer"),
        Platform("engage", "Engage", "proposed"),
        Capability("send", "Send"),
        Offering("send", "mailer", "it"),
        Offering("send", "engage", "it"),
        *records,
    )


def refused(edit, *given):
    with pytest.raises(MopsError) as caught:
        edit(*given)
    assert caught.value.code == USAGE
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize("on", [LONG_AGO, YESTERDAY, TODAY])
def test_nothing_is_retired_at_once_while_nobody_knows_when_its_successor_is_live(on):
    told = (NOBODY_KNOWS[0].format(on), NOBODY_KNOWS[1])
    assert refused(platform.retire, two(), "mailer", on, None) == told
    assert refused(platform.retire, two(), "mailer", on, "engage") == told
    assert refused(platform.amend, two(), "mailer", {"retire_on": on}) == told


def test_no_other_way_leads_round_it():
    told = (NOBODY_KNOWS[0].format(TODAY), NOBODY_KNOWS[1])
    assert refused(platform.amend, two(), "mailer", {"status": "retired"}) == told
    going = platform.retire(two(), "mailer", LATER, None)
    assert refused(platform.amend, going, "mailer", {"status": "retired"}) == told
    early = two(Disposition("send", "mailer", "migrate", on=YESTERDAY, successor="engage"))
    assert refused(platform.retire, early, "mailer", TODAY, None) == told


def test_of_a_day_to_come_nobody_need_know():
    assert platform.retire(two(), "mailer", LATER, None).platforms["mailer"].retire_on == LATER


def test_what_is_served_or_ends_lets_a_platform_go_at_once():
    live = two(Platform("engage", "Engage"))
    assert platform.retire(live, "mailer", LONG_AGO, None).platforms["mailer"].status == "retired"
    ends = two(Disposition("send", "mailer", "retire"))
    assert platform.amend(ends, "mailer", {"status": "retired"}).platforms["mailer"].status == "retired"


def test_a_proposal_is_dropped_without_more_ado():
    assert platform.amend(two(), "engage", {"status": "retired"}).platforms["engage"].status == "retired"


def test_what_is_to_move_to_what_does_not_take_it_holds_a_platform_back_at_once():
    nowhere = two(Platform("other", "Other"), Disposition("send", "mailer", "migrate", successor="other"))
    assert refused(platform.retire, nowhere, "mailer", TODAY, None) == (
        "mailer cannot be off from 2026-11-23: send is to move, to other, which does not take it",
        "mopsctl capability dispose send --platform mailer migrate --successor PLATFORM",
    )


def test_a_platform_is_not_off_before_the_cut_over_though_a_capability_has_left_before():
    live = Platform("engage", "Engage", "proposed", live_on=date(2027, 5, 3))
    early = two(live, Disposition("send", "mailer", "migrate", on=LATER, successor="engage"))
    assert refused(platform.retire, early, "mailer", date(2027, 4, 15), None) == (
        "mailer cannot be off from 2027-04-15: send moves to engage, which is live from 2027-05-03",
        "mopsctl platform retire mailer --on 2027-05-03",
    )


def test_what_is_kept_does_not_stay_on_a_platform_that_goes():
    kept = two(Disposition("send", "mailer", "keep"))
    for edit, *given in ((platform.retire, LATER, None), (platform.amend, {"status": "retiring"})):
        assert refused(edit, kept, "mailer", *given) == (
            "mailer cannot go: it was decided that send stays there",
            "mopsctl capability dispose send --platform mailer migrate",
        )
    assert platform.amend(kept, "mailer", {"vendor": "Posti"}).platforms["mailer"].vendor == "Posti"


def dispose(portfolio, fate="migrate", on=None):
    return disposition.dispose(portfolio, "send", "mailer", fate, {"on": on} if on is not None else {}, None)


def test_a_capability_leaves_on_a_day_to_come_but_not_at_once_while_nobody_knows():
    assert dispose(two(), on=LATER).dispositions["send", "mailer"].on == LATER
    assert refused(dispose, two(), "migrate", TODAY) == (
        "send cannot leave mailer on 2026-11-23: nobody knows from when engage is live",
        "mopsctl platform set engage --live-on DATE",
    )


def test_a_capability_does_not_move_with_its_platform_before_its_successor_is_live():
    new = Platform("engage", "Engage", "proposed", live_on=date(2027, 5, 3))
    going = two(new, Platform("mailer", "Mailer", "retiring", retire_on=date(2027, 1, 1)))
    told = (
        "send cannot leave mailer on 2027-01-01: engage is live from 2027-05-03",
        "mopsctl platform retire mailer --on 2027-05-03",
    )
    assert refused(dispose, going) == told
    own = two(*going.platforms.values(), Disposition("send", "mailer", "migrate", LATER, "engage"))
    assert dispose(own, on="").dispositions["send", "mailer"].on is None  # no worse than before


@pytest.mark.parametrize(
    ("said", "told", "cure"),
    [
        ("euro", '"euro" is no currency: three capital letters; did you mean "EUR"?', "EUR"),
        ("gbp", '"gbp" is no currency: three capital letters; did you mean "GBP"?', "GBP"),
        ("pounds", '"pounds" is no currency: three capital letters', "EUR"),
        ("", '"" is no currency: three capital letters', "EUR"),
    ],
)
def test_a_currency_is_three_capital_letters(said, told, cure):
    paid = two(Platform("mailer", "Mailer", cost=5, currency="EUR"))
    assert refused(platform.amend, paid, "mailer", {"currency": said}) == (
        told,
        f"mopsctl platform set mailer --currency {cure}",
    )


def test_a_file_may_name_any_currency_and_who_pays_nothing_needs_none():
    odd = two(Platform("mailer", "Mailer", cost=5, currency="euro"))
    assert platform.amend(odd, "mailer", {"cost": 6}).platforms["mailer"].cost == 6
    assert platform.amend(odd, "mailer", {"currency": "XTS"}).platforms["mailer"].currency == "XTS"
    free = two(Platform("mailer", "Mailer", currency="EUR"))
    assert platform.amend(free, "mailer", {"currency": ""}).platforms["mailer"].currency == ""
