"""Decks of a class, cards, and what each student remembers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment


class Deck(Base):
    """A topic of the bank that a class may study."""

    __tablename__ = "deck"

    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(120), primary_key=True)


class Card(Base):
    """One thing to remember. It is made when somebody first rates it."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), unique=True)


class CardState(Base):
    """The memory of one person for one card (the terms of FSRS)."""

    __tablename__ = "card_state"
    __table_args__ = (
        CheckConstraint("stability > 0", name="stability"),
        CheckConstraint("difficulty BETWEEN 1 AND 10", name="difficulty"),
        Index("ix_card_state_due", "person_id", "due_day"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"), primary_key=True)
    stability: Mapped[float]  # days until recall falls to 90%
    difficulty: Mapped[float]  # 1 to 10
    due_day: Mapped[date]  # a study day
    last_day: Mapped[date]  # the study day of the review that last moved the memory
    is_relearning: Mapped[bool] = mapped_column(default=False)  # missed, and not yet right again that day


class Review(Base):
    """One rating, with the memory as it was before it, so that undo is a restore."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("rating BETWEEN 1 AND 4", name="rating"),
        Index("ix_review_person_card", "person_id", "card_id"),
        Index("ix_review_person_day", "person_id", "study_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    study_day: Mapped[date]
    rating: Mapped[int]  # 1 again, 2 hard, 3 good, 4 easy
    duration_ms: Mapped[int | None]
    cause: Mapped[str] = mapped_column(String(10), default="card")
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # None: the card was new
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
