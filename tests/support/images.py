"""Images made on the spot: real ones, and files that only claim to be."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
ZIP = b"PK\x03\x04\x14\x00" + b"\x00" * 400
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", color: Any = None, **more: Any
) -> bytes:
    """An image of one color, encoded as this kind."""
    target = BytesIO()
    made = Image.new(mode, size, color) if color is not None else Image.new(mode, size)
    made.save(target, kind, **more)
    return target.getvalue()


def claiming(width: int, height: int, data: bytes = b"") -> bytes:
    """A small PNG that says it has so many pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def opened(data: bytes) -> Image.Image:
    """The image in these bytes, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
