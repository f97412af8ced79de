"""The text of an ask on its way out: composed as the options say, printed or written whole into a file."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct, structs

from .. import config
from ..edit.commitment import latest
from ..edit.plan import part_of
from ..errors import NOT_FOUND, MopsError
from ..facts.audience import Audience, seen_by
from ..facts.languages import Language
from ..facts.participation import naming
from ..formats.files import write_whole
from ..model.commitment import AskKind
from ..model.portfolio import Portfolio
from .letters import DraftFormat, Letter, letter_of

LetterFile = Annotated[
    str | None,
    typer.Option("--output", "-o", help="write the text to a file instead; - is stdout", metavar="FILE"),
]


class Written(Struct, frozen=True):
    """How the text of an ask is to be written: as what, in which language, by whose template, and where to."""

    draft: DraftFormat | None
    lang: Language
    template: str | None
    output: str | None

    @property
    def file(self) -> str:
        """The file it goes to; empty for stdout."""
        return self.output if self.output and self.output != "-" else ""

    def compose(self, portfolio: Portfolio, plan: str, team: str, kind: AskKind, audience: Audience) -> Letter:
        """The letter of the latest round of an ask; MopsError where it was never put."""
        part_of(portfolio, plan, team)
        put = latest(portfolio, plan, team, kind)
        if put is None or put.state == "withdrawn":
            hint = f"mopsctl commit ask {team} --kind {kind}{naming(portfolio, plan)}"
            raise MopsError(f"{team} was not asked to {kind} yet", hint=hint, code=NOT_FOUND)
        # A letter is for the team, whoever looks at it here; but addresses are not for everybody.
        known = structs.replace(portfolio, people=seen_by(portfolio, audience).people)
        draft = self.draft or ("eml" if self.file.casefold().endswith(".eml") else "md")
        return letter_of(known, put, draft, self.lang, self.template, config.policy(Path.cwd()))

    def to_file(self, letter: Letter) -> None:
        """Write it whole, where a file is named."""
        if self.file:
            write_whole(self.file, letter.text.encode())
