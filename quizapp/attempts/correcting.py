"""Regrades and disputes: routes of this room too."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person, current_teacher
from quizapp.attempts import access, queries, regrade_reasons
from quizapp.attempts.contents import contents
from quizapp.attempts.forms import RegradeForm, ReplyForm, dry_run_form
from quizapp.attempts.regrades import dispute_queries, disputing, regrade_pages, regrade_queries
from quizapp.attempts.regrades.regrade_words import POLICIES
from quizapp.attempts.regrades.regrading import dry_run
from quizapp.attempts.regrades.regrading import regrade as store_regrade
from quizapp.attempts.reviewing import dispute_form, passage_of, review_page
from quizapp.bank.access import bank_question
from quizapp.bank.queries import current_version
from quizapp.bank.sources import cited_sources
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.marking import policies_for
from quizapp.models.bank import Question
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.addresses import whole_number
from quizapp.web.forms import show_problems
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence


def install(blueprint: Blueprint) -> None:
    """Add the pages of regrades and disputes to the blueprint of attempts."""
    add, post = blueprint.add_url_rule, ["POST"]
    add("/questions/<int:question_id>/regrade", "regrade", regrade, methods=["GET", "POST"])
    add("/regrades/<int:regrade_id>", "regraded", regraded)
    add("/attempts/<int:attempt_id>/questions/<int:number>/dispute", "dispute", dispute, methods=post)
    add("/disputes", "disputes", disputes)
    add("/disputes/<int:dispute_id>", "answer_dispute", answer_dispute, methods=post)


def regrade(question_id: int) -> ResponseReturnValue:
    """Choose attempts and a policy, see who would move, and mark anew."""
    teacher = current_teacher()
    question = bank_question(teacher, question_id)
    form = RegradeForm()
    if form.is_submitted():
        if earlier := once.earlier_result():
            return earlier
        if form.version.data != str(question.version):
            flash(gettext("The question was changed meanwhile. Look again at what changes."), "error")
            return redirect(url_for("attempts.regrade", question_id=question_id))
        if form.validate():
            try:
                return _regraded(question, form)
            except Invalid as invalid:
                db.session.rollback()
                show_problems(form, invalid)
    return _regrade_page(question, form)


def _regraded(question: Question, form: RegradeForm) -> ResponseReturnValue:
    made = store_regrade(
        question.id,
        current_version(question),
        policy=form.policy.data,
        attempt_ids=_numbers("attempt"),
        reason=form.reason.data,
        teacher=current_teacher(),
        now=now(),
    )
    answer = once.lead_to(url_for("attempts.regraded", regrade_id=made.id), now())
    db.session.commit()
    flash(gettext("Marked anew. Students see the change and your reason beside the question."))
    return answer


def _numbers(name: str) -> set[int]:
    found = {whole_number(value) for value in request.values.getlist(name)}
    return {number for number in found if number is not None}


def _regrade_page(question: Question, form: RegradeForm) -> ResponseReturnValue:
    teacher = current_teacher()
    rows = regrade_queries.given_to(teacher, question.id)
    causes = {name: request.values.get(name, "") for name in ("dispute", "fact")}
    version = current_version(question)
    chosen = _numbers("assignment") or {row.assignment_id for row in rows}
    policy = request.values.get("policy", "")
    policies = policies_for(contents([(version.id, version.digest)])[version.id].body)
    outcome = None
    if policy in policies and rows:
        about = [row for row in rows if row.assignment_id in chosen]
        unticked = {row.attempt_id for row in about} - _numbers("attempt") if form.is_submitted() else set()
        outcome = regrade_pages.outcome_context(dry_run(about, version, policy), unticked)
        form.policy.data, form.version.data = policy, str(version.number)
        if not form.is_submitted():
            form.reason.data = regrade_reasons.reason(teacher, question.id, **causes)
    page = render_template(
        "attempts/regrade.html",
        question=question,
        form=form,
        dry_run_form=dry_run_form(policies, policy),
        assignments=regrade_pages.assignments_of(rows, chosen),
        keys=regrade_pages.keys_of(rows, version),
        given=len(rows),
        outcome=outcome,
        policy_text=POLICIES.get(policy),
        earlier=regrade_queries.regrades_of_question(teacher, question.id),
        causes=causes,
        policies=POLICIES,
    )
    return page, 422 if form.errors else 200


def regraded(regrade_id: int) -> ResponseReturnValue:
    """What a regrade did, for the teachers of the classes that it is about."""
    teacher = current_teacher()
    head = regrade_queries.regrade_head(regrade_id)
    rows = regrade_queries.regraded_answers(teacher, regrade_id)
    if head is None or not rows:
        raise NotFound
    return render_template(
        "attempts/regraded.html",
        regrade=head[0],
        question=head[1],
        version=head[2],
        by=head[3],
        zone=rows[0].time_zone,
        outcome=regrade_pages.report_context(rows),
        policies=POLICIES,
    )


def dispute(attempt_id: int, number: int) -> ResponseReturnValue:
    """Keep what a student says is wrong with a question."""
    student = current_person()
    head = access.disputable_attempt(student, attempt_id, now())
    state = queries.slot_state(attempt_id, number)
    if state is None:
        raise NotFound
    question = contents([(state.version_id, state.digest)])[state.version_id]
    form = dispute_form(number, cited_sources(question.facts))
    if not form.validate_on_submit():
        return review_page(student, head, (number, form)), 422
    try:
        disputing.dispute_question(
            attempt_id,
            number,
            fact_id=form.fact.data or None,
            passage=passage_of(form),
            text=form.text.data,
            student=student,
            now=now(),
        )
    except Refused as refused:
        db.session.rollback()
        flash(refusal_sentence(refused), "error")
    else:
        db.session.commit()
        flash(gettext("Your teacher has been told. The answer comes here."))
    return redirect(url_for("attempts.review", attempt_id=attempt_id, _anchor=f"q{number}"))


def disputes() -> ResponseReturnValue:
    """What students say is wrong with questions, in the classes of this teacher."""
    return _disputes_page()


def _disputes_page(failed: tuple[int, ReplyForm] | None = None) -> ResponseReturnValue:
    entries = regrade_pages.dispute_entries(dispute_queries.open_disputes(current_teacher()))
    for entry in entries:
        dispute_id = entry["dispute"].id
        is_failed = failed is not None and failed[0] == dispute_id
        entry["form"] = failed[1] if failed and is_failed else ReplyForm(None, prefix=f"d{dispute_id}-")
    return render_template("attempts/disputes.html", entries=entries), 422 if failed else 200


def answer_dispute(dispute_id: int) -> ResponseReturnValue:
    """Answer or decline a dispute."""
    teacher = current_teacher()
    found = access.own_dispute(teacher, dispute_id)
    status = request.form.get("do", "")
    form = ReplyForm(prefix=f"d{dispute_id}-")
    if status not in disputing.REPLIES:
        raise NotFound
    if not form.validate_on_submit():
        return _disputes_page((dispute_id, form))
    try:
        disputing.answer_dispute(found, status=status, reply=form.reply.data, teacher=teacher, now=now())
    except Refused as refused:
        db.session.rollback()
        flash(refusal_sentence(refused), "error")
    else:
        db.session.commit()
        flash(gettext("The student reads your answer beside the question."))
    return redirect(url_for("attempts.disputes"))
