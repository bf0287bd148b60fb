"""Facts are corrected and ended with their history; sheets do not undo that silently."""

from copy import deepcopy
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.bank.actions import set_needs_check
from quizapp.bank.fact_actions import write_fact, write_source
from quizapp.bank.loading import load_bank
from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.facts import Source
from quizapp.models.bank import Fact, Question
from quizapp.models.bank import Source as SourceRow
from quizapp.questions import Question as Content
from tests.support import bank, facts, school
from tests.support.facts import CORRECTED

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def resting(context: None) -> facts.Resting:
    return facts.build()


def codes(invalid: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(problem.code, problem.path) for problem in invalid.value.problems]


@pytest.mark.usefixtures("resting")
class TestCorrecting:
    def test_what_stood_there_is_kept_and_its_questions_are_marked(self) -> None:
        assert facts.correct() == 2
        found, [change] = facts.stored(), facts.changes()
        assert found.content["value"] == 154
        assert (found.corrected_at, found.said_before) == (
            school.NOW + school.days(1),
            "Tariffs reached 145%.",
        )
        assert (change.cause, change.reason, change.by_id) == ("corrected", "Misread.", facts.alice().id)
        assert change.content_before is not None
        assert (change.content_before["value"], change.content_after["value"]) == (145, 154)
        assert facts.needing_check() == ["numeric", "written"]

    def test_a_place_that_is_mended_marks_nothing(self) -> None:
        moved = {**facts.stored().content, "paragraphs": [3]}
        assert facts.correct(native=moved) == 0
        assert facts.needing_check() == []
        assert facts.stored().corrected_at is None
        assert len(facts.changes()) == 1

    def test_the_same_again_changes_nothing(self) -> None:
        assert facts.correct(native=facts.stored().content) == 0
        assert facts.changes() == []

    @pytest.mark.parametrize(
        ("changed", "problem"),
        [
            ({"statement": " "}, ("empty_text", ("statement",))),
            ({"statement": "x" * 1001}, ("too_long", ("statement",))),
            ({"value": "many"}, ("value_does_not_fit_kind", ("value",))),
            ({"as_of": "31 February"}, ("bad_date", ("as_of",))),
            ({"status": "held"}, ("status_without_visit", ("status",))),
            ({"paragraphs": [0]}, ("out_of_range", ("paragraphs", 0))),
            ({"statement": "Tariffs reached 145%."}, ("statement_says_old_value", ("statement",))),
        ],
    )
    def test_it_passes_the_checks_of_the_files(self, changed: dict[str, Any], problem: Any) -> None:
        native = {**CORRECTED, **changed}
        if native["statement"] == " ":
            native["statement"] = ""
        with pytest.raises(Invalid) as invalid:
            facts.correct(native=native)
        assert [(code if code != "too_short" else "empty_text", path) for code, path in codes(invalid)] == [
            problem
        ]
        assert facts.stored().content["value"] == 145
        assert facts.changes() == []

    def test_words_must_stand_in_the_schools_copy(self) -> None:
        with pytest.raises(Invalid) as invalid:
            facts.correct(paragraphs=["One.", "154 per cent."])
        assert codes(invalid) == [("term_not_in_paragraph", ("terms", 0))]

    def test_a_reason_is_needed_and_nobody_was_faster(self) -> None:
        with pytest.raises(Invalid) as invalid:
            facts.correct(reason=" ", seen="another")
        assert codes(invalid) == [("fact_changed_meanwhile", ()), ("missing_field", ("reason",))]


@pytest.mark.usefixtures("resting")
class TestEnding:
    def test_it_expires_and_the_end_can_be_taken_back(self) -> None:
        assert facts.end(expired="2025-08-12", as_of="2025-04") == 2
        assert facts.stored().content["expired"] == "2025-08-12"
        assert facts.stored().corrected_at is None
        assert facts.end() == 2
        assert "expired" not in facts.stored().content
        assert [change.cause for change in facts.changes()] == ["ended", "ended"]

    @pytest.mark.parametrize(
        ("said", "problem"),
        [
            ({"expired": "31 February"}, ("bad_date", ("expired",))),
            ({"expired": "2025-01", "as_of": "2025-06"}, ("expired_too_early", ("expired",))),
            ({"superseded_by": "first-report/none"}, ("unknown_fact", ("superseded_by",))),
            ({"superseded_by": bank.PEAK}, ("superseded_in_circle", ("superseded_by",))),
        ],
    )
    def test_an_end_must_be_fit(self, said: dict[str, str], problem: Any) -> None:
        with pytest.raises(Invalid) as invalid:
            facts.end(**said)
        assert codes(invalid) == [problem]

    def test_no_circle_over_two_facts(self) -> None:
        facts.end(superseded_by=bank.LIMIT)
        with pytest.raises(Invalid) as invalid:
            facts.end(bank.LIMIT, superseded_by=bank.PEAK)
        assert codes(invalid) == [("superseded_in_circle", ("superseded_by",))]

    def test_a_new_fact_stands_in_a_new_source(self) -> None:
        source = write_source(title="The Truce, Extended", publisher="The Example", published="2025-08-12")
        again = write_source(title="The truce extended!", publisher="", published="")
        assert source.id == "the-truce-extended"
        assert again.id.startswith("the-truce-extended-")
        native = {"kind": "percent", "statement": "It is 30% now.", "value": 30, "unit": "percent"}
        terms: dict[str, Any] = {"reason": "News.", "teacher": facts.alice(), "now": school.NOW}
        made = write_fact(source, native, **terms)
        assert facts.end(superseded_by=made.id) == 2
        assert [change.cause for change in facts.changes(made.id)] == ["written"]

    def test_a_source_needs_a_title_and_a_date_that_is_one(self) -> None:
        with pytest.raises(Invalid) as invalid:
            write_source(title=" ", publisher="", published="soon")
        assert {path for _, path in codes(invalid)} == {("title",), ("published",)}


def load(*sheets: dict[str, Any], questions: tuple[Content, ...] = ()) -> list[str]:
    contents = questions or (bank.content("numeric"), bank.content("written", facts=[bank.PEAK]))
    loaded = load_bank(
        [*contents, bank.content("true_false")],
        [Source.from_dict(sheet) for sheet in sheets or bank.SHEETS],
        now=school.NOW,
    )
    return loaded.overruled


def changed_sheet(**changes: Any) -> dict[str, Any]:
    sheet = deepcopy(bank.SHEETS[0])
    sheet["facts"][0] |= changes  # type: ignore[index]
    return sheet


@pytest.mark.usefixtures("resting")
class TestLoading:
    def test_a_correction_stays_until_its_sheet_changes(self) -> None:
        facts.correct()
        assert load() == []
        assert facts.stored().content["value"] == 154
        # Another fact of the sheet changes; this one does not.
        sheet = deepcopy(bank.SHEETS[0])
        sheet["facts"][1]["statement"] = "It took 90 minutes."  # type: ignore[index]
        assert load(sheet, bank.SHEETS[1]) == []
        assert facts.stored().content["value"] == 154

    def test_a_changed_sheet_counts_and_says_so(self) -> None:
        facts.correct()
        assert load(changed_sheet(value=150, statement="They reached 150%."), bank.SHEETS[1]) == [bank.PEAK]
        assert facts.stored().content["value"] == 150
        last = facts.changes()[-1]
        assert (last.cause, last.by_id) == ("file", None)
        assert last.content_before == CORRECTED | {"id": "peak"}

    def test_a_sheet_that_takes_the_correction_over_overrules_nothing(self) -> None:
        facts.correct()
        assert load(changed_sheet(**CORRECTED), bank.SHEETS[1]) == []
        assert [change.cause for change in facts.changes()] == ["corrected"]

    def test_a_changed_value_in_a_sheet_marks_its_questions(self) -> None:
        assert load(changed_sheet(value=150, statement="They reached 150%."), bank.SHEETS[1]) == []
        assert facts.needing_check() == ["numeric", "written"]
        assert facts.stored().said_before == "Tariffs reached 145%."

    def test_another_wording_in_a_sheet_marks_nothing(self) -> None:
        load(changed_sheet(statement="They climbed to 145%."), bank.SHEETS[1])
        assert facts.needing_check() == []
        assert facts.stored().corrected_at is None
        assert [change.cause for change in facts.changes()] == ["file"]

    def test_a_changed_question_file_is_held_against_the_correction(self) -> None:
        facts.correct()
        for question in db.session.scalars(select(Question)):
            set_needs_check(question, False)
        load(questions=(bank.content("numeric", difficulty=3), bank.content("written", facts=[bank.PEAK])))
        assert facts.needing_check() == ["numeric"]

    def test_facts_written_in_the_app_stay(self) -> None:
        source = db.session.get_one(SourceRow, "first-report")
        native = {"kind": "said", "statement": "Somebody said so."}
        made = write_fact(source, native, reason="New.", teacher=facts.alice(), now=school.NOW)
        load()
        found = db.session.get_one(Fact, made.id)
        assert (found.is_retired, found.position) == (False, 3)
