"""Reads of what students are given beside the terms of their class."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from quizapp.db import db
from quizapp.models.accommodations import Accommodation
from quizapp.models.quizzes import Assignment
from quizapp.terms import OwnTerms, own_terms


@dataclass(frozen=True, slots=True)
class Given:
    """The accommodations of some students: standing, and for single assignments."""

    standing: Mapping[int, Accommodation]  # by person
    single: Mapping[tuple[int, int], Accommodation]  # by (person, assignment)

    def of(self, person_id: int, assignment_id: int) -> list[Accommodation]:
        """What counts for this student in this assignment."""
        found = (self.single.get((person_id, assignment_id)), self.standing.get(person_id))
        return [accommodation for accommodation in found if accommodation is not None]


def given_to(person_ids: Iterable[int]) -> Given:
    """All accommodations of these students; one statement."""
    rows = db.session.scalars(
        select(Accommodation).where(Accommodation.person_id.in_(list(person_ids)))
    ).all()
    return Given(
        {row.person_id: row for row in rows if row.assignment_id is None},
        {(row.person_id, row.assignment_id): row for row in rows if row.assignment_id is not None},
    )


def accommodation(person_id: int, assignment_id: int | None) -> Accommodation | None:
    """The standing accommodation of a student (None), or that for one assignment."""
    return db.session.scalar(
        select(Accommodation).where(
            Accommodation.person_id == person_id,
            Accommodation.assignment_id.is_(None)
            if assignment_id is None
            else Accommodation.assignment_id == assignment_id,
        )
    )


def terms_of_student(assignment: Assignment, person_id: int) -> OwnTerms:
    """What this assignment says to this student; one statement."""
    given = db.session.scalars(
        select(Accommodation)
        .where(
            Accommodation.person_id == person_id,
            or_(Accommodation.assignment_id.is_(None), Accommodation.assignment_id == assignment.id),
        )
        .order_by(Accommodation.assignment_id.is_(None))
    ).all()
    return own_terms(assignment, given)


def terms_of_class(assignment: Assignment, person_ids: Sequence[int]) -> Mapping[int, OwnTerms]:
    """What this assignment says to each of these students; one statement."""
    given = given_to(person_ids)
    return {person: own_terms(assignment, given.of(person, assignment.id)) for person in person_ids}
