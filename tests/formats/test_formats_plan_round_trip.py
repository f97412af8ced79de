"""Whatever a Portfolio holds: its export comes back the same by both ways in, and is valid for an editor."""

from typing import Any

import jsonschema
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from laws import examples
from portfolios import TODAY, portfolios

from mopsctl.edit.apply import merge
from mopsctl.formats import plan_lines
from mopsctl.formats.faults import Faults
from mopsctl.formats.files import Source
from mopsctl.formats.plan_yaml import dump, load
from mopsctl.formats.schema import plan_schema
from mopsctl.model.kinds import KINDS
from mopsctl.model.portfolio import Portfolio

FEW = settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))


def applied(data: bytes, to: Portfolio) -> Portfolio:
    return merge(to, load(Source("p.yaml", data)).rows, locate=lambda row: f"p.yaml:{row.line}")


def contents(portfolio: Portfolio) -> dict[str, dict[Any, Any]]:
    return {kind.plural: dict(portfolio.of(kind.plural)) for kind in KINDS}


@FEW
@given(portfolios())
def test_every_portfolio_comes_back_byte_for_byte_by_both_ways(portfolio: Portfolio) -> None:
    data, notes = dump(portfolio), dump(portfolio, private=True)
    for first in (b"", b"---\n"):  # the quick way, and the general one
        again = applied(first + notes, applied(first + data, Portfolio(today=TODAY)))
        assert (dump(again), dump(again, private=True)) == (data, notes)
        assert contents(again) == contents(portfolio)
    assert plan_lines.read(data.decode(), Faults("p")) is not None


@FEW
@given(portfolios())
def test_what_is_applied_to_where_it_came_from_changes_nothing(portfolio: Portfolio) -> None:
    assert contents(applied(dump(portfolio), portfolio)) == contents(portfolio)


@settings(FEW, max_examples=examples(6))
@given(portfolios())
def test_every_export_is_valid_by_the_schema(portfolio: Portfolio) -> None:
    plan = yaml.load(dump(portfolio), yaml.CSafeLoader)
    jsonschema.Draft202012Validator(plan_schema()).validate(plan)


def test_every_kind_is_generated() -> None:
    """Else a kind would come back the same because it was never there."""
    seen: set[str] = set()

    @settings(FEW, max_examples=25, derandomize=True, phases=[Phase.generate])
    @given(portfolios())
    def generate(portfolio: Portfolio) -> None:
        seen.update(plural for plural, records in contents(portfolio).items() if records)

    generate()
    assert seen == {kind.plural for kind in KINDS}
