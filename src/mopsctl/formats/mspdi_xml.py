"""MS Project's XML taken apart into entries, within bounds: no DTD, no entities, no depth; each entry knows its line.

What an entry means is not known here. Of a task's hundred elements only those that are read are kept.
"""

from collections.abc import Iterator
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from ..errors import BAD_INPUT, MopsError
from .faults import place, shown
from .files import Source
from .mspdi_terms import NAMESPACE

DEEPEST = 32  # real files stay under 10
ENTRIES = 2_000_000
LONGEST = 200_000  # signs of one text

# Elements that hold elements; their texts are those of all others.
_HOLDERS = frozenset((
    "Project", "ExtendedAttributes", "ExtendedAttribute", "Calendars", "Calendar", "WeekDays", "WeekDay",
    "TimePeriod", "WorkingTimes", "WorkingTime", "Exceptions", "Exception", "WorkWeeks", "WorkWeek", "Tasks", "Task",
    "PredecessorLink", "Baseline", "Resources", "Resource", "Assignments", "Assignment",
))  # fmt: skip
_TEXTS = frozenset((
    "UID", "ID", "Name", "Title", "Active", "Manual", "IsNull", "WBS", "OutlineLevel", "Start", "Finish", "Duration",
    "DurationFormat", "Estimated", "Milestone", "Summary", "IsSubproject", "SubprojectName", "ExternalTask",
    "ExternalTaskProject", "PercentComplete", "ActualStart", "ActualFinish", "ConstraintType", "CalendarUID",
    "ConstraintDate", "Deadline", "LevelingDelay", "Notes",
    "HyperlinkAddress", "StartText", "FinishText", "DurationText", "ManualStart",
    "ManualFinish", "ManualDuration", "PredecessorUID", "Type", "CrossProject", "CrossProjectName", "LinkLag",
    "LagFormat", "FieldID", "FieldName", "Alias", "Value", "Number", "Interim", "IsBaseCalendar", "BaseCalendarUID",
    "DayType", "DayWorking", "FromDate", "ToDate", "FromTime", "ToTime", "EnteredByOccurrences", "Occurrences",
    "Period", "DaysOfWeek", "MonthItem", "MonthPosition", "Month", "MonthDay", "IsCostResource", "Code", "Group",
    "MaxUnits", "TaskUID", "ResourceUID", "Units", "StartDate", "FinishDate", "LastSaved", "CreationDate",
    "ScheduleFromStart", "CriticalSlackLimit", "MinutesPerDay",
))  # fmt: skip


class Entry:
    """One element that holds others: its texts by name (the first of each), and the entries in it."""

    __slots__ = ("line", "name", "parts", "texts")

    def __init__(self, name: str, line: int) -> None:
        self.name, self.line = name, line
        self.texts: dict[str, str] = {}
        self.parts: list[Entry] = []

    def text(self, name: str) -> str:
        """The text of an element, without blanks around it; "" where there is none."""
        return self.texts.get(name, "").strip()

    def says(self, name: str) -> bool:
        """Whether a flag is set."""
        return self.text(name) in ("1", "true")

    def each(self, name: str) -> Iterator["Entry"]:
        """The entries of that name directly inside."""
        return (part for part in self.parts if part.name == name)

    def within(self, holder: str, name: str) -> Iterator["Entry"]:
        """The entries of that name inside the collection `holder`."""
        return (part for some in self.each(holder) for part in some.each(name))


class _Handler(ContentHandler):
    """Builds the entries while the parser goes on; what is not read costs a count of its depth."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.file = name
        self.root: Entry | None = None
        self._open: list[Entry] = []
        self._skipped = 0  # depth inside an element that is not read
        self._text: list[str] | None = None
        self._length = self._count = 0
        self._prefix = ""

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802  # SAX calls it so
        if self._skipped or self._text is not None:
            self._skipped += 1
            if self._skipped > DEEPEST:
                raise self._fault("elements nested too deep for a plan")
            return
        if self.root is None:
            self._begin(name, attrs)
            return
        name = name.removeprefix(self._prefix)
        if name in _HOLDERS:
            self._count += 1
            if len(self._open) >= DEEPEST or self._count > ENTRIES:
                raise self._fault("elements nested too deep for a plan, or more than 2,000,000 of them")
            entry = Entry(name, self.line)
            self._open[-1].parts.append(entry)
            self._open.append(entry)
        elif name in _TEXTS:
            self._text, self._length = [], 0
        else:
            self._skipped = 1

    def _begin(self, name: str, attrs: object) -> None:
        prefix, _, own = name.rpartition(":")
        declared = attrs.get(f"xmlns:{prefix}" if prefix else "xmlns", "")  # type: ignore[attr-defined]
        if own != "Project" or declared != NAMESPACE:
            raise self._fault(
                f'the root is <{shown(name, 40)[1:-1]}>, not the <Project xmlns="{NAMESPACE}"> of MS Project\'s XML'
            )
        self._prefix = f"{prefix}:" if prefix else ""
        self.root = Entry(own, self.line)
        self._open = [self.root]

    def endElement(self, name: str) -> None:  # noqa: N802
        if self._skipped:
            self._skipped -= 1
        elif self._text is not None:
            self._open[-1].texts.setdefault(name.removeprefix(self._prefix), "".join(self._text))
            self._text = None
        else:
            self._open.pop()

    def characters(self, content: str) -> None:
        if self._text is not None and not self._skipped:
            self._length += len(content)
            if self._length > LONGEST:
                raise self._fault(f"a text longer than {LONGEST:,} characters")
            self._text.append(content)

    @property
    def line(self) -> int:
        """The line that is being read."""
        return int(self._locator.getLineNumber() or 0)  # type: ignore[attr-defined]

    def _fault(self, text: str) -> MopsError:
        return MopsError(f"{place(self.file, self.line)}: {text}", code=BAD_INPUT)


def parse(source: Source) -> Entry:
    """The entry of the project. No XML, a DTD, another root or too much of it: MopsError with its place."""
    if source.data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise MopsError(
            f"{source.name} is MS Project's own format (.mpp); save it as XML there: File, Save As, XML Format",
            code=BAD_INPUT,
        )
    handler = _Handler(source.name)
    try:
        parseString(source.data, handler, forbid_dtd=True)
    except DefusedXmlException:
        raise MopsError(
            f"{place(source.name, handler.line)}: a DTD or an entity, which no plan needs and none may have",
            code=BAD_INPUT,
        ) from None
    except SAXParseException as error:
        where = place(source.name, error.getLineNumber() or 0, (error.getColumnNumber() or 0) + 1)
        raise MopsError(f"{where}: this is not well-formed XML: {error.getMessage()}", code=BAD_INPUT) from None
    except (ValueError, LookupError) as error:  # an encoding that is not known
        raise MopsError(f"{source.name}: {shown(str(error), 100)[1:-1]}", code=BAD_INPUT) from None
    assert handler.root is not None
    return handler.root
