"""What the editor asks for while somebody types: the preview and the margin; nothing is stored."""

import pytest
from sqlalchemy import func, select

from quizapp.bank import margin
from quizapp.db import db
from quizapp.models.bank import SCHOOL_BANK, Question, QuestionVersion
from quizapp.questions import KINDS
from quizapp.questions import Question as Content
from tests.rooms.bank.test_new_question import COMMON, OWN
from tests.support import attempts, bank, school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import page_of


def counts() -> list[int | None]:
    return [
        db.session.scalar(select(func.count()).select_from(table)) for table in (Question, QuestionVersion)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_shows_every_kind_as_students_see_it(visit: Visit, stocked: Bank, in_app: InApp, kind: str) -> None:
    teacher, before = visit("alice"), in_app(counts)
    fields = bank.form_of(teacher.page(f"/bank/new/{kind}")) | COMMON | OWN[kind]
    answer = teacher.post(f"/bank/new/{kind}/look", data=fields)
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.has("This is how students see it.")
    assert page.has("What is right")
    assert page.has("So it is.")
    assert in_app(counts) == before


@pytest.mark.parametrize("kind", KINDS)
def test_shows_an_edited_question(visit: Visit, stocked: Bank, in_app: InApp, kind: str) -> None:
    teacher, question_id = visit("alice"), stocked.ids[kind]
    fields = bank.form_of(teacher.page(f"/bank/{question_id}/edit"))
    page = page_of(teacher.post(f"/bank/{question_id}/look", data=fields | {"explanation": "Anew."}))
    assert page.has("Anew.")
    assert in_app(bank.version_of, question_id) == (1, "ready")


def test_what_is_not_whole_yet_shows_its_stem_and_what_is_missing(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page("/bank/new/single_choice"))
    page = page_of(
        teacher.post("/bank/new/single_choice/look", data=fields | {"stem": "How *very* high?", "topic": ""})
    )
    assert page.has("How very high?")
    assert page.has("A choice needs at least two options.")
    assert not page.has("There is no topic yet.")


def test_a_stem_that_is_too_deep_stays_plain(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page("/bank/new/true_false")) | {"answer": "true"}
    for stem in ("[" * 5000, "*" * 400_000):
        page = page_of(teacher.post("/bank/new/true_false/look", data=fields | {"stem": stem}))
        assert page.has(stem[:500])
        assert not page.has(stem[:501])


def test_the_margin_tells_what_proofreading_finds(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page("/bank/new/single_choice")) | COMMON | {"right": "0"}
    fields |= {"options-0-text": "A pause of ninety days that both sides had agreed on"}
    fields |= {"options-1-text": "Nothing", "options-2-text": "All of the above"}
    page = page_of(teacher.post("/bank/new/single_choice/look", data=fields))
    assert page.has("Proofreading")
    assert page.has("This question cites no fact of a source.")
    assert page.has("“All of the above” is right as soon as")


def test_the_margin_names_questions_that_tell_the_answer(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page("/bank/new/short_text")) | COMMON | {"topic": "Tariffs"}
    fields |= {"stem": "Where did they meet?", "answers-0-text": "the article First Report"}
    page = page_of(teacher.post("/bank/new/short_text/look", data=fields))
    assert page.has(
        "The question “According to the article “First Report”, how high? Answer in percent.” tells"
    )
    assert page.link("Open it") == f"/bank/{stocked.ids['numeric']}"


def test_the_margin_takes_few_statements(alice: object) -> None:
    school.store(*(school.single_choice(f"near-{number}") for number in range(30)), author=bank.alice())
    content = Content.from_dict(school.single_choice("own"))
    with attempts.statements() as seen:
        notes = margin.notes_on(content, [SCHOOL_BANK])
    assert len(seen) <= 8
    assert 0 < len(notes) <= margin.MOST_NOTES


def test_says_that_somebody_saved_in_the_meantime(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    in_app(school.person, "dora", "teacher")
    question_id = stocked.ids["true_false"]
    alice, dora = visit("alice"), visit("dora")
    fields = bank.form_of(alice.page(f"/bank/{question_id}/edit"))
    address = f"/bank/{question_id}/look"
    assert not page_of(alice.post(address, data=fields)).has("saved this question")
    own = bank.form_of(dora.page(f"/bank/{question_id}/edit"))
    dora.post(f"/bank/{question_id}/edit", data=own | {"stem": "Dora's."})
    assert page_of(alice.post(address, data=fields)).has("Dora Example saved this question as version 2.")


def test_is_closed_to_students_and_to_addresses_that_are_none(visit: Visit, stocked: Bank) -> None:
    closed_to(visit, "/bank/new/date/look", "bob", method="POST")
    closed_to(visit, f"/bank/{stocked.ids['date']}/look", "bob", method="POST")
    teacher = visit("alice")
    assert teacher.post("/bank/new/nothing/look").status_code == 404
    assert teacher.post("/bank/999/look").status_code == 404
    assert teacher.get("/bank/new/date/look").status_code == 405
