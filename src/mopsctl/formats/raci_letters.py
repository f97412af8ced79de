"""What people write into RACI cells, and the words at the head of RACI tables, in the languages met in real files.

Only what is unambiguous: `responsable` is the R of some French and Spanish tables and the A of others, so it is
not here.
"""

import re
import unicodedata
from collections.abc import Sequence

from ..model.responsibility import RACI, Duty, Letter, SchemeLetter
from ..model.slugs import plain


def words(text: str) -> list[str]:
    """The words of a head or a name, plain."""
    return [word for word in re.split(r"[^a-z0-9]+", plain(text)) if word]


# Written as `plain` leaves them: lower case, no marks.
_WORDS: dict[Letter, str] = {
    "R": "responsible realise realisateur execute executant durchfuhrend ausfuhrend durchfuhrungsverantwortlich"
    " ejecutor esecutore executor responsavel sorumlu",
    "A": "accountable approbateur approuve rechenschaftspflichtig aprobador aprovador approvatore onaylayan"
    " hesapverebilir hesapveren",
    "C": "consulted consult consulte consultee konsultiert consultado consultada consultato consultata danisilan",
    "I": "informed inform informe informee informiert informado informada informato informata"
    " bilgilendirilen bilgilendirilecek",
}
WORDS: dict[str, Letter] = {word: letter for letter, words in _WORDS.items() for word in words.split()}

_NOTHING = frozenset(("", "-", "–", "—", "−", "--", "n/a", "na", "none", "nil", ".", "/"))
# Footnote marks: they point to a text below the table, which holds no letter.
_NOTES = re.compile(r"\(\s*[0-9*†‡]{1,3}\s*\)|\[\s*[0-9*†‡]{1,3}\s*\]|[*†‡§¹²³⁰-⁹₀-₉]|(?<=[A-Za-z])[0-9]\b")
_MARKUP = re.compile(r"[`~_]+|\*+")
_BETWEEN = re.compile(r"[\s/,;+&|.·•()-]+")

SUBJECT_HEADS = frozenset(
    words(
        "activity activities task tasks capability capabilities process deliverable deliverables step work "
        "item responsibility decision activite activites tache taches processus aufgabe aufgaben aktivitat "
        "tatigkeit prozess actividad actividades tarea tareas proceso atividade atividades tarefa tarefas "
        "attivita compito processo faaliyet faaliyetler gorev gorevler surec yetenek"
    )
)
SECTION_HEADS = frozenset(words("phase section area category domain group stage workstream bereich fase asama alan"))
EXTRA_HEADS = frozenset(
    words(
        "sla slas note notes comment comments remark remarks description priority status due date deadline "
        "duration frequency id no nr number reference ref tool tools link links evidence version cost effort "
        "days hours kommentar bemerkung beschreibung commentaire commentaires remarque nota notas comentario "
        "comentarios aciklama not notlar oncelik durum tarih"
    )
)
HOLDER_WORDS = frozenset(
    words(
        "team teams role roles function functions department departments dept group office unit squad manager "
        "owner lead leader director officer head engineer analyst specialist administrator client customer "
        "vendor supplier provider equipe equipes departement abteilung rolle rollen equipo departamento rol "
        "papel ruolo ekip ekibi takim takimi departman mudur mudurlugu birim cmo cto cio ciso cdo ceo cfo coo "
        "hr it"
    )
)


class Alphabet:
    """The letters that cells may hold: those of the company's own scheme, and the words and letters of RACI.

    Where the scheme has other letters, a word or a letter of RACI stands for its first letter of the same duty.
    """

    def __init__(self, known: Sequence[SchemeLetter] = RACI) -> None:
        first: dict[Duty, Letter] = {}
        for one in known:
            first.setdefault(one.duty, one.letter)
        self.order = tuple(one.letter for one in known)
        meant = {one.letter: first[one.duty] for one in RACI if one.duty in first}
        self.words = {word: meant[letter] for word, letter in WORDS.items() if letter in meant}
        self.words |= {plain(one.word).replace(" ", ""): one.letter for one in known}
        self.by_sign = {letter.lower(): stands_for for letter, stands_for in meant.items()}
        self.by_sign |= {letter.lower(): letter for letter in self.order}
        self.first = frozenset(one.letter for one in known if one.duty in ("answers", "does"))
        self.answering = frozenset(one.letter for one in known if one.duty == "answers")
        self._read: dict[str, tuple[Letter, ...] | None] = {}

    def letters(self, cell: str) -> tuple[Letter, ...] | None:
        """The letters of a cell in their order; () if it says nobody; None if it cannot be read."""
        if cell not in self._read:
            self._read[cell] = self._letters(cell)
        return self._read[cell]

    def told(self) -> str:
        """`R, A, C or I`."""
        return f"{', '.join(self.order[:-1])} or {self.order[-1]}"

    def _letters(self, cell: str) -> tuple[Letter, ...] | None:
        text = unicodedata.normalize("NFKC", _MARKUP.sub("", _NOTES.sub("", cell))).strip()
        if text.casefold() in _NOTHING:
            return ()
        if len(text) > 80:
            return None
        if (whole := plain(text).replace(" ", "")) in self.words:
            return (self.words[whole],)
        found: set[Letter] = set()
        for part in _BETWEEN.split(text):
            if (word := plain(part)) in self.words:
                found.add(self.words[word])
            # `Air` and `Car` are words.
            elif self.by_sign.keys() >= set(word) and (part.isupper() or part.islower() or not part):
                found.update(self.by_sign[sign] for sign in word)
            else:
                return None
        return tuple(letter for letter in self.order if letter in found)


def says(text: str, heads: frozenset[str]) -> bool:
    """Is one of these words in the text?"""
    return any(word in heads for word in words(text))
