"""A student's way through a quiz: cover, questions, hand in, review. Teachers read the same review."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import claimed_sign_in, current_person, turn_away
from quizapp.attempts import (
    access,
    actions,
    correcting,
    covering,
    deciding,
    granting,
    keeping,
    late,
    pages,
    policy,
    presence,
    queries,
    saving,
    submitted,
    whole,
)
from quizapp.attempts.by_hand import marking_desk
from quizapp.attempts.claims import NO_CLAIM
from quizapp.attempts.contents import contents
from quizapp.attempts.practice import practice_pages as practice
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.attempts.question_page import question_html
from quizapp.attempts.reviewing import review_page
from quizapp.attempts.settling import settle_before_reading
from quizapp.attempts.trying import check_answer
from quizapp.attempts.whole import taking_of
from quizapp.db import db
from quizapp.errors import AttemptClosed, NotFound, QuestionClosed, Refused
from quizapp.questions import Question
from quizapp.terms import phase, seconds_left
from quizapp.translations.times import clock_time
from quizapp.web.addresses import whole_number
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence

blueprint = Blueprint("attempts", __name__)
for part in (
    correcting,
    covering,
    deciding,
    granting,
    keeping,
    marking_desk,
    practice,
    presence,
    saving,
    whole,
):
    part.install(blueprint)


@blueprint.get("/attempts/<int:attempt_id>/questions/<int:number>")
def question(attempt_id: int, number: int) -> ResponseReturnValue:
    head = _of_reader(attempt_id)
    if head is None:
        return turn_away()
    if phase(head, now()) != "open":
        return _time_is_over(head)
    states = queries.slot_states(attempt_id)
    if not 1 <= number <= len(states):
        raise NotFound
    if head.layout == "forward" and number != head.reached:
        if number < head.reached:
            flash(refusal_sentence(QuestionClosed("question_left")))
        return redirect(pages.question_url(head, head.reached))
    if head.layout == "page":
        return redirect(pages.question_url(head, number))
    return question_html(taking_of(head, states), number)


def _of_reader(attempt_id: int) -> HeadRow | None:
    sign_in = claimed_sign_in()
    return None if sign_in is None else access.own_page(sign_in, attempt_id)


def _time_is_over(head: HeadRow) -> ResponseReturnValue:
    """In the grace period the student may only hand in; after it that is done for them."""
    if phase(head, now()) == "grace":
        return redirect(url_for("attempts.check", attempt_id=head.id))
    settle_before_reading(now())
    return redirect(url_for("attempts.done", attempt_id=head.id))


@blueprint.post("/attempts/<int:attempt_id>/questions/<int:number>")
def answer(attempt_id: int, number: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    state, content = _slot(attempt_id, number)
    sent = submitted.read_form(request.form, content.body)
    response = content.body.from_places(sent.response, pages.seed_of(head.seed, number))
    if head.layout == "forward" and number != head.reached:
        return _left(head, is_changed=not sent.is_kept and response != state.response)
    try:
        if not sent.is_kept:
            actions.record_form_response(attempt_id, number, sent.seen, response, now())
        if sent.go == "check":
            _check(head, number, content)
    except QuestionClosed as error:
        flash(refusal_sentence(error), "error")
        return redirect(pages.question_url(head, number))
    except AttemptClosed as error:
        return _too_late(head, number, sent, response, error)
    _set_flag_and_place(head, state, sent)
    db.session.commit()
    if sent.go == "over" and now() >= head.deadline_at:
        actions.end_attempt(head, now())
        db.session.commit()
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    return redirect(_next_address(head, number, "" if _stays(sent) else sent.go))


def _left(head: HeadRow, *, is_changed: bool) -> ResponseReturnValue:
    """A question that was left, posted again; a second press of Next needs no words."""
    if is_changed:
        flash(refusal_sentence(QuestionClosed("question_left")), "error")
    return redirect(pages.question_url(head, head.reached))


def _check(head: HeadRow, number: int, content: Question) -> None:
    """Check the answer that was just saved, where this is practice; one that cannot be checked is told."""
    if not policy.matrix_of(head).is_practice:
        return
    try:
        check_answer(head.id, number, content, least=head.tries, now=now())
    except AttemptClosed:
        raise
    except Refused as error:
        flash(refusal_sentence(error), "error")


def _stays(sent: submitted.Submitted) -> bool:
    return sent.stays or sent.flag is not None


def _set_flag_and_place(head: HeadRow, state: SlotState, sent: submitted.Submitted) -> None:
    if sent.flag is not None and sent.flag != state.is_flagged:
        actions.set_flag(head.id, state.slot, sent.flag)
    if head.layout == "forward" and sent.go == "next" and not _stays(sent):
        actions.advance_to(head.id, state.slot + 1)


def _too_late(
    head: HeadRow, number: int, sent: submitted.Submitted, response: Any, error: AttemptClosed
) -> ResponseReturnValue:
    """A form that was sent after the end: kept for the teacher, who may let it count."""
    sequence = None if sent.is_kept else actions.form_sequence(head.id, number, sent.seen, response)
    if sequence is not None:
        late.keep_late(head, number, sequence, response, NO_CLAIM, now())
    db.session.commit()
    flash(refusal_sentence(error), "error")
    return redirect(url_for("attempts.done", attempt_id=head.id))


def _slot(attempt_id: int, slot: int) -> tuple[SlotState, Question]:
    state = queries.slot_state(attempt_id, slot)
    if state is None:
        raise NotFound
    return state, contents([(state.version_id, state.digest)])[state.version_id]


def _next_address(head: HeadRow, number: int, go: str) -> str:
    if go == "finish":
        return url_for("attempts.check", attempt_id=head.id)
    if go == "leave":
        return url_for("home.today")
    steps = {"prev": number - 1, "next": number + 1}
    wanted = steps.get(go) or whole_number(go) or number
    return url_for("attempts.question", attempt_id=head.id, number=max(1, wanted))


@blueprint.get("/attempts/<int:attempt_id>/hand-in")
def check(attempt_id: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    if phase(head, now()) == "over":
        return _time_is_over(head)
    context = pages.hand_in_page(head, queries.slot_states(attempt_id))
    return render_template(
        "attempts/hand_in.html",
        **context,
        due_text=pages.due_text(head, head.time_zone, now()),
        clock=pages.clock(head, now()),
        is_over=phase(head, now()) == "grace",
    )


@blueprint.get("/attempts/<int:attempt_id>/clock")
def clock(attempt_id: int) -> ResponseReturnValue:
    """The seconds that are left by the server's clock, for a page whose attempt may have been given more."""
    head = access.working_attempt(current_person(), attempt_id)
    left = 0 if phase(head, now()) != "open" else seconds_left(head.deadline_at, now())
    return jsonify(seconds_left=left, until=clock_time(head.deadline_at, head.time_zone))


@blueprint.post("/attempts/<int:attempt_id>/hand-in")
def hand_in(attempt_id: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    actions.end_attempt(head, now())
    db.session.commit()
    return redirect(url_for("attempts.done", attempt_id=attempt_id))


@blueprint.get("/attempts/<int:attempt_id>/done")
def done(attempt_id: int) -> ResponseReturnValue:
    head = access.own_attempt(current_person(), attempt_id)
    if head.handed_in_at is None:
        return redirect(url_for("attempts.check", attempt_id=attempt_id))
    states = queries.slot_states(attempt_id)
    return render_template("attempts/done.html", **pages.done_page(head, states, now()))


@blueprint.get("/attempts/<int:attempt_id>")
def review(attempt_id: int) -> ResponseReturnValue:
    person = current_person()
    head = access.readable_attempt(person, attempt_id)
    if head.person_id == person.id and head.handed_in_at is None:
        return redirect(url_for("attempts.cover", assignment_id=head.assignment_id))
    return review_page(person, head)
