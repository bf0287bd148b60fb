"""The map of the questions beside a quiz: small parts of HTML for each slot, of which there are few kinds."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from flask import current_app
from markupsafe import Markup

from quizapp.attempts.queries import SlotState
from quizapp.translations import current_locale
from quizapp.web.kept import render
from quizapp.web.pages import fixed, fixed_labels


def question_map(
    states: Sequence[SlotState], *, current: int | None, form: str | None, goes_back: bool
) -> Markup:
    """The numbers of all slots, part by part: buttons of `form`, or links within the page where it is None.

    `current` is the number that the page shows. Without going back the others cannot be pressed.
    """
    locale = current_locale()
    parts = []
    for (_, title), part in groupby(states, key=lambda state: (state.section_id, state.section_title)):
        slots = [
            _slot(
                form,
                state.slot,
                state.response is not None,
                bool(state.is_flagged),
                state.slot == current,
                not goes_back and state.slot != current,
                locale,
            )
            for state in part
        ]
        own = {"slots_html": Markup("".join(slots))} | ({"title": title} if title else {})
        parts.append(render("attempts/_map_part.html", {}, own))
    return Markup("".join(parts))


@lru_cache(maxsize=4000)  # of each number there are a dozen
def _slot(
    form: str | None,
    number: int,
    is_answered: bool,
    is_flagged: bool,
    is_current: bool,
    is_closed: bool,
    _locale: str,
) -> Markup:
    slot = {
        "number": number,
        "is_answered": is_answered,
        "is_flagged": is_flagged,
        "is_current": is_current,
        "is_closed": is_closed,
    }
    module = current_app.jinja_env.get_template("attempts/_map.html").module
    labels = fixed_labels(fixed("attempts/words.html"))
    return Markup(module.map_slot(slot, form, labels))  # type: ignore[attr-defined]
