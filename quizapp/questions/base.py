"""What every kind of question knows: what is wrong with it, what an answer is worth, how it reads.

When marking happens, how marks add up and how things look is known elsewhere.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.values.conventions import US, Conventions

# None is no answer. A list holds one entry for each part (None for a part left blank) or the chosen indices;
# a dict holds a response for each gap that was filled in.
Response = None | bool | int | str | list[Any] | dict[str, Any]

MAX_TEXT = 5000


class Body(ABC):
    """The part of a question that depends on its kind. Subclasses are frozen dataclasses.

    A response is always in its normalized form (as `read` or `from_fields` give it), except in those two.
    Methods stay harmless when a response belongs to another version of the question: an option that is
    not there earns nothing and prints nothing.
    """

    __slots__ = ()
    kind: ClassVar[str]
    is_machine_marked: ClassVar[bool] = True
    # False for what can only be studied, as a flashcard.
    is_for_quizzes: ClassVar[bool] = True

    @classmethod
    @abstractmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make the body from a native question dict that fits the schema; keys of others are ignored."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return the native keys of this kind, without those that hold their default."""

    @abstractmethod
    def problems(self) -> list[Problem]:
        """Return all that keeps the question from being asked; paths lead into the native dict."""

    @abstractmethod
    def read(self, raw: object) -> Response:
        """Normalize a JSON value; "", [] and null are no answer (None).

        Raises InvalidResponse for what no honest page could send.
        """

    @abstractmethod
    def from_fields(self, values: Sequence[str]) -> Response:
        """Read the values of the HTML field `response`; raises InvalidResponse as `read` does."""

    @abstractmethod
    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """Return what the response is worth, 0.0 to 1.0; nothing answered is 0.0.

        Of a kind that no machine marks it is 0.0 until somebody has marked it; see `needs_marking`.
        """

    @abstractmethod
    def summarize(self, response: Response) -> str:
        """Return the response as a report prints it; "" when nothing is answered."""

    @abstractmethod
    def right_answer(self) -> Response:
        """Return a response that scores 1 (None while the question has no key, or where only people mark)."""

    def is_answered(self, response: Response) -> bool:
        """Tell an answer, right or wrong, from none; false is an answer to a true/false question."""
        return response is not None and response != "" and response != [] and response != {}

    def needs_marking(self, response: Response) -> bool:
        """Tell whether a person has to mark the response."""
        return not self.is_machine_marked and self.is_answered(response)

    def is_same(self, a: Response, b: Response) -> bool:
        """Tell whether two responses are the same answer."""
        return type(a) is type(b) and a == b

    def shuffled(self, seed: int) -> list[int]:
        """Return the order in which options, items or right sides are shown; [] for kinds that have none.

        A seed below 0 keeps the options of choices in their author's order. Items to be put in order and
        right sides of pairs are mixed all the same, since their native order is the answer.
        """
        return []

    def to_places(self, response: Response, seed: int) -> Response:
        """Return the response as a page says it: by the places that `shuffled` gives, not by native indices.

        The native form has the key in it (items in their right order, each left side beside its right one),
        so a page that knew native indices would give answers away. An index of another version has no place
        and is left out.
        """
        return response

    def from_places(self, sent: Response, seed: int) -> Response:
        """Return the native response for one that a page said in places; the opposite of `to_places`.

        Raises InvalidResponse for a place that the page does not have.
        """
        return sent

    def asked_texts(self) -> list[str]:
        """Return what a student reads of the question beside its stem and its options, in Markdown."""
        return []

    def source_ids(self) -> tuple[str, ...]:
        """Return the ids of the sources that the question names by itself."""
        return ()

    def key_texts(self) -> list[str]:
        """Return the texts of the right options or the fully accepted answers."""
        return []

    def distractor_texts(self) -> list[str]:
        """Return the texts of the wrong options."""
        return []


def read_index(raw: object, count: int) -> int:
    """Return `raw` when it is a whole number from 0 to `count` - 1; otherwise raise InvalidResponse."""
    if type(raw) is not int or not 0 <= raw < count:
        raise InvalidResponse("not the number of an option")
    return raw


def read_indices(raw: object, count: int) -> list[int]:
    """Return `raw` when it is a list of different indices below `count`; else raise InvalidResponse."""
    if not isinstance(raw, list) or len(raw) > count:
        raise InvalidResponse("not a list of option numbers")
    indices = [read_index(item, count) for item in raw]
    if len(set(indices)) != len(indices):
        raise InvalidResponse("an option stands there twice")
    return indices


def known_indices(response: Response, count: int) -> list[int]:
    """Return the indices below `count` in a list; [] for whatever is no list."""
    if not isinstance(response, list):
        return []
    return [index for index in response if type(index) is int and 0 <= index < count]


def read_digits(text: str) -> int:
    """Return the whole number that a form field holds; raise InvalidResponse for anything else."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise InvalidResponse("not a number of an option")
    return int(text)


def only_field(values: Sequence[str]) -> str:
    """Return the one value that was sent, "" for none; raise InvalidResponse for several."""
    if len(values) > 1:
        raise InvalidResponse("more than one answer")
    return values[0] if values else ""


def is_blank(raw: object) -> bool:
    """Tell whether a raw JSON value stands for no answer."""
    return raw is None or (isinstance(raw, str) and not raw.strip()) or (isinstance(raw, list) and not raw)
