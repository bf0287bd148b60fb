"""Options and items as a page names them: by the place in which they were first shown.

The native form puts the items of an ordering in their right order, and authors like to put the right option
first, so native numbers would give answers away. A page sees places only; the attempt's seed leads back.
"""

from typing import Any

from quizapp.errors import InvalidResponse
from quizapp.questions import Body, Response


def native_response(body: Body, sent: Response, seed: int) -> Response:
    """The native response for one that a page sent in places; raises InvalidResponse for a strange place."""
    order = body.shuffled(seed)
    if not order:
        return sent
    if isinstance(sent, list):
        natives = [_at(order, place) for place in sent]
        return natives if body.kind == "ordering" else sorted(natives)
    return _at(order, sent) if type(sent) is int else sent


def _at(order: list[int], place: int) -> int:
    if not 0 <= place < len(order):
        raise InvalidResponse("a place that the page does not have")
    return order[place]


def page_response(body: Body, response: Response, seed: int) -> Response:
    """A native response in the places of the page."""
    places = {native: place for place, native in enumerate(body.shuffled(seed))}
    if not places:
        return response
    if isinstance(response, list):
        shown = [places[native] for native in response if native in places]
        return shown if body.kind == "ordering" else sorted(shown)
    return places.get(response) if type(response) is int else response


def in_places(shown: dict[str, Any], body: Body, seed: int) -> dict[str, Any]:
    """What a page shows of a question, with places instead of native numbers."""
    places = {native: place for place, native in enumerate(body.shuffled(seed))}
    masked: dict[str, Any] = {
        key: [{**entry, "index": places[entry["index"]]} for entry in shown[key]]
        for key in ("options", "items")
        if key in shown
    }
    return {**shown, **masked, "response": page_response(body, shown["response"], seed)}
