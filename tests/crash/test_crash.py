"""A short run of the crash test; `make crash` kills 50 times on each database."""

import os

from tests.crash.killing import crash, crash_school
from tests.support.postgres import VARIABLE

KILLS = 3


def test_every_acknowledged_answer_survives_the_server() -> None:
    with crash_school(4, os.environ.get(VARIABLE)) as place:
        figures = crash(place, KILLS, clients=4)
    assert figures.acknowledged > 0
    assert figures.rows >= figures.acknowledged
    assert (figures.lost, figures.doubled, figures.refused) == (0, 0, 0)
