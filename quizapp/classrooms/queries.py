"""Reads of classes and rosters."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom, Membership


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class in a list."""

    classroom: Classroom
    students: int


def students_now() -> ColumnElement[bool]:
    """The membership is that of a student who is in the class now."""
    return and_(Membership.role == "student", Membership.left_at.is_(None))


def classes_taught_by(person: Person) -> list[ClassRow]:
    """The classes of this teacher with the number of their students, by name."""
    mine = select(Membership.classroom_id).where(
        Membership.person_id == person.id, Membership.role == "teacher", Membership.left_at.is_(None)
    )
    students = (
        select(func.count())
        .where(
            Membership.classroom_id == Classroom.id,
            Membership.role == "student",
            Membership.left_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Classroom, students).where(Classroom.id.in_(mine)).order_by(Classroom.name, Classroom.id)
    )
    return [ClassRow(classroom, count) for classroom, count in rows]


def classes_of_student(person: Person) -> Sequence[Classroom]:
    """The classes that this student is in, by name."""
    return db.session.scalars(
        select(Classroom)
        .join(Membership, Membership.classroom_id == Classroom.id)
        .where(Membership.person_id == person.id, Membership.role == "student", Membership.left_at.is_(None))
        .order_by(Classroom.name, Classroom.id)
    ).all()


def students_of_class(classroom_id: int) -> Sequence[Person]:
    """The students who are in the class now, by family name."""
    return _members(classroom_id, "student")


def teachers_of_class(classroom_id: int) -> Sequence[Person]:
    """The teachers of the class, by family name."""
    return _members(classroom_id, "teacher")


def _members(classroom_id: int, role: str) -> Sequence[Person]:
    return db.session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.classroom_id == classroom_id, Membership.role == role, Membership.left_at.is_(None))
        .order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.id)
    ).all()


def class_by_code(code: str) -> Classroom | None:
    """The class that this join code opens now, however the code is typed."""
    folded = code.replace(" ", "").replace("-", "").upper()
    return db.session.scalar(
        select(Classroom).where(Classroom.join_code == folded, Classroom.is_joinable.is_(True))
    )
