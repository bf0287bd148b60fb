"""May this person? A quiz belongs to the teacher who made it, an assignment to the teachers of its class."""

from sqlalchemy import select

from quizapp.classrooms.access import own_class
from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz


def own_quiz(teacher: Person, quiz_id: int) -> Quiz:
    """A quiz of this teacher."""
    quiz = db.session.scalar(select(Quiz).where(Quiz.id == quiz_id, Quiz.owner_id == teacher.id))
    if quiz is None:
        raise NotFound
    return quiz


def own_assignment(teacher: Person, assignment_id: int) -> tuple[Assignment, Quiz, Classroom]:
    """An assignment of a class that this person teaches."""
    assignment = db.session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    classroom = own_class(teacher, assignment.classroom_id)
    return assignment, db.session.get_one(Quiz, assignment.quiz_id), classroom
