"""All questions of an attempt on one page, which saves each answer as it is given, or all of them at once."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts import access, pages, policy, queries, submitted
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.attempts.settling import settle_before_reading
from quizapp.attempts.sheet_actions import Sent, record_sheet, set_flags
from quizapp.attempts.submitted import Submitted
from quizapp.attempts.taking import Taking, sheet_page
from quizapp.attempts.trying import check_answer
from quizapp.db import db
from quizapp.errors import AttemptClosed, Refused
from quizapp.questions import Question
from quizapp.web.addresses import whole_number
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence


def install(blueprint: Blueprint) -> None:
    """Add the page to the blueprint of attempts."""
    address = "/attempts/<int:attempt_id>/all"
    blueprint.add_url_rule(address, "sheet", sheet)
    blueprint.add_url_rule(address, "save_sheet", save_sheet, methods=["POST"])


def taking_of(head: HeadRow, states: Sequence[SlotState]) -> Taking:
    """The attempt as its pages show it; tries are read in practice only."""
    tries = queries.tries_of([head.id]) if policy.matrix_of(head).is_practice else {}
    again = {whole_number(text) for text in request.args.getlist("again")}
    return Taking(head, states, tries, {number for number in again if number is not None}, now())


def sheet(attempt_id: int) -> ResponseReturnValue:
    """The page, where the assignment is laid out so; other layouts have their own pages."""
    head = access.working_attempt(current_person(), attempt_id)
    if head.handed_in_at is not None or now() >= head.closes_at:
        settle_before_reading(now())
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    if head.layout != "page":
        return redirect(url_for("attempts.question", attempt_id=attempt_id, number=head.reached))
    context = sheet_page(taking_of(head, queries.slot_states(attempt_id)))
    due_text = pages.due_text(head, head.time_zone, now())
    return render_template("attempts/sheet.html", **context, due_text=due_text)


def save_sheet(attempt_id: int) -> ResponseReturnValue:
    """Keep everything that the form holds, then do what its button says."""
    head = access.working_attempt(current_person(), attempt_id)
    if head.layout != "page":
        return redirect(url_for("attempts.question", attempt_id=attempt_id, number=head.reached))
    states = queries.slot_states(attempt_id)
    questions = contents((state.version_id, state.digest) for state in states)
    sent = {
        state.number: submitted.read_form(request.form, questions[state.version_id].body, f"-{state.number}")
        for state in states
        if f"seen-{state.number}" in request.form
    }
    try:
        record_sheet(attempt_id, _answers(head, states, questions, sent), now())
        _check(head, states, questions)
    except AttemptClosed as error:
        db.session.rollback()
        flash(refusal_sentence(error), "error")
        return redirect(url_for("attempts.done", attempt_id=attempt_id))
    except Refused as error:
        flash(refusal_sentence(error), "error")
    for is_flagged in (True, False):
        set_flags(attempt_id, [s.slot for s in states if _flag(sent, s) is is_flagged], is_flagged)
    db.session.commit()
    return redirect(_next_address(head, sent))


def _answers(
    head: HeadRow,
    states: Sequence[SlotState],
    questions: dict[int, Question],
    sent: dict[int, Submitted],
) -> list[Sent]:
    found = []
    for state in states:
        each = sent.get(state.number)
        if each is not None and not each.is_kept:
            body, seed = questions[state.version_id].body, pages.seed_of(head.seed, state.slot)
            found.append(Sent(state, each.seen, body.from_places(each.response, seed)))
    return found


def _check(head: HeadRow, states: Sequence[SlotState], questions: dict[int, Question]) -> None:
    number = whole_number(request.form.get("check", ""))
    state = next((state for state in states if state.number == number), None)
    if state is not None and policy.matrix_of(head).is_practice:
        check_answer(head.id, state.slot, questions[state.version_id], least=head.tries, now=now())


def _flag(sent: dict[int, Submitted], state: SlotState) -> bool | None:
    each = sent.get(state.number)
    return None if each is None else each.flag


def _next_address(head: HeadRow, sent: dict[int, Submitted]) -> str:
    go = request.form.get("go", "")
    if go == "finish":
        return url_for("attempts.check", attempt_id=head.id)
    if go == "leave":
        return url_for("home.today")
    touched = [number for number, each in sent.items() if each.stays or each.flag is not None]
    number = whole_number(request.form.get("check", "")) or next(iter(touched), None)
    return url_for("attempts.sheet", attempt_id=head.id, _anchor=f"q-{number}" if number else None)
