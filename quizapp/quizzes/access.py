"""May this person? A quiz belongs to the teacher who made it, an assignment to the teachers of its class."""

from sqlalchemy import select

from quizapp.classrooms.access import own_class
from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.quizzes import Assignment, Quiz


def own_quiz(teacher: Person, quiz_id: int) -> Quiz:
    """A quiz of this teacher."""
    quiz = db.session.scalar(select(Quiz).where(Quiz.id == quiz_id, Quiz.owner_id == teacher.id))
    if quiz is None:
        raise NotFound
    return quiz


def own_together(teacher: Person, assignment: Assignment) -> list[tuple[Assignment, Classroom]]:
    """The other assignments that were made together with this one, in classes that this person teaches."""
    if assignment.together_id is None:
        return []
    rows = db.session.execute(
        select(Assignment, Classroom)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .join(Membership, Membership.classroom_id == Classroom.id)
        .where(
            Assignment.together_id == assignment.together_id,
            Assignment.id != assignment.id,
            Membership.person_id == teacher.id,
            Membership.role == "teacher",
            Membership.left_at.is_(None),
        )
        .order_by(Classroom.name, Assignment.id)
    )
    return [(row[0], row[1]) for row in rows]


def own_assignment(teacher: Person, assignment_id: int) -> tuple[Assignment, Quiz, Classroom]:
    """An assignment of a class that this person teaches."""
    assignment = db.session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    classroom = own_class(teacher, assignment.classroom_id)
    return assignment, db.session.get_one(Quiz, assignment.quiz_id), classroom
