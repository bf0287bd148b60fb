"""What the installation remembers about itself."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment


class Remembered(Base):
    """A named value, such as the digest of the bank files that were loaded last."""

    __tablename__ = "remembered"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class SentForm(Base):
    """A form that made something, with the address it led to."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # a hash of who sent what, see web/once.py
    address: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)
