"""Pages of banks: which there are, and who may use one. Routes of the room too."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person, current_teacher
from quizapp.bank import access, sharing, shelves
from quizapp.bank.forms.shelf import BankForm, ShareForm
from quizapp.bank.wanted import MOST_FOUND
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.models.accounts import Person
from quizapp.models.bank import SCHOOL_BANK, QuestionBank
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.addresses import whole_number
from quizapp.web.forms import show_problems
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence


def install(blueprint: Blueprint) -> None:
    """Add the pages of banks to the rooms of the bank."""
    add, post = blueprint.add_url_rule, ["POST"]
    add("/bank/banks", "banks", banks)
    add("/bank/banks/new", "new_bank", new_bank, methods=["GET", "POST"])
    add("/bank/banks/<int:bank_id>", "bank", bank, methods=["GET", "POST"])
    add("/bank/banks/<int:bank_id>/share", "share", share, methods=post)
    add("/bank/banks/<int:bank_id>/unshare", "unshare", unshare, methods=post)
    add("/bank/banks/<int:bank_id>/delete", "delete_bank", delete_bank, methods=post)


def banks() -> ResponseReturnValue:
    """The banks that this teacher may use."""
    rows = shelves.banks_of(current_teacher())
    counts = {row.bank.id: shelves.question_count(row.bank.id) for row in rows}
    return render_template("bank/banks.html", rows=rows, counts=counts, most=MOST_FOUND)


def new_bank() -> ResponseReturnValue:
    """Make a bank."""
    teacher = current_teacher()
    form = BankForm()
    if form.validate_on_submit():
        if earlier := once.earlier_result():
            return earlier
        made = sharing.make_bank(name=form.name.data, for_all=form.for_all.data, owner=teacher, now=now())
        answer = once.lead_to(url_for("bank.bank", bank_id=made.id), now())
        db.session.commit()
        return answer
    return render_template("bank/new_bank.html", form=form), 422 if form.errors else 200


def bank(bank_id: int) -> ResponseReturnValue:
    """A bank: for its owner with a form for its name and who may use it."""
    row = access.usable_bank(current_person(), bank_id)
    if request.method == "GET":
        return _bank_page(row.bank)
    found = access.managed_bank(current_person(), bank_id)
    form = _form(found)
    if form.validate_on_submit():
        try:
            sharing.change_bank(found, name=form.name.data, for_all=form.for_all.data)
        except Invalid as invalid:
            db.session.rollback()
            show_problems(form, invalid)
        else:
            db.session.commit()
            flash(gettext("Saved."))
            return _to(bank_id)
    return _bank_page(found, form=form), 422


def _form(found: QuestionBank) -> BankForm:
    form = BankForm(obj=found)
    if found.id == SCHOOL_BANK:
        form.for_school()
    return form


def _bank_page(found: QuestionBank, **forms: Any) -> str:
    person = current_person()
    row = access.usable_bank(person, found.id)
    manages = access.may_manage(person, found)
    share_form = forms.get("share_form") or ShareForm(formdata=None)
    share_form.offer(_colleagues(person, found))
    return render_template(
        "bank/bank.html",
        row=row,
        manages=manages,
        is_school=found.id == SCHOOL_BANK,
        is_empty=shelves.is_empty(found.id),
        count=shelves.question_count(found.id),
        most=MOST_FOUND,
        shares=shelves.shares_of(found.id) if manages else [],
        form=forms.get("form") or _form(found),
        share_form=share_form,
    )


def _colleagues(person: Person, found: QuestionBank) -> list[Person]:
    return [other for other in shelves.colleagues_of(person) if other.id != found.owner_id]


def share(bank_id: int) -> ResponseReturnValue:
    """Let a colleague use or edit a bank."""
    person = current_person()
    found = access.managed_bank(person, bank_id)
    form = ShareForm()
    form.offer(_colleagues(person, found))
    if not form.validate_on_submit():
        return _bank_page(found, share_form=form), 422
    colleague = db.session.get_one(Person, form.person_id.data)
    sharing.share_bank(found, colleague, form.may.data)
    db.session.commit()
    flash(gettext("Shared with %(name)s.", name=colleague.display_name))
    return _to(bank_id)


def unshare(bank_id: int) -> ResponseReturnValue:
    """End the share with a colleague."""
    found = access.managed_bank(current_person(), bank_id)
    person_id = whole_number(request.form.get("person", ""))
    if person_id is None:
        raise NotFound
    sharing.unshare_bank(found, person_id)
    db.session.commit()
    flash(gettext("No longer shared. Quizzes that have its questions keep them."))
    return _to(bank_id)


def delete_bank(bank_id: int) -> ResponseReturnValue:
    """Take an empty bank away."""
    found = access.managed_bank(current_person(), bank_id)
    try:
        sharing.delete_bank(found)
    except Refused as refused:
        db.session.rollback()
        flash(refusal_sentence(refused), "error")
        return _to(bank_id)
    db.session.commit()
    flash(gettext("Deleted."))
    return redirect(url_for("bank.banks"))


def _to(bank_id: int) -> ResponseReturnValue:
    return redirect(url_for("bank.bank", bank_id=bank_id))
