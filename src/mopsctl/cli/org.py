"""`mopsctl org`: the charts of the organisation: begun from a template, drawn, compared, counted (domain §4)."""

from datetime import date
from functools import partial
from typing import Annotated

import typer
from msgspec.structs import replace

from ..edit import org as edits
from ..edit.apply import shift, whole_weeks
from ..edit.org import in_chart
from ..edit.org_template import bring_in
from ..errors import NOT_FOUND, USAGE, MopsError
from ..facts.chart import chart
from ..lazy import load
from ..model.lookup import get
from ..model.org import Function
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from ..reports.chart import Asked, org, part_of
from ..reports.document import Report
from ..reports.org_coverage import org_coverage
from ..reports.org_diff import org_diff
from ..reports.org_remarks import left_behind, yours_already
from ..service import Edit
from .frame import Noun
from .options import StateOption, Title, date_option, key_option
from .wiring import Desk, Outcome, View, changes_all, offers, paged, shows

noun = Noun("org", "Draw and compare the charts of the organisation.")

SKILLED = ("me", "leaders")  # who may know who has which skill


def _templates(incomplete: str) -> list[str]:
    return [name for name in load("mopsctl.formats.templates:templates")("orgs") if name.startswith(incomplete)]


Template = Annotated[
    str | None,
    typer.Option(
        "--template",
        help="rmcoe-2012, strategic-mo, or a file of yours",
        metavar="NAME|FILE",
        show_default=False,
        autocompletion=_templates,
    ),
]
Source = Annotated[State | None, typer.Option("--from", help="begin a chart as the other one is")]
WhichState = Annotated[State | None, typer.Option("--state", help="which chart it becomes (default: to-be)")]


@noun.verb("init")
@changes_all
def init(
    desk: Desk,
    template: Template = None,
    source: Source = None,
    state: WhichState = None,
    under: Annotated[str | None, key_option("--under", "whom its head reports to", "positions")] = None,
) -> Outcome:
    """Begin a chart with a template, or as the other chart is.

    Examples:
      mopsctl org init --template strategic-mo
      mopsctl org init --template our-chart.yaml --state as-is
      mopsctl org init --template strategic-mo --under cmo
      mopsctl org init --from as-is
    """
    if (template is None) == (source is None):
        raise MopsError("say one of --template and --from", hint="mopsctl org init --template strategic-mo", code=USAGE)
    if template is None:
        return Outcome(desk.make(_carried_over(source or "as-is", state, under)))
    return _begun(desk, template, state, under)


def _carried_over(source: State, state: State | None, under: str | None) -> Edit:
    if under is not None:
        raise MopsError("--under goes with --template", code=USAGE)
    other: State = "to-be" if source == "as-is" else "as-is"
    return lambda portfolio: edits.carry_over(portfolio, source, state or other)


def _begun(desk: Desk, template: str, state: State | None, under: str | None) -> Outcome:
    # A door: templates are YAML, which the other verbs must not pay for.
    file = load("mopsctl.formats.templates:template")("orgs", template)
    days = whole_weeks(file.anchor, desk.today) if file.anchor else 0
    rows = [replace(row, record=shift(row.record, days)) for row in file.rows]
    notes: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        brought = bring_in(
            portfolio, rows, state=state, under=under, locate=lambda row: f"{file.name}:{row.line}:{row.column}"
        )
        kept = f"{brought.known} of {len(rows)} rows were there already and stay as they are"
        yours = yours_already(brought.met, brought.left_out)
        notes[:] = [*([kept] if brought.known else []), *yours, *left_behind(brought.portfolio)]
        return brought.portfolio

    changed = desk.make(edit, create=True)
    return Outcome(changed, tuple(notes))


@noun.verb("show")
@shows
@paged
@offers("mermaid")
def show(
    view: View,
    state: StateOption = "to-be",
    under: Annotated[str | None, key_option("--under", "a position, and who stands below it", "positions")] = None,
    depth: Annotated[int | None, typer.Option("--depth", help="so many levels", min=1, metavar="N")] = None,
    page: Annotated[
        int | None, typer.Option("--page", help="a chart of many boxes page by page, 150 on each", min=1, metavar="N")
    ] = None,
    function: Annotated[str | None, key_option("--function", "those who work in it", "functions")] = None,
    on: Annotated[date | None, date_option("--on", "as it stands on a day")] = None,
    title: Title = "",
) -> Report:
    """Show a chart as a tree, or as a poster with --format svg.

    Examples:
      mopsctl org show
      mopsctl org show --state as-is --depth 3
      mopsctl org show --under marketing-operations-leader --on 2027-07-01
      mopsctl org show --format svg --title "Marketing at Acme, 2027" -o chart.svg
      mopsctl org show --page 2 --format svg -o page-2.svg
      mopsctl org show --format mermaid
    """
    portfolio = view.portfolio
    if function is not None:
        get(portfolio, Function, function)
    if under is not None:
        in_chart(portfolio, under, state)
        _there(portfolio, under, state, on)
    asked = Asked(state, on or None, under, function, depth, page, title)
    report = org(portfolio, asked)
    if report is None:
        raise _no_page(portfolio, asked)
    return replace(report, also={"mermaid": partial(_written, portfolio, asked)})


def _there(portfolio: Portfolio, under: str, state: State, on: date | None) -> None:
    """A box that begins later is not there yet on an earlier day."""
    if on and under not in chart(portfolio, state, on).boxes:
        since = portfolio.boxes[under, state].since
        raise MopsError(f'"{under}" is in the chart from {since} on', hint=f"mopsctl org show --on {since}", code=USAGE)


def _no_page(portfolio: Portfolio, asked: Asked) -> MopsError:
    first = part_of(portfolio, replace(asked, page=1))
    count = first.pages if first else 0
    there = f"there {'is' if count == 1 else 'are'} {count}"
    return MopsError(f"no page {asked.page}; {there}", hint=f"mopsctl org show --page {count or 1}", code=NOT_FOUND)


def _written(portfolio: Portfolio, asked: Asked) -> str:
    text: str = load("mopsctl.formats.org_mermaid:write")(portfolio, part_of(portfolio, asked))
    return text


@noun.verb("diff")
@shows
def diff(view: View) -> Report:
    """Show what changes from the chart as-is to the one to-be.

    Examples:
      mopsctl org diff
      mopsctl org diff --format csv
    """
    return org_diff(view.portfolio)


@noun.verb("coverage")
@shows
def coverage(view: View, state: StateOption = "to-be") -> Report:
    """Show who covers which function and pillar, and at what cost.

    Examples:
      mopsctl org coverage
      mopsctl org coverage --state as-is
    """
    return org_coverage(view.portfolio, state, skills=view.audience in SKILLED)
