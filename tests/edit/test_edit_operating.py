"""Rights, interactions, assessments, and beginning a model by a template (domain §3)."""

from collections.abc import Callable

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, small
from msgspec import Struct

from mopsctl.edit import model, operating, records
from mopsctl.edit.records import put
from mopsctl.errors import BAD_INPUT, NOT_FOUND, USAGE, MopsError
from mopsctl.model.fields import Record
from mopsctl.model.operating import Assessment, Interaction, Right, Topic
from mopsctl.model.org import Box, Position, Team
from mopsctl.model.portfolio import Portfolio

ROADMAP = Topic("roadmap", "Product roadmap")
IT_DECIDES = Right("roadmap", "decide", "team:it")


def begun(*more: Record) -> Portfolio:
    return put(small(), ROADMAP, *more)


def refused(edit: Callable[[], object]) -> tuple[str, str, int]:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value.message, raised.value.hint, raised.value.code


# Rights.


def test_a_right_is_given_to_be_on_all_platforms_and_is_a_proposal_at_first() -> None:
    after = operating.set_right(begun(), IT_DECIDES)
    assert changed(begun(), after) == [("rights", ("roadmap", "", "decide", "team:it", "to-be"), "added")]
    assert after.rights["roadmap", "", "decide", "team:it", "to-be"].confirmed is None


def test_a_second_who_decides_is_refused_with_the_one_who_does() -> None:
    before = begun(IT_DECIDES)
    other = Right("roadmap", "decide", "team:analytics")
    assert refused(lambda: operating.set_right(before, other)) == (
        "it decides on roadmap; a second holder would split the vote",
        "mopsctl right set roadmap decide --team analytics --replace",
        USAGE,
    )
    after = operating.set_right(before, other, replace=True)
    assert list(after.rights) == [("roadmap", "", "decide", "team:analytics", "to-be")]


@pytest.mark.parametrize(
    "beside",
    [
        Right("roadmap", "decide", "team:analytics", platform="cdp"),
        Right("roadmap", "decide", "team:analytics", state="as-is"),
        Right("roadmap", "agree", "team:analytics"),
    ],
    ids=["on one platform", "as it is", "another part"],
)
def test_who_decides_elsewhere_today_or_has_another_part_is_no_second(beside: Right) -> None:
    assert len(operating.set_right(begun(IT_DECIDES), beside).rights) == 2


def test_several_may_agree_recommend_and_give_input() -> None:
    before = begun(Right("roadmap", "agree", "team:it"))
    assert len(operating.set_right(before, Right("roadmap", "agree", "team:analytics")).rights) == 2


def test_what_is_so_already_keeps_its_confirmation() -> None:
    before = begun(Right("roadmap", "decide", "team:it", confirmed=YESTERDAY))
    assert operating.set_right(before, IT_DECIDES) is before
    assert operating.set_right(before, IT_DECIDES, replace=True) is before


def test_a_part_is_taken_from_one_from_all_who_have_it_or_it_is_said_that_there_is_none() -> None:
    before = begun(IT_DECIDES, Right("roadmap", "agree", "team:it"), Right("roadmap", "agree", "team:analytics"))

    def left(part: str | None, holder: str | None) -> list[tuple[str, str]]:
        after = operating.clear_rights(before, "roadmap", part, holder, "", "to-be")  # type: ignore[arg-type]
        return sorted((one.part, one.holder) for one in after.rights.values())

    assert left("agree", "team:it") == [("agree", "team:analytics"), ("decide", "team:it")]
    assert left("agree", None) == [("decide", "team:it")]
    assert left(None, "team:it") == [("agree", "team:analytics")]
    assert refused(lambda: left("input", "team:it")) == (
        "no right to clear: it has no part to input in roadmap", "mopsctl right show roadmap", NOT_FOUND,
    )  # fmt: skip


def test_the_parts_in_a_topic_are_confirmed_together_and_not_before_they_were() -> None:
    before = begun(IT_DECIDES, Right("roadmap", "agree", "team:analytics", state="as-is"))
    after = operating.confirm_rights(before, "roadmap", "", "to-be", by="mert", on=None)
    assert {one.state: (one.confirmed, one.confirmed_by) for one in after.rights.values()} == {
        "to-be": (TODAY, "mert"),
        "as-is": (None, None),
    }
    with pytest.raises(MopsError, match="still to come"):
        operating.confirm_rights(before, "roadmap", "", "to-be", by=None, on=LATER)
    on_cdp = begun(Right("roadmap", "decide", "team:it", platform="cdp"))
    assert refused(lambda: operating.confirm_rights(on_cdp, "roadmap", "", "to-be", by=None, on=None)) == (
        "no right in roadmap holds on all platforms; one on cdp does",
        "mopsctl right confirm roadmap --platform cdp",
        NOT_FOUND,
    )


# Interactions.

GIVEN = {"giver": "it", "receiver": "analytics"}


def test_an_interaction_is_between_two_teams() -> None:
    after = operating.add_interaction(small(), "feeds", GIVEN)
    assert after.interactions["feeds"] == Interaction("feeds", "feeds", "it", "analytics")
    to_itself = "it would give “feeds” to itself; --from and --to are two teams"
    assert (
        refused(lambda: operating.add_interaction(small(), "feeds", {"giver": "it", "receiver": "it"}))[0] == to_itself
    )
    assert refused(lambda: operating.amend_interaction(after, "feeds", {"receiver": "it"}))[::2] == (to_itself, USAGE)


def test_each_side_confirms_for_itself_and_another_party_has_confirmed_nothing() -> None:
    before = put(operating.add_interaction(small(), "feeds", GIVEN), Team("sales", "Sales"))
    one = operating.confirm_interaction(before, "feeds", ["it"], YESTERDAY)
    both = operating.confirm_interaction(one, "feeds", ["analytics"], None)
    found = both.interactions["feeds"]
    assert (found.giver_confirmed, found.receiver_confirmed) == (YESTERDAY, TODAY)
    assert operating.amend_interaction(both, "feeds", {"cadence": "daily"}).interactions["feeds"].giver_confirmed
    moved = operating.amend_interaction(both, "feeds", {"receiver": "sales"}).interactions["feeds"]
    assert (moved.giver_confirmed, moved.receiver_confirmed) == (None, None)
    assert refused(lambda: operating.confirm_interaction(before, "feeds", ["sales"], None)) == (
        "sales has no side in feeds: it goes from it to analytics",
        "mopsctl interaction confirm feeds --team it",
        USAGE,
    )


# Assessments.


def test_an_assessment_keeps_what_is_not_said_again_and_is_as_young_as_its_latest_word() -> None:
    before = operating.assess(small(), "it", "send", {"performance": 2, "challenges": "by hand", "on": YESTERDAY})
    assert before.assessments["it", "send"] == Assessment("it", "send", YESTERDAY, 2, challenges="by hand")
    after = operating.assess(before, "it", "send", {"performance": 3, "challenges": ""})
    assert after.assessments["it", "send"] == Assessment("it", "send", TODAY, 3)
    assert operating.forget_assessment(after, "it", "send").assessments == {}
    assert refused(lambda: operating.forget_assessment(small(), "it", "send"))[2] == NOT_FOUND


# Templates.


class Given(Struct, frozen=True):
    record: Record
    line: int
    given: frozenset[str] = frozenset()


def begin(portfolio: Portfolio, *rows: Record, state: str | None = None) -> Portfolio:
    placed = [Given(one, number) for number, one in enumerate(rows, 1)]
    return model.begin(portfolio, placed, locate=lambda row: f"mine.yaml:{row.line}", state=state)  # type: ignore[arg-type]


def test_a_template_brings_in_topics_and_rights_and_changes_nothing_that_is_known() -> None:
    before = begun(Right("roadmap", "decide", "team:analytics"))
    budget = Topic("budget", "Budget")
    rows = (Topic("roadmap", "Another name"), budget, IT_DECIDES, Right("budget", "decide", "team:it"))
    after = begin(before, *rows)
    assert after.topics == {"roadmap": ROADMAP, "budget": budget}
    assert sorted(key[::3] for key in after.rights) == [("budget", "team:it"), ("roadmap", "team:analytics")]
    assert model.left_alone(before, [Given(one, 1) for one in rows], None) == ("roadmap",)
    assert begin(after, *rows).rights == after.rights


def test_a_function_of_a_template_is_the_team_that_covers_it() -> None:
    before = begun(Team("growth", "Growth", covers=("marketing", "martech")))
    after = begin(before, Right("roadmap", "decide", "team:martech"), Interaction("x", "X", "marketing", "it"))
    assert list(after.rights) == [("roadmap", "", "decide", "team:growth", "to-be")]
    assert after.interactions["x"].giver == "growth"
    assert begin(before, Interaction("x", "X", "marketing", "martech")).interactions == {}


def test_the_rights_of_a_template_may_tell_of_today() -> None:
    assert list(begin(begun(), IT_DECIDES, state="as-is").rights) == [("roadmap", "", "decide", "team:it", "as-is")]


def test_every_reference_to_nothing_is_told_with_its_line_and_then_nothing_changes() -> None:
    rows = (Right("roadmap", "decide", "team:martech"), Right("road", "agree", "team:it"))
    message, _, code = refused(lambda: begin(begun(), *rows))
    assert message.splitlines() == [
        'mine.yaml:1: right roadmap/decide/team:martech/to-be: no team "martech"',
        'mine.yaml:2: right road/agree/team:it/to-be: no topic "road"; did you mean "roadmap"?',
    ]
    assert code == BAD_INPUT


def test_a_template_makes_no_second_decider_and_no_gift_to_oneself() -> None:
    two = (IT_DECIDES, Right("roadmap", "decide", "team:analytics"))
    assert refused(lambda: begin(begun(), *two)) == (
        "mine.yaml:2: it and analytics would both decide on roadmap", "", BAD_INPUT,
    )  # fmt: skip
    assert refused(lambda: begin(begun(), Interaction("x", "X", "it", "it"))) == (
        "mine.yaml:1: it would give “X” to itself", "", BAD_INPUT,
    )  # fmt: skip


def test_the_usual_topics_come_before_a_template_that_has_none_of_its_own_or_names_them() -> None:
    usual = [Given(Topic(key, key), 1) for key in ("roadmap", "budget")]
    decides, consent = Given(IT_DECIDES, 1), Given(Topic("consent", "Consent"), 2)
    assert model.with_topics(usual, []) == usual
    assert model.with_topics(usual, [decides]) == [*usual, decides]
    assert model.with_topics(usual, [decides, consent]) == [usual[0], decides, consent]


def test_what_names_a_topic_goes_with_it_only_when_asked() -> None:
    before = begun(IT_DECIDES)
    with pytest.raises(MopsError, match="still referred to"):
        records.remove(before, Topic, "roadmap")
    assert records.remove(before, Topic, "roadmap", cascade=True).rights == {}


def test_a_position_that_the_chart_has_no_box_for_is_given_no_right() -> None:
    boxed = begun(Position("lead", "Lead"), Position("aide", "Aide"), Box("aide"))
    assert refused(lambda: operating.set_right(boxed, Right("roadmap", "decide", "position:lead"))) == (
        "the position lead is in no to-be chart", "mopsctl position set lead --state to-be", USAGE,
    )  # fmt: skip
    assert operating.set_right(boxed, Right("roadmap", "decide", "position:lead", "", "as-is")).rights
