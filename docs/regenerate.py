"""Writes the parts of the documentation that come from the program itself: `python docs/regenerate.py`.

That is every command's help, the manual of every rule, the schema of the plan file and the pictures. Pages that
somebody wrote are not touched. A test fails where a page is no longer what this would write.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from mopsctl.cli.contents import CONTENTS
from mopsctl.cli.frame import Noun, Standing, root
from mopsctl.formats.schema import plan_schema
from mopsctl.model.plan import STAGES
from mopsctl.model.policy import Policy
from mopsctl.reports.settings import written
from mopsctl.rules.engine import catalogue
from mopsctl.rules.fixes import FIXES
from mopsctl.rules.manual import RuleCard

DOCS = Path(__file__).parent
WIDTH = 100
MADE = "<!-- Made by docs/regenerate.py; edit the program instead. -->"

# The day on which the pictures are taken, a Monday, so that they are the same tomorrow.
DAY = "2026-11-23"
PICTURES = {
    "status": "plan status",
    "gaps": "gaps --select OUT,COM",
    "commitment": "commit show",
    "outreach": "outreach list",
    "meet": "meet legal",
    "team": "commit show analytics",
    "support": "support show",
    "raci": "raci show",
    "timeline": "timeline show",
    "why": "timeline why rebuild-audiences",
    "what-if": "timeline what-if --refuse legal",
    "raci-diff": "raci diff --team analytics",
    "handovers": "handover list",
    "overlap": "platform overlap",
    "stack": "platform show",
    "model": "model show",
    "org-today": "org show --state as-is",
    "org": "org show",
    "org-diff": "org diff",
    "coverage": "org coverage",
}
# What happens in the weeks after, so that there is something to see in `commit show --history`.
LATER = (
    ("2026-11-25", "commit ask legal --kind assign --of noor"),
    ("2026-11-27", "commit promise legal --kind assign --person noor --allocation 20 --start +10wd"),
    ("2026-12-01", "commit promise it --kind contribute --person marek"),
    ("2026-12-02", "commit promise analytics --kind contribute --person ada"),
    ("2026-12-04", "commit promise it --kind assign --person marek --allocation 40 --start +10wd"),
    ("2026-12-09", "commit promise analytics --kind advocate --leader nkechi --forum Data --forum-on +10wd"),
    ("2026-12-11", "commit refuse sales --kind contribute --because peak"),
    ("2026-12-16", "commit promise sales --kind contribute --person olga"),
    ("2026-12-17", "commit promise data-management --kind advocate --leader nkechi --forum Data --forum-on +10wd"),
)


def pages() -> dict[Path, str]:
    """Every page that is made, and what it is to hold."""
    made = {
        DOCS / "commands.md": commands(),
        DOCS / "rules.md": rules(),
        DOCS / "schemas" / "plan-file.schema.json": json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n",
    }
    return made | {DOCS / "pictures" / f"{name}.svg": text for name, text in pictures().items()}


def commands() -> str:
    """The help of every command, by section."""
    parts = ["# Commands", MADE, COMMANDS_PREFACE.strip()]
    with _plain_help():
        top = root()
        context = top.context_class(top, info_name="mopsctl", terminal_width=WIDTH)
        for section, entries in CONTENTS.items():
            parts.append(f"## {section}")
            for name in entries:
                parts += _entry(top.get_command(context, name), name, context)
    return "\n\n".join(parts) + "\n"


def command_lines() -> list[str]:
    """Every command of the command line, as it is typed: `gate`, `team list`, `outreach action list`."""
    top = root()
    found: list[str] = []
    for entries in CONTENTS.values():
        for name in entries:
            command = top.get_command(None, name)
            verbs = [line for line, _ in command.functions()] if isinstance(command, Noun) else [""]
            found += [f"{name} {verb}".strip() for verb in verbs]
    return found


def _entry(command: Any, name: str, parent: Any, above: str = "") -> list[str]:
    line = f"{above} {name}".strip()
    heading = f"{'####' if above else '###'} mopsctl {line}"
    if not isinstance(command, Noun):
        return [heading, _help(command, name, parent)]
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=WIDTH)
    found = [heading, _help(command.itself(), name, parent) if isinstance(command, Standing) else str(command.help)]
    for verb in command.verbs:
        found += _entry(command.get_command(context, verb), verb, context, line)
    return found


SHARED_HEADING = "Shared options:"  # as `cli.frame` writes it


def _help(command: Any, name: str, parent: Any) -> str:
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=WIDTH)
    own, _, shared = command.get_help(context).partition(SHARED_HEADING)
    flags = re.findall(r"^\s+(?:-\w, )?(--[\w-]+)", shared, re.MULTILINE)
    told = f"Shared options: {' '.join(f'`{flag}`' for flag in flags)}" if flags else ""
    return f"```text\n{own.rstrip()}\n```" + (f"\n\n{told}" if told else "")


def rules() -> str:
    """The manual of every rule, by code."""
    cards = catalogue()
    head = "| code | name | severity | fires when |\n|---|---|---|---|"
    lines = [f"| [{c.code}](#{c.code.lower()}-{c.name}) | {c.name} | {c.severity} | {c.summary} |" for c in cards]
    table = "\n".join([head, *lines])
    return "\n\n".join(["# Rules", MADE, RULES_PREFACE.strip(), table, *(_manual(card) for card in cards)]) + "\n"


def _manual(card: RuleCard) -> str:
    parts = [
        f"## {card.code} {card.name}",
        card.summary,
        "\n".join(f"- {line}" for line in _standing(card)),
        card.why[:1].upper() + card.why[1:],
        "Cure:\n\n```sh\n" + "\n".join(card.steps) + "\n```",
        f"Fires:\n\n```yaml\n{card.fires.rstrip()}\n```",
        f"Stays quiet:\n\n```yaml\n{card.quiet.rstrip()}\n```",
    ]
    return "\n\n".join(parts)


def _standing(card: RuleCard) -> Iterator[str]:
    """How grave a rule is, when it speaks, what moves its line, and whether it can be cured without a decision."""
    yield f"*{card.severity}*; speaks in {'every stage' if card.stages == STAGES else ', '.join(card.stages)}"
    yield f"since rule set {card.since}"
    if card.limits:
        usual = (f"`{name} = {written(getattr(Policy(), name))}`" for name in card.limits)
        yield f"settings, as they are by default: {', '.join(usual)}"
    if card.code in FIXES:
        yield "`mopsctl gaps --fix` cures it where that takes no decision"


def pictures(names: Collection[str] = PICTURES.keys(), *, history: bool = True) -> dict[str, str]:
    """What the commands of `PICTURES` show of the example on `DAY`, as SVG, and its history some weeks after."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _mopsctl(folder, "plan", "init", "--example", "cdp-rollout", "--start", DAY)
        _changed_on(folder, DAY)
        found = {name: _picture(folder, PICTURES[name], DAY) for name in names}
        if not history:
            return found
        for day, command in LATER:
            _mopsctl(folder, *command.split())
            _changed_on(folder, day)
        return found | {"history": _picture(folder, "commit show --history", LATER[-1][0])}


def _changed_on(folder: Path, day: str) -> None:
    """As if the latest change had been made that day: the pages tell when."""
    store = sqlite3.connect(folder / "mops.db")
    with store:
        latest = "number = (SELECT max(number) FROM changesets)"
        store.execute(f"UPDATE changesets SET at = ? WHERE {latest}", (f"{day}T09:00:00.000000+00:00",))  # noqa: S608
    store.close()


def _picture(folder: Path, command: str, day: str) -> str:
    words = [*command.split(), "--audience", "me", "--format", "svg", "--today", day]
    return _mopsctl(folder, *words)


def _mopsctl(folder: Path, *words: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOPSCTL_")}
    done = subprocess.run(
        [sys.executable, "-m", "mopsctl", *words],
        cwd=folder,
        env={**kept, "COLUMNS": str(WIDTH), "PYTHONUTF8": "1", "MOPSCTL_ACTOR": "isil"},
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, 1):  # 1: there are findings, and the picture shows them
        raise RuntimeError(f"mopsctl {' '.join(words)} exited {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


class _plain_help:  # noqa: N801  # used as a word
    """No bold headings in help, whatever the terminal that this runs on."""

    def __enter__(self) -> None:
        self._was = os.environ.get("NO_COLOR")
        os.environ["NO_COLOR"] = "1"

    def __exit__(self, *_: object) -> None:
        if self._was is None:
            del os.environ["NO_COLOR"]
        else:
            os.environ["NO_COLOR"] = self._was


COMMANDS_PREFACE = """
Every command begins with `mopsctl`. Words in capitals are keys: short slugs such as `send-campaigns`, completed by
the shell from the store. Exit codes and the JSON that `--format json` prints are in [json.md](json.md).

Options that many commands share are explained here once; each command names those that it has.

| option | what it does |
|---|---|
| `--db STORE` | a path, or `postgresql://...`; else `MOPSCTL_DB`, else `mops.db` here or in a parent folder |
| `--plan PLAN` | which plan, where there are several; else `MOPSCTL_PLAN` |
| `--format`, `-f` | `table`, `plain`, `json`, `yaml`, `csv`, `md` or `svg`; on a terminal `table`, in a pipe `plain` |
| `--output FILE`, `-o` | write to a file instead, whole or not at all; its suffix says the format; `-` is stdout |
| `--today DATE` | look at it from another day; else `MOPSCTL_TODAY`. It never reaches a change or the gate on its way |
| `--audience` | `me`, `leaders`, `team` or `all`: who will read it. On a terminal `me`, in a pipe or a file `all` |
| `--dry-run`, `-n` | show the change-set and write nothing |
| `--no-input` | never ask anything |

A date is `2026-12-04`, `today`, `+5d` calendar days, `+5wd` working days, `+2w` weeks, or `fri`, the next one.
"""

RULES_PREFACE = """
A rule looks at the whole plan and says what is missing. `mopsctl gaps` runs them all; `mopsctl rule show CODE` prints
one of these manuals. Codes are never reused. `--select` and `--ignore` take codes or the beginnings of codes; in
`mopsctl.toml`, `ignore = ["RAC707"]` and `severities = { RAC705 = "info" }` do the same for good. The rules behind the
gate, GAT4xx, can be neither ignored nor unselected nor re-rated.

The examples are run by the tests: the rows stand on a small plan, and the rule fires or stays quiet as it says here.
The two differ in one field of one row, or in one row. The cure is run too, on the example that fires, and ends the
finding; in your plan `mopsctl gaps` prints it with your keys, and in capitals where only you know the word.
"""


def stale() -> Iterator[Path]:
    """The pages that are not what they are to be."""
    for path, text in pages().items():
        if not path.exists() or path.read_text("utf-8") != text:
            yield path


def main() -> None:
    """Write every page that is stale, and name it."""
    made = pages()
    for path, text in made.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            sys.stdout.write(f"wrote {path.relative_to(DOCS.parent)}\n")


if __name__ == "__main__":
    main()
