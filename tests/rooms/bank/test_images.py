"""Images of questions: uploaded in the editor, loaded from files, shown to whoever may see the question."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.bank import image_queries
from quizapp.bank.actions import change_question
from quizapp.config import read_settings
from quizapp.db import db
from quizapp.models.bank import ImageUpload, Question
from quizapp.operations.setup import BankFault, load_changed_bank
from quizapp.questions import KINDS
from tests.support import bank, images, plans, school, taking
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import Page, PageClient, page_of

RED = images.picture(color=(200, 0, 0))
NEW = "/bank/new/true_false"


def upload(data: bytes, name: str = "map.png") -> dict[str, Any]:
    return {"image_upload": (BytesIO(data), name)}


def post(client: PageClient, address: str, fields: dict[str, Any]) -> Any:
    return client.post(address, data=fields, content_type="multipart/form-data", follow_redirects=True)


def shown(page: Page) -> list[str]:
    return [image.get("src") or "" for image in page.all("img")]


def kept(app: Flask) -> list[str]:
    folder = Path(app.instance_path) / "images"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def written(client: PageClient, address: str = NEW, **more: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {"stem": "It is so.", "topic": "Trade", "answer": "true", "status": "ready"}
    return bank.form_of(client.page(address)) | fields | more


def with_image(client: PageClient, data: bytes = RED, **more: Any) -> str:
    """Store a question with an image; returns the address of the image."""
    fields = written(client, image_alt="A red field") | upload(data) | more
    page = page_of(post(client, NEW, fields))
    assert page.has("Saved as version 1.")
    (address,) = shown(page)
    return address


def test_an_image_is_uploaded_with_the_form(visit: Visit, stocked: Bank, in_app: InApp, app: Flask) -> None:
    teacher = visit("alice")
    address = with_image(teacher)
    answer = teacher.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "immutable", "max-age=31536000"} <= set(answer.headers["Cache-Control"].split(", "))
    assert images.opened(answer.data).getpixel((0, 0)) == (200, 0, 0)
    question_id = in_app(lambda: db.session.scalar(select(func.max(Question.id))))
    page = teacher.page(f"/bank/{question_id}")
    image = page.one("img")
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("A red field", "40", "30")
    content = in_app(bank.stored, question_id)
    assert content["image"] == {"file": address.rpartition("/")[2], "alt": "A red field"}


def test_a_form_that_comes_back_keeps_the_image(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    page = page_of(post(teacher, NEW, written(teacher, do="upload") | upload(RED)))
    address = shown(page)[0]
    fields = bank.form_of(page)
    assert teacher.get(address).status_code == 200
    answer = post(teacher, NEW, fields)
    assert answer.status_code == 422
    assert page_of(answer).has("The image has no description in words.")
    assert shown(page_of(answer))[0] == address
    page = page_of(post(teacher, NEW, bank.form_of(page_of(answer)) | {"image_alt": "A red field"}))
    assert page.has("Saved as version 1.")
    assert shown(page) == [address]


def test_words_without_an_image_are_asked_about(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    answer = post(teacher, NEW, written(teacher, image_alt="A red field"))
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.has("There is no image yet.")
    assert any(link.get("href") == "#q-image_upload" for link in page.all("a"))


def test_an_image_is_replaced_and_taken_out(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    teacher = visit("alice")
    first = with_image(teacher)
    question_id = in_app(lambda: db.session.scalar(select(func.max(Question.id))))
    address = f"/bank/{question_id}/edit"
    fields = bank.form_of(teacher.page(address))
    page = page_of(post(teacher, address, fields | upload(images.picture(color=(0, 0, 200)), "b.png")))
    assert page.has("Saved as version 2.")
    assert shown(page) != [first]
    fields = bank.form_of(teacher.page(address)) | {"do": "remove_image"}
    page = page_of(post(teacher, address, fields))
    assert page.one("input", name="image_alt").get("value") == ""
    page = page_of(post(teacher, address, bank.form_of(page)))
    assert page.has("Saved as version 3.")
    assert shown(page) == []
    assert "image" not in in_app(bank.stored, question_id)
    assert teacher.page(f"/bank/{question_id}?version=1").one("img").get("src") == first


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (images.PDF, "This file is no image"),
        (images.ZIP, "This file is no image"),
        (images.SVG, "This file is no image"),
        (images.claiming(9000, 9000), "more than 25 million pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 20_000_000, "larger than 5 MB"),
    ],
)
def test_what_is_no_image_is_refused_at_the_field(
    visit: Visit, stocked: Bank, in_app: InApp, app: Flask, data: bytes, sentence: str
) -> None:
    before = kept(app)
    teacher = visit("alice")
    for button in ("save", "upload", "preview"):
        fields = written(teacher, image_alt="A map", do=button, stem="Keep this.") | upload(data)
        answer = post(teacher, NEW, fields)
        page = page_of(answer)
        assert answer.status_code == 422
        assert page.has(sentence)
        assert any(link.get("href") == "#q-image_upload" for link in page.all("a"))
        assert page.one("textarea", name="stem").text == "Keep this."
    assert kept(app) == before
    assert in_app(lambda: db.session.scalar(select(func.count()).select_from(ImageUpload))) == 0


def test_nobody_names_an_image_that_they_may_not_see(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    in_app(school.person, "dora", "teacher")
    alice, dora = visit("alice"), visit("dora")
    page = page_of(post(alice, NEW, written(alice, do="upload") | upload(RED)))
    address = shown(page)[0]
    name = address.rpartition("/")[2]
    page = page_of(post(dora, NEW, written(dora, image_file=name, image_alt="Mine", do="preview")))
    assert shown(page) == []
    closed_to(visit, address, "dora", "bob")
    assert alice.get(f"/images/{'0' * 40}-5x5.png").status_code == 404
    assert alice.get("/images/..%2Fsecret-key").status_code == 404


def stored_image(folder: Path) -> dict[str, str]:
    from quizapp.bank.images import keep
    from quizapp.documents.images import read_image

    image = read_image(RED)
    keep(folder, image)
    return {"file": image.name, "alt": "A red field"}


def test_students_see_the_images_of_what_they_were_given(visit: Visit, in_app: InApp, app: Flask) -> None:
    image = stored_image(Path(app.instance_path) / "images")
    address = f"/images/{image['file']}"
    given = in_app(
        taking.assigned_quiz,
        [school.single_choice(image=image)],
        students=("bob", "eve"),
        release="after_hand_in",
    )
    student = visit("bob")
    assert student.get(address).status_code == 404  # not before it is taken
    attempt = in_app(taking.started, given)
    page = student.page(f"/attempts/{attempt}/questions/1")
    assert page.one("img").get("src") == address
    assert page.one("img").get("alt") == "A red field"
    assert student.get(address).status_code == 200
    assert visit("eve").get(address).status_code == 404
    student.send(f"/attempts/{attempt}/hand-in")
    assert student.page(f"/attempts/{attempt}").one("img").get("src") == address
    assert visit("alice").get(address).status_code == 200


def test_students_see_the_images_of_their_cards(visit: Visit, in_app: InApp, app: Flask) -> None:
    image = stored_image(Path(app.instance_path) / "images")

    def build() -> None:
        alice, bob = school.person("alice", "teacher"), school.person("bob")
        school.person("eve")
        room = school.classroom(alice, bob)
        (question_id,) = school.store(school.card(image=image), author=alice)
        from tests.support.attempts import deck

        deck(room, question_id)

    in_app(build)
    page = visit("bob").page("/cards/study")
    assert page.one("img").get("src") == f"/images/{image['file']}"
    assert visit("bob").get(f"/images/{image['file']}").status_code == 200
    assert visit("eve").get(f"/images/{image['file']}").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_its_image(
    visit: Visit, stocked: Bank, in_app: InApp, app: Flask, kind: str
) -> None:
    image = stored_image(Path(app.instance_path) / "images")

    def store() -> None:
        question = db.session.get_one(Question, stocked.ids[kind])
        content = bank.stored(question.id) | {"image": image}
        assert change_question(question, content, author=bank.alice(), now=school.NOW)

    in_app(store)
    teacher = visit("alice")
    assert f"/images/{image['file']}" in shown(teacher.page(f"/bank/{stocked.ids[kind]}"))
    edited = teacher.page(f"/bank/{stocked.ids[kind]}/edit")
    preview = next(s for s in edited.all("section") if s.get("class") == "preview")
    assert [each.get("alt") for each in preview.iter("img")][:1] == ["A red field"]


def test_who_may_see_an_image_is_looked_up_by_indices(context: None) -> None:
    alice, bob = school.person("alice", "teacher"), school.person("bob")
    image = {"file": f"{'0' * 40}-5x5.png", "alt": "x"}
    school.store(school.single_choice(image=image), author=alice)
    assert plans.scans(lambda: image_queries.is_image_of_student(image["file"], bob.id)) == []
    assert plans.scans(lambda: image_queries.questions_with_image(image["file"])) == []


QUESTION = """topic: Trade
questions:
  - id: with-image
    kind: true_false
    stem: The map shows it.
    answer: true
    image: {file: maps/red.png, alt: A red map}
"""


def folder_with(tmp_path: Path, data: bytes) -> dict[str, str]:
    folder = tmp_path / "bank"
    (folder / "maps").mkdir(parents=True, exist_ok=True)
    (folder / "one.yaml").write_text(QUESTION, encoding="utf-8")
    (folder / "maps" / "red.png").write_bytes(data)
    (tmp_path / "articles").mkdir(exist_ok=True)
    (tmp_path / "articles" / "a.yaml").write_text("id: a\ntitle: A\nfacts: []\n", encoding="utf-8")
    return {
        **{"QUIZAPP_BANK": str(folder), "QUIZAPP_ARTICLES": str(tmp_path / "articles")},
        "QUIZAPP_INSTANCE": str(tmp_path / "instance"),
    }


def ready(tmp_path: Path, data: bytes) -> Any:
    """The settings of a bank whose one question has this image and cites no fact, which is a fault."""
    text = QUESTION.replace("answer: true", "answer: true\n    status: retired")
    environment = folder_with(tmp_path, data)
    (tmp_path / "bank" / "one.yaml").write_text(text, encoding="utf-8")
    return read_settings(environment)


def test_images_beside_the_files_are_loaded_with_them(context: None, tmp_path: Path) -> None:
    settings = ready(tmp_path, RED)
    assert load_changed_bank(settings, lambda _: None) is not None
    first = bank.stored(bank.question_named("with-image").id)["image"]
    assert first["alt"] == "A red map"
    assert (settings.images / first["file"]).exists()
    assert load_changed_bank(settings, lambda _: None) is None
    settings = ready(tmp_path, images.picture(color=(0, 200, 0)))
    loaded = load_changed_bank(settings, lambda _: None)
    assert loaded is not None
    assert loaded.changed == 1
    assert bank.stored(bank.question_named("with-image").id)["image"]["file"] != first["file"]


def test_a_lost_image_comes_back_from_the_files(context: None, tmp_path: Path) -> None:
    settings = ready(tmp_path, RED)
    load_changed_bank(settings, lambda _: None)
    (file,) = settings.images.iterdir()
    file.unlink()
    load_changed_bank(settings, lambda _: None)
    assert file.exists()


def test_a_file_that_is_no_image_stops_the_loading(context: None, tmp_path: Path) -> None:
    settings = ready(tmp_path, images.PDF)
    with pytest.raises(BankFault) as caught:
        load_changed_bank(settings, lambda _: None)
    (fault,) = caught.value.faults
    assert (fault.problem.code, fault.line) == ("not_an_image", 8)
    assert not settings.images.exists()
