"""Running one command line: every error becomes one message and one exit code here, and nowhere else."""

import os
import re
import sys
from collections.abc import Sequence
from io import StringIO
from itertools import pairwise, takewhile
from shutil import get_terminal_size
from typing import Any

import typer

from ..errors import BAD_INPUT, BROKEN_PIPE, BUG, INTERRUPTED, OK, USAGE, MopsError, NoStoreError, SettingError, nearest
from ..lazy import load
from ..render.safe import no_command, safe
from .frame import UsageError, root

COMPLETION = "_MOPSCTL_COMPLETE"

_line_breaks = re.compile(r"\s*\n\s*")
_no_choice = re.compile(r"'([^']*)' is not one of ")


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command line."""
    if COMPLETION in os.environ:
        return _complete(arguments)
    code = OK
    try:
        code = _answered(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # Typer turns a broken pipe into SystemExit(1), and raises that for no else
        return _unheard(BROKEN_PIPE)
    except OSError as error:  # a full disk: told already where a report was written, though not where help was
        reason = (error.strerror or str(error)).lower()
        return _unheard(code or _told(arguments, f"cannot write to stdout: {reason}", "", BAD_INPUT))
    return code


def _answered(arguments: Sequence[str]) -> int:
    try:
        answer = root().main(args=list(arguments), prog_name="mopsctl", standalone_mode=False)
        return answer if isinstance(answer, int) else OK
    except SettingError as error:
        placed: MopsError = load("mopsctl.cli.setting_faults:placed")(error)
        return _told(arguments, placed.message, placed.hint, placed.code)
    except NoStoreError as error:
        return _told(arguments, error.message, load("mopsctl.cli.first_step:first_step")(error, arguments), error.code)
    except MopsError as error:
        return _told(arguments, error.message, error.hint, error.code)
    except UsageError as error:
        return _misused(arguments, error)
    except BrokenPipeError:
        raise
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:  # a bug: the user gets one line and a log to attach, never a traceback
        return _bug(arguments, error)


def _unheard(code: int) -> int:
    """Nobody takes what is left to flush; thrown away here, or the interpreter complains again when it ends."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.close(silence)
    return code


def _complete(arguments: Sequence[str]) -> int:
    """Answer the shell; on any trouble say nothing, since it would be written into the user's prompt."""
    stdout, stderr = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = StringIO(), StringIO()
    try:
        load("typer.completion:completion_init")()
        root().main(args=list(arguments), prog_name="mopsctl", complete_var=COMPLETION)
    except SystemExit:  # Click ends so when it has answered
        pass
    except Exception:  # silent by contract
        return OK
    finally:
        said = sys.stdout.getvalue()
        sys.stdout, sys.stderr = stdout, stderr
    if said.strip():  # an empty line would be offered as an empty word
        sys.stdout.write(said)
        sys.stdout.flush()
    return OK


def _misused(arguments: Sequence[str], error: Any) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stdout.write(error.ctx.get_help() + "\n")
        return OK
    hint = f"{error.ctx.command_path} --help" if error.ctx else "mopsctl --help"
    return _told(arguments, _line_breaks.sub(" ", error.format_message()) + _meant(error), hint, USAGE)


def _meant(error: Any) -> str:
    """What was probably meant where a value is none of the choices."""
    choices = getattr(getattr(getattr(error, "param", None), "type", None), "choices", ())
    said = _no_choice.search(error.format_message())
    guess = nearest(said[1], list(choices)) if said and choices else None
    return f' Did you mean "{guess}"?' if guess else ""


def _wants_json(arguments: Sequence[str]) -> bool:
    words = list(takewhile(lambda word: word != "--", arguments))
    return not {"--format=json", "-fjson"}.isdisjoint(words) or any(
        flag in ("--format", "-f") and value == "json" for flag, value in pairwise(words)
    )


def _told(arguments: Sequence[str], message: str, hint: str, code: int) -> int:
    if _wants_json(arguments):
        encode = load("msgspec.json:encode")
        envelope = {"mopsctl": 1, "error": {"message": message, "hint": hint, "code": code}}
        _to_stderr(encode(envelope).decode().replace("##[", "\\u0023#["))  # as in `render.json_text`
    else:
        lines = [safe(line) for line in f"mopsctl: {message}".split("\n")]
        _to_stderr(no_command("\n".join([*_folded(lines), *([f"  try: {safe(hint)}"] if hint else [])])))
    return code


def _folded(lines: list[str]) -> list[str]:
    """Lines that a terminal need not break within a word; a pipe gets them whole."""
    if not sys.stderr.isatty():
        return lines
    width = max(get_terminal_size().columns, 20)
    fold = load("textwrap:wrap")
    return [part for line in lines for part in fold(line, width, subsequent_indent="  ", break_on_hyphens=False)]


def _to_stderr(text: str) -> None:
    sys.stderr.buffer.write((text + "\n").encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
    sys.stderr.flush()


def _bug(arguments: Sequence[str], error: Exception) -> int:
    lines = load("traceback:format_exception")(error)
    handle, path = load("tempfile:mkstemp")(prefix="mopsctl-bug-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.writelines(lines)
    return _told(arguments, f"this is a bug in mopsctl ({type(error).__name__}); the log is {path}", "", BUG)
