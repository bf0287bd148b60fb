"""Drawing questions for a quiz: routes of this room too."""

import secrets
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.bank import queries as bank
from quizapp.bank import shelves
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.models.quizzes import Quiz
from quizapp.quizzes import access, draw_actions, queries
from quizapp.quizzes.builder import quiz_page, typed_mark
from quizapp.quizzes.forms import DrawForm
from quizapp.translations import gettext, ngettext
from quizapp.web import once
from quizapp.web.forms import show_problems
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence

MOST_SEEDS = 2**31


def install(blueprint: Blueprint) -> None:
    """Add the pages of drawing to the blueprint of quizzes."""
    add, post = blueprint.add_url_rule, ["POST"]
    add("/quizzes/<int:quiz_id>/draw", "draw", draw, methods=["GET", "POST"])
    add("/quizzes/<int:quiz_id>/draws/<int:draw_id>", "change_draw", change_draw, methods=post)
    add("/quizzes/<int:quiz_id>/drawing", "set_drawing", set_drawing, methods=post)


def draw(quiz_id: int) -> ResponseReturnValue:
    """Say what to draw: for each student, or now for everybody."""
    found = access.own_quiz(current_person(), quiz_id)
    form = _form()
    if form.validate_on_submit():
        if earlier := once.earlier_result():
            return earlier
        try:
            said = _drawn(found, form)
        except Invalid as invalid:
            db.session.rollback()
            show_problems(form, invalid)
        except Refused as refused:
            db.session.rollback()
            form.count.errors = [refusal_sentence(refused)]
        else:
            answer = once.lead_to(url_for("quizzes.quiz", quiz_id=quiz_id), now())
            db.session.commit()
            flash(said)
            return answer
    return render_template("quizzes/draw.html", quiz=found, form=form), 422 if form.errors else 200


def _form() -> DrawForm:
    rows = shelves.banks_of(current_person())
    form = DrawForm(data={name: value for name in ("topic", "kind") if (value := request.args.get(name))})
    form.offer(bank.topics([row.bank.id for row in rows]), {row.bank.id: row.bank.name for row in rows})
    return form


def _drawn(found: Quiz, form: DrawForm) -> str:
    """Do what the form says; returns what to tell."""
    names = ("count", "topic", "kind", "difficulty", "bank_id", "full_mark")
    wanted = draw_actions.new_draw(found, **{name: form[name].data for name in names})
    if form.whose.data == "each":
        draw_actions.add_draw(found, wanted)
        return ngettext(
            "%(num)d question is drawn for each student.",
            "%(num)d questions are drawn for each student.",
            wanted.count,
        )
    count = draw_actions.draw_now(found, wanted, secrets.randbelow(MOST_SEEDS))
    return ngettext("%(num)d question added.", "%(num)d questions added.", count)


def change_draw(quiz_id: int, draw_id: int) -> ResponseReturnValue:
    """Move a draw, take it out, or set what each of its questions is worth."""
    found = access.own_quiz(current_person(), quiz_id)
    wanted = next((each for each in queries.draws_of(quiz_id) if each.id == draw_id), None)
    action = request.form.get("action", "")
    if wanted is None or action not in ("up", "down", "remove", "mark"):
        raise NotFound
    if action == "remove":
        draw_actions.remove_draw(found, wanted)
    elif action in ("up", "down"):
        draw_actions.move_draw(found, wanted, -1 if action == "up" else 1)
    elif wrong := typed_mark(f"draw-mark-{draw_id}", partial(draw_actions.set_draw_mark, found, wanted)):
        return quiz_page(found, wrong), 422
    db.session.commit()
    return redirect(url_for("quizzes.quiz", quiz_id=quiz_id, _anchor=f"d-{draw_id}"))


def set_drawing(quiz_id: int) -> ResponseReturnValue:
    """Say how the quiz draws."""
    found = access.own_quiz(current_person(), quiz_id)
    draw_actions.set_rules(
        found, repeats_facts="repeats_facts" in request.form, redraws="redraws" in request.form
    )
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for("quizzes.quiz", quiz_id=quiz_id))
