"""An ask is put and its text printed, in one step or in none; what is claimed and not borne out is said."""

import hashlib
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from cli_runner import Runner

ASK = "commit ask legal --kind assign --due +5wd"
GREETING = "Dear Noor Haddad,"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def put(mops: Runner) -> bool:
    """Was the ask put?"""
    asks = mops.ok("commit show legal --audience me --format json").json["data"]["asks"]
    return "assign" in {one["kind"] for one in asks}


def test_an_ask_prints_its_change_and_then_its_text(example: Path, mops: Runner) -> None:
    for form in ("plain", "table", "md"):
        ran = mops.ok(f"{ASK} --dry-run --format {form}")
        change, _, letter = ran.out.partition("\n\nSubject: ")
        assert "cdp-rollout/legal/assign/1" in change, form
        assert GREETING in letter, form
        assert "30 November 2026" in letter
    assert not put(mops)
    mops.ok(ASK)
    assert put(mops)


NO_ADDRESS = "mopsctl: it has no address, which is not for everybody; --audience me puts it in\n"


def test_what_a_letter_lacks_is_said(example: Path, mops: Runner) -> None:
    mops.ok("plan set --manager ''")
    mops.ok("person set noor --email ''")
    lacking = "mopsctl: nobody signs it: mopsctl plan set --manager PERSON\n"
    assert mops.ok(f"{ASK} --of noor --draft eml").err.endswith(
        lacking + "mopsctl: it has no address: mopsctl person set noor --email ADDRESS\n"
    )
    assert mops.ok("commit ask legal --kind assign --of ada --draft md").err.endswith(
        lacking + "mopsctl: ada is of analytics, not of legal\n"
    )
    assert mops.ok("commit draft legal --kind assign").err == lacking + "mopsctl: ada is of analytics, not of legal\n"


def test_a_draft_is_all_of_stdout_and_the_change_one_remark(example: Path, mops: Runner) -> None:
    ran = mops.ok(f"{ASK} --draft md")
    assert ran.out.startswith("Subject: ")
    assert ran.err == "mopsctl: change-set 2: ask cdp-rollout/legal/assign/1\n"
    ran = mops.ok(f"{ASK} --of noor --draft eml --dry-run -o -")
    assert ran.err == f"mopsctl: dry run: ask cdp-rollout/legal/assign/1, nothing written\n{NO_ADDRESS}"
    mail = message_from_bytes(ran.out.encode(), policy=default)
    assert GREETING in mail.get_content()


def test_an_address_is_for_those_who_may_know_it(example: Path, mops: Runner) -> None:
    mops.ok("person set noor --email noor@acme.example")
    for audience, known in (("me", True), ("leaders", True), ("team", False), ("all", False)):
        said = mops.ok(f"{ASK} --draft eml --dry-run --audience {audience}").out
        assert ("noor@acme.example" in said) == known, audience


@pytest.mark.parametrize(
    ("name", "told"), [("ask.eml", "X-Unsent: 1"), ("ask.EML", "X-Unsent: 1"), ("ask.md", "\n\nDear Noor")]
)
def test_a_draft_goes_whole_into_a_file_and_stdout_keeps_the_change(
    example: Path, mops: Runner, name: str, told: str
) -> None:
    ran = mops.ok(f"{ASK} -o {name} --dry-run")
    assert not example.with_name(name).exists()
    ran = mops.ok(f"{ASK} -o {name}")
    assert "Subject" not in ran.out
    assert "cdp-rollout/legal/assign/1" in ran.out
    assert ran.err == f"mopsctl: the text is in {name}\n" + NO_ADDRESS * name.casefold().endswith("eml")
    written = example.with_name(name).read_text("utf-8")
    assert told in written
    assert "Noor Haddad" in written
    mops.ok(f"commit draft legal --kind assign -o again-{name}")
    assert example.with_name(f"again-{name}").read_text("utf-8") == written


def test_machine_formats_have_the_text_beside_the_change(example: Path, mops: Runner) -> None:
    data = mops.ok(f"{ASK} --format json --dry-run").json["data"]
    assert set(data["letter"]) == {"to", "subject", "text"}
    assert (data["letter"]["to"], GREETING in data["letter"]["text"]) == ("Noor Haddad", True)
    eml = mops.ok(f"{ASK} --format json --dry-run --draft eml").json["data"]["letter"]["text"]
    assert "X-Unsent: 1" in eml
    assert GREETING in mops.ok(f"{ASK} --format yaml --dry-run").out
    ran = mops.ok(f"{ASK} --format csv --dry-run")
    assert GREETING not in ran.out
    assert "mopsctl commit draft" in ran.err


def test_what_cannot_be_written_is_not_asked(example: Path, mops: Runner) -> None:
    example.with_name("bad.md").write_text("Subject: hello\n\nDear {{ nobody }},\n", "utf-8")
    before = digest(example)
    ran = mops(f"{ASK} --template bad.md")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith("mopsctl: bad.md:3:")
    assert "nobody" in ran.err
    ran = mops(f"{ASK} -o nowhere/ask.md")
    assert (ran.code, ran.out, ran.err) == (
        5,
        "",
        "mopsctl: cannot write nowhere/ask.md: no such file or directory\n",
    )
    assert mops(f"{ASK} --template nowhere.md").code == 5
    assert digest(example) == before


def test_a_draft_is_printed_again_and_changes_nothing(example: Path, mops: Runner) -> None:
    asked = mops.ok(f"{ASK} --draft md").out
    before = digest(example)
    assert mops.ok("commit draft legal --kind assign").out == asked
    assert mops.ok("commit draft legal --kind assign --lang tr").out.splitlines()[2] == "Sayın Noor Haddad,"
    data = mops.ok("commit draft legal --kind assign --format json").json
    assert (data["report"], data["data"]["text"]) == ("commit.draft", asked)
    assert digest(example) == before


@pytest.mark.parametrize(
    ("line", "code", "said", "hint"),
    [
        (
            "commit draft legal --kind advocate",
            4,
            "legal was not asked to advocate yet",
            "mopsctl commit ask legal --kind advocate",
        ),
        ("commit draft procurement --kind assign", 2, "procurement is out of the plan: ",
         "mopsctl team join procurement --involved"),
        ("commit ask agency --kind assign --plan other", 2, 'agency is not in the plan "other"',
         "mopsctl team join agency --involved --plan other"),
        ("commit refuse agency --kind assign --because no --plan other", 2, 'agency is not in the plan "other"',
         "mopsctl team join agency --involved --plan other"),
        ("commit ask it --kind advocate --due 2026-11-20", 2, "due 2026-11-20 is past", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_with_the_way_out(
    example: Path, mops: Runner, line: str, code: int, said: str, hint: str
) -> None:
    example.with_name("other.yaml").write_text(
        "mopsctl: 1\nplans:\n- {key: other, name: Other, start: 2026-11-02}\n", "utf-8"
    )
    if "--plan" in line:
        mops.ok("apply other.yaml")
    before = digest(example)
    ran = mops(line)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"mopsctl: {said}")
    assert f"try: {hint}" in ran.err or not hint
    assert digest(example) == before


def test_a_team_is_not_asked_twice_but_by_another_date(example: Path, mops: Runner) -> None:
    mops.ok(ASK)
    before = digest(example)
    ran = mops("commit ask legal --kind assign")
    assert (ran.code, ran.err) == (
        2,
        "mopsctl: legal was already asked to assign on 2026-11-23 and has not answered; --due gives it "
        "another date\n  try: mopsctl commit draft legal --kind assign\n",
    )
    assert digest(example) == before
    mops.ok("commit ask legal --kind assign --due +6wd")


def test_what_the_store_does_not_bear_out_is_recorded_and_said(example: Path, mops: Runner) -> None:
    mops.ok("person add zoe --team legal")
    line = "commit prove legal --kind assign --person zoe --allocation 10 --start 2026-11-02"
    ran = mops.ok(line)
    assert ran.err.startswith("mopsctl: it counts as promised until the store bears it out: ")
    assert "mopsctl task" in ran.err
    assert mops.ok(f"{line} --format json").json["data"]["notes"][0].startswith("it counts as promised")
    asks = mops.ok("commit show legal --audience me --format json").json["data"]["asks"]
    assert [(one["state"], one["effective"]) for one in asks if one["kind"] == "assign"] == [("proven", "promised")]


def test_a_no_without_its_reason_is_logged_and_only_those_who_may_hear_are_told(example: Path, mops: Runner) -> None:
    ran = mops.ok("outreach log legal --sees-problem no --audience me")
    assert ran.err == (
        "mopsctl: legal sees no problem, and nobody knows why: OUT102 will ask "
        '(mopsctl outreach set legal-2026-11-23 --objection priorities --why "...")\n'
    )
    assert "OUT102" not in mops.ok("outreach log legal --sees-problem no --audience all").err
    assert mops.ok("outreach log legal --sees-problem no --objection cost --audience me").err == ""


def test_who_records_a_no_is_told_what_comes_next_but_where_others_read_along(example: Path, mops: Runner) -> None:
    line = "commit refuse it --kind assign --because no"
    assert mops.ok(f"{line} --dry-run --audience leaders").err == (
        "mopsctl: say what is done about it: mopsctl commit resolve it --kind assign --by escalate\n"
    )
    assert "resolve" not in mops.ok(line).err
