"""The cover of a quiz and the start of an attempt: the student's own terms, and the access code."""

import secrets

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts import access, actions, pages, queries
from quizapp.attempts.forms import CodeForm
from quizapp.attempts.queries import Offer
from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.marking import counting_mark, is_counting_final
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.own_terms import terms_of_student
from quizapp.web.forms import show_problems
from quizapp.web.requests import now
from quizapp.web.text import markdown


def install(blueprint: Blueprint) -> None:
    """Add the cover page to the blueprint of attempts."""
    address = "/assignments/<int:assignment_id>/take"
    blueprint.add_url_rule(address, "cover", cover)
    blueprint.add_url_rule(address, "start", start, methods=["POST"])


def cover(assignment_id: int) -> ResponseReturnValue:
    """What a student reads before starting."""
    return _page(access.own_offer(current_person(), assignment_id), CodeForm(formdata=None))


def start(assignment_id: int) -> ResponseReturnValue:
    """Start an attempt, or go on with the one that is open."""
    offered = access.own_offer(current_person(), assignment_id)
    form = CodeForm()
    seed = secrets.randbelow(actions.LATEST_SEED)
    try:
        attempt = actions.start_attempt(offered, current_person(), seed=seed, now=now(), code=form.code.data)
    except Invalid as wrong:
        db.session.commit()  # a wrong code is counted
        show_problems(form, wrong)
        return _page(offered, form), 422
    db.session.commit()
    number = number_to_go_on(attempt, offered.assignment)
    if number is None:
        return redirect(url_for("attempts.whole", attempt_id=attempt.id))
    return redirect(url_for("attempts.question", attempt_id=attempt.id, number=number))


def _page(offered: Offer, form: CodeForm) -> str:
    person, assignment = current_person(), offered.assignment
    attempts = list(queries.attempts_of(assignment.id, person.id))
    own = terms_of_student(assignment, person.id)
    context = pages.cover_page(offered, attempts, own, now())
    return render_template(
        "attempts/cover.html",
        **context,
        **_best(offered, attempts),
        form=form,
        instructions_html=markdown(offered.quiz.instructions) if offered.quiz.instructions else None,
        continue_number=number_to_go_on(attempts[-1], assignment) if context["state"] == "continue" else None,
    )


def _best(offered: Offer, attempts: list[Attempt]) -> dict[str, str | None]:
    counting = offered.assignment.counting
    handed_in = [each for each in attempts if pages.shows_mark_of(each, offered, now())]
    best = counting_mark(counting, [attempt.mark for attempt in handed_in])
    waiting = not is_counting_final(counting, [attempt.waiting for attempt in handed_in])
    return {"best_text": None if best is None else pages.mark_text(best, offered.max_mark, waiting)}


def number_to_go_on(attempt: Attempt, terms: Assignment) -> int | None:
    """The number of the question that is open, else of the first one without an answer, or of the last one.

    None where all questions stand on one page.
    """
    if terms.layout == "page":
        return None
    if terms.layout == "forward":
        return attempt.reached
    states = queries.slot_states(attempt.id)
    blank = (number for number, state in enumerate(states, 1) if state.response is None)
    return next(blank, len(states))
