"""CAP505-509: what platforms lack: owners, other hands, one truth, a notice in time (domain §0, §3)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from ..facts.by_plan import records_of
from ..facts.disposition import is_going, is_off
from ..facts.memo import fact
from ..facts.overlap import capabilities_by_platform, offerings_by_capability
from ..facts.participation import is_open, naming, participating
from ..facts.responsibility import Row, rows, scheme_of, team_by_holder, team_of
from ..facts.stack import sources
from ..model.capability import Platform
from ..model.fields import typed, untyped
from ..model.plan import Task
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .cures import flags, give, willing
from .rule import Found, rule
from .words import few, listed

OWNERS = ("system owner", "budget owner", "manager")
CLEARING = ("decommission", "communication")  # work on what is gone is about that very end
LETTERS = "its to-be letters"


@rule("CAP505", "retired-in-use", "warning")
def retired_in_use(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A task that is not done, or a to-be letter, refers to a platform that is retired.

    Why: what was to be done there is to be done elsewhere now, and whoever holds the letter answers for nothing
    (domain §2.3). A task refers to a platform by its plan, or by a capability that only retired ones offer; tasks that
    clear away or tell of the end may.

    Cure: mopsctl raci clear platform:esp --team it

    Fires:
        platforms:
        - {key: esp, name: Old e-mail tool, status: retired}
        assignments:
        - {subject: "platform:esp", holder: "team:it", letter: A, plan: cdp}

    Quiet:
        platforms:
        - {key: esp, name: Old e-mail tool, status: live}
        assignments:
        - {subject: "platform:esp", holder: "team:it", letter: A, plan: cdp}
    """
    for plan, record in sorted(portfolio.plans.items()):
        if not is_open(portfolio, plan):
            continue
        if record.platform and is_off(portfolio, record.platform):
            left = [task.key for task in _to_do(portfolio, plan)]
            if left:
                gone = f"{record.platform} is {_gone(portfolio, record.platform)}"
                message = f"{gone}, and {_some(left)} {'is' if len(left) == 1 else 'are'} still to be done"
                yield Found(typed("plan", plan), message, f"mopsctl plan close{naming(portfolio, plan)}", plan)
        yield from _dead_letters(portfolio, plan)
        yield from _dead_capabilities(portfolio, plan)


def _to_do(portfolio: Portfolio, plan: str) -> Iterator[Task]:
    for task in sorted(records_of(portfolio, "tasks", plan), key=lambda task: task.key):
        if not task.finished and task.kind not in CLEARING:
            yield task


def _gone(portfolio: Portfolio, platform: str) -> str:
    off = portfolio.platforms[platform].retire_on
    return f"off since {off}" if off and off <= portfolio.today else "retired"


def _dead_letters(portfolio: Portfolio, plan: str) -> Iterator[Found]:
    planned = rows(portfolio).get((plan, "to-be"), {})
    for key in sorted(portfolio.platforms):
        subject = typed("platform", key)
        if is_off(portfolio, key) and (row := planned.get(subject)):
            holders = [untyped(holder)[1] for holder, _ in row.cells]
            named = flags(holder for holder, _ in row.cells)
            cure = f"mopsctl raci clear {subject}{named}{naming(portfolio, plan)}"
            message = f"it is {_gone(portfolio, key)}, and {listed(holders)} {_has(holders)} letters on it to-be"
            yield Found(subject, message, cure, plan)


def _has(holders: list[str]) -> str:
    return "has" if len(holders) == 1 else "have"


def _refer(by: list[str]) -> str:
    return "refer" if by[1:] or by == [LETTERS] else "refers"


def _some(keys: list[str]) -> str:
    return few(keys) if len(keys) > 3 else listed(keys)


def _dead_capabilities(portfolio: Portfolio, plan: str) -> Iterator[Found]:
    """Capabilities that only retired platforms offer, and that tasks or to-be letters of the plan refer to."""
    dead = _dead(portfolio)
    used: dict[str, list[str]] = {}
    for task in _to_do(portfolio, plan) if dead else ():
        if task.capability and task.capability in dead:
            used.setdefault(task.capability, []).append(task.key)
    planned, own = rows(portfolio).get((plan, "to-be"), {}), portfolio.plans[plan].platform
    for capability in sorted(dead):
        by = used.get(capability, []) + ([LETTERS] if typed("capability", capability) in planned else [])
        if by:
            platforms = dead[capability]
            target = own if own and not is_off(portfolio, own) else "PLATFORM"
            team = offerings_by_capability(portfolio)[capability][0].team
            cure = f"mopsctl capability offer {capability} --platform {target} --team {team}"
            message = f"only {listed(platforms)} offered it, which is gone, and {_some(sorted(by))} {_refer(by)} to it"
            yield Found(typed("capability", capability), message, cure, plan)


@fact
def _dead(portfolio: Portfolio) -> Mapping[str, list[str]]:
    """The capabilities that only retired platforms offer, with those platforms."""
    off = {key for key in portfolio.platforms if is_off(portfolio, key)}
    found = {}
    for capability, offerings in offerings_by_capability(portfolio).items() if off else ():
        platforms = {one.platform for one in offerings}
        if platforms <= off:
            found[capability] = sorted(platforms)
    return found


@rule("CAP506", "owner-missing", "error")
def owner_missing(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A platform lacks its system owner, budget owner or manager; retired ones need none.

    Why: the operating model must say who owns each system, who owns its budget and who manages the platform day to
    day (domain §3).

    Cure: mopsctl platform set esp --budget-owner ada

    Fires:
        platforms:
        - {key: esp, name: Old e-mail tool, system_owner: ada, manager: ada}

    Quiet:
        platforms:
        - {key: esp, name: Old e-mail tool, system_owner: ada, budget_owner: ada, manager: ada}
    """
    for key, platform in sorted(portfolio.platforms.items()):
        missing = _missing(platform)
        if missing and platform.status != "retired":
            person = platform.manager or platform.system_owner or platform.budget_owner or "PERSON"
            options = " ".join(f"--{owner.replace(' ', '-')} {person}" for owner in missing)
            message = f"no {' or '.join(missing)}"
            yield Found(typed("platform", key), message, f"mopsctl platform set {key} {options}")


def _missing(platform: Platform) -> list[str]:
    held = (platform.system_owner, platform.budget_owner, platform.manager)
    return [owner for owner, person in zip(OWNERS, held, strict=True) if person is None]


@rule("CAP507", "single-function", "warning")
def single_function(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """One team answers for everything on a platform and does it all, or a plan past `explore` has one team.

    Why: martech is cross-functional, yet platforms are often rolled out by one team; a rollout looked at from one angle
    only solves part of the problem (domain §0). Speaks of a platform from the second capability on whose letters are
    known: those to-be where a plan brings it, else those as-is.

    Cure: mopsctl raci set score --team marketing R C --state as-is

    Fires:
        offerings:
        - {capability: score, platform: own-tool, team: analytics}
        - {capability: report, platform: own-tool, team: analytics}
        assignments:
        - {subject: "capability:score", holder: "team:analytics", letter: A, state: as-is}
        - {subject: "capability:score", holder: "team:analytics", letter: R, state: as-is}
        - {subject: "capability:score", holder: "team:marketing", letter: C, state: as-is}
        - {subject: "capability:report", holder: "team:analytics", letter: A, state: as-is}
        - {subject: "capability:report", holder: "team:analytics", letter: R, state: as-is}

    Quiet:
        offerings:
        - {capability: score, platform: own-tool, team: analytics}
        - {capability: report, platform: own-tool, team: analytics}
        assignments:
        - {subject: "capability:score", holder: "team:analytics", letter: A, state: as-is}
        - {subject: "capability:score", holder: "team:marketing", letter: R, state: as-is}
        - {subject: "capability:score", holder: "team:marketing", letter: C, state: as-is}
        - {subject: "capability:report", holder: "team:analytics", letter: A, state: as-is}
        - {subject: "capability:report", holder: "team:analytics", letter: R, state: as-is}
    """
    yield from _lone_platforms(portfolio)
    for plan, record in sorted(portfolio.plans.items()):
        teams = set(participating(portfolio, plan))
        teams |= {task.team for task in records_of(portfolio, "tasks", plan) if task.team}
        if len(teams) == 1 and record.stage != "explore":
            only = next(iter(teams))
            other = next((team for team in sorted(portfolio.teams) if team != only), "TEAM")
            message = f"{only} is the only team in it"
            yield Found(typed("plan", plan), message, f"mopsctl team join {other}{naming(portfolio, plan)}", plan)


def _lone_platforms(portfolio: Portfolio) -> Iterator[Found]:
    bringing = {
        record.platform: plan
        for plan, record in sorted(portfolio.plans.items(), reverse=True)
        if record.platform and is_open(portfolio, plan)
    }
    team_of_it = team_by_holder(portfolio)
    for platform, capabilities in sorted(capabilities_by_platform(portfolio).items()):
        if is_off(portfolio, platform):
            continue
        plan = bringing.get(platform, "")
        found = _held(rows(portfolio).get((plan, "to-be" if plan else "as-is"), {}), capabilities)
        teams = {team_of_it[holder] for row in found for holder in (*row.answers, *row.does)}
        if len(found) > 1 and len(teams) == 1 and (team := next(iter(teams))):
            message = f"{team} alone answers for and does all that is known of it ({len(found)} capabilities)"
            yield Found(typed("platform", platform), message, _share(portfolio, found, team), plan)


def _held(known: Mapping[str, Row], capabilities: tuple[str, ...]) -> list[Row]:
    """The rows of capabilities that somebody answers for and somebody does."""
    found = (known.get(typed("capability", key)) for key in capabilities)
    return [row for row in found if row and row.answers and row.does]


def _share(portfolio: Portfolio, found: list[Row], team: str) -> str:
    """Let another team do one of them: one that is asked or told already, the first of them."""
    for row in found:
        for holder in (*row.asked, *row.told):
            if team_of(portfolio, holder) != team and willing(portfolio, row, [holder]):
                return give(portfolio, row, holder, scheme_of(portfolio).does[:1])
    return give(portfolio, found[0], "", scheme_of(portfolio).does[:1])


@rule("CAP508", "two-sources-of-truth", "error")
def two_sources_of_truth(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Two platforms claim to be the source of the same data set or metric; one that is off claims nothing.

    Why: which platform is the source of truth for each data set or metric drives the model (domain §3); two are forked
    data and reporting, the first cost of a rollout by one team (domain §0). The cure takes the claim from the one that
    goes, else from the last in the alphabet; the other way round is as good.

    Cure: mopsctl dataset claim revenue --platform esp --withdraw

    Fires:
        datasets:
        - {key: revenue, name: Revenue by campaign, kind: metric}
        truths:
        - {dataset: revenue, platform: esp}
        - {dataset: revenue, platform: own-tool}

    Quiet:
        datasets:
        - {key: revenue, name: Revenue by campaign, kind: metric}
        truths:
        - {dataset: revenue, platform: own-tool}
    """
    for dataset, platforms in sources(portfolio).items():
        if len(platforms) > 1:
            loser = max(platforms, key=lambda key: (is_going(portfolio.platforms[key]), key))
            message = f"{len(platforms)} platforms claim to be its source ({', '.join(platforms)})"
            cure = f"mopsctl dataset claim {dataset} --platform {loser} --withdraw"
            yield Found(typed("dataset", dataset), message, cure)


@rule("CAP509", "notice-missed", "warning")
def notice_missed(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """The last day to end the contract of a platform that is to retire has passed, or is near.

    Why: cost, contract end and notice date drive the model (domain §3). A contract that renews pays for a platform
    nobody uses, and for the next year nobody can end it. How near is a setting (`notice_days`). After giving notice,
    say so: `--notice-by ""` ends it, for an empty day is none to watch. A new day to give it is watched in its turn.

    Cure: mopsctl platform set esp --notice-by ""

    Fires:
        platforms:
        - {key: esp, name: Old e-mail tool, status: retiring, retire_on: 2027-06-30, notice_by: 2026-12-31}

    Quiet:
        platforms:
        - {key: esp, name: Old e-mail tool, status: retiring, retire_on: 2027-06-30, notice_by: 2027-03-31}
    """
    watched = portfolio.today + timedelta(days=min(policy.notice_days, 100_000))
    for key, platform in sorted(portfolio.platforms.items()):
        day = platform.notice_by
        if day is None or day > watched or not is_going(platform):
            continue
        ends = f"; the contract ends on {platform.contract_end}" if platform.contract_end else ""
        message = f"it is to retire, and notice {_by(day, (day - portfolio.today).days)}{ends}"
        yield Found(typed("platform", key), message, f'mopsctl platform set {key} --notice-by ""')


def _by(day: date, left: int) -> str:
    if left < 0:
        return f"was to be given by {day}, {-left} day{'s' if left < -1 else ''} ago"
    left_told = "today" if left == 0 else f"{left} day{'s' if left > 1 else ''} left"
    return f"is to be given by {day}, {left_told}"
