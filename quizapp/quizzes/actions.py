"""Writes of quizzes and assignments. Nothing here commits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from quizapp.bank.queries import is_current
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem, Refused
from quizapp.marking import COUNTINGS
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot
from quizapp.questions import QUIZ_KINDS
from quizapp.quizzes.behavior import USUAL, Behavior, behavior_problems, stored
from quizapp.quizzes.queries import is_in_use, slot_ids

HIGHEST_MARK = 100
LONGEST_TITLE = 160
MOST_ATTEMPTS = 20
Places = list[tuple[int, float]]  # (question id, full mark) in order


def create_quiz(*, title: str, instructions: str, owner: Person, now: datetime) -> Quiz:
    """Make an empty quiz; raises Invalid."""
    _check_title(title)
    quiz = Quiz(title=title.strip(), instructions=instructions.strip(), owner_id=owner.id, created_at=now)
    db.session.add(quiz)
    db.session.flush()
    return quiz


def change_quiz(quiz: Quiz, *, title: str, instructions: str) -> None:
    """Change what a quiz is called and what its cover says; raises Invalid."""
    _check_title(title)
    quiz.title, quiz.instructions = title.strip(), instructions.strip()


def copy_quiz(quiz: Quiz, *, title: str, owner: Person, now: datetime) -> Quiz:
    """Make a quiz with the same cover, questions and marks, assigned to nobody.

    Questions that were retired since are left out, since a new quiz could not have got them.
    """
    copy = create_quiz(title=title[:LONGEST_TITLE], instructions=quiz.instructions, owner=owner, now=now)
    places = db.session.execute(
        select(QuizSlot.question_id, QuizSlot.max_mark)
        .join(Question, Question.id == QuizSlot.question_id)
        .where(QuizSlot.quiz_id == quiz.id, Question.status != "retired")
        .order_by(QuizSlot.position)
    )
    _store_places(copy, [(row[0], row[1]) for row in places])
    return copy


def _check_title(title: str) -> None:
    if not title.strip():
        raise Invalid([Problem("missing_field", ("title",))])


def add_questions(quiz: Quiz, question_ids: Sequence[int]) -> int:
    """Put ready questions at the end of a quiz; returns how many were new.

    Raises Refused once the quiz is in use, and for a flashcard, which asks nothing that could be marked.
    """
    places = _open_places(quiz)
    if _cards_among(question_ids):
        raise Refused("card_in_quiz")
    there = {question_id for question_id, _ in places}
    marks = _full_marks(question_ids)
    fresh = [(i, marks[i]) for i in dict.fromkeys(question_ids) if i in marks and i not in there]
    _store_places(quiz, places + fresh)
    return len(fresh)


def _cards_among(question_ids: Sequence[int]) -> bool:
    is_card = Question.kind.not_in(QUIZ_KINDS)
    query = select(Question.id).where(Question.id.in_(question_ids), is_card).limit(1)
    return db.session.scalar(query) is not None


def _full_marks(question_ids: Iterable[int]) -> dict[int, float]:
    rows = db.session.execute(
        select(Question.id, QuestionVersion.content)
        .join(QuestionVersion, is_current())
        .where(Question.id.in_(list(question_ids)), Question.status == "ready")
    )
    return {question_id: float(content.get("mark", 1)) for question_id, content in rows}


def remove_question(quiz: Quiz, question_id: int) -> None:
    """Take a question out of a quiz; raises Refused once it is in use."""
    places = _open_places(quiz)
    _store_places(quiz, [place for place in places if place[0] != question_id])


def move_question(quiz: Quiz, question_id: int, by: int) -> None:
    """Move a question up (by = -1) or down (by = 1); at the end it stays. Raises Refused, NotFound."""
    places = _open_places(quiz)
    ids = [place[0] for place in places]
    if question_id not in ids:
        raise NotFound
    index = ids.index(question_id)
    other = index + by
    if 0 <= other < len(places):
        places[index], places[other] = places[other], places[index]
    _store_places(quiz, places)


def set_full_mark(quiz: Quiz, question_id: int, full_mark: float) -> None:
    """Set what a question of a quiz is worth: above 0, 100 at most. Raises Invalid, Refused."""
    if not 0 < full_mark <= HIGHEST_MARK:
        raise Invalid([Problem("out_of_range", ("full_mark",), {"minimum": 0, "maximum": HIGHEST_MARK})])
    places = _open_places(quiz)
    _store_places(quiz, [(i, full_mark if i == question_id else mark) for i, mark in places])


def _open_places(quiz: Quiz) -> Places:
    if is_in_use(quiz.id):
        raise Refused("quiz_in_use")
    query = select(QuizSlot.question_id, QuizSlot.max_mark).where(QuizSlot.quiz_id == quiz.id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(QuizSlot.position))]


def _store_places(quiz: Quiz, places: Places) -> None:
    db.session.execute(delete(QuizSlot).where(QuizSlot.quiz_id == quiz.id))
    db.session.add_all(
        QuizSlot(quiz_id=quiz.id, position=position, question_id=question_id, max_mark=full_mark)
        for position, (question_id, full_mark) in enumerate(places, 1)
    )
    db.session.flush()


def assign_quiz(
    quiz: Quiz,
    classroom: Classroom,
    *,
    opens_at: datetime,
    due_at: datetime,
    closes_at: datetime,
    release: str,
    teacher: Person,
    now: datetime,
    attempts_allowed: int = 1,
    counting: str = "highest",
    behavior: Behavior = USUAL,
) -> Assignment:
    """Assign a quiz to a class; raises Invalid, or Refused where it holds no question."""
    if not slot_ids(quiz.id):
        raise Refused("quiz_empty")
    assignment = Assignment(
        quiz_id=quiz.id, classroom_id=classroom.id, created_by_id=teacher.id, created_at=now
    )
    change_assignment(
        assignment,
        opens_at=opens_at,
        due_at=due_at,
        closes_at=closes_at,
        release=release,
        attempts_allowed=attempts_allowed,
        counting=counting,
        behavior=behavior,
    )
    db.session.add(assignment)
    db.session.flush()
    return assignment


def change_assignment(
    assignment: Assignment,
    *,
    opens_at: datetime,
    due_at: datetime,
    closes_at: datetime,
    release: str,
    attempts_allowed: int,
    counting: str,
    behavior: Behavior = USUAL,
) -> None:
    """Set the terms of an assignment; another release rule takes an earlier release back. Raises Invalid.

    `release` is one of behavior.CHOICES.
    """
    problems = behavior_problems(release, behavior)
    if not opens_at < due_at <= closes_at:
        problems.append(Problem("dates_out_of_order", ("due_at",)))
    if not 1 <= attempts_allowed <= MOST_ATTEMPTS:
        problems.append(
            Problem("out_of_range", ("attempts_allowed",), {"minimum": 1, "maximum": MOST_ATTEMPTS})
        )
    if counting not in COUNTINGS:
        problems.append(Problem("not_allowed", ("counting",)))
    if problems:
        raise Invalid(problems)
    release, assignment.shown = stored(release, behavior.table)
    if release != assignment.release:
        assignment.released_at = None
    assignment.layout, assignment.tries = behavior.layout, behavior.tries
    assignment.penalty = behavior.penalty
    assignment.opens_at, assignment.due_at, assignment.closes_at = opens_at, due_at, closes_at
    assignment.release, assignment.attempts_allowed, assignment.counting = release, attempts_allowed, counting


def release_marks(assignment: Assignment, now: datetime) -> None:
    """Let the students of this assignment see their marks and answers from now on.

    Raises Refused where the rule is not by_teacher: such a release would wait for a later change of the rule.
    """
    if assignment.release != "by_teacher":
        raise Refused("not_released_by_teacher")
    assignment.released_at = assignment.released_at or now
