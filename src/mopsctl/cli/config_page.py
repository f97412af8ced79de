"""`mopsctl config`: the settings in force, and where each comes from. How they are read is `config`."""

from pathlib import Path

from .. import config as files
from ..lazy import load
from ..reports import settings as reports
from .options import FormatOption, Output
from .screen import emit


def config(format: FormatOption = None, output: Output = None) -> None:
    """Show the settings in force, and where they come from.

    Examples:
      mopsctl config
      mopsctl config --format json
    """
    policy, found = files.policy(Path.cwd()), files.settings(Path.cwd())
    if found is None:
        emit(reports.settings(policy, {}, ""), format, output)
        return
    load("mopsctl.cli.setting_faults:check")(found)
    places = {field: f"{found.name}:{line}" for field, line in load("mopsctl.config.faults:lines_of")(found).items()}
    passed_over = files.PROJECT if files.shadowed(found) else ""
    emit(reports.settings(policy, places, str(found.path), passed_over), format, output)
