"""All that the progress page of one student shows, read and put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.attempts.contents import contents
from quizapp.attempts.policy import may_see_answers, may_see_marks
from quizapp.flashcards import decks
from quizapp.flashcards.queue import minutes
from quizapp.progress import queries
from quizapp.progress.queries import WorkRow
from quizapp.progress.topics import Missed, TopicProgress, missed_questions, priors_of, topics_of
from quizapp.scheduling import study_day

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Work:
    """A handed-in attempt: its mark may be shown, or not yet; so may the answers one by one."""

    attempt: WorkRow
    may_see_mark: bool
    may_see_answers: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards to study: today's with about how many minutes they take, and the days to come."""

    due: int
    new: int
    minutes: int
    days: list[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class Overview:
    """What a student knows, as far as the reader may see it."""

    works: Sequence[Work]
    topics: list[TopicProgress]
    missed: list[Missed]
    cards: Cards | None

    @property
    def marks_wait(self) -> int:
        """How many attempts wait until their marks are shown."""
        return sum(not work.may_see_mark for work in self.works)

    @property
    def answers_wait(self) -> int:
        """How many attempts show their mark but not yet their answers."""
        return sum(work.may_see_mark and not work.may_see_answers for work in self.works)


def own_overview(person_id: int, now: datetime) -> Overview:
    """What the student may see of all their classes.

    A topic may hold a single question, so that an answer counts there when it may be seen, not before.
    """
    works = [
        Work(row, may_see_marks(row, row.handed_in_at, now), may_see_answers(row, row.handed_in_at, now))
        for row in queries.work_of_student(person_id)
    ]
    return _overview(person_id, None, works, now)


def overview_for_teacher(classroom_id: int, person_id: int, now: datetime) -> Overview:
    """What a teacher of the class sees: all that the student did in this class."""
    works = [Work(row, True, True) for row in queries.work_of_student(person_id, classroom_id)]
    return _overview(person_id, classroom_id, works, now)


def _overview(person_id: int, classroom_id: int | None, works: Sequence[Work], now: datetime) -> Overview:
    answers = queries.answers_of_student(person_id, classroom_id)
    first = queries.first_answers_of_classes({work.attempt.classroom_id for work in works}, now)
    questions = contents((row.version_id, row.digest) for row in (*answers, *first))
    seen = [work.attempt for work in works if work.may_see_answers]
    days = {row.id: study_day(row.handed_in_at, row.time_zone) for row in seen}
    return Overview(
        works=works,
        topics=topics_of(answers, days, questions, priors_of(first, questions)),
        missed=missed_questions(answers, days, questions),
        cards=_cards(person_id, classroom_id, now),
    )


def _cards(person_id: int, classroom_id: int | None, now: datetime) -> Cards | None:
    found = decks.overview(person_id, now)
    if found is None:
        return None
    topics = None if classroom_id is None else queries.deck_topics(classroom_id)
    shown = [deck for deck in found.decks if topics is None or deck.topic in topics]
    due = sum(deck.due for deck in shown)
    new = min(found.new_left, sum(deck.unseen for deck in shown))
    ahead = [found.day + timedelta(days=days) for days in range(1, DAYS_AHEAD)]
    coming = [(day, sum(deck.coming.get(day, 0) for deck in shown)) for day in ahead]
    return Cards(due, new, minutes(due + new), [(found.day, due), *coming])
