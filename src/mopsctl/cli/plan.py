"""`mopsctl plan`: start a plan, show where it stands, move it on."""

import sys
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer

from .. import service
from ..changes import patch
from ..edit import apply, baseline, start
from ..edit import plan as edits
from ..errors import USAGE, MopsError
from ..facts.audience import Audience, seen_by
from ..facts.participation import naming
from ..lazy import load
from ..model.plan import STAGES, Plan, Stage, Verdict
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..reports import plan
from ..reports.baselines import baselines
from ..reports.document import Report
from ..reports.gate import judged
from ..service import Edit
from .frame import Noun
from .options import (
    CalendarOption,
    On,
    TeamKey,
    date_option,
    key_argument,
    key_option,
    number_option,
    text_option,
)
from .wiring import Desk, Outcome, View, changes, changes_all, shows, takes

noun = Noun("plan", "Start, show and move a plan.")


def _examples(incomplete: str) -> list[str]:
    return [name for name in load("mopsctl.formats.templates:examples")() if name.startswith(incomplete)]


FIELDS = {
    "goal": Annotated[str | None, text_option("--goal", "its end goal, for customers too")],
    "platform": Annotated[str | None, key_option("--platform", "the platform it brings", "platforms")],
    "manager": Annotated[str | None, key_option("--manager", "who manages it", "people")],
    "start": Annotated[date | None, date_option("--start", "its first day (default: today)")],
    "target": Annotated[date | None, date_option("--target", "wanted finish")],
    "idea_from": Annotated[str | None, key_option("--idea-from", "the team that had the idea", "teams")],
    "funded_by": Annotated[str | None, key_option("--funded-by", "the team that pays", "teams")],
    "calendar": CalendarOption,
    "mandate_from": Annotated[str | None, key_option("--mandate-from", "the team that gave the mandate", "teams")],
}
StageArgument = Annotated[
    Stage, typer.Argument(metavar="STAGE", help=f"one of {', '.join(STAGES)}", show_default=False)
]
ExampleName = Annotated[
    str | None,
    typer.Option("--example", help="a filled-in plan: cdp-rollout", metavar="NAME", autocompletion=_examples),
]
PlanKey = Annotated[str | None, key_argument("[PLAN]", "plans")]


@noun.verb("init")
@changes_all
@takes({**FIELDS, "stage": Annotated[Stage | None, typer.Option("--stage", help="where it stands")]})
def init(
    desk: Desk,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", show_default=False)] = None,
    example_name: ExampleName = None,
    key: Annotated[str | None, text_option("--key", "its key (default: made from the name)")] = None,
    **given: Any,
) -> Outcome:
    """Make the store and the plan, with teams and capabilities.

    Examples:
      mopsctl plan init --example cdp-rollout
      mopsctl plan init "CDP rollout" --platform cdp --target 2027-03-31
    """
    if example_name is None and name is None:
        if desk.no_input or not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise MopsError("name the plan", hint='mopsctl plan init "CDP rollout"', code=USAGE)
        name = str(typer.prompt("Name of the plan"))
    if example_name and (name or key):
        raise MopsError(
            "an example has a name of its own", hint=f"mopsctl plan init --example {example_name}", code=USAGE
        )
    edit = _example(example_name, given.get("start") or desk.today) if example_name else _new(str(name), key, given)
    return Outcome(desk.make(edit, create=True))


def _example(name: str, today: date) -> Edit:
    """An example, moved by whole weeks so that its first day of work is about today."""
    # A door: the templates are YAML, which `plan status` must not pay for.
    file = load("mopsctl.formats.templates:example")(name)
    days = apply.whole_weeks(file.anchor, today) if file.anchor else 0
    moved = [apply.shift(row.record, days) for row in file.rows]
    return lambda portfolio: start.bring_in_example(portfolio, moved)


def _new(name: str, key: str | None, fields: dict[str, Any]) -> Edit:
    template = load("mopsctl.formats.templates:defaults")()
    return lambda portfolio: start.start(portfolio, template, name, key, fields)


@noun.verb("status")
@shows
def show_status(view: View) -> Report:
    """Show where the plan stands, on one page.

    Examples:
      mopsctl plan status                      # what its figures count: docs/alignment.md
      mopsctl plan status --audience leaders
    """
    found = view.plan
    # Late, since the page runs every rule, and no other verb of this noun needs one.
    ruling = load("mopsctl.cli.gate:judge")(view, found.key)
    history = service.history(view.place, limit=load("mopsctl.reports.status:RECENT_CHANGES"))
    began, lately = service.lately(view.place, *load("mopsctl.reports.alignment_past:look_back")(view.today))
    page: Callable[..., Report] = load("mopsctl.reports.status:status")
    return page(
        view.portfolio, found, view.policy,
        ruling=ruling, audience=view.audience, history=history, lately=lately, began=began,
        whole=lambda: service.history(view.place),
    )  # fmt: skip


@noun.verb("list")
@shows
def list_plans(view: View) -> Report:
    """List all plans.

    Examples:
      mopsctl plan list
    """
    return plan.plans(view.portfolio)


@noun.verb("show")
@shows
def show_plan(view: View, key: PlanKey = None) -> Report:
    """Show a plan's goal, holders, dates and teams.

    Examples:
      mopsctl plan show
    """
    return plan.plan(view.portfolio, edits.current(view.portfolio, key or view.wanted_plan))


@noun.verb("set")
@changes
@takes(
    {
        "name": Annotated[str | None, text_option("--name", "its full name")],
        **FIELDS,
        "rescoped": Annotated[
            date | None, date_option("--rescoped", "the day its scope changed (default: when its platform does)")
        ],
    }
)
def set_plan(desk: Desk, **given: Any) -> Edit:
    """Change fields of the plan.

    Examples:
      mopsctl plan set --target 2027-06-30 --manager ada
      mopsctl plan set --rescoped today
    """
    return lambda portfolio: edits.reshape(portfolio, edits.current(portfolio, desk.wanted_plan).key, given)


@noun.verb("stage")
@changes
def enter_stage(desk: Desk, stage: StageArgument) -> Outcome:
    """Move the plan to a stage; the gate guards build.

    Examples:
      mopsctl plan stage align
      mopsctl plan stage build
    """
    changed = desk.make(lambda portfolio: edits.enter(portfolio, edits.current(portfolio, desk.wanted_plan).key, stage))
    after = patch(service.read(desk.place, desk.today), changed.changes)  # a dry run has written none of it
    return Outcome(changed, _conditions(after, edits.current(after, desk.wanted_plan), desk.author.audience))


def _conditions(portfolio: Portfolio, found: Plan, audience: Audience) -> tuple[str, ...]:
    """How many conditions the gate leaves open, of those that the audience may know; by no configuration."""
    if not edits.is_building(found.stage):
        return ()
    ruling = judged(portfolio, seen_by(portfolio, audience), found.key, Policy(), audience)
    count = sum(reason.level == "condition" for reason in ruling.reasons)
    named = naming(portfolio, found.key)
    return (f"the gate has {count} open condition{'s' if count > 1 else ''}: mopsctl gate{named}",) if count else ()


@noun.verb("close")
@changes
def close_plan(desk: Desk, on: On = None) -> Edit:
    """Close the plan; its records stay.

    Examples:
      mopsctl plan close
    """
    return lambda portfolio: edits.close(portfolio, edits.current(portfolio, desk.wanted_plan).key, on)


@noun.verb("review")
@changes
@takes(
    {
        "improvements": Annotated[str | None, text_option("--improvements", "what it proposed")],
        "understanding": Annotated[
            int | None, number_option("--understanding", "of the end goal, 1-5", least=1, most=5)
        ],
        "on": On,
    }
)
def review_plan(
    desk: Desk,
    team: TeamKey,
    verdict: Annotated[Verdict, typer.Option("--verdict", help="what it said", show_default=False)],
    **given: Any,
) -> Edit:
    """Record a team's review of the plan.

    Examples:
      mopsctl plan review analytics --verdict changes --improvements "two weeks more for mapping"
    """
    return lambda portfolio: edits.review(
        portfolio, edits.current(portfolio, desk.wanted_plan).key, team, verdict, given
    )


@noun.verb("baseline")
@changes
def freeze_dates(
    desk: Desk,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="its key", show_default=False)] = None,
    note: Annotated[str | None, text_option("--note", "why it was made; every audience reads it")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="freeze today's dates under its key anew")] = False,
    show: Annotated[bool, typer.Option("--list", help="show which baselines there are")] = False,
    remove: Annotated[str | None, key_option("--remove", "take this one away", "baselines")] = None,
) -> Edit | Report:
    """Freeze the plan's dates, to compare with later.

    Examples:
      mopsctl plan baseline
      mopsctl plan baseline kick-off --note "as agreed at the kick-off"
      mopsctl plan baseline kick-off --replace
      mopsctl plan baseline --list
      mopsctl plan baseline --remove kick-off
    """
    if show + (remove is not None) + bool(key or note or replace) > 1:
        raise MopsError("say one of --list, --remove KEY, and the baseline to make", code=USAGE)
    if show:
        now = seen_by(service.read(desk.place, desk.today), desk.author.audience)
        return baselines(now, edits.current(now, desk.wanted_plan).key)

    def edit(portfolio: Portfolio) -> Portfolio:
        own = edits.current(portfolio, desk.wanted_plan).key
        if remove is not None:
            return baseline.remove(portfolio, own, remove)
        return baseline.freeze(portfolio, own, key, note=note or "", replace=replace)

    return edit
