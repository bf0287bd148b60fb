"""Assigning a quiz to a class, and who has handed in."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp.accounts.sessions import current_person
from quizapp.bank import shelves
from quizapp.bank.ended import Ended, ended_facts, ended_in_draws
from quizapp.classrooms.access import own_class
from quizapp.classrooms.queries import classes_taught_by
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.marking import counting_attempts, counting_mark, is_counting_final, round_for_display
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.quizzes import access, actions, behavior_words, queries
from quizapp.quizzes.absences import Absent, absent_from
from quizapp.quizzes.behavior import choice_of
from quizapp.quizzes.behavior_form import stored_behavior
from quizapp.quizzes.deeds import By, deeds_of, record
from quizapp.quizzes.forms import DATES, AssignmentForm, local_moments, usual_moments
from quizapp.quizzes.moving import Moved
from quizapp.quizzes.own_terms import terms_of_class
from quizapp.quizzes.timing import Timing, timing_problems
from quizapp.quizzes.words import (
    assigned_sentence,
    class_and_zone,
    deed_words,
    minutes_in_words,
    opened_sentence,
    saved_sentence,
    withdrawn_sentence,
)
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
    blueprint.add_url_rule("/assignments/<int:assignment_id>/open", "open_now", open_now, methods=["POST"])
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
    others = [row.classroom for row in classes if row.classroom.id != classroom.id]
    return _assign_to(quiz, classroom, others)


def _class_id(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise NotFound
    return number


def _assign_to(quiz: Quiz, classroom: Classroom, others: list[Classroom]) -> ResponseReturnValue:
    form = AssignmentForm(classroom_id=classroom.id, **usual_moments(now(), classroom.time_zone))
    form.classroom_id.choices = choices([(classroom.id, classroom.name)])
    form.also.offer([(other.id, class_and_zone(other, classroom)) for other in others])
    if form.validate_on_submit():
        chosen = [classroom, *(other for other in others if other.id in form.also.data)]
        made = once.earlier_result() or _assigned(quiz, form, chosen)
        if made:
            return made
    elif form.is_submitted():
        _show_the_rest(form, classroom.time_zone)
    page = render_template(
        "quizzes/assign.html",
        form=form,
        quiz=quiz,
        zone=classroom.time_zone,
        is_only=not others,
        ended=_ended(quiz),
        ended_drawn=ended_in_draws(
            queries.draws_of(quiz.id), shelves.bank_ids(current_person()), now().date()
        ),
    )
    return page, 422 if form.errors else 200


def _ended(quiz: Quiz) -> list[tuple[int, int, list[Ended]]]:
    """The questions of a quiz whose facts have an end, with their numbers and ids."""
    ids = queries.slot_ids(quiz.id)
    found = ended_facts(ids, now().date())
    return [(number, each, found[each]) for number, each in enumerate(ids, 1) if each in found]


def _assigned(quiz: Quiz, form: AssignmentForm, classes: list[Classroom]) -> Response | None:
    """Assign as the form says; None where it cannot be done, and the form then says why."""
    terms = [_terms(form, form.moments(classroom.time_zone)) for classroom in classes]
    if any(each["closes_at"] <= now() for each in terms):
        form.closes_at.errors = [gettext("This time is over. Choose a later one.")]
        return None
    try:
        made = [
            actions.assign_quiz(quiz, classroom, **each, teacher=current_person(), now=now())
            for classroom, each in zip(classes, terms, strict=True)
        ]
    except (Invalid, Refused) as error:
        db.session.rollback()
        _show(form, error)
        return None
    actions.put_together(made)
    answer = once.lead_to(url_for("quizzes.assignment", assignment_id=made[0].id), now())
    db.session.commit()
    flash(assigned_sentence(len(made)))
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
    absent = absent_from([assignment_id])
    rows = [
        _student(row, assigned, own[row.student.id], absent.get((row.student.id, assignment_id)))
        for row in students
    ]
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
        together=access.own_together(current_person(), assigned),
        withdrawn_text=withdrawn_sentence(assigned) if assigned.withdrawal else None,
        deeds=deeds_of(assignment_id),
        deed_words=deed_words,
    )


def _student(
    row: queries.StudentRow, assigned: Assignment, own: OwnTerms, absent: Absent | None
) -> dict[str, Any]:
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
        "absent": absent.state(now()) if absent else None,
        "make_up_until": absent.until if absent else None,
    }


def edit(assignment_id: int) -> ResponseReturnValue:
    """Change the dates and terms of an assignment."""
    assigned, quiz, classroom = access.own_assignment(current_person(), assignment_id)
    form = AssignmentForm(data=_stored_terms(assigned, classroom.time_zone))
    form.classroom_id.choices = choices([(classroom.id, classroom.name)])
    together = access.own_together(current_person(), assigned)
    if form.validate_on_submit():
        try:
            moved = _changed(assigned, form, classroom)
            for other, other_class in together if form.for_all.data else ():
                moved += _changed(other, form, other_class)
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
        together=[other_class for _, other_class in together],
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
    for other, _ in together_if_wished(assigned):
        if other.release == "by_teacher":
            actions.release_marks(other, now())
    db.session.commit()
    flash(gettext("Students can now see their marks and the answers."))
    return redirect(url_for("quizzes.assignment", assignment_id=assignment_id))


def open_now(assignment_id: int) -> ResponseReturnValue:
    """Let students start now, before the time that was set; in one class, or in all that got it together."""
    assigned, _, _ = access.own_assignment(current_person(), assignment_id)
    chosen = [assigned, *(other for other, _ in together_if_wished(assigned))]
    by = By(current_person().id, now())
    opened = [each for each in chosen if actions.open_now(each, now())]
    for each in opened:
        record(each.id, "open", by)
    db.session.commit()
    flash(opened_sentence(len(opened)))
    return redirect(url_for("quizzes.assignment", assignment_id=assignment_id))


def together_if_wished(assigned: Assignment) -> list[tuple[Assignment, Classroom]]:
    """The assignments made together with this one, where the button was the one for all of them."""
    return access.own_together(current_person(), assigned) if request.form.get("to") == "all" else []
