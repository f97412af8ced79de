"""Beginning an operating model: the topics, and who holds which part in them by a template (domain §3)."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import structs

from ..errors import BAD_INPUT, MopsError
from ..facts.operating import scopes
from ..facts.participation import functions_of
from ..model.fields import Record, typed, untyped
from ..model.kinds import kind_of
from ..model.operating import Interaction, Right, Topic
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .apply import GivenRow, Row, refuse_broken, refuse_dangling


def begin(
    portfolio: Portfolio, rows: Iterable[Row], *, locate: Callable[[Row], str], state: State | None = None
) -> Portfolio:
    """Bring in the rows of a template; what the store knows already stays as it is.

    A topic in which somebody has a part keeps its parts: a template never makes a second decider. A team that the store
    does not have stands for a function, and the team that covers it takes its place. `state` is the one to bring the
    rights into. Every reference to nothing is reported with its place (`locate`), and then nothing changes.
    """
    placed = [(_translated(portfolio, row.record, state), locate(row)) for row in rows if _takes_two(portfolio, row)]
    taken = {one: set(scopes(portfolio, one)) for one in ("as-is", "to-be")}
    new: dict[str, dict[object, Record]] = {}
    kept: list[tuple[Record, str]] = []
    for record, place in placed:
        kind = kind_of(record)
        known = new.setdefault(kind.plural, dict(portfolio.of(kind.plural)))
        if isinstance(record, Right) and (record.topic, record.platform) in taken[record.state]:
            continue
        if kind.key_of(record) not in known:
            known[kind.key_of(record)] = record
            kept.append((record, place))
    after = structs.replace(portfolio, **new)
    refuse_broken(kept)
    refuse_dangling(after, kept)
    _refuse_split(kept)
    return after


def _translated(portfolio: Portfolio, record: Record, state: State | None) -> Record:
    """With the teams of this company where the template names functions."""
    if isinstance(record, Right):
        kind, key = untyped(record.holder)
        holder = typed("team", _team(portfolio, key)) if kind == "team" else record.holder
        return structs.replace(record, holder=holder, state=state or record.state)
    if isinstance(record, Interaction):
        return structs.replace(record, giver=_team(portfolio, record.giver), receiver=_team(portfolio, record.receiver))
    return record


def _takes_two(portfolio: Portfolio, row: GivenRow) -> bool:
    """False for what one function gives another where one team covers both: it needs no telling."""
    one = row.record
    if not isinstance(one, Interaction) or one.giver == one.receiver:
        return True
    return _team(portfolio, one.giver) != _team(portfolio, one.receiver)


def _team(portfolio: Portfolio, function: str) -> str:
    """The team that has the key of a function, or that covers it; the key itself where there is neither."""
    if function in portfolio.teams:
        return function
    return next((team for team in sorted(portfolio.teams) if function in functions_of(portfolio, team)), function)


def _refuse_split(kept: Sequence[tuple[Record, str]]) -> None:
    """Refuse what no command would write: two who decide, and a team that gives something to itself."""
    deciders: dict[tuple[str, str, str], Right] = {}
    for record, place in kept:
        if isinstance(record, Right) and record.part == "decide":
            first = deciders.setdefault((record.topic, record.platform, record.state), record)
            if first.holder != record.holder:
                holders = f"{untyped(first.holder)[1]} and {untyped(record.holder)[1]}"
                raise MopsError(f"{place}: {holders} would both decide on {record.topic}", code=BAD_INPUT)
        if isinstance(record, Interaction) and record.giver == record.receiver:
            raise MopsError(f"{place}: {record.giver} would give “{record.name}” to itself", code=BAD_INPUT)


def with_topics(usual: Iterable[Row], rows: Sequence[Row]) -> list[Row]:
    """A template with the usual topics before it: all of them where it has none of its own, else those it names."""
    own = [row.record for row in rows if isinstance(row.record, Topic)]
    named = {row.record.topic for row in rows if isinstance(row.record, Right)} - {one.key for one in own}
    return [row for row in usual if not own or getattr(row.record, "key", "") in named] + list(rows)


def left_alone(portfolio: Portfolio, rows: Iterable[GivenRow], state: State | None) -> tuple[str, ...]:
    """The topics in which the template has parts to give and somebody has one already, sorted."""
    found = {
        one.topic
        for row in rows
        if isinstance(one := row.record, Right) and (one.topic, one.platform) in scopes(portfolio, state or one.state)
    }
    return tuple(sorted(found))
