"""What the installation remembers about itself."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class Remembered(Base):
    """A named value, such as the digest of the bank files that were loaded last."""

    __tablename__ = "remembered"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
