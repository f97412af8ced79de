"""What the columns of a planner's table are called: English, German and Turkish, in the tables of the common planners.

MS Project, Smartsheet, Asana, Monday, Jira, GanttProject, TeamGantt, and plans that people keep in Excel.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ..errors import USAGE, MopsError, nearest
from ..model.foreign import ForeignColumn
from ..model.slugs import plain
from .faults import shown

# Field -> what it is, and the names of its columns: the surest first. As `head` writes them.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": (
        "what is done",
        (
            "task name", "name title", "task title", "task", "name", "summary", "title", "activity", "activity name",
            "item", "work item", "action", "deliverable", "subject",
            "vorgangsname", "vorgang", "aufgabe", "aufgabenname", "bezeichnung", "titel", "tatigkeit", "arbeitspaket",
            "gorev adi", "gorev", "is adi", "is", "faaliyet", "faaliyet adi", "aktivite", "ad", "baslik",
        ),
    ),
    "id": (
        "its id, which predecessors name",
        (
            "issue key", "id", "task id", "key", "row", "row id", "row number", "nr", "no", "#", "number", "item id",
            "unique id", "lfd nr", "vorgangs nr", "vorgangsnummer", "kennung", "kimlik", "sira no", "sira", "gorev no",
            "issue id",
        ),
    ),
    "wbs": (
        "its place in the outline, such as 1.2.1",
        ("wbs", "wbs code", "wbs #", "outline number", "psp code", "psp", "gliederungsnummer", "gliederung",
         "iky kodu", "iky", "anahat numarasi"),
    ),
    "level": ("how deep it stands in the outline", ("outline level", "level", "indent", "gliederungsebene", "ebene",
                                                    "anahat duzeyi", "duzey")),
    "type": ("whether it is a task, a milestone or a group", ("type", "task type", "item type", "issue type", "typ",
                                                              "vorgangsart", "tur", "tip")),
    "start": (
        "its planned first day",
        (
            "start", "start date", "timeline start", "begin date", "begin", "planned start", "start time", "starts",
            "from", "scheduled start", "anfang", "anfangstermin", "startdatum", "beginn", "anfangsdatum", "von",
            "baslangic", "baslangic tarihi", "planlanan baslangic", "baslama tarihi", "baslama",
        ),
    ),
    "finish": (
        "its planned last day",
        (
            "finish", "finish date", "timeline end", "end date", "end", "due date", "due", "planned finish",
            "planned end", "end time", "ends", "to", "scheduled finish", "target date", "ende", "endtermin", "enddatum",
            "fertigstellen", "fertig stellen", "falligkeitsdatum", "fallig am", "fallig", "bis", "bitis",
            "bitis tarihi", "planlanan bitis", "bitirme tarihi", "son tarih", "teslim tarihi",
        ),
    ),
    "duration": (
        "how long it takes: 5d, 5 days, 1w, 40h; a bare number is days",
        ("duration", "work days", "working days", "days", "planned duration", "dauer", "arbeitstage", "tage", "sure",
         "is gunu", "gun", "gun sayisi"),
    ),
    "seconds": ("how long it takes, in seconds", ("original estimate",)),
    "after": (
        "what it waits for: 3, 3FS+2d, names",
        (
            "predecessors", "predecessor", "depends on", "dependent on", "dependencies", "dependency", "dependson",
            "blocked by", "waits for", "inward issue link blocks", "vorganger", "abhangig von", "abhangigkeiten",
            "onculler", "oncul", "oncul gorevler", "bagimlilik", "bagimliliklar", "bagli oldugu",
        ),
    ),
    "percent": (
        "how much of it is done",
        (
            "% complete", "percent complete", "complete", "% done", "percent done", "progress", "completion",
            "% completed", "done", "% abgeschlossen", "abgeschlossen", "fortschritt", "erledigt",
            "% tamamlandi", "tamamlanma", "% tamamlanma", "tamamlanma %", "tamamlanma yuzdesi", "tamamlanan",
            "ilerleme", "yuzde",
        ),
    ),
    "owner": (
        "who does it: people or teams",
        (
            "assigned to", "assignee", "assignees", "owner", "owners", "resource names", "resources", "resource",
            "responsible", "person", "people", "assigned", "who", "lead", "coordinator", "ressourcennamen",
            "ressourcen", "zustandig", "verantwortlich", "verantwortlicher", "bearbeiter", "zugewiesen an",
            "kaynak adlari", "kaynaklar", "kaynak", "sorumlu", "sorumlu kisi", "atanan", "atanan kisi", "yapacak",
        ),
    ),
    "team": (
        "the team that does it",
        ("team", "department", "function", "group", "resource group", "unit", "abteilung", "bereich", "mannschaft",
         "ekip", "takim", "departman", "birim", "bolum"),
    ),
    "milestone": ("whether it is a milestone", ("milestone", "is milestone", "meilenstein", "kilometre tasi")),
    "must_by": ("the day by which it must be done", ("deadline", "must finish by", "stichtag", "termin", "son teslim")),
    "started": ("the day it began", ("actual start", "started", "started at", "tatsachlicher anfang", "ist anfang",
                                     "gerceklesen baslangic", "fiili baslangic")),
    "finished": (
        "the day it ended",
        ("actual finish", "actual end", "completed at", "completed on", "finished", "resolved", "tatsachliches ende",
         "ist ende", "gerceklesen bitis", "fiili bitis"),
    ),
    "status": ("in a word whether it is done", ("status", "state", "task status", "durum")),
    "note": (
        "a remark",
        ("notes", "note", "description", "comments", "comment", "remarks", "notizen", "bemerkung", "bemerkungen",
         "beschreibung", "kommentar", "notlar", "not", "aciklama", "aciklamalar"),
    ),
}  # fmt: skip
Fields: TypeAlias = Mapping[str, tuple[str, tuple[str, ...]]]
SKIP = "skip"  # `--map "COLUMN=skip"`: not to be taken for anything
_HOURS = frozenset(("h", "hr", "hrs", "hours", "hour", "std", "stunden", "saat"))
_WEEKS = frozenset(("w", "wk", "wks", "weeks", "week", "wochen", "hafta"))


def head(text: str) -> str:
    """A column's name in small letters and without marks: `%_Complete` and `% Complete` are one."""
    return " ".join(re.findall(r"[a-z0-9]+|[%#]", plain(text)))


def unit_of(column: str) -> str:
    """The unit that a column's name tells in brackets: d, h or w."""
    inside = re.findall(r"[(\[]([^)\]]*)[)\]]", column)
    words = {word for text in inside for word in head(text).split()}
    return "h" if words & _HOURS else "w" if words & _WEEKS else "d"


def understood(
    header: Sequence[str], said: Mapping[str, str], where: str, examples: Sequence[str], known: Fields = FIELDS
) -> tuple[ForeignColumn, ...]:
    """The field of each column; `said` are those that the user named: column -> field. Each field has one column."""
    taken = _said(header, said, where, known)
    for field, (_, names) in known.items():
        if field in taken.values():
            continue
        ranked = [
            (rank, i) for i, text in enumerate(header) if i not in taken and (rank := _rank(text, names)) is not None
        ]
        if ranked:
            taken[min(ranked)[1]] = field
    columns = {field: header[i] for i, field in taken.items()}
    found: list[ForeignColumn] = []
    for i, text in enumerate(header):
        field = taken.get(i, "")
        why = ""
        if field in ("", SKIP):
            other = next((f for f, (_, names) in known.items() if _rank(text, names) is not None), None)
            why = "as you said" if field else f"{other} is {shown(columns[other])}" if other in columns else "not known"
        name = text or f"column {i + 1}"
        if text or examples[i]:
            found.append(
                ForeignColumn(name, "" if field == SKIP else field, examples[i], why if examples[i] else "empty")
            )
        else:
            found.append(ForeignColumn(name, "", "", "empty"))
    return tuple(found)


def _said(header: Sequence[str], said: Mapping[str, str], where: str, known: Fields) -> dict[int, str]:
    taken: dict[int, str] = {}
    for column, field in said.items():
        at = next((i for i, text in enumerate(header) if text == column), None)
        if at is None:
            at = next((i for i, text in enumerate(header) if head(text) == head(column)), None)
        if at is None:
            guess = nearest(column, [text for text in header if text])
            meant = (
                f"; did you mean {shown(guess)}?"
                if guess
                else f"; there are {', '.join(map(shown, filter(None, header)))}"
            )
            raise MopsError(f"{where}: no column {shown(column)}{meant}", code=USAGE)
        if field not in known and field != SKIP:
            guess = nearest(field, list(known))
            meant = f'; did you mean "{guess}"?' if guess else f"; there are {', '.join((*known, SKIP))}"
            raise MopsError(f"--map {shown(column)}: no field {shown(field)}{meant}", code=USAGE)
        if field != SKIP and field in taken.values():
            raise MopsError(f'--map names two columns for "{field}"; one can be taken', code=USAGE)
        taken[at] = field
    return taken


def _rank(text: str, names: Sequence[str]) -> int | None:
    """How sure it is that a column is the field of these names; None where it is not."""
    known = [head(text)]
    if "(" in text or "[" in text:
        inside = re.findall(r"\(([^)]*)\)", text)
        known.append(head(re.sub(r"[(\[][^)\]]*[)\]]", " ", text)))
        known += [head(part) for part in inside if head(text).startswith("custom field")]  # of Jira
    ranks = [names.index(one) for one in known if one in names]
    return min(ranks, default=None)
