"""Attempts at an assignment. `step` is only ever appended to: it is the truth about what was answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment


class Attempt(Base):
    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("assignment_id", "person_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        # A double click on Start, or two tabs, end in one open attempt.
        Index(
            "uq_attempt_open",
            "assignment_id",
            "person_id",
            unique=True,
            sqlite_where=text("handed_in_at IS NULL"),
            postgresql_where=text("handed_in_at IS NULL"),
        ),
        Index("ix_attempt_person_id", "person_id"),
        # Attempts whose time is over, for whoever looks next.
        Index(
            "ix_attempt_answers_until",
            "answers_until",
            sqlite_where=text("handed_in_at IS NULL"),
            postgresql_where=text("handed_in_at IS NULL"),
        ),
        # What waits for a teacher is found without reading what does not.
        Index(
            "ix_attempt_waiting",
            "assignment_id",
            sqlite_where=text("waiting > 0"),
            postgresql_where=text("waiting > 0"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    seed: Mapped[int]  # decides the order of questions and options, for good; see attempts/actions.py
    started_at: Mapped[datetime] = mapped_column(Moment)
    handed_in_at: Mapped[datetime | None] = mapped_column(Moment)
    # True where the time ended the attempt and not the student.
    is_handed_in_by_time: Mapped[bool] = mapped_column(default=False)
    # The teacher who handed it in for the student.
    handed_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Sum of the slots' marks less what lateness takes off, unrounded; None until handed in. It is final when
    # `waiting` is 0.
    mark: Mapped[float | None]
    max_mark: Mapped[float]
    # The student's own moments, computed by quizapp/terms.py when the attempt starts and when its terms
    # change (quizzes/moving.py), so that a save need not join them together.
    due_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    deadline_at: Mapped[datetime] = mapped_column(Moment)
    answers_until: Mapped[datetime] = mapped_column(Moment)  # the deadline and the grace period
    time_limit: Mapped[int | None]  # minutes, of this student
    reads_aloud: Mapped[bool] = mapped_column(default=False)
    has_larger_text: Mapped[bool] = mapped_column(default=False)
    # What a teacher gave to this attempt beyond its terms.
    granted_until: Mapped[datetime | None] = mapped_column(Moment)
    granted_due_at: Mapped[datetime | None] = mapped_column(Moment)
    late_deduction: Mapped[int] = mapped_column(default=0)  # percent of the mark
    # Where there is no going back: the number of the question that is open.
    reached: Mapped[int] = mapped_column(default=1, server_default="1")
    # How many of its answers wait for a teacher's mark.
    waiting: Mapped[int] = mapped_column(default=0, server_default="0")


class AttemptSlot(Base):
    __tablename__ = "attempt_slot"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)
    max_mark: Mapped[float]
    is_flagged: Mapped[bool] = mapped_column(default=False)
    is_answered: Mapped[bool | None]  # None until handed in
    # 0 to 1, unrounded; None until handed in, and then for as long as a person has to mark the answer.
    fraction: Mapped[float | None]
    # The section of the quiz that it stands in.
    section_id: Mapped[int | None] = mapped_column(ForeignKey("quiz_section.id"))


class Step(Base):
    __tablename__ = "step"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "slot"], ["attempt_slot.attempt_id", "attempt_slot.slot"]),
        CheckConstraint("sequence >= 1", name="sequence"),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    response: Mapped[Any] = mapped_column(JSON)  # the native response; JSON null for "cleared"
    at: Mapped[datetime] = mapped_column(Moment)


class LateStep(Base):
    """An answer that arrived when its attempt took none any more. Rows stay; only the decision changes.

    An accepted one is copied to `step`, above all that stands there, so that whoever reads answers needs to
    know nothing of this table.
    """

    __tablename__ = "late_step"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "slot"], ["attempt_slot.attempt_id", "attempt_slot.slot"]),
        # A repeat of the same message is one row; two devices that gave one number to two answers are two.
        UniqueConstraint("attempt_id", "slot", "sequence", "digest"),
        CheckConstraint("sequence >= 1", name="sequence"),
        CheckConstraint("decision IN ('waiting', 'accepted', 'refused')", name="decision"),
        Index("ix_late_step_decision", "decision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int]
    slot: Mapped[int]
    sequence: Mapped[int]
    response: Mapped[Any] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the response
    at: Mapped[datetime] = mapped_column(Moment)  # when it arrived, by the server's clock
    # By the device's own clock: when the answer was given, and when it was sent. None where it did not say.
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")  # the student reads it
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id")
    )  # None: by the assignment's rule
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    counted_as: Mapped[int | None]  # the sequence under which it stands in `step`


class DeviceHandIn(Base):
    """A hand-in that waited on a device without a network, with the code that its student was shown."""

    __tablename__ = "device_hand_in"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)  # when it arrived, by the server's clock
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    code: Mapped[str] = mapped_column(String(12))
    is_matching: Mapped[bool]  # whether the answers that arrived give the same code


class Tried(Base):
    """An answer that a student had checked in practice: the response of this sequence number."""

    __tablename__ = "tried"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "slot", "sequence"], ["step.attempt_id", "step.slot", "step.sequence"]
        ),
        UniqueConstraint("attempt_id", "slot", "sequence"),
        CheckConstraint("number >= 1", name="number"),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    fraction: Mapped[float]  # 0 to 1, unrounded, without penalty, by the key of then
    is_last: Mapped[bool]  # right, or no try is left: the question takes no further answer
    at: Mapped[datetime] = mapped_column(Moment)


class PracticeRun(Base):
    """A student's own practice of questions that they missed. It counts nowhere."""

    __tablename__ = "practice_run"
    __table_args__ = (Index("ix_practice_run_person_id_started_at", "person_id", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seed: Mapped[int]  # decides the order of options, for good
    started_at: Mapped[datetime] = mapped_column(Moment)


class PracticeSlot(Base):
    __tablename__ = "practice_slot"

    run_id: Mapped[int] = mapped_column(ForeignKey("practice_run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)


class PracticeTry(Base):
    __tablename__ = "practice_try"
    __table_args__ = (
        ForeignKeyConstraint(["run_id", "number"], ["practice_slot.run_id", "practice_slot.number"]),
        CheckConstraint("number_of_try >= 1", name="number_of_try"),
    )

    run_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    number_of_try: Mapped[int] = mapped_column(primary_key=True)
    response: Mapped[Any] = mapped_column(JSON)
    fraction: Mapped[float]
    is_last: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)


class Regrade(Base):
    """A decision to mark answers anew. It is never changed; a later one may decide otherwise."""

    __tablename__ = "regrade"
    __table_args__ = (
        CheckConstraint("policy IN ('full_credit', 'old_and_new', 'new_key', 'leave')", name="policy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    # The version whose key is the new one; the old one is that which each attempt was given.
    new_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    policy: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)  # students read it
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class RegradedMark(Base):
    """One answer that a regrade is about. The newest regrade of a slot decides its fraction."""

    __tablename__ = "regraded_mark"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "slot"], ["attempt_slot.attempt_id", "attempt_slot.slot"]),
        Index("ix_regraded_mark_attempt_id_slot", "attempt_id", "slot"),
    )

    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    # Both 0 to 1, unrounded; None until an attempt that was still open is handed in, and for an answer that
    # waits for a teacher's mark.
    fraction_before: Mapped[float | None]
    fraction_after: Mapped[float | None]


class HandMark(Base):
    """What a teacher gave to one answer, or to several that read the same. A later one may differ."""

    __tablename__ = "hand_mark"
    __table_args__ = (CheckConstraint("fraction >= 0 AND fraction <= 1", name="fraction"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # The version whose rubric was used: the one that the students were given.
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    points: Mapped[list[float]] = mapped_column(JSON)  # for each part of the rubric, in its order
    fraction: Mapped[float]  # 0 to 1, unrounded: points / points of the rubric
    comment: Mapped[str] = mapped_column(Text, default="")
    # Why a mark was changed that its students had seen already; "" where they had not.
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class HandMarkedAnswer(Base):
    """One answer that a teacher marked. The newest mark of a slot decides its fraction."""

    __tablename__ = "hand_marked_answer"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "slot"], ["attempt_slot.attempt_id", "attempt_slot.slot"]),
        Index("ix_hand_marked_answer_attempt_id_slot", "attempt_id", "slot"),
    )

    hand_mark_id: Mapped[int] = mapped_column(ForeignKey("hand_mark.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    # The step that was read. An answer that came later, by whatever rule, has to be read anew.
    sequence: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")  # to this student alone
    # What the answer had before by hand, 0 to 1; None where this is its first mark.
    fraction_before: Mapped[float | None]


class Dispute(Base):
    """A student's word that a question is wrong, and what the teacher says to it.

    One per answer, and of the same student and question one that is open.
    """

    __tablename__ = "dispute"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "slot"], ["attempt_slot.attempt_id", "attempt_slot.slot"]),
        UniqueConstraint("attempt_id", "slot"),
        CheckConstraint("status IN ('open', 'accepted', 'answered', 'declined')", name="status"),
        CheckConstraint("(source_id IS NULL) = (paragraph IS NULL)", name="passage"),
        CheckConstraint("paragraph >= 1", name="paragraph"),
        Index("ix_dispute_status", "status"),
        Index(
            "uq_dispute_open",
            "person_id",
            "question_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int]
    slot: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    # What it points at: a fact, a paragraph of the school's copy of a source (from 1), both, or nothing.
    fact_id: Mapped[str | None] = mapped_column(ForeignKey("fact.id"))
    source_id: Mapped[str | None] = mapped_column(ForeignKey("source.id"))
    paragraph: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    status: Mapped[str] = mapped_column(String(10), default="open")
    reply: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
