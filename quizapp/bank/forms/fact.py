"""The forms of one fact: what it says, and until when it holds. Checked by the rules of the files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from textwrap import shorten
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from quizapp.bank.dates import date_in_words, duration_in_words
from quizapp.bank.forms.date import as_edtf
from quizapp.bank.forms.fields import number_text
from quizapp.errors import Problem
from quizapp.facts import Fact, Source
from quizapp.facts.fact import QUANTITY_KINDS, STATUSES
from quizapp.facts.readings import date_of
from quizapp.proofreading.rewriting import figure
from quizapp.translations import lazy_gettext as _l
from quizapp.values.quantities import iso_duration, read_quantity
from quizapp.values.units import fold_unit
from quizapp.web.forms import DeskForm, Filled, choices

LONGEST_REASON = 1000  # characters
LONGEST_CHOICE = 90  # characters
NONE, NEW = "", "new"
VISITS = {"planned": _l("Planned"), "held": _l("Held"), "cancelled": _l("Cancelled")}
_SHORT = {"size": 24, "autocomplete": "off"}


def without_nul(text: str | None) -> str | None:
    """The text without a character that PostgreSQL cannot hold."""
    return text.replace("\0", "") if text else text


def _line(label: Any, description: Any = "", **more: Any) -> StringField:
    return StringField(label, description=description, filters=[without_nul], render_kw=_SHORT | more)


def reason_field() -> TextAreaField:
    """Why a fact is changed."""
    return TextAreaField(
        _l("Why?"),
        [Filled(_l("Say why. It stays in the history of this fact.")), Length(max=LONGEST_REASON)],
        filters=[without_nul],
        description=_l("It stays in the history of this fact, for you and other teachers."),
        render_kw={"rows": 2},
    )


class FactForm(DeskForm):
    statement = TextAreaField(
        _l("What the source says, in our own words"), filters=[without_nul], render_kw={"rows": 3}
    )
    value = _line(
        _l("The value in it"),
        _l("A figure, a date such as June 5, 2025, a duration such as 90 minutes, or words."),
    )
    unit = _line(_l("Unit"))
    qualifier = _line(_l("A word that limits it"), _l("As the source has it: about, up to, more than, late."))
    as_of = _line(_l("When it was so"), _l("A day, a month or a year. Leave it empty where it is not said."))
    speaker = _line(_l("Who says so"), _l("Only where it is somebody's claim."))
    status = SelectField(
        _l("What became of the visit"), choices=choices((code, VISITS[code]) for code in STATUSES)
    )
    paragraphs = _line(_l("Paragraphs"), _l("Where it stands, such as 1, 10. Empty lines are not counted."))
    terms = TextAreaField(
        _l("Words that stand there"),
        filters=[without_nul],
        description=_l("A few words or figures of those paragraphs, one entry on each line."),
        render_kw={"rows": 2},
    )
    reason = reason_field()
    seen = HiddenField()  # the digest of the fact as this page showed it


class EndForm(DeskForm):
    as_of = _line(_l("As of"), _l("When it was so: a day, a month or a year."))
    expired = _line(
        _l("No longer so from"), _l("The first day on which it no longer holds, or a month, or a year.")
    )
    superseded_by = SelectField(_l("What holds in its place"), validate_choice=True)
    new_statement = TextAreaField(
        _l("The new fact, as a sentence"), filters=[without_nul], render_kw={"rows": 2}
    )
    new_value = _line(_l("The value in the new fact"))
    new_unit = _line(_l("Unit of that value"))
    new_source = SelectField(_l("Where the new fact stands"), validate_choice=True)
    new_title = _line(_l("Title of the other source"), _l("Only where you chose another source."))
    new_publisher = _line(_l("Its publisher"))
    new_published = _line(_l("When it was published"))
    reason = reason_field()
    seen = HiddenField()

    def offer(self, fact: Fact, sources: Iterable[Source]) -> None:
        """Give the choices of facts and sources; the fact itself is none of them."""
        all_sources = list(sources)
        facts = [
            SelectChoice(
                each.id, shorten(each.statement, LONGEST_CHOICE, placeholder="…"), optgroup=source.title
            )
            for source in all_sources
            for each in source.facts
            if each.id != fact.id
        ]
        self.superseded_by.choices = [
            *choices([(NONE, _l("Nothing")), (NEW, _l("A new fact, written below"))]),
            *facts,
        ]
        titles = [(source.id, source.title) for source in all_sources]
        self.new_source.choices = choices([*titles, (NEW, _l("Another source, named below"))])


def values_of(fact: Fact) -> dict[str, str]:
    """What the form of a fact shows."""
    texts = {name: getattr(fact, name) or "" for name in ("statement", "unit", "qualifier", "speaker")}
    return texts | {
        "value": _typed(number_text(fact.value)),
        "as_of": _typed(fact.as_of or ""),
        "status": fact.status or "",
        "paragraphs": ", ".join(map(str, fact.paragraphs)),
        "terms": "\n".join(fact.terms),
    }


def _typed(text: str) -> str:
    """A date or duration as a person types it, where it would be read as the same again."""
    day, length = date_in_words(text), duration_in_words(text)
    if day != text and as_edtf(day) == text:
        return day
    return length if length != text and read_quantity(length) == iso_duration(text) else text


def native_of(typed: Mapping[str, str | None], before: Fact) -> dict[str, Any]:
    """The native form of what was typed, not checked yet. What was not touched stays as it was."""
    old, made = values_of(before), before.to_dict()
    new = {name: (typed.get(name) or "").replace("\r\n", "\n").strip() for name in old}
    for name in ("statement", "qualifier", "speaker", "status"):
        made[name] = new[name] or None
    if new["as_of"] != old["as_of"]:
        made["as_of"] = as_edtf(new["as_of"]) or None
    if (new["value"], new["unit"]) != (old["value"], old["unit"]):
        made["value"], made["unit"] = value_of(new["value"], new["unit"], before)
    if new["paragraphs"] != old["paragraphs"]:
        made["paragraphs"] = [_whole(word) for word in re.split(r"[,\s]+", new["paragraphs"]) if word]
    if new["terms"] != old["terms"]:
        made["terms"] = [term for line in new["terms"].split("\n") if (term := line.strip())]
    return {name: value for name, value in made.items() if value not in (None, [])} | {
        "statement": new["statement"]
    }


def _whole(text: str) -> int | str:
    """The number of a paragraph; what is none stays text, which the check of the fact then names."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else text


def value_of(text: str, unit: str, like: Fact) -> tuple[str | int | float | None, str | None]:
    """The native value and unit of what was typed for a fact of the kind of `like`.

    What does not fit the kind stays text, which the check of the fact then names.
    """
    if like.kind not in QUANTITY_KINDS:
        is_date = like.kind == "date" or date_of(like) is not None
        return (as_edtf(text) if is_date else text) or None, unit or None
    if _is_iso(text):
        return text, None
    amount = read_quantity(text)
    if amount is None or (amount.unit and unit and fold_unit(unit) != amount.unit):
        return text or None, unit or None
    return figure(amount.value), unit or amount.unit


def _is_iso(text: str) -> bool:
    try:
        iso_duration(text)
    except ValueError:
        return False
    return True


def new_native(form: EndForm, like: Fact) -> dict[str, Any]:
    """The native form, without an id, of the fact that is written to hold in the place of `like`."""
    value, unit = value_of((form.new_value.data or "").strip(), (form.new_unit.data or "").strip(), like)
    made = {"kind": like.kind, "status": like.status, "value": value, "unit": unit}
    as_of = as_edtf((form.expired.data or "").strip()) or None
    return {
        **{name: given for name, given in made.items() if given is not None},
        **({"as_of": as_of} if as_of else {}),
        "statement": (form.new_statement.data or "").strip(),
    }


def prefixed(problems: Iterable[Problem], prefix: str) -> list[Problem]:
    """The problems of a fact or source that is written here, at the fields that begin with `prefix`."""
    return [
        replace(each, path=(f"{prefix}{each.path[0]}", *each.path[1:]) if each.path else ())
        for each in problems
    ]
