"""Images that people upload: known by what is in them, bounded, and written anew without anything else."""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.errors import Invalid, Problem

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LARGEST = 5 * 1024 * 1024  # bytes
# Decoded, so many pixels are about 100 MB; a camera's picture of 24 megapixels passes.
MOST_PIXELS = 25_000_000
# Longer sides are scaled down to this: twice the width of a page, for sharp screens.
LONGEST_SIDE = 1600
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
# A moving GIF is kept as its first picture.
ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "png"}
NAME = re.compile(r"[0-9a-f]{40}-([1-9][0-9]{0,3})x([1-9][0-9]{0,3})\.(png|jpg|webp)")


@dataclass(frozen=True, slots=True)
class Image:
    """An image that is fit to be shown, and the name to keep it under; see `size_of`."""

    name: str
    data: bytes


def read_image(data: bytes) -> Image:
    """Decode what somebody uploaded, and encode it anew: at most 1600 pixels wide and high, no metadata.

    The name is made of the SHA-256 of `data` and the size in pixels, so that the same upload has the same
    name whatever library encodes it. Raises Invalid: image_too_large (bytes), image_too_many_pixels,
    not_an_image (whatever its name said).
    """
    if len(data) > LARGEST:
        raise _refused("image_too_large", maximum=LARGEST // 1024 // 1024)
    picture, ending = _decoded(data)
    digest = hashlib.sha256(data).hexdigest()[:40]
    return Image(f"{digest}-{picture.width}x{picture.height}.{ending}", _encoded(picture, ending))


def image_beside(folder: Path, name: str) -> Image:
    """The image that a question file names, from the folder in which the file lies.

    Raises Invalid as `read_image` does, or with image_outside (the path leaves the folder, by a link too) or
    image_not_found.
    """
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise _refused("image_outside", file=name)
        with path.open("rb") as file:
            return read_image(file.read(LARGEST + 1))
    except (OSError, ValueError):
        raise _refused("image_not_found", file=name) from None


def size_of(name: str) -> tuple[int, int] | None:
    """Width and height in pixels that the name of a kept image tells; None for any other name."""
    found = NAME.fullmatch(name)
    return (int(found[1]), int(found[2])) if found else None


def media_type_of(name: str) -> str:
    """The media type of a kept image, by its name."""
    return MEDIA_TYPES[name.rpartition(".")[2]]


def _refused(code: str, **params: int | str) -> Invalid:
    return Invalid([Problem(code, ("image", "file"), params)])


def _decoded(data: bytes) -> tuple["Picture", str]:
    from PIL import Image as Pillow  # here, since most commands meet no image

    try:
        with Pillow.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _refused("image_too_many_pixels", maximum=MOST_PIXELS // 1_000_000)
            return _clean(opened), ENDINGS[str(opened.format)]
    except Invalid:
        raise
    except Pillow.DecompressionBombError:
        raise _refused("image_too_many_pixels", maximum=MOST_PIXELS // 1_000_000) from None
    except Exception:
        # A decoder that is fed nonsense raises errors of many kinds; each means that it is no image.
        raise _refused("not_an_image") from None


def _clean(opened: "Picture") -> "Picture":
    """The pixels alone, upright and not too large."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded at a fraction of its size
    upright = ImageOps.exif_transpose(opened)
    plain = _in_8_bits(upright).convert(_mode_for(upright))
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pixels = Pillow.new(plain.mode, plain.size)
    pixels.paste(plain)
    return pixels


def _in_8_bits(picture: "Picture") -> "Picture":
    """A picture of 16 bits a pixel, which a conversion would cut off at white, scaled down to 8."""
    if not picture.mode.startswith("I;16"):
        return picture
    return picture.convert("I").point(lambda value: value / 256).convert("L")


def _mode_for(picture: "Picture") -> str:
    if picture.has_transparency_data:
        return "RGBA"
    return "L" if picture.mode in ("1", "L", "I;16") else "RGB"


def _encoded(picture: "Picture", ending: str) -> bytes:
    target = BytesIO()
    if ending == "png":
        picture.save(target, "PNG", optimize=True)
    elif ending == "jpg":
        picture.save(target, "JPEG", quality=85, optimize=True, progressive=True)
    else:
        picture.save(target, "WEBP", quality=85)
    return target.getvalue()
