"""Writes of quizzes and assignments. Nothing here commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select

from quizapp.bank.queries import is_current
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem, Refused
from quizapp.marking import COUNTINGS
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz, QuizSection, QuizSlot
from quizapp.questions import QUIZ_KINDS
from quizapp.quizzes.behavior import USUAL, Behavior, behavior_problems, stored
from quizapp.quizzes.queries import is_in_use, sections_of_quiz, slot_ids

HIGHEST_MARK = 100
LONGEST_TITLE = 160
MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A question of a quiz. `version` None: the newest one; `section_id` None: before the first."""

    question_id: int
    full_mark: float
    version: int | None = None
    section_id: int | None = None


def create_quiz(*, title: str, instructions: str, owner: Person, now: datetime) -> Quiz:
    """Make an empty quiz; raises Invalid."""
    _check_title(title)
    quiz = Quiz(title=title.strip(), instructions=instructions.strip(), owner_id=owner.id, created_at=now)
    db.session.add(quiz)
    db.session.flush()
    return quiz


def change_quiz(quiz: Quiz, *, title: str, instructions: str, is_shuffled: bool = False) -> None:
    """Change what a quiz is called, what its cover says, and whether its order is mixed; raises Invalid."""
    _check_title(title)
    quiz.is_shuffled = is_shuffled
    quiz.title, quiz.instructions = title.strip(), instructions.strip()


def copy_quiz(quiz: Quiz, *, title: str, owner: Person, now: datetime) -> Quiz:
    """Make a quiz with the same cover, questions and marks, assigned to nobody.

    Questions that were retired since are left out, since a new quiz could not have got them.
    """
    copy = create_quiz(title=title[:LONGEST_TITLE], instructions=quiz.instructions, owner=owner, now=now)
    copy.is_shuffled = quiz.is_shuffled
    sections = _copy_sections(quiz, copy)
    places = db.session.execute(
        select(QuizSlot.question_id, QuizSlot.max_mark, QuizSlot.section_id)
        .join(Question, Question.id == QuizSlot.question_id)
        .where(QuizSlot.quiz_id == quiz.id, Question.status != "retired")
        .order_by(QuizSlot.position)
    )
    store_places(copy, [Place(row[0], row[1], None, sections.get(row[2])) for row in places])
    return copy


def _copy_sections(quiz: Quiz, copy: Quiz) -> dict[int | None, int]:
    """Make the same sections in the copy; returns their ids by those of the quiz."""
    found = dict[int | None, int]()
    for section in sections_of_quiz(quiz.id):
        made = QuizSection(
            quiz_id=copy.id,
            position=section.position,
            title=section.title,
            instructions=section.instructions,
        )
        db.session.add(made)
        db.session.flush()
        found[section.id] = made.id
    return found


def _check_title(title: str) -> None:
    if not title.strip():
        raise Invalid([Problem("missing_field", ("title",))])


def add_questions(quiz: Quiz, question_ids: Sequence[int]) -> int:
    """Put ready questions at the end of a quiz; returns how many were new.

    Raises Refused once the quiz is in use, and for a flashcard, which asks nothing that could be marked.
    """
    places = open_places(quiz)
    if _cards_among(question_ids):
        raise Refused("card_in_quiz")
    there = {place.question_id for place in places}
    marks = _full_marks(question_ids)
    last = [section.id for section in sections_of_quiz(quiz.id)][-1:]
    fresh = [
        Place(i, marks[i], None, last[0] if last else None)
        for i in dict.fromkeys(question_ids)
        if i in marks and i not in there
    ]
    store_places(quiz, places + fresh)
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
    places = open_places(quiz)
    store_places(quiz, [place for place in places if place.question_id != question_id])


def move_question(quiz: Quiz, question_id: int, by: int) -> None:
    """Move a question up (by = -1) or down (by = 1); at the end it stays. Raises Refused, NotFound.

    The first one of a section moves up to the end of the section before, the last one down to the next.
    """
    places = open_places(quiz)
    ids = [place.question_id for place in places]
    if question_id not in ids:
        raise NotFound
    index = ids.index(question_id)
    other = index + by
    place = places[index]
    if 0 <= other < len(places) and places[other].section_id == place.section_id:
        places[index], places[other] = places[other], place
    else:
        sections = [None, *(section.id for section in sections_of_quiz(quiz.id))]
        next_section = sections.index(place.section_id) + by
        if 0 <= next_section < len(sections):
            places[index] = replace(place, section_id=sections[next_section])
    store_places(quiz, places)


def set_full_mark(quiz: Quiz, question_id: int, full_mark: float) -> None:
    """Set what a question of a quiz is worth: above 0, 100 at most. Raises Invalid, Refused."""
    if not 0 < full_mark <= HIGHEST_MARK:
        raise Invalid([Problem("out_of_range", ("full_mark",), {"minimum": 0, "maximum": HIGHEST_MARK})])
    places = open_places(quiz)
    store_places(
        quiz,
        [replace(each, full_mark=full_mark) if each.question_id == question_id else each for each in places],
    )


def open_places(quiz: Quiz) -> list[Place]:
    """The questions of a quiz that may still be changed; raises Refused once it is in use."""
    if is_in_use(quiz.id):
        raise Refused("quiz_in_use")
    columns = (QuizSlot.question_id, QuizSlot.max_mark, QuizSlot.version, QuizSlot.section_id)
    query = select(*columns).where(QuizSlot.quiz_id == quiz.id).order_by(QuizSlot.position)
    return [Place(*row) for row in db.session.execute(query)]


def store_places(quiz: Quiz, places: Sequence[Place]) -> None:
    """Put these questions into a quiz in place of those it has."""
    db.session.execute(delete(QuizSlot).where(QuizSlot.quiz_id == quiz.id))
    db.session.add_all(
        QuizSlot(
            quiz_id=quiz.id,
            position=position,
            question_id=place.question_id,
            max_mark=place.full_mark,
            version=place.version,
            section_id=place.section_id,
        )
        for position, place in enumerate(places, 1)
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
