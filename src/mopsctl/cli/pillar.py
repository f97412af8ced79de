"""`mopsctl pillar`: what strategic marketing operations stands on (domain §4.1)."""

from ..model.org import Pillar
from ..reports import functions as reports
from ..reports.document import Report
from .frame import Noun
from .options import Name, Note, PillarKey
from .standard import add_standard_verbs
from .wiring import View, shows

noun = Noun("pillar", "List and change the pillars it stands on.")

FIELDS = {"name": Name, "note": Note}


@noun.verb("list")
@shows
def list_pillars(view: View) -> Report:
    """List all pillars, with how many positions stand for each.

    Examples:
      mopsctl pillar list
    """
    return reports.pillars(view.portfolio)


@noun.verb("show")
@shows
def show_pillar(view: View, pillar: PillarKey) -> Report:
    """Show one pillar and who stands for it.

    Examples:
      mopsctl pillar show customer-intimacy
    """
    return reports.pillar(view.portfolio, pillar)


add_standard_verbs(
    noun,
    Pillar,
    FIELDS,
    examples="""
      mopsctl pillar add customer-intimacy --name "Customer intimacy"
      mopsctl pillar set customer-intimacy --note "insight for the whole company"
      mopsctl pillar remove customer-intimacy --cascade
      mopsctl pillar rename customer-intimacy insight
    """,
)
