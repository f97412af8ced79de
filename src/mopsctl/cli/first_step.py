"""What to do where there is no store yet: begin a plan, or apply the plan file that is there."""

from collections.abc import Sequence
from itertools import pairwise
from os.path import relpath
from pathlib import Path
from shlex import quote

from .. import config
from ..errors import MopsError, NoStoreError

USUAL = ("plan.yaml", "plan.yml")


def first_step(error: NoStoreError, arguments: Sequence[str]) -> str:
    """The command that makes the store that was missed, in the working folder of a command line."""
    file = _plan_file()
    return (f"mopsctl apply {quote(file)}" if file else error.hint) + _named_store(arguments)


def _plan_file() -> str:
    """The plan file of the settings, else the one of the usual name; empty where there is neither."""
    try:
        named = config.policy(Path.cwd()).plan_file
    except MopsError:  # told by the next command
        named = ""
    found = next((name for name in (named, *USUAL) if name and Path(name).is_file()), "")
    return relpath(found) if Path(found).is_absolute() else found


def _named_store(arguments: Sequence[str]) -> str:
    """`--db` as it was said; an address may hold a password, and is not repeated."""
    said = [value for word, value in pairwise(arguments) if word == "--db"]
    said += [word.removeprefix("--db=") for word in arguments if word.startswith("--db=")]
    return f" --db {quote(said[0])}" if said and "://" not in said[0] else ""
