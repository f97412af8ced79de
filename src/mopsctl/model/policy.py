"""Policy: the user's limits, weights and choices. It is no part of the Portfolio and is never diffed."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "info"]


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """Every number a rule or a fact depends on, with its default. `config` reads it from `mopsctl.toml`."""

    critical_at: int = 60  # criticality score, 0-100, from which a team is critical (domain §1.3)
    outreach_days: int = 14  # OUT103 fires where the first contact is later after the gap was found, calendar days
    weight_work: int = 40
    weight_influence: int = 30
    weight_capabilities: int = 30
    many_responsible: int = 3  # RAC705 fires from this many R on
    many_consulted: int = 6  # RAC706 fires from this many C on
    accountable_load: int = 8  # RAC708 fires from this many A of one holder on
    marketing_functions: tuple[str, ...] = ("marketing", "marketing-operations")
    technology_functions: tuple[str, ...] = ("it", "martech", "analytics", "data-management")
    refusal_days: int = 20  # what-if: working days from today until a team that refuses is replaced or persuaded
    absence_days: int = 20  # what-if: working days from today until a person who is missing is replaced
    slip_days: int = 5  # PLN608 fires where a task is later than its baseline by more working days than this
    dedicated_percent: int = 80  # ORG902 fires where a box has less of its holder's time
    confirm_days: int = 180  # OPM807 fires where something was confirmed longer ago than this, calendar days
    notice_days: int = 90  # CAP509 fires this many calendar days before the contract can no longer be ended
    weak_performance: int = 2  # OPM805 fires at this performance (1-5) and below
    must_agree: int = 2  # OPM803 fires where more than this many must agree
    rules: str = ""  # rule-set version whose rules speak, e.g. 2026.1; empty: the newest
    fail_on: Severity = "error"  # `gaps` exits 1 from this severity on
    plan_file: str = ""  # plan file whose lines findings point at, beside mopsctl.toml or absolute
    known: str = ""  # file of known findings, beside mopsctl.toml or absolute; empty: gaps-known.yaml there
    letters: str = ""  # folder with the user's own texts of asks, beside mopsctl.toml or absolute
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()  # (code, severity)
