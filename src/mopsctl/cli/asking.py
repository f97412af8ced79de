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
from ..model.commitment import Ask, AskKind
from ..model.portfolio import Portfolio
from ..reports.letter import recipient
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
        put = _put(portfolio, plan, team, kind)
        # A letter is for the team, whoever looks at it here; but addresses are not for everybody.
        known = structs.replace(portfolio, people=seen_by(portfolio, audience).people)
        return letter_of(known, put, self.form, self.lang, self.template, config.policy(Path.cwd()))

    @property
    def form(self) -> DraftFormat:
        """As what it is written: as said, else by the end of the file's name."""
        return self.draft or ("eml" if self.file.casefold().endswith(".eml") else "md")

    def lacks(self, portfolio: Portfolio, plan: str, team: str, kind: AskKind, audience: Audience) -> tuple[str, ...]:
        """What a sender would like to know before it goes out, each in a sentence."""
        who, found = recipient(portfolio, _put(portfolio, plan, team, kind)), []
        if portfolio.plans[plan].manager is None:
            found.append(f"nobody signs it: mopsctl plan set --manager PERSON{naming(portfolio, plan)}")
        if who and who.team != team:
            found.append(f"{who.key} is of {who.team}, not of {team}")
        if self.form == "eml" and who and not who.email:
            found.append(f"it has no address: mopsctl person set {who.key} --email ADDRESS")
        elif self.form == "eml" and who and audience not in ("me", "leaders"):
            found.append("it has no address, which is not for everybody; --audience me puts it in")
        return tuple(found)

    def to_file(self, letter: Letter) -> None:
        """Write it whole, where a file is named."""
        if self.file:
            write_whole(self.file, letter.text.encode())


def _put(portfolio: Portfolio, plan: str, team: str, kind: AskKind) -> Ask:
    """The latest round of an ask; MopsError where it was never put."""
    part_of(portfolio, plan, team)
    put = latest(portfolio, plan, team, kind)
    if put is None or put.state == "withdrawn":
        hint = f"mopsctl commit ask {team} --kind {kind}{naming(portfolio, plan)}"
        raise MopsError(f"{team} was not asked to {kind} yet", hint=hint, code=NOT_FOUND)
    return put
