"""Where platforms overlap: how much each two share, what it is, what governs and what becomes of the others."""

from collections.abc import Iterator
from typing import Any

from ..facts.disposition import Place, places
from ..facts.overlap import RUNNING, Shared, capabilities_by_platform, overlaps, shared
from ..model.portfolio import Portfolio
from .document import Block, Cell, Document, Heading, Heat, Paragraph, Report
from .listing import Field, bare, columns, tabled
from .places import becomes, becomes_tone

_EMPTY = "No two platforms offer the same capability, or one that is declared similar."
_LEGEND = "capabilities that both offer, under one name or under two that are declared similar"


def overlap(portfolio: Portfolio) -> Report:
    """The heat map of platforms, and every capability that two or more of them offer."""
    rows = [*_same(portfolio), *_alike(portfolio)]
    rows.sort(key=lambda row: (row["decided"] is True, row["capability"], row["like"]))
    pairs = [
        {"platform": one, "other": other, "shared": len(some), "capabilities": [_named(both) for both in some]}
        for (one, other), some in shared(portfolio).items()
    ]
    fields = (
        Field("capability", tone="key", wrap=True),
        Field("platforms", "platforms (teams)", wrap=True),
        Field("governs"),
        Field("others", "what becomes of the others", wrap=True),
    )
    scripts = columns("capability", "like", "platforms", "governing", "decided_on", "decided_by", "others")

    def document() -> Document:
        blocks: list[Block] = [Heading("Where platforms overlap", 1), _heat(portfolio), *_alone(portfolio)]
        if rows:
            blocks += [Heading("What they share"), tabled(rows, fields)]
        return Document(tuple(blocks))

    data = {"pairs": pairs, "capabilities": bare(rows)}
    return Report("platform.overlap", data, document, lambda: tabled(rows, scripts, told=False))


def _named(both: Shared) -> str:
    return both.capability if both.capability == both.like else f"{both.capability} = {both.like}"


def _sharing(portfolio: Portfolio) -> list[str]:
    return sorted({platform for pair in shared(portfolio) for platform in pair})


def _heat(portfolio: Portfolio) -> Heat:
    keys, found = _sharing(portfolio), shared(portfolio)

    def count(one: str, other: str) -> int | None:
        return None if one == other else len(found.get((min(one, other), max(one, other)), ()))

    names = _names(portfolio, keys)
    rows = tuple((names[one], tuple(count(one, other) for other in keys)) for one in keys)
    return Heat("platform", tuple((names[key], names[key]) for key in keys), rows, _LEGEND, _EMPTY)


def _names(portfolio: Portfolio, keys: list[str]) -> dict[str, str]:
    """How platforms are called; of two of one name the key tells which."""
    names = [portfolio.platforms[key].name for key in keys]
    return {key: name if names.count(name) == 1 else f"{name} ({key})" for key, name in zip(keys, names, strict=True)}


def _alone(portfolio: Portfolio) -> Iterator[Block]:
    """The platforms that share nothing, and so are not on the map."""
    sharing = _sharing(portfolio)
    running = [key for key, record in sorted(portfolio.platforms.items()) if record.status in RUNNING]
    alone = [key for key in running if key not in sharing and key in capabilities_by_platform(portfolio)]
    if sharing and alone:
        yield Paragraph((Cell(f"Share nothing: {', '.join(alone)}", "muted"),))


def _same(portfolio: Portfolio) -> Iterator[dict[str, Any]]:
    for key, found in overlaps(portfolio).items():
        record = portfolio.capabilities[key]
        there = [places(portfolio)[key, platform] for platform in found.platforms]
        others = [place for place in there if not place.governs]
        told = [(place, becomes(portfolio, place)) for place in others]
        worst = [becomes_tone(portfolio, place) for place, _ in told]
        yield {
            **_row(key, key, there),
            "governing": record.governing,
            "decided": found.decided,
            "decided_by": record.governed_by,
            "decided_on": record.governed_on,
            "governs": found.governing if found.decided else "undecided",
            "governs_tone": "good" if found.decided else "bad",
            "others": [f"{place.platform}: {words}" for place, words in told if words],
            "others_told": "; ".join(f"{place.platform} {words}" for place, words in told if words),
            "others_tone": next((tone for tone in ("bad", "warn") if tone in worst), "plain"),
        }


def _alike(portfolio: Portfolio) -> Iterator[dict[str, Any]]:
    """Two capabilities that are declared similar and stand on different platforms; nothing governs both."""
    pairs = {both for some in shared(portfolio).values() for both in some if both.capability != both.like}
    for both in pairs:
        there = [
            place
            for place in places(portfolio).values()
            if place.capability in (both.capability, both.like)
            and portfolio.platforms[place.platform].status in RUNNING
        ]
        yield {
            **_row(both.capability, both.like, there),
            "capability_told": f"{both.capability} is like {both.like}",
            "governing": None,
            "decided": None,
            "decided_by": None,
            "decided_on": None,
            "governs": "",
            "others": [],
        }


def _row(capability: str, like: str, there: list[Place]) -> dict[str, Any]:
    teams: dict[str, list[str]] = {}
    for place in there:
        known = teams.setdefault(place.platform, [])
        known += [team for team in place.teams if team not in known]
    return {
        "capability": capability,
        "like": "" if like == capability else like,
        "platforms": [f"{platform} ({', '.join(those)})" for platform, those in sorted(teams.items())],
    }
