"""Which settings move the line at which a rule speaks, or how gravely. What they are set to is the Policy's."""

from collections.abc import Mapping

_CRITICAL = ("critical_at", "weight_work", "weight_influence", "weight_capabilities")
_SIDES = ("marketing_functions", "technology_functions")

LIMITS: Mapping[str, tuple[str, ...]] = {
    "OUT103": ("outreach_days",),
    "COM201": _CRITICAL,
    "COM202": _CRITICAL,
    "COM206": _CRITICAL,
    "SUP302": _SIDES,
    "SUP303": _SIDES,
    "CAP509": ("notice_days",),
    "PLN607": _SIDES,
    "PLN608": ("slip_days",),
    "RAC705": ("many_responsible",),
    "RAC706": ("many_consulted",),
    "RAC708": ("accountable_load",),
    "OPM803": ("must_agree",),
    "OPM805": ("weak_performance",),
    "OPM807": ("confirm_days",),
    "ORG902": ("dedicated_percent",),
}
