from hypothesis import given
from hypothesis import strategies as st

from quizapp.marking import whole_percent
from quizapp.progress.charts import AXIS, columns
from quizapp.reports.charts import dot_plot
from quizapp.reports.heat import band_of
from tests.support.school import NOW, days


@given(st.lists(st.floats(0, 100, allow_nan=False), max_size=200))
def test_every_score_has_its_dot_inside_the_chart(percents: list[float]) -> None:
    chart = dot_plot(percents, None)
    assert len(chart.dots) == len(percents)
    assert sum(dot.is_low for dot in chart.dots) == sum(whole_percent(percent) < 65 for percent in percents)
    assert all(0 <= dot.x <= 100 and 0 < dot.y < chart.axis for dot in chart.dots)


def test_dots_stand_at_their_score() -> None:
    chart = dot_plot([50, 50, 90], 50)
    ticks = dict(chart.ticks)
    assert [dot.x for dot in chart.dots] == [ticks[50], ticks[50], ticks[90]]
    assert chart.median == ticks[50]
    assert chart.dots[0].y > chart.dots[1].y


def test_bands_follow_the_figure_that_is_printed() -> None:
    assert [band_of(percent) for percent in (0, 49.4, 49.5, 64, 65, 74.6, 87.4, 88, 100)] == [
        1,
        1,
        2,
        2,
        3,
        4,
        4,
        5,
        5,
    ]


def test_columns_of_days_fill_the_height() -> None:
    counts = [2, 0, 4, 1, 0, 0, 0]
    found = columns([((NOW + days(ahead)).date(), count) for ahead, count in enumerate(counts)])
    assert [column.height for column in found] == [56, 0, 112, 28, 0, 0, 0]
    assert all(column.y + column.height == AXIS for column in found)
    assert all(0 <= column.x <= 100 - 9.2 for column in found)
    assert all(column.height == 0 for column in columns([(NOW.date(), 0)]))
