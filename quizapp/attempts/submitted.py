"""What a question page sends as a plain form: the answer, and the button that was pressed."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from quizapp.errors import InvalidResponse
from quizapp.questions import Body, Response
from quizapp.web.addresses import whole_number


@dataclass(frozen=True, slots=True)
class Submitted:
    """One posted question page. `seen` is the sequence that the page showed; `go` says where to next."""

    response: Response
    seen: int
    go: str
    flag: bool | None
    stays: bool  # an order was changed: the same question again
    is_kept: bool  # the page had no fields for the answer: it stays as it is


def read_form(form: MultiDict[str, str], body: Body, suffix: str = "") -> Submitted:
    """Read the form of a question page; raises InvalidResponse for what no honest page sends.

    The names of the fields of one question among several end in `suffix`.
    """
    response = body.from_fields(form.getlist(f"response{suffix}"))
    is_order = body.kind == "ordering"
    move, keep = form.get(f"move{suffix}", ""), form.get(f"keep{suffix}", "")
    if is_order and move:
        response = moved(response, move)
    elif is_order and form.get(f"touched{suffix}") != "1" and keep != "1":
        response = None
    return Submitted(
        response=response,
        seen=_whole(form.get(f"seen{suffix}", "0")),
        go=form.get("go", ""),
        flag={"1": True, "0": False}.get(form.get(f"flag{suffix}", "")),
        stays=bool(is_order and (move or keep)),
        is_kept=form.get(f"kept{suffix}") == "1",
    )


def moved(order: Response, move: str) -> Response:
    """The order after `move`, such as "2:up"; positions count from 0. At the end it stays as it is."""
    position, _, direction = move.partition(":")
    index = _whole(position)
    if not isinstance(order, list) or direction not in ("up", "down") or index >= len(order):
        raise InvalidResponse("a move that no page sends")
    other = index - 1 if direction == "up" else index + 1
    changed = list(order)
    if 0 <= other < len(changed):
        changed[index], changed[other] = changed[other], changed[index]
    return changed


def _whole(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise InvalidResponse("not a whole number")
    return number
