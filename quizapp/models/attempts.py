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
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    seed: Mapped[int]  # decides the order of options, for good
    started_at: Mapped[datetime] = mapped_column(Moment)
    handed_in_at: Mapped[datetime | None] = mapped_column(Moment)
    # True where the time ended the attempt and not the student.
    is_handed_in_by_time: Mapped[bool] = mapped_column(default=False)
    mark: Mapped[float | None]  # sum of the slots' marks, unrounded; None until handed in
    max_mark: Mapped[float]
    # Where there is no going back: the number of the question that is open.
    reached: Mapped[int] = mapped_column(default=1, server_default="1")


class AttemptSlot(Base):
    __tablename__ = "attempt_slot"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)
    max_mark: Mapped[float]
    is_flagged: Mapped[bool] = mapped_column(default=False)
    is_answered: Mapped[bool | None]  # None until handed in
    fraction: Mapped[float | None]  # 0 to 1, unrounded; None until handed in
    # The number under which the student meets the question, where the order is mixed; None: the slot.
    place: Mapped[int | None]


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
    # Both 0 to 1, unrounded; None until an attempt that was still open is handed in.
    fraction_before: Mapped[float | None]
    fraction_after: Mapped[float | None]


class Dispute(Base):
    """A student's word that a question is wrong, and what the teacher says to it. One per answer."""

    __tablename__ = "dispute"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "slot"], ["attempt_slot.attempt_id", "attempt_slot.slot"]),
        UniqueConstraint("attempt_id", "slot"),
        CheckConstraint("status IN ('open', 'accepted', 'answered', 'declined')", name="status"),
        Index("ix_dispute_status", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int]
    slot: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    fact_id: Mapped[str | None] = mapped_column(ForeignKey("fact.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    status: Mapped[str] = mapped_column(String(10), default="open")
    reply: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
