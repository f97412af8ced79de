"""`mopsctl gaps`: what is missing, as a linter says it. What is known of it is `cli.gaps_known`."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from ..errors import USAGE, MopsError
from ..lazy import load
from ..model.policy import Policy
from ..reports import gaps as reports
from ..reports.commitment import whom_first
from ..reports.document import Report
from ..rules.engine import rule_set
from .contents import Entry
from .frame import Standing
from .gaps_asked import OPTIONS, Asked, besides, judged, tell_unheard
from .gaps_places import FORMATS, places, with_formats
from .options import day_option
from .wiring import View, offers, shows, takes

noun = Standing("gaps", "Report what is missing, as a linter does.")
known = noun.noun("known", "Write down known findings, and fail only on new ones.")
known.elsewhere("write", Entry("mopsctl.cli.gaps_known:write", "Write down what is missing now"))
known.elsewhere("check", Entry("mopsctl.cli.gaps_known:check", "Fail only on findings that are not yet known"))


@noun.alone
@shows
@offers(*FORMATS)
@takes(OPTIONS)
def gaps(
    view: View,
    since: Annotated[date | None, day_option("--since", "only what was not yet missing on the day before it")] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="a line a rule: how often it speaks")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="draw it anew whenever something changed")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="propose to cure what needs no decision")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="with --fix: cure it without asking")] = False,
    **given: Any,
) -> Report:
    """Report what is missing, as a linter does.

    Examples:
      mopsctl gaps
      mopsctl gaps plan.yaml
      mopsctl gaps --select RAC --ignore RAC705
      mopsctl gaps --fail-on warning --format json
      mopsctl gaps --format sarif -o gaps.sarif
      mopsctl gaps --stage build
      mopsctl gaps --since 2026-11-01
      mopsctl gaps --team martech --statistics
      mopsctl gaps --file plan.yaml --format github
      mopsctl gaps --fix
    """
    asked = Asked(**given)
    if yes and not fix:
        raise MopsError("--yes is the answer to --fix", hint="mopsctl gaps --fix --yes", code=USAGE)
    compose = partial(_report, asked=asked, since=since, statistics=statistics)
    if watch:
        if fix:
            raise MopsError("--fix cures once, and --watch looks again and again: choose one", code=USAGE)
        load("mopsctl.cli.gaps_watch:watch")(view, asked, compose)
    policy = asked.policy()
    report: Report
    if fix:
        report = load("mopsctl.cli.gaps_fix:fixed")(view, asked, policy, compose, since=since, yes=yes)
    else:
        report = compose(view, policy)
    view.afterwards.append(partial(tell_unheard, policy, asked))
    return report


def _report(view: View, policy: Policy, *, asked: Asked, since: date | None, statistics: bool) -> Report:
    """What a view tells, as it was asked for."""
    found, fail_on = judged(view, asked, policy), asked.failing(policy)
    beside = besides(asked)
    if since is not None:
        lapse = load("mopsctl.cli.gaps_since:lapse")(view, asked, policy, since, found)
        found, beside = lapse.new, (*beside, load("mopsctl.reports.since:beside")(lapse))
    if statistics:
        fixable, fix = load("mopsctl.cli.gaps_fix:fixable")(view, asked, policy)
        short: Report = load("mopsctl.reports.statistics:statistics")(
            found, rules=rule_set(policy), fail_on=fail_on, fixable=fixable, fix=fix, beside=beside
        )
        return short
    of_one_plan = view.has_one_plan and asked.team is None
    first = whom_first(view.portfolio, view.plan.key, policy, view.audience) if of_one_plan else ()
    where = places(view, asked.file, policy)
    report = reports.gaps(found, rules=rule_set(policy), fail_on=fail_on, first=first, places=where, beside=beside)
    return with_formats(report, found, view, policy, where, fail_on=asked.grave(policy))
