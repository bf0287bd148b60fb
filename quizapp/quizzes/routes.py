"""A teacher's quizzes: build one from the bank."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person, current_teacher
from quizapp.bank import queries as bank
from quizapp.bank import shelves
from quizapp.bank.ended import ended_facts
from quizapp.bank.shown import shown_question
from quizapp.bank.sources import source_titles
from quizapp.bank.wanted import Wanted
from quizapp.bank.words import DIFFICULTIES, KINDS
from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.models.quizzes import Quiz
from quizapp.questions import QUIZ_KINDS, Question
from quizapp.quizzes import access, accommodating, actions, assigning, building, drawing, draws, queries
from quizapp.quizzes.builder import quiz_page, typed_mark
from quizapp.quizzes.forms import QuizForm
from quizapp.translations import gettext, ngettext
from quizapp.web import once
from quizapp.web.addresses import whole_number
from quizapp.web.forms import show_problems
from quizapp.web.requests import now

LAST_PAGE = 10_000

blueprint = Blueprint("quizzes", __name__)
assigning.install(blueprint)
building.install(blueprint)
accommodating.install(blueprint)
draws.install(blueprint)


@blueprint.get("/quizzes")
def quizzes() -> ResponseReturnValue:
    return render_template("quizzes/quizzes.html", rows=queries.quizzes_of(current_teacher()))


@blueprint.route("/quizzes/new", methods=["GET", "POST"])
def new_quiz() -> ResponseReturnValue:
    teacher = current_teacher()
    form = QuizForm()
    if form.validate_on_submit():
        if earlier := once.earlier_result():
            return earlier
        quiz = actions.create_quiz(
            title=form.title.data, instructions=form.instructions.data or "", owner=teacher, now=now()
        )
        made = once.lead_to(url_for("quizzes.quiz", quiz_id=quiz.id), now())
        db.session.commit()
        return made
    return render_template("quizzes/new_quiz.html", form=form), 422 if form.errors else 200


@blueprint.route("/quizzes/<int:quiz_id>/settings", methods=["GET", "POST"])
def settings(quiz_id: int) -> ResponseReturnValue:
    quiz = access.own_quiz(current_person(), quiz_id)
    form = QuizForm(obj=quiz)
    if form.validate_on_submit():
        try:
            actions.change_quiz(quiz, title=form.title.data, instructions=form.instructions.data or "")
        except Invalid as invalid:
            show_problems(form, invalid)
        else:
            db.session.commit()
            flash(gettext("Saved."))
            return redirect(url_for("quizzes.quiz", quiz_id=quiz_id))
    return render_template("quizzes/settings.html", form=form, quiz=quiz), 422 if form.errors else 200


@blueprint.get("/quizzes/<int:quiz_id>")
def quiz(quiz_id: int) -> ResponseReturnValue:
    return quiz_page(access.own_quiz(current_person(), quiz_id))


@blueprint.post("/quizzes/<int:quiz_id>/copy")
def copy_quiz(quiz_id: int) -> ResponseReturnValue:
    teacher = current_person()
    found = access.own_quiz(teacher, quiz_id)
    if earlier := once.earlier_result():
        return earlier
    copy = actions.copy_quiz(
        found, title=gettext("Copy of %(title)s", title=found.title), owner=teacher, now=now()
    )
    made = once.lead_to(url_for("quizzes.quiz", quiz_id=copy.id), now())
    db.session.commit()
    flash(gettext("This is the copy. It is assigned to nobody yet."))
    return made


@blueprint.get("/quizzes/<int:quiz_id>/preview")
def preview(quiz_id: int) -> ResponseReturnValue:
    found = access.own_quiz(current_person(), quiz_id)
    number = whole_number(request.args.get("draw", "")) or 1
    questions = [Question.from_dict(row.content) for row in drawing.asked(found, number)]
    titles = source_titles(questions)
    shown = [
        shown_question(question, number=number, titles=titles) for number, question in enumerate(questions, 1)
    ]
    draws_more = bool(queries.draws_of(quiz_id))
    return render_template(
        "quizzes/preview.html",
        quiz=found,
        questions=shown,
        next_draw=number % LAST_PAGE + 1 if draws_more else None,
    )


@blueprint.route("/quizzes/<int:quiz_id>/add", methods=["GET", "POST"])
def add_questions(quiz_id: int) -> ResponseReturnValue:
    found = access.own_quiz(current_person(), quiz_id)
    if request.method == "GET":
        return _choosing_page(found)
    ids = [whole_number(text) for text in request.form.getlist("question")]
    if not ids:
        return _choosing_page(found, is_nothing_ticked=True), 422
    count = actions.add_questions(found, [number for number in ids if number is not None])
    db.session.commit()
    flash(ngettext("%(num)d question added.", "%(num)d questions added.", count))
    return redirect(url_for("quizzes.quiz", quiz_id=quiz_id))


def _choosing_page(found: Quiz, is_nothing_ticked: bool = False) -> str:
    banks = {row.bank.id: row.bank.name for row in shelves.banks_of(current_person())}
    names = ("text", "topic", "kind", "difficulty", "bank")
    asked = {name: request.args.get(name, "").replace("\0", "")[:200] for name in names}
    wanted = Wanted(**asked, status="ready")
    page = min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    rows = bank.search(wanted, page, kinds=QUIZ_KINDS, banks=list(banks))
    return render_template(
        "quizzes/add_questions.html",
        quiz=found,
        found=rows,
        ended=ended_facts([row.question.id for row in rows.rows], now().date()),
        banks=banks,
        wanted=wanted,
        page=page,
        page_size=bank.PAGE_SIZE,
        topics=bank.topics(list(banks)),
        kinds={kind: KINDS[kind] for kind in QUIZ_KINDS},
        difficulties=DIFFICULTIES,
        chosen=set(queries.slot_ids(found.id)),
        is_nothing_ticked=is_nothing_ticked,
    )


@blueprint.post("/quizzes/<int:quiz_id>/questions/<int:question_id>")
def change_place(quiz_id: int, question_id: int) -> ResponseReturnValue:
    found = access.own_quiz(current_person(), quiz_id)
    action = request.form.get("action", "")
    if action == "remove":
        actions.remove_question(found, question_id)
    elif action in ("up", "down"):
        actions.move_question(found, question_id, -1 if action == "up" else 1)
    elif wrong := typed_mark(f"mark-{question_id}", partial(actions.set_full_mark, found, question_id)):
        return quiz_page(found, wrong), 422
    db.session.commit()
    return redirect(url_for("quizzes.quiz", quiz_id=quiz_id, _anchor=f"q-{question_id}"))
