"""What is to be said when the end of a platform, or of a capability on it, is written down and leaves a gap."""

from collections.abc import Iterator
from datetime import date

from ..facts.disposition import Gap
from ..facts.retirement import Loose, forsaken, loose_ends, opened
from ..facts.stack import sources
from ..model.capability import Disposition
from ..model.portfolio import Portfolio
from ..rules.words import few, listed

ENDING = ("status", "retire_on", "successor")


def said_of_platform(before: Portfolio, after: Portfolio, key: str) -> tuple[str, ...]:
    """What a change of a platform leaves open there, and what it opens elsewhere; nothing where it does neither."""
    return tuple(_said(before, after, key))


def _said(before: Portfolio, after: Portfolio, key: str) -> Iterator[str]:
    yield from _too_early(after, opened(before, after))
    was, now = before.platforms.get(key), after.platforms[key]
    if was and any(getattr(was, field) != getattr(now, field) for field in ENDING):
        yield from _left_open(key, loose_ends(after, key), did=was.status != "proposed")
    for platform, capabilities in forsaken(before, after).items():
        if platform != key:
            yield f"{few(capabilities)} can no longer move away from {platform}: nothing that means to stay does it"


def _too_early(portfolio: Portfolio, gaps: tuple[Gap, ...]) -> Iterator[str]:
    """Those of one platform, one successor and one day in a sentence."""
    found: dict[tuple[str, str, date, bool], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.platform, gap.successor, gap.off, gap.live is None), []).append(gap)
    for (platform, successor, off, _), some in found.items():
        what = few(sorted(gap.capability for gap in some))
        record = portfolio.platforms[platform]
        early = f"{platform} is retired" if record.status == "retired" else f"{platform} is off from {off}"
        taken = f" and takes over {what}"
        if record.status != "retired" and off != record.retire_on:
            early, taken = f"{what} {'leave' if some[1:] else 'leaves'} {platform} on {off}", ""
        live = max((gap.live for gap in some if gap.live), default=None)
        if live is None:
            known = f"mopsctl platform set {successor} --live-on DATE"
            yield f"{early}, and nobody knows from when {successor} is live{taken}: {known}"
        else:
            yield f"{early}, before {successor} is live from {live}{taken} (CAP503)"


def _left_open(key: str, loose: Loose, *, did: bool) -> Iterator[str]:
    if loose.governs:
        yield f"{key} governs {few(loose.governs)}"
    if loose.alone and did:
        yield f"nothing else that means to stay does {few(loose.alone)}"
    if loose.sources:
        yield f"{key} is the source of truth for {few(loose.sources)}"
    if loose.idle:
        yield f"{loose.idle}, which is to take the place of {key}, offers nothing of what it does"


def said_of_disposition(before: Portfolio, after: Portfolio, capability: str, platform: str) -> tuple[str, ...]:
    """That the platform governs what is disposed of, and what is now off before, for all one knows, it is served."""
    told = list(_too_early(after, opened(before, after)))
    for key, some in forsaken(before, after).items():
        told.append(f"nothing else that means to stay does {few(some)}, which leaves {key}")
    made: Disposition | None = after.dispositions.get((capability, platform))
    if made and after.capabilities[capability].governing == platform:
        other = made.successor or "PLATFORM"
        cure = "" if made.fate == "keep" else f": mopsctl capability govern {capability} --platform {other} --by PERSON"
        told.append(f"it governs there{cure}")
    return tuple(told)


def said_of_claim(after: Portfolio, dataset: str, platform: str) -> tuple[str, ...]:
    """That others are held to be the source of the same thing too."""
    others = [other for other in sources(after)[dataset] if other != platform]
    if not others or (dataset, platform) not in after.truths:
        return ()
    cure = f"mopsctl dataset claim {dataset} --platform {others[0]} --withdraw"
    verb = "is" if len(others) == 1 else "are"
    return (f"{listed(others)} {verb} held to be its source too (CAP508): {cure}",)
