"""May this person see, or run, this class? Outsiders learn nothing."""

from sqlalchemy import select

from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom, Membership


def own_class(person: Person, classroom_id: int) -> Classroom:
    """The class, if this person teaches it; NotFound for everybody else."""
    return _class_as(person, classroom_id, "teacher")


def _class_as(person: Person, classroom_id: int, role: str) -> Classroom:
    classroom = db.session.scalar(
        select(Classroom)
        .join(Membership, Membership.classroom_id == Classroom.id)
        .where(
            Classroom.id == classroom_id,
            Membership.person_id == person.id,
            Membership.role == role,
            Membership.left_at.is_(None),
        )
    )
    if classroom is None:
        raise NotFound
    return classroom


def own_student(teacher: Person, classroom_id: int, person_id: int) -> tuple[Classroom, Person]:
    """A student who is in a class that this teacher runs."""
    classroom = own_class(teacher, classroom_id)
    membership = db.session.get(Membership, (classroom_id, person_id))
    if membership is None or membership.role != "student" or membership.left_at:
        raise NotFound
    student = db.session.get(Person, person_id)
    assert student is not None
    return classroom, student
