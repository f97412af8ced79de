"""Words and numbers of MS Project's XML (MSPDI) that reading and writing share.

Source: the schema `mspdi_pj12.xsd` that Microsoft published with Project 2007, and files that MS Project saved.
"""

from ..model.plan import LinkKind

NAMESPACE = "http://schemas.microsoft.com/project"

LINK_KINDS: tuple[LinkKind, ...] = ("FF", "FS", "SF", "SS")  # by the number of their type
CONSTRAINTS = (
    "as soon as possible",
    "as late as possible",
    "must start on",
    "must finish on",
    "start no earlier than",
    "start no later than",
    "finish no earlier than",
    "finish no later than",
)  # by the number of their type
MUST_START, MUST_FINISH, START_FROM, START_BY, FINISH_FROM, FINISH_BY = range(2, 8)

HOURS = 8  # of a working day, as written
MINUTES = HOURS * 60
BASELINES = 11  # numbers 0 (the one that is compared with) to 10

# What MS Project has no field for travels in custom text fields, found again by these names: number -> name.
KEY, KIND, CAPABILITY, RANGE, HELD = (f"mopsctl {word}" for word in ("key", "kind", "capability", "range", "held"))
CUSTOM = {
    KEY: ("188743731", "Text1"),
    KIND: ("188743734", "Text2"),
    CAPABILITY: ("188743737", "Text3"),
    RANGE: ("188743740", "Text4"),  # the optimistic and the pessimistic estimate: `3..8`
    HELD: ("188743743", "Text5"),  # a start that was written as a constraint, and the real one: `2026-01-05 -`
}
BASELINES_HEAD = "Baselines of mopsctl:"  # in the notes of the project; a line each follows: number, key, day, note
