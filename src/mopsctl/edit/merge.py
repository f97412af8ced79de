"""Three ways to bring back a file that was exported earlier, when the store has moved on since."""

from collections.abc import Callable

from ..changes import conflicts, diff, patch
from ..errors import STORE, MopsError
from ..model.kinds import BY_PLURAL
from ..model.lookup import shown
from ..model.portfolio import Portfolio

Edit = Callable[[Portfolio], Portfolio]


def onto_moved(edit: Edit, base: Portfolio, hint: str) -> Edit:
    """The edit as it was meant on `base`, made on what the store holds now; refuses where both changed one record."""

    def three_way(portfolio: Portfolio) -> Portfolio:
        theirs = diff(base, edit(base))
        open_ones = [c for c in conflicts(portfolio, theirs) if portfolio.of(c.kind).get(c.key) != c.after]
        if open_ones:
            listed = ", ".join(f"{BY_PLURAL[c.kind].word} {shown(c.key)}" for c in open_ones[:5])
            more = f" and {len(open_ones) - 5} more" if len(open_ones) > 5 else ""
            raise MopsError(f"both the file and the store changed {listed}{more}", hint=hint, code=STORE)
        return patch(portfolio, theirs)

    return three_way
