"""Where the columns of the chart of coming cards stand: percent of the width, pixels of the height."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

AXIS = 146
TALLEST = 112
WIDTH = 9.2  # percent


@dataclass(frozen=True, slots=True)
class Column:
    """One day's column. `x` and `middle` are percent of the width, `y` and `height` pixels."""

    day: date
    count: int
    x: float
    middle: float
    y: int
    height: int


def columns(days: Sequence[tuple[date, int]]) -> list[Column]:
    """Spread the days evenly over the width; the highest count fills the height."""
    highest = max((count for _, count in days), default=0) or 1
    step = 100 / max(len(days), 1)
    found = []
    for place, (day, count) in enumerate(days):
        middle = step * (place + 0.5)
        height = round(TALLEST * count / highest)
        found.append(
            Column(day, count, round(middle - WIDTH / 2, 2), round(middle, 2), AXIS - height, height)
        )
    return found
