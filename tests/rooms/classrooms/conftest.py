import pytest

from tests.support import desk
from tests.support.desk import Desk, InApp


@pytest.fixture
def school_desk(in_app: InApp) -> Desk:
    built = in_app(desk.build)
    assert isinstance(built, Desk)
    return built
