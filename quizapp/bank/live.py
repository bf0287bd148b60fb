"""What the editor asks for while somebody types, which stores nothing; and the images that pages ask for."""

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person, current_teacher
from quizapp.bank import access, images, shelves, words
from quizapp.bank.aside import aside_of
from quizapp.bank.editor import Editor
from quizapp.bank.forms import FORMS
from quizapp.documents.images import media_type_of
from quizapp.errors import NotFound
from quizapp.web.headers import ONE_YEAR


def install(blueprint: Blueprint) -> None:
    """Add the routes to the rooms of the bank."""
    blueprint.post("/bank/new/<kind>/look")(look_at_new)
    blueprint.post("/bank/<int:question_id>/look")(look_at_edited)
    blueprint.get("/images/<name>")(image)


def look_at_new(kind: str) -> ResponseReturnValue:
    current_teacher()
    if kind not in FORMS:
        raise NotFound
    return _looked_at(Editor.new(FORMS[kind]))


def look_at_edited(question_id: int) -> ResponseReturnValue:
    question = access.editable_question(current_person(), question_id)
    return _looked_at(Editor.of(FORMS[question.kind], question))


def _looked_at(editor: Editor) -> ResponseReturnValue:
    content = editor.take_over(request.form)
    kind = editor.form_class.kind
    readable = shelves.bank_ids(current_teacher())
    aside = aside_of(editor, content, readable)
    return render_template("bank/look.html", aside=aside, kind_name=kind, words=words)


def image(name: str) -> ResponseReturnValue:
    person = current_person()
    content = images.kept(current_app.extensions["settings"].images, name)
    if content is None or not access.may_see_image(person, name):
        raise NotFound
    response = Response(content, mimetype=media_type_of(name))
    # The name is made of the content, so a browser may keep it; only this person's browser, though.
    response.cache_control.private = True
    response.cache_control.max_age = ONE_YEAR
    response.cache_control.immutable = True
    return response
