"""Whether an answer that arrived late counts: a teacher's decision on the page of an attempt."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_teacher
from quizapp.attempts import access, late, late_queries
from quizapp.db import db
from quizapp.errors import InvalidResponse, NotFound
from quizapp.translations import gettext
from quizapp.web.requests import now


def install(blueprint: Blueprint) -> None:
    """Add the decision and the way to what waits to the blueprint of attempts."""
    add = blueprint.add_url_rule
    add("/attempts/<int:attempt_id>/late/<int:late_id>", "decide", decide, methods=["POST"])
    add("/late-answers", "late_answers", late_answers)


def decide(attempt_id: int, late_id: int) -> ResponseReturnValue:
    """Let a late answer count, or not."""
    teacher = current_teacher()
    access.taught_attempt(teacher, attempt_id)
    found = late_queries.late_step(attempt_id, late_id)
    if found is None:
        raise NotFound
    wanted = request.form.get("decision")
    if wanted not in ("accept", "refuse"):
        raise InvalidResponse("neither accepted nor refused")
    reason = request.form.get("reason", "")
    late.decide(found, accepts=wanted == "accept", reason=reason, teacher=teacher, now=now())
    db.session.commit()
    flash(
        gettext("The answer counts now, and the attempt is marked again.")
        if wanted == "accept"
        else gettext("The answer does not count. It is kept.")
    )
    return redirect(url_for("attempts.review", attempt_id=attempt_id, _anchor="late"))


def late_answers() -> ResponseReturnValue:
    """Lead to the attempt whose late answer has waited longest."""
    waiting = late_queries.attempts_with_waiting_answers(current_teacher())
    if not waiting:
        flash(gettext("No late answer waits for you."))
        return redirect(url_for("home.today"))
    return redirect(url_for("attempts.review", attempt_id=waiting[0], _anchor="late"))
