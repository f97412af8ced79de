"""To begin a plan's letters with those of today: what is copied, and what cannot be (domain §2.3)."""

from msgspec import Struct

from ..facts.handover import AS_IS
from ..facts.responsibility import own_subjects, rows, short
from ..facts.seats import is_uncharted
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment
from . import records


class Copy(Struct, frozen=True):
    """The letters to-be that a copy gives, nobody having agreed to them; whose could not be copied (typed keys)."""

    letters: tuple[Assignment, ...] = ()
    left_out: tuple[str, ...] = ()  # positions that are in no to-be chart

    @property
    def subjects(self) -> tuple[str, ...]:
        """What they are on (typed keys), in order."""
        return tuple(dict.fromkeys(one.subject for one in self.letters))


def copy_of(portfolio: Portfolio, plan: str, *, every: bool = False) -> Copy:
    """The letters as-is of the plan's own subjects, or of `every` subject, where there is no letter to-be yet."""
    now, planned = rows(portfolio).get(AS_IS, {}), rows(portfolio).get((plan, "to-be"), {})
    letters: list[Assignment] = []
    left_out: set[str] = set()
    for subject in now if every else own_subjects(portfolio, plan):
        if subject not in now or subject in planned:
            continue
        for holder, held in now[subject].cells:
            if is_uncharted(portfolio, holder, "to-be"):
                left_out.add(holder)
            else:
                letters += [Assignment(subject, holder, letter, plan=plan) for letter in held]
    return Copy(tuple(letters), tuple(sorted(left_out)))


def copied(portfolio: Portfolio, copy: Copy) -> Portfolio:
    """The plan's matrix with the copy in it."""
    return records.put(portfolio, *copy.letters)


def told(portfolio: Portfolio, copy: Copy, *, every: bool = False) -> tuple[str, ...]:
    """What was copied, and what was not, a line each."""
    rows_told = [short(portfolio, one) for one in copy.subjects]
    if not rows_told:
        beyond = "" if every else "; --all looks beyond what is the plan's own"
        said = f"nothing to copy: no subject has letters as it is and none to be{beyond}"
    else:
        said = f"copied {len(rows_told)} row{'s' if len(rows_told) > 1 else ''}, agreed by nobody yet: "
        said += ", ".join(rows_told)
    names = ", ".join(short(portfolio, one) for one in copy.left_out)
    return (said, f"left out, since in no to-be chart: {names}") if names else (said,)
