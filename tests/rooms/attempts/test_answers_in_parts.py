"""Questions with several fields, and answers that no machine marks: taken, saved, shown again, reviewed."""

import json
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from quizapp.attempts.queries import slot_states
from quizapp.bank.loading import load_bank
from quizapp.facts import Source
from tests.support import bank, school
from tests.support.pages import Page, PageClient, page_of
from tests.support.taking import Taking, assigned_quiz, on_page

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]

KINDS = ("matching", "cloze", "source_comparison", "written")
RIGHT: dict[str, Any] = {
    "matching": [0, 1],
    "cloze": {"gap1": "90", "who": "Secretname", "gap3": 1},
    "source_comparison": bank.content("source_comparison").body.right_answer(),
    "written": "Because of trade.\r\n\r\nSo it was.",
}
PARTLY: dict[str, Any] = {
    "matching": [None, 1],
    "cloze": {"who": "nobody", "gap3": 0},
    "source_comparison": [{"second-report": "silent"}, {}],
    "written": "Because.",
}


@pytest.fixture
def taking(in_app: Run) -> Taking:
    return in_app(quiz_of, KINDS, release="after_hand_in")  # type: ignore[no-any-return]


def quiz_of(kinds: Sequence[str], **terms: Any) -> Taking:
    load_bank([], [Source.from_dict(sheet) for sheet in bank.SHEETS], now=school.NOW)
    return assigned_quiz([bank.content(kind).to_dict() for kind in kinds], **terms)


@pytest.fixture
def bob(visit: Visit, taking: Taking) -> PageClient:
    return visit("bob")


def begin(client: PageClient, taking: Taking) -> int:
    answer = client.post(f"/assignments/{taking.assignment}/take")
    return int(answer.headers["Location"].split("/")[2])


def responses(app: Flask, attempt: int) -> list[Any]:
    with app.app_context():
        return [state.response for state in slot_states(attempt)]


def filled(page: Page) -> list[str]:
    """What stands in the fields of the answer, as a browser would send it."""
    return [_value(e) for e in page.root.iter() if e.get("name") == "response"]


def _value(field: Element) -> str:
    if field.tag == "select":
        return next((o.get("value") or "" for o in field.iter("option") if o.get("selected") is not None), "")
    return (field.text or "").replace("\n", "\r\n") if field.tag == "textarea" else field.get("value") or ""


def fields_for(page: Page, response: Any) -> list[str]:
    """The values of the fields for a response in places."""
    fields = [e for e in page.root.iter() if e.get("name") == "response"]
    if isinstance(response, str):
        return [response]
    if isinstance(response, dict):
        parts = [response.get(field.get("data-gap")) for field in fields]
    elif any(isinstance(part, dict) for part in response):
        parts = [marks.get(s) for marks in response for s in ("first-report", "second-report")]
    else:
        parts = response
    return ["" if part is None else str(part) for part in parts]


@pytest.mark.parametrize("sent", [RIGHT, PARTLY])
def test_a_form_saves_every_part_and_shows_it_again(
    bob: PageClient, taking: Taking, app: Flask, sent: dict[str, Any]
) -> None:
    attempt = begin(bob, taking)
    for number, kind in enumerate(KINDS, 1):
        address = f"/attempts/{attempt}/questions/{number}"
        with app.app_context():
            places = on_page(attempt, number, sent[kind])
        page = bob.page(address)
        values = fields_for(page, places)
        assert len(values) == len(filled(page))
        assert set(filled(page)) == {""}
        bob.post(address, data={"response": values, "seen": "0", "go": "next"})
        assert filled(bob.page(address)) == values
        saved = responses(app, attempt)[number - 1]
        assert saved == sent[kind]


@pytest.mark.parametrize("sent", [RIGHT, PARTLY])
def test_a_script_saves_the_same(bob: PageClient, taking: Taking, app: Flask, sent: dict[str, Any]) -> None:
    attempt = begin(bob, taking)
    for slot, kind in enumerate(KINDS, 1):
        with app.app_context():
            places = on_page(attempt, slot, sent[kind])
        answer = bob.put(f"/attempts/{attempt}/slots/{slot}", json={"sequence": 1, "response": places})
        assert answer.status_code == 200
        again = bob.put(f"/attempts/{attempt}/slots/{slot}", json={"sequence": 1, "response": None})
        assert again.status_code == 409
        assert again.json is not None
        assert again.json["response"] == places
    assert responses(app, attempt) == [sent[kind] for kind in KINDS]


@pytest.mark.parametrize(
    ("slot", "blank"),
    [(1, [None, None]), (1, []), (2, {}), (2, {"gap1": " "}), (3, [{}, {}]), (3, [None, None]), (4, " \n")],
)
def test_what_is_cleared_is_blank(bob: PageClient, taking: Taking, app: Flask, slot: int, blank: Any) -> None:
    attempt = begin(bob, taking)
    answer = bob.put(f"/attempts/{attempt}/slots/{slot}", json={"sequence": 1, "response": blank})
    assert answer.json is not None
    assert answer.json["answered"] is False
    assert responses(app, attempt) == [None] * 4


@pytest.mark.parametrize(
    ("slot", "response"),
    [
        (1, [0]),
        (1, [0, 3]),
        (1, [0, -1]),
        (1, [0, True]),
        (1, {"0": 1}),
        (2, {"gap1": 90}),
        (2, {"gap9": "90"}),
        (2, {"gap3": 2}),
        (2, {"who": "x" * 6000}),
        (2, ["90"]),
        (3, [{"first-report": "perhaps"}, {}]),
        (3, [{"elsewhere": "says"}, {}]),
        (3, [{}]),
        (4, ["Because."]),
    ],
)
def test_a_forged_part_is_refused_and_stores_nothing(
    bob: PageClient, taking: Taking, app: Flask, slot: int, response: Any
) -> None:
    attempt = begin(bob, taking)
    answer = bob.put(f"/attempts/{attempt}/slots/{slot}", json={"sequence": 1, "response": response})
    assert answer.status_code == 400
    fields = [json.dumps(part) for part in response]
    assert (
        bob.post(
            f"/attempts/{attempt}/questions/{slot}", data={"response": [*fields, "x", "x"], "seen": "0"}
        ).status_code
        == 400
    )
    assert responses(app, attempt) == [None] * 4


def test_right_sides_and_options_of_gaps_go_by_their_places(bob: PageClient, taking: Taking) -> None:
    attempt = begin(bob, taking)
    for number, count in ((1, 3), (2, 2)):
        page = bob.page(f"/attempts/{attempt}/questions/{number}")
        for field in page.all("select", name="response"):
            assert [option.get("value") for option in field.iter("option")] == ["", *map(str, range(count))]


def test_no_key_reaches_the_browser_while_taking(bob: PageClient, taking: Taking) -> None:
    attempt = begin(bob, taking)
    for number in range(1, 5):
        html = bob.page(f"/attempts/{attempt}/questions/{number}").html
        for secret in ("Secretname", "So it is.", "It stands in the text", "names a source", "fraction"):
            assert secret not in html


def test_sources_are_named_by_their_titles(bob: PageClient, taking: Taking) -> None:
    attempt = begin(bob, taking)
    page = bob.page(f"/attempts/{attempt}/questions/3")
    assert page.has("First Report")
    assert page.has("Second Report")


def handed_in(client: PageClient, taking: Taking, app: Flask, sent: dict[str, Any]) -> int:
    attempt = begin(client, taking)
    for slot, kind in enumerate(KINDS, 1):
        with app.app_context():
            places = on_page(attempt, slot, sent[kind])
        client.put(f"/attempts/{attempt}/slots/{slot}", json={"sequence": 1, "response": places})
    client.post(f"/attempts/{attempt}/hand-in")
    return attempt


def test_the_review_marks_every_part(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = handed_in(bob, taking, app, PARTLY)
    page = bob.page(f"/attempts/{attempt}")
    assert page.has("Uno Left blank Right answer: First")
    assert page.has("Due Right: Second")
    assert page.has("Gap 1 Left blank Right answer: 90")
    assert page.has("Gap 2 Not right: nobody Right answer: Secretname")
    assert page.has("Second Report Right: does not say")
    assert page.has("Question 1 Partly right 0.5 of 1")
    assert page.has("Question 3 Partly right 0.25 of 1")


def test_a_written_answer_waits_for_its_mark(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = handed_in(bob, taking, app, RIGHT)
    for address in (f"/attempts/{attempt}", f"/attempts/{attempt}/done"):
        page = bob.page(address)
        assert page.has("3 of 4")
        assert page.has("One answer is still being marked. The mark can rise.")
    page = bob.page(f"/attempts/{attempt}")
    assert page.has("Question 4 Being marked")
    assert page.has("names a source (1 point)")
    assert "Because of trade.\r\n\r\nSo it was." in page.html
    assert not page.has("Not right")


def test_a_blank_one_waits_for_nobody(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = handed_in(bob, taking, app, {**RIGHT, "written": None})
    page = bob.page(f"/attempts/{attempt}")
    assert page.has("Question 4 Blank 0 of 1")
    assert not page.has("still being marked")


def test_before_the_answers_are_out_a_review_shows_ones_own(visit: Visit, in_app: Run, app: Flask) -> None:
    kinds = ("matching", "cloze", "written")
    taking, bob = in_app(quiz_of, kinds), visit("bob")
    attempt = begin(bob, taking)
    for slot, kind in enumerate(kinds, 1):
        with app.app_context():
            places = on_page(attempt, slot, PARTLY[kind])
        bob.put(f"/attempts/{attempt}/slots/{slot}", json={"sequence": 1, "response": places})
    page = page_of(bob.send(f"/attempts/{attempt}/hand-in"))
    page = bob.page(f"/attempts/{attempt}")
    assert page.has("Second")
    assert page.has("nobody")
    for secret in ("Right answer", "Secretname", "names a source", "Right:", "Not right:"):
        assert not page.has(secret), secret
