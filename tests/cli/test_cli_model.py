"""The operating model at the command line: what is refused, what a template brings, what cures what is found."""

from pathlib import Path
from typing import Any

import pytest
from cli_runner import Runner


def found(mops: Runner) -> dict[tuple[str, str], str]:
    """The findings on the model, with their cures."""
    findings = mops("gaps --select OPM --format json --audience me").json["data"]["findings"]
    return {(one["code"], one["subject"]): one["cure"] for one in findings if one["code"].startswith("OPM")}


FILLED = {"--team TEAM": "--team martech", "TEXT": "'one number for all'", "RATING": "4"}


def test_every_cure_of_a_finding_on_the_model_cures_it(example: Path, mops: Runner) -> None:
    before = found(mops)
    assert {code for code, _ in before} >= {"OPM801", "OPM802", "OPM803", "OPM804", "OPM805", "OPM806", "OPM807"}
    for finding, cure in before.items():
        line = cure.removeprefix("mopsctl ")
        for capitals, words in FILLED.items():
            line = line.replace(capitals, words)
        mops.ok(line)
        assert finding not in found(mops)
    assert found(mops) == {}


REFUSED: list[tuple[str, int, str]] = [
    ("right set roadmap decide --team it", 2, "a second holder would split the vote"),
    ("right set roadmpa decide --team it", 4, 'no topic "roadmpa"; did you mean "roadmap"?'),
    ("right set roadmap decides --team it", 2, "'decides' is not one of"),
    ("right set roadmap agree", 2, "name one holder: --team TEAM, --person PERSON or --position POSITION"),
    ("right set roadmap agree --team it --platform cpd", 4, 'no platform "cpd"; did you mean "cdp"?'),
    ("right clear roadmap", 2, "that would clear every part in roadmap; name a part or a holder"),
    ("right clear roadmap agree --team sales", 4, "no right to clear: sales has no part to agree in roadmap"),
    ("right confirm roadmap --on 2027-01-04", 2, "2027-01-04 is still to come"),
    ("interaction add gift --from it --to it", 2, "it would give “gift” to itself"),
    ("interaction set matched-profiles --to data-management", 2, "to itself"),
    ("interaction confirm matched-profiles --team legal", 2, "legal has no side in matched-profiles"),
    ("assess it --performance 3", 2, "say which capability: it runs integrate-systems"),
    ("assess it --capability integrate-systems --performance 6", 2, "6 is not in the range 1<=x<=5"),
    ("assess it --capability integrate-systems --task nope", 4, 'no task "nope"'),
    ("assess it --remove --performance 2 --capability integrate-systems", 2, "--remove takes back what was said"),
    ("assess it --capability integrate-systems --performance 2 -o it.md", 2, "-o is for the page"),
    ("assess it --capability integrate-systems --performance 2 --today 2026-11-20", 2, "--today only looks"),
    ("model init --template nobodys", 2, 'no model template "nobodys"'),
    ("model init --template ./none.yaml", 5, "no file ./none.yaml"),
    ("model init --state as-is", 2, "--state is for the rights of a --template"),
]


@pytest.mark.parametrize(("line", "code", "said"), REFUSED)
def test_what_cannot_be_is_refused_with_its_reason_and_nothing_is_written(
    example: Path, mops: Runner, line: str, code: int, said: str
) -> None:
    before = example.read_bytes()
    ran = mops(line)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert example.read_bytes() == before


NOTED = [
    ("right confirm roadmap --by noor", "noor has no part in roadmap, and is in no team that has one"),
    ("right confirm roadmap --by priya", ""),
    ("interaction add n --from it --to legal --kind insight",
     "an insight has a source and a cadence: mopsctl interaction set n --source TEXT --cadence TEXT"),
    ("interaction add n --from it --to legal --kind insight --source logs --cadence daily", ""),
    ("interaction set matched-profiles --kind insight --cadence ''",
     "an insight has a source and a cadence: mopsctl interaction set matched-profiles --source TEXT --cadence TEXT"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), NOTED)
def test_what_is_odd_is_written_and_remarked(example: Path, mops: Runner, line: str, said: str) -> None:
    ran = mops.ok(line)
    assert ran.out
    assert ran.err.removeprefix("mopsctl: ").strip() == said


def test_several_are_removed_as_one_change(example: Path, mops: Runner) -> None:
    mops.ok("interaction remove audiences-for-campaigns matched-profiles matched-profiles")
    assert "matched-profiles" not in (after := mops.ok("interaction list").out)
    assert "audiences-for-campaigns" not in after
    mops.ok("undo")
    assert "matched-profiles" in mops.ok("interaction list").out
    assert mops("interaction remove audiences-for-campaigns none").code == 4
    assert "audiences-for-campaigns" in mops.ok("interaction list").out
    mops.ok("calendar add one")
    mops.ok("calendar add two")
    mops.ok("calendar remove one two")
    assert mops("calendar show two").code == 4


ANSWERED = {"--team TEAM": "--team martech", "--to TEAM": "--to sales", "TEXT": "said", "RATING": "4", "PERSON": "omer",
            " KEY ": " new-one "}  # fmt: skip


def test_every_open_question_is_settled_by_its_command_but_for_what_it_gathers(example: Path, mops: Runner) -> None:
    mops.ok("interaction set matched-profiles --kind insight --cadence ''")
    mops.ok("right set roadmap decide --team martech --replace")
    mops.ok("topic add stock --needs perform")
    mops.ok("right set stock perform --team it")
    asked = mops.ok("model show --format json").json["data"]["open"]
    assert {one["section"] for one in asked} >= {"decides", "interactions", "positions", "confirmed"}
    for one in asked:
        line = one["cure"].removeprefix("mopsctl ")
        for capitals, words in ANSWERED.items():
            line = line.replace(capitals, words)
        mops.ok(line)
        still = mops.ok("model show --format json").json["data"]["open"]
        assert one["question"] not in [other["question"] for other in still], line


def test_a_template_is_brought_in_whole_or_not_at_all(example: Path, mops: Runner) -> None:
    Path("mine.yaml").write_text(
        "mopsctl: 1\ntopics:\n- {key: consent, name: Consent}\nrights:\n"
        '- {topic: consent, part: decide, holder: "team:legal"}\n'
        '- {topic: consent, part: agree, holder: "team:leagl"}\n',
        "utf-8",
    )
    before = example.read_bytes()
    ran = mops("model init --template mine.yaml")
    assert (ran.code, ran.out) == (5, "")
    assert 'mine.yaml:6: right consent/agree/team:leagl/to-be: no team "leagl"; did you mean "legal"?' in ran.err
    assert example.read_bytes() == before


def test_what_a_template_leaves_as_it_was_is_told(example: Path, mops: Runner) -> None:
    ran = mops.ok("model init --template federated")
    assert "left as they were, since somebody has a part in them: " in ran.err
    assert "right\t" not in ran.out
    bare = mops.ok("model init")
    assert bare.out == ""
    assert "mopsctl model init --template shared-service" in bare.err


def test_a_fresh_plan_has_the_topics_and_a_template_answers_them(folder: Path, mops: Runner) -> None:
    mops.ok('plan init "Loyalty app" --stage plan')
    assert [code for code, _ in found(mops)] == ["OPM801"] * 8
    mops.ok("model init --template shared-service")
    assert {code for code, _ in found(mops)} == {"OPM804"}
    assert len(mops.ok("right show --format json").json["data"]) == 28


def test_a_store_without_topics_is_told_how_to_begin(folder: Path, mops: Runner) -> None:
    mops.ok('plan init "Loyalty app" --stage plan')
    for topic in mops.ok("topic list --format json").json["data"]:
        mops.ok(f"topic remove {topic['key']}")
    (cure,) = found(mops).values()
    assert cure == "mopsctl model init"
    mops.ok(cure.removeprefix("mopsctl "))
    assert ("OPM801", "plan:loyalty-app") not in found(mops)


def assessed(mops: Runner, team: str) -> dict[str, Any]:
    rows = mops.ok(f"assess {team} --format json --audience me").json["data"]["assessments"]
    return {row["capability"]: (row["performance"], row["on"]) for row in rows}


def test_assess_shows_until_something_is_said_and_several_capabilities_may_be_named(
    example: Path, mops: Runner
) -> None:
    before = assessed(mops, "it")
    mops.ok("assess it --capability integrate-systems --capability send-service-messages --performance 4")
    after = assessed(mops, "it")
    assert set(after) == {*before, "integrate-systems", "send-service-messages"}
    assert after["integrate-systems"] == (4, "2026-11-23")
    mops.ok("assess it --capability send-service-messages --remove")
    assert "send-service-messages" not in assessed(mops, "it")


def test_a_change_in_the_words_of_a_team_about_itself_is_not_for_everybody(example: Path, mops: Runner) -> None:
    line = 'assess it --capability integrate-systems --challenges "nobody told us"'
    assert "nobody told us" in mops.ok(f"{line} --dry-run --audience me").out
    assert "nobody told us" not in mops.ok(f"{line} --audience all").out
    assert "nobody told us" not in mops.ok("model show --format md --audience all").out
    assert "nobody told us" in mops.ok("model show --format md --audience me").out


def test_md_is_the_description_and_the_other_formats_are_the_page(example: Path, mops: Runner) -> None:
    described = mops.ok("model show --format md --audience me").out
    assert described.startswith("# The operating model: Customer data platform\n")
    assert "## Who is accountable, and who does it" in described
    mops.ok("model show -o model.md --audience me")
    assert Path("model.md").read_text("utf-8") == described
    assert mops.ok("model show --agenda --format md").out.startswith("# CDP rollout: what is open")
    assert mops.ok("model show --format json").json["report"] == "model.show"


def test_where_there_are_several_plans_the_page_names_the_one_it_is_of(example: Path, mops: Runner) -> None:
    mops.ok('plan init "Loyalty app"')
    assert mops("model show").code == 2
    text = mops.ok("model show --plan cdp-rollout --format table").out
    assert "mopsctl model show --agenda --plan cdp-rollout" in text
