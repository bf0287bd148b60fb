"""Where the dots of the score chart stand: percent of the width, pixels of the height."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.reports.figures import LOW

LEFT, WIDTH = 2.0, 96.0  # percent
BINS = 20  # dots of the same twentieth of the scale are stacked
RADIUS = 7.25
STACK = 19  # pixels between two stacked dots
TALLEST = 10  # dots; a taller stack is pressed together
TOP = 52  # pixels for the words above the dots
FLOOR = 28  # pixels below the axis
HIGHEST_START = 40  # percent


@dataclass(frozen=True, slots=True)
class Dot:
    """One student's dot; `x` in percent of the width, `y` in pixels."""

    x: float
    y: float
    is_low: bool


@dataclass(frozen=True, slots=True)
class DotPlot:
    """The chart: its height and axis in pixels, ticks as (percent, x), the dots and the median's x."""

    height: int
    axis: int
    ticks: list[tuple[int, float]]
    dots: list[Dot]
    median: float | None


def dot_plot(percents: Iterable[float], median: float | None) -> DotPlot:
    """Lay out one dot for each score, 0 to 100."""
    scores = sorted(percents)
    start = min(HIGHEST_START, int(scores[0] // 10 * 10)) if scores else HIGHEST_START
    stacks = Counter(_bin(score, start) for score in scores)
    highest = max(stacks.values(), default=1)
    step = min(STACK, STACK * TALLEST / highest)
    axis = TOP + round(step * highest)
    seen, dots = Counter[int](), list[Dot]()
    for score in scores:
        place = _bin(score, start)
        x = LEFT + WIDTH * (place + 0.5) / (BINS + 1)
        dots.append(Dot(round(x, 2), round(axis - 12 - step * seen[place], 1), score < LOW))
        seen[place] += 1
    ticks = [(percent, _x(percent, start)) for percent in range(start, 101, 10)]
    return DotPlot(axis + FLOOR, axis, ticks, dots, None if median is None else _x(median, start))


def _bin(score: float, start: int) -> int:
    return round((score - start) / (100 - start) * BINS)


def _x(percent: float, start: int) -> float:
    inner = WIDTH / (BINS + 1)
    return round(LEFT + inner / 2 + (WIDTH - inner) * (percent - start) / (100 - start), 2)
