"""The verdict of the gate on a plan, and on all of them: may implementation begin, and why not (domain §1.4)."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from msgspec import to_builtins

from ..errors import FINDINGS, GATE_CLOSED
from ..facts.audience import Audience, may_know
from ..facts.gate import Verdict, verdict
from ..facts.objections import Reason
from ..model.fields import one_line, untyped
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .document import Banner, Block, Cell, Column, Document, Heading, Item, Items, Paragraph, Report, Table, Tone
from .listing import Field, columns, tabled
from .waivers import accepted, waived_sentence

VERDICT_TONES: dict[str, Tone] = {"go": "good", "conditions": "warn", "stop": "bad"}
LEVEL_TONES: dict[str, Tone] = {"stop": "bad", "condition": "warn", "waived": "muted"}


class Coded(Protocol):
    """What a rule stands behind."""

    @property
    def code(self) -> str:
        """The rule's."""


C = TypeVar("C", bound=Coded)


def fit_for(audience: Audience, found: Sequence[C]) -> tuple[C, ...]:
    """The findings, or the gate's reasons, that the audience may know."""
    fit = {code for code in {one.code for one in found} if may_know(audience, code)}
    return tuple([one for one in found if one.code in fit])


def judged(whole: Portfolio, seen: Portfolio, plan: str, policy: Policy, audience: Audience) -> Verdict:
    """The verdict on the whole truth, with the reasons that the audience may know."""
    said = verdict(seen, plan, policy)
    return Verdict(plan, verdict(whole, plan, policy).verdict, fit_for(audience, said.reasons))


def gate(ruling: Verdict, *, strict: bool = False) -> Report:
    """May implementation begin? Exit code 3 when it may not; with `strict`, 1 on conditions."""
    data: dict[str, Any] = to_builtins(ruling)

    def document() -> Document:
        standing, passed = of_level(ruling, "stop", "condition"), of_level(ruling, "waived")
        blocks: list[Block] = [Heading("The gate", 1), worded(ruling), reasons(standing)]
        if passed:
            blocks += [Heading(f"Waived: {len(passed)}"), reasons(passed, cures=False)]
        return Document(tuple(blocks))

    return Report("gate", data, document, lambda: _lines(ruling), _code(ruling, strict))


def of_level(ruling: Verdict, *levels: str) -> tuple[Reason, ...]:
    """The reasons of these levels, in their order."""
    return tuple(reason for reason in ruling.reasons if reason.level in levels)


def gates(rulings: Sequence[Verdict], *, strict: bool = False) -> Report:
    """The verdict on each plan, one line each, the worst first; the worst exit code of all (3 beats 1)."""
    worst = sorted(rulings, key=lambda one: (("stop", "conditions", "go").index(one.verdict), one.plan))
    rows = [_row(one) for one in worst]
    fields = (
        Field("plan", tone="key"),
        Field("verdict"),
        *(Field(name, right=True) for name in ("stops", "conditions", "waived")),
        Field("first", "first reason", wrap=True),
    )
    scripts = columns("plan", "verdict", "stops", "conditions", "waived", "first")
    empty = 'No open plan: mopsctl plan init "CDP rollout"'

    def document() -> Document:
        more = Paragraph((Cell("All reasons of one: ", "muted"), Cell("mopsctl gate --plan PLAN", "command")))
        return Document((Heading("The gates", 1), tabled(rows, fields, empty), *([more] if rows else [])))

    code = max((_code(one, strict) for one in worst), default=0)
    return Report("gate.all", to_builtins(worst), document, lambda: tabled(rows, scripts, empty, told=False), code)


def _row(ruling: Verdict) -> dict[str, Any]:
    counts = {level: len(of_level(ruling, level)) for level in LEVEL_TONES}
    standing = of_level(ruling, "stop", "condition")
    return {
        "plan": ruling.plan,
        "verdict": ruling.verdict,
        "verdict_tone": VERDICT_TONES[ruling.verdict],
        "stops": counts["stop"],
        "stops_tone": "bad" if counts["stop"] else "muted",
        "conditions": counts["condition"],
        "conditions_tone": "warn" if counts["condition"] else "muted",
        "waived": counts["waived"],
        "waived_tone": "plain" if counts["waived"] else "muted",
        "first": about(standing[0]) if standing else "",
    }


def _code(ruling: Verdict, strict: bool) -> int:
    if ruling.verdict == "stop":
        return GATE_CLOSED
    return FINDINGS if strict and ruling.verdict == "conditions" else 0


def worded(ruling: Verdict) -> Banner:
    """The verdict, and what it means; a waiver that it hangs on is told in the same breath."""
    sentence = {
        "go": "implementation may begin",
        "conditions": "implementation may begin, and should not yet",
        "stop": "implementation must not begin",
    }[ruling.verdict]
    passed = [reason for reason in of_level(ruling, "waived") if reason.code.startswith("GAT")]
    until = min((reason.waiver.until for reason in passed if reason.waiver), default=None)
    hangs = (Cell(f", by {'a waiver' if len(passed) == 1 else f'{len(passed)} waivers'} until {until}", "warn"),)
    return Banner(
        ruling.verdict.upper(),
        VERDICT_TONES[ruling.verdict],
        (Cell(sentence), *(hangs if until and ruling.verdict != "stop" else ())),
    )


def reasons(given: Sequence[Reason], *, cures: bool = True) -> Items:
    """Reasons, each with the command that ends it; waived ones with who let them pass."""
    return Items(tuple(_reason(one, cures) for one in given), "No reason against it.")


def _reason(one: Reason, with_cure: bool) -> Item:
    mark, subject = Cell(one.code, LEVEL_TONES[one.level]), Cell(untyped(one.subject)[1], "key")
    if one.waiver is None:
        return Item(mark, subject, (Cell(one.sentence),), one.cure if with_cure else "")
    return Item(mark, subject, (Cell(f"{one.sentence}."), *accepted(one.waiver)), one.cure if with_cure else "")


def about(reason: Reason) -> str:
    """The sentence of a reason, with what it is about where the sentence does not begin with it."""
    key, sentence = untyped(reason.subject)[1], one_line(reason.sentence)
    return sentence if sentence.startswith(f"{key} ") else f"{key}: {sentence}"


def _lines(ruling: Verdict) -> Table:
    titles = tuple(Column(name) for name in ("verdict", "level", "code", "subject", "sentence", "cure"))
    rows: list[tuple[str, ...]] = [
        (ruling.verdict, r.level, r.code, r.subject, waived_sentence(r.sentence, r.waiver), r.cure)
        for r in ruling.reasons
    ]
    rows = rows or [(ruling.verdict, "", "", "", "", "")]
    return Table(titles, tuple(tuple(Cell(part) for part in row) for row in rows))
