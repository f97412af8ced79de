"""The frame of the command line: the root, nouns that build a command only when it is chosen, and their help.

Typer builds one command at a time from a plain function; no group is built whole, since a start must be quick.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ..errors import nearest
from ..lazy import load
from .contents import CONTENTS, ENTRIES, Entry

# Typer vendors Click and exports only this leaf of its usage errors.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

CONTEXT = {"help_option_names": ["-h", "--help"]}
_HEADINGS = re.compile(r"^(\S[^\n]*:)$", re.MULTILINE)


def _styled(page: str) -> str:
    """Headings in bold where a person looks; nothing else, and nothing in a pipe."""
    return _HEADINGS.sub("\x1b[1m\\1\x1b[0m", page) if wants_colour() else page


def wants_colour() -> bool:
    """Whether stdout is a terminal whose user did not turn colour off."""
    environment = load("os:environ")
    return sys.stdout.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


class Command(TyperCommand):
    """One command; its help begins with examples, and ends with the `verbs` that may stand in place of options."""

    verbs: Mapping[str, Any] = {}

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what it does, examples, usage, then options with the shared ones last."""
        about, _, examples = (self.help or "").partition("\n\n")
        formatter.write(about.replace("\n", " ") + "\n\n")
        if examples:
            formatter.write(examples.strip() + "\n\n")
        self.format_usage(ctx, formatter)
        own: list[Any] = []
        shared: list[Any] = []
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                (shared if getattr(parameter, "rich_help_panel", None) else own).append(record)
        for title, rows in (("Arguments and options", own), ("Shared options", shared)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        if self.verbs:
            with formatter.section("Commands"):
                formatter.write_dl([(name, summary(verb)) for name, verb in self.verbs.items()])

    def get_help(self, ctx: Any) -> str:
        """The help page, headings in bold on a terminal."""
        return _styled(super().get_help(ctx))


class Group(TyperGroup):
    """A group that says what was probably meant when a command is unknown, and lists names without loading them."""

    listing = False  # while the shell only wants names

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Names of commands: each a stand-in, since to load them all takes longer than a key press may."""
        self.listing = True
        try:
            return super().shell_complete(ctx, incomplete)
        finally:
            self.listing = False

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not name.startswith("-") and not ctx.resilient_parsing:
            guess = nearest(name, self.list_commands(ctx))
            path = ctx.command_path
            raise UsageError(
                f'no command "{path} {name}"' + (f'; did you mean "{path} {guess}"?' if guess else ""), ctx
            )
        return (name, command, args[1:]) if command else super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what it is for, examples, usage, then the commands."""
        formatter.write((self.help or "").strip() + "\n\n")
        self.format_usage(ctx, formatter)
        self.format_commands(ctx, formatter)

    def get_help(self, ctx: Any) -> str:
        """The help page, headings in bold on a terminal."""
        return _styled(super().get_help(ctx))


class Noun(Group):
    """A noun whose verbs are plain functions; a verb becomes a command when it is chosen. It may hold nouns too."""

    def __init__(self, name: str, help: str) -> None:
        super().__init__(name=name, help=help, rich_markup_mode=None, context_settings=CONTEXT, no_args_is_help=True)
        self.verbs: dict[str, Callable[..., Any] | Noun | Entry] = {}

    def verb(self, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a function as a verb."""

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            self.verbs[name] = function
            return function

        return register

    def noun(self, name: str, help: str) -> "Noun":
        """A noun within this one: `mopsctl outreach action list`."""
        inner = self.verbs[name] = Noun(name, help)
        return inner

    def elsewhere(self, name: str, entry: Entry) -> None:
        """A verb in a module of its own, whose imports the other verbs need not pay for."""
        self.verbs[name] = entry

    def functions(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        """Every command within, as it is typed behind the noun (`log`, `action list`), with its function."""
        for name, verb in self.verbs.items():
            if isinstance(verb, Noun):
                yield from ((f"{name} {line}", function) for line, function in verb.functions())
            else:
                yield name, load(verb.target) if isinstance(verb, Entry) else verb

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The verbs in the order of their module."""
        return list(self.verbs)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of one verb, built now."""
        verb = self.verbs.get(cmd_name)
        if verb is None or isinstance(verb, Noun):
            return verb
        if self.listing:
            return TyperCommand(cmd_name, help=summary(verb))
        return build(cmd_name, load(verb.target) if isinstance(verb, Entry) else verb)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Verbs with the first line of their docstrings, so that none has to be built."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(verb)) for name, verb in self.verbs.items()])


class Standing(Noun):
    """A noun that is a command too: `mopsctl gaps`, and `mopsctl gaps known check`."""

    command: Callable[..., Any]

    def alone(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Register the function that runs where no verb is named."""
        self.command = function
        return function

    def functions(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        """Itself, named by nothing, then its verbs."""
        yield "", self.command
        yield from super().functions()

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the noun where a verb follows, else that of the command."""
        first = args[0] if args else ""
        if first in self.verbs:
            return super().make_context(info_name, args, parent, **extra)
        if first.isalpha() and (guess := nearest(first, list(self.verbs))):  # no file to judge: those have a suffix
            raise UsageError(f'no command "mopsctl {info_name} {first}"; did you mean "mopsctl {info_name} {guess}"?')
        return self.itself().make_context(info_name, args, parent, **extra)

    def itself(self) -> Any:
        """The command that it is, built now."""
        command = build(str(self.name), self.command)
        command.verbs = self.verbs
        return command


class Root(Group):
    """`mopsctl` itself: sections of nouns from the table of contents, none imported before it is chosen."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Every noun and every command that stands alone."""
        return list(ENTRIES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Load one noun or command."""
        entry = ENTRIES.get(cmd_name)
        if entry is None:
            return None
        if self.listing:
            return TyperCommand(cmd_name, help=entry.help)
        loaded = load(entry.target)
        return loaded if isinstance(loaded, TyperGroup) else build(cmd_name, loaded)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Sections of the table of contents."""
        width = max(map(len, ENTRIES))
        for section, entries in CONTENTS.items():
            with formatter.section(section):
                formatter.write_dl([(name.ljust(width), entry.help) for name, entry in entries.items()])


def summary(command: Callable[..., Any] | Noun | Entry) -> str:
    """The first line of a docstring, or of a noun's help, without its full stop."""
    about = command.help if isinstance(command, Noun | Entry) else command.__doc__
    return (about or "").strip().partition("\n")[0].rstrip(".")


def build(name: str, function: Callable[..., Any]) -> Any:
    """A command from a plain function, by Typer."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, cls=Command, context_settings=CONTEXT)(function)
    command = typer.main.get_command(app)
    command.name = name
    return command


def root() -> Root:
    """The whole command line, with nothing loaded yet."""
    about = (
        "Make a company's functions move together around a martech platform.\n\n"
        "Examples:\n"
        "  mopsctl plan init --example cdp-rollout   a filled-in plan to look at\n"
        '  mopsctl plan init "CDP rollout"           your own\n'
        "  mopsctl plan status                       where it stands, on one page\n"
        "  mopsctl gaps                              what is missing\n"
        "  mopsctl --version                         which mopsctl this is"
    )
    return Root(name="mopsctl", help=about, rich_markup_mode=None, context_settings=CONTEXT, no_args_is_help=True)
