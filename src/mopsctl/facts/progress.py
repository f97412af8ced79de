"""How far a plan has come, as counts for the status page (domain §1.2, §1.5, §2.3, §2.4)."""

from msgspec import Struct

from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .commitment import GIVEN, commitment
from .memo import fact
from .participation import involved
from .responsibility import judged
from .support import support_matrix


class Count(Struct, frozen=True):
    """So many of so many."""

    done: int
    of: int


class Progress(Struct, frozen=True):
    """The counts of one plan."""

    plan: str
    asks_promised: Count  # promised or proven, of three for each involved team
    asks_proven: Count
    subjects_owned: Count  # to-be rows with exactly one who answers and at least one who does
    cells_supported: Count  # function x level with a supporter
    tasks_done: Count  # milestones included


@fact
def progress(portfolio: Portfolio, plan: str, policy: Policy) -> Progress:
    """Counts of what is there, each against what is wanted."""
    answers = [state for team in involved(portfolio, plan) for state in commitment(portfolio, plan, team).states]
    wanted = 3 * len(involved(portfolio, plan))
    rows = [row for row in judged(portfolio) if row.plan == plan]
    cells = support_matrix(portfolio, plan, policy)
    tasks = [task for task in portfolio.tasks.values() if task.plan == plan]
    return Progress(
        plan,
        asks_promised=Count(sum(state in GIVEN for state in answers), wanted),
        asks_proven=Count(answers.count("proven"), wanted),
        subjects_owned=Count(sum(len(row.answers) == 1 and bool(row.does) for row in rows), len(rows)),
        cells_supported=Count(sum(bool(cell.supporters) for cell in cells), len(cells)),
        tasks_done=Count(sum(task.finished is not None for task in tasks), len(tasks)),
    )
