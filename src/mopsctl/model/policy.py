"""Policy: the user's limits, weights and choices. It is no part of the Portfolio and is never diffed."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from .fields import Key, Percent, Rating, Text

Severity = Literal["error", "warning", "info"]
Days = Annotated[int, Meta(ge=0, le=10_000)]
Weight = Annotated[int, Meta(ge=0, le=1_000)]
# How many are too many. One never is: every row would be a finding, and its cure would take the only one away.
Many = Annotated[int, Meta(ge=2, le=10_000)]
Most = Annotated[int, Meta(ge=1, le=10_000)]  # how many are not yet too many


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """Every number a rule or a fact depends on, with its default. `config` reads it from `mopsctl.toml`.

    A default belongs to the rule sets: while `rules` names one, a later mopsctl does not move it.
    """

    critical_at: Percent = 60  # criticality score, 0-100, from which a team is critical (domain §1.3)
    outreach_days: Days = 14  # OUT103 fires where the first contact is later after the gap was found, calendar days
    weight_work: Weight = 40
    weight_influence: Weight = 30
    weight_capabilities: Weight = 30
    many_responsible: Many = 3  # RAC705 fires from this many R on
    many_consulted: Many = 6  # RAC706 fires from this many C on
    accountable_load: Many = 8  # RAC708 fires from this many A of one holder on
    marketing_functions: tuple[Key, ...] = ("marketing", "marketing-operations")
    technology_functions: tuple[Key, ...] = ("it", "martech", "analytics", "data-management")
    refusal_days: Days = 20  # what-if: working days from today until a team that refuses is replaced or persuaded
    absence_days: Days = 20  # what-if: working days from today until a person who is missing is replaced
    slip_days: Days = 5  # PLN608 fires where a task is later than its baseline by more working days than this
    dedicated_percent: Percent = 80  # ORG902 fires where a box has less of its holder's time
    confirm_days: Days = 180  # OPM807 fires where something was confirmed longer ago than this, calendar days
    notice_days: Days = 90  # CAP509 fires this many calendar days before the contract can no longer be ended
    weak_performance: Rating = 2  # OPM805 fires at this performance (1-5) and below
    must_agree: Most = 2  # OPM803 fires where more than this many must agree
    waiver_days: Days = 366  # `waive` accepts nothing for longer, calendar days
    rules: Text = ""  # rule-set version whose rules speak, e.g. 2026.1; empty: the newest
    fail_on: Severity = "error"  # `gaps` exits 1 from this severity on
    plan_file: Text = ""  # plan file whose lines findings point at; absolute, as all paths here
    known: Text = ""  # file of known findings; empty: gaps-known.yaml beside the settings
    letters: Text = ""  # folder with the user's own texts of asks
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()  # (code, severity)
