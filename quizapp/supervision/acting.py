"""A page for each thing that a teacher does to chosen students. It asks first, and its form does it once."""

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.wrappers import Response

from quizapp.accounts.sessions import current_person
from quizapp.db import db
from quizapp.errors import Invalid, NotFound
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.access import own_assignment
from quizapp.quizzes.deeds import By
from quizapp.supervision import actions
from quizapp.supervision.deeds import PLANS, Plan, done_sentence, words_of
from quizapp.supervision.forms import DeedForm
from quizapp.supervision.monitor import seats_now
from quizapp.supervision.seats import Seat
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.addresses import whole_number
from quizapp.web.forms import show_problems
from quizapp.web.requests import now

AFTER = {"absent": "quizzes.assignment", "present": "quizzes.assignment", "make_up": "quizzes.assignment"}


def install(blueprint: Blueprint) -> None:
    """Add a page for each deed to the blueprint of supervision."""
    address = "/assignments/<int:assignment_id>/students/<kind>"
    blueprint.add_url_rule(address, "act", act, methods=["GET", "POST"])


def act(assignment_id: int, kind: str) -> ResponseReturnValue:
    """Choose students (`students` in the address ticks some, `all` everybody) and do something to them."""
    plan = PLANS.get(kind)
    assignment, quiz, classroom = own_assignment(current_person(), assignment_id)
    if plan is None:
        raise NotFound
    if request.method == "POST" and (earlier := once.earlier_result()):
        return earlier
    fitting = [seat for seat in seats_now(assignment, now()) if plan.fits(seat)]
    form = _form(plan, fitting)
    if form.validate_on_submit():
        answer = _done(plan, form, fitting, assignment, classroom)
        if answer:
            return answer
    context = {"form": form, "quiz": quiz, "classroom": classroom, "words": words_of(kind), "plan": plan}
    page = render_template("supervision/act.html", assignment=assignment, **context)
    return page, 422 if form.errors else 200


def _form(plan: Plan, fitting: Sequence[Seat]) -> DeedForm:
    asked = {"minutes": plan.asks_minutes, "opens_at": plan.asks_dates, "closes_at": plan.asks_dates}
    form = DeedForm(students=_ticked(fitting))
    for name in [name for name, is_asked in asked.items() if not is_asked]:
        del form[name]
    form.students.offer([(seat.person_id, _name(seat)) for seat in fitting])
    form.needs_reason = plan.needs_reason
    return form


def _name(seat: Seat) -> str:
    return gettext("%(family)s, %(given)s", family=seat.family_name, given=seat.given_name)


def _ticked(fitting: Sequence[Seat]) -> list[int]:
    """Whom the address names, or everybody."""
    if "all" in request.args:
        return [seat.person_id for seat in fitting]
    found = [whole_number(text) for text in request.args.getlist("students")]
    return [person_id for person_id in found if person_id is not None]


def _done(
    plan: Plan, form: DeedForm, fitting: Sequence[Seat], assignment: Assignment, classroom: Classroom
) -> Response | None:
    """Do it; None where it cannot be done, and the form then says why."""
    chosen = [seat for seat in fitting if seat.person_id in form.students.data]
    try:
        count = _do(plan.kind, form, chosen, assignment, classroom)
    except Invalid as invalid:
        db.session.rollback()
        show_problems(form, invalid)
        return None
    endpoint = AFTER.get(plan.kind, "supervision.monitor")
    answer = once.lead_to(url_for(endpoint, assignment_id=assignment.id), now())
    db.session.commit()
    flash(done_sentence(plan.kind, count), "message" if count else "error")
    return answer


def _do(
    kind: str, form: DeedForm, chosen: Sequence[Seat], assignment: Assignment, classroom: Classroom
) -> int:
    by = By(current_person().id, now(), form.reason.data or "")
    pairs = [(seat.person_id, seat.attempt_id) for seat in chosen if seat.attempt_id is not None]
    ids = [seat.person_id for seat in chosen]
    if kind == "time":
        return actions.give_time_to(assignment, pairs, form.minutes.data, by)
    if kind == "reopen":
        return actions.reopen_for(assignment, pairs, form.minutes.data, by)
    if kind == "hand_in":
        return actions.hand_in_for(assignment, pairs, by)
    if kind == "make_up":
        opens_at, closes_at = form.dates(classroom.time_zone)
        students = db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
        return actions.make_up(assignment, students, by, opens_at=opens_at, closes_at=closes_at)
    return (actions.mark_absent if kind == "absent" else actions.mark_present)(assignment, ids, by)
