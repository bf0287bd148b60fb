"""What students read of a quiz that their teacher has withdrawn: that it is, why, and what counts."""

from typing import Any

from quizapp.translations import gettext
from quizapp.web.text import as_sentence


def withdrawal_text(terms: Any) -> str | None:
    """One sentence with the reason, or None for a quiz that is not withdrawn."""
    if terms.withdrawal is None:
        return None
    said = gettext(
        "Your teacher has withdrawn this quiz: %(reason)s", reason=as_sentence(terms.withdrawal_reason)
    )
    if terms.withdrawal == "keep":
        return gettext("%(said)s What you have handed in counts.", said=said)
    return gettext("%(said)s Your answers are kept and do not count.", said=said)
