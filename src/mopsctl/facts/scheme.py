"""The letters that the company speaks, and what each of them stands for (domain §2.3)."""

from collections.abc import Iterable

from msgspec import Struct

from ..model.portfolio import Portfolio
from ..model.responsibility import DUTIES, RACI, Duty, SchemeLetter, scheme
from .memo import fact

_ADJECTIVES = frozenset((*DUTIES, *(one.word for one in RACI)))


class Scheme(Struct, frozen=True):
    """The letters in force, in their order, and those of each duty."""

    letters: tuple[SchemeLetter, ...]
    answers: str
    does: str
    asked: str
    told: str

    @property
    def order(self) -> str:
        """All letters, in their order."""
        return "".join(one.letter for one in self.letters)

    def of(self, duty: Duty) -> str:
        """The letters of a duty; a command that gives one gives the first."""
        return getattr(self, duty)  # type: ignore[no-any-return]

    def word(self, duty: Duty) -> str:
        """What the first letter of a duty is called, e.g. accountable."""
        return next((one.word for one in self.letters if one.duty == duty), duty)

    def one(self, duty: Duty) -> str:
        """What nobody is, or somebody: accountable, the driver. The words of RACI are adjectives, others seldom are."""
        word = self.word(duty)
        return word if word in _ADJECTIVES else f"the {word}"

    def many(self, duty: Duty) -> str:
        """What several are: accountable, drivers."""
        word = self.word(duty)
        return word if word in _ADJECTIVES or word.endswith("s") else f"{word}s"

    def in_order(self, letters: Iterable[str]) -> str:
        """Letters in the order of the scheme, each once; those it does not know come last."""
        wanted = set(letters)
        return "".join(one.letter for one in self.letters if one.letter in wanted) + "".join(
            sorted(wanted - {one.letter for one in self.letters})
        )


@fact
def scheme_of(portfolio: Portfolio) -> Scheme:
    """The letter scheme of the company: its own, or RACI."""
    known = scheme(portfolio.letters)

    def letters(duty: Duty) -> str:
        return "".join(one.letter for one in known if one.duty == duty)

    return Scheme(known, letters("answers"), letters("does"), letters("asked"), letters("told"))
