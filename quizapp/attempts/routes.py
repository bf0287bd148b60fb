"""A student's way through a quiz: cover, questions, hand in, review. Teachers read the same review."""

import secrets
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts import access, actions, correcting, pages, policy, practice, queries, sheet, submitted
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.attempts.reviewing import review_page
from quizapp.attempts.settling import settle_before_reading
from quizapp.attempts.sheet import taking_of
from quizapp.attempts.submitted import Submitted
from quizapp.attempts.taking import question_page
from quizapp.attempts.trying import check_answer
from quizapp.db import db
from quizapp.errors import AttemptClosed, InvalidResponse, NotFound, OtherAnswer, Refused
from quizapp.marking import counting_mark
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from quizapp.questions import Question
from quizapp.translations import gettext
from quizapp.translations.times import clock_time
from quizapp.web.addresses import whole_number
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence
from quizapp.web.text import markdown

blueprint = Blueprint("attempts", __name__)
correcting.install(blueprint)
sheet.install(blueprint)
practice.install(blueprint)


@blueprint.get("/assignments/<int:assignment_id>/take")
def cover(assignment_id: int) -> ResponseReturnValue:
    offered = access.own_offer(current_person(), assignment_id)
    attempts = list(queries.attempts_of(assignment_id, current_person().id))
    context = pages.cover_page(offered, attempts, now())
    terms = offered.assignment
    shown = [a.mark for a in attempts if policy.may_see_marks(terms, a.handed_in_at, now())]
    best = counting_mark(terms.counting, shown)
    return render_template(
        "attempts/cover.html",
        **context,
        instructions_html=markdown(offered.quiz.instructions) if offered.quiz.instructions else None,
        best_text=pages.mark_text(best, offered.max_mark) if best is not None else None,
        continue_number=_number_to_go_on(attempts[-1], terms) if context["state"] == "continue" else None,
    )


def _number_to_go_on(attempt: Attempt, terms: Assignment) -> int | None:
    """The question that is open, or the first blank one; None where all stand on one page."""
    if terms.layout == "page":
        return None
    if terms.layout == "forward":
        return attempt.reached
    states = queries.slot_states(attempt.id)
    blank = (number for number, state in enumerate(states, 1) if state.response is None)
    return next(blank, len(states))


@blueprint.post("/assignments/<int:assignment_id>/take")
def start(assignment_id: int) -> ResponseReturnValue:
    offered = access.own_offer(current_person(), assignment_id)
    attempt = actions.start_attempt(
        offered, current_person(), seed=secrets.randbelow(actions.LATEST_SEED), now=now()
    )
    db.session.commit()
    number = _number_to_go_on(attempt, offered.assignment)
    if number is None:
        return redirect(url_for("attempts.sheet", attempt_id=attempt.id))
    return redirect(url_for("attempts.question", attempt_id=attempt.id, number=number))


@blueprint.get("/attempts/<int:attempt_id>/questions/<int:number>")
def question(attempt_id: int, number: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    if _is_over(head):
        settle_before_reading(now())
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    states = queries.slot_states(attempt_id)
    if not 1 <= number <= len(states):
        raise NotFound
    if head.layout == "forward" and number != head.reached:
        if number < head.reached:
            flash(refusal_sentence(AttemptClosed("question_left")))
        return redirect(pages.question_url(head, head.reached))
    if head.layout == "page":
        return redirect(pages.question_url(head, number))
    context = question_page(taking_of(head, states), number)
    return render_template(
        "attempts/question.html", **context, due_text=pages.due_text(head, head.time_zone, now())
    )


def _is_over(head: HeadRow) -> bool:
    return head.handed_in_at is not None or bool(now() >= head.closes_at)


@blueprint.post("/attempts/<int:attempt_id>/questions/<int:number>")
def answer(attempt_id: int, number: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    state, content = _question(queries.slot_at(attempt_id, number))
    sent = submitted.read_form(request.form, content.body)
    response = content.body.from_places(sent.response, pages.seed_of(head.seed, state.slot))
    if head.layout == "forward" and number != head.reached:
        return _left(head, is_changed=not sent.is_kept and response != state.response)
    try:
        if not sent.is_kept:
            actions.record_form_response(attempt_id, state.slot, sent.seen, response, now())
        if sent.go == "check" and policy.matrix_of(head).is_practice:
            _check(head, state, content)
    except AttemptClosed as error:
        db.session.rollback()
        flash(refusal_sentence(error), "error")
        is_open = error.code == "answer_checked"
        return redirect(pages.question_url(head, number) if is_open else _done_url(head))
    _set_flag_and_place(head, state, sent)
    db.session.commit()
    return redirect(_next_address(head, number, "" if _stays(sent) else sent.go))


def _done_url(head: HeadRow) -> str:
    return url_for("attempts.done", attempt_id=head.id)


def _check(head: HeadRow, state: SlotState, content: Question) -> None:
    try:
        check_answer(head.id, state.slot, content, least=head.tries, now=now())
    except AttemptClosed:
        raise
    except Refused as error:
        flash(refusal_sentence(error), "error")


def _stays(sent: Submitted) -> bool:
    return sent.stays or sent.flag is not None


def _set_flag_and_place(head: HeadRow, state: SlotState, sent: Submitted) -> None:
    if sent.flag is not None and sent.flag != state.is_flagged:
        actions.set_flag(head.id, state.slot, sent.flag)
    if head.layout == "forward" and sent.go == "next" and not _stays(sent):
        actions.advance(head.id, state.number)


def _left(head: HeadRow, *, is_changed: bool) -> ResponseReturnValue:
    """A question that was left, posted again; a second press of Next needs no words."""
    if is_changed:
        flash(refusal_sentence(AttemptClosed("question_left")), "error")
    return redirect(pages.question_url(head, head.reached))


def _question(state: SlotState | None) -> tuple[SlotState, Question]:
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


@blueprint.put("/attempts/<int:attempt_id>/slots/<int:slot>")
def save(attempt_id: int, slot: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    state, content = _question(queries.slot_state(attempt_id, slot))
    if head.layout == "forward" and state.number != head.reached:
        raise AttemptClosed("question_left")
    sent = _json()
    if not isinstance(sent, dict) or type(sent.get("sequence")) is not int:
        raise InvalidResponse("not a saved answer")
    seed = pages.seed_of(head.seed, slot)
    response = content.body.from_places(content.body.read(sent.get("response")), seed)
    try:
        actions.record_response(attempt_id, slot, sent["sequence"], response, now())
    except OtherAnswer as other:
        # What this page sent is kept as history; the page shows both answers and lets the student choose.
        db.session.commit()
        return _other_answer(content, other, seed)
    if isinstance(sent.get("flagged"), bool):
        actions.set_flag(attempt_id, slot, sent["flagged"])
    db.session.commit()
    return jsonify(
        sequence=sent["sequence"],
        saved_at=clock_time(now(), head.time_zone),
        answered=content.body.is_answered(response),
    )


def _json() -> Any:
    if b"\\u0000" in request.get_data():
        raise InvalidResponse("a null character")
    try:
        return request.get_json()
    except RecursionError:
        raise InvalidResponse("nested without end") from None


def _other_answer(content: Question, other: OtherAnswer, seed: int) -> ResponseReturnValue:
    reply = jsonify(
        error="other_answer",
        sequence=other.sequence,
        response=content.body.to_places(other.response, seed),
        summary=content.body.summarize(other.response) or gettext("no answer"),
    )
    return reply, 409


@blueprint.get("/attempts/<int:attempt_id>/hand-in")
def check(attempt_id: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    if _is_over(head):
        settle_before_reading(now())
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    context = pages.hand_in_page(head, queries.slot_states(attempt_id))
    return render_template(
        "attempts/hand_in.html", **context, due_text=pages.due_text(head, head.time_zone, now())
    )


@blueprint.post("/attempts/<int:attempt_id>/hand-in")
def hand_in(attempt_id: int) -> ResponseReturnValue:
    head = access.working_attempt(current_person(), attempt_id)
    is_late = now() >= head.closes_at
    actions.hand_in(attempt_id, head.closes_at if is_late else now(), is_by_time=is_late)
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
