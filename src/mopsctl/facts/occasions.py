"""What there is to ask a team about: the things of its plan that questions are asked for, with their names.

`SUPPLIES` is the table: an occasion, and how to find it. Which questions there are is `facts.questions`.
"""

from collections.abc import Mapping

from ..model.commitment import Ask, AskKind
from ..model.plan import Need
from . import occasions_of_model as model
from . import occasions_of_roles as roles
from .case import Case, Names, Supply, once, tasks_of
from .commitment import commitment
from .languages import CHOICES, written
from .outreach import evidence, needs
from .overlap import capabilities_of
from .participation import involved

# The view of the gap, and what would move them (domain §1.1).


def _view_unknown(case: Case) -> list[Names]:
    return once(not case.said or not case.said.sees_problem)


def _gaps(case: Case) -> list[Names]:
    found = case.portfolio.capabilities
    return [
        {"capability": found[key].name}
        for key in capabilities_of(case.portfolio, case.plan.key)
        if found[key].gap_found and (not case.said or not case.said.challenges)
    ]


def _doubt(case: Case) -> list[Names]:
    said = case.said
    if said is None or said.sees_problem not in ("partly", "no"):
        return []
    on = written(said.viewed_on or said.on, case.language)
    return [{"view": CHOICES["view"][said.sees_problem][case.language], "on": on}]


def _challenges(case: Case) -> list[Names]:
    said = case.said
    return once(said and said.challenges, challenges=said.challenges.rstrip(". ") if said else "")


def _evidence(case: Case) -> list[Names]:
    return [
        {"what": one.what, "shows": one.shows.rstrip(". ")}
        for one in evidence(case.portfolio).get(case.of, ())
        if one.received_on and one.shows
    ]


def _evidence_unasked(case: Case) -> list[Names]:
    return once(_doubt(case) and not evidence(case.portfolio).get(case.of))


# The three asks (domain §1.2).


def _to_ask(kind: AskKind) -> Supply:
    """Of the teams that the plan counts on; of another only what it was asked before."""

    def supply(case: Case) -> list[Names]:
        state = _standing(case, kind)
        counted_on = case.team in involved(case.portfolio, case.plan.key) or state != "unasked"
        return once(counted_on and state not in ("promised", "proven"))

    return supply


def _promised(kind: AskKind) -> Supply:
    def supply(case: Case) -> list[Names]:
        ask = commitment(case.portfolio, *case.of).answer(kind)
        return once(ask and _standing(case, kind) == "promised", promised=_named(case, ask) if ask else "")

    return supply


def _standing(case: Case, kind: AskKind) -> str:
    return commitment(case.portfolio, *case.of).state(kind)


def _named(case: Case, ask: Ask) -> str:
    people, day = case.portfolio.people, ask.start or ask.forum_on
    percent = f"%{ask.allocation}" if case.language == "tr" else f"{ask.allocation}%"
    named = [
        *(people[key].name for key in (ask.person, ask.leader) if key),
        *([percent] if ask.allocation else []),
        *([ask.forum] if ask.forum else []),
        *([written(day, case.language)] if day else []),
    ]
    return ", ".join(named) or written(ask.answered_on or ask.asked_on, case.language)


# Learning and needs (domain §2.1).


def _learning(case: Case) -> list[Names]:
    return [{"task": task.name} for task in case.tasks if task.kind == "learning"]


def _learning_missing(case: Case) -> list[Names]:
    learns = any(task.kind == "learning" for task in tasks_of(case.portfolio).get(case.of, ()))
    return once(case.plan.platform and not learns)


def _needs(case: Case) -> list[Names]:
    found: tuple[Need, ...] = needs(case.portfolio).get(case.of, ())
    return [{"need": one.what.rstrip(". ")} for one in found if not one.agreed]


def _every_team(_: Case) -> list[Names]:
    return once(True)


SUPPLIES: Mapping[str, Supply] = {
    "team": _every_team,
    "view-unknown": _view_unknown,
    "gap": _gaps,
    "doubt": _doubt,
    "challenges-unknown": lambda case: once(not _challenges(case)),
    "challenges": _challenges,
    "evidence-unasked": _evidence_unasked,
    "evidence": _evidence,
    "angle-unknown": lambda case: once(not case.said or not case.said.angle),
    "critical-unasked": lambda case: once(case.plan.platform and case.part.critical == "unasked"),
    "critical-no": lambda case: once(case.plan.platform and case.part.critical == "no"),
    "impact-unknown": lambda case: once(not case.part.impact),
    "impact": lambda case: once(case.part.impact, impact=case.part.impact.rstrip(". ")),
    "ask-assign": _to_ask("assign"),
    "ask-advocate": _to_ask("advocate"),
    "ask-contribute": _to_ask("contribute"),
    "promise-assign": _promised("assign"),
    "promise-advocate": _promised("advocate"),
    "promise-contribute": _promised("contribute"),
    "learning-missing": _learning_missing,
    "learning": _learning,
    "need": _needs,
    "overlap": roles.overlaps,
    "alike": roles.alike,
    "duty": roles.duties,
    "taken-over": roles.taken_over,
    "given-up": roles.given_up,
    "task": roles.work,
    "unestimated": roles.unestimated,
    "partners": roles.partners,
    "unanswered": roles.unanswered,
    "duties": lambda case: once(case.plan.platform and roles.own_rows(case) and not case.portfolio.topics),
    "undecided": model.unheld("undecided"),
    "unperformed": model.unheld("unperformed"),
    "own-topic": model.unheld("own-topic"),
    **{each: model.open_point(each) for each in model.EACH},
    "no-system-owner": roles.without("system_owner"),
    "no-budget-owner": roles.without("budget_owner"),
    "no-manager": roles.without("manager"),
}
