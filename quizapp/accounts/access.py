"""May this person? Outsiders learn nothing: what may not be seen does not exist."""

from sqlalchemy import bindparam, select

from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.accounts import Person

# Read by every request of every page: built once, and without the session.
PERSON = select(Person.__table__).where(Person.id == bindparam("person"))


def active_person(person_id: int, sign_in_version: int) -> Person | None:
    """The person of a sign-in, unless it was ended or the account is deactivated.

    They belong to no session: to change them, read them again.
    """
    row = db.session.connection().execute(PERSON, {"person": person_id}).first()
    person = None if row is None else Person(**row._mapping)
    if person is None or person.deactivated_at or person.sign_in_version != sign_in_version:
        return None
    return person


def require_teacher(person: Person) -> Person:
    """Let teachers and administrators through; NotFound for the rest."""
    if person.role not in ("teacher", "admin"):
        raise NotFound
    return person


def require_admin(person: Person) -> Person:
    """Let administrators through; NotFound for the rest."""
    if person.role != "admin":
        raise NotFound
    return person


def managed_person(admin: Person, person_id: int) -> Person:
    """A person whom this administrator manages."""
    require_admin(admin)
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person
