"""Quizzes, what stands in them, and their assignment to classes."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment

RELEASES = ("after_hand_in", "after_close", "by_teacher")
LAYOUTS = ("each", "forward", "page")
LATE_ANSWERS = ("ask", "count", "ignore")


class Quiz(Base):
    __tablename__ = "quiz"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    instructions: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    # For what is drawn: whether two questions may rest on one fact, and whether a further attempt draws anew.
    repeats_facts: Mapped[bool] = mapped_column(default=False, server_default=false())
    redraws: Mapped[bool] = mapped_column(default=False, server_default=false())


class QuizSection(Base):
    """A part of a quiz with a title. Questions that stand before the first section are in none."""

    __tablename__ = "quiz_section"
    __table_args__ = (
        UniqueConstraint("quiz_id", "position"),
        CheckConstraint("position >= 1", name="position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    instructions: Mapped[str] = mapped_column(Text, default="")


class QuizSlot(Base):
    __tablename__ = "quiz_slot"
    __table_args__ = (
        UniqueConstraint("quiz_id", "question_id"),
        CheckConstraint("max_mark > 0", name="max_mark"),
        CheckConstraint("position >= 1", name="position"),
        ForeignKeyConstraint(
            ["question_id", "version"], ["question_version.question_id", "question_version.number"]
        ),
    )

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    max_mark: Mapped[float] = mapped_column(default=1.0)
    # None follows the newest version of the question, until the first attempt pins the one it gives.
    version: Mapped[int | None]
    section_id: Mapped[int | None] = mapped_column(ForeignKey("quiz_section.id"))


class QuizDraw(Base):
    """So many questions of one sort, drawn for each student. It shares its positions with QuizSlot."""

    __tablename__ = "quiz_draw"
    __table_args__ = (
        CheckConstraint("count BETWEEN 1 AND 60", name="count"),
        CheckConstraint("difficulty BETWEEN 0 AND 3", name="difficulty"),
        CheckConstraint("max_mark > 0", name="max_mark"),
        CheckConstraint("position >= 1", name="position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    position: Mapped[int]
    count: Mapped[int]
    # "", 0 and None ask for nothing.
    topic: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[str] = mapped_column(String(30), default="")
    difficulty: Mapped[int] = mapped_column(default=0)
    bank_id: Mapped[int | None] = mapped_column(ForeignKey("question_bank.id"))
    max_mark: Mapped[float] = mapped_column(default=1.0)  # of each question
    section_id: Mapped[int | None] = mapped_column(ForeignKey("quiz_section.id"))


class Assignment(Base):
    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("release IN ('after_hand_in', 'after_close', 'by_teacher')", name="release"),
        CheckConstraint("counting IN ('highest', 'average', 'first', 'last')", name="counting"),
        CheckConstraint("attempts_allowed >= 1", name="attempts_allowed"),
        CheckConstraint("late_answers IN ('ask', 'count', 'ignore')", name="late_answers"),
        CheckConstraint("opens_at < due_at AND due_at <= closes_at", name="dates"),
        CheckConstraint("time_limit BETWEEN 1 AND 1440", name="time_limit"),
        CheckConstraint("grace_minutes BETWEEN 0 AND 60", name="grace_minutes"),
        CheckConstraint("late_percent BETWEEN 0 AND 100", name="late_percent"),
        CheckConstraint("wait_minutes BETWEEN 0 AND 20160", name="wait_minutes"),
        CheckConstraint("shown BETWEEN 0 AND 4294967295", name="shown"),
        CheckConstraint("layout IN ('each', 'forward', 'page')", name="layout"),
        CheckConstraint("tries BETWEEN 1 AND 10", name="tries"),
        CheckConstraint("penalty BETWEEN 0 AND 1", name="penalty"),
        CheckConstraint("withdrawal IN ('keep', 'not_counted')", name="withdrawal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), index=True)
    opens_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    attempts_allowed: Mapped[int] = mapped_column(default=1)
    counting: Mapped[str] = mapped_column(String(10), default="highest")
    # What a student sees, and when (attempts/policy.py): a preset of feedback.py, or a table of one's own in
    # `shown`. Beside a table, by_teacher says that it waits for the teacher; the others come nearest to it.
    release: Mapped[str] = mapped_column(String(20), default="after_close")
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    shown: Mapped[int | None] = mapped_column(BigInteger)
    layout: Mapped[str] = mapped_column(String(10), default="each", server_default="each")
    # In practice: how many tries a question has at least, and what a failed one costs (0 to 1).
    tries: Mapped[int] = mapped_column(default=3, server_default="3")
    penalty: Mapped[float] = mapped_column(default=1 / 3, server_default="0.3333333333333333")
    # Whether written answers are marked without the names of those who wrote them.
    is_marked_anonymously: Mapped[bool] = mapped_column(default=False, server_default=false())
    # What becomes of an answer that was given in time and arrived after the end; see attempts/claims.py.
    late_answers: Mapped[str] = mapped_column(String(10), default="ask", server_default="ask")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    # What these mean for one student is decided in quizapp/terms.py.
    time_limit: Mapped[int | None]  # minutes
    grace_minutes: Mapped[int] = mapped_column(default=0)
    late_percent: Mapped[int] = mapped_column(default=0)  # of the mark, for each day after it was due
    access_code: Mapped[str | None] = mapped_column(String(40))
    wait_minutes: Mapped[int] = mapped_column(default=0)  # between two attempts
    shuffles_questions: Mapped[bool] = mapped_column(default=False)
    shuffles_options: Mapped[bool] = mapped_column(default=True)
    # Assigned in one go to several classes: the id of the first of these assignments.
    together_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    # Whether there are messages to those who take it: most question pages then need not look for any.
    has_messages: Mapped[bool] = mapped_column(default=False)
    # What a withdrawal made of the attempts; None while the quiz is not withdrawn.
    withdrawal: Mapped[str | None] = mapped_column(String(12))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")  # students read it
