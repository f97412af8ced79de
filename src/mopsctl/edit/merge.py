"""Three ways to bring back a file that was exported earlier, when the store has moved on since."""

from collections.abc import Callable

from ..changes import conflicts, diff, patch
from ..errors import STORE, MopsError
from ..model.kinds import BY_PLURAL, KINDS
from ..model.lookup import dangling, shown
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
        joined = patch(portfolio, theirs)
        _refuse_dangling(joined, hint)
        return joined

    return three_way


def _refuse_dangling(joined: Portfolio, hint: str) -> None:
    """Each side may be whole while one removed what the other refers to."""
    lost = [
        f"{kind.word} {shown(key)}: {error.message}"
        for kind in KINDS
        for key, record in joined.of(kind.plural).items()
        for error in dangling(joined, record)
    ]
    if lost:
        more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
        raise MopsError(
            f"the file and the store do not fit together: {'; '.join(lost[:5])}{more}", hint=hint, code=STORE
        )
