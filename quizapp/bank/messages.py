"""Problems in sentences: what is wrong, and how to mend it. For the editor and for the command line."""

from collections.abc import Mapping

from quizapp.bank.problem_texts import TEXTS
from quizapp.errors import Problem
from quizapp.translations import gettext

_TYPES = {
    "string": "text",
    "object": "a group of named values",
    "array": "a list",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
}
_FORMS = {
    "percent": "a percent sign",
    "unit": "a unit",
    "figure": "a figure",
    "period": "a period at its end",
    "parentheses": "parentheses",
}

# What a list with too few entries lacks, by the key of the list.
FEW: dict[str | int, str] = {
    "options": "too_few_options",
    "items": "one_item",
    "pairs": "too_few_pairs",
    "claims": "no_claim",
    "rubric": "no_rubric",
    "gaps": "no_gap",
}
MISSING = ("missing_field", "too_short", "empty_text")


class _Places(dict[str, str]):
    """The values of a sentence; one that is not given leaves a gap and not an error."""

    def __missing__(self, _key: str) -> str:
        return "…"


def sentence(problem: Problem) -> str:
    """What is wrong, as one sentence."""
    return _filled(problem, 0, gettext("This cannot be stored as it is (%(code)s)."))


def mend(problem: Problem) -> str:
    """How to mend it, as one sentence."""
    return _filled(problem, 1, gettext("Compare it with a question that works."))


def _filled(problem: Problem, part: int, otherwise: str) -> str:
    texts = TEXTS.get(_variant(problem))
    template = str(texts[part]) if texts else otherwise
    return template % _places(problem)


def _variant(problem: Problem) -> str:
    """The key of the texts: some codes read differently by what they come with."""
    params = problem.params
    if problem.path[:1] == ("image",) and problem.code in MISSING:
        return "image_without_alt" if problem.path[1:] == ("alt",) else "missing_field:image"
    if problem.code == "empty_text" or (problem.code == "too_short" and params.get("minimum") == 1):
        of_field = f"empty_text:{problem.path[-1]}" if len(problem.path) == 1 else ""
        return of_field if of_field in TEXTS else "empty_text"
    if problem.code == "bad_date" and not str(params.get("value", params.get("text", "-"))).strip():
        return "bad_date:empty"
    if problem.code == "missing_field" and params.get("field") == "answer":
        return "missing_field:answer"
    if problem.code == "unknown_field" and "nearest" in params:
        return "unknown_field:nearest"
    if problem.code == "duplicate_id" and ("first_line" in params or "first" in params):
        return "duplicate_id:line" if "first_line" in params else "duplicate_id:file"
    if problem.code == "too_few" and problem.path:
        return FEW.get(problem.path[-1], "too_few")
    if problem.code == "out_of_range" and params.get("minimum") == 0 and "tolerance" in problem.path:
        return "negative_tolerance"
    if problem.code == "out_of_range":
        return f"out_of_range:{next(iter(params), 'minimum')}"
    if problem.code == "wrong_type" and params.get("expected") in ("number", "integer"):
        return f"wrong_type:{params['expected']}"
    if problem.code == "bad_pattern" and problem.path[-1:] in (("value",), ("tolerance",)):
        return "wrong_type:number"  # figures in quotes
    return problem.code


def _places(problem: Problem) -> Mapping[str, str]:
    places = _Places({name: _text(name, value) for name, value in problem.params.items()})
    places["code"] = problem.code
    places["name"] = str(next((part for part in reversed(problem.path) if isinstance(part, str)), ""))
    # A bad date comes with its text under either name.
    places.setdefault("value", places["text"] if "text" in places else places["value"])
    return places


def _text(name: str, value: str | int | float) -> str:
    if name in ("expected", "found"):
        return ", ".join(_TYPES.get(word, word) for word in str(value).split(", "))
    if name == "form":
        return _FORMS.get(str(value), str(value))
    return f"{value:g}" if isinstance(value, float) else str(value)
