"""May this person? A student sees their own attempts, a teacher those of their classes, nobody else any."""

from datetime import datetime

from sqlalchemy import select

from quizapp.attempts import queries
from quizapp.attempts.policy import may_see_answers
from quizapp.attempts.queries import HeadRow, Offer
from quizapp.attempts.regrades.dispute_queries import dispute_with_class
from quizapp.classrooms.access import own_class
from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.models.accounts import Person
from quizapp.models.attempts import Dispute
from quizapp.models.classrooms import Membership


def own_attempt(person: Person, attempt_id: int) -> HeadRow:
    """An attempt of this student."""
    head = queries.attempt_head(attempt_id)
    if head is None or head.person_id != person.id:
        raise NotFound
    return head


def working_attempt(person: Person, attempt_id: int) -> HeadRow:
    """An attempt of this student to work on; Refused once they have left the class."""
    return _still_in_class(own_attempt(person, attempt_id))


def own_page(sign_in: tuple[int, int], attempt_id: int) -> HeadRow | None:
    """The same of whoever signed in so, with their name and role; None where that sign-in has ended.

    `sign_in` is what a cookie claims: the id of a person and the version of the sign-in. One statement.
    """
    return _of_sign_in(sign_in, queries.attempt_head_of_reader(attempt_id))


def own_slot(sign_in: tuple[int, int], attempt_id: int, slot: int) -> HeadRow | None:
    """One slot of such an attempt, to be saved; None where the sign-in has ended. One statement."""
    return _of_sign_in(sign_in, queries.slot_to_save(attempt_id, slot))


def _of_sign_in(sign_in: tuple[int, int], given: HeadRow | None) -> HeadRow | None:
    if given is None or given.person_id != sign_in[0]:
        raise NotFound
    if given.sign_in_version != sign_in[1] or given.deactivated_at is not None:
        return None
    return _still_in_class(given)


def _still_in_class(head: HeadRow) -> HeadRow:
    if not head.is_member:
        raise Refused("not_in_class")
    return head


def taught_attempt(teacher: Person, attempt_id: int) -> HeadRow:
    """An attempt in a class that this person teaches."""
    head = queries.attempt_head(attempt_id)
    if head is None:
        raise NotFound
    own_class(teacher, head.classroom_id)
    return head


def readable_attempt(person: Person, attempt_id: int) -> HeadRow:
    """An attempt that this person may read: their own, or one in a class that they teach."""
    head = queries.attempt_head(attempt_id)
    if head is None:
        raise NotFound
    if head.person_id != person.id:
        own_class(person, head.classroom_id)
    return head


def disputable_attempt(person: Person, attempt_id: int, now: datetime) -> HeadRow:
    """An attempt of this student whose answers they may see, and so say what is wrong with them."""
    head = own_attempt(person, attempt_id)
    if not head.is_member or not may_see_answers(head, head.handed_in_at, now):
        raise NotFound
    return head


def own_dispute(teacher: Person, dispute_id: int) -> Dispute:
    """A dispute from a class that this person teaches."""
    found = dispute_with_class(dispute_id)
    if found is None:
        raise NotFound
    own_class(teacher, found[1])
    return found[0]


def own_offer(person: Person, assignment_id: int) -> Offer:
    """An assignment of a class that this student is in."""
    found = queries.offer(assignment_id)
    if found is None or not _is_student_of(person, found.classroom.id):
        raise NotFound
    return found


def _is_student_of(person: Person, classroom_id: int) -> bool:
    query = select(Membership.person_id).where(
        Membership.classroom_id == classroom_id,
        Membership.person_id == person.id,
        Membership.role == "student",
        Membership.left_at.is_(None),
    )
    return db.session.scalar(query) is not None
