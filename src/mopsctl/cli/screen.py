"""Where a report goes: what the terminal can show, which format is meant, and the one place that writes to stdout."""

import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import Any

from ..errors import BAD_INPUT, USAGE, MopsError
from ..formats.files import write_whole
from ..lazy import load
from ..render.doors import RENDERERS
from ..render.safe import no_command, safe, safe_lines
from ..render.screen import Screen
from ..reports.document import Report
from .frame import wants_colour
from .pager import paged
from .patience import quiet

PICTURE_WIDTH = 140  # columns
WORTH_A_SIGN = 500_000  # bytes of a file: from about half a second on
PAGES = ("table", "plain", "md")  # formats that a text may follow
# A suffix means the first of these that the report can be written as.
SUFFIXES = {
    "json": ("json",),
    "yaml": ("yaml",),
    "yml": ("yaml",),
    "csv": ("csv",),
    "md": ("md",),
    "svg": ("svg",),
    "txt": ("plain",),
    "tsv": ("plain",),
    "mmd": ("mermaid",),
    "ics": ("ics",),
    "xml": ("mspdi", "junit"),
    "html": ("html",),
    "eml": ("eml",),
    "sarif": ("sarif",),
}


def emit(report: Report, format: str | None, output: str | None, *, pager: bool = False) -> int:
    """Write a report to stdout (a long table through the `pager`) or whole into a file, and answer its exit code."""
    to_file = output not in (None, "-")
    chosen = format_of(format, output if to_file else None, report.piped, report.also)
    text = _written(report, chosen, to_file)
    if to_file:
        write_whole(str(output), text.encode())
    elif not (pager and chosen == "table" and sys.stdout.isatty() and paged(text)):
        write(text)
    return report.exit_code


def _written(report: Report, chosen: str, to_file: bool) -> str:
    """The report in a format of every report, or in one that it alone offers; MopsError where it does not."""
    if chosen in report.also:
        return report.also[chosen]()
    if chosen not in RENDERERS:
        offered = ", ".join((*RENDERERS, *report.also))
        raise MopsError(f"{report.name} cannot be written as {chosen}, only as {offered}", code=USAGE)
    text: str = load(RENDERERS[chosen])(report, screen(to_file=to_file, picture=chosen == "svg"))
    return text


def write(text: str) -> None:
    """The result, in whatever stdout can encode; the rest is shown as escapes."""
    quiet()
    try:
        left = memoryview(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
        while left:  # under PYTHONUNBUFFERED one write may take only a part, and says so by its answer alone
            left = left[sys.stdout.buffer.write(left) or 0 :]
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MopsError(f"cannot write to stdout: {reason}", code=BAD_INPUT) from None


@contextmanager
def working(on: str, size: int) -> Iterator[None]:
    """A moving sign on stderr while a large file is worked on; only on a terminal, and only where it takes a while."""
    if size < WORTH_A_SIGN or not sys.stderr.isatty():
        yield
        return
    console = load("rich.console:Console")(stderr=True, markup=False, highlight=False)
    with console.status(safe(on)):
        yield


def remark(text: str) -> None:
    """The talk beside the result."""
    quiet()
    sys.stderr.write(f"mopsctl: {no_command(safe_lines(text))}\n")


def in_a_line(change: Mapping[str, Any]) -> str:
    """A change-set said beside a text that has stdout for itself."""
    what = ", ".join(f"{row['kind']} {row['key']}" for row in change["changes"]) or "nothing changed"
    if change["dry_run"]:
        return f"dry run: {what}, nothing written"
    return f"change-set {change['number']}: {what}" if change["number"] else what


def show_letter(text: str, format: str | None, *, alone: bool = False) -> None:
    """A text that is ready to send: below the change-set where that is a page, by itself where it is `alone`.

    Where rows are printed for a machine it is left out, since it would tear them; JSON and YAML hold it already.
    """
    chosen = format_of(format)
    if alone or chosen in PAGES:
        write(text if alone else f"\n{text}")
    elif chosen in ("csv", "svg"):
        remark(f"the text is left out of {chosen}; `mopsctl commit draft` prints it")


def format_of(chosen: str | None, path: str | None = None, piped: str = "plain", also: Collection[str] = ()) -> str:
    """The format that is meant: the one chosen, else what the file's suffix says, else what suits stdout."""
    if chosen:
        return chosen
    if path is not None:
        _, dot, suffix = path.rpartition("/")[2].rpartition(".")
        offered = {*RENDERERS, *also}
        if dot and suffix.casefold() not in SUFFIXES:
            known = ", ".join(end for end, means in SUFFIXES.items() if offered.intersection(means))
            raise MopsError(f'the end of "{path}" names no format ({known}); choose one with --format', code=USAGE)
        means = SUFFIXES.get(suffix.casefold(), ("plain",))
        return next((one for one in means if one in offered), means[0])
    return "table" if sys.stdout.isatty() else piped


def screen(*, to_file: bool = False, picture: bool = False) -> Screen:
    """What stdout can show; COLUMNS is honoured, in a pipe too. A picture is as wide as a slide."""
    return Screen(
        width=get_terminal_size((PICTURE_WIDTH if picture else 80, 24)).columns,
        color=wants_colour() and not to_file,
        unicode=to_file or _draws_boxes(),
    )


def _draws_boxes() -> bool:
    try:
        "│━◆".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
