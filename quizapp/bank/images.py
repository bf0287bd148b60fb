"""The images of questions: files in the instance folder, under names that their content gives.

A name that ends in "-800x600.png" tells the size, so that a page needs no statement to know it.
"""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import url_for
from markupsafe import Markup

from quizapp.db import db
from quizapp.documents.images import Image, size_of
from quizapp.errors import SetupError
from quizapp.models.accounts import Person
from quizapp.models.bank import ImageUpload


def image_html(image: Mapping[str, Any]) -> Markup:
    """The image of a question (`file`, `alt`) as a page shows it; nothing where there is none to show."""
    size = size_of(str(image.get("file", "")))
    if size is None:
        return Markup()
    return Markup('<p class="figure"><img src="{}" alt="{}" width="{}" height="{}"></p>').format(
        url_for("bank.image", name=image["file"]), image.get("alt", ""), *size
    )


def keep(folder: Path, image: Image) -> None:
    """Write an image into the folder, whole or not at all; raises SetupError where that cannot be.

    One that is there already has the same content.
    """
    target = folder / image.name
    if target.exists():
        return
    unfinished = folder / f".{image.name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(image.data)
        unfinished.replace(target)
    except OSError as error:
        raise SetupError(f"The image cannot be kept in {folder}: {error.strerror}.") from None


def kept(folder: Path, name: str) -> bytes | None:
    """The content of an image of the folder; None where there is none of this name."""
    if size_of(name) is None:
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None


def note_upload(name: str, person: Person, now: datetime) -> None:
    """Remember that this person uploaded the image."""
    if db.session.get(ImageUpload, (name, person.id)) is None:
        db.session.add(ImageUpload(file=name, person_id=person.id, at=now))
        db.session.flush()
