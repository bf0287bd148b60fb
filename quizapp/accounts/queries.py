"""Reads of people."""

from collections.abc import Sequence

from sqlalchemy import func, select

from quizapp.db import db
from quizapp.models.accounts import Person


def person_by_username(username: str) -> Person | None:
    """The person with this username, however it is capitalized."""
    return db.session.scalar(select(Person).where(Person.username == fold_username(username)))


def fold_username(username: str) -> str:
    """The form in which a username is stored and compared."""
    return username.strip().lower()


def people(role: str | None = None) -> Sequence[Person]:
    """Everybody, by family name; only those of `role` where it is given."""
    query = select(Person).order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.id)
    return db.session.scalars(query if role is None else query.where(Person.role == role)).all()


def has_people() -> bool:
    """Whether this school has anybody yet."""
    return db.session.scalar(select(Person.id).limit(1)) is not None
