"""`mopsctl digest`: what a team is told of the plan, and that it was sent (domain §2.4)."""

from datetime import date
from typing import Annotated

import typer
from msgspec.structs import replace

from .. import service
from ..edit import digest as edits
from ..errors import USAGE, MopsError
from ..facts.audience import seen_by
from ..facts.participation import people_of
from ..lazy import load
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from ..render.safe import safe
from ..render.screen import Screen
from ..reports import digest as reports
from ..reports.document import Report
from .options import TeamKey, date_option
from .screen import remark
from .wiring import View, keep, offers, only_today, shows


@shows
@offers("html", "eml", piped="md", reader="team")
def digest(
    view: View,
    team: TeamKey,
    since: Annotated[
        date | None, date_option("--since", "what changed from this day on (default: the last one sent)")
    ] = None,
    sent: Annotated[
        bool, typer.Option("--sent", help="keep that it was sent today: the next one begins there")
    ] = False,
) -> Report:
    """Tell a team its part in the whole, ready to send.

    Examples:
      mopsctl digest analytics
      mopsctl digest analytics --format html -o analytics.html
      mopsctl digest it --since 2026-11-02 --format eml -o it.eml
      mopsctl digest it --format eml -o it.eml --sent
    """
    plan, found = view.plan, get(view.portfolio, Team, team)
    if sent:
        only_today(view, "--sent")
    if since is not None and since > view.today:
        raise MopsError(f"--since {since} is still to come", code=USAGE)
    serial = service.open_store(view.place).identity().serial
    then = _then(view, plan, team, since, serial)
    report = reports.digest(view.portfolio, plan, found, then)
    also = {"html": lambda: _html(report), "eml": lambda: _eml(view, report, plan, found)}
    if sent:
        view.afterwards.append(lambda: _keep(view, plan.key, team, serial))
    return replace(report, also=also)


def _then(view: View, plan: Plan, team: str, since: date | None, serial: int) -> Portfolio | None:
    """What was known when the last digest was sent, or at the beginning of a day; `serial` is that of the store now."""
    last = view.portfolio.digests.get((plan.key, team))
    if since is None and last is None:
        return None
    if since is None and last is not None and last.serial <= serial:
        then, day = last.serial, last.on
    else:  # a digest of a later change-set came in with a file: another store sent it, and its day must do
        day = since or (last.on if last else view.today)
        days = [(one.number, one.at.date()) for one in service.history(view.place) if one.at]
        then = max((number for number, on in days if on < day), default=0)
    return seen_by(service.open_store(view.place).read(day, at=then), view.audience)


def _keep(view: View, plan: str, team: str, serial: int) -> None:
    remark(f"{keep(view, lambda now: edits.sent(now, plan, team, serial))}; the next digest tells what came after it")


def _html(report: Report) -> str:
    page: str = load("mopsctl.formats.digest_html:write")(report.answer, safe)
    return page


def _eml(view: View, report: Report, plan: Plan, team: Team) -> str:
    """A mail to the team's people: Markdown, which any font shows, and the page for those whose program shows it."""
    people = [one for one in people_of(view.portfolio).get(team.key, ()) if one.email]
    if not people:
        remark("it has no address: addresses are not for everybody, --audience me puts those of the team in")
    text: str = load("mopsctl.render.markdown:render")(report, Screen())
    subject = f"{plan.name}: digest for {team.name}, {view.today}"
    to = [(safe(one.name), one.email) for one in people]
    mail: str = load("mopsctl.formats.digest_eml:write")(to, safe(subject), text, _html(report))
    return mail
