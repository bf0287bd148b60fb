"""The three standing people of the tests, and short ways to things they own.

Alice owns (a teacher with a class), Bob belongs (a student in it), Charlie does neither (another student).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from quizapp.accounts.actions import add_person
from quizapp.bank.actions import add_question
from quizapp.classrooms.actions import create_class, join_class
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom

NOW = datetime(2025, 6, 10, 15, 0, tzinfo=UTC)
PASSWORD = "three small words"


def person(username: str, role: str = "student", **more: Any) -> Person:
    given, family = more.pop("given_name", username.capitalize()), more.pop("family_name", "Example")
    return add_person(
        username=username, given_name=given, family_name=family, role=role, password=PASSWORD, now=NOW, **more
    )


def classroom(teacher: Person, *students: Person, name: str = "Period 3 Civics") -> Classroom:
    made = create_class(name=name, time_zone="America/New_York", teacher=teacher, now=NOW)
    for student in students:
        join_class(made, student, NOW)
    db.session.flush()
    return made


def days(count: float) -> timedelta:
    return timedelta(days=count)


def single_choice(ref: str = "tariff-peak", **more: Any) -> dict[str, Any]:
    return {
        "id": ref,
        "kind": "single_choice",
        "topic": "Tariff levels",
        "stem": f"How high did the tariffs climb by April ({ref})?",
        "options": [
            {"text": "145%", "key": True},
            {"text": "54%", "why": "No source names this figure."},
            {"text": "95%", "why": "No source names this figure."},
        ],
        "explanation": "They reached 145% before the pause in May.",
        "status": "ready",
        **more,
    }


def true_false(ref: str = "pause-agreed", **more: Any) -> dict[str, Any]:
    return {
        "id": ref,
        "kind": "true_false",
        "topic": "What was agreed",
        "stem": f"A pause of 90 days was agreed in May ({ref}).",
        "answer": True,
        "explanation": "The pause lasts 90 days.",
        "status": "ready",
        **more,
    }


def card(ref: str = "term-tariff", **more: Any) -> dict[str, Any]:
    return {
        "id": ref,
        "kind": "card",
        "topic": "Terms",
        "stem": "What is a tariff?",
        "front": "What is a *tariff*?",
        "back": "A tax on imports.",
        "status": "ready",
        **more,
    }


def written(ref: str = "why", **more: Any) -> dict[str, Any]:
    return {
        "id": ref,
        "kind": "written",
        "topic": "Tariff levels",
        "stem": f"Why were the tariffs cut ({ref})?",
        "rubric": [{"points": 1, "text": "names a source"}],
        "status": "ready",
        **more,
    }


def store(*contents: dict[str, Any], author: Person) -> list[int]:
    """Put questions into the bank; returns their ids."""
    return [add_question(content, author=author, now=NOW).id for content in contents]
