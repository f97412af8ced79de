"""What the letter of an ask may say, and what it never says."""

from datetime import date

from report_samples import MONDAY, portfolio_of, sample

from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person
from mopsctl.model.outreach import Action, Conversation, Evidence, Note
from mopsctl.model.plan import Need, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.reports.letter import NAMES, values

ASK = Ask("rollout", "it", "assign", MONDAY, due=date(2026, 12, 4), of="ada")


def told(*more: object, ask: Ask = ASK, language: str = "en") -> dict[str, str | None]:
    base = sample()
    known = ("teams", "people", "platforms", "capabilities", "offerings", "plans", "participations", "asks", "tasks")
    records = [record for kind in known for record in base.of(kind).values()]
    found: Portfolio = portfolio_of(*records, *more)
    return values(found, ask, language)  # type: ignore[arg-type]


def test_every_name_has_a_meaning_and_a_value_or_none() -> None:
    assert list(told()) == list(NAMES)
    assert all(NAMES.values())


def test_dates_are_written_out_in_the_language_of_the_letter() -> None:
    assert told()["due"] == "4 December 2026"
    assert told(language="tr")["due"] == "4 Aralık 2026"


def test_a_letter_is_framed_by_the_latest_view_of_the_team() -> None:
    found = told(
        Conversation("it-1", "rollout", "it", date(2026, 10, 1), sees_problem="yes", challenges="Two\ntruths."),
        Conversation(
            "it-2", "rollout", "it", date(2026, 11, 2), sees_problem="no", objection="cost", reason="SECRET-why"
        ),
        Conversation("m-1", "rollout", "marketing", date(2026, 11, 3), challenges="SECRET-of-another-team"),
    )
    assert (found["view"], found["objection"], found["viewed_on"]) == ("no", "cost", "2 November 2026")
    assert found["challenges"] == "Two truths"
    assert "SECRET" not in str(found)


def test_evidence_that_came_in_is_told_and_the_rest_is_awaited() -> None:
    found = told(
        Evidence("e1", "rollout", "it", "The load", source="Acme", received_on=date(2026, 11, 2), shows="It holds."),
        Evidence("e2", "rollout", "it", "The time", received_on=date(2026, 11, 9), shows="A day"),
        Evidence("e3", "rollout", "it", "The people", source="Acme", needed_by=date(2026, 12, 1)),
        Evidence("e4", "rollout", "marketing", "SECRET", shows="SECRET", received_on=MONDAY),
    )
    assert found["evidence"] == "- The time: A day\n- The load (Acme): It holds"
    assert found["awaited"] == "- The people (Acme)"


def test_needs_and_actions_of_the_team_are_listed_and_bounded() -> None:
    tasks = [Task(f"t{n}", f"Task {n}", "rollout", "it") for n in range(7)]
    found = told(
        *tasks, Task("learn", "Learn it", "rollout", "it", kind="learning"), Need("n", "SQL.", "rollout", "it")
    )
    assert found["learning"] == "Learn it"
    assert found["needs"] == "- SQL"
    assert (found["tasks"] or "").count("\n") == 5
    assert (found["tasks"] or "").endswith("- and 4 more")


def test_nothing_of_scores_notes_actions_or_refusals_is_in_reach() -> None:
    found = told(
        Conversation(
            "it-1", "rollout", "it", MONDAY, sees_problem="no", reason="SECRET-reason", next_step="SECRET-next"
        ),
        Note("it-1", "SECRET-note"),
        Action("a", "rollout", "it", "persuade", "SECRET-action"),
        ask=Ask("rollout", "it", "assign", MONDAY, state="refused", reason="SECRET-no", person="ada", allocation=7),
    )
    assert "SECRET" not in str(found)
    assert found["person"] is found["allocation"] is None


def test_a_letter_goes_to_who_was_asked_else_to_the_leader() -> None:
    assert told()["to"] == "Ada"
    unasked = Ask("rollout", "it", "assign", MONDAY)
    assert told(ask=unasked)["to"] == "Ada"
    assert told(ask=Ask("rollout", "marketing", "assign", MONDAY))["to"] == "Cem"
    assert (
        told(Person("zoe", "Zoe", "marketing", "leader"), ask=Ask("rollout", "marketing", "assign", MONDAY))["to"]
        == "Zoe"
    )
