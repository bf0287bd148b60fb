"""The headline and the lede of a class report, and reasons to talk to a student, said from the figures."""

from collections.abc import Mapping

from quizapp.marking import whole_percent
from quizapp.progress.sentences import points
from quizapp.reports.figures import LOW, Concern, Figures
from quizapp.reports.heat import Cell
from quizapp.reports.overview import Report
from quizapp.translations import gettext, ngettext

WEAK_GAP = 10.0  # percentage points below the average


def kicker(report: Report, name: str) -> str:
    """Which class and quiz, and who handed in."""
    title = report.assignment.title if report.assignment else gettext("all quizzes")
    figures = report.figures
    return gettext(
        "%(name)s, %(title)s, handed in by %(count)d of %(total)s",
        name=name,
        title=title,
        count=figures.handed_in,
        total=students(figures.students),
    )


def students(count: int) -> str:
    """A number of students in words."""
    return ngettext("%(num)d student", "%(num)d students", count)


def headline(report: Report) -> str:
    """What stands out. A class of fewer than ten is counted and not judged."""
    figures = report.figures
    if not figures.students:
        return gettext("No students yet")
    if not report.assignments:
        return gettext("No quiz assigned yet")
    if not figures.handed_in:
        return gettext("Nobody has handed in yet")
    if figures.handed_in == figures.students and not figures.may_judge:
        return gettext("Everybody has handed in")
    if not figures.may_judge or figures.average is None:
        return gettext(
            "%(count)d of %(total)s handed in", count=figures.handed_in, total=students(figures.students)
        )
    weakest = _weak_topic(report)
    if weakest is None:
        return _verdict(figures.average)
    return gettext("%(verdict)s, except on %(topic)s", verdict=_verdict(figures.average), topic=weakest)


def _verdict(average: float) -> str:
    if average >= 85:
        return gettext("Well understood")
    if average >= 70:
        return gettext("Nearly there")
    return gettext("Halfway there") if average >= 50 else gettext("Not there yet")


def _weak_topic(report: Report) -> str | None:
    weakest = _extremes(report.topics)
    average = report.figures.average
    if weakest is None or average is None or weakest[0][1].percent > average - WEAK_GAP:
        return None
    return weakest[0][0]


def _extremes(topics: Mapping[str, Cell]) -> tuple[tuple[str, Cell], tuple[str, Cell]] | None:
    if len(topics) < 2:
        return None
    ordered = sorted(topics.items(), key=lambda item: item[1].percent)
    return ordered[0], ordered[-1]


def lede(report: Report) -> str:
    """The figures behind the headline."""
    figures = report.figures
    if not figures.students:
        return gettext("Students join with the code of the class.")
    if not report.assignments:
        return gettext("Assign a quiz, and its marks show here.")
    if not figures.handed_in:
        return gettext("Marks show here as soon as the first student hands in.")
    if not figures.may_judge:
        return " ".join([*_few(figures), *_being_marked(figures)])
    sentences = [gettext("The class averaged %(average)d%%.", average=whole_percent(figures.average or 0))]
    more = [*_topic_sentence(report), *_missed_sentence(report), *_being_marked(figures)]
    return " ".join([*sentences, *more])


def _being_marked(figures: Figures) -> list[str]:
    if not figures.being_marked:
        return []
    return [
        ngettext(
            "One handed-in quiz is still being marked and counts nowhere yet.",
            "%(num)d handed-in quizzes are still being marked and count nowhere yet.",
            figures.being_marked,
        )
    ]


def _few(figures: Figures) -> list[str]:
    if not figures.marked:
        return []
    lowest, highest = whole_percent(figures.lowest or 0), whole_percent(figures.highest or 0)
    if figures.marked == 1:
        first = gettext("One mark so far: %(percent)d%%.", percent=lowest)
    else:
        first = gettext("Their marks run from %(low)d%% to %(high)d%%.", low=lowest, high=highest)
    return [first, gettext("With fewer than ten students this page counts and does not judge.")]


def _topic_sentence(report: Report) -> list[str]:
    extremes = _extremes(report.topics)
    if extremes is None:
        return []
    (weak, low), (strong, high) = extremes
    gap = whole_percent(high.percent) - whole_percent(low.percent)
    if gap <= 0:
        return []
    return [
        ngettext(
            "%(weak)s is the weakest topic at %(low)d%%, %(num)d point below %(strong)s.",
            "%(weak)s is the weakest topic at %(low)d%%, %(num)d points below %(strong)s.",
            gap,
            weak=weak,
            strong=strong,
            low=whole_percent(low.percent),
        )
    ]


def _missed_sentence(report: Report) -> list[str]:
    if not report.missed:
        return []
    first = report.missed[0].missed
    return [
        gettext(
            "The question missed most was answered correctly %(right)d of %(count)d times.",
            right=first.right,
            count=len(first.answers),
        )
    ]


def figure_rows(report: Report) -> list[tuple[str, str, str | None]]:
    """Label, figure and small print of each figure at the top."""
    figures = report.figures
    rows = [_handed_in(report)]
    if figures.may_judge and figures.average is not None and figures.median is not None:
        median = gettext("median %(percent)d%%", percent=whole_percent(figures.median))
        rows.append((gettext("Class average"), f"{whole_percent(figures.average)}%", median))
    if figures.may_judge and not report.assignment and figures.average_with_missing is not None:
        with_missing = f"{whole_percent(figures.average_with_missing)}%"
        rows.append((gettext("With missing work as 0"), with_missing, None))
    if report.assignment and figures.median_minutes is not None:
        minutes = max(1, round(figures.median_minutes))
        rows.append((gettext("Median time"), str(minutes), ngettext("minute", "minutes", minutes)))
    if figures.being_marked:
        rows.append((gettext("Being marked"), str(figures.being_marked), None))
    if figures.marked:
        label = gettext("Below %(percent)d%%", percent=LOW)
        rows.append((label, str(figures.low), ngettext("student", "students", figures.low)))
    return rows


def _handed_in(report: Report) -> tuple[str, str, str | None]:
    figures = report.figures
    if report.assignment:
        total = gettext("of %(total)s", total=students(figures.students))
        return gettext("Handed in"), str(figures.handed_in), total
    return gettext("Handed in"), str(figures.works), gettext("of %(total)d so far", total=figures.expected)


def reason(concern: Concern, is_one_quiz: bool) -> str:
    """Why to talk to this student, as far as the data say."""
    values = {"count": points(concern.count), "total": points(concern.total), "topic": concern.topic}
    if concern.reason == "blanks":
        return gettext("Left %(count)s of %(total)s questions blank", **values)
    if concern.reason == "missing" and is_one_quiz:
        return gettext("Did not hand in")
    if concern.reason == "missing":
        return gettext("Did not hand in %(count)s of %(total)s quizzes", **values)
    if concern.reason == "topic":
        return gettext("Lowest on %(topic)s: %(count)s of %(total)s", **values)
    return gettext("Low throughout")
