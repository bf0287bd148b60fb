"""Where a teacher marks written answers: routes of this room too."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts.by_hand import hand_mark_pages as shown
from quizapp.attempts.by_hand.answer_groups import Group, next_waiting
from quizapp.attempts.by_hand.hand_mark_pages import Desk
from quizapp.attempts.by_hand.hand_marks import hide_names, mark_answers
from quizapp.attempts.by_hand.mark_form import MarkForm, SentAnswers, form_data, mark_form, sent_answers
from quizapp.attempts.policy import may_see_marks
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.quizzes.access import own_assignment
from quizapp.translations import gettext, ngettext
from quizapp.web.addresses import whole_number
from quizapp.web.forms import show_problems
from quizapp.web.pages import go_back_or
from quizapp.web.requests import now

Assigned = tuple[Assignment, Quiz, Classroom]


def install(blueprint: Blueprint) -> None:
    """Add the pages for marking by hand to the blueprint of attempts."""
    add = blueprint.add_url_rule
    add("/assignments/<int:assignment_id>/marking", "marking", marking)
    add("/assignments/<int:assignment_id>/marking/names", "names", names, methods=["POST"])
    question = "/assignments/<int:assignment_id>/marking/<int:question_id>"
    add(question, "mark_question", mark_question)
    add(question, "give_marks", give_marks, methods=["POST"])


def marking(assignment_id: int) -> ResponseReturnValue:
    """The questions of an assignment that a teacher marks, with how many answers wait."""
    assigned, quiz, classroom = own_assignment(current_person(), assignment_id)
    return render_template(
        "attempts/marking.html",
        assignment=assigned,
        quiz=quiz,
        classroom=classroom,
        questions=shown.questions_context(assignment_id),
    )


def names(assignment_id: int) -> ResponseReturnValue:
    """Hide or show the names of students while their answers are marked."""
    assigned, _, _ = own_assignment(current_person(), assignment_id)
    hide_names(assigned, request.form.get("hidden") == "1")
    db.session.commit()
    return go_back_or("attempts.marking", assignment_id=assignment_id)


def mark_question(assignment_id: int, question_id: int) -> ResponseReturnValue:
    """One group of answers that read the same: the one in the address, else the first that waits."""
    about = own_assignment(current_person(), assignment_id)
    desk = shown.desk_of(about[0], question_id)
    if "answer" not in request.args:
        group = desk.groups[0] if desk.groups else None
    else:
        group = desk.group_of(_number(request.args["answer"]))
    if group is None:
        return redirect(url_for("attempts.marking", assignment_id=assignment_id))
    _, body = shown.version_of(group)
    data = form_data(group.mark or group.twin, group.answers, desk.newest)
    form = mark_form(body, [row.attempt_id for row in group.answers], data)
    return _page(about, question_id, desk, group, form)


def _number(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise NotFound
    return number


def _page(
    about: Assigned,
    question_id: int,
    desk: Desk,
    group: Group,
    form: MarkForm,
    sent: SentAnswers | None = None,
) -> str:
    """The page of a group; `sent` is what was posted and not stored."""
    assigned, quiz, classroom = about
    following = next_waiting(desk.groups, group)
    context = shown.group_context(desk, group)
    return render_template(
        "attempts/mark_question.html",
        assignment=assigned,
        quiz=quiz,
        classroom=classroom,
        question_id=question_id,
        desk=desk,
        group=context,
        form=form,
        ticked={row.attempt_id for row in group.answers} if sent is None else sent.ticked,
        meanwhile=shown.meanwhile_of(desk, group, sent.seen) if sent else [],
        history=shown.history_of(desk, group),
        asks_reason=group.mark is not None and may_see_marks(assigned, assigned.opens_at, now()),
        total_text=shown.total_text([each.data or "" for each in form.points_fields()], context["full"]),
        queue=shown.queue_context(desk, group),
        next_key=following.key if following else None,
    )


def give_marks(assignment_id: int, question_id: int) -> ResponseReturnValue:
    """Store what the form gives to the ticked answers, and go on to the next that wait."""
    about = own_assignment(current_person(), assignment_id)
    sent = sent_answers(request.form)
    desk = shown.desk_of(about[0], question_id)
    form = mark_form(shown.version_of(desk.posted(sent.seen))[1], sent.seen)
    status = 422
    if form.validate_on_submit() and _fits(form, sent):
        try:
            return _given(about[0], question_id, desk, form, sent)
        except Invalid as invalid:
            show_problems(form, invalid)
        except Refused:
            status = 409
        # Somebody else may have marked in between: what they gave is read now.
        db.session.rollback()
        about = own_assignment(current_person(), assignment_id)
        desk = shown.desk_of(about[0], question_id)
    return _page(about, question_id, desk, desk.posted(sent.seen), form, sent), status


def _fits(form: MarkForm, sent: SentAnswers) -> bool:
    """Whether something is ticked, and nothing stands in the form that its rubric does not have."""
    if any(name.startswith("points_") and name not in form for name in request.form):
        form.form_errors.append(gettext("The rubric has no such part. Open the page again and mark by it."))
    if not sent.ticked:
        form.form_errors.append(gettext("Tick at least one of the answers."))
    return not form.form_errors


def _given(
    assigned: Assignment, question_id: int, desk: Desk, form: MarkForm, sent: SentAnswers
) -> ResponseReturnValue:
    here = desk.group_of(next(iter(sent.seen)))
    following = next_waiting(desk.groups, here)
    count = mark_answers(
        assigned,
        question_id,
        form.given(sent.ticked),
        seen=sent.marked(),
        teacher=current_person(),
        now=now(),
    )
    db.session.commit()
    if count:
        flash(ngettext("One answer is marked.", "%(num)d answers are marked.", count), "success")
    if following is None and here.is_waiting:
        return redirect(url_for("attempts.marking", assignment_id=assigned.id))
    key = following.key if following and here.is_waiting else here.key
    return redirect(
        url_for("attempts.mark_question", assignment_id=assigned.id, question_id=question_id, answer=key)
    )
