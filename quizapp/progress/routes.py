"""A student's progress: for the student, and for a teacher of the class."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts.practice import practice_queries
from quizapp.classrooms import queries as class_queries
from quizapp.classrooms.access import own_student
from quizapp.errors import NotFound
from quizapp.flashcards.queries import study_zone
from quizapp.marking import whole_percent
from quizapp.progress import overview, sentences
from quizapp.progress.charts import columns
from quizapp.quizzes.own_terms import accommodation
from quizapp.quizzes.words import given_words
from quizapp.web.requests import now

blueprint = Blueprint("progress", __name__)
blueprint.add_app_template_filter(whole_percent)

RECENT_SHOWN = 8


@blueprint.get("/progress")
def mine() -> ResponseReturnValue:
    """What the signed-in student knows, over all their classes."""
    person = current_person()
    if person.role != "student":
        raise NotFound
    found = overview.own_overview(person.id, now())
    return render_template(
        "progress/mine.html",
        **_shown(found),
        lede=sentences.lede(found.topics),
        waiting=sentences.waiting(found.marks_wait, found.answers_wait),
        to_practice=len(practice_queries.missed_by(person.id, now())),
        runs=practice_queries.runs_of(person.id, RECENT_SHOWN),
        classes=class_queries.classes_of_student(person),
        zone=study_zone(person.id) or "UTC",
        today=_today(study_zone(person.id) or "UTC"),
    )


@blueprint.get("/classes/<int:classroom_id>/students/<int:person_id>/progress")
def student(classroom_id: int, person_id: int) -> ResponseReturnValue:
    """What a student of the teacher's class did in this class."""
    classroom, person = own_student(current_person(), classroom_id, person_id)
    found = overview.overview_for_teacher(classroom_id, person_id, now())
    return render_template(
        "progress/student.html",
        **_shown(found),
        lede=sentences.lede(found.topics, person.given_name),
        classroom=classroom,
        student=person,
        accommodations=given_words(accommodation(person_id, None)),
        today=_today(classroom.time_zone),
    )


def _today(zone: str) -> date:
    return now().astimezone(ZoneInfo(zone)).date()


def _shown(found: overview.Overview) -> dict[str, object]:
    return {
        "headline_text": sentences.headline(found.topics),
        "topics": found.topics,
        "works": found.works[:RECENT_SHOWN],
        "missed": found.missed,
        "cards": found.cards,
        "columns": columns(found.cards.days) if found.cards else [],
        "points": sentences.points,
        "weekday": sentences.weekday,
    }
