"""The example as a Portfolio, for the tests that ask what it is about."""

import pytest
from template_files import TEMPLATES, portfolio_of

from mopsctl.model.portfolio import Portfolio


@pytest.fixture(scope="session")
def example() -> Portfolio:
    return portfolio_of(TEMPLATES / "cdp-rollout.yaml")
