"""Where the dots of the score chart stand: percent of the width, pixels of the height."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.reports.figures import is_low

LEFT, WIDTH = 4.0, 92.0  # percent
BINS = 20  # dots of the same twentieth of the scale are stacked
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
    stacks = defaultdict[int, list[float]](list)
    for score in scores:
        stacks[round((score - start) / (100 - start) * BINS)].append(score)
    highest = max(map(len, stacks.values()), default=1)
    step = min(STACK, STACK * TALLEST / highest)
    axis = TOP + round(step * highest)
    # A stack stands at the mean of its scores, so that a dot is never far from its own place.
    dots = [
        Dot(_x(sum(stack) / len(stack), start), round(axis - 12 - step * place, 1), is_low(score))
        for stack in stacks.values()
        for place, score in enumerate(stack)
    ]
    ticks = [(percent, _x(percent, start)) for percent in range(start, 101, 10)]
    return DotPlot(axis + FLOOR, axis, ticks, dots, None if median is None else _x(median, start))


def _x(percent: float, start: int) -> float:
    return round(LEFT + WIDTH * (percent - start) / (100 - start), 2)
