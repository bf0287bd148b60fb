"""Writes of disputes. Nothing here commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, update
from sqlalchemy.exc import IntegrityError

from quizapp.attempts.regrades import dispute_queries as queries
from quizapp.db import db
from quizapp.errors import Invalid, Problem, Refused
from quizapp.models.accounts import Person
from quizapp.models.attempts import AttemptSlot, Dispute
from quizapp.models.bank import QuestionVersion

REPLIES = ("answered", "declined")


def dispute_question(
    attempt_id: int,
    slot: int,
    *,
    fact_id: str | None,
    text: str,
    student: Person,
    now: datetime,
    passage: tuple[str, int] | None = None,
) -> Dispute:
    """Keep what a student says is wrong with a question, and what they point at.

    That may be a fact, and a `passage` of the school's copy of a source: its id and the number of the
    paragraph, from 1. The same text again changes nothing. Raises Refused where this answer was disputed
    before, or another answer of this student to the same question and nobody has answered yet; Invalid where
    the text is blank.
    """
    if not text.strip():
        raise Invalid([Problem("missing_field", ("text",))])
    made = Dispute(
        attempt_id=attempt_id,
        slot=slot,
        person_id=student.id,
        question_id=queries.question_at(attempt_id, slot),
        fact_id=fact_id,
        source_id=passage[0] if passage else None,
        paragraph=passage[1] if passage else None,
        text=text.strip(),
        at=now,
        status="open",
        reply="",
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
            db.session.flush()
    except IntegrityError:
        earlier = queries.dispute_at(attempt_id, slot)
        if earlier is None or earlier.text != text.strip():
            raise Refused("already_disputed") from None
        return earlier
    return made


def answer_dispute(dispute: Dispute, *, status: str, reply: str, teacher: Person, now: datetime) -> None:
    """Answer or decline a dispute in words; marks stay. Raises Refused where somebody was faster."""
    problems = [] if status in REPLIES else [Problem("not_allowed", ("status",))]
    if not reply.strip():
        problems.append(Problem("missing_field", ("reply",)))
    if problems:
        raise Invalid(problems)
    values = {
        "status": status,
        "reply": reply.strip(),
        "answered_by_id": teacher.id,
        "answered_at": now,
    }
    taken = db.session.execute(
        update(Dispute).where(Dispute.id == dispute.id, Dispute.status == "open").values(values)
    )
    if taken.rowcount == 0:  # type: ignore[attr-defined]
        raise Refused("dispute_answered")


def accept_disputes(
    question_id: int, attempt_ids: Collection[int], *, reply: str, teacher: Person, now: datetime
) -> None:
    """Accept what is said against this question in these attempts: it was marked anew for all of them."""
    is_of_question = exists().where(
        AttemptSlot.attempt_id == Dispute.attempt_id,
        AttemptSlot.slot == Dispute.slot,
        AttemptSlot.question_version_id == QuestionVersion.id,
        QuestionVersion.question_id == question_id,
    )
    db.session.execute(
        update(Dispute)
        .where(Dispute.status == "open", Dispute.attempt_id.in_(attempt_ids), is_of_question)
        .values(status="accepted", reply=reply, answered_by_id=teacher.id, answered_at=now),
        execution_options={"synchronize_session": False},
    )
