"""Errors of a JSON Schema as problems: a code, the path to the fault, and what a sentence needs."""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from quizapp.errors import Problem
from quizapp.formats.native_schema import Schema
from quizapp.values.edtf import EdtfDate

MAX_DEPTH = 12
_SHOWN = 80  # characters of a value that a problem quotes

Path = tuple[str | int, ...]
_formats = FormatChecker(formats=())


@_formats.checks("edtf", raises=ValueError)
def _is_edtf(value: object) -> bool:
    if isinstance(value, str):
        EdtfDate.parse(value)
    return True


def validator(schema: Schema) -> Draft202012Validator:
    """A validator of this schema that knows the format "edtf"."""
    return Draft202012Validator(schema, format_checker=_formats)


def schema_problems(checker: Draft202012Validator, data: object) -> list[Problem]:
    """What is wrong with `data`; each problem once."""
    if _is_too_deep(data, MAX_DEPTH):
        return [Problem("too_deep", (), {"maximum": MAX_DEPTH})]
    found: list[Problem] = []
    for error in checker.iter_errors(data):
        found.extend(problem for problem in _problems(error) if problem not in found)
    return found


def name_of_type(value: object) -> str:
    """The JSON name of the type of `value`."""
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def shown(value: object) -> str:
    """`value` as a problem may quote it: short, and in the spelling of the file."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    text = str(value) if isinstance(value, (str, int, float)) else name_of_type(value)
    return text[:_SHOWN]


def _is_too_deep(data: object, depth: int) -> bool:
    if not isinstance(data, (dict, list)):
        return False
    children = data.values() if isinstance(data, dict) else data
    return depth == 0 or any(_is_too_deep(child, depth - 1) for child in children)


def _problems(error: ValidationError) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    special = _SPECIAL.get(str(error.validator))
    if special:
        yield from special(error, path)
        return
    code, limit = _SIMPLE.get(str(error.validator), ("not_valid", None))
    value: Any = error.validator_value
    yield Problem(code, path, {limit: value} if limit else {})


def _missing(error: ValidationError, path: Path) -> Iterator[Problem]:
    names: Any = error.validator_value
    data: Any = error.instance
    for name in names:
        if name not in data:
            yield Problem("missing_field", (*path, name), {"field": name})


def _unknown(error: ValidationError, path: Path) -> Iterator[Problem]:
    schema: Any = error.schema
    data: Any = error.instance
    known: Mapping[str, Schema] = schema["properties"]
    for name in data:
        if name not in known:
            nearest = get_close_matches(str(name)[:_SHOWN], known, n=1)
            params = {"field": shown(name)} | ({"nearest": nearest[0]} if nearest else {})
            yield Problem("unknown_field", (*path, name), params)


def _wrong_type(error: ValidationError, path: Path) -> Iterator[Problem]:
    expected: Any = error.validator_value
    names = expected if isinstance(expected, str) else ", ".join(expected)
    yield Problem("wrong_type", path, {"expected": names, "found": name_of_type(error.instance)})


def _not_allowed(error: ValidationError, path: Path) -> Iterator[Problem]:
    value: Any = error.validator_value
    allowed = value if error.validator == "enum" else [value]
    params = {"value": shown(error.instance), "allowed": ", ".join(map(shown, allowed))}
    yield Problem("not_allowed", path, params)


def _bad_value(error: ValidationError, path: Path) -> Iterator[Problem]:
    code = "bad_date" if error.validator == "format" else "bad_pattern"
    yield Problem(code, path, {"value": shown(error.instance)})


_SPECIAL: dict[str, Callable[[ValidationError, Path], Iterator[Problem]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _bad_value,
    "format": _bad_value,
}
# The keyword of the schema → the code, and the parameter that carries the limit.
_SIMPLE: dict[str, tuple[str, str | None]] = {
    "minLength": ("too_short", "minimum"),
    "maxLength": ("too_long", "maximum"),
    "minItems": ("too_few", "minimum"),
    "maxItems": ("too_many", "maximum"),
    "minProperties": ("too_few", "minimum"),
    "maxProperties": ("too_many", "maximum"),
    "minimum": ("out_of_range", "minimum"),
    "exclusiveMinimum": ("out_of_range", "above"),
    "maximum": ("out_of_range", "maximum"),
    "oneOf": ("one_target_needed", None),
}
