"""Writes of people. Nothing here commits."""

from datetime import datetime

from sqlalchemy import select

from quizapp.accounts.passwords import (
    MAXIMUM_LENGTH,
    MINIMUM_LENGTH,
    hash_password,
    make_password,
)
from quizapp.accounts.queries import fold_username
from quizapp.db import db
from quizapp.errors import Invalid, Problem
from quizapp.models.accounts import ROLES, Person


def add_person(
    *,
    username: str,
    given_name: str,
    family_name: str,
    role: str,
    password: str,
    now: datetime,
    student_number: str | None = None,
    is_demo: bool = False,
) -> Person:
    """Add an account; raises Invalid with a problem per field.

    The password is hashed before the first statement, so that no lock is held meanwhile.
    """
    bad_password = password_problems(password)
    password_hash = None if bad_password else hash_password(password)
    person = Person(
        username=fold_username(username),
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        role=role,
        student_number=(student_number or "").strip() or None,
        is_demo=is_demo,
        created_at=now,
        sign_in_version=1,
    )
    problems = person_problems(person) + bad_password
    if problems:
        raise Invalid(problems)
    person.password_hash = password_hash
    db.session.add(person)
    db.session.flush()
    return person


def person_problems(person: Person) -> list[Problem]:
    """What keeps this new account from being stored."""
    problems = []
    if not 2 <= len(person.username) <= 80 or any(sign.isspace() for sign in person.username):
        problems.append(Problem("bad_username", ("username",)))
    elif db.session.scalar(select(Person.id).where(Person.username == person.username)):
        problems.append(Problem("username_taken", ("username",)))
    if not person.given_name:
        problems.append(Problem("missing_field", ("given_name",)))
    if person.role not in ROLES:
        problems.append(Problem("not_allowed", ("role",)))
    number = person.student_number
    if number and db.session.scalar(select(Person.id).where(Person.student_number == number)):
        problems.append(Problem("student_number_taken", ("student_number",)))
    return problems


def password_problems(password: str) -> list[Problem]:
    """What is wrong with a password that somebody chose."""
    if not MINIMUM_LENGTH <= len(password) <= MAXIMUM_LENGTH:
        return [
            Problem(
                "bad_password_length", ("password",), {"minimum": MINIMUM_LENGTH, "maximum": MAXIMUM_LENGTH}
            )
        ]
    return []


def change_password(person_id: int, password: str) -> Person:
    """Set a password that its owner chose, and end all other sign-ins; raises Invalid."""
    problems = password_problems(password)
    if problems:
        raise Invalid(problems)
    password_hash = hash_password(password)  # before the first statement takes a lock
    person = db.session.get_one(Person, person_id)
    person.password_hash = password_hash
    person.sign_in_version += 1
    return person


def reset_password(person_id: int) -> str:
    """Set a password by chance, end all sign-ins, and return the password to be handed over."""
    password = make_password()
    change_password(person_id, password)
    return password


def deactivate(person: Person, now: datetime) -> None:
    """Close an account: its owner can no longer sign in; their work stays."""
    person.deactivated_at = person.deactivated_at or now
    person.sign_in_version += 1


def reactivate(person: Person) -> None:
    """Open a closed account again."""
    person.deactivated_at = None
