"""`gaps --watch` on a real terminal: what it draws, when it draws again, and how it gives the screen back."""

import codecs
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from cli_runner import MONDAY, Runner
from rules_base import portfolio_with
from test_cli_terminal import MOPSCTL, environment, piped

from mopsctl import service
from mopsctl.cli import gaps_watch
from mopsctl.cli.gaps_asked import Asked
from mopsctl.cli.view import View
from mopsctl.model.policy import Policy
from mopsctl.reports.gaps import gaps

pytestmark = pytest.mark.once

TAKEN, GIVEN_BACK = "\x1b[?1049h", "\x1b[?1049l"
DRAWN = "  q ends  mops.db\x1b[0m"  # the end of a page
STEERING = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
HELD = "assignments:\n- {subject: 'capability:send', holder: 'team:it', letter: A, plan: cdp}\n"
CLEARED = ("raci", "set", "send", "--team", "it", "R", "A")


class Watching:
    """`gaps --watch` in a terminal of its own."""

    def __init__(
        self, folder: Path, *words: str, columns: int = 80, rows: int = 24, owned: bool = True, **env: str
    ) -> None:
        self.folder = folder
        self.master, slave = pty.openpty()
        self.size(columns, rows)
        self.before = termios.tcgetattr(self.master)
        # The first of a session to open a terminal owns it: what is typed there can interrupt it.
        own = ["sh", "-c", 'exec "$@" <>"$0" >&0 2>&0', os.ttyname(slave)]
        command = [*(own if owned else []), *MOPSCTL, "gaps", "--watch", *words]
        group: Any = {"start_new_session": True} if owned else {"process_group": 0}
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment(**env), **group
        )
        os.close(slave)
        self.said = ""
        self.decoded = codecs.getincrementaldecoder("utf-8")().decode  # a read may end within a character

    def size(self, columns: int, rows: int) -> None:
        termios.tcsetwinsize(self.master, (rows, columns))

    def until(self, wanted: str, after: int = 0) -> str:
        """All that was said from some place on, once it holds what is wanted."""
        end = time.monotonic() + 30
        while wanted not in self.said[after:] and time.monotonic() < end:
            self._read(0.2)
        assert wanted in self.said[after:], self.said[after:]
        return self.said[after:]

    def quiet(self, seconds: float) -> str:
        """What it says in a time."""
        start, end = len(self.said), time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.1)
        return self.said[start:]

    def _read(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.said += self.decoded(os.read(self.master, 65536))
            except OSError:  # Linux: the other end is closed
                time.sleep(seconds)

    def screen(self) -> list[str]:
        """The rows of the last page, once it is drawn to its end."""
        while self.quiet(0.3):
            pass
        return [STEERING.sub("", row) for row in self.said.rpartition("\x1b[H")[2].split("\r\n")]

    def ends_by(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(30)
        self.quiet(0.2)
        return code


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in the working folder in which nobody does what `it` answers for."""
    monkeypatch.chdir(tmp_path)
    author = service.Author("tester", MONDAY, "apply plan.yaml")
    place = service.Place(path=str(tmp_path / "mops.db"))
    service.change(place, lambda _: portfolio_with(HELD), author, create=True)
    return tmp_path / "mops.db"


@pytest.fixture
def watching(store: Path) -> Iterator[Any]:
    """Begins to watch; whoever still does at the end is ended."""
    begun: list[Watching] = []

    def begin(*words: str, **more: Any) -> Watching:
        begun.append(Watching(store.parent, *words, **more))
        return begun[-1]

    yield begin
    for one in begun:
        one.process.kill()
        one.process.wait()
        os.close(one.master)


def test_it_draws_the_page_and_again_when_another_process_changed_the_store(watching: Any, store: Path) -> None:
    one = watching("--select", "RAC703")
    first = one.until(DRAWN)
    assert first.startswith(TAKEN)
    assert "RAC703 no-responsible" in first
    assert one.screen()[0] == "What is missing"
    assert len(one.screen()) == 24
    assert one.quiet(2.5) == ""
    assert piped(store.parent, *CLEARED).returncode == 0
    one.until("Nothing that a rule asks for is missing.", after=len(first))
    assert "RAC703" not in "".join(one.screen())
    assert len(one.screen()) == 24


@pytest.mark.parametrize("columns", [80, 200])
def test_no_row_is_wider_than_the_terminal_and_the_rest_is_counted(watching: Any, columns: int) -> None:
    one = watching("--audience", "me", columns=columns, rows=12)
    one.until(DRAWN)
    rows = one.screen()
    assert len(rows) == 12
    assert max(map(len, rows)) <= columns
    assert re.match(r"\d\d:\d\d:\d\d  1-11 of \d+ lines \(j, k, Space\)  q ends  mops.db$", rows[-1])
    assert max(map(len, rows)) > columns - 2


def test_a_terminal_of_another_size_is_filled_anew(watching: Any) -> None:
    one = watching("--select", "RAC703", columns=80, rows=24)
    first = one.until(DRAWN)
    one.size(200, 30)
    one.until(DRAWN, after=len(first))
    assert (len(one.screen()), len(one.screen()[1])) == (30, 200)
    second = len(one.said)
    one.size(60, 6)
    one.until(DRAWN, after=second)
    assert (len(one.screen()), len(one.screen()[1])) == (6, 60)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (b"j", 2), (b"jj\x1b[B", 4), (b"\x1bOB\x1bOAj", 2), (b" ", 6), (b"\x1b[6~\x1b[5~jjk", 2),
        (b"kk\x1b[5~j", 2), (b"x\x1b[Cj\xc3\xa9", 2),
    ],
)  # fmt: skip
def test_a_page_that_is_too_long_is_moved_by_keys(watching: Any, typed: bytes, first: int) -> None:
    one = watching("--audience", "me", columns=80, rows=6)
    said = len(one.until(DRAWN))
    whole = (
        piped(one.folder, "gaps", "--audience", "me", "--format", "table", COLUMNS="80").stdout.decode().splitlines()
    )
    assert one.screen()[:5] == whole[:5]
    os.write(one.master, typed)
    one.until(DRAWN, after=said)
    one.quiet(0.3)
    assert one.screen()[:5] == whole[first - 1 : first + 4]
    assert f"  {first}-{first + 4} of {len(whole)} lines" in one.screen()[5]


def test_it_goes_no_further_than_the_last_line_and_stays_there(watching: Any, store: Path) -> None:
    one = watching("--audience", "me", columns=80, rows=12)
    said = len(one.until(DRAWN))
    os.write(one.master, b" " * 100)
    one.until(DRAWN, after=said)
    one.quiet(0.3)
    (last, many) = re.search(r"-(\d+) of (\d+) lines", one.screen()[-1]).groups()  # type: ignore[union-attr]
    assert last == many
    assert len(one.screen()) == 12
    said = len(one.said)
    store.with_name("mopsctl.toml").write_text('select = ["RAC703"]\n', "utf-8")
    one.until("RAC703 no-responsible", after=said)
    assert one.screen()[0] == "What is missing"


def test_q_ends_it_too(watching: Any) -> None:
    one = watching("--select", "RAC703")
    one.until(DRAWN)
    os.write(one.master, b"q")
    assert one.process.wait(30) == 0
    one.quiet(0.2)
    assert one.said.count(GIVEN_BACK) == 1
    assert termios.tcgetattr(one.master) == one.before


def test_ctrl_c_ends_it_with_130_and_the_terminal_as_it_was(watching: Any, store: Path) -> None:
    one = watching("--select", "RAC703")
    one.until(DRAWN)
    assert not termios.tcgetattr(one.master)[3] & termios.ECHO
    os.write(one.master, b"rm -rf\n")
    assert "rm -rf" not in one.quiet(0.5)
    os.write(one.master, b"\x03")
    assert one.process.wait(30) == 130
    one.quiet(0.2)
    assert one.said.endswith(f"\x1b[0m\x1b[?7h\x1b[?25h{GIVEN_BACK}")
    assert (one.said.count(TAKEN), one.said.count(GIVEN_BACK)) == (1, 1)
    assert "Traceback" not in one.said
    assert termios.tcgetattr(one.master) == one.before
    assert sorted(path.name for path in store.parent.iterdir()) == ["mops.db"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_whoever_ends_it_gets_the_screen_back(watching: Any, number: signal.Signals) -> None:
    one = watching("--select", "RAC703")
    one.until(DRAWN)
    assert one.ends_by(number) == -number
    assert one.said.count(GIVEN_BACK) == 1
    assert termios.tcgetattr(one.master) == one.before


def test_stopped_it_gives_the_screen_back_and_goes_on_with_a_fresh_one(watching: Any) -> None:
    one = watching("--select", "RAC703", owned=False)  # who leads a session cannot be stopped
    said = len(one.until(DRAWN))
    for _ in range(2):
        one.process.send_signal(signal.SIGTSTP)
        one.until(GIVEN_BACK, after=said)
        assert os.WIFSTOPPED(os.waitpid(one.process.pid, os.WUNTRACED)[1])
        assert termios.tcgetattr(one.master) == one.before
        one.process.send_signal(signal.SIGCONT)
        again = one.until(DRAWN, after=said)
        assert TAKEN in again
        assert "RAC703" in again
        said = len(one.said)
    assert one.ends_by(signal.SIGINT) == 130


def test_settings_and_the_plan_file_are_looked_at_too(watching: Any, store: Path) -> None:
    assert piped(store.parent, "export", "plan.yaml", "--audience", "me").returncode == 0
    one = watching("--select", "RAC703", "--file", "plan.yaml")
    said = len(one.until(DRAWN))
    assert "plan.yaml:" in one.said
    store.with_name("mopsctl.toml").write_text('ignore = ["RAC703"]\n', "utf-8")
    one.until("Nothing that a rule asks for is missing.", after=said)
    said = len(one.said)
    store.with_name("mopsctl.toml").write_text("wrong =\n", "utf-8")
    one.until("mopsctl.toml:1", after=said)
    said = len(one.said)
    store.with_name("mopsctl.toml").unlink()
    one.until("RAC703 no-responsible", after=said)
    said = len(one.said)
    plan = store.with_name("plan.yaml")
    plan.write_text(plan.read_text("utf-8").replace("mopsctl: 1\n", "\n\nmopsctl: 1\n"), "utf-8")
    one.until(DRAWN, after=said)


def test_the_plan_file_of_the_settings_is_looked_at_too(watching: Any, store: Path) -> None:
    plan = store.with_name("plan.yaml")
    assert piped(store.parent, "export", "plan.yaml", "--audience", "me").returncode == 0
    store.with_name("mopsctl.toml").write_text('plan_file = "plan.yaml"\n', "utf-8")
    one = watching("--select", "RAC703")
    said = len(one.until(DRAWN))
    (line,) = re.findall(r"plan\.yaml:(\d+)", one.said)
    plan.write_text(plan.read_text("utf-8").replace("mopsctl: 1\n", "\n\nmopsctl: 1\n"), "utf-8")
    one.until(f"plan.yaml:{int(line) + 2}", after=said)


def test_a_store_that_is_gone_is_told_until_it_is_back(watching: Any, store: Path) -> None:
    one = watching("--select", "RAC703")
    said = len(one.until(DRAWN))
    kept = store.rename(store.with_name("away.db"))
    one.until("mopsctl: no store", after=said)
    said = len(one.said)
    kept.rename(store)
    one.until("RAC703 no-responsible", after=said)
    assert one.ends_by(signal.SIGINT) == 130


def test_statistics_and_a_team_are_watched_too(watching: Any) -> None:
    one = watching("--select", "RAC703", "--statistics", "--team", "it")
    assert "What is missing, rule by rule" in one.until(DRAWN)
    assert "1 rule: 1 error, 0 warnings, 0 info" in one.screen()


def test_without_colour_nothing_is_painted(watching: Any) -> None:
    one = watching("--select", "RAC703", NO_COLOR="1")
    one.until(DRAWN)
    assert set(re.findall(r"\x1b\[([0-9;]*)m", one.said)) == {"0"}


@pytest.mark.parametrize(
    ("words", "env", "code", "told"),
    [
        (["--team", "itt"], {}, 4, 'no team "itt"; did you mean "it"?'),
        (["--select", "XYZ"], {}, 2, 'no rule "XYZ"'),
        (["--format", "json"], {}, 2, "leave out --format and --output"),
        (["-o", "gaps.txt"], {}, 2, "leave out --format and --output"),
        ([], {"TERM": "dumb"}, 2, "this is none that can be drawn on"),
        (["-"], {}, 2, "stdin can be read once"),
    ],
)
def test_what_is_wrong_from_the_first_is_told_before_the_screen_is_taken(
    watching: Any, words: list[str], env: dict[str, str], code: int, told: str
) -> None:
    one = watching(*words, **env)
    one.until(told)
    assert one.process.wait(60) == code
    assert "\x1b[?" not in one.said


def test_what_is_no_terminal_is_a_usage_error(mops: Runner, store: Path) -> None:
    ran = mops("gaps --watch")
    assert (ran.code, ran.out) == (2, "")
    assert "--watch draws on a terminal" in ran.err


def test_at_midnight_it_looks_at_another_day(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [date(2026, 11, 23), date(2026, 11, 24)]
    looked = drawn_on(monkeypatch, store, days[0], days)
    assert looked == days


def test_a_day_that_was_named_does_not_pass(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = drawn_on(monkeypatch, store, date(2026, 10, 1), [date(2026, 11, 23), date(2026, 11, 24)])
    assert looked == [date(2026, 10, 1)]


def drawn_on(monkeypatch: pytest.MonkeyPatch, store: Path, today: date, clock: list[date]) -> list[date]:
    """The days of the pages that are composed while the clock passes through some days."""
    looked: list[date] = []
    left = [clock[0], *clock, clock[-1]]

    class Clock(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return left.pop(0) if left[1:] else left[0]

    class Nowhere:
        lost = False

        def draw(self, lines: list[str]) -> None:
            assert lines

        def typed(self, _: float) -> bytes:
            return b""

        def __enter__(self) -> "Nowhere":
            return self

        def __exit__(self, *_: object) -> None:
            return None

    def compose(view: View, _: Policy) -> Any:
        looked.append(view.today)
        return gaps((), rules="2026.1")

    monkeypatch.setattr(gaps_watch, "date", Clock)
    monkeypatch.setattr(gaps_watch, "whole_screen", Nowhere)
    monkeypatch.setattr(gaps_watch, "_refuse", lambda _: None)
    monkeypatch.setattr(gaps_watch, "_ticks", lambda: islice(range(0, 1000, gaps_watch.TICKS), 6))
    view = View(service.Place(path=str(store)), today, Policy(), "me", None)
    with pytest.raises(AssertionError, match="ticks do not end"):
        gaps_watch.watch(view, Asked(), compose)
    return looked
