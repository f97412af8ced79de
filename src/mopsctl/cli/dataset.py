"""`mopsctl dataset`: data sets and metrics, and which platform is the source of truth for each."""

from typing import Annotated, Literal

import typer

from ..edit import dataset as edits
from ..model.capability import Dataset
from ..model.portfolio import Portfolio
from ..reports import dataset as reports
from ..reports.document import Report
from ..reports.retiring import said_of_claim
from .frame import Noun
from .options import Name, Note, key_argument, key_option
from .standard import add_standard_verbs
from .wiring import Desk, Outcome, View, changes, shows

noun = Noun("dataset", "Say which platform is the source of truth for what.")

DatasetKey = Annotated[str, key_argument("DATASET", "datasets", help="the key of a data set or metric")]
FIELDS = {
    "name": Name,
    "kind": Annotated[
        Literal["data", "metric"] | None, typer.Option("--kind", help="a data set (default), or a metric")
    ],
    "owner": Annotated[str | None, key_option("--owner", "who answers for it", "people")],
    "note": Note,
}


@noun.verb("list")
@shows
def list_datasets(view: View) -> Report:
    """List data sets and metrics with the source of each.

    Examples:
      mopsctl dataset list
    """
    return reports.datasets(view.portfolio)


@noun.verb("show")
@shows
def show_dataset(view: View, dataset: DatasetKey) -> Report:
    """Show one, and each platform that is held to be its source.

    Examples:
      mopsctl dataset show profiles
    """
    return reports.dataset(view.portfolio, dataset)


@noun.verb("claim")
@changes
def claim(
    desk: Desk,
    key: DatasetKey,
    platform: Annotated[str, key_option("--platform", "the platform that is held to be the source", "platforms")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="say that it is not, or no longer")] = False,
) -> Outcome:
    """Say that a platform is the source of truth.

    Examples:
      mopsctl dataset claim profiles --platform cdp
      mopsctl dataset claim profiles --platform crm --withdraw
    """
    verb = edits.withdraw if withdraw else edits.claim
    told: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        after = verb(portfolio, key, platform)
        told[:] = said_of_claim(after, key, platform)
        return after

    return Outcome(desk.make(edit), tuple(told))


add_standard_verbs(
    noun,
    Dataset,
    FIELDS,
    called="a data set",
    examples="""
      mopsctl dataset add profiles --name "Customer profiles" --owner noor
      mopsctl dataset set revenue --kind metric
      mopsctl dataset remove profiles --cascade
      mopsctl dataset rename profiles customers
    """,
)
