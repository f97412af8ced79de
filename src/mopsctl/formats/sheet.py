"""The sheet that is sent to a team before or after a meeting: its rows, in one language (domain §1, §2.3).

Each row has an id that no language changes; `edit.sheet` knows what an answer under it means. The texts are data
(`templates/questions.yaml`). How a sheet looks in Markdown or XLSX, and how it is read, is next door.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..facts.audience import seen_by
from ..facts.commitment import commitment
from ..facts.languages import Language, choices
from ..facts.outreach import needs
from ..facts.participation import involved
from ..facts.responsibility import Scheme, holders_in, rows, scheme_of
from ..model.commitment import ASK_KINDS
from ..model.fields import one_line, untyped
from ..model.kinds import BY_WORD
from ..model.portfolio import Portfolio
from ..model.responsibility import RACI

VERSION = 1
HEADER_ID = "id"  # heads the first column in every language
META = ("sheet/version", "sheet/plan", "sheet/team")


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a sheet as data: a heading, a word of the layout, or a question with the choices for its answer."""

    id: str
    en: str
    tr: str
    choices: str = ""


class Row(Struct, frozen=True):
    """One row: what is asked, and what may be chosen; nothing to choose from means free text."""

    id: str
    question: str
    choices: tuple[str, ...] = ()
    answer: str = ""


class Section(Struct, frozen=True):
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


class Sheet(Struct, frozen=True):
    """A whole sheet."""

    title: str
    about: str
    header: tuple[str, str, str]
    sections: tuple[Section, ...]


def sheet_of(
    portfolio: Portfolio, plan: str, team: str, entries: Sequence[Entry], language: Language, today: str
) -> Sheet:
    """The sheet for one team. Nothing is filled in: it is for the team, which may see no more than the team may."""
    seen = seen_by(portfolio, "team")
    names = {
        "team": one_line(seen.teams[team].name),
        "plan": one_line(seen.plans[plan].name),
        "platform": one_line(seen.platforms[key].name) if (key := seen.plans[plan].platform) else "",
        "today": today,
    }
    texts = _Texts(entries, language, names)
    sections: list[Section] = []
    for heading in ("who", "view", "platform", *(f"ask-{kind}" for kind in ASK_KINDS), "needs", "duties", "sheet"):
        found = tuple(_rows(seen, plan, team, heading, texts))
        if found:
            sections.append(Section(texts.of(f"heading/{heading}"), found))
    header = (HEADER_ID, texts.of("header/question"), texts.of("header/answer"))
    return Sheet(texts.of("title"), texts.of("about"), header, tuple(sections))


class _Texts:
    """The texts of the bank in one language, with names filled in."""

    def __init__(self, entries: Sequence[Entry], language: Language, names: Mapping[str, str]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._language: Language = language
        self._names = names

    def of(self, id: str, **names: str) -> str:
        entry = self._entries[id]
        text = entry.tr if self._language == "tr" else entry.en
        return text.format_map({**self._names, **names})

    def row(self, id: str, pattern: str = "", **names: str) -> Row:
        """The row of an id; `pattern` is the entry that speaks for many."""
        kind = self._entries[pattern or id].choices
        return Row(id, self.of(pattern or id, **names), choices(kind, self._language) if kind else ())

    def under(self, *starts: str) -> Iterator[Row]:
        """The rows that stand as they are under some beginnings of their ids."""
        for key in self._entries:
            if key.startswith(starts) and "{" not in key:
                yield self.row(key)


def _rows(seen: Portfolio, plan: str, team: str, heading: str, texts: _Texts) -> Iterator[Row]:
    match heading:
        case "who":
            yield from texts.under("filled/")
        case "view":
            yield from texts.under("view/")
        case "platform" if seen.plans[plan].platform:
            yield from texts.under("platform/", "change/")
        case "platform":
            yield from texts.under("change/")
        case "ask-assign" | "ask-advocate" | "ask-contribute":
            yield from _ask(seen, plan, team, heading, texts)
        case "needs":
            yield from _needs(seen, plan, team, texts)
        case "duties":
            yield from _duties(seen, plan, team, texts)
        case "sheet":
            for key, answer in zip(META, (str(VERSION), plan, team), strict=True):
                yield Row(key, texts.of(key), answer=answer)


def _ask(seen: Portfolio, plan: str, team: str, heading: str, texts: _Texts) -> Iterator[Row]:
    """One of the three asks; none that is proven, for deeds need no more words, and none that nobody would put."""
    kind = heading.removeprefix("ask-")
    states: dict[str, str] = {ask.kind: ask.state for ask in commitment(seen, plan, team).answers}
    wanted = team in involved(seen, plan) or kind in states
    if wanted and states.get(kind) != "proven":
        yield texts.row(f"ask/{kind}")
        yield from texts.under(f"ask/{kind}/")


def _needs(seen: Portfolio, plan: str, team: str, texts: _Texts) -> Iterator[Row]:
    for need in needs(seen).get((plan, team), ()):
        yield texts.row(f"need/{need.key}", "need/{need}", need=one_line(need.what))
    for number in range(1, 4):
        yield texts.row(f"need/new/{number}", "need/new/{number}")


def _word(known: Scheme, letter: str, texts: _Texts) -> str:
    """What a letter is called: in the language of the sheet where it is one of RACI, else as the company calls it."""
    own = next(one for one in known.letters if one.letter == letter)
    is_usual = any((one.letter, one.word) == (letter, own.word) for one in RACI)
    return texts.of(f"letter/{letter}") if is_usual else own.word


def _duties(seen: Portfolio, plan: str, team: str, texts: _Texts) -> Iterator[Row]:
    """What the team, or somebody in it, is to do or to answer for."""
    own, known = holders_in(seen, team), scheme_of(seen)
    for row in rows(seen).get((plan, "to-be"), {}).values():
        for holder, letters in row.cells:
            if holder in own and (held := [letter for letter in letters if letter in known.answers + known.does]):
                yield texts.row(
                    f"raci/{row.subject}/{holder}",
                    "raci/{subject}/{holder}",
                    subject=_name(seen, row.subject),
                    holder=_name(seen, holder),
                    letters=", ".join(_word(known, letter, texts) for letter in held),
                )


def _name(seen: Portfolio, typed_key: str) -> str:
    kind, key = untyped(typed_key)
    return one_line(seen.of(BY_WORD[kind].plural)[key].name)
