"""`raci edit` with editors that are scripts, `raci scheme`, `handover`, and a table that goes through a pager."""

import sys
import tempfile
from pathlib import Path

import pytest
from cli_runner import Runner
from test_cli_terminal import on_terminal

SAVE = "open(path, 'w', encoding='utf-8').write(text)"


@pytest.fixture
def drawer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where texts for the editor are made."""
    place = folder / "drawer"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def edits(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let the editor be a script that changes `text`, or ends with a code."""
    script = folder / "editor.py"
    head = "import re, sys\npath = sys.argv[-1]\ntext = open(path, encoding='utf-8').read()\n"
    script.write_text(head + "\n".join([*lines, SAVE]), "utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def cell(subject: str, column: int, letters: str) -> str:
    """A line of the script that writes into one cell; the first column of letters is 1."""
    return (
        f"row = next(line for line in text.splitlines() if line.startswith('| {subject} '))\n"
        f"cells = row.split('|')\ncells[{column + 1}] = ' {letters} '\n"
        "text = text.replace(row, '|'.join(cells))"
    )


def kept(drawer: Path) -> Path:
    (file,) = drawer.iterdir()
    return file


def test_what_the_editor_changed_is_one_change_set_and_leaves_no_file(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, cell("send-campaigns", 1, "A"), cell("cdp", 1, "i"))
    data = mops.ok("raci edit --format json --audience me").json["data"]
    assert [(one["action"], one["key"]) for one in data["changes"]] == [
        ("add", "cdp-rollout/capability:send-campaigns/person:camille/A/to-be"),
        ("add", "cdp-rollout/platform:cdp/person:camille/I/to-be"),
    ]
    assert data["number"] == 2
    assert list(drawer.iterdir()) == []


@pytest.mark.parametrize("lines", [(), ("text = ''",)], ids=["as it was", "emptied"])
def test_a_text_left_as_it_was_or_emptied_writes_nothing(
    lines: tuple[str, ...], mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = example.read_bytes()
    edits(example.parent, monkeypatch, *lines)
    ran = mops.ok("raci edit")
    assert "nothing is changed" in ran.err
    assert example.read_bytes() == before
    assert list(drawer.iterdir()) == []


def test_a_mistake_is_5_the_text_is_kept_and_resume_goes_on(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = example.read_bytes()
    edits(example.parent, monkeypatch, cell("send-campaigns", 1, "AX"), "text += '| sned | R |\\n'")
    ran = mops("raci edit")
    file = kept(drawer)
    lines = file.read_text("utf-8").splitlines()
    wrong = 1 + next(n for n, line in enumerate(lines) if line.startswith("| send-campaigns"))
    assert ran.code == 5
    assert f'{file}:{wrong}:28: send-campaigns, camille: no letter "X"' in ran.err
    assert f'{file}:{len(lines)}:3: no capability, activity, platform or task "sned"' in ran.err
    assert f"what you wrote is kept in {file}" in ran.err
    assert f"mopsctl raci edit --resume {file}" in ran.err
    assert example.read_bytes() == before
    edits(example.parent, monkeypatch, "text = text.replace(' AX ', ' A ').replace('| sned | R |\\n', '')")
    data = mops.ok(f"raci edit --resume {file} --format json --audience me").json["data"]
    assert [one["key"] for one in data["changes"]] == ["cdp-rollout/capability:send-campaigns/person:camille/A/to-be"]
    assert list(drawer.iterdir()) == []


def test_a_vanished_row_is_refused_and_the_text_kept(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, "text = re.sub(r'(?m)^[|] send-campaigns .*\\n', '', text)")
    ran = mops("raci edit")
    assert (ran.code, "the row send-campaigns is gone" in ran.err) == (5, True)
    assert "send-campaigns" not in kept(drawer).read_text("utf-8").partition("\n\n")[2]


def test_an_editor_that_fails_keeps_what_was_written(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, cell("send-campaigns", 1, "A"), SAVE, "sys.exit(3)")
    ran = mops("raci edit")
    assert (ran.code, "ended with 3" in ran.err) == (5, True)
    ran = mops.ok(f"raci edit --resume {kept(drawer)} --no-input --dry-run")
    assert "person:camille/A" in ran.out
    assert f"what you wrote is kept: mopsctl raci edit --resume {kept(drawer)}" in ran.err


def test_an_editor_that_is_not_there_and_none_at_all_are_usage_errors(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    assert (mops("raci edit").code, list(drawer.iterdir())) == (2, [])
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    ran = mops("raci edit")
    assert (ran.code, "an editor needs a terminal" in ran.err) == (2, True)


def test_a_cell_that_changed_meanwhile_is_6_and_force_lets_the_text_win(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, cell("send-campaigns", 1, "C"), SAVE, "sys.exit(1)")
    mops("raci edit")
    mops.ok("raci set send-campaigns --person camille I")
    ran = mops(f"raci edit --resume {kept(drawer)} --no-input")
    assert (ran.code, "send-campaigns, camille: was empty, meanwhile I" in ran.err) == (6, True)
    assert f"mopsctl raci edit --resume {kept(drawer)} --force" in ran.err
    ran = mops.ok(f"raci edit --resume {kept(drawer)} --no-input --force --audience me")
    assert "person:camille/C" in ran.out


def test_a_line_that_says_which_matrix_it_is_comes_back_where_it_was_deleted(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = "text = '\\n'.join(line for line in text.splitlines() if not line.startswith('#'))"
    edits(example.parent, monkeypatch, cell("cdp", 1, "X"), deleted)
    assert mops("raci edit").code == 5
    assert kept(drawer).read_text("utf-8").splitlines()[-1].startswith("#: state to-be, plan cdp-rollout, serial 1")


def test_a_text_of_another_store_is_refused(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, SAVE, "sys.exit(1)")
    mops("raci edit")
    mops.ok("plan init Other --db other.db")
    ran = mops(f"raci edit --resume {kept(drawer)} --db other.db")
    assert (ran.code, "is about another store" in ran.err) == (2, True)


def test_the_matrix_as_it_is_and_a_part_of_it_are_edited_too(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, cell("approve-mailings", 1, "-"))
    ran = mops.ok("raci edit --state as-is --capability send-campaigns --format json --audience me")
    assert [(one["action"], one["key"]) for one in ran.json["data"]["changes"]] == [
        ("remove", "activity:approve-mailings/person:camille/A/as-is")
    ]


# -- schemes


def test_another_scheme_is_spoken_everywhere_and_undone_whole(mops: Runner, example: Path) -> None:
    ran = mops("raci scheme daci")
    assert (ran.code, "mopsctl raci scheme daci --map R=D" in ran.err) == (2, True)
    mops.ok("raci scheme daci --map R=D")
    assert mops.ok("raci scheme").out.splitlines()[0].split("\t")[:3] == ["D", "driver", "does"]
    assert {row.split("\t")[2] for row in mops.ok("raci show").out.splitlines()} <= {"D", "A", "C", "I", "DI", "AI"}
    assert "(D (driver), A (approver)" not in mops("raci set send-campaigns --team it R").err
    assert 'no letter "R"; there are D (driver)' in mops("raci set send-campaigns --team it R").err
    assert "nobody is the driver" in mops("gaps --select RAC703").out
    mops.ok("undo")
    assert mops.ok("raci scheme").out.splitlines()[0].split("\t")[:3] == ["R", "responsible", "does"]


# -- hand-overs


def test_a_hand_over_is_answered_and_its_tasks_are_one_change(mops: Runner, example: Path) -> None:
    listed = mops.ok("handover list --open --format json").json["data"]
    assert "build-audiences" in [one["subject"].partition(":")[2] for one in listed]
    mops.ok("handover answer build-audiences --team analytics --afterwards measures --communicated 2026-11-20")
    proposed = [line.split("\t")[0] for line in mops.ok("handover tasks build-audiences").out.splitlines()]
    added = mops.ok("handover tasks build-audiences --add --format json").json["data"]
    assert [one["key"] for one in added["changes"] if one["kind"] == "task"] == sorted(proposed)
    assert mops.ok("handover tasks build-audiences").out == ""
    assert "nothing changed" in mops.ok("handover tasks build-audiences --add -f table").out.casefold()
    mops.ok("undo")
    assert mops.ok("handover tasks build-audiences").out != ""


# -- the pager


@pytest.mark.parametrize(
    ("words", "env", "paged"),
    [
        ((), {"PAGER": "wc -l"}, True),
        (("--no-pager",), {"PAGER": "wc -l"}, False),
        ((), {"PAGER": "wc -l", "LINES": "500"}, False),
        ((), {"PAGER": ""}, False),
        ((), {"PAGER": "no-such-pager"}, False),
    ],
)
def test_a_table_longer_than_the_screen_goes_through_the_pager(
    words: tuple[str, ...], env: dict[str, str], paged: bool, example: Path
) -> None:
    code, said = on_terminal(example.parent, "raci", "show", *words, **{"LINES": "24", **env})
    assert (code, "Camille" in said) == (0, not paged)


# -- what was written is never lost


def mistaken(mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text that was kept because of a mistake in it."""
    edits(example.parent, monkeypatch, cell("send-campaigns", 1, "AX"))
    assert mops("raci edit").code == 5
    return kept(drawer)


@pytest.mark.parametrize("editor", ["/no/such/editor", "vi 'x"])
def test_an_editor_that_cannot_be_opened_takes_no_kept_text_with_it(
    editor: str, mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mistaken(mops, example, drawer, monkeypatch)
    text = file.read_text("utf-8")
    monkeypatch.setenv("VISUAL", editor)
    ran = mops(f"raci edit --resume {file}")
    assert (ran.code, file.read_text("utf-8") == text) == (2, True)
    assert f"what you wrote is kept in {file}" in ran.err


def test_a_kept_text_is_not_opened_where_there_is_no_editor_and_taken_as_it_is_with_no_input(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mistaken(mops, example, drawer, monkeypatch)
    monkeypatch.setenv("VISUAL", "  ")
    monkeypatch.delenv("EDITOR", raising=False)
    ran = mops(f"raci edit --resume {file}")
    assert (ran.code, f"mopsctl raci edit --resume {file} --no-input" in ran.err) == (2, True)
    file.write_text(file.read_text("utf-8").replace(" AX ", " A "), "utf-8")
    assert "person:camille/A" in mops.ok(f"raci edit --resume {file} --no-input --audience me").out


@pytest.mark.parametrize(
    ("line", "code"),
    [("import os; os.remove(path); sys.exit()", 5), ("import os; os.remove(path); os.mkdir(path); sys.exit()", 5)],
)
def test_a_text_that_the_editor_took_away_is_one_clear_error(
    line: str, code: int, mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, line)
    ran = mops("raci edit")
    assert (ran.code, "the text is gone" in ran.err) == (code, True)


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("serial 1", "serial \u00b2", 5),
        ("serial 1", "serial 99", 5),
        ("plan cdp-rollout", "plan nope", 4),
        ("plan cdp-rollout,", "", 5),
    ],
)
def test_a_line_on_what_it_is_about_that_was_damaged_is_told(
    was: str, now: str, code: int, mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mistaken(mops, example, drawer, monkeypatch)
    file.write_text(file.read_text("utf-8").replace(was, now), "utf-8")
    assert mops(f"raci edit --resume {file} --no-input").code == code


def test_a_text_in_another_encoding_is_kept_whole(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = "text = '\\n'.join(line for line in text.splitlines() if not line.startswith('#'))\n"
    wide += "open(path, 'w', encoding='utf-16').write(text)\nsys.exit()"
    edits(example.parent, monkeypatch, cell("cdp", 1, "X"), wide)
    assert mops("raci edit").code == 5
    lines = kept(drawer).read_text("utf-8").splitlines()
    assert (any(line.startswith("| subject") for line in lines), lines[-1].startswith("#: state to-be")) == (True, True)


def test_letters_that_were_changed_meanwhile_are_6_and_the_text_is_named(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(example.parent, monkeypatch, cell("send-campaigns", 1, "C"), SAVE, "sys.exit(1)")
    mops("raci edit")
    mops.ok("raci scheme daci --map R=D")
    ran = mops(f"raci edit --resume {kept(drawer)} --no-input")
    assert (ran.code, "from RACI to DACI" in ran.err, f"kept in {kept(drawer)}" in ran.err) == (6, True, True)
    assert "try: mopsctl raci edit\n" in ran.err


# -- begin with today, several at once, remarks


def test_a_copy_says_what_it_copied_and_a_second_one_finds_nothing(mops: Runner, example: Path) -> None:
    ran = mops.ok("raci copy")
    assert ran.err == "mopsctl: copied 1 row, agreed by nobody yet: manage-preferences\n"
    assert len(ran.out.splitlines()) == 3
    again = mops.ok("raci copy")
    assert (again.out, "nothing to copy" in again.err, "--all looks beyond" in again.err) == ("", True, True)
    assert "copied 8 rows" in mops.ok("raci copy --all").err


def test_several_holders_agree_or_give_up_letters_as_one_change(mops: Runner, example: Path) -> None:
    ran = mops.ok("raci agree send-campaigns --team sales --team marketing --format json").json["data"]
    assert (ran["number"], len(ran["changes"])) == (2, 2)
    assert mops.ok("raci agree send-campaigns --team sales --by ada").err == (
        "mopsctl: ada is of analytics, and the letters are those of sales\n"
    )
    mops.ok("raci clear send-campaigns --team sales --team marketing")
    assert mops("raci clear send-campaigns").code == 2


def test_a_letter_that_becomes_two_is_refused(mops: Runner, example: Path) -> None:
    ran = mops("raci scheme daci --map R=D --map R=A")
    assert (ran.code, "becomes two" in ran.err, "try: mopsctl raci scheme --help" in ran.err) == (2, True, True)


def test_what_stays_as_it_is_is_said_and_is_a_row_to_edit(
    mops: Runner, example: Path, drawer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = mops.ok("raci diff --capability maintain-taxonomy -f table").out
    assert "maintain-taxonomy stays as it is" in said
    assert "Nobody is to have a letter yet" not in said
    line = "8 subjects have letters as it is and none to be; this plan does not change them: create-content, cut-lists,"
    for command in ("raci diff", "handover list"):
        assert line in " ".join(mops.ok(f"{command} -f table").out.split())
    edits(example.parent, monkeypatch, cell("maintain-taxonomy", 1, "C"))
    assert "capability:maintain-taxonomy" in mops.ok("raci edit --team analytics").out


@pytest.mark.parametrize("command", ["handover list", "raci diff"])
def test_at_80_columns_nothing_is_left_out_or_cut(
    command: str, mops: Runner, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = mops.ok(f"{command} -f table").out
    assert ("not shown" in said, "\u2026" in said, "change:" in said) == (False, False, False)
    assert max(map(len, said.splitlines())) <= 80
