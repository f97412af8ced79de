"""A timeline as an iCalendar file (RFC 5545): an all-day event for each task. Nothing reads it back.

Events keep their ids, so that a calendar that takes the file again moves them; the same plan gives the same bytes.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from ..model.portfolio import Portfolio
from .project_text import Span, one_line, spans


def write(portfolio: Portfolio, plan: str, keys: Iterable[str] | None = None) -> str:
    """The tasks of `keys` (all of the plan) that have dates, with line ends as the format wants them (CRLF)."""
    found, _ = spans(portfolio, plan, keys)
    calendar = Calendar()
    calendar.add("prodid", "-//mopsctl//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _text(one_line(portfolio.plans[plan].name)))
    # When it was made is the day it speaks of: a clock would make every file another.
    stamp = datetime.combine(portfolio.today, time(), UTC)
    for span in found:
        calendar.add_component(_event(span, plan, stamp))
    text: str = calendar.to_ical().decode()
    return text


def _event(span: Span, plan: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{span.key}.{plan}@mopsctl")
    event.add("dtstamp", stamp)
    event.add("dtstart", span.start)
    if span.finish < date.max:
        event.add("dtend", span.finish + timedelta(days=1))  # exclusive; without one an event lasts a day
    event.add("summary", _text(span.name))
    event.add(
        "categories", [word for word in (_text(span.team), "Milestone" if span.milestone else "") if word] or ["Task"]
    )
    event.add("description", "\n".join(_told(span)))
    event.add("transp", "TRANSPARENT")  # a task that lasts days leaves its people free for meetings
    return event


def _told(span: Span) -> list[str]:
    told = [f"Task {span.key}"]
    if span.team:
        told.append(f"Team: {_text(span.team)}")
    if span.owner:
        told.append(f"Owner: {_text(span.owner)}")
    if span.done:
        told.append("Done")
    elif span.critical:
        told.append("On the critical path")
    elif span.slack is not None:
        told.append(f"Slack: {span.slack} working day{'s' if span.slack != 1 else ''}")
    return told


def _text(text: str) -> str:
    r"""Text as the library leaves it alone: it takes a `\N` for the end of a line."""
    return text.replace(r"\N", r"\n")
