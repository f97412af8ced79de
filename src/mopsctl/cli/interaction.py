"""`mopsctl interaction`: what one team gives another, confirmed by both (domain §3)."""

from typing import Annotated, Any

import typer

from ..edit import operating
from ..facts.operating import unsourced
from ..model.operating import Interaction, InteractionKind
from ..model.portfolio import Portfolio
from ..reports import interactions as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import (
    CapabilityOption,
    Name,
    NewKey,
    Note,
    On,
    TeamOption,
    key_argument,
    key_option,
    live_keys,
    text_option,
)
from .standard import add_standard_verbs
from .wiring import Desk, Outcome, View, changes_all, shows, takes

noun = Noun("interaction", "Write down what teams give each other.")

InteractionKey = Annotated[str, key_argument("INTERACTION", "interactions")]
FIELDS = {
    "giver": Annotated[str | None, key_option("--from", "the team that gives it", "teams")],
    "receiver": Annotated[str | None, key_option("--to", "the team that counts on it", "teams")],
    "name": Name,
    "kind": Annotated[
        InteractionKind | None,
        typer.Option("--kind", help="what kind of giving (default: service)", show_default=False),
    ],
    "cadence": Annotated[str | None, text_option("--cadence", "how often, e.g. every week")],
    "source": Annotated[str | None, text_option("--source", "of an insight: where it comes from")],
    "capability": CapabilityOption,
    "note": Note,
}


@noun.verb("list")
@shows
def list_interactions(view: View, team: TeamOption = None) -> Report:
    """List what teams give each other, and who confirmed it.

    Examples:
      mopsctl interaction list
      mopsctl interaction list --team analytics
    """
    return reports.interactions(view.portfolio, team=team or "")


@noun.verb("show")
@shows
def show_interaction(view: View, interaction: InteractionKey) -> Report:
    """Show one interaction and what each side said.

    Examples:
      mopsctl interaction show customer-insight
    """
    return reports.interaction(view.portfolio, interaction)


@noun.verb("add")
@changes_all
@takes(FIELDS, required=("giver", "receiver"))
def add_interaction(desk: Desk, key: NewKey, **given: Any) -> Outcome:
    """Write down what one team gives another.

    Examples:
      mopsctl interaction add consent-state --from legal --to martech --name "Consent texts" --cadence "on change"
    """
    return _made(desk, key, lambda portfolio: operating.add_interaction(portfolio, key, given))


@noun.verb("set")
@changes_all
@takes(FIELDS)
def set_interaction(desk: Desk, key: InteractionKey, **given: Any) -> Outcome:
    """Change fields of an interaction.

    Examples:
      mopsctl interaction set customer-insight --cadence "every Monday" --kind insight
    """
    return _made(desk, key, lambda portfolio: operating.amend_interaction(portfolio, key, given))


def _made(desk: Desk, key: str, edit: Edit) -> Outcome:
    """The change, and of an insight what it still has to say."""
    unsaid: list[str] = []

    def noting(portfolio: Portfolio) -> Portfolio:
        after = edit(portfolio)
        unsaid[:] = unsourced(after.interactions[key])
        return after

    changed = desk.make(noting)
    told = f"an insight has a {' and a '.join(unsaid)}: mopsctl interaction set {key}"
    return Outcome(changed, (told + "".join(f" --{part} TEXT" for part in unsaid),) if unsaid else ())


@noun.verb("confirm")
@changes_all
def confirm_interaction(
    desk: Desk,
    key: InteractionKey,
    team: Annotated[
        list[str],
        typer.Option(
            "--team",
            help="the side that says so; may be repeated",
            metavar="TEAM",
            show_default=False,
            autocompletion=live_keys("teams"),
        ),
    ],
    on: On = None,
) -> Edit:
    """Record that a side says an interaction is so.

    Examples:
      mopsctl interaction confirm customer-insight --team analytics
      mopsctl interaction confirm customer-insight --team analytics --team marketing --on 2026-11-20
    """
    return lambda portfolio: operating.confirm_interaction(portfolio, key, team, on)


add_standard_verbs(
    noun,
    Interaction,
    {},
    called="an interaction",
    examples="""
      mopsctl interaction remove customer-insight
      mopsctl interaction rename customer-insight insight-for-marketing
    """,
)
