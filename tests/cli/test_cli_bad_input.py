"""Bad input: one clear message, the exit code that the documents promise, and the store byte for byte as before."""

import hashlib
from pathlib import Path

import pytest
from cli_runner import Runner

HEAD = "mopsctl: 1\n"
BOMB = (
    HEAD
    + "teams:\n- &a {key: a, name: "
    + "x" * 10
    + "}\n"
    + "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}' if n else '*a'] * 9)}]\n" for n in range(12))
)
PLAN = "plan: cdp-rollout"

# What the file holds -> what is said, after its name.
FILES = {
    "unknown key": (HEAD + "teams:\n- {key: x, name: X, colour: red}\n", ':3:21: a team has no field "colour"'),
    "unknown key, nearly": (
        HEAD + "teams:\n- {key: x, nam: X}\n",
        ':3:3: this team has no name\nbad.yaml:3:12: a team has no field "nam"; did you mean "name"?\n',
    ),
    "unknown section": (HEAD + "taems:\n- {key: x, name: X}\n", ':2:1: unknown key "taems"; did you mean "teams"?'),
    "duplicate key in a row": (HEAD + "teams:\n- {key: x, name: X, name: Y}\n", ':3:21: "name" is given twice'),
    "duplicate section": (HEAD + "teams:\n- {key: x, name: X}\nteams:\n- {key: y, name: Y}\n", ":4:1:"),
    "duplicate record": (
        HEAD + "teams:\n- {key: x, name: X}\n- {key: x, name: Y}\n",
        ':4:3: team "x" is already on line 3',
    ),
    "wrong type": (HEAD + "teams:\n- {key: x, name: [1]}\n", ":3:18:"),
    "key with a space": (HEAD + "teams:\n- {key: data team, name: X}\n", ":3:9:"),
    "key in Turkish": (HEAD + "teams:\n- {key: İzmir, name: İzmir}\n", ":3:9:"),
    "missing name": (HEAD + "teams:\n- {key: x}\n", ":3:3: this team has no name"),
    "dangling": (
        HEAD + "people:\n- {key: x, name: X, team: anlytics}\n",
        ':3:3: person x: no team "anlytics"; did you mean "analytics"?',
    ),
    "wrong letter": (
        HEAD + f"assignments:\n- {{subject: capability:send-campaigns, holder: team:it, letter: Z, {PLAN}}}\n",
        ':3:3: assignment cdp-rollout/capability:send-campaigns/team:it/Z/to-be: no letter "Z"; there are R (respo',
    ),
    "holder of a wrong kind": (
        HEAD + f"assignments:\n- {{subject: capability:send-campaigns, holder: goal:it, letter: R, {PLAN}}}\n",
        ":3:",
    ),
    "bad date": (HEAD + "plans:\n- {key: x, name: X, start: 2026-02-30}\n", ":3:28:"),
    "date in words": (HEAD + "plans:\n- {key: x, name: X, start: next week}\n", ":3:28:"),
    "end before start": (
        HEAD + "plans:\n- {key: x, name: X, start: 2026-03-01, target: 2026-02-01}\n",
        ":3:3: plan: target 2026-02-01 is before start 2026-03-01",
    ),
    "closed before it began": (
        HEAD + "plans:\n- {key: y, name: Y, start: 2026-03-01, closed: 2026-02-01}\n",
        ":3:3: plan: closed 2026-02-01 is before start 2026-03-01",
    ),
    "a task waits for itself": (
        HEAD + "links:\n- {before: pilot, after: pilot}\n",
        ":3:3: link: a task cannot wait for itself",
    ),
    "alias bomb": (BOMB, ":"),
    "deep": (HEAD + "teams: " + "[" * 5000 + "]" * 5000 + "\n", ":"),
    "unclosed": (HEAD + "teams:\n- {key: x, name: 'X\n", ":"),
    "tab": (HEAD + "teams:\n\t- {key: x, name: X}\n", ":3:1:"),
    "no version": (
        "teams:\n- {key: x, name: X}\n",
        ':1:1: it begins with "teams"; a plan file begins with `mopsctl: 1`',
    ),
    "newer version": ("mopsctl: 2\n", ":1:10: a plan file of version 2; this mopsctl reads version 1"),
    "another file": ("version: '3'\nservices: {}\n", ":1:1: not a plan file"),
    "a list": ("- a\n- b\n", ":1:1: not a plan file"),
    "two documents": (HEAD + "---\nmopsctl: 1\n", ":2:1:"),
    "only comments": ("# nothing\n", ""),
    "json cut off": ('mopsctl: 1\nteams:\n- {"key": "x", "name": "X"\n', ":"),
}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def one_message(err: str, code: int, expected: int) -> None:
    assert code == expected, err
    assert err.startswith("mopsctl: ")
    assert err.count("mopsctl: ") == 1 or "`mopsctl: 1`" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("case", FILES)
@pytest.mark.parametrize("verb", ["apply", "apply --dry-run", "apply --prune", "diff"])
def test_a_file_with_a_fault_is_refused_with_its_place(example: Path, mops: Runner, case: str, verb: str) -> None:
    content, said = FILES[case]
    example.with_name("bad.yaml").write_text(content, "utf-8")
    before = digest(example)
    ran = mops(f"{verb} bad.yaml")
    one_message(ran.err, ran.code, 5)
    assert (ran.err.startswith(f"mopsctl: bad.yaml{said}"), ran.out) == (True, ""), ran.err
    assert digest(example) == before


def test_every_fault_of_a_file_is_told_at_once(example: Path, mops: Runner) -> None:
    rows = HEAD + "teams:\n- {key: x}\n- {key: y, name: Y, nots: Z}\npeople:\n- {key: z, name: Z}\n"
    example.with_name("bad.yaml").write_text(rows, "utf-8")
    ran = mops("apply bad.yaml")
    assert ran.code == 5
    places = [line.removeprefix("mopsctl: ").split(" ")[0] for line in ran.err.splitlines()]
    assert places == ["bad.yaml:3:3:", "bad.yaml:4:21:", "bad.yaml:6:3:"]


@pytest.mark.parametrize(
    ("stored", "row", "said"),
    [
        (
            "task set pilot --started 2026-11-20",
            "tasks:\n- {key: pilot, name: P, plan: cdp-rollout, finished: 2026-11-01}\n",
            "task pilot: finished 2026-11-01 is before started 2026-11-20",
        ),
        (
            "task set pilot --days 5",
            "tasks:\n- {key: pilot, name: P, plan: cdp-rollout, kind: milestone}\n",
            "task pilot: a milestone takes no days",
        ),
        (
            "plan set --target 2027-03-01",
            "plans:\n- {key: cdp-rollout, name: P, start: 2027-04-01}\n",
            "plan cdp-rollout: target 2027-03-01 is before start 2027-04-01",
        ),
    ],
)
def test_a_row_that_is_wrong_only_beside_what_is_stored_is_refused(
    example: Path, mops: Runner, stored: str, row: str, said: str
) -> None:
    mops.ok(stored)
    example.with_name("bad.yaml").write_text(HEAD + row, "utf-8")
    before = digest(example)
    for line in ("apply bad.yaml", "apply bad.yaml --dry-run", "diff bad.yaml"):
        ran = mops(line)
        assert (ran.code, ran.err) == (5, f"mopsctl: bad.yaml:3:3: {said}\n")
    assert digest(example) == before


# Verbs of outreach, asks, needs and waivers: what they must not take.
REFUSED = (
    ("outreach log agency --plan other --sees-problem no", 'agency is not in the plan "other"'),
    ("outreach log procurement --sees-problem no", "procurement is out of the plan: "),
    ("outreach log it", "say what came of it with it"),
    ("outreach log it --sees-problem no --on +1d", "2026-11-24 is still to come"),
    ("outreach log it --sees-problem no --next-on 2026-11-20", "conversation it-2026-11-23: next_on 2026-11-20 is"),
    ("outreach log it --sees-problem no --action nag", "Invalid value for '--action': 'nag' is not one of 'educate',"),
    ("outreach log it --sees-problem maybe", "Invalid value for '--sees-problem': 'maybe' is not one of"),
    ("outreach set it-1 --next-on 2020-01-01", "conversation it-1: next_on 2020-01-01 is before on 2026-09-"),
    ("outreach action add procurement --kind educate", "procurement is out of the plan: "),
    (
        "outreach evidence ask it --what x --needed-by 2026-11-20",
        "evidence it-evidence: needed_by 2026-11-20",
    ),
    ("outreach evidence received warehouse-beside-it --on 2020-01-01", "evidence warehouse-beside-it: received_on"),
    ("need add x --team procurement --what y", "procurement is out of the plan: "),
    ("need add component-library --team it --what y", 'there is already a need "component-library"'),
    ("capability gap send-campaigns --found +1d", "2026-11-24 is still to come"),
    ("plan set --rescoped +1d", "2026-11-24 is still to come"),
    ("commit refuse it --kind assign --because ...", "say why it refuses: --because TEXT"),
    ("person set ada --email 'ada@acme.example, eva@acme.example'", "Invalid value for '--email': \"ada@acme.exampl"),
    ("team join it --capabilities -1", "Invalid value for '--capabilities': -1 is not in the range 0<=x<=10000."),
)


@pytest.mark.parametrize(("line", "said"), REFUSED, ids=[line for line, _ in REFUSED])
def test_what_a_verb_must_not_take_is_refused_and_nothing_is_changed(
    example: Path, mops: Runner, line: str, said: str
) -> None:
    if "--plan other" in line:
        example.with_name("other.yaml").write_text(
            HEAD + "plans:\n- {key: other, name: Other, start: 2026-11-02}\n", "utf-8"
        )
        mops.ok("apply other.yaml")
    before = digest(example)
    for flag in ("", " --dry-run"):
        ran = mops(line + flag)
        one_message(ran.err, ran.code, 2)
        assert (ran.err.startswith(f"mopsctl: {said}"), ran.out) == (True, ""), ran.err
    assert digest(example) == before


@pytest.mark.parametrize(
    "text", ["bell \x07", "\x1b[31mred", "x" * 100_000, "\x85"], ids=["bell", "esc", "long", "nel"]
)
@pytest.mark.parametrize(
    "line",
    [
        "outreach log it --why",
        "outreach log it --note",
        "outreach log it --next",
        "outreach evidence ask it --what",
        "outreach action add it --kind educate --what",
        "need add x --team it --what",
        "waive GAT401 analytics --by helena --until +5d --reason",
        "commit refuse it --kind assign --because",
        "team align analytics --parties Wen --terms",
        "team join it --impact",
    ],
)
def test_text_that_no_page_could_show_is_refused_shortly(example: Path, mops: Runner, line: str, text: str) -> None:
    before = digest(example)
    ran = mops(*line.split(), text)
    one_message(ran.err, ran.code, 2)
    assert ran.out == ""
    assert len(ran.err) < 400
    assert digest(example) == before


def test_pruning_what_others_refer_to_is_refused(example: Path, mops: Runner) -> None:
    before = digest(example)
    ran = mops("apply plan.yaml --prune")
    one_message(ran.err, ran.code, 5)
    assert 'no team "analytics"' in ran.err
    assert digest(example) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.yaml", b"", "empty.yaml is empty"),
        ("book.yaml", b"PK\x03\x04" + b"\0" * 100, "book.yaml is a zip file (or an .xlsx workbook), not text"),
        ("nul.yaml", b"mopsctl: 1\nteams:\0\n", "nul.yaml:2:7: a NUL byte; this is not a text file"),
        ("noise.yaml", bytes(range(128, 256)) * 4, "noise.yaml:1:1: byte 0x80 (offset 0) is not UTF-8"),
        ("old.yaml", "mopsctl: 1\nteams:\n- {key: x, name: \xdcber}\n".encode("cp1254"), "old.yaml:3:18: byte 0xdc"),
    ],
)
def test_what_is_no_text_is_refused(example: Path, mops: Runner, name: str, content: bytes, said: str) -> None:
    example.with_name(name).write_bytes(content)
    before = digest(example)
    for line in (f"apply {name}", f"diff {name}"):
        ran = mops(line)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err.startswith(f"mopsctl: {said}")
    assert digest(example) == before


def test_a_directory_a_missing_file_and_one_that_may_not_be_read_are_told_apart(example: Path, mops: Runner) -> None:
    example.with_name("folder").mkdir()
    for verb in ("apply", "diff", "import raci"):
        assert mops(f"{verb} folder")[::2] == (5, "mopsctl: folder is a directory, not a file\n")
        assert mops(f"{verb} nowhere.yaml")[::2] == (5, "mopsctl: no file nowhere.yaml\n")
    assert mops("apply", "a\0b")[0] == 5


def test_a_file_may_come_through_a_pipe(example: Path, mops: Runner) -> None:
    mops.ok("apply -", stdin=b"mopsctl: 1\nteams:\n- {key: growth, name: Growth}\n")
    assert "growth\tGrowth" in mops.ok("team list").out
    ran = mops("apply -", stdin=b"mopsctl: 1\nteams:\n- {key: growth}\n")
    assert (ran.code, ran.err) == (5, "mopsctl: stdin:3:3: this team has no name\n")
    assert mops("apply -", stdin=b"").code == 5
    raci = b"| task | it |\n|---|---|\n| run-platform | C |\n"
    mops.ok("import", "raci", "-", stdin=raci)


def test_a_cycle_that_comes_by_file_is_a_finding_that_names_the_loop(example: Path, mops: Runner) -> None:
    rows = "links:\n- {before: learn-martech, after: contract-signed}\n"
    example.with_name("loop.yaml").write_text(HEAD + rows, "utf-8")
    mops.ok("apply loop.yaml")
    found = mops("gaps --select PLN601 --format json").json["data"]["findings"]
    loops = [one["message"] for one in found if one["code"] == "PLN601"]
    assert loops == ["waits for itself: contract-signed -> kick-off -> learn-martech -> contract-signed"]
    for line in ("timeline show", "plan status", "task list", "task show pilot", "plan list"):
        mops.ok(line)
        mops.ok(f"{line} --format json")


def test_a_link_that_would_close_a_loop_is_refused_and_the_loop_named(example: Path, mops: Runner) -> None:
    before = digest(example)
    ran = mops("task link pilot-check kick-off")
    assert ran.code == 4
    ran = mops("task link learn-martech contract-signed")
    assert (ran.code, ran.err) == (
        2,
        "mopsctl: that link would close a loop: learn-martech -> contract-signed -> kick-off -> learn-martech\n",
    )
    assert digest(example) == before


def test_turkish_letters_are_welcome_in_names_and_refused_in_keys_with_a_slug(example: Path, mops: Runner) -> None:
    mops.ok("team", "add", "izmir", "--name", "İzmir Iğdır ekibi ığüşöç")
    assert "İzmir Iğdır ekibi ığüşöç" in mops.ok("team list").out
    for word, slug in (("İzmir", "izmir"), ("ışık", "isik"), ("Çağrı Merkezi", "cagri-merkezi"), ("ŞĞÜ", "sgu")):
        before = digest(example)
        ran = mops("team", "add", word)
        assert ran.code == 2
        assert f'try "{slug}"' in ran.err
        assert digest(example) == before
    assert mops("team", "add", "数据").err.rstrip().endswith("- _ . and no space")
    mops.ok("plan", "init", "İzmir açılışı")
    assert "izmir-acilisi\tİzmir açılışı" in mops.ok("plan list").out


def test_keys_that_differ_only_in_case_are_two_keys(example: Path, mops: Runner) -> None:
    mops.ok("team add IT --name Other")
    assert "IT\tOther" in mops.ok("team list").out


def test_a_raci_table_with_unknown_names_is_refused_and_names_them_all(example: Path, mops: Runner) -> None:
    before = digest(example)
    ran = mops("import raci matrix.md")
    assert (ran.code, ran.out) == (5, "")
    assert 'matrix.md:3: no team or person or position "Printers"' in ran.err
    assert 'matrix.md:3: no capability or task or platform or activity "Send campaigns by post"' in ran.err
    assert "try: mopsctl import raci matrix.md --create --dry-run" in ran.err
    assert digest(example) == before
    mops.ok("import raci matrix.md --create --as Printers=sales")
    assert "Printers" not in mops.ok("team list").out


def test_what_an_import_leaves_out_is_said_on_stderr_to_scripts_and_with_the_answer_to_others(
    example: Path, mops: Runner
) -> None:
    example.with_name("sla.csv").write_text("activity,it,SLA\nrun-platform,R,two days\n", "utf-8")
    note = "column 'SLA' has no letters and was not brought in"
    for form in ("plain", "csv"):
        ran = mops.ok(f"import raci sla.csv --dry-run --format {form}")
        assert (ran.err, "SLA" in ran.out) == (f"mopsctl: {note}\n", False)
    assert mops.ok("import raci sla.csv --dry-run").err == f"mopsctl: {note}\n"
    for form in ("table", "json", "yaml", "md"):
        ran = mops.ok(f"import raci sla.csv --dry-run --format {form}")
        assert (ran.err, "SLA" in ran.out) == ("", True), form


def test_a_raci_table_without_letters_is_refused(example: Path, mops: Runner) -> None:
    example.with_name("prose.md").write_text("# Roles\n\nNothing here.\n", "utf-8")
    example.with_name("odd.csv").write_text("activity,it\nrun-platform,Z\n", "utf-8")
    before = digest(example)
    for name in ("prose.md", "odd.csv"):
        ran = mops(f"import raci {name}")
        one_message(ran.err, ran.code, 5)
        assert ran.err.startswith(f"mopsctl: {name}")
    assert digest(example) == before


def test_settings_are_heard_from_a_folder_above(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    (example.parent / "deep" / "er").mkdir(parents=True)
    example.with_name("mopsctl.toml").write_text('select = ["SUP302"]\n', "utf-8")
    monkeypatch.chdir(example.parent / "deep" / "er")
    codes = {row["code"] for row in mops("gaps --format json").json["data"]["findings"]}
    assert codes - {"GAT403", "GAT404"} == {"GAT401", "GAT402", "SUP302"}
