"""Options, items and right sides as a page names them: by the place in which they were first shown.

The native form puts the items of an ordering in their right order, and authors like to put the right option
first, so native numbers would give answers away. A page sees places only; the attempt's seed leads back
(`Body.to_places`, `Body.from_places`).
"""

from typing import Any

from quizapp.questions import Body
from quizapp.questions.cloze import Cloze

# What a page shows as lists of entries with an index each.
INDEXED = ("options", "items", "rights")


def in_places(shown: dict[str, Any], body: Body, seed: int) -> dict[str, Any]:
    """What a page shows of a question, with places instead of native numbers."""
    places = {native: place for place, native in enumerate(body.shuffled(seed))}
    masked: dict[str, Any] = {
        key: [{**entry, "index": places[entry["index"]]} for entry in shown[key]]
        for key in INDEXED
        if key in shown
    }
    if isinstance(body, Cloze):
        masked["gaps"] = {
            name: in_places(gap, body.gaps[name].body, body.seed_of(name, seed))
            for name, gap in shown["gaps"].items()
        }
    return {**shown, **masked, "response": body.to_places(shown["response"], seed)}
