"""`mopsctl topic`: what is decided or done again and again, of which rights are about (domain §3)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer

from ..model.operating import Topic
from ..model.portfolio import Portfolio
from ..reports import rights as reports
from ..reports.document import Report
from .frame import Noun
from .options import Name, key_argument, number_option, text_option
from .standard import add_standard_verbs
from .wiring import Desk, View, shows

noun = Noun("topic", "List and change the topics that rights are about.")

FIELDS = {
    "name": Name,
    "needs": Annotated[
        Literal["decide", "perform"] | None,
        typer.Option("--needs", help="the part without which it is nobody's (default: decide)"),
    ],
    "question": Annotated[str | None, text_option("--question", "how to ask for it in a meeting")],
    "place": Annotated[int | None, number_option("--place", "where it stands among the topics", most=10_000)],
}


@noun.verb("list")
@shows
def list_topics(view: View) -> Report:
    """List the topics in their order, and who has each.

    Examples:
      mopsctl topic list
    """
    return reports.topic_list(view.portfolio)


@noun.verb("show")
@shows
def show_topic(view: View, topic: Annotated[str, key_argument("TOPIC", "topics")]) -> Report:
    """Show one topic and every part in it.

    Examples:
      mopsctl topic show roadmap
    """
    return reports.topic(view.portfolio, topic)


def _last(portfolio: Portfolio, _: Desk, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Behind the others."""
    places = [one.place for one in portfolio.topics.values()]
    return {"name": given["key"], "place": min(max(places, default=0) + 1, 10_000)}


add_standard_verbs(
    noun,
    Topic,
    FIELDS,
    usual=_last,
    examples="""
      mopsctl topic add consent --name "Consent texts" --question "Who has the last word on consent texts?"
      mopsctl topic set consent --needs perform --place 9
      mopsctl topic remove front-end --cascade
      mopsctl topic rename data customer-data
    """,
)
