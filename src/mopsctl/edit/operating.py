"""The operating model: rights in topics, what teams give each other, honest assessments (domain §3).

A second decider and a team that gives something to itself are refused here; what a file brings in is a finding.
Bringing in a template of a whole model is `edit.model`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from shlex import quote
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.operating import scopes
from ..model.capability import Capability, Platform
from ..model.fields import untyped
from ..model.lookup import get
from ..model.operating import Assessment, Interaction, Part, Right, Topic
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from . import records
from .responsibility import refuse_uncharted

PARTIES = ("giver", "receiver")


# Rights.


def set_right(portfolio: Portfolio, right: Right, *, replace: bool = False) -> Portfolio:
    """Give a holder a part in a topic; with `replace` it takes the part over from whoever else has it there.

    A right that is there already keeps its confirmation. Refuses a second holder who decides, and a position that
    is not in the chart of that state.
    """
    get(portfolio, Topic, right.topic)
    if right.platform:
        get(portfolio, Platform, right.platform)
    there = scopes(portfolio, right.state).get((right.topic, right.platform), ())
    others = [one for one in there if one.part == right.part and one.holder != right.holder]
    if others and right.part == "decide" and not replace:
        raise MopsError(
            f"{untyped(others[0].holder)[1]} decides on {right.topic}{_where(right.platform, right.state)}; "
            "a second holder would split the vote",
            hint=f"mopsctl right set {_named(right)} --replace",
            code=USAGE,
        )
    gone = others if replace else []
    kept = {key: one for key, one in portfolio.rights.items() if one not in gone}
    if any(one.part == right.part and one.holder == right.holder for one in there):
        return structs.replace(portfolio, rights=kept) if gone else portfolio
    refuse_uncharted(portfolio, right.holder, right.state)
    return records.put(structs.replace(portfolio, rights=kept), right)


def _where(platform: str, state: State) -> str:
    return (f" of {platform}" if platform else "") + (" as it is" if state == "as-is" else "")


def _named(right: Right) -> str:
    kind, key = untyped(right.holder)
    platform = f" --platform {right.platform}" if right.platform else ""
    state = f" --state {right.state}" if right.state != "to-be" else ""
    return f"{right.topic} {right.part} --{kind} {quote(key)}{platform}{state}"


def clear_rights(
    portfolio: Portfolio, topic: str, part: Part | None, holder: str | None, platform: str, state: State
) -> Portfolio:
    """Take a part in a topic from a holder, from all who have it, or all parts from all."""
    get(portfolio, Topic, topic)
    gone = [
        one
        for one in scopes(portfolio, state).get((topic, platform), ())
        if part in (None, one.part) and holder in (None, one.holder)
    ]
    if not gone:
        who = untyped(holder)[1] if holder else "nobody"
        has = f"has no part to {part}" if part else "has no part"
        if not holder:
            has = f"has a part to {part}" if part else "has a part"
        raise records.nothing_found(
            f"right to clear: {who} {has} in {topic}{_where(platform, state)}", _shown(topic, platform, state)
        )
    return structs.replace(portfolio, rights={key: one for key, one in portfolio.rights.items() if one not in gone})


def confirm_rights(
    portfolio: Portfolio,
    topic: str,
    platform: str,
    state: State,
    *,
    holder: str | None = None,
    by: str | None,
    on: date | None,
) -> Portfolio:
    """Record that the parts in a topic, on one platform or on all, were said to be so; all of them, or one holder's."""
    get(portfolio, Topic, topic)
    day = records.happened(portfolio, on)
    there = scopes(portfolio, state).get((topic, platform), ())
    found = [one for one in there if holder in (None, one.holder)]
    if found:
        return records.put(portfolio, *(structs.replace(one, confirmed=day, confirmed_by=by) for one in found))
    elsewhere = sorted(where for name, where in scopes(portfolio, state) if name == topic and where)
    if not there and elsewhere and not platform:
        hint = f"mopsctl right confirm {topic} --platform {elsewhere[0]}"
        raise records.nothing_found(f"right in {topic} holds on all platforms; one on {elsewhere[0]} does", hint)
    who = f" of {untyped(holder)[1]}" if holder else ""
    what = f"right{who} in {topic}{_where(platform, state)} to confirm"
    raise records.nothing_found(what, _shown(topic, platform, state))


def _shown(topic: str, platform: str, state: State) -> str:
    where = f" --platform {platform}" if platform else ""
    return f"mopsctl right show {topic}{where}" + (f" --state {state}" if state != "to-be" else "")


# Interactions.


def add_interaction(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Write down what one team gives another; what it is called is its key where nobody said."""
    said = {"name": key, **records.emptied(Interaction, fields), "key": key}
    return records.add(portfolio, _between_two(Interaction(**said)))


def amend_interaction(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change fields of an interaction; with another party, neither side has confirmed it yet."""
    was = get(portfolio, Interaction, key)
    now = structs.replace(was, **records.emptied(Interaction, fields))
    if any(getattr(now, party) != getattr(was, party) for party in PARTIES):
        now = structs.replace(now, giver_confirmed=None, receiver_confirmed=None)
    return records.put(portfolio, _between_two(now))


def _between_two(one: Interaction) -> Interaction:
    if one.giver == one.receiver:
        raise MopsError(f"{one.giver} would give “{one.name}” to itself; --from and --to are two teams", code=USAGE)
    return one


def confirm_interaction(portfolio: Portfolio, key: str, teams: Sequence[str], on: date | None) -> Portfolio:
    """Record that one side, or both, said that an interaction is so."""
    found = get(portfolio, Interaction, key)
    day = records.happened(portfolio, on)
    confirmed: dict[str, date] = {}
    for team in teams:
        get(portfolio, Team, team)
        own = [f"{party}_confirmed" for party in PARTIES if getattr(found, party) == team]
        if not own:
            raise MopsError(
                f"{team} has no side in {key}: it goes from {found.giver} to {found.receiver}",
                hint=f"mopsctl interaction confirm {key} --team {found.giver}",
                code=USAGE,
            )
        confirmed |= dict.fromkeys(own, day)
    return records.put(portfolio, structs.replace(found, **confirmed))


# Assessments.


def assess(portfolio: Portfolio, team: str, capability: str, fields: Mapping[str, Any]) -> Portfolio:
    """Record how well a team does what it does on a capability; what is not said again stays as it was.

    The day is that of the assessment, today unless said: an assessment is as young as its latest word.
    """
    get(portfolio, Team, team)
    get(portfolio, Capability, capability)
    on = records.happened(portfolio, fields.get("on"))
    was = portfolio.assessments.get((team, capability)) or Assessment(team, capability, on)
    said = {name: value for name, value in fields.items() if name != "on"}
    return records.put(portfolio, structs.replace(was, **records.emptied(Assessment, said), on=on))


def forget_assessment(portfolio: Portfolio, team: str, capability: str) -> Portfolio:
    """Take back what was said of a team on a capability."""
    if (team, capability) not in portfolio.assessments:
        get(portfolio, Team, team)
        get(portfolio, Capability, capability)
        raise records.nothing_found(f"assessment of {team} on {capability}", f"mopsctl assess {team}")
    return records.remove(portfolio, Assessment, (team, capability))
