"""Pages of the builder beside the quiz itself: sections, and which versions of its questions a quiz gives."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.quizzes import Quiz, QuizSection
from quizapp.quizzes import access, queries, sections, versions
from quizapp.quizzes.differences import differences
from quizapp.quizzes.forms import SectionForm
from quizapp.translations import gettext


def install(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of quizzes."""
    both = ["GET", "POST"]
    quiz = "/quizzes/<int:quiz_id>"
    version = f"{quiz}/questions/<int:question_id>/version"
    blueprint.add_url_rule(f"{quiz}/sections/new", "new_section", new_section, methods=both)
    blueprint.add_url_rule(f"{quiz}/sections/<int:section_id>", "section", section, methods=both)
    blueprint.add_url_rule(
        f"{quiz}/sections/<int:section_id>/remove", "remove_section", remove_section, methods=["POST"]
    )
    blueprint.add_url_rule(
        f"{quiz}/sections/<int:section_id>/move", "move_section", move_section, methods=["POST"]
    )
    blueprint.add_url_rule(version, "version", version_page)
    blueprint.add_url_rule(version, "set_version", set_version, methods=["POST"])


def new_section(quiz_id: int) -> ResponseReturnValue:
    """Add a section at the end of a quiz."""
    quiz = access.own_quiz(current_person(), quiz_id)
    form = SectionForm()
    if form.validate_on_submit():
        sections.add_section(quiz, title=form.title.data, instructions=form.instructions.data or "")
        db.session.commit()
        flash(gettext("Added at the end. Move questions into it with Down."))
        return redirect(url_for("quizzes.quiz", quiz_id=quiz_id))
    return _section_page(quiz, form, None)


def section(quiz_id: int, section_id: int) -> ResponseReturnValue:
    """Change the title and the instructions of a section."""
    quiz = access.own_quiz(current_person(), quiz_id)
    found = sections.section_of(quiz, section_id)
    form = SectionForm(obj=found)
    if form.validate_on_submit():
        sections.change_section(found, title=form.title.data, instructions=form.instructions.data or "")
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(url_for("quizzes.quiz", quiz_id=quiz_id))
    return _section_page(quiz, form, found)


def _section_page(quiz: Quiz, form: SectionForm, found: QuizSection | None) -> ResponseReturnValue:
    is_in_use = queries.is_in_use(quiz.id)
    page = render_template("quizzes/section.html", quiz=quiz, form=form, section=found, is_in_use=is_in_use)
    return page, 422 if form.errors else 200


def remove_section(quiz_id: int, section_id: int) -> ResponseReturnValue:
    """Take a section away; its questions stay in the quiz."""
    quiz = access.own_quiz(current_person(), quiz_id)
    sections.remove_section(quiz, sections.section_of(quiz, section_id))
    db.session.commit()
    flash(gettext("The section is gone. Its questions stand in the part before it."))
    return redirect(url_for("quizzes.quiz", quiz_id=quiz_id))


def move_section(quiz_id: int, section_id: int) -> ResponseReturnValue:
    """Move a section up or down, with all that stands in it."""
    quiz = access.own_quiz(current_person(), quiz_id)
    action = request.form.get("action")
    if action not in ("up", "down"):
        raise NotFound
    sections.move_section(quiz, sections.section_of(quiz, section_id), -1 if action == "up" else 1)
    db.session.commit()
    return redirect(url_for("quizzes.quiz", quiz_id=quiz_id, _anchor=f"section-{section_id}"))


def version_page(quiz_id: int, question_id: int) -> ResponseReturnValue:
    """What the newest version of a question says differently from the one that the quiz gives."""
    quiz = access.own_quiz(current_person(), quiz_id)
    slot, question = versions.slot_of(quiz, question_id)
    if slot.version is None or slot.version == question.version:
        return redirect(url_for("quizzes.quiz", quiz_id=quiz_id, _anchor=f"q-{question_id}"))
    before = versions.content_of(question_id, slot.version)
    after = versions.content_of(question_id, question.version)
    return render_template(
        "quizzes/version.html",
        quiz=quiz,
        question=question,
        version=slot.version,
        stem=before.get("stem", ""),
        rows=differences(before, after),
        is_in_use=queries.is_in_use(quiz_id),
    )


def set_version(quiz_id: int, question_id: int) -> ResponseReturnValue:
    """Keep the newest version in a quiz, or follow whatever is the newest."""
    quiz = access.own_quiz(current_person(), quiz_id)
    action = request.form.get("action")
    if action == "newest":
        versions.use_newest(quiz, question_id)
        flash(gettext("The quiz gives the newest version from now on."))
    elif action == "follow":
        versions.follow_newest(quiz, question_id)
        flash(gettext("The quiz follows the newest version until a student starts it."))
    else:
        raise NotFound
    db.session.commit()
    return redirect(url_for("quizzes.quiz", quiz_id=quiz_id, _anchor=f"q-{question_id}"))
