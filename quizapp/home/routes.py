"""The first page after signing in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts.withdrawn_words import withdrawal_text
from quizapp.classrooms.queries import classes_of_student
from quizapp.home import sentences
from quizapp.home.student import student_today
from quizapp.home.teacher import teacher_today
from quizapp.models.accounts import Person
from quizapp.progress.sentences import points
from quizapp.web.requests import now

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def today() -> ResponseReturnValue:
    """What is due for a student; what waits for a teacher."""
    person = current_person()
    return _student_page(person) if person.role == "student" else _teacher_page(person)


def _student_page(person: Person) -> ResponseReturnValue:
    classes = classes_of_student(person)
    found = student_today(person.id, now())
    return render_template(
        "home/student.html",
        today=found,
        headline_text=sentences.student_headline(found),
        lede=sentences.student_lede(found, now()),
        cards_text=sentences.cards_sentence(found.cards),
        classes=classes,
        points=points,
        withdrawal_text=withdrawal_text,
        now=now(),
    )


def _teacher_page(person: Person) -> ResponseReturnValue:
    found = teacher_today(person, now())
    if person.role == "admin" and not found.classes:
        return render_template("home/admin.html")
    return render_template(
        "home/teacher.html",
        today=found,
        headline_text=sentences.teacher_headline(found),
        lede=sentences.teacher_lede(found, now()),
        now=now(),
    )
