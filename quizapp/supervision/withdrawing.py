"""Withdrawing a quiz from a class that may have begun it, and taking that back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.db import db
from quizapp.errors import Refused
from quizapp.quizzes.access import own_assignment, own_together
from quizapp.quizzes.deeds import By
from quizapp.supervision import withdrawal
from quizapp.supervision.forms import WithdrawForm
from quizapp.supervision.monitor import seats_now
from quizapp.supervision.seats import counts
from quizapp.translations import gettext, ngettext
from quizapp.web import once
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence


def install(blueprint: Blueprint) -> None:
    """Add the two to the blueprint of supervision."""
    here = "/assignments/<int:assignment_id>"
    blueprint.add_url_rule(f"{here}/withdraw", "withdraw", withdraw, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{here}/withdraw/undo", "take_back", take_back, methods=["POST"])


def withdraw(assignment_id: int) -> ResponseReturnValue:
    """Say what is there, ask what becomes of it and why, and withdraw the quiz."""
    assignment, quiz, classroom = own_assignment(current_person(), assignment_id)
    back = url_for("quizzes.assignment", assignment_id=assignment_id)
    form = WithdrawForm()
    together = own_together(current_person(), assignment)
    if request.method == "POST" and (earlier := once.earlier_result()):
        return earlier
    if form.validate_on_submit():
        by = By(current_person().id, now(), form.reason.data)
        ended = withdrawal.withdraw(assignment, form.what.data, by)
        for other, _ in together if form.for_all.data else ():
            ended += 0 if other.withdrawal else withdrawal.withdraw(other, form.what.data, by)
        answer = once.lead_to(back, now())
        db.session.commit()
        flash(_ended_sentence(ended))
        return answer
    page = render_template(
        "supervision/withdraw.html",
        form=form,
        assignment=assignment,
        quiz=quiz,
        classroom=classroom,
        together=[other_class for _, other_class in together],
        counted=counts(seats_now(assignment, now()), now()),
    )
    return page, 422 if form.errors else 200


def _ended_sentence(ended: int) -> str:
    said = gettext("The quiz is withdrawn.")
    if not ended:
        return said
    more = ngettext(
        "%(num)d attempt that was running was handed in as it was saved.",
        "%(num)d attempts that were running were handed in as they were saved.",
        ended,
    )
    return f"{said} {more}"


def take_back(assignment_id: int) -> ResponseReturnValue:
    """Give a withdrawn quiz out again."""
    assignment, _, _ = own_assignment(current_person(), assignment_id)
    back = redirect(url_for("quizzes.assignment", assignment_id=assignment_id))
    try:
        resumed = withdrawal.take_back(assignment, By(current_person().id, now()))
    except Refused as refused:
        db.session.rollback()
        flash(refusal_sentence(refused), "error")
        return back
    db.session.commit()
    said = gettext("The quiz is no longer withdrawn.")
    more = ngettext("%(num)d attempt goes on.", "%(num)d attempts go on.", resumed) if resumed else ""
    flash(f"{said} {more}".strip())
    return back
