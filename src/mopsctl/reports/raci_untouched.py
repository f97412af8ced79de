"""The lines under a page of letters on what a plan's matrix does not speak of (domain §2.3)."""

from ..facts.participation import naming
from ..facts.raci_untouched import Untouched
from ..facts.responsibility import short
from ..model.portfolio import Portfolio
from ..rules.words import few
from .document import Cell, Paragraph


def staying(portfolio: Portfolio, found: Untouched, *, asked: bool = False) -> list[Paragraph]:
    """What stays as it is, in a line; none where nothing does. `asked`: the page is about these subjects only."""
    count = len(found.stays)
    if not count:
        return []
    if asked:
        stays = "stay as they are" if count > 1 else "stays as it is"
        said = f" {stays}: letters today, and none to be in this plan"
        return [Paragraph((Cell(_named(portfolio, found.stays), "key"), Cell(said)))]
    what, them = (f"{count} subjects have", "them") if count > 1 else ("1 subject has", "it")
    said = f"{what} letters as it is and none to be; this plan does not change {them}: "
    return [Paragraph((Cell(said, "muted"), Cell(_named(portfolio, found.stays))))]


def still_to_say(portfolio: Portfolio, plan: str, found: Untouched) -> list[Paragraph]:
    """What is the plan's own, and has nobody to be: in a line, with the command that begins with those of today."""
    count = len(found.unsaid)
    if not count:
        return []
    own = "of the plan's own have" if count > 1 else "of the plan's own has"
    said = (
        Cell(f"{count} {own} letters as it is and none to be yet: ", "warn"), Cell(_named(portfolio, found.unsaid)),
        Cell("; to begin with those of today: "), Cell(f"mopsctl raci copy{naming(portfolio, plan)}", "command"),
    )  # fmt: skip
    return [Paragraph(said)]


def _named(portfolio: Portfolio, subjects: tuple[str, ...]) -> str:
    return few([short(portfolio, one) for one in subjects])
