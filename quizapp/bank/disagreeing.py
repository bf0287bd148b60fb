"""Routes of where sources differ: say that a fact disagrees with another one, and take that away."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_teacher
from quizapp.bank import access, fact_differences, sheets
from quizapp.bank.citations import difference_shown
from quizapp.bank.fact_actions import digest_of
from quizapp.bank.fact_desk import form_page, kept, show
from quizapp.bank.fact_pages import differ_text
from quizapp.bank.forms.difference import AgreeForm, DifferForm
from quizapp.db import db
from quizapp.errors import Invalid, NotFound
from quizapp.models.bank import Fact
from quizapp.translations import gettext
from quizapp.web.requests import now


def install(blueprint: Blueprint) -> None:
    """Add the pages of differences to the blueprint of the bank."""
    add, both = blueprint.add_url_rule, ["GET", "POST"]
    add("/facts/<source_id>/<name>/differ", "differ_fact", differ_fact, methods=both)
    add("/facts/<source_id>/<name>/agree", "agree_fact", agree_fact, methods=both)


def differ_fact(source_id: str, name: str) -> ResponseReturnValue:
    """Say that a fact differs from one of another source, or that another source is silent."""
    found = access.bank_fact(current_teacher(), source_id, name)
    content = sheets.content_of(found)
    form = DifferForm(data={"seen": digest_of(content)})
    form.offer(content, sheets.current_sources())
    if form.validate_on_submit():
        try:
            return _differing(found, form)
        except Invalid as invalid:
            db.session.rollback()
            show(form, invalid)
    return form_page("bank/differ_fact.html", found, form)


def _differing(found: Fact, form: DifferForm) -> ResponseReturnValue:
    difference = form.difference()
    count = fact_differences.add_difference(
        found.id,
        difference,
        reason=form.reason.data,
        teacher=current_teacher(),
        now=now(),
        seen=form.seen.data or "",
    )
    db.session.commit()
    return kept(found, differ_text(difference, sheets.fact_index(), count))


def agree_fact(source_id: str, name: str) -> ResponseReturnValue:
    """Take away that a fact differs from the fact or the source that the address names as `with`."""
    found = access.bank_fact(current_teacher(), source_id, name)
    index, target = sheets.fact_index(), request.args.get("with", "")
    known = next((each for each in index.differences.get(found.id, ()) if each.target == target), None)
    shown = difference_shown(known, index) if known else None
    if shown is None:
        raise NotFound
    form = AgreeForm(data={"seen": digest_of(sheets.content_of(found))})
    if form.validate_on_submit():
        try:
            return _agreeing(found, target, form)
        except Invalid as invalid:
            db.session.rollback()
            show(form, invalid)
    return form_page("bank/agree_fact.html", found, form, difference=shown)


def _agreeing(found: Fact, target: str, form: AgreeForm) -> ResponseReturnValue:
    fact_differences.remove_difference(
        found.id,
        target,
        reason=form.reason.data,
        teacher=current_teacher(),
        now=now(),
        seen=form.seen.data or "",
    )
    db.session.commit()
    return kept(found, gettext("The difference is taken away. No question has to be checked for it."))
