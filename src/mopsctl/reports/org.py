"""Teams and people: lists, and one page each."""

from typing import Any

from ..model.kinds import BY_WORD
from ..model.lookup import get, pointers, shown
from ..model.org import Person, Team
from ..model.portfolio import Portfolio
from .document import Block, Heading, Report
from .listing import Field, fields_of, listing, showing, tabled


def teams(portfolio: Portfolio) -> Report:
    """Every team, with how many people are in it."""
    people: dict[str, int] = {}
    for person in portfolio.people.values():
        people[person.team] = people.get(person.team, 0) + 1
    rows = [
        {**fields_of(team), "people": people.get(key, 0), "covers": list(team.covers) or [key]}
        for key, team in sorted(portfolio.teams.items())
    ]
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("covers", "covers", tone="muted", wrap=True, optional=True),
        Field("people", right=True),
        Field("note", tone="muted", optional=True, wrap=True),
    )
    return listing("team.list", "Teams", rows, fields, "No team yet: mopsctl team add KEY --name NAME")


def people(portfolio: Portfolio, team: str | None = None) -> Report:
    """Every person, or those of one team."""
    if team is not None:
        get(portfolio, Team, team)
    rows = [fields_of(p) for _, p in sorted(portfolio.people.items()) if team in (None, p.team)]
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("team"),
        Field("level"),
        Field("title", optional=True, wrap=True, tone="muted"),
    )
    return listing("person.list", "People", rows, fields, "Nobody yet: mopsctl person add KEY --name NAME --team TEAM")


def team(portfolio: Portfolio, key: str) -> Report:
    """One team: its people and how it stands in each plan."""
    found = get(portfolio, Team, key)
    members = [fields_of(p) for _, p in sorted(portfolio.people.items()) if p.team == key]
    stands = [fields_of(p) for _, p in sorted(portfolio.participations.items()) if p.team == key]
    blocks: list[Block] = []
    if members:
        blocks += [Heading("People"), tabled(members, (Field("key", tone="key"), Field("name"), Field("level")))]
    if stands:
        fields = (Field("plan", tone="key"), Field("involvement"), Field("critical", "platform critical?"))
        blocks += [Heading("In plans"), tabled(stands, (*fields, Field("impact", "what changes", wrap=True)))]
    data = {**fields_of(found), "people": members, "participations": stands}
    return showing("team.show", found.name, fields_of(found), blocks=blocks, data=data)


def person(portfolio: Portfolio, key: str) -> Report:
    """One person, and every place that names them."""
    found = get(portfolio, Person, key)
    named: list[dict[str, Any]] = [
        {"kind": p.kind.word, "key": shown(p.key), "as": p.field} for p in pointers(portfolio, BY_WORD["person"], key)
    ]
    blocks: list[Block] = []
    if named:
        fields = (Field("kind"), Field("key", tone="key"), Field("as", tone="muted"))
        blocks = [Heading("Named in"), tabled(named, fields)]
    return showing(
        "person.show", found.name, fields_of(found), blocks=blocks, data={**fields_of(found), "named": named}
    )
