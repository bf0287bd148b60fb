import pytest

from tests.support import bank, desk
from tests.support.bank import Bank
from tests.support.desk import Desk, InApp


@pytest.fixture
def stocked(in_app: InApp) -> Bank:
    """The small bank, stored."""
    built = in_app(bank.build)
    assert isinstance(built, Bank)
    return built


@pytest.fixture
def school_desk(in_app: InApp) -> Desk:
    """A small school with a quiz, stored."""
    built = in_app(desk.build)
    assert isinstance(built, Desk)
    return built
