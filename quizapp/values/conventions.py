"""How a class writes dates and numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """The two habits that make one written text mean two things.

    `day_first`: 6/5/2025 is the 6th of May, not June 5. `decimal_mark`: "." (1,200 is a thousand and two
    hundred) or "," (1.200 is).
    """

    day_first: bool = False
    decimal_mark: str = "."

    @property
    def group_mark(self) -> str:
        """The mark between thousands."""
        return "." if self.decimal_mark == "," else ","


US = Conventions()
