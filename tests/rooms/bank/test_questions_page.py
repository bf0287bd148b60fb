"""The list of the bank: search, filters, pages."""

import pytest

from quizapp.bank import queries
from tests.support import bank, school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to


def test_lists_what_there_is(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank")
    assert page.heading == "7 questions are in the bank"
    assert page.link("Which one?") == f"/bank/{stocked.ids['single_choice']}"
    assert page.has("Number · Tariffs · Easy · First Report")
    assert page.has("Single choice · Tariffs · Easy · No source")
    assert page.link("Add a question") == "/bank/new"


@pytest.mark.parametrize(
    ("address", "heading", "stem"),
    [
        ("/bank?text=secretword", "One question matches", "Name it."),
        ("/bank?text=DELTA+gamma&kind=multiple_choice", "One question matches", "Which ones?"),
        ("/bank?kind=date", "One question matches", "When?"),
        ("/bank?topic=Tariffs&status=ready", "7 questions match", "It is so."),
        ("/bank?text=++&topic=", "7 questions are in the bank", "It is so."),
    ],
)
def test_search_stands_in_the_address(
    visit: Visit, stocked: Bank, address: str, heading: str, stem: str
) -> None:
    page = visit("alice").page(address)
    assert page.heading == heading
    assert page.has(stem)


def test_the_form_shows_what_was_asked(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank?text=alpha&kind=single_choice&topic=Tariffs")
    assert page.one("input", name="text").get("value") == "alpha"
    assert page.one("option", value="single_choice").get("selected") is not None


def test_no_match_offers_a_way_out(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank?text=nowhere")
    assert page.heading == "No question matches"
    assert page.link("Clear filters") == "/bank"


def test_an_empty_bank_says_what_to_do(visit: Visit, in_app: InApp) -> None:
    in_app(school.person, "alice", "teacher")
    page = visit("alice").page("/bank")
    assert page.heading == "The question bank is empty"
    assert page.link("Add a question") == "/bank/new"


def test_retired_questions_are_shown_when_asked_for(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    teacher.post(f"/bank/{stocked.ids['date']}/status", data={"status": "retired"})
    assert not teacher.page("/bank").has("When?")
    assert teacher.page("/bank?status=retired").has("When?")


@pytest.mark.parametrize("number", ["2", "9", "9" * 9, "0", "-1", "x", "9" * 40, "9" * 5000, "²"])
def test_pages(visit: Visit, in_app: InApp, number: str) -> None:
    def store() -> None:
        teacher = school.person("alice", "teacher")
        school.store(*(school.true_false(f"q{i:02}") for i in range(queries.PAGE_SIZE + 3)), author=teacher)

    in_app(store)
    page = visit("alice").page(f"/bank?kind=true_false&page={number}")
    assert page.heading == "43 questions match"
    if number in ("2", "9", "9" * 9):
        assert page.has("Page 2 of 2")
        assert page.link("Previous page") == "/bank?kind=true_false&page=1"
    else:
        assert page.has("Page 1 of 2")
        assert page.link("Next page") == "/bank?kind=true_false&page=2"


def test_strange_signs_in_a_search_are_harmless(visit: Visit, stocked: Bank) -> None:
    for text in ("%", "%25_", "%00", "'", '"', "<b>", "*" * 300, "\\"):
        assert visit("alice").get("/bank", query_string={"text": text}).status_code == 200


def test_markdown_in_a_stem_is_shown_as_plain_text(visit: Visit, in_app: InApp) -> None:
    def store() -> None:
        teacher = school.person("alice", "teacher")
        school.store(school.true_false(stem="It is **not** <b>so</b>."), author=teacher)

    in_app(store)
    page = visit("alice").page("/bank")
    assert page.link("It is not <b>so</b>.").startswith("/bank/")


def test_is_closed_to_students(visit: Visit, stocked: Bank) -> None:
    closed_to(visit, "/bank", "bob")
    closed_to(visit, "/bank/new", "bob")


def test_every_kind_can_be_chosen(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank/new")
    for kind in bank.BY_KIND:
        assert page.all("a", href=f"/bank/new/{kind}")
