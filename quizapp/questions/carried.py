"""A response to one version of a question, as the same answer to another version.

Responses name options and items by number, and a correction may change their places: the items of an ordering
stand in their right order, so that correcting it moves them. What a student chose is the text.
"""

from collections.abc import Sequence
from typing import Any

from quizapp.questions.base import Body, Response
from quizapp.questions.cloze import Cloze
from quizapp.questions.matching import Matching
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.ordering import Ordering
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.source_comparison import SourceComparison
from quizapp.questions.written import Written
from quizapp.values.folding import comparable


def carried(response: Response, old: Body, new: Body) -> Response:
    """Return the response to `old` in the numbers of `new`.

    A text that stands in both is the same option; one that does not is taken for the option that was reworded
    at its place. An option that is gone is not chosen; an order that lost an item is no answer (None). Each
    part of a matching question, a cloze or a comparison goes where its left side, gap or claim stands now.
    """
    if isinstance(old, Matching) and isinstance(new, Matching):
        return _pairs(response, old, new)
    if isinstance(old, Cloze) and isinstance(new, Cloze):
        return _gaps(response, old, new)
    if isinstance(old, SourceComparison) and isinstance(new, SourceComparison):
        return _claims(response, old, new)
    if type(response) is bool or not isinstance(response, int | list):
        return response
    places = new_places(texts_of(old), texts_of(new))
    if not texts_of(old):
        return response
    if isinstance(response, int):
        return places.get(response)
    found = [places[number] for number in response if number in places]
    if old.kind == "ordering":
        return found if len(found) == len(response) else None
    return sorted(found) or None


def _pairs(response: Response, old: Matching, new: Matching) -> Response:
    if not isinstance(response, list):
        return response
    lefts, rights = (
        new_places(old.asked_texts(), new.asked_texts()),
        new_places(old.rights(), new.rights()),
    )
    answer: list[int | None] = [None] * len(new.pairs)
    for place, right in enumerate(response):
        if place in lefts and type(right) is int:
            answer[lefts[place]] = rights.get(right)
    return None if answer.count(None) == len(answer) else answer


def _gaps(response: Response, old: Cloze, new: Cloze) -> Response:
    if not isinstance(response, dict):
        return response
    kept = {
        name: carried(given, old.gaps[name].body, new.gaps[name].body)
        for name, given in response.items()
        if name in old.gaps and name in new.gaps
    }
    return {name: given for name, given in kept.items() if given is not None} or None


def _claims(response: Response, old: SourceComparison, new: SourceComparison) -> Response:
    if not isinstance(response, list):
        return response
    places = new_places(old.asked_texts(), new.asked_texts())
    answer: list[dict[str, Any]] = [{} for _ in new.claims]
    for place, marks in enumerate(response):
        if place in places:
            answer[places[place]] = marks
    return answer if any(answer) else None


def numbered_texts(body: Body) -> list[list[str]]:
    """Return each list of texts that responses of this kind name by number."""
    if isinstance(body, Matching):
        return [body.asked_texts(), body.rights()]
    if isinstance(body, Cloze):
        return [[name, *texts_of(body.gaps[name].body)] for name in sorted(body.gaps)]
    return [body.asked_texts()] if isinstance(body, SourceComparison) else [texts_of(body)]


def texts_of(body: Body) -> list[str]:
    """Return the texts that responses or marks of this kind name by number, if nothing else; else []."""
    if isinstance(body, SingleChoice | MultipleChoice):
        return [option.text for option in body.options]
    if isinstance(body, Written):  # the marks that a teacher gave do, and not the responses
        return [criterion.text for criterion in body.rubric]
    return [item.text for item in body.items] if isinstance(body, Ordering) else []


def new_places(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return where each old text stands now, by its old place; texts that are gone are left out."""
    by_text = {comparable(text): place for place, text in enumerate(new)}
    places = {
        place: by_text[known] for place, text in enumerate(old) if (known := comparable(text)) in by_text
    }
    free = set(range(len(new))) - set(places.values())
    return places | {place: place for place in range(len(old)) if place not in places and place in free}
