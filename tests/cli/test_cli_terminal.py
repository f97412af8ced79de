"""What a terminal, a pipe and an encoding do to the same answer: run as a process of its own, as a user does."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from cli_commands import said_beside
from cli_runner import Runner

from mopsctl.cli.contents import ENTRIES

MOPSCTL = [sys.executable, "-m", "mopsctl"]
ANSI = re.compile(r"\x1b\[[0-9;]*m")
REMARK = b"mopsctl: written for everybody: refusals, influence and reasons are left out; --audience me keeps them\n"
PAGES = {"plan status": 0, "raci show": 0, "timeline show": 0, "gaps": 1}


def environment(**more: str) -> dict[str, str]:
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in ("COLUMNS", "LINES", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUNBUFFERED")
    }
    return {**kept, "TERM": "xterm-256color", "PAGER": "", **more}


def piped(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*MOPSCTL, *words], cwd=folder, capture_output=True, check=False, env=environment(**env))


def on_terminal(folder: Path, *words: str, columns: int = 80, typed: bytes = b"", **env: str) -> tuple[int, str]:
    """The exit code and all that a terminal of that width is sent."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    process = subprocess.Popen(
        [*MOPSCTL, *words], cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment(**env)
    )
    os.close(slave)
    if typed:
        os.write(master, typed)
    said = b""
    while select.select([master], [], [], 60)[0]:
        try:
            part = os.read(master, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        said += part
    os.close(master)
    return process.wait(60), said.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("line", PAGES)
def test_a_page_fits_a_terminal_of_80_columns_and_ends_as_in_a_pipe(example: Path, line: str) -> None:
    code, said = on_terminal(example.parent, *line.split())
    assert code == PAGES[line] == piped(example.parent, *line.split()).returncode
    assert ANSI.search(said)
    lines = ANSI.sub("", said).splitlines()
    assert len(lines) > 10
    assert [one for one in lines if len(one) > 80] == []
    assert "Traceback" not in said


def test_no_color_is_honoured_on_a_terminal(example: Path) -> None:
    coloured, plain = (on_terminal(example.parent, "gate", **env)[1] for env in ({}, {"NO_COLOR": "1"}))
    assert "\x1b" in coloured
    assert "\x1b" not in plain
    assert ANSI.sub("", coloured) == plain.replace("[STOP]", " STOP ")
    assert "\x1b[1m" in on_terminal(example.parent, "--help")[1]
    assert "\x1b" not in on_terminal(example.parent, "--help", NO_COLOR="1")[1]


def test_a_dumb_terminal_gets_no_colour(example: Path) -> None:
    plain = on_terminal(example.parent, "gate", NO_COLOR="1")[1]
    assert on_terminal(example.parent, "gate", TERM="dumb")[1] == plain
    assert "\x1b" not in on_terminal(example.parent, "--help", TERM="dumb")[1]


def test_a_message_is_folded_between_words_on_a_terminal_and_whole_in_a_pipe(example: Path) -> None:
    message, hint = piped(example.parent, "plan", "stage", "bild").stderr.decode().splitlines()
    assert len(message) > 100
    code, said = on_terminal(example.parent, "plan", "stage", "bild", columns=50)
    *folded, last = said.splitlines()
    assert (code, last) == (2, hint)
    assert len(folded) > 2
    assert [line for line in folded if len(line) > 50] == []
    assert " ".join(line.removeprefix("  ") for line in folded) == message


def test_columns_win_over_the_terminal_and_hold_in_a_pipe(example: Path) -> None:
    _, narrow = on_terminal(example.parent, "gaps", columns=200, COLUMNS="60", NO_COLOR="1")
    assert 50 < max(map(len, narrow.splitlines())) <= 60
    table = piped(example.parent, "gaps", "--format", "table", COLUMNS="60").stdout.decode()
    assert 50 < max(map(len, table.splitlines())) <= 60


def test_on_a_terminal_i_read_it_and_in_a_pipe_anybody(example: Path) -> None:
    _, mine = on_terminal(example.parent, "commit", "show", columns=200, NO_COLOR="1")
    assert "refused" in mine
    assert "left out" not in mine
    in_a_pipe = piped(example.parent, "commit", "show")
    anybodys = in_a_pipe.stdout.decode()
    assert in_a_pipe.stderr.decode() == said_beside("commit show")
    assert "refused" not in anybodys
    assert "criticality" not in anybodys
    _, safe = on_terminal(example.parent, "commit", "show", "--audience", "all", columns=200, NO_COLOR="1")
    assert "  refused" not in safe


def test_in_a_pipe_there_is_no_colour_no_header_and_nothing_is_cut(example: Path) -> None:
    ran = piped(example.parent, "gaps", COLUMNS="20")
    assert b"\x1b" not in ran.stdout
    assert {line.count(b"\t") for line in ran.stdout.splitlines()} == {8}
    assert max(map(len, ran.stdout.splitlines())) > 100


@pytest.mark.parametrize("format", ["table", "plain", "json", "yaml", "csv", "md"])
def test_stdout_that_knows_only_ascii_gets_only_ascii(example: Path, format: str) -> None:
    for line in ("person list", "timeline show", "raci show --state as-is", "plan status"):
        ran = piped(example.parent, *line.split(), "--format", format, PYTHONIOENCODING="ascii")
        assert (ran.returncode, ran.stderr.decode("ascii")) == (0, said_beside(line))
        assert ran.stdout.isascii()
        assert ran.stdout


def test_messages_too_are_ascii_where_nothing_else_can_be_shown(example: Path) -> None:
    ran = piped(example.parent, "team", "add", "İzmir", PYTHONIOENCODING="ascii")
    assert ran.returncode == 2
    assert ran.stderr.isascii()
    assert b"\\u0130zmir" in ran.stderr


def test_an_export_through_an_ascii_pipe_reads_back_as_it_was(example: Path) -> None:
    piped(example.parent, "team", "set", "it", "--name", "Bilişim é 🎯 ekibi")
    ran = piped(example.parent, "export", "--audience", "me", PYTHONIOENCODING="ascii")
    assert ran.stdout.isascii()
    example.with_name("mine.yaml").write_bytes(ran.stdout)
    assert piped(example.parent, "diff", "mine.yaml", "--exit-code", "--prune").returncode == 0


def test_every_help_page_is_ascii(folder: Path) -> None:
    code = (
        "import sys\nfrom mopsctl.cli.main import run\n"
        "from mopsctl.cli.frame import root, Noun\nfrom mopsctl.cli.contents import ENTRIES\n"
        "for name in ENTRIES:\n"
        "    verbs = list(getattr(root().get_command(None, name), 'verbs', {}))\n"
        "    for words in [[name], *([name, verb] for verb in verbs)]:\n"
        "        assert run([*words, '--help']) == 0, words\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        check=False,
        env=environment(PYTHONIOENCODING="ascii:strict"),
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.count(b"Usage: mopsctl ") > len(ENTRIES) * 2
    assert ran.stdout.isascii()


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("format", ["plain", "json", "table"])
def test_a_reader_that_goes_away_is_141_and_no_complaint(
    example: Path, mops: Runner, format: str, unbuffered: str
) -> None:
    # Much more than can wait in so small a pipe.
    rows = "".join(f"- {{key: team-{n}, name: {'Name ' * 60}}}\n" for n in range(1000))
    example.with_name("big.yaml").write_text("mopsctl: 1\nteams:\n" + rows, "utf-8")
    mops.ok("apply big.yaml --format json")
    for line in ("team list", "export"):
        words = [*line.split(), *(["--format", format] if line != "export" else [])]
        process = subprocess.Popen(
            [*MOPSCTL, *words],
            cwd=example.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            pipesize=4096,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        os.read(process.stdout.fileno(), 100)
        process.stdout.close()
        complaint = process.stderr.read()
        process.stderr.close()
        assert process.wait(60) == 141, complaint
        assert complaint.replace(REMARK, b"") == b""


def test_a_reader_that_was_never_there_is_141_too(example: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    for words in (["team", "list"], ["--help"], ["--version"], ["schema"], [], ["commit"]):
        ran = subprocess.run([*MOPSCTL, *words], cwd=example.parent, stdout=writer, stderr=subprocess.PIPE, check=False)
        assert (ran.returncode, ran.stderr) == (141, b""), words
    os.close(writer)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("line", "code"), [("--version", 0), ("--help", 0), ("plan status", 0), ("gate", 3), ("team add it", 2)]
)
def test_a_stream_that_the_caller_closed_is_no_bug(example: Path, line: str, code: int, closed: str) -> None:
    command = f'exec "$0" -m mopsctl {line} {closed}'
    ran = subprocess.run(
        ["sh", "-c", command, sys.executable], cwd=example.parent, capture_output=True, check=False, env=environment()
    )
    assert ran.returncode == code, ran.stderr
    assert b"Traceback" not in ran.stderr
    if closed == "2>&-":
        assert bool(ran.stdout) == (code != 2)


def test_a_full_disk_behind_stdout_is_said(example: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*MOPSCTL, "team", "list"], cwd=example.parent, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 5
    assert b"bug" not in ran.stderr
    assert b"no space left" in ran.stderr


def interrupted(process: "subprocess.Popen[bytes]") -> int:
    """The exit code after Ctrl-C; pressed again where the first came just before the question began to listen."""
    for _ in range(60):
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(1)
    process.kill()
    return process.wait()


def test_an_interrupt_at_a_question_is_130(folder: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*MOPSCTL, "plan", "init"], cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment()
    )
    os.close(slave)
    assert select.select([master], [], [], 60)[0]
    assert os.read(master, 1000).startswith(b"Name of the plan")
    assert interrupted(process) == 130
    os.close(master)
    assert not (folder / "mops.db").exists()


def test_a_question_is_asked_only_on_a_terminal_and_never_with_no_input(folder: Path) -> None:
    code, said = on_terminal(folder, "plan", "init", typed="Açılış\n".encode())
    assert (code, "Name of the plan" in said) == (0, True)
    assert (folder / "mops.db").exists()
    assert on_terminal(folder, "plan", "init", "--no-input")[0] == 2
    assert piped(folder, "plan", "init").returncode == 2


def test_the_version_is_said(folder: Path) -> None:
    for flag in ("--version", "-V"):
        ran = piped(folder, flag)
        assert re.fullmatch(rb"mopsctl \d+\.\d+\.\d+\n", ran.stdout)
