"""A timeline as a Mermaid gantt chart, for Markdown pages that draw it. Nothing reads it back.

Mermaid has no way to quote: names give up the signs that mean something to it, for others that look like them.
"""

import re
from collections.abc import Iterable

from ..model.portfolio import Portfolio
from .project_text import Span, one_line, spans

# `:` ends a name, `;` and line ends a statement, `#` and `%%` begin what is not read, quotes and < > a label's markup.
_SIGNS = str.maketrans(
    {":": "∶", ";": ",", "#": "♯", '"': "”", "'": "’", "`": "’", "<": "‹", ">": "›", "{": "(", "}": ")"}
)
# What opens a statement of its own where it opens a line; so does a date.
_WORDS = (
    "gantt", "title", "section", "dateformat", "axisformat", "tickinterval", "excludes", "includes", "todaymarker",
    "inclusiveenddates", "topaxis", "weekday", "weekend", "click", "call", "href", "acctitle", "accdescr",
)  # fmt: skip
_OPENS = re.compile(rf"(?:{'|'.join(_WORDS)}|\d{{4}}-|%|---)", re.IGNORECASE)


def write(portfolio: Portfolio, plan: str, keys: Iterable[str] | None = None) -> str:
    """The tasks of `keys` (all of the plan) as a gantt chart, a section a team; those without dates are named."""
    found, undated = spans(portfolio, plan, keys)
    sections: dict[str, list[Span]] = {}
    for span in found:
        sections.setdefault(span.team, []).append(span)
    ids = _ids([span.key for span in found])
    lines = [
        "gantt",
        f"    title {_text(portfolio.plans[plan].name)}",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %Y-%m-%d",
        "    inclusiveEndDates",
    ]
    for team, some in sections.items():
        lines.append(f"    section {_text(team) or 'No team'}")
        lines += [f"    {_text(span.name)} :{_data(span, ids[span.key])}" for span in some]
    lines += [f"    %% no dates, for it waits for itself: {key}" for key in undated]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    line = one_line(text).translate(_SIGNS).replace("%%", "%").strip()
    while "%%" in line:
        line = line.replace("%%", "%")
    return f"“{line}”" if _OPENS.match(line) else line


def _data(span: Span, id: str) -> str:
    """Tags, id, first and last day, as they follow the colon; a milestone stands in the middle of its day."""
    tags = ["crit"] * span.critical + ["done"] * span.done + ["active"] * (span.begun and not span.done)
    tags += ["milestone"] * span.milestone
    until = "1d" if span.milestone else span.finish.isoformat()
    return ", ".join((*tags, id, span.start.isoformat(), until))


def _ids(keys: list[str]) -> dict[str, str]:
    """An id for each key, of letters, digits, `-` and `_` alone; never one of Mermaid's own words."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        stem = name = "t-" + re.sub(r"[^A-Za-z0-9_-]", "_", key)
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        ids[key] = name
    return ids
