"""The school's own copies of articles. The app ships facts only: an article's text is not ours to give."""

import re
from functools import lru_cache
from pathlib import Path

from quizapp.errors import SetupError
from quizapp.facts import paragraphs

LARGEST = 1_000_000  # bytes
SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def attach(texts: Path, source_id: str, file: Path) -> int:
    """Keep a copy of `file` as the text of this source; returns the number of its paragraphs.

    Raises SetupError where the file cannot be read as UTF-8 text of at most 1 MB.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise SetupError(f"{file} is larger than 1 MB. An article is a plain text of a few pages.")
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{file} cannot be read as UTF-8 text: {error}") from None
    if not paragraphs(text):
        raise SetupError(f"{file} holds no text.")
    try:
        texts.mkdir(parents=True, exist_ok=True)
        _path(texts, source_id).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SetupError(f"The copy cannot be kept in {texts}: {error.strerror}.") from None
    return len(paragraphs(text))


def attached_paragraphs(texts: Path, source_id: str) -> tuple[str, ...]:
    """The paragraphs of the attached text, the first at index 0; empty where none is attached."""
    path = _path(texts, source_id)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return ()
    return _read(path, stamp)


def _path(texts: Path, source_id: str) -> Path:
    if not SOURCE_ID.fullmatch(source_id):
        raise SetupError(f"{source_id!r} is not the id of a source.")
    return texts / f"{source_id}.txt"


@lru_cache(maxsize=64)
def _read(path: Path, _stamp: int) -> tuple[str, ...]:
    return tuple(paragraphs(path.read_text(encoding="utf-8")))
