"""The reason of a regrade, filled in from what led to it: a dispute, or a corrected fact."""

from quizapp.attempts import access
from quizapp.bank.fact_queries import changes_of, rests_on
from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.accounts import Person
from quizapp.models.bank import Fact
from quizapp.translations import gettext
from quizapp.web.addresses import whole_number


def reason(teacher: Person, question_id: int, *, dispute: str, fact: str) -> str:
    """What may stand as the reason, for the teacher to change; "" where nothing led here.

    `dispute` is the id of a dispute of this question, `fact` that of a fact that it rests on. Raises NotFound
    for a dispute from a class that this person does not teach.
    """
    if dispute:
        return _of_dispute(teacher, question_id, whole_number(dispute))
    found = db.session.get(Fact, fact) if fact and rests_on(question_id, fact) else None
    return _of_fact(found) if found else ""


def _of_dispute(teacher: Person, question_id: int, dispute_id: int | None) -> str:
    found = access.own_dispute(teacher, dispute_id) if dispute_id is not None else None
    if found is None or found.question_id != question_id:
        raise NotFound
    return gettext("A student pointed out: “%(text)s”", text=found.text)


def _of_fact(fact: Fact) -> str:
    why = next((change.reason for change, _ in changes_of(fact.id) if change.reason), "")
    told = gettext("What the question rests on was corrected: “%(fact)s”", fact=fact.content["statement"])
    return f"{told} {why}".strip()
