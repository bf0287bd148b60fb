"""The headline and the lede of the first page, said from what waits."""

from datetime import datetime

from quizapp.flashcards.decks import Overview
from quizapp.home.student import StudentToday
from quizapp.home.teacher import TeacherToday
from quizapp.translations import gettext, ngettext
from quizapp.translations.times import moment_in_words


def student_headline(today: StudentToday) -> str:
    """How many quizzes are due."""
    if not today.due:
        return gettext("Nothing due")
    return ngettext("One quiz is due", "%(num)d quizzes are due", len(today.due))


def student_lede(today: StudentToday, now: datetime) -> str:
    """What is due first and when; "" where nothing is due."""
    if not today.due:
        return ""
    first = today.due[0].assignment
    when = moment_in_words(first.due_at, first.time_zone, now)
    if first.due_at > now:
        return gettext("%(title)s is due %(when)s.", title=first.title, when=when)
    return gettext("%(title)s was due %(when)s and is still open.", title=first.title, when=when)


def cards_sentence(cards: Overview | None) -> str:
    """How many cards are ready and how long they take; "" where there are none."""
    if cards is None or not cards.due + cards.new:
        return ""
    minutes = ngettext("%(num)d minute", "%(num)d minutes", cards.minutes)
    return ngettext(
        "%(num)d card is ready, about %(minutes)s.",
        "%(num)d cards are ready, about %(minutes)s.",
        cards.due + cards.new,
        minutes=minutes,
    )


def teacher_headline(today: TeacherToday) -> str:
    """What is open, or what waits."""
    if not today.steps.are_done:
        return gettext("Your first quiz in three steps")
    if today.open:
        return ngettext("One quiz is open", "%(num)d quizzes are open", len(today.open))
    if today.waiting:
        return ngettext("One quiz waits for you", "%(num)d quizzes wait for you", today.waiting)
    if today.to_mark:
        return gettext("Answers wait for your mark")
    return gettext("No quiz is open")


def teacher_lede(today: TeacherToday, now: datetime) -> str:
    """The quiz that closes first, marks that wait to be shown, and answers that wait for a mark."""
    sentences = []
    if today.open:
        first = today.open[0]
        sentences.append(
            gettext(
                "%(title)s closes %(when)s; %(count)d of %(total)d handed in.",
                title=first.assignment.title,
                when=moment_in_words(first.assignment.closes_at, first.assignment.time_zone, now),
                count=first.handed_in,
                total=first.students,
            )
        )
    if today.waiting:
        sentences.append(
            ngettext(
                "One closed quiz waits until you show its marks.",
                "%(num)d closed quizzes wait until you show their marks.",
                today.waiting,
            )
        )
    if today.to_mark:
        sentences.append(
            ngettext(
                "One answer waits for your mark.",
                "%(num)d answers wait for your mark.",
                today.answers_to_mark,
            )
        )
    return " ".join(sentences)
