"""One right option out of several; other options may earn part credit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.errors import Problem
from quizapp.questions.base import Body, Response, is_blank, only_field, read_digits, read_index
from quizapp.questions.choices import (
    Option,
    display_order,
    native_at,
    option_problems,
    options_from,
    place_of,
)
from quizapp.values.conventions import US, Conventions


@dataclass(frozen=True, slots=True)
class SingleChoice(Body):
    """The response is the index of the chosen option in the question's own order."""

    kind: ClassVar[str] = "single_choice"
    options: tuple[Option, ...]
    shuffle: bool = True

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return cls(options_from(data), bool(data.get("shuffle", True)))

    def to_dict(self) -> dict[str, Any]:
        options: dict[str, Any] = {"options": [option.to_dict() for option in self.options]}
        return options if self.shuffle else options | {"shuffle": False}

    def problems(self) -> list[Problem]:
        return option_problems(self.options) + self._key_problems() + self._fraction_problems()

    def read(self, raw: object) -> Response:
        return None if is_blank(raw) else read_index(raw, len(self.options))

    def from_fields(self, values: Sequence[str]) -> Response:
        field = only_field(values)
        return None if is_blank(field) else self.read(read_digits(field))

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """The chosen option's fraction: key 1, others 0 unless the teacher gave one.

        Source: Moodle question/type/multichoice/question.php (single).
        """
        chosen = self._chosen(response)
        return 0.0 if chosen is None else worth(chosen)

    def summarize(self, response: Response) -> str:
        chosen = self._chosen(response)
        return "" if chosen is None else chosen.text

    def right_answer(self) -> Response:
        return next((i for i, option in enumerate(self.options) if worth(option) == 1), None)

    def shuffled(self, seed: int) -> list[int]:
        return display_order(len(self.options), seed, self.shuffle and seed >= 0)

    def to_places(self, response: Response, seed: int) -> Response:
        return place_of(self.shuffled(seed), response)

    def from_places(self, sent: Response, seed: int) -> Response:
        return native_at(self.shuffled(seed), sent) if type(sent) is int else None

    def key_texts(self) -> list[str]:
        return [option.text for option in self.options if worth(option) == 1]

    def distractor_texts(self) -> list[str]:
        return [option.text for option in self.options if worth(option) < 1]

    def _chosen(self, response: Response) -> Option | None:
        if type(response) is int and 0 <= response < len(self.options):
            return self.options[response]
        return None

    def _key_problems(self) -> list[Problem]:
        keys = [i for i, option in enumerate(self.options) if worth(option) == 1]
        if not keys:
            return [Problem("no_key", ("options",))]
        return [Problem("two_keys", ("options", i, "key")) for i in keys[1:]]

    def _fraction_problems(self) -> list[Problem]:
        return [
            Problem(
                "key_fraction_not_one" if option.key else "fraction_out_of_range", ("options", i, "fraction")
            )
            for i, option in enumerate(self.options)
            if option.fraction is not None
            and not (option.fraction == 1 if option.key else 0 <= option.fraction <= 1)
        ]


def worth(option: Option) -> float:
    """Return what choosing this option earns, 0 to 1; a fraction given by the teacher beats `key`."""
    fraction = float(option.key) if option.fraction is None else option.fraction
    return min(1.0, fraction) if fraction > 0 else 0.0
