"""What the pages that change a fact share."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.bank import fact_pages, sheets
from quizapp.bank.fact_actions import digest_of
from quizapp.bank.messages import mend, sentence
from quizapp.errors import Invalid
from quizapp.facts import FactIndex
from quizapp.models.bank import Fact
from quizapp.web.forms import DeskForm
from quizapp.web.requests import now


def today() -> date:
    """The day by which facts hold or do not."""
    return now().date()


def kept(found: Fact, said: str) -> ResponseReturnValue:
    """Lead to the fact that was changed, and say this there."""
    flash(said)
    source_id, _, name = found.id.partition("/")
    return redirect(url_for("bank.fact", source_id=source_id, name=name))


def show(form: DeskForm, invalid: Invalid) -> None:
    """Put each problem beside its field, or above all of them."""
    for problem in invalid.problems:
        text = f"{sentence(problem)} {mend(problem)}"
        field = form._fields.get(str(problem.path[0])) if problem.path else None
        if field is None:
            form.form_errors = [*form.form_errors, text]
        else:
            field.errors = [*field.errors, text]


def form_page(template: str, found: Fact, form: DeskForm, **context: Any) -> ResponseReturnValue:
    """The page of a form about a fact, with what was typed and what is wrong with it."""
    # Who sends it again has read what the fact says now.
    form.seen.data = digest_of(sheets.content_of(found))
    head = fact_pages.fact_head(found, FactIndex.of(sheets.current_sources()), today())
    page = render_template(template, form=form, **head, **context)
    return page, 422 if form.errors else 200
