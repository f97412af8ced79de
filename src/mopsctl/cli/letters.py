"""The letter of an ask: its options, where its text comes from, and the draft that is printed (domain §1.1, §1.2).

`commit ask` and `commit draft` print it; what it says is `reports.letter`, how it is put together `formats.letters`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct

from ..errors import USAGE, MopsError, SettingError
from ..facts.languages import Language
from ..formats.files import Source, read_source
from ..lazy import load
from ..model.commitment import Ask, AskKind
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..render.safe import safe, safe_lines
from ..reports.letter import recipient, values

DraftFormat = Literal["md", "eml"]

Lang = Annotated[Language, typer.Option("--lang", help="language of the text")]
Draft = Annotated[DraftFormat | None, typer.Option("--draft", help="print the ask as text to paste, or as a mail")]
TemplateFile = Annotated[
    str | None, typer.Option("--template", help="your own text of the letter", metavar="FILE", show_default=False)
]

SUBJECT: Mapping[Language, str] = {"en": "Subject", "tr": "Konu"}  # how a draft for people begins


class Letter(Struct, frozen=True):
    """A letter ready to send: to whom (a name; empty: nobody is known), its subject, and the draft as it is printed."""

    to: str
    subject: str
    text: str


def letter_of(
    portfolio: Portfolio, ask: Ask, draft: DraftFormat, lang: Language, template: str | None, policy: Policy
) -> Letter:
    """The letter that puts an ask; `portfolio` as the user may see it: an address that it lacks is left out."""
    source = _source(ask.kind, lang, template, policy)
    letter = load("mopsctl.formats.letters:compose")(source, values(portfolio, ask, lang))
    subject, body = load("mopsctl.formats.letters:apart")(source, letter)
    subject, body = safe(subject), safe_lines(body)
    who = recipient(portfolio, ask)
    to = who.name if who else ""
    if draft == "md":
        return Letter(to, subject, f"{SUBJECT[lang]}: {subject}\n\n{body}")
    return Letter(to, subject, load("mopsctl.formats.letter_eml:eml")(to, who.email if who else "", subject, body))


def _source(kind: AskKind, lang: Language, template: str | None, policy: Policy) -> Source:
    """The text to fill in: the one named, else the user's own of that kind and language, else ours."""
    limit: int = load("mopsctl.formats.letters:TEMPLATE_LIMIT")
    if template is not None and not template.strip():
        raise MopsError("--template names no file; leave it out for the letter that comes with mopsctl", code=USAGE)
    if template is not None:
        return read_source(template, limit=limit)
    if policy.letters:
        folder = _folder(policy.letters)
        own = folder / f"{kind}.{lang}.md"
        if own.is_file():
            return read_source(str(own), limit=limit)
    ours: Source = load("mopsctl.formats.letters:ours")(kind, lang)
    return ours


def _folder(letters: str) -> Path:
    """The folder of the user's own letters, where the settings have it."""
    folder = Path(letters)
    if not folder.is_dir():
        raise SettingError([("letters", letters, f"letters: no folder {letters}")])
    return folder
