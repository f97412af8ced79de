"""Platforms, what the business can do on them, and which platform governs (domain §0, §1.4, §2.3)."""

from datetime import date
from typing import Literal

from .fields import Key, Money, Name, Record, Text

PlatformStatus = Literal["proposed", "live", "retiring", "retired"]


class Platform(Record, frozen=True):
    """A system in the stack, with those who answer for it and what it costs a year (domain §3)."""

    key: Key
    name: Name
    status: PlatformStatus = "live"
    vendor: Text = ""
    cost: Money | None = None  # a year, whole units of `currency`
    currency: Text = ""
    system_owner: Key | None = None
    budget_owner: Key | None = None
    manager: Key | None = None
    contract_end: date | None = None
    note: Text = ""


class Capability(Record, frozen=True):
    """Something the business can do because of a platform and a team; who decided what governs it, and when."""

    key: Key
    name: Name
    area: Text = ""
    governing: Key | None = None  # the platform that governs it
    governed_by: Key | None = None  # the person who decided
    governed_on: date | None = None
    note: Text = ""
    gap_found: date | None = None  # since when it is known that no platform serves it well
    decide_by: date | None = None  # when the platform that governs it is to be decided


class Offering(Record, frozen=True):
    """A capability on a platform, run by a team."""

    capability: Key
    platform: Key
    team: Key


class Similarity(Record, frozen=True):
    """Two capabilities declared alike, so that an overlap is seen even under two names; capability < like."""

    capability: Key
    like: Key
