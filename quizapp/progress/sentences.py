"""The headline and the lede of a progress page, said from its figures.

A student is spoken to; a teacher reads about the student, by name.
"""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from quizapp.marking import round_for_display
from quizapp.progress.topics import TopicProgress
from quizapp.translations import current_locale, gettext, ngettext

GOOD = 0.8
FAIR = 0.5


def headline(topics: Sequence[TopicProgress]) -> str:
    """What stands out, as a sentence; `topics` begin with the best. The same for student and teacher.

    "" where nothing was answered yet.
    """
    if not topics:
        return ""
    told = [topic for topic in topics if topic.is_told]
    if not told:
        answers = sum(topic.answered for topic in topics)
        return ngettext("The first answer is in", "The first %(num)d answers are in", answers)
    best, weakest = told[0], told[-1]
    if len(told) == 1:
        return _of_one(best)
    if weakest.share >= GOOD:
        return gettext("Every topic is going well")
    if best.share < GOOD:
        return gettext("Start with %(topic)s", topic=weakest.topic)
    return gettext("%(best)s: well known. Next: %(weakest)s", best=best.topic, weakest=weakest.topic)


def _of_one(topic: TopicProgress) -> str:
    if topic.share >= GOOD:
        return gettext("%(topic)s: well known", topic=topic.topic)
    if topic.share >= FAIR:
        return gettext("%(topic)s: on the way", topic=topic.topic)
    return gettext("%(topic)s: worth another look", topic=topic.topic)


def lede(topics: Sequence[TopicProgress], name: str | None = None) -> str:
    """The figures behind the headline; `name` is the student's where somebody else reads."""
    if not topics:
        return ""
    told = [topic for topic in topics if topic.is_told]
    if not told:
        return _first_answers(topics, name)
    best, weakest = told[0], told[-1]
    values = {"right": points(best.recent_right), "count": best.recent, "topic": best.topic, "name": name}
    if name is None:
        first = gettext("You got %(right)s of your last %(count)d answers on %(topic)s right.", **values)
    else:
        first = gettext("%(name)s got %(right)s of the last %(count)d answers on %(topic)s right.", **values)
    if weakest is best:
        return first
    second = gettext(
        "On %(topic)s it was %(right)s of %(count)d.",
        topic=weakest.topic,
        right=points(weakest.recent_right),
        count=weakest.recent,
    )
    return f"{first} {second}"


def _first_answers(topics: Sequence[TopicProgress], name: str | None) -> str:
    right = points(sum(topic.right for topic in topics))
    count = sum(topic.answered for topic in topics)
    if name is None:
        first = gettext("You got %(right)s of %(count)d right.", right=right, count=count)
    else:
        first = gettext("%(name)s got %(right)s of %(count)d right.", name=name, right=right, count=count)
    return f"{first} {gettext('From five answers on a topic, this page says how well it is known.')}"


def points(value: float) -> str:
    """A sum of fractions as it is printed."""
    return round_for_display(value)


def waiting(marks: int, answers: int) -> str:
    """That the marks of so many quizzes, and the answers of others, come later; "" where nothing waits."""
    sentences = []
    if marks:
        sentences.append(
            ngettext(
                "The mark of one quiz comes when your teacher shows it.",
                "The marks of %(num)d quizzes come when your teacher shows them.",
                marks,
            )
        )
    if answers:
        sentences.append(
            ngettext(
                "The answers of one quiz count here by topic once the quiz has closed.",
                "The answers of %(num)d quizzes count here by topic once the quizzes have closed.",
                answers,
            )
        )
    return " ".join(sentences)


def weekday(day: date) -> str:
    """The short name of a day of the week: "Fri"."""
    return str(format_date(day, "EEE", locale=current_locale()))
