"""Platforms, what the business can do on them, which platform governs, what becomes of the others (domain §0-§3)."""

from datetime import date
from typing import Literal

from .fields import Key, Money, Name, Record, Text

PlatformStatus = Literal["proposed", "live", "retiring", "retired"]
Fate = Literal["keep", "migrate", "retire"]

OWNERS = ("system_owner", "budget_owner", "manager")  # the fields that say who answers for a platform


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
    layer: Text = ""  # the group it stands in on the picture of the stack
    budget: Money | None = None  # a year, whole units of `currency`
    notice_by: date | None = None  # the last day on which the contract can be ended
    live_on: date | None = None  # the day it went live, or is to
    retire_on: date | None = None  # the first day on which it is off
    successor: Key | None = None  # the platform that takes its place


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


class Activity(Record, frozen=True):
    """A part of a capability that somebody can answer for by itself, e.g. approving a mailing (domain §0)."""

    key: Key
    name: Name
    capability: Key
    note: Text = ""


class Offering(Record, frozen=True):
    """A capability on a platform, run by a team."""

    capability: Key
    platform: Key
    team: Key


class Similarity(Record, frozen=True):
    """Two capabilities declared alike, so that an overlap is seen even under two names; capability < like."""

    capability: Key
    like: Key


class Disposition(Record, frozen=True):
    """What becomes of a capability on one platform: it stays there, moves elsewhere, or ends (domain §2.3)."""

    capability: Key
    platform: Key
    fate: Fate
    on: date | None = None  # the first day on which it is no longer there
    successor: Key | None = None  # the platform it moves to
    decided_by: Key | None = None
    decided_on: date | None = None
    note: Text = ""


class Dataset(Record, frozen=True):
    """A data set or a metric of which there must be one true source (domain §3)."""

    key: Key
    name: Name
    kind: Literal["data", "metric"] = "data"
    owner: Key | None = None
    note: Text = ""


class Truth(Record, frozen=True):
    """A platform claims to be the source of truth for a data set or metric; two that do are forked data (§0)."""

    dataset: Key
    platform: Key
