"""`mopsctl model`: begin the new operating model, see how whole it is, settle what is open in it (domain §3)."""

from typing import Annotated, Any

import typer
from msgspec.structs import replace

from ..edit import model as edits
from ..errors import USAGE, MopsError
from ..facts.languages import written
from ..facts.questions import agenda as asked
from ..lazy import load
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from ..render.screen import Screen
from ..reports import model as reports
from ..reports.document import Report
from .frame import Noun
from .letters import Lang
from .wiring import Desk, Outcome, View, changes_all, shows

noun = Noun("model", "Start and show the new operating model.")


def _templates(incomplete: str) -> list[str]:
    known: list[str] = load("mopsctl.formats.templates:templates")("models")
    return [name for name in known if name.startswith(incomplete)]


@noun.verb("init")
@changes_all
def init(
    desk: Desk,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            help="who has which part: federated, platform-team, shared-service, or a file of yours",
            metavar="NAME|FILE",
            show_default=False,
            autocompletion=_templates,
        ),
    ] = None,
    state: Annotated[
        State | None,
        typer.Option("--state", help="of which the template tells (default: as it says)", show_default=False),
    ] = None,
) -> Outcome:
    """Bring in topics, and by a template who has which part.

    Examples:
      mopsctl model init
      mopsctl model init --template shared-service
      mopsctl model init --template ./our-model.yaml --dry-run
    """
    if state and not template:
        raise MopsError("--state is for the rights of a --template; topics have none", code=USAGE)
    # A door: templates are YAML, which `model show` must not pay for.
    usual = load("mopsctl.formats.templates:topics")()
    file = load("mopsctl.formats.templates:template")("models", template) if template else None
    rows = edits.with_topics(usual.rows, file.rows if file else [])
    name = file.name if file else usual.name
    left: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        left[:] = edits.left_alone(portfolio, rows, state)
        return edits.begin(portfolio, rows, locate=lambda row: f"{name}:{row.line}", state=state)

    changed = desk.make(edit)
    return Outcome(changed, tuple(_notes(template, left, bool(changed.changes))))


def _notes(template: str | None, left: list[str], changed: bool) -> list[str]:
    if left:
        return [f"left as they were, since somebody has a part in them: {', '.join(left)}"]
    if template is None and not changed:
        return ["the topics are there; mopsctl model init --template shared-service says who has which part"]
    return []


@noun.verb("show")
@shows
def show(
    view: View,
    agenda: Annotated[bool, typer.Option("--agenda", help="what is open, as the agenda of a meeting")] = False,
    lang: Lang = "en",
) -> Report:
    """Show how whole the model is; as md, describe all of it.

    Examples:
      mopsctl model show
      mopsctl model show --agenda
      mopsctl model show --agenda --lang tr --format md -o agenda.md
      mopsctl model show --format md -o model.md
    """
    bank = load("mopsctl.formats.questions:bank")()
    plan = view.plan
    open_points = asked(view.portfolio, plan.key, bank, lang, view.policy)
    if agenda:
        texts = {one.id: one.tr if lang == "tr" else one.en for one in load("mopsctl.formats.questions:agenda_texts")()}
        return reports.agenda(view.portfolio, plan, open_points, texts, written(view.portfolio.today, lang))
    page = reports.model(view.portfolio, plan, view.policy, open_points)
    return replace(page, also={"md": lambda: _described(view, open_points)})


def _described(view: View, open_points: Any) -> str:
    """The printable description, which has more than the page: all that is known of the model, and no commands."""
    whole: Report = load("mopsctl.reports.model_described:described")(
        view.portfolio, view.plan, view.policy, open_points
    )
    text: str = load("mopsctl.render.markdown:render")(whole, Screen())
    return text
