"""Sheets on their way out to a team, and back into the store (domain §1)."""

import sys
from datetime import date
from pathlib import Path
from typing import Literal

from .. import service
from ..edit.meeting import Told, capture
from ..edit.plan import current, part_of
from ..edit.sheet import refuse_two_names, told_in
from ..errors import BAD_INPUT, USAGE, MopsError
from ..facts.audience import Audience
from ..facts.languages import Language
from ..formats.files import write_whole
from ..formats.sheet_reading import Filled
from ..lazy import load
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..render.safe import safe_lines
from ..service import Place
from .screen import remark, write
from .wiring import Desk, Outcome

SheetFormat = Literal["md", "xlsx"]


def sheet_for(place: Place, today: date, wanted: str | None, team: str, form: SheetFormat, lang: Language) -> bytes:
    """The sheet to send to a team of the plan."""
    now = service.read(place, today)
    plan = current(now, wanted).key
    part_of(now, plan, team)
    entries = load("mopsctl.formats.questions:entries")()
    sheet = load("mopsctl.formats.sheet:sheet_of")(now, plan, team, entries, lang, today.isoformat())
    if form == "xlsx":
        found: bytes = load("mopsctl.formats.sheet_xlsx:workbook")(sheet)
        return found
    return safe_lines(load("mopsctl.formats.sheet_markdown:markdown")(sheet).decode()).encode()


def send(data: bytes, form: SheetFormat, output: str | None, team: str) -> None:
    """Write a sheet whole into a file, or to stdout; a workbook is no sight for a terminal."""
    if output not in (None, "-"):
        write_whole(str(output), data, mode=0o644)
        remark(f"filled in, it comes back by: mopsctl import sheet {output}")
    elif form == "md":
        write(data.decode())
    elif sys.stdout.isatty():
        hint = f"mopsctl meet {team} --sheet xlsx -o {team}.xlsx"
        raise MopsError("a workbook is no text; write it into a file with -o", hint=hint, code=USAGE)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


def take_in(desk: Desk, filled: Filled, *, source: str, person: str | None = None) -> Outcome:
    """Record what a sheet says, as one change-set; on any fault nothing is changed, and all of them are told."""
    heard: list[Told] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        if person is not None:
            refuse_two_names(portfolio, filled, person)
        try:
            told = told_in(portfolio, desk.wanted_plan, filled, source=source, person=person)
            heard.append(told)
            return capture(portfolio, filled.plan, told)
        except MopsError as error:
            if error.code == BAD_INPUT:
                raise
            raise MopsError(f"{filled.name}: {error.message}", hint=error.hint, code=BAD_INPUT) from None

    changed = desk.make(edit)
    return Outcome(changed, declined(heard[-1], desk.author.audience))


def declined(told: Told, audience: Audience) -> tuple[str, ...]:
    """What a team does not agree to do or to answer for; for those who may hear of a "no"."""
    if audience not in ("me", "leaders"):
        return ()
    return tuple(
        f"{untyped(duty.holder)[1]} does not agree to its letters on {untyped(duty.subject)[1]}"
        for duty in told.declined
    )


def name_of(file: str) -> str:
    """The name that is kept of a sheet."""
    return "stdin" if file == "-" else Path(file).name
