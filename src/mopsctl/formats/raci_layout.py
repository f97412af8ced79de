"""How a RACI table is laid out: which column holds subjects, which hold letters, and which way round it lies."""

from collections.abc import Sequence

from msgspec import Struct, structs

from ..model.responsibility import Letter
from ..model.slugs import plain
from .raci_letters import EXTRA_HEADS, HOLDER_WORDS, SECTION_HEADS, SUBJECT_HEADS, Alphabet, says, words
from .tables import RawRow, RawTable

# One line for each subject and holder, as this tool writes it.
LONG_HEADS = ("subject", "holder", "letters")

# A row that ends with one of these, or begins with one of those, is somebody and not something to do.
_ENDS = frozenset(
    words(
        "team teams department departments dept squad manager officer director engineer analyst specialist "
        "administrator cmo cto cio ciso cdo ceo cfo coo ekibi takimi departmani mudurlugu muduru birimi"
    )
)
_BEGINS = frozenset(words("team equipe departement abteilung equipo departamento equipa"))


class Columns(Struct, frozen=True):
    """The parts that columns play, by index.

    `letters` is set where a column stands for a letter and names holders; `holder` where a table has one line for each
    subject and holder, whose letters stand in the only column of `holders`.
    """

    subject: int
    holders: tuple[int, ...]
    extra: tuple[int, ...]
    section: int | None = None
    letters: tuple[Letter, ...] = ()
    holder: int | None = None

    @property
    def upright(self) -> bool:
        """Can it lie on no side?"""
        return bool(self.letters) or self.holder is not None


def columns_of(table: RawTable, alphabet: Alphabet) -> Columns | None:
    """The parts of a table's columns; None if it is no RACI table."""
    if (long := _long(table)) is not None:
        return long
    named = _letter_heads(table, alphabet)
    shares = {i: _letter_share(table, i, alphabet) for i in range(len(table.header))}
    holders = tuple(named) or tuple(i for i, share in shares.items() if share >= 0.5)
    if not named and all(share <= 0.5 for share in shares.values()):
        return None
    others = [i for i in range(len(table.header)) if i not in holders]
    # A table with letters on the left is a legend: R | does the work.
    subject = _subject(table, [i for i in others if i < min(holders)]) if holders else None
    if subject is None:
        return None
    if not named:
        slips = [i for i in others if i != subject and _is_a_slip(table, i, alphabet)]
        holders, others = tuple(sorted((*holders, *slips))), [i for i in others if i not in slips]
    section = next((i for i in others if i < subject and _is_head(table.header[i], SECTION_HEADS)), None)
    extra = tuple(i for i in others if i not in (subject, section) and any(row.cells[i] for row in table.rows))
    return Columns(subject, holders, extra, section, tuple(named.values()))


def _long(table: RawTable) -> Columns | None:
    """The columns of what `raci show --format csv` writes, told by its heads; others beside them are extra."""
    at = {plain(head): i for i, head in enumerate(table.header)}
    if not at.keys() >= set(LONG_HEADS):
        return None
    subject, holder, held = (at[head] for head in LONG_HEADS)
    ours = (subject, holder, held, at.get("agreed"))  # who agreed is not taken from a table
    others = (i for i in range(len(table.header)) if i not in ours)
    return Columns(subject, (held,), tuple(i for i in others if any(row.cells[i] for row in table.rows)), holder=holder)


def _letter_share(table: RawTable, column: int, alphabet: Alphabet) -> float:
    """How many of its cells that say something are letters. Half is enough beside a column that has more."""
    if _is_head(table.header[column], EXTRA_HEADS):
        return 0.0
    read = [
        alphabet.letters(row.cells[column]) for row in table.rows if row.cells[column] and row.cells != table.header
    ]
    return _share([found is not None for found in read if found != ()])


def _is_a_slip(table: RawTable, column: int, alphabet: Alphabet) -> bool:
    """Whether all that a column says is one letter that no scheme here has: a mistake, and no note."""
    said = [row.cells[column] for row in table.rows if row.cells[column] and row.cells != table.header]
    is_note = not table.header[column] or _is_head(table.header[column], EXTRA_HEADS)
    return len(said) == 1 and not is_note and len(said[0]) == 1 and said[0].isupper() and not alphabet.letters(said[0])


def _letter_heads(table: RawTable, alphabet: Alphabet) -> dict[int, Letter]:
    """The columns headed Responsible, A, ..., whose cells name holders; {} if the table is not of that form."""
    found: dict[int, Letter] = {}
    for i, head in enumerate(table.header):
        meant = alphabet.letters(head) if head else None
        if meant and len(meant) == 1:
            if meant[0] in found.values():
                return {}
            found[i] = meant[0]
    if len(found) < 2 or not alphabet.first & set(found.values()):
        return {}
    return {} if any(_letter_share(table, i, alphabet) > 0.5 for i in found) else found


def _subject(table: RawTable, others: Sequence[int]) -> int | None:
    """The column whose head names a kind of work; else the first that is neither a note nor a section."""
    worded = (i for i in others if says(table.header[i], SUBJECT_HEADS))
    free = (i for i in others if not _is_head(table.header[i], EXTRA_HEADS | SECTION_HEADS))
    return next(worded, next(free, next(iter(others), None)))


def _is_head(head: str, heads: frozenset[str]) -> bool:
    """Does a head consist of such words only? (`IT cost management` is a team, `Cost` is a note.)"""
    said = words(head)
    return bool(said) and all(word in heads for word in said)


def lies_on_its_side(table: RawTable, columns: Columns, known: frozenset[str], alphabet: Alphabet) -> bool:
    """Are the holders down and the subjects across? Told by names that are known or look like teams and roles.

    A table in which each row has exactly one A, and the columns have not, stands upright whatever its names.
    """
    corner = table.header[columns.subject]
    if columns.upright or says(corner, SUBJECT_HEADS):
        return False
    rows = [row for row in table.rows if any(alphabet.letters(row.cells[i]) for i in columns.holders)]
    down = _share([_is_somebody(row.cells[columns.subject], known) for row in rows])
    across = _share([_is_known(table.header[i], known) or says(table.header[i], HOLDER_WORDS) for i in columns.holders])
    if _one_accountable_a_row(rows, columns, alphabet):
        return False
    return (down >= 0.6 and down > across) or (across == 0 and says(corner, HOLDER_WORDS))


def _one_accountable_a_row(rows: Sequence[RawRow], columns: Columns, alphabet: Alphabet) -> bool:
    def accountable(cell: str) -> bool:
        return bool(alphabet.answering & set(alphabet.letters(cell) or ()))

    by_row = _share([sum(accountable(row.cells[i]) for i in columns.holders) == 1 for row in rows])
    by_column = _share([sum(accountable(row.cells[i]) for row in rows) == 1 for i in columns.holders])
    return by_row >= 0.8 and by_column < 0.5


def _is_somebody(name: str, known: frozenset[str]) -> bool:
    said = words(name)
    return _is_known(name, known) or bool(said and (said[-1] in _ENDS or said[0] in _BEGINS))


def _is_known(name: str, known: frozenset[str]) -> bool:
    return plain(name.strip()) in known


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers) if answers else 0.0


def turned(table: RawTable, columns: Columns, alphabet: Alphabet) -> tuple[RawTable, Columns]:
    """The table with rows and columns exchanged; rows without letters are left to the caller to report."""
    rows = [row for row in table.rows if any(alphabet.letters(row.cells[i]) for i in columns.holders)]
    header = (table.header[columns.subject], *(row.cells[columns.subject] for row in rows))
    body = tuple(RawRow(table.line, (table.header[i], *(row.cells[i] for row in rows))) for i in columns.holders)
    upright = structs.replace(table, header=header, rows=body)
    return upright, Columns(0, tuple(range(1, len(header))), ())
