import pytest

from tests.support import rooms
from tests.support.desk import InApp
from tests.support.rooms import Room


@pytest.fixture
def room(in_app: InApp) -> Room:
    made = in_app(rooms.build)
    assert isinstance(made, Room)
    return made
