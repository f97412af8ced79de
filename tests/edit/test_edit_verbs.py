"""The verbs of the domain: asks and answers, alignments, letters, plans, tasks, support, capabilities."""

from collections.abc import Callable
from datetime import date

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, portfolio_of, small

from mopsctl.edit import capability, commitment, outreach, plan, records, responsibility, start, support, task
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.capability import Capability, Offering
from mopsctl.model.commitment import Alignment, Ask, AskKind
from mopsctl.model.org import Team
from mopsctl.model.outreach import Conversation
from mopsctl.model.plan import Participation, Plan, Review, Stage
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment
from mopsctl.model.support import Support


def refused(edit: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value.message, raised.value.code


# -- asks (domain §1.2)


def test_an_ask_is_put_today_to_one_team() -> None:
    after = commitment.ask(small(), "rollout", "it", "advocate", of="ada", due=LATER)
    assert after.asks["rollout", "it", "advocate", 1] == Ask("rollout", "it", "advocate", TODAY, of="ada", due=LATER)


def test_an_ask_without_an_answer_is_not_put_twice_but_may_get_another_date() -> None:
    message, code = refused(lambda: commitment.ask(small(), "rollout", "it", "assign"))
    assert (message, code) == (
        "it was already asked to assign on 2026-11-20 and has not answered; --due gives it another date",
        USAGE,
    )
    after = commitment.ask(small(), "rollout", "it", "assign", due=LATER)
    assert changed(small(), after) == [("asks", ("rollout", "it", "assign", 1), "changed")]
    assert after.asks["rollout", "it", "assign", 1] == Ask("rollout", "it", "assign", YESTERDAY, of="mert", due=LATER)


@pytest.mark.parametrize("state", ["refused", "deferred", "withdrawn", "promised", "proven"])
def test_after_any_answer_a_team_may_be_asked_again(state: str) -> None:
    answered = portfolio_of(
        Team("it", "IT"),
        Plan("rollout", "P", YESTERDAY),
        Participation("rollout", "it"),
        Ask("rollout", "it", "assign", YESTERDAY, state=state),
    )
    after = commitment.ask(answered, "rollout", "it", "assign")
    assert changed(answered, after) == [("asks", ("rollout", "it", "assign", 2), "added")]


def test_an_ask_to_nobody_is_refused() -> None:
    assert refused(lambda: commitment.ask(small(), "rollout", "itt", "assign"))[1] == NOT_FOUND
    assert refused(lambda: commitment.ask(small(), "rolout", "it", "assign"))[1] == NOT_FOUND
    assert refused(lambda: commitment.ask(small(), "rollout", "it", "assign", of="x"))[1] == NOT_FOUND


@pytest.mark.parametrize("kind", ["advocate", "assign"])  # never put; open already
def test_an_answer_is_due_today_or_later(kind: AskKind) -> None:
    told = "due 2026-11-20 is past; an answer is due on a day to come"
    assert refused(lambda: commitment.ask(small(), "rollout", "it", kind, due=YESTERDAY)) == (told, USAGE)
    assert commitment.ask(small(), "rollout", "it", kind, due=TODAY).asks["rollout", "it", kind, 1].due == TODAY


def test_a_team_that_is_not_in_the_plan_is_neither_asked_nor_answers() -> None:
    for edit in (
        lambda: commitment.ask(small(), "rollout", "analytics", "assign"),
        lambda: commitment.answer(small(), "rollout", "analytics", "assign", "refused", None, {"reason": "no"}),
        lambda: commitment.answer(small(), "rollout", "analytics", "assign", "withdrawn", None, {}),
    ):
        with pytest.raises(MopsError) as raised:
            edit()
        assert (raised.value.message, raised.value.hint, raised.value.code) == (
            'analytics is not in the plan "rollout"',
            "mopsctl team join analytics --involved",
            USAGE,
        )
    joined = plan.join(small(), "rollout", "analytics", {"involvement": "affected"})
    assert ("rollout", "analytics", "assign", 1) in commitment.ask(joined, "rollout", "analytics", "assign").asks


def test_what_a_team_was_asked_before_it_went_out_can_still_be_withdrawn() -> None:
    gone = plan.join(small(), "rollout", "it", {"involvement": "out", "because": "no part in it"})
    assert answered(gone, "assign", "withdrawn").state == "withdrawn"


def test_a_team_that_is_out_of_the_plan_is_not_asked() -> None:
    gone = plan.join(small(), "rollout", "analytics", {"involvement": "out", "because": "no lists any more"})
    with pytest.raises(MopsError) as raised:
        commitment.ask(gone, "rollout", "analytics", "assign")
    assert (raised.value.message, raised.value.hint, raised.value.code) == (
        "analytics is out of the plan: no lists any more",
        "mopsctl team join analytics --involved",
        USAGE,
    )
    back = plan.join(gone, "rollout", "analytics", {"involvement": "involved"})
    assert ("rollout", "analytics", "assign", 1) in commitment.ask(back, "rollout", "analytics", "assign").asks


def answered(
    portfolio: Portfolio, kind: str, state: str, team: str = "it", on: date | None = None, **told: object
) -> Ask:
    after = commitment.answer(portfolio, "rollout", team, kind, state, on, told)  # type: ignore[arg-type]
    return max((a for a in after.asks.values() if (a.team, a.kind) == (team, kind)), key=lambda a: a.round)


def test_a_promise_names_who_how_much_and_from_when() -> None:
    ask = answered(small(), "assign", "promised", person="mert", allocation=50, start=LATER)
    assert ask == Ask(
        "rollout",
        "it",
        "assign",
        YESTERDAY,
        state="promised",
        of="mert",
        answered_on=TODAY,
        person="mert",
        allocation=50,
        start=LATER,
    )


@pytest.mark.parametrize(
    ("kind", "state", "message"),
    [
        ("assign", "promised", "to assign is promised only with person, allocation, start"),
        ("assign", "proven", "to assign is proven only with person, allocation, start"),
        ("advocate", "promised", "to advocate is promised only with leader, forum, forum on"),
        ("advocate", "proven", "to advocate is proven only with leader, forum, forum on, granted"),
        ("contribute", "promised", "to contribute is promised only with person"),
    ],
)
def test_a_yes_without_substance_is_refused(kind: str, state: str, message: str) -> None:
    assert refused(lambda: answered(small(), kind, state)) == (message, USAGE)


@pytest.mark.parametrize(
    ("kind", "state", "told", "message"),
    [
        ("contribute", "promised", {"allocation": 50}, "to contribute names no allocation"),
        ("advocate", "promised", {"person": "mert"}, "to advocate names no person"),
        ("advocate", "proven", {"start": TODAY, "person": "mert"}, "to advocate names no start or person"),
        ("assign", "promised", {"leader": "mert", "forum_on": TODAY}, "to assign names no leader or forum on"),
        ("assign", "proven", {"granted": "two people"}, "to assign names no granted"),
    ],
)
def test_a_yes_that_names_what_belongs_to_another_ask_is_refused(
    kind: str, state: str, told: dict[str, object], message: str
) -> None:
    assert refused(lambda: answered(small(), kind, state, **told)) == (message, USAGE)


def test_the_hint_for_a_yes_without_substance_is_filled_in_with_words_that_can_be_read() -> None:
    with pytest.raises(MopsError) as raised:
        answered(small(), "advocate", "proven")
    assert raised.value.hint == (
        "mopsctl commit prove it --kind advocate --leader PERSON --forum FORUM --forum-on +5wd --granted TEXT"
    )
    with pytest.raises(MopsError) as raised:
        answered(small(), "assign", "promised")
    assert raised.value.hint.endswith(" --person PERSON --allocation 50 --start +10wd")


def test_a_deferral_ends_on_a_day_that_is_not_past() -> None:
    assert refused(lambda: answered(small(), "assign", "deferred", until=YESTERDAY)) == (
        "until 2026-11-20 is past; say when to ask again",
        USAGE,
    )
    assert answered(small(), "assign", "deferred", until=TODAY).until == TODAY


def test_a_deed_may_come_before_words() -> None:
    ask = answered(small(), "contribute", "proven", person="mert", on=YESTERDAY)
    assert (ask.asked_on, ask.answered_on, ask.state, ask.round) == (YESTERDAY, YESTERDAY, "proven", 1)


def test_a_refusal_wants_a_reason() -> None:
    for reason in (None, "", "...", " "):
        assert refused(lambda r=reason: answered(small(), "assign", "refused", reason=r)) == (
            "say why it refuses: --because TEXT",
            USAGE,
        )
    assert answered(small(), "assign", "refused", reason="no capacity").reason == "no capacity"


def test_a_yes_after_a_no_keeps_nothing_of_the_no() -> None:
    no = commitment.answer(small(), "rollout", "it", "contribute", "refused", None, {"reason": "no time"})
    no = commitment.resolve(no, "rollout", "it", "contribute", "escalate")
    assert answered(no, "contribute", "promised", person="mert") == Ask(
        "rollout", "it", "contribute", TODAY, state="promised", answered_on=TODAY, person="mert"
    )


def test_an_answer_before_the_question_is_refused() -> None:
    message, _ = refused(lambda: answered(small(), "assign", "deferred", on=date(2026, 11, 1)))
    assert message == "ask rollout/it/assign/1: answered_on 2026-11-01 is before asked_on 2026-11-20"


def test_what_was_never_asked_cannot_be_withdrawn() -> None:
    assert refused(lambda: answered(small(), "advocate", "withdrawn")) == (
        "no advocate ask of it to withdraw",
        NOT_FOUND,
    )
    assert answered(small(), "assign", "withdrawn").state == "withdrawn"


def test_an_answer_after_a_withdrawal_is_a_new_round() -> None:
    gone = commitment.answer(small(), "rollout", "it", "assign", "withdrawn", None, {})
    ask = answered(gone, "assign", "refused", reason="no")
    assert (ask.round, ask.asked_on) == (2, TODAY)


def test_a_refusal_that_stands_is_resolved_though_the_team_was_asked_again() -> None:
    no = commitment.answer(small(), "rollout", "it", "assign", "refused", None, {"reason": "no time"})
    again = commitment.ask(no, "rollout", "it", "assign")
    after = commitment.resolve(again, "rollout", "it", "assign", "escalate")
    assert [(ask.round, ask.state, ask.resolution) for ask in after.asks.values()] == [
        (1, "refused", "escalate"),
        (2, "open", None),
    ]


def test_only_a_refusal_is_resolved() -> None:
    assert refused(lambda: commitment.resolve(small(), "rollout", "it", "assign", "accept")) == (
        "no refusal of it to assign that needs a resolution",
        NOT_FOUND,
    )


def test_an_alignment_is_recorded_with_parties_and_terms() -> None:
    after = commitment.align(small(), "rollout", "it", on=None, parties="Ada, Mert", terms="until May")
    assert after.alignments["rollout", "it"] == Alignment("rollout", "it", TODAY, "Ada, Mert", "until May")
    for parties, terms in (("", "x"), ("x", " "), ("...", "x"), ("x", "..."), (" . ", "x")):
        assert refused(
            lambda p=parties, t=terms: commitment.align(small(), "rollout", "it", on=None, parties=p, terms=t)
        ) == ("an alignment names who was there and what was agreed: --parties TEXT --terms TEXT", USAGE)


# -- letters (domain §2.3)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["R", "A"], ("R", "A")),
        (["ar"], ("R", "A")),
        (["R/A", "c"], ("R", "A", "C")),
        (["A,R", "A"], ("R", "A")),
        (["Responsible"], ("R",)),
        (["informed", "CONSULTED", "accountable"], ("A", "C", "I")),
        (["responsible", "A"], ("R", "A")),
        ([], ()),
    ],
)
def test_letters_are_read_in_any_manner(words: list[str], found: tuple[str, ...]) -> None:
    assert responsibility.letters(small(), words) == found


def test_a_letter_that_is_none_is_refused() -> None:
    for words in (["Z"], ["RX"], ["İ"], ["Responsibly"], ["responsible/accountable"]):
        message, code = refused(lambda w=words: responsibility.letters(small(), w))
        assert message.endswith("there are R (responsible), A (accountable), C (consulted), I (informed)")
        assert code == USAGE


def give(
    portfolio: Portfolio, holder: str, *wanted: str, state: str = "to-be", subject: str = "capability:send"
) -> Portfolio:
    return responsibility.assign(portfolio, "rollout", subject, holder, wanted, state)  # type: ignore[arg-type]


def held(portfolio: Portfolio, holder: str, subject: str = "capability:send", state: str = "to-be") -> str:
    return "".join(
        sorted(
            a.letter
            for a in portfolio.assignments.values()
            if (a.holder, a.subject, a.state) == (holder, subject, state)
        )
    )


def test_a_holder_gets_exactly_these_letters() -> None:
    after = give(small(), "team:it", "C")
    assert held(after, "team:it") == "C"
    assert held(give(after, "team:it", "R", "C"), "team:it") == "CR"


def test_a_letter_that_stays_keeps_its_agreement() -> None:
    after = give(small(), "person:ada", "R", "A")
    assert after.assignments["rollout", "capability:send", "person:ada", "A", "to-be"].agreed
    assert not after.assignments["rollout", "capability:send", "person:ada", "R", "to-be"].agreed


def test_a_second_accountable_is_refused_with_the_command_that_frees_the_letter() -> None:
    with pytest.raises(MopsError) as raised:
        give(small(), "team:it", "A")
    assert raised.value.message == "send already has somebody accountable (to-be): ada"
    assert raised.value.hint == "mopsctl raci clear send --person ada A --state to-be"


def test_another_state_another_subject_and_the_same_holder_may_be_accountable() -> None:
    assert held(give(small(), "team:it", "A", subject="capability:cut"), "team:it", "capability:cut") == "A"
    assert held(give(small(), "person:ada", "A"), "person:ada") == "A"
    with pytest.raises(MopsError, match="accountable \\(as-is\\): analytics"):
        give(small(), "team:it", "A", state="as-is")


@pytest.mark.parametrize("wanted", [("R", "I"), ("A", "I"), ("R", "A", "C", "I")])
def test_nobody_is_told_what_he_does(wanted: tuple[str, ...]) -> None:
    message, code = refused(lambda: give(small(), "team:it", *wanted))
    assert message == f"it cannot be told (I) what it does or answers for ({', '.join(wanted)})"
    assert code == USAGE


def test_as_is_letters_belong_to_no_plan() -> None:
    after = give(small(), "team:it", "R", state="as-is")
    assert after.assignments["", "capability:send", "team:it", "R", "as-is"].plan == ""


def test_letters_are_cleared_some_or_all() -> None:
    two = give(small(), "team:it", "R", "C")
    assert held(responsibility.clear(two, "rollout", "capability:send", "team:it", ("R",), "to-be"), "team:it") == "C"
    assert held(responsibility.clear(two, "rollout", "capability:send", "team:it", (), "to-be"), "team:it") == ""
    assert refused(lambda: responsibility.clear(two, "rollout", "capability:send", "team:it", ("A",), "to-be")) == (
        "it holds no A on send (to-be)",
        NOT_FOUND,
    )
    assert refused(lambda: responsibility.clear(two, "rollout", "capability:cut", "team:it", (), "to-be")) == (
        "it holds no letter on cut (to-be)",
        NOT_FOUND,
    )


def test_a_holder_agrees_to_all_its_letters_on_a_subject() -> None:
    after = responsibility.agree(small(), "rollout", "capability:send", "team:it", "to-be", by="mert", on=None)
    assert after.assignments["rollout", "capability:send", "team:it", "R", "to-be"] == Assignment(
        "capability:send", "team:it", "R", "to-be", "rollout", True, "mert", TODAY
    )
    message, code = refused(
        lambda: responsibility.agree(small(), "rollout", "capability:cut", "team:it", "to-be", by=None, on=None)
    )
    assert (message, code) == ("no to-be letter of it on cut", NOT_FOUND)


# -- plans, tasks, reviews, participation


def test_the_only_open_plan_is_the_current_one() -> None:
    assert plan.current(small(), None).key == "rollout"
    assert refused(lambda: plan.current(portfolio_of(), None)) == ("there is no open plan yet", NOT_FOUND)
    two = records.add(small(), Plan("b", "B", TODAY), Plan("a", "A", TODAY))
    message, code = refused(lambda: plan.current(two, None))
    assert (message, code) == ("there are several plans (a, b, rollout); choose one with --plan or MOPSCTL_PLAN", USAGE)
    assert plan.current(two, "b").key == "b"
    assert plan.current(plan.close(plan.close(two, "a", None), "b", None), None).key == "rollout"
    assert refused(lambda: plan.current(two, "rolout"))[0] == 'no plan "rolout"; did you mean "rollout"?'


def test_where_every_plan_is_closed_they_are_named() -> None:
    shut = plan.close(records.add(small(), Plan("a", "A", TODAY, closed=TODAY)), "rollout", None)
    assert refused(lambda: plan.current(shut, None)) == (
        "no plan is open; name a closed one with --plan: a, rollout",
        NOT_FOUND,
    )
    assert plan.current(shut, "a").key == "a"


def test_a_plan_is_not_closed_before_it_began() -> None:
    assert refused(lambda: plan.close(small(), "rollout", date(2026, 1, 1)))[1] == USAGE


def test_a_team_joins_and_later_words_leave_earlier_ones_alone() -> None:
    after = plan.join(small(), "rollout", "analytics", {"work": 4})
    assert after.participations["rollout", "analytics"] == Participation("rollout", "analytics", work=4)
    again = plan.join(after, "rollout", "analytics", {"critical": "yes"})
    assert again.participations["rollout", "analytics"] == Participation("rollout", "analytics", critical="yes", work=4)
    assert refused(lambda: plan.join(small(), "rollout", "it", {"involvement": "out"})) == (
        "say why it is out: --because TEXT",
        USAGE,
    )


def test_the_count_of_capabilities_is_overridden_and_counted_again() -> None:
    seven = plan.join(small(), "rollout", "it", {"capabilities": 7})
    assert seven.participations["rollout", "it"].capabilities == 7
    counted = plan.join(seven, "rollout", "it", {"capabilities": "", "understood_by": ""})
    assert counted.participations["rollout", "it"] == Participation("rollout", "it")


@pytest.mark.parametrize("stage", ["build", "launch", "run"])
def test_the_day_on_which_building_began_is_kept(stage: Stage) -> None:
    assert plan.enter(small(), "rollout", stage).plans["rollout"].built == TODAY
    known = records.update(small(), Plan, "rollout", {"built": YESTERDAY})
    assert plan.enter(known, "rollout", stage).plans["rollout"].built == YESTERDAY
    assert plan.enter(known, "rollout", "align").plans["rollout"].built == YESTERDAY
    assert start.start(small(), [], "Pos", None, {"stage": stage}).plans["pos"].built == TODAY


def test_before_build_nothing_was_built() -> None:
    assert plan.enter(small(), "rollout", "plan").plans["rollout"].built is None
    assert start.start(small(), [], "Pos", None, {"stage": "plan"}).plans["pos"].built is None


def test_another_platform_is_another_scope() -> None:
    assert plan.reshape(small(), "rollout", {"platform": "esp"}).plans["rollout"].rescoped == TODAY
    assert plan.reshape(small(), "rollout", {"platform": ""}).plans["rollout"].rescoped == TODAY
    said = plan.reshape(small(), "rollout", {"platform": "esp", "rescoped": YESTERDAY})
    assert said.plans["rollout"].rescoped == YESTERDAY
    for fields in ({"platform": "cdp"}, {"target": LATER}):
        assert plan.reshape(small(), "rollout", fields).plans["rollout"].rescoped is None
    first = records.update(small(), Plan, "rollout", {"platform": None})
    assert plan.reshape(first, "rollout", {"platform": "cdp"}).plans["rollout"].rescoped is None
    assert refused(lambda: plan.reshape(small(), "rollout", {"rescoped": LATER}))[1] == USAGE


def test_a_second_review_on_one_day_replaces_the_first() -> None:
    first = plan.review(small(), "rollout", "it", "changes", {"improvements": "more time"})
    second = plan.review(first, "rollout", "it", "approved", {})
    assert list(second.reviews.values()) == [Review("rollout", "it", TODAY, "approved")]
    other = plan.review(second, "rollout", "it", "approved", {"on": YESTERDAY})
    assert len(other.reviews) == 2


TOMORROW = date(2026, 11, 24)


@pytest.mark.parametrize(
    "happen",
    [
        lambda on: commitment.answer(small(), "rollout", "it", "assign", "promised", on,
                                     {"person": "mert", "allocation": 50, "start": LATER}),
        lambda on: commitment.answer(small(), "rollout", "it", "contribute", "proven", on, {"person": "mert"}),
        lambda on: commitment.answer(small(), "rollout", "it", "assign", "refused", on, {"reason": "no"}),
        lambda on: commitment.answer(small(), "rollout", "it", "assign", "deferred", on, {"until": LATER}),
        lambda on: commitment.answer(small(), "rollout", "it", "assign", "withdrawn", on, {}),
        lambda on: commitment.align(small(), "rollout", "it", on=on, parties="Ada", terms="until May"),
        lambda on: responsibility.agree(small(), "rollout", "capability:send", "team:it", "to-be", by=None, on=on),
        lambda on: capability.govern(small(), "cut", "esp", "ada", on),
        lambda on: plan.review(small(), "rollout", "it", "approved", {"on": on}),
        lambda on: plan.close(small(), "rollout", on),
        lambda on: task.done(small(), "map", on),
        lambda on: outreach.log(small(), "rollout", "it", {"sees_problem": "yes", "on": on}),
    ],
    ids=["promise", "prove", "refuse", "defer", "withdraw", "align", "agree", "govern", "review", "close", "done",
         "log"],
)  # fmt: skip
def test_nothing_has_happened_on_a_day_that_is_still_to_come(happen: Callable[[date | None], Portfolio]) -> None:
    assert refused(lambda: happen(TOMORROW)) == ("2026-11-24 is still to come; say the day it happened", USAGE)
    assert changed(small(), happen(TODAY)) == changed(small(), happen(None)) != []


# -- support, capabilities, starting


def test_marks_of_support_are_set_one_by_one() -> None:
    after = support.mark(small(), "rollout", "ada", {"timing": "no"})
    assert after.support["rollout", "ada"] == Support("rollout", "ada", "yes", "no")
    first = support.mark(small(), "rollout", "mert", {"takes_part": True})
    assert first.support["rollout", "mert"] == Support("rollout", "mert", takes_part=True)
    assert refused(lambda: support.mark(small(), "rollout", "nobody", {}))[1] == NOT_FOUND


def test_a_capability_is_offered_and_withdrawn() -> None:
    after = capability.offer(small(), "cut", "cdp", "it")
    assert changed(small(), after) == [("offerings", ("cut", "cdp", "it"), "added")]
    assert changed(small(), capability.withdraw(after, "cut", "cdp", "it")) == []
    assert refused(lambda: capability.withdraw(small(), "cut", "cdp", "it")) == (
        "it does not offer cut on cdp",
        NOT_FOUND,
    )
    assert refused(lambda: capability.offer(small(), "send", "cdp", "it"))[0] == (
        'there is already an offering "send/cdp/it"'
    )


def test_similar_capabilities_are_written_in_order_whoever_is_named_first() -> None:
    bare = records.add(small(), Capability("zip", "Zip"))
    assert changed(bare, capability.declare_similar(bare, "zip", "cut")) == [("similarities", ("cut", "zip"), "added")]
    assert refused(lambda: capability.declare_similar(small(), "cut", "cut"))[1] == USAGE
    assert refused(lambda: capability.declare_similar(small(), "send", "cut"))[0] == (
        'there is already a similarity "cut/send"'
    )


def test_a_decision_says_which_platform_who_and_when() -> None:
    found = capability.govern(small(), "cut", "esp", "ada", None).capabilities["cut"]
    assert (found.governing, found.governed_by, found.governed_on) == ("esp", "ada", TODAY)
    assert refused(lambda: capability.govern(small(), "cut", "xyz", "ada", None))[1] == NOT_FOUND
    assert refused(lambda: capability.govern(small(), "cut", "cdp", "ada", None)) == (
        "cdp does not offer cut, so it cannot govern it",
        USAGE,
    )


def test_a_gap_was_found_on_a_day_or_there_is_none() -> None:
    found = capability.gap(small(), "cut", YESTERDAY)
    assert found.capabilities["cut"] == Capability("cut", "Cut lists", gap_found=YESTERDAY)
    assert capability.gap(found, "cut", None).capabilities["cut"].gap_found is None
    assert refused(lambda: capability.gap(small(), "cut", LATER))[1] == USAGE
    assert refused(lambda: capability.gap(small(), "cat", YESTERDAY))[1] == NOT_FOUND


def test_a_new_plan_takes_the_default_teams_in_and_leaves_the_known_alone() -> None:
    template = [Team("it", "From the template"), Team("legal", "Legal"), Capability("send", "Other name")]
    after = start.start(small(), template, "İzmir açılışı", None, {"platform": "pos", "target": LATER})
    assert changed(small(), after) == [
        ("teams", "legal", "added"),
        ("platforms", "pos", "added"),
        ("plans", "izmir-acilisi", "added"),
        ("participations", ("izmir-acilisi", "it"), "added"),
        ("participations", ("izmir-acilisi", "legal"), "added"),
    ]
    assert after.plans["izmir-acilisi"] == Plan("izmir-acilisi", "İzmir açılışı", TODAY, platform="pos", target=LATER)
    assert (after.platforms["pos"].status, after.teams["it"].name) == ("proposed", "IT")


def test_a_name_that_makes_no_key_wants_one() -> None:
    message, code = refused(lambda: start.start(small(), [], "数据平台", None, {}))
    assert (message, code) == ('no key can be made of "数据平台"', USAGE)
    assert "data" in start.start(small(), [], "数据平台", "data", {}).plans


def test_an_example_is_brought_in_only_where_its_keys_are_free() -> None:
    assert refused(lambda: start.bring_in_example(small(), [Team("it", "IT")]))[0] == 'there is already a team "it"'
    assert "x" in start.bring_in_example(small(), [Team("x", "X"), Offering("send", "esp", "x")]).teams


def test_an_older_answer_takes_no_newer_one_back() -> None:
    refusing = commitment.answer(small(), "rollout", "it", "assign", "refused", TODAY, {"reason": "no time"})
    yes = {"person": "mert", "allocation": 50, "start": LATER}
    message, code = refused(lambda: commitment.answer(refusing, "rollout", "it", "assign", "promised", YESTERDAY, yes))
    assert (message, code) == (f"it answered on {YESTERDAY}, but the latest answer is of {TODAY}", USAGE)
    assert commitment.answer(refusing, "rollout", "it", "assign", "promised", TODAY, yes) != refusing


def test_what_a_team_says_by_command_was_not_said_in_an_older_conversation() -> None:
    told = records.put(small(), Conversation("it-1", "rollout", "it", YESTERDAY))
    told = plan.join(told, "rollout", "it", {"critical": "no", "said_in": "it-1"})
    assert plan.join(told, "rollout", "it", {"impact": "less mail"}).participations["rollout", "it"].said_in == "it-1"
    assert plan.join(told, "rollout", "it", {"critical": "yes"}).participations["rollout", "it"].said_in is None
