"""Platforms retire, capabilities leave them, data sets have a source: and what no verb does."""

from datetime import date

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, portfolio_of
from msgspec.structs import replace

from mopsctl.edit import dataset, disposition, platform
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.capability import Capability, Dataset, Disposition, Offering, Platform, Truth
from mopsctl.model.org import Person, Team

LIVE, EARLY = date(2027, 3, 15), date(2027, 3, 14)


def two(*records):
    """An old tool that sends and cuts; a new one that sends, live in March."""
    return portfolio_of(
        Team("it", "IT"),
        Person("ada", "Ada", "it"),
        Platform("cdp", "CDP", "proposed", live_on=LIVE),
        Platform("esp", "ESP"),
        Capability("send", "Send"),
        Capability("cut", "Cut"),
        Offering("send", "esp", "it"),
        Offering("cut", "esp", "it"),
        Offering("send", "cdp", "it"),
        Dataset("revenue", "Revenue"),
        *records,
    )


def refused(edit, *given, code=USAGE):
    with pytest.raises(MopsError) as caught:
        edit(*given)
    assert caught.value.code == code
    return caught.value.message, caught.value.hint


def test_a_platform_retires_on_a_day_to_come_and_is_retired_where_that_has_come():
    going = platform.retire(two(), "esp", LIVE, "cdp").platforms["esp"]
    assert (going.status, going.retire_on, going.successor) == ("retiring", LIVE, "cdp")
    alone = portfolio_of(Platform("esp", "ESP"))
    assert platform.retire(alone, "esp", TODAY, None).platforms["esp"].status == "retired"


def test_no_platform_is_off_before_what_moves_is_served_and_the_day_is_told():
    assert refused(platform.retire, two(), "esp", EARLY, "cdp") == (
        "esp cannot be off from 2027-03-14: send moves to cdp, which is live from 2027-03-15",
        "mopsctl platform retire esp --on 2027-03-15 --successor cdp",
    )
    assert "cannot be off" in refused(platform.amend, two(), "esp", {"retire_on": EARLY})[0]
    assert "cannot be off" in refused(platform.retire, two(), "esp", YESTERDAY, None)[0]


def test_what_ends_does_not_hold_a_platform_back():
    ends = Disposition("send", "esp", "retire")
    assert platform.retire(two(ends), "esp", EARLY, None).platforms["esp"].retire_on == EARLY


def test_another_field_can_be_changed_though_the_retirement_is_too_early():
    early = two(Platform("esp", "ESP", "retiring", retire_on=EARLY))
    assert platform.amend(early, "esp", {"vendor": "Posti"}).platforms["esp"].vendor == "Posti"


def test_a_retirement_is_taken_back():
    going = platform.retire(two(), "esp", LIVE, "cdp")
    back = platform.amend(going, "esp", {"status": "live", "retire_on": "", "successor": ""})
    assert back.platforms["esp"] == two().platforms["esp"]


@pytest.mark.parametrize(("status", "told"), [("proposed", "only proposed"), ("retired", "retired already")])
def test_only_what_is_there_retires(status, told):
    assert told in refused(platform.retire, portfolio_of(Platform("esp", "ESP", status)), "esp", LATER, None)[0]


def test_nothing_takes_its_own_place_not_even_round_a_corner():
    assert "esp -> esp" in refused(platform.amend, two(), "esp", {"successor": "esp"})[0]
    chain = two(Platform("esp", "ESP", successor="cdp"))
    assert refused(platform.amend, chain, "cdp", {"successor": "esp"}) == (
        "cdp cannot take its own place: cdp -> esp -> cdp",
        "mopsctl platform list",
    )
    assert "new -> new" in refused(platform.add, two(), "new", {"successor": "new"})[0]
    assert "retired" in refused(platform.amend, two(Platform("cdp", "CDP", "retired")), "esp", {"successor": "cdp"})[0]


def dispose(portfolio, fate, *, on=None, key="send", decided=None, **said):
    return disposition.dispose(portfolio, key, "esp", fate, said | ({"on": on} if on else {}), decided)


def test_a_decision_keeps_its_day_who_decided_and_where_it_moves():
    found = dispose(two(), "migrate", on=LIVE, decided_by="ada", note="after the pilot", decided=YESTERDAY)
    assert found.dispositions["send", "esp"] == Disposition(
        "send", "esp", "migrate", LIVE, "cdp", "ada", YESTERDAY, "after the pilot"
    )


def test_the_same_fate_said_again_changes_what_is_said_and_another_fate_all_of_it():
    before = dispose(two(), "migrate", on=LIVE, decided_by="ada", decided=YESTERDAY)
    again = dispose(before, "migrate", note="sooner is worse").dispositions["send", "esp"]
    assert (again.on, again.decided_by, again.decided_on, again.note) == (LIVE, "ada", YESTERDAY, "sooner is worse")
    later = dispose(before, "migrate", on=date(2027, 4, 1)).dispositions["send", "esp"]
    assert (later.on, later.decided_by, later.decided_on) == (date(2027, 4, 1), "ada", TODAY)
    assert dispose(before, "keep").dispositions["send", "esp"] == Disposition("send", "esp", "keep", decided_on=TODAY)


def test_what_moves_goes_where_it_is_governed_unless_another_is_said():
    governed = two(Capability("send", "Send", governing="cdp"), Platform("own", "Own"), Offering("send", "own", "it"))
    assert dispose(governed, "migrate").dispositions["send", "esp"].successor == "cdp"
    assert dispose(governed, "migrate", successor="own").dispositions["send", "esp"].successor == "own"


def test_a_capability_does_not_leave_before_its_successor_is_live():
    assert refused(lambda: dispose(two(), "migrate", on=EARLY)) == (
        "send cannot leave esp on 2027-03-14: cdp is live from 2027-03-15",
        "mopsctl capability dispose send --platform esp migrate --on 2027-03-15",
    )
    going = two(Platform("esp", "ESP", "retiring", retire_on=LIVE))
    assert dispose(going, "migrate", on=LIVE).dispositions["send", "esp"].on == LIVE
    assert refused(lambda: dispose(going, "migrate", on=date(2027, 3, 16))) == (
        "esp is off from 2027-03-15, so send is not there until 2027-03-16",
        "mopsctl capability dispose send --platform esp migrate --on 2027-03-15",
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("keep", {"on": LIVE}), "what is kept has no --on"),
        (("keep", {"successor": "cdp"}), "what is kept has no --successor"),
        (("migrate", {"key": "cut"}), "nothing else that means to stay offers cut"),
        (("migrate", {"key": "cut", "successor": "cdp"}), "cdp does not offer cut"),
        (("migrate", {"successor": "esp"}), "cannot move from esp to itself"),
        (("migrate", {"decided": LATER}), "still to come"),
    ],
)
def test_what_cannot_be_is_refused(given, told):
    fate, said = given
    assert told in refused(lambda: dispose(two(), fate, **said))[0]


def test_nothing_stays_on_a_platform_that_goes():
    going = two(Platform("esp", "ESP", "retiring", retire_on=LIVE))
    assert (
        refused(lambda: dispose(going, "keep"))[0] == "esp is retiring, off from 2027-03-15, so send cannot stay there"
    )


def test_nothing_becomes_of_what_is_not_there():
    assert refused(disposition.dispose, two(), "cut", "cdp", "keep", {}, None) == (
        "cdp does not offer cut, so nothing becomes of it there",
        "mopsctl capability offer cut --platform cdp --team TEAM",
    )


def test_a_decision_is_taken_back_once():
    before = two()
    after = disposition.undo(dispose(before, "migrate"), "send", "esp")
    assert after.dispositions == before.dispositions
    assert refused(disposition.undo, after, "send", "esp", code=NOT_FOUND)[0] == "no disposition of send on esp"


def test_a_second_source_is_recorded_for_so_it_is():
    both = dataset.claim(dataset.claim(two(), "revenue", "esp"), "revenue", "cdp")
    assert sorted(both.truths) == [("revenue", "cdp"), ("revenue", "esp")]
    assert list(dataset.withdraw(both, "revenue", "esp").truths) == [("revenue", "cdp")]


def test_claims_that_cannot_be_are_refused():
    claimed = two(Truth("revenue", "esp"))
    assert refused(dataset.claim, claimed, "revenue", "esp")[0] == "esp is the source of revenue already"
    assert "no claim of cdp" in refused(dataset.withdraw, claimed, "revenue", "cdp", code=NOT_FOUND)[0]
    gone = replace(claimed, platforms={**claimed.platforms, "cdp": Platform("cdp", "CDP", "retired")})
    assert refused(dataset.claim, gone, "revenue", "cdp")[0] == "cdp is retired and the source of nothing"
    assert 'no dataset "revenu"; did you mean "revenue"?' in refused(
        dataset.claim, claimed, "revenu", "esp", code=NOT_FOUND
    )
