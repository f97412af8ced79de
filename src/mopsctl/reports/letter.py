"""What the letter of an ask may say: every name that a template may use, and its value for one ask (domain §1.1, §1.2).

A letter is read by the team: its values come from what a team may see, and from that team's own perspective. Never
from scores, influence, notes or the refusals of others; and of an objection only its kind, never its words.
"""

from collections.abc import Iterable, Mapping

from ..facts.audience import redact, seen_by
from ..facts.languages import Language, written
from ..facts.outreach import Perspective, evidence, needs, perspective
from ..model.commitment import Ask
from ..model.org import Person
from ..model.outreach import Evidence
from ..model.portfolio import Portfolio

LISTED = 5  # of evidence, needs and tasks in one letter
_MORE: Mapping[Language, str] = {"en": "and {} more", "tr": "ve {} tane daha"}

# Every name that a template may use; what is not known is empty, and takes the line that shows it with it.
NAMES: Mapping[str, str] = {
    "plan": "name of the plan",
    "goal": "its end goal",
    "target": "the day by which it is to be done",
    "platform": "name of its platform",
    "team": "name of the team that is asked",
    "to": "who is asked: the person named, else the team's leader",
    "sender": "who asks: the manager of the plan",
    "sender_title": "the sender's title",
    "asked_on": "the day of the ask",
    "due": "by when an answer is due",
    "view": "does the team see the gap as a problem: yes, partly, no; to choose words by, not to print",
    "objection": "why not: priorities, speed, own-tool, cost, other; to choose words by, not to print",
    "viewed_on": "the day it told its view",
    "challenges": "its own challenges, as it told them",
    "needed": "what is needed from it",
    "impact": "what changes for it",
    "evidence": "what the evidence asked for it showed, a line each",
    "awaited": "the evidence that is still to come, a line each",
    "learning": "its tasks of learning the platform",
    "tasks": "its other tasks in the plan, a line each",
    "needs": "its needs in the plan, a line each",
    "person": "who was named to join or contribute",
    "allocation": "percent of that person's working time",
    "start": "that person's first day",
    "leader": "whose forum it is",
    "forum": "where it will be presented together",
    "forum_on": "the day of the forum",
}


def values(portfolio: Portfolio, ask: Ask, language: Language) -> dict[str, str | None]:
    """The value of every name for one ask, dates written out in the language; None where it is not known."""
    seen = seen_by(portfolio, "team")
    asked = redact(ask, "team") or ask
    plan, of = seen.plans[ask.plan], (ask.plan, ask.team)
    said = perspective(portfolio, ask.plan, ask.team)  # its own: it may be reminded of what it said
    taking_part = seen.participations.get(of)
    sender = seen.people.get(plan.manager or "")
    days = {"target": plan.target, "asked_on": asked.asked_on, "due": asked.due, "start": asked.start,
            "forum_on": asked.forum_on, "viewed_on": said and (said.viewed_on or said.on)}  # fmt: skip
    found: dict[str, str | None] = {
        "plan": plan.name,
        "goal": plan.goal,
        "platform": seen.platforms[plan.platform].name if plan.platform else None,
        "team": seen.teams[ask.team].name,
        "to": _name(recipient(seen, ask)),
        "sender": _name(sender),
        "sender_title": sender.title if sender else None,
        **_view(said),
        "impact": taking_part.impact if taking_part else None,
        "person": _name(seen.people.get(asked.person or "")),
        "allocation": str(asked.allocation) if asked.allocation else None,
        "leader": _name(seen.people.get(asked.leader or "")),
        "forum": asked.forum,
    }
    told = {name: _on_one_line(value or "") or None for name, value in found.items()}
    told |= {name: written(day, language) if day else None for name, day in days.items()}
    told |= _lists(seen, of, language)
    return {name: told[name] for name in NAMES}


def recipient(portfolio: Portfolio, ask: Ask) -> Person | None:
    """Who is written to: the person asked, else the first leader of the team, else its first executive."""
    if ask.of:
        return portfolio.people.get(ask.of)
    people = sorted((p for p in portfolio.people.values() if p.team == ask.team), key=lambda person: person.key)
    return next((p for level in ("leader", "executive") for p in people if p.level == level), None)


def _view(said: Perspective | None) -> dict[str, str | None]:
    if said is None:
        return dict.fromkeys(("view", "objection", "challenges", "needed"))
    shown = {"challenges": said.challenges, "needed": said.needed}
    return {"view": said.sees_problem, "objection": said.objection, **shown}


def _lists(seen: Portfolio, of: tuple[str, str], language: Language) -> dict[str, str | None]:
    """What takes a line each: evidence, needs and tasks of the team."""
    asked_for = evidence(seen).get(of, ())
    shown = [one for one in asked_for if one.received_on and one.shows]
    # What came in last speaks loudest; a question that is answered need not be awaited.
    shown.sort(key=lambda one: (one.received_on, one.key), reverse=True)
    tasks = [t for _, t in sorted(seen.tasks.items()) if (t.plan, t.team) == of and not t.finished]
    return {
        "evidence": _bullets((f"{_source(one)}: {one.shows}" for one in shown), language),
        "awaited": _bullets((_source(one) for one in asked_for if not one.received_on), language),
        "learning": "; ".join(_on_one_line(t.name) for t in tasks if t.kind == "learning") or None,
        "tasks": _bullets((t.name for t in tasks if t.kind != "learning"), language),
        "needs": _bullets((one.what for one in needs(seen).get(of, ())), language),
    }


def _source(one: Evidence) -> str:
    return f"{one.what} ({one.source})" if one.source else one.what


def _bullets(lines: Iterable[str], language: Language) -> str | None:
    found = [f"- {_on_one_line(line)}" for line in lines]
    more = [f"- {_MORE[language].format(len(found) - LISTED)}"] if len(found) > LISTED else []
    return "\n".join(found[:LISTED] + more) or None


def _name(person: Person | None) -> str | None:
    return person.name if person else None


def _on_one_line(text: str) -> str:
    """Free text fit for the middle of a sentence: one line, no full stop of its own."""
    return " ".join(text.split()).rstrip(".;, ")
