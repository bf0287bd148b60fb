"""Pages of the question bank and of its sources."""

from typing import Any

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.accounts.sessions import current_person, current_teacher
from quizapp.bank import (
    access,
    actions,
    banks,
    bulk,
    citations,
    fact_desk,
    fact_queries,
    likeness,
    listing,
    live,
    many,
    proposing,
    queries,
    sheets,
    shelves,
    truth,
    uploads,
    uses,
    words,
)
from quizapp.bank.aside import aside_of, who_saved
from quizapp.bank.dates import date_in_words
from quizapp.bank.differences import shown_differences
from quizapp.bank.editing import content_of
from quizapp.bank.editor import Editor
from quizapp.bank.forms import FORMS
from quizapp.bank.images import image_html
from quizapp.bank.messages import mend, sentence
from quizapp.bank.preview import teacher_view
from quizapp.bank.problem_fields import row_name
from quizapp.bank.texts import attached_paragraphs
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, QuestionBank
from quizapp.questions import Question as Content
from quizapp.questions.question import STATUSES
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.addresses import whole_number
from quizapp.web.pages import go_back_or
from quizapp.web.requests import now

LONGEST_STEM = 1000  # as the script sends it

blueprint = Blueprint("bank", __name__)
banks.install(blueprint)
many.install(blueprint)
live.install(blueprint)
blueprint.add_app_template_filter(image_html)
truth.install(blueprint)
blueprint.add_app_template_filter(date_in_words, "edtf_in_words")
blueprint.add_app_template_filter(uses.use_in_words, "use_in_words")


@blueprint.get("/bank")
def questions() -> ResponseReturnValue:
    teacher = current_teacher()
    last = bulk.last_change(teacher, now())
    return render_template(
        "bank/questions.html", words=words, last_change=last, **listing.listing(request.args, teacher)
    )


@blueprint.get("/bank/new")
def choose_kind() -> ResponseReturnValue:
    into = _bank_to_write_in()
    rows = shelves.banks_of(current_teacher(), may_edit=True)
    return render_template("bank/choose_kind.html", kinds=FORMS, words=words, into=into, banks=rows)


def _bank_to_write_in() -> QuestionBank:
    """The bank that the address names, or the first one this teacher may add to."""
    wanted = request.args.get("bank", "")
    bank_id = whole_number(wanted)
    if wanted and bank_id is None:
        raise NotFound
    return access.bank_to_write_in(current_teacher(), bank_id)


@blueprint.route("/bank/new/<kind>", methods=["GET", "POST"])
def new_question(kind: str) -> ResponseReturnValue:
    teacher, bank = current_teacher(), _bank_to_write_in()
    if kind not in FORMS:
        raise NotFound
    sent = _received(teacher)
    editor = Editor.new(FORMS[kind], request.args.get("topic", ""))
    content = editor.submit(*sent) if sent else None
    if content:
        if earlier := once.earlier_result():
            return earlier
        try:
            question = actions.add_question(content, author=teacher, now=now(), bank_id=bank.id)
        except Invalid as invalid:
            editor.problems = invalid.problems
        else:
            return _saved(question)
    return _editor_page(editor)


@blueprint.route("/bank/<int:question_id>/edit", methods=["GET", "POST"])
def edit_question(question_id: int) -> ResponseReturnValue:
    teacher = current_teacher()
    access.editable_question(teacher, question_id)
    sent = _received(teacher)
    question = queries.question_to_change(question_id) if sent else access.bank_question(teacher, question_id)
    editor = Editor.of(FORMS[question.kind], question)
    fact_id = request.args.get("fact", "")
    filled = None if sent else proposing.fill(editor, fact_id, fact_desk.today())
    content = editor.submit(*sent) if sent else None
    if content:
        is_typo = request.form.get("how") == "mend"
        store = actions.mend_question if is_typo else actions.change_question
        try:
            store(question, content, author=teacher, now=now())
        except Invalid as invalid:
            db.session.rollback()
            editor.problems = invalid.problems
        else:
            return _saved(question, is_typo)
    return _editor_page(editor, filled)


def _received(teacher: Person) -> tuple[str, MultiDict[str, str], list[Problem]] | None:
    """The button, the fields and what is wrong with the file that came along; None where nothing was sent.

    An image is kept at once, before anything else is read.
    """
    if request.method != "POST":
        return None
    sent = MultiDict(request.form)
    sent["image_file"], found = uploads.received(
        request.files.get("image_upload"),
        sent.get("image_file", ""),
        folder=current_app.extensions["settings"].images,
        person=teacher,
        now=now(),
    )
    db.session.commit()
    return request.form.get("do", "save"), sent, found


def _saved(question: Question, is_typo: bool = False) -> ResponseReturnValue:
    """Keep the question, and say what proofreading would like to see mended."""
    content = Content.from_dict(queries.current_version(question).content)
    notes = sheets.findings(content)
    alike = likeness.alike(content.stem, question.id, likeness.NEAR, shelves.bank_ids(current_teacher()))
    actions.set_needs_check(question, bool(notes))
    answer = once.lead_to(_after_saving(question), now())
    db.session.commit()
    flash(
        gettext("Mended in version %(number)d, for everybody who was given it.", number=question.version)
        if is_typo
        else gettext("Saved as version %(number)d.", number=question.version),
        "saved",
    )
    for note in notes:
        flash(f"{sentence(note)} {mend(note)}", "wait")
    for row in alike:
        flash(gettext("The bank has nearly the same question: “%(stem)s”", stem=row.content["stem"]), "wait")
    return answer


def _after_saving(question: Question) -> str:
    """The page of the question, or the editor of another one like it."""
    if request.form.get("do") == "save_new":
        return url_for("bank.new_question", kind=question.kind, topic=question.topic, bank=question.bank_id)
    # The correction that this edit follows from comes along.
    return url_for("bank.question", question_id=question.id, fact=request.args.get("fact"))


def _editor_page(editor: Editor, filled: proposing.Filled | None = None) -> ResponseReturnValue:
    form, faults = editor.shown_form()
    content = content_of(editor.form_class, editor.values, editor.original)
    readable = shelves.bank_ids(current_teacher())
    use = uses.use_of(editor.question, current_teacher()) if editor.question else None
    page = render_template(
        "bank/edit.html",
        editor=editor,
        form=form,
        faults=faults,
        facts=citations.to_choose_from(form.facts.data or [], sheets.fact_index()),
        topics=queries.topics(readable),
        use=use,
        used_text=uses.used_text(use) if use else "",
        alike=_alike(editor, readable) if request.method == "POST" else [],
        filled=filled,
        aside=aside_of(editor, content, readable) if editor.is_sent or editor.question else None,
        compared=shown_differences(editor, form),
        who_saved=who_saved(editor),
        words=words,
        row_name=row_name,
    )
    return page, 422 if faults else 200


def _alike(editor: Editor, banks: list[int]) -> list[queries.QuestionRow]:
    own = editor.question.id if editor.question else None
    stem = editor.values.get("stem") or editor.values.get("front") or ""
    return likeness.alike(str(stem), own, banks=banks)


@blueprint.get("/bank/alike")
def alike() -> ResponseReturnValue:
    """Questions that ask nearly what is being typed, for the editor's script."""
    banks = shelves.bank_ids(current_teacher())
    stem = request.args.get("stem", "").replace("\0", "")[:LONGEST_STEM]
    rows = likeness.alike(stem, whole_number(request.args.get("but", "")), banks=banks)
    return jsonify(heading=listing.alike_heading(len(rows)), questions=[listing.alike_entry(r) for r in rows])


@blueprint.get("/bank/<int:question_id>")
def question(question_id: int) -> ResponseReturnValue:
    person = current_person()
    found = access.bank_question(person, question_id)
    versions = queries.versions_of_question(found)
    number = request.args.get("version", found.version, type=int)
    shown = next((version for version in versions if version.number == number), None)
    if shown is None:
        raise NotFound
    content = Content.from_dict(shown.content)
    return render_template(
        "bank/question.html",
        question=found,
        content=content,
        version=shown,
        versions=versions,
        authors=listing.authors_of(versions),
        use=uses.use_of(found, person),
        quizzes=uses.quizzes_with(question_id, person),
        bank=db.session.get_one(QuestionBank, found.bank_id),
        may_edit=access.may_edit(person, found),
        sources=citations.cited(content.facts, sheets.fact_index()),
        words=words,
        followed=_followed(found, person),
        **teacher_view(content),
    )


def _followed(question: Question, person: Person) -> dict[str, Any] | None:
    """The corrected fact that led here, and how many answers still have the key of before."""
    fact_id = request.args.get("fact", "")
    if "/" not in fact_id:
        return None
    rows = fact_queries.resting_questions(fact_id, person, shelves.bank_ids(person))
    row = next((each for each in rows if each.question.id == question.id), None)
    return {"fact_id": fact_id, "waiting": row.waiting} if row else None


@blueprint.post("/bank/<int:question_id>/status")
def set_status(question_id: int) -> ResponseReturnValue:
    question = access.editable_question(current_person(), question_id)
    status = request.form.get("status", "")
    if status not in STATUSES:
        raise NotFound
    content = Content.from_dict(queries.current_version(question).content)
    problems = sheets.blocking(content) if status == "ready" else []
    if problems:
        flash(f"{sentence(problems[0])} {mend(problems[0])}", "error")
    else:
        actions.set_status(question, status, now())
        db.session.commit()
        flash(listing.status_sentence(status))
    return redirect(url_for("bank.question", question_id=question_id))


@blueprint.post("/bank/<int:question_id>/checked")
def set_checked(question_id: int) -> ResponseReturnValue:
    question = access.editable_question(current_person(), question_id)
    actions.set_needs_check(question, False)
    db.session.commit()
    flash(gettext("Marked as checked."))
    return go_back_or("bank.question", question_id=question_id)


@blueprint.get("/sources")
def sources() -> ResponseReturnValue:
    current_teacher()
    return render_template(
        "bank/sources.html", sources=queries.sources(), facts_per_source=sheets.facts_per_source()
    )


@blueprint.get("/sources/<source_id>")
def source(source_id: str) -> ResponseReturnValue:
    held = access.held_sources(current_person(), now())
    found = access.readable_source(source_id, held)
    facts = queries.facts_of_source(source_id)
    return render_template(
        "bank/source.html",
        source=found,
        count=len(facts),
        paragraphs=citations.by_paragraph(facts, sheets.fact_index(), held),
        is_attached=bool(attached_paragraphs(listing.texts_folder(), source_id)),
    )
