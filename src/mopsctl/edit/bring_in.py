"""Bringing in a RACI table from another tool: names become keys, new things are made only when told to."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct

from ..errors import BAD_INPUT, MopsError, nearest, unknown
from ..model.capability import Capability
from ..model.fields import Record, typed
from ..model.kinds import BY_WORD
from ..model.org import Team
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment, Letter, State
from ..model.slugs import LONGEST, plain, slug
from . import records
from .apply import SHOWN_FAULTS


class TableRow(Protocol):
    """One row of a RACI table: a subject under a section, and the letters of each holder."""

    @property
    def subject(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def cells(self) -> tuple[tuple[str, tuple[Letter, ...]], ...]: ...
    @property
    def line(self) -> int: ...


class Terms(Struct, frozen=True):
    """How a table is meant: for which state and plan, what stands for what, and whether new things are made."""

    name: str  # of the file
    state: State
    plan: str  # "" as-is
    create: bool
    meant: Mapping[str, str] = {}  # a name in the table -> a key


def bring_in(portfolio: Portfolio, rows: Iterable[TableRow], terms: Terms) -> Portfolio:
    """Every letter of the table as an assignment; agreement given before is kept.

    Unknown holders and subjects are made with `create`, else one error names them all with suggestions.
    """
    table = list(rows)
    holders = _Names(portfolio, ("team", "person"), terms)
    subjects = _Names(portfolio, ("capability", "task", "platform"), terms)
    _refuse_unknown(terms, holders, subjects)
    titles = _titles(table)
    new: dict[tuple[str, str], Record] = {}
    assignments: dict[object, Assignment] = {}
    for row in table:
        title = titles[row.section, row.subject]
        subject = subjects.find(title, row.line, lambda key, t=title, s=row.section: Capability(key, t, s), new)
        for name, letters in row.cells:
            holder = holders.find(name, row.line, lambda key, n=name: Team(key, n), new)
            for letter in letters:
                one = Assignment(subject, holder, letter, terms.state, terms.plan)
                assignments[one.plan, one.subject, one.holder, one.letter, one.state] = one
    faults = [*holders.faults, *subjects.faults]
    if faults:
        more = [f"and {len(faults) - SHOWN_FAULTS} more"] if len(faults) > SHOWN_FAULTS else []
        hint = f"mopsctl import raci {terms.name} --create --dry-run"
        raise MopsError("\n".join(faults[:SHOWN_FAULTS] + more), hint=hint, code=BAD_INPUT)
    fresh = [one for key, one in assignments.items() if key not in portfolio.assignments]
    return records.put(portfolio, *new.values(), *fresh)


def _refuse_unknown(terms: Terms, *names: "_Names") -> None:
    """What a name is said to stand for must be there."""
    for key in terms.meant.values():
        if not any(plain(key) in some.known for some in names):
            known = [typed_key.partition(":")[2] for some in names for typed_key in some.known.values()]
            words = "team, person, capability, task or platform"
            raise unknown(words, key, sorted(set(known)), hint="mopsctl team list")


def _titles(table: list[TableRow]) -> dict[tuple[str, str], str]:
    """What each row is called: its subject, with its section where another section has one of the same name."""
    sections: dict[str, dict[str, None]] = {}
    for row in table:
        sections.setdefault(row.subject, {})[row.section] = None
    return {
        (section, subject): subject if len(some) == 1 or not section else f"{subject} ({section})"
        for subject, some in sections.items()
        for section in some
    }


class _Names:
    """Names of a table looked up among things of some kinds, by key or by name; remembers what it could not find."""

    def __init__(self, portfolio: Portfolio, words: tuple[str, ...], terms: Terms) -> None:
        self.words = words
        self.terms = terms
        self.known: dict[str, str] = {}
        self.taken: set[str] = set()
        self.faults: list[str] = []
        for word in reversed(words):
            for key, record in portfolio.of(BY_WORD[word].plural).items():
                self.known[plain(record.name)] = self.known[plain(key)] = typed(word, key)
                self.taken.add(key)
        self.shown = list(self.known)
        for name, key in terms.meant.items():
            if plain(key) in self.known:
                self.known[plain(name)] = self.known[plain(key)]

    def find(self, name: str, line: int, make, new: dict[tuple[str, str], Record]) -> str:  # type: ignore[no-untyped-def]
        """The typed key that a name stands for; makes it, or notes it as a fault and answers a stand-in."""
        looked_up = plain(name)
        if looked_up in self.known:
            return self.known[looked_up]
        word = self.words[0]
        key = self._free(slug(name) or word)
        self.known[looked_up] = typed(word, key)
        if self.terms.create:
            self.taken.add(key)
            new[word, key] = make(key)
        else:
            guess = nearest(looked_up, self.shown)
            suggestion = f'; did you mean "{self.known[guess].partition(":")[2]}"?' if guess else ""
            self.faults.append(f'{self.terms.name}:{line}: no {" or ".join(self.words)} "{name}"{suggestion}')
        return self.known[looked_up]

    def _free(self, key: str) -> str:
        number, free = 1, key
        while free in self.taken:
            number += 1
            end = f"-{number}"
            free = key[: LONGEST - len(end)] + end
        return free
