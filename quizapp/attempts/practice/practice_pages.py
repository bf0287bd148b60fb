"""Pages of a student's own practice of questions that they missed."""

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts import access, submitted
from quizapp.attempts.actions import LATEST_SEED
from quizapp.attempts.checked import checked_entry, practice_context
from quizapp.attempts.contents import contents
from quizapp.attempts.pages import seed_of
from quizapp.attempts.places import in_places
from quizapp.attempts.policy import ALL
from quizapp.attempts.practice import practice_queries, practicing
from quizapp.attempts.practice.practice_queries import PracticeState
from quizapp.bank.shown import shown_question
from quizapp.bank.sources import cited_sources, source_titles
from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.feedback import MARKS
from quizapp.marking import USUAL_TRIES
from quizapp.models.attempts import PracticeRun
from quizapp.questions import Question, Response
from quizapp.web import once
from quizapp.web.addresses import whole_number
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence

Context = dict[str, Any]


def install(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of attempts."""
    number = "/practice/<int:run_id>/<int:number>"
    blueprint.add_url_rule("/practice", "start_practice", start, methods=["POST"])
    blueprint.add_url_rule("/practice/<int:run_id>", "practice_done", done)
    blueprint.add_url_rule(number, "practice", question)
    blueprint.add_url_rule(number, "practice_answer", answer, methods=["POST"])


def start() -> ResponseReturnValue:
    """Practice what was missed in an attempt (`attempt`), or in all of them."""
    person = current_person()
    if person.role != "student":
        raise NotFound
    if earlier := once.earlier_result():
        return earlier
    attempt_id = whole_number(request.form.get("attempt", ""))
    if attempt_id is not None:
        access.own_attempt(person, attempt_id)
    missed = practice_queries.missed_by(person.id, now(), attempt_id)
    try:
        run = practicing.start_run(person, missed, seed=secrets.randbelow(LATEST_SEED), now=now())
    except Refused as error:
        flash(refusal_sentence(error))
        return redirect(url_for("progress.mine"))
    made = once.lead_to(url_for("attempts.practice", run_id=run.id, number=1), now())
    db.session.commit()
    return made


def question(run_id: int, number: int) -> ResponseReturnValue:
    """One question of a run: to be answered, or with how its check went."""
    run, states, state, content = _place(run_id, number)
    is_again = request.args.get("again") == "1"
    return _page(run, states, state, content, is_again=is_again)


def answer(run_id: int, number: int) -> ResponseReturnValue:
    """Check an answer; an order that is being changed without scripts only shows itself."""
    run, states, state, content = _place(run_id, number)
    sent = submitted.read_form(request.form, content.body)
    response = content.body.from_places(sent.response, seed_of(run.seed, number))
    if sent.stays and request.form.get("move"):
        return _page(run, states, state, content, response=response, is_again=True)
    try:
        practicing.check(run, state, content, response, now())
    except Refused as error:
        flash(refusal_sentence(error), "error")
        return redirect(url_for("attempts.practice", run_id=run_id, number=number, again=1))
    db.session.commit()
    return redirect(url_for("attempts.practice", run_id=run_id, number=number))


def done(run_id: int) -> ResponseReturnValue:
    """What came of a run."""
    run = practice_queries.own_run(current_person(), run_id)
    states = practice_queries.states_of(run_id)
    waiting = practice_queries.held_among(run.person_id, [state.question_id for state in states], now())
    questions = contents((state.version_id, state.digest) for state in states)
    return render_template(
        "attempts/practice_done.html",
        run=run,
        rows=[
            {
                "number": state.number,
                "stem": questions[state.version_id].stem,
                "is_tried": bool(state.tries),
                "is_right": state.is_right,
                "tries": len(state.tries),
            }
            for state in states
            if state.question_id not in waiting
        ],
        waiting=len(waiting),
        right=sum(state.is_right for state in states),
        count=len(states),
    )


def _place(run_id: int, number: int) -> tuple[PracticeRun, list[PracticeState], PracticeState, Question]:
    run = practice_queries.own_run(current_person(), run_id)
    states = practice_queries.states_of(run_id)
    if not 1 <= number <= len(states):
        raise NotFound
    state = states[number - 1]
    return run, states, state, contents([(state.version_id, state.digest)])[state.version_id]


def _page(
    run: PracticeRun,
    states: list[PracticeState],
    state: PracticeState,
    content: Question,
    *,
    response: Response = None,
    is_again: bool,
) -> str:
    shared = {
        "run": run,
        "number": state.number,
        "count": len(states),
        "slots": [{"number": each.number, "is_done": bool(each.tries)} for each in states],
    }
    if practice_queries.held_among(run.person_id, [state.question_id], now()):
        return render_template("attempts/practice_held.html", **shared)
    return render_template(
        "attempts/practice.html",
        **shared,
        **_shown(run, state, content, response, is_again=is_again),
    )


def _shown(
    run: PracticeRun, state: PracticeState, content: Question, response: Response, *, is_again: bool
) -> Context:
    fractions = [tried[1] for tried in state.tries]
    is_last = bool(state.tries) and state.tries[-1][2]
    given = response if response is not None else state.tries[-1][0] if state.tries else None
    seed = seed_of(run.seed, state.number)
    shown = shown_question(
        content, number=state.number, response=given, seed=seed, titles=source_titles([content])
    )
    checked = None
    if state.tries and (is_last or not is_again):
        checked = checked_entry(
            shown,
            content,
            state.tries[-1][0],
            fractions=fractions,
            is_last=is_last,
            penalty=0.0,
            max_mark=1.0,
            things=ALL - {MARKS},
            sources=cited_sources(content.facts) if is_last else [],
        )
    return {
        "q": in_places(shown, content.body, seed),
        "practice": practice_context(content, fractions, is_last, USUAL_TRIES),
        "checked": checked,
    }
