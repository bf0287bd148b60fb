"""Assigning a quiz to a class, and who has handed in."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp.accounts.sessions import current_person
from quizapp.classrooms.access import own_class
from quizapp.classrooms.queries import classes_taught_by
from quizapp.db import db
from quizapp.errors import Invalid, Refused
from quizapp.marking import counting_mark, round_for_display
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.quizzes import access, actions, queries
from quizapp.quizzes.forms import AssignmentForm, local_moments, usual_moments
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.forms import choices, show_problems
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence


def install(blueprint: Blueprint) -> None:
    """Add the pages of assignments to the blueprint of quizzes."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/quizzes/<int:quiz_id>/assign", "assign", assign, methods=both)
    blueprint.add_url_rule("/classes/<int:classroom_id>/quizzes", "assignments", assignments)
    blueprint.add_url_rule("/assignments/<int:assignment_id>", "assignment", assignment)
    blueprint.add_url_rule("/assignments/<int:assignment_id>/edit", "edit", edit, methods=both)
    blueprint.add_url_rule("/assignments/<int:assignment_id>/release", "release", release, methods=["POST"])


def assign(quiz_id: int) -> ResponseReturnValue:
    """Choose class, dates and terms."""
    quiz = access.own_quiz(current_person(), quiz_id)
    classes = {row.classroom.id: row.classroom for row in classes_taught_by(current_person())}
    if not classes:
        flash(gettext("Make a class first; then you can assign this quiz to it."), "error")
        return redirect(url_for("classrooms.new_class"))
    chosen = classes.get(request.args.get("class", 0, type=int)) or next(iter(classes.values()))
    form = AssignmentForm(classroom_id=chosen.id, **usual_moments(now(), chosen.time_zone))
    form.classroom_id.choices = choices((classroom.id, classroom.name) for classroom in classes.values())
    if form.validate_on_submit():
        made = once.earlier_result() or _assigned(quiz, form, classes[form.classroom_id.data])
        if made:
            return made
    zones = {classroom.name: classroom.time_zone for classroom in classes.values()}
    page = render_template("quizzes/assign.html", form=form, quiz=quiz, zone=chosen.time_zone, zones=zones)
    return page, 422 if form.errors else 200


def _assigned(quiz: Quiz, form: AssignmentForm, classroom: Classroom) -> Response | None:
    """Assign as the form says; None where it cannot be done, and the form then says why."""
    terms = _terms(form, classroom.time_zone)
    try:
        made = actions.assign_quiz(quiz, classroom, **terms, teacher=current_person(), now=now())
    except (Invalid, Refused) as error:
        _show(form, error)
        return None
    answer = once.lead_to(url_for("quizzes.assignment", assignment_id=made.id), now())
    db.session.commit()
    flash(gettext("Assigned. Students see it on their first page when it opens."))
    return answer


def _terms(form: AssignmentForm, zone: str) -> dict[str, Any]:
    names = ("release", "attempts_allowed", "counting")
    return {**form.moments(zone), **{name: form[name].data for name in names}}


def _show(form: AssignmentForm, error: Invalid | Refused) -> None:
    if isinstance(error, Invalid):
        show_problems(form, error)
    else:
        form.classroom_id.errors = [refusal_sentence(error)]


def assignments(classroom_id: int) -> ResponseReturnValue:
    """What a class is assigned."""
    classroom = own_class(current_person(), classroom_id)
    rows = queries.assignments_of_class(classroom_id)
    quizzes = queries.quizzes_of(current_person())
    return render_template(
        "quizzes/assignments.html", classroom=classroom, rows=rows, quizzes=quizzes, now=now()
    )


def assignment(assignment_id: int) -> ResponseReturnValue:
    """Who has handed in, and with what mark."""
    found, quiz, classroom = access.own_assignment(current_person(), assignment_id)
    rows = [_student(row, found) for row in queries.students_of_assignment(found)]
    return render_template(
        "quizzes/assignment.html",
        assignment=found,
        quiz=quiz,
        classroom=classroom,
        rows=rows,
        handed_in=sum(row["mark"] is not None for row in rows),
        is_closed=now() >= found.closes_at,
        is_open=found.opens_at <= now() < found.closes_at,
        points=round_for_display,
    )


def _student(row: queries.StudentRow, found: Assignment) -> dict[str, Any]:
    marks = [attempt.mark if attempt.handed_in_at else None for attempt in row.attempts]
    handed_in = [attempt for attempt in row.attempts if attempt.handed_in_at]
    handed_in_at = handed_in[-1].handed_in_at if handed_in else None
    return {
        "student": row.student,
        "attempts": row.attempts,
        "mark": counting_mark(found.counting, marks),
        "max_mark": handed_in[-1].max_mark if handed_in else None,
        "handed_in_at": handed_in_at,
        "is_late": handed_in_at is not None and handed_in_at > found.due_at,
        "is_working": bool(row.attempts and row.attempts[-1].handed_in_at is None),
    }


def edit(assignment_id: int) -> ResponseReturnValue:
    """Change the dates and terms of an assignment."""
    found, quiz, classroom = access.own_assignment(current_person(), assignment_id)
    moments = {name: getattr(found, name) for name in ("opens_at", "due_at", "closes_at")}
    form = AssignmentForm(obj=found, data=local_moments(moments, classroom.time_zone))
    form.classroom_id.choices = choices([(classroom.id, classroom.name)])
    for name, moment in local_moments(moments, classroom.time_zone).items():
        if not form.is_submitted():
            form[name].data = moment
    if form.validate_on_submit():
        try:
            actions.change_assignment(found, **_terms(form, classroom.time_zone))
        except Invalid as error:
            db.session.rollback()
            _show(form, error)
        else:
            db.session.commit()
            flash(gettext("Saved."))
            return redirect(url_for("quizzes.assignment", assignment_id=assignment_id))
    page = render_template(
        "quizzes/edit.html", form=form, quiz=quiz, classroom=classroom, assignment_id=assignment_id
    )
    return page, 422 if form.errors else 200


def release(assignment_id: int) -> ResponseReturnValue:
    """Let students see marks and answers."""
    found, _, _ = access.own_assignment(current_person(), assignment_id)
    actions.release_marks(found, now())
    db.session.commit()
    flash(gettext("Students can now see their marks and the answers."))
    return redirect(url_for("quizzes.assignment", assignment_id=assignment_id))
