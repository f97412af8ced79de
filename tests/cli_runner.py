"""Runs command lines in this process, on a Monday that does not move."""

import io
import shlex
import sys
from datetime import date
from typing import Any, NamedTuple

import msgspec
import pytest

from mopsctl.cli import main

MONDAY = date(2026, 11, 23)  # the anchor of the example: its dates stand as they are in the file


class Ran(NamedTuple):
    """What a command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.out)


class _AnyDate(type(date)):  # type: ignore[misc]
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, date)


class FixedDate(date, metaclass=_AnyDate):
    """`date` on a day that does not move."""

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return MONDAY

    @classmethod
    def fromisoformat(cls, text: str) -> date:  # type: ignore[override]
        return date.fromisoformat(text)


class Runner:
    """`mops("team list --format json")`, or word by word."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[bytes]) -> None:
        self._monkeypatch, self._captured = monkeypatch, captured

    def __call__(self, *words: str, stdin: bytes = b"") -> Ran:
        arguments = shlex.split(words[0]) if len(words) == 1 else list(words)
        self._monkeypatch.setattr(sys, "argv", ["mopsctl", *arguments])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._captured.readouterr()
        code = main.run(arguments)
        out, err = self._captured.readouterr()
        return Ran(code, out.decode(), err.decode())

    def ok(self, *words: str, stdin: bytes = b"") -> Ran:
        """The same, for a command that must work."""
        ran = self(*words, stdin=stdin)
        assert ran.code == 0, ran.err
        return ran
