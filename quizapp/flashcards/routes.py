"""Pages of cards: decks, study, rating and undoing for students; decks of a class for its teachers."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.classrooms.access import own_class
from quizapp.db import db
from quizapp.errors import Invalid, InvalidResponse
from quizapp.flashcards import access, actions, pages, queries
from quizapp.flashcards import decks as deck_queries
from quizapp.flashcards.forms import DecksForm
from quizapp.flashcards.queue import NEW_PER_DAY
from quizapp.models.accounts import Person
from quizapp.scheduling import Rating
from quizapp.translations import gettext, ngettext
from quizapp.web.addresses import whole_number
from quizapp.web.forms import show_problems
from quizapp.web.requests import now

blueprint = Blueprint("flashcards", __name__)

RATINGS = {"again": Rating.AGAIN, "good": Rating.GOOD}


@blueprint.get("/cards")
def decks() -> ResponseReturnValue:
    student = access.require_student(current_person())
    context = pages.decks_context(deck_queries.overview(student.id, now()))
    return render_template("flashcards/decks.html", **context)


@blueprint.get("/cards/study")
def study() -> ResponseReturnValue:
    student = access.require_student(current_person())
    topic = access.own_deck(student, request.args.get("deck", ""))
    session = deck_queries.session(student.id, now(), topic)
    if session is None:
        return redirect(url_for("flashcards.decks"))
    question_id = session.queue.next_card(request.args.get("card", type=int))
    if question_id is None:
        return _done(student, topic)
    card = queries.shown_card(student.id, question_id)
    return render_template(
        "flashcards/study.html",
        **pages.study_context(card, session, student.id, topic),
        is_revealed=request.args.get("show") == "1",
        shown_at=now().isoformat(),
    )


def _done(student: Person, topic: str | None) -> ResponseReturnValue:
    overview = deck_queries.overview(student.id, now())
    assert overview is not None
    return render_template("flashcards/done.html", **pages.done_context(overview, topic))


@blueprint.post("/cards/rate")
def rate() -> ResponseReturnValue:
    student = access.require_student(current_person())
    question_id = whole_number(request.form.get("card", ""))
    rating = RATINGS.get(request.form.get("rating", ""))
    shown_at = pages.parse_shown_at(request.form.get("shown_at", ""), now())
    if question_id is None or rating is None or shown_at is None:
        raise InvalidResponse("not a rating that a page could send")
    actions.rate(person=student, question_id=question_id, rating=rating, shown_at=shown_at, now=now())
    db.session.commit()
    return _back_to_study()


@blueprint.post("/cards/undo")
def undo() -> ResponseReturnValue:
    student = access.require_student(current_person())
    review = access.own_review(student, whole_number(request.args.get("review", "")))
    actions.undo(person=student, review_id=review.id, now=now())
    db.session.commit()
    return _back_to_study()


def _back_to_study() -> ResponseReturnValue:
    return redirect(url_for("flashcards.study", deck=request.args.get("deck") or None))


@blueprint.route("/classes/<int:classroom_id>/cards", methods=["GET", "POST"])
def class_decks(classroom_id: int) -> ResponseReturnValue:
    classroom = own_class(current_person(), classroom_id)
    rows = deck_queries.topics_for_class(classroom_id)
    form = DecksForm()
    form.offer(rows)
    if form.validate_on_submit():
        topics = form.topics.data or []  # None where nothing is ticked
        try:
            actions.open_decks(classroom_id, topics)
        except Invalid as invalid:
            show_problems(form, invalid)
        else:
            db.session.commit()
            flash(_opened(len(topics)))
            return redirect(url_for("flashcards.class_decks", classroom_id=classroom_id))
    page = render_template(
        "flashcards/class_decks.html", classroom=classroom, rows=rows, form=form, new_per_day=NEW_PER_DAY
    )
    return page, 422 if form.errors else 200


def _opened(count: int) -> str:
    if not count:
        return gettext("The class has no decks now. What students remember is kept.")
    return ngettext("The class can study %(num)d topic.", "The class can study %(num)d topics.", count)
