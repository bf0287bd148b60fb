"""All questions of an attempt on one page, which saves each answer as it is given, or all of them at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.accounts.sessions import current_person
from quizapp.attempts import access, actions, late, pages, policy, queries, submitted
from quizapp.attempts.claims import NO_CLAIM, Claim
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.attempts.settling import settle_before_reading
from quizapp.attempts.submitted import Submitted
from quizapp.attempts.taking import Taking, whole_page
from quizapp.attempts.trying import check_answer
from quizapp.attempts.whole_actions import Sent, changed_answers, record_whole, set_flags
from quizapp.db import db
from quizapp.errors import AttemptClosed, Refused
from quizapp.questions import Question
from quizapp.terms import phase
from quizapp.web.addresses import whole_number
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence

Form = MultiDict[str, str]


def install(blueprint: Blueprint) -> None:
    """Add the page to the blueprint of attempts."""
    address = "/attempts/<int:attempt_id>/all"
    blueprint.add_url_rule(address, "whole", whole)
    blueprint.add_url_rule(address, "save_whole", save_whole, methods=["POST"])


def taking_of(head: HeadRow, states: Sequence[SlotState]) -> Taking:
    """The attempt as its pages show it; tries are read in practice only."""
    tries = queries.tries_of([head.id]) if policy.matrix_of(head).is_practice else {}
    again = {whole_number(text) for text in request.args.getlist("again")}
    return Taking(head, states, tries, {number for number in again if number is not None}, now())


def whole(attempt_id: int) -> ResponseReturnValue:
    """The page, where the assignment is laid out so; other layouts have their own pages."""
    head = access.working_attempt(current_person(), attempt_id)
    if phase(head, now()) == "grace":
        return redirect(url_for("attempts.check", attempt_id=attempt_id))
    if phase(head, now()) == "over":
        settle_before_reading(now())
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    if head.layout != "page":
        return redirect(pages.question_url(head, head.reached))
    return render_template(
        "attempts/whole.html",
        **whole_page(taking_of(head, queries.slot_states(attempt_id))),
        due_text=pages.due_text(head, head.time_zone, now()),
        clock=pages.clock(head, now()),
    )


def save_whole(attempt_id: int) -> ResponseReturnValue:
    """Keep everything that the form holds, then do what its button says."""
    head = access.working_attempt(current_person(), attempt_id)
    if head.layout != "page":
        return redirect(pages.question_url(head, head.reached))
    states = queries.slot_states(attempt_id)
    questions = contents((state.version_id, state.digest) for state in states)
    sent = _read(request.form, states, questions)
    error = store_form(head, states, questions, sent, NO_CLAIM, now())
    if error is None:
        _check(head, states, questions)
    db.session.commit()
    if error is not None:
        flash(refusal_sentence(error), "error")
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    if request.form.get("go") == "over" and now() >= head.deadline_at:
        actions.end_attempt(head, now())
        db.session.commit()
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    return redirect(_next_address(head, sent))


def store_kept(head: HeadRow, form: Form, given_at: datetime) -> AttemptClosed | None:
    """Store a form that was sent before its owner had signed in again; says why where it came too late."""
    states = queries.slot_states(head.id)
    questions = contents((state.version_id, state.digest) for state in states)
    claim = Claim(given_at, now())
    return store_form(head, states, questions, _read(form, states, questions), claim, given_at)


def store_form(
    head: HeadRow,
    states: Sequence[SlotState],
    questions: Mapping[int, Question],
    sent: Mapping[int, Submitted],
    claim: Claim,
    at: datetime,
) -> AttemptClosed | None:
    """Store the answers and flags of a form as of `at`; what came too late is kept for the teacher."""
    answers = _answers(head, states, questions, sent)
    try:
        record_whole(head.id, answers, at)
    except AttemptClosed as error:
        for slot, sequence, response in changed_answers(head.id, answers):
            late.keep_late(head, slot, sequence, response, claim, now())
        return error
    for is_flagged in (True, False):
        slots = [number for number, each in sent.items() if each.flag is is_flagged]
        set_flags(head.id, slots, is_flagged)
    return None


def _read(form: Form, states: Sequence[SlotState], questions: Mapping[int, Question]) -> dict[int, Submitted]:
    return {
        state.slot: submitted.read_form(form, questions[state.version_id].body, f"-{state.slot}")
        for state in states
        if f"seen-{state.slot}" in form
    }


def _answers(
    head: HeadRow,
    states: Sequence[SlotState],
    questions: Mapping[int, Question],
    sent: Mapping[int, Submitted],
) -> list[Sent]:
    found = []
    for state in states:
        each = sent.get(state.slot)
        if each is not None and not each.is_kept:
            body, seed = questions[state.version_id].body, pages.seed_of(head.seed, state.slot)
            found.append(Sent(state, each.seen, body.from_places(each.response, seed)))
    return found


def _check(head: HeadRow, states: Sequence[SlotState], questions: Mapping[int, Question]) -> None:
    number = whole_number(request.form.get("check", ""))
    state = next((state for state in states if state.slot == number), None)
    if state is None or not policy.matrix_of(head).is_practice:
        return
    try:
        check_answer(head.id, state.slot, questions[state.version_id], least=head.tries, now=now())
    except Refused as error:
        flash(refusal_sentence(error), "error")


def _next_address(head: HeadRow, sent: Mapping[int, Submitted]) -> str:
    go = request.form.get("go", "")
    if go == "finish":
        return url_for("attempts.check", attempt_id=head.id)
    if go == "leave":
        return url_for("home.today")
    touched = [number for number, each in sent.items() if each.stays or each.flag is not None]
    number = whole_number(request.form.get("check", "")) or next(iter(touched), None)
    return url_for("attempts.whole", attempt_id=head.id, _anchor=f"q-{number}" if number else None)
