"""What the pages that change a fact share."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.bank import fact_pages, sheets
from quizapp.bank.fact_actions import digest_of
from quizapp.bank.messages import mend, sentence
from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.facts import FactIndex
from quizapp.models.bank import Fact
from quizapp.web.forms import DeskForm
from quizapp.web.requests import now

ChangeForm = TypeVar("ChangeForm", bound=DeskForm)


def today() -> date:
    """The day by which facts hold or do not."""
    return now().date()


def kept(found: Fact, said: str) -> ResponseReturnValue:
    """Lead to the fact that was changed, and say this there."""
    flash(said)
    source_id, _, name = found.id.partition("/")
    return redirect(url_for("bank.fact", source_id=source_id, name=name))


def answered(
    template: str,
    found: Fact,
    form: ChangeForm,
    change: Callable[[Fact, ChangeForm], ResponseReturnValue],
    **context: Any,
) -> ResponseReturnValue:
    """Change the fact as the form says, once it is fit; else the page of the form with what is wrong with it.

    `change` stores it and returns where that leads; it raises Invalid with what is wrong.
    """
    if form.validate_on_submit():
        try:
            return change(found, form)
        except Invalid as invalid:
            db.session.rollback()
            _show(form, invalid)
    return _form_page(template, found, form, **context)


def _show(form: DeskForm, invalid: Invalid) -> None:
    """Put each problem beside its field, or above all of them."""
    for problem in invalid.problems:
        text = f"{sentence(problem)} {mend(problem)}"
        field = form._fields.get(str(problem.path[0])) if problem.path else None
        if field is None:
            form.form_errors = [*form.form_errors, text]
        else:
            field.errors = [*field.errors, text]


def _form_page(template: str, found: Fact, form: DeskForm, **context: Any) -> ResponseReturnValue:
    """The page of a form about a fact, with what was typed and what is wrong with it."""
    # Who sends it again has read what the fact says now.
    form.seen.data = digest_of(sheets.content_of(found))
    head = fact_pages.fact_head(found, FactIndex.of(sheets.current_sources()), today())
    page = render_template(template, form=form, **head, **context)
    return page, 422 if form.errors else 200
