"""Elements of MS Project's XML, each said in one line. Which there are, and in which order, is `mspdi_writing`'s."""

import re
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from ..errors import USAGE, MopsError
from .mspdi_values import FIRST, LAST

SPAN = f"its dates are from {FIRST.year} to {LAST.year}"
# Two signs that may be stored and that XML cannot say.
_UNSAYABLE = re.compile("[\ufffe\uffff]")


def add(parent: Element, name: str, value: object) -> None:
    """One element with a text; none where there is no value."""
    if value is not None:
        SubElement(parent, name).text = _UNSAYABLE.sub("\ufffd", str(value))


def add_flags(parent: Element, **flags: object) -> None:
    """Elements that say yes (1) or no (0), in the order given."""
    for name, value in flags.items():
        SubElement(parent, name).text = "1" if value else "0"


def moment(day: date, at: str = "08:00") -> str:
    """A day at an hour, as the format writes it; one that could not be read again is a MopsError."""
    if not FIRST <= day <= LAST:
        raise MopsError(f"{day} cannot be in a file for MS Project: {SPAN}", code=USAGE)
    return f"{day.isoformat()}T{at}:00"
