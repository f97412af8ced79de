"""One team's story, how asks are told, and which command comes next."""

from datetime import date
from typing import Any

import msgspec
import pytest
from report_samples import BEFORE, MONDAY, portfolio_of, told

from mopsctl.edit import records
from mopsctl.errors import MopsError
from mopsctl.facts.audience import seen_by
from mopsctl.facts.commitment import commitment
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person, Team
from mopsctl.model.outreach import Conversation
from mopsctl.model.plan import Need, Participation, Plan, Task
from mopsctl.model.policy import Policy
from mopsctl.model.waiver import Waiver
from mopsctl.reports import asks, story
from mopsctl.reports import commitment as reports
from mopsctl.reports.document import Banner, Document, Heading, Items, Paragraph, Report, Table

POLICY = Policy()
SAMPLE = told()
TOMORROW, YESTERDAY = date(2026, 11, 24), date(2026, 11, 22)


def data(report: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(report.data))


def text_of(cells: Any) -> str:
    return "".join(cell.text for cell in cells)


def page(team: str, audience: Any = "me", portfolio: Any = SAMPLE, policy: Policy = POLICY) -> Report:
    return story.story(seen_by(portfolio, audience), "rollout", team, policy, audience)


def under(document: Document, heading: str) -> list[Any]:
    """The blocks under a heading."""
    found: list[Any] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def test_the_page_tells_the_whole_story_in_its_order() -> None:
    titles = [block.text for block in page("it").document().blocks if isinstance(block, Heading)]
    assert titles == [
        *("IT in CDP rollout", "How it stands", "How critical it is", "What its refusal would cost", "The three asks"),
        *("How it sees the gap", "How its view moved", "What it takes to move it", "What we need from it", "Evidence"),
        *("What it needs of the plan", "Its reviews of the plan", "Support of its people", "What the gate says of it"),
        "What comes next",
    ]


def test_the_cost_of_a_refusal_is_told_with_its_model_to_me_and_leaders_alone() -> None:
    block = under(page("marketing").document(), "What its refusal would cost")[0]
    assert text_of(block.cells) == (
        "15 working days later at the end of the plan. How it is modelled: what it has not begun could not start "
        "before an assumed day, 2026-12-21: 20 working days from today (refusal_days in mopsctl.toml); "
        "then the team is won, or somebody else does the work."
    )
    assert data(page("marketing", audience="leaders"))["days_lost_if_refused"] == 15
    assert "days_lost_if_refused" not in data(page("marketing", audience="all"))
    assert "refusal would cost" not in repr(page("marketing", audience="all").document())


def test_the_score_is_spelled_out_as_its_formula_reads() -> None:
    first = under(page("it").document(), "How critical it is")[0]
    assert text_of(first.cells) == (
        "40% work 5/5 + 30% influence 5/5 + 30% capabilities 1 of 1 = 100, critical (critical is 60 or more)"
    )
    unrated, note = under(page("marketing").document(), "How critical it is")
    assert text_of(unrated.cells) == (
        "40% work 0/5 + 30% influence 0/5 + 30% capabilities 1 of 1 = 30, not critical (critical is 60 or more)"
    )
    assert text_of(note.cells) == "work and influence not rated, so 0"
    by_hand = records.update(SAMPLE, Participation, ("rollout", "marketing"), {"capabilities": 3, "work": 1})
    shown, note = under(page("marketing", portfolio=by_hand).document(), "How critical it is")
    assert "capabilities 3 of 3 = 38" in text_of(shown.cells)
    assert text_of(note.cells) == "capabilities set by hand; the store counts 1; influence not rated, so 0"
    thirds = Policy(weight_work=1, weight_influence=1, weight_capabilities=1)
    assert "33.3% work 5/5" in text_of(under(page("it", policy=thirds).document(), "How critical it is")[0].cells)


@pytest.mark.parametrize("audience", ["leaders", "team", "all"])
def test_a_score_is_for_me_alone(audience: Any) -> None:
    assert under(page("it", audience).document(), "How critical it is") == []
    assert "criticality" not in data(page("it", audience))


@pytest.mark.parametrize("audience", ["team", "all"])
def test_others_read_no_refusal_no_view_and_no_action(audience: Any) -> None:
    shown = repr(page("it", audience).document()) + repr(page("it", audience).data)
    for secret in ("refused", "REFUSED", "SECRET-", "partly", "escalate", "own-tool"):
        assert secret not in shown, secret
    assert data(page("it", audience))["commitment"] == "pending"


ALL = {kind: Ask("p", "it", kind, BEFORE) for kind in ("assign", "advocate", "contribute")}  # type: ignore[arg-type]
PROMISED: dict[str, dict[str, Any]] = {
    "assign": {"person": "ada", "allocation": 50, "start": MONDAY},
    "advocate": {"leader": "cto", "forum": "Board", "forum_on": YESTERDAY},
    "contribute": {"person": "ada"},
}
DEEDS = (Task("t", "T", "p", "it", "ada", agreed=True), Need("n", "N", "p", "it", "ada", agreed=True))


def given(*put: Any, **states: str) -> Any:
    """A plan in which one team answered its asks: kind -> state, with all that a promise names."""
    answered = []
    for kind, state in states.items():
        named = PROMISED[kind] if state in ("promised", "proven") else {}
        granted = {"granted": "Two engineers"} if (kind, state) == ("advocate", "proven") else {}
        answered.append(msgspec.structs.replace(ALL[kind], state=state, **named, **granted))
    return portfolio_of(
        *(Team("it", "IT"), Person("ada", "Ada", "it"), Person("cto", "CTO", "it", "executive")),
        *(Plan("p", "P", BEFORE), Participation("p", "it"), *answered, *put),
    )


@pytest.mark.parametrize(
    ("states", "level", "why"),
    [
        ({}, "unasked", "none of the three asks was put"),
        ({"assign": "open"}, "pending", "asks are open or deferred, and nothing is promised"),
        ({"assign": "deferred"}, "pending", "asks are open or deferred, and nothing is promised"),
        ({"assign": "promised"}, "partial", "assign promised or proven, advocate and contribute not"),
        (
            dict.fromkeys(("assign", "advocate", "contribute"), "promised"),
            "promised",
            "all three asks are promised or proven; not proven yet: assign, advocate and contribute",
        ),
        (dict.fromkeys(("assign", "advocate", "contribute"), "proven"), "full", "all three asks are proven in deeds"),
        (
            {"assign": "proven", "advocate": "refused"},
            "refused",
            "the latest answer to advocate is a refusal; any one decides",
        ),
    ],
)
def test_the_level_comes_with_the_line_of_the_table_that_decides_it(
    states: dict[str, str], level: str, why: str
) -> None:
    small = given(*DEEDS, **states)
    report = story.story(small, "p", "it", POLICY, "me")
    assert (data(report)["commitment"], data(report)["why"]) == (level, why)
    banner = next(block for block in report.document().blocks if isinstance(block, Banner))
    assert (banner.word, text_of(banner.cells)) == (level.upper(), why)


def sentence(portfolio: Any, kind: str) -> str:
    ask = portfolio.asks["p", "it", kind, 1]
    return f"{asks.stated(portfolio, ask).text}: {text_of(asks.told(portfolio, ask))}"


def test_an_ask_is_told_with_its_substance_and_what_bears_it_out_or_is_lacking() -> None:
    bare = given(assign="proven", advocate="promised", contribute="proven")
    assert sentence(bare, "assign") == (
        "claimed: asked 2026-11-16; claimed: ada, 50%, from 2026-11-23; lacking: ada owns no task of the plan"
    )
    assert sentence(bare, "advocate").startswith("promised: asked 2026-11-16; promised: Board of cto on 2026-11-22; ")
    full = given(*DEEDS, assign="proven", advocate="proven", contribute="proven")
    assert sentence(full, "assign").endswith("proven: ada, 50%, from 2026-11-23; borne out by t")
    assert "Board of cto on 2026-11-22, granted: Two engineers" in sentence(full, "advocate")
    assert sentence(full, "contribute").endswith("borne out by t, n")


def test_refusals_deferrals_and_open_asks_are_told_with_what_is_still_to_do() -> None:
    small = given(
        Ask("p", "it", "assign", BEFORE, state="refused", reason="No\npeople", answered_on=MONDAY),
        Ask("p", "it", "advocate", BEFORE, state="deferred", until=TOMORROW),
        Ask("p", "it", "contribute", BEFORE, of="ada", due=YESTERDAY, said_in="c"),
        Conversation("c", "p", "it", BEFORE, source="it.md"),
    )
    assert sentence(small, "assign") == (
        "refused: asked 2026-11-16; refused 2026-11-23, because: No people; resolution: none yet"
    )
    assert sentence(small, "advocate") == "deferred: asked 2026-11-16; deferred, until 2026-11-24"
    open_ask = small.asks["p", "it", "contribute", 1]
    cells = asks.told(small, open_ask)
    assert text_of(cells) == "asked 2026-11-16 of ada, due 2026-11-22; no answer yet; in their words (it.md)"
    assert [cell.tone for cell in cells if "due" in cell.text] == ["bad"]


def test_every_round_is_told_and_what_was_never_put_is_not_forgotten() -> None:
    small = given(
        Ask("p", "it", "assign", BEFORE, state="refused", resolution="escalate"),
        Ask("p", "it", "assign", MONDAY, round=2, state="withdrawn", reason="asked their leader"),
    )
    items = under(story.story(small, "p", "it", POLICY, "me").document(), "The three asks")[0]
    assert isinstance(items, Items)
    assert [(item.mark.text, item.subject.text) for item in items.rows] == [
        ("refused", "assign 1"),
        ("withdrawn", "assign 2"),
        ("not put", "advocate"),
        ("not put", "contribute"),
    ]


def test_a_team_outside_the_plan_is_told_how_to_come_in() -> None:
    apart = records.put(SAMPLE, Team("crm", "CRM"))
    assert "mopsctl team join crm --involved" in repr(page("crm", portfolio=apart).document())
    with pytest.raises(MopsError, match='no team "itt"'):
        page("itt")


def test_what_is_waived_of_the_gate_is_told_with_who_and_until_when() -> None:
    waived = records.put(SAMPLE, Waiver("COM206", "team:it", "Known", "cem", BEFORE, date(2026, 12, 1), "rollout"))
    assert "Waived by cem until 2026-12-01: " in repr(page("it", portfolio=waived).document())
    assert [one["level"] for one in data(page("it", portfolio=waived))["gate"] if one["code"] == "COM206"] == ["waived"]


def test_a_claim_is_shown_as_one_counts_as_promised_and_is_explained() -> None:
    report = reports.commit(SAMPLE, "rollout", POLICY, "me")
    marketing = data(report)["teams"][1]
    assert (marketing["contribute"], marketing["claimed"]) == ("promised", ["contribute"])
    claim = next(ask for ask in marketing["asks"] if ask["kind"] == "contribute")
    assert (claim["state"], claim["effective"], claim["claimed"], claim["proof"]["holds"]) == (
        *("proven", "promised", True, False),
    )
    assert [row[-2].text for row in report.table().rows if row[0].text == "marketing"] == ["1"]
    assert "claimed" in [cell.text for row in report.table().rows for cell in row]
    assert asks.CLAIMED in repr(report.document())
    assert asks.CLAIMED not in repr(reports.commit(given(), "p", POLICY, "me").document())


def test_a_count_of_capabilities_set_by_hand_is_marked_and_explained() -> None:
    by_hand = records.update(SAMPLE, Participation, ("rollout", "it"), {"capabilities": 4})
    report = reports.commit(by_hand, "rollout", POLICY, "me")
    table = next(block for block in report.document().blocks if isinstance(block, Table))
    assert [row[2].text for row in table.rows] == ["5/5/4*", "?/?/1"]
    assert table.columns[2].optional  # the keys of teams are typed: they must not be cut for it
    assert reports.SET_BY_HAND in repr(report.document())
    assert reports.UNRATED in repr(report.document())
    it = data(report)["teams"][0]
    assert (it["capabilities"], it["counted"], it["overridden"]) == (4, 1, True)


TALKED = Conversation("c", "p", "it", BEFORE, sees_problem="yes")
LATER_FORUM = Ask("p", "it", "advocate", BEFORE, state="promised", leader="cto", forum="Board", forum_on=TOMORROW)


@pytest.mark.parametrize(
    ("portfolio", "command"),
    [
        (given(), "mopsctl meet it"),
        (given(TALKED), "mopsctl commit ask it --kind assign"),
        (given(assign="open"), "mopsctl commit ask it --kind advocate"),
        (
            given(assign="open", advocate="open", contribute="open"),
            "mopsctl commit promise it --kind assign --person PERSON --allocation 50 --start +10wd",
        ),
        (
            given(assign="promised", advocate="open", contribute="open"),
            "mopsctl task add TASK --team it --days DAYS --owner ada",
        ),
        (given(*DEEDS, assign="promised", advocate="open", contribute="open"), "mopsctl commit prove it --kind assign"),
        (
            given(*DEEDS, assign="proven", advocate="promised", contribute="proven"),
            "mopsctl commit prove it --kind advocate --granted TEXT",
        ),
        (given(*DEEDS, assign="proven", advocate="proven", contribute="proven"), ""),
        (given(assign="refused", advocate="open"), "mopsctl commit resolve it --kind assign --by escalate"),
        (
            given(
                Ask("p", "it", "assign", BEFORE, state="refused", resolution="escalate"),
                *(ALL["advocate"], ALL["contribute"]),
            ),
            "mopsctl commit ask it --kind assign --of PERSON",
        ),
        (
            given(
                Ask("p", "it", "assign", BEFORE, state="refused", resolution="substitute"),
                *(ALL["advocate"], ALL["contribute"]),
            ),
            "mopsctl commit ask it --kind assign --of PERSON",
        ),
        (
            given(
                Ask("p", "it", "assign", BEFORE, state="refused", resolution="accept"),
                *(ALL["advocate"], ALL["contribute"]),
            ),
            "mopsctl commit promise it --kind advocate --leader PERSON --forum FORUM --forum-on +5wd",
        ),
        (
            given(
                Ask("p", "it", "assign", BEFORE, state="deferred", until=TOMORROW),
                *(ALL["advocate"], ALL["contribute"]),
            ),
            "mopsctl commit promise it --kind advocate --leader PERSON --forum FORUM --forum-on +5wd",
        ),
        (
            given(
                Ask("p", "it", "assign", BEFORE, state="deferred", until=MONDAY),
                *(ALL["advocate"], ALL["contribute"]),
            ),
            "mopsctl commit ask it --kind assign",
        ),
        (
            given(LATER_FORUM, assign="open", contribute="open"),
            "mopsctl commit promise it --kind assign --person PERSON --allocation 50 --start +10wd",
        ),
        (
            given(assign="open", advocate="open", contribute="proven"),
            "mopsctl task add TASK --team it --days DAYS --by ada --agreed",
        ),
        (
            given(Plan("q", "Q", BEFORE), TALKED),
            "mopsctl commit ask it --kind assign --plan p",
        ),
    ],
)
def test_the_next_step_is_what_the_answers_lack_most(portfolio: Any, command: str) -> None:
    assert asks.next_step(portfolio, commitment(portfolio, "p", "it")) == command
    shown = reports.commit(portfolio, "p", POLICY, "me")
    assert data(shown)["teams"][0]["next_step"] == command
    assert [block for block in shown.document().blocks if isinstance(block, Paragraph)] == []
