"""A response to one version of a question, as the same answer to another version.

Responses name options and items by number, and a correction may change their places: the items of an ordering
stand in their right order, so that correcting it moves them. What a student chose is the text.
"""

from collections.abc import Sequence

from quizapp.questions.base import Body, Response
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.ordering import Ordering
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.written import Written
from quizapp.values.folding import comparable


def carried(response: Response, old: Body, new: Body) -> Response:
    """Return the response to `old` in the numbers of `new`.

    A text that stands in both is the same option; one that does not is taken for the option that was reworded
    at its place. An option that is gone is not chosen; an order that lost an item is no answer (None).
    """
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


def texts_of(body: Body) -> list[str]:
    """Return the texts that responses or marks of this kind name by number; [] where they name none."""
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
