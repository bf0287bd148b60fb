"""Mending a typo in a version that students were given."""

from typing import Any

import pytest
from sqlalchemy import select

from quizapp.attempts.contents import contents
from quizapp.bank.actions import mend_question
from quizapp.bank.queries import current_version
from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.models.bank import MendedVersion, Question
from tests.support import attempts, bank, by_hand, regrades, school
from tests.support.desk import InApp, Visit
from tests.support.pages import page_of
from tests.support.regrades import Wrong


def question(wrong: Wrong) -> Question:
    return db.session.get_one(Question, wrong.question)


def mend(wrong: Wrong, **change: Any) -> bool:
    content = {**regrades.wrong_key(), **change}
    return mend_question(question(wrong), content, author=regrades.teacher(), now=school.NOW)


@pytest.mark.usefixtures("context")
class TestMending:
    def test_everybody_sees_it_mended_and_the_old_text_is_kept(self) -> None:
        wrong = regrades.build()
        before = current_version(question(wrong)).content
        assert mend(wrong, stem="How high did they climb?")
        version = current_version(question(wrong))
        assert version.number == 1
        assert contents([(version.id, version.digest)])[version.id].stem == "How high did they climb?"
        kept = db.session.scalars(select(MendedVersion)).one()
        assert (kept.content_before, kept.question_version_id) == (before, version.id)
        assert "how high did they climb" in question(wrong).search_text

    def test_what_is_the_same_is_not_mended(self) -> None:
        wrong = regrades.build()
        assert not mend(wrong)
        assert db.session.scalars(select(MendedVersion)).all() == []

    @pytest.mark.parametrize(
        ("texts", "code"),
        [
            ([("145 %", False), ("54%", True), ("95%", False)], None),
            ([("145%", True), ("54%", False), ("95%", False)], "mending_changes_marks"),
            ([("145%", False), ("95%", False), ("54%", True)], "mending_moves_options"),
            ([("145%", False), ("54%", True)], "mending_moves_options"),
            ([("145%", False), ("54%", True), ("95%", False), ("9%", False)], "mending_moves_options"),
        ],
    )
    def test_more_than_a_typo_is_refused(self, texts: list[tuple[str, bool]], code: str | None) -> None:
        wrong = regrades.build()
        options = [{"text": text, "key": is_key} for text, is_key in texts]
        if code is None:
            assert mend(wrong, options=options)
            return
        with pytest.raises(Invalid) as refused:
            mend(wrong, options=options)
        assert [problem.code for problem in refused.value.problems] == [code]

    def test_an_answer_that_would_newly_count_is_no_typo(self) -> None:
        alice, bob = school.person("alice", "teacher"), school.person("bob")
        [asked] = school.store(
            {
                "id": "capital",
                "kind": "short_text",
                "topic": "Places",
                "stem": "Where?",
                "answers": [{"text": "Rome"}],
            },
            author=alice,
        )
        assigned = attempts.assignment(attempts.quiz(alice, [asked]), school.classroom(alice, bob))
        attempts.take(assigned, bob, ["Roma"])
        found = db.session.get_one(Question, asked)
        content = current_version(found).content
        accepted = [{"text": "Rome"}, {"text": "Roma"}]
        with pytest.raises(Invalid):
            mend_question(found, content | {"answers": accepted}, author=alice, now=school.NOW)


@pytest.fixture
def wrong(in_app: InApp) -> Wrong:
    built = in_app(regrades.build)
    assert isinstance(built, Wrong)
    return built


def test_the_editor_asks_and_says_where_it_is_used(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    teacher, address = visit("alice"), f"/bank/{wrong.question}/edit"
    page = teacher.page(address)
    assert page.has("Used in one quiz, 3 answers.")
    assert page.one("input", name="how", value="version").get("checked") is not None
    fields = bank.form_of(page) | {"stem": "How high?", "how": "mend"}
    assert page_of(teacher.send(address, fields)).has("Mended in version 1, for everybody who was given it.")
    assert in_app(bank.stored, wrong.question)["stem"] == "How high?"
    assert visit("bob").page(f"/attempts/{wrong.bob}").has("How high?")


def test_a_key_is_no_typo(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    teacher, address = visit("alice"), f"/bank/{wrong.question}/edit"
    fields = bank.form_of(teacher.page(address)) | {"right": "0", "how": "mend"}
    answer = teacher.post(address, data=fields)
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.has("answers of students would earn another mark (2 of them)")
    assert page.one("input", name="how", value="mend").get("checked") is not None
    assert in_app(bank.version_of, wrong.question) == (1, "ready")
    again = bank.form_of(page) | {"how": "version"}
    assert page_of(teacher.send(address, again)).has("Saved as version 2.")


def test_an_unused_question_is_not_asked_about(visit: Visit, in_app: InApp) -> None:
    stocked = in_app(bank.build)
    assert not visit("alice").page(f"/bank/{stocked.ids['date']}/edit").has("How to save it")


def test_who_opened_it_before_a_typo_was_mended_is_told(visit: Visit, wrong: Wrong) -> None:
    alice, dora, address = visit("alice"), visit("dora"), f"/bank/{wrong.question}/edit"
    fields = bank.form_of(alice.page(address))
    dora.post(address, data=bank.form_of(dora.page(address)) | {"stem": "Dora's.", "how": "mend"})
    answer = alice.post(address, data=fields | {"stem": "Alice's."})
    assert answer.status_code == 422
    assert page_of(answer).has("Somebody has saved this question since you opened it.")


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("rubric", "code"),
    [
        ([{"points": 2, "text": "names one source"}, *by_hand.RUBRIC[1:]], None),
        ([{"points": 1, "text": "names a *source*"}, *by_hand.RUBRIC[1:]], "mending_changes_rubric"),
        (by_hand.RUBRIC[:2], "mending_moves_options"),
        ([*by_hand.RUBRIC[1:], by_hand.RUBRIC[0]], "mending_moves_options"),
    ],
)
def test_a_rubric_keeps_its_parts_and_points(rubric: Any, code: str | None) -> None:
    desk = by_hand.build()
    by_hand.give(desk)
    content = school.written("why", rubric=rubric, explanation="Both sides wanted trade.")
    asked = db.session.get_one(Question, desk.question)
    if code is None:
        assert mend_question(asked, content, author=by_hand.teacher(), now=school.NOW)
        return
    with pytest.raises(Invalid) as invalid:
        mend_question(asked, content, author=by_hand.teacher(), now=school.NOW)
    assert [problem.code for problem in invalid.value.problems] == [code]
