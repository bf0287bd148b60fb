"""Pages on which a teacher says what one student gets: in every quiz, or in one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.classrooms.access import own_student
from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.quizzes import access, accommodations, own_terms
from quizapp.quizzes.moving import Moved
from quizapp.quizzes.time_forms import SingleForm, StandingForm, stored_values
from quizapp.quizzes.words import given_words, own_words, saved_sentence
from quizapp.translations import gettext
from quizapp.web.forms import show_problems
from quizapp.web.requests import now


def install(blueprint: Blueprint) -> None:
    """Add the pages of accommodations to the blueprint of quizzes."""
    both = ["GET", "POST"]
    student = "students/<int:person_id>/accommodations"
    blueprint.add_url_rule(f"/classes/<int:classroom_id>/{student}", "standing", standing, methods=both)
    blueprint.add_url_rule(f"/assignments/<int:assignment_id>/{student}", "single", single, methods=both)


def standing(classroom_id: int, person_id: int) -> ResponseReturnValue:
    """What a student gets in every quiz, of every class."""
    classroom, student = own_student(current_person(), classroom_id, person_id)
    form = StandingForm(data=stored_values(own_terms.accommodation(person_id, None), classroom.time_zone))
    moved = _answer(form, student, classroom, None)
    if moved:
        flash(saved_sentence(moved))
        return redirect(url_for("progress.student", classroom_id=classroom_id, person_id=person_id))
    back = url_for("progress.student", classroom_id=classroom_id, person_id=person_id)
    return _page(form, student, classroom, back), 422 if form.errors else 200


def single(assignment_id: int, person_id: int) -> ResponseReturnValue:
    """What a student gets in one assignment, beside what they get in every one."""
    assigned, quiz, _ = access.own_assignment(current_person(), assignment_id)
    classroom, student = own_student(current_person(), assigned.classroom_id, person_id)
    stored = own_terms.accommodation(person_id, assignment_id)
    form = SingleForm(data=stored_values(stored, classroom.time_zone))
    moved = _answer(form, student, classroom, assigned)
    back = url_for("quizzes.assignment", assignment_id=assignment_id)
    if moved:
        flash(saved_sentence(moved))
        return redirect(back)
    page = _page(form, student, classroom, back, assigned, quiz)
    return page, 422 if form.errors else 200


def _answer(
    form: StandingForm, student: Person, classroom: Classroom, assigned: Assignment | None
) -> Moved | None:
    """Store or take away what the form says; None where there is nothing to do, or something is wrong."""
    moved: Moved | None = None
    if request.method == "POST" and request.form.get("do") == "remove":
        moved = accommodations.remove_accommodation(student, assigned, now())
    elif form.validate_on_submit():
        moved = _stored(form, student, classroom, assigned)
    if moved:
        db.session.commit()
    return moved


def _stored(
    form: StandingForm, student: Person, classroom: Classroom, assigned: Assignment | None
) -> Moved | None:
    wanted, teacher = form.wanted(classroom.time_zone), current_person()
    try:
        if assigned is None:
            return accommodations.set_standing(student, wanted, teacher=teacher, now=now())
        return accommodations.set_for_assignment(student, assigned, wanted, teacher=teacher, now=now())
    except Invalid as invalid:
        show_problems(form, invalid)
        return None


def _page(
    form: StandingForm,
    student: Person,
    classroom: Classroom,
    back: str,
    assigned: Assignment | None = None,
    quiz: Quiz | None = None,
) -> str:
    standing = own_terms.accommodation(student.id, None)
    stored = own_terms.accommodation(student.id, assigned.id) if assigned else standing
    return render_template(
        "quizzes/accommodations.html",
        form=form,
        student=student,
        classroom=classroom,
        quiz=quiz,
        is_stored=stored is not None,
        standing=given_words(standing) if assigned else [],
        own_text=own_words(own_terms.terms_of_student(assigned, student.id), classroom.time_zone, now())
        if assigned
        else gettext("This holds in every quiz of every class of %(name)s.", name=student.given_name),
        back_url=back,
    )
