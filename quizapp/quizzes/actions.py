"""Writes of quizzes and assignments. Nothing here commits."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from quizapp.bank import shelves
from quizapp.bank.queries import is_current
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem, Refused
from quizapp.marking import COUNTINGS
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import LATE_ANSWERS, Assignment, Quiz, QuizDraw, QuizSection, QuizSlot
from quizapp.questions import QUIZ_KINDS
from quizapp.quizzes.behavior import USUAL, Behavior, behavior_problems, stored
from quizapp.quizzes.drawing import gaps
from quizapp.quizzes.moving import Moved, move_attempts
from quizapp.quizzes.queries import Place, is_in_use, places_of, sections_of_quiz
from quizapp.quizzes.timing import Timing, timing_problems

HIGHEST_MARK = 100
LONGEST_TITLE = 160
MOST_ATTEMPTS = 20
NO_RULES = Timing()
OUT_OF_THE_WAY = 10_000  # more places than a quiz can have


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

    Questions that were retired since, or are in a bank that was taken back, are left out, since a new quiz
    could not have got them.
    """
    copy = create_quiz(title=title[:LONGEST_TITLE], instructions=quiz.instructions, owner=owner, now=now)
    copy.repeats_facts, copy.redraws = quiz.repeats_facts, quiz.redraws
    sections = _copy_sections(quiz, copy)
    usable = select(Question.id).where(
        Question.status != "retired", Question.bank_id.in_(shelves.bank_ids(owner))
    )
    kept = set(
        db.session.scalars(
            select(QuizSlot.question_id).where(QuizSlot.quiz_id == quiz.id, QuizSlot.question_id.in_(usable))
        )
    )
    places = [
        place for place in places_of(quiz.id) if isinstance(place, QuizDraw) or place.question_id in kept
    ]
    db.session.add_all(
        _copied(place, copy, position, sections.get(place.section_id))
        for position, place in enumerate(places, 1)
    )
    db.session.flush()
    return copy


def _copied(place: Place, quiz: Quiz, position: int, section_id: int | None) -> Place:
    """The same place in another quiz, which follows the newest version again."""
    values = {
        column.key: getattr(place, column.key)
        for column in place.__table__.columns
        if column.key not in ("id", "version")
    }
    return type(place)(**(values | {"quiz_id": quiz.id, "position": position, "section_id": section_id}))


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

    Raises Refused once the quiz is in use, for a flashcard, which asks nothing that could be marked, and for
    a question of a bank that the quiz's teacher may not use.
    """
    places = open_places(quiz)
    if _cards_among(question_ids):
        raise Refused("card_in_quiz")
    if not _are_usable(quiz, question_ids):
        raise Refused("question_not_usable")
    there = {place.question_id for place in places if isinstance(place, QuizSlot)}
    marks = _full_marks(question_ids)
    fresh = [i for i in dict.fromkeys(question_ids) if i in marks and i not in there]
    section_id = last_section(quiz)
    db.session.add_all(
        QuizSlot(quiz_id=quiz.id, position=position, question_id=i, max_mark=marks[i], section_id=section_id)
        for position, i in enumerate(fresh, len(places) + 1)
    )
    db.session.flush()
    return len(fresh)


def last_section(quiz: Quiz) -> int | None:
    """The id of the section at the end of a quiz, where new questions come to stand; None without any."""
    sections = sections_of_quiz(quiz.id)
    return sections[-1].id if sections else None


def _are_usable(quiz: Quiz, question_ids: Iterable[int]) -> bool:
    owner = db.session.get_one(Person, quiz.owner_id)
    wanted = Question.id.in_(list(question_ids))
    banks = set(db.session.scalars(select(Question.bank_id).where(wanted).distinct()))
    return banks <= set(shelves.bank_ids(owner))


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
    kept = [
        place for place in places if not (isinstance(place, QuizSlot) and place.question_id == question_id)
    ]
    store_places(places, kept)


def move_question(quiz: Quiz, question_id: int, by: int) -> None:
    """Move a question up (by = -1) or down (by = 1); at the end it stays. Raises Refused, NotFound."""
    places = open_places(quiz)
    move_place(places, _place_of(places, question_id), by)


def _place_of(places: Sequence[Place], question_id: int) -> Place:
    for place in places:
        if isinstance(place, QuizSlot) and place.question_id == question_id:
            return place
    raise NotFound


def move_place(places: list[Place], moved: Place, by: int) -> None:
    """Let a place of a quiz change with the one before (by = -1) or after it (by = 1).

    The first one of a section moves to the end of the section before, the last one to the next section.
    """
    index = places.index(moved)
    other = index + by
    if 0 <= other < len(places) and places[other].section_id == moved.section_id:
        changed = list(places)
        changed[index], changed[other] = changed[other], changed[index]
        store_places(places, changed)
        return
    sections = [None, *(section.id for section in sections_of_quiz(moved.quiz_id))]
    next_section = sections.index(moved.section_id) + by
    if 0 <= next_section < len(sections):
        moved.section_id = sections[next_section]
        db.session.flush()


def set_full_mark(quiz: Quiz, question_id: int, full_mark: float) -> None:
    """Set what a question of a quiz is worth: above 0, 100 at most. Raises Invalid, Refused."""
    check_full_mark(full_mark)
    for place in open_places(quiz):
        if isinstance(place, QuizSlot) and place.question_id == question_id:
            place.max_mark = full_mark
    db.session.flush()


def check_full_mark(full_mark: float) -> None:
    """Raise Invalid for a full mark that no question can have."""
    if not 0 < full_mark <= HIGHEST_MARK:
        raise Invalid([Problem("out_of_range", ("full_mark",), {"minimum": 0, "maximum": HIGHEST_MARK})])


def open_places(quiz: Quiz) -> list[Place]:
    """The places of a quiz in order, to be changed; raises Refused once a student has started it."""
    if is_in_use(quiz.id):
        raise Refused("quiz_in_use")
    return places_of(quiz.id)


def store_places(before: Sequence[Place], after: Sequence[Place]) -> None:
    """Number the places of a quiz anew, and delete those that are gone.

    Those that move go out of the way first, since no two slots may have one position even for a moment.
    """
    for place in before:
        if place not in after:
            db.session.delete(place)
    db.session.flush()
    moved = [(number, place) for number, place in enumerate(after, 1) if place.position != number]
    for away in (OUT_OF_THE_WAY, 0):
        for number, place in moved:
            place.position = away + number
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
    late_answers: str = "ask",
    timing: Timing = NO_RULES,
    behavior: Behavior = USUAL,
) -> Assignment:
    """Assign a quiz to a class; raises Invalid, or Refused where it holds no question or cannot draw them."""
    if not places_of(quiz.id):
        raise Refused("quiz_empty")
    if gaps(quiz):
        raise Refused("draw_not_filled")
    assignment = Assignment(
        quiz_id=quiz.id, classroom_id=classroom.id, created_by_id=teacher.id, created_at=now
    )
    _set_terms(
        assignment,
        opens_at=opens_at,
        due_at=due_at,
        closes_at=closes_at,
        release=release,
        attempts_allowed=attempts_allowed,
        counting=counting,
        late_answers=late_answers,
        timing=timing,
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
    late_answers: str = "ask",
    timing: Timing,
    behavior: Behavior = USUAL,
    now: datetime,
    takes_time_away: bool = False,
) -> Moved:
    """Set the terms of an assignment; another release rule takes an earlier release back. Raises Invalid.

    Attempts that are running get more time at once; they lose some only where `takes_time_away`. Returns
    what became of them.
    """
    _set_terms(
        assignment,
        opens_at=opens_at,
        due_at=due_at,
        closes_at=closes_at,
        release=release,
        attempts_allowed=attempts_allowed,
        counting=counting,
        late_answers=late_answers,
        timing=timing,
        behavior=behavior,
    )
    db.session.flush()
    return move_attempts(assignment, now, takes_time_away=takes_time_away)


def date_problems(opens_at: datetime, due_at: datetime, closes_at: datetime) -> list[Problem]:
    """What is wrong with the order of the dates."""
    is_in_order = opens_at < due_at <= closes_at
    return [] if is_in_order else [Problem("dates_out_of_order", ("due_at",))]


def _set_terms(
    assignment: Assignment,
    *,
    opens_at: datetime,
    due_at: datetime,
    closes_at: datetime,
    release: str,
    attempts_allowed: int,
    counting: str,
    late_answers: str,
    timing: Timing,
    behavior: Behavior,
) -> None:
    problems = date_problems(opens_at, due_at, closes_at) + timing_problems(timing)
    problems += behavior_problems(release, behavior)
    if not 1 <= attempts_allowed <= MOST_ATTEMPTS:
        problems.append(
            Problem("out_of_range", ("attempts_allowed",), {"minimum": 1, "maximum": MOST_ATTEMPTS})
        )
    if counting not in COUNTINGS or late_answers not in LATE_ANSWERS:
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
    assignment.late_answers = late_answers
    for name, value in asdict(timing).items():
        setattr(assignment, name, value)


def put_together(assignments: Sequence[Assignment]) -> None:
    """Remember that these were assigned in one go, so that later changes can be made to all of them."""
    if len(assignments) > 1:
        for assignment in assignments:
            assignment.together_id = assignments[0].id
        db.session.flush()


def open_now(assignment: Assignment, now: datetime) -> bool:
    """Let students start now; False where they can already, or the quiz is withdrawn."""
    if assignment.opens_at <= now or assignment.withdrawal:
        return False
    assignment.opens_at = now
    db.session.flush()
    return True


def release_marks(assignment: Assignment, now: datetime) -> None:
    """Let the students of this assignment see their marks and answers from now on.

    Raises Refused where the rule is not by_teacher: such a release would wait for a later change of the rule.
    """
    if assignment.release != "by_teacher":
        raise Refused("not_released_by_teacher")
    assignment.released_at = assignment.released_at or now
