"""Routes of facts: what rests on one, its correction, its end; the sheet of a source as a file."""

from typing import Any

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_teacher
from quizapp.bank import access, disagreeing, fact_actions, fact_pages, fact_words, sheets
from quizapp.bank.citations import page_url
from quizapp.bank.fact_actions import digest_of
from quizapp.bank.fact_desk import form_page, kept, show, today
from quizapp.bank.forms import fact as forms
from quizapp.bank.forms.date import as_edtf
from quizapp.bank.forms.fact import EndForm, FactForm
from quizapp.bank.listing import texts_folder
from quizapp.bank.texts import attached_paragraphs
from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.facts import Fact as Content
from quizapp.facts.standing import standing
from quizapp.formats.native import write_source
from quizapp.models.bank import Fact, Source
from quizapp.web.requests import now


def install(blueprint: Blueprint) -> None:
    """Add the pages of facts to the blueprint of the bank."""
    add, both = blueprint.add_url_rule, ["GET", "POST"]
    add("/facts/<source_id>/<name>", "fact", fact)
    add("/facts/<source_id>/<name>/correct", "correct_fact", correct_fact, methods=both)
    add("/facts/<source_id>/<name>/end", "end_fact", end_fact, methods=both)
    add("/sources/<source_id>/sheet", "sheet", sheet)
    disagreeing.install(blueprint)
    blueprint.add_app_template_filter(end_text)
    blueprint.add_app_template_filter(page_url, "fact_page")
    blueprint.add_app_template_filter(fact_words.end_in_words, "standing_text")
    blueprint.add_app_template_filter(fact_words.left_over_text)
    blueprint.add_app_template_filter(fact_words.day_of, "long_day")


def end_text(shown: dict[str, Any]) -> str:
    """Until when a fact holds, given as `sources.shown_fact` does; "" for one without an end."""
    content = {name: shown[name] for name in ("expired", "superseded_by")}
    native = {"id": "x", "kind": "said", "statement": shown["statement"], **content}
    return fact_words.end_in_words(standing(Content.from_dict(native, "x"), today()))


def fact(source_id: str, name: str) -> ResponseReturnValue:
    """What a fact says, how it was changed, and what rests on it."""
    teacher = current_teacher()
    found = access.bank_fact(teacher, source_id, name)
    return render_template(
        "bank/fact.html",
        causes=fact_words.CAUSES,
        **fact_pages.fact_page(found, teacher, today()),
    )


def correct_fact(source_id: str, name: str) -> ResponseReturnValue:
    """Let a fact say something else."""
    found = access.bank_fact(current_teacher(), source_id, name)
    before = sheets.content_of(found)
    form = FactForm(data=forms.values_of(before) | {"seen": digest_of(before)})
    if before.kind != "visit":
        del form.status
    if form.validate_on_submit():
        try:
            return _corrected(found, form)
        except Invalid as invalid:
            db.session.rollback()
            show(form, invalid)
    return form_page("bank/correct_fact.html", found, form)


def _corrected(found: Fact, form: FactForm) -> ResponseReturnValue:
    before = sheets.content_of(found)
    native = forms.native_of(form.data, before)
    places = ("paragraphs", "terms")
    is_moved = any(native.get(place) != before.to_dict().get(place) for place in places)
    count = fact_actions.correct_fact(
        found.id,
        native,
        reason=form.reason.data,
        teacher=current_teacher(),
        now=now(),
        seen=form.seen.data or "",
        # An old fault of a sheet against the school's copy does not keep its value from being corrected.
        paragraphs=attached_paragraphs(texts_folder(), found.source_id) if is_moved else (),
    )
    db.session.commit()
    return kept(found, fact_pages.corrected_text(count))


def end_fact(source_id: str, name: str) -> ResponseReturnValue:
    """Say until when a fact holds, and what holds in its place."""
    found = access.bank_fact(current_teacher(), source_id, name)
    before = sheets.content_of(found)
    values = {each: getattr(before, each) or "" for each in ("as_of", "expired", "superseded_by")}
    form = EndForm(data=values | {"seen": digest_of(before), "new_source": source_id})
    form.offer(before, sheets.current_sources())
    if form.validate_on_submit():
        try:
            return _ended(found, form)
        except Invalid as invalid:
            db.session.rollback()
            show(form, invalid)
    return form_page("bank/end_fact.html", found, form)


def _ended(found: Fact, form: EndForm) -> ResponseReturnValue:
    chosen = form.superseded_by.data or None
    if chosen == forms.NEW:
        chosen = _written(found, form).id
    count = fact_actions.end_fact(
        found.id,
        as_of=as_edtf(form.as_of.data or "") or None,
        expired=as_edtf(form.expired.data or "") or None,
        superseded_by=chosen,
        reason=form.reason.data,
        teacher=current_teacher(),
        now=now(),
        seen=form.seen.data or "",
    )
    db.session.commit()
    return kept(found, fact_pages.corrected_text(count))


def _written(found: Fact, form: EndForm) -> Fact:
    """The fact that is written to hold in the place of `found`; raises Invalid at the fields of the form."""
    try:
        source = _source(form)
        native = forms.new_native(form, sheets.content_of(found))
        return fact_actions.write_fact(
            source, native, reason=form.reason.data, teacher=current_teacher(), now=now()
        )
    except Invalid as invalid:
        raise Invalid(forms.prefixed(invalid.problems, "new_")) from None


def _source(form: EndForm) -> Source:
    if form.new_source.data != forms.NEW:
        return access.known_source(form.new_source.data)
    return fact_actions.write_source(
        title=form.new_title.data or "",
        publisher=form.new_publisher.data or "",
        published=as_edtf(form.new_published.data or ""),
    )


def sheet(source_id: str) -> ResponseReturnValue:
    """The fact sheet of a source with all corrections, as a file to keep or to hand on."""
    current_teacher()
    access.known_source(source_id)
    source = next(each for each in sheets.current_sources() if each.id == source_id)
    answer = Response(write_source(source), mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{source_id}.yaml"'
    return answer
