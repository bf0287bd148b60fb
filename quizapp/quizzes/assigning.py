"""Assigning a quiz to a class, and who has handed in."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp.accounts.sessions import current_person
from quizapp.classrooms.access import own_class
from quizapp.classrooms.queries import classes_taught_by
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.marking import counting_attempts, counting_mark, is_counting_final, round_for_display
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.quizzes import access, actions, behavior_words, queries
from quizapp.quizzes.behavior import choice_of
from quizapp.quizzes.behavior_form import stored_behavior
from quizapp.quizzes.forms import DATES, AssignmentForm, local_moments, usual_moments
from quizapp.quizzes.moving import Moved
from quizapp.quizzes.own_terms import terms_of_class
from quizapp.quizzes.timing import Timing, timing_problems
from quizapp.quizzes.words import minutes_in_words, saved_sentence
from quizapp.terms import OwnTerms
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.addresses import whole_number
from quizapp.web.forms import choices, show_problems
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence

TERMS = ("release", "attempts_allowed", "counting", "late_answers")


def install(blueprint: Blueprint) -> None:
    """Add the pages of assignments to the blueprint of quizzes."""
    blueprint.add_app_template_filter(choice_of, "behavior_choice")
    blueprint.add_app_template_filter(behavior_words.LAYOUTS.__getitem__, "layout_words")
    both = ["GET", "POST"]
    blueprint.add_url_rule("/quizzes/<int:quiz_id>/assign", "assign", assign, methods=both)
    blueprint.add_url_rule("/classes/<int:classroom_id>/quizzes", "assignments", assignments)
    blueprint.add_url_rule("/assignments/<int:assignment_id>", "assignment", assignment)
    blueprint.add_url_rule("/assignments/<int:assignment_id>/edit", "edit", edit, methods=both)
    blueprint.add_url_rule("/assignments/<int:assignment_id>/release", "release", release, methods=["POST"])


def assign(quiz_id: int) -> ResponseReturnValue:
    """Choose dates and terms for a class; of several classes, the class first (`class` in the address)."""
    quiz = access.own_quiz(current_person(), quiz_id)
    classes = classes_taught_by(current_person())
    if not classes:
        flash(gettext("Make a class first; then you can assign this quiz to it."), "error")
        return redirect(url_for("classrooms.new_class"))
    wanted = request.args.get("class")
    if wanted is None and len(classes) > 1:
        return render_template("quizzes/choose_class.html", quiz=quiz, rows=classes)
    classroom = classes[0].classroom if wanted is None else own_class(current_person(), _class_id(wanted))
    return _assign_to(quiz, classroom, is_only=len(classes) == 1)


def _class_id(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise NotFound
    return number


def _assign_to(quiz: Quiz, classroom: Classroom, is_only: bool) -> ResponseReturnValue:
    form = AssignmentForm(classroom_id=classroom.id, **usual_moments(now(), classroom.time_zone))
    form.classroom_id.choices = choices([(classroom.id, classroom.name)])
    if form.validate_on_submit():
        made = once.earlier_result() or _assigned(quiz, form, classroom)
        if made:
            return made
    elif form.is_submitted():
        _show_the_rest(form, classroom.time_zone)
    page = render_template(
        "quizzes/assign.html", form=form, quiz=quiz, zone=classroom.time_zone, is_only=is_only
    )
    return page, 422 if form.errors else 200


def _assigned(quiz: Quiz, form: AssignmentForm, classroom: Classroom) -> Response | None:
    """Assign as the form says; None where it cannot be done, and the form then says why."""
    terms = _terms(form, form.moments(classroom.time_zone))
    if terms["closes_at"] <= now():
        form.closes_at.errors = [gettext("This time is over. Choose a later one.")]
        return None
    try:
        made = actions.assign_quiz(quiz, classroom, **terms, teacher=current_person(), now=now())
    except (Invalid, Refused) as error:
        _show(form, error)
        return None
    answer = once.lead_to(url_for("quizzes.assignment", assignment_id=made.id), now())
    db.session.commit()
    flash(gettext("Assigned. Students see it on their first page when it opens."))
    return answer


def _terms(form: AssignmentForm, moments: dict[str, datetime]) -> dict[str, Any]:
    terms = {name: form[name].data for name in TERMS}
    return {**moments, **terms, "timing": form.timing(), "behavior": form.behavior()}


def _show_the_rest(form: AssignmentForm, zone: str) -> None:
    """Where single fields are wrong, say at once what else would be refused."""
    problems = timing_problems(form.timing())
    if all(form[name].data for name in DATES):
        problems += actions.date_problems(**form.moments(zone))
    show_problems(form, Invalid([p for p in problems if not form[str(p.path[0])].errors]))


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
    assigned, quiz, classroom = access.own_assignment(current_person(), assignment_id)
    students = queries.students_of_assignment(assigned)
    own = terms_of_class(assigned, [row.student.id for row in students])
    rows = [_student(row, assigned, own[row.student.id]) for row in students]
    return render_template(
        "quizzes/assignment.html",
        assignment=assigned,
        quiz=quiz,
        classroom=classroom,
        rows=rows,
        handed_in=sum(row["handed_in_at"] is not None for row in rows),
        waiting=sum(attempt.waiting for row in rows for attempt in row["attempts"]),
        asks_teacher=queries.asks_teacher(assigned.id),
        is_closed=now() >= assigned.closes_at,
        is_open=assigned.opens_at <= now() < assigned.closes_at,
        points=round_for_display,
        minutes=minutes_in_words,
    )


def _student(row: queries.StudentRow, assigned: Assignment, own: OwnTerms) -> dict[str, Any]:
    marks = [attempt.mark if attempt.handed_in_at else None for attempt in row.attempts]
    waiting = [attempt.waiting if attempt.handed_in_at else None for attempt in row.attempts]
    counting = [row.attempts[place] for place in counting_attempts(assigned.counting, marks)]
    # Of several attempts that count together the last one says when the work was done.
    handed_in_at = counting[-1].handed_in_at if counting else None
    return {
        "student": row.student,
        "attempts": row.attempts,
        "mark": counting_mark(assigned.counting, marks),
        "is_being_marked": not is_counting_final(assigned.counting, waiting),
        "max_mark": counting[-1].max_mark if counting else None,
        "handed_in_at": handed_in_at,
        "is_late": bool(handed_in_at and handed_in_at > counting[-1].due_at),
        "deductions": [attempt.late_deduction for attempt in counting if attempt.late_deduction],
        "is_working": bool(row.attempts and row.attempts[-1].handed_in_at is None),
        "own": own,
    }


def edit(assignment_id: int) -> ResponseReturnValue:
    """Change the dates and terms of an assignment."""
    assigned, quiz, classroom = access.own_assignment(current_person(), assignment_id)
    form = AssignmentForm(data=_stored_terms(assigned, classroom.time_zone))
    form.classroom_id.choices = choices([(classroom.id, classroom.name)])
    if form.validate_on_submit():
        try:
            moved = _changed(assigned, form, classroom)
        except Invalid as error:
            db.session.rollback()
            _show(form, error)
        else:
            db.session.commit()
            flash(saved_sentence(moved))
            return redirect(url_for("quizzes.assignment", assignment_id=assignment_id))
    elif form.is_submitted():
        _show_the_rest(form, classroom.time_zone)
    page = render_template(
        "quizzes/edit.html",
        form=form,
        quiz=quiz,
        classroom=classroom,
        assignment_id=assignment_id,
        running=queries.running_attempts(assignment_id, now()),
    )
    return page, 422 if form.errors else 200


def _changed(assigned: Assignment, form: AssignmentForm, classroom: Classroom) -> Moved:
    stored = {name: getattr(assigned, name) for name in DATES}
    return actions.change_assignment(
        assigned,
        **_terms(form, form.moments(classroom.time_zone, stored)),
        now=now(),
        takes_time_away=form.takes_time_away.data,
    )


def _stored_terms(assigned: Assignment, zone: str) -> dict[str, Any]:
    moments = {name: getattr(assigned, name) for name in DATES}
    names = ("classroom_id", *TERMS, *(field.name for field in fields(Timing)))
    terms = {name: getattr(assigned, name) for name in names}
    return {**terms, **local_moments(moments, zone), **stored_behavior(assigned)}


def release(assignment_id: int) -> ResponseReturnValue:
    """Let students see marks and answers."""
    assigned, _, _ = access.own_assignment(current_person(), assignment_id)
    actions.release_marks(assigned, now())
    db.session.commit()
    flash(gettext("Students can now see their marks and the answers."))
    return redirect(url_for("quizzes.assignment", assignment_id=assignment_id))
