"""The buttons below the list of the bank: one change to all questions that are ticked, and its undoing."""

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_teacher
from quizapp.bank import bulk
from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.translations import gettext, ngettext
from quizapp.web.pages import go_back_or
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence

# The field that says what to change to.
VALUES = {"tag": "tag", "move": "topic", "bank": "bank"}
ID_DIGITS = 9  # a longer number is no id, and more than a database can compare


def install(blueprint: Blueprint) -> None:
    """Add the routes to the rooms of the bank."""
    blueprint.post("/bank/bulk")(change_many)
    blueprint.post("/bank/bulk/<batch>/undo")(undo_many)


def change_many() -> ResponseReturnValue:
    teacher = current_teacher()
    what = request.form.get("do", "")
    if what not in bulk.KINDS_OF_CHANGE:
        raise NotFound
    value = request.form.get(VALUES.get(what, ""), "").replace("\0", "")
    try:
        done = bulk.change_many(_ticked(), what, value, person=teacher, now=now())
    except Refused as refused:
        flash(refusal_sentence(refused), "error")
    else:
        db.session.commit()
        flash(said(done), "wait" if done.skipped.total() else "message")
    return go_back_or("bank.questions")


def undo_many(batch: str) -> ResponseReturnValue:
    done = bulk.undo(batch, person=current_teacher(), now=now())
    db.session.commit()
    flash(said(done), "wait" if done.skipped.total() else "message")
    return go_back_or("bank.questions")


def _ticked() -> list[int]:
    texts = request.form.getlist("question")
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= ID_DIGITS]


def said(done: bulk.Done) -> str:
    """How many were changed, and why others were not: “48 done, 2 skipped: 2 have the tag already.”"""
    count = gettext("%(count)d done", count=done.count)
    skipped = done.skipped.total()
    if not skipped:
        return f"{count}."
    reasons = [_reason(code, number) for code, number in done.skipped.most_common() if number]
    return gettext(
        "%(done)s, %(skipped)d skipped: %(reasons)s.", done=count, skipped=skipped, reasons="; ".join(reasons)
    )


def _reason(code: str, number: int) -> str:
    sentences = {
        "not_there": ngettext("one is not in the bank", "%(num)d are not in the bank", number),
        "not_yours": ngettext(
            "one is in a bank that you may not change",
            "%(num)d are in a bank that you may not change",
            number,
        ),
        "in_bank": ngettext("one is in this bank already", "%(num)d are in this bank already", number),
        "has_tag": ngettext("one has the tag already", "%(num)d have the tag already", number),
        "in_topic": ngettext("one is in this topic already", "%(num)d are in this topic already", number),
        "is_retired": ngettext("one is retired already", "%(num)d are retired already", number),
        "changed_since": ngettext(
            "one was changed by somebody since", "%(num)d were changed by somebody since", number
        ),
        "not_fit": ngettext("one would not pass its check", "%(num)d would not pass their check", number),
    }
    return sentences[code]
