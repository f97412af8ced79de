"""`mopsctl waive` and `waiver`: accept a finding for a time, and see what is accepted (domain §1.4)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from .. import config
from ..edit import waiver as edits
from ..errors import NOT_FOUND, USAGE, MopsError, nearest
from ..facts.audience import may_know
from ..facts.gate import verdict
from ..facts.participation import is_open
from ..facts.waivers import may_be_waived
from ..model.fields import untyped
from ..model.lookup import get
from ..model.plan import Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..reports import waivers as reports
from ..reports.document import Report
from ..rules.choice import of_code, refuse_misset, standing
from ..rules.engine import findings, waived
from ..service import Edit
from .frame import Noun
from .options import date_option, key_argument, key_option, text_option
from .rule import known_codes
from .wiring import Desk, View, changes, shows

noun = Noun("waiver", "See what is accepted, and take it back.")

Code = Annotated[
    str, typer.Argument(metavar="CODE", help="the rule, e.g. GAT401", show_default=False, autocompletion=known_codes)
]
Subject = Annotated[
    str,
    key_argument(
        "SUBJECT",
        "teams",
        "people",
        "platforms",
        "capabilities",
        "plans",
        "tasks",
        "needs",
        "actions",
        "evidence",
        help="what the rule speaks of: its key, or kind:key",
    ),
]
# A finding as a waiver knows it: its plan ("" the organisation) and its subject, a typed key.
Place = tuple[str, str]


@changes
def waive(
    desk: Desk,
    code: Code,
    subject: Subject,
    reason: Annotated[str, text_option("--reason", "why it may pass")],
    by: Annotated[str, key_option("--by", "the person who approved it", "people")],
    until: Annotated[date, date_option("--until", "the last day on which it holds")],
) -> Edit:
    """Accept a finding until a day; the gate's stops too.

    Examples:
      mopsctl waive GAT401 analytics --reason "dashboards move in June" --by wen --until 2027-06-30
      mopsctl waive RAC709 capability:send-campaigns --reason "the role is being filled" --by noor --until +20wd
    """
    code = code.upper()
    policy = structs.replace(config.policy(Path.cwd()), select=(code,), ignore=())
    _refuse_silent(code, policy)
    _refuse_far(until, desk.today, policy.waiver_days)

    def edit(portfolio: Portfolio) -> Portfolio:
        # What tells of waivers is refused as such, and not because there is none of it.
        found = may_be_waived(code)
        plan, about = _found(portfolio, policy, code, subject, desk) if found else ("", subject)
        return edits.waive(portfolio, plan, code, about, reason=reason, by=by, until=until)

    return edit


def _refuse_silent(code: str, policy: Policy) -> None:
    """Refuse a code that there is not, or not in the rule set of the settings."""
    rule = of_code(code)
    refuse_misset(policy)
    if standing(rule, policy).severity is None:
        what = f'{code} came with rule set {rule.since}, and rules = "{policy.rules}" keeps it silent'
        raise MopsError(f"{what}: there is nothing to waive", hint=f"mopsctl rule show {code}", code=USAGE)


def _refuse_far(until: date | None, today: date, most: int) -> None:
    """Refuse a waiver for ever: who accepts a gap looks at it again."""
    if until and until > today + timedelta(days=most):
        days = f"{most} day{'s' if most != 1 else ''}"
        raise MopsError(
            f"until {until} is further off than a waiver may hold: {days} (waiver_days), until "
            f"{today + timedelta(days=most)}; it can be renewed then",
            code=USAGE,
        )


def _found(portfolio: Portfolio, policy: Policy, code: str, subject: str, desk: Desk) -> Place:
    """The finding that is meant; MopsError where there is none, or more than one."""
    wanted = desk.wanted_plan
    if wanted is not None:
        get(portfolio, Plan, wanted)
    known = [one for one in _places(portfolio, policy, code) if wanted is None or one[0] in (wanted, "")]
    meant = _meant(known, subject)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise _several(meant, f"{code} on {subject}")
    there = sorted({_bare(one) for one in known}) if may_know(desk.author.audience, code) else []
    guess = nearest(subject, there)
    end = f'; did you mean "{guess}"?' if guess else f"; it does on {', '.join(there[:5])}" if there else ""
    more = " and more" if len(there) > 5 and not guess else ""
    raise MopsError(
        f'{code} finds nothing to waive on "{subject}"{end}{more}', hint=f"mopsctl gaps --select {code}", code=NOT_FOUND
    )


def _places(portfolio: Portfolio, policy: Policy, code: str) -> list[Place]:
    """Where one rule speaks now, waived or not; the gate speaks in every stage."""
    found = [(one.plan, one.subject) for one in findings(portfolio, policy) if one.code == code]
    found += [(o.finding.plan, o.finding.subject) for o in waived(portfolio, policy) if o.finding.code == code]
    for plan in portfolio.plans:
        if is_open(portfolio, plan):
            found += [
                (plan, reason.subject) for reason in verdict(portfolio, plan, policy).reasons if reason.code == code
            ]
    return sorted(set(found))


def _meant(known: list[Place], subject: str) -> list[Place]:
    return [one for one in known if subject in (one[1], _bare(one))]


def _bare(place: Place) -> str:
    return untyped(place[1])[1]


def _several(meant: list[Place], what: str) -> MopsError:
    subjects = sorted({subject for _, subject in meant})
    if len(subjects) > 1:
        return MopsError(f"{what} is said of more than one thing; write {' or '.join(subjects)}", code=USAGE)
    plans = ", ".join(plan or "the organisation" for plan, _ in meant)
    return MopsError(f"{what} is found in several plans ({plans}); choose one with --plan", code=USAGE)


@noun.verb("list")
@shows
def list_waivers(view: View) -> Report:
    """List what is accepted, why, by whom and until when.

    Examples:
      mopsctl waiver list
    """
    return reports.waivers(view.portfolio, view.scope)


@noun.verb("remove")
@changes
def remove_waiver(desk: Desk, code: Code, subject: Subject) -> Edit:
    """Take a waiver back: what it let pass is a finding again.

    Examples:
      mopsctl waiver remove GAT401 analytics
    """

    def edit(portfolio: Portfolio) -> Portfolio:
        known = [(one.plan, one.subject) for one in portfolio.waivers.values() if one.code == code.upper()]
        meant = _meant([one for one in known if desk.wanted_plan in (None, one[0])], subject)
        if len(meant) > 1:
            raise _several(sorted(meant), f"a waiver of {code.upper()} on {subject}")
        plan, about = meant[0] if meant else ("", subject)
        return edits.lift(portfolio, plan, code.upper(), about)

    return edit
