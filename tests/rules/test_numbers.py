"""A number of hundreds of digits is told beside its field, in every form that takes numbers."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DecimalField, FloatField, IntegerField
from wtforms.validators import NumberRange

import quizapp
from quizapp.web.forms import DeskForm, InRange

LONG = ["9" * 320, "-" + "9" * 320, "9" * 5000, "1e400", "nan"]


def forms(base: type[DeskForm] = DeskForm) -> Iterator[type[DeskForm]]:
    """Every form of the app."""
    for form in base.__subclasses__():
        yield form
        yield from forms(form)


def number_fields() -> list[tuple[type[DeskForm], str]]:
    for module in walk_packages(quizapp.__path__, "quizapp."):
        if "forms" in module.name or module.name.endswith("_form"):
            import_module(module.name)
    kinds = (IntegerField, FloatField, DecimalField)
    found = {(form, name) for form in forms() for name in dir(form) if _makes(form, name, kinds)}
    return sorted(found, key=lambda each: (each[0].__module__, each[0].__name__, each[1]))


def _makes(form: type[DeskForm], name: str, kinds: tuple[type, ...]) -> bool:
    field = getattr(getattr(form, name, None), "field_class", None)
    return isinstance(field, type) and issubclass(field, kinds)


FIELDS = number_fields()


def test_there_are_such_forms() -> None:
    assert len(FIELDS) >= 8


@pytest.mark.parametrize(("form", "name"), FIELDS, ids=lambda each: getattr(each, "__name__", each))
def test_a_number_of_hundreds_of_digits_gets_a_sentence(app: Flask, form: type[DeskForm], name: str) -> None:
    for typed in LONG:
        with app.test_request_context(method="POST"):
            made = form(MultiDict({name: typed}))
            field = made[name]
            assert not field.validate(made), f"{name} took {typed[:9]}"
            assert all(str(sentence).endswith((".", "?")) for sentence in field.errors)
            ranges = [each for each in field.validators if isinstance(each, NumberRange)]
            assert ranges, f"{form.__name__}.{name} takes any number"
            assert all(isinstance(each, InRange) for each in ranges)
