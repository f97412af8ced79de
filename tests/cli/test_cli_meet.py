"""`meet`: the page before, one command after; sheets sent and taken back."""

import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from cli_runner import Runner
from test_cli_terminal import on_terminal

LINE = "meet analytics --with wen --sees-problem partly --critical yes"


def changes(ran: object) -> list[tuple[str, str, str]]:
    return [(one["action"], one["kind"], one["key"]) for one in ran.json["data"]["changes"]]  # type: ignore[attr-defined]


def fill(text: str, **answers: str) -> str:
    """The Markdown sheet with answers, by id with `__` for a slash and `_` for a dash."""
    lines = text.split("\n")
    for name, answer in answers.items():
        row = f"| `{name.replace('__', '/').replace('_', '-')}` |"
        at = next(n for n, line in enumerate(lines) if line.startswith(row))
        lines[at] = lines[at].removesuffix("  |") + f" {answer} |"
    return "\n".join(lines)


WHO = {"filled__by": "Wen Zhao", "filled__on": "2026-11-20"}


# The page.


def test_the_page_tells_whom_to_meet_and_what_to_ask(mops: Runner, example: Path) -> None:
    ran = mops.ok("meet analytics --audience me --format table")
    assert "whom to meet            Wen Zhao (wen), Head of analytics" in ran.out
    assert "What to ask" in ran.out
    assert "Wen heard of the decision" in ran.out
    found = mops.ok("meet analytics --format json")
    assert found.json["data"]["team"] == "analytics"
    assert "Wen heard" not in found.out
    assert {one["section"] for one in found.json["data"]["questions"]} >= {"1.1", "1.2", "2.1", "2.3"}


def test_the_questions_are_asked_in_turkish_too(mops: Runner, example: Path) -> None:
    assert "Who manages" not in mops.ok("meet martech --lang tr --format md").out
    assert "Günlük yönetimi kim yapıyor?" in mops.ok("meet martech --lang tr --format md").out


def test_the_page_loads_nothing_heavy(mops: Runner, example: Path) -> None:
    heavy = {"yaml", "jinja2", "xlsxwriter", "openpyxl", "markdown_it", "importlib.resources", "email", "sqlmodel"}
    probe = (
        "import sys; from mopsctl.cli.main import run; code = run(['meet', 'it']);"
        f"sys.stderr.write(' '.join(sorted(set(sys.modules) & {heavy!r})) + f'|{{code}}')"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=example.parent, capture_output=True, check=False, env={"PATH": ""}
    )
    assert done.stderr.decode().split("\n")[-1] == "|0"


def test_an_unknown_team_is_told(mops: Runner, example: Path) -> None:
    ran = mops("meet analitics")
    assert (ran.code, 'did you mean "analytics"?' in ran.err) == (4, True)


# One command after.


def test_everything_that_came_of_a_meeting_is_one_change_set(mops: Runner, example: Path) -> None:
    ran = mops.ok(
        f'{LINE} --need "SQL on the profiles" --agree build-audiences --assign later --until +4w --because "peak first"'
        ' --action educate --note "she smiled" --impact "Fewer lists" --understood-by ada --audience me --format json'
    )
    assert changes(ran) == [
        ("add", "conversation", "analytics-2026-11-23"),
        ("add", "note", "analytics-2026-11-23"),
        ("add", "action", "analytics-educate"),
        ("change", "participation", "cdp-rollout/analytics"),
        ("add", "ask", "cdp-rollout/analytics/assign/1"),
        ("add", "need", "sql-on-the-profiles"),
        ("change", "assignment", "cdp-rollout/capability:build-audiences/team:analytics/A/to-be"),
    ]
    mops.ok("undo")
    assert "analytics-2026-11-23" not in mops.ok("outreach show analytics --audience me").out


def test_a_dry_run_says_the_same_and_writes_nothing(mops: Runner, example: Path) -> None:
    before = example.read_bytes()
    ran = mops.ok(f"{LINE} --dry-run --format json")
    assert changes(ran)[0] == ("add", "conversation", "analytics-2026-11-23")
    assert example.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("meet it --person marek", 2, "--person belongs to an answer"),
        ("meet it --assign yes --person marek", 2, "to assign is promised only with"),
        ("meet it --assign no", 2, "say why it refuses"),
        ("meet it --assign perhaps", 2, "is not one of"),
        ("meet it --assign yes --person nobody --allocation 50 --start +5d", 4, 'no person "nobody"'),
        ("meet procurement --sees-problem no", 2, "procurement is out of the plan"),
        ("meet it --agree nothing", 4, 'no capability, activity, platform or task "nothing"'),
        ("meet it --agree send-campaigns", 4, "no to-be letter of it on send-campaigns"),
        ("meet it --sees-problem yes --on +2d", 2, "still to come"),
        ("meet it --sheet md --note x", 2, "--sheet makes a sheet and records nothing"),
        ("meet it --note x -o x.txt", 2, "-o is for the page and for a sheet"),
        ("meet it --note x --today 2026-11-02", 2, "--today only looks"),
        ("meet it --edit --note x", 2, "leave the other answers out"),
        ("meet it --edit", 2, "an editor needs a terminal"),
        ('meet it --need "..."', 2, "a need says what it needs"),
        ("meet procurement --sheet md", 2, "procurement is out of the plan"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    mops: Runner, example: Path, line: str, code: int, said: str
) -> None:
    before = example.read_bytes()
    ran = mops(line)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert example.read_bytes() == before


# Sheets.


def test_a_sheet_goes_out_and_comes_back_with_its_source_and_its_day(mops: Runner, example: Path) -> None:
    mops.ok("meet analytics --sheet md --lang tr -o analytics.md")
    path = example.parent / "analytics.md"
    path.write_text(
        fill(
            path.read_text("utf-8"), **WHO, view__sees_problem="kısmen", platform__critical="evet",
            change__understood_by="Ada Eriksen", ask__assign="evet", ask__assign__person="ada",
            ask__assign__allocation="%40", ask__assign__start="7 Aralık 2026", ask__contribute="hayır",
            ask__contribute__reason="Yoğunuz", need__new__1="SQL ile sorgu", need__sql_on_the_side="evet",
        ),
        "utf-8",
    )  # fmt: skip
    mops.ok("import sheet analytics.md")
    said = mops.ok("outreach show analytics --audience me --format json").json["data"]["conversations"][-1]
    assert {name: said[name] for name in ("key", "on", "person", "channel", "source", "sees_problem")} == {
        "key": "analytics-2026-11-20", "on": "2026-11-20", "person": "wen", "channel": "sheet",
        "source": "analytics.md", "sees_problem": "partly",
    }  # fmt: skip
    asks = {
        one["kind"]: one for one in mops.ok("commit show analytics --audience me --format json").json["data"]["asks"]
    }
    assert (asks["assign"]["state"], asks["assign"]["person"], asks["assign"]["said_in"]) == (
        "promised", "ada", "analytics-2026-11-20",
    )  # fmt: skip
    assert (asks["contribute"]["state"], asks["contribute"]["reason"]) == ("refused", "Yoğunuz")
    needs = mops.ok("need list --team analytics --format json").json["data"]
    assert [(one["what"], one["agreed"], one["by"]) for one in needs] == [
        ("SQL ile sorgu", True, "wen"),
        ("A way to query the profiles with SQL", True, "wen"),
    ]
    again = mops.ok("import sheet analytics.md --format json")
    assert changes(again) == []


def test_a_workbook_comes_back_too(mops: Runner, example: Path) -> None:
    mops.ok("meet legal --sheet xlsx -o legal.xlsx")
    path = example.parent / "legal.xlsx"
    book = openpyxl.load_workbook(path)
    page = book.active
    answers = {"filled/by": "noor", "filled/on": "23.11.2026", "view/sees-problem": "yes", "view/challenges": "none"}
    for row in page.iter_rows():
        if row[0].value in answers:
            row[2].value = answers[row[0].value]
    book.save(path)
    ran = mops.ok("import sheet legal.xlsx --format json")
    assert changes(ran) == [("add", "conversation", "legal-2026-11-23")]


def test_a_sheet_is_text_on_stdout_and_a_workbook_bytes(mops: Runner, example: Path) -> None:
    assert mops.ok("meet it --sheet md").out.startswith("# CDP rollout: a sheet for IT / engineering\n")
    words = [sys.executable, "-m", "mopsctl", "meet", "it", "--sheet", "xlsx"]
    done = subprocess.run(words, cwd=example.parent, capture_output=True, check=True)
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).active["A4"].value == "id"


def test_every_fault_of_a_sheet_is_told_and_nothing_is_changed(mops: Runner, example: Path) -> None:
    text = mops.ok("meet it --sheet md").out
    sheet = fill(
        text, filled__on="2026-11-20", view__sees_problem="perhaps", ask__assign="yes", change__understood_by="Mrek"
    )
    (example.parent / "it.md").write_text(sheet, "utf-8")
    before = example.read_bytes()
    ran = mops("import sheet it.md")
    assert ran.code == 5
    assert ran.err.split("\n")[:5] == [
        "mopsctl: it.md: filled/by: who filled it in is missing; write it there, or say it with --person",
        'it.md:16: view/sees-problem: "perhaps" is none of yes, partly, no, evet, kısmen, hayır',
        'it.md:28: change/understood-by: no person "Mrek"; did you mean "Marek Novák"?',
        "it.md:34: ask/assign: yes needs an answer at ask/assign/person, ask/assign/allocation, ask/assign/start too",
        "",
    ]
    assert example.read_bytes() == before


def test_a_sheet_of_another_plan_is_refused(mops: Runner, example: Path) -> None:
    mops.ok("plan init Pilot")
    text = fill(mops.ok("meet analytics --sheet md --plan cdp-rollout").out, **WHO, view__sees_problem="yes")
    ran = mops("import", "sheet", "-", "--plan", "pilot", stdin=text.encode())
    assert (ran.code, ran.err) == (5, 'mopsctl: stdin: a sheet of the plan "cdp-rollout", not of "pilot"\n')
    mops.ok("import", "sheet", "-", stdin=text.encode())


def test_what_is_no_sheet_is_told(mops: Runner, example: Path) -> None:
    ran = mops("import", "sheet", "-", stdin=b"| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert ran.code == 5
    assert "stdin is no sheet made by mopsctl" in ran.err


def analytics(mops: Runner, example: Path, encoding: str = "utf-8", **answers: str) -> None:
    """The sheet of analytics, filled in, as analytics.md."""
    text = fill(mops.ok("meet analytics --sheet md").out, **answers)
    (example.parent / "analytics.md").write_text(text, encoding)


def test_a_sheet_older_than_the_latest_answer_changes_nothing(mops: Runner, example: Path) -> None:
    mops.ok("meet analytics --critical no --on 2026-11-20")
    analytics(mops, example, filled__by="wen", filled__on="2026-10-01", platform__critical="yes")
    before = example.read_bytes()
    ran = mops("import sheet analytics.md")
    assert (ran.code, ran.err) == (
        5,
        "mopsctl: analytics.md:26: platform/critical: answered on 2026-10-01, but the latest word is of 2026-11-20"
        " (analytics-2026-11-20)\n",
    )
    ran = mops("meet analytics --critical yes --on 2026-10-01")
    assert (ran.code, "critical: answered on 2026-10-01, but the latest word is of 2026-11-20" in ran.err) == (2, True)
    assert example.read_bytes() == before


def test_a_sheet_that_another_team_filled_in_is_taken_in_as_heard_only(mops: Runner, example: Path) -> None:
    analytics(mops, example, filled__by="marek", filled__on="2026-11-20", platform__critical="yes")
    before = example.read_bytes()
    ran = mops("import sheet analytics.md")
    assert (ran.code, ran.err) == (
        5,
        "mopsctl: analytics.md:9: filled/by: marek is of it, not of analytics; --heard takes it in as hearsay\n"
        "  try: mopsctl import sheet analytics.md --heard\n",
    )
    ran = mops("import", "sheet", "-", stdin=(example.parent / "analytics.md").read_bytes())
    assert "try: mopsctl import sheet - --heard\n" in ran.err
    assert example.read_bytes() == before
    mops.ok("import sheet analytics.md --heard")


def test_who_filled_in_a_sheet_is_said_once(mops: Runner, example: Path) -> None:
    analytics(mops, example, **WHO, view__sees_problem="yes")
    ran = mops("import sheet analytics.md --person ada")
    assert (ran.code, ran.err) == (
        2,
        "mopsctl: analytics.md says that wen filled it in, and --person ada; leave --person out\n",
    )
    assert mops("import sheet analytics.md --person nobody").code == 4
    mops.ok("import sheet analytics.md --person wen")


def test_a_sheet_in_another_encoding_says_which_option_helps(mops: Runner, example: Path) -> None:
    analytics(mops, example, "cp1254", **WHO, change__impact="Işıl Çağlar ile")
    ran = mops("import sheet analytics.md")
    assert (ran.code, "--encoding cp1252, or cp1254 for Turkish" in ran.err) == (5, True)
    mops.ok("import sheet analytics.md --encoding cp1254")
    assert "Işıl Çağlar ile" in mops.ok("team show analytics --audience me --format json").out


def test_a_share_in_percent_in_a_workbook_is_one(mops: Runner, example: Path) -> None:
    mops.ok("meet analytics --sheet xlsx -o analytics.xlsx")
    path = example.parent / "analytics.xlsx"
    book = openpyxl.load_workbook(path)
    answers = {"filled/by": "wen", "filled/on": "2026-11-23", "ask/assign": "yes", "ask/assign/person": "ada",
               "ask/assign/start": "2026-12-07", "ask/assign/allocation": 0.5}  # fmt: skip
    for row in book.active.iter_rows():
        if row[0].value in answers:
            row[2].value = answers[row[0].value]
            row[2].number_format = "0%" if row[2].value == 0.5 else "@"
    book.save(path)
    ran = mops.ok("import sheet analytics.xlsx --format json --audience me")
    assert '"allocation":50' in ran.out.replace(" ", "")


# In an editor.


def edited(folder: Path, script: str, *words: str) -> tuple[int, str]:
    """`meet it --edit` on a terminal, with an editor that is a script."""
    editor = folder / "editor.py"
    editor.write_text(
        f"import sys\npath = sys.argv[-1]\ntext = open(path, encoding='utf-8').read()\n{script}\n", "utf-8"
    )
    command = f"{sys.executable} {editor} --wait"
    (folder / "tmp").mkdir(exist_ok=True)
    return on_terminal(folder, "meet", "it", "--edit", *words, VISUAL=command, TMPDIR=str(folder / "tmp"))


SAVE = "open(path, 'w', encoding='utf-8').write(text)"
SEES = "text = text.replace('(yes / partly / no) |  |', '(yes / partly / no) | {} |')\n" + SAVE


def test_the_editor_takes_the_answers_as_heard_and_leaves_no_file(example: Path) -> None:
    code, said = edited(example.parent, SEES.format("partly"))
    assert code == 0, said
    assert "conversation" in said
    assert list((example.parent / "tmp").iterdir()) == []


def test_a_sheet_left_as_it_was_changes_nothing(example: Path) -> None:
    before = example.read_bytes()
    code, said = edited(example.parent, "pass")
    assert (code, "nothing is recorded" in " ".join(said.split())) == (0, True)
    assert example.read_bytes() == before
    assert list((example.parent / "tmp").iterdir()) == []


def test_a_fault_keeps_the_file_and_says_where(mops: Runner, example: Path) -> None:
    code, said = edited(example.parent, SEES.format("perhaps"))
    assert code == 5
    (kept,) = (example.parent / "tmp").iterdir()
    text = " ".join(said.split())
    assert '"perhaps" is none of' in text
    assert kept.name in text.replace(" ", "")
    kept.write_text(kept.read_text("utf-8").replace("perhaps", "partly"), "utf-8")
    ran = mops.ok(f"import sheet {kept} --heard --format json")
    assert ran.json["data"]["changes"][0]["kind"] == "conversation"


def test_an_editor_that_fails_or_is_not_there_records_nothing(example: Path) -> None:
    before = example.read_bytes()
    code, said = edited(example.parent, "sys.exit(3)")
    assert (code, "ended with 3" in " ".join(said.split())) == (5, True)
    code, said = on_terminal(example.parent, "meet", "it", "--edit", VISUAL="/no/such/editor")
    assert (code, "cannot open the editor" in " ".join(said.split())) == (2, True)
    code, said = edited(example.parent, "pass", "--no-input")
    assert (code, "an editor needs a terminal" in " ".join(said.split())) == (2, True)
    assert example.read_bytes() == before
