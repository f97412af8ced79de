"""`mopsctl right`: who recommends, agrees, performs, gives input and decides, topic by topic (domain §3)."""

from typing import Annotated

import typer

from ..edit import operating, records
from ..errors import USAGE, MopsError
from ..facts.operating import scopes, speaks_for
from ..model.capability import Platform
from ..model.lookup import get
from ..model.operating import Part, Right, Topic
from ..model.portfolio import Portfolio
from ..reports import rights as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import (
    On,
    PersonOption,
    PositionOption,
    StateOption,
    TeamOption,
    key_argument,
    key_option,
)
from .wiring import Desk, Outcome, View, changes_all, shows

noun = Noun("right", "Say who recommends, agrees, performs, decides.")

TopicKey = Annotated[str, key_argument("TOPIC", "topics")]
PartArgument = Annotated[
    Part, typer.Argument(metavar="PART", help="recommend, agree, perform, input or decide", show_default=False)
]
SomePart = Annotated[Part | None, typer.Argument(metavar="[PART]", help="which one (default: all)", show_default=False)]
OnlyOn = Annotated[str | None, key_option("--platform", "only on this platform (default: on all)", "platforms")]


@noun.verb("set")
@changes_all
def set_right(
    desk: Desk,
    topic: TopicKey,
    part: PartArgument,
    team: TeamOption = None,
    person: PersonOption = None,
    position: PositionOption = None,
    platform: OnlyOn = None,
    state: StateOption = "to-be",
    replace: Annotated[bool, typer.Option("--replace", help="take the part over from whoever has it")] = False,
) -> Edit:
    """Give a holder a part in a topic; one holder decides.

    Examples:
      mopsctl right set roadmap decide --team martech
      mopsctl right set budget decide --person helena --platform cdp --replace
      mopsctl right set taxonomy perform --team analytics --state as-is
    """

    def edit(portfolio: Portfolio) -> Portfolio:
        get(portfolio, Topic, topic)
        holder = records.holder(portfolio, team=team, person=person, position=position)
        return operating.set_right(portfolio, Right(topic, part, holder, platform or "", state), replace=replace)

    return edit


@noun.verb("show")
@shows
def show_rights(
    view: View,
    topic: Annotated[str | None, key_argument("[TOPIC]", "topics")] = None,
    platform: Annotated[str | None, key_option("--platform", "as it holds on this platform", "platforms")] = None,
    state: StateOption = "to-be",
) -> Report:
    """Show who has which part in each topic.

    Examples:
      mopsctl right show
      mopsctl right show roadmap --platform cdp
      mopsctl right show --state as-is
    """
    if topic is not None:
        get(view.portfolio, Topic, topic)
    if platform is not None:
        get(view.portfolio, Platform, platform)
    return reports.rights(view.portfolio, state, platform=platform, topic=topic)


@noun.verb("clear")
@changes_all
def clear_rights(
    desk: Desk,
    topic: TopicKey,
    part: SomePart = None,
    team: TeamOption = None,
    person: PersonOption = None,
    position: PositionOption = None,
    platform: OnlyOn = None,
    state: StateOption = "to-be",
) -> Edit:
    """Take a part in a topic from one holder, or from all.

    Examples:
      mopsctl right clear roadmap agree --team it
      mopsctl right clear budget decide --platform cdp
    """
    named = team or person or position
    if part is None and named is None:
        raise MopsError(
            f"that would clear every part in {topic}; name a part or a holder",
            hint=f"mopsctl right show {topic}",
            code=USAGE,
        )

    def edit(portfolio: Portfolio) -> Portfolio:
        get(portfolio, Topic, topic)
        holder = records.holder(portfolio, team=team, person=person, position=position) if named else None
        return operating.clear_rights(portfolio, topic, part, holder, platform or "", state)

    return edit


@noun.verb("confirm")
@changes_all
def confirm_rights(
    desk: Desk,
    topic: TopicKey,
    team: TeamOption = None,
    person: PersonOption = None,
    position: PositionOption = None,
    platform: OnlyOn = None,
    by: Annotated[str | None, key_option("--by", "who confirmed it", "people")] = None,
    on: On = None,
    state: StateOption = "to-be",
) -> Outcome:
    """Record that the parts in a topic, or one holder's, are so.

    Examples:
      mopsctl right confirm roadmap --by helena
      mopsctl right confirm roadmap --person priya
      mopsctl right confirm back-end --platform cdp --on 2026-11-20
    """

    named = team or person or position
    said_by = by or person  # somebody who confirms a part of their own is who said so
    notes: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        get(portfolio, Topic, topic)
        holder = records.holder(portfolio, team=team, person=person, position=position) if named else None
        after = operating.confirm_rights(portfolio, topic, platform or "", state, holder=holder, by=said_by, on=on)
        found = [one for one in scopes(after, state)[topic, platform or ""] if holder in (None, one.holder)]
        strange = said_by and not any(speaks_for(after, one, said_by) for one in found)
        notes[:] = [f"{said_by} has no part in {topic}, and is in no team that has one"] if strange else []
        return after

    return Outcome(desk.make(edit), tuple(notes))
