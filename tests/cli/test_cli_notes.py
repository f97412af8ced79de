"""Private notes: in no shared file, in no change and no command line that is kept, and for nobody but me."""

from pathlib import Path

import msgspec
import pytest
from cli_runner import Runner

NOTE = "SECRET-note"
LOG = f"outreach log legal --on 2026-11-20 --sees-problem yes --note {NOTE}"


def rows(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith(("#", "store:", "serial:"))]


@pytest.fixture
def noted(example: Path, mops: Runner) -> Path:
    mops.ok(LOG)
    return example


def test_a_change_names_a_note_to_me_and_never_says_it(example: Path, mops: Runner) -> None:
    for flag in (" --dry-run", ""):
        changes = mops.ok(f"{LOG}{flag} --format json --audience me").json["data"]["changes"]
        assert [(row["kind"], row["action"]) for row in changes] == [("conversation", "add"), ("note", "add")]
        assert changes[1]["after"] == {"conversation": "legal-2026-11-20", "text": "(private)"}
    mops.ok(f"outreach set legal-2026-11-20 --note {NOTE}-2")
    told = mops.ok("undo --dry-run --format json --audience me").json["data"]["changes"]
    assert told == [
        {"action": "change", "kind": "note", "key": "legal-2026-11-20",
         "before": {"text": "(private)"}, "after": {"text": "(private)"}}
    ]  # fmt: skip
    assert mops.ok("undo --dry-run --format plain --audience me").out == (
        "~\tnote\tlegal-2026-11-20\ttext: (private) -> (private)\n"
    )


@pytest.mark.parametrize("audience", ["leaders", "team", "all"])
def test_for_others_there_is_no_note(example: Path, mops: Runner, audience: str) -> None:
    changes = mops.ok(f"{LOG} --format json --audience {audience}").json["data"]["changes"]
    assert [row["kind"] for row in changes] == ["conversation"]
    mops.ok(f"outreach set legal-2026-11-20 --note {NOTE}-2")
    assert mops.ok(f"undo --dry-run --format json --audience {audience}").json["data"]["changes"] == []


@pytest.mark.parametrize(
    "line", [LOG, LOG.replace("--note ", "--note="), f"meet legal --sees-problem yes --note {NOTE}"]
)
def test_the_command_in_history_keeps_no_note(example: Path, mops: Runner, line: str) -> None:
    mops.ok(line)
    for audience in ("me", "leaders", "all"):
        assert NOTE not in mops.ok(f"history --audience {audience} --format json").out
    kept = mops.ok("history --last 1 --audience me --format json").json["data"][0]["command"]
    assert kept.replace("'", "") == line.replace(NOTE, "(private)")
    assert "note" not in mops.ok("history --last 1 --audience all --format json").json["data"][0]["command"]


def test_a_note_on_anything_else_is_for_everybody(example: Path, mops: Runner) -> None:
    mops.ok("team set it --note open-to-all")
    assert mops.ok("history --last 1 --audience me --format json").json["data"][0]["command"].endswith("open-to-all")
    assert "open-to-all" in mops.ok("team show it --audience all").out


@pytest.mark.parametrize("audience", ["me", "leaders", "team", "all"])
def test_no_export_has_notes_but_the_private_one(noted: Path, mops: Runner, audience: str) -> None:
    assert NOTE in mops.ok("outreach show legal --audience me").out
    said = mops.ok(f"export --audience {audience}").out
    assert "notes:" not in said
    assert NOTE not in said


def test_a_private_export_has_nothing_else_and_comes_back(noted: Path, mops: Runner) -> None:
    mops.ok("export --private notes.yaml --audience me")
    notes = noted.with_name("notes.yaml")
    assert notes.stat().st_mode & 0o777 == 0o600
    assert rows(notes)[:2] == ["mopsctl: 1", "notes:"]
    assert '- {"conversation": "legal-2026-11-20", "text": "SECRET-note"}' in rows(notes)
    assert all('"text"' in line for line in rows(notes)[2:])
    done = mops.ok("apply notes.yaml --prune --format json --audience me").json["data"]
    assert (done["number"], done["changes"]) == (0, [])
    notes.write_text(notes.read_text("utf-8").replace(NOTE, "calmer now"), "utf-8")
    mops.ok("apply notes.yaml")
    assert "calmer now" in mops.ok("export --private --audience me").out


def test_a_private_export_is_for_nobody_else(noted: Path, mops: Runner) -> None:
    for words, again in (
        ("export --private", "export --private --audience me"),
        ("export --private notes.yaml", "export --private notes.yaml --audience me"),
        ("export --private --audience leaders", "export --private --audience me"),
    ):
        ran = mops(words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == f"mopsctl: private notes are for you alone\n  try: mopsctl {again}\n"
    assert not noted.with_name("notes.yaml").exists()


def test_a_file_without_notes_never_touches_them(noted: Path, mops: Runner) -> None:
    before = mops.ok("export --private --audience me").out
    mops.ok("export mine.yaml --audience me")
    for line in ("apply mine.yaml", "apply mine.yaml --prune", "apply mine.yaml --force --prune"):
        assert mops.ok(f"{line} --format json --audience me").json["data"]["changes"] == []
    assert mops.ok("export --private --audience me").out == before
    assert mops.ok("diff mine.yaml --prune --format json --audience me").json["data"]["changes"] == []


def test_a_pruned_conversation_with_a_note_is_refused_and_not_taken_with_it(noted: Path, mops: Runner) -> None:
    mops.ok("export mine.yaml --audience me")
    mine = noted.with_name("mine.yaml")
    kept = [line for line in mine.read_text("utf-8").splitlines() if '"key": "legal-2026-11-20"' not in line]
    mine.write_text("\n".join(kept) + "\n", "utf-8")
    before = noted.read_bytes()
    ran = mops("apply mine.yaml --prune")
    assert ran.code == 5
    assert 'not in the file: note legal-2026-11-20: no conversation "legal-2026-11-20"' in ran.err
    assert noted.read_bytes() == before


# -- a file that was made for others


@pytest.mark.parametrize(("audience", "whom"), [("leaders", "leaders"), ("team", "a team"), ("all", "everybody")])
def test_a_file_made_for_others_says_so_and_removes_nothing(
    example: Path, mops: Runner, audience: str, whom: str
) -> None:
    mops.ok(f"export theirs.yaml --audience {audience}")
    theirs = example.with_name("theirs.yaml")
    assert f"audience: {audience}" in theirs.read_text("utf-8").splitlines()
    before = example.read_bytes()
    for line in ("apply theirs.yaml --prune", "apply theirs.yaml --prune --force", "diff theirs.yaml --prune"):
        ran = mops(line)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            f"mopsctl: theirs.yaml was exported for {whom} and lacks what they may not know:"
            " --prune would remove that\n  try: mopsctl export plan.yaml --audience me\n"
        )
    assert mops.ok("apply theirs.yaml --format json --audience me").json["data"]["changes"] == []
    assert example.read_bytes() == before


def test_a_file_made_for_others_is_a_store_of_its_own(noted: Path, mops: Runner) -> None:
    mops.ok("export theirs.yaml --audience all")
    mops.ok("apply theirs.yaml --db theirs.db")
    assert NOTE.encode() not in noted.with_name("theirs.db").read_bytes()
    assert msgspec.json.decode(mops.ok("outreach list --db theirs.db --format json").out)["report"] == "outreach.list"


def test_my_own_file_names_no_audience(example: Path, mops: Runner) -> None:
    assert "audience" not in mops.ok("export --audience me").out.partition("teams:")[0]
