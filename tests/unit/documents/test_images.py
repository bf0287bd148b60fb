"""Images are known by what is in them, bounded, and written anew."""

from pathlib import Path

import pytest
from PIL import Image as Pillow

from quizapp.documents.images import LARGEST, image_beside, media_type_of, read_image, size_of
from quizapp.errors import Invalid
from tests.support import images


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        read_image(data)
    (problem,) = caught.value.problems
    assert problem.path == ("image", "file")
    return problem.code


@pytest.mark.parametrize(
    ("kind", "mode", "ending"),
    [
        ("PNG", "RGB", "png"),
        ("PNG", "RGBA", "png"),
        ("PNG", "P", "png"),
        ("PNG", "1", "png"),
        ("PNG", "I;16", "png"),
        ("JPEG", "RGB", "jpg"),
        ("JPEG", "L", "jpg"),
        ("JPEG", "CMYK", "jpg"),
        ("WEBP", "RGBA", "webp"),
        ("GIF", "P", "png"),
    ],
)
def test_reads_the_formats_of_the_web(kind: str, mode: str, ending: str) -> None:
    image = read_image(images.picture(kind, mode=mode))
    assert image.name.endswith(f"-40x30.{ending}")
    assert size_of(image.name) == (40, 30)
    assert images.opened(image.data).size == (40, 30)
    assert (
        media_type_of(image.name) == {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}[ending]
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (images.PDF, "not_an_image"),
        (images.ZIP, "not_an_image"),
        (images.SVG, "not_an_image"),
        (images.HTML, "not_an_image"),
        (b"", "not_an_image"),
        (images.picture("BMP"), "not_an_image"),
        (images.picture("TIFF"), "not_an_image"),
        (images.picture()[:60], "not_an_image"),
        (images.claiming(40, 30, b"too few"), "not_an_image"),
        (images.claiming(6000, 6000), "image_too_many_pixels"),
        (images.claiming(12_000, 12_000), "image_too_many_pixels"),
        (images.claiming(2_000_000, 2_000_000), "image_too_many_pixels"),
        (images.picture() + b"\0" * LARGEST, "image_too_large"),
        (b"\xff" * 20_000_000, "image_too_large"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_refuses_the_rest(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_bomb_inside_the_data_is_not_unpacked() -> None:
    image = read_image(images.claiming(8, 8, b"\0" * 50_000_000))
    assert size_of(image.name) == (8, 8)


def test_nothing_but_pixels_is_kept() -> None:
    exif = Pillow.Exif()
    exif[0x010E] = "taken at home"
    data = images.picture("JPEG", exif=exif, comment=b"a secret", icc_profile=b"profile" * 30)
    assert b"taken at home" in data
    image = images.opened(read_image(data).data)
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    after = read_image(images.picture() + images.ZIP).data
    assert images.ZIP not in after


def test_a_turned_picture_stands_upright() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # turned by a quarter
    assert size_of(read_image(images.picture("JPEG", exif=exif)).name) == (30, 40)


def test_a_large_picture_is_made_smaller() -> None:
    assert size_of(read_image(images.picture("JPEG", (4000, 1000))).name) == (1600, 400)


def test_a_transparent_picture_stays_so_and_one_of_16_bits_keeps_its_shades() -> None:
    clear = images.opened(read_image(images.picture(mode="RGBA", color=(0, 0, 0, 0))).data)
    assert clear.getpixel((0, 0)) == (0, 0, 0, 0)
    gray = images.opened(read_image(images.picture(mode="I;16", color=32_768)).data)
    assert gray.convert("L").getpixel((0, 0)) == 128


def test_the_name_depends_on_what_was_uploaded_alone() -> None:
    data = images.picture(color=(1, 2, 3))
    assert read_image(data).name == read_image(data).name
    assert read_image(data).name != read_image(images.picture(color=(3, 2, 1))).name


@pytest.mark.parametrize("name", ["", "a.png", "../x-1x1.png", "0" * 40 + "-0x5.png", "0" * 40 + "-5x5.svg"])
def test_other_names_are_not_ours(name: str) -> None:
    assert size_of(name) is None


def code_beside(folder: Path, name: str) -> str:
    with pytest.raises(Invalid) as caught:
        image_beside(folder, name)
    return caught.value.problems[0].code


def test_an_image_beside_a_file_never_leaves_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    (folder / "maps").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(images.picture())
    (folder / "maps" / "one.png").write_bytes(images.picture())
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    assert size_of(image_beside(folder, "maps/one.png").name) == (40, 30)
    assert code_beside(folder, "../outside.png") == "image_outside"
    assert code_beside(folder, str(tmp_path / "outside.png")) == "image_outside"
    assert code_beside(folder, "link.png") == "image_outside"
    assert code_beside(folder, "two.png") == "image_not_found"
    assert code_beside(folder, "maps") == "image_not_found"
    assert code_beside(folder, "a\0b") == "image_not_found"
