"""The room of a quiz as its teacher sees it, and what the teacher says to everybody in it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.models.supervision import RoomMessage
from quizapp.quizzes.access import own_assignment
from quizapp.quizzes.deeds import By
from quizapp.supervision import actions, queries
from quizapp.supervision.forms import MessageForm
from quizapp.supervision.monitor import live
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.requests import now


def install(blueprint: Blueprint) -> None:
    """Add what concerns messages to the blueprint of supervision."""
    post = ["POST"]
    blueprint.add_url_rule("/assignments/<int:assignment_id>/messages", "say", say, methods=post)
    address = "/assignments/<int:assignment_id>/messages/<int:message_id>/take-back"
    blueprint.add_url_rule(address, "unsay", unsay, methods=post)


def room_page(
    assignment: Assignment, quiz: Quiz, classroom: Classroom, form: MessageForm | None = None
) -> str:
    """The live monitor; `form` is a message that could not be sent."""
    hides_names = request.args.get("names") == "hidden"
    return render_template(
        "supervision/monitor.html",
        assignment=assignment,
        quiz=quiz,
        classroom=classroom,
        live=live(assignment, classroom, now(), hides_names=hides_names),
        hides_names=hides_names,
        is_over=now() >= assignment.closes_at or assignment.withdrawal is not None,
        messages=[] if hides_names else queries.messages_of(assignment.id),
        form=form or MessageForm(formdata=None),
        now=now(),
    )


def say(assignment_id: int) -> ResponseReturnValue:
    """Say something to all who are taking this quiz."""
    assignment, quiz, classroom = own_assignment(current_person(), assignment_id)
    form = MessageForm()
    if not form.validate_on_submit():
        return room_page(assignment, quiz, classroom, form), 422
    if earlier := once.earlier_result():
        return earlier
    by = By(current_person().id, now())
    actions.say(assignment, form.text.data, by, is_for_later=form.is_for_later.data)
    answer = once.lead_to(url_for("supervision.monitor", assignment_id=assignment_id), now())
    db.session.commit()
    flash(gettext("Sent to everybody who is taking this quiz."))
    return answer


def unsay(assignment_id: int, message_id: int) -> ResponseReturnValue:
    """Take a message back."""
    own_assignment(current_person(), assignment_id)
    message = db.session.get(RoomMessage, message_id)
    if message is None or message.assignment_id != assignment_id:
        raise NotFound
    actions.take_message_back(message, now())
    db.session.commit()
    flash(gettext("Students no longer see this message."))
    return redirect(url_for("supervision.monitor", assignment_id=assignment_id))
