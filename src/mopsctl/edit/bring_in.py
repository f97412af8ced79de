"""Bringing in a RACI table from another tool: names become keys, new things are made only when told to."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Protocol

from msgspec import Struct

from ..errors import BAD_INPUT, MopsError, nearest, unknown
from ..model.capability import Capability
from ..model.fields import Record, typed, untyped
from ..model.kinds import BY_WORD
from ..model.org import Team
from ..model.plan import Participation
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment, Letter, State
from ..model.slugs import plain, slug
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

    Unknown holders and subjects are made with `create`, else one error names them all with suggestions. A team that is
    made for a plan is involved in it.
    """
    table = list(rows)
    holders = _Names(portfolio, ("team", "person", "position"), terms)
    subjects = _Names(portfolio, ("capability", "task", "platform", "activity"), terms)
    _refuse_unknown(terms, holders, subjects)
    titles = _titles(table)
    new: dict[tuple[str, str], Record] = {}
    assignments: dict[object, Assignment] = {}
    for row in table:
        title = titles[row.section, row.subject]
        subject = subjects.find(title, row.line, partial(Capability, area=row.section), new)
        for name, letters in row.cells:
            holder = holders.find(name, row.line, Team, new)
            for letter in letters:
                one = Assignment(subject, holder, letter, terms.state, terms.plan)
                assignments[one.plan, one.subject, one.holder, one.letter, one.state] = one
    faults = [*holders.faults, *subjects.faults]
    if faults:
        more = [f"and {len(faults) - SHOWN_FAULTS} more"] if len(faults) > SHOWN_FAULTS else []
        hint = "" if terms.create else f"mopsctl import raci {terms.name} --create --dry-run"
        raise MopsError("\n".join(faults[:SHOWN_FAULTS] + more), hint=hint, code=BAD_INPUT)
    fresh = [one for key, one in assignments.items() if key not in portfolio.assignments]
    # Whoever gets letters in a plan takes part in it; what is known of the others stays as it is.
    joining = [Participation(terms.plan, key) for kind, key in new if kind == "team" and terms.plan]
    return records.put(portfolio, *new.values(), *joining, *fresh)


def _refuse_unknown(terms: Terms, *names: "_Names") -> None:
    """What a name is said to stand for must be there."""
    for key in terms.meant.values():
        if not any(plain(key) in some.known for some in names):
            known = [typed_key.partition(":")[2] for some in names for typed_key in some.known.values()]
            words = "team, person, position, capability, task, platform or activity"
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
        exact = [typed(word, key) for word in words for key in portfolio.of(BY_WORD[word].plural)]
        self.known |= {plain(typed_key): typed_key for typed_key in exact}
        self.known |= {typed_key: typed_key for typed_key in exact}  # last: `team:IT` is not `team:it`
        for name, key in terms.meant.items():
            if plain(key) in self.known:
                self.known[plain(name)] = self.known[plain(key)]

    def find(self, name: str, line: int, make: Callable[[str, str], Record], new: dict[tuple[str, str], Record]) -> str:
        """The typed key that a name stands for; makes it, or notes it as a fault and answers a stand-in."""
        looked_up = name if name in self.known else plain(name)
        if looked_up in self.known:
            return self.known[looked_up]
        kind, bare = self._kind_and_name(name)
        word = kind or self.words[0]
        key = slug(bare) or word
        found = self.known[looked_up] = typed(word, key if kind else records.free(self.taken, key))
        if self.terms.create and word == self.words[0]:
            key = untyped(found)[1]
            self.taken.add(key)
            self.known[found] = found
            self.known.setdefault(plain(bare), found)
            new[word, key] = make(key, bare)
        else:
            self.faults.append(f"{self.terms.name}:{line}: {self._missing(kind, bare)}")
        return found

    def _kind_and_name(self, name: str) -> tuple[str, str]:
        """`team` and `it` of `team:it`, as our own exports write it; no kind where the name is just a name."""
        kind, key = untyped(name)
        return (kind, key) if kind in self.words and key and not key[0].isspace() else ("", name)

    def _missing(self, kind: str, name: str) -> str:
        shown = [one for one in self.shown if not kind or untyped(self.known[one])[0] == kind]
        guess = nearest(plain(name), shown)
        suggestion = f'; did you mean "{untyped(self.known[guess])[1]}"?' if guess else ""
        no_maker = f"; an import makes no {kind}" if self.terms.create else ""
        return f'no {kind or " or ".join(self.words)} "{name}"{suggestion or no_maker}'
