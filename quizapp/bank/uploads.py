"""A file that came with the form of the editor: looked into, and kept where it is an image."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from werkzeug.datastructures import FileStorage

from quizapp.bank import access, images
from quizapp.documents.images import LARGEST, read_image
from quizapp.errors import Invalid, Problem
from quizapp.models.accounts import Person


def received(
    file: FileStorage | None, named: str, *, folder: Path, person: Person, now: datetime
) -> tuple[str, list[Problem]]:
    """The name of the image that the question is to show, and what is wrong with the file that came.

    `named` is the image that the form had before; it stays where no file came, or none that is an image.
    Nobody can name an image that they may not see.
    """
    named = named if named and access.may_see_image(person, named) else ""
    if file is None or not file.filename:
        return named, []
    with closing(file):
        content = file.stream.read(LARGEST + 1)
    try:
        image = read_image(content)
    except Invalid as invalid:
        return named, invalid.problems
    images.keep(folder, image)
    images.note_upload(image.name, person, now)
    return image.name, []
