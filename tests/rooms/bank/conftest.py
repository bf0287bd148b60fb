import pytest

from tests.support import bank
from tests.support.bank import Bank
from tests.support.desk import InApp


@pytest.fixture
def stocked(in_app: InApp) -> Bank:
    """The small bank, stored."""
    built = in_app(bank.build)
    assert isinstance(built, Bank)
    return built
