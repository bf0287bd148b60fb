"""Sections of a quiz: parts with a title and instructions. Nothing here commits."""

from sqlalchemy import select, update

from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem
from quizapp.models.quizzes import Quiz, QuizSection
from quizapp.quizzes.actions import OUT_OF_THE_WAY, open_places, store_places
from quizapp.quizzes.queries import sections_of_quiz


def section_of(quiz: Quiz, section_id: int) -> QuizSection:
    """A section of this quiz; raises NotFound."""
    found = db.session.scalar(
        select(QuizSection).where(QuizSection.id == section_id, QuizSection.quiz_id == quiz.id)
    )
    if found is None:
        raise NotFound
    return found


def add_section(quiz: Quiz, *, title: str, instructions: str) -> QuizSection:
    """Make an empty section at the end; raises Invalid, and Refused once the quiz is in use."""
    open_places(quiz)
    _check_title(title)
    made = QuizSection(
        quiz_id=quiz.id,
        position=len(sections_of_quiz(quiz.id)) + 1,
        title=title.strip(),
        instructions=instructions.strip(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def change_section(section: QuizSection, *, title: str, instructions: str) -> None:
    """Change what a section is called and what it says; raises Invalid. A quiz in use may still be worded."""
    _check_title(title)
    section.title, section.instructions = title.strip(), instructions.strip()


def remove_section(quiz: Quiz, section: QuizSection) -> None:
    """Take a section away; its questions go to the end of the one before. Raises Refused once in use."""
    ids = [None, *(each.id for each in sections_of_quiz(quiz.id))]
    before = ids[ids.index(section.id) - 1]
    for place in open_places(quiz):
        if place.section_id == section.id:
            place.section_id = before
    db.session.flush()
    position = section.position
    db.session.delete(section)
    db.session.flush()
    # One after the other, since two must never share a position.
    for later in sections_of_quiz(quiz.id):
        if later.position > position:
            db.session.execute(
                update(QuizSection).where(QuizSection.id == later.id).values(position=later.position - 1)
            )
    db.session.expire_all()


def move_section(quiz: Quiz, section: QuizSection, by: int) -> None:
    """Let a section change with the one before (by = -1) or after it (by = 1), all that stands in it with it.

    At the end it stays; what stands in no section stays first. Raises Refused once the quiz is in use.
    """
    places, order = open_places(quiz), list(sections_of_quiz(quiz.id))
    index = order.index(section)
    if not 0 <= index + by < len(order):
        return
    order[index], order[index + by] = order[index + by], order[index]
    for away in (OUT_OF_THE_WAY, 0):
        for number, each in enumerate(order, 1):
            each.position = away + number
        db.session.flush()
    rank = {None: 0} | {each.id: each.position for each in order}
    store_places(places, sorted(places, key=lambda place: rank[place.section_id]))


def _check_title(title: str) -> None:
    if not title.strip():
        raise Invalid([Problem("missing_field", ("title",))])
